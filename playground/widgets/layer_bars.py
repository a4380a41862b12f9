"""One number of each layer as a bar, on an axis of powers of ten."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.labels import tabular

SPACE = 4.0
GROUND = 0.12  # share of the text's colour in an empty bar
FEWEST_DECADES = 4


class LayerBars(QWidget):
    """A row for each layer: its name, a bar, and the number in figures.

    Bars have one length more for every power of ten; the empty bar is a tenth
    of the smallest one or, where all are alike, four powers of ten.
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._names: tuple[str, ...] = ()
        self._values: tuple[float, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._marked: int | None = None
        self.setFont(tabular(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def shares(self) -> tuple[float, ...]:
        """Lengths of the bars, from 0 to 1."""
        exponents = [math.log10(value) for value in self._values if value > 0.0]
        if not exponents:
            return (0.0,) * len(self._values)
        high = max(exponents)
        span = max(high - min(exponents) + 1.0, FEWEST_DECADES)
        return tuple(
            max(1.0 - (high - math.log10(value)) / span, 0.0) if value > 0.0 else 0.0
            for value in self._values
        )

    def set_values(
        self,
        names: Sequence[str],
        values: Sequence[float],
        texts: Sequence[str],
        marked: int | None = None,
    ) -> None:
        """Show positive numbers with their names and figures; one row can be marked."""
        self._names, self._values, self._texts = tuple(names), tuple(values), tuple(texts)
        self._marked = marked
        each = zip(names, texts, strict=True)
        self.setAccessibleDescription(", ".join(f"{name} {text}" for name, text in each))
        self.updateGeometry()
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a line each."""
        line = self.fontMetrics().height()
        return QSize(14 * line, round(1.3 * line * max(len(self._names), 1)))

    def minimumSizeHint(self) -> QSize:
        """Return room for lines without air between them."""
        line = self.fontMetrics().height()
        return QSize(11 * line, line * max(len(self._names), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, bars and figures."""
        del event
        if not self._names:
            return
        painter = QPainter(self)
        metrics, colours = self.fontMetrics(), self._colours
        row = min(self.height() / len(self._names), 1.6 * metrics.height())
        names = max(metrics.horizontalAdvance(name) for name in self._names) + 2 * SPACE
        figures = max(metrics.horizontalAdvance(text) for text in self._texts) + SPACE
        room = max(self.width() - names - figures - SPACE, 1.0)
        middle = Qt.AlignmentFlag.AlignVCenter
        for k, share in enumerate(self.shares):
            top = k * row
            painter.setPen(colours.text if k == self._marked else colours.muted)
            box = QRectF(0, top, names - 2 * SPACE, row)
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self._names[k])
            bar = QRectF(names, top + row / 4, room, row / 2)
            painter.fillRect(bar, mixed(colours.text, colours.background, GROUND))
            bar.setWidth(room * share)
            painter.fillRect(bar, colours.accent if k == self._marked else colours.muted)
            box = QRectF(names + room + SPACE, top, figures, row)
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self._texts[k])
        painter.end()
