"""The horizontal axis of a plot: what it counts, and the marks on it. Plain numbers, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.history import Mark

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


@dataclass(frozen=True)
class RunClock:
    """Converts updates of a run to epochs and samples.

    ``step`` and ``epoch`` are where the run stood at one moment, ``rows``
    the number of training examples. When the batch size changes in mid-run
    the running epoch ends there, so that epochs are a bent line of updates.

    Examples
    --------
    >>> clock = RunClock(step=12, epoch=2, steps_per_epoch=4, rows=100,
    ...                  marks=(Mark(4, 1, "batch_size 25"),))
    >>> clock.at(np.array([0, 2, 4, 12]), "epochs").tolist()
    [0.0, 0.0, 0.0, 2.0]
    """

    step: int
    epoch: int
    steps_per_epoch: int
    rows: int
    marks: tuple[Mark, ...] = ()

    def at(self, steps: ArrayLike, unit: str) -> NDArray[np.float64]:
        """Return where updates lie on an axis of ``"epochs"``, ``"updates"`` or ``"samples"``."""
        updates = np.asarray(steps, np.float64)
        if unit == "updates":
            return updates
        epochs = self._epochs(updates)
        return epochs * self.rows if unit == "samples" else epochs

    def _epochs(self, updates: NDArray[np.float64]) -> NDArray[np.float64]:
        corners = self._corners()
        last_step, last_epoch = corners[-1]
        steps, epochs = zip(*corners, strict=True)
        before = np.interp(updates, steps, epochs)
        after = last_epoch + (updates - last_step) / self.steps_per_epoch
        return np.where(updates > last_step, after, before)

    def _corners(self) -> Sequence[tuple[int, int]]:
        """Return (update, epoch) where the number of updates in an epoch changed."""
        changed = [m for m in self.marks if "batch_size" in m.text and 0 < m.step <= self.step]
        if not changed:
            return [(0, 0)]
        corners = [(0, 0), *((mark.step, mark.epoch) for mark in changed[:-1])]
        since = (self.step - changed[-1].step) // self.steps_per_epoch
        return [*corners, (changed[-1].step, max(0, self.epoch - since))]
