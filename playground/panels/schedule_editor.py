"""The learning rate over the run: what it was, what it will be, and handles that bend it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QElapsedTimer, Slot
from PySide6.QtWidgets import QWidget

from engine.registry import HyperParameter, Part
from engine.schedules import Handle, Schedule
from playground.i18n import translate_template
from playground.models.session import Session
from playground.panels.axis import DoubleArray, RunClock
from playground.panels.curve_page import CurvePage
from playground.panels.gesture import PAUSE_MS
from playground.panels.plot_lines import Recipe
from playground.widgets.colours import ViewColours
from playground.widgets.numbers import format_number
from playground.widgets.plot_curve import CurveStyle
from playground.widgets.plot_handles import PlotHandle, PlotHandles
from playground.worker.events import Points

FUTURE = "future"
RATE = "learning_rate"
"""Id of the handle that stands at the present and moves the rate itself."""
SAMPLES = 300
"""Points of the curve to come."""
DIGITS = 3
"""Significant digits of what a handle sets."""
NEAR = 0.02
"""Share of the axis within which the handle of the rate gives way to others."""


@dataclass(frozen=True)
class Plan:
    """What the settings make of the learning rate, on the axis of updates."""

    schedule: Schedule
    rate: float
    share: float
    total: float
    per_epoch: int

    @property
    def update(self) -> float:
        """Length of an update, in epochs."""
        return 1.0 / self.per_epoch

    @property
    def end(self) -> float:
        """The update with which the training ends."""
        return self.total * self.per_epoch

    def rates(self, steps: DoubleArray) -> DoubleArray:
        """Return the learning rate of each update."""
        factors = self.schedule.factors(steps / self.per_epoch, self.total, self.update)
        return np.asarray(self.rate * self.share * factors)

    def steps_from(self, first: float, until: float) -> DoubleArray:
        """Return updates between two moments, among them those with a handle."""
        corners = [handle.epoch * self.per_epoch for handle in self.handles()]
        corners = [step for step in corners if first < step < until]
        return np.unique([*np.linspace(first, max(first, until), SAMPLES), *corners])

    def handles(self) -> tuple[Handle, ...]:
        """Return the handles of the schedule."""
        return self.schedule.handles(self.total, self.update)


class ScheduleEditor(CurvePage):
    """The plot of the learning rate, past and to come.

    Parameters
    ----------
    session, recipe, colours
        As for a :class:`CurvePage`.
    slim
        Whether it is the small one that stands under another plot: without a
        legend, and on that plot's horizontal axis.
    """

    def __init__(
        self,
        session: Session,
        recipe: Recipe,
        colours: ViewColours,
        slim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._handles: PlotHandles | None = None
        super().__init__(session, recipe, colours, parent)
        if slim:
            self.setObjectName("plot_rate_below")
            self.canvas.set_axis_labels("", self.tr("rate"))
            self.legend.hide()
            self.log_button.hide()
            self.canvas.plot.hideAxis("bottom")
        self.add_curve(FUTURE, self.tr("to come"), CurveStyle(dashed=True, smooth=False))
        self._handles = PlotHandles(self.canvas, colours, self.objectName())
        self._handles.grasped.connect(self.on_grasped)
        self._handles.moved.connect(self.on_moved)
        self._handles.nudged.connect(self.on_nudged)
        self._handles.released.connect(self.on_released)
        self._plan: Plan | None = None
        self._clock: RunClock | None = None
        self._axis = ""
        self._now = 0.0
        self._grasped: Handle | None = None
        self._gesture = object()
        self._since_last = QElapsedTimer()
        self.view_changed.connect(self._show_handles)

    @property
    def handles(self) -> PlotHandles:
        """The handles of the schedule in force."""
        assert self._handles is not None
        return self._handles

    def draw(self, points: Points, clock: RunClock, axis: str, until: float | None = None) -> None:
        """Show what the rate was, and what it will be up to an update; None is the end."""
        super().draw(points, clock, axis)
        training = self._session.experiment.training
        self._plan = plan = Plan(
            training.schedule, training.optimizer.learning_rate, points.rate_share,
            float(training.epochs), clock.per_epoch,
        )  # fmt: skip
        self._clock, self._axis, self._now = clock, axis, float(points.step)
        steps = plan.steps_from(self._now, min(plan.end, until or plan.end))
        places = clock.at(steps, axis)
        if places[-1] > places[0]:
            self.set_curve(FUTURE, places, plan.rates(steps))
        else:  # the training is over, or nothing tells how long an update takes
            self.set_curve(FUTURE, (), ())
        self._show_handles()

    def clear(self) -> None:
        """Begin anew, without handles until there is a curve."""
        if self._handles is not None:
            self._plan = None
            self._handles.set_handles(())
        super().clear()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        super().set_colours(colours)
        if self._handles is not None:
            self._handles.set_colours(colours)

    # The hand --------------------------------------------------------------------------------

    @Slot(str)
    def on_grasped(self, handle_id: str) -> None:
        """Begin a drag; all that it changes is one entry of the history."""
        self._gesture = object()
        self._grasped = self._found(handle_id)

    @Slot(str, float, float)
    def on_moved(self, handle_id: str, x: float, y: float) -> None:
        """Bend the curve to where the mouse is, and tell the values."""
        self._bend(handle_id, self._grasped, x, y)
        self.readout.tell(self.x_label, x, (), self.handles[handle_id].handle.label)
        self.readout.show_at(self.canvas.place_of(x, y), self.canvas.width())

    @Slot(str, float, float)
    def on_nudged(self, handle_id: str, x: float, y: float) -> None:
        """Bend the curve by a stroke of a key; quick ones are one entry of the history."""
        if not self._since_last.isValid() or self._since_last.elapsed() > PAUSE_MS:
            self._gesture = object()
        self._since_last.start()
        self._bend(handle_id, self._found(handle_id), x, y)

    @Slot(str)
    def on_released(self, _handle_id: str) -> None:
        """End a drag."""
        self._grasped = None
        self.show_cursor(None)
        self._show_handles()

    # Inside ----------------------------------------------------------------------------------

    def _bend(self, handle_id: str, handle: Handle | None, x: float, y: float) -> None:
        plan, clock = self._plan, self._clock
        if plan is None or clock is None:
            return
        height = 10.0**y if self.log_y else y
        if handle_id == RATE:
            factor = float(plan.rates(np.array([self._now]))[0]) / plan.rate
            limits = _declared(self._session, "optimizer", RATE)
            value = _round(limits.nearest(max(height, 0.0) / factor), limits)
            self._session.set_value(f"training.optimizer.{RATE}", value, self._gesture)
        elif handle is not None:
            epoch = min(clock.updates(x, self._axis) / plan.per_epoch, plan.total)
            factor = height / (plan.rate * plan.share or 1.0)
            bent = plan.schedule.bent(handle, epoch, factor, plan.total, plan.update)
            allowed = {each.name: each for each in plan.schedule.hyper_parameters()}
            values = {
                f"training.schedule.{name}": _round(value, allowed[name])
                for name, value in bent
                if name in (handle.along, handle.up)
            }
            self._session.set_values(values, self._gesture)

    def _found(self, handle_id: str) -> Handle | None:
        handles = () if self._plan is None else self._plan.handles()
        return next((each for each in handles if _id_of(each) == handle_id), None)

    @Slot()
    def _show_handles(self) -> None:
        plan, clock = self._plan, self._clock
        if self._handles is None or plan is None or clock is None:
            return
        shown = [
            self._plot_handle(_id_of(handle), handle.epoch * plan.per_epoch,
                              plan.rate * plan.share * handle.factor,
                              tuple(filter(None, (handle.along, handle.up))), handle)
            for handle in plan.handles()
        ]  # fmt: skip
        present = float(plan.rates(np.array([self._now]))[0])
        width = float(clock.at(max(plan.end, self._now), self._axis))
        place = float(clock.at(self._now, self._axis))
        crowded = any(abs(each.x - place) < NEAR * width for each in shown)
        held = RATE in self._handles.ids and self._handles[RATE].is_held
        if present > 0.0 and (held or not crowded):
            shown.append(self._plot_handle(RATE, self._now, present, (RATE,), None))
        self._handles.set_handles(shown if width > 0.0 else ())

    def _plot_handle(
        self,
        handle_id: str,
        step: float,
        rate: float,
        names: tuple[str, ...],
        handle: Handle | None,
    ) -> PlotHandle:
        assert self._clock is not None
        owner = "optimizer" if handle is None else "schedule"
        told = []
        for name in names:
            parameter = _declared(self._session, owner, name)
            value = self._session.value(f"training.{owner}.{name}")
            unit = translate_template(parameter.unit) if parameter.unit else ""
            label = translate_template(parameter.label)
            told.append(f"{label} {format_number(float(value))} {unit}".strip())
        low = self.canvas.shown()[1][0]
        y = rate if not self.log_y else np.log10(rate) if rate > 0.0 else low
        ways = {
            (True, True): self.tr("Drag it, or use the arrow keys, to bend the curve."),
            (True, False): self.tr("Drag it, or use Left and Right, to move it in time."),
            (False, True): self.tr("Drag it, or use Up and Down, to raise or lower it."),
        }
        along, up = handle is not None and bool(handle.along), handle is None or bool(handle.up)
        return PlotHandle(
            handle_id, float(self._clock.at(step, self._axis)), float(y), ", ".join(told),
            ways[along, up], along, up,
        )  # fmt: skip


def _id_of(handle: Handle) -> str:
    return handle.along or handle.up


def _declared(session: Session, owner: str, name: str) -> HyperParameter:
    part: Part = getattr(session.experiment.training, owner)
    return next(each for each in part.hyper_parameters() if each.name == name)


def _round(value: float, allowed: HyperParameter) -> float:
    """Return a value with few digits, still within its limits."""
    return allowed.nearest(float(f"{value:.{DIGITS}g}"))
