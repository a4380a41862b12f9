"""A thin typed wrapper of pyqtgraph's plot: axes, colours, mouse. The only door to that library."""

from collections.abc import Mapping
from typing import Any, Literal

import pyqtgraph as pg
import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.theme import spacing
from playground.widgets.colours import ViewColours
from playground.widgets.plot_mouse import PlotMouse

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False)

_KINDS: Mapping[QEvent.Type, Literal["press", "move", "release"]] = {
    QEvent.Type.MouseButtonPress: "press",
    QEvent.Type.MouseButtonDblClick: "press",
    QEvent.Type.MouseMove: "move",
    QEvent.Type.MouseButtonRelease: "release",
}

FINEST = 1e-9
"""Share of its distance from zero that a plot shows at least."""
AIR = 1.1
"""Heights of a line from one tick to the next at least."""
WIDER = (1, 2, 5, 10, 20, 50)
NARROWEST, WIDEST = 1e-200, 1e300


ROOMY = 48
"""Height, in spacing units, from which on the horizontal axis has its name."""


def pen_of(colour: QColor, width: float = 1.0, dashed: bool = False, dotted: bool = False) -> QPen:
    """Return a cosmetic pen: its width does not follow the zoom."""
    style = Qt.PenStyle.SolidLine
    if dashed or dotted:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.DotLine
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


class SteadyAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis that makes room for its texts once and keeps it.

    pyqtgraph's own sets its size anew in every paint, which costs another paint.
    """

    partners: tuple["SteadyAxis", ...] = ()
    """Axes that keep as much room."""

    def _updateMaxTextSize(self, size: int) -> None:  # noqa: N802 - overrides pyqtgraph's
        """Grow when a text needs more room than any before."""
        upright = self.orientation in ("left", "right")
        if size > (self.textWidth if upright else self.textHeight):
            super()._updateMaxTextSize(size)
            for each in self.partners:
                each._updateMaxTextSize(size)

    def updateAutoSIPrefix(self) -> None:  # noqa: N802 - overrides pyqtgraph's
        """Write numbers as they are: pyqtgraph's own scales them even where it is told not to."""
        self._updateLabel()  # once, when it is told: with each range it would be dear

    def tickSpacing(  # noqa: N802 - overrides pyqtgraph's
        self, low: float, high: float, size: float
    ) -> list[tuple[float, float]]:
        """Set ticks so far apart that their texts do not touch where the axis is short."""
        levels: list[tuple[float, float]] = super().tickSpacing(low, high, size)
        if self.orientation not in ("left", "right") or not levels:
            return levels
        apart, offset = levels[0]
        fit = max(size / (AIR * QFontMetricsF(self.font()).height()), 1.0)
        wider = next((k for k in WIDER if (high - low) / (k * apart) <= fit), WIDER[-1])
        return [(wider * apart, offset), *levels[1:]]


class BoundedBox(pg.ViewBox):  # type: ignore[misc]
    """What a plot shows; zooming ends before numbers run out, in either direction."""

    def scaleBy(self, *arguments: Any, **details: Any) -> None:  # noqa: N802 - overrides pyqtgraph's
        """Zoom, if what is shown then can be told apart and told at all."""
        before = [tuple(ends) for ends in self.viewRange()]
        super().scaleBy(*arguments, **details)
        if not all(_drawable(*ends) for ends in self.viewRange()):
            self.setRange(xRange=before[0], yRange=before[1], padding=0)


def _drawable(low: float, high: float) -> bool:
    span = high - low
    return max(NARROWEST, FINEST * max(abs(low), abs(high))) < span < WIDEST


class PlotCanvas(QWidget):
    """One plot with two axes.

    Signals
    -------
    pointed : QPointF or None
        The mouse in plot coordinates; None when it has left.
    mouse : PlotMouse
        Every move, press and release, also outside of what is shown.
    double_clicked
        A double click anywhere on the plot.
    range_changed
        The visible rectangle has changed.
    resized
        There is more or less room for it.
    """

    pointed = Signal(object)
    mouse = Signal(object)
    double_clicked = Signal()
    range_changed = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None, zoom: bool = False) -> None:
        super().__init__(parent)
        self.range_followers: list[Any] = []
        self.named_from = {"bottom": ROOMY, "left": 0}
        """Height, in spacing units, from which on an axis has its name."""
        self.bounds = QRectF(0.0, 0.0, 1.0, 1.0)
        """The visible rectangle; items ask for it dozens of times in a paint."""
        self._asked = False
        """Whether its items are to be drawn anew."""
        axes = {side: SteadyAxis(side) for side in ("left", "bottom")}
        self.plot: Any = pg.PlotWidget(
            self, viewBox=BoundedBox(enableMenu=False), enableMenu=False, axisItems=axes
        )
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        # Nobody opens its menu. It has no parent, so it would outlive the plot; inside the plot its
        # 60 widgets would be dressed with every change of the theme.
        item = self.plot.getPlotItem()
        menu, item.ctrlMenu = item.ctrlMenu, None
        shiboken6.delete(menu)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(zoom, zoom)
        self._zooms = zoom
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMinimumSize(40, 40)
        self.box: Any = self.plot.getViewBox()
        self.box.disableAutoRange()
        self.box.setDefaultPadding(0.0)
        self.box.sigRangeChanged.connect(self._on_range)
        self.box.sigResized.connect(self._on_resized)
        # Each scene would paint its view by itself, once for items and once for what lies on it.
        self.plot.setViewportUpdateMode(self.plot.ViewportUpdateMode.NoViewportUpdate)
        viewport = self.plot.viewport()
        viewport.setMouseTracking(True)
        viewport.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        viewport.installEventFilter(self)
        for side in ("top", "right"):  # hidden, but they would write a new label for each range
            self.plot.getAxis(side).unlinkFromView()
        self.plot.getPlotItem().layout.setContentsMargins(2, 8, 10, 4)
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
        self.redraw_items()

    def remove(self, item: Any) -> None:
        """Take a graphics item out again."""
        self.plot.removeItem(item)
        if item in self.range_followers:
            self.range_followers.remove(item)
        self.redraw_items()

    def redraw(self) -> None:
        """Draw everything anew, once what happens now is over."""
        self.viewport.update()

    def redraw_items(self) -> None:
        """Draw what lies between the axes anew, without their texts, once all has happened."""
        if not self._asked:
            self._asked = True
            inner = self.plot.mapFromScene(self.box.sceneBoundingRect()).boundingRect()
            self.viewport.update(inner.adjusted(-1, -1, 1, 1))

    def set_axis_labels(self, x: str, y: str) -> None:
        """Name the axes."""
        for side, text in (("bottom", x), ("left", y)):
            self.plot.getAxis(side).setLabel(text=text)
        self._name_axis()
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave names of axes out where the picture needs their room."""
        super().resizeEvent(event)
        self._name_axis()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the plot: what is left empty around it gives way."""
        return self.plot.minimumSize()  # type: ignore[no-any-return]

    def _name_axis(self) -> None:
        for side, height in self.named_from.items():
            axis = self.plot.getAxis(side)
            roomy = bool(axis.labelText) and self.height() >= spacing(height)
            if axis.label.isVisible() != roomy:
                axis.showLabel(roomy)

    def room_of_axes(self) -> QSize:
        """Return the width of the axis on the left, and the height of the one below."""
        left, bottom = (self.plot.getAxis(side) for side in ("left", "bottom"))
        return QSize(round(left.width()), round(bottom.height()))

    def align_with(self, other: "PlotCanvas") -> None:
        """Keep as much room for the texts on the left as another plot, so that both line up."""
        axes = [each.plot.getAxis("left") for each in (self, other)]
        axes[0].partners, axes[1].partners = (axes[1],), (axes[0],)

    def set_y_ticks(self, ticks: list[tuple[float, str]] | None) -> None:
        """Set places and texts of the ticks on the left; None leaves them to the axis."""
        self.plot.getAxis("left").setTicks(None if ticks is None else [ticks])
        self.redraw()

    def set_x_ticks(self, ticks: list[tuple[float, str]] | None) -> None:
        """Set places and texts of the ticks at the bottom; None leaves them to the axis."""
        self.plot.getAxis("bottom").setTicks(None if ticks is None else [ticks])
        self.redraw()

    def hide_axes(self) -> None:
        """Leave out both axes and all room around the plot."""
        for side in ("bottom", "left"):
            self.plot.hideAxis(side)
        self.plot.getPlotItem().layout.setContentsMargins(0, 0, 0, 0)

    def make_small(self) -> None:
        """Leave out the axis on the left, and most of the room around the plot."""
        self.plot.hideAxis("left")
        self.plot.getPlotItem().layout.setContentsMargins(14, 2, 14, 0)
        self.plot.getAxis("bottom").setStyle(hideOverlappingLabels=False)  # there is room beside it

    def set_colours(self, colours: ViewColours) -> None:
        """Colour ground and axes."""
        self.plot.setBackground(colours.background)
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setPen(pen_of(colours.hairline))
            axis.setTextPen(colours.muted)
            axis.setStyle(tickLength=4, tickTextOffset=4, maxTickLevel=0, autoReduceTextSpace=False)
            axis.enableAutoSIPrefix(False)
        self.redraw()

    def set_range(
        self, x: tuple[float, float] | None = None, y: tuple[float, float] | None = None
    ) -> None:
        """Show a rectangle of the plane; an axis given as None stays."""
        if x is not None or y is not None:
            self.box.setRange(xRange=x, yRange=y, padding=0)
            self.box.updateMatrix()  # now: in the middle of a paint it would cost another one

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
        """Report the mouse on the viewport; only a plot that zooms has a use for it itself."""
        kind = event.type()
        if kind == QEvent.Type.Paint:
            self._asked = False
        elif kind == QEvent.Type.Leave:
            self.pointed.emit(None)
            self.mouse.emit(PlotMouse("leave", QPointF(), QPointF()))
        elif isinstance(event, QMouseEvent) and kind in _KINDS:
            point = self.point_at(event.position())
            (x0, x1), (y0, y1) = self.shown()
            inside = x0 <= point.x() <= x1 and y0 <= point.y() <= y1
            double = kind == QEvent.Type.MouseButtonDblClick
            if kind == QEvent.Type.MouseMove:
                self.pointed.emit(point if inside else None)
            if double:
                self.double_clicked.emit()
            self.mouse.emit(
                PlotMouse(
                    _KINDS[kind], point, event.position(), inside, event.button(),
                    event.buttons(), event.modifiers(), double,
                )
            )  # fmt: skip
            return not self._zooms
        return super().eventFilter(watched, event)

    def _on_resized(self, *_: object) -> None:
        self.redraw()
        self.resized.emit()

    def _on_range(self, *_: object) -> None:
        for item in self.range_followers:
            item.prepareGeometryChange()
        (x0, x1), (y0, y1) = self.shown()
        self.bounds = QRectF(x0, y0, x1 - x0, y1 - y0)
        self.redraw()
        self.range_changed.emit()
