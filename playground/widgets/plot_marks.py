"""Dashed lines with texts: changes made in mid-run, a level to compare with, the cursor."""

from collections.abc import Sequence
from math import isfinite, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import ViewItem

MOST_MARKS = 60  # lines drawn; older ones are dropped
NEAR_PX = 6.0
SPACE = 4.0


class PlotMarks(ViewItem):
    """All of them in one item, painted in pixels."""

    def __init__(self, canvas: PlotCanvas, colours: ViewColours, order: float) -> None:
        super().__init__(canvas, order)
        self._colours = colours
        self._marks: tuple[tuple[float, str], ...] = ()
        self._level: tuple[float, str] | None = None
        self._cursor: float | None = None
        self._log = False

    def set_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Show marks (x, text), in rising order."""
        self._marks = tuple((float(x), text) for x, text in marks if isfinite(x))[-MOST_MARKS:]
        self.redraw()

    def set_level(self, y: float | None, text: str) -> None:
        """Show a horizontal line; None removes it."""
        self._level = (float(y), text) if y is not None and isfinite(y) else None
        self.redraw()

    def set_cursor(self, x: float | None) -> None:
        """Show a vertical line under the mouse; None removes it."""
        self._cursor = x
        self.redraw()

    @property
    def cursor_place(self) -> float | None:
        """Where the vertical line is."""
        return self._cursor

    def set_log(self, log: bool) -> None:
        """Say whether the level is drawn on a logarithmic scale."""
        self._log = log
        self.redraw()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.redraw()

    def near(self, x: float) -> str:
        """Return the text of a mark within a few pixels of `x`; empty if there is none."""
        near = [(abs(place - x), text) for place, text in self._marks if self.reaches(place, x)]
        return min(near)[1] if near else ""

    def reaches(self, place: float, x: float) -> bool:
        """Return whether two places lie within a few pixels of each other."""
        (x0, x1), _ = self._canvas.shown()
        return abs(place - x) <= NEAR_PX * (x1 - x0) / max(self._canvas.viewport.width(), 1)

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw level, marks and cursor; texts that would cover each other are left out."""
        view = painter.worldTransform()
        area = view.mapRect(self.boundingRect())
        painter.save()
        painter.resetTransform()
        painter.setFont(self._canvas.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._level is not None and (self._level[0] > 0 or not self._log):
            value, text = self._level
            height = view.m22() * (log10(value) if self._log else value) + view.dy()
            self._paint_level(painter, area, height, text)
        metrics = QFontMetricsF(self._canvas.font())
        painter.setPen(pen_of(self._colours.muted, dashed=True))
        places = [(view.m11() * x + view.dx(), text) for x, text in self._marks]
        for x, _ in places:
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        taken = area.right()
        for x, text in reversed(places):
            width = metrics.horizontalAdvance(text)
            if area.left() <= x and x + 2 * SPACE + width <= taken:
                box = QRectF(x + SPACE, area.top(), width + SPACE, metrics.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)
            taken = x  # no text across a line
        if self._cursor is not None:
            painter.setPen(pen_of(self._colours.muted))
            x = view.m11() * self._cursor + view.dx()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.restore()

    def _paint_level(self, painter: QPainter, area: QRectF, height: float, text: str) -> None:
        painter.setPen(pen_of(self._colours.muted, dotted=True))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        high = QFontMetricsF(self._canvas.font()).height()
        top = (
            height - high if height - high >= area.top() else height
        )  # below where it would be cut
        box = QRectF(area.left(), top, area.width() - SPACE, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
