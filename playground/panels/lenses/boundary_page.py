"""What an update does to the output: the boundary, or the curve, before and after."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from playground.models.session import Session
from playground.panels.names import class_label, feature_label
from playground.panels.pictures import TASKS, classes_of
from playground.panels.planes import plane_labels
from playground.theme import Theme, spacing
from playground.widgets.boundary_view import BoundaryView
from playground.widgets.chart import Chart, Dot, Line
from playground.widgets.describe import describe
from playground.widgets.labels import text_label
from playground.worker.inspections.beats import BeatsSeen

MOST_DOTS = 60
"""Points of the batch that are drawn beside a curve."""


class BoundaryPage(QWidget):
    """A map of the output after the update, with the boundary before; a chart of 1-D data."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.map = BoundaryView(theme.view_colours(), self)
        describe(
            self.map, "microscope.beats.boundary", self.tr("Boundary before and after"),
            self.tr("The output after the update; dashed is the boundary as it was before."),
        )  # fmt: skip
        self.curve = Chart(theme.view_colours())
        self.curve.setAccessibleName(self.tr("Curve before and after"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.map)
        self._stack.addWidget(self.curve)
        self._note = text_label(self.tr("dashed: before, solid: after the update"), "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._note)
        column.addWidget(self._stack, 1)
        self._stack.setMinimumSize(spacing(24), spacing(16))
        theme.theme_changed.connect(self.on_theme_changed)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        colours = self._theme.view_colours(classes_of(self._session.data))
        self.map.set_colours(colours)
        self.curve.set_colours(colours)

    def show_maps(self, found: BeatsSeen) -> None:
        """Show the output before and after an update, and the points of its batch."""
        data, plane = self._session.data, found.plane
        if data is None or plane is None or found.before is None or found.after is None:
            return
        rows, labels = found.told.rows, plane_labels(plane)
        values = data.train_labels[rows]
        if len(plane.extent) == 1:
            self._stack.setCurrentWidget(self.curve)
            low, high = plane.extent[0]
            x = np.linspace(low, high, found.before.shape[-1])
            dots = zip(data.train_points[rows, 0].tolist(), values.tolist(), strict=True)
            self.curve.set_axes(labels[0], feature_label(data.target_name))
            self.curve.draw(
                [
                    Line(x, found.before[0], tint="accent", dashed=True),
                    Line(x, found.after[0]),
                ],
                [Dot(at, tint="muted", hollow=True) for at in list(dots)[:MOST_DOTS]],
            )
            return
        self._stack.setCurrentWidget(self.map)
        self.on_theme_changed()
        task = TASKS[data.task]
        names = tuple(class_label(data, k) for k in range(len(data.class_names)))
        self.map.set_task(task, names, feature_label(data.target_name))
        if task == "regression" and len(data.train_labels):
            self.map.set_value_range(float(data.train_labels.min()), float(data.train_labels.max()))
        self.map.set_extent((plane.extent[0], plane.extent[1]), (labels[0], labels[1]))
        self.map.set_points("train", plane.project(data.train_points[rows]), values)
        self.map.set_maps(found.before, found.after)
