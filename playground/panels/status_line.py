"""The status line: why the run stands still, and what is wrong, if something is."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.i18n import translate_template
from playground.models.problems import Problem
from playground.models.session import Session
from playground.panels.panel import Follower
from playground.theme import spacing
from playground.widgets.banner import Banner
from playground.widgets.labels import ElidedLabel
from playground.worker.events import Snapshot
from playground.worker.inspections.base import Finding
from playground.worker.inspections.doctor import Examination

DOCTOR_SHARE = 3
"""Times the width of what the run does, once the doctor has something to say."""


class StatusLine(Follower):
    """One sentence on the run; above it a banner while there is a problem."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("status_line")
        self._asked = False
        self._heard: Finding | None = None
        self.banner = Banner(self)
        self.banner.setObjectName("banner")
        self.banner.action_chosen.connect(self.on_action_chosen)
        self.banner.closed.connect(self.on_closed)
        self.sentence = ElidedLabel("", "caption")
        self.sentence.setObjectName("status_sentence")
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        self.doctor = ElidedLabel("", "caption", letters=20)
        self.doctor.setObjectName("status_doctor")
        self.doctor.setAccessibleName(self.tr("Training doctor"))
        self.doctor.double_clicked.connect(self.on_doctor_asked)
        row.addWidget(self.doctor)
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing(3), spacing(1), spacing(3), spacing(1))
        column.setSpacing(spacing(1))
        column.addWidget(self.banner)
        column.addLayout(row)
        self.follow(session.state_changed, self.refresh)
        self.follow(session.experiment_changed, self.refresh)
        self.follow(session.problem_raised, self.on_problem_raised)
        self.follow(session.snapshot_changed, self.on_snapshot)
        self.refresh()

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Say what the doctor says, once there is something to say."""
        if snapshot is not None and not self._asked:
            self._asked = True  # only now: the first picture shall not wait for the doctor
            self.session.inspect("status_line", Examination())
        finding = None if snapshot is None else snapshot.findings.get(Examination.id)
        if finding is None or finding is self._heard:
            return
        self._heard = finding
        told = finding.step > 0 and finding.result is not None
        text = translate_template(finding.result.text) if told else ""
        if text != self.doctor.text():
            self.doctor.setText(text)
            self._row.setStretchFactor(self.doctor, DOCTOR_SHARE if text else 0)
            self.doctor.setToolTip(self.tr("Double-click to see the evidence and a remedy."))

    @Slot()
    def on_doctor_asked(self) -> None:
        """Open the doctor's lens."""
        self.session.set_view(lens=Examination.id)

    def refresh(self, _changed: object = None) -> None:
        """Say what the run does, unless the banner says it already."""
        text, problem = self.session.status_text, self.session.problem
        said = problem is not None and problem.text.startswith(text)
        text = "" if said else translate_template(text)
        if text != self.sentence.text():
            self.sentence.setText(text)
            self.sentence.setToolTip(text)
            self.sentence.setVisible(bool(text))

    def on_problem_raised(self, problem: Problem | None) -> None:
        """Show a problem, or that there is none any more."""
        self.refresh()
        if problem is None:
            self.banner.clear()
            return
        self.banner.show_message(
            problem.severity,
            translate_template(problem.text),
            tuple((action.id, translate_template(action.label)) for action in problem.actions),
        )

    @Slot(str)
    def on_action_chosen(self, action_id: str) -> None:
        """Take the way out that was chosen."""
        self.session.act(action_id)

    @Slot()
    def on_closed(self) -> None:
        """Forget the problem."""
        self.session.dismiss()
