"""The settings of one hidden layer: its activation, its dropout, whether it stands still."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine import Model, activations
from playground.i18n import translate_template
from playground.models.architecture import layer_values
from playground.models.session import Session
from playground.panels.form import declared, explanation_of, part_choices
from playground.theme import spacing
from playground.widgets.choices import ChoiceField
from playground.widgets.flag_field import FlagField
from playground.widgets.number_field import NumberField
from playground.widgets.popup import Popup
from playground.widgets.setting_form import SettingForm

MOST_DROPOUT = 0.95


class LayerPopup(Popup):
    """Changes one layer and leaves the others as they are.

    Signals
    -------
    freeze_wished(bool)
        Let its weights and biases stand still, or move again.
    """

    freeze_wished = Signal(bool)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("network.layer", parent)
        self._session, self._index = session, 0
        self._gesture = object()
        self.activation = ChoiceField(
            part_choices(activations.registry, declared(Model, "activation").choices)
        )
        self.dropout = NumberField(0.0, minimum=0.0, maximum=MOST_DROPOUT)
        self.frozen = FlagField()
        form = SettingForm(spacing(20), self)
        for name, field in (("activation", self.activation), ("dropout", self.dropout)):
            parameter = declared(Model, name)
            form.add(
                field, f"network.layer.{name}", translate_template(parameter.label),
                explanation_of(parameter),
            )  # fmt: skip
        form.add(
            self.frozen, "network.layer.frozen", self.tr("Frozen"),
            self.tr("Whether training leaves the layer's weights and biases as they are."),
        )  # fmt: skip
        self.column.addWidget(form)
        self.setMinimumWidth(spacing(64))
        self.activation.value_changed.connect(self._on_activation)
        self.dropout.value_changed.connect(self._on_dropout)
        self.frozen.value_changed.connect(self.freeze_wished)

    @property
    def index(self) -> int:
        """The hidden layer it is about, counted from 0."""
        return self._index

    def open_for(self, index: int, place: QRect) -> None:
        """Open for a hidden layer."""
        self._index, self._gesture = index, object()
        self.set_title(self.tr("Layer {number}").format(number=index + 1))
        self.refresh()
        self.open_at(place)
        self.activation.setFocus()

    def refresh(self) -> None:
        """Show the settings in force; close when the layer is gone."""
        model = self._session.experiment.model
        if self._index >= len(model.hidden):
            self.close()
            return
        for name, field in (("activation", self.activation), ("dropout", self.dropout)):
            value: Any = layer_values(model, name)[self._index]
            value = getattr(value, "id", value)
            if field.value != value:
                field.set_value(value)

    @Slot(str)
    def _on_activation(self, value: str) -> None:
        self._write("activation", value)

    @Slot(object)
    def _on_dropout(self, value: float) -> None:
        self._write("dropout", value)

    def _write(self, name: str, value: Any) -> None:
        if not self._session.set_layer(self._index, name, value, self._gesture):
            self.refresh()
