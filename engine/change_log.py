"""The changes that people make to a run: each is an entry that can be made again.

A change is made by applying its entry, and a replay applies the same entry at
the same update: so the two cannot differ. The entries for edited weights and data
are in :mod:`engine.edits`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.datasets import Dataset
from engine.datasets.edits import DataEdit, edited_each
from engine.datasets.painted import PaintedPoints
from engine.datasets.painting import learns_from_points, repainted, with_points
from engine.edits import DataEdited, Frozen, ParametersEdited, PointsPainted, repaint
from engine.errors import ExperimentError, Fault
from engine.experiment import ChangedSetting, Experiment, changes
from engine.objective import class_weights_of
from engine.stacks import check_stack

if TYPE_CHECKING:
    from engine.run_state import RunState


@dataclass(frozen=True)
class SettingsChanged:
    """From here on the run had other settings."""

    step: int
    experiments: tuple[Experiment, ...]
    found: tuple[ChangedSetting, ...]

    @property
    def text(self) -> str:
        """What a mark on the plot says."""
        return ", ".join(f"{c.place.rpartition('.')[2]} {_plain(c.new)}" for c in self.found)

    def experiments_after(self, _experiments: Sequence[Experiment]) -> list[Experiment]:
        """Return the experiments that the runs have from here on."""
        return list(self.experiments)

    def apply(self, run: RunState) -> None:
        """Give a run the settings; what follows from them is made anew."""
        old, new = run.experiments, list(self.experiments)
        was, now = old[0].training, new[0].training
        datasets = repaint(run, new)
        if datasets != run.datasets:
            run.follow_data(datasets)
        run.network.set_activations(new[0].model.activations)
        if was.batch_size != now.batch_size:
            run.end_running_epoch()
        if was.target != now.target:  # another target counts again
            run.standstill.past_target = np.zeros(run.runs, bool)
        if [_measured_by(e) for e in old] != [_measured_by(e) for e in new]:
            run.watches.forget_losses(run.network.parameters)
        run.follow_settings()
        if was.batch_size != now.batch_size:
            run.begin_stretch()


@dataclass(frozen=True)
class WentOn:
    """A run that had stopped or diverged was told to go on."""

    step: int
    text = ""

    def apply(self, run: RunState) -> None:
        """Tell a run to go on as it stands."""
        run.lift_standstill()


@dataclass(frozen=True, eq=False)
class SealedOpened:
    """The sealed part was opened: what the network was worth there, once and for all."""

    step: int
    values: Mapping[str, Any]
    """Loss and score by name; numbers, or (*runs,) in a stack."""
    text = "sealed"

    def apply(self, run: RunState) -> None:
        """Nothing else changes."""


Entry = (
    SettingsChanged | WentOn | ParametersEdited | Frozen | DataEdited | PointsPainted | SealedOpened
)
"""One entry of a change log."""


def settings_change(
    step: int,
    old: Sequence[Experiment],
    new: Sequence[Experiment],
    datasets: Sequence[Dataset],
    begun: Sequence[Dataset],
) -> SettingsChanged | PointsPainted | None:
    """Return the change to other settings, one experiment a run; None if nothing differs.

    ``datasets`` are those of the runs now, ``begun`` those they began with.

    Raises
    ------
    ExperimentError
        If a setting differs that needs a new start, or does not fit the data.
    """
    if len(new) != len(old):
        fault = f"{len(new)} given for {len(old)} runs."
        raise ExperimentError([Fault("experiments", fault, "Give one each.")])
    found = [c for pair in zip(old, new, strict=True) for c in changes(*pair)]
    found = list(dict.fromkeys(found))  # what differs in the same way in many runs
    fixed = [change for change in found if not change.live]
    if fixed:
        raise ExperimentError(
            [Fault(c.place, "cannot change in mid-run.", "Start anew.") for c in fixed]
        )
    if not found:
        return None
    after = repainted(old, new, datasets, begun)
    check_settings(new, after)
    if all(change.place == "data.points" for change in found):
        recounted = len(after[0].train_inputs) != len(datasets[0].train_inputs)
        return PointsPainted.between(step, old, new, recounted)
    return SettingsChanged(step, tuple(new), tuple(found))


def check_settings(experiments: Sequence[Experiment], datasets: Sequence[Dataset]) -> None:
    """Refuse settings that do not fit each other, or not the data."""
    check_stack(experiments, datasets)
    for experiment, dataset in zip(experiments, datasets, strict=True):
        class_weights_of(experiment.training.class_weights, dataset.train_targets)


def points_after(log: Sequence[Entry], begun_with: Sequence[Experiment]) -> list[PaintedPoints]:
    """Return the painted points of each run after the changes of a log."""
    points = [experiment.data.points for experiment in begun_with]
    for entry in log:
        if isinstance(entry, SettingsChanged):
            points = [experiment.data.points for experiment in entry.experiments]
        elif isinstance(entry, PointsPainted):
            points = entry.painted(points)
    return points


def data_after(
    log: Sequence[Entry],
    begun_with: Sequence[Experiment],
    begun: Sequence[Dataset],
    points: Sequence[PaintedPoints],
) -> list[Dataset]:
    """Return the data of each run after the changes of a log, with the points painted then."""
    edits: list[tuple[DataEdit, ...]] = []
    for entry in log:
        if isinstance(entry, DataEdited):
            edits.append(entry.edits)
        elif any(map(learns_from_points, begun_with)) and _paints(entry):
            edits = []  # painted points replace what was edited before
    painted = list(map(with_points, begun_with, points))
    return edited_each(repainted(begun_with, painted, begun, begun), edits)


def _paints(entry: Entry) -> bool:
    """Return whether an entry changed painted points."""
    if isinstance(entry, SettingsChanged):
        return any(change.place == "data.points" for change in entry.found)
    return isinstance(entry, PointsPainted)


def _measured_by(experiment: Experiment) -> tuple[object, ...]:
    """Return the live settings on which the loss of given weights depends."""
    model, training = experiment.model, experiment.training
    return (
        training.loss,
        training.class_weights,
        training.label_smoothing,
        model.activations,
        model.output_activation,
    )


def _plain(value: Any) -> str:
    """Return a setting as it reads in a mark on the plot."""
    written = len(value) if isinstance(value, PaintedPoints) else getattr(value, "id", value)
    return f"{written:g}" if isinstance(written, float) else str(written)
