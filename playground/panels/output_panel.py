"""The output: what the network answers over the plane, along the line, or in two columns."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.microscope.maps import MapResult, Plane
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.guessing import loss_of_guessing
from playground.panels.names import class_label, feature_label, neuron_label
from playground.panels.panel import Panel, panel_layout
from playground.panels.planes import plane_choices, plane_id, plane_labels, plane_of
from playground.panels.score_table import PARTS, ScoreTable, format_measure, format_share
from playground.theme import Theme
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.curve_view import CurveView
from playground.widgets.describe import describe
from playground.widgets.map_view import MapView, Part, Task
from playground.widgets.pointed_view import PointedView
from playground.widgets.tab_order import put_into_tab_order
from playground.widgets.toggle_menu import ToggleMenu
from playground.worker.commands import OUTPUT, POINTS
from playground.worker.events import Array, DataSummary, Snapshot, Started

LAYERS = ("mistakes", "halos", "batch")
"""What can be shown about each point; names of the view's fields."""
TOGGLES = ("show_train", "show_test", *LAYERS, "hard_classes", "contours")
TASKS: dict[str, Task] = {
    "binary": "binary",
    "multiclass": "multiclass",
    "regression": "regression",
}


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
        self.shown = ToggleMenu(self.tr("Show"))
        describe(
            self.shown, "output.show", self.tr("Show"),
            self.tr("What is drawn besides the answers of the network."),
        )  # fmt: skip
        self.shown.add(self._point_toggles())
        self.shown.add(self._map_toggles())
        self.shown.toggled_by_user.connect(self.on_toggled)
        column = panel_layout(self, self.tr("Output"), self.plane_field, self.shown)

        self.map = MapView(theme.view_colours(), self)
        self._name(self.map, "output.map")
        self._curve: CurveView | None = None
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.map)
        column.addWidget(self.stack, 1)

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
            self._name(self._curve, "output.curve")
            self.stack.addWidget(self._curve)
            put_into_tab_order(self.stack)
            self._show_layers(self._curve)
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
        self._show_points(snapshot)
        self._show_numbers(snapshot, data)

    def on_view_changed(self, view: ViewState) -> None:
        """Show what the view asks for."""
        for toggle in TOGGLES:
            self.shown.set_value(toggle, getattr(view, toggle))
        columns = 2 if self.session.data is None else len(self.session.data.column_names)
        self.plane_field.set_value(plane_id(view.plane, columns))
        self.map.set_hard_classes(view.hard_classes)
        self.map.set_contours(view.contours)
        for picture in self._pictures():
            self._show_layers(picture)
        self.update_watch()
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

    @Slot(str, bool)
    def on_toggled(self, toggle: str, shown: bool) -> None:
        """Show more or less."""
        self.session.set_view(**{toggle: shown})

    @Slot(bool)
    def on_looking(self, _looking: bool) -> None:
        """Ask what the network says of each point, or no longer."""
        self.update_watch()

    @Slot()
    def on_let_go(self) -> None:
        """Go back from a neuron to the output."""
        self.session.set_view(neuron=None)

    # Inside ----------------------------------------------------------------------------------

    def _pictures(self) -> list[MapView | CurveView]:
        """Return the pictures that were made."""
        return [self.map] if self._curve is None else [self.map, self._curve]

    def _name(self, picture: PointedView, name: str) -> None:
        """Name a picture, say how it is read, and listen to it."""
        spoken = picture.accessibleDescription()
        describe(
            picture, name, picture.accessibleName(),
            self.tr("Point at it, or move a cross by arrow keys, to read what lies there."),
        )  # fmt: skip
        picture.setAccessibleDescription(spoken)
        picture.looking_changed.connect(self.on_looking)
        picture.let_go.connect(self.on_let_go)

    def _point_toggles(self) -> tuple[Choice, ...]:
        return (
            Choice(
                "show_train", self.tr("training data"),
                self.tr("The examples that the network learns from."),
            ),
            Choice(
                "show_test", self.tr("test data"),
                self.tr("The examples kept apart, which the network has never learnt from."),
            ),
            Choice(
                "mistakes", self.tr("mistakes"),
                self.tr("A cross on each example whose class the network mistakes."),
            ),
            Choice(
                "halos", self.tr("losses"),
                self.tr("A halo around each example with a large loss; it grows with the loss."),
            ),
            Choice(
                "batch", self.tr("batch"),
                self.tr("Rings around the examples of the next batch; not at high speed."),
            ),
        )  # fmt: skip

    def _map_toggles(self) -> tuple[Choice, ...]:
        return (
            Choice(
                "hard_classes", self.tr("hard classes"),
                self.tr("Only which class wins, not how sure the network is."),
            ),
            Choice(
                "contours", self.tr("contour lines"),
                self.tr("Lines of equal answers; the boundary between classes is the thick one."),
            ),
        )  # fmt: skip

    def _show_layers(self, picture: MapView | CurveView) -> None:
        """Show or hide points and what is about them as the view says."""
        view = self.session.view
        picture.set_points_visible("train", view.show_train)
        picture.set_points_visible("test", view.show_test)
        picture.points.show(frozenset(t for t in LAYERS if getattr(view, t)))

    def wanted_views(self) -> frozenset[str]:
        """Return the output and, where each point matters, what is said of each."""
        view = self.session.view
        looking = any(picture.looked_at is not None for picture in self._pictures())
        close = view.halos or view.mistakes or looking
        return frozenset({OUTPUT, POINTS} if close else {OUTPUT})

    def _show_points(self, snapshot: Snapshot) -> None:
        """Tell the picture in front what the network says of each point."""
        picture = self.curve if self.stack.currentWidget() is self._curve else self.map
        points = snapshot.points
        if points is not None:
            picture.set_answers("train", points.train)
            picture.set_answers("test", points.test)
        picture.points.set_batch(snapshot.batch_rows if self.session.view.batch else None)
        if picture.looked_at is not None:
            picture.refresh_reading()

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
        for toggle, offered in (
            ("hard_classes", classification and columns > 1),
            ("contours", columns > 1),
            ("mistakes", classification),
        ):
            self.shown.set_offered(toggle, offered)
        unit = loss_of_guessing(self.session.experiment, data)
        for picture in self._pictures():
            picture.points.set_loss_unit(unit)
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
