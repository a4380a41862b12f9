"""The patient's chart: all that the detectors read of a trainer, each thing measured once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.activations import Activation
from engine.arrays import FloatArray
from engine.change_log import SealedOpened
from engine.gradients import clip_factor, layer_norms, squared_norm
from engine.microscope.health import Health, flat_shares, health_of
from engine.microscope.maps import make_finite
from engine.microscope.next_step import updated
from engine.microscope.sample import Sample, sample_rows
from engine.network import Network, Pass, layer_blocks, layer_starts, with_ones
from engine.stacks import refuse_stack
from engine.trainer import Trainer

MOST_ROWS = 1024
MOST_WORK = 2**20
"""Rows times parameters that one look may send through the network."""

FEWEST_EVALUATIONS = 6
"""Below so many evaluations since the last change, a curve says nothing yet."""

FRESH_EPOCHS = 3
FRESH = 0.2
"""Epochs, and share of all epochs, for which the last evaluation is still news."""

LEARNT = 0.35
"""A loss below this share of that of guessing counts as learnt."""

MULTIPLES = np.array([0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0])
"""Parts and multiples of the next update that are tried."""


@dataclass(frozen=True)
class Bouncing:
    """Changes of the training loss from one evaluation to the next."""

    count: int
    rises: int
    """Of ``count`` changes."""
    of_guessing: float
    """Mean size of a change, as a share of the loss of guessing."""
    of_itself: float
    """Median size of a change, as a share of the loss itself."""
    mean_rise: float
    """Sum of the rises over ``count``, as a share of the loss of guessing."""


class Chart:
    """What can be read of a run without touching it.

    Parameters
    ----------
    trainer : Trainer
        A single run (``runs=()``). It stays as it is: all is computed on a copy of its network.

    Raises
    ------
    ValueError
        For a stack of runs.
    """

    def __init__(self, trainer: Trainer) -> None:
        refuse_stack(trainer.runs)
        self.trainer = trainer
        self.experiment = trainer.experiment
        self.dataset = trainer.dataset
        self.objective = trainer.objective
        source = trainer.network
        self.network = Network(source.sizes, source.activations, "zeros", str(source.dtype))
        self.network.parameters[...] = source.parameters
        self.hidden = source.sizes[1:-1]
        entries = [e.step for e in trainer.change_log if not isinstance(e, SealedOpened)]
        self.since = max(entries, default=0)
        """The update of the last change: curves count from there."""

    # -- curves -----------------------------------------------------------------------

    @cached_property
    def _evaluations(self) -> dict[str, FloatArray]:
        curves = self.trainer.history.evaluations.curves()
        steps = curves["epoch"].step
        newest = min(int(np.searchsorted(steps, self.since)), max(0, len(steps) - 1))
        found = {name: curve.mean[newest:].copy() for name, curve in curves.items()}
        return found | {"step": steps[newest:].astype(np.float64)}

    @property
    def evaluated_epochs(self) -> FloatArray:
        """Epochs at which all rows were evaluated, (E,)."""
        return self._evaluations["epoch"]

    @property
    def train_losses(self) -> FloatArray:
        """Loss on the training rows then, without penalties, (E,)."""
        return self._evaluations["train_loss"]

    @property
    def test_losses(self) -> FloatArray:
        """Loss on the test rows then, (E,); that on the training rows if there are no others."""
        return self._evaluations["test_loss"]

    @cached_property
    def _curve(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return epochs, steps and losses (M,) of the curve that is judged."""
        epochs, steps = self.evaluated_epochs, self._evaluations["step"]
        if not len(epochs):
            return epochs, steps, self.train_losses
        unseen = self.trainer.epoch - epochs[-1]
        if unseen <= max(FRESH_EPOCHS, FRESH * (self.trainer.epoch - epochs[0])):
            return epochs, steps, self.train_losses
        return self._by_epoch()

    def _by_epoch(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the mean loss of the batches of each epoch, for when evaluations are rare."""
        history = self.trainer.history
        batches = history.batches.curve("loss", first=self.since + 1)
        if not len(batches.step):
            return self.evaluated_epochs, self._evaluations["step"], self.train_losses
        epochs = np.ceil(history.progress.epochs_at(batches.step)).astype(np.intp)
        first = np.flatnonzero(np.diff(epochs, prepend=-1))
        counts = np.add.reduceat(batches.count, first)
        losses = np.add.reduceat(batches.mean * batches.count, first) / counts
        last = np.append(first[1:], len(epochs)) - 1
        whole = slice(0, len(first) - 1 if self.trainer.batch_index else None)
        steps = batches.step[last][whole].astype(np.float64)
        return epochs[first][whole].astype(np.float64), steps, losses[whole]

    @property
    def epochs(self) -> FloatArray:
        """Epochs of the curve that is judged, (M,)."""
        return self._curve[0]

    @property
    def losses(self) -> FloatArray:
        """Training loss at ``epochs``, (M,): of all rows, or of the batches where that is rare."""
        return self._curve[2]

    @property
    def early(self) -> bool:
        """Whether curves are too short to say anything."""
        return len(self.epochs) < FEWEST_EVALUATIONS

    @cached_property
    def chance(self) -> float:
        """Loss of the best answer that is the same for every row; at least a tiny number."""
        targets = self.objective.coded(np.ascontiguousarray(self.dataset.train_targets.T))
        loss, weights = self.objective.loss, self.objective.shares(targets)
        mean = np.average(targets, axis=1, weights=weights)[:, np.newaxis]
        if loss.takes_logits:
            likely = np.clip(mean, 1e-6, 1.0 - 1e-6)
            several = loss.id == "categorical_cross_entropy"
            answer = np.log(likely) if several else np.log(likely / (1.0 - likely))
        elif loss.id == "mean_absolute_error":
            answer = _weighted_median(targets, weights)
        else:
            answer = mean
        found = loss.of_each_example(np.broadcast_to(answer, targets.shape).copy(), targets)
        return max(float((found * weights).mean()), 1e-12)

    @cached_property
    def level(self) -> float:
        """The training loss of late, as a share of that of guessing."""
        return float(np.median(self.losses[-3:])) / self.chance

    @property
    def learnt(self) -> bool:
        """Whether the run has got well below guessing."""
        return self.level < LEARNT

    @property
    def window(self) -> int:
        """How many of the newest evaluations tell how the run gets on."""
        return int(np.clip(len(self.epochs) // 3, FEWEST_EVALUATIONS, 40))

    @cached_property
    def bouncing(self) -> Bouncing:
        """How the training loss went up and down lately, at about the rate of now."""
        batches = self.trainer.history.batches.curve("learning_rate", most=512)
        recent, steps = self.losses[-self.window :], self._curve[1][-self.window :]
        if len(batches.step):
            rates = np.interp(steps, batches.step, batches.mean)
            recent = recent[int(np.argmax(rates <= 2.0 * rates[-1])) :]
        changes = np.diff(recent)
        if not len(changes):
            return Bouncing(0, 0, 0.0, 0.0, 0.0)
        return Bouncing(
            len(changes),
            int((changes > 0.0).sum()),
            float(np.abs(changes).mean()) / self.chance,
            float(np.median(np.abs(changes)) / max(float(recent.mean()), 1e-12)),
            float(np.maximum(changes, 0.0).mean()) / self.chance,
        )

    @cached_property
    def fall(self) -> float:
        """How far the training loss fell from one half of the window to the other, as a share."""
        recent = self.losses[-self.window :]
        half = len(recent) // 2
        before, after = float(recent[:half].mean()), float(recent[-half:].mean())
        return (before - after) / max(before, 1e-12)

    @cached_property
    def fall_per_epoch(self) -> float:
        """The same for one epoch, of those the window spans."""
        recent = self.epochs[-self.window :]
        span = max((recent[-1] - recent[0]) / 2.0, 1.0)
        return float(1.0 - (1.0 - min(self.fall, 0.999999)) ** (1.0 / span))

    # -- the network as it is ---------------------------------------------------------

    @cached_property
    def sample(self) -> Sample:
        """Some training rows, sent through the network."""
        most = max(64, min(MOST_ROWS, MOST_WORK // len(self.network.parameters)))
        rows = sample_rows(len(self.dataset.train_inputs), most)
        data = self.dataset
        found = Sample(self.network, data.train_inputs[rows], data.train_targets[rows], rows)
        found.look()
        return found

    @cached_property
    def health(self) -> Health:
        """Dead and saturated neurons."""
        return health_of(self.sample, self.network.activations)

    @cached_property
    def flat_shares(self) -> tuple[float | None, ...]:
        """For each hidden layer the share of activations that are flat; None if it has no ends."""
        return flat_shares(self.sample, self.network.activations)

    @property
    def activations(self) -> list[Activation]:
        """Of the hidden layers."""
        return self.network.activations

    @cached_property
    def _backward(self) -> tuple[FloatArray, FloatArray]:
        """Return the gradient (P,) of the sample's data loss, and |dL/dz| of each layer (L,)."""
        sample, network = self.sample, self.network
        columns = np.ascontiguousarray(with_ones(sample.layers[0].T).T)
        looked = Pass(network, columns.shape[1])
        gradient = np.zeros_like(network.parameters)
        with np.errstate(all="ignore"):
            outputs = looked.forward(columns)
            grad_outputs = np.empty_like(outputs)
            targets = self.objective.coded(sample.targets)
            self.objective.evaluate(outputs, targets, grad_outputs)
            looked.backward(grad_outputs, layer_blocks(gradient, network.sizes))
            make_finite(gradient)
            signals = [*looked.grad_pre_activations, grad_outputs]
            sizes = np.array([np.sqrt(np.mean(np.square(s, dtype=np.float64))) for s in signals])
        return gradient, np.nan_to_num(sizes * columns.shape[1], nan=0.0, posinf=1e30)

    @property
    def gradient(self) -> FloatArray:
        """Gradient of the data loss of the sample, (P,)."""
        return self._backward[0]

    @property
    def signals(self) -> FloatArray:
        """Root mean square of dL_i/dz over neurons and rows i, a number a layer, (L,)."""
        return self._backward[1]

    @property
    def layer_gradients(self) -> FloatArray:
        """Norm of the gradient of each layer, (L,)."""
        return layer_norms(self.gradient.astype(np.float64), layer_starts(self.network.sizes))

    # -- the step that comes next -----------------------------------------------------

    @cached_property
    def step(self) -> FloatArray:
        """What the next update would add if it met the gradient of the sample, (P,)."""
        trainer, gradient = self.trainer, self.gradient.copy()
        with np.errstate(all="ignore"):
            if trainer.setup.penalties.active:
                trainer.setup.penalties.add(self.network.parameters, gradient)
            if trainer.setup.clip is not None:
                gradient *= clip_factor(squared_norm(gradient), trainer.setup.clip)
            step = updated(trainer, gradient) - trainer.network.parameters
            make_finite(step)
        return step

    @cached_property
    def along_step(self) -> FloatArray:
        """Loss of the sample, with penalties, after each of `MULTIPLES` of the step."""
        start, step = self.trainer.network.parameters, self.step
        sample, objective = self.sample, self.objective
        targets = objective.coded(sample.targets)
        ignored = np.empty_like(sample.outputs)
        penalties, found = self.trainer.setup.penalties, np.empty(len(MULTIPLES))
        with np.errstate(all="ignore"):
            for place, multiple in enumerate(MULTIPLES.tolist()):
                self.network.parameters[...] = start + start.dtype.type(multiple) * step
                sample.look()
                loss = objective.evaluate(sample.outputs, targets, ignored)
                if penalties.active:
                    loss += penalties.add(self.network.parameters, np.zeros_like(start))
                found[place] = loss
        self.network.parameters[...] = start
        sample.look()
        return np.nan_to_num(found, nan=1e30, posinf=1e30)


def _weighted_median(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the median (K, 1) of values (K, N), each counted by its weight (N,)."""
    order = np.argsort(values, axis=1)
    summed = np.cumsum(weights[order], axis=1)
    half = summed[:, -1:] / 2.0
    upper = (summed > half).argmax(axis=1)[:, np.newaxis]
    lower = (summed >= half).argmax(axis=1)[:, np.newaxis]
    sorted_values = np.take_along_axis(values, order, axis=1)
    middle = np.take_along_axis(sorted_values, np.hstack([lower, upper]), axis=1)
    return np.asarray(middle.mean(axis=1, keepdims=True))
