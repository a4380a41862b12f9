"""A bar for each of some points, their mean, and what comes on top of it."""

from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import FloatArray, ViewColours, mixed
from playground.widgets.numbers import MINUS, format_number

SPACE = 4.0
WIDEST = 36.0  # of a bar, in pixels
APART = 0.25  # share of a bar's room that stays free
EXTRA = 0.16  # share of the width for the bar that stands apart


class PointBars(QWidget):
    """Bars up for positive, down for negative values; one is chosen by click or arrow keys.

    Signals
    -------
    chosen : int
        Number of the bar that was chosen.
    """

    chosen = Signal(int)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._values: FloatArray = np.zeros(0)
        self._title = self._mean_text = self._extra_text = ""
        self._mean: float | None = None
        self._extra: float | None = None
        self._current = 0
        self._signed = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("arrows", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(
        self,
        values: FloatArray,
        current: int,
        title: str,
        *,
        mean: tuple[float, str] | None = None,
        extra: tuple[float, str] | None = None,
        signed: bool = True,
    ) -> None:
        """Draw values (N,), one of them chosen.

        Parameters
        ----------
        title : str
            What the bars are.
        mean, extra : tuple of float and str, optional
            A line across, and a bar apart from the others, each with its words.
        signed : bool
            Whether the sign is a colour, as in the picture of the network.
        """
        self._values, self._current, self._title = values, current, title
        self._mean, self._mean_text = mean or (None, "")
        self._extra, self._extra_text = extra or (None, "")
        self._signed = signed
        told = [f"{title}: {_number(values[current])}"] if len(values) else [title]
        told += [f"{self._mean_text} {_number(self._mean)}"] if self._mean is not None else []
        told += [f"{self._extra_text} {_number(self._extra)}"] if self._extra is not None else []
        self.setAccessibleDescription("; ".join(told))
        self.update()

    @property
    def values(self) -> FloatArray:
        """What is drawn."""
        return self._values

    @property
    def current(self) -> int:
        """Number of the chosen bar."""
        return self._current

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Room for some dozens of bars."""
        line = QFontMetricsF(self.font()).height()
        return QSize(ceil(16 * line), ceil(8 * line))

    def minimumSizeHint(self) -> QSize:
        """Room for the words and a little of the bars."""
        line = QFontMetricsF(self.font()).height()
        return QSize(ceil(10 * line), ceil(5 * line))

    @property
    def _falls(self) -> bool:
        return bool(len(self._values)) and float(self._values.min()) < 0.0

    # Hand ------------------------------------------------------------------------------------

    def place_of(self, number: int) -> QPointF:
        """Return where the middle of a bar's room is."""
        area = self._area()
        room = area.width() / max(len(self._values), 1)
        return QPointF(area.left() + (number + 0.5) * room, area.center().y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        area, count = self._area(), len(self._values)
        number = int((event.position().x() - area.left()) / area.width() * count) if count else -1
        if event.button() == Qt.MouseButton.LeftButton and 0 <= number < count:
            self.chosen.emit(number)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the bar beside the chosen one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        number = self._current + step
        if step and 0 <= number < len(self._values):
            self.chosen.emit(number)
        elif not step:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    # Painting --------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        """Return where the bars stand: below the title, with room for a number at each end."""
        line = QFontMetricsF(self.font()).height()
        area = QRectF(self.rect()).adjusted(
            SPACE, 2 * line + SPACE, -SPACE, -line if self._falls else -SPACE
        )
        if self._extra is not None:
            area.setWidth(area.width() * (1.0 - EXTRA))
        return area

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars, zero, mean and words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._colours.background)
        painter.setPen(self._colours.text)
        line = QFontMetricsF(self.font()).height()
        top = QRectF(SPACE, 0.0, self.width() - 2 * SPACE, line)
        metrics = QFontMetricsF(self.font())
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, title)
        if len(self._values):
            self._paint_bars(painter, self._area())
        if self.hasFocus():
            painter.setPen(QPen(self._colours.accent, 1.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        extra = [] if self._extra is None else [self._extra]
        low = min(0.0, float(self._values.min()), *extra)
        high = max(0.0, float(self._values.max()), *extra)
        unit = area.height() / ((high - low) or 1.0)
        zero = area.top() + high * unit
        room = area.width() / len(self._values)
        width = max(1.0, min(room * (1.0 - APART), WIDEST))
        named: QRectF | None = None
        for number, value in enumerate(self._values.tolist()):
            left = area.left() + (number + 0.5) * room - width / 2
            bar = QRectF(left, zero - value * unit, width, value * unit).normalized()
            colour = self._colours.muted
            if self._signed:
                colour = self._colours.positive if value > 0 else self._colours.negative
            strong = number == self._current
            share = 1.0 if strong else 0.55
            painter.fillRect(bar, mixed(colour, self._colours.background, share))
            if strong:
                frame = bar.adjusted(-1.5, -1.5, 1.5, 1.5)
                painter.setPen(QPen(self._colours.accent, 1.5))
                painter.drawRect(frame)
                named = frame
        if named is not None:  # after its neighbours, that would cover it
            value = float(self._values[self._current])
            self._write(painter, named.center().x(), named, value, _number(value))
        painter.setPen(QPen(self._colours.hairline, 1.0))
        painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero))
        if self._mean is not None:
            self._paint_mean(painter, area, zero - self._mean * unit)
        if self._extra is not None:
            left = area.right() + area.width() * EXTRA / 2
            bar = QRectF(left, zero - self._extra * unit, min(WIDEST, width * 2), 0.0)
            bar.setBottom(zero)
            painter.fillRect(bar, self._colours.curve_colour(2))
            text = f"{self._extra_text} {_number(self._extra)}"
            self._write(painter, bar.center().x(), bar, 1.0, text)

    def _write(
        self, painter: QPainter, centre: float, bar: QRectF, value: float, text: str
    ) -> None:
        """Write a number at the end of a bar: above one that points up, else below."""
        metrics = QFontMetricsF(self.font())
        box = QRectF(0.0, 0.0, metrics.horizontalAdvance(text) + 2.0, metrics.height())
        box.moveLeft(min(max(centre - box.width() / 2, 0.0), self.width() - box.width()))
        if value < 0.0:
            box.moveTop(min(bar.bottom(), self.height() - box.height()))
        else:
            box.moveBottom(max(bar.top(), 2 * box.height()))
        ground = QColor(self._colours.background)
        ground.setAlphaF(0.8)
        painter.fillRect(box, ground)
        painter.setPen(self._colours.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_mean(self, painter: QPainter, area: QRectF, height: float) -> None:
        assert self._mean is not None
        painter.setPen(QPen(self._colours.text, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        text = f"{self._mean_text} {_number(self._mean)}"
        metrics = QFontMetricsF(self.font())
        box = QRectF(0.0, 0.0, metrics.horizontalAdvance(text) + 4.0, metrics.height())
        box.moveBottomRight(QPointF(area.right(), height - 1.0))
        box.moveTop(max(box.top(), metrics.height()))
        ground = QColor(self._colours.background)
        ground.setAlphaF(0.8)
        painter.fillRect(box, ground)
        painter.setPen(self._colours.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _number(value: float) -> str:
    return format_number(float(value), 3).replace("-", MINUS)
