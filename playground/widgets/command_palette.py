"""A line to type in, and below it everything whose words match."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_TO_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Entry:
    """Something to find: its id, its words on screen, where it is or which keys it has."""

    id: str
    text: str
    beside: str = ""
    explanation: str = ""


class EntryModel(QAbstractTableModel):
    """The entries that hold every typed word, in any order; better matches come first.

    Qt's own filter asks Python row by row, twice for each comparison.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[tuple[Entry, str]] = []
        self.found: list[Entry] = []

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Offer other things, in this order."""
        self._entries = [
            (each, f"{each.text} {each.beside} {each.explanation} {each.id}".casefold())
            for each in entries
        ]
        self.search("")

    def search(self, text: str) -> None:
        """Keep what holds all words of a text."""
        words = text.casefold().split()
        self.beginResetModel()
        matching = [entry for entry, said in self._entries if all(word in said for word in words)]
        self.found = sorted(matching, key=lambda entry: _rank(entry, words[0] if words else ""))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return 2: the name, and what stands beside it."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a text or its tooltip."""
        if not 0 <= index.row() < len(self.found):  # of what was found before
            return None
        entry = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.beside if index.column() else entry.text
        return entry.explanation if role == Qt.ItemDataRole.ToolTipRole else None


def _rank(entry: Entry, word: str) -> int:
    """Return 0 for a name that begins with a word; then comes where the word begins another one."""
    name = entry.text.casefold()
    if name.startswith(word):
        return 0
    return 1 if f" {word}" in name else 2 if word in name else 3


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
        self._model = EntryModel(self)
        self.list = QTreeView(self)
        self.list.setObjectName("command_palette.list")
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setToolTip(self.tr("Enter takes the marked line."))
        self.list.setModel(self._model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderHidden(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_taken)
        self.list.activated.connect(self._on_taken)
        self.list.clicked.connect(self._on_taken)

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Offer other things, in this order."""
        offered = tuple(entries)
        self._model.set_entries(offered)
        metrics = self.list.fontMetrics()  # Qt would measure all rows anew for each letter
        widest = max((metrics.horizontalAdvance(each.beside) for each in offered), default=0)
        self.list.header().resizeSection(1, widest + metrics.horizontalAdvance("MMM"))
        if self.line.text():
            self.line.clear()
        else:
            self._on_typed()

    @property
    def found(self) -> tuple[str, ...]:
        """Ids of the entries that match, from top to bottom."""
        return tuple(entry.id for entry in self._model.found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys that move through the list reach it from the line."""
        if Qt.Key(event.key()) in _TO_LIST:
            self.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_typed(self) -> None:
        self._model.search(self.line.text())
        self.list.setCurrentIndex(self._model.index(0, 0))

    @Slot()
    def _on_taken(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            found = self.found[row]
            self.accept()
            self.chosen.emit(found)
