"""What the training doctor says of the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine import Trainer
from playground.worker.inspections.base import Inspection

if TYPE_CHECKING:
    from engine.doctor import CheckUp


@dataclass(frozen=True)
class Examination(Inspection):
    """Every detector in turn; once or twice a second is enough."""

    id: ClassVar[str] = "doctor"
    share: ClassVar[float] = 0.008

    def look(self, trainer: Trainer) -> CheckUp:
        """Examine the run."""
        from engine import doctor  # the first picture does not wait for it

        return doctor.examine(trainer)
