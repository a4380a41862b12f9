"""What the network diagram says of a weight or a neuron: value, gradient, formula."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from engine import Experiment
from engine.datasets import registry as datasets
from engine.experiment import resolve_loss
from engine.export.equation import Equation, subscript, weighted_sum
from playground.models.parameters import ParameterMap
from playground.panels.names import feature_label, neuron_label
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.numbers import MINUS, format_fixed
from playground.worker.events import DataSummary, Snapshot

MOST_TERMS = 4
"""Sums of more terms are not written out."""
LONGEST_NAME = 5
"""Inputs with longer names are numbered in formulas."""
SMALLEST_FIXED = 5e-4
"""Gradients below this are written with an exponent."""


class NetworkSentences:
    """Speaks of one snapshot.

    Parameters
    ----------
    data : DataSummary
    experiment : Experiment
        Tells the activations.
    snapshot : Snapshot
        With weights and biases, maybe with a gradient.
    sizes : sequence of int
        Inputs, hidden layers, outputs.
    """

    def __init__(
        self,
        data: DataSummary,
        experiment: Experiment,
        snapshot: Snapshot,
        sizes: tuple[int, ...],
    ) -> None:
        self._data, self._experiment, self._snapshot = data, experiment, snapshot
        self._sizes = sizes
        self._places = ParameterMap(sizes)

    def name(self, target: Neuron | Link) -> str:
        """Return what a neuron, or a link, is called."""
        if isinstance(target, Neuron):
            return neuron_label(self._data, self._sizes, target.layer, target.unit)
        start = self.name(Neuron(target.layer, target.i))
        return f"{start} → {self.name(Neuron(target.layer + 1, target.j))}"

    def title(self, target: Neuron | Link) -> str:
        """Return the title of the editor of a weight or bias."""
        translate = QCoreApplication.translate
        if isinstance(target, Link):
            text = translate("NetworkSentences", "Weight {name}")
        else:
            text = translate("NetworkSentences", "Bias of {name}")
        return text.format(name=self.name(target))

    def sentence(self, target: Neuron | Link) -> str:
        """Return value or formula, gradient, next step, and what it belongs to."""
        if isinstance(target, Neuron) and target.layer == 0:
            text = QCoreApplication.translate("NetworkSentences", "Input {name}")
            return text.format(name=self.name(target))
        if isinstance(target, Link):
            weight = self._snapshot.weights[target.layer][target.i, target.j]
            head = f"w {signed(float(weight))}"
        else:
            head = self.formula(target)
        return f"{head}   {self.facts(target)}   {self.name(target)}".replace("      ", "   ")

    def facts(self, target: Neuron | Link) -> str:
        """Return the gradient of a weight or bias and what the next update adds to it."""
        gradient, step = self._snapshot.gradient, self._snapshot.next_step
        if gradient is None or not self._snapshot.step:
            return ""
        letter, place = "w", 0
        if isinstance(target, Link):
            place = self._places.weight(target.layer, target.i, target.j)
        else:
            letter, place = "b", self._places.bias(target.layer, target.unit)
        text = f"∂L/∂{letter} {small(float(gradient[place]))}"
        if step is None:
            return text
        told = QCoreApplication.translate("NetworkSentences", "next step {change}")
        return f"{text}   {told.format(change=small(float(step[place])))}"

    def formula(self, neuron: Neuron) -> str:
        """Return a neuron's activation of its sum, written out where it has few terms."""
        layer, unit = neuron.layer, neuron.unit
        bias = float(self._snapshot.biases[layer - 1][unit])
        weights = self._snapshot.weights[layer - 1][:, unit]
        if len(weights) <= MOST_TERMS:
            total = weighted_sum(weights, self._terms(layer - 1), bias)
        else:
            text = QCoreApplication.translate("NetworkSentences", "sum of {count} {bias}")
            total = text.format(count=len(weights), bias=f"{signed(bias)[0]} {signed(bias)[1:]}")
        function = self.function(layer)
        return f"a = {function}({total})" if function != "linear" else f"a = {total}"

    def equation(self) -> Equation:
        """Return what is needed to write the whole network out."""
        return Equation(
            self._snapshot.weights,
            self._snapshot.biases,
            self._experiment.model.activations,
            self.function(len(self._sizes) - 1),
            self._terms(0),
            self._data.feature_names,
        )

    def note(self) -> str:
        """Return what has to be known of the inputs of the equation."""
        translate = QCoreApplication.translate
        parts = []
        names = [feature_label(name) for name in self._data.feature_names]
        if names != [*self._terms(0)]:
            told = zip(self._terms(0), names, strict=True)
            parts.append("; ".join(f"{term}: {name}" for term, name in told))
        scaling = self._experiment.data.scaling
        is_table = datasets.get(self._experiment.data.dataset).kind == "table"
        if scaling == "standard" or (scaling == "auto" and is_table):
            parts.append(
                translate(
                    "NetworkSentences",
                    "Inputs are scaled as for training: mean 0, standard deviation 1.",
                )
            )
        return "\n".join(parts)

    def function(self, layer: int) -> str:
        """Return the name of a layer's activation in formulas."""
        if layer < len(self._sizes) - 1:
            return self._experiment.model.activations[layer - 1].id
        chosen = self._experiment.model.output_activation
        if chosen != "auto":
            return chosen
        task = self._experiment.data.task
        return resolve_loss(self._experiment.training.loss, task).output_activation

    def _terms(self, layer: int) -> Sequence[str]:
        """Return what the units of a layer are called in a sum."""
        if layer > 0:
            return [f"a{subscript(k + 1)}" for k in range(self._sizes[layer])]
        names = [feature_label(name) for name in self._data.feature_names]
        if max(map(len, names)) <= LONGEST_NAME:
            return names
        return [f"x{subscript(k + 1)}" for k in range(len(names))]


def signed(value: float) -> str:
    """Return a number with its sign, as wide for either.

    Examples
    --------
    >>> signed(0.5), signed(-0.5)
    ('+0.500', '−0.500')
    """
    return ("+" if value >= 0 else MINUS) + format_fixed(abs(value), 3)


def small(value: float) -> str:
    """Return a number that can be very small, with its sign.

    Examples
    --------
    >>> small(-0.013), small(0.0), small(2e-7)
    ('−0.0130', '+0.0000', '+2.0e−7')
    """
    sign = "+" if value >= 0 else MINUS
    if value == 0.0 or SMALLEST_FIXED <= abs(value) < 1e4:
        return sign + format_fixed(abs(value), 4)
    mantissa, exponent = f"{abs(value):.1e}".split("e")
    return f"{sign}{mantissa}e{int(exponent)}".replace("-", MINUS)
