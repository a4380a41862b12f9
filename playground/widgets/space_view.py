"""A layer's own space: where it puts the points, and how it has bent a straight grid."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.gentle_range import GentleRange
from playground.widgets.map_view import Task, point_styles, style_numbers
from playground.widgets.plot_canvas import pen_of
from playground.widgets.plot_items import PathItem
from playground.widgets.point_layers import Answers, NearPoint, Part, PointLayers, RowArray
from playground.widgets.point_words import Naming, about, answer_text, place_text
from playground.widgets.pointed_view import PointedView


@dataclass(frozen=True)
class SpaceReading:
    """A place in the space of a layer, and a data point near it."""

    u: float
    v: float
    near: NearPoint | None = None


class SpaceView(PointedView):
    """Points and a bent grid in two coordinates of a layer.

    Signals
    -------
    hovered : SpaceReading or None
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(colours, parent)
        self._task: Task = "binary"
        self._names: tuple[str, ...] = ("0", "1")
        self._target = ""
        self._value_range = (-1.0, 1.0)
        self._axes: tuple[str, ...] = ("", "")
        self._ranges = (GentleRange(gentle=colours.gentle), GentleRange(gentle=colours.gentle))
        self._grid = PathItem(self.canvas, 0)
        self.points = PointLayers(self.canvas)
        self.setAccessibleName(self.tr("Hidden space"))
        self.setAccessibleDescription(
            self.tr("The data points and a straight grid as one layer of the network sees them.")
        )
        self.set_colours(colours)
        self.show_note("")

    def set_task(
        self,
        task: Task,
        class_names: tuple[str, ...] = (),
        target_name: str = "",
        value_range: tuple[float, float] = (-1.0, 1.0),
    ) -> None:
        """Say what the points are; class names are given in the order of their index."""
        self._task, self._names = task, class_names or ("0", "1")
        self._target, self._value_range = target_name, value_range
        self.forget()
        self._style()

    def forget(self) -> None:
        """Show nothing, and jump to what comes next."""
        for axis in self._ranges:
            axis.forget()
        self._grid.set_lines(np.zeros((0, 2, 2)))
        for part in self.points.sets:
            self.points.set_points(part, np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.intp))

    def set_axes(self, labels: tuple[str, ...], note: str) -> None:
        """Name the axes, one for a layer of a single neuron, and say what they leave out."""
        if labels != self._axes:
            self._axes = labels
            self.canvas.set_axis_labels(labels[0], labels[1] if len(labels) > 1 else "")
        self.show_note(note)

    def set_grid(self, lines: FloatArray) -> None:
        """Show lines (G, L, 2) of a grid that was straight on the plane of the data."""
        self._grid.set_lines(lines)

    def set_points(
        self, part: Part, places: FloatArray, labels: FloatArray, rows: RowArray
    ) -> None:
        """Show points (N, 2) with class index or value (N,); `rows` are their numbers (N,)."""
        styles = style_numbers(labels, self._task, self._value_range)
        self.points.set_points(part, places, labels, styles, rows)

    def fit(self, grid: FloatArray) -> None:
        """Let the axes follow points and grid; they grow at once and shrink slowly."""
        shown = [grid.reshape(-1, 2), *(points.places for points in self.points.sets.values())]
        corners = np.concatenate(shown)
        if not len(corners):
            return
        ends = zip(corners.min(axis=0).tolist(), corners.max(axis=0).tolist(), strict=True)
        found = [axis.follow(*end) for axis, end in zip(self._ranges, ends, strict=True)]
        self.canvas.set_range(*found)

    def set_answers(self, part: Part, answers: Answers | None) -> None:
        """Take what the network says of the points of a part, for read-out, halos and crosses."""
        self.points.set_answers(part, answers)

    def set_points_visible(self, part: Part, visible: bool) -> None:
        """Show or hide the points of one part."""
        self.points.set_part_visible(part, visible)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        super().set_colours(colours)
        for axis in self._ranges:
            axis.gentle = colours.gentle
        self._grid.set_style(pen_of(colours.hairline, 1.0), QBrush())
        self._style()

    def _style(self) -> None:
        self.points.set_styles(*point_styles(self._colours, self._task, len(self._names)))

    # Reading -----------------------------------------------------------------------------------

    def reading_at(self, point: QPointF) -> SpaceReading | None:
        """Return a place and, near a data point, that."""
        if not self.points.drawn:
            return None
        near = self.points.nearest(point)
        u, v = (point.x(), point.y()) if near is None else near.place
        return SpaceReading(u, v, near)

    def sentence(self, reading: object) -> str:
        """Return place, answer and what is known of the data point."""
        assert isinstance(reading, SpaceReading)
        names = () if self._task == "regression" else self._names
        naming = Naming(self._axes, names, self._target)
        lines = [place_text(naming, (reading.u, reading.v))]
        if reading.near is not None:
            if reading.near.prediction is not None:
                lines.append(answer_text(naming, reading.near.prediction))
            lines += about(naming, reading.near)
        return "\n".join(lines)
