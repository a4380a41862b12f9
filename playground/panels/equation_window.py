"""The network written out as an equation, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.export.equation import MOST_PARAMETERS, Equation
from playground.theme import spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.labels import text_label
from playground.widgets.number_field import NumberField

DIGITS, MOST_DIGITS = 3, 17


class EquationWindow(QDialog):
    """Follows the network while it is open, unless some of the text is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("equation")
        self.setWindowTitle(self.tr("Equation"))
        self._equation: Equation | None = None
        self._note = ""
        self.style_field = SegmentedField(
            [
                Choice("text", self.tr("Text"), self.tr("As it is written by hand.")),
                Choice("latex", "LaTeX", self.tr("For a paper.")),
                Choice("python", "Python", self.tr("A function that can be run.")),
            ]
        )
        describe(
            self.style_field, "equation.style", self.tr("Form of the equation"),
            self.tr("How the equation is written."),
        )  # fmt: skip
        self.digits = NumberField(
            DIGITS, minimum=1, maximum=MOST_DIGITS, integer=True, slider=False
        )
        describe(
            self.digits, "equation.digits", self.tr("Digits"),
            self.tr("How many significant digits each number gets."),
        )  # fmt: skip
        self.page = QPlainTextEdit()
        self.page.setReadOnly(True)
        self.page.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.page.setFont(_fixed(self.page.font()))
        describe(
            self.page, "equation.page", self.tr("Equation"),
            self.tr("The network as it is now, with its weights as numbers."),
        )  # fmt: skip
        self.copy = QPushButton(self.tr("Copy"))
        describe(
            self.copy, "equation.copy", self.tr("Copy"),
            self.tr("Puts the whole text on the clipboard."),
        )  # fmt: skip
        self.remark = text_label("", "caption", self)
        self.remark.setWordWrap(True)
        self.style_field.value_changed.connect(self._on_changed)
        self.digits.value_changed.connect(self._on_changed)
        self.copy.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.addWidget(self.style_field)
        row.addSpacing(spacing(3))
        row.addWidget(text_label(self.tr("Digits"), "body", self))
        row.addWidget(self.digits)
        row.addStretch(1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[spacing(3)] * 4)
        column.setSpacing(spacing(2))
        column.addLayout(row)
        column.addWidget(self.page, 1)
        column.addWidget(self.remark)
        self.resize(spacing(150), spacing(80))

    def show_equation(self, equation: Equation | None, note: str = "") -> None:
        """Write this out; ``note`` says what has to be known of its inputs."""
        self._equation, self._note = equation, note
        self._write()

    def _write(self) -> None:
        equation, note = self._equation, self._note
        text = ""
        if equation is not None and equation.parameter_count > MOST_PARAMETERS:
            note = self.tr(
                "With {count} parameters the equation would be too long to read; up to {most} "
                "are written out. Remove neurons or features."
            ).format(count=equation.parameter_count, most=MOST_PARAMETERS)
        elif equation is not None:
            digits = int(self.digits.value or DIGITS)
            text = getattr(equation, self.style_field.value)(digits)
        self.copy.setEnabled(bool(text))
        self.remark.setText(note)
        self.remark.setVisible(bool(note))
        if text != self.page.toPlainText() and not self.page.textCursor().hasSelection():
            scrolled = self.page.verticalScrollBar().value()
            self.page.setPlainText(text)
            self.page.verticalScrollBar().setValue(scrolled)

    @Slot()
    def _on_changed(self) -> None:
        cursor = self.page.textCursor()
        cursor.clearSelection()
        self.page.setTextCursor(cursor)
        self._write()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.page.toPlainText())


def _fixed(font: QFont) -> QFont:
    """Return a font of letters of one width, in the size of another."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(font.pointSizeF())
    return fixed
