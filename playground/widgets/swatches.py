"""Colours to paint with: one button for each class, with its mark."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from playground.widgets.describe import describe
from playground.widgets.plot_items import paint_mark

ICON = 18
MARK = 13.0
RATIO = 2.0  # sharp on dense screens, too


class Swatches(QWidget):
    """A row of classes, of which one is painted with.

    Signals
    -------
    value_changed(int)
        The user chose another class.
    """

    value_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._value = 0

    @property
    def value(self) -> int:
        """The class that is painted with, counted from 0."""
        return self._value

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self._group.buttons())

    def button(self, label: int) -> QAbstractButton:
        """Return the button of a class."""
        return self._group.button(label)

    def set_value(self, label: int) -> None:
        """Choose a class without emitting."""
        self._value = label
        if label < self.count:
            self.button(label).setChecked(True)

    def set_classes(
        self, names: Sequence[str], colours: Sequence[QColor], marks: Sequence[str], ground: QColor
    ) -> None:
        """Show these classes, drawn as they are on the map."""
        for button in self._group.buttons()[len(names) :]:
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for label, (name, colour) in enumerate(zip(names, colours, strict=False)):
            button = self._group.button(label) or self._new(label)
            describe(
                button, f"data.points.class.{label + 1}", name,
                self.tr("Paint this class, or relabel points to it."),
                facts=((self.tr("Keys"), str(label + 1)),),
            )  # fmt: skip
            button.setIcon(_picture(marks[label % len(marks)], colour, ground))
        self.set_value(self._value)

    def _new(self, label: int) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setProperty("tight", True)
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(button, label)
        self._row.addWidget(button)
        return button

    @Slot(int)
    def _on_clicked(self, label: int) -> None:
        if label != self._value:
            self._value = label
            self.value_changed.emit(label)


def _picture(mark: str, colour: QColor, ground: QColor) -> QIcon:
    """Return the mark of a class, as on the map."""
    pixmap = QPixmap(round(ICON * RATIO), round(ICON * RATIO))
    pixmap.setDevicePixelRatio(RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, mark, QPointF(ICON / 2, ICON / 2), MARK, colour, QPen(ground, 1.2))
    painter.end()
    return QIcon(pixmap)
