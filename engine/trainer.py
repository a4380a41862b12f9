"""The training loop: forward, loss, backward, update, again and again.

A :class:`Trainer` is the sole owner of everything that changes in training.
The same lines serve one run and a stack of runs; see :mod:`engine.network`.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine import optimizers
from engine.arrays import FloatArray
from engine.batches import Batches
from engine.checkpoint import Checkpoint
from engine.datasets import Dataset
from engine.dropout import Dropout
from engine.errors import ExperimentError, Fault
from engine.evaluation import Evaluator
from engine.experiment import ChangedSetting, Experiment, changes, resolve_loss
from engine.gradients import all_finite, clip_factor, squared_norm
from engine.history import History, Mark
from engine.metrics import score_name
from engine.network import Network, Pass, layer_blocks, weight_mask, with_ones
from engine.objective import Objective, Penalties
from engine.outcome import Diverged, EarlyStopped, EpochLimit, Going, Outcome
from engine.stacks import check_stack, datasets_of
from engine.stopping import StoppingWatch
from engine.window import Window

FREE_EVALUATION_ROWS = 2**18  # rows that evaluations may read before they are rationed


class Trainer:
    """Train one experiment, or a list of them as one stack.

    Parameters
    ----------
    experiment : Experiment or sequence of Experiment
        A stack shares architecture, loss, kind of optimizer, batch size,
        epochs and data size; all else may differ from run to run.
    dataset : Dataset, or sequence with one a run, optional
        Given arrays instead of ``make_dataset(experiment.data)``.

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

    def __init__(
        self,
        experiment: Experiment | Sequence[Experiment],
        dataset: Dataset | Sequence[Dataset] | None = None,
    ) -> None:
        single = isinstance(experiment, Experiment)
        self.experiments = [experiment] if isinstance(experiment, Experiment) else list(experiment)
        self.runs: tuple[int, ...] = () if single else (len(self.experiments),)
        self.datasets = datasets_of(self.experiments, dataset)
        check_stack(self.experiments, self.datasets)
        first, data = self.experiments[0], self.datasets[0]
        model = first.model
        self.network = Network(
            (data.train_inputs.shape[1], *model.hidden, data.train_targets.shape[1]),
            model.activations,
            [e.model.initializer for e in self.experiments],
            model.dtype,
            [e.model.seed for e in self.experiments],
            self.runs,
        )
        self.gradient: FloatArray = np.zeros_like(self.network.parameters)
        """Gradient of the newest step, (*runs, P), penalties and clipping included."""
        self._gradient_blocks = layer_blocks(self.gradient, self.network.sizes)
        self._weight_mask = weight_mask(self.network.sizes, self.network.dtype)
        self._history = History(score_name(data.task), self.runs)
        self.change_log: list[tuple[int, tuple[ChangedSetting, ...]]] = []
        self.step_count = 0
        self.epoch = 0
        self._batch_index = 0
        self._window = Window(self.runs)
        self._held = np.zeros((3, *self.runs))  # what runs that stand still put on record
        self._rows_trained = self._rows_evaluated = 0
        self._watch: StoppingWatch | None = None
        self._halted = np.zeros(self.runs, bool)
        self._any_halted = False
        self._good: Checkpoint | None = None
        self._start_loss: Any = None
        self._optimizer_state: optimizers.State = {}
        self._outcomes: list[Outcome] = [Going(0, 0) for _ in self.experiments]
        self._prepared_for: tuple[bool, int] | None = None
        self._evaluator = Evaluator(self.network, self.datasets, self.runs)
        self._set_up_everything()
        with np.errstate(all="ignore"):
            self._evaluate_and_watch()

    # -- what people ask --------------------------------------------------------------

    @property
    def experiment(self) -> Experiment:
        """The experiment as it stands now (the first one of a stack)."""
        return self.experiments[0]

    @property
    def dataset(self) -> Dataset:
        """The data (those of the first run of a stack)."""
        return self.datasets[0]

    @property
    def outcome(self) -> Any:
        """Outcome of the newest ``run``: one, or a list with one a run."""
        return self._outcomes[0] if not self.runs else list(self._outcomes)

    @property
    def history(self) -> History:
        """Everything recorded up to the newest step."""
        self._file_records()
        return self._history

    @property
    def steps_per_epoch(self) -> int:
        """Updates of a whole epoch."""
        return self._batches.per_epoch

    @property
    def optimizer_state(self) -> optimizers.State:
        """Coefficients and memory of the optimizer; not to be written to."""
        return self._optimizer_state

    def batch_rows(self) -> Any:
        """Return the training rows of the batch that comes next, a list of arrays for a stack."""
        rows = self._batches.indices(self.epoch, self._batch_index)
        return rows if self.runs else rows[0]

    def evaluate(self, part: str = "test") -> dict[str, Any]:
        """Return loss (without penalties) and accuracy, or r2, on all rows of a part.

        ``part`` is ``"train"`` or ``"test"``; values are numbers, or (*runs,) for a stack.
        """
        with np.errstate(all="ignore"):
            return self._evaluator.evaluate(part)

    def predict(self, inputs: Any) -> FloatArray:
        """Return probabilities or values, (*runs, N, K), for inputs (N, D) or (*runs, N, D)."""
        inputs = np.asarray(inputs, self.network.dtype)
        if inputs.ndim < 2 or inputs.shape[-1] != self.network.sizes[0]:
            raise ValueError(f"inputs: give an array (N, {self.network.sizes[0]}).")
        columns = np.swapaxes(with_ones(inputs), -1, -2)
        with np.errstate(all="ignore"):
            return np.swapaxes(self._evaluator.predict(columns), -1, -2)

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
        limited = steps is None and epochs is None
        self._forget_limit()
        last_step = math.inf if steps is None else self.step_count + steps
        last_epoch = math.inf if epochs is None else self.epoch + epochs
        with np.errstate(all="ignore"):
            while not self._halted.all():
                if limited and self.epoch >= self.experiment.training.epochs:
                    self._end(EpochLimit(self.step_count, self.epoch))
                    break
                if self.step_count >= last_step or self.epoch >= last_epoch:
                    break
                self._train(min(last_step - self.step_count, self._steps_ahead()), until)
                if until is not None and time.perf_counter() >= until:
                    break
        for run, outcome in enumerate(self._outcomes):
            if not outcome.stopped:
                self._outcomes[run] = Going(self.step_count, self.epoch)
        return self.outcome

    def _steps_ahead(self) -> int:
        """Return the updates until the epoch or the window of records ends."""
        return min(
            self._batches.per_epoch - self._batch_index,
            self._window.stop - self.step_count,
        )

    def _train(self, steps: float, until: float | None) -> None:
        """Make updates within an epoch and a window: the four acts of learning."""
        network, gradient, state = self.network, self.gradient, self._optimizer_state
        parameters, update = network.parameters, self.experiment.training.optimizer.update
        objective, penalties, window = self.objective, self._penalties, self._window
        batches, dropout = self._batches, self._dropout
        for _ in range(int(steps)):
            columns, targets = batches.get(self.epoch, self._batch_index)
            examples = targets.shape[-1]
            buffers, grad_outputs = self._buffers(examples)
            masks = dropout.masks(self.step_count, examples) if dropout.any else None
            # 1. forward
            outputs = buffers.forward(columns, masks)
            # 2. loss
            loss = objective.evaluate(outputs, targets, grad_outputs)
            # 3. backward
            buffers.backward(grad_outputs, self._gradient_blocks, masks)
            penalty = penalties.add(parameters, gradient) if penalties.active else 0.0
            squared = squared_norm(gradient)
            if self._any_halted:
                loss, penalty, squared = self._held_still(loss, penalty, squared)
            if not all_finite(loss + squared):
                self._halt_diverged(np.isfinite(loss + squared))
                if not self.runs:
                    return
                loss, penalty, squared = self._held_still(loss, penalty, squared)
            if self._clip is not None:
                gradient *= clip_factor(squared, self._clip)
            # 4. update
            within = self.step_count - window.start
            if window.varying:
                state["learning_rate"][...] = window.rates[within]
            if self._decay is not None:
                parameters -= parameters * (state["learning_rate"] * self._decay)
            update(parameters, gradient, state)
            record = window.records[within]
            record[0], record[1], record[2] = loss, penalty, squared
            self.step_count += 1
            self._batch_index += 1
            self._rows_trained += examples
            if until is not None and time.perf_counter() >= until:
                break
        if self._batch_index == self._batches.per_epoch:
            self._end_epoch()
        if self.step_count == window.stop:
            self._file_records()

    def _buffers(self, examples: int) -> tuple[Pass, FloatArray]:
        """Return the pass and the dL/d(outputs) buffer for a batch of this size."""
        made = self._passes.get(examples)
        if made is None:
            outputs = (*self.runs, self.network.sizes[-1], examples)
            made = Pass(self.network, examples), np.empty(outputs, self.network.dtype)
            self._passes[examples] = made
        return made

    def _end_epoch(self) -> None:
        self.epoch += 1
        self._batch_index = 0
        reads = self._evaluator.rows
        allowance = FREE_EVALUATION_ROWS + self._rows_trained / 8
        if self._watch is not None or self._rows_evaluated + reads <= allowance:
            self._evaluate_and_watch()

    def _evaluate_and_watch(self) -> None:
        """Evaluate for the history; let early stopping and the good checkpoint see it."""
        values = self._evaluator.evaluate_for_history()
        self._rows_evaluated += self._evaluator.rows
        finite = np.isfinite(values).all(axis=0)
        if not finite.all():
            self._halt_diverged(finite)
            if not self.runs:
                return
        record = np.concatenate([np.full((1, *self.runs), float(self.epoch)), values])
        self._history.evaluations.extend([self.step_count], record[np.newaxis])
        if self._start_loss is None:
            self._start_loss = values[0]
        elif not self.runs and values[0] < self._start_loss:
            self._good = self._checkpoint()
        if self._watch is not None:
            watched = values[1] if self._evaluator.has_test else values[0]
            spent = self._watch.observe(
                watched, self.network.parameters, self.step_count, self.epoch
            )
            self._halt_early(spent & ~self._halted)

    # -- ends -------------------------------------------------------------------------

    def _end(self, outcome: Outcome) -> None:
        """Give every run that still goes on this outcome."""
        self._outcomes = [old if old.stopped else outcome for old in self._outcomes]

    def _forget_limit(self) -> None:
        """Let runs go on that only reached their epoch limit."""
        for run, outcome in enumerate(self._outcomes):
            if isinstance(outcome, EpochLimit):
                self._outcomes[run] = Going(self.step_count, self.epoch)

    def _halt_diverged(self, finite: Any) -> None:
        """Stop the runs whose numbers are not finite, before the update would spoil them.

        The parameters are still finite: a gradient of finite norm, times a rate
        of at most 1,000, cannot carry finite parameters out of range in one update.
        """
        lost = ~finite & ~self._halted
        good = self._good.step if self._good is not None else None
        outcome = Diverged(self.step_count, self.epoch, good)
        self._halt(lost, [outcome] * len(self.experiments))

    def _halt_early(self, spent: Any) -> None:
        if self._watch is None or not np.any(spent):
            return
        watch, restored = self._watch, self._watch.rule.restore_best
        if restored:
            where = np.asarray(spent)[..., np.newaxis]
            np.copyto(self.network.parameters, watch.best_parameters, where=where)
        best = zip(watch.best_step.flat, watch.best_epoch.flat, watch.best_loss.flat, strict=True)
        outcomes = [
            EarlyStopped(self.step_count, self.epoch, int(step), int(epoch), float(loss), restored)
            for step, epoch, loss in best
        ]
        self._halt(spent, outcomes)

    def _halt(self, which: Any, outcomes: Sequence[Outcome]) -> None:
        """Freeze runs: in a stack the others go on."""
        for run in np.flatnonzero(np.atleast_1d(which)).tolist():
            self._outcomes[run] = outcomes[run]
        if self.runs and self.step_count > 0:
            newest = self._window.records[self.step_count - self._window.start - 1]
            np.copyto(self._held, newest, where=np.asarray(which))
        self._halted = self._halted | which
        self._any_halted = True
        if self.runs:
            self._file_records()
            self._set_rates()  # zero for those that stand still

    def _held_still(self, loss: Any, penalty: Any, squared: Any) -> tuple[Any, Any, Any]:
        """Take the gradient of runs that stand still away, and repeat their last records."""
        np.copyto(self.gradient, 0.0, where=self._halted[..., np.newaxis])
        old_loss, old_penalty, old_squared = self._held
        return (
            np.where(self._halted, old_loss, loss),
            np.where(self._halted, old_penalty, penalty),
            np.where(self._halted, old_squared, squared),
        )

    def go_on(self) -> None:
        """Let a run that stopped early or diverged go on from the state it holds."""
        self._file_records()
        self._halted = np.zeros(self.runs, bool)
        self._any_halted = False
        self._outcomes = [Going(self.step_count, self.epoch) for _ in self.experiments]
        rule = self.experiment.training.early_stopping
        self._watch = StoppingWatch(rule, self.network.parameters) if rule is not None else None
        self._set_rates()

    def return_to_good(self) -> bool:
        """Go back to the newest checkpoint whose loss was below the starting loss, if any."""
        if self._good is None:
            return False
        self._load_checkpoint(self._good)
        for series in (self._history.batches, self._history.evaluations):
            series.truncate(self.step_count)
        self._history.marks = [m for m in self._history.marks if m.step <= self.step_count]
        self.go_on()
        return True

    # -- settings ---------------------------------------------------------------------

    def change(self, experiment: Experiment) -> None:
        """Go on with other settings, keeping the weights.

        Raises
        ------
        ExperimentError
            If a setting differs that needs a new start; nothing has changed then.
        """
        if self.runs:
            raise ValueError("Settings of a stack cannot be changed in mid-run.")
        found = changes(self.experiment, experiment)
        fixed = [change for change in found if not change.live]
        if fixed:
            raise ExperimentError(
                [Fault(c.place, "cannot change in mid-run.", "Start anew.") for c in fixed]
            )
        if not found:
            return
        self._file_records()
        old = self.experiment
        self.experiments = [experiment]
        self.change_log.append((self.step_count, tuple(found)))
        text = ", ".join(f"{c.place.rpartition('.')[2]} {_plain(c.new)}" for c in found)
        self._history.marks.append(Mark(self.step_count, self.epoch, text))
        if type(old.training.optimizer) is not type(experiment.training.optimizer):
            self._optimizer_state = {}
            if self._good is not None:
                self._good = replace(self._good, optimizer={})
        self.network.set_activations(experiment.model.activations)
        if old.training.batch_size != experiment.training.batch_size and self._batch_index > 0:
            self.epoch += 1  # the running epoch ends here
            self._batch_index = 0
        self._set_up_everything()
        if _measured_by(old) != _measured_by(experiment):  # former losses are no yardstick
            self._watch = self._start_loss = None
        elif old.training.early_stopping != experiment.training.early_stopping:
            self._watch = None
        self.go_on_if_halted(found)

    def go_on_if_halted(self, found: Sequence[ChangedSetting]) -> None:
        """Lift a divergence or an early stop after settings have changed."""
        rule = self.experiment.training.early_stopping
        if rule is not None and self._watch is None:
            self._watch = StoppingWatch(rule, self.network.parameters)
        if found and self._halted.any():
            self.go_on()

    def _set_up_everything(self) -> None:
        """Make all that follows from the settings; parameters and counters stay."""
        first, data = self.experiments[0], self.datasets[0]
        training, network = first.training, self.network
        each = [e.training for e in self.experiments]
        seeds = [t.seed for t in each]
        loss = resolve_loss(training.loss, data.task)
        self.objective = Objective(loss, first.model.output_activation, data.task)
        rows = len(data.train_inputs)
        batch_size = rows if training.batch_size == "all" else min(training.batch_size, rows)
        self._set_up_batches(batch_size, seeds)
        rates = [e.model.dropout_rates for e in self.experiments]
        self._dropout = Dropout(
            first.model.hidden, rates, seeds, self.runs, batch_size, network.dtype
        )
        self._penalties = Penalties(
            [t.l1 for t in each], [t.l2 for t in each], self._weight_mask, self.runs
        )
        column = (*self.runs, 1)
        decay = np.reshape(np.array([t.weight_decay for t in each], network.dtype), column)
        self._decay = decay * self._weight_mask if decay.any() else None
        clip = np.array([math.inf if (c := t.gradient_clip) is None else c for t in each])
        self._clip = np.reshape(clip, column) if np.isfinite(clip).any() else None
        self._evaluator.objective = self.objective
        self._set_optimizer()
        if training.early_stopping is not None and self._watch is None:
            self._watch = StoppingWatch(training.early_stopping, network.parameters)
        self._set_rates()

    def _set_up_batches(self, batch_size: int, seeds: Sequence[int]) -> None:
        """Prepare and cut the data, unless they are so already: tables can be large."""
        recoded, dtype = self.objective.recoded, self.network.dtype
        if self._prepared_for != (recoded, batch_size):
            shared: dict[int, tuple[FloatArray, FloatArray]] = {}
            for one in self.datasets:
                if id(one) not in shared:
                    targets = self.objective.coded(np.asarray(one.train_targets, dtype))
                    shared[id(one)] = (Batches.prepared(one.train_inputs, dtype), targets)
            inputs, targets_of = zip(*(shared[id(one)] for one in self.datasets), strict=True)
            self._batches = Batches(inputs, targets_of, seeds, self.runs, batch_size)
            self._passes: dict[int, tuple[Pass, FloatArray]] = {}
            self._prepared_for = (recoded, batch_size)

    def _set_optimizer(self) -> None:
        """Give the optimizer's state, made where there is none, the coefficients in force."""
        each = [e.training.optimizer for e in self.experiments]
        if not self._optimizer_state:
            self._optimizer_state = each[0].init(self.network.parameters)
        optimizers.set_coefficients(self._optimizer_state, each)

    def _set_rates(self) -> None:
        """Compute the learning rates of the window that holds the next step."""
        window, step = self._window, self.step_count
        window.set_rates(self.experiments, step, self.steps_per_epoch, self._halted)
        self._optimizer_state["learning_rate"][...] = window.rates[step - window.start]

    def _file_records(self) -> None:
        """Put the newest records into the history; at its end, go to the next window."""
        self._window.file(self._history.batches, self.step_count)
        if self.step_count >= self._window.stop:
            self._set_rates()

    # -- going on exactly -------------------------------------------------------------

    def _load_checkpoint(self, checkpoint: Checkpoint) -> None:
        self._file_records()
        self.step_count, self.epoch = checkpoint.step, checkpoint.epoch
        self._window.filed = checkpoint.step
        self._batch_index = checkpoint.batch_index
        self.network.parameters[...] = checkpoint.parameters
        self._optimizer_state = copy.deepcopy(checkpoint.optimizer)
        self._rows_trained, self._rows_evaluated = checkpoint.rows
        self._set_optimizer()
        self._set_rates()

    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(
            self.step_count,
            self.epoch,
            self._batch_index,
            self.network.parameters.copy(),
            copy.deepcopy(self._optimizer_state),
            (self._rows_trained, self._rows_evaluated),
        )

    def state_dict(self) -> dict[str, Any]:
        """Return a deep copy of all that training has made.

        Loaded into a Trainer of the same experiment, going on equals never
        having stopped, bit for bit.
        """
        return {
            "experiments": list(self.experiments),
            "checkpoint": self._checkpoint(),
            "good": copy.deepcopy(self._good),
            "start_loss": copy.deepcopy(self._start_loss),
            "watch": None if self._watch is None else self._watch.state_dict(),
            "halted": self._halted.copy(),
            "held": self._held.copy(),
            "outcomes": list(self._outcomes),
            "change_log": list(self.change_log),
            "history": self.history.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a state; it may hold settings that were changed in mid-run."""
        found = [
            change
            for own, other in zip(self.experiments, state["experiments"], strict=True)
            for change in changes(own, other)
        ]
        if state["checkpoint"].parameters.shape != self.network.parameters.shape or any(
            not change.live for change in found
        ):
            raise ValueError("The state belongs to an experiment with another model or data.")
        self.experiments = list(state["experiments"])
        self.network.set_activations(self.experiment.model.activations)
        self._halted = state["halted"].copy()
        self._any_halted = bool(self._halted.any())
        self._held = state["held"].copy()
        self._watch = None
        self._optimizer_state = copy.deepcopy(state["checkpoint"].optimizer)
        self._set_up_everything()
        self._load_checkpoint(state["checkpoint"])
        if self._watch is not None and state["watch"] is not None:
            self._watch.load_state_dict(state["watch"])
        self._good = copy.deepcopy(state["good"])
        self._start_loss = copy.deepcopy(state["start_loss"])
        self._outcomes = list(state["outcomes"])
        self.change_log = list(state["change_log"])
        self._history.load_state_dict(state["history"])


def _measured_by(experiment: Experiment) -> tuple[object, ...]:
    """Return the live settings on which the loss of given weights depends."""
    model = experiment.model
    return experiment.training.loss, model.activations, model.output_activation


def _plain(value: Any) -> str:
    """Return a setting as it reads in a mark on the plot."""
    written = getattr(value, "id", value)
    return f"{written:g}" if isinstance(written, float) else str(written)
