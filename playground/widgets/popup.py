"""A small window over the others that goes when one clicks beside it or presses Escape."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from playground.widgets.labels import text_label

MARGIN, GAP = 12, 6


class Popup(QFrame):
    """A column of controls below a title.

    Parameters
    ----------
    name : str
        Object name.
    parent : QWidget
        What it belongs to; it gets the focus back.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setProperty("popup", True)
        self.title = text_label("", "heading", self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[MARGIN] * 4)
        self.column.setSpacing(GAP)
        self.column.addWidget(self.title)

    def set_title(self, text: str) -> None:
        """Say what this is about."""
        self.title.setText(text)
        self.setAccessibleName(text)

    def open_at(self, place: QRect) -> None:
        """Open below a rectangle of the screen, or above it, wholly on the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        size = self.sizeHint()
        x = min(max(place.center().x() - size.width() // 2, room.left()),
                max(room.right() - size.width(), room.left()))  # fmt: skip
        below, above = place.bottom() + GAP, place.top() - GAP - size.height()
        y = below if below + size.height() <= room.bottom() else max(above, room.top())
        self.move(QPoint(x, y))
        self.show()

    def accepted(self) -> bool:
        """Return whether what was typed is taken, so that Enter may close the window."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape, and by Enter once what was typed is taken."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and self.accepted()):
            self.close()
        else:
            super().keyPressEvent(event)
