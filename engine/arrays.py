"""Array types that the engine's signatures use."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating[Any]]
"""Floating-point array of the model's dtype."""

IntArray = npt.NDArray[np.integer[Any]]
"""Array of whole numbers."""

SMALLEST_EXPONENT = {np.dtype(np.float32): -87.0, np.dtype(np.float64): -708.0}
"""The most negative x, by dtype, for which ``exp(-x)`` still is finite."""


@cache
def constant(value: float, dtype: np.dtype[Any]) -> FloatArray:
    """Return a number as an array without dimensions.

    NumPy works at half the cost with such an array where it would have to
    convert a Python number at every call.
    """
    return np.array(value, dtype)


def broadcastable(coefficients: FloatArray) -> FloatArray:
    """Return a view of (*runs, 1) coefficients; without dimensions for a single run."""
    return coefficients.reshape(()) if coefficients.ndim == 1 else coefficients


def sigmoid(values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return 1 / (1 + exp(-values)), exact to rounding and without overflow.

    Examples
    --------
    >>> sigmoid(np.array([0.0, -1000.0, 1000.0])).round(6).tolist()
    [0.5, 0.0, 1.0]
    """
    out = np.maximum(values, constant(SMALLEST_EXPONENT[values.dtype], values.dtype), out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.add(out, constant(1.0, out.dtype), out=out)
    return np.reciprocal(out, out=out)
