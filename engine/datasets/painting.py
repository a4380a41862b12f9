"""Data sets that are painted while a run goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.datasets.base import datasets as registry
from engine.datasets.dataset import Dataset, make_dataset


def other_points(old: Any, new: Any) -> bool:
    """Return whether an experiment learns from other painted points than another."""
    kind = registry.get(new.data.dataset).kind
    return kind == "painted" and bool(old.data.points != new.data.points)


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
        if other_points(before, after):
            key = after.data, id(first)
            if key not in made:
                made[key] = make_dataset(after.data, like=first)
            dataset = made[key]  # noqa: PLW2901
        result.append(dataset)
    return result
