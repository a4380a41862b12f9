"""What other answers to one point would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine import Trainer
from engine.microscope import LossCurve, loss_curve
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class LossOfPoint(Inspection):
    """The loss over all answers to a point; with no ``row``, to the one that is worst."""

    id: ClassVar[str] = "loss"

    part: Literal["train", "test"] = "train"
    row: int | None = None

    def look(self, trainer: Trainer) -> LossCurve:
        """Return the curves."""
        return loss_curve(trainer, self.part, self.row)
