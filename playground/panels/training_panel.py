"""The training controls: everything that can be changed while a run goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.models.session import Session
from playground.panels.form import ExperimentForm, label_at, read
from playground.panels.panel import Panel, panel_layout
from playground.theme import Theme, spacing
from playground.widgets.collapsible import Collapsible
from playground.widgets.numbers import format_number

BATCH_STOPS = tuple(float(2**power) for power in range(10))
SEEDS = ("model.seed", "training.seed")
SAFEGUARDS = ("training.gradient_clip", "training.early_stopping", "training.target")
PENALTIES = (
    "model.dropout", "training.label_smoothing", "training.weight_decay", "training.l1",
    "training.l2",
)  # fmt: skip


class TrainingPanel(Panel):
    """The loop on top, then what keeps it from memorising, when it stops, and its luck."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        column = panel_layout(self, self.tr("Training"))
        column.setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(1))
        loop = ExperimentForm(session, self)
        loop.add("training.optimizer")
        loop.add("training.schedule")
        loop.add(
            "training.batch_size", integer=True, minimum=1, stops=BATCH_STOPS,
            word=self.tr("all"), word_value="all",
        )  # fmt: skip
        loop.add("training.epochs")
        loop.add("training.loss")
        loop.add("training.class_weights")
        column.addWidget(loop)

        form = ExperimentForm(session, self)
        form.add("model.dropout", minimum=0.0, maximum=0.95)
        for place in PENALTIES[1:]:
            form.add(place)
        self.penalties = self._section("training.penalties", self.tr("Against memorising"), form)
        self._of_classes = (
            (loop, "training.class_weights"), (form, "training.label_smoothing"),
        )  # fmt: skip

        form = ExperimentForm(session, self)
        form.add("training.gradient_clip", word=self.tr("off"), word_value=None, word_at_end=False)
        form.add("training.early_stopping")
        form.add("training.target")
        self.safeguards = self._section("training.safeguards", self.tr("Safeguards"), form)

        form = ExperimentForm(session, self)
        form.add("model.initializer")
        for place in SEEDS:
            form.add(place, slider=False)
        self.luck = self._section("training.luck", self.tr("Initial weights"), form)
        sections = QVBoxLayout()
        sections.setSpacing(0)
        for section in (self.penalties, self.safeguards, self.luck):
            sections.addWidget(section)
        column.addLayout(sections)
        column.addStretch(1)
        self.follow(session.experiment_changed, self.on_experiment_changed)
        self.on_experiment_changed(session.experiment)

    def on_experiment_changed(self, _experiment: object) -> None:
        """Show what fits the data; tell beside each section's title what is on inside."""
        has_classes = self.session.experiment.data.task != "regression"
        for form, place in self._of_classes:
            form.form.set_visible(place, has_classes)
        seeds = ", ".join(format_number(self.session.value(place)) for place in SEEDS)
        self.luck.set_summary(self.tr("seeds {seeds}").format(seeds=seeds))
        for section, places in ((self.penalties, PENALTIES), (self.safeguards, SAFEGUARDS)):
            section.set_summary(", ".join(filter(None, map(self._summary, places))))

    def _summary(self, place: str) -> str:
        """Return a setting in two words, nothing if it is switched off."""
        value = read(self.session, place)
        if value is None or value == 0:
            return ""
        label = label_at(self.session, place)
        return f"{label} {format_number(value)}" if isinstance(value, int | float) else label

    def _section(self, name: str, title: str, form: ExperimentForm) -> Collapsible:
        section = Collapsible(title, expanded=False)
        section.setObjectName(name)
        section.add(form)
        return section
