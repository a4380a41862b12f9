"""Sums and functions of a small network, written out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from engine.arrays import FloatArray

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def subscript(number: int) -> str:
    """Return a number in small figures below the line.

    Examples
    --------
    >>> "a" + subscript(12)
    'a₁₂'
    """
    return str(number).translate(_SUBSCRIPTS)


def written(value: float, digits: int, minus: str = "−") -> str:
    """Return a number with so many significant digits and no needless zeros.

    Examples
    --------
    >>> [written(x, 3) for x in (0.4236, -1.0, 12345.0, 1e-7)]
    ['0.424', '−1', '12300', '1e−07']
    """
    rounded = float(f"{value:.{digits}g}")
    small = rounded != 0.0 and not 1e-4 <= abs(rounded) < 1e16
    text = f"{rounded:.{digits}g}" if small else np.format_float_positional(rounded, trim="-")
    return text.replace("-", minus)


def weighted_sum(
    weights: FloatArray | Sequence[float],
    names: Iterable[str],
    bias: float,
    digits: int = 3,
    times: str = "·",
    minus: str = "−",
) -> str:
    """Return a sum of products and a bias; terms that are zero are left out.

    Examples
    --------
    >>> weighted_sum([0.424, -1.0, 0.0], ("x₁", "x₂", "x₃"), 0.1)
    '0.424·x₁ − x₂ + 0.1'
    >>> weighted_sum([], (), 0.0)
    '0'
    """
    terms = []
    for weight, name in zip(weights, names, strict=True):
        size = written(abs(float(weight)), digits, minus)
        terms.append((float(weight), name if size == "1" else f"{size}{times}{name}"))
    terms.append((float(bias), written(abs(float(bias)), digits, minus)))
    text = ""
    for value, term in terms:
        if value == 0.0 or math.isnan(value):
            continue
        sign = minus if value < 0.0 else "+"
        if text:
            text += f" {sign} {term}"
        else:
            text = term if value > 0.0 else minus + term
    return text or "0"
