"""A small picture of lines, dots and arrows, each with its words beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, ceil, cos, hypot, isfinite, sin
from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QVBoxLayout, QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.gentle_range import GentleRange
from playground.widgets.log_ticks import log_ticks
from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import PathItem, ViewItem

Tint: TypeAlias = Literal["text", "muted", "accent", "positive", "negative"] | int
"""A colour of the theme by its part, or the number of a curve's colour."""
Point: TypeAlias = tuple[float, float]
DOT = 4.5  # radius, in pixels
HEAD = 9.0  # length of the head of an arrow of width 2, in pixels
MARGIN = 0.02  # share of the x axis left free at both ends
GAP = 5.0  # pixels between a dot and its words
ALONG = (1.0, 0.75, 0.5, 0.25, 0.9, 0.6, 0.4, 0.1)  # shares of a line at which its name may stand
CLOSE = 400  # points of a line that words shall not cover
MOST_TICKS = 16
ALONG_ARROW = 50  # points of an arrow that words shall not cover
GROUND = 0.85  # opacity of the ground behind words
SPREAD = 0.45  # half the angle of an arrow's head


@dataclass(frozen=True, eq=False)
class Line:
    """A curve through places x (M,), y (M,), with a name at its end; or an area, if filled."""

    x: FloatArray
    y: FloatArray
    text: str = ""
    tint: Tint = "text"
    width: float = 2.0
    dashed: bool = False
    filled: bool = False


@dataclass(frozen=True)
class Dot:
    """A dot with words; a hollow one is only outlined, a bare one is words alone, on its place."""

    at: Point
    text: str = ""
    tint: Tint = "text"
    hollow: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow with words at its head."""

    start: Point
    end: Point
    text: str = ""
    tint: Tint = "accent"
    width: float = 2.0
    dashed: bool = False


@dataclass(frozen=True)
class Guide:
    """A thin dotted line right across, at a place of one axis, with words at its end."""

    axis: Literal["x", "y"]
    at: float
    text: str = ""


def tint_of(colours: ViewColours, tint: Tint) -> QColor:
    """Return the colour that a tint means."""
    if isinstance(tint, int):
        return colours.curve_colour(tint)
    colour: QColor = getattr(colours, tint)
    return colour


class Chart(QWidget):
    """Shows what it is given last; axes follow it, or stay where they are told to.

    Parameters
    ----------
    colours : ViewColours
        The palette.
    x_label, y_label : str
        What the axes are.
    parent : QWidget, optional
    """

    def __init__(
        self,
        colours: ViewColours,
        x_label: str = "",
        y_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.canvas = PlotCanvas(self)
        self._lines: tuple[Line, ...] = ()
        self._items: list[PathItem] = []
        self._marks = Marks(self.canvas, colours, 5)
        self._colours = colours
        self._x_range: Point | None = None
        self._y_range: Point | None = None
        self._logarithmic = (False, False)
        self._x_ticks: tuple[float, ...] = ()
        self._gentle = GentleRange()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self.set_axes(x_label, y_label)
        self.set_colours(colours)

    @property
    def texts(self) -> tuple[str, ...]:
        """All words in the picture, in the order in which they are given room."""
        return tuple(text for text, *_ in self._marks.words())

    def set_axes(self, x_label: str, y_label: str) -> None:
        """Name the axes."""
        self.canvas.set_axis_labels(x_label, y_label)

    def set_ranges(self, x: Point | None = None, y: Point | None = None) -> None:
        """Fix what is shown of an axis; one given as None follows what is drawn."""
        self._x_range, self._y_range = x, y
        self._gentle.forget()

    def set_logarithmic(self, x: bool = False, y: bool = False) -> None:
        """Say on which axes powers of ten are drawn: their ticks are the numbers themselves."""
        for was, now, free in zip(
            self._logarithmic,
            (x, y),
            (self.canvas.set_x_ticks, self.canvas.set_y_ticks),
            strict=True,
        ):
            if was and not now:
                free(None)
        self._logarithmic = x, y

    def set_x_ticks(self, at: Sequence[float] = ()) -> None:
        """Put ticks at these whole numbers only; none leaves them to the axis."""
        if self._x_ticks and not at:
            self.canvas.set_x_ticks(None)
        self._x_ticks = tuple(at)

    def set_equal(self) -> None:
        """Let a unit be as long on both axes, as arrows of a plane need it."""
        self.canvas.box.setAspectLocked(True)

    def draw(
        self,
        lines: Sequence[Line] = (),
        dots: Sequence[Dot] = (),
        arrows: Sequence[Arrow] = (),
        guides: Sequence[Guide] = (),
    ) -> None:
        """Show these, and nothing else; numbers that are not finite are left out."""
        self._lines = tuple(lines)
        self._marks.set(
            self._lines,
            tuple(dot for dot in dots if all(map(isfinite, dot.at))),
            tuple(arrow for arrow in arrows if all(map(isfinite, (*arrow.start, *arrow.end)))),
            tuple(guide for guide in guides if isfinite(guide.at)),
        )
        while len(self._items) < len(self._lines):
            self._items.append(PathItem(self.canvas, 3))
        for item in self._items[len(self._lines) :]:
            item.set_corners(np.zeros(0), np.zeros(0))
        self._fit()
        self._style()
        self._lay()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self._gentle.gentle = colours.gentle
        self.canvas.set_colours(colours)
        self._marks.set_colours(colours)
        self._style()

    # Inside ------------------------------------------------------------------------------------

    def _style(self) -> None:
        for line, item in zip(self._lines, self._items, strict=False):
            colour = tint_of(self._colours, line.tint)
            if line.filled:
                item.set_style(QPen(Qt.PenStyle.NoPen), QBrush(colour))
            else:
                item.set_style(pen_of(colour, line.width, dashed=line.dashed), QBrush())

    def _lay(self) -> None:
        """Hand the lines over, without what the painter could not draw."""
        low, high = self.canvas.shown()[1]
        beyond = 5.0 * (high - low)
        for line, item in zip(self._lines, self._items, strict=False):
            x, y = np.asarray(line.x, float), np.asarray(line.y, float)
            sound = np.isfinite(x) & np.isfinite(y)
            item.set_corners(x[sound], np.clip(y[sound], low - beyond, high + beyond))

    def _fit(self) -> None:
        places = [np.column_stack([line.x, line.y]).astype(float) for line in self._lines]
        places += [np.array([dot.at], float) for dot in self._marks.dots]
        places += [np.array([arrow.start, arrow.end], float) for arrow in self._marks.arrows]
        every = np.concatenate(places) if places else np.zeros((0, 2))
        every = every[np.isfinite(every).all(axis=1)]
        x, y = self._x_range, self._y_range
        if len(every):
            (x0, y0), (x1, y1) = every.min(axis=0).tolist(), every.max(axis=0).tolist()
            free = MARGIN * (x1 - x0) or 0.5
            x = x or (x0 - free, x1 + free)
            y = y or self._gentle.follow(y0, y1)
        self.canvas.set_range(x, y)
        self._set_ticks()

    def _set_ticks(self) -> None:
        """Set the ticks of axes of powers or whole numbers; others are left to what set them."""
        (x, y), (log_x, log_y) = self.canvas.shown(), self._logarithmic
        if log_x:
            self.canvas.set_x_ticks(log_ticks(*x))
        elif self._x_ticks:
            every = ceil(len(self._x_ticks) / MOST_TICKS)
            self.canvas.set_x_ticks([(at, f"{at:g}") for at in self._x_ticks[::every]])
        if log_y:
            self.canvas.set_y_ticks(log_ticks(*y))


class Marks(ViewItem):
    """Dots, arrows, guides and all words, painted in pixels; arrows can be set off by a rim."""

    def __init__(
        self, canvas: PlotCanvas, colours: ViewColours, order: float, *, set_off: bool = False
    ) -> None:
        super().__init__(canvas, order)
        self._set_off = set_off
        self._colours = colours
        self._lines: tuple[Line, ...] = ()
        self.dots: tuple[Dot, ...] = ()
        self.arrows: tuple[Arrow, ...] = ()
        self._guides: tuple[Guide, ...] = ()

    def set(
        self,
        lines: tuple[Line, ...],
        dots: tuple[Dot, ...],
        arrows: tuple[Arrow, ...],
        guides: tuple[Guide, ...],
    ) -> None:
        """Take all that there is."""
        self._lines, self.dots, self.arrows, self._guides = lines, dots, arrows, guides
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def words(self) -> Iterator[tuple[str, list[Point], Tint]]:
        """Yield texts, the most important ones first, with places that they may stand at."""
        (x0, x1), (y0, y1) = self._canvas.shown()
        yield from (
            (dot.text, [dot.at], dot.tint) for dot in self.dots if dot.text and not dot.bare
        )
        yield from ((arrow.text, [arrow.end], arrow.tint) for arrow in self.arrows if arrow.text)
        for line in self._lines:
            inside = (line.x >= x0) & (line.x <= x1) & (line.y >= y0) & (line.y <= y1)
            if line.text and inside.any():
                seen = np.flatnonzero(inside)
                along = [seen[int(share * (len(seen) - 1))] for share in ALONG]
                yield line.text, [(float(line.x[k]), float(line.y[k])) for k in along], line.tint
        for guide in self._guides:
            if guide.text:
                at = (guide.at, y1) if guide.axis == "x" else (x1, guide.at)
                yield guide.text, [at], "muted"

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw everything, and words where there is room for them."""
        view = painter.worldTransform()
        area = view.mapRect(self.boundingRect())
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for guide in self._guides:
            painter.setPen(pen_of(self._colours.muted, 1.0, dotted=True))
            at = view.map(QPointF(guide.at, guide.at))
            if guide.axis == "x":
                painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()))
            else:
                painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()))
        for arrow in self.arrows:
            self._paint_arrow(
                painter, arrow, view.map(QPointF(*arrow.start)), view.map(QPointF(*arrow.end))
            )
        taken: list[QRectF] = []
        for dot in (each for each in self.dots if not each.bare):
            place = view.map(QPointF(*dot.at))
            colour = tint_of(self._colours, dot.tint)
            painter.setPen(pen_of(colour if dot.hollow else self._colours.background, 1.5))
            painter.setBrush(self._colours.background if dot.hollow else colour)
            painter.drawEllipse(place, DOT, DOT)
            taken.append(QRectF(place.x() - DOT, place.y() - DOT, 2 * DOT, 2 * DOT))
        font = self._canvas.font()
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        drawn = self._pixels_of_lines(view)
        for dot in (each for each in self.dots if each.bare):
            size = QSizeF(metrics.horizontalAdvance(dot.text), metrics.height())
            at = view.map(QPointF(*dot.at)) - QPointF(size.width() / 2, size.height())
            painter.setPen(tint_of(self._colours, dot.tint))
            painter.drawText(QRectF(at, size), Qt.AlignmentFlag.AlignLeft, dot.text)
            taken.append(QRectF(at, size))
        for text, places, tint in self.words():
            pixels = [view.map(QPointF(*at)) for at in places]
            box = _room_for(text, pixels, metrics, area, taken, drawn)
            if box is not None:
                self._write(painter, box, text, tint_of(self._colours, tint))
                taken.append(box)
        painter.restore()

    def _pixels_of_lines(self, view: QTransform) -> FloatArray:
        """Return points (M, 2) that lie closely on all lines and arrows."""
        found = [np.zeros((0, 2))]
        for arrow in self.arrows:
            start, end = (view.map(QPointF(*at)).toTuple() for at in (arrow.start, arrow.end))
            found.append(np.linspace(np.array(start), np.array(end), ALONG_ARROW))
        for line in (each for each in self._lines if len(each.x) > 1):
            x = view.m11() * np.asarray(line.x, float) + view.dx()
            y = view.m22() * np.asarray(line.y, float) + view.dy()
            fine = np.linspace(0, len(x) - 1, max(len(x), CLOSE))
            places = np.arange(len(x))
            found.append(np.column_stack([np.interp(fine, places, each) for each in (x, y)]))
        return np.concatenate(found)

    def _write(self, painter: QPainter, box: QRectF, text: str, colour: QColor) -> None:
        ground = QColor(self._colours.background)
        ground.setAlphaF(GROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRect(box)
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)

    def _paint_arrow(self, painter: QPainter, arrow: Arrow, start: QPointF, end: QPointF) -> None:
        colour = tint_of(self._colours, arrow.tint)
        across, down = end.x() - start.x(), end.y() - start.y()
        length = hypot(across, down)
        if self._set_off:
            painter.setPen(pen_of(self._colours.background, arrow.width + 2.5))
            painter.drawLine(start, end)
        painter.setPen(pen_of(colour, arrow.width, dashed=arrow.dashed))
        painter.drawLine(start, end)
        if length < 1.0:
            return
        angle, head = atan2(down, across), min(HEAD * arrow.width / 2.0, length)
        wings = [
            end - QPointF(head * cos(angle + side), head * sin(angle + side))
            for side in (SPREAD, -SPREAD)
        ]
        painter.setPen(pen_of(self._colours.background) if self._set_off else Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([end, *wings]))


def _room_for(
    text: str,
    places: Sequence[QPointF],
    metrics: QFontMetricsF,
    area: QRectF,
    taken: Sequence[QRectF],
    drawn: FloatArray,
) -> QRectF | None:
    """Return where words beside one of some places cover no others, and best no line either."""
    size = QSizeF(metrics.horizontalAdvance(text), metrics.height())
    first = None
    for place in places:
        for box in _boxes_beside(place, size, area):
            if not area.contains(box) or any(box.intersects(other) for other in taken):
                continue
            if not _covers(box, drawn):
                return box
            first = first or box
    return first


def _boxes_beside(place: QPointF, size: QSizeF, area: QRectF) -> Iterator[QRectF]:
    """Yield boxes around a place, the best ones first."""
    width, height = size.width(), size.height()
    x = min(max(place.x(), area.left()), area.right())
    y = min(max(place.y(), area.top()), area.bottom())
    right, left = x + GAP + DOT, x - GAP - DOT - width
    above, level, below = y - height - GAP, y - height / 2, y + GAP
    middle = min(max(x - width / 2, area.left()), area.right() - width)
    for across, down in (
        (right, above), (left, above), (right, level), (left, level), (right, below),
        (left, below), (middle, above), (middle, below), (left, above - height),
        (left, below + height), (right, above - height), (right, below + height),
    ):  # fmt: skip
        yield QRectF(QPointF(across, down), size)


def _covers(box: QRectF, points: FloatArray) -> bool:
    """Return whether any point (M, 2) lies in a box."""
    x, y = points[:, 0], points[:, 1]
    across = (x > box.left()) & (x < box.right())
    return bool((across & (y > box.top()) & (y < box.bottom())).any())
