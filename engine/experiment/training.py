"""The settings of training: loss, optimizer, batches, penalties, and when to stop."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from engine import losses, optimizers, schedules
from engine.errors import one_fault
from engine.registry import hyper
from engine.settings import (
    LossChoice,
    OptimizerChoice,
    ScheduleChoice,
    Settings,
    as_tuple,
)


class EarlyStopping(Settings):
    """Stop when the test loss has not improved for a while.

    Examples
    --------
    >>> EarlyStopping(patience=5).patience
    5
    """

    patience: int = hyper(
        10, "Patience", "Epochs without improvement after which training stops.",
        minimum=1, maximum=10**9, scale="log", shown=(1, 1000), unit="epochs",
    )  # fmt: skip
    min_delta: float = hyper(
        0.0, "Least change", "How much lower the test loss must be to count as better.",
        minimum=0.0, maximum=1e6, scale="log", shown=(1e-6, 1.0),
    )  # fmt: skip
    restore_best: bool = hyper(
        True, "Restore best", "Whether the weights of the best epoch come back at the end.",
        scale="flag",
    )  # fmt: skip


class Target(Settings):
    """Stop when an evaluation at the end of an epoch is good enough.

    Examples
    --------
    >>> Target(measure="test_score", value=0.95).sought_low
    False
    """

    measure: Literal["test_loss", "train_loss", "test_score", "train_score"] = hyper(
        "test_loss", "Measure", "What has to be good enough: a loss, or the score, which is "
        "accuracy for classes and R² for values.",
        scale="choice", choices=("test_loss", "train_loss", "test_score", "train_score"),
    )  # fmt: skip
    value: float = hyper(
        0.05, "Value", "A loss counts when it is this low, a score when it is this high.",
        minimum=0.0, maximum=1e6, shown=(0.0, 1.0),
    )  # fmt: skip

    @property
    def sought_low(self) -> bool:
        """Whether smaller is better."""
        return self.measure.endswith("loss")


BatchSize = Annotated[int | Literal["all"], BeforeValidator(as_tuple)]
ClassWeights = Annotated[Literal["none", "balanced"] | tuple[float, ...], BeforeValidator(as_tuple)]


class Training(Settings):
    """Loss, optimizer and everything else about the training loop."""

    loss: LossChoice = hyper(
        "auto", "Loss", "How wrong a prediction is, as one number; auto takes what fits the data.",
        scale="choice", choices=("auto", *losses.registry.ids()),
    )  # fmt: skip
    label_smoothing: float = hyper(
        0.0, "Label smoothing", "Share of each target that is spread evenly over all classes, so "
        "that no answer is asked to be certain.",
        minimum=0.0, below=1.0, shown=(0.0, 0.3),
        formula="t ← (1 − s) t + s / K",
        source="Szegedy et al. 2016, Rethinking the Inception Architecture, section 7",
    )  # fmt: skip
    class_weights: ClassWeights = hyper(
        "none", "Class weights", "How much an example of each class counts in the loss; balanced "
        "lets rare classes count as much as frequent ones.",
        scale="choice", choices=("none", "balanced"),
        formula="balanced: w_c = N / (C n_c)",
        source="King, Zeng 2001, Logistic Regression in Rare Events Data",
    )  # fmt: skip
    optimizer: OptimizerChoice = hyper(
        optimizers.Adam(learning_rate=0.01), "Optimizer",
        "The rule that turns gradients into steps.", scale="choice",
        choices=optimizers.registry.ids(),
    )  # fmt: skip
    schedule: ScheduleChoice = hyper(
        schedules.Constant(), "Schedule", "How the learning rate changes as training goes on.",
        scale="choice", choices=schedules.registry.ids(),
    )  # fmt: skip
    batch_size: BatchSize = hyper(
        32, "Batch size", "Number of examples whose gradients are averaged for one update.",
        scale="log", shown=(1, 512),
        formula="g = (1/B) Σ ∂L_i/∂w",
    )  # fmt: skip
    epochs: int = hyper(
        100, "Epochs", "Full passes through the training examples before a run stops.",
        minimum=1, maximum=10**9, scale="log", shown=(1, 10_000),
    )  # fmt: skip
    l1: float = hyper(
        0.0, "L1", "Adds this times the sum of |w| to the loss: small weights become zero.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
        formula="L + λ Σ |w|",
        source="Tibshirani 1996, Regression Shrinkage and Selection via the Lasso",
    )  # fmt: skip
    l2: float = hyper(
        0.0, "L2", "Adds half of this times the sum of w² to the loss: large weights shrink.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
        formula="L + (λ/2) Σ w²",
        source="Krogh, Hertz 1991, A Simple Weight Decay Can Improve Generalization",
    )  # fmt: skip
    weight_decay: float = hyper(
        0.0, "Weight decay", "Shrinks every weight at each update by this times the rate.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
        formula="w ← w − η λ w",
        source="Loshchilov, Hutter 2019, Decoupled Weight Decay Regularization",
    )  # fmt: skip
    gradient_clip: float | None = hyper(
        None, "Gradient clip", "Longest gradient that is allowed; longer ones are shortened.",
        above=0.0, maximum=1e9, scale="log", shown=(1e-2, 100.0),
        formula="g ← g · min(1, c / ‖g‖)",
        source="Pascanu et al. 2013, On the difficulty of training recurrent neural networks",
    )  # fmt: skip
    early_stopping: EarlyStopping | None = hyper(
        None, "Early stopping", "Stops when the test loss no longer improves.", scale="flag"
    )
    target: Target | None = hyper(
        None, "Target", "Stops at the end of an epoch that is good enough.", scale="flag"
    )
    seed: int = hyper(
        0, "Training seed", "The luck of batch order and dropout.",
        minimum=0, maximum=2**32 - 1, live=False,
    )  # fmt: skip

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.batch_size != "all" and not 1 <= self.batch_size <= 10**9:
            mend = 'Give a whole number from 1 to 1000000000, or "all".'
            raise one_fault("batch_size", "is out of range.", mend)
        if isinstance(self.class_weights, tuple) and not all(
            1e-6 <= weight <= 1e6 for weight in self.class_weights
        ):
            mend = "Give each class a weight from 0.000001 to 1000000."
            raise one_fault("class_weights", "a weight is out of range.", mend)
        own = getattr(self.optimizer, "weight_decay", 0.0)
        if own > 0.0 and self.weight_decay > 0.0:
            raise one_fault(
                "weight_decay",
                "the optimizer has a weight decay of its own, and weights would decay twice.",
                "Set one of the two to 0, or take an optimizer without decay.",
            )
        for place, decay in (("weight_decay", self.weight_decay), ("optimizer.weight_decay", own)):
            if decay * self.optimizer.learning_rate > 1.0:
                raise one_fault(
                    place,
                    "times the learning rate exceeds 1 and would throw weights across zero.",
                    "Lower one of the two.",
                )
        return self
