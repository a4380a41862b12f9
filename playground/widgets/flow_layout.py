"""Widgets in rows that break where there is no more room, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays widgets out from left to right, and goes on below where a row is full.

    Parameters
    ----------
    parent : QWidget, optional
        Whose layout it is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across = self._down = 0

    def setHorizontalSpacing(self, pixels: int) -> None:  # noqa: N802 - as Qt's layouts call it
        """Set the room between two widgets of a row."""
        self._across = pixels
        self.invalidate()

    def setVerticalSpacing(self, pixels: int) -> None:  # noqa: N802 - as Qt's layouts call it
        """Set the room between two rows."""
        self._down = pixels
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - overrides Qt's
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return an item; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give an item away; None where there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - overrides Qt's
        """Return that it makes use of width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return that rows become more as there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width, in pixels."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Return the room of the largest item: each can have a row for itself."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - overrides Qt's
        """Return the room of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - overrides Qt's
        """Lay the items out."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Go through the places of all items; return the height that they need."""
        room = rect.marginsRemoved(self.contentsMargins())
        x, y, height = room.x(), room.y(), 0
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint()
            if height > 0 and x + size.width() > room.right():
                x, y, height = room.x(), y + height + self._down, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._across
            height = max(height, size.height())
        return y + height - rect.y() + self.contentsMargins().bottom()
