"""The legend of a plot: one entry a curve, in as many rows as they need."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.legend_entry import LegendEntry
from playground.widgets.plot_curve import CurveStyle

SPACE = 4


class PlotLegend(QWidget):
    """Entries that show and hide curves.

    Signals
    -------
    toggled : str, bool
        An entry's id, and whether its curve is shown from now on.
    """

    toggled = Signal(str, bool)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._entries: dict[str, LegendEntry] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonToggled.connect(self._on_toggled)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(SPACE)
        self._flow.setVerticalSpacing(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def __getitem__(self, entry_id: str) -> LegendEntry:
        return self._entries[entry_id]

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._entries

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all entries."""
        return tuple(self._entries)

    def add(self, entry_id: str, text: str, style: CurveStyle, area: bool = False) -> None:
        """Add an entry behind the others."""
        entry = LegendEntry(text, self._colours, style, area, self)
        entry.setObjectName(f"legend_{entry_id}")
        self._entries[entry_id] = entry
        self._group.addButton(entry)
        self._flow.addWidget(entry)

    def remove(self, entry_id: str) -> None:
        """Take an entry away."""
        entry = self._entries.pop(entry_id)
        self._group.removeButton(entry)
        self._flow.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def set_entry_visible(self, entry_id: str, visible: bool) -> None:
        """Leave out, or show again, an entry of which there is nothing to see."""
        entry = self._entries[entry_id]
        if entry.isHidden() == visible:
            entry.setVisible(visible)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        for entry in self._entries.values():
            entry.set_colours(colours)

    @Slot(QAbstractButton, bool)
    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:
        self.toggled.emit(button.objectName().removeprefix("legend_"), checked)
