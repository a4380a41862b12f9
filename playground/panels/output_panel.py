"""The output: what the network answers, what its layers make of the data, and how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.digit_page import has_digits
from playground.panels.output_choices import map_toggles, point_toggles, space_choices, space_id
from playground.panels.paint_bar import PaintBar
from playground.panels.panel import Panel, fit_margins, is_roomy, panel_layout
from playground.panels.pictures import Pictures, layer_of, same_plane, space_of
from playground.panels.plane_field import PlaneField
from playground.panels.planes import plane_id, plane_of
from playground.panels.score_table import PARTS, SEALED, ScoreTable, format_measure, format_share
from playground.theme import Theme, spacing
from playground.widgets.choices import ChoiceField
from playground.widgets.curve_view import CurveView
from playground.widgets.describe import describe
from playground.widgets.film_strip import FilmStrip
from playground.widgets.fold import Fold
from playground.widgets.labels import text_label
from playground.widgets.map_view import MapView
from playground.widgets.toggle_menu import ToggleMenu
from playground.worker.commands import CONFUSION, HIDDEN, OUTPUT, POINTS, WEIGHTS
from playground.worker.events import DataSummary, Snapshot, Started, WorkerState

VIEWS = {"data": OUTPUT, "hidden": HIDDEN, "confusion": CONFUSION, "pad": WEIGHTS}
"""What the worker is asked for, by what the output shows."""

POINTED = ("data", "hidden")
"""Pictures with points."""


class OutputPanel(Panel):
    """Boundary, surface, curve, hidden space or confusion matrix, and four numbers."""

    views: ClassVar[tuple[str, ...]] = (OUTPUT,)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._build()
        self._drawn: Snapshot | None = None
        self._told: Mapping[str, float] = {}
        self._past = False
        self.follow(session.started, self.on_started)
        self.follow(session.data_changed, self.on_data_changed)
        self.follow(session.state_changed, self.on_state_changed)
        self.follow(session.snapshot_changed, self.on_snapshot)
        self.follow(session.view_changed, self.on_view_changed)
        self._show_data()
        self.on_view_changed(session.view)

    def _build(self) -> None:
        self.back = QPushButton(self.tr("← output"))
        self.back.setProperty("quiet", True)
        describe(
            self.back, "output.back", self.tr("Back to the output"),
            self.tr("Shows the answer of the network again instead of that of one neuron."),
        )  # fmt: skip
        self.back.clicked.connect(self.on_let_go)
        self.space_field = ChoiceField(())
        self.space_field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        describe(
            self.space_field, "output.space", self.tr("Picture"),
            self.tr("The data as they are, as a hidden layer sees them, or which are mistaken."),
        )  # fmt: skip
        self.space_field.value_changed.connect(self.on_space_chosen)
        self.shown = ToggleMenu(self.tr("Show"))
        describe(
            self.shown, "output.show", self.tr("Show"),
            self.tr("What is drawn besides the answers of the network."),
        )  # fmt: skip
        self.shown.add(point_toggles())
        self.shown.add(map_toggles())
        self.shown.toggled_by_user.connect(self.on_toggled)
        self.plane_field = PlaneField()
        self.plane_field.value_changed.connect(self.on_plane_chosen)
        self._heading = text_label(self.tr("Output"), "heading")
        self.plane_fold = Fold(
            "output.plane_shown", self.tr("Plane"),
            self.tr("Which plane through the data is shown."), self.plane_field, self,
        )  # fmt: skip
        column = panel_layout(
            self, self._heading, self.back, self.space_field, self.plane_fold, self.shown
        )
        column.addWidget(self.plane_fold.home)
        self.stack = Pictures(self.session, self.theme, self)
        self.stack.looking_changed.connect(self.on_looking)
        self.stack.let_go.connect(self.on_let_go)
        self.paint_bar = PaintBar(self.session, self.theme, self.map, self)
        self.stack.painted = self.paint_bar.dataset
        column.addWidget(self.paint_bar)
        column.addWidget(self.stack, 1)
        self.film = FilmStrip(self.theme.view_colours(), self.map.pixels_of)
        describe(
            self.film, "output.film", self.tr("Film strip"),
            self.tr("The output over the run: click a picture to go back to its moment."),
        )  # fmt: skip
        self.film.chosen.connect(self.on_moment_chosen)
        column.addWidget(self.film)
        self.numbers = ScoreTable()
        self.numbers.setObjectName("output_numbers")
        self.numbers.seal_broken.connect(self.on_seal_broken)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(spacing(3))
        self._foot.addWidget(self.numbers)
        column.addLayout(self._foot)

    @property
    def map(self) -> MapView:
        """The picture of data of two columns or more."""
        return self.stack.map

    @property
    def curve(self) -> CurveView:
        """The picture of 1-D data."""
        return self.stack.curve

    def wanted_views(self) -> frozenset[str]:
        """Return what is in front and, where each point matters, what is said of each."""
        view, space = self.session.view, space_of(self.session)
        close = view.halos or view.mistakes or self.stack.looked_at
        return frozenset({VIEWS[space], *([POINTS] if close and space in POINTED else [])})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the film out where the picture needs its room."""
        super().resizeEvent(event)
        self._show_heads()

    def refresh(self) -> None:
        """Draw the newest snapshot."""
        self.on_view_changed(self.session.view)
        self.on_snapshot(self.session.snapshot)

    # From the session ------------------------------------------------------------------------

    def on_started(self, started: Started) -> None:
        """Make room for the data of the new run; a branch keeps the film of its past."""
        branch = self._past and self._drawn is not None
        step = started.state.step
        if branch and self._drawn is not None and self._drawn.step == step > 0:
            self.film.cut(step)
        else:
            self.film.clear()
        self._drawn, self._past = None, False
        self._show_data()
        self.update_watch()  # of other data something else may be in front

    def on_data_changed(self, _data: DataSummary) -> None:
        """Show points that were moved, added or taken away while the run goes on."""
        self.stack.show_moved_data()
        self._drawn = None

    def on_state_changed(self, state: WorkerState) -> None:
        """Remember whether a past moment is shown, and show the sealed test once it is opened."""
        self._past = state.past
        self._show_sealed()

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Draw the map and the numbers, unless nobody sees them or they are drawn already."""
        data = self.session.data
        if data is None or snapshot is None or snapshot is self._drawn or not self.isVisible():
            return
        self._drawn = snapshot
        plane, enlarged = self.stack.plane, self.stack.enlarged
        self.stack.show_snapshot(snapshot)
        if snapshot.maps is not None and snapshot.plane is not None:
            if plane is not None and not same_plane(snapshot.plane, plane):
                self.film.clear()  # it showed another plane
            self.film.see(snapshot.step, snapshot.maps.output)
        self.film.set_moment(snapshot.step)
        if self.stack.enlarged != enlarged:
            self._show_heads()
        if snapshot.metrics is not self._told:
            self._show_numbers(snapshot.metrics)

    def on_view_changed(self, view: ViewState) -> None:
        """Show what the view asks for."""
        for toggle in self.shown.ids:
            self.shown.set_value(toggle, getattr(view, toggle))
        columns = 2 if self.session.data is None else len(self.session.data.column_names)
        self.plane_field.set_value(plane_id(view.plane, columns))
        hard = self.map.hard_classes
        self.stack.show_view()
        if self.map.hard_classes != hard:
            self.film.redraw()
        if self._drawn is not None and self._drawn.maps is not None and self.isVisible():
            self.stack.show_neuron(self._drawn.maps)
        self._show_heads()
        self.update_watch()

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.stack.set_colours()
        self.film.set_colours(self.theme.view_colours())

    # From the controls -----------------------------------------------------------------------

    @Slot(str)
    def on_space_chosen(self, chosen: str) -> None:
        """Look at the data, at a hidden layer, or at what is mistaken."""
        space, _, layer = chosen.partition("_")
        if layer:
            self.session.set_view(space=space, hidden_layer=int(layer))
        else:
            self.session.set_view(space=space)

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

    @Slot(int)
    def on_moment_chosen(self, step: int) -> None:
        """Go back to a moment of the run."""
        self.session.seek(step)

    @Slot()
    def on_seal_broken(self) -> None:
        """Open the sealed part of the data."""
        self.session.open_sealed()

    # Inside ----------------------------------------------------------------------------------

    def _show_data(self) -> None:
        """Set up what changes only with the data."""
        data = self.session.data
        if data is None:
            return
        columns = data.train_points.shape[1]
        classification = data.task != "regression"
        self.stack.show_data()
        self.film.set_colours(self.theme.view_colours())
        self.space_field.set_choices(
            space_choices(self.session.layer_sizes, classification, has_digits(self.session))
        )
        for toggle, offered in (
            ("hard_classes", classification and columns > 1),
            ("contours", columns > 1),
            ("mistakes", classification),
        ):
            self.shown.set_offered(toggle, offered)
        self.plane_field.set_data(data)
        self.plane_field.set_value(plane_id(self.session.view.plane, columns))
        self.numbers.set_score_name(self.tr("accuracy") if classification else "R²")
        self.numbers.clear()
        self._told = {}
        self._show_sealed()
        self._show_heads()

    def _show_heads(self) -> None:
        """Show the fields that belong to what is in front."""
        data, view, space = self.session.data, self.session.view, space_of(self.session)
        self.space_field.set_value(space_id(space, layer_of(self.session)))
        columns = 2 if data is None else data.train_points.shape[1]
        enlarged = self.stack.enlarged and space == "data"
        self.back.setVisible(enlarged)
        self.space_field.setVisible(not enlarged)
        roomy = is_roomy(self)
        self.plane_fold.set_folded(not roomy)
        self.plane_fold.set_offered(columns > 2 and space == "data")
        self._spread(roomy)
        beside = (self._heading, self.back if enlarged else self.space_field, self.shown)
        wide = sum(each.sizeHint().width() + spacing(2) for each in beside) + spacing(4)
        self._heading.setVisible(wide <= self.width())
        marked = not self.paint_bar.isHidden()  # the bar has the marks of the classes
        self.map.legend.setVisible(roomy or (self.stack.front is self.map and not marked))
        self.film.setVisible(view.film and space == "data" and not enlarged and roomy)

    def _spread(self, roomy: bool) -> None:
        """Let numbers and legend stand in one low row where the picture needs their room."""
        self.numbers.set_low(low=not roomy)
        legend, height = self.map.legend, self.numbers.sizeHint().height()
        room = self.width() - self.numbers.sizeHint().width() - 3 * spacing(3)
        if roomy or not legend.names or legend.heightForWidth(room) > height + spacing(2):
            self.map.put_legend_below()
        elif self._foot.indexOf(legend) < 0:
            self._foot.addWidget(legend, 1)
        fit_margins(self, roomy=roomy)

    def _show_sealed(self) -> None:
        """Show what the sealed part told, or the button that opens it."""
        data, state = self.session.data, self.session.state
        told = None if state is None else state.sealed
        there = told is not None or (data is not None and data.sealed_rows > 0)
        self.numbers.set_sealed(there=there, opened=told is not None)
        if told is not None:
            self._show_part(SEALED, told.get("loss"), told.get("r2"), told.get("accuracy"))

    def _show_part(
        self, part: str, loss: float | None, r2: float | None, accuracy: float | None
    ) -> None:
        """Show loss and score of a part."""
        self.numbers.set_value(f"{part}_loss", format_measure(loss))
        text = format_measure(r2) if r2 is not None else format_share(accuracy)
        self.numbers.set_value(f"{part}_score", text)

    def _show_numbers(self, metrics: Mapping[str, float]) -> None:
        self._told = metrics
        found = metrics.get
        for part in PARTS:
            self._show_part(
                part, found(f"{part}_loss"), found(f"{part}_r2"), found(f"{part}_accuracy")
            )
        self.stack.say(self.numbers.sentence())
