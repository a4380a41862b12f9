"""Wiggle one weight: the loss against it, its slope, and the step that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.arguments import refused, within_bounds
from engine.arrays import BoolArray, FloatArray
from engine.microscope.beats import beats
from engine.microscope.blame import placed
from engine.microscope.held_batch import HeldBatch
from engine.microscope.next_step import updated
from engine.microscope.sample import sample_rows
from engine.network import Network
from engine.trainer import Trainer

RowsLookedAt = Literal["batch", "train"]

CURVE_VALUES = 41
"""Values of the weight at which the loss is computed: an odd number, one is the weight itself."""

STACK_NUMBERS = 2**19
"""Pre-activations that a stack of networks makes at one go, at most, so that memory stays small."""


@dataclass(frozen=True, eq=False)
class Nudge:
    """The loss as a function of one parameter, all others held; penalties included.

    Everything but the next step is computed in float64, for the weights as
    they are: float32 has too few digits to measure a slope with.
    """

    parameter: int
    rows: RowsLookedAt
    examples: int
    value: float
    """The parameter as it is."""
    loss: float
    values: FloatArray
    """Values of the parameter, (V,), from lowest to highest."""
    losses: FloatArray
    """The loss at each, (V,)."""
    epsilon: float
    loss_below: float
    """The loss at value − ε."""
    loss_above: float
    """The loss at value + ε."""
    measured: float
    """(loss_above − loss_below) / 2ε."""
    slope: float
    """The derivative, by backpropagation."""
    kink: bool
    """Whether a corner of the loss lies within ± ε, so that no single slope is there."""
    next_value: float
    """What the next update makes of the parameter, bit for bit, in the model's number format."""
    by_gradient: float
    """What the gradient of the next batch alone adds to the parameter."""
    by_momentum: float
    """What the optimizer's memory of past gradients adds besides."""
    by_decay: float
    """What decoupled weight decay adds besides."""
    frozen: bool
    """Whether it is held, so that no update moves it."""

    @property
    def tangent(self) -> FloatArray:
        """The straight line through the current point with the slope computed, (V,)."""
        line: FloatArray = self.loss + self.slope * (self.values - self.value)
        return line


def nudge(
    trainer: Trainer,
    parameter: int,
    reach: float = 1.0,
    epsilon: float = 1e-3,
    rows: RowsLookedAt = "batch",
) -> Nudge:
    """Return the loss against one parameter, and what the next update does to it.

    Parameters
    ----------
    trainer : Trainer
        A single run; it stays as it is.
    parameter : int
        Place in ``network.parameters``.
    reach : float
        How far to either side of the parameter the curve goes.
    epsilon : float
        How far to either side of it the slope is measured.
    rows : {"batch", "train"}
        The mini-batch that comes next, with its dropout masks held; or the
        training rows, at most 2,000, without dropout.

    Raises
    ------
    ValueError
        If an argument is impossible, or numbers are beyond all bounds.

    Notes
    -----
    The measured slope is a central difference, (L(w + ε) − L(w − ε)) / 2ε. It
    differs from the derivative by about ε² L‴ / 6, and by rounding, about
    10⁻¹⁶ L / ε: the best ε lies in between.

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "model.activation": "tanh"}))
    >>> told = nudge(trainer, 0, epsilon=1e-5)
    >>> bool(np.isclose(told.measured, told.slope, rtol=1e-6))
    True
    >>> len(told.values), bool(told.losses[20] == told.loss)
    (41, True)
    """
    for name, width in (("reach", reach), ("epsilon", epsilon)):
        if not 1e-12 <= width <= 1e6:
            raise refused(name, f"{width!r} is not allowed.", "Give 1e-12 to 1e6.")
    placed(trainer.network, parameter)
    if rows == "batch":
        looked_at = HeldBatch.coming(trainer)
    else:
        which = sample_rows(len(trainer.dataset.train_inputs))
        looked_at = HeldBatch.of_rows(trainer, "train", which)
    value = float(trainer.network.parameters[parameter])
    offsets = np.linspace(-reach, reach, CURVE_VALUES)
    offsets[CURVE_VALUES // 2] = 0.0
    with np.errstate(all="ignore"):
        wiggled = _Wiggled(trainer, looked_at, parameter)
        losses = wiggled.losses(value + offsets)
        kink, around = wiggled.closely(value, epsilon)
        slope = wiggled.slope()
        after = _next_values(trainer, parameter)
    within_bounds(np.array([*losses, *around, slope, *after.values()]), "nudge")
    losses.flags.writeable = False
    values = value + offsets
    values.flags.writeable = False
    return Nudge(
        parameter=parameter,
        rows=rows,
        examples=looked_at.examples,
        value=value,
        loss=float(losses[CURVE_VALUES // 2]),
        values=values,
        losses=losses,
        epsilon=epsilon,
        loss_below=float(around[0]),
        loss_above=float(around[2]),
        measured=float((around[2] - around[0]) / (2.0 * epsilon)),
        slope=slope,
        kink=kink,
        frozen=parameter in trainer.frozen,
        **after,
    )


class _Wiggled:
    """The loss of some examples, in float64, as a function of one parameter of a network."""

    def __init__(self, trainer: Trainer, examples: HeldBatch, parameter: int) -> None:
        network = trainer.network
        self._kind = network.sizes, network.activations
        self._parameters = np.asarray(network.parameters, np.float64)
        self._examples, self._parameter = examples, parameter
        self._penalties = trainer.setup.penalties
        is_weight = placed(network, parameter)[1] is not None
        self._bends_at_zero = trainer.experiment.training.l1 > 0.0 and is_weight
        self._widest = max(network.sizes) * examples.examples

    def losses(self, values: FloatArray) -> FloatArray:
        """Return loss and penalties, (V,), for values of the parameter, (V,)."""
        runs = max(1, STACK_NUMBERS // self._widest)
        pieces = [values[i : i + runs] for i in range(0, len(values), runs)]
        return np.concatenate([self._stack(piece)[1] for piece in pieces])

    def closely(self, value: float, epsilon: float) -> tuple[bool, FloatArray]:
        """Return whether a kink lies within ± epsilon, and the losses there and between, (3,)."""
        values = value + epsilon * np.array([-1.0, 0.0, 1.0])
        batch, losses = self._stack(values)
        hidden = zip(batch.network.activations, batch.buffers.pre_activations, strict=False)
        sides = [z > 0.0 for activation, z in hidden if activation.bends]
        if batch.objective.loss.has_kink:
            sides.append(batch.grad_outputs > 0.0)
        bends = self._bends_at_zero and abs(value) <= epsilon
        return bends or any(map(_differ, sides)), losses

    def slope(self) -> float:
        """Return the derivative at the parameter as it is, by backpropagation."""
        network = self._network(())
        network.parameters[...] = self._parameters
        batch = self._examples.on(network)
        batch.loss()
        gradient = batch.gradient()
        self._penalties.add(network.parameters, gradient)
        return float(gradient[self._parameter])

    def _stack(self, values: FloatArray) -> tuple[HeldBatch, FloatArray]:
        """Send the examples through a stack of networks, each with another value, (V,)."""
        network = self._network((len(values),))
        network.parameters[...] = self._parameters
        network.parameters[:, self._parameter] = values
        batch = self._examples.on(network)
        data_losses = batch.loss()
        unused = np.empty_like(network.parameters)
        return batch, data_losses + self._penalties.add(network.parameters, unused)

    def _network(self, runs: tuple[int, ...]) -> Network:
        sizes, activations = self._kind
        return Network(sizes, activations, "zeros", "float64", runs=runs)


def _differ(sides: BoolArray) -> bool:
    """Return whether the runs of a stack, (R, ...), stand on different sides of a kink."""
    return bool((sides != sides[0]).any())


def _next_values(trainer: Trainer, parameter: int) -> dict[str, float]:
    """Return the parameter after the next update, and what gradient, momentum and decay add."""
    told, rolling = beats(trainer), trainer.optimizer.rolling
    still = {rolling: np.zeros_like(told.gradient)} if rolling else {}
    before, after = float(told.old[parameter]), float(told.new[parameter])
    decayed = float(updated(trainer, np.zeros_like(told.gradient), still)[parameter])
    afresh = float(updated(trainer, told.gradient, still)[parameter]) if rolling else after
    return {
        "next_value": after,
        "by_gradient": afresh - decayed,
        "by_momentum": after - afresh,
        "by_decay": decayed - before,
    }
