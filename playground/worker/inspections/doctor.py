"""What the training doctor says of the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import Trainer, doctor
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class Examination(Inspection):
    """Every detector in turn; once or twice a second is enough."""

    id: ClassVar[str] = "doctor"
    share: ClassVar[float] = 0.008

    def look(self, trainer: Trainer) -> doctor.CheckUp:
        """Examine the run."""
        return doctor.examine(trainer)
