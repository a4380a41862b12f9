"""Names at the ends of curves, and the flag at the best point of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import ViewItem

SPACE = 4.0
POLE, CLOTH = 18.0, 8.0  # of the flag, in pixels


@dataclass(frozen=True)
class EndLabel:
    """A name at a point: the end of a curve, in its colour."""

    x: float
    y: float
    text: str
    colour: QColor


class PlotLabels(ViewItem):
    """All of them in one item, painted in pixels; those that would cover others are left out."""

    def __init__(self, canvas: PlotCanvas, colours: ViewColours, order: float) -> None:
        super().__init__(canvas, order)
        self._colours = colours
        self._labels: tuple[EndLabel, ...] = ()
        self._flag: tuple[float, float, str] | None = None
        self._log = False

    @property
    def flag(self) -> tuple[float, float, str] | None:
        """Place (x, y) and text of the flag, if there is one."""
        return self._flag

    def set_labels(self, labels: Sequence[EndLabel]) -> None:
        """Name the ends of curves; `y` as it is drawn, so a logarithm on such a scale."""
        self._labels = tuple(labels)
        self.redraw()

    def set_flag(self, flag: tuple[float, float, str] | None) -> None:
        """Set the flag at a point (x, y) with a text, or take it away."""
        sound = flag is not None and isfinite(flag[0]) and isfinite(flag[1])
        self._flag = flag if sound else None
        self.redraw()

    def set_log(self, log: bool) -> None:
        """Say whether the flag stands on a logarithmic scale."""
        self._log = log
        self.redraw()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.redraw()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw names and flag."""
        if not self._labels and self._flag is None:
            return
        view = painter.worldTransform()
        area = view.mapRect(self.boundingRect())
        painter.save()
        painter.resetTransform()
        painter.setFont(self._canvas.font())
        metrics = QFontMetricsF(self._canvas.font())
        taken: list[QRectF] = []
        for label in self._labels:
            place = view.map(QPointF(label.x, label.y))
            width, height = metrics.horizontalAdvance(label.text), metrics.height()
            left = min(place.x(), area.right()) - width - SPACE
            box = QRectF(left, place.y() - height, width, height)
            if area.contains(box) and not any(box.intersects(other) for other in taken):
                painter.setPen(label.colour)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight, label.text)
                taken.append(box)
        if self._flag is not None and (self._flag[1] > 0 or not self._log):
            x, y, _ = self._flag
            place = view.map(QPointF(x, log10(y) if self._log else y))
            if area.contains(place):
                self._paint_flag(painter, place, area)
        painter.restore()

    def _paint_flag(self, painter: QPainter, place: QPointF, area: QRectF) -> None:
        """Draw a point on the curve and a flag on a pole above it, or below where there is room."""
        up = -1.0 if place.y() - POLE > area.top() else 1.0
        side = 1.0 if place.x() + CLOTH < area.right() else -1.0
        top = place + QPointF(0.0, up * POLE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(self._colours.text, 1.5))
        painter.drawLine(place, top)
        painter.setBrush(self._colours.accent)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        middle, foot = QPointF(side * CLOTH, -up * CLOTH / 2), QPointF(0.0, -up * CLOTH)
        painter.drawPolygon(QPolygonF([top, top + middle, top + foot]))
        painter.setPen(pen_of(self._colours.background, 1.0))
        painter.setBrush(self._colours.text)
        painter.drawEllipse(place, 3.0, 3.0)
