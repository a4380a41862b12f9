"""What knowing nothing costs: the measure by which a loss is large or small."""

from __future__ import annotations

import numpy as np

from engine import Experiment
from engine.experiment import resolve_loss
from engine.microscope.points import point_losses
from engine.objective import Objective
from playground.worker.events import DataSummary

MOST_ROWS = 2000


def loss_of_guessing(experiment: Experiment, data: DataSummary) -> float:
    """Return the mean loss of calling all classes equally likely, or all values the mean.

    Of data without points, which may be painted yet, it is 1.

    Examples
    --------
    >>> from engine import make_dataset
    >>> from playground.worker.report import summary
    >>> experiment = Experiment()
    >>> round(loss_of_guessing(experiment, summary(make_dataset(experiment.data))), 4)
    0.6931
    """
    loss = resolve_loss(experiment.training.loss, data.task)
    objective = Objective(loss, experiment.model.output_activation, data.task)
    labels = np.asarray(data.train_labels[:MOST_ROWS], float)
    if not len(labels):
        return 1.0
    if data.task == "multiclass":
        targets = (labels == np.arange(len(data.class_names))[:, np.newaxis]).astype(float)
    else:
        targets = labels[np.newaxis]
    outputs = np.zeros_like(targets)
    if data.task == "regression":
        outputs[...] = targets.mean()
    return float(point_losses(objective, outputs, targets).mean())
