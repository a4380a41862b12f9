"""The training loop: forward, loss, backward, update, again and again.

A :class:`Trainer` is the sole owner of everything that changes in training.
The same lines serve one run and a stack of runs; see :mod:`engine.network`.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine import optimizers
from engine.arrays import FloatArray
from engine.batches import Batches
from engine.checkpoint import Checkpoint, Entry, SettingsChanged, WentOn
from engine.datasets import Dataset
from engine.dropout import Dropout
from engine.errors import ExperimentError, Fault
from engine.evaluation import Evaluator
from engine.experiment import Experiment, changes, resolve_loss
from engine.gradients import all_finite, clip_factor, squared_norm
from engine.history import History, Mark
from engine.metrics import score_name
from engine.network import Network, Pass, layer_blocks, weight_mask, with_ones
from engine.objective import Objective, Penalties, class_weights_of
from engine.outcome import Diverged, EarlyStopped, EpochLimit, Going, Outcome, TargetReached
from engine.plateau import PlateauWatch
from engine.progress import Stretch
from engine.stacks import check_stack, datasets_of
from engine.standstill import Standstill
from engine.stopping import StoppingWatch
from engine.timeline import Moment, Timeline
from engine.window import Window

FREE_EVALUATION_ROWS = 2**18  # rows that evaluations may read before they are rationed
MEASURES = ("train_loss", "test_loss", "train_score", "test_score")


class Trainer:
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

    def __init__(
        self,
        experiment: Experiment | Sequence[Experiment],
        dataset: Dataset | Sequence[Dataset] | None = None,
        timeline: Timeline | None = None,
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
        self.timeline = timeline
        self.change_log: list[Entry] = []
        self._begun_with = tuple(self.experiments)
        self.step_count = 0
        self.epoch = 0
        self._batch_index = 0
        self._epoch_loss: FloatArray = np.zeros(self.runs)
        self._rows_evaluated = 0
        self._seconds, self._running_since = 0.0, math.nan
        self._window = Window(self.runs)
        self._standstill = Standstill(self.runs)
        self._stopping: StoppingWatch | None = None
        self._plateau: PlateauWatch | None = None
        self._good: Checkpoint | None = None
        self._start_loss: Any = None
        self._rule = first.training.optimizer
        self._optimizer_state = self._rule.init(self.network.parameters)
        self._prepared_for: tuple[object, ...] = ()
        self._evaluator = Evaluator(self.network, self.datasets, self.runs)
        self._set_up_everything()
        self._begin_stretch()
        with np.errstate(all="ignore"):
            self._evaluate_and_watch()
        self._offer_checkpoint()

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
        outcomes = self._standstill.outcomes
        return list(outcomes) if self.runs else outcomes[0]

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
        self._standstill.forget_limit(self.step_count, self.epoch)
        last_step = math.inf if steps is None else self.step_count + steps
        last_epoch = math.inf if epochs is None else self.epoch + epochs
        self._running_since = time.perf_counter()
        with np.errstate(all="ignore"):
            while not self._standstill.all:
                if limited and self.epoch >= self.experiment.training.epochs:
                    self._standstill.end(EpochLimit(self.step_count, self.epoch))
                    break
                if self.step_count >= last_step or self.epoch >= last_epoch:
                    break
                self._train(min(last_step - self.step_count, self._steps_ahead()), until)
                if until is not None and time.perf_counter() >= until:
                    break
        self._seconds, self._running_since = self._seconds_now(), math.nan
        self._standstill.end(Going(self.step_count, self.epoch))
        return self.outcome

    def _seconds_now(self) -> float:
        """Return the time spent in ``run`` so far."""
        since = self._running_since
        return self._seconds + (0.0 if math.isnan(since) else time.perf_counter() - since)

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
        batches, dropout, standstill = self._batches, self._dropout, self._standstill
        begin = self.step_count - window.start
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
            if standstill.any:
                loss, penalty, squared = standstill.hold(loss, penalty, squared, gradient)
            if not all_finite(loss + squared):
                self._halt_diverged(np.isfinite(loss + squared))
                if not self.runs:
                    break
                loss, penalty, squared = standstill.hold(loss, penalty, squared, gradient)
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
            if until is not None and time.perf_counter() >= until:
                break
        self._add_to_epoch(window.records[begin : self.step_count - window.start, 0])
        if self._batch_index == batches.per_epoch:
            self._end_epoch()
        if self.step_count == window.stop:
            self._file_records()
            self._offer_checkpoint()

    def _add_to_epoch(self, losses: FloatArray) -> None:
        """Add the newest batches' losses (M, *runs) to the epoch's sum, each times its rows."""
        rows = np.full(len(losses), float(self._batches.batch_size))
        if len(losses) and self._batch_index == self._batches.per_epoch:
            rows[-1] = self._batches.size(self._batch_index - 1)
        weighted = losses * rows.reshape(-1, *[1] * len(self.runs))
        # One after another, so that the sum does not depend on the calls that made the steps.
        self._epoch_loss = np.add.accumulate([self._epoch_loss, *weighted])[-1]

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
        trained = int(self._history.progress.samples_at(self.step_count))
        watched = self._stopping or self._plateau or self.experiment.training.target
        if watched or self._rows_evaluated + reads <= FREE_EVALUATION_ROWS + trained / 8:
            self._evaluate_and_watch()
        self._epoch_loss = np.zeros(self.runs)

    def _evaluate_and_watch(self) -> None:
        """Evaluate for the history; let all that waits for a loss see it."""
        values = self._evaluator.evaluate_for_history()
        self._rows_evaluated += self._evaluator.rows
        finite = np.isfinite(values).all(axis=0)
        if not finite.all():
            self._halt_diverged(finite)
            if not self.runs:
                return
        begun = self.step_count == 0
        batch_loss = values[0] if begun else self._epoch_loss / self._batches.rows
        epoch = np.full(self.runs, float(self.epoch))
        record = np.stack([epoch, *values, batch_loss])
        self._history.evaluations.extend([self.step_count], record[np.newaxis])
        if self._start_loss is None:
            self._start_loss = values[0]
        elif not self.runs and values[0] < self._start_loss:
            self._good = self._checkpoint()
        watched = values[1] if self._evaluator.has_test else values[0]
        if self._stopping is not None:
            spent = self._stopping.observe(
                watched, self.network.parameters, self.step_count, self.epoch
            )
            self._halt_early(spent & ~self._standstill.halted)
        if not begun:
            self._halt_at_target(values)
            if self._plateau is not None and self._plateau.observe(watched):
                self._file_records()
                self._set_rates()

    # -- ends -------------------------------------------------------------------------

    def _halt_diverged(self, finite: Any) -> None:
        """Stop the runs whose numbers are not finite, before the update would spoil them.

        The parameters are still finite: a gradient of finite norm, times a rate
        of at most 1,000, cannot carry finite parameters out of range in one update.
        """
        lost = ~finite & ~self._standstill.halted
        good = self._good.step if self._good is not None else None
        outcome = Diverged(self.step_count, self.epoch, good)
        self._halt(lost, [outcome] * len(self.experiments))

    def _halt_early(self, spent: Any) -> None:
        """Stop the runs whose patience is spent, with their best weights where so asked."""
        watch = self._stopping
        if watch is None or not np.any(spent):
            return
        restored = watch.rule.restore_best
        if restored:
            where = np.asarray(spent)[..., np.newaxis]
            np.copyto(self.network.parameters, watch.best_parameters, where=where)
        best = zip(watch.best_step.flat, watch.best_epoch.flat, watch.best_loss.flat, strict=True)
        outcomes = [
            EarlyStopped(self.step_count, self.epoch, int(step), int(epoch), float(loss), restored)
            for step, epoch, loss in best
        ]
        self._halt(spent, outcomes)

    def _halt_at_target(self, values: FloatArray) -> None:
        """Stop the runs that are as good as asked; ``values`` (4, *runs) are as in MEASURES."""
        target = self.experiment.training.target
        if target is None:
            return
        reached = values[MEASURES.index(target.measure)]
        good = reached <= target.value if target.sought_low else reached >= target.value
        good = good & ~self._standstill.halted & ~self._standstill.past_target
        if good.any():
            each = np.atleast_1d(reached).tolist()
            place = (self.step_count, self.epoch, target.measure)
            self._halt(good, [TargetReached(*place, value) for value in each])

    def _halt(self, which: Any, outcomes: Sequence[Outcome]) -> None:
        """Freeze runs: in a stack the others go on."""
        newest = None
        if self.runs and self.step_count > 0:
            newest = self._window.records[self.step_count - self._window.start - 1]
        self._standstill.halt(which, outcomes, newest)
        if self.runs:
            self._file_records()
            self._set_rates()  # zero for those that stand still

    def go_on(self) -> None:
        """Let a run that stopped early, diverged or reached its target go on as it stands."""
        self._file_records()
        self.change_log.append(WentOn(self.step_count))
        self._standstill.lift(self.step_count, self.epoch)
        rule = self.experiment.training.early_stopping
        self._stopping = StoppingWatch(rule, self.network.parameters) if rule is not None else None
        self._set_rates()

    def return_to_good(self) -> bool:
        """Go back to the newest checkpoint whose loss was below the starting loss, if any.

        Settings stay as they are now.
        """
        good = self._good
        if good is None:
            return False
        now = tuple(self.experiments)
        self._file_records()
        self._history.truncate(good.step)
        if self.timeline is not None:
            self.timeline.truncate(good.step)
        self.stand_at(good, self.change_log[: good.changes], self._history)
        self._good = good
        if now != good.experiments:
            self.change(now if self.runs else now[0])
        self.go_on()
        return True

    # -- settings ---------------------------------------------------------------------

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
        new = [experiment] if isinstance(experiment, Experiment) else list(experiment)
        old = self.experiments
        if len(new) != len(old):
            raise ExperimentError(
                [Fault("experiments", f"{len(new)} given for {len(old)} runs.", "Give one each.")]
            )
        found = [c for pair in zip(old, new, strict=True) for c in changes(*pair)]
        found = list(dict.fromkeys(found))  # what differs in the same way in many runs
        fixed = [change for change in found if not change.live]
        if fixed:
            raise ExperimentError(
                [Fault(c.place, "cannot change in mid-run.", "Start anew.") for c in fixed]
            )
        if not found:
            return
        self._check_change(new)
        self._file_records()
        self.experiments = new
        self.change_log.append(SettingsChanged(self.step_count, tuple(new), tuple(found)))
        text = ", ".join(f"{c.place.rpartition('.')[2]} {_plain(c.new)}" for c in found)
        self._history.marks.append(Mark(self.step_count, self.epoch, text))
        was, now = old[0].training, new[0].training
        self.network.set_activations(new[0].model.activations)
        if was.batch_size != now.batch_size and self._batch_index > 0:
            self.epoch += 1  # the running epoch ends here
            self._batch_index = 0
            self._epoch_loss = np.zeros(self.runs)
        self._set_up_everything()
        if was.batch_size != now.batch_size:
            self._begin_stretch()
        other_measure = [_measured_by(e) for e in old] != [_measured_by(e) for e in new]
        if other_measure:  # former losses are no yardstick
            self._start_loss = None
            if self._plateau is not None:
                self._plateau.forget_losses()
        if other_measure or was.early_stopping != now.early_stopping:
            self._stopping = None
        self._set_up_watches()
        if self._standstill.any:
            self._standstill.lift(self.step_count, self.epoch)
            self._stopping = None
            self._set_up_watches()
        if was.target != now.target:  # another target counts again
            self._standstill.past_target = np.zeros(self.runs, bool)
        self._set_rates()

    def _check_change(self, new: Sequence[Experiment]) -> None:
        """Refuse what does not fit the data or the other runs, before anything changes."""
        check_stack(new, self.datasets)
        for experiment, dataset in zip(new, self.datasets, strict=True):
            class_weights_of(experiment.training.class_weights, dataset.train_targets)

    def _set_up_everything(self) -> None:
        """Make all that follows from the settings; parameters and counters stay."""
        first, data = self.experiments[0], self.datasets[0]
        training, network = first.training, self.network
        each = [e.training for e in self.experiments]
        seeds = [t.seed for t in each]
        self.objective = self._evaluator.objective = self._make_objective()
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
        self._set_optimizer()
        self._set_up_watches()
        self._set_rates()

    def _make_objective(self) -> Objective:
        """Return loss, output activation and class weights as the settings have them."""
        first, task = self.experiments[0], self.datasets[0].task
        weights = [
            class_weights_of(e.training.class_weights, d.train_targets)
            for e, d in zip(self.experiments, self.datasets, strict=True)
        ]
        smoothing = [e.training.label_smoothing for e in self.experiments]
        classes = max(2, self.network.sizes[-1])
        equal = [[1.0] * classes if one is None else one for one in weights]
        return Objective(
            resolve_loss(first.training.loss, task),
            first.model.output_activation,
            task,
            np.reshape(smoothing, self.runs),
            np.reshape(np.array(equal, self.network.dtype), (*self.runs, classes))
            if any(weights)
            else None,
        )

    def _set_up_batches(self, batch_size: int, seeds: Sequence[int]) -> None:
        """Prepare and cut the data, unless they are so already: tables can be large."""
        objective, dtype = self.objective, self.network.dtype
        prepared_for = (objective.coding, batch_size)
        if self._prepared_for == prepared_for:
            return
        inputs_of: dict[int, FloatArray] = {}
        targets_of: dict[tuple[int, float], FloatArray] = {}
        pairs: list[tuple[FloatArray, FloatArray]] = []
        for run, (one, experiment) in enumerate(zip(self.datasets, self.experiments, strict=True)):
            if id(one) not in inputs_of:
                inputs_of[id(one)] = Batches.prepared(one.train_inputs, dtype)
            key = id(one), experiment.training.label_smoothing
            if key not in targets_of:
                targets = np.asarray(one.train_targets, dtype).T
                targets_of[key] = objective.coded(targets, run if self.runs else None).T
            pairs.append((inputs_of[id(one)], targets_of[key]))
        inputs, targets_each = zip(*pairs, strict=True)
        self._batches = Batches(inputs, targets_each, seeds, self.runs, batch_size)
        self._passes: dict[int, tuple[Pass, FloatArray]] = {}
        self._prepared_for = prepared_for

    def _begin_stretch(self) -> None:
        """Tell the history that from here on batches have another size."""
        samples = int(self._history.progress.samples_at(self.step_count)) if self.step_count else 0
        size, rows = self._batches.batch_size, self._batches.rows
        self._history.progress.begin(Stretch(self.step_count, self.epoch, samples, size, rows))

    def _set_optimizer(self) -> None:
        """Give the optimizer's state the coefficients in force; keep memory that still fits."""
        each = [e.training.optimizer for e in self.experiments]
        if type(self._rule) is not type(each[0]):
            memory = optimizers.memory_of(self._rule, self._optimizer_state)
            self._optimizer_state = each[0].init(self.network.parameters)
            optimizers.restore_memory(each[0], self._optimizer_state, memory)
        self._rule = each[0]
        optimizers.set_coefficients(self._optimizer_state, each)

    def _set_up_watches(self) -> None:
        """Begin to watch for early stopping and plateaus, or end it."""
        rule = self.experiment.training.early_stopping
        if rule is None:
            self._stopping = None
        elif self._stopping is None:
            self._stopping = StoppingWatch(rule, self.network.parameters)
        schedules = [e.training.schedule for e in self.experiments]
        if not any(schedule.watches_loss for schedule in schedules):
            self._plateau = None
        elif self._plateau is None:
            self._plateau = PlateauWatch(schedules, self.runs)
        else:
            self._plateau.set_rules(schedules)

    def _set_rates(self) -> None:
        """Compute the learning rates of the window that holds the next step."""
        window, step = self._window, self.step_count
        share = 1.0 if self._plateau is None else self._plateau.share
        halted = self._standstill.halted
        window.set_rates(self.experiments, step, self.steps_per_epoch, halted, share)
        self._optimizer_state["learning_rate"][...] = window.rates[step - window.start]

    def _file_records(self) -> None:
        """Put the newest records into the history; at its end, go to the next window."""
        history, step = self._history, self.step_count
        if self._window.filed < step:
            self._window.file(history.batches, step)
            history.clock.extend([step], np.array([[self._seconds_now()]]))
        if step >= self._window.stop:
            self._set_rates()

    # -- going on exactly -------------------------------------------------------------

    def _offer_checkpoint(self) -> None:
        if self.timeline is not None:
            self.timeline.offer(self._checkpoint())

    def _checkpoint(self) -> Checkpoint:
        watch, plateau = self._stopping, self._plateau
        return Checkpoint(
            experiments=tuple(self.experiments),
            step=self.step_count,
            epoch=self.epoch,
            batch_index=self._batch_index,
            parameters=self.network.parameters.copy(),
            optimizer=optimizers.memory_of(self._rule, self._optimizer_state),
            rows_evaluated=self._rows_evaluated,
            epoch_loss=self._epoch_loss.copy(),
            seconds=self._seconds_now(),
            start_loss=copy.copy(self._start_loss),
            standstill=self._standstill.state_dict(),
            stopping=None if watch is None else watch.state_dict(),
            plateau=None if plateau is None else plateau.state_dict(),
            good=self._good,
            changes=len(self.change_log),
        )

    def stand_at(self, checkpoint: Checkpoint, changes: Sequence[Entry], history: History) -> None:
        """Go to a moment of a run; change log and history are those up to it."""
        self.experiments = list(checkpoint.experiments)
        self.network.set_activations(self.experiment.model.activations)
        self.step_count, self.epoch = checkpoint.step, checkpoint.epoch
        self._batch_index = checkpoint.batch_index
        self.network.parameters[...] = checkpoint.parameters
        self._history, self.change_log = history, list(changes)
        self._window.filed = checkpoint.step
        self._rows_evaluated, self._seconds = checkpoint.rows_evaluated, checkpoint.seconds
        self._epoch_loss = checkpoint.epoch_loss.copy()
        self._start_loss, self._good = copy.copy(checkpoint.start_loss), checkpoint.good
        self._standstill.load_state_dict(checkpoint.standstill)
        self._stopping = self._plateau = None
        self._set_up_everything()
        optimizers.restore_memory(self._rule, self._optimizer_state, checkpoint.optimizer)
        if self._stopping is not None and checkpoint.stopping is not None:
            self._stopping.load_state_dict(checkpoint.stopping)
        if self._plateau is not None and checkpoint.plateau is not None:
            self._plateau.load_state_dict(checkpoint.plateau)
        self._set_rates()

    def moment(self, step: int) -> Moment:
        """Return all that is needed to stand at a past update again, on another trainer.

        Raises
        ------
        ValueError
            If the run never was there.
        """
        if not 0 <= step <= self.step_count:
            raise ValueError(f"step: give a number from 0 to {self.step_count}, not {step}.")
        checkpoint = self.timeline.nearest(step) if self.timeline is not None else None
        history = copy.deepcopy(self.history)
        history.truncate(checkpoint.step if checkpoint is not None else -1)
        timeline = None
        if self.timeline is not None:
            timeline = self.timeline.copy()
            timeline.truncate(step)
        return Moment(
            step,
            self._begun_with,
            tuple(self.datasets),
            bool(self.runs),
            checkpoint,
            tuple(entry for entry in self.change_log if entry.step <= step),
            history,
            timeline,
        )

    def state_dict(self) -> dict[str, Any]:
        """Return a deep copy of all that training has made.

        Loaded into a Trainer of the same experiment, going on equals never
        having stopped, bit for bit.
        """
        return {
            "begun_with": self._begun_with,
            "checkpoint": self._checkpoint(),
            "change_log": tuple(self.change_log),
            "history": copy.deepcopy(self.history),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a state; it may hold settings that were changed in mid-run."""
        checkpoint: Checkpoint = state["checkpoint"]
        pairs = zip(self.experiments, checkpoint.experiments, strict=True)
        if checkpoint.parameters.shape != self.network.parameters.shape or any(
            not change.live for pair in pairs for change in changes(*pair)
        ):
            raise ValueError("The state belongs to an experiment with another model or data.")
        self._begun_with = state["begun_with"]
        if self.timeline is not None:
            self.timeline.truncate(-1)  # another run's past
        self.stand_at(checkpoint, state["change_log"], copy.deepcopy(state["history"]))


def _measured_by(experiment: Experiment) -> tuple[object, ...]:
    """Return the live settings on which the loss of given weights depends."""
    model = experiment.model
    training = experiment.training
    return (
        training.loss,
        training.class_weights,
        training.label_smoothing,
        model.activations,
        model.output_activation,
    )


def _plain(value: Any) -> str:
    """Return a setting as it reads in a mark on the plot."""
    written = getattr(value, "id", value)
    return f"{written:g}" if isinstance(written, float) else str(written)
