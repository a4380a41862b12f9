"""Controls in a row of their own, or behind a button where there is no room for the row."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from playground.assets import icon
from playground.theme import spacing
from playground.widgets.describe import describe
from playground.widgets.popup import Popup


class Fold(QToolButton):
    """The button; it is there only while the controls are folded away.

    Parameters
    ----------
    name : str
        Object name.
    title, sentence : str
        What the button, and the small window behind it, are called; and what they are for.
    content : QWidget
        The controls.
    parent : QWidget
        Where both belong.

    Attributes
    ----------
    home : QWidget
        The row of the controls; give it a place in the layout, and the button another one.
    popup : Popup
        Where they are while they are folded away.
    """

    def __init__(
        self, name: str, title: str, sentence: str, content: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.content = content
        self.home = QWidget(parent)
        self._row = QVBoxLayout(self.home)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(content)
        self.popup = Popup(f"{name}.popup", self)
        self.popup.set_title(title)
        self._folded, self._offered = False, True
        self.setIcon(icon("settings"))
        self.setIconSize(QSize(spacing(4), spacing(4)))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        describe(self, name, title, sentence)
        self.clicked.connect(self.open)
        self.hide()

    @property
    def folded(self) -> bool:
        """Whether the controls are behind the button."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Put the controls behind the button, or back into their row."""
        if folded == self._folded:
            return
        self._folded = folded
        self.popup.close()
        (self.popup.column if folded else self._row).addWidget(self.content)
        self.content.show()
        self._show()

    def set_offered(self, offered: bool) -> None:
        """Show the controls, here or there, or leave them out where they would do nothing."""
        self._offered = offered
        self._show()

    def _show(self) -> None:
        self.home.setVisible(self._offered and not self._folded)
        self.setVisible(self._offered and self._folded)

    @Slot()
    def open(self) -> None:
        """Show the controls that are folded away."""
        if self._folded:
            self.popup.open_at(QRect(self.mapToGlobal(QPoint()), self.size()))
            for each in self.content.findChildren(QWidget):
                if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
                    each.setFocus(Qt.FocusReason.PopupFocusReason)
                    break
