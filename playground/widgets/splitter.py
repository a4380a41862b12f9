"""A splitter whose handles can be moved by keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from playground.widgets.describe import describe

STEP = 16  # pixels of an arrow key

_WAYS = {
    Qt.Orientation.Horizontal: {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1},
    Qt.Orientation.Vertical: {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1},
}


class SplitterHandle(QSplitterHandle):
    """A hairline that the Tab key reaches and arrow keys move."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("arrows", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrow keys of its direction."""
        way = _WAYS[self.orientation()].get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            across = self.orientation() == Qt.Orientation.Horizontal
            here = self.x() if across else self.y()
            self.moveSplitter(here + way * STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Be a hairline, in the accent's colour under the mouse and with the focus."""
        del event
        loud = self.hasFocus() or self.underMouse()
        role = QPalette.ColorRole.Highlight if loud else QPalette.ColorRole.Mid
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(role))
        painter.end()


class Splitter(QSplitter):
    """Parts side by side, or one above the other, with handles of one pixel.

    Parameters
    ----------
    name, label : str
        Object name, and what the boundary between the parts is called.
    parts : QWidget
        The parts in order.
    vertical : bool
        Whether they stand one above the other.
    """

    def __init__(self, name: str, label: str, *parts: QWidget, vertical: bool = False) -> None:
        super().__init__(Qt.Orientation.Vertical if vertical else Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setHandleWidth(1)
        for part in parts:
            self.addWidget(part)
        for index in range(1, self.count()):
            sentence = self.tr("Arrow keys move this boundary.")
            describe(self.handle(index), f"{name}.boundary_{index}", label, sentence)

    def createHandle(self) -> QSplitterHandle:  # noqa: N802 - overrides Qt's
        """Return a handle that can be moved by keys."""
        return SplitterHandle(self.orientation(), self)
