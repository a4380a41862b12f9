"""The output: what the network answers over the plane, along the line, or in two columns."""

from __future__ import annotations

from itertools import combinations
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from superqt.utils import QFlowLayout

from engine.microscope.maps import MapResult, Plane, automatic_plane
from playground.i18n import translate_template
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.names import class_label, feature_label, neuron_label
from playground.panels.panel import Panel, panel_layout
from playground.panels.score_table import PARTS, ScoreTable, format_measure, format_share
from playground.theme import Theme, spacing
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.curve_view import CurveView
from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.map_view import MapView, Part, Task
from playground.worker.commands import OUTPUT, PlaneChoice
from playground.worker.events import Array, DataSummary, Snapshot, Started

PRINCIPAL = "principal"
TASKS: dict[str, Task] = {
    "binary": "binary",
    "multiclass": "multiclass",
    "regression": "regression",
}
LISTED_COLUMNS = 12  # pairs of more would make an endless list


class OutputPanel(Panel):
    """Boundary, surface or curve with the data, and how good the network is."""

    views: ClassVar[tuple[str, ...]] = (OUTPUT,)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.plane_field = ChoiceField(())
        self.plane_field.setMinimumContentsLength(26)
        describe(
            self.plane_field, "output.plane", self.tr("Plane"),
            self.tr("Which two columns are shown; the others are held at their mean."),
        )  # fmt: skip
        self.plane_field.value_changed.connect(self.on_plane_chosen)
        column = panel_layout(self, self.tr("Output"), self.plane_field)

        self.map = MapView(theme.view_colours(), self)
        self.map.setObjectName("output_map")
        self._curve: CurveView | None = None
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.map)
        column.addWidget(self.stack, 1)

        self.test_field = FlagField(self.tr("test data"))
        describe(
            self.test_field, "output.show_test", self.tr("test data"),
            self.tr("Show the examples kept apart, which the network has never learnt from."),
        )  # fmt: skip
        self.hard_field = FlagField(self.tr("hard classes"))
        describe(
            self.hard_field, "output.hard_classes", self.tr("hard classes"),
            self.tr("Show only which class wins, not how sure the network is."),
        )  # fmt: skip
        self.test_field.value_changed.connect(self.on_test_chosen)
        self.hard_field.value_changed.connect(self.on_hard_chosen)
        options = QFlowLayout()
        options.setContentsMargins(0, 0, 0, 0)
        options.setHorizontalSpacing(spacing(3))
        options.setVerticalSpacing(spacing(1))
        options.addWidget(self.test_field)
        options.addWidget(self.hard_field)
        column.addLayout(options)

        self.numbers = ScoreTable()
        self.numbers.setObjectName("output_numbers")
        column.addWidget(self.numbers)

        self._drawn: Snapshot | None = None
        self._plane: Plane | None = None
        self._enlarged = False
        self.follow(session.started, self.on_started)
        self.follow(session.snapshot_changed, self.on_snapshot)
        self.follow(session.view_changed, self.on_view_changed)
        self._show_data()
        self.on_view_changed(session.view)

    @property
    def curve(self) -> CurveView:
        """The picture of 1-D data, made when it is first needed."""
        if self._curve is None:
            self._curve = CurveView(self.theme.view_colours(), self)
            self._curve.setObjectName("output_curve")
            self.stack.addWidget(self._curve)
            self._show_parts(self._curve)
        return self._curve

    def refresh(self) -> None:
        """Draw the newest snapshot."""
        self.on_view_changed(self.session.view)
        self.on_snapshot(self.session.snapshot)

    # From the session ------------------------------------------------------------------------

    def on_started(self, _started: Started) -> None:
        """Make room for the data of the new run."""
        self._drawn, self._plane = None, None
        self._enlarged = False
        self.map.set_neuron_map(None)
        if self._curve is not None:
            self._curve.set_neuron_curve(None)
        self._show_data()

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Draw the map and the numbers, unless nobody sees them or they are drawn already."""
        data = self.session.data
        if data is None or snapshot is None or snapshot is self._drawn or not self.isVisible():
            return
        self._drawn = snapshot
        if snapshot.plane is not None and snapshot.maps is not None:
            if snapshot.plane is not self._plane:
                self._show_plane(snapshot.plane, data)
            self._show_maps(snapshot.maps)
        self._show_numbers(snapshot, data)

    def on_view_changed(self, view: ViewState) -> None:
        """Show what the view asks for."""
        self.test_field.set_value(view.show_test)
        self.hard_field.set_value(view.hard_classes)
        columns = 2 if self.session.data is None else len(self.session.data.column_names)
        self.plane_field.set_value(plane_id(view.plane, columns))
        self.map.set_hard_classes(view.hard_classes)
        for picture in self._pictures():
            self._show_parts(picture)
        if self._drawn is not None and self._drawn.maps is not None and self.isVisible():
            self._show_neuron(self._drawn.maps)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        colours = self.theme.view_colours(classes_of(self.session.data))
        for picture in self._pictures():
            picture.set_colours(colours)

    # From the controls -----------------------------------------------------------------------

    @Slot(str)
    def on_plane_chosen(self, chosen: str) -> None:
        """Look at another plane."""
        self.session.set_plane(plane_of(chosen))

    @Slot(bool)
    def on_test_chosen(self, shown: bool) -> None:
        """Show or hide the test data."""
        self.session.set_view(show_test=shown)

    @Slot(bool)
    def on_hard_chosen(self, hard: bool) -> None:
        """Show hard classes or shades."""
        self.session.set_view(hard_classes=hard)

    # Inside ----------------------------------------------------------------------------------

    def _pictures(self) -> list[MapView | CurveView]:
        """Return the pictures that were made."""
        return [self.map] if self._curve is None else [self.map, self._curve]

    def _show_parts(self, picture: MapView | CurveView) -> None:
        """Show or hide training and test points as the view says."""
        picture.set_points_visible("train", self.session.view.show_train)
        picture.set_points_visible("test", self.session.view.show_test)

    def _show_data(self) -> None:
        """Set up what changes only with the data."""
        data = self.session.data
        if data is None:
            return
        columns = data.train_points.shape[1]
        classification = data.task != "regression"
        self.stack.setCurrentWidget(self.curve if columns == 1 else self.map)
        self.on_theme_changed()
        names = tuple(class_label(data, k) for k in range(len(data.class_names)))
        self.map.set_task(TASKS[data.task], names, data.target_name)
        if not classification:
            self.map.set_value_range(float(data.train_labels.min()), float(data.train_labels.max()))
        self.hard_field.setVisible(classification and columns > 1)
        self.plane_field.set_choices(plane_choices(data) if columns > 2 else ())
        self.plane_field.setVisible(columns > 2)
        self.plane_field.set_value(plane_id(self.session.view.plane, columns))
        self.numbers.set_score_name(self.tr("accuracy") if classification else "R²")
        self.numbers.clear()

    def _show_plane(self, plane: Plane, data: DataSummary) -> None:
        """Draw axes and points; they stay until plane or data change."""
        self._plane = plane
        labels = plane_labels(plane)
        parts: tuple[tuple[Part, Array, Array], ...] = (
            ("train", data.train_points, data.train_labels),
            ("test", data.test_points, data.test_labels),
        )
        if len(plane.extent) == 1:
            target = feature_label(data.target_name)
            self.curve.set_extent(plane.extent[0], (labels[0], target))
            for part, points, values in parts:
                self.curve.set_points(part, points[:, 0], values)
        else:
            self.map.set_extent((plane.extent[0], plane.extent[1]), (labels[0], labels[1]))
            for part, points, values in parts:
                self.map.set_points(part, plane.project(points), values)

    def _show_maps(self, maps: MapResult) -> None:
        if maps.output.ndim == 2:
            self.curve.set_curve(maps.output)
        else:
            self.map.set_map(maps.output)
        self._show_neuron(maps)

    def _show_neuron(self, maps: MapResult) -> None:
        """Enlarge the chosen neuron instead of the output, if its map was made."""
        data, sizes, chosen = self.session.data, self.session.layer_sizes, self.session.view.neuron
        groups = (maps.inputs, *maps.hidden)
        values, label = None, ""
        if data is not None and chosen is not None and chosen[0] < len(groups) == len(sizes) - 1:
            layer, unit = chosen
            if unit < len(groups[layer]):
                values, label = groups[layer][unit], neuron_label(data, sizes, layer, unit)
        if values is None and not self._enlarged:
            return
        self._enlarged = values is not None
        if maps.output.ndim == 2:
            self.curve.set_neuron_curve(values, label)
        else:
            self.map.set_neuron_map(values, label)

    def _show_numbers(self, snapshot: Snapshot, data: DataSummary) -> None:
        metric = "r2" if data.task == "regression" else "accuracy"
        for part in PARTS:
            loss = snapshot.metrics.get(f"{part}_loss")
            self.numbers.set_value(f"{part}_loss", format_measure(loss))
            score = snapshot.metrics.get(f"{part}_{metric}")
            text = format_measure(score) if metric == "r2" else format_share(score)
            self.numbers.set_value(f"{part}_score", text)
        for picture in self._pictures():
            picture.setAccessibleDescription(self.numbers.sentence())


def classes_of(data: DataSummary | None) -> int:
    """Return the number of classes whose colours are needed."""
    return 2 if data is None else max(2, len(data.class_names))


def plane_labels(plane: Plane) -> tuple[str, ...]:
    """Return the names of the axes as people write them."""
    return tuple(feature_label(label) for label in plane.labels)


def plane_id(plane: PlaneChoice, columns: int) -> str:
    """Return the id of a plane in the list of choices.

    Examples
    --------
    >>> plane_id((0, 2), 4), plane_id("auto", 4), plane_of("0,2"), plane_of("principal")
    ('0,2', '0,1', (0, 2), 'principal')
    """
    shown = automatic_plane(columns) if plane == "auto" else plane
    return f"{shown[0]},{shown[1]}" if isinstance(shown, tuple) else PRINCIPAL


def plane_of(chosen: str) -> PlaneChoice:
    """Return the plane of an id."""
    if chosen == PRINCIPAL:
        return "principal"
    across, up = chosen.split(",")
    return int(across), int(up)


def plane_choices(data: DataSummary) -> list[Choice]:
    """Return every pair of columns, and the principal axes."""
    names = [feature_label(name) for name in data.column_names]
    choices = [Choice(PRINCIPAL, translate_template("principal axes"))]
    for across, up in combinations(range(len(names[:LISTED_COLUMNS])), 2):
        choices.append(Choice(f"{across},{up}", f"{names[across]} · {names[up]}"))
    return choices
