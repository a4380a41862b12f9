"""Edits of weights and data in mid-run: entries of the change log, like changed settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from engine.arguments import LARGEST_NUMBER
from engine.arrays import FloatArray, IntArray
from engine.datasets import Dataset
from engine.datasets.edits import PARTS, DataEdit, edited_each, edits_between
from engine.datasets.painted import PaintedPoints
from engine.datasets.painting import PointsEdit, learns_from_points, repainted, with_points
from engine.errors import one_fault
from engine.experiment import Experiment
from engine.stacks import check_stack, given_datasets

if TYPE_CHECKING:
    from engine.run_state import RunState


@dataclass(frozen=True, eq=False)
class ParametersEdited:
    """Some elements of the parameters were set by hand; the optimizer's memory stays."""

    step: int
    indices: IntArray
    """Places in the flat parameters, (n,)."""
    values: FloatArray
    """(*runs, n), in the model's dtype."""

    @property
    def text(self) -> str:
        """What a mark on the plot says."""
        return f"parameters {len(self.indices)}"

    def replaces(self, former: object) -> bool:
        """Return whether a former edit at the same update set the same elements."""
        return (
            isinstance(former, ParametersEdited)
            and former.step == self.step
            and np.array_equal(former.indices, self.indices)
        )

    def apply(self, run: RunState) -> None:
        """Set the elements; frozen ones stay frozen at what they are now."""
        run.network.parameters[..., self.indices] = self.values
        run.freeze_as_they_are(run.frozen)
        run.watches.begin_stopping_anew(run.network.parameters)


@dataclass(frozen=True, eq=False)
class Frozen:
    """From here on these elements of the parameters, and only these, do not move."""

    step: int
    indices: IntArray
    """Places in the flat parameters, (n,)."""

    @property
    def text(self) -> str:
        """What a mark on the plot says."""
        return f"frozen {len(self.indices)}"

    def apply(self, run: RunState) -> None:
        """Freeze them at what they are now."""
        run.freeze_as_they_are(self.indices)
        run.watches.begin_stopping_anew(run.network.parameters)


@dataclass(frozen=True, eq=False)
class DataEdited:
    """From here on the run had other data."""

    step: int
    edits: tuple[DataEdit, ...]
    """One for each run."""
    text = "data"

    def apply(self, run: RunState) -> None:
        """Go on with these data; another number of training rows ends the running epoch."""
        run.follow_data(edited_each(run.datasets, [self.edits]))


@dataclass(frozen=True, eq=False)
class PointsPainted:
    """From here on the run had other painted points; only those that differ are kept."""

    step: int
    edits: tuple[PointsEdit, ...]
    """One for each run."""
    recounted: bool = False
    """Whether the number of training rows changed, if only for a moment: that ends an epoch."""

    @classmethod
    def between(
        cls, step: int, old: Sequence[Experiment], new: Sequence[Experiment], recounted: bool
    ) -> PointsPainted:
        """Return what turns the points of ``old`` into those of ``new``, one each a run."""
        pairs = [(a.data.points, b.data.points) for a, b in zip(old, new, strict=True)]
        found = {(id(a), id(b)): (a, b) for a, b in pairs}
        edits = {key: PointsEdit.between(*pair) for key, pair in found.items()}
        return cls(step, tuple(edits[id(a), id(b)] for a, b in pairs), recounted)

    @property
    def text(self) -> str:
        """What a mark on the plot says."""
        return ", ".join(dict.fromkeys(f"points {edit.count}" for edit in self.edits))

    def after(self, former: PointsPainted) -> PointsPainted:
        """Return what was painted just before, at the same update, and this as one entry."""
        pairs = zip(former.edits, self.edits, strict=True)
        edits = tuple(before.then(now) for before, now in pairs)
        return PointsPainted(self.step, edits, former.recounted or self.recounted)

    def experiments_after(self, experiments: Sequence[Experiment]) -> list[Experiment]:
        """Return the experiments that the runs have from here on."""
        points = self.painted([experiment.data.points for experiment in experiments])
        return list(map(with_points, experiments, points))

    def painted(self, before: Sequence[PaintedPoints]) -> list[PaintedPoints]:
        """Return the points of each run, given those before."""
        made: dict[tuple[int, int], PaintedPoints] = {}
        pairs = list(zip(before, self.edits, strict=True))
        for points, edit in pairs:
            if (id(points), id(edit)) not in made:
                made[id(points), id(edit)] = PaintedPoints(edit.applied(points.rows))
        return [made[id(points), id(edit)] for points, edit in pairs]

    def apply(self, run: RunState) -> None:
        """Go on with these points; another number of training rows ends the running epoch."""
        experiments = self.experiments_after(run.experiments)
        if any(map(learns_from_points, experiments)):  # even if in the end no point differs
            run.follow_data(repaint(run, experiments), recounted=self.recounted)
        else:
            run.experiments = experiments


def repaint(run: RunState, experiments: list[Experiment]) -> list[Dataset]:
    """Give a run other experiments; return the data that follow from their points."""
    old, run.experiments = run.experiments, experiments
    return repainted(old, experiments, run.datasets, run.begun_datasets)


def parameters_edit(
    step: int, parameters: FloatArray, indices: ArrayLike, values: ArrayLike
) -> ParametersEdited:
    """Return the edit that sets elements of the parameters; see :meth:`engine.Trainer.edit`."""
    places = checked_places(parameters, indices)
    shape = (*parameters.shape[:-1], len(places))
    try:
        with np.errstate(over="ignore"):  # of a longer type; refused below
            numbers = np.broadcast_to(np.asarray(values, np.float64), shape)
    except (TypeError, ValueError, OverflowError):
        fault = "do not fit the indices."
        raise one_fault("values", fault, f"Give numbers of shape {shape}.") from None
    if not (np.abs(numbers) <= LARGEST_NUMBER).all():
        raise one_fault("values", "are not finite or far too large.", "Give numbers within 1e30.")
    return ParametersEdited(step, places, numbers.astype(parameters.dtype))


def freeze(step: int, parameters: FloatArray, indices: ArrayLike) -> Frozen:
    """Return the entry that freezes elements; see :meth:`engine.Trainer.freeze`."""
    return Frozen(step, checked_places(parameters, indices))


def checked_places(parameters: FloatArray, indices: ArrayLike) -> IntArray:
    """Return places in the flat parameters, or say what is wrong with them."""
    count = parameters.shape[-1]
    mend = f"Give whole numbers from 0 to {count - 1}, each once."
    try:
        places = np.asarray(indices)
    except (ValueError, TypeError):
        raise one_fault("indices", "are not a list of places in the parameters.", mend) from None
    if places.size == 0:
        return np.zeros(0, np.int64)
    if places.ndim != 1 or not np.issubdtype(places.dtype, np.integer):
        raise one_fault("indices", "are not a list of places in the parameters.", mend)
    if places.min() < 0 or places.max() >= count:
        raise one_fault("indices", f"the network has {count} parameters.", mend)
    if len(np.unique(places)) < len(places):
        raise one_fault("indices", "name a place twice.", mend)
    return places.astype(np.int64)


def data_edit(
    step: int,
    experiments: Sequence[Experiment],
    old: Sequence[Dataset],
    given: Dataset | Sequence[Dataset],
) -> DataEdited:
    """Return the edit that brings other data; see :meth:`engine.Trainer.set_data`."""
    new = given_datasets(given, len(old))
    if len(new) != len(old):
        fault = f"{len(new)} data sets for {len(old)} runs."
        raise one_fault("dataset", fault, "Give one each, or one for all.")
    check_data(experiments, old, new)
    return DataEdited(step, edits_between(old, new))


def check_data(
    experiments: Sequence[Experiment], old: Sequence[Dataset], new: Sequence[Dataset]
) -> None:
    """Refuse data with which the runs cannot go on."""
    for before, after in zip(old, new, strict=True):
        check_like(before, after)
    check_stack(experiments, new)


def check_like(old: Dataset, new: Dataset) -> None:
    """Refuse data that the network and its outputs do not fit, or that are not finite."""
    columns = old.train_inputs.shape[1], old.train_targets.shape[1]
    if new.task != old.task:
        raise one_fault(
            "dataset", f"the task is {new.task}, the run's is {old.task}.", "Start anew."
        )
    for part in PARTS:
        inputs, targets = getattr(new, f"{part}_inputs"), getattr(new, f"{part}_targets")
        if (inputs.shape[1], targets.shape[1]) != columns or len(inputs) != len(targets):
            mend = f"Give {columns[0]} inputs and {columns[1]} targets a row, or start anew."
            raise one_fault(f"dataset.{part}_inputs", "does not fit the network.", mend)
        for name, array in (("inputs", inputs), ("targets", targets)):
            if not (np.abs(array) <= LARGEST_NUMBER).all():
                mend = "Give finite numbers within 1e30."
                raise one_fault(f"dataset.{part}_{name}", "holds an impossible number.", mend)
    if len(new.train_inputs) == 0:
        raise one_fault("dataset.train_inputs", "has no rows.", "Give at least one.")
