"""Which plane the output shows: a pair of columns, or the principal axes."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.panels.planes import PRINCIPAL, column_choices, few_columns, plane_choices
from playground.theme import spacing
from playground.widgets.choices import ChoiceField
from playground.widgets.describe import describe
from playground.widgets.search_field import SearchField
from playground.worker.events import DataSummary


class PlaneField(QWidget):
    """One list of all pairs where there are few columns, else one for each axis.

    Signals
    -------
    value_changed(str)
        The user chose another plane; its id, as in `playground.panels.planes`.
    """

    value_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = ChoiceField(())
        self.across, self.up = SearchField(), SearchField()
        describe(
            self.pairs, "output.plane", self.tr("Plane"),
            self.tr("Which two columns are shown; the others are held at their mean."),
        )  # fmt: skip
        describe(
            self.across, "output.plane_across", self.tr("Column across"),
            self.tr("What the horizontal axis shows: type a part of its name to find a column."),
        )  # fmt: skip
        describe(
            self.up, "output.plane_up", self.tr("Column upwards"),
            self.tr("What the vertical axis shows: type a part of its name to find a column."),
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing(2))
        for field in (self.pairs, self.across, self.up):
            row.addWidget(field, 1)
        self.pairs.value_changed.connect(self.value_changed)
        self.across.value_changed.connect(self._on_across_chosen)
        self.up.value_changed.connect(self._on_up_chosen)

    @property
    def value(self) -> str:
        """The id of the plane chosen."""
        if not self.pairs.isHidden():
            return self.pairs.value
        across = self.across.value
        return across if across == PRINCIPAL else f"{across},{self.up.value}"

    def set_data(self, data: DataSummary) -> None:
        """Offer the columns of the data."""
        few = few_columns(data)
        self.pairs.set_choices(plane_choices(data) if few else ())
        self.across.set_choices(() if few else column_choices(data, principal=True))
        self.up.set_choices(() if few else column_choices(data, principal=False))
        self.pairs.setVisible(few)
        self.across.setVisible(not few)
        self.up.setVisible(not few)

    def set_value(self, plane: str) -> None:
        """Show the plane in force, without emitting."""
        self.pairs.set_value(plane)
        across, _, up = plane.partition(",")
        self.across.set_value(across)
        self.up.set_value(up)
        self.up.setVisible(self.pairs.isHidden() and plane != PRINCIPAL)

    @Slot(str)
    def _on_across_chosen(self, across: str) -> None:
        up = self.up.value
        if across != PRINCIPAL and up in ("", across):  # two different ones make a plane
            up = "1" if across == "0" else "0"
        self.value_changed.emit(across if across == PRINCIPAL else f"{across},{up}")

    @Slot(str)
    def _on_up_chosen(self, up: str) -> None:
        across = self.across.value
        if across == up:
            across = "1" if up == "0" else "0"
        self.value_changed.emit(f"{across},{up}")
