"""A page of text in a window of its own, beside the main one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

LETTERS, LINES = 72, 26


class TextSheet(QDialog):
    """Shows a page without stopping anything; Escape closes it.

    Parameters
    ----------
    name, title : str
        Object name and title.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.page = QTextBrowser(self)
        self.page.setObjectName(f"{name}.page")
        self.page.setAccessibleName(title)
        self.page.setOpenLinks(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def sizeHint(self) -> QSize:
        """Return the room for a page of prose."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * LETTERS, metrics.lineSpacing() * LINES)

    def show_page(self, html: str) -> None:
        """Show a page from its beginning."""
        self.page.setHtml(html)

    def open_page(self, html: str) -> None:
        """Show a page and come to the front."""
        self.show_page(html)
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()
