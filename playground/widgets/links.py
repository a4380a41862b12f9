"""The links between two layers, drawn anew only when they look different."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from playground.widgets.colours import FloatArray, ViewColours, mixed
from playground.widgets.diagram_layout import BIAS_ROOM, Gap

LEVELS = 8  # widths of a link; each sign and level is one pen
THINNEST, THICKEST = 0.5, 4.0  # pixels
BIAS_LEVELS = 3
CUT_STUB = 0.16  # share of a cut link that is left at either end
NAIL = 5.0  # edge of the mark on a frozen link, in pixels
NAIL_AT = 0.4  # where along the link it is
Levels: TypeAlias = NDArray[np.int8]
OF_WEIGHTS = (3.0, LEVELS, 0.4)
OF_BIASES = (1.0, BIAS_LEVELS, 0.05)
"""Size in the middle of all levels, how many these are, and what part of one is too little."""


def link_levels(weights: FloatArray) -> Levels:
    """Return signed strengths −LEVELS..LEVELS of weights (fan_in, fan_out); 0 is not drawn.

    Strength is s/(s + 3) with s = |w|·√fan_in: of no unit and no scale of its own, so that no
    link changes because another one does.
    """
    return _levels(weights, np.sqrt(len(weights)), *OF_WEIGHTS)


def bias_levels(biases: FloatArray) -> Levels:
    """Return signed strengths −BIAS_LEVELS..BIAS_LEVELS of biases (fan_out,)."""
    return _levels(biases, 1.0, *OF_BIASES)


def _levels(
    values: FloatArray,
    scale: FloatArray | float,
    middle: FloatArray | float,
    most: FloatArray | float,
    less: FloatArray | float,
) -> Levels:
    """Return ⌈most·s/(s + middle) − less⌉ with s = |value|·scale, and the sign of the value."""
    size = np.abs(values) * scale
    return np.asarray(np.copysign(np.ceil(most * size / (size + middle) - less), values), np.int8)


class LinkPens:
    """The pens of one palette: width and colour by strength, dashes for negative weights."""

    def __init__(self, colours: ViewColours) -> None:
        self.background = colours.background
        self.stub = QPen(colours.muted, 1.2)
        self.nail = QPen(colours.background, 1.0)
        self.nail_fill = colours.text
        self._colours = {1: colours.positive, -1: colours.negative}
        self._pens = {
            sign * level: self._link_pen(sign, level)
            for sign in (1, -1)
            for level in range(1, LEVELS + 1)
        }
        self._bias_pens = {
            sign * level: _dot(self._colours[sign], 2.5 + level)
            for sign in (1, -1)
            for level in range(1, BIAS_LEVELS + 1)
        }

    def _link_pen(self, sign: int, level: int) -> QPen:
        share = (level - 1) / (LEVELS - 1)
        width = THINNEST + share**2.2 * (THICKEST - THINNEST)
        colour = mixed(self._colours[sign], self.background, 0.18 + 0.82 * share)
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if sign < 0:
            unit = max(width, 1.0)
            pen.setDashPattern([6.0 / unit + 1.5, 3.0 / unit + 1.0])
        return pen

    def link(self, level: int) -> QPen:
        """Return the pen of a link."""
        return self._pens[level]

    def bias(self, level: int) -> QPen:
        """Return the pen of a bias mark."""
        return self._bias_pens[level]

    def strong(self, sign: int) -> QPen:
        """Return the pen of a link that is pointed at."""
        pen = QPen(self._pens[(1 if sign >= 0 else -1) * (LEVELS - 2)])
        pen.setColor(self._colours[1 if sign >= 0 else -1])
        return pen


def _dot(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


class LinkPicture:
    """The links of one gap and the biases at their ends.

    `stale` says that levels changed since the picture was drawn, `drawn` that it holds anything
    at all; `age` orders pictures that wait for their turn.
    """

    def __init__(self, gap: Gap, top: float, height: float, thumb: float) -> None:
        self.gap = gap
        self.top = top
        self._box = QRectF(gap.x0, top, gap.x1 - gap.x0, height)
        self.stale = True
        self.drawn = False
        self.age = 0
        width = gap.x1 - gap.x0
        self._lines = [
            QLineF(0.0, a - top, width, b - top)
            for a in gap.start.tolist()
            for b in gap.end.tolist()
        ]
        drop = thumb / 2 - 3.0
        self._marks = [QPointF(width - BIAS_ROOM, b - top + drop) for b in gap.end.tolist()]
        self._levels: Levels = np.zeros(len(self._lines), dtype=np.int8)
        self._bias_levels: Levels = np.zeros(len(self._marks), dtype=np.int8)
        self._frozen = np.zeros(len(self._lines), bool)
        self._cut = np.zeros(len(self._lines), bool)
        self._bias_frozen = np.zeros(len(self._marks), bool)

    def set_levels(self, levels: Levels, biases: Levels) -> None:
        """Take the levels of the links (shown_in · shown_out,) and biases (shown_out,)."""
        if not np.array_equal(levels, self._levels):
            self._levels = levels
            self.stale = True
        if not np.array_equal(biases, self._bias_levels):
            self._bias_levels = biases
            self.stale = True

    def set_frozen(
        self, weights: FloatArray, frozen: NDArray[np.bool_], biases: NDArray[np.bool_]
    ) -> None:
        """Take which weights (shown_in, shown_out) and biases (shown_out,) stand still."""
        if not np.array_equal(frozen.ravel(), self._frozen):
            self._frozen = frozen.ravel().copy()
            self.stale = True
        if not np.array_equal(biases, self._bias_frozen):
            self._bias_frozen = biases.copy()
            self.stale = True
        self.note_cut(weights)

    def note_cut(self, weights: FloatArray) -> None:
        """Note which links are cut: their weight (shown_in, shown_out) is zero and stays so."""
        if not (self._frozen.any() or self._cut.any()):
            return
        cut = self._frozen & (weights.ravel() == 0.0)
        if not np.array_equal(cut, self._cut):
            self._cut = cut
            self.stale = True

    def draw(self, pens: LinkPens, picture: QPixmap) -> None:
        """Draw the links anew into the picture of the whole: weak ones first, one batch a pen."""
        painter = QPainter(picture)
        painter.setClipRect(self._box)
        painter.fillRect(self._box, pens.background)
        painter.translate(self._box.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strength = np.abs(self._levels)
        for size in range(1, LEVELS + 1):
            if not (strength == size).any():
                continue
            for level in (-size, size):
                chosen = np.flatnonzero(self._levels == level).tolist()
                if chosen:
                    painter.setPen(pens.link(level))
                    painter.drawLines([self._lines[k] for k in chosen])
        for level in range(-BIAS_LEVELS, BIAS_LEVELS + 1):
            chosen = np.flatnonzero(self._bias_levels == level).tolist() if level else []
            if chosen:
                painter.setPen(pens.bias(level))
                painter.drawPoints([self._marks[k] for k in chosen])
        self._draw_frozen(painter, pens)
        painter.end()
        self.stale = False
        self.drawn = True
        self.age = 0

    def _draw_frozen(self, painter: QPainter, pens: LinkPens) -> None:
        """Draw a nail on what is frozen, and a gap where a link is cut."""
        painter.setPen(pens.stub)
        for k in np.flatnonzero(self._cut).tolist():
            line = self._lines[k]
            painter.drawLine(QLineF(line.p1(), line.pointAt(CUT_STUB)))
            painter.drawLine(QLineF(line.pointAt(1.0 - CUT_STUB), line.p2()))
        nailed = np.flatnonzero(self._frozen & ~self._cut).tolist()
        places = [self._lines[k].pointAt(NAIL_AT) for k in nailed]
        places += [self._marks[k] for k in np.flatnonzero(self._bias_frozen).tolist()]
        painter.setPen(pens.nail)
        painter.setBrush(pens.nail_fill)
        painter.drawRects([QRectF(p.x() - NAIL / 2, p.y() - NAIL / 2, NAIL, NAIL) for p in places])

    def line(self, i: int, j: int) -> QLineF:
        """Return the link from shown unit i to shown unit j, in coordinates of the widget."""
        return self._lines[i * len(self.gap.end) + j].translated(self.gap.x0, self.top)

    def sign(self, i: int, j: int) -> int:
        """Return the sign of the drawn weight; 0 where it is too weak to draw."""
        return int(np.sign(self._levels[i * len(self.gap.end) + j]))


class LevelFinder:
    """Finds the levels of all links and biases drawn, in one pass."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self._gaps = gaps
        shown = [(len(gap.start), len(gap.end)) for gap in gaps]
        counts = [n for a, b in shown for n in (a * b, b)]
        rules = [rule for a, _ in shown for rule in ((a**0.5, *OF_WEIGHTS), (1.0, *OF_BIASES))]
        table = np.repeat(np.array(rules).reshape(-1, 4), counts, axis=0)
        self._rules = np.ascontiguousarray(table.T, np.float32)
        self._ends = [0, *np.cumsum(counts).tolist()]
        self._levels: Levels | None = None

    def find(
        self, weights: Sequence[FloatArray], biases: Sequence[FloatArray]
    ) -> list[tuple[Levels, Levels]]:
        """Return a pair for each gap, of links (shown_in · shown_out,) and biases (shown_out,).

        Weights (fan_in, fan_out) and biases (fan_out,) are those of all layers of the network.
        Where all are what they were there is nothing to return.
        """
        parts = []
        for gap in self._gaps:
            ends = slice(len(gap.start)), slice(len(gap.end))
            parts += [weights[gap.layer][ends].ravel(), biases[gap.layer][ends[1]]]
        levels = _levels(np.concatenate(parts), *self._rules) if parts else None
        if levels is None or (self._levels is not None and np.array_equal(levels, self._levels)):
            return []
        self._levels = levels
        pieces = [levels[a:b] for a, b in pairwise(self._ends)]
        return list(zip(pieces[::2], pieces[1::2], strict=True))
