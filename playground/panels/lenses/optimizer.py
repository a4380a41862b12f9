"""The optimizer opened: gradient, memory and step of one weight, and what others would do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.microscope import Anatomy
from engine.microscope.sums import rounded
from playground.i18n import translate_template
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.lenses.base import Lens
from playground.panels.lenses.weight_field import WeightField
from playground.theme import Theme, spacing
from playground.widgets.chart import Arrow, Chart, Dot, Guide, Line, Tint
from playground.widgets.describe import legible
from playground.widgets.labels import wrapped_label
from playground.worker.inspections.base import Finding
from playground.worker.inspections.optimizer import OptimizerOfWeight

WIDE = 220
"""Width, in spacing units, from which on the rule stands beside the pictures of its past."""
LEAST_WIDTH = 90
SHOWN = 120
"""Updates of the past that are drawn."""
GRADIENT: Tint = "muted"
MEMORY: dict[str, Tint] = {"v": "accent", "m̂": "accent", "√v̂": "negative", "√s": "negative"}
"""Colours of what the optimizer remembers, by symbol."""


class OptimizerLens(Lens):
    """What an optimizer makes of the gradients of one weight, in pictures and in numbers."""

    id = "optimizer"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("OptimizerLens", "Optimizer")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "OptimizerLens", "What the optimizer makes of the gradients of one weight."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        colours = theme.view_colours()
        self._told: Anatomy | None = None
        self.weight = WeightField(session, "microscope.optimizer")
        self.past = Chart(colours, self.tr("updates"), self.tr("gradient"))
        self.steps = Chart(colours, self.tr("updates"), self.tr("change"))
        self.ghosts = Chart(colours, self.tr("change by the next update"))
        names = (self.tr("Gradient"), self.tr("Change"), self.tr("Next step"))
        self._charts = (self.past, self.steps, self.ghosts)
        for chart, name in zip(self._charts, names, strict=True):
            chart.setAccessibleName(name)
            chart.setMinimumSize(spacing(36), spacing(22))
        self.lines = QLabel()
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setObjectName("microscope.optimizer.lines")
        self.lines.setAccessibleName(self.tr("The rule with its numbers"))
        self.lines.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.said = wrapped_label("microscope.optimizer.said")
        head = QHBoxLayout()
        head.addWidget(self.weight)
        head.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(spacing(1))
        right.addWidget(self.lines)
        right.addWidget(self.ghosts, 1)
        past = QHBoxLayout()
        past.setSpacing(spacing(4))
        past.addWidget(self.past, 1)
        past.addWidget(self.steps, 1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(spacing(4))
        self._body.addLayout(past, 6)
        self._body.addLayout(right, 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addLayout(self._body, 1)
        column.addWidget(self.said)
        self.follow(session.view_changed, self.on_view_changed)

    def inspection(self) -> OptimizerOfWeight:
        """Return the chosen weight."""
        return OptimizerOfWeight(self.weight.index)

    def minimumSizeHint(self) -> QSize:
        """Leave the width to the area that it is scrolled in: the rule can stand below."""
        return QSize(spacing(LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rule below the pictures of its past where both do not fit side by side."""
        super().resizeEvent(event)
        wide, way = self._is_wide, QBoxLayout.Direction
        direction = way.LeftToRight if wide else way.TopToBottom
        if direction != self._body.direction():
            self._body.setDirection(direction)
            policy = QSizePolicy.Policy.Minimum if wide else QSizePolicy.Policy.Ignored
            self.lines.setSizePolicy(policy, QSizePolicy.Policy.Minimum)
            self._write_rule()

    @property
    def _is_wide(self) -> bool:
        return self.width() >= spacing(WIDE)

    def _write_rule(self) -> None:
        """Write the rule with its numbers; in letters as well where there is room for it."""
        if self._told is not None:
            self.lines.setText(_table(self._told, letters=self._is_wide))

    def on_view_changed(self, _view: ViewState) -> None:
        """Look at another weight."""
        self.look_again()

    def show_finding(self, finding: Finding) -> None:
        """Draw past and next step, and write the formula with its numbers."""
        told: Anatomy = finding.result
        self._draw_past(told)
        self._draw_ghosts(told)
        self._told = told
        self._write_rule()
        text = self._words(told)
        self.said.setText(text)
        for chart in self._charts:
            chart.setAccessibleDescription(text)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self.said.setText(text)
        self.lines.setText("")
        for chart in self._charts:
            chart.draw()

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        for chart in self._charts:
            chart.set_colours(self.theme.view_colours())

    # Inside ----------------------------------------------------------------------------------

    def _draw_past(self, told: Anatomy) -> None:
        diary = told.diary
        steps = diary.steps[-SHOWN:].astype(float)
        gradients = diary.gradients[-SHOWN:]
        lines = [Line(steps, gradients, self.tr("gradient g"), GRADIENT, 1.0)]
        lines += [
            Line(steps, values[-SHOWN:], legible(name), MEMORY[name])
            for name, values in told.diary.remembered().items()
            if name in MEMORY
        ]
        now = float(diary.steps[-1] + 1) if len(diary.steps) else 1.0
        dot = Dot((now, told.gradient), self.tr("next"), "text")
        self.past.draw(lines, [dot], guides=[Guide("y", 0.0)])
        change = Line(steps, diary.changes[-SHOWN:], "", "accent", 1.5)
        next_one = Dot((now, told.new - told.value), self.tr("next"), "text")
        self.steps.draw([change], [next_one], guides=[Guide("y", 0.0)])

    def _draw_ghosts(self, told: Anatomy) -> None:
        """Draw a row for each rule: an arrow from here to where it would go."""
        count = len(told.ghosts)
        arrows: list[Arrow] = []
        dots: list[Dot] = []
        ticks: list[tuple[float, str]] = []
        for place, ghost in enumerate(told.ghosts):
            y = float(count - place)
            tint: Tint = "accent" if ghost.in_force else "muted"
            width = 3.0 if ghost.in_force else 2.0
            arrows.append(Arrow((0.0, y), (ghost.step, y), rounded(ghost.step, 3), tint, width))
            dots.append(Dot((0.0, y), "", tint, hollow=not ghost.in_force))
            name = self.tr("{rule}, rate {rate}").format(
                rule=translate_template(ghost.label), rate=rounded(ghost.learning_rate, 3)
            )
            ticks.append((y, name))
        reach = max((abs(ghost.step) for ghost in told.ghosts), default=0.0) or 1.0
        self.ghosts.canvas.set_y_ticks(ticks)
        self.ghosts.set_ranges((-2.0 * reach, 2.0 * reach), (0.4, count + 0.6))
        self.ghosts.draw(dots=dots, arrows=arrows, guides=[Guide("x", 0.0)])

    def _words(self, told: Anatomy) -> str:
        if told.frozen:
            return self.tr("This weight is frozen: it stays, whatever the optimizer says.")
        clipped = (
            " " + self.tr("The gradient was shortened to {share} % of its length.").format(
                share=rounded(100.0 * told.clip_factor, 3)
            )
            if told.clip_factor < 1.0
            else ""
        )  # fmt: skip
        step = told.new - told.value
        if step == 0.0:
            return self.tr("The next update leaves the weight as it is.") + clipped
        up = self.tr("The next update lets the weight grow by {step}.")
        down = self.tr("The next update lets the weight shrink by {step}.")
        said = (up if step > 0.0 else down).format(step=rounded(abs(step), 3))
        if told.gradient and (step > 0.0) == (told.gradient > 0.0):
            said += " " + self.tr(
                "That is uphill for this batch: what is remembered of earlier ones outweighs it."
            )
        return said + clipped


def _table(told: Anatomy, *, letters: bool) -> str:
    """Return the lines of the rule: symbol, formula in letters, numbers, value."""
    rows = (
        f"<tr><td>{legible(line.symbol)}&nbsp;</td>"
        + (f"<td>= {legible(line.formula)}&nbsp;&nbsp;</td>" if letters else "")
        + f"<td>= {line.written}</td><td>&nbsp;= <b>{rounded(line.value)}</b></td></tr>"
        for line in told.statements
    )
    return f"<table cellspacing='2'>{''.join(rows)}</table>"
