"""How good predictions are: accuracy for classes, R² for values."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import FloatArray


def score_name(task: str) -> str:
    """Return ``"accuracy"`` for classification, ``"r2"`` for regression."""
    return "r2" if task == "regression" else "accuracy"


def count_correct(predictions: FloatArray, targets: FloatArray) -> Any:
    """Return how many examples of each run are classified rightly; see :func:`is_correct`."""
    return is_correct(predictions, targets).sum(axis=-1)


def is_correct(predictions: FloatArray, targets: FloatArray) -> Any:
    """Return whether each example is classified rightly, (*runs, N).

    Parameters
    ----------
    predictions, targets : ndarray of shape (*runs, K, N) and (..., K, N)
        Probabilities, and 0 or 1. One row tells two classes apart at 0.5; of
        more rows the largest wins.

    Examples
    --------
    >>> is_correct(np.array([[0.9, 0.2]]), np.array([[1.0, 1.0]])).tolist()
    [True, False]
    """
    if predictions.shape[-2] == 1:
        return (predictions[..., 0, :] > 0.5) == (targets[..., 0, :] > 0.5)
    return predictions.argmax(axis=-2) == targets.argmax(axis=-2)


def r_squared(residual_squares: Any, total_squares: Any) -> Any:
    """Return 1 - SS_res / SS_tot; 0 where the targets do not vary.

    Examples
    --------
    >>> float(r_squared(np.array(1.0), np.array(4.0)))
    0.75
    """
    total = np.asarray(total_squares, float)
    varied = total > 0.0
    with np.errstate(over="ignore"):  # targets that hardly vary can be missed by any factor
        ratio = np.divide(residual_squares, np.where(varied, total, 1.0))
    ratio = np.minimum(ratio, np.finfo(np.float64).max)
    return np.where(varied, 1.0 - ratio, 0.0)
