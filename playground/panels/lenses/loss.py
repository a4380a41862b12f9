"""Loss close up: what other answers to one point would cost, and how hard each is pushed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.microscope import LossCurve, LossLine
from playground.i18n import translate_template
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.lenses.base import Lens
from playground.panels.lenses.point_field import PointField
from playground.panels.names import class_label
from playground.theme import Theme, spacing
from playground.widgets.chart import Chart, Dot, Guide, Line, Tint
from playground.widgets.labels import wrapped_label
from playground.widgets.numbers import MINUS, format_number
from playground.worker.events import Array
from playground.worker.inspections.base import Finding
from playground.worker.inspections.loss import LossOfPoint

IN_FORCE: Tint = "text"
OTHERS: tuple[Tint, ...] = (2, 3, 4)
"""Colours of the losses that are not in force."""
SURE, UNSURE = 0.9, 0.5
"""Probabilities of the right class from which on an answer is sure, and up to which wrong."""
MUCH = 3.0
"""So many times another push is told to be weaker."""


class LossLens(Lens):
    """The loss, and the push that comes of it, over the answers to the chosen point."""

    id = "loss"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("LossLens", "Loss")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "LossLens", "What each answer to one point would cost, and how hard it is pushed."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        colours = theme.view_colours()
        self.point = PointField(session, "microscope.loss")
        self.cost = Chart(colours)
        self.push = Chart(colours)
        for chart, name in ((self.cost, self.tr("Loss")), (self.push, self.tr("Push"))):
            chart.setAccessibleName(name)
            chart.setMinimumSize(spacing(40), spacing(24))
        self.said = wrapped_label("microscope.loss.said")
        head = QHBoxLayout()
        head.addWidget(self.point)
        head.addStretch(1)
        charts = QHBoxLayout()
        charts.setSpacing(spacing(4))
        charts.addWidget(self.cost, 1)
        charts.addWidget(self.push, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addLayout(charts, 1)
        column.addWidget(self.said)
        self.follow(session.view_changed, self.on_view_changed)

    def inspection(self) -> LossOfPoint:
        """Return the chosen point; the worst one if none is."""
        point = self.session.view.point
        return LossOfPoint() if point is None else LossOfPoint(*point)

    def on_view_changed(self, _view: ViewState) -> None:
        """Look at another point."""
        self.look_again()

    def show_finding(self, finding: Finding) -> None:
        """Draw the curves and say what they mean."""
        told: LossCurve = finding.result
        if self.session.view.point is None:
            self.point.show_worst(told.part, told.row)
        values = told.task == "regression"
        answer = self.tr("answer") if values else self.tr("probability given to the right class")
        self.cost.set_axes(answer, self.tr("loss"))
        self.push.set_axes(answer, self.tr("push, −dL/dz"))
        for chart in (self.cost, self.push):
            chart.set_ranges(x=None if values else (0.0, 1.0))
        tints = (IN_FORCE, *OTHERS)
        lines = list(zip(told.lines, tints, strict=False))
        guides = [Guide("x", told.target, self.tr("target"))] if values else []
        self.cost.draw(
            [_line(each, each.losses, tint) for each, tint in lines],
            [Dot((e.answer, e.loss), _number(e.loss), tint) for e, tint in lines],
            guides=guides,
        )
        self.push.draw(
            [_line(each, each.pushes, tint) for each, tint in lines],
            [Dot((e.answer, e.push), _number(e.push), tint) for e, tint in lines],
            guides=[*guides, Guide("y", 0.0)],
        )
        text = self._words(told)
        self.said.setText(text)
        for chart in (self.cost, self.push):
            chart.setAccessibleDescription(text)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self.said.setText(text)
        for chart in (self.cost, self.push):
            chart.draw()

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        for chart in (self.cost, self.push):
            chart.set_colours(self.theme.view_colours())

    # Words -----------------------------------------------------------------------------------

    def _words(self, told: LossCurve) -> str:
        used = told.lines[0]
        label = translate_template(used.label)
        if told.task == "regression":
            first = self.tr(
                "The network answers {answer}, {target} is right: {loss} costs {cost}."
            ).format(
                answer=_number(used.answer),
                target=_number(told.target),
                loss=label,
                cost=_number(used.loss),
            )
            return f"{first} {self._push_of_values(told)}"
        data = self.session.data
        right = "" if data is None else class_label(data, int(told.target))
        first = self.tr(
            "The network gives the right class, {right}, {answer} %: {loss} costs {cost}."
        ).format(
            right=right, answer=_number(100.0 * used.answer), loss=label, cost=_number(used.loss)
        )  # fmt: skip
        return " ".join(filter(None, (first, self._push_of_classes(told), self._weight(told))))

    def _push_of_values(self, told: LossCurve) -> str:
        used = told.lines[0]
        if used.push == 0.0:
            return self.tr("It is not pushed at all: the curve is level here.")
        up = self.tr("It is pushed up, with {push}: the slope of the curve, downhill.")
        down = self.tr("It is pushed down, with {push}: the slope of the curve, downhill.")
        return (up if used.push > 0 else down).format(push=_number(abs(used.push)))

    def _push_of_classes(self, told: LossCurve) -> str:
        used, others = told.lines[0], told.lines[1:]
        push = _number(abs(used.push))
        if used.answer >= SURE:
            return self.tr(
                "It is sure and right: hardly surprised, hardly pushed ({push})."
            ).format(push=push)
        said = self.tr("It is pushed towards the right class with {push}.").format(push=push)
        weaker = [each for each in others if abs(each.push) * MUCH < abs(used.push)]
        if used.answer <= 1.0 - SURE and weaker:
            said = self.tr(
                "Sure and wrong: the surprise is large, and so is the push, {push}. "
                "{other} would push with {weak} only, and learn least from the worst mistakes."
            ).format(
                push=push,
                other=translate_template(weaker[0].label),
                weak=_number(abs(weaker[0].push)),
            )
        stronger = [each for each in others if abs(used.push) * MUCH < abs(each.push)]
        if used.answer <= UNSURE and stronger:
            said = self.tr(
                "It is wrong, but pushed with {push} only: the curve is flat here. "
                "{other} would push with {strong}."
            ).format(
                push=push,
                other=translate_template(stronger[0].label),
                strong=_number(abs(stronger[0].push)),
            )
        return said

    def _weight(self, told: LossCurve) -> str:
        if abs(told.weight - 1.0) < 1e-9:
            return ""
        return self.tr("Its class weighs {times} times.").format(times=_number(told.weight))


def _line(each: LossLine, values: Array, tint: Tint) -> Line:
    used, name = tint == IN_FORCE, translate_template(each.label)
    return Line(each.answers, values, name, tint, 2.5 if used else 1.5, dashed=not used)


def _number(value: float) -> str:
    """Return a number as it is written beside a dot."""
    return format_number(value, 3).replace("-", MINUS)
