"""What of a run is looked at, and what is wrong with it; the run itself knows neither."""

from __future__ import annotations

from typing import Any

from psygnal import Signal

from playground.models.dispatcher import Dispatcher
from playground.models.problems import Problem
from playground.models.view_state import ViewState
from playground.worker.commands import ALL_VIEWS, PlaneChoice
from playground.worker.inspections.base import Inspection


class Viewer:
    """View and problem of one window; `playground.models.session.Session` adds the run.

    Attributes
    ----------
    view : ViewState
        How the run is looked at.
    problem : Problem or None
        What is wrong at the moment.
    """

    problem_raised = Signal(object)
    """A :class:`Problem`, or None when there is none any more."""
    view_changed = Signal(object)
    """The :class:`ViewState`."""
    flow_changed = Signal(object)
    """What a lens draws into the picture of the network, or None."""
    path_changed = Signal(object)
    """The path that a lens lights up in the picture of the network, or None."""

    def __init__(self, dispatcher: Dispatcher, view: ViewState) -> None:
        self.view = view
        self._path_owner = ""
        self.problem: Problem | None = None
        self._dispatcher = dispatcher
        self._watched: frozenset[str] = frozenset()
        self._watchers: set[tuple[str, int]] = set()
        self._inspections: dict[str, Inspection] = {}

    # The view ----------------------------------------------------------------------------

    def watch(self, view: str, visible: bool, watcher: object = None) -> None:
        """Say that someone looks at one of the worker's views, or no longer."""
        if view not in ALL_VIEWS:
            raise ValueError(f"unknown view {view!r}: there are {sorted(ALL_VIEWS)}")
        if visible:
            self._watchers.add((view, id(watcher)))
        else:
            self._watchers.discard((view, id(watcher)))
        watched = frozenset(view for view, _ in self._watchers)
        if watched != self._watched:
            self._watched = watched
            self._send_watch()

    def inspect(self, kind: str, inspection: Inspection | None) -> None:
        """Look closely at one thing of a kind, instead of another one; None ends it."""
        if inspection == self._inspections.get(kind):
            return
        if inspection is None:
            del self._inspections[kind]
        else:
            self._inspections[kind] = inspection
        self._send_watch()

    def show_flow(self, flow: object) -> None:
        """Draw something into the picture of the network; None takes it away."""
        self.flow_changed.emit(flow)

    def show_path(self, owner: str, path: object) -> None:
        """Light a path up in the picture of the network; None lets that of this owner go out."""
        if path is not None or owner == self._path_owner:
            self._path_owner = owner
            self.path_changed.emit(path)

    def set_plane(self, plane: PlaneChoice) -> None:
        """Show maps on another plane: two columns, or the principal axes."""
        self.set_view(plane=plane)

    def set_view(self, **values: Any) -> None:
        """Change fields of the :class:`ViewState`."""
        self._show_view(self.view.changed(**values))

    def _show_view(self, view: ViewState) -> None:
        old, self.view = self.view, view
        if view == old:
            return
        if _sent(view) != _sent(old):
            self._send_watch()
        self.view_changed.emit(view)

    def _send_watch(self) -> None:
        inspections = frozenset(self._inspections.values())
        self._dispatcher.watch(self._watched, *_sent(self.view), inspections)

    # Problems ----------------------------------------------------------------------------

    def dismiss(self) -> None:
        """Forget the problem shown."""
        if self.problem is not None:
            self.problem = None
            self.problem_raised.emit(None)

    def _raise(self, problem: Problem) -> None:
        self.problem = problem
        self.problem_raised.emit(problem)


def _sent(view: ViewState) -> tuple[int, PlaneChoice, int | None]:
    """Return what of the view the worker has to know."""
    return view.resolution, view.plane, view.hidden_layer
