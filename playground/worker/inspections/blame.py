"""The paths from one weight to the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine import Trainer
from engine.microscope import Blame, blame
from engine.microscope.loss_curve import worst_row
from playground.worker.inspections.base import Inspection


@dataclass(frozen=True)
class BlameOfWeight(Inspection):
    """The parameter at a place, for the next batch or ``alone`` for one point.

    With no ``row`` that is the training point whose loss is the largest.
    """

    id: ClassVar[str] = "blame"

    index: int = 0
    alone: bool = False
    part: Literal["train", "test"] = "train"
    row: int | None = None
    count: int = 20

    def look(self, trainer: Trainer) -> Blame:
        """Follow the blame back."""
        point = None
        if self.alone:
            point = self.part, worst_row(trainer, self.part) if self.row is None else self.row
        return blame(trainer, self.index, point, self.count)
