"""The horizontal axis of a plot: what it counts, and the marks on it. Plain numbers, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.history import Mark
from engine.progress import Stretch
from playground.worker.events import Points

DoubleArray = NDArray[np.float64]

UNITS = ("epochs", "updates", "samples", "seconds")
"""What a horizontal axis may count."""
NEAR = 0.02
"""Share of the axis within which marks of the same setting become one."""


def last_of_each(
    marks: Sequence[Mark], places: Sequence[float], width: float
) -> list[tuple[float, Mark]]:
    """Return marks with their places; of neighbours that change the same settings the last.

    A slider that is dragged leaves many changes behind, of which only the
    outcome is worth a line.

    Parameters
    ----------
    marks, places
        The changes in order, and where they lie on the axis.
    width
        Length of the axis shown.

    Examples
    --------
    >>> marks = [Mark(1, 0, "l2 0.1"), Mark(2, 0, "l2 0.2"), Mark(3, 0, "l1 0.1")]
    >>> [(x, mark.text) for x, mark in last_of_each(marks, [1.0, 2.0, 3.0], 100.0)]
    [(2.0, 'l2 0.2'), (3.0, 'l1 0.1')]
    """
    kept: list[tuple[float, Mark]] = []
    for mark, place in zip(marks, places, strict=True):
        near = bool(kept) and place - kept[-1][0] <= NEAR * width
        if near and _settings_of(kept[-1][1]) == _settings_of(mark):
            kept.pop()
        kept.append((place, mark))
    return kept


def _settings_of(mark: Mark) -> list[str]:
    return [change.partition(" ")[0] for change in mark.text.split(", ")]


class RunClock:
    """Says where updates of a run lie on each axis, also those still to come.

    Parameters
    ----------
    points : Points
        The curves of the run. Where its batch size changed, epochs are a bent
        line of updates; what is to come goes on as the last stretch did.

    Examples
    --------
    Ten rows in batches of four, then of ten:

    >>> from engine.progress import Stretch
    >>> stretches = (Stretch(0, 0, 0, 4, 10), Stretch(6, 2, 20, 10, 10))
    >>> clock = RunClock(Points(1, 8, {}, {}, (), stretches=stretches))
    >>> clock.at([0, 3, 6, 7], "epochs").tolist(), clock.at([3, 9], "samples").tolist()
    ([0.0, 1.0, 2.0, 3.0], [10.0, 50.0])
    >>> clock.updates(3.0, "epochs")
    7.0
    """

    def __init__(self, points: Points) -> None:
        stretches = points.stretches or (Stretch(0, 0, 0, 1, 0),)
        last = stretches[-1]
        self.per_epoch = last.per_epoch
        """Updates of an epoch that begins now."""
        steps = [float(stretch.step) for stretch in stretches]
        self._corners = {
            "updates": _Bent([0.0], [0.0], 1.0),
            "epochs": _Bent(steps, [each.epoch for each in stretches], 1.0 / last.per_epoch),
            "samples": _Bent(
                steps, [each.samples for each in stretches], last.rows / last.per_epoch
            ),
        }
        noted, seconds = points.clock or (np.zeros(1), np.zeros(1))
        pace = float(seconds[-1] / noted[-1]) if noted[-1] > 0 else 0.0
        self._corners["seconds"] = _Bent(noted, seconds, pace)

    def at(self, steps: ArrayLike, unit: str) -> DoubleArray:
        """Return where updates lie on an axis of one of :data:`UNITS`."""
        return self._corners[unit].at(np.asarray(steps, np.float64))

    def updates(self, place: float, unit: str) -> float:
        """Return which update lies at a place of an axis."""
        return self._corners[unit].found(place)


class _Bent:
    """A line through corners, rising, that goes on at a slope after the last one."""

    def __init__(self, x: ArrayLike, y: ArrayLike, slope: float) -> None:
        self._x, self._y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        self._slope = slope

    def at(self, x: DoubleArray) -> DoubleArray:
        beyond = np.maximum(x - self._x[-1], 0.0)
        return np.asarray(np.interp(x, self._x, self._y) + self._slope * beyond)

    def found(self, y: float) -> float:
        beyond = max(y - float(self._y[-1]), 0.0)
        further = beyond / self._slope if self._slope > 0.0 else 0.0
        return float(np.interp(y, self._y, self._x)) + further
