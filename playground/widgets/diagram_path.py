"""One path through the network, lit up over its picture, with a number at each hop."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.diagram_layout import DiagramLayout, Link, Neuron

GLOW, LINE = 9.0, 2.5
FRAME = 2.5
SPACE = 3.0


@dataclass(frozen=True, eq=False)
class LitPath:
    """Neurons from left to right, one a layer, and what is written on them and between them.

    ``signs`` are those of the weights on the way, which colour the links.
    """

    neurons: Sequence[Neuron]
    texts: Mapping[Neuron, str] = field(default_factory=dict)
    link_texts: Mapping[Link, str] = field(default_factory=dict)
    signs: Mapping[Link, int] = field(default_factory=dict)


class PathOverlay(QWidget):
    """Lies over the picture of a network, lets the mouse through, and paints a `LitPath`.

    Parameters
    ----------
    colours : ViewColours
    layout_now : callable
        Returns how the network is laid out.
    parent : QWidget
        The picture.
    """

    def __init__(
        self, colours: ViewColours, layout_now: Callable[[], DiagramLayout], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._colours, self._layout_now = colours, layout_now
        self.path = LitPath(())

    def set_path(self, path: LitPath) -> None:
        """Light this one up."""
        self.path = path
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw glow, links, frames and numbers."""
        layout = self._layout_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        links = [Link(a.layer, a.unit, b.unit) for a, b in pairwise(self.path.neurons)]
        lines = {link: line for link in links if (line := _line_of(link, layout)) is not None}
        glow = mixed(self._colours.accent, self._colours.background, 0.4)
        painter.setPen(QPen(glow, GLOW, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLines(list(lines.values()))
        for link, line in lines.items():
            positive = self.path.signs.get(link, 1) >= 0
            colour = self._colours.positive if positive else self._colours.negative
            style = Qt.PenStyle.SolidLine if positive else Qt.PenStyle.DashLine
            painter.setPen(QPen(colour, LINE, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(line)
        painter.setPen(QPen(self._colours.accent, FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for neuron in self.path.neurons:
            corner = layout.corner(neuron)
            if corner is not None:
                box = QRectF(*corner, layout.thumb, layout.thumb)
                painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4)
        self._write(painter, layout, lines)
        painter.end()

    def _write(
        self, painter: QPainter, layout: DiagramLayout, lines: Mapping[Link, QLineF]
    ) -> None:
        """Write the numbers that there is room for: of links first, as they are the least known."""
        metrics = QFontMetricsF(self.font())
        taken: list[QRectF] = []
        places = [
            (text, lines[link].center(), abs(lines[link].dx()))
            for link, text in self.path.link_texts.items()
            if link in lines
        ]
        columns = layout.columns
        pitch = columns[1].x - columns[0].x if len(columns) > 1 else float(self.width())
        for neuron, text in self.path.texts.items():
            place = _place_of(neuron, layout)
            if place is None:
                continue
            if neuron.layer == 0:  # beside it: the names of the inputs stand around
                half = metrics.horizontalAdvance(text) / 2 + 2 * SPACE
                beside = QPointF(place.x() + layout.thumb / 2 + half, place.y())
                places.append((text, beside, pitch))
            else:
                below = QPointF(place.x(), place.y() + (layout.thumb + metrics.height()) / 2)
                places.append((text, below, pitch))
        for text, middle, room in places:
            box = QRectF(0.0, 0.0, metrics.horizontalAdvance(text) + 2 * SPACE, metrics.height())
            box.moveCenter(middle)
            box.moveLeft(min(max(box.left(), 0.0), self.width() - box.width()))
            if not text or box.width() > room or any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setPen(QPen(self._colours.accent, 1.0))
            painter.setBrush(self._colours.background)
            painter.drawRoundedRect(box, 3.0, 3.0)
            painter.setPen(self._colours.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _place_of(neuron: Neuron, layout: DiagramLayout) -> QPointF | None:
    """Return the middle of a neuron, or of the words “+ 5 more”; None if its layer is left out."""
    column = layout.column_of(neuron.layer)
    if column is None or not column.tops:
        return None
    half = layout.thumb / 2
    if neuron.unit < column.shown:
        return QPointF(column.x + half, column.tops[neuron.unit] + half)
    return QPointF(column.x + half, column.tops[-1] + 1.5 * layout.thumb)


def _line_of(link: Link, layout: DiagramLayout) -> QLineF | None:
    """Return a link from edge to edge; None if it is not drawn."""
    start = _place_of(Neuron(link.layer, link.i), layout)
    end = _place_of(Neuron(link.layer + 1, link.j), layout)
    if start is None or end is None:
        return None
    half = QPointF(layout.thumb / 2, 0.0)
    return QLineF(start + half, end - half)
