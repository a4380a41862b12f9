"""The network: its picture, its shape, and what its neurons make of their sums."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from superqt.utils import QFlowLayout

from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.form import ExperimentForm
from playground.panels.names import feature_label, neuron_label, output_labels
from playground.panels.panel import Panel, panel_layout
from playground.theme import Theme, spacing
from playground.widgets.choices import ChoiceField
from playground.widgets.describe import describe
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.labels import ElidedLabel
from playground.widgets.network_diagram import NetworkDiagram
from playground.widgets.numbers import MINUS, format_count, format_fixed
from playground.worker.commands import NEURONS, WEIGHTS
from playground.worker.events import Snapshot, Started

SETTINGS = {"model.activation": 7, "model.output_activation": 15}
"""Places of the choices, and the letters each has room for."""


class NetworkPanel(Panel):
    """Diagram, settings of the neurons, and a line that says what the mouse points at."""

    views: ClassVar[tuple[str, ...]] = (NEURONS, WEIGHTS)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._count = ElidedLabel("", "caption")
        column = panel_layout(self, self.tr("Network"), self._count)
        self._forms: list[ExperimentForm] = []
        column.addLayout(self._settings())

        self.diagram = NetworkDiagram(theme.view_colours(), self)
        describe(
            self.diagram, "network_diagram", self.diagram.accessibleName(),
            self.tr("The network: each square is what a neuron answers, each line a weight."),
        )  # fmt: skip
        self.diagram.layer_added.connect(self.on_layer_added)
        self.diagram.layer_removed.connect(self.on_layer_removed)
        self.diagram.neurons_changed.connect(self.on_neurons_changed)
        self.diagram.neuron_selected.connect(self.on_neuron_selected)
        self.diagram.neuron_hovered.connect(self.on_hovered)
        self.diagram.link_hovered.connect(self.on_hovered)
        column.addWidget(self.diagram, 1)

        self.read_out = ElidedLabel("", "number")
        self.read_out.setObjectName("network_read_out")
        self.read_out.setAccessibleName(self.tr("Value under the mouse"))
        self.read_out.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self.read_out)

        self._drawn: Snapshot | None = None
        self.follow(session.started, self.on_started)
        self.follow(session.snapshot_changed, self.on_snapshot)
        self.follow(session.view_changed, self.on_view_changed)
        self._show_structure()

    def refresh(self) -> None:
        """Draw the newest snapshot."""
        self.on_snapshot(self.session.snapshot)
        self.on_view_changed(self.session.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let no choice be wider than the panel."""
        super().resizeEvent(event)
        for form in self._forms:
            form.setMaximumWidth(event.size().width() - 2 * spacing(3))

    # From the session ------------------------------------------------------------------------

    def on_started(self, _started: Started) -> None:
        """Draw the network of the new run."""
        self._drawn = None
        self._show_structure()

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Draw weights and maps, unless nobody sees them or they are drawn already."""
        if snapshot is None or snapshot is self._drawn or not self.isVisible():
            return
        sizes = self.session.layer_sizes
        if not snapshot.weights or tuple(w.shape[1] for w in snapshot.weights) != sizes[1:]:
            return
        self._drawn = snapshot
        self.diagram.set_weights(snapshot.weights, snapshot.biases)
        maps = snapshot.maps
        if maps is not None and len(maps.hidden) == len(sizes) - 2:
            self.diagram.set_maps(maps.inputs, maps.hidden, maps.output, self._output_range())
        self._tell(self.diagram.hovered)

    def on_view_changed(self, view: ViewState) -> None:
        """Show which neuron is chosen."""
        selected = self.diagram.selected
        if view.neuron is None:
            self.diagram.clear_selection()
        elif selected is None or view.neuron != (selected.layer, selected.unit):
            self.diagram.select(*view.neuron)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.diagram.set_colours(self.theme.view_colours())

    # From the diagram ------------------------------------------------------------------------

    @Slot(int)
    def on_layer_added(self, index: int) -> None:
        """Ask for one more layer."""
        self.session.add_layer(index)

    @Slot(int)
    def on_layer_removed(self, index: int) -> None:
        """Ask for one layer less."""
        self.session.remove_layer(index)

    @Slot(int, int)
    def on_neurons_changed(self, layer: int, count: int) -> None:
        """Ask for another number of neurons."""
        self.session.set_neurons(layer, count)

    @Slot(object)
    def on_neuron_selected(self, neuron: Neuron | None) -> None:
        """Let the other panels know which neuron is chosen."""
        chosen = None if neuron is None else (neuron.layer, neuron.unit)
        if self.session.view.neuron != chosen:
            self.session.set_view(neuron=chosen)

    @Slot(object)
    def on_hovered(self, target: Neuron | Link | None) -> None:
        """Say what is under the mouse."""
        self._tell(target)

    # Inside ----------------------------------------------------------------------------------

    def _settings(self) -> QFlowLayout:
        """Return the choices, in as many rows as they need."""
        flow = QFlowLayout()
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setHorizontalSpacing(spacing(4))
        flow.setVerticalSpacing(spacing(1))
        for place, letters in SETTINGS.items():
            form = ExperimentForm(self.session, self, label_units=0)
            field = form.add(place)
            assert isinstance(field, ChoiceField)
            field.setMinimumContentsLength(letters)
            field.setMinimumWidth(spacing(12))
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            flow.addWidget(form)
            self._forms.append(form)
        return flow

    def _show_structure(self) -> None:
        data, sizes = self.session.data, self.session.layer_sizes
        if data is None or not sizes:
            return
        inputs = [feature_label(name) for name in data.feature_names]
        self.diagram.set_structure(inputs, sizes[1:-1], output_labels(data, sizes[-1]))
        count = self.session.parameter_count
        self._count.setText(self.tr("{count} parameters").format(count=format_count(count)))
        self._tell(None)

    def _output_range(self) -> tuple[float, float]:
        """Return the output values at the two ends of the colours."""
        data = self.session.data
        if data is None or data.task == "binary":
            return 0.0, 1.0
        if data.task == "multiclass":
            return -1.0, 1.0
        peak = float(abs(data.train_labels).max())
        return -peak, peak

    def _tell(self, target: Neuron | Link | None) -> None:
        text = "" if target is None else self._sentence(target)
        self.read_out.setText(text or self.tr("Point at a neuron or a link to read its value"))

    def _sentence(self, target: Neuron | Link) -> str:
        data, sizes, drawn = self.session.data, self.session.layer_sizes, self._drawn
        if data is None or drawn is None:
            return ""
        if isinstance(target, Neuron):
            name = neuron_label(data, sizes, target.layer, target.unit)
            if target.layer == 0:
                return self.tr("Input {name}").format(name=name)
            bias = signed(float(drawn.biases[target.layer - 1][target.unit]))
            return self.tr("Bias {value}  {name}").format(name=name, value=bias)
        start = neuron_label(data, sizes, target.layer, target.i)
        end = neuron_label(data, sizes, target.layer + 1, target.j)
        weight = signed(float(drawn.weights[target.layer][target.i, target.j]))
        text = self.tr("Weight {value}  {start} → {end}")
        return text.format(value=weight, start=start, end=end)


def signed(value: float) -> str:
    """Return a number with its sign, as wide for either.

    Examples
    --------
    >>> signed(0.5), signed(-0.5)
    ('+0.500', '−0.500')
    """
    return ("+" if value >= 0 else MINUS) + format_fixed(abs(value), 3)
