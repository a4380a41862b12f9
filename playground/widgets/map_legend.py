"""What the colours of a map mean: a bar with its scale, or the mark of each class."""

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import ByteArray, ViewColours
from playground.widgets.plot_items import paint_mark

BAR = QSize(120, 8)
MARK = 9.0
SPACE = 4.0
GAP = 3 * SPACE
Entry: TypeAlias = tuple[str, QColor, str]
"""Name, colour and mark of a class."""


def scale_text(value: float) -> str:
    """Return a number short enough for the end of a scale."""
    return f"{value:.3g}".replace("-", "−")


class MapLegend(QWidget):
    """A quiet row under a map."""

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._entries: tuple[Entry, ...] = ()
        self._scale: tuple[str, str, str] | None = None
        self._table: ByteArray | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours; classes must be given anew."""
        self._colours = colours
        self.update()

    def set_table(self, table: ByteArray) -> None:
        """Let the bar have these colours, (256, 4), instead of the diverging ones."""
        self._table = table
        self.update()

    def show_classes(self, entries: Sequence[Entry]) -> None:
        """Show name, colour and mark of each class."""
        self._entries, self._scale = tuple(entries), None
        self.updateGeometry()
        self.setAccessibleName(self.tr("Classes: {names}").format(names=", ".join(self.names)))
        self.update()

    def show_scale(self, low: float, high: float, title: str) -> None:
        """Show the colour bar from `low` to `high`."""
        self.updateGeometry()
        self._entries, self._scale = (), (scale_text(low), scale_text(high), title)
        self.setAccessibleName(
            self.tr("Colours of {title} from {low} to {high}").format(
                title=title, low=self._scale[0], high=self._scale[1]
            )
        )
        self.update()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the classes shown."""
        return tuple(name for name, _, _ in self._entries)

    def sizeHint(self) -> QSize:
        """One line of text."""
        return QSize(160, round(self._line_height() + 2 * SPACE))

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many lines as the classes need."""
        lines = len(self._lines(width)) if self._entries else 1
        return round(lines * self._line_height() + 2 * SPACE)

    def minimumSizeHint(self) -> QSize:
        """One line of text, as narrow as need be."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._scale is not None:
            self._paint_scale(painter, *self._scale)
        else:
            self._paint_classes(painter)
        painter.end()

    def _paint_scale(self, painter: QPainter, low: str, high: str, title: str) -> None:
        metrics = QFontMetricsF(self.font())
        lay = partial(self._text, painter, top=0.0, high=float(self.height()))
        left = lay(SPACE, low, self._colours.muted) + SPACE
        room = self.width() - left - metrics.horizontalAdvance(high) - 3 * SPACE
        box = QRectF(left, (self.height() - BAR.height()) / 2, 0, BAR.height())
        box.setWidth(max(8.0, min(BAR.width(), room)))
        painter.setPen(QPen(self._colours.hairline, 1))
        painter.setBrush(
            _gradient(self._colours.diverging if self._table is None else self._table, box)
        )
        painter.drawRoundedRect(box, 2, 2)
        right = lay(box.right() + SPACE, high, self._colours.muted)
        lay(right + 2 * SPACE, title, self._colours.text)

    def _paint_classes(self, painter: QPainter) -> None:
        high = self._line_height()
        lines = self._lines(self.width())
        top = (self.height() - len(lines) * high) / 2
        for line in lines:
            x = SPACE
            for name, colour, mark in line:
                centre = QPointF(x + MARK / 2, top + high / 2)
                paint_mark(painter, mark, centre, MARK, colour, QPen(self._colours.muted, 1))
                x = self._text(painter, x + MARK + SPACE, name, self._colours.text, top, high)
                x += GAP
            top += high

    def _line_height(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _lines(self, width: float) -> list[list[Entry]]:
        """Return the entries by line; those of one line stand together as far as they fit."""
        metrics = QFontMetricsF(self.font())
        lines: list[list[Entry]] = [[]]
        x = SPACE
        for entry in self._entries:
            wide = MARK + SPACE + metrics.horizontalAdvance(entry[0])
            if lines[-1] and x + wide > width:
                lines.append([])
                x = SPACE
            lines[-1].append(entry)
            x += wide + GAP
        return lines

    def _text(
        self, painter: QPainter, x: float, text: str, colour: QColor, top: float, high: float
    ) -> float:
        metrics = QFontMetricsF(self.font())
        room = self.width() - x
        if room < min(metrics.horizontalAdvance("…"), metrics.horizontalAdvance(text)):
            return x
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setPen(colour)
        box = QRectF(x, top, room, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
        return x + metrics.horizontalAdvance(short)


def _gradient(table: ByteArray, box: QRectF) -> QLinearGradient:
    gradient = QLinearGradient(box.topLeft(), box.topRight())
    for place in range(0, 256, 15):
        gradient.setColorAt(place / 255, QColor(*table[place].tolist()))
    return gradient
