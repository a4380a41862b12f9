"""Rows of settings: a label, a field, and what they mean."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.widgets.describe import describe, tool_tip
from playground.widgets.labels import ElidedLabel
from playground.widgets.number_field import NumberField

LEAST_FIELD = 112
"""Width, in pixels, of a short slider with its entry."""


@dataclass(frozen=True, eq=False)
class SettingRow:
    """A label and its field."""

    name: str
    label: ElidedLabel
    field: QWidget

    def level(self) -> None:
        """Make the label as high as the first line of the field: both stand at the top."""
        self.label.setMinimumHeight(self.field.sizeHint().height())

    def set_visible(self, visible: bool) -> None:
        """Show or hide both."""
        self.label.setVisible(visible)
        self.field.setVisible(visible)

    def set_enabled(self, enabled: bool) -> None:
        """Make both usable or not."""
        self.label.setEnabled(enabled)
        self.field.setEnabled(enabled)


class SettingForm(QWidget):
    """Labels in a left column, fields in a right one.

    Every row gives its field an object name, an accessible name and a tooltip.

    Parameters
    ----------
    label_width : int
        Least width of the left column, in pixels: forms above each other line up by it.
    """

    def __init__(self, label_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, SettingRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._label_width = label_width
        self._next = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the rows, from top to bottom."""
        return tuple(self._rows)

    def add(
        self,
        field: QWidget,
        name: str,
        label: str,
        explanation: str = "",
        formula: str = "",
        source: str = "",
        facts: tuple[tuple[str, str], ...] = (),
    ) -> SettingRow:
        """Add a row.

        Parameters
        ----------
        field : QWidget
            The field; the form becomes its parent.
        name : str
            Object name of the field and name of the row.
        label, explanation, formula, source : str
            The words beside it, and those of the tooltip.
        facts : tuple of pairs of str
            What only the help tells; see `playground.widgets.describe`.
        """
        unit = field.unit if isinstance(field, NumberField) else ""
        named = unit and unit.casefold() not in label.casefold()
        words = ElidedLabel(f"{label} ({unit})" if named else label, "body", self)
        words.setBuddy(field.first if isinstance(field, NumberField) else field)
        words.setToolTip(tool_tip(explanation, formula, source))
        words.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        field.setParent(self)
        describe(field, name, label, explanation, formula, source, facts)
        self._grid.addWidget(words, self._next, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, self._next, 1, Qt.AlignmentFlag.AlignTop)
        self._next += 1
        row = SettingRow(name, words, field)
        self._rows[name] = row
        if self.isVisible():
            row.level()
        return row

    def showEvent(self, event: QShowEvent) -> None:
        """Level the rows, now that the style is known for certain."""
        super().showEvent(event)
        for row in self._rows.values():
            row.level()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let labels give way where fields need the room; alike in forms of one width."""
        super().resizeEvent(event)
        spare = event.size().width() - self._grid.horizontalSpacing() - LEAST_FIELD
        self._grid.setColumnMinimumWidth(0, min(self._label_width, max(spare, 0)))

    def minimumSizeHint(self) -> QSize:
        """Return the room for the fields and a few letters of each label."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 2 * LEAST_FIELD), hint.height())

    def add_wide(self, widget: QWidget) -> None:
        """Add something over both columns."""
        self._grid.addWidget(widget, self._next, 0, 1, 2)
        self._next += 1

    def row(self, name: str) -> SettingRow:
        """Return a row by its name; KeyError when there is none."""
        return self._rows[name]

    def field(self, name: str) -> QWidget:
        """Return a field by its name; KeyError when there is none."""
        return self._rows[name].field

    def set_visible(self, name: str, visible: bool) -> None:
        """Show or hide a row."""
        self._rows[name].set_visible(visible)

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Make a row usable or not."""
        self._rows[name].set_enabled(enabled)

    def clear(self) -> None:
        """Remove all rows."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        self._next = 0
