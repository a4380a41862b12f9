"""What a step asks of a gradient (*runs, P): its size, and to be no longer than allowed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.arrays import FloatArray, IntArray


def all_finite(values: Any) -> bool:
    """Return whether a number, or every one of an array, is finite.

    Examples
    --------
    >>> all_finite(1.0), all_finite(np.array([1.0, np.inf]))
    (True, False)
    """
    if isinstance(values, np.ndarray):
        return bool(np.isfinite(values).all())
    return math.isfinite(values)


def squared_norm(gradient: FloatArray) -> Any:
    """Return the squared global norm of each run.

    Examples
    --------
    >>> float(squared_norm(np.array([3.0, 4.0])))
    25.0
    """
    if gradient.ndim == 1:
        return gradient.dot(gradient)
    return np.vecdot(gradient, gradient)


def layer_norms(gradient: FloatArray, starts: tuple[int, ...]) -> FloatArray:
    """Return the norm of each layer's part, (*runs, L), for where the layers start in it.

    Examples
    --------
    >>> layer_norms(np.array([3.0, 4.0, 5.0]), (0, 2)).tolist()
    [5.0, 5.0]
    """
    return np.sqrt(layer_squares(gradient, np.array(starts)), dtype=np.float64)


def layer_squares(gradient: FloatArray, starts: IntArray) -> FloatArray:
    """Return the squared norm of each layer's part, (*runs, L)."""
    return np.add.reduceat(gradient * gradient, starts, axis=-1)


def clip_factor(squared: Any, longest: FloatArray) -> Any:
    """Return min(1, c / (norm + 1e-6)), (*runs, 1) (Pascanu, Mikolov & Bengio, ICML 2013).

    Examples
    --------
    >>> clip_factor(25.0, np.array([1.0])).round(3).tolist()
    [0.2]
    """
    norm = np.sqrt(np.asarray(squared, np.float64))[..., np.newaxis]
    return np.minimum(1.0, longest / (norm + 1e-6))
