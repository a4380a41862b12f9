"""What mouse and keys do on a picture: one tool at a time has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from playground.widgets.plot_mouse import PlotMouse

if TYPE_CHECKING:
    from playground.widgets.pointed_view import PointedView

STEPS = 40  # arrow keys cross the picture in so many
LEAP = 5  # steps at a time with Shift

_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1), Qt.Key.Key_Up: (0, 1),
}  # fmt: skip


class Tool:
    """Does something with mouse and keys on a picture.

    A picture has exactly one tool in hand (`PointedView.take_tool`); it gets
    everything that happens over it, in plot coordinates.
    """

    mouse_cursor = Qt.CursorShape.ArrowCursor

    def on_mouse(self, view: PointedView, mouse: PlotMouse) -> None:
        """Do what the mouse asks for."""

    def on_key(self, view: PointedView, event: QKeyEvent) -> bool:
        """Do what a key asks for; return whether it is one of the tool's."""
        return False

    def put_down(self, view: PointedView) -> None:
        """Finish: another tool is taken, or the picture has lost the focus."""


class LookTool(Tool):
    """Reads out what the mouse, or a cross moved by arrow keys, points at."""

    def on_mouse(self, view: PointedView, mouse: PlotMouse) -> None:
        """Read out what is under the mouse, and tell clicks."""
        view.look_at(mouse.point if mouse.inside else None)
        left = mouse.button == Qt.MouseButton.LeftButton
        if mouse.kind == "press" and mouse.inside and left:
            view.clicked.emit(mouse.point.x(), mouse.point.y())

    def on_key(self, view: PointedView, event: QKeyEvent) -> bool:
        """Move the cross and read out what it points at; Escape takes it away."""
        (x0, x1), (y0, y1) = view.canvas.shown()
        middle = QPointF((x0 + x1) / 2, (y0 + y1) / 2)
        here = view.looked_at
        key = Qt.Key(event.key())
        if key in _STEPS:
            begun = here is not None
            steps = LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            across, up = (begun * steps * each for each in _STEPS[key])
            here = here or middle
            x = min(max(here.x() + across * (x1 - x0) / STEPS, x0), x1)
            y = min(max(here.y() + up * (y1 - y0) / STEPS, y0), y1)
            view.look_at(QPointF(x, y), by_key=True)
        elif key == Qt.Key.Key_Home:
            view.look_at(middle, by_key=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            view.clicked.emit(here.x(), here.y())
        elif key == Qt.Key.Key_Escape and here is not None:
            view.look_at(None)
        else:
            return False
        return True

    def put_down(self, view: PointedView) -> None:
        """Take the read-out away."""
        view.look_at(None)
