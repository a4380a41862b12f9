"""A row of measured values that change all the time and never move."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from playground.widgets.labels import ElidedLabel, NumberLabel
from playground.widgets.numbers import DASH


@dataclass(frozen=True)
class Readout:
    """One value: its id, its caption, and how many figures wide it is."""

    id: str
    caption: str
    width: int = 8
    explanation: str = ""


class StatusReadout(QWidget):
    """Captions and numbers; each number keeps its place, whatever its value."""

    def __init__(self, readouts: Iterable[Readout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._captions: dict[str, QLabel] = {}
        self._numbers: dict[str, QLabel] = {}
        for readout in readouts:
            if self._numbers:
                layout.addSpacing(8)
            caption = ElidedLabel(readout.caption, "caption", self)
            number = NumberLabel(DASH, readout.width, self)
            number.setObjectName(f"readout_{readout.id}")
            number.setAccessibleName(f"{readout.caption} {DASH}")
            number.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            for label in (caption, number):
                label.setToolTip(readout.explanation)
                layout.addWidget(label)
            self._captions[readout.id], self._numbers[readout.id] = caption, number

    def value(self, readout_id: str) -> str:
        """Return the text of a value."""
        return self._numbers[readout_id].text()

    def set_value(self, readout_id: str, text: str) -> None:
        """Show a value; nothing is drawn when it is the same."""
        number = self._numbers[readout_id]
        if number.text() != text:
            number.setText(text)
            number.setAccessibleName(f"{self._captions[readout_id].text()} {text}")

    def set_explanation(self, readout_id: str, explanation: str) -> None:
        """Tell something else about a value, in its tooltip."""
        for label in (self._captions[readout_id], self._numbers[readout_id]):
            if label.toolTip() != explanation:
                label.setToolTip(explanation)

    def set_visible(self, readout_id: str, visible: bool) -> None:
        """Show or hide a value and its caption."""
        self._captions[readout_id].setVisible(visible)
        self._numbers[readout_id].setVisible(visible)
