"""Labels in the four type sizes, and the hairline."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QWidget

Role = Literal["body", "caption", "heading", "title", "display", "number", "error"]


def text_label(text: str, role: Role = "body", parent: QWidget | None = None) -> QLabel:
    """Return a plain-text label whose size and colour the style sheet sets by its role."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def hairline(vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """Return a rule one pixel thick."""
    line = QFrame(parent)
    line.setProperty("role", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def tabular(font: QFont) -> QFont:
    """Return the same font with figures of one width, so that numbers do not jump."""
    same_width = QFont(font)
    same_width.setFeature(QFont.Tag("tnum"), 1)
    return same_width
