"""What a lens draws into the picture of the network: numbers that flow along the links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import FloatArray, ViewColours, mixed
from playground.widgets.diagram_layout import DiagramLayout, Gap, Link, Neuron

LEVELS = 6
"""Widths of a line, the widest for the largest number of all links."""
THINNEST, WIDEST = 0.8, 5.0
FAINT = 0.004  # smaller shares of the largest number are not drawn
VEIL = 0.88  # of the weights below, so much is hidden
HEADS = 8  # arrow heads between two layers, on the strongest links
HEAD = 5.0
FEW = 6  # neurons of a layer up to which all their numbers are written


@dataclass(frozen=True, eq=False)
class Flow:
    """Numbers of the links, with a sign each, and a few letters for the neurons.

    Parameters
    ----------
    links : sequence of ndarray of shape (fan_in, fan_out)
        One for each layer of links; the sign is the colour, the size the width.
    texts : Mapping from Neuron to str
        What is written on neurons; the same for links with ``link_texts``.
    backwards : bool
        Whether it comes from the outputs.
    seconds : float
        How long it takes from one end to the other; 0 shows all of it at once.
    beat : object
        What it belongs to: another flow of the same goes on from where the first has come.
    """

    links: Sequence[FloatArray] = ()
    texts: Mapping[Neuron, str] = field(default_factory=dict)
    link_texts: Callable[[Link], str] | None = None
    backwards: bool = False
    seconds: float = 0.0
    beat: object = None


class FlowOverlay(QWidget):
    """Lies over the picture of a network, lets the mouse through, and paints a `Flow`.

    Parameters
    ----------
    colours : ViewColours
        The palette.
    place : callable
        Returns how the network is laid out now.
    pointed : callable
        Returns neurons and links whose numbers are always written: chosen, or under the mouse.
    parent : QWidget
        The picture.
    """

    def __init__(
        self,
        colours: ViewColours,
        place: Callable[[], DiagramLayout],
        pointed: Callable[[], Sequence[Neuron | Link]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._colours, self._place, self._pointed = colours, place, pointed
        self._flow = Flow()
        self._levels: list[FloatArray] = []
        self._flows = False  # else the weights stay in sight
        self._clock = QVariantAnimation(self)
        self._clock.valueChanged.connect(self._on_tick)
        self._reach = 0.0

    @property
    def flow(self) -> Flow:
        """What is drawn."""
        return self._flow

    @property
    def reach(self) -> float:
        """How many layers of links it has come through."""
        return self._reach

    def set_flow(self, flow: Flow) -> None:
        """Let this flow from its beginning, or in the place of another of the same beat."""
        goes_on = flow.beat is not None and flow.beat == self._flow.beat and flow.seconds > 0.0
        self._flow = flow
        self._levels = levels_of(flow.links)
        self._flows = any(each.any() for each in self._levels)
        if goes_on:
            self.update()
            return
        self._clock.stop()
        layers = float(len(flow.links))
        if flow.seconds > 0.0 and layers:
            self._reach = 0.0
            self._clock.setStartValue(0.0)
            self._clock.setEndValue(layers)
            self._clock.setDuration(round(1000 * flow.seconds))
            self._clock.start()
        else:
            self._reach = layers
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def stop(self) -> None:
        """Let nothing move any more."""
        self._clock.stop()

    def _on_tick(self, reach: float) -> None:
        self._reach = float(reach)
        self.update()

    # Painting --------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Veil the weights, and draw links and numbers as far as they have come."""
        layout, layers = self._place(), len(self._flow.links)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for gap in layout.gaps:
            if gap.layer < layers and self._flows:
                self._veil(painter, gap, layout)
                before = layers - 1 - gap.layer if self._flow.backwards else gap.layer
                share = min(max(self._reach - before, 0.0), 1.0)
                if share > 0.0:
                    self._paint_links(painter, gap, share)
        self._paint_texts(painter, layout)
        painter.end()

    def _veil(self, painter: QPainter, gap: Gap, layout: DiagramLayout) -> None:
        ground = QColor(self._colours.background)
        ground.setAlphaF(VEIL)
        top = float(min(gap.start.min(), gap.end.min())) - layout.thumb / 2
        bottom = float(max(gap.start.max(), gap.end.max())) + layout.thumb / 2
        painter.fillRect(QRectF(gap.x0, top, gap.x1 - gap.x0, bottom - top), ground)

    def _paint_links(self, painter: QPainter, gap: Gap, share: float) -> None:
        levels = self._levels[gap.layer][: len(gap.start), : len(gap.end)]
        for level in (sign * size for size in range(1, LEVELS + 1) for sign in (1, -1)):
            lines = [self._line(gap, i, j, share) for i, j in np.argwhere(levels == level).tolist()]
            if lines:
                painter.setPen(self._pen(level))
                painter.drawLines(lines)
        if share == 1.0:
            self._paint_heads(painter, gap, levels)

    def _paint_heads(self, painter: QPainter, gap: Gap, levels: FloatArray) -> None:
        """Put heads on the strongest links, so that a still picture shows the direction too."""
        strongest = np.argsort(-np.abs(levels), axis=None, kind="stable")[:HEADS].tolist()
        painter.setPen(Qt.PenStyle.NoPen)
        for place in strongest:
            i, j = divmod(place, levels.shape[1])
            if not levels[i, j]:
                return
            line = self._line(gap, i, j, 1.0)
            tip, unit = line.pointAt(0.62), line.unitVector()
            along = QPointF(unit.dx(), unit.dy())
            across, size = QPointF(-along.y(), along.x()), HEAD + abs(levels[i, j]) / 2
            painter.setBrush(self._colour(levels[i, j]))
            foot = tip - along * size
            painter.drawPolygon(
                QPolygonF([tip, foot + across * size * 0.6, foot - across * size * 0.6])
            )

    def _line(self, gap: Gap, i: int, j: int, share: float) -> QLineF:
        """Return the part of a link that is reached, from where the flow comes."""
        left, right = QPointF(gap.x0, gap.start[i]), QPointF(gap.x1, gap.end[j])
        line = QLineF(right, left) if self._flow.backwards else QLineF(left, right)
        line.setLength(line.length() * share)
        return line

    def _pen(self, level: float) -> QPen:
        width = THINNEST + (WIDEST - THINNEST) * (abs(level) - 1) / (LEVELS - 1)
        pen = QPen(self._colour(level), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if level < 0:  # dashed, as negative weights are
            pen.setDashPattern([6.0 / width + 1.5, 3.0 / width + 1.0])
        return pen

    def _colour(self, level: float) -> QColor:
        colour = self._colours.positive if level > 0 else self._colours.negative
        return mixed(colour, self._colours.background, 0.45 + 0.55 * abs(level) / LEVELS)

    def _paint_texts(self, painter: QPainter, layout: DiagramLayout) -> None:
        layers, pointed, thumb = len(self._flow.links), self._pointed(), layout.thumb
        for neuron, text in self._flow.texts.items():
            corner = layout.corner(neuron)
            before = layers - neuron.layer if self._flow.backwards else neuron.layer
            if corner is None or self._reach < before or not text:
                continue
            column = layout.column_of(neuron.layer)
            if neuron in pointed or (column is not None and column.units <= FEW):
                side = {0: -1, layers: 1}.get(neuron.layer, 0)  # inputs and outputs have names
                at = QPointF(corner[0] + (1 + side) * thumb / 2, corner[1] + thumb)
                self._write(painter, at, text, side=side)
        for link in pointed:
            if isinstance(link, Link):
                self._paint_link_text(painter, layout, link)

    def _paint_link_text(self, painter: QPainter, layout: DiagramLayout, link: Link) -> None:
        text = "" if self._flow.link_texts is None else self._flow.link_texts(link)
        start = layout.corner(Neuron(link.layer, link.i))
        end = layout.corner(Neuron(link.layer + 1, link.j))
        if start is not None and end is not None and text:
            half = QPointF(layout.thumb, layout.thumb) / 2
            middle = (QPointF(*start) + QPointF(*end)) / 2 + half
            self._write(painter, middle, text, framed=True)

    def _write(
        self, painter: QPainter, at: QPointF, text: str, *, side: int = 0, framed: bool = False
    ) -> None:
        """Write a number on a small ground, around a place, or to one side of it."""
        metrics = QFontMetricsF(self.font())
        box = QRectF(0.0, 0.0, metrics.horizontalAdvance(text) + 6.0, metrics.height())
        box.moveCenter(at - QPointF(side * box.width() / 2, 0.0))
        box.moveLeft(min(max(box.left(), 0.0), self.width() - box.width()))
        painter.setPen(QPen(self._colours.accent if framed else self._colours.hairline, 1.0))
        painter.setBrush(self._colours.background)
        painter.drawRoundedRect(box, 3.0, 3.0)
        painter.setPen(self._colours.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def levels_of(links: Sequence[FloatArray]) -> list[FloatArray]:
    """Return the sign and width of each link, whole numbers from -LEVELS to LEVELS.

    All layers share one scale, that of the root: what is a hundredth is a tenth as wide.

    Examples
    --------
    >>> levels_of([np.array([[1.0, -1.0, 0.25, 0.0]]), np.array([[0.01], [0.001]])])[0].tolist()
    [[6.0, -6.0, 3.0, 0.0]]
    """
    peak = max((float(np.abs(each).max(initial=0.0)) for each in links), default=0.0)
    if not peak > 0.0:
        return [np.zeros(each.shape) for each in links]
    found = []
    for each in links:
        share = np.abs(np.asarray(each, float)) / peak
        size = np.ceil(np.sqrt(share) * LEVELS) * (share >= FAINT)
        found.append(np.sign(each) * size)
    return found
