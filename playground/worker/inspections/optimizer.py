"""What the optimizer makes of one weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import Trainer
from engine.microscope import Anatomy, anatomy
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class OptimizerOfWeight(Inspection):
    """The next update of the parameter at a place, and its past."""

    id: ClassVar[str] = "optimizer"

    index: int = 0

    def look(self, trainer: Trainer) -> Anatomy:
        """Take the update apart."""
        return anatomy(trainer, self.index)
