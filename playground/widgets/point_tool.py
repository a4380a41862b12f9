"""The tool that paints on a picture: mouse and keys become strokes of a hand."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.map_tools import LookTool
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import ViewItem
from playground.widgets.plot_mouse import PlotMouse
from playground.widgets.pointed_view import PointedView

RING_ORDER = 8.5  # over points and marks, under the cross
LEFT = Qt.MouseButton.LeftButton


class Hand(Protocol):
    """What strokes are made with, in plot coordinates."""

    @property
    def stroking(self) -> bool:
        """Whether a stroke is under way."""

    @property
    def carries(self) -> bool:
        """Whether what is taken up must be put down elsewhere, as one does to move things."""

    def begin(self, x: float, y: float) -> None:
        """Put the hand down."""

    def go_on(self, x: float, y: float) -> None:
        """Move it."""

    def end(self) -> None:
        """Lift it."""


class BrushRing(ViewItem):
    """A ring as large as the brush, where the brush is."""

    def __init__(self, canvas: PlotCanvas) -> None:
        self._place: QPointF | None = None
        self._radius = 0.0
        self._pens: tuple[QPen, ...] = ()
        super().__init__(canvas, RING_ORDER)

    @property
    def place(self) -> QPointF | None:
        """Where the brush is, in plot coordinates; None while it is nowhere."""
        return self._place

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in the colour of the text, set off by that of the ground."""
        self._pens = (pen_of(colours.background, 3.0), pen_of(colours.text, 1.2))
        self.redraw()

    def set_radius(self, radius: float) -> None:
        """Take the brush's radius, in plot coordinates; 0 shows nothing."""
        self._radius = radius
        self.redraw()

    def set_place(self, place: QPointF | None) -> None:
        """Show it at a point of the plot; None takes it away."""
        if place != self._place:
            self._place = place
            self.redraw()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw the ring."""
        if self._place is None or not self._radius:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in self._pens:
            painter.setPen(pen)
            painter.drawEllipse(self._place, self._radius, self._radius)


class PointTool(LookTool):
    """Paints with the left button down, or with the space bar at the cross moved by arrow keys.

    A hand that carries things takes them up with the space bar and puts them
    down with the next one.

    Parameters
    ----------
    hand : Hand
        Makes the strokes.
    ring : BrushRing
        Follows mouse and cross.
    """

    mouse_cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hand: Hand, ring: BrushRing) -> None:
        self._hand, self._ring = hand, ring

    def on_mouse(self, view: PointedView, mouse: PlotMouse) -> None:
        """Paint while the left button is down."""
        view.look_at(None)
        x, y = mouse.point.x(), mouse.point.y()
        if mouse.kind == "press" and mouse.button == LEFT and mouse.inside:
            self._hand.begin(x, y)
        elif mouse.kind == "move" and mouse.buttons & LEFT:
            self._hand.go_on(x, y)
        elif mouse.kind == "release" and mouse.button == LEFT:
            self._hand.go_on(x, y)
            self._hand.end()
        shown = mouse.kind != "leave" and (mouse.inside or self._hand.stroking)
        self._ring.set_place(mouse.point if shown else None)

    def on_key(self, view: PointedView, event: QKeyEvent) -> bool:
        """Move the cross, paint at it, or end the stroke."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._press(view)
            return True
        if event.key() == Qt.Key.Key_Escape and self._hand.stroking:
            self._hand.end()
            return True
        known = super().on_key(view, event)
        place = view.looked_at
        self._ring.set_place(place)
        if known and place is not None:
            self._hand.go_on(place.x(), place.y())
        return known

    def put_down(self, view: PointedView) -> None:
        """End the stroke, and take ring and cross away."""
        self._hand.end()
        self._ring.set_place(None)
        super().put_down(view)

    def _press(self, view: PointedView) -> None:
        """Make one dab at the cross; take up, or put down, what is carried."""
        if view.looked_at is None:
            (x0, x1), (y0, y1) = view.canvas.shown()
            view.look_at(QPointF((x0 + x1) / 2, (y0 + y1) / 2), by_key=True)
        place = view.looked_at
        assert place is not None
        self._ring.set_place(place)
        if self._hand.stroking:
            self._hand.end()
            return
        self._hand.begin(place.x(), place.y())
        if not self._hand.carries:
            self._hand.end()
