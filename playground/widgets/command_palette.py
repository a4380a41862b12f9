"""A line to type in, and below it everything whose words match."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

ID = Qt.ItemDataRole.UserRole
WORDS = Qt.ItemDataRole.UserRole + 1

_TO_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Entry:
    """Something to find: its id, its words on screen, where it is or which keys it has."""

    id: str
    text: str
    beside: str = ""
    explanation: str = ""


class WordFilter(QSortFilterProxyModel):
    """Lets through what holds every typed word, in any order; begins with better matches.

    Parameters
    ----------
    source : QAbstractItemModel
        One row for each entry.
    """

    def __init__(self, source: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSourceModel(source)
        self.sort(0)

    def set_text(self, text: str) -> None:
        """Search for other words."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(  # noqa: N802 - overrides Qt's
        self, row: int, parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Return whether all words occur."""
        words = self.sourceModel().index(row, 0, parent).data(WORDS)
        return all(word in words for word in self._words)

    def lessThan(  # noqa: N802 - overrides Qt's
        self,
        left: QModelIndex | QPersistentModelIndex,
        right: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Put names that begin with what was typed first; otherwise keep the order."""
        return self._rank(left) < self._rank(right)

    def _rank(self, index: QModelIndex | QPersistentModelIndex) -> tuple[int, int]:
        name = str(index.data()).casefold()
        first = self._words[0] if self._words else ""
        if name.startswith(first):
            place = 0
        else:  # at the beginning of a word, inside one, or elsewhere
            place = 1 if f" {first}" in name else 2 if first in name else 3
        return place, index.row()


class CommandPalette(QDialog):
    """Finds actions and controls by a few letters.

    Signals
    -------
    chosen(str)
        Id of the entry that was chosen; the palette is closed by then.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setWindowTitle(self.tr("Find anything"))
        self.line = QLineEdit(self)
        self.line.setObjectName("command_palette.line")
        self.line.setAccessibleName(self.tr("Find anything"))
        self.line.setPlaceholderText(self.tr("Type a few letters of an action or a control"))
        self.line.setToolTip(self.line.placeholderText())
        self._model = QStandardItemModel(0, 2, self)
        self._filter = WordFilter(self._model, self)
        self.list = QTreeView(self)
        self.list.setObjectName("command_palette.list")
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setToolTip(self.tr("Enter takes the marked line."))
        self.list.setModel(self._filter)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderHidden(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.header().setStretchLastSection(False)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_taken)
        self.list.activated.connect(self._on_taken)
        self.list.clicked.connect(self._on_taken)

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Offer other things, in this order."""
        self._model.clear()
        for entry in entries:
            name, beside = QStandardItem(entry.text), QStandardItem(entry.beside)
            words = f"{entry.text} {entry.beside} {entry.explanation} {entry.id}"
            name.setData(entry.id, ID)
            name.setData(words.casefold(), WORDS)
            for item in (name, beside):
                item.setToolTip(entry.explanation)
            self._model.appendRow([name, beside])
        header = self.list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.line.clear()
        self._on_typed()

    @property
    def found(self) -> tuple[str, ...]:
        """Ids of the entries that match, from top to bottom."""
        rows = range(self._filter.rowCount())
        return tuple(str(self._filter.index(row, 0).data(ID)) for row in rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys that move through the list reach it from the line."""
        if Qt.Key(event.key()) in _TO_LIST:
            self.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_typed(self) -> None:
        self._filter.set_text(self.line.text())
        self.list.setCurrentIndex(self._filter.index(0, 0))

    @Slot()
    def _on_taken(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            found = self.found[row]
            self.accept()
            self.chosen.emit(found)
