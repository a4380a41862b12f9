"""Points of a curve that can be dragged, or moved by the arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.describe import describe
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.tab_order import put_into_tab_order

STROKES = 50
"""Strokes of an arrow key in which a handle crosses the plot; five times as far with Shift."""
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


@dataclass(frozen=True)
class PlotHandle:
    """A handle at a point (x, y) of the plane: what it is called, and which ways it moves."""

    id: str
    x: float
    y: float
    label: str
    sentence: str
    along: bool = True
    up: bool = True


class Knob(QWidget):
    """The small round thing that is grasped.

    Signals
    -------
    grasped
    dragged : QPointF
        Place on the viewport to which the mouse has taken it.
    released
    nudged : int, int, bool
        Strokes to the right and upwards, and whether they are big ones.
    """

    grasped = Signal()
    dragged = Signal(QPointF)
    released = Signal()
    nudged = Signal(int, int, bool)

    def __init__(self, colours: ViewColours, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = colours
        self._held: QPointF | None = None
        self.handle = PlotHandle("", 0.0, 0.0, "", "", along=False, up=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("arrows", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return a size that can be hit."""
        edge = self.fontMetrics().height()
        return QSize(edge, edge)

    @property
    def is_held(self) -> bool:
        """Whether the mouse has it."""
        return self._held is not None

    def set_handle(self, handle: PlotHandle, name: str) -> None:
        """Stand for another handle, or for the same at another place."""
        if (handle.label, handle.sentence) != (self.handle.label, self.handle.sentence):
            describe(self, name, handle.label, handle.sentence)
        ways, self.handle = (self.handle.along, self.handle.up), handle
        if ways == (handle.along, handle.up):
            return
        shape = Qt.CursorShape.SizeAllCursor
        if not (handle.along and handle.up):
            shape = Qt.CursorShape.SizeHorCursor if handle.along else Qt.CursorShape.SizeVerCursor
        self.setCursor(shape)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position() - QPointF(self.rect().center())
            self.grasped.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go where the mouse goes."""
        if self._held is not None:
            self.dragged.emit(self.mapToParent(event.position()) - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._held is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by strokes, in the directions that the handle has."""
        right, up = _DIRECTIONS.get(Qt.Key(event.key()), (0, 0))
        if (right and self.handle.along) or (up and self.handle.up):
            big = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.nudged.emit(right, up, big)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring, filled while it is pointed at, grasped or has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        loud = self.underMouse() or self.is_held or self.hasFocus()
        colours = self._colours
        painter.setPen(QPen(colours.accent, 2.0))
        painter.setBrush(colours.accent if loud else colours.background)
        free = self.width() * 0.18
        painter.drawEllipse(QRectF(self.rect()).adjusted(free, free, -free, -free))
        if self.hasFocus():
            painter.setPen(QPen(colours.text, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0))
        painter.end()


class PlotHandles(QObject):
    """The handles of a plot.

    Signals
    -------
    grasped : str
        Id of the handle that a drag begins with.
    moved : str, float, float
        Where a drag has taken a handle, in the plane.
    nudged : str, float, float
        Where an arrow key has taken it.
    released : str
    """

    grasped = Signal(str)
    moved = Signal(str, float, float)
    nudged = Signal(str, float, float)
    released = Signal(str)

    def __init__(self, canvas: PlotCanvas, colours: ViewColours, name: str) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._colours = colours
        self._name = name
        self._knobs: dict[str, Knob] = {}
        canvas.range_changed.connect(self._place)
        canvas.resized.connect(self._place)

    def __getitem__(self, handle_id: str) -> Knob:
        return self._knobs[handle_id]

    @property
    def ids(self) -> tuple[str, ...]:
        """The handles that there are."""
        return tuple(self._knobs)

    def set_handles(self, handles: Sequence[PlotHandle]) -> None:
        """Show these handles; one that is held by the mouse stays, even if it is not there."""
        wanted = {handle.id: handle for handle in handles}
        for handle_id in [each for each in self._knobs if each not in wanted]:
            if not self._knobs[handle_id].is_held:
                knob = self._knobs.pop(handle_id)
                knob.hide()
                knob.deleteLater()
        for handle_id, handle in wanted.items():
            if handle_id not in self._knobs:
                self._knobs[handle_id] = self._new_knob()
            self._knobs[handle_id].set_handle(handle, f"{self._name}.{handle_id}")
        self._place()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        for knob in self._knobs.values():
            knob.set_colours(colours)

    def _new_knob(self) -> Knob:
        knob = Knob(self._colours, self._canvas.viewport)
        knob.grasped.connect(self._on_grasped)
        knob.dragged.connect(self._on_dragged)
        knob.released.connect(self._on_released)
        knob.nudged.connect(self._on_nudged)
        put_into_tab_order(self._canvas)
        return knob

    @Slot()
    def _place(self) -> None:
        """Put the knobs on their points; those out of sight are hidden."""
        (x0, x1), (y0, y1) = self._canvas.shown()
        corners = self._canvas.place_of(x0, y1), self._canvas.place_of(x1, y0)
        sight = QRectF(*corners).adjusted(-1.5, -1.5, 1.5, 1.5)
        for knob in self._knobs.values():
            place = self._canvas.place_of(knob.handle.x, knob.handle.y)
            knob.setVisible(sight.contains(place) or knob.is_held)
            knob.move(place.toPoint() - knob.rect().center())

    @Slot()
    def _on_grasped(self) -> None:
        self.grasped.emit(self._sender().handle.id)

    @Slot()
    def _on_released(self) -> None:
        self.released.emit(self._sender().handle.id)

    @Slot(QPointF)
    def _on_dragged(self, place: QPointF) -> None:
        point = self._canvas.point_at(place)
        self.moved.emit(self._sender().handle.id, point.x(), point.y())

    @Slot(int, int, bool)
    def _on_nudged(self, right: int, up: int, big: bool) -> None:
        (x0, x1), (y0, y1) = self._canvas.shown()
        handle, strokes = self._sender().handle, (5 if big else 1) / STROKES
        x = handle.x + right * strokes * (x1 - x0)
        self.nudged.emit(handle.id, x, handle.y + up * strokes * (y1 - y0))

    def _sender(self) -> Knob:
        knob = self.sender()
        assert isinstance(knob, Knob)
        return knob
