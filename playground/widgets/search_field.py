"""One of many: a drop-down list that is searched by typing any part of a word."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from playground.widgets.choices import Choice, paint_chevron


class SearchField(QComboBox):
    """A drop-down list for so many things that one does not want to read them all.

    Signals
    -------
    value_changed(str)
        The user chose another id.
    """

    value_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEditable(True)
        self.setInsertPolicy(self.InsertPolicy.NoInsert)
        line, completer = self.lineEdit(), self.completer()
        assert line is not None
        assert completer is not None
        self._line = line
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._line.setProperty("part", "text")
        self._line.editingFinished.connect(self._on_finished)
        self._last = ""
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> str:
        """The chosen id; empty when there is none."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, str) else ""

    def set_value(self, choice: str) -> None:
        """Choose an id without emitting; an unknown id leaves nothing chosen."""
        self.setCurrentIndex(self.findData(choice))
        self._last = self.value

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other things."""
        self.clear()
        for choice in choices:
            self.addItem(choice.label, choice.id)
        self._last = self.value

    @Slot(int)
    def _on_activated(self) -> None:
        if self.value != self._last:
            self._last = self.value
            self.value_changed.emit(self.value)

    @Slot()
    def _on_finished(self) -> None:
        """Take what was typed if it is one of the choices; else go back to the last one."""
        found = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        self.setCurrentIndex(self.findData(self._last) if found < 0 else found)
        self._on_activated()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let typing replace the word."""
        super().focusInEvent(event)
        self._line.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a fine chevron beside the text."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_chevron(painter, self)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls; the open list scrolls by itself."""
        event.ignore()
