"""A thin typed wrapper of pyqtgraph's plot: axes, colours, mouse. The only door to that library."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QVBoxLayout, QWidget

from playground.widgets.colours import FloatArray, PixelArray, ViewColours

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False)

MOST_POINTS = 2000  # drawn of one set
POINT_SIZE = 8.0
MARKS = ("o", "s", "t", "d", "+", "star", "t1", "p", "h", "x")  # shape of each class


def pen_of(colour: QColor, width: float = 1.0, dashed: bool = False, dotted: bool = False) -> QPen:
    """Return a cosmetic pen: its width does not follow the zoom."""
    style = Qt.PenStyle.SolidLine
    if dashed or dotted:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.DotLine
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


def sample_of(total: int) -> Any:
    """Return indices of a fixed random sample, the same for the same number of points."""
    if total <= MOST_POINTS:
        return slice(None)
    return np.sort(np.random.default_rng(0).choice(total, MOST_POINTS, replace=False))


class PlotCanvas(QWidget):
    """One plot with two axes.

    Signals
    -------
    pointed : QPointF or None
        The mouse in plot coordinates; None when it has left.
    pressed : QPointF
        A left click in plot coordinates.
    double_clicked
        A double click anywhere on the plot.
    range_changed
        The visible rectangle has changed.
    """

    pointed = Signal(object)
    pressed = Signal(QPointF)
    double_clicked = Signal()
    range_changed = Signal()

    def __init__(self, parent: QWidget | None = None, zoom: bool = False) -> None:
        super().__init__(parent)
        self.plot: Any = pg.PlotWidget(self)
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(zoom, zoom)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMinimumSize(40, 40)
        self.box: Any = self.plot.getViewBox()
        self.box.disableAutoRange()
        self.box.setDefaultPadding(0.0)
        self.box.sigRangeChanged.connect(self._on_range)
        viewport = self.plot.viewport()
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    @property
    def viewport(self) -> QWidget:
        """The widget that receives the mouse."""
        viewport: QWidget = self.plot.viewport()
        return viewport

    def add(self, item: Any, order: float = 0.0) -> None:
        """Add a graphics item, drawn over those of smaller `order`."""
        item.setZValue(order)
        self.plot.addItem(item, ignoreBounds=True)

    def set_axis_labels(self, x: str, y: str) -> None:
        """Name the axes."""
        for side, text in (("bottom", x), ("left", y)):
            self.plot.getAxis(side).setLabel(text=text)

    def set_colours(self, colours: ViewColours) -> None:
        """Colour ground and axes."""
        self.plot.setBackground(colours.background)
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setPen(pen_of(colours.hairline))
            axis.setTextPen(colours.muted)
            axis.setStyle(tickLength=-4, tickTextOffset=4)

    def set_range(
        self, x: tuple[float, float] | None = None, y: tuple[float, float] | None = None
    ) -> None:
        """Show a rectangle of the plane; an axis given as None stays."""
        if x is not None:
            self.box.setXRange(*x, padding=0)
        if y is not None:
            self.box.setYRange(*y, padding=0)

    def shown(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the visible rectangle."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        return (float(x0), float(x1)), (float(y0), float(y1))

    def place_of(self, x: float, y: float) -> QPointF:
        """Return the pixel of the viewport that shows a point of the plane."""
        return QPointF(self.plot.mapFromScene(self.box.mapViewToScene(QPointF(x, y))))

    def point_at(self, place: QPointF) -> QPointF:
        """Return the point of the plane under a pixel of the viewport."""
        point: QPointF = self.box.mapSceneToView(self.plot.mapToScene(place.toPoint()))
        return point

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report the mouse on the viewport; the plot still gets every event."""
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self.pointed.emit(None)
        elif isinstance(event, QMouseEvent):
            point = self.point_at(event.position())
            (x0, x1), (y0, y1) = self.shown()
            inside = x0 <= point.x() <= x1 and y0 <= point.y() <= y1
            if kind == QEvent.Type.MouseMove:
                self.pointed.emit(point if inside else None)
            elif kind == QEvent.Type.MouseButtonDblClick:
                self.double_clicked.emit()
            elif (
                kind == QEvent.Type.MouseButtonPress
                and event.button() == Qt.MouseButton.LeftButton
                and inside
            ):
                self.pressed.emit(point)
        return super().eventFilter(watched, event)

    def _on_range(self, *_: object) -> None:
        self.range_changed.emit()


class PointSet:
    """Points of one data set, class by colour and shape; drawn once and kept as a picture.

    Parameters
    ----------
    canvas
        Where to draw.
    hollow
        Test points are rings, training points discs.
    """

    def __init__(self, canvas: PlotCanvas, hollow: bool, order: float) -> None:
        self._hollow = hollow
        self._item: Any = pg.ScatterPlotItem(pxMode=True, useCache=True)
        self._item.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        canvas.add(self._item, order)
        self._points: FloatArray = np.zeros((0, 2))
        self._styles = np.zeros(0, dtype=np.intp)
        self.total = 0

    @property
    def drawn(self) -> int:
        """Number of points drawn."""
        return len(self._points)

    def set_points(self, points: FloatArray, styles: FloatArray) -> None:
        """Take points (N, 2) and the number of the style of each (N,)."""
        finite = np.isfinite(points).all(axis=1)
        points, styles = points[finite], styles[finite]
        self.total = len(points)
        chosen = sample_of(self.total)
        self._points = np.array(points[chosen], dtype=float)
        self._styles = np.array(styles[chosen], dtype=np.intp)

    def draw(self, fills: list[QColor], marks: tuple[str, ...], ground: QColor) -> None:
        """Draw with one fill colour a style, and the mark of that number."""
        if self._hollow:
            brushes = [pg.mkBrush(ground)] * len(fills)
            pens = [pg.mkPen(colour, width=2.0) for colour in fills]
        else:
            brushes = [pg.mkBrush(colour) for colour in fills]
            pens = [pg.mkPen(ground, width=1.0)] * len(fills)
        styles = self._styles.tolist()
        self._item.setData(
            pos=self._points,
            size=POINT_SIZE - (1.0 if self._hollow else 0.0),
            symbol=[marks[k % len(marks)] for k in styles],
            brush=[brushes[k] for k in styles],
            pen=[pens[k] for k in styles],
        )

    def set_visible(self, visible: bool) -> None:
        """Show or hide the points."""
        self._item.setVisible(visible)


class Picture(QGraphicsItem):
    """A picture stretched over a rectangle of the plane, smoothed between its pixels."""

    def __init__(self, canvas: PlotCanvas, order: float) -> None:
        super().__init__()
        self._rect = QRectF(0, 0, 1, 1)
        self._pixels: PixelArray | None = None
        self._image = QImage()
        canvas.add(self, order)

    def set_rect(self, rect: QRectF) -> None:
        """Stretch the picture over a rectangle given in plot coordinates."""
        self.prepareGeometryChange()
        self._rect = rect

    def show_pixels(self, pixels: PixelArray) -> None:
        """Show 0xAARRGGBB words (n, n), row 0 at the bottom; the array is not copied."""
        self._pixels = np.ascontiguousarray(pixels)
        rows, columns = pixels.shape
        self._image = QImage(
            self._pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32
        )
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._image, self._pixels = QImage(), None
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the rectangle in plot coordinates."""
        return self._rect

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw the picture; in plot coordinates its first row is the lowest."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._rect, self._image)
