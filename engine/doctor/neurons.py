"""Neurons that do not learn: dead ones, and saturated ones."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.doctor.base import Detector, registry
from engine.doctor.chart import Chart
from engine.doctor.diagnosis import Diagnosis, Remedy
from engine.doctor.pictures import by_layer
from engine.doctor.rates import bounces, slower
from engine.doctor.start import fitting_start
from engine.message import Message

LARGE_START = 1.0
"""Size of initial weights that drives sums of a few inputs out of the steep part."""

MANY_DEAD = 0.6
"""Share of a layer's neurons."""

MOSTLY_FLAT = 0.75
"""Share of a layer's activations that lie where the function is flat."""

NOT_LEARNT_BY_THEM = 0.05
"""Level of the loss below which flat activations are just sure of themselves."""


def mostly_flat(chart: Chart) -> bool:
    """Return whether all layers that have flat ends stand there."""
    told = [share for share in chart.flat_shares if share is not None]
    return bool(told) and min(told) >= MOSTLY_FLAT


@registry.register
class DeadRelu(Detector):
    """Neurons that are off for every example.

    Examples
    --------
    >>> from engine import Experiment, Trainer, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.hidden": (8, 8, 8), "training.optimizer": optimizers.SGD(learning_rate=3.0)}))
    >>> _ = trainer.run(epochs=30)
    >>> found = DeadRelu().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    '8 of 8 neurons of layer 3 are dead'
    """

    id: ClassVar[str] = "dead_relu"
    rank: ClassVar[int] = 80
    label: ClassVar[str] = "Dead ReLU"
    formula: ClassVar[str] = "z ≤ 0 for every example, in ≥ 60 % of a layer"
    source: ClassVar[str] = "Maas, Hannun & Ng 2013, Rectifier Nonlinearities"
    sentence: ClassVar[str] = "A ReLU that is off for every example gets no gradient and stays off."

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether a layer is dead, or most of it while the run learns little."""
        dead = chart.health.dead
        shares = [float(flags.mean()) for flags in dead]
        worst = max(range(len(shares)), key=shares.__getitem__, default=None)
        if worst is None or shares[worst] < MANY_DEAD or chart.learnt:
            return None
        count = int(dead[worst].sum())
        text = Message(
            "{count} of {units} neurons of layer {layer} are dead: off for every example, so that "
            "no gradient reaches them.",
            count=count, units=len(dead[worst]), layer=worst + 1,
        )  # fmt: skip
        picture = by_layer(
            Message("Dead neurons of each hidden layer"), Message("per cent dead"),
            [100.0 * share for share in shares],
        )  # fmt: skip
        values: dict[str, Any] = {"model.activation": "leaky_relu", **slower(chart, 0.1)}
        why = Message(
            "Leaky ReLU keeps a small slope where it is off, and smaller steps throw fewer "
            "neurons there."
        )
        follows = ("vanishing_gradient", "plateau", "underfitting", "rate_too_small")
        return self.says(text, picture, Remedy(values, why), follows)


@registry.register
class Saturation(Detector):
    """Sigmoid or tanh neurons that stand at their ends.

    Examples
    --------
    >>> from engine import Experiment, Trainer, initializers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.activation": "tanh", "model.initializer": initializers.Normal(scale=10.0)}))
    >>> found = Saturation().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Saturated'
    """

    id: ClassVar[str] = "saturation"
    rank: ClassVar[int] = 85
    label: ClassVar[str] = "Saturation"
    formula: ClassVar[str] = "f′(z) small for ≥ 75 % of all z of such layers"
    source: ClassVar[str] = "LeCun et al. 1998, Efficient BackProp; Glorot & Bengio 2010"
    sentence: ClassVar[str] = (
        "Neurons at the flat ends of sigmoid or tanh pass next to no gradient."
    )

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether nearly all activations of all such layers are flat."""
        if not mostly_flat(chart) or chart.level < NOT_LEARNT_BY_THEM:
            return None
        at_fault = self._start_at_fault(chart)
        if not at_fault and (chart.early or bounces(chart)):
            return None  # it may pass, or it is the rate that drove them there
        shares = [0.0 if share is None else share for share in chart.flat_shares]
        text = Message(
            "Saturated: {share:.0f} % of the activations of layer {layer} lie where the function "
            "is flat and passes hardly any gradient.",
            share=100.0 * max(shares), layer=shares.index(max(shares)) + 1,
        )  # fmt: skip
        picture = by_layer(
            Message("Flat activations of each hidden layer"), Message("per cent flat"),
            [100.0 * share for share in shares],
        )  # fmt: skip
        fitting = {"model.initializer": fitting_start(chart)}
        values = fitting if at_fault else slower(chart, 0.1)
        why = Message("Smaller weights keep the sums where the function is steep.")
        if not at_fault:
            why = Message("Smaller steps do not throw the sums out to where the function is flat.")
        follows = ("vanishing_gradient", "plateau", "underfitting", "rate_too_small",
                   "rate_too_large")  # fmt: skip
        return self.says(text, picture, Remedy(values, why), follows)

    @staticmethod
    def _start_at_fault(chart: Chart) -> bool:
        """Return whether the initial weights were as large as that, whatever the width."""
        start = chart.experiment.model.initializer
        size = getattr(start, "scale", getattr(start, "value", 0.0))
        return bool(abs(size) >= LARGE_START)
