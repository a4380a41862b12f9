"""The update that comes next, and what it does to the map of the output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine import Network, Trainer
from engine.microscope import Beats, Plane, PlaneMaps, beats
from playground.worker.commands import PlaneChoice
from playground.worker.events import Array
from playground.worker.inspections.base import Inspection

RESOLUTION = 60
"""Grid points along each axis of the two maps."""


@dataclass(frozen=True, eq=False)
class BeatsSeen:
    """The update and, if they were asked for, maps (K, n, n) or (K, n) before and after it."""

    told: Beats
    plane: Plane | None = None
    before: Array | None = None
    after: Array | None = None


@dataclass(frozen=True)
class NextUpdate(Inspection):
    """The next update in full; with ``maps`` the output before and after it, on a plane."""

    id: ClassVar[str] = "beats"

    maps: bool = False
    plane: PlaneChoice = "auto"

    def look(self, trainer: Trainer) -> BeatsSeen:
        """Return the update."""
        told = beats(trainer)
        if not self.maps:
            return BeatsSeen(told)
        plane = Plane.of(trainer.dataset, self.plane)
        maker = PlaneMaps(trainer.dataset, plane, RESOLUTION, RESOLUTION)
        old = trainer.network
        after = Network(old.sizes, old.activations, dtype=str(old.dtype))
        maps = []
        for parameters in (told.old, told.new):
            after.parameters[...] = parameters
            made = maker.compute(after, trainer.objective, neurons=False).output
            made.flags.writeable = False
            maps.append(made)
        return BeatsSeen(told, plane, *maps)
