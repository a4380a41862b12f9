"""The run as the screen sees it: what is asked for, what the worker says, and who is told.

The session is the only sender of commands. What controls show is what was
asked for; it is taken back when the worker refuses it. Everything else that
it tells is what the worker has acknowledged. It knows no Qt and lives in one
thread, the screen's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from psygnal import Signal

from engine import Experiment
from engine.outcome import Diverged
from playground.models import architecture, problems
from playground.models.dispatcher import Dispatcher
from playground.models.rates import PartMemory
from playground.models.status import status_of
from playground.models.view_state import ViewState
from playground.models.viewer import Viewer
from playground.worker.commands import Command
from playground.worker.events import (
    Acknowledged,
    DataSummary,
    Event,
    Failed,
    Points,
    Snapshot,
    Started,
    Stopped,
    WorkerState,
)

SEEDS = 2**32
log = logging.getLogger(__name__)


class Session(Viewer):
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
    experiment : Experiment
        What controls show.
    state : WorkerState or None
        What the worker did when it last spoke.
    data, layer_sizes, parameter_count
        Of the run in force; None, () and 0 before the first.
    snapshot, points
        The newest of the run in force, or None.
    speed : float or None
        Updates a second asked for; None is full speed.
    """

    experiment_changed = Signal(object)
    """The experiment: controls read their values anew."""
    started = Signal(object)
    """A :class:`Started`: new data, weights and curves."""
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
        super().__init__(Dispatcher(send), view or ViewState())
        self.experiment = experiment
        self.state: WorkerState | None = None
        self.data: DataSummary | None = None
        self.layer_sizes: tuple[int, ...] = ()
        self.parameter_count = 0
        self.snapshot: Snapshot | None = None
        self.points: Points | None = None
        self.speed: float | None = None
        self._parts = PartMemory()
        self._parts.remember(experiment)
        self._wants_play = False
        self._epochs_asked = experiment.training.epochs

    def start(self) -> None:
        """Ask for the first run; it stands still until :meth:`play`."""
        self._dispatcher.ask(self.experiment, restart=True)

    @property
    def document(self) -> Experiment:
        """The experiment without the epochs that were added by playing on."""
        return self.experiment.with_value("training.epochs", self._epochs_asked)

    # Settings ----------------------------------------------------------------------------

    def value(self, place: str) -> Any:
        """Return the setting at a dotted place, as controls show it."""
        return self.experiment.value(place)

    def set_value(self, place: str, value: Any) -> bool:
        """Ask for one setting; return whether it is possible."""
        return self.set_values({place: value})

    def set_values(self, values: Mapping[str, Any]) -> bool:
        """Ask for settings, all or none; return whether they are possible.

        Live ones change the run that goes on. Others start it anew, and it
        goes on training if it was.
        """
        try:
            experiment = self.experiment.with_values(values)
        except ValueError as error:
            self._raise(problems.of_refusal(error))
            return False
        if "training.epochs" in values:
            self._epochs_asked = experiment.training.epochs
        self.dismiss()
        self._adopt(experiment)
        return True

    def choose(self, place: str, part_id: str) -> bool:
        """Ask for a part by its id, with the settings it was last used with.

        A data set brings the features, loss and output that fit it.
        """
        try:
            values = self._parts.values_of_choice(place, part_id)
        except ValueError as error:
            self._raise(problems.of_refusal(error))
            return False
        return self.set_values(values)

    def _adopt(self, experiment: Experiment, *, restart: bool = False) -> None:
        """Show an experiment and ask the worker for it."""
        old = self.experiment
        if experiment == old and not restart:
            return
        self.experiment = experiment
        self._parts.remember(experiment)
        if experiment.data.dataset != old.data.dataset:
            self.set_plane("auto")  # columns of the old data may not exist in the new
        self._dispatcher.ask(experiment, restart=restart)
        self.experiment_changed.emit(experiment)

    # The run -----------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether the worker trains, as it has acknowledged."""
        return self.state is not None and self.state.playing

    def play(self) -> None:
        """Train; after the epoch limit, as many epochs again as were asked for."""
        self.dismiss()
        epoch = self.state.epoch if self.state is not None else 0
        if epoch >= self.experiment.training.epochs and not self._dispatcher.restarting:
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
        self._dispatcher.step("batch")

    def step_epoch(self) -> None:
        """Train to the end of the epoch and stand still."""
        self.dismiss()
        self._wants_play = False
        self._dispatcher.step("epoch")

    def reset(self) -> None:
        """Go back to the same start: same data, weights and order of batches."""
        self.dismiss()
        self._wants_play = False
        self._adopt(self.document, restart=True)

    def new_luck(self) -> None:
        """Start from other weights and another order of batches, on the same data.

        The next seed is the last one plus one: a class that presses the same
        button sees the same luck.
        """
        self._draw_again("model.seed", "training.seed")

    def regenerate(self) -> None:
        """Draw other data of the same kind; weights and order of batches stay."""
        self._draw_again("data.seed")

    def _draw_again(self, *seeds: str) -> None:
        self.dismiss()
        self._adopt(self.document.with_values({s: (self.value(s) + 1) % SEEDS for s in seeds}))

    def open(self, experiment: Experiment) -> None:
        """Put another experiment in the place of this one; it stands still at first."""
        self.dismiss()
        self._wants_play = False
        self._epochs_asked = experiment.training.epochs
        self._adopt(experiment, restart=True)

    def set_speed(self, updates_per_second: float | None) -> None:
        """Train so many updates a second, or as many as there can be (None)."""
        self.speed = updates_per_second
        if self._wants_play:
            self._dispatcher.run(self.speed)

    # Architecture ------------------------------------------------------------------------

    def add_layer(self, index: int) -> bool:
        """Insert a hidden layer like its neighbour before hidden layer ``index``."""
        return self.set_values(architecture.layer_added(self.experiment.model, index))

    def remove_layer(self, index: int) -> bool:
        """Remove hidden layer ``index``."""
        return self.set_values(architecture.layer_removed(self.experiment.model, index))

    def set_neurons(self, layer: int, count: int) -> bool:
        """Give hidden layer ``layer`` so many neurons."""
        return self.set_values(architecture.neurons_set(self.experiment.model, layer, count))

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
            case Acknowledged():
                self._note(event.state)
                self._on_answer(event.command_id)
                self.state_changed.emit(self.state)
            case Stopped():
                if not self._dispatcher.restarting:
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
        self._dispatcher.generation = event.generation
        if self._wants_play:  # it goes on if the run before did
            self._dispatcher.forget_later()
            self._dispatcher.run(self.speed)
        self.data = event.data
        self.layer_sizes = event.layer_sizes
        self.parameter_count = event.parameter_count
        self.snapshot = self.points = None
        self._show_view(self.view.fitted(len(event.data.column_names), event.layer_sizes))
        self.started.emit(event)
        self._take_state(event.state)

    def _on_failed(self, event: Failed) -> None:
        log.warning("%s failed: %s\n%s", event.place, event.message, event.details)
        self._note(event.state)
        if event.command_id is None:
            self._wants_play = False
        else:
            self._on_answer(event.command_id, refused=True)
            if self._dispatcher.settled:
                self._wants_play = event.state.playing
        self.state_changed.emit(self.state)
        self._raise(problems.of_failure(event))

    def _on_answer(self, command_id: int, *, refused: bool = False) -> None:
        known = self.state is not None and self._dispatcher.settled
        if known and command_id == self._dispatcher.run_command:
            self._wants_play = self.playing
        self._dispatcher.answered(command_id, refused=refused)
        in_force = self._dispatcher.in_force
        if self._dispatcher.settled and in_force is not None and in_force != self.experiment:
            if in_force.training.epochs != self.experiment.training.epochs:
                self._epochs_asked = in_force.training.epochs
            self.experiment = in_force
            self.experiment_changed.emit(in_force)

    def _take_state(self, state: WorkerState) -> None:
        self._note(state)
        self.state_changed.emit(state)

    def _note(self, state: WorkerState) -> None:
        self.state = state
        self._dispatcher.in_force = state.experiment
