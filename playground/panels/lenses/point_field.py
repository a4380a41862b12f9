"""Which point a lens looks at: chosen by its number, or in the picture of the output."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.panel import Follower
from playground.theme import spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.labels import text_label
from playground.widgets.number_field import NumberField


class PointField(Follower):
    """Part and number of the chosen point, and whether it is the worst one.

    Parameters
    ----------
    session : Session
        Whose ``view.point`` is shown and set; None there means the worst of the training part.
    name : str
        Of the lens, before the names of the controls.
    """

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.part = SegmentedField(
            (
                Choice("train", self.tr("train"), self.tr("Points that the network learns from.")),
                Choice("test", self.tr("test"), self.tr("Points that it never learns from.")),
            )
        )
        describe(
            self.part, f"{name}.part", self.tr("Part"), self.tr("From which part the point is.")
        )
        self.row = NumberField(0, minimum=0, integer=True, slider=False)
        describe(
            self.row, f"{name}.row", self.tr("Point"),
            self.tr("The point's number; a click on it in the output chooses it, too."),
        )  # fmt: skip
        self.worst = FlagField(self.tr("the worst one"))
        describe(
            self.worst, f"{name}.worst", self.tr("Worst point"),
            self.tr("Follows the training point with the largest loss, whichever that is."),
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing(2))
        row.addWidget(text_label(self.tr("Point"), "caption"))
        row.addWidget(self.row)
        row.addWidget(self.part)
        row.addWidget(self.worst)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.part.value_changed.connect(self.on_part_chosen)
        self.row.value_changed.connect(self.on_row_chosen)
        self.worst.value_changed.connect(self.on_worst_chosen)
        self.follow(session.view_changed, self.on_view_changed)
        self.on_view_changed(session.view)

    def show_worst(self, part: Literal["train", "test"], row: int) -> None:
        """Show which point the worst one is now."""
        self.session.set_view(worst=(part, row))

    def on_view_changed(self, view: ViewState) -> None:
        """Show what is chosen."""
        self.worst.setChecked(view.point is None)
        part, row = view.point or view.worst or ("train", 0)
        self.part.set_value(part)
        self.row.set_value(row)

    @Slot(str)
    def on_part_chosen(self, part: str) -> None:
        """Go to the other part, to the point of the same number or the last one."""
        row = self.row.value
        self._choose(part, row if isinstance(row, int) else 0)

    @Slot(object)
    def on_row_chosen(self, row: Any) -> None:
        """Go to another point."""
        self._choose(self.part.value, int(row))

    @Slot(bool)
    def on_worst_chosen(self, worst: bool) -> None:
        """Follow the worst one, or stay with the one that it is now."""
        self.session.set_view(point=None if worst else self.session.view.worst)
        self.on_view_changed(self.session.view)

    def _choose(self, part: str, row: int) -> None:
        data = self.session.data
        last = -1 if data is None else data.rows[part] - 1
        if last >= 0:
            self.session.set_view(point=(part, min(row, last)))
        self.on_view_changed(self.session.view)
