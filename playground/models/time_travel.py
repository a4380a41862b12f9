"""The past of the run, as the screen asks for it: moments, branches, and ghosts."""

from __future__ import annotations

from psygnal import Signal

from engine import Experiment
from engine.message import Message
from playground.models.dispatcher import Dispatcher, RunHandle
from playground.models.edits import RunEdit, Standing
from playground.models.ghosts import Ghost, Ghosts
from playground.models.view_state import ViewState
from playground.models.workbench import Workbench
from playground.worker.commands import NOW
from playground.worker.events import Parked, Points, Snapshot, WorkerState


class TimeTraveller(Workbench):
    """Shows past moments of the run; to change anything there begins a branch.

    Attributes
    ----------
    state : WorkerState or None
        What the worker did when it last spoke.
    snapshot, points
        The newest of the run in force, or None.
    """

    ghosts_changed = Signal(object)
    """The tuple of all :class:`~playground.models.ghosts.Ghost`."""

    def __init__(self, dispatcher: Dispatcher, experiment: Experiment, view: ViewState) -> None:
        super().__init__(dispatcher, experiment, view)
        self.state: WorkerState | None = None
        self.snapshot: Snapshot | None = None
        self.points: Points | None = None
        self._present: Standing | None = None
        self._sought = 0
        self._ghosts = Ghosts()

    @property
    def in_the_past(self) -> bool:
        """Whether a past moment was asked for; ``state.past`` says whether it is shown."""
        return self._present is not None

    @property
    def tip_step(self) -> int:
        """The newest update of the run that is known of."""
        state, snapshot = self.state, self.snapshot
        tip = 0 if state is None else state.tip_step
        if snapshot is None or self.in_the_past or (state is not None and state.past):
            return tip
        return max(tip, snapshot.step)

    @property
    def moment(self) -> int:
        """The update that is shown, or was asked for."""
        return self._sought if self.in_the_past else self.tip_step

    # Moments -----------------------------------------------------------------------------

    def seek(self, step: int) -> None:
        """Show a past moment and stand still; the newest update is the way back to now."""
        if self.state is None or self._dispatcher.replacing:
            return  # a run that has not begun has no past
        step = max(step, 0)
        if step >= self.tip_step:
            self.return_to_now()
            return
        self.dismiss()
        self._wants_play = False
        if self._present is None:
            self._present = self.standing
        self._sought = step
        self._dispatcher.seek(step)

    def step_back(self) -> None:
        """Go back by one update."""
        if self.moment > 0:
            self.seek(self.moment - 1)

    def return_to_now(self) -> None:
        """Show the newest state of the run."""
        if self._present is not None:
            self._dispatcher.seek(NOW)
            self._show_standing(self.leave_the_past())

    def leave_the_past(self) -> Standing:
        """Forget the moment shown, and return the present."""
        present, self._present = self._present, None
        return present if present is not None else self.standing

    def settle_in_the_past(self) -> None:
        """Let the moment shown be the present before it changes."""
        if self.in_the_past:
            self.branch()

    def branch(self) -> None:
        """Go on from the moment shown, as a new run; the old curve stays as a ghost."""
        if not self.in_the_past:
            return
        self.dismiss()
        name = Message("Branch at update {step}", step=self._sought)
        before = self.leave_the_past()
        frozen = self.frozen
        self._replace_run()
        self.frozen = frozen
        self._adopt(self.experiment, "branch")
        self._note_edit(RunEdit(None, before, self.standing, name))

    def _show_standing(self, standing: Standing) -> None:
        """Show what is set in a run, without asking for anything."""
        self.frozen, self._epochs_asked = standing.frozen, standing.epochs_asked
        self._show_experiment(standing.experiment)

    def _show_experiment(self, experiment: Experiment) -> None:
        if experiment != self.experiment:
            self.experiment = experiment
            self.experiment_changed.emit(experiment)

    # Ghosts ------------------------------------------------------------------------------

    @property
    def ghosts(self) -> tuple[Ghost, ...]:
        """Curves of replaced runs, the oldest first."""
        return tuple(self._ghosts)

    def rename_ghost(self, ghost_id: int, name: str) -> None:
        """Give a ghost another name; an empty one changes nothing."""
        self._ghosts.rename(ghost_id, name)
        self.ghosts_changed.emit(self.ghosts)

    def show_ghost(self, ghost_id: int, *, visible: bool) -> None:
        """Show a ghost, or hide it."""
        self._ghosts.show(ghost_id, visible=visible)
        self.ghosts_changed.emit(self.ghosts)

    def remove_ghost(self, ghost_id: int) -> None:
        """Forget a ghost."""
        self._ghosts.remove(ghost_id)
        self.ghosts_changed.emit(self.ghosts)

    def _keep_ghost(self, event: Parked) -> None:
        """Keep the curves of the run that is being replaced; not those of a mere drag."""
        old, new = self._dispatcher.run_in_force, self._dispatcher.run_to_come
        if old is None or (
            new is not None and old.gesture is not None and new.gesture is old.gesture
        ):
            return
        self._ghosts.add(event.points, self._dispatcher.in_force, old)
        self.ghosts_changed.emit(self.ghosts)

    def add_ghost(self, points: Points, experiment: Experiment, name: str) -> None:
        """Show curves of a run that was trained elsewhere beside those of this one."""
        self._ghosts.add(points, experiment, RunHandle(), name)
        self.ghosts_changed.emit(self.ghosts)

    def _forget_ghost_of_run(self) -> None:
        """Forget the ghost of the run that has come back."""
        run = self._dispatcher.run_in_force
        if run is not None and self._ghosts.forget(run):
            self.ghosts_changed.emit(self.ghosts)
