"""A run into a file, exactly. How it is read: :mod:`engine.run_reading`.

``run.json`` describes the run; the arrays stand beside it, named by the place
of what they belong to. Data are not kept: they are made again from the
settings, or given again, and are recognised by a digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.archive import write
from engine.change_log import Entry, SealedOpened, SettingsChanged, WentOn
from engine.checkpoint import Checkpoint
from engine.datasets import Dataset
from engine.datasets.edits import KINDS, PARTS, DataEdit
from engine.edits import DataEdited, Frozen, ParametersEdited, PointsPainted
from engine.experiment import Experiment
from engine.history import History
from engine.run_records import (
    CheckpointRecord,
    DataRecord,
    DatasetRecord,
    Description,
    EditRecord,
    EntryRecord,
    FrozenRecord,
    HistoryRecord,
    MarkRecord,
    OutcomeRecord,
    PaintedRecord,
    ParametersRecord,
    SealedRecord,
    SeriesRecord,
    SettingsRecord,
    StretchRecord,
    TimelineRecord,
    WentOnRecord,
)
from engine.timeline import Timeline

if TYPE_CHECKING:
    from engine.run_state import RunState

SERIES = ("batches", "evaluations", "layer_gradients", "clock")
SCALING = ("input_center", "input_scale")
DATASET_ARRAYS = (*(f"{part}_{kind}" for part in PARTS for kind in KINDS), "bounds", *SCALING)


def save_run(run: RunState, path: Path, timeline: Timeline | None) -> None:
    """Write all that a run's ``state_dict`` holds, and the checkpoints of a timeline."""
    writer = _Writer()
    now = writer.place_of_checkpoint(Checkpoint.of(run, run.good))
    description = Description(
        stack=bool(run.runs),
        begun_with=writer.places_of_experiments(run.begun_with),
        data=[list(dataset.digest) for dataset in run.begun_datasets],
        change_log=[writer.entry(place, entry) for place, entry in enumerate(run.change_log)],
        timeline=None if timeline is None else writer.timeline(timeline),
        history=writer.history(run.history),
        now=now,
        experiments=[e.to_dict() for e in writer.experiments],
        edits=writer.edits,
        checkpoints=writer.checkpoints,
    )
    write(path, description.model_dump_json(indent=1), writer.arrays)


class _Writer:
    """What is written so far: arrays by name, and lists of what is referred to by its place."""

    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray[Any, Any]] = {}
        self.experiments: list[Experiment] = []
        self.checkpoints: list[CheckpointRecord] = []
        self.edits: list[EditRecord] = []
        self._place_of: dict[Any, int] = {}
        self._kept_alive: list[Any] = []  # so that no id is given twice

    def _place(self, key: Any, thing: Any, make: Any) -> int:
        """Return the place of what has this key; where it is new, let ``make`` add it."""
        if key not in self._place_of:
            self._kept_alive.append(thing)
            self._place_of[key] = make(thing)
        return self._place_of[key]

    def places_of_experiments(self, experiments: Iterable[Experiment]) -> list[int]:
        """Return where experiments are listed; equal ones are listed once."""
        return [self._place(e.model_dump_json(), e, self._add_experiment) for e in experiments]

    def _add_experiment(self, experiment: Experiment) -> int:
        self.experiments.append(experiment)
        return len(self.experiments) - 1

    def entry(self, place: int, entry: Entry) -> EntryRecord:
        """Return the record of an entry of the change log; its arrays are kept."""
        step, name = entry.step, f"change_log/{place}"
        match entry:
            case SettingsChanged():
                places = self.places_of_experiments(entry.experiments)
                return SettingsRecord(step=step, experiments=places)
            case SealedOpened(values=values):
                arrays = {f"{name}/{key}": np.asarray(value) for key, value in values.items()}
                self.arrays |= arrays
                return SealedRecord.model_validate({"step": step, "names": list(values)})
            case WentOn():
                return WentOnRecord(step=step)
            case ParametersEdited():
                self.arrays[f"{name}/indices"] = entry.indices
                self.arrays[f"{name}/values"] = entry.values
                return ParametersRecord(step=step)
            case Frozen():
                self.arrays[f"{name}/indices"] = entry.indices
                return FrozenRecord(step=step)
            case DataEdited():
                places = [self._place(id(edit), edit, self._add_edit) for edit in entry.edits]
                return DataRecord(step=step, edits=places)
            case PointsPainted(edits=edits, recounted=recounted):
                for run, edit in enumerate(edits):
                    self.arrays[f"{name}/{run}/places"] = edit.places
                    self.arrays[f"{name}/{run}/rows"] = edit.rows
                counts = [edit.count for edit in edits]
                return PaintedRecord(step=step, counts=counts, recounted=recounted)

    def _add_edit(self, edit: DataEdit) -> int:
        name = f"edits/{len(self.edits)}"
        if isinstance(edit, Dataset):
            arrays = {array: getattr(edit, array) for array in DATASET_ARRAYS}
            whole = DatasetRecord(
                task=edit.task,
                feature_names=list(edit.feature_names),
                column_names=list(edit.column_names),
                class_names=list(edit.class_names),
                target_name=edit.target_name,
                rows_dropped=edit.rows_dropped,
                features=[feature.id for feature in edit.features],
            )
            self.edits.append(EditRecord(whole=whole))
        else:
            arrays = {f"{part}_rows": rows for part, rows in edit.rows.items()}
            arrays |= edit.values | {"bounds": edit.bounds}
            self.edits.append(EditRecord(whole=None))
        self.arrays |= {f"{name}/{array}": values for array, values in arrays.items()}
        return len(self.edits) - 1

    def place_of_checkpoint(self, checkpoint: Checkpoint) -> int:
        """Return where a checkpoint is listed; its arrays are kept."""
        return self._place(id(checkpoint), checkpoint, self._add_checkpoint)

    def _add_checkpoint(self, checkpoint: Checkpoint) -> int:
        good = None if checkpoint.good is None else self.place_of_checkpoint(checkpoint.good)
        place = len(self.checkpoints)
        standstill, watches = checkpoint.standstill, checkpoint.watches
        memory = {f"memory/{k}": v for k, v in checkpoint.optimizer.items() if k != "update"}
        arrays = {
            "parameters": checkpoint.parameters,
            **memory,
            "epoch_loss": checkpoint.epoch_loss,
            **{name: standstill[name] for name in ("halted", "held", "past_target")},
        }
        if watches["start_loss"] is not None:
            arrays["start_loss"] = watches["start_loss"]
        for watch in ("stopping", "plateau"):
            arrays |= {f"{watch}/{name}": v for name, v in (watches[watch] or {}).items()}
        self.arrays |= {f"checkpoints/{place}/{name}": v for name, v in arrays.items()}
        record = CheckpointRecord(
            step=checkpoint.step,
            epoch=checkpoint.epoch,
            batch_index=checkpoint.batch_index,
            rows_evaluated=checkpoint.rows_evaluated,
            seconds=checkpoint.seconds,
            updates=checkpoint.optimizer["update"],
            changes=checkpoint.changes,
            started=watches["start_loss"] is not None,
            outcomes=[OutcomeRecord(kind=o.kind, **asdict(o)) for o in standstill["outcomes"]],
            good=good,
        )
        self.checkpoints.append(record)
        return place

    def history(self, history: History) -> HistoryRecord:
        """Return the record of a history; the numbers of its series are kept."""
        series = {}
        for name in SERIES:
            one = getattr(history, name)
            levels = one.levels()
            for place, level in enumerate(levels):
                for column, values in level.items():
                    self.arrays[f"history/{name}/{place}/{column}"] = values
            series[name] = SeriesRecord(count=one.count, levels=len(levels))
        return HistoryRecord(
            **series,
            stretches=[StretchRecord(**asdict(s)) for s in history.progress.stretches],
            marks=[MarkRecord(**asdict(mark)) for mark in history.marks],
        )

    def timeline(self, timeline: Timeline) -> TimelineRecord:
        """Return the record of a timeline; its checkpoints are listed."""
        kept = [self.place_of_checkpoint(checkpoint) for checkpoint in timeline]
        return TimelineRecord(
            most=timeline.most,
            most_bytes=timeline.most_bytes,
            exponent=timeline.exponent,
            kept=kept,
        )
