"""Loss landscape: the loss on a plane through the space of weights, and the run on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.microscope import Ground, Landscape
from playground.i18n import translate_template
from playground.models import landscape_words
from playground.models.parameters import ParameterMap
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.lenses.base import Lens
from playground.panels.lenses.weight_field import SecondWeight, WeightField
from playground.panels.names import neuron_label
from playground.theme import Theme, spacing
from playground.widgets.chart import Arrow, Dot
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.labels import captioned, wrapped_label
from playground.widgets.landscape_view import LandscapeView
from playground.widgets.number_field import NumberField
from playground.worker.inspections.base import Finding
from playground.worker.inspections.landscape import GroundOfRun, WhichPlane, survey_plane
from playground.worker.jobs import JobDone, JobFailed, JobProgress

REACHES = {"weights": 3.0, "random": 1.0, "path": 1.0}
"""How much is shown at first of each kind of plane."""
ARROW = 0.16
"""Length of the arrow downhill, as a share of the picture."""
SHORT, MOST_TIMES = 0.05, 1e6
"""A step shorter than this share of the picture is drawn longer, at most so many times."""
ON_PLANE = 1e-4
"""Distance from the plane, as a share of all weights' length, that only rounding makes."""
MOST_TRAIL = 500


class LandscapeLens(Lens):
    """The loss around the run, computed in the background, from coarse to fine."""

    id = "landscape"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("LandscapeLens", "Landscape")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "LandscapeLens", "The loss around the run as a landscape, and the run's way through it."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._ground: Ground | None = None
        self._landscape: Landscape | None = None
        self._surveyed: tuple[object, ...] | None = None
        """What the picture depends on, besides where the run stood."""
        self._job: int | None = None
        self._listening = False
        self._asked_at: Ground | None = None
        self._trail: list[tuple[float, float]] = []
        self._reaches = dict(REACHES)
        self._make_controls()
        self.view = LandscapeView(theme.view_colours(), theme.sequential)
        describe(
            self.view, "microscope.landscape.view", self.tr("Landscape"),
            self.tr(
                "Arrow keys move a cross; Enter, or a click, gives the network the weights of "
                "that place."
            ),
        )  # fmt: skip
        self.view.setMinimumSize(spacing(60), spacing(34))
        self.view.clicked.connect(self.on_stand)
        self.said = wrapped_label("microscope.landscape.said")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximum(100)
        self.bar.setMaximumHeight(spacing(1))
        describe(
            self.bar, "microscope.landscape.progress", self.tr("Progress"),
            self.tr("How much of the picture is computed."),
        )  # fmt: skip
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        words = QVBoxLayout()
        words.addLayout(self._looks)
        words.addWidget(self.bar)
        words.addWidget(self.said)
        words.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(spacing(4))
        body.addWidget(self.view, 3)
        body.addLayout(words, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(self._head)
        column.addLayout(body, 1)
        self._show_controls()
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(session.started, self.on_other_run)
        self.follow(session.data_changed, self.on_other_run)

    def _make_controls(self) -> None:
        name = "microscope.landscape"
        self.kind = SegmentedField(
            (
                Choice("path", self.tr("path"), self.tr("The plane in which this run moves most.")),
                Choice("random", self.tr("random"), self.tr("Two random directions.")),
                Choice("weights", self.tr("two weights"), self.tr("Two weights, all others held.")),
            )
        )  # fmt: skip
        describe(self.kind, f"{name}.kind", self.tr("Plane"), self.tr("Which plane is shown."))
        self.kind.set_value("path")
        self.first = WeightField(self.session, f"{name}.first")
        self.first.caption.setText(self.tr("across"))
        self.second = SecondWeight(self.session, f"{name}.second")
        self.seed = NumberField(0, minimum=0, maximum=10**6, integer=True, slider=False)
        describe(
            self.seed, f"{name}.seed", self.tr("Seed"),
            self.tr("Another number draws other directions."),
        )  # fmt: skip
        self.reach = NumberField(1.0, minimum=1e-4, maximum=1e4, shown=(0.01, 100.0), scale="log")
        describe(
            self.reach, f"{name}.reach", self.tr("Width"),
            self.tr("How far the picture reaches; around a path, how many times its size."),
        )  # fmt: skip
        self.reach.setMaximumWidth(spacing(50))
        self.logarithmic = FlagField(self.tr("log colours"), default=True)
        describe(
            self.logarithmic, f"{name}.log", self.tr("Log colours"),
            self.tr("Equal steps of colour are equal factors of the loss."),
        )  # fmt: skip
        self.penalties = FlagField(self.tr("with penalties"))
        describe(
            self.penalties, f"{name}.penalties", self.tr("With penalties"),
            self.tr("Adds what L1 and L2 add to the loss."),
        )  # fmt: skip
        self.compute = QPushButton(self.tr("Compute now"))
        describe(
            self.compute, f"{name}.compute", self.tr("Compute now"),
            self.tr("Computes the landscape around where the run stands at this moment."),
        )  # fmt: skip
        self._seed_box = captioned(self.tr("Seed"), self.seed)
        self._head, self._looks = FlowLayout(), FlowLayout()
        for row in (self._head, self._looks):
            row.setContentsMargins(0, 0, 0, 0)
            row.setHorizontalSpacing(spacing(3))
            row.setVerticalSpacing(spacing(1))
        width = captioned(self.tr("± width"), self.reach)
        for each in (self.kind, self.first, self.second, self._seed_box, width):
            self._head.addWidget(each)
        for each in (self.logarithmic, self.penalties, self.compute):
            self._looks.addWidget(each)
        self.kind.value_changed.connect(self.on_kind)
        self.seed.value_changed.connect(self.on_asked)
        self.reach.value_changed.connect(self.on_asked)
        self.second.index_changed.connect(self.on_second)
        self.logarithmic.value_changed.connect(self.on_look)
        self.penalties.value_changed.connect(self.on_look)
        self.compute.clicked.connect(self.on_compute)

    # What is asked ---------------------------------------------------------------------------

    def inspection(self) -> GroundOfRun:
        """Return the question where the run stands."""
        return GroundOfRun()

    @property
    def which(self) -> WhichPlane:
        """The plane that is asked for."""
        kind, seed, reach = self.kind.value, self.seed.value, self.reach.value
        assert isinstance(seed, int)
        assert isinstance(reach, float | int)
        if kind == "weights":
            return WhichPlane("weights", self.first.index, self.second.index, reach=float(reach))
        if kind == "random":
            return WhichPlane("random", seed=seed, reach=float(reach))
        return WhichPlane("path", reach=float(reach))

    @property
    def _wanted(self) -> tuple[object, ...]:
        """All that the picture depends on, besides where the run that is seen stands."""
        return self.which, None if self._ground is None else self._ground.settings

    @property
    def is_finest(self) -> bool:
        """Whether the picture that is asked for is there, as fine as it gets."""
        there = self._landscape is not None and self._landscape.finest
        return there and self._job is None and self._surveyed == self._wanted

    @Slot(str)
    def on_kind(self, kind: str) -> None:
        """Show another kind of plane."""
        self.reach.set_value(self._reaches[kind])
        self._show_controls()
        self._survey()

    @Slot(object)
    def on_asked(self, _value: Any) -> None:
        """Show another part, or other directions."""
        reach = self.reach.value
        assert isinstance(reach, float | int)
        self._reaches[self.kind.value] = float(reach)
        self._survey()

    @Slot()
    def on_second(self) -> None:
        """Show another weight upwards."""
        self._survey()

    @Slot()
    def on_compute(self) -> None:
        """Compute the picture around where the run stands."""
        self._survey(anew=True)

    def on_view_changed(self, _view: ViewState) -> None:
        """Show another weight across."""
        if self.kind.value == "weights" and self.isVisible():
            self._survey()

    def on_other_run(self, _told: object) -> None:
        """Forget the picture of other data or weights."""
        self._forget()

    def _show_controls(self) -> None:
        """Show what belongs to the kind of plane."""
        kind = self.kind.value
        for each in (self.first, self.second):
            each.setVisible(kind == "weights")
        self._seed_box.setVisible(kind == "random")

    # The job ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the background; while hidden there is no job that it could tell of."""
        if self.background is not None and not self._listening:
            self._listening = True
            self.background.progress.connect(self.on_progress)
            self.background.done.connect(self.on_done)
            self.background.failed.connect(self.on_failed)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute nothing any more."""
        super().hideEvent(event)
        self._cancel()

    def _forget(self) -> None:
        self._cancel()
        self._ground = self._landscape = self._surveyed = None
        self._trail.clear()
        self.view.clear()
        self.said.setText("")

    def _cancel(self) -> None:
        if self.background is not None:
            self.background.cancel(self._job)
        if self._job is not None:
            self._surveyed = None
        self._job = None
        self.bar.hide()

    def _survey(self, anew: bool = False) -> None:
        """Have the picture computed that is asked for, if it is not the one that there is."""
        wanted, which, ground = self._wanted, self.which, self._ground
        if ground is None or self.background is None or (wanted == self._surveyed and not anew):
            return
        self._cancel()
        if which.kind == "weights" and which.first == which.second:
            self.show_fault(self.tr("Choose two different weights."))
            self._surveyed = wanted
            return
        self._surveyed, self._asked_at = wanted, ground
        self._trail.clear()
        self._job = self.background.submit(survey_plane, ground, which)
        self.bar.setValue(0)
        self.bar.show()

    @Slot(object)
    def on_progress(self, message: JobProgress) -> None:
        """Show how far it is, and a coarser picture."""
        if message.job_id == self._job:
            self.bar.setValue(round(100 * message.fraction))
            if message.payload is not None:
                self._take(message.payload)

    @Slot(object)
    def on_done(self, message: JobDone) -> None:
        """Show the finest picture."""
        if message.job_id == self._job:
            self._job = None
            self.bar.hide()
            self._take(message.result)
            self._stay_near()

    @Slot(object)
    def on_failed(self, message: JobFailed) -> None:
        """Say what went wrong."""
        if message.job_id == self._job:
            self._job = None
            self.bar.hide()
            self.show_fault(message.message)

    # What is shown ---------------------------------------------------------------------------

    def show_finding(self, finding: Finding) -> None:
        """Show where the run stands, on the landscape that there is or a new one."""
        self._ground = finding.result
        self.penalties.setVisible(self._ground.penalties.active)
        self._survey()
        self._stay_near()
        self._show_marks()

    def _stay_near(self) -> None:
        """Compute anew once the run stands still and is not on the picture any more."""
        ground, asked = self._ground, self._asked_at
        if ground is None or asked is None or self._landscape is None or self.session.playing:
            return
        if self._job is None and not np.array_equal(ground.parameters, asked.parameters):
            at, off = self._landscape.plane.project(ground.parameters)
            rounding = ON_PLANE * float(np.linalg.norm(ground.parameters))
            inside = all(
                low <= x <= high for x, (low, high) in zip(at, self.view.extent, strict=True)
            )
            if off > rounding or not inside:
                self._survey(anew=True)

    def _take(self, picture: Landscape) -> None:
        self._landscape = picture
        self._show_picture()

    def _show_picture(self) -> None:
        told = self._landscape
        if told is None:
            return
        with_penalties = self.penalties.isVisibleTo(self) and self.penalties.value
        heights = told.loss + told.penalty if with_penalties else told.loss
        across, up = self._axes(told)
        extent = tuple((float(each[0]), float(each[-1])) for each in (told.across, told.up))
        what = self.tr("loss with penalties") if with_penalties else self.tr("loss")
        labels = (self.tr("direction 1"), self.tr("direction 2"))
        if told.plane.kind == "weights":
            labels = (self.tr("weight across"), self.tr("weight up"))
        self.view.show_heights(
            heights, (extent[0], extent[1]), across=across, up=up, what=what, labels=labels
        )
        self._show_marks()

    @Slot(bool)
    def on_look(self, _on: bool) -> None:
        """Colour the picture in another way."""
        self.view.set_logarithmic(self.logarithmic.value)
        self._show_picture()

    def _show_marks(self) -> None:
        told, ground = self._landscape, self._ground
        if told is None or ground is None:
            return
        here, off = told.plane.project(ground.parameters)
        now = (float(here[0]), float(here[1]))
        if ground.step > told.step and now not in self._trail[-1:]:
            self._trail.append(now)
            del self._trail[:-MOST_TRAIL]
        way = np.array([*told.path.tolist(), *self._trail, now])
        dots = [Dot(now, self.tr("now: loss {loss}").format(loss=f"{ground.loss:.4g}"), "accent")]
        if len(told.path) > 1:
            begun = (float(told.path[0, 0]), float(told.path[0, 1]))
            dots.append(Dot(begun, self.tr("start"), "text", hollow=True))
        self.view.show_marks(way, dots, self._arrows(told, ground, now))
        said = landscape_words.said(told, ground, float(off), self._axes(told))
        text = " ".join(map(translate_template, said))
        self.said.setText(text)
        self.view.setAccessibleDescription(text)

    def _arrows(self, told: Landscape, ground: Ground, now: tuple[float, float]) -> list[Arrow]:
        """Return where it is steepest downhill, and the next step, both as far as in the plane."""
        spans = np.array([high - low for low, high in self.view.extent])
        found = []
        downhill = -told.plane.along(ground.gradient)
        length = float(np.linalg.norm(downhill / spans))
        if 0.0 < length < np.inf:
            end = np.array(now) + downhill * (ARROW / length)
            words = self.tr("downhill: −gradient")
            found.append(Arrow(now, (float(end[0]), float(end[1])), words, "positive", 2.5))
        if ground.after is not None:
            step = told.plane.along(np.asarray(ground.after, float) - ground.parameters)
            length = float(np.linalg.norm(step / spans))
            if 0.0 < length < np.inf:
                times = _round_factor(SHORT / length)
                if times <= MOST_TIMES:
                    end = np.array(now) + step * times
                    words = self.tr("next step") if times == 1.0 else self.tr(
                        "next step, drawn {times}× as long"
                    ).format(times=f"{times:g}")  # fmt: skip
                    found.append(Arrow(now, (float(end[0]), float(end[1])), words, "negative", 2.5))
        return found

    def _axes(self, told: Landscape) -> tuple[str, str]:
        """Return what the axes are called."""
        if told.plane.kind == "weights":
            places = np.argmax(told.plane.axes, axis=1).tolist()
            return self._weight_name(places[0]), self._weight_name(places[1])
        if told.plane.kind == "random":
            return self.tr("random direction 1"), self.tr("random direction 2")
        named = [
            self.tr("principal direction {number} ({share} %)").format(
                number=k + 1, share=f"{100 * share:.3g}"
            )
            for k, share in enumerate(told.plane.shares)
        ]
        named += [self.tr("along the gradient"), self.tr("another direction")]
        return named[0], named[1]

    def _weight_name(self, index: int) -> str:
        sizes, data = self.session.layer_sizes, self.session.data
        if data is None or index >= ParameterMap(sizes).count:
            return ""
        layer, i, j = ParameterMap(sizes).whereabouts(index)
        end = neuron_label(data, sizes, layer + 1, j)
        if i == sizes[layer]:
            return self.tr("bias of {neuron}").format(neuron=end)
        start = neuron_label(data, sizes, layer, i)
        return self.tr("weight {start} → {end}").format(start=start, end=end)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._landscape = None
        self.view.clear()
        self.said.setText(text)

    @Slot(float, float)
    def on_stand(self, x: float, y: float) -> None:
        """Give the network the weights of a place; that can be undone."""
        told = self._landscape
        if told is None:
            return
        (parameters,) = told.plane.points([[x, y]])
        changed = np.flatnonzero(np.abs(told.plane.axes).any(axis=0))
        if told.plane.kind != "weights":
            changed = np.arange(len(parameters))
        self.session.edit_weights(changed.tolist(), parameters[changed].tolist())

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.view.set_look(self.theme.view_colours(), self.theme.sequential)


def _round_factor(least: float) -> float:
    """Return 1, or the first of 2, 5, 10, 20 and so on that is no less."""
    if least <= 1.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(least))
    return float(power * next(each for each in (1, 2, 5, 10) if each * power >= 0.999 * least))
