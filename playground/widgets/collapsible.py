"""A section with a quiet header that opens and closes."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget


class CollapsibleHeader(QToolButton):
    """The header: a chevron, a title, and on the right a summary of what is hidden."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.summary = ""

    def sizeHint(self) -> QSize:
        """Leave room for the chevron."""
        hint = super().sizeHint()
        return QSize(hint.width() + hint.height(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for the chevron and a few letters: a long title ends in “…”."""
        hint = self.sizeHint()
        few = self.fontMetrics().averageCharWidth() * 8
        return QSize(min(hint.height() + few, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw chevron, title and summary on the ground that the style sheet gives."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        # The style sheet's colours hide the palette of the widget: ask the application's.
        palette, role = QGuiApplication.palette(), QPalette.ColorRole
        loud = self.underMouse() or self.hasFocus()
        quiet = palette.color(role.PlaceholderText)
        colour = palette.color(role.WindowText) if loud else quiet
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        size, middle = self.height() / 7, self.height() / 2
        x = self.width() - size - 1 if mirrored else size + 1
        painter.setPen(QPen(colour, 1.5))
        painter.drawPolyline(_chevron(x, middle, size, open_=self.isChecked(), mirrored=mirrored))
        room = self.rect()
        inset = round(self.height() * 0.7)
        if mirrored:
            room.setRight(room.right() - inset)
        else:
            room.setLeft(inset)
        painter.setPen(colour)
        lead = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideRight
        title = self.fontMetrics().elidedText(self.text(), elide, room.width())
        painter.drawText(room, lead | Qt.AlignmentFlag.AlignVCenter, title)
        if self.summary and not self.isChecked():
            used = self.fontMetrics().horizontalAdvance(self.text()) + inset
            free = max(0, room.width() - used)
            text = self.fontMetrics().elidedText(self.summary, elide, free)
            trail = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
            font = self.font()
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(quiet)
            painter.drawText(room, trail | Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            painter.setPen(palette.color(role.Highlight))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class Collapsible(QWidget):
    """A section of settings.

    Signals
    -------
    expanded_changed(bool)
        The section was opened or closed, by the user or by `set_expanded`.
    """

    expanded_changed = Signal(bool)

    def __init__(self, title: str, expanded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.header = CollapsibleHeader(title, self)
        self.header.setChecked(expanded)
        self.header.setAccessibleName(title)
        self.header.setToolTip(self.tr("Opens and closes this group of settings."))
        self.header.toggled.connect(self._on_toggled)
        self.content = QWidget(self)
        self.content.setVisible(expanded)
        self.content_layout = QVBoxLayout(self.content)
        self.content_layout.setContentsMargins(0, 0, 0, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.content)
        self.setFocusProxy(self.header)

    @property
    def expanded(self) -> bool:
        """Whether the content is shown."""
        return self.header.isChecked()

    def setObjectName(self, name: str) -> None:  # noqa: N802 - overrides Qt's
        """Name the section and its header."""
        super().setObjectName(name)
        self.header.setObjectName(f"{name}.header")

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the content."""
        self.content_layout.addWidget(widget)

    def set_expanded(self, expanded: bool) -> None:
        """Open or close the section."""
        self.header.setChecked(expanded)

    def set_summary(self, text: str) -> None:
        """Set what a closed section tells of its content."""
        self.header.summary = text
        self.header.update()

    @Slot(bool)
    def _on_toggled(self, expanded: bool) -> None:
        self.content.setVisible(expanded)
        self.expanded_changed.emit(expanded)


def _chevron(x: float, y: float, size: float, *, open_: bool, mirrored: bool) -> list[QPointF]:
    if open_:
        return [
            QPointF(x - size, y - size / 2),
            QPointF(x, y + size / 2),
            QPointF(x + size, y - size / 2),
        ]
    tip = -size / 2 if mirrored else size / 2
    return [QPointF(x - tip, y - size), QPointF(x + tip, y), QPointF(x - tip, y + size)]
