"""What a plot says under its cursor: the value of each curve."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QWidget

from playground.widgets.labels import tabular

SPACE = 4


@dataclass(frozen=True)
class PlotReading:
    """The curves under the cursor: where, and the value of each visible curve by its id.

    ``smoothed`` has the values of those whose line is smoothed.
    """

    x: float
    values: Mapping[str, float]
    smoothed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadoutLine:
    """A curve's name and colour, its value, and what is smoothed of it."""

    label: str
    colour: QColor
    value: float
    smoothed: float | None = None


class PlotReadout(QLabel):
    """A box over the plot that stays beside the cursor."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plot_readout")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("role", "readout")
        self.setMargin(SPACE)
        self.setFont(tabular(self.font()))
        self.spoken = ""
        """The text as it is read aloud."""
        self.hide()

    def tell(self, axis: str, x: float, lines: Sequence[ReadoutLine], *notes: str) -> None:
        """Set the text: where, the curves, and what else there is to say of this place."""
        number = f"{x:,.0f}" if abs(x) >= 100 else f"{x:.1f}"
        told = [f"{axis} {number}"]
        for line in lines:
            value = f"<b>{_number(line.value)}</b>"
            if line.smoothed is not None:
                value = f"<b>{_number(line.smoothed)}</b> ({_number(line.value)})"
            name = html.escape(line.label)
            told.append(f'<span style="color:{line.colour.name()}">━</span> {name} {value}')
        told += [f"<i>{html.escape(note)}</i>" for note in notes if note]
        self.setText("<br>".join(told))
        self.spoken = QTextDocumentFragment.fromHtml(self.text()).toPlainText()
        self.adjustSize()

    def show_at(self, place: QPointF, room: int) -> None:
        """Show the box to the right of a place, or to its left where there is no room."""
        left = round(place.x()) + 3 * SPACE
        if left + self.width() > room:
            left = round(place.x()) - 3 * SPACE - self.width()
        self.move(max(left, 0), 2 * SPACE)
        self.show()


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")
