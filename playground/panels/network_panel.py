"""The network: its picture, its shape, and what its neurons make of their sums."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QToolButton, QWidget

from engine import Experiment
from engine.microscope import Health
from playground.i18n import translate_template
from playground.models.edits import Edit
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.equation_window import EquationWindow
from playground.panels.form import ExperimentForm
from playground.panels.names import feature_label, output_labels
from playground.panels.network_editing import NetworkEditing
from playground.panels.network_sentences import NetworkSentences
from playground.panels.panel import Panel, fit_margins, is_roomy, panel_layout
from playground.theme import Theme, spacing
from playground.widgets.choices import ChoiceField
from playground.widgets.describe import describe
from playground.widgets.diagram_flow import Flow
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_path import LitPath
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.fold import Fold
from playground.widgets.labels import ElidedLabel, text_label
from playground.widgets.layer_headers import LayerText
from playground.widgets.network_diagram import NetworkDiagram
from playground.widgets.neuron_marks import NO_MARKS, MarkLegend, NeuronMarks, sentence_of
from playground.widgets.numbers import format_count, format_number
from playground.worker.commands import DROPOUT, GRADIENTS, HEALTH, NEURONS, WEIGHTS
from playground.worker.events import Array, Snapshot, Started, WorkerState

SETTINGS = {"model.activation": 7, "model.output_activation": 15}
"""Places of the choices, and the letters each has room for."""
SLOW = 20.0
"""Updates a second up to which dropped neurons are shown; beyond that they flicker."""


class NetworkPanel(Panel):
    """Diagram, settings of the neurons, and a line that says what the mouse points at."""

    views: ClassVar[tuple[str, ...]] = (NEURONS, WEIGHTS, GRADIENTS, HEALTH, DROPOUT)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._count = ElidedLabel("", "caption")
        self.equation_button = QToolButton()
        self.equation_button.setText("ƒ(x)")
        describe(
            self.equation_button, "network.equation", self.tr("Equation"),
            self.tr("Writes the network out as an equation, if it is small."),
        )  # fmt: skip
        self.equation_button.clicked.connect(self.show_equation)
        self._equation: EquationWindow | None = None
        self._forms: list[ExperimentForm] = []
        self.fold = Fold(
            "network.activations", self.tr("Activations"),
            self.tr("What the neurons of the hidden layers, and those of the output, answer."),
            self._settings(), self,
        )  # fmt: skip
        self._heading = text_label(self.tr("Network"), "heading")
        column = panel_layout(self, self._heading, self._count, self.equation_button, self.fold)
        column.addWidget(self.fold.home)

        self.diagram = NetworkDiagram(theme.view_colours(), self)
        describe(
            self.diagram, "network_diagram", self.diagram.accessibleName(),
            self.tr("The network: each square is what a neuron answers, each line a weight."),
        )  # fmt: skip
        self.diagram.layer_added.connect(self.on_layer_added)
        self.diagram.layer_removed.connect(self.on_layer_removed)
        self.diagram.neurons_changed.connect(self.on_neurons_changed)
        self.diagram.neuron_selected.connect(self.on_neuron_selected)
        self.diagram.link_selected.connect(self.on_chosen)
        self.diagram.neuron_hovered.connect(self.on_hovered)
        self.diagram.link_hovered.connect(self.on_hovered)
        column.addWidget(self.diagram, 1)

        self.read_out = ElidedLabel("", "number")
        self.read_out.setObjectName("network_read_out")
        self.read_out.setAccessibleName(self.tr("Value under the mouse"))
        self.read_out.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.legend = MarkLegend(theme.view_colours(), self)
        self.legend.setObjectName("network_legend")
        self._line = QStackedWidget()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.addWidget(self.read_out)
        self._line.addWidget(self.legend)
        column.addWidget(self._line)
        self.editing = NetworkEditing(session, self.diagram, self)

        self._drawn: Snapshot | None = None
        self._sentences: NetworkSentences | None = None
        self._experiment = session.experiment
        self._frozen: frozenset[int] | None = None
        self._locked: dict[int, Array] = {}
        self._marks = NO_MARKS
        self._health: Health | None = None
        self.follow(session.started, self.on_started)
        self.follow(session.state_changed, self.on_state_changed)
        self.follow(session.edit_made, self.on_edit_made)
        self.follow(session.experiment_changed, self.on_experiment_changed)
        self.follow(session.snapshot_changed, self.on_snapshot)
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(session.flow_changed, self.on_flow_changed)
        self.follow(session.path_changed, self.on_path_changed)
        self._show_structure()

    def refresh(self) -> None:
        """Draw the newest snapshot."""
        self.on_snapshot(self.session.snapshot)
        self.on_view_changed(self.session.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let no choice be wider than the panel; the diagram needs the room of a low one."""
        super().resizeEvent(event)
        roomy = is_roomy(self)
        self.fold.set_folded(not roomy)
        fit_margins(self, roomy=roomy)
        for form in self._forms:
            form.setMaximumWidth(event.size().width() - 2 * spacing(3))
        self._show_heading()

    @Slot()
    def show_equation(self) -> None:
        """Write the network out in a window of its own."""
        if self._equation is None:
            self._equation = EquationWindow(self)
        self._equation.show()
        self._equation.raise_()
        self._equation.activateWindow()
        self._write_equation()

    # From the session ------------------------------------------------------------------------

    def on_started(self, _started: Started) -> None:
        """Draw the network of the new run."""
        self._drawn = self._sentences = self._frozen = None
        self._locked, self._marks, self._health = {}, NO_MARKS, None
        self.diagram.set_flow(None)
        self.diagram.set_path(None)
        self._show_structure()

    def on_state_changed(self, _state: WorkerState) -> None:
        """Show what stands still."""
        self._show_frozen()

    def on_edit_made(self, _edit: Edit) -> None:
        """Show what stands still, before the worker has answered."""
        self._show_frozen()

    def on_experiment_changed(self, _experiment: Experiment) -> None:
        """Show what each layer makes of its sums."""
        self._show_layers()
        self._speak()

    def on_snapshot(self, snapshot: Snapshot | None) -> None:
        """Draw weights and maps, unless nobody sees them or they are drawn already."""
        if snapshot is None or snapshot is self._drawn or not self.isVisible():
            return
        sizes = self.session.layer_sizes
        if not snapshot.weights or tuple(w.shape[1] for w in snapshot.weights) != sizes[1:]:
            return
        self._drawn = snapshot
        self.diagram.set_weights(snapshot.weights, snapshot.biases)
        self._show_frozen()
        self._show_marks(snapshot)
        maps = snapshot.maps
        if maps is not None and len(maps.hidden) == len(sizes) - 2:
            self.diagram.set_maps(maps.inputs, maps.hidden, maps.output, self._output_range())
        self._speak()

    def on_view_changed(self, view: ViewState) -> None:
        """Show which neuron is chosen."""
        selected = self.diagram.selected
        if view.neuron is None:
            if selected is not None:
                self.diagram.clear_selection()
        elif selected is None or view.neuron != (selected.layer, selected.unit):
            self.diagram.select(*view.neuron)

    def on_flow_changed(self, flow: Flow | None) -> None:
        """Draw what a lens lets flow, if it is of this network."""
        sizes = self.session.layer_sizes
        fits = flow is not None and [each.shape for each in flow.links] == [*pairwise(sizes)]
        self.diagram.set_flow(flow if fits else None)

    def on_path_changed(self, path: LitPath | None) -> None:
        """Light up what a lens points at."""
        self.diagram.set_path(path)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.diagram.set_colours(self.theme.view_colours())
        self.legend.set_colours(self.theme.view_colours())

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
        self._choose_parameter()
        self._tell()

    @Slot(object)
    def on_chosen(self, _link: Link | None) -> None:
        """Let the lenses know which weight is chosen, and say so."""
        self._choose_parameter()
        self._tell()

    @Slot(object)
    def on_hovered(self, _target: Neuron | Link | None) -> None:
        """Say what is under the mouse."""
        self._tell()

    # Inside ----------------------------------------------------------------------------------

    def _choose_parameter(self) -> None:
        """Choose the weight of the link, or the bias of the neuron; another one, not none."""
        place = self.editing.place_of(self.diagram.chosen)
        if place is not None and place != self.session.view.parameter:
            self.session.set_view(parameter=place)

    def _settings(self) -> QWidget:
        """Return the choices, in as many rows as they need."""
        settings = QWidget(self)
        flow = FlowLayout(settings)
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
        return settings

    def _show_heading(self) -> None:
        """Leave the heading out where the count needs its room."""
        beside = (self._heading, self._count, self.equation_button, self.fold)
        wide = sum(each.sizeHint().width() + spacing(2) for each in beside) + spacing(4)
        self._heading.setVisible(wide <= self.width())

    def _show_structure(self) -> None:
        data, sizes = self.session.data, self.session.layer_sizes
        if data is None or not sizes:
            return
        inputs = [feature_label(name) for name in data.feature_names]
        self.diagram.set_structure(inputs, sizes[1:-1], output_labels(data, sizes[-1]))
        count = self.session.parameter_count
        self._count.setText(self.tr("{count} parameters").format(count=format_count(count)))
        self._show_heading()
        self._show_layers()
        self._tell()

    def _show_layers(self) -> None:
        """Say over each drawn layer what it makes of its sums, and what share it drops."""
        model = self.session.experiment.model
        if self.session.layer_sizes[1:-1] != model.hidden:
            return  # the network on the screen is about to be replaced
        texts = []
        for number, (function, rate) in enumerate(
            zip(model.activations, model.dropout_rates, strict=True), start=1
        ):
            label = translate_template(function.label)
            told = self.tr("Layer {number}: {activation}, dropout {rate}. Press to change it.")
            sentence = told.format(number=number, activation=label, rate=format_number(rate))
            texts.append(LayerText(label, f"· {format_number(rate, 2)}" if rate else "", sentence))
        self.diagram.set_layer_texts(texts)

    def _show_frozen(self) -> None:
        """Show what stands still, if that is something else."""
        frozen, sizes = self.session.frozen, self.session.layer_sizes
        if frozen == self._frozen or self._drawn is None:
            return
        self._frozen = frozen
        self.diagram.set_frozen(self.editing.frozen_flags())
        places = self.editing.places
        self._locked = {
            layer: np.array([frozen.issuperset(places.into(layer, k)) for k in range(sizes[layer])])
            for layer in (range(1, len(sizes)) if frozen else ())
        }
        self._show_marks(self._drawn)
        self._speak()

    def _show_marks(self, snapshot: Snapshot) -> None:
        """Mark neurons that are dead, saturated, frozen or, in slow motion, dropped."""
        health, dropped = snapshot.health, snapshot.dropped
        speed = self.session.speed
        slow = not snapshot.playing or (speed is not None and speed <= SLOW)
        hidden = len(snapshot.weights) - 1
        missing = by_layer(dropped, hidden) if dropped is not None and slow else {}
        old = self._marks
        if health is self._health and old.frozen is self._locked and not (missing or old.dropped):
            return
        self._health = health
        marks = NeuronMarks(
            dead={} if health is None else by_layer(health.dead, hidden),
            saturated={} if health is None else by_layer(health.saturated, hidden),
            frozen=self._locked,
            dropped=missing,
        )
        self.diagram.set_marks(marks)
        self.legend.set_counts(marks.counts())
        if self.diagram.hovered is None and self.diagram.chosen is None:
            self._line.setCurrentWidget(self.legend if self.legend.counts else self.read_out)
        self._marks = marks

    def _output_range(self) -> tuple[float, float]:
        """Return the output values at the two ends of the colours."""
        data = self.session.data
        if data is None or data.task == "binary":
            return 0.0, 1.0
        if data.task == "multiclass":
            return -1.0, 1.0
        peak = float(abs(data.train_labels).max())
        return -peak, peak

    def _speak(self) -> None:
        """Speak of the newest snapshot from now on."""
        data, drawn, sizes = self.session.data, self._drawn, self.session.layer_sizes
        self._sentences = None
        if self.session.experiment.model.hidden == sizes[1:-1]:  # else another run is to come
            self._experiment = self.session.experiment
        if data is not None and drawn is not None and drawn.weights:
            self._sentences = NetworkSentences(data, self._experiment, drawn, sizes)
        self.editing.refresh(self._sentences)
        self._tell()
        self._write_equation()

    def _write_equation(self) -> None:
        """Write the newest snapshot out, if the window for it is open."""
        window, sentences = self._equation, self._sentences
        if window is not None and window.isVisible() and sentences is not None:
            window.show_equation(sentences.equation(), sentences.note())

    def _tell(self) -> None:
        """Say what is pointed at, else what is chosen, else what the marks mean."""
        chosen, sentences = self.diagram.chosen, self._sentences
        target = self.diagram.hovered or chosen
        text = "" if target is None or sentences is None else sentences.sentence(target)
        self.read_out.setText(text or self.tr("Point at a neuron or a link to read its value"))
        legend = not text and self.legend.counts
        self._line.setCurrentWidget(self.legend if legend else self.read_out)
        kinds = (
            self._marks.in_layer(target.layer).get(target.unit, ())
            if isinstance(target, Neuron)
            else ()
        )
        marks = [sentence_of(kind) for kind in kinds]
        self.diagram.set_tip("  ".join([text, *marks]) if text else "")
        name = "" if chosen is None or sentences is None else sentences.name(chosen)
        self.diagram.set_spoken(". ".join([name, *marks]) if name else "")


def by_layer(flags: Sequence[Array], hidden: int) -> dict[int, Array]:
    """Return flags of hidden layers by the number of the layer, without those of no flag.

    Examples
    --------
    >>> by_layer([np.array([False, False]), np.array([True])], 2)
    {2: array([ True])}
    """
    numbered = enumerate(flags[:hidden], start=1)
    return {layer: each for layer, each in numbered if each.any()}
