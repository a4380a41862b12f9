"""Small signs on neurons, dead, saturated, frozen or dropped, and the line that explains them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.stamps import Stamps

DEAD, SATURATED, FROZEN, DROPPED = KINDS = ("dead", "saturated", "frozen", "dropped")
SIGNS = (DEAD, SATURATED, FROZEN)
"""Marks that are signs; a dropped neuron is shaded instead."""
SMALLEST_SIGN, LARGEST_SIGN = 9.0, 13.0
SHADE = 0.6
"""How dark a dropped neuron gets."""

Flags = Mapping[int, NDArray[np.bool_]]
"""Flags (units,) by layer."""
Marked: TypeAlias = Sequence[tuple[tuple[str, ...], QRectF]]
"""Kinds of marks, and the thumbnail they stand on."""


@dataclass(frozen=True)
class NeuronMarks:
    """What is the matter with neurons; layers without any may be left out."""

    dead: Flags
    saturated: Flags
    frozen: Flags
    dropped: Flags

    def in_layer(self, layer: int) -> dict[int, tuple[str, ...]]:
        """Return the kinds of marks of each neuron of a layer that has any.

        Examples
        --------
        >>> marks = NeuronMarks({1: np.array([False, True])}, {}, {1: np.array([True, True])}, {})
        >>> marks.in_layer(1), marks.in_layer(2)
        ({0: ('frozen',), 1: ('dead', 'frozen')}, {})
        """
        flags = {kind: getattr(self, kind).get(layer) for kind in KINDS}
        there = [each for each in flags.values() if each is not None]
        if not there:
            return {}
        units = np.flatnonzero(np.logical_or.reduce(there)).tolist()
        return {
            unit: tuple(kind for kind, each in flags.items() if each is not None and each[unit])
            for unit in units
        }

    def counts(self) -> dict[str, int]:
        """Return how many neurons have each mark, for those that occur."""
        found = {
            kind: sum(int(each.sum()) for each in getattr(self, kind).values()) for kind in KINDS
        }
        return {kind: count for kind, count in found.items() if count}


NO_MARKS = NeuronMarks({}, {}, {}, {})


def label_of(kind: str) -> str:
    """Return the word for a mark."""
    translate = QCoreApplication.translate
    words = {
        DEAD: translate("NeuronMarks", "dead"),
        SATURATED: translate("NeuronMarks", "saturated"),
        FROZEN: translate("NeuronMarks", "frozen"),
        DROPPED: translate("NeuronMarks", "dropped"),
    }
    return words[kind]


def sentence_of(kind: str) -> str:
    """Return what a mark means."""
    translate = QCoreApplication.translate
    sentences = {
        DEAD: translate(
            "NeuronMarks", "Dead: zero for every example, so no gradient reaches its weights."
        ),
        SATURATED: translate(
            "NeuronMarks", "Saturated: flat for nearly every example, so it hardly learns."
        ),
        FROZEN: translate("NeuronMarks", "Frozen: bias and incoming weights stand still."),
        DROPPED: translate(
            "NeuronMarks", "Dropped: the first example of the newest batch went without it."
        ),
    }
    return sentences[kind]


class MarkPictures:
    """The signs, drawn once for a palette, a size of thumbnails and a screen."""

    def __init__(self, thumb: float, ratio: float, colours: ViewColours) -> None:
        self.size = min(max(0.45 * thumb, SMALLEST_SIGN), LARGEST_SIGN)
        signs = [picture_of(kind, self.size, ratio, colours) for kind in SIGNS]
        self._signs = Stamps(self.size)
        self._signs.make([partial(_lay_sign, sign) for sign in signs], ratio)
        self._shaded: list[QPointF] = []
        self._shade = _pixmap(thumb, ratio)
        painter = QPainter(self._shade)
        ground = QColor(min(colours.text, colours.background, key=QColor.lightness))
        ground.setAlphaF(SHADE)
        painter.fillRect(QRectF(0, 0, thumb, thumb), ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(max(colours.text, colours.background, key=QColor.lightness), 1.2))
        painter.drawLine(QPointF(2, thumb - 2), QPointF(thumb - 2, 2))
        painter.end()
        self.place([])

    def place(self, marked: Marked) -> None:
        """Take the marks of neurons with their thumbnails; signs stand on the edges of these."""
        self._shaded = [box.topLeft() for kinds, box in marked if DROPPED in kinds]
        signs = [
            (SIGNS.index(kind), box.bottomRight() if kind == FROZEN else box.topRight())
            for kinds, box in marked
            for kind in kinds
            if kind in SIGNS
        ]
        self._signs.place(
            np.array([corner.x() for _, corner in signs]),
            np.array([corner.y() for _, corner in signs]),
            np.array([number for number, _ in signs], np.intp),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint the marks over the thumbnails."""
        for corner in self._shaded:
            painter.drawPixmap(corner, self._shade)
        self._signs.lay_again(painter)


def _lay_sign(sign: QPixmap, painter: QPainter, centre: QPointF) -> None:
    half = sign.deviceIndependentSize() / 2
    painter.drawPixmap(centre - QPointF(half.width(), half.height()), sign)


def picture_of(kind: str, size: float, ratio: float, colours: ViewColours) -> QPixmap:
    """Return one sign: a cross, two bars, a lock, or a crossed-out square."""
    pixmap = _pixmap(size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, size - 1.0, size - 1.0)
    painter.setPen(QPen(colours.muted, 1.0))
    painter.setBrush(colours.background)
    if kind != DROPPED:
        painter.drawEllipse(box)
    painter.setPen(QPen(colours.text, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    inner = box.adjusted(*(size * d for d in (0.24, 0.24, -0.24, -0.24)))
    _SIGNS[kind](painter, inner, colours)
    painter.end()
    return pixmap


def _cross(painter: QPainter, box: QRectF, _colours: ViewColours) -> None:
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.bottomLeft(), box.topRight())


def _bars(painter: QPainter, box: QRectF, _colours: ViewColours) -> None:
    for share in (0.2, 0.8):
        y = box.top() + share * box.height()
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _lock(painter: QPainter, box: QRectF, colours: ViewColours) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shackle = QPainterPath()
    arch = box.adjusted(0.2 * box.width(), -0.1 * box.height(), -0.2 * box.width(), 0)
    shackle.arcMoveTo(arch, 0)
    shackle.arcTo(arch, 0, 180)
    painter.drawPath(shackle)
    body = QRectF(box.left(), box.center().y() - 0.5, box.width(), box.height() / 2 + 0.5)
    painter.fillRect(body, colours.text)


def _crossed_out(painter: QPainter, box: QRectF, colours: ViewColours) -> None:
    painter.setPen(QPen(colours.muted, 1.2))
    painter.drawRect(box)
    painter.drawLine(box.bottomLeft(), box.topRight())


_SIGNS: Mapping[str, Callable[[QPainter, QRectF, ViewColours], None]] = {
    DEAD: _cross,
    SATURATED: _bars,
    FROZEN: _lock,
    DROPPED: _crossed_out,
}


def _pixmap(size: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(max(1, round(size * ratio)), max(1, round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


class MarkLegend(QWidget):
    """One line: each sign that occurs, how often, and its name; the tooltip says what it means."""

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._counts: dict[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Marks on neurons"))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many neurons have each mark."""
        return self._counts

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Explain these marks."""
        if dict(counts) != self._counts:
            self._counts = dict(counts)
            self.setAccessibleDescription(", ".join(map(self._words, counts)))
            self.setToolTip("\n".join(map(sentence_of, counts)))
            self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """One line of text."""
        return QSize(120, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as many marks as there is room for; the tooltip tells all."""
        del event
        painter = QPainter(self)
        painter.setPen(self._colours.text)
        x, size, metrics = 0.0, min(LARGEST_SIGN, self.height() - 1.0), self.fontMetrics()
        sign = partial(picture_of, size=size, ratio=self.devicePixelRatioF(), colours=self._colours)
        for kind in self._counts:
            painter.drawPixmap(QPointF(x, (self.height() - size) / 2), sign(kind))
            room = QRectF(x + size + 4, 0, max(self.width() - x - size - 4, 0.0), self.height())
            words = metrics.elidedText(
                self._words(kind), Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            x += size + 16 + metrics.horizontalAdvance(words)
        painter.end()

    def _words(self, kind: str) -> str:
        return f"{self._counts[kind]} {label_of(kind)}"
