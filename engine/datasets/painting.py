"""Data sets that are painted while a run goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.datasets.base import datasets as registry
from engine.datasets.dataset import Dataset, make_dataset
from engine.datasets.painted import PaintedPoints


@dataclass(frozen=True, eq=False)
class PointsEdit:
    """What became of painted points, kept small: those that were added, moved or relabelled."""

    count: int
    """How many points there are now; the last ones may have gone."""
    places: IntArray
    """Which of them are new or changed, (n,)."""
    rows: FloatArray
    """x₁, x₂ and class of these, (n, 3)."""

    @classmethod
    def between(cls, old: PaintedPoints, new: PaintedPoints) -> PointsEdit:
        """Return what turns ``old`` into ``new``.

        Examples
        --------
        >>> old = PaintedPoints([[1.0, 2.0, 0], [3.0, 4.0, 0], [5.0, 6.0, 0]])
        >>> edit = PointsEdit.between(old, old.without([0]))
        >>> edit.count, edit.places.tolist(), edit.rows.tolist()
        (2, [0], [[5.0, 6.0, 0.0]])
        """
        both = min(len(old), len(new))
        changed = (old.rows[:both] != new.rows[:both]).any(axis=1)
        places = np.append(np.flatnonzero(changed), np.arange(both, len(new)))
        return cls(len(new), places, new.rows[places])

    def fits(self, count: int) -> bool:
        """Return whether these may be an edit of so many points."""
        new = np.arange(count, self.count)
        known = (self.places >= 0) & (self.places < self.count)
        return bool(known.all() and np.isin(new, self.places).all())

    def applied(self, rows: FloatArray) -> FloatArray:
        """Return the points (N, 3) after the edit."""
        after = np.zeros((self.count, 3))
        kept = rows[: self.count]
        after[: len(kept)] = kept
        after[self.places] = self.rows
        return after

    def then(self, later: PointsEdit) -> PointsEdit:
        """Return this edit and a later one as one."""
        places = np.union1d(self.places[self.places < later.count], later.places)
        last = int(places.max(initial=-1)) + 1
        rows = np.zeros((max(last, self.count), 3))
        rows[self.places] = self.rows
        rows[later.places] = later.rows
        return PointsEdit(later.count, places, rows[places])


def with_points(experiment: Any, points: PaintedPoints) -> Any:
    """Return an experiment with other painted points, known to fit."""
    data = experiment.data.model_copy(update={"points": points})
    return experiment.model_copy(update={"data": data})


def without_points(experiment: Any) -> Any:
    """Return an experiment without painted points: itself if it has none."""
    return with_points(experiment, PaintedPoints()) if len(experiment.data.points) else experiment


def learns_from_points(experiment: Any) -> bool:
    """Return whether an experiment's data are its painted points."""
    return registry.get(experiment.data.dataset).kind == "painted"


def repainted(
    old: Sequence[Any], new: Sequence[Any], datasets: Sequence[Dataset], begun: Sequence[Dataset]
) -> list[Dataset]:
    """Return the data of each run, made anew where points were painted or erased.

    Parameters
    ----------
    old, new : sequence of Experiment
        Before and after, one a run.
    datasets : sequence of Dataset
        Those before.
    begun : sequence of Dataset
        Those that the runs began with, whose scaling they keep.
    """
    made: dict[Any, Dataset] = {}
    result = []
    for before, after, dataset, first in zip(old, new, datasets, begun, strict=True):
        if learns_from_points(after) and before.data.points != after.data.points:
            key = after.data, id(first)
            if key not in made:
                made[key] = make_dataset(after.data, like=first)
            dataset = made[key]  # noqa: PLW2901
        result.append(dataset)
    return result
