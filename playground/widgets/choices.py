"""One of several: a drop-down list, a row of joined buttons."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from playground.widgets.describe import tool_tip

SHORT = Qt.ItemDataRole.UserRole + 1
"""Where an item of a list keeps its short name."""
AIR = 4
"""Pixels beside the chosen word."""


@dataclass(frozen=True)
class Choice:
    """One of several: its id, the word on screen, one sentence."""

    id: str
    label: str
    explanation: str = ""


class ChoiceField(QComboBox):
    """A drop-down list whose items explain themselves.

    Signals
    -------
    value_changed(str)
        The user chose another id.
    """

    value_changed = Signal(str)

    def __init__(self, choices: Iterable[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._last = ""
        self.set_choices(choices)
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
        """Offer other things; the chosen id stays when it is still among them."""
        chosen = self.value
        self.clear()
        for index, choice in enumerate(choices):
            self.addItem(choice.label, choice.id)
            self.setItemData(index, tool_tip(choice.explanation), Qt.ItemDataRole.ToolTipRole)
        if self.findData(chosen) >= 0:
            self.set_value(chosen)
        self._last = self.value

    def rename(self, choice: str, label: str, short: str = "") -> None:
        """Call a choice something else, and give it a short name for where there is little room."""
        index = self.findData(choice)
        self.setItemText(index, label)
        self.setItemData(index, short, SHORT)

    @Slot(int)
    def _on_activated(self) -> None:
        if self.value != self._last:
            self._last = self.value
            self.value_changed.emit(self.value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls; the open list scrolls by itself."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """Return Qt's, with the air around the text that Qt leaves out."""
        return super().sizeHint() + QSize(2 * AIR, 0)

    @property
    def shown_text(self) -> str:
        """What there is room for: the name of the choice, its short name, or a part of it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        combo, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(combo, option, field, self).width() - AIR
        text = option.currentText if self.currentIndex() >= 0 else self.placeholderText()
        metrics, short = self.fontMetrics(), self.currentData(SHORT)
        if short and metrics.horizontalAdvance(text) > room:
            text = short
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chosen word, cut short where there is no room for it, and a fine chevron."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        paint_chevron(painter, self)


def paint_chevron(painter: QPainter, field: QWidget) -> None:
    """Draw the fine chevron at the end of a field with a list behind it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    role = QPalette.ColorRole.PlaceholderText
    painter.setPen(QPen(field.palette().color(role), 1.5))
    size = field.height() / 8
    rightwards = field.layoutDirection() == Qt.LayoutDirection.LeftToRight
    x = field.width() - 3 * size if rightwards else 3 * size
    y = field.height() / 2
    painter.drawPolyline(
        [
            QPointF(x - size, y - size / 2),
            QPointF(x, y + size / 2),
            QPointF(x + size, y - size / 2),
        ]
    )


class SegmentButton(QToolButton):
    """One button of a `SegmentedField`; the style sheet knows it by this name."""


class SegmentedField(QWidget):
    """A row of joined buttons of which one is down: for two to four short words.

    Signals
    -------
    value_changed(str)
        The user chose another id.
    """

    value_changed = Signal(str)

    def __init__(self, choices: Iterable[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._value = ""
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The chosen id; empty when there is none."""
        return self._value

    def setObjectName(self, name: str) -> None:  # noqa: N802 - overrides Qt's
        """Name the field and its buttons."""
        super().setObjectName(name)
        for button in self._group.buttons():
            button.setObjectName(f"{name}.{button.property('choice')}")

    def set_value(self, choice: str) -> None:
        """Choose an id without emitting."""
        for button in self._group.buttons():
            if button.property("choice") == choice:
                button.setChecked(True)
                self._value = choice

    def button(self, choice: str) -> QAbstractButton:
        """Return the button of an id.

        Raises
        ------
        KeyError
            If there is none.
        """
        for button in self._group.buttons():
            if button.property("choice") == choice:
                return button
        raise KeyError(choice)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other things; the chosen id stays when it is still among them."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._layout.removeWidget(old)
            old.deleteLater()
        chosen, self._value = self._value, ""
        offered = list(choices)
        for index, choice in enumerate(offered):
            button = SegmentButton(self)
            button.setText(choice.label)
            button.setCheckable(True)
            button.setProperty("choice", choice.id)
            button.setObjectName(f"{self.objectName()}.{choice.id}")
            button.setProperty("place", _place(index, len(offered)))
            button.setAccessibleName(choice.label)
            button.setToolTip(tool_tip(choice.explanation))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
            self._layout.addWidget(button)
        if offered:
            ids = [choice.id for choice in offered]
            self.set_value(chosen if chosen in ids else ids[0])

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        choice = str(button.property("choice"))
        if choice != self._value:
            self._value = choice
            self.value_changed.emit(choice)


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last"}.get(index, "middle")
