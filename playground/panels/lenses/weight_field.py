"""Which weight a lens looks at: chosen by its neurons, or in the picture of the network."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.models.parameters import ParameterMap
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.names import layer_label, unit_label
from playground.panels.panel import Follower
from playground.theme import spacing
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.describe import describe
from playground.widgets.labels import text_label
from playground.worker.events import Started

BIAS = "bias"
MOST_OFFERED = 256
"""Neurons of a layer that are offered by name; others are chosen in the picture."""


class WeightField(Follower):
    """From which neuron, or bias, to which one the chosen weight leads.

    Parameters
    ----------
    session : Session
        Whose ``view.parameter`` is shown and set; None there means the first weight.
    name : str
        Of the lens, before the names of the controls.
    """

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._sizes: tuple[int, ...] = ()
        self.layer, self.start, self.end = ChoiceField(), ChoiceField(), ChoiceField()
        told = (
            (self.layer, "layer", self.tr("Layer"), self.tr("Into which layer the weight leads.")),
            (self.start, "from", self.tr("From"), self.tr("Where the weight comes from.")),
            (self.end, "to", self.tr("To"), self.tr("Into which neuron the weight leads.")),
        )
        for field, part, label, sentence in told:
            describe(field, f"{name}.{part}", label, sentence)
            field.setMinimumContentsLength(6)
            field.value_changed.connect(self.on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing(2))
        self.caption = text_label(self.tr("Weight"), "caption")
        row.addWidget(self.caption)
        row.addWidget(self.layer)
        row.addWidget(self.start)
        row.addWidget(text_label("→"))
        row.addWidget(self.end)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(session.started, self.on_started)
        self.follow(session.view_changed, self.on_view_changed)
        self.on_view_changed(session.view)

    @property
    def index(self) -> int:
        """Place of the weight in the flat parameters."""
        chosen = self.session.view.parameter
        return 0 if chosen is None else chosen

    def on_started(self, _started: Started) -> None:
        """Offer what the new network has."""
        self._sizes = ()
        self.on_view_changed(self.session.view)

    def on_view_changed(self, _view: ViewState) -> None:
        """Show what is chosen."""
        sizes, data = self.session.layer_sizes, self.session.data
        if not sizes or data is None:
            return
        layer, i, j = ParameterMap(sizes).whereabouts(self.index)
        reshaped, self._sizes = sizes != self._sizes, sizes
        if reshaped:
            self.layer.set_choices(
                Choice(str(number), layer_label(sizes, number)) for number in range(1, len(sizes))
            )
        if reshaped or self.layer.value != str(layer + 1):
            self.layer.set_value(str(layer + 1))
            self.start.set_choices([*self._units(layer), Choice(BIAS, self.tr("bias"))])
            self.end.set_choices(self._units(layer + 1))
        self.start.set_value(BIAS if i == sizes[layer] else str(i))
        self.end.set_value(str(j))

    @Slot(str)
    def on_chosen(self, _choice: str) -> None:
        """Go to another weight; a neuron too far down to be offered stays the one it is."""
        sizes = self.session.layer_sizes
        places = ParameterMap(sizes)
        _, i, j = places.whereabouts(self.index)
        layer, start, end = int(self.layer.value) - 1, self.start.value, self.end.value
        unit = sizes[layer] if start == BIAS else min(int(start or i), sizes[layer] - 1)
        self.choose(places.weight(layer, unit, min(int(end or j), sizes[layer + 1] - 1)))

    def choose(self, index: int) -> None:
        """Take a weight, for all who look at one."""
        self.session.set_view(parameter=index)

    def _units(self, layer: int) -> list[Choice]:
        data, sizes = self.session.data, self._sizes
        assert data is not None
        shown = range(min(sizes[layer], MOST_OFFERED))
        return [Choice(str(unit), unit_label(data, sizes, layer, unit)) for unit in shown]


class SecondWeight(WeightField):
    """The weight of the other axis.

    Signals
    -------
    index_changed
        Another one was chosen.
    """

    index_changed = Signal()

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        self._index = 1
        super().__init__(session, name, parent)
        self.caption.setText(self.tr("up"))

    @property
    def index(self) -> int:
        """Place of the weight in the flat parameters."""
        sizes = self.session.layer_sizes
        return min(self._index, ParameterMap(sizes).count - 1) if sizes else self._index

    def choose(self, index: int) -> None:
        """Take a weight, for this axis only."""
        self._index = index
        self.on_view_changed(self.session.view)
        self.index_changed.emit()
