"""The plots: curves over the course of the run, and histograms of its newest moment."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from engine.experiment import resolve_loss
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.axis import RunClock
from playground.panels.curve_page import CurvePage
from playground.panels.ghost_bar import GhostBar
from playground.panels.histogram_page import HistogramPage
from playground.panels.panel import Panel
from playground.panels.plot_lines import recipes
from playground.panels.schedule_editor import ScheduleEditor
from playground.theme import Theme, spacing
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.describe import describe
from playground.widgets.fold import Fold
from playground.widgets.labels import text_label
from playground.widgets.number_field import NumberField
from playground.widgets.patience_bar import PatienceBar
from playground.widgets.plot_readout import PlotReading
from playground.widgets.smoothing import MOST
from playground.widgets.tab_order import put_into_tab_order
from playground.widgets.toggle_menu import ToggleMenu
from playground.worker.commands import CURVES
from playground.worker.commands import HISTOGRAMS as HISTOGRAM_VIEW
from playground.worker.events import Points, Snapshot, Started

LOSS, SCORE, RATE, GRADIENT, HISTOGRAMS, R2 = range(6)
"""Numbers of the plots; R² lies behind the tab of the score."""
NAMES = ("loss", "accuracy", "rate", "gradient", "histograms", "r2")
ORDER = (LOSS, SCORE, R2, RATE, GRADIENT, HISTOGRAMS)
"""From left to right."""
TABS = (LOSS, SCORE, RATE, GRADIENT, HISTOGRAMS)
MOST_BESIDE = 2
"""Plots beside the one in front."""
BELOW = "schedule"
"""What shows the schedule below the loss, in the list of plots."""
LEAST_WIDTH = 62
"""Width, in spacing units, that each of several plots side by side has at least."""
LEAST_HEIGHT = 34
"""Height, in spacing units, that a plot has at least with its legend."""
LOSS_SHARE = 2
"""Times the height of the schedule below it."""
LONGEST_BEHIND_MS = 100
"""After so long, plots that are behind no longer wait for frames."""
AHEAD, LEAST_AHEAD = 1 / 3, 10
"""Future below the loss: a share of the past, but at least so many epochs."""


class PlotsPanel(Panel):
    """Plots behind tabs, up to three of them side by side; only those in sight are fed."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.setAccessibleName(self.tr("Plots"))
        self._recipes = recipes()
        self._plots: dict[int, CurvePage] = {}
        self._histograms: HistogramPage | None = None
        self._beside: tuple[str, ...] = ()
        self._below: ScheduleEditor | None = None
        self._drawn: Points | None = None
        self._behind: list[int] = []
        """Plots that are still to be drawn: one a frame, so that no frame takes long."""
        self._catch_up = QTimer(self)
        self._catch_up.setSingleShot(True)
        self._catch_up.setInterval(LONGEST_BEHIND_MS)
        self._catch_up.timeout.connect(self._on_late)
        self.patience = PatienceBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(1))
        column.setSpacing(spacing(1))
        self.fold = Fold(
            "plots.looks", self.tr("Axis and smoothing"),
            self.tr("What the horizontal axis counts, and how much curves are smoothed."),
            self._make_foot(), self,
        )  # fmt: skip
        column.addLayout(self._make_head())
        self._row = QHBoxLayout()
        self._row.setSpacing(spacing(3))
        self._cells: dict[int, QWidget] = {}
        column.addLayout(self._row, 1)
        column.addWidget(self.fold.home)
        self.tabs.currentChanged.connect(self.on_tab_changed)
        self.axis_field.value_changed.connect(self.on_axis_chosen)
        self.smoothing_field.value_changed.connect(self.on_smoothing_chosen)
        self.follow(session.started, self.on_started)
        self.follow(session.curves_changed, self.on_points)
        self.follow(session.snapshot_changed, self.on_snapshot)
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(session.experiment_changed, self.on_experiment_changed)
        self.follow(session.ghosts_changed, self.on_ghosts_changed)
        self._name_plots()
        self.on_view_changed(session.view)

    def plot(self, number: int) -> CurvePage:
        """Return a plot of curves; it is made when it is first needed."""
        if number not in self._plots:
            self._plots[number] = self._make_plot(number)
            self._plots[number].set_level(*self._level(number))
        return self._plots[number]

    @property
    def histograms(self) -> HistogramPage:
        """The page of histograms; it is made when it is first needed."""
        if self._histograms is None:
            page = self._histograms = HistogramPage(self.theme.view_colours())
            page.set_view(self.session.view)
            page.kind_chosen.connect(self.on_kind_chosen)
            page.same_axis_chosen.connect(self.on_same_axis_chosen)
            self._add_cell(HISTOGRAMS, page)
        return self._histograms

    def wanted_views(self) -> frozenset[str]:
        """Return what is looked at: histograms only where they are in sight."""
        return frozenset({CURVES, HISTOGRAM_VIEW} if HISTOGRAMS in self.shown else {CURVES})

    @property
    def shown(self) -> tuple[int, ...]:
        """Numbers of the plots side by side, from left to right, as many as there is room for."""
        room = max(self.width() // spacing(LEAST_WIDTH) - 1, 0)
        beside = [NAMES.index(name) for name in self._beside if name != BELOW]
        beside = [each for each in beside if each != self.tabs.currentIndex()][:room]
        tabs = sorted({self.tabs.currentIndex(), *beside})
        return tuple(R2 if tab == SCORE and self._regression() else tab for tab in tabs)

    def _plots_in_sight(self) -> list[CurvePage]:
        plots = [self.plot(number) for number in self.shown if number != HISTOGRAMS]
        return [*plots, *([self._below] if self._below and self._below.isVisible() else [])]

    def _all_plots(self) -> list[CurvePage]:
        return [*self._plots.values(), *([self._below] if self._below else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold away what the plots need the room of."""
        super().resizeEvent(event)
        if {*self.shown} != {number for number, cell in self._cells.items() if not cell.isHidden()}:
            self._arrange()
        self.fold.set_folded(self.height() < self.minimumSizeHint().height() + self._foot_height())

    def minimumSizeHint(self) -> QSize:
        """Return the room without what can be folded away."""
        hint = super().minimumSizeHint()
        return hint if self.fold.home.isHidden() else hint - QSize(0, self._foot_height())

    def _foot_height(self) -> int:
        return self.fold.content.sizeHint().height() + spacing(1)

    def refresh(self) -> None:
        """Draw the newest curves and histograms."""
        self.on_points(self.session.points)
        self.on_snapshot(self.session.snapshot)

    # From the session ------------------------------------------------------------------------

    def on_started(self, _started: Started) -> None:
        """Begin with empty plots."""
        self._drawn = None
        for plot in self._all_plots():
            plot.clear()
        if self._histograms is not None:
            self._histograms.clear()
        self._name_plots()

    def on_experiment_changed(self, _experiment: object) -> None:
        """Follow a change of the loss, and of early stopping."""
        self._name_plots()

    def on_points(self, points: Points | None) -> None:
        """Draw the curves of the plots in sight; in full run one with each frame."""
        if points is None or points is self._drawn or not self.isVisible():
            return
        self._drawn = points
        self._show_patience(points)
        waiting = [number for number in self._behind if number in self.shown]
        others = [number for number in self.shown if number not in (HISTOGRAMS, *waiting)]
        self._behind = waiting + others
        if not self.session.playing:
            while self._behind:
                self._draw_next()
        elif not self._catch_up.isActive():
            self._catch_up.start()

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Draw a plot that is behind, and the histograms if they are in sight."""
        if self._behind and self.isVisible():
            self._draw_next()
        if snapshot is not None and self.isVisible() and HISTOGRAMS in self.shown:
            self.histograms.show_snapshot(snapshot)

    def on_view_changed(self, view: ViewState) -> None:
        """Show axis, scale, smoothing and histograms that are asked for."""
        self.axis_field.set_value(view.x_axis)
        self.smoothing_field.set_value(view.smoothing)
        self.plot(LOSS).set_log_y(view.log_loss)
        for plot in self._all_plots():
            plot.set_x_label(self._axis_name(view.x_axis))
            plot.set_smoothing(view.smoothing)
            plot.hide_curves(view.hidden_curves)
        if self._histograms is not None:
            self._histograms.set_view(view)
        if view.beside != self._beside:
            self._show_beside(view.beside)
        self._draw()

    def on_ghosts_changed(self, _ghosts: object) -> None:
        """Show the curves of former runs, and those only."""
        for plot in self._plots_in_sight():
            plot.draw_ghosts(self.session.view.x_axis)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        for plot in self._all_plots():
            plot.set_colours(self.theme.view_colours())
        if self._histograms is not None:
            self._histograms.set_colours(self.theme.view_colours())

    # From the controls -----------------------------------------------------------------------

    @Slot(int)
    def on_tab_changed(self, _number: int) -> None:
        """Bring another plot to the front."""
        self._arrange()

    @Slot(str, bool)
    def on_beside_chosen(self, name: str, shown: bool) -> None:
        """Show a plot beside the one in front, or no longer; a third one drives out the first."""
        others = [other for other in self._beside if other != name]
        chosen = [*others, name] if shown else others
        plots = [other for other in chosen if other != BELOW][-MOST_BESIDE:]
        self.session.set_view(beside=(*plots, *([BELOW] if BELOW in chosen else [])))

    @Slot(str, bool)
    def on_curve_toggled(self, curve_id: str, shown: bool) -> None:
        """Remember which curves are hidden."""
        plot = self.sender()
        assert isinstance(plot, CurvePage)
        name, hidden = plot.full_name(curve_id), self.session.view.hidden_curves
        self.session.set_view(hidden_curves=hidden - {name} if shown else hidden | {name})

    @Slot(str)
    def on_axis_chosen(self, axis: str) -> None:
        """Count epochs, updates, samples or seconds."""
        self.session.set_view(x_axis=axis)

    @Slot(object)
    def on_smoothing_chosen(self, smoothing: float) -> None:
        """Smooth the curves."""
        self.session.set_view(smoothing=smoothing)

    @Slot(str)
    def on_kind_chosen(self, kind: str) -> None:
        """Count weights, activations or gradients."""
        self.session.set_view(histogram=kind)

    @Slot(bool)
    def on_same_axis_chosen(self, same: bool) -> None:
        """Let the layers share one axis, or not."""
        self.session.set_view(same_axis=same)

    @Slot(bool)
    def on_log_chosen(self, log: bool) -> None:
        """Use a logarithmic scale or a plain one."""
        self.session.set_view(log_loss=log)

    @Slot(object)
    def on_hovered(self, reading: PlotReading | None) -> None:
        """Show the cursor at the same place in all plots in sight."""
        for plot in self._plots_in_sight():
            if plot is not self.sender():
                plot.show_cursor(None if reading is None else reading.x)

    # Inside ----------------------------------------------------------------------------------

    def _make_head(self) -> QHBoxLayout:
        self.tabs = QTabBar(self)
        describe(
            self.tabs, "plots.tab", self.tr("Plots"), self.tr("Which curve of the run to show.")
        )
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for number in TABS:
            self.tabs.addTab(self._title(number))
        self.beside_menu = ToggleMenu("+", self)
        describe(
            self.beside_menu, "plots.beside", self.tr("Side by side"),
            self.tr("Show up to two more plots beside the chosen one, with one cursor."),
        )  # fmt: skip
        self.beside_menu.list.setAccessibleName(self.beside_menu.accessibleName())
        self.beside_menu.add(
            Choice(NAMES[number], self._title(number, full=True)) for number in TABS
        )
        self.beside_menu.add(
            [
                Choice(
                    BELOW, self.tr("Schedule below the loss"),
                    self.tr("Show the learning rate, past and to come, on the axis of the loss."),
                )
            ]
        )  # fmt: skip
        self.beside_menu.toggled_by_user.connect(self.on_beside_chosen)
        head = QHBoxLayout()
        head.setSpacing(spacing(1))
        head.addWidget(self.tabs)
        head.addWidget(self.beside_menu)
        head.addWidget(GhostBar(self.session, self.theme, self), 1)
        head.addStretch()
        head.addWidget(self.fold)
        return head

    def _make_foot(self) -> QWidget:
        self.smoothing_field = NumberField(0.0, minimum=0.0, maximum=MOST)
        describe(
            self.smoothing_field, "plots.smoothing", self.tr("Smoothing"),
            self.tr("Draws the mean of the last values, the older the lighter they weigh."),
            "s ← β s + (1 − β) y,  divided by 1 − βⁿ", "Kingma & Ba, Adam, ICLR 2015, §3",
        )  # fmt: skip
        self.axis_field = ChoiceField(
            (
                Choice("epochs", self.tr("epochs"), self.tr("Passes through the data.")),
                Choice("updates", self.tr("updates"), self.tr("Steps of the optimizer.")),
                Choice("samples", self.tr("samples"), self.tr("Examples looked at.")),
                Choice("seconds", self.tr("seconds"), self.tr("Time spent in training.")),
            )
        )
        describe(
            self.axis_field, "plots.x_axis", self.tr("Horizontal axis"),
            self.tr("What the horizontal axis counts."),
        )  # fmt: skip
        content = QWidget(self)
        foot = QHBoxLayout(content)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(spacing(2))
        foot.addWidget(self.axis_field)
        foot.addWidget(self.patience)
        foot.addStretch(1)
        foot.addWidget(text_label(self.tr("smoothing"), "caption"))
        foot.addWidget(self.smoothing_field)
        return content

    def _make_plot(self, number: int) -> CurvePage:
        kind = ScheduleEditor if number == RATE else CurvePage
        plot = kind(self.session, self._recipes[NAMES[number]], self.theme.view_colours())
        self._prepare(plot)
        if number == LOSS:
            plot.log_button.toggled.connect(self.on_log_chosen)
        self._add_cell(number, plot)
        return plot

    def _add_cell(self, number: int, page: QWidget) -> None:
        """Give a plot its place in the row, hidden at first."""
        cell = QWidget(self)
        cell.setMinimumHeight(spacing(LEAST_HEIGHT))
        cell.hide()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, LOSS_SHARE)
        place = sum(ORDER.index(other) < ORDER.index(number) for other in self._cells)
        self._row.insertWidget(place, cell, 1)
        self._cells[number] = cell
        put_into_tab_order(page)

    def _title(self, number: int, full: bool = False) -> str:
        """Return the name of a plot on its tab, or where there is more room."""
        if number == HISTOGRAMS:
            return self.tr("Histograms")
        recipe = self._recipes[NAMES[number]]
        return recipe.full_title if full else recipe.title

    def _prepare(self, plot: CurvePage) -> None:
        plot.set_x_label(self._axis_name(self.session.view.x_axis))
        plot.set_smoothing(self.session.view.smoothing)
        plot.hide_curves(self.session.view.hidden_curves)
        plot.hovered.connect(self.on_hovered)
        plot.curve_toggled.connect(self.on_curve_toggled)

    def _show_beside(self, names: tuple[str, ...]) -> None:
        """Show these plots beside the one in front, and the schedule below the loss."""
        below = BELOW in self._beside
        self._beside = names
        for name in self.beside_menu.ids:
            self.beside_menu.set_value(name, name in names)
        if below != (BELOW in names):
            self._show_below(not below)
        self._arrange()

    def _show_below(self, shown: bool) -> None:
        """Show the schedule below the loss, on the same axis, or no longer."""
        loss = self.plot(LOSS)
        if self._below is None:
            recipe, colours = self._recipes[NAMES[RATE]], self.theme.view_colours()
            self._below = ScheduleEditor(self.session, recipe, colours, slim=True)
            self._prepare(self._below)
            self._below.follow_axis_of(loss)
            column = self._cells[LOSS].layout()
            assert isinstance(column, QVBoxLayout)
            column.addWidget(self._below, 1)
        self._below.setVisible(shown)
        height = LEAST_HEIGHT * (1.5 if shown else 1.0)
        self._cells[LOSS].setMinimumHeight(spacing(height))
        loss.set_horizon(0.0)
        self._draw()

    def _arrange(self) -> None:
        """Show the plots that are wanted, and only those."""
        shown = self.shown
        for number in shown:
            _ = self.histograms if number == HISTOGRAMS else self.plot(number)
        for number, cell in self._cells.items():
            cell.setVisible(number in shown)
        self.fold.set_offered(shown != (HISTOGRAMS,))  # they have no course to smooth
        self.update_watch()
        self._draw()
        self.on_snapshot(self.session.snapshot)

    def _regression(self) -> bool:
        return self.session.data is not None and self.session.data.task == "regression"

    def _name_plots(self) -> None:
        """Fit the tab of the score and the chance lines to task and loss."""
        score = self._recipes["r2" if self._regression() else "accuracy"]
        self.tabs.setTabText(SCORE, score.title)
        self.beside_menu.entry(NAMES[SCORE]).setText(score.full_title)
        self._arrange()
        for number, plot in self._plots.items():
            plot.set_level(*self._level(number))

    def _level(self, number: int) -> tuple[float | None, str]:
        """Return what can be had without learning anything, and what it is called."""
        data = self.session.data
        classes = 2 if data is None else max(2, len(data.class_names))
        task = "binary" if data is None else data.task
        loss = resolve_loss(self.session.value("training.loss"), task)
        if number == LOSS and (loss.takes_logits and (task == "binary" or len(loss.tasks) == 1)):
            return math.log(classes), self.tr("guessing: ln {classes}").format(classes=classes)
        if number == SCORE:
            return 1.0 / classes, self.tr("guessing")
        return (0.0, self.tr("always the mean")) if number == R2 else (None, "")

    def _draw(self) -> None:
        """Have all plots in sight drawn, once what happens now is over."""
        points = self._drawn
        if points is None or not self.isVisible():
            return
        self._behind.clear()
        for number in self.shown:
            if number != HISTOGRAMS:
                self._feed(number, points)
        self._show_patience(points)

    @Slot()
    def _on_late(self) -> None:
        """Draw a plot that has waited too long for a frame."""
        if self._behind:
            self._draw_next()
        if self._behind:
            self._catch_up.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw no more; what is behind is drawn when it is shown again."""
        super().hideEvent(event)
        self._catch_up.stop()
        if self._behind:
            self._behind.clear()
            self._drawn = None

    def _draw_next(self) -> None:
        """Draw the newest curves of the plot that is behind for longest."""
        number = self._behind.pop(0)
        if self._drawn is not None and number in self.shown:
            for plot in self._feed(number, self._drawn):
                plot.draw_now()

    def _feed(self, number: int, points: Points) -> list[CurvePage]:
        """Give a plot its curves, with the loss also the schedule below it; return both."""
        plot, below = self.plot(number), self._below
        clock, axis = RunClock(points), self.session.view.x_axis
        plot.draw(points, clock, axis)
        if number != LOSS or below is None or not below.isVisible():
            return [plot]
        self._draw_below(below, points, clock, axis)
        return [plot, below]

    def _show_patience(self, points: Points) -> None:
        rule = self.session.experiment.training.early_stopping
        self.patience.set_waited(*((None, 0) if rule is None else (points.waited, rule.patience)))

    def _draw_below(
        self, below: ScheduleEditor, points: Points, clock: RunClock, axis: str
    ) -> None:
        """Show the schedule, and let the axis of the loss reach into the future with it."""
        ahead = max(AHEAD * points.step, float(LEAST_AHEAD * clock.per_epoch))
        end = float(self.session.experiment.training.epochs * clock.per_epoch)
        until = min(points.step + ahead, max(end, points.step))
        self.plot(LOSS).set_horizon(float(clock.at(until, axis)))
        below.draw(points, clock, axis, until)

    def _axis_name(self, axis: str) -> str:
        names = {
            "updates": self.tr("updates"),
            "samples": self.tr("samples"),
            "seconds": self.tr("seconds"),
        }
        return names.get(axis, self.tr("epochs"))
