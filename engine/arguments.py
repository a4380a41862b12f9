"""Arrays that people hand in: taken as they are meant, or refused with place, fault and mend."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.errors import Fault

LARGEST_NUMBER = 1e30
"""Greater magnitudes are refused: 32-bit floats end soon after."""


def refused(place: str, fault: str, mend: str = "") -> ValueError:
    """Return the error that names a place, what is wrong there, and what to do."""
    return ValueError(str(Fault(place, fault, mend)))


def plain_array(values: Any, place: str) -> np.typing.NDArray[Any]:
    """Return real numbers, of whatever type and shape, as an array.

    Raises
    ------
    ValueError
        If they are no numbers, or no even table.
    """
    try:
        array = np.asarray(values)
    except (ValueError, TypeError):
        raise refused(place, "rows differ in length.", "Give an even table.") from None
    if array.dtype.kind not in "biuf":
        raise refused(place, f"values of type {array.dtype}.", "Give integers or floats.")
    return array


def finite_array(values: Any, place: str, dtype: Any = None, largest: float = np.inf) -> FloatArray:
    """Return finite numbers of float32 or float64.

    Parameters
    ----------
    values : array_like
        What was handed in.
    place : str
        How it is called, for the message.
    dtype : dtype, optional
        Which type is needed; without one, that of the values if it is one of the two.
    largest : float
        Greatest magnitude that is allowed.

    Raises
    ------
    ValueError
        If they are no numbers, or not finite ones.

    Examples
    --------
    >>> finite_array([1, 2], "inputs").tolist()
    [1.0, 2.0]
    >>> finite_array([1.0, np.nan], "inputs")
    Traceback (most recent call last):
    ...
    ValueError: inputs: NaN, infinity or numbers too large for float64. Mend or leave them out.
    """
    array = plain_array(values, place)
    if dtype is None:
        dtype = np.float32 if array.dtype in (np.float16, np.float32) else np.float64
    with np.errstate(all="ignore"):
        array = array.astype(dtype, copy=False)
        sound = bool((np.abs(array) <= min(largest, float(np.finfo(dtype).max))).all())
    if not sound:
        limit = f"beyond ±{largest:g}" if largest < np.inf else f"too large for {array.dtype}"
        fault = f"NaN, infinity or numbers {limit}."
        raise refused(place, fault, "Mend or leave them out.")
    return array


def check_shape(array: FloatArray, place: str, runs: tuple[int, ...], *last: int | None) -> None:
    """Refuse an array whose shape is neither ``last`` nor (*runs, *last); None is any number.

    Raises
    ------
    ValueError
        That says which shape is needed.
    """
    cut = max(0, array.ndim - len(last))
    lead, own = array.shape[:cut], array.shape[cut:]
    fits = all(need in (None, have) for need, have in zip(last, own, strict=False))
    if len(own) == len(last) and fits and lead in ((), runs):
        return
    shape = ", ".join("N" if need is None else str(need) for need in last)
    stacked = f" or ({', '.join(map(str, runs))}, {shape})" if runs else ""
    wanted = f"({shape}){stacked}" if last else "a single number"
    raise refused(place, f"the shape is {array.shape}.", f"Give {wanted}.")


def within_bounds(results: FloatArray, place: str) -> FloatArray:
    """Return what was computed, if it is finite throughout.

    Raises
    ------
    ValueError
        If the numbers grew beyond all bounds.
    """
    if np.isfinite(results).all():
        return results
    mend = "Give smaller inputs, or go back to a state before the run diverged."
    raise refused(place, "these numbers are beyond all bounds.", mend)
