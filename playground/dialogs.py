"""Dialogs that never stop the program: they open, and tell later what was chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from playground.wardrobe import Wardrobe


class Dialogs(QObject):
    """Asks the user for files and shows what the program is; tests put a fake in its place.

    Signals
    -------
    open_chosen(str), save_chosen(str)
        The path that the user chose; a cancelled dialog says nothing.
    """

    open_chosen = Signal(str)
    save_chosen = Signal(str)

    def open_file(self, window: QWidget, name_filter: str) -> None:
        """Ask for a file to open."""
        dialog = QFileDialog(window, self.tr("Open experiment"), "", name_filter)
        dialog.setObjectName("open_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_open_chosen)
        _show(dialog)

    def save_file(self, window: QWidget, name_filter: str, suggestion: str) -> None:
        """Ask for a file to write."""
        dialog = QFileDialog(window, self.tr("Save experiment"), suggestion, name_filter)
        dialog.setObjectName("save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(self._on_save_chosen)
        _show(dialog)

    def about(self, window: QWidget, title: str, text: str) -> None:
        """Show a text."""
        dialog = QMessageBox(
            QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Close, window
        )
        dialog.setObjectName("about_dialog")
        _show(dialog)

    @Slot(str)
    def _on_open_chosen(self, path: str) -> None:
        self.open_chosen.emit(path)

    @Slot(str)
    def _on_save_chosen(self, path: str) -> None:
        self.save_chosen.emit(path)


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window = dialog.parentWidget()
    wardrobe = window.findChild(Wardrobe) if window is not None else None
    if isinstance(wardrobe, Wardrobe):
        wardrobe.add(dialog)
    dialog.open()
