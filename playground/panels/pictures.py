"""The pictures of the output, one of them in front: map, curve, hidden space, confusion matrix."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine import Dataset
from engine.microscope.confusion import Confusion
from engine.microscope.hidden import HiddenSpace
from engine.microscope.maps import MapResult, Plane
from playground.i18n import translate_template
from playground.models.session import Session
from playground.models.view_state import Space
from playground.panels.confusion_page import ConfusionPage
from playground.panels.digit_page import DigitPage, has_digits
from playground.panels.guessing import loss_of_guessing
from playground.panels.names import class_label, feature_label, neuron_label
from playground.panels.planes import plane_labels
from playground.theme import Theme
from playground.widgets.colours import ViewColours
from playground.widgets.curve_view import CurveView
from playground.widgets.describe import describe
from playground.widgets.map_view import MapView, Part, Task
from playground.widgets.space_view import SpaceView
from playground.widgets.tab_order import put_into_tab_order
from playground.worker.events import Array, DataSummary, Snapshot

LAYERS = ("mistakes", "halos", "batch")
"""What can be shown about each point; names of the view's fields."""
TASKS: dict[str, Task] = {
    "binary": "binary",
    "multiclass": "multiclass",
    "regression": "regression",
}
Pointed = MapView | CurveView | SpaceView


class Pictures(QStackedWidget):
    """All pictures; each is made when it is first in front, and only that one is drawn.

    Parameters
    ----------
    session : Session
        Whose data, network and view are shown.
    theme : Theme
        Colours in force.
    parent : QWidget

    Signals
    -------
    looking_changed(bool)
        Someone begins to read out a picture, or ends it.
    let_go
        Escape.
    """

    looking_changed = Signal(bool)
    let_go = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._plane: Plane | None = None
        self._hidden: tuple[int, int] | None = None
        self._classes = classes_of(session.data)
        self.enlarged = False
        """Whether the map shows one neuron instead of the output."""
        self.painted: Callable[[], Dataset | None] = lambda: None
        """Returns points that are shown instead of the run's, which may be older."""
        self.map = MapView(theme.view_colours(), self)
        self._curve: CurveView | None = None
        self._space: SpaceView | None = None
        self._confusion: ConfusionPage | None = None
        self._digits: DigitPage | None = None
        self._add(self.map, "output.map")

    # The pictures ----------------------------------------------------------------------------

    @property
    def curve(self) -> CurveView:
        """The picture of 1-D data."""
        if self._curve is None:
            self._curve = CurveView(self._colours(), self)
            self._add(self._curve, "output.curve")
        return self._curve

    @property
    def space(self) -> SpaceView:
        """The picture of a hidden layer."""
        if self._space is None:
            self._space = SpaceView(self._colours(), self)
            self._add(self._space, "output.hidden_space")
            self._set_task(self._space)
        return self._space

    @property
    def confusion(self) -> ConfusionPage:
        """The confusion matrix."""
        if self._confusion is None:
            self._confusion = ConfusionPage(self._colours(), self)
            self._confusion.part_chosen.connect(self._on_part_chosen)
            self.addWidget(self._confusion)
            put_into_tab_order(self)
            self._confusion.table.set_classes(self._class_names())
        return self._confusion

    @property
    def digits(self) -> DigitPage:
        """The pad to draw a digit on."""
        if self._digits is None:
            self._digits = DigitPage(self._session, self._colours())
            self.addWidget(self._digits)
            put_into_tab_order(self)
            self._digits.show_data()
        return self._digits

    @property
    def pointed(self) -> list[Pointed]:
        """The pictures with points that were made."""
        return [each for each in (self.map, self._curve, self._space) if each is not None]

    @property
    def front(self) -> Pointed | ConfusionPage | DigitPage:
        """The picture that belongs in front."""
        match space_of(self._session):
            case "hidden":
                return self.space
            case "confusion":
                return self.confusion
            case "pad":
                return self.digits
        data = self._session.data
        return self.curve if data is not None and data.train_points.shape[1] == 1 else self.map

    @property
    def looked_at(self) -> bool:
        """Whether someone reads a picture out."""
        return any(picture.looked_at is not None for picture in self.pointed)

    @property
    def plane(self) -> Plane | None:
        """The plane drawn."""
        return self._plane

    def _add(self, picture: Pointed, name: str) -> None:
        """Name a picture, say how it is read, and listen to it."""
        spoken = picture.accessibleDescription()
        describe(
            picture, name, picture.accessibleName(),
            self.tr("Point at it, or move a cross by arrow keys, to read what lies there."),
        )  # fmt: skip
        picture.setAccessibleDescription(spoken)
        picture.looking_changed.connect(self.looking_changed)
        picture.let_go.connect(self.let_go)
        picture.clicked.connect(self._on_clicked)
        self.addWidget(picture)
        put_into_tab_order(self)
        self._show_layers(picture)

    # What is shown ---------------------------------------------------------------------------

    def show_data(self) -> None:
        """Make room for the data of a new run."""
        self._plane, self._hidden, self.enlarged = None, None, False
        self.map.set_neuron_map(None)
        if self._curve is not None:
            self._curve.set_neuron_curve(None)
        data = self._session.data
        if data is None:
            return
        if classes_of(data) != self._classes:
            self.set_colours()
        for picture in self.pointed:
            self._set_task(picture)
        if self._confusion is not None:
            self._confusion.table.set_classes(self._class_names())
        if self._digits is not None and has_digits(self._session):
            self._digits.show_data()
        self.bring_to_front()

    def show_moved_data(self) -> None:
        """Show data that changed while the run goes on."""
        data, plane = self._session.data, self._plane
        if data is not None and plane is not None:
            self._place_points(plane, data)
            for picture in self.pointed:
                picture.points.set_loss_unit(loss_of_guessing(self._session.experiment, data))

    def show_view(self) -> None:
        """Show what the view asks for."""
        view = self._session.view
        self.map.set_hard_classes(view.hard_classes)
        self.map.set_contours(view.contours)
        for picture in self.pointed:
            self._show_layers(picture)
        self.bring_to_front()

    def bring_to_front(self) -> None:
        """Put in front what belongs there; another layer is seen afresh."""
        front = self.front
        if self.currentWidget() is not front:
            for picture in self.pointed:
                picture.look_at(None)
            self.setCurrentWidget(front)

    def set_colours(self) -> None:
        """Draw in the colours of the theme."""
        self._classes = classes_of(self._session.data)
        for picture in self.pointed:
            picture.set_colours(self._colours())
        if self._confusion is not None:
            self._confusion.table.set_colours(self._colours())
        if self._digits is not None:
            self._digits.set_colours(self._colours())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what a snapshot has for the picture in front."""
        data, front = self._session.data, self.front
        if data is None:
            return
        if isinstance(front, ConfusionPage):
            if snapshot.confusion is not None:
                self._show_confusion(front, snapshot.confusion)
            return
        if isinstance(front, DigitPage):
            front.show_snapshot()
            return
        if isinstance(front, SpaceView):
            if snapshot.hidden is not None:
                self._show_hidden(front, snapshot.hidden, data)
        elif snapshot.plane is not None and snapshot.maps is not None:
            if not same_plane(snapshot.plane, self._plane):
                self._place_points(snapshot.plane, data)
            self._show_maps(snapshot.maps)
        if snapshot.points is not None:
            front.set_answers("train", snapshot.points.train)
            front.set_answers("test", snapshot.points.test)
        front.points.set_batch(snapshot.batch_rows if self._session.view.lights_batch else None)
        if front.looked_at is not None:
            front.refresh_reading()

    def show_neuron(self, maps: MapResult) -> None:
        """Enlarge the chosen neuron instead of the output, if its map was made."""
        session = self._session
        data, sizes, chosen = session.data, session.layer_sizes, session.view.neuron
        groups = (maps.inputs, *maps.hidden)
        values, label = None, ""
        if data is not None and chosen is not None and chosen[0] < len(groups) == len(sizes) - 1:
            layer, unit = chosen
            if unit < len(groups[layer]):
                values, label = groups[layer][unit], neuron_label(data, sizes, layer, unit)
        if values is None and not self.enlarged:
            return
        self.enlarged = values is not None
        if maps.output.ndim == 2:
            self.curve.set_neuron_curve(values, label)
        else:
            self.map.set_neuron_map(values, label)

    def say(self, sentence: str) -> None:
        """Let screen readers hear how good the network is, of each picture."""
        for picture in self.pointed:
            picture.setAccessibleDescription(sentence)

    # Inside ----------------------------------------------------------------------------------

    @Slot(float, float)
    def _on_clicked(self, x: float, y: float) -> None:
        """Choose the point under the mouse while the microscope is open; none, beside them."""
        if self._session.view.lens is not None and not isinstance(
            self.front, ConfusionPage | DigitPage
        ):
            near = self.front.points.nearest(QPointF(x, y))
            self._session.set_view(point=None if near is None else (near.part, near.row))

    def _on_part_chosen(self, part: str) -> None:
        self._session.set_view(confusion_part=part)
        snapshot = self._session.snapshot
        if snapshot is not None:
            self.show_snapshot(snapshot)

    def _colours(self) -> ViewColours:
        return self._theme.view_colours(classes_of(self._session.data))

    def _class_names(self) -> tuple[str, ...]:
        data = self._session.data
        if data is None:
            return ()
        return tuple(class_label(data, k) for k in range(len(data.class_names)))

    def _show_layers(self, picture: Pointed) -> None:
        """Show or hide points and what is about them as the view says."""
        view = self._session.view
        picture.set_points_visible("train", view.show_train)
        picture.set_points_visible("test", view.show_test)
        layers = {layer for layer in LAYERS if getattr(view, layer)}
        picture.points.show(frozenset(layers | ({"batch"} if view.lights_batch else set())))
        picture.points.set_chosen((view.point or view.worst) if view.lens is not None else None)

    def _set_task(self, picture: Pointed) -> None:
        data = self._session.data
        if data is None:
            return
        picture.points.set_loss_unit(loss_of_guessing(self._session.experiment, data))
        task, names = TASKS[data.task], self._class_names()
        target = feature_label(data.target_name)
        ends = (-1.0, 1.0)
        if len(data.train_labels):
            ends = (float(data.train_labels.min()), float(data.train_labels.max()))
        if isinstance(picture, SpaceView):
            picture.set_task(task, names, target, ends)
        elif isinstance(picture, MapView):
            picture.set_task(task, names, target)
            if task == "regression":
                picture.set_value_range(*ends)

    def _place_points(self, plane: Plane, data: DataSummary) -> None:
        """Draw axes and points; they stay until plane or data change."""
        moved = same_plane(plane, self._plane)
        self._plane = plane
        shown = self.painted() or data
        labels = plane_labels(plane)
        if len(plane.extent) == 1:
            if not moved:
                self.curve.set_extent(plane.extent[0], (labels[0], feature_label(data.target_name)))
            for part, points, values in parts_of(shown):
                self.curve.set_points(part, points[:, 0], values)
        else:
            if not moved:
                self.map.set_extent((plane.extent[0], plane.extent[1]), (labels[0], labels[1]))
            for part, points, values in parts_of(shown):
                self.map.set_points(part, plane.project(points), values)

    def _show_maps(self, maps: MapResult) -> None:
        if maps.output.ndim == 2:
            self.curve.set_curve(maps.output)
        else:
            self.map.set_map(maps.output)
        self.show_neuron(maps)

    def _show_hidden(self, view: SpaceView, hidden: HiddenSpace, data: DataSummary) -> None:
        """Draw the space of a layer; one that was asked for before is not shown."""
        wanted = layer_of(self._session)
        if hidden.layer != wanted:
            return
        if self._hidden != (wanted, self._session.layer_sizes[wanted]):
            self._hidden = (wanted, self._session.layer_sizes[wanted])
            view.forget()
        translate = QCoreApplication.translate
        note = ""
        if self._session.layer_sizes[wanted] > len(hidden.axes):
            note = translate("Pictures", "principal axes: {share} of the variance")
            note = note.format(share=f"{hidden.explained:.0%}")
        view.set_axes(tuple(translate_template(axis) for axis in hidden.axes), note)
        view.set_grid(hidden.grid)
        rows, test_rows = hidden.rows, hidden.test_rows
        view.set_points("train", hidden.points, data.train_labels[rows], rows)
        view.set_points("test", hidden.test_points, data.test_labels[test_rows], test_rows)
        view.fit(hidden.grid)

    def _show_confusion(self, page: ConfusionPage, confusion: Confusion) -> None:
        part = self._session.view.confusion_part
        if part == "test" and not confusion.test.any():
            part = "train"
        page.show_counts(confusion, part)


def space_of(session: Session) -> Space:
    """Return what the output shows: of values there is no confusion, for digits alone a pad."""
    data, space = session.data, session.view.space
    if data is None or (space == "confusion" and data.task == "regression"):
        return "data"
    if space == "pad" and not has_digits(session):
        return "data"
    return space


def layer_of(session: Session) -> int:
    """Return the hidden layer whose space is asked for; the inputs are layer 0."""
    last = len(session.layer_sizes) - 2
    return last if session.view.hidden_layer is None else session.view.hidden_layer


def classes_of(data: DataSummary | None) -> int:
    """Return the number of classes whose colours are needed."""
    return 2 if data is None else max(2, len(data.class_names))


def parts_of(data: DataSummary | Dataset) -> tuple[tuple[Part, Array, Array], ...]:
    """Return name, points and labels of both parts."""
    return (
        ("train", data.train_points, data.train_labels),
        ("test", data.test_points, data.test_labels),
    )


def same_plane(plane: Plane, other: Plane | None) -> bool:
    """Return whether two planes are one: the worker makes them anew when it is asked for more."""
    return plane is other or (
        other is not None
        and plane.labels == other.labels
        and plane.extent == other.extent
        and np.array_equal(plane.axes, other.axes)
        and np.array_equal(plane.origin, other.origin)
    )
