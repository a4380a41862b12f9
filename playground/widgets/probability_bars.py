"""How likely each class is: a bar for each."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import FloatArray, ViewColours, mixed
from playground.widgets.labels import tabular

SPACE = 4.0
GROUND = 0.12  # share of the text's colour in an empty bar
TOLD = 3  # classes that are read aloud


class ProbabilityBars(QWidget):
    """A row for each class: its name, a bar, and the surest one's share in figures."""

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._names: tuple[str, ...] = ()
        self._shares: FloatArray | None = None
        self.setFont(tabular(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shares(self) -> FloatArray | None:
        """The probabilities shown, (K,); None if there are none."""
        return self._shares

    def set_names(self, names: Sequence[str]) -> None:
        """Name the classes, and show nothing of them."""
        self._names, self._shares = tuple(names), None
        self.update()

    def set_shares(self, shares: FloatArray | None) -> None:
        """Show probabilities (K,), or nothing."""
        self._shares = shares
        self.setAccessibleDescription(self.sentence())
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sentence(self) -> str:
        """Return the surest classes in words."""
        if self._shares is None:
            return ""
        surest = self._shares.argsort()[::-1][:TOLD].tolist()
        return ", ".join(f"{self._names[k]}: {self._shares[k]:.0%}" for k in surest)

    def sizeHint(self) -> QSize:
        """Return room for a line each."""
        line = self.fontMetrics().height()
        return QSize(10 * line, line * max(len(self._names), 1))

    def minimumSizeHint(self) -> QSize:
        """Return room for bars without air between them."""
        line = self.fontMetrics().height()
        return QSize(5 * line, round(0.6 * line * max(len(self._names), 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, bars and figures."""
        del event
        if not self._names:
            return
        painter = QPainter(self)
        metrics, colours = self.fontMetrics(), self._colours
        row = self.height() / len(self._names)
        name_room = max(metrics.horizontalAdvance(name) for name in self._names) + SPACE
        figure_room = metrics.horizontalAdvance("100%") + SPACE
        bar_room = self.width() - name_room - figure_room
        best = None if self._shares is None else int(self._shares.argmax())
        middle = Qt.AlignmentFlag.AlignVCenter
        for k, name in enumerate(self._names):
            top = k * row
            painter.setPen(colours.text if k == best else colours.muted)
            box = QRectF(0, top, name_room - SPACE, row)
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, name)
            bar = QRectF(name_room, top + row / 4, bar_room, row / 2)
            painter.fillRect(bar, mixed(colours.text, colours.background, GROUND))
            if self._shares is None:
                continue
            share = float(self._shares[k])
            bar.setWidth(bar_room * share)
            painter.fillRect(bar, colours.accent if k == best else colours.muted)
            if k == best:
                box = QRectF(name_room + bar_room, top, figure_room, row)
                painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, f"{share:.0%}")
        painter.end()
