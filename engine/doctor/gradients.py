"""Gradients that vanish or explode on their way back through the layers."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.doctor.base import Detector, registry
from engine.doctor.chart import Chart
from engine.doctor.diagnosis import Diagnosis, Remedy
from engine.doctor.neurons import mostly_flat
from engine.doctor.pictures import by_layer
from engine.doctor.start import fitting_start
from engine.message import Message

EXPLODES = 8.0
"""Growth of the signal from the last hidden layer back to the first."""

FAR_ABOVE_GUESSING = 3.0
"""Level of the loss from which growth does harm."""

VANISHES = 0.05
"""What is left of the signal in the first hidden layer."""

UNLEARNT = 0.7
"""Level of the loss at which next to nothing has been learnt."""


def _signals(chart: Chart) -> tuple[float, float]:
    """Return |dL/dz| in the first and in the last hidden layer."""
    hidden = chart.signals[:-1]
    return (float(hidden[0]), float(hidden[-1])) if len(hidden) > 1 else (1.0, 1.0)


@registry.register
class ExplodingGradient(Detector):
    """Gradients grow from layer to layer on their way back.

    Examples
    --------
    >>> from engine import Experiment, Trainer, initializers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.hidden": (16,) * 6, "model.initializer": initializers.Normal(scale=2.0)}))
    >>> found = ExplodingGradient().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Gradients explode'
    """

    id: ClassVar[str] = "exploding_gradient"
    rank: ClassVar[int] = 50
    label: ClassVar[str] = "Exploding gradient"
    formula: ClassVar[str] = "|∂L/∂z₁| > 8 |∂L/∂z_last|;  L > 3 L_guess"
    source: ClassVar[str] = "Bengio, Simard & Frasconi 1994; Glorot & Bengio 2010"
    sentence: ClassVar[str] = "Weights that are too large multiply the gradient at every layer."

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See how much the signal grows on its way back, and whether the loss is huge."""
        first, last = _signals(chart)
        if mostly_flat(chart):  # that is another illness, in which the signal says little
            return None
        if not (last > 0.0 and first > EXPLODES * last and chart.level > FAR_ABOVE_GUESSING):
            return None
        text = Message(
            "Gradients explode: on their way back through {layers} hidden layers they grow "
            "{times:.3g} times.",
            layers=len(chart.hidden), times=first / last,
        )  # fmt: skip
        picture = by_layer(
            Message("Size of the gradient that arrives at each layer"), Message("gradient"),
            chart.signals, log=True,
        )  # fmt: skip
        start = fitting_start(chart)
        values: dict[str, Any] = {"model.initializer": start, "training.gradient_clip": 1.0}
        if chart.experiment.training.optimizer.learning_rate < 1e-3:
            values["training.optimizer.learning_rate"] = 0.01
        why = Message(
            "Initial weights that fit the width keep gradients the same size at every layer; the "
            "clip stops what still grows."
        )
        follows = ("rate_too_large", "rate_too_small", "plateau", "dead_relu", "underfitting")
        return self.says(text, picture, Remedy(values, why), follows)


@registry.register
class VanishingGradient(Detector):
    """Gradients shrink from layer to layer on their way back.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.hidden": (8,) * 6, "model.activation": "sigmoid"}))
    >>> found = VanishingGradient().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Gradients vanish'
    """

    id: ClassVar[str] = "vanishing_gradient"
    rank: ClassVar[int] = 75
    label: ClassVar[str] = "Vanishing gradient"
    formula: ClassVar[str] = "|∂L/∂z₁| < 0.05 |∂L/∂z_last|;  L > 0.7 L_guess"
    source: ClassVar[str] = "Hochreiter 1991; Glorot & Bengio 2010, section 3"
    sentence: ClassVar[str] = (
        "Flat activations or tiny weights shrink the gradient at every layer, so that the first "
        "layers do not learn."
    )

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See how little of the signal arrives at the first layer."""
        first, last = _signals(chart)
        tiny = self._gain(chart) < VANISHES
        whole_layers = any(flags.all() for flags in chart.health.dead)
        shrinks = 0.0 < first < VANISHES * last and not whole_layers
        if not ((tiny or shrinks) and chart.level > UNLEARNT):
            return None
        text = Message(
            "Gradients vanish: of what arrives at hidden layer {layers}, {share:.2g} % is left at "
            "layer 1.",
            layers=len(chart.hidden), share=100.0 * first / max(last, 1e-30),
        )  # fmt: skip
        picture = by_layer(
            Message("Size of the gradient that arrives at each layer"), Message("gradient"),
            chart.signals, log=True,
        )  # fmt: skip
        start = fitting_start(chart)
        values: dict[str, Any] = {"model.initializer": start}
        why = Message("Initial weights that fit the width keep gradients the same size.")
        given = chart.experiment.model.initializer
        squashes = any(kind.steepest is not None for kind in chart.activations)
        if any(kind.id == "sigmoid" for kind in chart.activations) or given == start:
            if not squashes:
                return None  # neither the start nor the activation is to blame
            values = {"model.activation": "relu", "model.initializer": "he_normal"}
            why = Message("ReLU passes gradients on as they are where it is on; sigmoid and tanh "
                          "shrink them.")  # fmt: skip
        follows = ("rate_too_small", "plateau", "underfitting", "dead_relu")
        return self.says(text, picture, Remedy(values, why), follows)

    @staticmethod
    def _gain(chart: Chart) -> float:
        """Return by what the weights between hidden layers alone multiply a signal on its way back.

        As for random weights: √fan_out times their root mean square, for each layer.
        """
        between = chart.network.weights[1:-1]
        gains = [np.sqrt(w.shape[1] * np.square(w, dtype=np.float64).mean()) for w in between]
        return float(np.prod(gains))
