"""How far batches stray from all data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import Trainer
from engine.microscope import BatchNoise, batch_noise
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class GradientsOfBatches(Inspection):
    """Gradients of random batches of a size, of the next batch, and of all data."""

    id: ClassVar[str] = "batches"

    batch_size: int | None = None

    def look(self, trainer: Trainer) -> BatchNoise:
        """Compare them."""
        return batch_noise(trainer, self.batch_size)
