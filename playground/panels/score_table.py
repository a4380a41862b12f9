"""How good the network is, in numbers that never move."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from playground.theme import spacing
from playground.widgets.describe import describe
from playground.widgets.labels import ElidedLabel, tabular, text_label
from playground.widgets.numbers import DASH, MINUS, format_fixed

PARTS = ("train", "test")
SEALED = "sealed"
FIGURES = 8
HUGE, HUGE_TEXT = 1e6, "10⁶"


class ScoreTable(QWidget):
    """Loss and score of the training and the test data; numbers keep their place.

    Where a part of the data is sealed there is a third column: a button at
    first and, once that was pressed, what it told.

    Signals
    -------
    seal_broken
        The sealed part is to be opened.
    """

    seal_broken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(spacing(2))
        grid.setVerticalSpacing(spacing(0.5))
        grid.setColumnStretch(4, 1)
        self._rows = {
            "loss": ElidedLabel(self.tr("loss"), "caption"),
            "score": ElidedLabel("", "caption"),
        }
        self._numbers: dict[str, QLabel] = {}
        titles = (self.tr("train"), self.tr("test"), self.tr("sealed"))
        self._titles = dict(zip((*PARTS, SEALED), titles, strict=True))
        for column, title in enumerate(self._titles.values(), start=1):
            self._head = text_label(title, "caption")
            grid.addWidget(self._head, 0, column, Qt.AlignmentFlag.AlignRight)
        for line, (name, caption) in enumerate(self._rows.items(), start=1):
            grid.addWidget(caption, line, 0)
            for column, part in enumerate(self._titles, start=1):
                number = text_label(DASH, "number")
                number.setObjectName(f"{part}_{name}")
                number.setFont(tabular(number.font()))
                number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                number.setMinimumWidth(number.fontMetrics().horizontalAdvance("0") * FIGURES)
                grid.addWidget(number, line, column)
                self._numbers[f"{part}_{name}"] = number

        self.seal = QPushButton(self.tr("open once"))
        describe(
            self.seal, "output.open_sealed", self.tr("Open the sealed test"),
            self.tr("Evaluates on the sealed examples, once in a run; undo cannot close it again."),
        )  # fmt: skip
        self.seal.clicked.connect(self.seal_broken)
        grid.addWidget(self.seal, 1, 3, 2, 1)
        self.set_sealed(there=False, opened=False)

    def set_sealed(self, *, there: bool, opened: bool) -> None:
        """Show the sealed part as a button, as numbers, or not at all."""
        self._sealed = there and opened
        self._head.setVisible(there)
        self.seal.setVisible(there and not opened)
        for row in self._rows:
            self._numbers[f"{SEALED}_{row}"].setVisible(there and opened)

    def set_score_name(self, name: str) -> None:
        """Say whether the score is an accuracy or R²."""
        self._rows["score"].setText(name)

    def set_value(self, name: str, text: str) -> None:
        """Show ``train_loss``, ``test_score`` or another number."""
        number = self._numbers[name]
        if number.text() != text:
            number.setText(text)
            part, _, row = name.partition("_")
            spoken = f"{self._titles[part]} {self._rows[row].text()} {text}"
            number.setAccessibleName(spoken)

    def sentence(self) -> str:
        """Return all numbers as one sentence that can be spoken."""
        told = (
            f"{title} {caption.text()} {self._numbers[f'{part}_{name}'].text()}"
            for part, title in self._titles.items()
            if part != SEALED or self._sealed
            for name, caption in self._rows.items()
        )
        return f"{', '.join(told)}."

    def value(self, name: str) -> str:
        """Return the text of a number."""
        return self._numbers[name].text()

    def clear(self) -> None:
        """Show no number."""
        for name in self._numbers:
            self.set_value(name, DASH)


def format_measure(value: float | None) -> str:
    """Return a loss or R² in a width that never changes; what is huge is only called so.

    Examples
    --------
    >>> [format_measure(x) for x in (0.03149, 12_345.6, 1.7e27, -9.6e27, None)]
    ['0.031', '12346', '> 10⁶', '< −10⁶', '–']
    """
    if value is None or math.isnan(value):
        return format_fixed(None)
    if abs(value) >= HUGE:
        return f"> {HUGE_TEXT}" if value > 0 else f"< {MINUS}{HUGE_TEXT}"
    return format_fixed(value, 3 if abs(value) < 1000 else 0).replace("-", MINUS)


def format_share(share: float | None) -> str:
    """Return a share of one in per cent, with one decimal.

    Examples
    --------
    >>> format_share(0.98765), format_share(None)
    ('98.8 %', '–')
    """
    return format_fixed(None) if share is None else f"{format_fixed(100 * share, 1)} %"
