"""The loss against one weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import Trainer
from engine.microscope import Nudge, nudge
from engine.microscope.nudge import RowsLookedAt
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class WiggledWeight(Inspection):
    """The parameter at a place, wiggled by ``epsilon``, and the curve as far as ``reach``."""

    id: ClassVar[str] = "nudge"

    index: int = 0
    reach: float = 1.0
    epsilon: float = 1e-3
    rows: RowsLookedAt = "batch"

    def look(self, trainer: Trainer) -> Nudge:
        """Wiggle it."""
        return nudge(trainer, self.index, self.reach, self.epsilon, self.rows)
