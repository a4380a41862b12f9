"""Which loss and which output activation fit which kind of data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import losses
from engine.errors import one_fault

if TYPE_CHECKING:
    from engine.experiment.experiment import Experiment


def resolve_loss(loss: Any, task: str) -> losses.Loss:
    """Return the loss; ``"auto"`` means what fits the task."""
    if loss == "auto":
        loss = {
            "binary": "binary_cross_entropy",
            "multiclass": "categorical_cross_entropy",
            "regression": "mean_squared_error",
        }[task]
    return losses.get(loss)


def check_fit(experiment: Experiment, task: str) -> None:
    """Refuse a loss or an output activation that does not fit the task of the data.

    Raises
    ------
    ExperimentError
        With the place that does not fit, and what would.
    """
    loss = resolve_loss(experiment.training.loss, task)
    if task not in loss.tasks:
        raise one_fault(
            "training.loss",
            f"{loss.id} does not fit {task} data.",
            f'Take "auto" or one of {", ".join(_losses_for(task))}.',
        )
    if task == "regression":
        for name, plain in (("class_weights", "none"), ("label_smoothing", 0.0)):
            if getattr(experiment.training, name) != plain:
                mend = f"Set it to {plain}."
                raise one_fault(f"training.{name}", "regression has no classes.", mend)
    output = experiment.model.output_activation
    if loss.takes_logits and output not in ("auto", loss.output_activation):
        raise one_fault(
            "model.output_activation",
            f"{loss.id} goes with {loss.output_activation}.",
            'Take "auto".',
        )
    if not loss.takes_logits and output == "softmax":
        raise one_fault(
            "model.output_activation",
            "softmax goes with categorical_cross_entropy only.",
            'Take "auto" or change the loss.',
        )


def _losses_for(task: str) -> list[str]:
    return [cls.id for cls in losses.registry if task in cls.tasks]
