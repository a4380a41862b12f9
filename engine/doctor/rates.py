"""Steps of the wrong size: divergence, bouncing, crawling, too few of them."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.doctor.base import Detector, registry
from engine.doctor.chart import FEWEST_EVALUATIONS, MULTIPLES, Chart
from engine.doctor.diagnosis import Diagnosis, Remedy
from engine.doctor.pictures import along_the_step, batch_curve, loss_curve
from engine.message import Message

OFTEN = 0.25
"""Share of the evaluations at which a bouncing loss rises."""

BOUNCES = 0.05
"""Mean change from one evaluation to the next, as a share of the loss of guessing."""

BOUNCES_OF_ITSELF = 0.04
"""... and, as the median, of the loss itself."""

WILDLY = 0.3
"""The same from which it does not matter whether the loss falls all the same."""

NO_PROGRESS = 0.15
"""Share by which a bouncing loss may fall from one half of the window to the other."""

UNDER_CONTROL = 0.15
"""Level of the loss below which its bouncing does no harm."""

TINY_STEP = 3e-4
"""Length of an update, as a share of the length of all weights."""

WORTH_IT = 2e-4
"""Share of the loss that a hundred times the step would win, for the step to be too small."""

FADED = 1e-3
"""Share of the rate that a schedule leaves at half time, if it ends the training early."""

FEW_UPDATES = 150
"""Updates of a whole run that are hardly enough to learn from."""

LARGE_BATCH = 64
BARELY = 0.15
"""Level of the loss below which few updates were enough."""


def slower(chart: Chart, share: float) -> dict[str, Any]:
    """Return the change to a share of the learning rate, in two digits."""
    rate = chart.experiment.training.optimizer.learning_rate
    return {"training.optimizer.learning_rate": float(f"{min(rate * share, 1e3):.2g}")}


def bounces(chart: Chart) -> bool:
    """Return whether the loss goes up and down, and stays high."""
    found = chart.bouncing
    return (
        found.count >= FEWEST_EVALUATIONS - 1
        and found.rises >= OFTEN * found.count
        and found.of_guessing >= BOUNCES
        and found.of_itself >= BOUNCES_OF_ITSELF
        and (chart.fall < NO_PROGRESS or found.of_guessing > WILDLY)
        and chart.level >= UNDER_CONTROL
    )


@registry.register
class Diverged(Detector):
    """The numbers grew beyond all bounds.

    Examples
    --------
    >>> from engine import Experiment, Trainer, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.dataset": "plane", "training.optimizer": optimizers.SGD(learning_rate=100.0)}))
    >>> _ = trainer.run(epochs=5)
    >>> found = Diverged().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Diverged at update 3'
    """

    id: ClassVar[str] = "diverged"
    rank: ClassVar[int] = 10
    label: ClassVar[str] = "Diverged"
    formula: ClassVar[str] = "L or |∇L| is not finite"
    source: ClassVar[str] = "LeCun et al. 1998, Efficient BackProp, section 5.1"
    sentence: ClassVar[str] = "Each step overshot by more than the last, until nothing was finite."

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See how the run ended."""
        if chart.trainer.outcome.kind != "diverged":
            return None
        rate = chart.experiment.training.optimizer.learning_rate
        text = Message(
            "Diverged at update {step}: each step overshot by more than the last. The rate of "
            "{rate:g} is too large.",
            step=chart.trainer.step_count + 1, rate=rate,
        )  # fmt: skip
        values = {**slower(chart, 0.1), "training.gradient_clip": 1.0}
        why = Message("A tenth of the rate, and no gradient longer than 1, so that no step can "
                      "overshoot by far.")  # fmt: skip
        everything = tuple(one for one in registry.ids() if one != self.id)
        return self.says(text, batch_curve(chart), Remedy(values, why), everything)


@registry.register
class RateTooLarge(Detector):
    """The loss bounces instead of falling.

    Examples
    --------
    >>> from engine import Experiment, Trainer, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"model.activation": "tanh", "training.optimizer": optimizers.SGD(learning_rate=3.0)}))
    >>> _ = trainer.run(epochs=30)
    >>> found = RateTooLarge().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Loss bounces'
    """

    id: ClassVar[str] = "rate_too_large"
    rank: ClassVar[int] = 90
    label: ClassVar[str] = "Learning rate too large"
    formula: ClassVar[str] = "rises ≥ ¼ of the evaluations;  median |ΔL| ≥ 4 % of L"
    source: ClassVar[str] = "LeCun et al. 1998, Efficient BackProp, section 5.1"
    sentence: ClassVar[str] = "Steps longer than the valley is wide throw the weights to and fro."
    curves: ClassVar[bool] = True

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See how often, and how far, the loss rises."""
        if not bounces(chart):
            return None
        bouncing = chart.bouncing
        text = Message(
            "Loss bounces: it rose at {rises} of the last {count} evaluations, by {size:.0f} % as "
            "a rule. The rate of {rate:g} is too large.",
            rises=bouncing.rises, count=bouncing.count, size=100.0 * bouncing.of_itself,
            rate=chart.experiment.training.optimizer.learning_rate,
        )  # fmt: skip
        why = Message("A tenth of the rate: steps that do not overshoot.")
        follows = ("saturation", "plateau", "underfitting", "vanishing_gradient")
        return self.says(text, loss_curve(chart), Remedy(slower(chart, 0.1), why), follows)


@registry.register
class RateTooSmall(Detector):
    """The loss falls, but crawls.

    Examples
    --------
    >>> from engine import Experiment, Trainer, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"training.optimizer": optimizers.SGD(learning_rate=1e-4)}))
    >>> _ = trainer.run(epochs=20)
    >>> found = RateTooSmall().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Loss crawls'
    """

    id: ClassVar[str] = "rate_too_small"
    rank: ClassVar[int] = 130
    label: ClassVar[str] = "Learning rate too small"
    formula: ClassVar[str] = "|Δw| < 3·10⁻⁴ |w|;  L(w + 100 Δw) < L(w)"
    source: ClassVar[str] = "Bengio 2012, Practical recommendations, section 3.1"
    sentence: ClassVar[str] = "Steps much shorter than they could be take for ever to get there."
    curves: ClassVar[bool] = True

    def examine(self, chart: Chart) -> Diagnosis | None:
        """See whether a hundred times the next step would still go down."""
        faded = self._faded(chart)
        if faded is not None or chart.learnt:
            return faded
        weights = float(np.linalg.norm(chart.network.parameters)) or 1.0
        length = float(np.linalg.norm(chart.step)) / weights
        if not 0.0 < length < TINY_STEP:
            return None
        losses = chart.along_step
        win = float((losses[0] - losses[-1]) / max(losses[0], 1e-12))
        if losses.argmin() != len(losses) - 1 or win < WORTH_IT:
            return None
        optimizer = chart.experiment.training.optimizer
        text = Message(
            "Loss crawls: an update moves the weights by {length:.2g} % of their size, and {times} "
            "times as much would still go down. The rate of {rate:g} is too small.",
            length=100.0 * length, times=int(MULTIPLES[-1]), rate=optimizer.learning_rate,
        )  # fmt: skip
        times = 100.0 if length < TINY_STEP / 3.0 else 10.0
        why = Message("{times} times the rate gets as far in a fraction of the time.",
                      times=int(times))  # fmt: skip
        remedy = Remedy(slower(chart, times), why)
        return self.says(text, along_the_step(chart), remedy, ("plateau", "underfitting"))

    def _faded(self, chart: Chart) -> Diagnosis | None:
        """See whether the schedule took the rate away long before the end."""
        training = chart.experiment.training
        halfway = np.array([training.epochs / 2.0])
        share = float(training.schedule.factors(halfway, float(training.epochs))[0])
        now = chart.trainer.window.rates.min() / training.optimizer.learning_rate
        if share > FADED or now > FADED or chart.level < BARELY:
            return None
        text = Message(
            "The schedule has taken the learning rate away: {share:.1g} of it is left, and the "
            "loss stands still at {loss:.3g}.",
            share=float(now), loss=float(chart.losses[-1]),
        )  # fmt: skip
        why = Message("A constant rate goes on learning.")
        remedy = Remedy({"training.schedule": "constant"}, why)
        return self.says(text, loss_curve(chart), remedy, ("plateau", "underfitting"))


@registry.register
class BatchTooLarge(Detector):
    """So few updates that the run ends before it has learnt.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"training.batch_size": "all"}))
    >>> _ = trainer.run(epochs=20)
    >>> found = BatchTooLarge().examine(Chart(trainer))
    >>> found.text.split(":")[0]
    'Batches of 1024 make 1 updates an epoch'
    """

    id: ClassVar[str] = "batch_too_large"
    rank: ClassVar[int] = 120
    label: ClassVar[str] = "Batch too large for the epochs"
    formula: ClassVar[str] = "epochs · ⌈N / B⌉ ≤ 150;  B ≥ 64"
    source: ClassVar[str] = "Bottou 2010; Masters & Luschi 2018, Revisiting small batch training"
    sentence: ClassVar[str] = "An epoch of large batches makes few updates."
    curves: ClassVar[bool] = True

    def examine(self, chart: Chart) -> Diagnosis | None:
        """Count the updates of the whole run, and see whether they will do."""
        trainer = chart.trainer
        size = trainer.setup.batches.batch_size
        planned = trainer.steps_per_epoch * chart.experiment.training.epochs
        if size < LARGE_BATCH or planned > FEW_UPDATES or chart.level < BARELY:
            return None
        left = max(0, planned - trainer.step_count)
        text = Message(
            "Batches of {size} make {each} updates an epoch: only {left} are left, and the loss "
            "is still {level:.0f} % of that of guessing.",
            size=size, each=trainer.steps_per_epoch, left=left, level=100.0 * chart.level,
        )  # fmt: skip
        smaller = 32
        times = -(-trainer.setup.batches.rows // smaller) / trainer.steps_per_epoch
        why = Message("Batches of {smaller} make {times:.0f} times as many updates in as many "
                      "epochs.", smaller=smaller, times=times)  # fmt: skip
        remedy = Remedy({"training.batch_size": smaller}, why)
        follows = ("rate_too_small", "plateau", "underfitting")
        return self.says(text, batch_curve(chart), remedy, follows)
