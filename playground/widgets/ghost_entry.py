"""The legend's entry of a former run, which can be hidden, renamed and removed."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.describe import describe
from playground.widgets.legend_entry import LegendEntry
from playground.widgets.plot_curve import CurveStyle

STYLE = CurveStyle(5, dashed=True, width=1.0)


class GhostEntry(LegendEntry):
    """A click hides it, a double click or F2 renames it, Delete removes it; so does its menu.

    Signals
    -------
    ghost_toggled : int, bool
    rename_asked, remove_asked : int
        With the ghost's id.
    """

    ghost_toggled = Signal(int, bool)
    rename_asked = Signal(int)
    remove_asked = Signal(int)

    def __init__(self, ghost_id: int, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__("", colours, STYLE, parent=parent)
        self._id = ghost_id
        self._rename = QAction(self.tr("Rename…"), self)
        self._remove = QAction(self.tr("Remove"), self)
        self._rename.triggered.connect(self._on_rename)
        self._remove.triggered.connect(self._on_remove)
        self.clicked.connect(self._on_clicked)

    def set_name(self, name: str) -> None:
        """Show another name."""
        self.setText(name)
        describe(
            self, f"ghost_{self._id}", name,
            self.tr("Click hides this old curve, F2 renames it, Delete removes it."),
        )  # fmt: skip
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename by F2, remove by Delete."""
        if event.key() == Qt.Key.Key_F2:
            self._on_rename()
        elif event.key() == Qt.Key.Key_Delete:
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Rename; the first click of the two is taken back."""
        self.click()
        self._on_rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer both."""
        menu = QMenu(self)
        menu.addActions([self._rename, self._remove])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos() or self.mapToGlobal(QPoint(0, self.height())))

    @Slot()
    def _on_clicked(self) -> None:
        self.ghost_toggled.emit(self._id, self.isChecked())

    @Slot()
    def _on_rename(self) -> None:
        self.rename_asked.emit(self._id)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_asked.emit(self._id)
