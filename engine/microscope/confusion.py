"""Which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Confusion:
    """Counts (C, C) of both parts: a row for each class, a column for each answer."""

    train: IntArray
    test: IntArray


def confusion_matrix(predictions: FloatArray, targets: FloatArray) -> IntArray:
    """Return how many examples of each class (rows) got each answer (columns).

    Parameters
    ----------
    predictions, targets : ndarray of shape (N, K)
        Probabilities, and 0 or 1. One column tells two classes apart at 0.5;
        of more columns the largest wins, as accuracy counts.

    Returns
    -------
    ndarray of shape (C, C)
        Counts; C is 2 for one column, else K.

    Examples
    --------
    >>> said, true = np.array([[0.9], [0.2], [0.6]]), np.array([[1.0], [0.0], [0.0]])
    >>> confusion_matrix(said, true).tolist()
    [[1, 1], [0, 1]]
    """
    classes = max(2, targets.shape[1])
    cells = _classes_of(targets) * classes + _classes_of(predictions)
    return np.bincount(cells, minlength=classes**2).reshape(classes, classes)


def _classes_of(values: FloatArray) -> IntArray:
    """Return the class (N,) that values (N, K) stand for."""
    if values.shape[1] == 1:
        return np.asarray(values[:, 0] > 0.5, np.intp)
    return np.asarray(values.argmax(axis=1))
