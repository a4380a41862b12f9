"""Array types of the engine's signatures, operands that NumPy is quick with, and two functions.

``constant``, ``filled``, ``bound`` and ``broadcastable`` all do the same for a number:
bring it into the form in which a call of NumPy costs least. What each gains stands in
ARCHITECTURE.md, "Speed: what was tried".
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating[Any]]
"""Floating-point array of the model's dtype."""

IntArray = npt.NDArray[np.integer[Any]]
"""Array of whole numbers."""

BoolArray = npt.NDArray[np.bool_]
"""Array of flags."""

SMALLEST_EXPONENT = {np.dtype(np.float32): -87.0, np.dtype(np.float64): -708.0}
"""The most negative x, by dtype, for which ``exp(-x)`` still is finite."""

MANY = 2**16
"""Size of arrays up to which an array full of one number is kept beside them."""


def read_only(values: npt.ArrayLike, dtype: npt.DTypeLike = np.float64) -> FloatArray:
    """Return a copy that cannot be written to.

    Examples
    --------
    >>> read_only([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype)
    array.flags.writeable = False
    return array


@cache
def constant(value: float, dtype: np.dtype[Any]) -> FloatArray:
    """Return a number as an array without dimensions.

    NumPy works at half the cost with such an array where it would have to
    convert a Python number at every call.
    """
    return np.array(value, dtype)


@lru_cache(maxsize=64)
def filled(value: float, shape: tuple[int, ...], dtype: np.dtype[Any]) -> FloatArray:
    """Return an array full of one number, kept for the next time; not to be written to.

    Examples
    --------
    >>> filled(1.0, (2,), np.dtype("float32")).tolist()
    [1.0, 1.0]
    """
    array = np.full(shape, value, dtype)
    array.flags.writeable = False
    return array


def bound(value: float, values: FloatArray) -> FloatArray:
    """Return a number as the other operand of ``np.maximum`` or ``np.minimum`` of ``values``.

    Both work on several elements at once only if their operands are whole
    arrays: then a thousand elements take a fifth of the time.

    Examples
    --------
    >>> np.maximum(np.array([-1.0, 2.0]), bound(0.0, np.zeros(2))).tolist()
    [0.0, 2.0]
    """
    if values.size <= MANY:
        return filled(value, values.shape, values.dtype)
    return constant(value, values.dtype)


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
    out = np.maximum(values, bound(SMALLEST_EXPONENT[values.dtype], values), out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.add(out, constant(1.0, out.dtype), out=out)
    return np.reciprocal(out, out=out)


def softplus(values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return log(1 + exp(values)), exact to rounding and without overflow.

    Written max(0, x) + log(1 + exp(-|x|)), which takes half the time of
    ``np.logaddexp`` for many values. ``out`` must not be ``values``.

    Examples
    --------
    >>> softplus(np.array([0.0, 1000.0])).round(4).tolist()
    [0.6931, 1000.0]
    """
    out = np.abs(values, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)
    return np.add(out, np.maximum(values, bound(0.0, values)), out=out)
