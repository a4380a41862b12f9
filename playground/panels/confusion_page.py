"""The confusion matrix of the training or the test data."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.microscope.confusion import Confusion
from playground.theme import spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.colours import ViewColours
from playground.widgets.confusion_table import ConfusionTable
from playground.widgets.describe import describe
from playground.widgets.labels import ElidedLabel


class ConfusionPage(QWidget):
    """The table, and a switch between the two parts of the data.

    Signals
    -------
    part_chosen(str)
        ``"train"`` or ``"test"``.
    """

    part_chosen = Signal(str)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part_field = SegmentedField(
            (
                Choice("train", self.tr("train"), self.tr("Count the training examples.")),
                Choice("test", self.tr("test"), self.tr("Count the test examples.")),
            )
        )
        describe(
            self.part_field, "output.confusion_part", self.tr("Counted"),
            self.tr("Which examples are counted."),
        )  # fmt: skip
        self.part_field.value_changed.connect(self.part_chosen)
        self.table = ConfusionTable(colours, self)
        describe(
            self.table, "output.confusion", self.tr("Confusion matrix"),
            self.tr("A row for each class, a column for what the network takes its examples for."),
        )  # fmt: skip
        head = QHBoxLayout()
        head.setSpacing(spacing(2))
        head.addWidget(ElidedLabel(self.tr("class ↓   taken for →"), "caption"), 1)
        head.addWidget(self.part_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_counts(self, confusion: Confusion, part: Literal["train", "test"]) -> None:
        """Show the counts of one part."""
        self.part_field.set_value(part)
        self.table.set_counts(confusion.train if part == "train" else confusion.test)
        self.table.setAccessibleDescription(self.table.sentence())
