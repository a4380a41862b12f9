"""The run as the screen sees it: what is asked for, what the worker says, and who is told.

The session is the only sender of commands. What controls show is what was
asked for; it is taken back when the worker refuses it. Everything else that
it tells is what the worker has acknowledged. It knows no Qt and lives in one
thread, the screen's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from psygnal import Signal

from engine import Experiment
from engine.outcome import Diverged
from playground.models import problems
from playground.models.dispatcher import Dispatcher, Wish
from playground.models.status import status_of
from playground.models.time_travel import TimeTraveller
from playground.models.view_state import ViewState
from playground.worker.commands import Command
from playground.worker.events import (
    Acknowledged,
    DataChanged,
    DataSummary,
    Event,
    Failed,
    Parked,
    Points,
    Snapshot,
    Sought,
    Started,
    Stopped,
    WorkerState,
)

log = logging.getLogger(__name__)


class Session(TimeTraveller):
    """Experiment, run and view of one window.

    Parameters
    ----------
    send : callable
        Takes a command for the worker and returns at once.
    experiment : Experiment
        What to begin with.
    view : ViewState, optional
        How to look at it.

    Attributes
    ----------
    data, layer_sizes
        Of the run in force; None and () before the first.
    speed : float or None
        Updates a second asked for; None is full speed.
    """

    started = Signal(object)
    """A :class:`Started`: new data, weights and curves."""
    data_changed = Signal(object)
    """A :class:`DataSummary`: other data in the same run, such as further points."""
    state_changed = Signal(object)
    """The :class:`WorkerState`."""
    snapshot_changed = Signal(object)
    """A :class:`Snapshot`."""
    curves_changed = Signal(object)
    """The :class:`Points`."""

    def __init__(
        self,
        send: Callable[[Command], None],
        experiment: Experiment,
        view: ViewState | None = None,
    ) -> None:
        super().__init__(Dispatcher(send), experiment, view or ViewState())
        self.data: DataSummary | None = None
        self.layer_sizes: tuple[int, ...] = ()
        self.speed: float | None = None

    def start(self) -> None:
        """Ask for the first run; it stands still until :meth:`play`."""
        self._dispatcher.ask(Wish(self.experiment, self.run, "restart"))

    # The run -----------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether the worker trains, as it has acknowledged."""
        return self.state is not None and self.state.playing

    def play(self) -> None:
        """Train; after the epoch limit, as many epochs again as were asked for."""
        self.dismiss()
        epoch = self.state.epoch if self.state is not None else 0
        self.settle_in_the_past()
        if epoch >= self.experiment.training.epochs and not self._dispatcher.replacing:
            limit = epoch + self._epochs_asked
            self._adopt(self.experiment.with_value("training.epochs", limit))
        self._wants_play = True
        self._dispatcher.run(self.speed)

    def pause(self) -> None:
        """Stand still after the current update."""
        self._wants_play = False
        self._dispatcher.pause()

    def toggle_play(self) -> None:
        """Play or pause, whichever is not asked for yet."""
        if self._wants_play:
            self.pause()
        else:
            self.play()

    def step_batch(self) -> None:
        """Make one update and stand still."""
        self.dismiss()
        self._wants_play = False
        self.settle_in_the_past()
        self._dispatcher.step("batch")

    def step_epoch(self) -> None:
        """Train to the end of the epoch and stand still."""
        self.dismiss()
        self._wants_play = False
        self.settle_in_the_past()
        self._dispatcher.step("epoch")

    def set_speed(self, updates_per_second: float | None) -> None:
        """Train so many updates a second, or as many as there can be (None)."""
        self.speed = updates_per_second
        if self._wants_play:
            self._dispatcher.run(self.speed)

    # The sealed test ---------------------------------------------------------------------

    def open_sealed(self) -> None:
        """Open the sealed part of the data; its result is on record from then on."""
        self._dispatcher.open_sealed()

    # Problems ----------------------------------------------------------------------------

    def act(self, action_id: str) -> None:
        """Carry out the action of a problem.

        Raises
        ------
        ValueError
            If there is no such action.
        """
        match action_id:
            case problems.GO_BACK:
                self.go_back_to_good()
            case problems.LOWER_RATE:
                self._lower_rate()
            case problems.RESET:
                self.reset()
            case _:
                raise ValueError(f"unknown action {action_id!r}")

    def go_back_to_good(self) -> None:
        """Return to the newest checkpoint whose loss was below that of the start."""
        self.dismiss()
        self._wants_play = False
        self.return_to_now()
        self._dispatcher.return_to_good()

    def _lower_rate(self) -> None:
        """Go on from the last good state, or from the start, with a tenth of the rate."""
        outcome = self.state.outcome if self.state is not None else None
        good = isinstance(outcome, Diverged) and outcome.good_step is not None
        place = "training.optimizer.learning_rate"
        rate = float(f"{self.value(place) / 10:.6g}")
        self.go_back_to_good() if good else self.reset()
        if self.set_value(place, rate):
            self.play()

    @property
    def status_text(self) -> str:
        """What the run does, or why it stands still, in one sentence."""
        return status_of(None if self._dispatcher.restarting else self.state)

    # What the worker says ----------------------------------------------------------------

    def on_event(self, event: Event) -> None:
        """Take an event of the worker."""
        match event:
            case Started():
                self._on_started(event)
            case Points():
                if event.generation == self._dispatcher.generation:
                    self.points = event
                    self.curves_changed.emit(event)
            case Parked():
                self._keep_ghost(event)
            case DataChanged():
                if event.generation == self._dispatcher.generation:
                    self.data = event.data
                    self.data_changed.emit(event.data)
            case Sought():
                if event.generation == self._dispatcher.generation:
                    self._on_sought(event)
            case Acknowledged():
                self._note(event.state)
                self._on_answer(event.command_id)
                self.state_changed.emit(self.state)
            case Stopped():
                if not self._dispatcher.restarting and not event.state.playing:
                    self._wants_play = False
                self._take_state(event.state)
                if isinstance(event.outcome, Diverged):
                    self._raise(problems.of_divergence(event.outcome))
            case Failed():
                self._on_failed(event)

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Take a snapshot; one of another run is dropped."""
        if snapshot.generation == self._dispatcher.generation:
            self.snapshot = snapshot
            self.snapshot_changed.emit(snapshot)

    def _on_started(self, event: Started) -> None:
        branching = self._dispatcher.branching
        self._dispatcher.begun(event.generation)
        if self._wants_play:  # it goes on if the run before did
            self._dispatcher.forget_training()
            self._dispatcher.run(self.speed)
        if branching:  # only now it is known exactly what was set at that moment
            self._show_experiment(event.experiment)
        if self.run is self._dispatcher.run_in_force and not self._dispatcher.weights_waiting:
            self.frozen = event.state.frozen
        self.data = event.data
        reshaped, self.layer_sizes = event.layer_sizes != self.layer_sizes, event.layer_sizes
        self.parameter_count = event.parameter_count
        self.snapshot = self.points = None
        self._forget_ghost_of_run()
        columns, rows = len(event.data.column_names), event.data.rows
        self._show_view(self.view.fitted(columns, event.layer_sizes, rows, reshaped=reshaped))
        self.started.emit(event)
        self._take_state(event.state)

    def _on_sought(self, event: Sought) -> None:
        self._note(event.state)
        if event.state.past and self.in_the_past:
            self.frozen = event.state.frozen
        self._agree()
        self.state_changed.emit(self.state)

    def _on_failed(self, event: Failed) -> None:
        log.warning("%s failed: %s\n%s", event.place, event.message, event.details)
        self._note(event.state)
        if event.command_id is None:
            self._wants_play = False
        else:
            self._on_answer(event.command_id, refused=True)
            if self._dispatcher.settled:
                self._wants_play = event.state.playing
                self.frozen = event.state.frozen
        self.state_changed.emit(self.state)
        self._raise(problems.of_failure(event))

    def _on_answer(self, command_id: int, *, refused: bool = False) -> None:
        known = self.state is not None and self._dispatcher.settled
        if known and command_id == self._dispatcher.run_command:
            self._wants_play = self.playing
        self._dispatcher.answered(command_id, refused=refused)
        self._agree()

    def _agree(self) -> None:
        """Show what the worker has in force, once it has answered all wishes."""
        state, run, granted = self.state, self._dispatcher.run_in_force, self._dispatcher.granted
        self._unanswered = [(n, edit) for n, edit in self._unanswered if n > granted]
        if state is None or state.experiment is None or not self._dispatcher.settled:
            return
        if state.past != self.in_the_past:
            return  # it speaks of what was shown before
        if not state.past:
            refused = self.run is not run or self.experiment != state.experiment
            if refused and run is not None:
                self.run, self.frozen = run, state.frozen
                if state.experiment.training.epochs != self.experiment.training.epochs:
                    self._epochs_asked = state.experiment.training.epochs
                edits, self._unanswered = self._unanswered, []
                self.edits_refused.emit(tuple(edit for _, edit in edits))
        self._show_experiment(state.experiment)

    def _take_state(self, state: WorkerState) -> None:
        self._note(state)
        self.state_changed.emit(state)

    def _note(self, state: WorkerState) -> None:
        self.state = state
        if not state.past:
            self._dispatcher.in_force = state.experiment
