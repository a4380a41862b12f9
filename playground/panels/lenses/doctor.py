"""The training doctor: what is wrong with the run, why, and a remedy to try beside it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine import Experiment
from engine.doctor import CheckUp, Diagnosis, Evidence, Series
from engine.message import Message
from playground.background import Background
from playground.i18n import translate_template
from playground.models.edit_texts import text_of_changes
from playground.models.session import Session
from playground.panels.evidence import draw_evidence
from playground.panels.lenses.base import Lens
from playground.theme import Theme, spacing
from playground.widgets.chart import Chart, Line
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.describe import describe
from playground.widgets.labels import wrapped_label
from playground.widgets.numbers import format_number
from playground.worker.events import Points
from playground.worker.inspections.base import Finding
from playground.worker.inspections.doctor import Examination
from playground.worker.jobs import JobDone, JobFailed, JobProgress
from playground.worker.trial import trial


class DoctorLens(Lens):
    """The diagnoses, the worst first, each with its evidence and its remedy."""

    id = "doctor"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("DoctorLens", "Doctor")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "DoctorLens", "What is wrong with this run, the evidence, and a remedy to try."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._checkup: CheckUp | None = None
        self._listening: Background | None = None
        self._job: int | None = None
        self._tried: tuple[Experiment, str] | None = None
        self._ghost: Line | None = None
        self.choice = ChoiceField()
        describe(
            self.choice, "microscope.doctor.choice", self.tr("Diagnosis"),
            self.tr("What the doctor found, the worst first."),
        )  # fmt: skip
        self.said = wrapped_label("microscope.doctor.said")
        self.remedy = wrapped_label("microscope.doctor.remedy")
        self.outcome = wrapped_label("microscope.doctor.outcome", "caption")
        self.chart = Chart(theme.view_colours())
        self.chart.setMinimumSize(spacing(50), spacing(26))
        self.caption = wrapped_label("microscope.doctor.caption", "caption")
        self.try_button = QPushButton(self.tr("Try it beside"))
        describe(
            self.try_button, "microscope.doctor.try", self.tr("Try it beside"),
            self.tr("Trains the run with the remedy from the same start, as a curve beside it."),
        )  # fmt: skip
        self.apply_button = QPushButton(self.tr("Apply"))
        describe(
            self.apply_button, "microscope.doctor.apply", self.tr("Apply"),
            self.tr("Changes the settings of this run; undo takes it back."),
        )  # fmt: skip
        buttons = QHBoxLayout()
        buttons.setSpacing(spacing(2))
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.apply_button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(spacing(1))
        for part in (self.choice, self.said, self.remedy):
            words.addWidget(part)
        words.addLayout(buttons)
        words.addWidget(self.outcome)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing(4))
        row.addLayout(words, 2)
        picture = QVBoxLayout()
        picture.setSpacing(0)
        picture.addWidget(self.caption)
        picture.addWidget(self.chart, 1)
        row.addLayout(picture, 3)
        self.choice.value_changed.connect(self.on_chosen)
        self.try_button.clicked.connect(self.on_try)
        self.apply_button.clicked.connect(self.on_apply)
        self.follow(session.started, self.on_started)
        self._show(None)

    def inspection(self) -> Examination:
        """Return the examination."""
        return Examination()

    @property
    def diagnosis(self) -> Diagnosis | None:
        """The one that is shown."""
        found = () if self._checkup is None else self._checkup.diagnoses
        return next((each for each in found if each.id == self.choice.value), None)

    def show_finding(self, finding: Finding) -> None:
        """Show what the doctor says now; what was chosen stays chosen while it is there."""
        self._checkup = finding.result
        self._show(self.choice.value)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to say."""
        self._checkup = None
        self._show(None)
        self.said.setText(text)

    @Slot(str)
    def on_chosen(self, name: str) -> None:
        """Show another diagnosis with its own evidence."""
        self._ghost = None
        self.outcome.setText("")
        self._show(name)

    @Slot()
    def on_try(self) -> None:
        """Train the run with the remedy in the background."""
        diagnosis, checkup = self.diagnosis, self._checkup
        if diagnosis is None or checkup is None or self.background is None:
            return
        experiment = self._experiment.with_values(diagnosis.remedy.values)
        self._listen(self.background)
        self.background.cancel(self._job)
        self._ghost = None
        name = Message("Remedy: {label}", label=Message(diagnosis.label))
        self._tried = experiment, name
        self._job = self.background.submit(trial, experiment, checkup.epochs)
        self.outcome.setText(self.tr("Training with the remedy…"))

    @Slot()
    def on_apply(self) -> None:
        """Change the settings of the run."""
        diagnosis = self.diagnosis
        if diagnosis is not None:
            self.session.set_values(diagnosis.remedy.values)

    @Slot(object)
    def on_progress(self, news: JobProgress) -> None:
        """Tell how far the trial is."""
        if news.job_id == self._job:
            percent = f"{100.0 * news.fraction:.0f}"
            self.outcome.setText(
                self.tr("Training with the remedy: {percent} %").format(percent=percent)
            )

    @Slot(object)
    def on_done(self, news: JobDone) -> None:
        """Show the curves of the trial beside those of the patient."""
        if news.job_id != self._job or self._tried is None:
            return
        points: Points = news.result
        experiment, name = self._tried
        self._job = self._tried = None
        self.session.add_ghost(points, experiment, name)
        curve = points.evaluations["train_loss"]
        epochs = points.evaluations["epoch"].mean
        self._ghost = Line(epochs, curve.mean, self.tr("with the remedy"), "accent", 2.0, True)
        self.outcome.setText(
            self.tr(
                "With the remedy the training loss is {loss} after {epochs} epochs. Its curves "
                "stand dashed in the plots."
            ).format(loss=format_number(float(curve.mean[-1])), epochs=f"{epochs[-1]:.0f}")
        )
        self._draw()

    @Slot(object)
    def on_failed(self, news: JobFailed) -> None:
        """Say why there are no curves."""
        if news.job_id == self._job:
            self._job = self._tried = None
            self.outcome.setText(translate_template(news.message))

    def on_started(self, _started: object) -> None:
        """Forget the trial of another run."""
        if self.background is not None:
            self.background.cancel(self._job)
        self._job = self._tried = self._ghost = None
        self.outcome.setText("")

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.chart.set_colours(self.theme.view_colours())

    # Inside ----------------------------------------------------------------------------------

    @property
    def _experiment(self) -> Experiment:
        """What the run is trained with."""
        state = self.session.state
        known = None if state is None else state.experiment
        return self.session.experiment if known is None else known

    def _listen(self, background: Background) -> None:
        """Hear what becomes of trials."""
        if self._listening is background:
            return
        self._listening = background
        background.progress.connect(self.on_progress)
        background.done.connect(self.on_done)
        background.failed.connect(self.on_failed)

    def _show(self, name: str | None) -> None:
        found = () if self._checkup is None else self._checkup.diagnoses
        choices = [Choice(each.id, translate_template(each.label)) for each in found]
        self.choice.set_choices(choices)
        names = [each.id for each in found]
        if names:
            self.choice.set_value(name if name in names else names[0])
        self.choice.setVisible(bool(names))
        diagnosis = self.diagnosis
        calm = Message("Not looked at yet.") if self._checkup is None else self._checkup.calm
        text = calm if diagnosis is None else diagnosis.text
        self.said.setText(translate_template(text))
        helps = diagnosis is not None and self._changes(diagnosis) != ""
        for button in (self.try_button, self.apply_button):
            button.setEnabled(helps)
            button.setVisible(diagnosis is not None)
        self.remedy.setVisible(diagnosis is not None)
        if diagnosis is not None:
            self.remedy.setText(
                self.tr("Remedy: {changes}. {why}").format(
                    changes=self._changes(diagnosis), why=translate_template(diagnosis.remedy.why)
                )
            )
        self._draw()

    def _changes(self, diagnosis: Diagnosis) -> str:
        """Return what the remedy changes; empty if the run has it already."""
        before = self._experiment
        try:
            if before.with_values(diagnosis.remedy.values) == before:
                return ""
            each = [
                text_of_changes(before, before.with_value(place, value))
                for place, value in diagnosis.remedy.values.items()
                if before.with_value(place, value) != before
            ]
        except ValueError:  # some changes are possible together only
            each = [text_of_changes(before, before.with_values(diagnosis.remedy.values))]
        return "; ".join(map(translate_template, each))

    def _draw(self) -> None:
        diagnosis = self.diagnosis
        self.chart.setVisible(diagnosis is not None)
        self.caption.setVisible(diagnosis is not None)
        if diagnosis is None:
            return
        evidence, others = diagnosis.evidence, []
        if self._ghost is not None:
            evidence, others = self._compared(), [self._ghost]
        draw_evidence(self.chart, evidence, others)
        self.caption.setText(translate_template(evidence.title))
        self.chart.setAccessibleDescription(self.said.text())

    def _compared(self) -> Evidence:
        """Return the training loss of the patient, to which that of the trial is added."""
        points = self.session.points
        known = {} if points is None else points.evaluations
        x, y = (
            np.array(known[name].mean if name in known else (), float)
            for name in ("epoch", "train_loss")
        )
        series = Series(Message("this run"), x, y)
        return Evidence(
            "lines", Message("Training loss, with the remedy and without"), Message("epoch"),
            Message("loss"), (series,), log_y=True,
        )  # fmt: skip
