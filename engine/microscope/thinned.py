"""Dropout seen: the thinned networks inside a network, and their average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arguments import refused
from engine.arrays import BoolArray, FloatArray, read_only
from engine.message import Message
from engine.microscope.maps import Plane, PlaneMaps, make_finite
from engine.microscope.sample import Sample, sample_rows
from engine.network import Network
from engine.stacks import refuse_stack
from engine.trainer import Trainer

COUNT = 9
"""Thinned networks that are shown."""

MOST_POINTS = 1000
"""Training points on which losses are taken."""

AVERAGED = 64
"""Thinned networks that the average is taken over."""


@dataclass(frozen=True, eq=False)
class Thinned:
    """Networks that training with dropout makes of one network, on a plane.

    Attributes
    ----------
    rates : tuple of float
        Share of the neurons dropped in each hidden layer.
    kept : tuple of tuple of ndarray
        For each network shown and each hidden layer flags (units,): which
        neurons stayed.
    maps : ndarray of shape (9, K, n, n), or (9, K, n) on a line
        What each of the shown answers: probabilities or values.
    average : ndarray of shape (K, n, n) or (K, n)
        Mean answer of the 64 networks.
    whole : ndarray of the same shape
        Answer of the whole network, as in evaluation.
    plane : Plane
        Where the maps lie.
    losses : ndarray of shape (64,)
        Loss of each thinned network, as training meets it, on the training
        points (at most 1,000).
    average_loss, whole_loss : float
        Mean of these, and the loss of the whole network.
    difference : float
        Mean distance between average and whole, in units of the answer.
    """

    rates: tuple[float, ...]
    kept: tuple[tuple[BoolArray, ...], ...]
    maps: FloatArray
    average: FloatArray
    whole: FloatArray
    plane: Plane
    losses: FloatArray
    average_loss: float
    whole_loss: float
    difference: float


def thinned(
    trainer: Trainer, rate: float | None = None, plane: Plane | None = None, resolution: int = 40
) -> Thinned:
    """Return thinned networks, their average, and the whole network.

    A thinned network is the network with the outgoing weights of dropped
    neurons at zero, and the others' multiplied by 1 / (1 − rate): the same as
    a dropout mask on the activations. The same neurons are dropped at every
    call, so that pictures of a run in progress can be compared.

    Parameters
    ----------
    trainer : Trainer
        Of a single run; it stays as it is.
    rate : float, optional
        Of all hidden layers, instead of the rates of the experiment.
    plane : Plane, optional
        Where to look; as ``Plane.of`` chooses it if not given.
    resolution : int
        Points along each axis.

    Raises
    ------
    ValueError
        If there is no hidden layer, none that drops neurons, no training
        example or no such rate, or if the trainer has a stack of runs.

    References
    ----------
    .. [1] Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, *Dropout*,
       JMLR 15, 2014, section 1: an average over exponentially many thinned networks.

    Examples
    --------
    >>> from engine import Experiment
    >>> told = thinned(Trainer(Experiment().with_value("model.dropout", 0.5)))
    >>> told.maps.shape, told.average.shape, len(told.kept[0])
    ((9, 1, 40, 40), (1, 40, 40), 2)
    """
    network, data = trainer.network, trainer.dataset
    hidden = network.sizes[1:-1]
    own = trainer.experiment.model.dropout_rates
    rates = tuple(own) if rate is None else (float(rate),) * len(hidden)
    refuse_stack(trainer.runs)
    if not len(data.train_inputs):
        raise ValueError(Message("There are no training examples."))
    if rate is not None and not 0.0 <= rate < 1.0:
        raise refused("rate", f"{rate!r} is not allowed.", "Give a share from 0 to below 1.")
    if not hidden:
        raise ValueError(Message("There is no hidden layer that could drop neurons."))
    if not any(rates):
        raise ValueError(Message("No layer drops neurons: try a rate here, or set one."))
    plane = Plane.of(data) if plane is None else plane
    maps = PlaneMaps(data, plane, resolution, resolution)
    rows = sample_rows(len(data.train_inputs), MOST_POINTS)
    twin = Network(network.sizes, network.activations, "zeros", network.dtype.name)
    seen = Sample(twin, data.train_inputs[rows], data.train_targets[rows])
    chooser = np.random.default_rng(0)
    kept, pictures, losses = [], [], []
    total = np.zeros(1)
    for number in range(AVERAGED):
        flags = _kept(chooser, hidden, rates)
        _thin(twin, network, flags, rates)
        answer = maps.compute(twin, trainer.objective, neurons=False).output
        total = total + answer.astype(np.float64)
        losses.append(_loss(seen, trainer))
        if number < COUNT:
            kept.append(flags)
            pictures.append(answer)
    whole = maps.compute(network, trainer.objective, neurons=False).output
    average = np.asarray(total / AVERAGED)
    twin.parameters[...] = network.parameters
    return Thinned(
        rates=rates,
        kept=tuple(kept),
        maps=_told(np.stack(pictures)),
        average=_told(average),
        whole=_told(whole),
        plane=plane,
        losses=_told(np.array(losses)),
        average_loss=float(np.mean(losses)),
        whole_loss=_loss(seen, trainer),
        difference=float(np.abs(average - whole).mean()),
    )


def _kept(
    chooser: np.random.Generator, hidden: Sequence[int], rates: Sequence[float]
) -> tuple[BoolArray, ...]:
    """Return which neurons of each hidden layer stay; drawn for all rates from the same numbers."""
    return tuple(chooser.random(units) >= rate for units, rate in zip(hidden, rates, strict=True))


def _thin(
    twin: Network, network: Network, kept: Sequence[BoolArray], rates: Sequence[float]
) -> None:
    """Write the parameters of a thinned network into ``twin``."""
    twin.parameters[...] = network.parameters
    for weights, flags, rate in zip(twin.weights[1:], kept, rates, strict=True):
        np.multiply(weights, (flags / (1.0 - rate))[:, np.newaxis], weights, casting="same_kind")


def _loss(seen: Sample, trainer: Trainer) -> float:
    """Return the mean loss over a sample of points."""
    seen.look()
    objective = trainer.objective
    each = objective.of_each_example(seen.outputs, objective.coded(seen.targets))
    make_finite(each)
    return float(each.mean())


def _told(values: FloatArray) -> FloatArray:
    """Return finite numbers that cannot be written to: maps in float32."""
    array: FloatArray = np.array(values, np.float32 if values.ndim > 1 else np.float64)
    make_finite(array)
    return read_only(array, array.dtype)
