"""What is laid into a plot: a smooth picture, and points that are drawn once and kept."""

import math
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from playground.theme import spacing
from playground.widgets.colours import FloatArray, PixelArray
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.stamps import Stamps

MOST_POINTS = 2000  # drawn of one set
POINT_SIZES = ((250, 8.0), (900, 6.5), (MOST_POINTS, 5.0))  # up to so many points: pixels
SPRITE = 16.0  # pixels
USUAL_SIDE = 130
"""Shorter side of a plot, in spacing units, up to which marks have their usual size."""
ZOOM_STEP, LARGEST_ZOOM = 0.25, 2.0


def sample_of(total: int) -> NDArray[np.intp]:
    """Return at most `MOST_POINTS` indices, always the same ones for the same total."""
    if total <= MOST_POINTS:
        return np.arange(total)
    return np.sort(np.random.default_rng(0).choice(total, MOST_POINTS, replace=False))


def paint_mark(
    painter: QPainter, mark: str, centre: QPointF, size: float, fill: QColor, line: QPen
) -> None:
    """Draw the mark of a class."""
    turned = QTransform.fromTranslate(centre.x(), centre.y()).scale(size, size)
    painter.setPen(line)
    painter.setBrush(fill)
    painter.drawPath(turned.map(pg.graphicsItems.ScatterPlotItem.Symbols[mark]))


def draw_line(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    """Draw a line with a cosmetic pen, as lines of one pixel side by side.

    Qt fills the outline of a wider one, for which the zigzag of a noisy curve takes it a hundred
    times as long.
    """
    ratio = painter.device().devicePixelRatio()  # a cosmetic pen counts the screen's finer pixels
    width = max(pen.widthF() * ratio, 1.0)
    thin = QPen(pen)
    if pen.style() != Qt.PenStyle.SolidLine:
        thin.setDashPattern([part * width for part in pen.dashPattern()])
    thin.setWidthF(1.0)
    painter.setPen(thin)
    view = painter.worldTransform()
    for across, up in strokes_of(width):
        painter.setWorldTransform(view * QTransform.fromTranslate(across / ratio, up / ratio))
        painter.drawPath(path)
    painter.setWorldTransform(view)


@lru_cache(maxsize=32)
def strokes_of(width: float) -> tuple[tuple[float, float], ...]:
    """Return where lines of one pixel lie that together are `width` pixels wide, in pixels.

    Examples
    --------
    >>> strokes_of(1.0)
    ((0.0, 0.0),)
    >>> [(round(across, 2), round(up, 2)) for across, up in strokes_of(2.0)]
    [(0.0, -0.58), (0.5, 0.29), (-0.5, 0.29)]
    """
    if width <= 1.0:
        return ((0.0, 0.0),)
    if width <= 2.0:  # corners of a triangle: as wide in every direction
        side = width - 1.0
        high = side / math.sqrt(3.0)
        return ((0.0, -high), (side / 2.0, high / 2.0), (-side / 2.0, high / 2.0))
    places = np.linspace((1.0 - width) / 2.0, (width - 1.0) / 2.0, math.ceil(width)).tolist()
    return (*((0.0, place) for place in places), *((place, 0.0) for place in places))


class ViewItem(QGraphicsItem):
    """An item that may draw anywhere in the visible part of a plot.

    Parameters
    ----------
    canvas
        Where to draw.
    order
        Items of higher order cover those of lower order.
    """

    def __init__(self, canvas: PlotCanvas, order: float) -> None:
        super().__init__()
        self._canvas = canvas
        canvas.add(self, order)
        canvas.range_followers.append(self)

    def boundingRect(self) -> QRectF:
        """Return what the plot shows: marks may stand out over their points."""
        return self._canvas.bounds

    def redraw(self) -> None:
        """Have it drawn anew, together with all else that changes now."""
        self._canvas.redraw_items()

    def zoom_of_marks(self) -> float:
        """Return how many times as large as usual marks are: larger on a large plot, in steps."""
        size = self._canvas.box.size()
        share = min(size.width(), size.height()) / spacing(USUAL_SIDE)
        return min(max(int(share / ZOOM_STEP) * ZOOM_STEP, 1.0), LARGEST_ZOOM)


class PathItem(ViewItem):
    """A line, or an area, given by corners."""

    def __init__(self, canvas: PlotCanvas, order: float) -> None:
        super().__init__(canvas, order)
        self._path = QPainterPath()
        self._pen = QPen(Qt.PenStyle.NoPen)
        self._brush = QBrush()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return bool(self._path.isEmpty())

    def set_style(self, pen: QPen, brush: QBrush) -> None:
        """Take line and filling."""
        self._pen, self._brush = pen, brush
        self.redraw()

    def set_corners(self, x: FloatArray, y: FloatArray, *, pairs: bool = False) -> None:
        """Take finite corners, arrays (M,): of one line or, in pairs, of many short ones."""
        if len(x) < 2 and self._path.isEmpty():
            return
        if not pairs and len(x) > 2:  # where level pieces meet, they would show as dots
            corner = np.ones(len(x), bool)
            bends = (y[1:-1] != y[:-2]) | (y[1:-1] != y[2:])
            corner[1:-1] = bends | ((x[1:-1] > x[:-2]) != (x[2:] > x[1:-1]))
            x, y = x[corner], y[corner]
        connect = "pairs" if pairs else "all"
        self._path = (
            pg.arrayToQPath(x, y, connect=connect, finiteCheck=False)
            if len(x) > 1
            else QPainterPath()
        )
        self.redraw()

    def set_lines(self, lines: FloatArray) -> None:
        """Take finite corners (G, L, 2) of G lines."""
        joined = np.ones(lines.shape[:2], np.int32)
        joined[:, -1:] = 0
        x, y = lines.reshape(-1, 2).T.astype(float)
        self._path = (
            pg.arrayToQPath(x, y, connect=joined.ravel(), finiteCheck=False)
            if len(x)
            else QPainterPath()
        )
        self.redraw()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw the path; only lines are smoothed."""
        if self._path.isEmpty():
            return
        is_line = self._pen.style() != Qt.PenStyle.NoPen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_line)
        painter.setBrush(self._brush)
        if is_line:
            draw_line(painter, self._path, self._pen)
        else:
            painter.setPen(self._pen)
            painter.drawPath(self._path)


class PointSet(ViewItem):
    """Points of one data set, class by colour and shape.

    They are drawn into a picture that is kept until points, colours or the view change.

    Parameters
    ----------
    canvas
        Where to draw.
    hollow
        Rings for test points, discs for training points.
    order
        Sets of higher order cover those of lower order.
    """

    def __init__(self, canvas: PlotCanvas, hollow: bool, order: float) -> None:
        super().__init__(canvas, order)
        self._hollow = hollow
        self._points: FloatArray = np.zeros((0, 2))
        self._styles: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._marks: list[tuple[str, QColor, QColor]] = []
        self._rows: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._stamps = Stamps(SPRITE)
        self._restyled = True
        self._kept = QPixmap()
        self._kept_view = QTransform()
        self._outdated = True
        self.total = 0

    @property
    def drawn(self) -> int:
        """Number of points drawn."""
        return len(self._points)

    @property
    def rows(self) -> NDArray[np.intp]:
        """Which of the points given are drawn."""
        return self._rows

    @property
    def places(self) -> FloatArray:
        """Where they are drawn, (N, 2)."""
        return self._points

    @property
    def size(self) -> float:
        """Size of a mark in pixels: many are small."""
        return next(pixels for count, pixels in POINT_SIZES if self.drawn <= count)

    def set_points(self, points: FloatArray, styles: NDArray[np.intp]) -> None:
        """Take points (N, 2) and the number of the style of each (N,); a sample is drawn."""
        finite = np.flatnonzero(np.isfinite(points).all(axis=1))
        self.total = len(finite)
        self._rows = finite[sample_of(self.total)]
        size = self.size
        self._points, self._styles = points[self._rows], styles[self._rows]
        self._restyled |= self.size != size
        self._redraw()

    def set_styles(self, fills: Sequence[QColor], marks: Sequence[str], ground: QColor) -> None:
        """Take a fill colour for each style; marks repeat, `ground` sets a point off the map."""
        self._marks = [(marks[k % len(marks)], fill, ground) for k, fill in enumerate(fills)]
        self._restyled = True
        self._redraw()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Lay down the kept picture, drawn anew if the view is another one."""
        if not len(self._points):
            return
        view = painter.worldTransform()
        size = self._canvas.viewport.size()
        ratio = self._canvas.devicePixelRatioF()
        fits = self._kept.deviceIndependentSize().toSize() == size
        if self._outdated or view != self._kept_view or not fits:
            self._kept = QPixmap(size * ratio)
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.transparent)
            self._draw(view, ratio)
            self._kept_view, self._outdated = QTransform(view), False
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(0, 0, self._kept)
        painter.restore()

    def _redraw(self) -> None:
        self._outdated = True
        self.redraw()

    def _draw(self, view: QTransform, ratio: float) -> None:
        zoom = self.zoom_of_marks()
        if (self._stamps.ratio, self._stamps.zoom) != (ratio, zoom) or self._restyled:
            drawings = [partial(self._mark, *style) for style in self._marks]
            self._stamps.make(drawings, ratio, zoom)
            self._restyled = False
        x = view.m11() * self._points[:, 0] + view.dx()
        y = view.m22() * self._points[:, 1] + view.dy()
        painter = QPainter(self._kept)
        self._stamps.lay(painter, x, y, self._styles % max(len(self._marks), 1))
        painter.end()

    def _mark(
        self, mark: str, fill: QColor, ground: QColor, painter: QPainter, centre: QPointF
    ) -> None:
        size = self.size
        if self._hollow:
            outer, inner = QPen(ground, 3.6), QPen(fill, 1.6)
            paint_mark(painter, mark, centre, size - 1.6, ground, outer)
            paint_mark(painter, mark, centre, size - 1.6, ground, inner)
        else:
            paint_mark(painter, mark, centre, size, fill, QPen(ground, 1.2))


class Picture(ViewItem):
    """A picture whose outer pixels lie on the edges of a rectangle, smoothed between them.

    The values were taken on the edges, too: half a pixel stands out on each side.
    """

    def __init__(self, canvas: PlotCanvas, order: float) -> None:
        self._rect = QRectF(0, 0, 1, 1)
        self._pixels: PixelArray | None = None
        self._image = QImage()
        super().__init__(canvas, order)

    def set_rect(self, rect: QRectF) -> None:
        """Stretch the picture over a rectangle given in plot coordinates."""
        self.prepareGeometryChange()
        self._rect = rect
        self.redraw()

    def show_pixels(self, pixels: PixelArray) -> None:
        """Show 0xAARRGGBB words (n, n), row 0 at the bottom; the array is not copied."""
        self._pixels = np.ascontiguousarray(pixels)
        rows, columns = pixels.shape
        if (columns, rows) != (self._image.width(), self._image.height()):
            self.prepareGeometryChange()
        self._image = QImage(
            self._pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32
        )
        self.redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._image, self._pixels = QImage(), None
        self.redraw()

    def boundingRect(self) -> QRectF:
        """Return where the picture lies, in plot coordinates."""
        across = self._rect.width() / max(self._image.width() - 1, 1) / 2
        up = self._rect.height() / max(self._image.height() - 1, 1) / 2
        return self._rect.adjusted(-across, -up, across, up)

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw the picture; in plot coordinates its first row is the lowest."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.boundingRect(), self._image)
