"""Which classes are taken for which: counts and shares in a table."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.labels import tabular

MOST_COLOUR = 0.4  # share of a colour in the fullest cell, so that its text is legible
FEW_LETTERS = 4


class ConfusionTable(QTableWidget):
    """A row for each class, a column for each answer.

    What is right lies on the diagonal, in bold and in one colour; mistakes
    are in another. The deeper the colour, the larger the share of the row.
    """

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._counts: NDArray[np.integer] = np.zeros((0, 0), int)
        self._names: tuple[str, ...] = ()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFont(tabular(self.font()))
        self.setWordWrap(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(self.tr("Confusion matrix"))

    def minimumSizeHint(self) -> QSize:
        """Return what a few rows need; the rest is scrolled to."""
        line = self.fontMetrics().height()
        return QSize(10 * line, 5 * line)

    def set_classes(self, names: Sequence[str]) -> None:
        """Name rows and columns, and forget the counts."""
        self._names, self._counts = tuple(names), np.zeros((0, 0), int)
        self.clear()
        self.setRowCount(len(names))
        self.setColumnCount(len(names))
        for k, name in enumerate(names):
            row = QTableWidgetItem(name)
            row.setToolTip(self.tr("Examples of {name}").format(name=name))
            self.setVerticalHeaderItem(k, row)
            column = QTableWidgetItem(f"→ {name}")
            column.setToolTip(self.tr("Taken for {name}").format(name=name))
            self.setHorizontalHeaderItem(k, column)
        for k in range(len(names)):
            for j in range(len(names)):
                self.setItem(k, j, self._cell(right=k == j))
        self._counts = np.full((len(names), len(names)), -1)
        self._fit()

    def set_counts(self, counts: NDArray[np.integer]) -> None:
        """Show counts (C, C): a row for each class, a column for each answer."""
        for row, line in enumerate(counts.tolist()):
            if line != self._counts[row].tolist():
                self._show_row(row, line)
        self._counts = counts

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        for row, line in enumerate(self._counts.tolist()):
            if min(line, default=-1) >= 0:
                self._show_row(row, line)

    def count(self, row: int, column: int) -> int:
        """Return a count."""
        return int(self._counts[row, column])

    def sentence(self) -> str:
        """Return how much of each class is right, as a sentence that can be spoken."""
        told = []
        for k, line in enumerate(self._counts.tolist()):
            if sum(line) > 0 and min(line) >= 0:
                text = self.tr("{name}: {right} of {total} right")
                told.append(text.format(name=self._names[k], right=line[k], total=sum(line)))
        return f"{'; '.join(told)}." if told else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the shares out where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    # Inside ------------------------------------------------------------------------------------

    def _cell(self, *, right: bool) -> QTableWidgetItem:
        cell = QTableWidgetItem()
        cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        font = tabular(self.font())
        font.setBold(right)
        cell.setFont(font)
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        return cell

    def _show_row(self, row: int, line: list[int]) -> None:
        total = max(sum(line), 1)
        two_lines = self.rowHeight(row) >= 2.2 * self.fontMetrics().height()
        for column, count in enumerate(line):
            share = count / total
            colour = self._colours.positive if row == column else self._colours.negative
            cell = self.item(row, column)
            assert cell is not None
            cell.setText(f"{count:,}\n{share:.0%}" if two_lines else f"{count:,}")
            fill = mixed(colour, self._colours.background, MOST_COLOUR * share)
            cell.setBackground(QBrush(fill))
            cell.setForeground(QBrush(self._colours.text))
            told = self.tr("{name} taken for {answer}: {count} of {total}, {share}").format(
                name=self._names[row], answer=self._names[column], count=f"{count:,}",
                total=f"{sum(line):,}", share=f"{share:.0%}",
            )  # fmt: skip
            cell.setToolTip(told)
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, told)

    def _fit(self) -> None:
        """Keep cells wide enough for their numbers, and show shares where there is room."""
        metrics = self.fontMetrics()
        self.horizontalHeader().setMinimumSectionSize(metrics.horizontalAdvance("0,000"))
        self.verticalHeader().setMinimumSectionSize(round(1.4 * metrics.height()))
        widest = max((metrics.horizontalAdvance(name) for name in self._names), default=0)
        most = max(self.width() // 4, metrics.averageCharWidth() * FEW_LETTERS)
        self.verticalHeader().setMaximumWidth(min(widest + 2 * metrics.averageCharWidth(), most))
        for row, line in enumerate(self._counts.tolist()):
            if min(line, default=-1) >= 0:
                self._show_row(row, line)
