"""A small sheet over a plot that says what lies under the mouse, and the cross beside it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QStyleOptionGraphicsItem, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.labels import tabular
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import ViewItem

MARGIN = 4  # pixels
AWAY = 14  # pixels between the place read and its sheet
ARM, GAP = 11.0, 3.0  # pixels of the cross


class ReadOut(QLabel):
    """Text over a plot, beside the place that it speaks of."""

    def __init__(self, canvas: PlotCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("role", "readout")
        self.setMargin(MARGIN)
        self.setFont(tabular(self.font()))
        self.hide()

    def show_at(self, text: str, point: QPointF) -> None:
        """Show a text beside a point of the plot, inside of the plot where there is room."""
        if self.text() != text:
            self.setText(text)
            self.adjustSize()
        place = self._canvas.place_of(point.x(), point.y())
        room = self._canvas.rect()
        left, top = round(place.x()) + AWAY, round(place.y()) + AWAY
        if left + self.width() > room.right():
            left = round(place.x()) - AWAY - self.width()
        if top + self.height() > room.bottom():
            top = round(place.y()) - AWAY - self.height()
        left = min(max(left, room.left()), max(room.right() - self.width(), room.left()))
        self.move(left, max(top, room.top()))
        self.show()


class Cross(ViewItem):
    """Marks a place; its arms leave the place itself free."""

    def __init__(self, canvas: PlotCanvas, order: float) -> None:
        super().__init__(canvas, order)
        self._place: QPointF | None = None
        self._pens: tuple[QPen, ...] = ()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in the colour of the text, set off by that of the ground."""
        self._pens = (pen_of(colours.background, 3.5), pen_of(colours.text, 1.5))
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
        """Draw four arms, in pixels."""
        if self._place is None:
            return
        centre = painter.worldTransform().map(self._place)
        painter.save()
        painter.resetTransform()
        for pen in self._pens:
            painter.setPen(pen)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                begin = centre + QPointF(GAP * x, GAP * y)
                painter.drawLine(begin, centre + QPointF(ARM * x, ARM * y))
        painter.restore()
