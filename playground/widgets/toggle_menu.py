"""A button with a list of things to show; the list stays open while things are ticked."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from playground.widgets.choices import Choice
from playground.widgets.describe import tool_tip


class StayingMenu(QMenu):
    """A menu that closes only for what cannot be ticked, for Escape and for a click beside it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        action = self.actionAt(event.position().toPoint())
        if not self._tick(action):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick without closing."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
        if event.key() not in keys or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class ToggleMenu(QToolButton):
    """Things that can be shown or not, behind one button.

    Signals
    -------
    toggled_by_user(str, bool)
        Id of a thing, and whether it is to be shown.
    """

    toggled_by_user = Signal(str, bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._menu = StayingMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.setTitle(text)
        self._menu.setAccessibleName(text)
        self.clicked.connect(self.open_list)
        self._toggles: dict[str, QAction] = {}

    @property
    def list(self) -> QMenu:
        """The list behind the button."""
        return self._menu

    @Slot()
    def open_list(self) -> None:
        """Open the list below the button, without waiting for its end as Qt's own button does."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def add(self, choices: Iterable[Choice]) -> None:
        """Add things to show, below a line if there are some already.

        The object name of each is the button's, a dot and its id.
        """
        if self._toggles:
            self._menu.addSeparator()
        for choice in choices:
            toggle = self._menu.addAction(choice.label)
            toggle.setObjectName(f"{self.objectName()}.{choice.id}")
            toggle.setCheckable(True)
            toggle.setData(choice.id)
            toggle.setToolTip(tool_tip(choice.explanation))
            toggle.setStatusTip(choice.explanation)
            toggle.triggered.connect(self._on_triggered)
            self._toggles[choice.id] = toggle

    @property
    def ids(self) -> tuple[str, ...]:
        """What can be shown."""
        return tuple(self._toggles)

    def entry(self, choice: str) -> QAction:
        """Return the entry of an id."""
        return self._toggles[choice]

    def set_value(self, choice: str, shown: bool) -> None:
        """Tick an entry or not, without a signal."""
        self._toggles[choice].setChecked(shown)

    def set_offered(self, choice: str, offered: bool) -> None:
        """Show an entry or leave it out: here it would mean nothing."""
        self._toggles[choice].setVisible(offered)
        self._toggles[choice].setEnabled(offered)  # for those that find it without the menu

    @Slot(bool)
    def _on_triggered(self, shown: bool) -> None:
        toggle = self.sender()
        assert isinstance(toggle, QAction)
        self.toggled_by_user.emit(str(toggle.data()), shown)

    def sizeHint(self) -> QSize:
        """Leave room for the chevron."""
        hint = super().sizeHint()
        return QSize(hint.width() + hint.height() // 2, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a chevron beside the word."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.ButtonText), 1.5))
        size = self.height() / 8
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 2 * size if mirrored else self.width() - 2 * size
        box = QRectF(x - size, (self.height() - size) / 2, 2 * size, size)
        painter.drawPolyline(
            [box.topLeft(), QPointF(box.center().x(), box.bottom()), box.topRight()]
        )
        painter.end()
