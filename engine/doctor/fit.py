"""How well the network fits: too well, too little, or no longer better."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.doctor.base import Detector, registry
from engine.doctor.chart import Chart
from engine.doctor.diagnosis import Diagnosis, Remedy
from engine.doctor.pictures import loss_curve
from engine.experiment import EarlyStopping
from engine.message import Message

LEARNS_BY_HEART = 0.5
"""Level of the training loss below which it can be that."""

ROSE = 1.15
"""Times its lowest that a test loss has risen to."""

GAP = 0.1
"""Test loss above training loss, as a share of the loss of guessing."""

ROSE_BY = 0.05
"""Rise of the test loss above its lowest, as a share of the loss of guessing."""

WILD = 0.05
"""Mean rise of the training loss, as a share of that of guessing, that only steps too long make."""

FLAT = 0.03
"""Share by which a loss that stands still falls from one half of the window to the other."""

STILL = 0.02
"""... and by which it changes at most from one evaluation to the next, as a median."""

LONG_ENOUGH = 12
"""Evaluations before a loss that stands still means anything."""

NARROW = 3
"""Neurons of a layer through which little fits."""

HEAVY_DROPOUT = 0.5


def stands_still(chart: Chart) -> bool:
    """Return whether the loss is high, and no longer falls."""
    recent = chart.losses[-chart.window :]
    moves = float(np.median(np.abs(np.diff(recent))) / max(float(recent.mean()), 1e-12))
    long_enough = len(chart.epochs) >= LONG_ENOUGH
    return long_enough and not chart.learnt and abs(chart.fall) < FLAT and moves < STILL


@registry.register
class Overfitting(Detector):
    """The training loss falls while the test loss rises.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.dataset": "moons", "data.samples": 60, "data.noise": 2.0}))
    >>> _ = trainer.run(epochs=400)
    >>> found = Overfitting().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Overfitting'
    """

    id: ClassVar[str] = "overfitting"
    rank: ClassVar[int] = 60
    label: ClassVar[str] = "Overfitting"
    formula: ClassVar[str] = "L_test ≥ 1.15 min L_test;  L_test − L_train ≥ 0.1 L_guess"
    source: ClassVar[str] = "Prechelt 1998, Early stopping: but when?"
    sentence: ClassVar[str] = (
        "The network learns the training examples by heart, and gets worse on all others."
    )
    curves: ClassVar[bool] = True

    def examine(self, chart: Chart) -> Diagnosis | None:
        """Compare the test loss with its lowest, and with the training loss."""
        if not len(chart.dataset.test_inputs):
            return None
        test = chart.test_losses
        lowest = int(test.argmin())
        now, train = float(np.median(test[-3:])), float(np.median(chart.train_losses[-3:]))
        rise = now - float(test[lowest])
        if (
            chart.level > LEARNS_BY_HEART
            or now < ROSE * test[lowest]
            or rise < ROSE_BY * chart.chance
            or now - train < GAP * chart.chance
            or chart.bouncing.mean_rise > WILD
        ):
            return None
        epoch = float(chart.evaluated_epochs[lowest])
        text = Message(
            "Overfitting: the test loss was lowest, {low:.3g}, in epoch {epoch:.0f} and is "
            "{now:.3g} now, while the training loss is {train:.3g}.",
            low=float(test[lowest]), epoch=epoch, now=now, train=train,
        )  # fmt: skip
        model, training = chart.experiment.model, chart.experiment.training
        stop = EarlyStopping(patience=20)
        values: dict[str, Any] = {"training.early_stopping": stop}
        if training.l2 < 0.1:
            values["training.l2"] = 0.01 if training.l2 < 0.01 else 0.1
        elif model.hidden:
            values["model.hidden"] = tuple(max(4, units // 4) for units in model.hidden)
        why = Message(
            "A penalty on large weights (L2) makes the boundary smoother, and early stopping goes "
            "back to the best epoch. More data helps most."
        )
        picture = loss_curve(chart, with_test=True)
        follows = ("rate_too_large", "plateau")
        return self.says(text, picture, Remedy(values, why), follows)


@registry.register
class Underfitting(Detector):
    """The network is too small, or held too tightly, for the data.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.hidden": ()}))
    >>> _ = trainer.run(epochs=60)
    >>> found = Underfitting().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Underfitting'
    """

    id: ClassVar[str] = "underfitting"
    rank: ClassVar[int] = 70
    label: ClassVar[str] = "Underfitting"
    formula: ClassVar[str] = "½ λ₂ Σ w₀² > L_guess, or |ΔL| < 3 % of L with at most 3 neurons"
    source: ClassVar[str] = "Geman, Bienenstock & Doursat 1992, Neural networks and the dilemma"
    sentence: ClassVar[str] = "The network cannot, or may not, bend as much as the data ask for."
    curves: ClassVar[bool] = True

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether the loss stands high with a small network or a strong penalty."""
        if chart.learnt or len(chart.epochs) < LONG_ENOUGH:
            return None
        held = self._held(chart)
        if held is not None:
            text, remedy = held
            return self.says(text, loss_curve(chart, with_test=True), remedy, (
                "dead_relu", "vanishing_gradient", "plateau", "rate_too_large", "rate_too_small",
                "saturation"))  # fmt: skip
        hidden = chart.hidden
        if not stands_still(chart) or min(hidden, default=0) > NARROW or self._crawls(chart):
            return None
        level = 100.0 * chart.level
        if hidden:
            text = Message(
                "Underfitting: the loss has settled at {level:.0f} % of that of guessing; a layer "
                "of {units} neurons lets too little through.",
                level=level, units=min(hidden),
            )  # fmt: skip
        else:
            text = Message(
                "Underfitting: the loss has settled at {level:.0f} % of that of guessing; without "
                "a hidden layer there are straight boundaries only.",
                level=level,
            )
        wider = tuple(max(8, 4 * units) for units in hidden) or (8, 8)
        values: dict[str, Any] = {"model.hidden": wider}
        model = chart.experiment.model
        if isinstance(model.activation, tuple) and len(model.activation) != len(wider):
            values["model.activation"] = "relu"
        if isinstance(model.dropout, tuple) and len(model.dropout) != len(wider):
            values["model.dropout"] = 0.0
        why = Message("More neurons can bend the boundary more often.")
        follows = ("plateau", "saturation", "vanishing_gradient", "dead_relu")
        return self.says(text, loss_curve(chart, with_test=True), Remedy(values, why), follows)

    @staticmethod
    def _crawls(chart: Chart) -> bool:
        """Return whether much longer steps would still win, so that size is not the matter."""
        losses = chart.along_step
        far = losses[-2:].min()
        return bool(far < 0.97 * losses[0])

    @staticmethod
    def _held(chart: Chart) -> tuple[Message, Remedy] | None:
        """See whether a penalty or dropout holds the network back."""
        training, model = chart.experiment.training, chart.experiment.model
        ordinary = 2.0 * sum(chart.network.sizes[1:])  # Σ w² of He's initial weights
        level = 100.0 * chart.level
        values: dict[str, Any]
        if 0.5 * training.l2 * ordinary > chart.chance or training.l1 * ordinary > chart.chance:
            text = Message(
                "Underfitting: the loss is {level:.0f} % of that of guessing; the penalty on large "
                "weights outweighs the data.",
                level=level,
            )
            values = {"training.l2": training.l2 / 1000.0, "training.l1": training.l1 / 1000.0}
            values = {place: value for place, value in values.items() if value}
            return text, Remedy(values, Message("A thousandth of the penalty lets weights grow."))
        rates = model.dropout_rates
        if max(rates, default=0.0) > HEAVY_DROPOUT:
            text = Message(
                "Underfitting: the loss is {level:.0f} % of that of guessing; dropout switches off "
                "{share:.0f} % of the neurons at every update.",
                level=level, share=100.0 * max(rates),
            )  # fmt: skip
            return text, Remedy(
                {"model.dropout": 0.1}, Message("Less dropout keeps what is learnt.")
            )
        return None


@registry.register
class Plateau(Detector):
    """The loss stands still, and none of the known reasons is there.

    Examples
    --------
    >>> from engine import Experiment, Trainer, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.hidden": (4,), "training.optimizer": optimizers.SGD(learning_rate=0.03)}))
    >>> _ = trainer.run(epochs=60)
    >>> found = Plateau().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Plateau'
    """

    id: ClassVar[str] = "plateau"
    rank: ClassVar[int] = 140
    label: ClassVar[str] = "Plateau"
    formula: ClassVar[str] = "|ΔL| < 3 % of L over half a window of epochs"
    source: ClassVar[str] = (
        "Dauphin et al. 2014, Identifying and attacking the saddle point problem"
    )
    sentence: ClassVar[str] = "The loss stands still far above what can be reached."
    curves: ClassVar[bool] = True

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether the loss stands high and still."""
        if not stands_still(chart):
            return None
        first = chart.epochs[-min(chart.window, len(chart.epochs))]
        text = Message(
            "Plateau: the loss has stood at {loss:.3g} since epoch {epoch:.0f}, {level:.0f} % of "
            "that of guessing.",
            loss=float(chart.losses[-1]), epoch=float(first), level=100.0 * chart.level,
        )  # fmt: skip
        training = chart.experiment.training
        values: dict[str, Any]
        if training.optimizer.id == "adam":
            values = {"model.seed": (chart.experiment.model.seed + 1) % 2**32}
            why = Message(
                "Other initial weights: with luck they lie on the way to a deeper valley."
            )
        else:
            values = {"training.optimizer": "adam", "training.optimizer.learning_rate": 0.01}
            why = Message("Adam takes long steps also where the gradient is small.")
        return self.says(text, loss_curve(chart), Remedy(values, why))
