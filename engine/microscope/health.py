"""Neurons that do not learn: dead ones and saturated ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.activations import Activation
from engine.arrays import BoolArray, FloatArray
from engine.microscope.sample import Sample

FLAT_SHARE = 0.05
"""A derivative below this share of the largest one counts as flat."""

SATURATED_ROWS = 0.95
"""Share of rows on which a saturated neuron is flat."""


@dataclass(frozen=True, eq=False)
class Health:
    """Flags (units,), an array for each hidden layer.

    A neuron is *dead* if its activation is one with a flat side (ReLU, and
    its relatives where their slope there is zero) and its derivative is zero
    on every row looked at: no gradient passes, and its incoming weights stay
    as they are (Maas, Hannun & Ng, ICML 2013, section 2).

    A neuron is *saturated* if its activation goes flat on both sides (sigmoid,
    tanh) and its derivative is below 5 % of the largest it can have on at least
    95 % of the rows: |a| > 0.975 for tanh, a < 0.013 or a > 0.987 for sigmoid
    (Glorot & Bengio, AISTATS 2010, section 3, for the notion; the two bounds
    are ours).
    """

    dead: tuple[BoolArray, ...]
    saturated: tuple[BoolArray, ...]
    rows: int
    """Training rows looked at."""


def health_of(sample: Sample, activations: list[Activation]) -> Health:
    """Return the health of every hidden neuron, from the rows of a sample already looked at.

    Examples
    --------
    >>> from engine import Network
    >>> network = Network((1, 2, 1), seed=0)
    >>> network.weights[0][...], network.biases[0][...] = [[1.0, 1.0]], [0.0, -9.0]
    >>> sample = Sample(network, np.array([[1.0], [2.0]]), np.zeros((2, 1)))
    >>> sample.look()
    >>> [flags.tolist() for flags in health_of(sample, network.activations).dead]
    [[False, True]]
    """
    hidden = zip(activations, sample.pre_activations, sample.layers[1:-1], strict=True)
    flags = [_flags(*layer) for layer in hidden]
    return Health(
        tuple(dead for dead, _ in flags),
        tuple(saturated for _, saturated in flags),
        len(sample.rows),
    )


def flat_shares(sample: Sample, activations: list[Activation]) -> tuple[float | None, ...]:
    """Return for each hidden layer the share of its activations that lie where it is flat.

    Flat is a derivative below 5 % of the largest one. None stands for layers whose
    activation does not go flat on both sides.

    Examples
    --------
    >>> from engine import Network
    >>> network = Network((1, 2, 1), "tanh", seed=0)
    >>> network.weights[0][...] = [[1.0, 9.0]]
    >>> sample = Sample(network, np.array([[1.0], [2.0]]), np.zeros((2, 1)))
    >>> sample.look()
    >>> flat_shares(sample, network.activations)
    (0.5,)
    """
    hidden = zip(activations, sample.pre_activations, sample.layers[1:-1], strict=True)
    return tuple(
        None if one.steepest is None else float(_flat(one, z, values).mean())
        for one, z, values in hidden
    )


def _flags(
    activation: Activation, pre_activation: FloatArray, values: FloatArray
) -> tuple[BoolArray, BoolArray]:
    """Return which neurons of a layer (units, N) are dead and which saturated."""
    none = np.zeros(len(values), bool)
    if activation.steepest is not None:
        flat = _flat(activation, pre_activation, values)
        return none, flat.sum(axis=1) >= SATURATED_ROWS * values.shape[1]
    if not activation.has_kink:
        return none, none
    slopes = _slopes(activation, pre_activation, values)
    return np.logical_not(slopes.any(axis=1)), none


def _flat(activation: Activation, pre_activation: FloatArray, values: FloatArray) -> BoolArray:
    """Return where (units, N) the derivative is below 5 % of the largest it can be."""
    assert activation.steepest is not None
    slopes = _slopes(activation, pre_activation, values)
    return np.asarray(slopes < FLAT_SHARE * activation.steepest)


def _slopes(activation: Activation, pre_activation: FloatArray, values: FloatArray) -> FloatArray:
    """Return the derivative at every pre-activation (units, N)."""
    with np.errstate(all="ignore"):
        return activation.backward(np.ones_like(values), pre_activation, values)
