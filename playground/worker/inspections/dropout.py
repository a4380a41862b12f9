"""The networks that dropout makes of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import Trainer
from engine.microscope import Plane, Thinned, thinned
from playground.worker.commands import PlaneChoice
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class ThinnedNetworks(Inspection):
    """Thinned networks at the rates of the experiment, or at another one."""

    id: ClassVar[str] = "dropout"

    rate: float | None = None
    plane: PlaneChoice = "auto"

    def look(self, trainer: Trainer) -> Thinned:
        """Draw them."""
        return thinned(trainer, self.rate, Plane.of(trainer.dataset, self.plane))
