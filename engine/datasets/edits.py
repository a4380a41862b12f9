"""What differs between two data sets, kept small: points that were dragged or relabelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.datasets.dataset import Dataset

PARTS = ("train", "test", "sealed")
KINDS = ("inputs", "targets", "points")
DESCRIPTION = (
    "task", "feature_names", "column_names", "class_names", "target_name", "features",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class RowsEdited:
    """Rows with other numbers in data sets that are alike in all else."""

    rows: dict[str, IntArray]
    """For ``"train"``, ``"test"`` and ``"sealed"``, which rows."""
    values: dict[str, FloatArray]
    """For ``"train_inputs"`` and so on, what stands in these rows now, (n, ...)."""
    bounds: FloatArray

    @classmethod
    def between(cls, old: Dataset, new: Dataset) -> RowsEdited | None:
        """Return what turns ``old`` into ``new``, or None where more than rows differs.

        Examples
        --------
        >>> old = Dataset.from_arrays([[0.0], [1.0], [2.0]], [0, 1, 1], task="binary")
        >>> new = Dataset.from_arrays([[0.0], [1.5], [2.0]], [0, 1, 1], task="binary")
        >>> edit = RowsEdited.between(old, new)
        >>> edit.rows["train"].tolist(), edit.values["train_inputs"].tolist()
        ([1], [[1.5]])
        """
        names = [f"{part}_{kind}" for part in PARTS for kind in KINDS]
        alike = all(getattr(old, name) == getattr(new, name) for name in DESCRIPTION)
        alike = alike and all(getattr(old, n).shape == getattr(new, n).shape for n in names)
        fitted = ("input_center", "input_scale")
        if not alike or any(not np.array_equal(getattr(old, n), getattr(new, n)) for n in fitted):
            return None
        rows: dict[str, IntArray] = {}
        values: dict[str, FloatArray] = {}
        for part in PARTS:
            of_part = [f"{part}_{kind}" for kind in KINDS]
            differs = [(getattr(old, n) != getattr(new, n)).any(axis=1) for n in of_part]
            rows[part] = np.flatnonzero(np.any(differs, axis=0)).astype(np.int64)
            values |= {name: getattr(new, name)[rows[part]] for name in of_part}
        return cls(rows, values, new.bounds)


DataEdit = RowsEdited | Dataset
"""What a data set became: rows that differ, or the whole of it where more does."""


def edited(dataset: Dataset, edits: Iterable[DataEdit]) -> Dataset:
    """Return the data set after some edits, one after another."""
    edits = list(edits)
    whole = [place for place, edit in enumerate(edits) if isinstance(edit, Dataset)]
    if whole:
        dataset = edits[whole[-1]]  # type: ignore[assignment]
        edits = edits[whole[-1] + 1 :]
    rows = [edit for edit in edits if isinstance(edit, RowsEdited)]
    if not rows:
        return dataset
    names = list(rows[0].values)
    arrays = {name: getattr(dataset, name).copy() for name in names}
    for edit in rows:
        for name, values in edit.values.items():
            arrays[name][edit.rows[name.partition("_")[0]]] = values
    return replace(dataset, **arrays, bounds=rows[-1].bounds)


def edits_between(old: Sequence[Dataset], new: Sequence[Dataset]) -> tuple[DataEdit, ...]:
    """Return one edit for each run; runs that share their data share it."""
    found: dict[tuple[int, int], DataEdit] = {}
    for before, after in zip(old, new, strict=True):
        key = id(before), id(after)
        if key not in found:
            found[key] = RowsEdited.between(before, after) or after
    return tuple(found[id(before), id(after)] for before, after in zip(old, new, strict=True))


def edited_each(datasets: Sequence[Dataset], log: Iterable[Sequence[DataEdit]]) -> list[Dataset]:
    """Return the data set of each run after a log of edits, one for each run in every entry."""
    log = list(log)
    made: dict[tuple[int, ...], Dataset] = {}
    keys = []
    for run, dataset in enumerate(datasets):
        edits = [entry[run] for entry in log]
        keys.append((id(dataset), *map(id, edits)))
        if keys[-1] not in made:
            made[keys[-1]] = edited(dataset, edits)
    return [made[key] for key in keys]
