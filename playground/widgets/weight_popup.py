"""The editor of one weight or bias: its value, its gradient, whether it stands still."""

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.labels import tabular, text_label
from playground.widgets.number_field import NumberField
from playground.widgets.popup import Popup

LARGEST, SHOWN = 1e30, 3.0
"""Limit of a weight, and end of the slider."""


class WeightPopup(Popup):
    """Types a weight or bias, and follows it while training moves it.

    Signals
    -------
    value_wished(float, object)
        A value, and the movement it belongs to: all changes between opening and closing.
    freeze_wished(bool)
        Let it stand still, or move again.
    cut_wished()
        Set it to zero for good.
    """

    value_wished = Signal(float, object)
    freeze_wished = Signal(bool)
    cut_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("network.weight", parent)
        self._gesture = object()
        self.value = NumberField(0.0, minimum=-LARGEST, maximum=LARGEST, shown=(-SHOWN, SHOWN))
        describe(
            self.value, "network.weight.value", self.tr("Value"),
            self.tr("Weight or bias; training goes on from here."),
        )  # fmt: skip
        self.value.value_changed.connect(self._on_value_changed)
        self.facts = text_label("", "number", self)
        self.facts.setFont(tabular(self.facts.font()))
        self.frozen = FlagField(self.tr("frozen"))
        describe(
            self.frozen, "network.weight.frozen", self.tr("frozen"),
            self.tr("Whether training leaves it as it is."),
        )  # fmt: skip
        self.frozen.value_changed.connect(self.freeze_wished)
        self.cut = QPushButton(self.tr("Cut"))
        describe(
            self.cut, "network.weight.cut", self.tr("Cut"),
            self.tr("Sets it to zero and lets it stay there."),
        )  # fmt: skip
        self.cut.clicked.connect(self._on_cut)
        row = QHBoxLayout()
        row.addWidget(self.frozen)
        row.addStretch(1)
        row.addWidget(self.cut)
        self.column.addWidget(self.value)
        self.column.addWidget(self.facts)
        self.column.addLayout(row)

    def open_for(self, title: str, place: QRect, *, can_be_cut: bool) -> None:
        """Open for one weight or bias; set its values before."""
        self._gesture = object()
        self.set_title(title)
        self.cut.setVisible(can_be_cut)
        self.open_at(place)
        self.value.entry.setFocus()
        self.value.entry.selectAll()

    def show_values(self, value: float, facts: str, *, frozen: bool) -> None:
        """Show the values of now; what is being typed or dragged is left alone."""
        busy = self.value.entry.isModified() or self.value.slider.isSliderDown()
        shown = float(f"{value:.6g}")
        if not busy and shown != self.value.value:
            selected = self.value.entry.hasSelectedText()
            self.value.set_value(shown)
            if selected:
                self.value.entry.selectAll()
        self.facts.setText(facts)
        self.frozen.set_value(frozen)

    def accepted(self) -> bool:
        """Return whether the last text was a number."""
        return not self.value.message

    @Slot(object)
    def _on_value_changed(self, value: float) -> None:
        self.value_wished.emit(float(value), self._gesture)

    @Slot()
    def _on_cut(self) -> None:
        self.cut_wished.emit()
        self.close()
