"""What is wrong before the first step: the start, the inputs, the loss."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.doctor.base import Detector, registry
from engine.doctor.chart import Chart
from engine.doctor.diagnosis import Diagnosis, Evidence, Remedy, Series
from engine.doctor.pictures import by_layer
from engine.message import Message
from engine.network import Network

ALIKE = 1e-3
"""Neurons whose weights differ by less than this share of the largest one count as alike."""

LARGE_INPUT = 7.0
"""Root mean square from which an input is large; that of coordinates is 3.5."""

HUGE_INPUT = 50.0
"""... and from which it need not be tried out."""

OUT_OF_REACH = 0.1
"""Share of the targets' variance that lies beyond what the outputs can say."""


def fitting_start(chart: Chart) -> str:
    """Return the initial distribution that goes with the activation of the first layer."""
    kinds = chart.activations
    goes_flat = bool(kinds) and kinds[0].steepest is not None
    return "glorot_normal" if goes_flat or not kinds else "he_normal"


@registry.register
class SymmetricStart(Detector):
    """All neurons of a layer are the same neuron.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.initializer": "zeros"}))
    >>> found = SymmetricStart().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'All 16 neurons of layer 1 have the same weights'
    """

    id: ClassVar[str] = "symmetric_start"
    rank: ClassVar[int] = 20
    label: ClassVar[str] = "Symmetric start"
    formula: ClassVar[str] = "standard deviation across neurons < 10⁻³ max |w|"
    source: ClassVar[str] = "Rumelhart, Hinton & Williams 1986, section 'The procedure'"
    sentence: ClassVar[str] = (
        "Neurons that start with the same weights get the same gradient and stay the same."
    )

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether the neurons of a layer have the same weights, in and out."""
        alike = alike_layers(chart.network)
        if not alike:
            return None
        layer = alike[0]
        unlike = [unlikeness(chart.network, each) for each in range(len(chart.hidden))]
        text = Message(
            "All {units} neurons of layer {layer} have the same weights: they learn as one neuron.",
            units=chart.hidden[layer], layer=layer + 1,
        )  # fmt: skip
        why = Message("Random weights let each neuron learn something of its own.")
        picture = by_layer(
            Message("How different the neurons of a layer are"), Message("difference"), unlike
        )
        remedy = Remedy({"model.initializer": fitting_start(chart)}, why)
        follows = ("dead_relu", "vanishing_gradient", "plateau", "underfitting", "rate_too_small",
                   "rate_too_large", "saturation")  # fmt: skip
        return self.says(text, picture, remedy, follows)


def alike_layers(network: Network) -> list[int]:
    """Return the hidden layers (from 0 on) of which all neurons are alike."""
    return [
        layer
        for layer, units in enumerate(network.sizes[1:-1])
        if units > 1 and unlikeness(network, layer) < ALIKE
    ]


def unlikeness(network: Network, layer: int) -> float:
    """Return how far the neurons of a layer differ: 0 for all the same, about 1 for random ones."""
    weights = [network.blocks[layer], network.weights[layer + 1].T]
    return max(_spread(each) for each in weights)


def _spread(columns: FloatArray) -> float:
    """Return the largest standard deviation across columns, as a share of the largest value."""
    largest = float(np.abs(columns).max())
    return float(columns.std(axis=1).max()) / largest if largest > 0.0 else 0.0


@registry.register
class LossMismatch(Detector):
    """Loss and output do not fit each other, or not the targets.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.dataset": "sine", "model.output_activation": "sigmoid"}))
    >>> found = LossMismatch().examine(Chart(trainer))
    >>> str(found.text)
    'The sigmoid output says values from 0 to 1 only, but 56 % of the targets lie outside.'
    """

    id: ClassVar[str] = "loss_mismatch"
    rank: ClassVar[int] = 30
    label: ClassVar[str] = "Loss does not fit the output"
    formula: ClassVar[str] = "Σ (t − clip t)² ≥ 0.1 Σ (t − t̄)²"
    source: ClassVar[str] = "Bishop 2006, PRML, section 5.2; Golik, Doetsch & Ney 2013"
    sentence: ClassVar[str] = (
        "A bounded output cannot reach values outside, and some losses push classes too weakly."
    )

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether the outputs can reach the targets, and whether the loss is one for them."""
        beyond = self._beyond(chart)
        if beyond is not None:
            return beyond
        loss, objective = chart.objective.loss, chart.objective
        if chart.dataset.task == "regression" or loss.takes_logits:
            return None
        absolute = loss.id == "mean_absolute_error"
        unlearnt = not chart.early and not chart.learnt
        if absolute and objective.output_activation != "linear":
            text = Message(
                "{loss} of {output} outputs: the pull on a wrong answer fades, the surer it is.",
                loss=Message(loss.label), output=objective.output_activation,
            )  # fmt: skip
        elif unlearnt and objective.output_activation == "linear":
            text = Message(
                "{loss} of linear outputs treats classes as numbers: also what is right beyond "
                "doubt is punished.",
                loss=Message(loss.label),
            )
        else:
            return None
        return self.says(text, self._pull(chart), self._remedy(chart))

    def _beyond(self, chart: Chart) -> Diagnosis | None:
        """See how much of the targets lies beyond the range of the output activation."""
        ranges = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}
        bounds = ranges.get(chart.objective.output_activation)
        if bounds is None or chart.dataset.task != "regression":
            return None
        targets = chart.dataset.train_targets
        outside = np.square(targets - np.clip(targets, *bounds)).sum()
        variance = max(float(np.square(targets - targets.mean(axis=0)).sum()), 1e-12)
        if float(outside) / variance < OUT_OF_REACH:
            return None
        share = float(((targets < bounds[0]) | (targets > bounds[1])).mean())
        text = Message(
            "The {output} output says values from {low:g} to {high:g} only, but {share:.0f} % of "
            "the targets lie outside.",
            output=chart.objective.output_activation, low=bounds[0], high=bounds[1],
            share=100.0 * share,
        )  # fmt: skip
        counts, edges = np.histogram(targets, bins=24)
        series = Series(Message("targets"), (edges[:-1] + edges[1:]) / 2.0, counts.astype(float))
        reach = bounds[0] if float(targets.min()) < bounds[0] else bounds[1]
        picture = Evidence(
            "lines", Message("How many targets have which value"), Message("target"),
            Message("examples"), (series,), mark=(Message("end of the output's range"), reach),
        )  # fmt: skip
        return self.says(text, picture, self._remedy(chart), ("underfitting", "plateau"))

    def _pull(self, chart: Chart) -> Evidence:
        """Return how hard the loss pulls at an answer that ought to be 1, for every output z."""
        objective = chart.objective
        outputs = np.linspace(-6.0, 6.0, 61)
        grad = np.empty((1, 1))
        pull = np.empty_like(outputs)
        for place, z in enumerate(outputs.tolist()):
            objective.evaluate(np.array([[z]]), np.array([[1.0]]), grad)
            pull[place] = -float(grad[0, 0])
        return Evidence(
            "lines", Message("Pull on an output whose target is 1"),
            Message("output before its activation"), Message("pull"),
            (Series(Message("this loss"), outputs, pull),
             Series(Message("cross-entropy"), outputs, 1.0 / (1.0 + np.exp(outputs)))),
        )  # fmt: skip

    def _remedy(self, chart: Chart) -> Remedy:
        if chart.dataset.task == "regression":
            why = Message("A linear output can say any value.")
            return Remedy({"model.output_activation": "linear"}, why)
        why = Message("Cross-entropy pulls hardest at what is surely wrong.")
        return Remedy({"training.loss": "auto", "model.output_activation": "auto"}, why)


@registry.register
class UnscaledInputs(Detector):
    """Inputs are large.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.dataset": "penguins", "data.scaling": "none"}))
    >>> found = UnscaledInputs().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'The inputs are not scaled'
    """

    id: ClassVar[str] = "unscaled_inputs"
    rank: ClassVar[int] = 40
    label: ClassVar[str] = "Unscaled inputs"
    formula: ClassVar[str] = "√(mean x²) ≥ 7"
    source: ClassVar[str] = "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, section 4.3"
    sentence: ClassVar[str] = (
        "Large inputs make large sums and gradients: no single rate fits all weights."
    )

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See how large the inputs are, and where that is in doubt whether it does harm."""
        inputs = chart.dataset.train_inputs
        if not len(inputs):
            return None
        sizes = np.sqrt(np.square(inputs).mean(axis=0))
        largest, smallest = float(sizes.max()), float(sizes[sizes > 0.0].min(initial=np.inf))
        harmless = chart.early or chart.learnt
        if largest < (LARGE_INPUT if not harmless else HUGE_INPUT):
            return None
        which = int(sizes.argmax())
        text = Message(
            "The inputs are not scaled: {name} is {size:.3g} in size, the smallest input "
            "{smallest:.2g}.",
            name=chart.dataset.feature_names[which], size=largest, smallest=smallest,
        )  # fmt: skip
        order = np.arange(1.0, len(sizes) + 1.0)
        heights = np.maximum(sizes, 1e-12)
        picture = Evidence(
            "bars", Message("Size of each input (root mean square)"), Message("input"),
            Message("size"), (Series(Message("size"), order, heights),), log_y=True,
            level=(Message("scaled"), 1.0),
        )  # fmt: skip
        why = Message("Inputs of mean 0 and spread 1 suit the initial weights and one rate.")
        values: dict[str, Any] = {"data.scaling": "standard"}
        follows = ("dead_relu", "saturation", "rate_too_large", "rate_too_small", "plateau",
                   "exploding_gradient", "vanishing_gradient", "underfitting")  # fmt: skip
        return self.says(text, picture, Remedy(values, why), follows)
