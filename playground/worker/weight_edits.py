"""Weights set by hand, and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import Trainer
from playground.worker.events import Array

MOST_REMEMBERED = 2000
"""Edits of a run that can be taken back; the screen's history is shorter."""


@dataclass(frozen=True, eq=False)
class Before:
    """What stood at places of the flat parameters before they were edited at an update."""

    step: int
    indices: Array
    values: Array


class WeightEdits:
    """Edits the weights of one run, and restores them by the number of the edit."""

    def __init__(self) -> None:
        self._before: dict[int, Before] = {}

    def make(
        self, trainer: Trainer, number: int, indices: Sequence[int], values: Sequence[float]
    ) -> None:
        """Set elements of the parameters; a drag under one number begins where it began."""
        places = np.array(indices, np.int64)
        before = Before(trainer.step_count, places, trainer.network.parameters[..., places].copy())
        trainer.edit(places, np.array(values))
        self._before.setdefault(number, before)
        while len(self._before) > MOST_REMEMBERED:
            del self._before[next(iter(self._before))]

    def restore(self, trainer: Trainer, number: int) -> bool:
        """Put back what stood there before an edit; return whether the run knows it."""
        before = self._before.pop(number, None)
        if before is None:
            return False
        trainer.edit(before.indices, before.values)
        return True

    def up_to(self, step: int) -> WeightEdits:
        """Return those that had been made after an update."""
        earlier = WeightEdits()
        earlier._before = {k: b for k, b in self._before.items() if b.step <= step}
        return earlier
