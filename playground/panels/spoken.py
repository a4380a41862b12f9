"""What a plot shows, as a sentence that a screen reader can speak."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.widgets.colours import FloatArray
from playground.widgets.histogram_plot import Spread
from playground.widgets.numbers import format_number

SHARE_LOOKED_AT = 0.2
"""Share of a curve, at its end, that says whether it rises or falls."""
NOTICEABLE = 0.02
"""Change, as a share of the curve's span, that counts as rising or falling."""


def trend_of(values: FloatArray) -> str:
    """Return whether a curve falls, rises or is steady at its end; nothing for less than two.

    Examples
    --------
    >>> trend_of(np.array([3.0, 2.0, 1.0])), trend_of(np.array([1.0, 1.0])), trend_of(np.ones(1))
    ('falling', 'steady', '')
    """
    finite = values[np.isfinite(values)]
    if len(finite) < 2:
        return ""
    translate = QCoreApplication.translate
    start = min(round(len(finite) * (1 - SHARE_LOOKED_AT)), len(finite) - 2)
    change = float(finite[-1] - finite[start])
    if abs(change) <= NOTICEABLE * float(np.ptp(finite)):
        return translate("spoken", "steady")
    return translate("spoken", "rising") if change > 0 else translate("spoken", "falling")


def spoken_curves(curves: Sequence[tuple[str, FloatArray]]) -> str:
    """Return the last value of each curve and where it goes, as one sentence.

    Examples
    --------
    >>> spoken_curves([("train", np.array([0.9, 0.3])), ("test", np.array([0.8, 0.32]))])
    'train 0.3, falling; test 0.32, falling.'
    """
    told = []
    for label, values in curves:
        if len(values):
            parts = [f"{label} {format_number(float(values[-1]), 3)}", trend_of(values)]
            told.append(", ".join(filter(None, parts)))
    empty = QCoreApplication.translate("spoken", "No curve yet")
    return f"{'; '.join(told) or empty}."


def spoken_spreads(spreads: Sequence[Spread]) -> str:
    """Return how the numbers of each layer are spread, as one sentence.

    Examples
    --------
    >>> spoken_spreads([Spread("layer 1", np.arange(3), np.ones(2), 0.5, 0.25, 0.1)])
    'layer 1: 0.25 ± 0.1, 50 % zeros.'
    """
    told = [f"{each.name}: {each.figures}, {each.zeros_text}" for each in spreads]
    return f"{'; '.join(told)}."
