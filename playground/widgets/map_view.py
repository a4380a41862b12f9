"""The output picture: what the network answers over the plane, with the data on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.theme import CLASS_MARKS
from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.labels import tabular
from playground.widgets.map_colouring import MapColouring
from playground.widgets.map_legend import MapLegend, scale_text
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.plot_items import Picture, PointSet

Part = Literal["train", "test"]
Task = Literal["binary", "multiclass", "regression"]
SHADES = 24  # colours of points that carry a value


@dataclass(frozen=True)
class MapReading:
    """The map under the mouse: coordinates, and the values of all outputs there."""

    u: float
    v: float
    values: tuple[float, ...]


class MapView(QWidget):
    """Decision map or surface with training and test points.

    Signals
    -------
    hovered : MapReading or None
    clicked : float, float
        Coordinates of a left click.
    """

    hovered = Signal(object)
    clicked = Signal(float, float)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._task: Task = "binary"
        self._names: tuple[str, ...] = ("0", "1")
        self._target = ""
        self._axes = ("x₁", "x₂")
        self._extent = ((-6.0, 6.0), (-6.0, 6.0))
        self._square = True
        self._value_range = (-1.0, 1.0)
        self._hard = False
        self._map: FloatArray | None = None
        self._neuron: tuple[FloatArray, str] | None = None
        self._colouring = MapColouring(colours, 2)

        self.canvas = PlotCanvas(self)
        self._picture = Picture(self.canvas, 0)
        self._sets = {
            "train": PointSet(self.canvas, hollow=False, order=2),
            "test": PointSet(self.canvas, hollow=True, order=1),
        }
        self.legend = MapLegend(colours, self)
        self.readout = QLabel(self)
        self.readout.setObjectName("map_readout")
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.readout.setFont(tabular(self.font()))
        row = QHBoxLayout()
        row.addWidget(self.legend, 1)
        row.addWidget(self.readout)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(row)

        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.pressed.connect(self._on_pressed)
        self.setAccessibleName(self.tr("Output"))
        self.setAccessibleDescription(
            self.tr("Map of the network's answer over two coordinates, with the data points.")
        )
        self.set_extent(self._extent)
        self.set_colours(colours)

    # What is shown -----------------------------------------------------------------------------

    def set_task(self, task: Task, class_names: Sequence[str] = (), target_name: str = "") -> None:
        """Say what the map means; class names are given in the order of their index."""
        self._task = task
        self._names = tuple(class_names) or ("0", "1")
        self._target = target_name
        self._map = None
        self._neuron = None
        self._picture.clear()
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
        self._sets[part].set_points(points, self._styles(labels))
        self._show_note()

    @Slot(bool)
    def set_hard_classes(self, hard: bool) -> None:
        """Show the surest class everywhere instead of how sure the network is."""
        self._hard = hard
        self._draw_map()

    def set_points_visible(self, part: Part, visible: bool) -> None:
        """Show or hide the points of one part."""
        self._sets[part].setVisible(visible)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._colours = colours
        self._colouring = MapColouring(colours, len(self._names))
        self.canvas.set_colours(colours)
        self.legend.set_colours(colours)
        self._refresh_legend()
        self._draw_map()
        self._draw_points()

    @property
    def hard_classes(self) -> bool:
        """Whether shades of confidence are left out."""
        return self._hard

    def drawn_points(self, part: Part) -> tuple[int, int]:
        """Return how many points of a part are drawn, and how many there are."""
        return self._sets[part].drawn, self._sets[part].total

    @property
    def note(self) -> str:
        """What the picture leaves out; empty if nothing."""
        drawn = sum(points.drawn for points in self._sets.values())
        total = sum(points.total for points in self._sets.values())
        if drawn == total:
            return ""
        return self.tr("{drawn} of {total} points drawn").format(
            drawn=f"{drawn:,}", total=f"{total:,}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a square picture square."""
        super().resizeEvent(event)
        self._fit()

    # Drawing -----------------------------------------------------------------------------------

    def _draw_map(self) -> None:
        if self._neuron is not None:
            values = self._neuron[0]
            peak = float(np.abs(values).max()) or 1.0
            self._picture.show_pixels(self._colouring.values(values, -peak, peak))
        elif self._map is None:
            self._picture.clear()
        elif self._task == "regression":
            self._picture.show_pixels(self._colouring.values(self._map[0], *self._value_range))
        elif len(self._map) == 1:
            self._picture.show_pixels(self._colouring.two_classes(self._map[0], self._hard))
        else:
            self._picture.show_pixels(self._colouring.many_classes(self._map, self._hard))

    def _styles(self, labels: FloatArray) -> NDArray[np.intp]:
        if self._task != "regression":
            return labels.astype(np.intp)
        low, high = self._value_range
        share = np.clip((labels - low) / max(high - low, 1e-12), 0.0, 1.0)
        styles: NDArray[np.intp] = np.rint(share * (SHADES - 1)).astype(np.intp)
        return styles

    def _draw_points(self) -> None:
        if self._task == "regression":
            places = np.linspace(0, 255, SHADES).astype(int)
            fills = [QColor(*self._colours.diverging[place].tolist()) for place in places]
            marks: tuple[str, ...] = ("o",)
        else:
            fills = [self._colours.class_colour(k) for k in range(max(len(self._names), 2))]
            marks = CLASS_MARKS
        ground = self._colours.muted if self._task == "regression" else self._colours.background
        for points in self._sets.values():
            points.set_styles(fills, marks, ground)

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
        spare = self.canvas.width() - self.canvas.height() if self._square else 0
        left = max(0, spare) // 2
        self.canvas.setContentsMargins(left, 0, max(0, spare) - left, max(0, -spare))

    # The mouse ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_pointed(self, point: QPointF | None) -> None:
        reading = None if point is None else self._reading_at(point.x(), point.y())
        if reading is None:
            self._show_note()
        else:
            self.readout.setText(self._sentence(reading))
        self.hovered.emit(reading)

    @Slot(QPointF)
    def _on_pressed(self, point: QPointF) -> None:
        self.clicked.emit(point.x(), point.y())

    def _reading_at(self, u: float, v: float) -> MapReading | None:
        shown = self._map if self._neuron is None else self._neuron[0][None]
        if shown is None:
            return None
        (u0, u1), (v0, v1) = self._extent
        rows, columns = shown.shape[1:]
        row = min(max(int((v - v0) / (v1 - v0) * rows), 0), rows - 1)
        column = min(max(int((u - u0) / (u1 - u0) * columns), 0), columns - 1)
        return MapReading(u, v, tuple(float(x) for x in shown[:, row, column]))

    def _sentence(self, reading: MapReading) -> str:
        place = f"{self._axes[0]} {reading.u:.2f}   {self._axes[1]} {reading.v:.2f}"
        if self._neuron is not None or self._task == "regression":
            answer = scale_text(reading.values[0])
        elif len(reading.values) == 1:
            share = reading.values[0]
            best = int(share > 0.5)
            answer = f"{self._names[best]} {max(share, 1.0 - share):.0%}"
        else:
            best = int(np.argmax(reading.values))
            answer = f"{self._names[best]} {reading.values[best]:.0%}"
        return f"{place}   →  {answer}".replace("-", "−")

    def _show_note(self) -> None:
        self.readout.setText(self.note)
