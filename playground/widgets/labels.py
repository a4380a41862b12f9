"""Labels in the four type sizes, and the hairline."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QWidget

from playground.widgets.describe import tool_tip

Role = Literal["body", "caption", "heading", "title", "display", "number", "error"]


def text_label(text: str, role: Role = "body", parent: QWidget | None = None) -> QLabel:
    """Return a plain-text label whose size and colour the style sheet sets by its role."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def wrapped_label(name: str, role: Role = "body") -> QLabel:
    """Return an empty text of as many lines as it needs, whatever width it is given."""
    label = text_label("", role)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def captioned(words: str, field: QWidget) -> QWidget:
    """Return a field with its name before it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(text_label(words, "caption"))
    row.addWidget(field)
    return box


class NumberLabel(QLabel):
    """A number that changes all the time: its room stays, so that no layout is made anew.

    A plain label asks for one with every text.

    Parameters
    ----------
    text : str
        The first number.
    figures : int
        How many figures there is room for.
    """

    _figures = 1  # Qt may tell of a font while the base class is still being made

    def __init__(self, text: str, figures: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "number")
        self._figures = figures
        self.setFont(tabular(self.font()))
        self._fit()

    def setText(self, text: str) -> None:  # noqa: N802 - overrides Qt's
        """Show another number; only a longer one than any before makes more room."""
        super().setText(text)
        if self.sizeHint().width() > self.maximumWidth():
            self.setFixedWidth(self.sizeHint().width())

    def changeEvent(self, event: QEvent) -> None:
        """Make room for figures of another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        width = self.fontMetrics().horizontalAdvance("0") * self._figures
        hint = self.sizeHint()
        self.setFixedSize(max(width, hint.width()), hint.height())


class ElidedLabel(QLabel):
    """A label of one line that gives way: cut short it ends in “…”, and its tooltip tells all.

    Parameters
    ----------
    text : str
        The whole text.
    role : Role
        Size and colour, as for `text_label`.
    letters : int
        How many letters there is room for at least.

    Signals
    -------
    double_clicked
    """

    double_clicked = Signal()

    def __init__(
        self, text: str = "", role: Role = "body", parent: QWidget | None = None, letters: int = 6
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._letters = letters

    @property
    def shown(self) -> str:
        """The part of the text that there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few letters."""
        whole = super().minimumSizeHint()
        few = self.fontMetrics().averageCharWidth() * self._letters
        return QSize(min(few, whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        shown = self.shown
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.contentsRect(), self.alignment(), self.palette(), self.isEnabled(),
            shown, self.foregroundRole(),
        )  # fmt: skip
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell whoever listens."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def event(self, event: QEvent) -> bool:
        """Tell the whole text above the explanation, if it is cut short."""
        if isinstance(event, QHelpEvent) and self.shown != self.text():
            explanation = self.toolTip()
            whole = tool_tip(self.text())
            said = whole if explanation in ("", self.text()) else f"{whole}<br>{explanation}"
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)


def hairline(vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """Return a rule one pixel thick."""
    line = QFrame(parent)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
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
