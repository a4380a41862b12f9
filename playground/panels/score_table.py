"""How good the network is, in numbers that never move."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from playground.theme import spacing
from playground.widgets.describe import describe
from playground.widgets.labels import ElidedLabel, NumberLabel, text_label
from playground.widgets.numbers import DASH, MINUS, format_fixed

PARTS = ("train", "test")
SEALED = "sealed"
R2 = "R²"
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
        self._grid = grid
        self._rows = {
            "loss": ElidedLabel(self.tr("loss"), "caption"),
            "score": ElidedLabel("", "caption"),
        }
        self._numbers: dict[str, QLabel] = {}
        self._texts: dict[str, str] = {}
        titles = (self.tr("train"), self.tr("test"), self.tr("sealed"))
        self._titles = dict(zip((*PARTS, SEALED), titles, strict=True))
        self._heads = {part: text_label(title, "caption") for part, title in self._titles.items()}
        for name in self._rows:
            for part in self._titles:
                number = NumberLabel(DASH, FIGURES)
                number.setObjectName(f"{part}_{name}")
                number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._numbers[f"{part}_{name}"] = number
                self._texts[f"{part}_{name}"] = DASH

        self.seal = QPushButton(self.tr("open once"))
        describe(
            self.seal, "output.open_sealed", self.tr("Open the sealed test"),
            self.tr("Evaluates on the sealed examples, once in a run; undo cannot close it again."),
        )  # fmt: skip
        self.seal.clicked.connect(self.seal_broken)
        self._low: bool | None = None
        self.set_low(low=False)
        self.set_sealed(there=False, opened=False)

    def set_low(self, *, low: bool) -> None:
        """Be as low as can be, a row for each part of the data, or have a column for each.

        A low table leaves the names of loss and score to tooltips, but for R², which has no unit.
        """
        if low == self._low:
            return
        self._low = low
        for name, caption in self._rows.items():
            caption.setVisible(not low)
            for part in self._titles:
                place, side = self._place(name, part), Qt.AlignmentFlag.AlignRight
                self._grid.addWidget(self._numbers[f"{part}_{name}"], *place, side)
        self._grid.setHorizontalSpacing(spacing(1 if low else 2))
        for part, head in self._heads.items():
            row, column = self._place("loss", part)
            place = (row, 0) if low else (0, column)
            side = Qt.AlignmentFlag.AlignLeft if low else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(head, *place, side)
        for line, caption in enumerate(self._rows.values(), start=1):
            self._grid.addWidget(caption, line, 0)
        row, column = self._place("loss", SEALED)
        self._grid.addWidget(self.seal, row, column, *((1, 2) if low else (2, 1)))
        for name, text in self._texts.items():
            self._show(name, text)

    def _place(self, name: str, part: str) -> tuple[int, int]:
        """Return row and column of a number."""
        kind, number = list(self._rows).index(name) + 1, list(self._titles).index(part) + 1
        return (number, kind) if self._low else (kind, number)

    def set_sealed(self, *, there: bool, opened: bool) -> None:
        """Show the sealed part as a button, as numbers, or not at all."""
        self._sealed = there and opened
        self._heads[SEALED].setVisible(there)
        self.seal.setVisible(there and not opened)
        for row in self._rows:
            self._numbers[f"{SEALED}_{row}"].setVisible(there and opened)

    def set_score_name(self, name: str) -> None:
        """Say whether the score is an accuracy or R²."""
        self._rows["score"].setText(name)

    def set_value(self, name: str, text: str) -> None:
        """Show ``train_loss``, ``test_score`` or another number."""
        if self._texts[name] != text:
            self._texts[name] = text
            self._show(name, text)

    def _show(self, name: str, text: str) -> None:
        number = self._numbers[name]
        part, _, row = name.partition("_")
        caption = self._rows[row].text()
        number.setText(f"{caption} {text}" if self._low and caption == R2 else text)
        number.setAccessibleName(f"{self._titles[part]} {caption} {text}")
        explanation = f"{self._titles[part]}: {caption}" if self._low else ""
        if number.toolTip() != explanation:
            number.setToolTip(explanation)

    def sentence(self) -> str:
        """Return all numbers as one sentence that can be spoken."""
        told = (
            f"{title} {caption.text()} {self._texts[f'{part}_{name}']}"
            for part, title in self._titles.items()
            if part != SEALED or self._sealed
            for name, caption in self._rows.items()
        )
        return f"{', '.join(told)}."

    def value(self, name: str) -> str:
        """Return the text of a number."""
        return self._texts[name]

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
