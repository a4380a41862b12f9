"""Wiggle it: the loss against one weight, its slope, and the step that comes next."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.microscope import Nudge
from engine.microscope.nudge import RowsLookedAt
from engine.microscope.sums import rounded
from playground.i18n import translate_template
from playground.models import nudge_words
from playground.models.parameters import ParameterMap
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.lenses.base import Lens
from playground.panels.lenses.weight_field import WeightField
from playground.theme import Theme, spacing
from playground.widgets.chart import Arrow, Chart, Dot, Line
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_path import LitPath
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.labels import captioned, tabular, text_label, wrapped_label
from playground.widgets.number_field import NumberField
from playground.widgets.numbers import DASH, format_count
from playground.worker.inspections.base import Finding
from playground.worker.inspections.nudge import WiggledWeight

DIGITS = 5
"""To which losses and slopes are written."""
CLOSE = 0.03
"""Where ε is less than this share of the curve's width, there is no room for dots at ± ε."""
AIR = 0.15
"""Share of the curve's height by which the tangent may leave it."""
PRESENT = WiggledWeight()


class NudgeLens(Lens):
    """The loss as a function of the chosen weight, measured and computed slope side by side."""

    id = "nudge"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("NudgeLens", "Wiggle")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "NudgeLens", "What the loss would be, were one weight a little larger or smaller."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.weight = WeightField(session, "microscope.nudge")
        self.rows = SegmentedField(
            (
                Choice("batch", self.tr("next batch"), self.tr("With its dropout, held still.")),
                Choice("train", self.tr("all data"), self.tr("Without dropout.")),
            )
        )
        describe(
            self.rows, "microscope.nudge.rows", self.tr("Points"),
            self.tr("Whose loss it is: of the batch that comes next, or of the training data."),
        )  # fmt: skip
        self.reach = NumberField(
            PRESENT.reach, minimum=1e-6, maximum=1e4, shown=(1e-3, 10.0), scale="log"
        )
        describe(
            self.reach, "microscope.nudge.reach", self.tr("Width"),
            self.tr("How far to either side of the weight the curve goes."),
        )  # fmt: skip
        self.epsilon = NumberField(
            PRESENT.epsilon, minimum=1e-10, maximum=1e4, shown=(1e-8, 1.0), scale="log"
        )
        describe(
            self.epsilon, "microscope.nudge.epsilon", "ε",
            self.tr("By how much the weight is wiggled to measure the slope."),
            "(L(w + ε) − L(w − ε)) / 2ε",
        )  # fmt: skip
        self.chart = Chart(theme.view_colours(), self.tr("weight"), self.tr("loss"))
        self.chart.setAccessibleName(self.tr("Loss against the weight"))
        self.chart.setMinimumSize(spacing(50), spacing(28))
        self.said = wrapped_label("microscope.nudge.said")
        self._captions: dict[str, QLabel] = {}
        self._figures: dict[str, QLabel] = {}
        head = FlowLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setHorizontalSpacing(spacing(4))
        head.setVerticalSpacing(spacing(1))
        head.addWidget(self.weight)
        head.addWidget(self.rows)
        for entry in (self.reach, self.epsilon):
            entry.setMinimumWidth(spacing(30))
            entry.setMaximumWidth(spacing(50))
        head.addWidget(captioned(self.tr("± width"), self.reach))
        head.addWidget(captioned("± ε", self.epsilon))
        body = QHBoxLayout()
        body.setSpacing(spacing(4))
        body.addWidget(self.chart, 1)
        body.addLayout(self._table())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addWidget(self.said)
        column.addLayout(body, 1)
        for field in (self.rows, self.reach, self.epsilon):
            field.value_changed.connect(self.on_asked)
        self.follow(session.view_changed, self.on_view_changed)

    def inspection(self) -> WiggledWeight:
        """Return the chosen weight, and how it is wiggled."""
        reach, epsilon = self.reach.value, self.epsilon.value
        assert isinstance(reach, float | int)
        assert isinstance(epsilon, float | int)
        rows: RowsLookedAt = "train" if self.rows.value == "train" else "batch"
        return WiggledWeight(self.weight.index, float(reach), float(epsilon), rows)

    def on_view_changed(self, _view: ViewState) -> None:
        """Look at another weight."""
        self.look_again()

    @Slot(object)
    def on_asked(self, _value: Any) -> None:
        """Wiggle it in another way."""
        self.look_again()

    def show_finding(self, finding: Finding) -> None:
        """Draw the curve, write the figures, and say what follows."""
        told: Nudge = finding.result
        self._draw(told)
        self._write(told)
        said = (nudge_words.advice(told), nudge_words.next_step(told), nudge_words.agreement(told))
        text = " ".join(map(translate_template, said))
        self.said.setText(text)
        self.chart.setAccessibleDescription(text)
        self._light(told)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the weight go out."""
        super().hideEvent(event)
        self.session.show_path(self.id, None)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self.session.show_path(self.id, None)
        self.said.setText(text)
        self.chart.draw()
        for figure in self._figures.values():
            figure.setText(DASH)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.chart.set_colours(self.theme.view_colours())

    # Inside ----------------------------------------------------------------------------------

    def _table(self) -> QGridLayout:
        """Return the figures, each behind its name."""
        rows = {
            "below": self.tr("loss at w − ε"),
            "here": self.tr("loss at w"),
            "above": self.tr("loss at w + ε"),
            "measured": self.tr("slope, measured"),
            "slope": self.tr("slope, computed"),
            "next": self.tr("next step"),
            "by_gradient": self.tr("by the gradient"),
            "by_momentum": self.tr("by momentum"),
            "by_decay": self.tr("by weight decay"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(spacing(3))
        grid.setVerticalSpacing(0)
        for number, (name, words) in enumerate(rows.items()):
            caption, figure = text_label(words, "caption"), text_label(DASH, "number")
            figure.setObjectName(f"microscope.nudge.{name}")
            figure.setAccessibleName(words)
            figure.setFont(tabular(figure.font()))
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(caption, number, 0)
            grid.addWidget(figure, number, 1)
            self._captions[name], self._figures[name] = caption, figure
        grid.setRowStretch(len(rows), 1)
        return grid

    def _light(self, told: Nudge) -> None:
        """Show the weight, or the neuron of the bias, in the picture of the network."""
        sizes = self.session.layer_sizes
        layer, i, j = ParameterMap(sizes).whereabouts(told.parameter)
        value = f"w {rounded(told.value, 3)}"
        end = Neuron(layer + 1, j)
        if i == sizes[layer]:
            path = LitPath((end,), {end: value})
        else:
            link, sign = Link(layer, i, j), -1 if told.value < 0.0 else 1
            path = LitPath((Neuron(layer, i), end), link_texts={link: value}, signs={link: sign})
        self.session.show_path(self.id, path)

    def _draw(self, told: Nudge) -> None:
        low, high = float(told.losses.min()), float(told.losses.max())
        air = AIR * (high - low) or AIR * max(abs(told.loss), 1e-9)
        near = (told.tangent >= low - air) & (told.tangent <= high + air)
        tangent = self.tr("tangent, slope {slope}").format(slope=rounded(told.slope, 3))
        lines = [
            Line(told.values, told.losses, self._loss_of(told), "text", 2.5),
            Line(told.values[near], told.tangent[near], tangent, "accent", 1.5, dashed=True),
        ]
        now = self.tr("now: w = {value}").format(value=rounded(told.value))
        dots = [Dot((told.value, told.loss), now, "text")]
        if told.epsilon >= CLOSE * (told.values[-1] - told.value):
            dots.append(Dot((told.value - told.epsilon, told.loss_below), "w − ε", "muted", True))
            dots.append(Dot((told.value + told.epsilon, told.loss_above), "w + ε", "muted", True))
        self.chart.set_ranges(x=(float(told.values[0]), float(told.values[-1])))
        self.chart.draw(lines, dots, self._arrow(told))

    def _arrow(self, told: Nudge) -> list[Arrow]:
        """Return the next step as an arrow along the curve; none where there is no step."""
        step = told.next_value - told.value
        if step == 0.0:
            return []
        landing = float(np.interp(told.next_value, told.values, told.losses))
        words = self.tr("next step {step}").format(step=_signed(step, 3))
        start, end = (told.value, told.loss), (told.next_value, landing)
        return [Arrow(start, end, words, "positive" if step > 0.0 else "negative", 3.0)]

    def _loss_of(self, told: Nudge) -> str:
        count = format_count(told.examples)
        if told.rows == "train":
            return self.tr("loss of {count} training points").format(count=count)
        return self.tr("loss of the next batch ({count})").format(count=count)

    def _write(self, told: Nudge) -> None:
        step = told.next_value - told.value
        texts = {
            "below": rounded(told.loss_below, DIGITS),
            "here": rounded(told.loss, DIGITS),
            "above": rounded(told.loss_above, DIGITS),
            "measured": rounded(told.measured, DIGITS),
            "slope": rounded(told.slope, DIGITS),
            "next": _signed(step),
            "by_gradient": _signed(told.by_gradient),
            "by_momentum": _signed(told.by_momentum),
            "by_decay": _signed(told.by_decay),
        }
        for name, text in texts.items():
            self._figures[name].setText(text)
        for name in ("by_momentum", "by_decay"):  # what there is none of needs no line
            there = getattr(told, name) != 0.0
            self._captions[name].setVisible(there)
            self._figures[name].setVisible(there)


def _signed(value: float, digits: int = DIGITS) -> str:
    """Return a number with its sign, also where that is a plus."""
    return ("+" if value > 0.0 else "") + rounded(value, digits)
