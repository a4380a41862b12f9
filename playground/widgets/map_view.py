"""The output picture: what the network answers over the plane, with the data on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.theme import CLASS_MARKS
from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.fields import contour_lines, margin_of, values_at
from playground.widgets.map_colouring import MapColouring
from playground.widgets.map_legend import MapLegend
from playground.widgets.plot_canvas import pen_of
from playground.widgets.plot_items import PathItem, Picture
from playground.widgets.point_layers import Answers, NearPoint, Part, PointLayers
from playground.widgets.point_words import Naming, about, answer_text, place_text
from playground.widgets.pointed_view import PointedView

__all__ = ["MapReading", "MapView", "Part", "Task"]

Task = Literal["binary", "multiclass", "regression"]
Traced: TypeAlias = tuple[FloatArray, Sequence[float]]
"""A field and the levels at which lines are drawn through it."""
SHADES = 24  # colours of points that carry a value
CONFIDENCES = (0.1, 0.25, 0.75, 0.9)
"""Probabilities, besides the boundary at ½, that a line is drawn through."""
VALUE_LINES = 9
FADED = 0.25  # opacity of points over a neuron's map


@dataclass(frozen=True)
class MapReading:
    """What lies at a place: the values of all outputs, and a data point near it."""

    u: float
    v: float
    values: tuple[float, ...]
    near: NearPoint | None = None


class MapView(PointedView):
    """Decision map or surface with training and test points.

    Signals
    -------
    hovered : MapReading or None
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(colours, parent)
        self._task: Task = "binary"
        self._names: tuple[str, ...] = ("0", "1")
        self._target = ""
        self._axes = ("x₁", "x₂")
        self._extent = ((-6.0, 6.0), (-6.0, 6.0))
        self._square = True
        self._value_range = (-1.0, 1.0)
        self._hard = False
        self._contours = False
        self._map: FloatArray | None = None
        self._neuron: tuple[FloatArray, str] | None = None
        self._colouring = MapColouring(colours, 2)

        self._picture = Picture(self.canvas, 0)
        self._lines = PathItem(self.canvas, 0.4)
        self._boundary = PathItem(self.canvas, 0.5)
        self.points = PointLayers(self.canvas)
        self.legend = MapLegend(colours, self)
        self.put_legend_below()

        self.setAccessibleName(self.tr("Output"))
        self.setAccessibleDescription(
            self.tr("Map of the network's answer over two coordinates, with the data points.")
        )
        # Once the canvas has got its size: in the middle of that, Qt would forget the new margins.
        self.canvas.resized.connect(self._on_resized, Qt.ConnectionType.QueuedConnection)
        self.set_extent(self._extent)
        self.set_colours(colours)
        self.show_note("")

    # What is shown -----------------------------------------------------------------------------

    def set_task(self, task: Task, class_names: Sequence[str] = (), target_name: str = "") -> None:
        """Say what the map means; class names are given in the order of their index."""
        self._task = task
        self._names = tuple(class_names) or ("0", "1")
        self._target = target_name
        self._map = None
        self._neuron = None
        self._picture.clear()
        self._draw_contours()
        self._colouring = MapColouring(self._colours, len(self._names))
        self._refresh_legend()
        self._draw_points()

    def set_extent(
        self,
        extent: tuple[tuple[float, float], tuple[float, float]],
        labels: tuple[str, str] = ("x₁", "x₂"),
    ) -> None:
        """Show ((u0, u1), (v0, v1)) and name its axes; equal sides are drawn square."""
        self._extent, self._axes = extent, labels
        (u0, u1), (v0, v1) = extent
        self._square = bool(np.isclose(u1 - u0, v1 - v0))
        self._picture.set_rect(QRectF(u0, v0, u1 - u0, v1 - v0))
        self.canvas.set_axis_labels(*labels)
        self.canvas.set_range(*extent)
        self._fit()

    def set_map(self, values: FloatArray) -> None:
        """Show outputs (K, n, n): one probability or value, or one probability for each class.

        Row 0 lies at the smallest second coordinate.
        """
        self._map = values
        if self._neuron is None:
            self._draw_map()

    def set_neuron_map(self, values: FloatArray | None, label: str = "") -> None:
        """Show one neuron's answer (n, n) instead of the output's; None goes back."""
        changed = (values is None) != (self._neuron is None)
        changed = changed or (self._neuron is not None and self._neuron[1] != label)
        self._neuron = None if values is None else (values, label)
        self._draw_map()
        if changed:
            self.points.set_opacity(1.0 if self._neuron is None else FADED)
            self._refresh_legend()

    def set_value_range(self, low: float, high: float) -> None:
        """Set the values at the two ends of the colours, for regression."""
        if (low, high) != self._value_range:
            self._value_range = (low, high)
            self._refresh_legend()
            self._draw_map()

    def set_points(self, part: Part, points: FloatArray, labels: FloatArray) -> None:
        """Show points (N, 2) with their class index or value (N,).

        Of more than 2,000 points a fixed sample is drawn; `note` says so. Task and value range
        must be set before.
        """
        styles = style_numbers(labels, self._task, self._value_range)
        self.points.set_points(part, points, labels, styles)
        self.show_note(self.note)

    def set_answers(self, part: Part, answers: Answers | None) -> None:
        """Take what the network says of the points of a part, for read-out, halos and crosses."""
        self.points.set_answers(part, answers)

    @Slot(bool)
    def set_hard_classes(self, hard: bool) -> None:
        """Show the surest class everywhere instead of how sure the network is."""
        if hard != self._hard:
            self._hard = hard
            self._draw_map()

    def set_contours(self, shown: bool) -> None:
        """Draw lines of equal answers, the boundary between classes stronger."""
        if shown != self._contours:
            self._contours = shown
            self._draw_contours()

    def set_points_visible(self, part: Part, visible: bool) -> None:
        """Show or hide the points of one part."""
        self.points.set_part_visible(part, visible)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        super().set_colours(colours)
        self._colouring = MapColouring(colours, len(self._names))
        self._lines.set_style(pen_of(colours.muted, 1.0), QBrush())
        self._boundary.set_style(pen_of(colours.text, 2.0), QBrush())
        self.legend.set_colours(colours)
        self._refresh_legend()
        self._draw_map()
        self._draw_points()

    def put_legend_below(self) -> None:
        """Let the legend be a row under the map; a panel can give it another place."""
        if self._under.indexOf(self.legend) < 0:
            self._under.insertWidget(0, self.legend, 1)

    @property
    def hard_classes(self) -> bool:
        """Whether shades of confidence are left out."""
        return self._hard

    @property
    def colouring(self) -> MapColouring:
        """How values become colours."""
        return self._colouring

    def drawn_points(self, part: Part) -> tuple[int, int]:
        """Return how many points of a part are drawn, and how many there are."""
        return self.points.sets[part].drawn, self.points.sets[part].total

    @property
    def note(self) -> str:
        """What the picture leaves out; empty if nothing."""
        return self.points.note

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a square picture square."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _on_resized(self) -> None:
        """Stay square with axes of another width."""
        self._fit()

    # Drawing -----------------------------------------------------------------------------------

    def pixels_of(self, values: FloatArray) -> NDArray[np.uint32]:
        """Return the pixels (n, n) of an output's map (K, n, n)."""
        if self._task == "regression":
            return self._colouring.values(values[0], *self._value_range)
        if len(values) == 1:
            return self._colouring.two_classes(values[0], self._hard)
        return self._colouring.many_classes(values, self._hard)

    def _draw_map(self) -> None:
        if self._neuron is not None:
            values = self._neuron[0]
            peak = float(np.abs(values).max()) or 1.0
            self._picture.show_pixels(self._colouring.values(values, -peak, peak))
        elif self._map is None:
            self._picture.clear()
        else:
            self._picture.show_pixels(self.pixels_of(self._map))
        self._draw_contours()
        if self.looked_at is not None:
            self.refresh_reading()

    def _draw_contours(self) -> None:
        """Trace the lines of the map shown; nothing is traced while they are off."""
        strong: tuple[Traced, ...] = ()
        fine: tuple[Traced, ...] = ()
        if self._contours and (self._neuron is not None or self._map is not None):
            strong, fine = self._contour_levels()
        for item, traced in ((self._boundary, strong), (self._lines, fine)):
            pieces = [contour_lines(values, self._extent, levels) for values, levels in traced]
            x = np.concatenate([np.zeros(0), *(x for x, _ in pieces)])
            y = np.concatenate([np.zeros(0), *(y for _, y in pieces)])
            item.set_corners(x, y, pairs=True)

    def _contour_levels(self) -> tuple[tuple[Traced, ...], tuple[Traced, ...]]:
        """Return what to trace, at which levels: boundaries, and the finer lines."""
        shown = self._map if self._neuron is None else self._neuron[0][np.newaxis]
        assert shown is not None
        if self._neuron is not None or self._task == "regression":
            peak = float(np.abs(shown).max()) or 1.0
            low, high = self._value_range if self._neuron is None else (-peak, peak)
            inner = np.linspace(low, high, VALUE_LINES + 2)[1:-1].tolist()
            return (), ((shown[0], inner),)
        if len(shown) == 1:
            return ((shown[0], (0.5,)),), ((shown[0], CONFIDENCES),)
        # A line has a class on either side: of the last class all are traced already.
        margins = margin_of(shown)[:-1]
        sure = tuple(level for level in CONFIDENCES if level > 0.5)
        return tuple((each, (0.0,)) for each in margins), ((shown.max(axis=0), sure),)

    def _draw_points(self) -> None:
        self.points.set_styles(*point_styles(self._colours, self._task, len(self._names)))

    def _refresh_legend(self) -> None:
        if self._neuron is not None:
            peak = float(np.abs(self._neuron[0]).max()) or 1.0
            self.legend.show_scale(-peak, peak, self._neuron[1])
        elif self._task == "regression":
            self.legend.show_scale(*self._value_range, self._target)
        else:
            self.legend.show_classes(
                [
                    (name, self._colours.class_colour(k), CLASS_MARKS[k % len(CLASS_MARKS)])
                    for k, name in enumerate(self._names)
                ]
            )

    def _fit(self) -> None:
        """Leave as much of the canvas empty as keeps what is inside of the axes square."""
        spare = 0
        if self._square:
            axes = self.canvas.room_of_axes()
            spare = self.canvas.width() - self.canvas.height() - axes.width() + axes.height()
        left = max(0, spare) // 2
        self.canvas.setContentsMargins(left, 0, max(0, spare) - left, max(0, -spare))

    # Reading -----------------------------------------------------------------------------------

    @property
    def naming(self) -> Naming:
        """What axes, classes and values are called."""
        return Naming(self._axes, () if self._task == "regression" else self._names, self._target)

    def reading_at(self, point: QPointF) -> MapReading | None:
        """Return the answer at a point or, near a data point, the answer for that."""
        shown = self._map if self._neuron is None else self._neuron[0][np.newaxis]
        if shown is None:
            return None
        near = self.points.nearest(point) if self._neuron is None else None
        u, v = (point.x(), point.y()) if near is None else near.place
        values = values_at(shown, self._extent, u, v)
        if near is not None and near.prediction is not None:
            values = near.prediction
        return MapReading(u, v, values, near)

    def sentence(self, reading: object) -> str:
        """Return place, answer and what is known of the data point."""
        assert isinstance(reading, MapReading)
        naming = self.naming
        if self._neuron is not None:
            naming = Naming(naming.axes, (), self._neuron[1])
        lines = [place_text(naming, (reading.u, reading.v)), answer_text(naming, reading.values)]
        if reading.near is not None:
            lines += about(naming, reading.near)
        return "\n".join(lines)


def point_styles(
    colours: ViewColours, task: Task, classes: int
) -> tuple[list[QColor], Sequence[str], QColor, ViewColours]:
    """Return fills, shapes and ground of points, and the palette again."""
    if task == "regression":
        places = np.linspace(0, 255, SHADES).astype(int)
        fills = [QColor(*colours.diverging[place].tolist()) for place in places]
        return fills, ("o",), colours.muted, colours
    fills = [colours.class_colour(k) for k in range(max(classes, 2))]
    return fills, CLASS_MARKS, colours.background, colours


def style_numbers(
    labels: FloatArray, task: Task, value_range: tuple[float, float]
) -> NDArray[np.intp]:
    """Return which of the `point_styles` belongs to each class index or value (N,)."""
    if task != "regression":
        return labels.astype(np.intp)
    low, high = value_range
    share = np.clip((labels - low) / max(high - low, 1e-12), 0.0, 1.0)
    styles: NDArray[np.intp] = np.rint(share * (SHADES - 1)).astype(np.intp)
    return styles
