"""Everything that training changes, and what happens at the ends of epochs and of runs.

A *run* is one training of one network. It can *halt* (diverged, stopped early, target
reached) and then stands still until it is told to go on; in a stack the others go on
around it. The learning rate, and what a step needs besides, *follow* from settings
and data, and are made anew when these change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import is_not
from typing import Any

import numpy as np

from engine import optimizers
from engine.arrays import FloatArray, IntArray
from engine.change_log import Entry, SealedOpened, data_after, points_after
from engine.checkpoint import Checkpoint
from engine.datasets import Dataset
from engine.edits import Frozen
from engine.evaluation import Evaluator
from engine.experiment import Experiment
from engine.history import LARGEST_RECORD, History, Mark
from engine.metrics import score_name
from engine.network import Network, layer_blocks
from engine.objective import Objective
from engine.outcome import Diverged, Outcome
from engine.progress import Stretch
from engine.stacks import check_stack, datasets_of, experiments_of
from engine.standstill import Standstill
from engine.stopwatch import Stopwatch
from engine.timeline import Timeline
from engine.training_setup import Setup
from engine.watches import Watches
from engine.window import Window


class RunState:
    """What a :class:`engine.Trainer` owns; its parameters are described there.

    The trainer drives it, step by step. Each attribute is at one place in time,
    that of ``step_count`` updates.
    """

    def __init__(
        self,
        experiment: Experiment | Sequence[Experiment],
        dataset: Dataset | Sequence[Dataset] | None = None,
        timeline: Timeline | None = None,
    ) -> None:
        single = isinstance(experiment, Experiment)
        self.experiments = experiments_of(experiment)
        self.runs: tuple[int, ...] = () if single else (len(self.experiments),)
        self.datasets = datasets_of(self.experiments, dataset)
        check_stack(self.experiments, self.datasets)
        self.begun_datasets = tuple(self.datasets)
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
        self._history = History(score_name(data.task), self.runs, len(self.network.sizes) - 1)
        self.timeline = timeline
        self.change_log: list[Entry] = []
        """What people changed, in order."""
        self.begun_with = tuple(self.experiments)
        """What ``experiments`` were before the first change."""
        self.step_count = 0
        self.epoch = 0
        self.batch_index = 0
        """Batches of the running epoch that are done."""
        self.epoch_loss: FloatArray = np.zeros(self.runs)
        """Sum of loss times rows over these batches, (*runs,)."""
        self.rows_evaluated = 0
        """Rows that evaluations for the history have read."""
        self.stopwatch = Stopwatch()
        self.window = Window(self.runs, self.network.sizes)
        self.standstill = Standstill(self.runs)
        self.watches = Watches(self.runs)
        self.optimizer = first.training.optimizer
        """Which rule it is; a stack shares it, each run's settings stand in the state."""
        self.optimizer_state: optimizers.State = self.optimizer.init(self.network.parameters)
        """Coefficients and memory of the optimizer; not to be written to."""
        self.good: Checkpoint | None = None
        """The newest checkpoint whose loss was below the starting loss."""
        self.frozen: IntArray = np.zeros(0, np.int64)
        """Places in the flat parameters that do not move."""
        self.frozen_values: FloatArray | None = None
        """What stands there, (*runs, n); None if nothing is frozen."""
        self.setup = Setup(self.network)
        self._evaluator = Evaluator(self.network, self.datasets, self.runs)
        self.follow_settings()
        self.begin_stretch()
        with np.errstate(all="ignore"):
            self._evaluate_and_watch()
        self.offer_checkpoint()

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
        outcomes = self.standstill.outcomes
        return list(outcomes) if self.runs else outcomes[0]

    @property
    def history(self) -> History:
        """Everything recorded up to the newest step."""
        self.flush_records()
        return self._history

    @property
    def objective(self) -> Objective:
        """The loss behind its output activation, as the settings have it now."""
        return self.setup.objective

    @property
    def sealed_result(self) -> Mapping[str, Any] | None:
        """What the sealed part told when it was opened; None before."""
        opened = (e.values for e in self.change_log if isinstance(e, SealedOpened))
        return next(opened, None)

    @property
    def steps_per_epoch(self) -> int:
        """Updates of a whole epoch."""
        return self.setup.batches.per_epoch

    @property
    def next_rate(self) -> FloatArray:
        """Learning rate of the step that comes next, (*runs, 1)."""
        rate: FloatArray = self.window.rates[self.step_count - self.window.start]
        return rate

    # -- epochs -----------------------------------------------------------------------

    def add_to_epoch(self, losses: FloatArray) -> None:
        """Add the newest batches' losses (M, *runs) to the epoch's sum, each times its rows."""
        batches = self.setup.batches
        sums = np.empty((len(losses) + 1, *self.runs))
        sums[0] = self.epoch_loss
        np.multiply(losses, float(batches.batch_size), sums[1:])
        if len(losses) and self.batch_index == batches.per_epoch:
            sums[-1] = losses[-1] * batches.size(self.batch_index - 1)
        # One after another, so that the sum does not depend on the calls that made the steps.
        self.epoch_loss = np.add.accumulate(sums)[-1]

    def end_epoch(self) -> None:
        """Begin the next epoch; evaluate where its turn has come."""
        self.epoch += 1
        self.batch_index = 0
        trained = int(self._history.progress.samples_at(self.step_count))
        allowed = self._evaluator.free_rows + trained / 8
        # Set back first: a checkpoint made in the evaluation is one of the next epoch's start.
        batch_loss = self.epoch_loss / self.setup.batches.rows
        self.epoch_loss = np.zeros(self.runs)
        if self.watches.any or self.rows_evaluated + self._evaluator.rows <= allowed:
            self._evaluate_and_watch(batch_loss)

    def _evaluate_and_watch(self, batch_loss: FloatArray | None = None) -> None:
        """Evaluate for the history, if there is anything; let all that waits for a loss see it.

        ``batch_loss`` (*runs,) is the mean over the batches of the epoch, if one has ended.
        """
        if not self.setup.batches.rows:
            return
        values = self._evaluator.evaluate_for_history()
        self.rows_evaluated += self._evaluator.rows
        finite = np.isfinite(values).all(axis=0)
        if not finite.all():
            self.halt_diverged(finite)
            if not self.runs:
                return
            values = np.where(np.isfinite(values), values, self._last_measured())
        step, epoch, watches = self.step_count, self.epoch, self.watches
        of_batches = values[0] if batch_loss is None else batch_loss
        record = np.stack([np.full(self.runs, float(epoch)), *values, of_batches])
        self._history.evaluations.extend([step], record[np.newaxis])
        if watches.start_loss is None:
            watches.start_loss = values[0]
        elif not self.runs and values[0] < watches.start_loss:
            self.good = Checkpoint.of(self, good=None)
        watched = values[1] if self._evaluator.has_test else values[0]
        if watches.stopping is not None:
            spent = watches.stopping.observe(watched, self.network.parameters, step, epoch)
            self._halt_early(spent & ~self.standstill.halted)
        if step > 0:
            reached, outcomes = watches.reached(values, step, epoch)
            self._halt(reached & ~self.standstill.halted & ~self.standstill.past_target, outcomes)
            if watches.plateau is not None and watches.plateau.observe(watched):
                self.flush_records()
                self.set_rates()

    def _last_measured(self) -> FloatArray:
        """Return (4, *runs): the newest values on record, the worst there are where none is."""
        last = np.array([self._history.evaluations.last(name) for name in self._history.measures])
        worst = LARGEST_RECORD * np.reshape([1.0, 1.0, -1.0, -1.0], (4, *[1] * len(self.runs)))
        return np.where(np.isfinite(last), last, worst)

    # -- ends -------------------------------------------------------------------------

    def halt_diverged(self, finite: Any) -> None:
        """Stop the runs whose numbers are not finite, before the update would spoil them.

        The parameters are still finite: a gradient of finite norm, times a rate
        of at most 1,000, cannot carry finite parameters out of range in one update.
        """
        good = self.good.step if self.good is not None else None
        outcome = Diverged(self.step_count, self.epoch, good)
        self._halt(~finite & ~self.standstill.halted, [outcome] * len(self.experiments))

    def _halt_early(self, spent: Any) -> None:
        """Stop the runs whose patience is spent, with their best weights where so asked."""
        watch = self.watches.stopping
        if watch is None or not np.any(spent):
            return
        if watch.rule.restore_best:
            where = np.asarray(spent)[..., np.newaxis]
            np.copyto(self.network.parameters, watch.best_parameters, where=where)
        self._halt(spent, watch.outcomes(self.step_count, self.epoch))

    def _halt(self, which: Any, outcomes: Sequence[Outcome]) -> None:
        """Freeze runs: in a stack the others go on."""
        if not np.any(which):
            return
        newest = None
        if self.runs and self.step_count > 0:
            newest = self.window.records[self.step_count - self.window.start - 1]
        self.standstill.halt(which, outcomes, newest)
        if self.runs:
            self.flush_records()
            self.set_rates()  # zero for those that stand still

    def lift_standstill(self) -> None:
        """Let every run go on that stopped, diverged or reached its target."""
        self.standstill.lift(self.step_count, self.epoch)
        self.watches.begin_stopping_anew(self.network.parameters)

    # -- changes in mid-run -----------------------------------------------------------

    def make(self, entry: Entry) -> None:
        """Make a change, for the first time or in a replay, and write it into the change log."""
        self.flush_records()
        if entry.text:
            self._history.marks.append(Mark(self.step_count, self.epoch, entry.text))
        if self.standstill.any and not isinstance(entry, SealedOpened):
            self.lift_standstill()
        entry.apply(self)
        self.change_log.append(entry)
        self.set_rates()

    def forget_last_change(self) -> None:
        """Take the newest change out of the log, for one that replaces it at this update."""
        if self.change_log.pop().text:
            self._history.marks.pop()

    def end_running_epoch(self) -> None:
        """Let the next batch be the first of a new epoch."""
        if self.batch_index > 0:
            self.epoch += 1
            self.batch_index = 0
            self.epoch_loss = np.zeros(self.runs)

    def begin_stretch(self) -> None:
        """Tell the history that from here on batches have another size."""
        samples = int(self._history.progress.samples_at(self.step_count)) if self.step_count else 0
        size, rows = self.setup.batches.batch_size, self.setup.batches.rows
        self._history.progress.begin(Stretch(self.step_count, self.epoch, samples, size, rows))

    def freeze_as_they_are(self, indices: IntArray) -> None:
        """Hold these elements of the parameters, and only these, at what they are now."""
        self.frozen = indices
        self.frozen_values = self.network.parameters[..., indices] if len(indices) else None

    def follow_data(self, datasets: Sequence[Dataset], *, recounted: bool = False) -> None:
        """Go on with other data; another number of training rows ends the running epoch.

        ``recounted`` says that there was another number on the way to these data.
        """
        other_count = recounted or len(datasets[0].train_inputs) != self.setup.batches.rows
        if other_count:
            self.end_running_epoch()
        self.datasets = list(datasets)
        self._evaluator = Evaluator(self.network, self.datasets, self.runs)
        self.watches.forget_losses(self.network.parameters)
        self.standstill.forget_limit(self.step_count, self.epoch)
        self.follow_settings()
        if other_count:
            self.begin_stretch()

    def follow_settings(self) -> None:
        """Make all that follows from the settings; parameters and counters stay."""
        self.setup.follow(self.experiments, self.datasets)
        self._evaluator.objective = self.setup.objective
        each = [e.training.optimizer for e in self.experiments]
        if type(self.optimizer) is not type(each[0]):
            memory = optimizers.memory_of(self.optimizer, self.optimizer_state)
            self.optimizer_state = each[0].init(self.network.parameters)
            optimizers.restore_memory(each[0], self.optimizer_state, memory)
        self.optimizer = each[0]
        optimizers.set_coefficients(self.optimizer_state, each)
        self.watches.follow(self.experiments, self.network.parameters)
        self.set_rates()

    def set_rates(self) -> None:
        """Compute the learning rates of the window that holds the next step."""
        step, halted, share = self.step_count, self.standstill.halted, self.watches.rate_share
        self.window.set_rates(self.experiments, step, self.steps_per_epoch, halted, share)
        self.optimizer_state["learning_rate"][...] = self.next_rate

    def flush_records(self) -> None:
        """Put the newest records into the history; at its end, go to the next window."""
        history, step = self._history, self.step_count
        if self.window.flushed < step:
            self.window.flush(history, step)
            history.clock.extend([step], np.array([[self.stopwatch.seconds]]))
        if step >= self.window.stop:
            self.set_rates()

    # -- checkpoints ------------------------------------------------------------------

    def offer_checkpoint(self) -> None:
        """Let the timeline, if there is one, keep where the run stands."""
        if self.timeline is not None:
            self.timeline.offer(Checkpoint.of(self, self.good))

    def stand_at(self, checkpoint: Checkpoint, changes: Sequence[Entry], history: History) -> None:
        """Go to a moment of a run; change log and history are those up to it."""
        self._history, self.change_log = history, list(changes)
        history.marks = history.marks[: sum(bool(entry.text) for entry in changes)]
        self.good = checkpoint.good
        points = points_after(self.change_log, self.begun_with)
        datasets = data_after(self.change_log, self.begun_with, self.begun_datasets, points)
        if any(map(is_not, datasets, self.datasets)):
            self.datasets = datasets
            self._evaluator = Evaluator(self.network, datasets, self.runs)
        checkpoint.put_into(self, points)
        frozen = [entry.indices for entry in self.change_log if isinstance(entry, Frozen)]
        self.freeze_as_they_are(frozen[-1] if frozen else np.zeros(0, np.int64))
