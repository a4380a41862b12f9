"""What a network says of single points, and how wrong it is about each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import BoolArray, FloatArray, IntArray
from engine.metrics import is_correct
from engine.microscope.maps import make_finite
from engine.microscope.sample import Sample
from engine.objective import Objective


@dataclass(frozen=True, eq=False)
class PartView:
    """Points of the training or the test part.

    ``rows`` (N,) are their numbers in the part, ``predictions`` (N, K)
    probabilities or values, ``losses`` (N,) the loss of each, and ``correct``
    (N,) says whether its class is the one predicted: None for regression.
    """

    rows: IntArray
    predictions: FloatArray
    losses: FloatArray
    correct: BoolArray | None


@dataclass(frozen=True, eq=False)
class PointView:
    """Points of both parts; one without rows has arrays of length 0."""

    train: PartView
    test: PartView


def point_losses(objective: Objective, outputs: FloatArray, targets: FloatArray) -> FloatArray:
    """Return the loss (N,) of each example; the mean over them is the data loss.

    Parameters
    ----------
    objective : Objective
        Loss, output activation, class weights and label smoothing.
    outputs, targets : ndarray of shape (K, N)
        Outputs before their activation, and targets as in the data set.

    Notes
    -----
    Under class weights w the loss of example i is w_i l_i / mean(w), with the
    mean over the given examples.

    Examples
    --------
    >>> from engine import losses
    >>> squares = Objective(losses.get("mean_squared_error"), "linear", "regression")
    >>> point_losses(squares, np.array([[1.0, 3.0]]), np.array([[0.0, 0.0]])).tolist()
    [1.0, 9.0]
    """
    with np.errstate(all="ignore"):
        found = np.ascontiguousarray(objective.of_each_example(outputs, objective.coded(targets)))
    make_finite(found)
    return found


def part_view(sample: Sample, objective: Objective, task: str) -> PartView:
    """Return what the network said of the rows of a sample when it last looked."""
    with np.errstate(all="ignore"):
        predictions = objective.predictions(sample.outputs)
    correct = None if task == "regression" else is_correct(predictions, sample.targets)
    losses = point_losses(objective, sample.outputs, sample.targets)
    return PartView(sample.rows, np.ascontiguousarray(predictions.T), losses, correct)
