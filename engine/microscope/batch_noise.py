"""How far the gradient of a mini-batch strays from that of all data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, IntArray, read_only
from engine.message import Message
from engine.microscope.beats import beats
from engine.microscope.maps import make_finite
from engine.microscope.weight_plane import across
from engine.network import Network, Pass, layer_blocks, with_ones
from engine.trainer import Trainer

BATCHES = 64
"""Random batches that are looked at."""

FEWEST = 8
"""Random batches that make a picture."""

MOST_NUMBERS = 2**22
"""Batches times parameters, or batches times rows times neurons, at most."""

MOST_ROWS = 8192
"""Rows over which the gradient of all data is taken, at most."""


@dataclass(frozen=True, eq=False)
class BatchNoise:
    """Gradients of the data loss, without penalties, on a plane.

    The plane's first axis is the direction of the gradient of all data, its
    second the one in which batches differ most beside it. Arrows are read-only
    float64 arrays.

    Attributes
    ----------
    step : int
        Updates made.
    batch_size : int
        Examples in each random batch.
    rows : int
        Examples of all data (at most 8,192 of them are read).
    full : ndarray of shape (2,)
        The gradient of all data: its length, and 0.
    arrows : ndarray of shape (B, 2)
        Gradients of random batches of ``batch_size``, always of the same rows.
    angles : ndarray of shape (B,)
        Degrees between each of these, in all dimensions, and the gradient of all data.
    lengths : ndarray of shape (B,)
        Their lengths, in all dimensions.
    next_size : int
        Examples of the batch that comes next in the run.
    next_arrow : ndarray of shape (2,)
        Its gradient, dropout included.
    next_angle, next_length : float
        The same of it as of the random ones.
    shown : float
        Share of the differences among batches that the plane shows.
    noise_scale : float
        tr Σ / |G|²: the batch size at which chance is as long as the gradient
        itself; infinite where that is zero, NaN where a batch is all data.
    """

    step: int
    batch_size: int
    rows: int
    full: FloatArray
    arrows: FloatArray
    angles: FloatArray
    lengths: FloatArray
    next_size: int
    next_arrow: FloatArray
    next_angle: float
    next_length: float
    shown: float
    noise_scale: float


def batch_noise(trainer: Trainer, batch_size: int | None = None) -> BatchNoise:
    """Return gradients of mini-batches beside the gradient of all data.

    Parameters
    ----------
    trainer : Trainer
        Of a single run; it stays as it is.
    batch_size : int, optional
        Of the random batches; the run's own if not given. More than there are
        examples means all.

    Raises
    ------
    ValueError
        If there are no examples, if the network is too large to look at many
        batches at once, or if gradients are beyond all bounds.

    References
    ----------
    .. [1] McCandlish, Kaplan, Amodei & OpenAI Dota Team, *An Empirical Model of
       Large-Batch Training*, arXiv:1812.06162, 2018, eq. 2.8: the simple noise scale.

    Examples
    --------
    Sixteen times as many examples make chance a quarter as large:

    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment())
    >>> stray = [np.median(batch_noise(trainer, size).angles) for size in (8, 128)]
    >>> bool(stray[0] > 2 * stray[1])
    True
    """
    told = beats(trainer)
    network, data = trainer.network, trainer.dataset
    total = len(data.train_inputs)
    size = min(trainer.setup.batches.batch_size if batch_size is None else batch_size, total)
    chooser = np.random.default_rng(0)
    everything = np.arange(total)
    if total > MOST_ROWS:
        everything = np.sort(chooser.choice(total, MOST_ROWS, replace=False))
    size = min(size, len(everything))
    numbers = max(network.parameters.size, size * sum(network.sizes))
    count = min(BATCHES, MOST_NUMBERS // numbers)
    if count < FEWEST:
        raise ValueError(Message("The network is too large to look at many batches at once."))
    choices = np.stack([chooser.permutation(everything)[:size] for _ in range(count)])
    with np.errstate(all="ignore"):
        full = gradients_of(trainer, everything[np.newaxis])[0]
        each = gradients_of(trainer, choices)
        next_one = told.data_gradient.astype(np.float64)
    axes, shown = _plane(full, each, 1e3 * float(np.finfo(network.dtype).eps))
    length = float(np.linalg.norm(full))
    lengths = np.linalg.norm(each, axis=1)
    stray = float(((each - full) ** 2).sum(axis=1).mean())
    correction = (len(everything) - 1) / max(1, len(everything) - size)
    scale = stray * size * correction / length**2 if length else float("inf")
    return BatchNoise(
        step=trainer.step_count,
        batch_size=size,
        rows=total,
        full=_told(axes @ full),
        arrows=_told(each @ axes.T),
        angles=_told([_angle(one, full) for one in each]),
        lengths=_told(lengths),
        next_size=told.examples,
        next_arrow=_told(axes @ next_one),
        next_angle=_angle(next_one, full),
        next_length=float(np.linalg.norm(next_one)),
        shown=shown,
        noise_scale=scale if size < len(everything) else float("nan"),
    )


def gradients_of(trainer: Trainer, rows: IntArray) -> FloatArray:
    """Return the gradients (B, P), float64, of the mean loss over batches of rows (B, N).

    No dropout, no penalties. The batches go through the network as a stack of
    runs that have the same parameters.

    Raises
    ------
    ValueError
        If a gradient is beyond all bounds.

    Examples
    --------
    The mean over all points is the mean of the means over its halves:

    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "model.dtype": "float64"}))
    >>> halves = gradients_of(trainer, np.arange(32).reshape(2, 16))
    >>> whole = gradients_of(trainer, np.arange(32).reshape(1, 32))
    >>> np.allclose(halves.mean(axis=0), whole[0])
    True
    """
    network, data, objective = trainer.network, trainer.dataset, trainer.objective
    count, size = rows.shape
    kind = network.dtype.name
    stack = Network(network.sizes, network.activations, "zeros", kind, runs=(count,))
    stack.parameters[...] = network.parameters
    inputs = np.asarray(data.train_inputs[rows], network.dtype)
    targets = np.asarray(data.train_targets[rows], network.dtype).swapaxes(-1, -2)
    buffers = Pass(stack, size)
    outputs = buffers.forward(np.ascontiguousarray(with_ones(inputs).swapaxes(-1, -2)))
    grad_outputs = np.empty_like(outputs)
    for one in range(count):
        coded = np.ascontiguousarray(objective.coded(targets[one]))
        objective.evaluate(outputs[one], coded, grad_outputs[one])
    gradient = np.empty_like(stack.parameters)
    buffers.backward(grad_outputs, layer_blocks(gradient, network.sizes))
    found = gradient.astype(np.float64)
    if not np.isfinite(found).all() or not np.isfinite((found**2).sum()):
        raise ValueError(Message("The gradients of these batches are beyond all bounds."))
    return found


def _plane(full: FloatArray, each: FloatArray, rounding: float) -> tuple[FloatArray, float]:
    """Return two axes (2, P), and the share of the differences that they show.

    The second axis is the first principal axis of what is left of the
    batches' gradients beside the full one, found in the small space of batches; where
    that is no more than ``rounding`` times its length, any at right angles.
    """
    length = np.linalg.norm(full)
    first = full / length if length else np.eye(1, len(full))[0]
    along = (each - full) @ first
    beside = each - np.outer(each @ first, first)
    total = float((along**2).sum() + (beside**2).sum())
    weights, vectors = np.linalg.eigh(beside @ beside.T)
    second = vectors[:, -1] @ beside
    size = np.linalg.norm(second)
    if size <= rounding * float(length) or not total:
        return np.stack([first, across(np.eye(1, len(full))[0], first[np.newaxis])]), 1.0
    second = second / size
    if second @ each[0] < 0.0:  # so that the picture does not turn over
        second = -second
    return np.stack([first, second]), float((along**2).sum() + weights[-1]) / total


def _angle(one: FloatArray, other: FloatArray) -> float:
    """Return the degrees between two directions; 0 where one has no length."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    if not lengths:
        return 0.0
    return float(np.degrees(np.arccos(np.clip(one @ other / lengths, -1.0, 1.0))))


def _told(values: ArrayLike) -> FloatArray:
    """Return finite numbers that cannot be written to."""
    array = np.array(values, np.float64)
    make_finite(array)
    return read_only(array)
