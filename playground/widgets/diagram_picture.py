"""What the network diagram paints: a ground with texts, pictures of links, live thumbnails."""

from collections.abc import Sequence
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from playground.widgets.colours import FloatArray, ViewColours, mixed
from playground.widgets.diagram_layout import (
    SMALLEST_PITCH,
    Column,
    Link,
    Margins,
    Neuron,
    lay_out,
)
from playground.widgets.layer_buttons import BUTTON
from playground.widgets.links import LevelFinder, LinkPens, LinkPicture
from playground.widgets.neuron_marks import NO_MARKS, Marked, MarkPictures, NeuronMarks
from playground.widgets.thumbnails import ThumbnailAtlas

SPACE = 4.0
TITLE = 26.0  # height of the line "2 hidden layers"
HEADER = TITLE + 22.0  # with the headers of the layers
FOOTER = 44.0
LOW_FOOTER = 28.0  # where the number of neurons has room between − and +
WIDEST_LABEL, SHORTEST_LABEL = 96.0, 32.0
LABEL_SHARE = 0.2  # of the width, up to which labels may be wide
GLOW = 7.0  # width of the light around a chosen link
LINK_BUDGET_S = 0.0015  # after this time a frame draws no further links anew
LINK_REST = 18  # links rest for so many times the time they took
_CENTRE = Qt.AlignmentFlag.AlignCenter
Frozen = Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]]
"""Flags of weights (fan_in, fan_out) and biases (fan_out,) for each layer of links."""
_VCENTRE = Qt.AlignmentFlag.AlignVCenter


class DiagramPicture(QObject):
    """The drawing of a network, kept apart from the handling of mouse and keys.

    Texts and links are drawn into one picture, and links only when a weight changed its width;
    the maps are laid over it each time, from one atlas.
    """

    def __init__(self, colours: ViewColours, parent: QObject) -> None:
        super().__init__(parent)
        self._colours = colours
        self._pens = LinkPens(colours)
        self._labels: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._sizes: tuple[int, ...] = (1, 1)
        self._weights: Sequence[FloatArray] = ()
        self._biases: Sequence[FloatArray] = ()
        self._frozen: Frozen = ()
        self._marks = NO_MARKS
        self._marked: Marked = []
        self._maps: dict[int, FloatArray] = {}
        self._output_range = (0.0, 1.0)
        self._width = self._height = 1.0
        self.ratio = 1.0
        self._font = QFont()
        self._links: list[LinkPicture] = []
        self._rest_until = 0.0
        self._ground = QPixmap(1, 1)
        self._rebuild()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of every layer."""
        return self._sizes

    @property
    def live(self) -> QRect:
        """Where links and maps are: all but the head and the foot, with their buttons."""
        return QRectF(0, HEADER, self._width, self._height - HEADER - self.footer).toRect()

    def set_structure(
        self, inputs: Sequence[str], hidden: Sequence[int], outputs: Sequence[str]
    ) -> bool:
        """Take another network; return False if it is the same one."""
        sizes = (len(inputs), *hidden, len(outputs))
        labels = (tuple(inputs), tuple(outputs))
        if (labels, sizes) == (self._labels, self._sizes):
            return False
        self._labels, self._sizes = labels, sizes
        self._weights, self._biases, self._maps = (), (), {}
        self._frozen, self._marks = (), NO_MARKS
        self._rebuild()
        return True

    def set_weights(self, weights: Sequence[FloatArray], biases: Sequence[FloatArray]) -> None:
        """Take weights and biases of all layers."""
        self._weights, self._biases = tuple(weights), tuple(biases)
        found = self._level_finder.find(self._weights, self._biases)
        for link, (levels, marks) in zip(self._links, found, strict=False):
            link.set_levels(levels, marks)
        if self._frozen:
            for link in self._links:
                gap = link.gap
                link.note_cut(self._weights[gap.layer][: len(gap.start), : len(gap.end)])

    def set_frozen(self, frozen: Frozen) -> None:
        """Take which weights and biases stand still, a pair of flags for each layer of links."""
        self._frozen = frozen
        if not (frozen and self._weights):
            return
        for link in self._links:
            layer, gap = link.gap.layer, link.gap
            shown = slice(len(gap.start)), slice(len(gap.end))
            weights, biases = frozen[layer]
            link.set_frozen(self._weights[layer][shown], weights[shown], biases[shown[1]])

    def set_marks(self, marks: NeuronMarks) -> bool:
        """Take what is the matter with neurons; return False if it looks the same."""
        self._marks = marks
        thumb = self.layout.thumb
        before = self._marked
        self._marked = [
            (kinds, QRectF(column.x, column.tops[unit], thumb, thumb))
            for column in self.layout.columns
            for unit, kinds in marks.in_layer(column.layer).items()
            if unit < column.shown
        ]
        changed = before != self._marked
        if changed:
            self._signs.place(self._marked)
        return changed

    def value_of(self, target: Neuron | Link) -> float | None:
        """Return the weight of a link or the bias of a neuron, None where there is none."""
        if not self._weights:
            return None
        if isinstance(target, Link):
            return float(self._weights[target.layer][target.i, target.j])
        return float(self._biases[target.layer - 1][target.unit]) if target.layer else None

    def set_maps(self, maps: dict[int, FloatArray], output_range: tuple[float, float]) -> None:
        """Take the maps of some layers."""
        self._maps.update(maps)
        self._output_range = output_range
        self._fill(maps)

    def set_colours(self, colours: ViewColours) -> None:
        """Take other colours."""
        self._colours = colours
        self._pens = LinkPens(colours)
        self._rebuild()

    def resize(self, width: float, height: float, ratio: float, font: QFont) -> None:
        """Fit into a rectangle of logical pixels with `ratio` device pixels each."""
        before = self._width, self._height, self.ratio, self._font
        self._width, self._height, self.ratio = width, height, ratio
        self._font = QFont(font)
        if before != (width, height, ratio, font):
            self._rebuild()

    # Places for the buttons --------------------------------------------------------------------

    @property
    def hidden_columns(self) -> list[Column]:
        """The drawn hidden layers."""
        return [c for c in self.layout.columns if 0 < c.layer < len(self._sizes) - 1]

    def centre_of(self, column: Column) -> float:
        """Return the horizontal centre of a column."""
        return column.x + self.layout.thumb / 2

    @property
    def title_centre(self) -> float:
        """Horizontal centre of the title over the hidden layers, with room on both sides."""
        columns = self.hidden_columns or list(self.layout.columns)
        centre = (self.centre_of(columns[0]) + self.centre_of(columns[-1])) / 2
        half = self.title_width() / 2 + TITLE + SPACE
        return max(min(centre, self._width - half), half)

    @property
    def pitch(self) -> float:
        """Distance of two columns."""
        return self.layout.columns[1].x - self.layout.columns[0].x

    @property
    def title(self) -> str:
        """The text over the hidden layers."""
        count = len(self._sizes) - 2
        if count == 0:
            return self.tr("no hidden layer")
        if count == 1:
            return self.tr("1 hidden layer")
        return self.tr("{count} hidden layers").format(count=count)

    def title_width(self) -> float:
        """Return the width of the title in pixels; a long one is cut short."""
        whole = QFontMetricsF(self._font).horizontalAdvance(self.title)
        return min(whole, max(self._width - 2 * (TITLE + 2 * SPACE), 1.0))

    def count_text(self, column: Column) -> str:
        """Return how many neurons a layer has, in as many letters as fit between − and +."""
        text = (
            self.tr("1 neuron")
            if column.units == 1
            else self.tr("{count} neurons").format(count=column.units)
        )
        room = self.pitch - SPACE - (2 * BUTTON if self.footer == LOW_FOOTER else 0.0)
        fits = QFontMetricsF(self._font).horizontalAdvance(text) + 2 * SPACE <= room
        return text if fits else str(column.units)

    def count_width(self, column: Column) -> float:
        """Return the width of that text if it stands between − and +, else 0."""
        if self.footer != LOW_FOOTER:
            return 0.0
        return QFontMetricsF(self._font).horizontalAdvance(self.count_text(column)) + SPACE

    # Making ------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        metrics = QFontMetricsF(self._font)
        # Where room is short, the labels give way before the layers do.
        spare = self._width - (len(self._sizes) - 1) * SMALLEST_PITCH - 10 * SPACE
        widest = max(WIDEST_LABEL, LABEL_SHARE * self._width)
        wanted = [
            min(widest, max((metrics.horizontalAdvance(t) for t in texts), default=0.0))
            for texts in self._labels
        ]
        left, right = (
            min(one, max(SHORTEST_LABEL, spare / 2, spare - other))  # what the other one spares
            for one, other in (wanted, wanted[::-1])
        )
        sides = left + 3 * SPACE, max(right, 5 * SPACE) + 3 * SPACE
        widest = max(metrics.horizontalAdvance(str(n)) for n in self._sizes)
        for footer in (LOW_FOOTER, FOOTER):
            self.footer = footer
            margins = Margins(sides[0], HEADER + SPACE, sides[1], footer)
            self.layout = lay_out(self._width, self._height, self._sizes, margins)
            if self.pitch >= 2 * BUTTON + widest + 2 * SPACE:
                break
        ratio = self.ratio
        self._first = np.cumsum([0, *(column.shown for column in self.layout.columns)]).tolist()
        self._atlas = ThumbnailAtlas(
            round(self.layout.thumb * ratio), self._first[-1], ratio, self._colours
        )
        half = self.layout.thumb / 2
        columns = self.layout.columns
        self._atlas.place(
            np.array([column.x + half for column in columns for _ in column.tops]),
            np.array([top + half for column in columns for top in column.tops]),
        )
        height = self.layout.bottom - HEADER
        self._links = [
            LinkPicture(gap, HEADER, height, self.layout.thumb) for gap in self.layout.gaps
        ]
        self._level_finder = LevelFinder(self.layout.gaps)
        self._signs = MarkPictures(self.layout.thumb, ratio, self._colours)
        self._marked = []
        self.set_marks(self._marks)
        if self._weights:
            self.set_weights(self._weights, self._biases)
            self.set_frozen(self._frozen)
        self._fill(self._maps)
        self._draw_ground()

    def _fill(self, maps: dict[int, FloatArray]) -> None:
        """Put the maps that are drawn into the atlas."""
        last = len(self._sizes) - 1
        firsts = {
            column.layer: (first, column.shown)
            for column, first in zip(self.layout.columns, self._first, strict=False)
            if column.shown and column.layer in maps
        }
        ranges = {firsts[last][0]: self._output_range} if last in firsts else {}
        shown = {first: maps[layer][:count] for layer, (first, count) in firsts.items()}
        self._atlas.fill(shown, ranges)

    def _draw_ground(self) -> None:
        ratio = self.ratio
        self._ground = QPixmap(
            max(1, round(self._width * ratio)), max(1, round(self._height * ratio))
        )
        self._ground.setDevicePixelRatio(ratio)
        self._ground.fill(self._colours.background)
        painter = QPainter(self._ground)
        painter.setFont(self._font)
        painter.setPen(self._colours.muted)
        box = QRectF(0, 0, self.title_width() + SPACE, TITLE)
        box.moveCenter(QPointF(self.title_centre, TITLE / 2))
        painter.drawText(box, _CENTRE, self._short(self.title, box.width()))
        self._draw_counts(painter)
        painter.setPen(self._colours.text)
        self._draw_labels(painter)
        painter.end()

    def _draw_counts(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self._font)
        columns = self.layout.columns
        pitch = self.pitch
        for column in columns:
            box = QRectF(self.centre_of(column) - pitch / 2, 0, pitch, metrics.height())
            if column.hidden:
                box.moveTop(column.tops[-1] + self.layout.thumb + 1)
                more = self.tr("+ {count} more").format(count=column.hidden)
                if metrics.horizontalAdvance(more) + 2 * SPACE > pitch:
                    more = f"+ {column.hidden}"
                painter.drawText(box, _CENTRE, more)
            if column in self.hidden_columns:
                box.moveTop(self._height - self.footer + SPACE / 2)
                if self.footer == LOW_FOOTER:
                    box.moveCenter(QPointF(box.center().x(), self._height - SPACE - BUTTON / 2))
                painter.drawText(box, _CENTRE, self.count_text(column))
        left_out = self.layout.layers_left_out
        if left_out:
            centre = (columns[-2].x + columns[-1].x + self.layout.thumb) / 2
            room = columns[-1].x - columns[-2].x - self.layout.thumb - 5 * SPACE
            box = QRectF(0, HEADER, room, self._height - HEADER - self.footer)
            box.moveLeft(centre - room / 2)
            lines = self.tr("+ {count}\nlayers").format(count=left_out).split("\n")
            text = "\n".join(self._short(line, room) for line in lines)
            painter.drawText(box, _CENTRE, text)

    def _draw_labels(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self._font)
        first, last = self.layout.columns[0], self.layout.columns[-1]
        thumb = self.layout.thumb
        for top, text in zip(first.tops, self._labels[0], strict=False):
            box = QRectF(0, top, first.x - 2 * SPACE, thumb)
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, _VCENTRE | Qt.AlignmentFlag.AlignRight, short)
        for top, text in zip(last.tops, self._labels[1], strict=False):
            left = last.x + thumb + 2 * SPACE
            box = QRectF(left, top, max(self._width - left, 1.0), thumb)
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, _VCENTRE | Qt.AlignmentFlag.AlignLeft, short)

    def _short(self, text: str, room: float) -> str:
        """Return a text cut short where it has no room."""
        metrics = QFontMetricsF(self._font)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    # Painting ----------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        hovered: Neuron | Link | None,
        selected: Neuron | Link | None,
        focused: bool,
    ) -> bool:
        """Paint one frame; return True if links wait for the next one.

        Links whose width changed are drawn anew, longest waiting first, with a small share of
        the time; until then they keep their last picture, for a few frames at most.
        """
        waiting = self._refresh_links()
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(selected, Link):
            self._paint_glow(painter, selected)
            self._paint_pointed(painter, selected)
        if hovered is not None and hovered != selected:
            self._paint_pointed(painter, hovered)
        self._atlas.lay(painter)
        self._signs.paint(painter)
        if isinstance(hovered, Neuron):
            self._paint_frame(painter, hovered, QPen(self._colours.text, 1.5))
        if isinstance(selected, Neuron):
            self._paint_frame(painter, selected, QPen(self._colours.accent, 2.5))
        elif focused and selected is None:
            painter.setPen(QPen(self._colours.accent, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, self._width - 2, self._height - 2), 4, 4)
        return waiting

    def _refresh_links(self) -> bool:
        stale = sorted((link for link in self._links if link.stale), key=_age, reverse=True)
        started = perf_counter()
        pause = started < self._rest_until
        done = 0
        for link in stale:
            if link.drawn and (pause or (done and perf_counter() > started + LINK_BUDGET_S)):
                link.age += 1
                continue
            link.draw(self._pens, self._ground)
            done += 1
        if done:
            now = perf_counter()
            self._rest_until = now + LINK_REST * min(now - started, 0.01)
        return done < len(stale)

    def _paint_pointed(self, painter: QPainter, target: Neuron | Link) -> None:
        for link in self._links:
            layer, gap = link.gap.layer, link.gap
            if isinstance(target, Link):
                shown = target.i < len(gap.start) and target.j < len(gap.end)
                pairs = [(target.i, target.j)] if target.layer == layer and shown else []
            elif target.layer == layer:
                pairs = [(target.unit, j) for j in range(len(gap.end))]
            elif target.layer == layer + 1:
                pairs = [(i, target.unit) for i in range(len(gap.start))]
            else:
                continue
            for sign in (1, -1):
                lines = [link.line(i, j) for i, j in pairs if link.sign(i, j) == sign]
                if lines:
                    painter.setPen(self._pens.strong(sign))
                    painter.drawLines(lines)
            if isinstance(target, Link) and pairs and link.sign(*pairs[0]) == 0:
                painter.setPen(QPen(self._colours.muted, 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(link.line(*pairs[0]))

    def _paint_glow(self, painter: QPainter, target: Link) -> None:
        """Lay a broad, light line under a chosen link."""
        colour = mixed(self._colours.accent, self._colours.background, 0.45)
        painter.setPen(QPen(colour, GLOW, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for link in self._links:
            shown = target.i < len(link.gap.start) and target.j < len(link.gap.end)
            if link.gap.layer == target.layer and shown:
                painter.drawLine(link.line(target.i, target.j))

    def _paint_frame(self, painter: QPainter, neuron: Neuron, pen: QPen) -> None:
        corner = self.layout.corner(neuron)
        if corner is None:
            return
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(*corner, self.layout.thumb, self.layout.thumb)
        out = pen.widthF() / 2
        painter.drawRoundedRect(box.adjusted(-out, -out, out, out), 4, 4)


def _age(link: LinkPicture) -> int:
    return link.age
