"""The plots: loss, accuracy, learning rate and gradient over the course of the run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from engine.experiment import resolve_loss
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.axis import RunClock, last_of_each
from playground.panels.names import mark_label, setting_labels
from playground.panels.panel import Panel
from playground.panels.spoken import spoken_curves
from playground.theme import Theme, spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.loss_plot import LossPlot
from playground.worker.commands import CURVES
from playground.worker.events import Points, Started

LOSS, SCORE, R2 = 0, 1, 4  # places in the list of plots; R² lies behind the tab of the score


@dataclass(frozen=True)
class Line:
    """One curve of a plot: which column of the history it shows, and how."""

    id: str
    label: str
    source: str
    column: str
    colour: int = 0
    dashed: bool = False
    width: float = 2.0
    band: bool = False


class PlotsPanel(Panel):
    """Four plots behind tabs; only the one in front is fed."""

    views: ClassVar[tuple[str, ...]] = (CURVES,)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.setAccessibleName(self.tr("Plots"))
        self._lines = self._all_lines()
        self._drawn: Points | None = None

        self.tabs = QTabBar(self)
        describe(
            self.tabs, "plots.tab", self.tr("Plots"), self.tr("Which curve of the run to show.")
        )
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.axis_field = SegmentedField(
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
        head = QHBoxLayout()
        head.setSpacing(spacing(3))
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.axis_field)

        self.stack = QStackedWidget(self)
        self._plots: dict[int, LossPlot] = {}
        for title in (self.tr("Loss"), self.tr("Accuracy"), self.tr("Rate"), self.tr("Gradient")):
            self.tabs.addTab(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2))
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addWidget(self.stack, 1)

        self.tabs.currentChanged.connect(self.on_tab_changed)
        self.axis_field.value_changed.connect(self.on_axis_chosen)
        self.follow(session.started, self.on_started)
        self.follow(session.curves_changed, self.on_points)
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(session.experiment_changed, self.on_experiment_changed)
        self._name_plots()
        self.on_view_changed(session.view)

    def plot(self, number: int) -> LossPlot:
        """Return a plot; it is made when it is first needed."""
        if number not in self._plots:
            self._plots[number] = self._make_plot(number)
            self._plots[number].set_level(*self._level(number))
        return self._plots[number]

    def refresh(self) -> None:
        """Draw the newest curves."""
        self.on_points(self.session.points)

    # From the session ------------------------------------------------------------------------

    def on_started(self, _started: Started) -> None:
        """Begin with empty plots."""
        self._drawn = None
        for plot in self._plots.values():
            plot.clear()
        self._name_plots()

    def on_experiment_changed(self, _experiment: object) -> None:
        """Follow a change of the loss."""
        self._name_plots()

    def on_points(self, points: Points | None) -> None:
        """Draw the curves of the plot in front."""
        if points is not None and points is not self._drawn and self.isVisible():
            self._drawn = points
            self._draw(points)

    def on_view_changed(self, view: ViewState) -> None:
        """Show the axis and the scale that are asked for."""
        self.axis_field.set_value(view.x_axis)
        self.plot(LOSS).set_log_y(view.log_loss)
        for plot in self._plots.values():
            plot.set_x_label(self._axis_name(view.x_axis))
        if self._drawn is not None and self.isVisible():
            self._draw(self._drawn)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        for plot in self._plots.values():
            plot.set_colours(self.theme.view_colours())

    # From the controls -----------------------------------------------------------------------

    @Slot(int)
    def on_tab_changed(self, number: int) -> None:
        """Bring another plot to the front."""
        self.stack.setCurrentWidget(self.plot(self._front()))
        if self._drawn is not None:
            self._draw(self._drawn)

    @Slot(str)
    def on_axis_chosen(self, axis: str) -> None:
        """Count epochs, updates or samples."""
        self.session.set_view(x_axis=axis)

    @Slot(bool)
    def on_log_chosen(self, log: bool) -> None:
        """Use a logarithmic scale or a plain one."""
        self.session.set_view(log_loss=log)

    # Inside ----------------------------------------------------------------------------------

    def _all_lines(self) -> tuple[tuple[Line, ...], ...]:
        """Return the curves of each plot; the batches come first, to lie below the others."""
        train, test, penalty = self.tr("train"), self.tr("test"), self.tr("penalty")
        rate, norm = self.tr("learning rate"), self.tr("gradient norm")
        return (
            (
                Line("batch", self.tr("batch"), "batches", "loss", 5, width=1.0, band=True),
                Line("train", train, "evaluations", "train_loss", 0),
                Line("test", test, "evaluations", "test_loss", 1),
                Line("penalty", penalty, "batches", "penalty", 2, dashed=True, width=1.0),
            ),
            (
                Line("train", train, "evaluations", "train_accuracy", 0),
                Line("test", test, "evaluations", "test_accuracy", 1),
            ),
            (Line("rate", rate, "batches", "learning_rate", 0),),
            (Line("norm", norm, "batches", "gradient_norm", 0, width=1.0, band=True),),
            (
                Line("train", train, "evaluations", "train_r2", 0),
                Line("test", test, "evaluations", "test_r2", 1),
            ),
        )

    def _make_plot(self, number: int) -> LossPlot:
        names = ("loss", "accuracy", "rate", "gradient", "r2")
        labels = (self.tr("loss"), self.tr("accuracy"), self.tr("learning rate"),
                  self.tr("gradient norm"), "R²")  # fmt: skip
        plot = LossPlot(self.theme.view_colours(), labels[number], self.stack)
        plot.setObjectName(f"plot_{names[number]}")
        for line in self._lines[number]:
            plot.add_curve(line.id, line.label, line.colour, line.dashed, line.width)
        plot.log_button.setVisible(number not in (SCORE, R2))
        plot.set_x_label(self._axis_name(self.session.view.x_axis))
        if number == LOSS:
            plot.log_button.toggled.connect(self.on_log_chosen)
        self.stack.addWidget(plot)
        return plot

    def _front(self) -> int:
        """Return the number of the plot that belongs in front."""
        number = self.tabs.currentIndex()
        return R2 if number == SCORE and self._regression() else number

    def _regression(self) -> bool:
        return self.session.data is not None and self.session.data.task == "regression"

    def _name_plots(self) -> None:
        """Fit the tab of the score and the chance lines to task and loss."""
        self.tabs.setTabText(SCORE, "R²" if self._regression() else self.tr("Accuracy"))
        self.stack.setCurrentWidget(self.plot(self._front()))
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

    def _draw(self, points: Points) -> None:
        number = self._front()
        plot, clock, axis = self.plot(number), RunClock(points), self.session.view.x_axis
        spoken = []
        for line in self._lines[number]:
            series = points.batches if line.source == "batches" else points.evaluations
            curve = series.get(line.column)
            missing = curve is None or (line.id == "penalty" and not curve.high.any())
            self._show_entry(plot, line, not missing)
            if curve is None or missing:
                plot.set_curve(line.id, (), ())
                continue
            if line.id != "batch":  # too noisy to be told
                spoken.append((line.label, curve.mean))
            band = (curve.low, curve.high) if line.band else (None, None)
            plot.set_curve(line.id, clock.at(curve.step, axis), curve.mean, *band)
        plot.setAccessibleDescription(spoken_curves(spoken))
        changes = [mark for mark in points.marks if mark.step > 0]  # at 0 nothing has begun
        places = clock.at([mark.step for mark in changes], axis)
        labels = setting_labels(self.session.experiment)
        low, high = plot.canvas.shown()[0]
        width = float(clock.at(points.step, axis)) if plot.following else high - low
        marks = last_of_each(changes, places.tolist(), width)
        plot.set_marks([(place, mark_label(mark.text, labels)) for place, mark in marks])

    def _show_entry(self, plot: LossPlot, line: Line, shown: bool) -> None:
        """Leave out of the legend what this run does not have, such as a penalty of zero."""
        entry = plot.findChild(QWidget, f"legend_{line.id}")
        if isinstance(entry, QWidget) and entry.isHidden() == shown:
            entry.setVisible(shown)

    def _axis_name(self, axis: str) -> str:
        names = {
            "updates": self.tr("updates"),
            "samples": self.tr("samples"),
            "seconds": self.tr("seconds"),
        }
        return names.get(axis, self.tr("epochs"))
