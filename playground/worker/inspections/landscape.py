"""What a landscape of the loss is computed from, and the job that computes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from engine import Trainer
from engine.microscope import Ground, Landscape, WeightPlane, extent_of, survey
from engine.microscope.weight_plane import PlaneKind
from playground.worker.inspections.base import Inspection

REPORTS = 100
"""How often a job tells how far it is."""


@dataclass(frozen=True)
class GroundOfRun(Inspection):
    """Where the run stands; the picture itself is a job, for another process."""

    id: ClassVar[str] = "landscape"

    def look(self, trainer: Trainer) -> Ground:
        """Return it."""
        return Ground.of(trainer)


@dataclass(frozen=True)
class WhichPlane:
    """A plane, and how much of it: two parameters, a seed, or the path of the run."""

    kind: PlaneKind
    first: int = 0
    second: int = 1
    seed: int = 0
    reach: float = 1.0

    def through(self, ground: Ground) -> WeightPlane:
        """Return the plane through where a run stands."""
        if self.kind == "weights":
            return WeightPlane.of_weights(ground.parameters, self.first, self.second)
        if self.kind == "random":
            return WeightPlane.random(ground.parameters, ground.sizes, self.seed)
        return WeightPlane.of_path(ground.path, ground.gradient)


def survey_plane(progress: Callable[..., None], ground: Ground, which: WhichPlane) -> Landscape:
    """Return the finest picture; coarser ones are told with the progress."""
    ground = ground.retraced()
    plane = which.through(ground)
    told = 0.0

    def report(share: float) -> None:
        nonlocal told
        if share >= told + 1.0 / REPORTS:
            told = share
            progress(share)

    for picture in survey(ground, plane, extent_of(plane, ground, which.reach), report):
        if not picture.finest:
            progress(told, picture)
    return picture
