"""The training loop: forward, loss, backward, update, again and again.

The loop itself is :meth:`Trainer._train`. What it changes, and what happens
between epochs, is in :mod:`engine.run_state`, of which this is the part that
people call. The same lines serve one run and a stack of runs; see
:mod:`engine.network`.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from engine.arguments import refused, within_bounds
from engine.arrays import FloatArray
from engine.change_log import SealedOpened, WentOn, settings_change
from engine.checkpoint import Checkpoint, fitting_checkpoint
from engine.datasets import Dataset
from engine.edits import DataEdited, PointsPainted, data_edit, freeze, parameters_edit
from engine.errors import ExperimentError, Fault
from engine.experiment import Experiment
from engine.gradients import all_finite, clip_factor, squared_norm
from engine.network import with_ones
from engine.outcome import EpochLimit, Going, NoExamples
from engine.run_state import RunState
from engine.stacks import experiments_of
from engine.timeline import Moment
from engine.window import LAYERS_EVERY


class Trainer(RunState):
    """Train one experiment, or a list of them as one stack.

    Parameters
    ----------
    experiment : Experiment or sequence of Experiment
        A stack shares architecture, loss, kind of optimizer, batch size,
        epochs and data size; all else may differ from run to run.
    dataset : Dataset, or sequence with one a run, optional
        Given arrays instead of ``make_dataset(experiment.data)``.
    timeline : Timeline, optional
        Where to keep checkpoints, so that :meth:`moment` can return to the past
        soon; without one it is replayed from the start.

    Raises
    ------
    ExperimentError
        If experiments do not fit each other or the data.

    Examples
    --------
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> trainer.run(epochs=2).kind, trainer.epoch, trainer.step_count
    ('going', 2, 2)
    """

    # -- training ---------------------------------------------------------------------

    def step(self) -> Any:
        """Make one update from one mini-batch, also past the epoch limit."""
        return self.run(steps=1)

    def run(
        self, steps: int | None = None, epochs: int | None = None, until: float | None = None
    ) -> Any:
        """Train on, and say how it ended.

        Parameters
        ----------
        steps : int, optional
            Updates to make. Ignores the epoch limit.
        epochs : int, optional
            Ends of epochs to reach. Ignores the epoch limit.
        until : float, optional
            Moment of ``time.perf_counter()``, in seconds, at which to come back.

        Returns
        -------
        Outcome, or a list with one a run
            ``Going`` when the run can go on.
        """
        for name, count in (("steps", steps), ("epochs", epochs)):
            if not (count is None or (isinstance(count, int | np.integer) and count >= 0)):
                raise refused(name, f"{count!r} is not allowed.", "Give a whole number from 0 on.")
        limited = steps is None and epochs is None
        self.standstill.forget_limit(self.step_count, self.epoch)
        last_step = math.inf if steps is None else self.step_count + steps
        last_epoch = math.inf if epochs is None else self.epoch + epochs
        self.stopwatch.start()
        with np.errstate(all="ignore"):
            while not self.standstill.all:
                if not self.setup.batches.rows:
                    self.standstill.end(NoExamples(self.step_count, self.epoch))
                    break
                if limited and self.epoch >= self.experiment.training.epochs:
                    self.standstill.end(EpochLimit(self.step_count, self.epoch))
                    break
                if self.step_count >= last_step or self.epoch >= last_epoch:
                    break
                self._train(min(last_step - self.step_count, self._steps_ahead()), until)
                if until is not None and time.perf_counter() >= until:
                    break
        self.stopwatch.stop()
        self.standstill.end(Going(self.step_count, self.epoch))
        return self.outcome

    def _steps_ahead(self) -> int:
        """Return the updates until the epoch or the window of records ends."""
        return min(
            self.setup.batches.per_epoch - self.batch_index,
            self.window.stop - self.step_count,
        )

    def _train(self, steps: float, until: float | None) -> None:
        """Make updates within an epoch and a window: the four acts of learning.

        Loss, penalty and ``squared``, the squared norm of the gradient, are
        numbers, or (*runs,) in a stack.
        """
        # Local names for all that the loop needs: a look-up on self costs a little, each time.
        parameters, gradient = self.network.parameters, self.gradient
        descend, state = self.optimizer.descend, self.optimizer_state
        setup, window, standstill = self.setup, self.window, self.standstill
        objective, penalties, batches = setup.objective, setup.penalties, setup.batches
        dropout, decay, clip = setup.dropout, setup.decay, setup.clip
        frozen, frozen_values = self.frozen, self.frozen_values
        begin = self.step_count - window.start
        for _ in range(int(steps)):
            columns, targets = batches.get(self.epoch, self.batch_index)
            examples = targets.shape[-1]
            buffers, grad_outputs = setup.buffers(examples)
            masks = dropout.masks(self.step_count, examples) if dropout.any else None
            # 1. forward
            outputs = buffers.forward(columns, masks)
            # 2. loss
            loss = objective.evaluate(outputs, targets, grad_outputs)
            # 3. backward
            buffers.backward(grad_outputs, self._gradient_blocks, masks)
            # ... with the penalties; looked at, put on record, and clipped
            penalty = penalties.add(parameters, gradient) if penalties.active else 0.0
            squared = squared_norm(gradient)
            if standstill.any:
                loss, penalty, squared = standstill.hold(loss, penalty, squared, gradient)
            if not all_finite(loss + penalty + squared):
                self.halt_diverged(np.isfinite(loss + penalty + squared))
                if not self.runs:
                    break
                # The rest of the stack goes on.
                loss, penalty, squared = standstill.hold(loss, penalty, squared, gradient)
            if self.step_count % LAYERS_EVERY == 0:
                window.record_layers(self.step_count, gradient)
            if clip is not None:
                gradient *= clip_factor(squared, clip)
            # 4. update, at the rate of this step, and with decoupled weight decay
            within = self.step_count - window.start
            if window.varying:
                state["learning_rate"][...] = window.rates[within]
            if decay is not None:
                parameters -= parameters * (state["learning_rate"] * decay)
            descend(parameters, gradient, state)
            if frozen_values is not None:
                parameters[..., frozen] = frozen_values
            record = window.records[within]
            record[0], record[1], record[2] = loss, penalty, squared
            self.step_count += 1
            self.batch_index += 1
            if until is not None and time.perf_counter() >= until:
                break
        self.add_to_epoch(window.records[begin : self.step_count - window.start, 0])
        if self.batch_index == batches.per_epoch:
            self.end_epoch()
        if self.step_count == window.stop:
            self.flush_records()
            self.offer_checkpoint()

    # -- what people ask --------------------------------------------------------------

    def batch_rows(self) -> Any:
        """Return the training rows of the batch that comes next, a list of arrays for a stack."""
        rows = self.setup.batches.indices(self.epoch, self.batch_index)
        return rows if self.runs else rows[0]

    def dropped(self) -> tuple[Any, ...]:
        """Return which neurons the first example of the newest batch went without.

        One array of flags (*runs, units) for each hidden layer, by the dropout
        rates of now; before the first step nothing is dropped.
        """
        hidden = self.network.sizes[1:-1]
        masks = self.setup.dropout.masks(self.step_count - 1, 1) if self.step_count else None
        return tuple(
            np.zeros((*self.runs, units), bool) if mask is None else mask[..., 0] == 0.0
            for units, mask in zip(hidden, masks or [None] * len(hidden), strict=True)
        )

    def evaluate(self, part: str = "test") -> dict[str, Any]:
        """Return loss (without penalties) and accuracy, or r2, on all rows of a part.

        ``part`` is ``"train"``, ``"test"`` or, once it was opened, ``"sealed"``;
        values are numbers, or (*runs,) for a stack.

        Raises
        ------
        ValueError
            If there is no such part, or if it is sealed.
        """
        if isinstance(part, str) and part == "sealed" and self.sealed_result is None:
            raise ValueError("the sealed part is closed: open it with open_sealed(), once.")
        with np.errstate(all="ignore"):
            return self._evaluator.evaluate(part)

    def open_sealed(self) -> dict[str, Any]:
        """Open the sealed part, and return loss and score there; they are put on record.

        A second call returns the same values, whatever was trained since: a
        test that is looked at again and again becomes part of the training.

        Raises
        ------
        ExperimentError
            If nothing is sealed.

        Examples
        --------
        >>> trainer = Trainer(Experiment().with_values(
        ...     {"data.samples": 64, "data.sealed_fraction": 0.25}))
        >>> first = trainer.open_sealed()
        >>> _ = trainer.run(epochs=5)
        >>> trainer.open_sealed() == first
        True
        """
        if self.sealed_result is None:
            if len(self.dataset.sealed_inputs) == 0:
                mend = "Set a share to seal, and start anew."
                raise ExperimentError([Fault("data.sealed_fraction", "nothing is sealed.", mend)])
            with np.errstate(all="ignore"):
                self.make(SealedOpened(self.step_count, self._evaluator.evaluate("sealed")))
        return dict(self.sealed_result or {})

    def keep_opened(self, told: Mapping[str, Any] | None) -> None:
        """Stay opened where a run that this one goes back in was opened later.

        What was seen once cannot be unseen: its ``sealed_result`` stays on record.

        Examples
        --------
        >>> trainer = Trainer(Experiment().with_values(
        ...     {"data.samples": 64, "data.sealed_fraction": 0.25}))
        >>> _ = trainer.run(steps=20)
        >>> first = trainer.open_sealed()
        >>> branch = trainer.moment(10).replay()
        >>> branch.keep_opened(trainer.sealed_result)
        >>> branch.open_sealed() == first
        True
        """
        if told is not None and self.sealed_result is None:
            self.make(SealedOpened(self.step_count, told))

    def predict(self, inputs: Any) -> FloatArray:
        """Return probabilities or values, (*runs, N, K), for inputs (N, D) or (*runs, N, D).

        What is beyond all bounds is told as the largest number of the dtype.

        Raises
        ------
        ValueError
            If the inputs do not fit, or what the network makes of them is no number
            (infinity minus infinity), as can be after a run diverged.
        """
        inputs = self.network.checked_inputs(inputs)
        columns = np.swapaxes(with_ones(inputs), -1, -2)
        with np.errstate(all="ignore"):
            predictions = np.swapaxes(self._evaluator.predict(columns), -1, -2)
        largest = np.finfo(predictions.dtype).max
        return within_bounds(np.clip(predictions, -largest, largest), "predictions")

    # -- changes in mid-run -----------------------------------------------------------

    def change(self, experiment: Experiment | Sequence[Experiment]) -> None:
        """Go on with other settings, one experiment or one a run, keeping the weights.

        A run that had stopped or diverged goes on. A new optimizer begins
        afresh, but takes over memory of the same meaning (momentum and
        Nesterov, Adam and AdamW).

        Raises
        ------
        ExperimentError
            If a setting differs that needs a new start; nothing has changed then.
        """
        new = experiments_of(experiment)
        entry = settings_change(
            self.step_count, self.experiments, new, self.datasets, self.begun_datasets
        )
        if entry is None:
            return
        former = self.change_log[-1] if self.change_log else None
        if (
            isinstance(entry, PointsPainted)
            and isinstance(former, PointsPainted)
            and former.step == entry.step
        ):
            entry = entry.after(former)  # while people paint and the run stands still
            self.forget_last_change()
        self.make(entry)

    def edit(self, indices: ArrayLike, values: ArrayLike) -> None:
        """Set elements of the parameters by hand; the optimizer's memory stays.

        A run that had stopped or diverged goes on.

        Parameters
        ----------
        indices : array_like of int, shape (n,)
            Places in ``network.parameters``, each once.
        values : array_like, shape (n,), (*runs, n) or a number
            What to write there.

        Raises
        ------
        ExperimentError
            If a place or a value is impossible; nothing has changed then.

        Examples
        --------
        >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
        >>> trainer.edit([0, 3], [0.5, -1.0])
        >>> trainer.network.parameters[[0, 3]].tolist()
        [0.5, -1.0]
        """
        entry = parameters_edit(self.step_count, self.network.parameters, indices, values)
        if self.change_log and entry.replaces(self.change_log[-1]):
            self.forget_last_change()  # while a weight is dragged and the run stands still
        self.make(entry)

    def freeze(self, indices: ArrayLike) -> None:
        """Let these elements of the parameters, and only these, not move from here on.

        They are written back after each update, so that momentum, decay and
        penalties do not move them either. An empty list frees all. In a stack
        the places are those of every run.

        Parameters
        ----------
        indices : array_like of int, shape (n,)
            Places in ``network.parameters``, each once.

        Raises
        ------
        ExperimentError
            If a place is impossible; nothing has changed then.

        Examples
        --------
        >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
        >>> before = trainer.network.parameters.copy()
        >>> trainer.freeze([0, 1])
        >>> _ = trainer.run(steps=10)
        >>> np.flatnonzero(trainer.network.parameters[:4] == before[:4]).tolist()
        [0, 1]
        """
        self.make(freeze(self.step_count, self.network.parameters, indices))

    def set_data(self, dataset: Dataset | Sequence[Dataset]) -> None:
        """Go on with other data of the same kind, one data set for all runs or one each.

        With the same number of training rows the running epoch goes on, and
        each row keeps its turn; with another number it ends here. Scaling is
        not fitted anew: the data set brings its inputs as they are.

        Raises
        ------
        ExperimentError
            If the network or the loss do not fit the data; nothing has changed then.

        Examples
        --------
        >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
        >>> from engine import make_dataset
        >>> trainer.set_data(make_dataset(trainer.experiment.data.model_copy(
        ...     update={"samples": 80})))
        >>> len(trainer.dataset.train_inputs)
        40
        """
        self.make(data_edit(self.step_count, self.experiments, self.datasets, dataset))

    def go_on(self) -> None:
        """Let a run that stopped early, diverged or reached its target go on as it stands."""
        self.make(WentOn(self.step_count))

    def return_to_good(self) -> bool:
        """Go back to the newest checkpoint whose loss was below the starting loss, if any.

        Settings, data and what is frozen stay as they are now.
        """
        good = self.good
        if good is None:
            return False
        now, datasets, frozen = self.experiment, self.datasets, self.frozen
        told = self.sealed_result
        other_data = any(isinstance(e, DataEdited) for e in self.change_log[good.changes :])
        self.flush_records()
        self._history.truncate(good.step)
        if self.timeline is not None:
            self.timeline.truncate(good.step)
        self.stand_at(good, self.change_log[: good.changes], self._history)
        self.good = good
        self.change(now)
        if other_data:
            self.set_data(datasets)
        if not np.array_equal(frozen, self.frozen):
            self.freeze(frozen)
        self.keep_opened(told)
        self.go_on()
        return True

    # -- going on exactly -------------------------------------------------------------

    def moment(self, step: int) -> Moment:
        """Return all that is needed to stand at a past update again, on another trainer.

        Raises
        ------
        ValueError
            If the run never was there.
        """
        return Moment.of(self, step)

    def state_dict(self) -> dict[str, Any]:
        """Return a deep copy of all that training has made.

        Loaded into a Trainer of the same experiment, going on equals never
        having stopped, bit for bit.
        """
        return {
            "begun_with": self.begun_with,
            "checkpoint": Checkpoint.of(self, self.good),
            "change_log": tuple(self.change_log),
            "history": copy.deepcopy(self.history),
            "data": tuple(dataset.digest for dataset in self.begun_datasets),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a state; it may hold settings that were changed in mid-run.

        Raises
        ------
        ValueError
            If it is not one of such a run; nothing has changed then.
        """
        checkpoint = fitting_checkpoint(self, state)
        self.begun_with = state["begun_with"]
        if self.timeline is not None:
            self.timeline.truncate(-1)  # another run's past
        self.stand_at(checkpoint, state["change_log"], copy.deepcopy(state["history"]))

    def save(self, path: str | Path, past: bool = True) -> None:
        """Write the run into a file, so that :meth:`load` goes on as if it never had stopped.

        The file is a zip of plain arrays and one text, without pickle. Data are
        not in it: they follow from the settings, or are given again.

        Parameters
        ----------
        path : str or Path
            Where to; an existing file is replaced whole or not at all.
        past : bool
            Whether the checkpoints of the timeline, where there is one, go with it.

        Raises
        ------
        ExperimentError
            If the file cannot be written.
        """
        from engine.run_writing import save_run  # imported by those who wait for a file anyway

        save_run(self, Path(path), self.timeline if past else None)

    @classmethod
    def load(cls, path: str | Path, dataset: Dataset | Sequence[Dataset] | None = None) -> Self:
        """Return a trainer that goes on where one was saved.

        Parameters
        ----------
        path : str or Path
            A file written by :meth:`save`.
        dataset : Dataset, or sequence with one a run, optional
            The data that the run began with, where they were given to it.

        Raises
        ------
        ExperimentError
            If the file is damaged or impossible, or the data are not the run's.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
        >>> _ = trainer.run(steps=3)
        >>> with TemporaryDirectory() as folder:
        ...     trainer.save(f"{folder}/spiral.npz")
        ...     again = Trainer.load(f"{folder}/spiral.npz")
        >>> _ = trainer.run(steps=5), again.run(steps=5)
        >>> bool((again.network.parameters == trainer.network.parameters).all())
        True
        """
        from engine.run_reading import read_run

        saved = read_run(Path(path), dataset)
        experiment = saved.experiments if saved.stack else saved.experiments[0]
        trainer = cls(experiment, saved.datasets)
        trainer.timeline = saved.timeline
        trainer.stand_at(saved.checkpoint, saved.change_log, saved.history)
        return trainer
