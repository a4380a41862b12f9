"""Paths through a network in a table: what each is worth, where it goes, its factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.describe import tool_tip
from playground.widgets.labels import tabular

BAR = 0.45
"""Share of its colour that a bar behind a number has, so that the number is legible."""
AIR = 5  # pixels before a text
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class TableColumn:
    """The head of a column: a word or two, and a sentence."""

    title: str
    explanation: str = ""


@dataclass(frozen=True)
class PathRow:
    """One path: the texts of its cells, and what is read aloud.

    ``share`` is its worth from -1 to 1, shown as a bar behind the first cell.
    """

    cells: tuple[str, ...]
    share: float
    spoken: str


class PathTable(QTableView):
    """Rows to choose from, by mouse or keys.

    Signals
    -------
    path_chosen : int
        Number of the row.
    """

    path_chosen = Signal(int)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = _Paths(self)
        self._cells = _Cells(colours, self)
        self.setModel(self._paths)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setFont(tabular(self.font()))
        self.setProperty("arrows", True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit()

    @property
    def rows(self) -> tuple[PathRow, ...]:
        """What is shown."""
        return self._paths.rows

    @property
    def titles(self) -> tuple[str, ...]:
        """Heads of the columns."""
        return tuple(column.title for column in self._paths.columns)

    @property
    def chosen(self) -> int | None:
        """Number of the chosen row."""
        row = self.currentIndex().row()
        return row if row >= 0 else None

    def set_paths(
        self, columns: Sequence[TableColumn], rows: Sequence[PathRow], chosen: int | None = None
    ) -> None:
        """Show other paths, and which of them is chosen, without a signal."""
        fresh = self._paths.set(tuple(columns), tuple(rows))
        self._make_room(fresh)
        model = self.selectionModel()
        before = model.blockSignals(True)
        if chosen is None:
            self.setCurrentIndex(_ROOT)
            self.clearSelection()
        elif chosen != self.chosen:
            self.selectRow(chosen)
        model.blockSignals(before)
        self.viewport().update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._cells.colours = colours
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which path is chosen."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.path_chosen.emit(current.row())

    def minimumSizeHint(self) -> QSize:
        """Return what a few rows need; the rest is scrolled to."""
        line = self.fontMetrics().height()
        return QSize(16 * line, 5 * line)

    def sizeHint(self) -> QSize:
        """Return room for eight rows."""
        line = self.fontMetrics().height()
        return QSize(40 * line, 11 * line)

    def _make_room(self, fresh: bool) -> None:
        """Let columns be as wide as their texts; while numbers run they only grow."""
        advance, header = self.fontMetrics().horizontalAdvance, self.horizontalHeader()
        head = header.fontMetrics().horizontalAdvance
        for number, column in enumerate(self._paths.columns):
            longest = max((row.cells[number] for row in self._paths.rows), key=len, default="")
            width = max(advance(longest), head(column.title)) + 4 * AIR
            if fresh or width > header.sectionSize(number):
                header.resizeSection(number, width)

    def _fit(self) -> None:
        height = round(1.35 * self.fontMetrics().height())
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)


class _Paths(QAbstractTableModel):
    """The texts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[TableColumn, ...] = ()
        self.rows: tuple[PathRow, ...] = ()

    def set(self, columns: tuple[TableColumn, ...], rows: tuple[PathRow, ...]) -> bool:
        """Take other texts, and return whether the table has another shape now."""
        same = columns == self.columns and len(rows) == len(self.rows)
        if not same:
            self.beginResetModel()
        self.columns, self.rows = columns, rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
        return not same

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of paths."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(row.spoken)
        return row.share if role == Qt.ItemDataRole.UserRole else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return tool_tip(column.explanation) if role == Qt.ItemDataRole.ToolTipRole else None


class _Cells(QStyledItemDelegate):
    """Draws text, and in the first column a bar behind it: its length is the size.

    Plain painting: through the style sheet a table would take ten times as long.
    """

    def __init__(self, colours: ViewColours, parent: QWidget) -> None:
        super().__init__(parent)
        self.colours = colours

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.highlight())
        if index.column() == 0:
            share = float(index.data(Qt.ItemDataRole.UserRole) or 0.0)
            bar = rect.adjusted(1.0, 2.0, -1.0, -2.0)
            bar.setWidth(bar.width() * min(abs(share), 1.0))
            painter.fillRect(bar, self._colour(share))
        painter.setPen(self.colours.text)
        painter.setFont(option.font)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.drawText(rect.adjusted(AIR, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _colour(self, share: float) -> QColor:
        colour = self.colours.positive if share > 0.0 else self.colours.negative
        return mixed(colour, self.colours.background, BAR)
