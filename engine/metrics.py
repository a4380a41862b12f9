"""How good predictions are: accuracy for classes, R² for values."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import FloatArray


def score_name(task: str) -> str:
    """Return ``"accuracy"`` for classification, ``"r2"`` for regression."""
    return "r2" if task == "regression" else "accuracy"


def hits(outputs: FloatArray, targets: FloatArray, middle: float) -> Any:
    """Return how many examples of each run are classified rightly; see :func:`right`."""
    return right(outputs, targets, middle).sum(axis=-1)


def right(outputs: FloatArray, targets: FloatArray, middle: float) -> Any:
    """Return whether each example is classified rightly, (*runs, N).

    Parameters
    ----------
    outputs, targets : ndarray of shape (*runs, K, N) and (..., K, N)
        With one output, the classes lie on the two sides of ``middle``;
        with more, the largest output wins. Targets are 0 and 1.

    Examples
    --------
    >>> right(np.array([[0.9, 0.2]]), np.array([[1.0, 1.0]]), middle=0.5).tolist()
    [True, False]
    """
    if outputs.shape[-2] == 1:
        return (outputs[..., 0, :] > middle) == (targets[..., 0, :] > 0.5)
    return outputs.argmax(axis=-2) == targets.argmax(axis=-2)


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
