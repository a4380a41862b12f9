"""From updates to what the horizontal axis of a plot counts. Plain numbers, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.history import Mark


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
