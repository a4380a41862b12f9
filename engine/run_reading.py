"""A run from a file, read with distrust: each piece is checked before it is used.

Nothing is made before the file is known to be whole, and no array is larger
than the bytes that the file has for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from engine.archive import Archive, damaged
from engine.change_log import (
    Entry,
    SealedOpened,
    SettingsChanged,
    WentOn,
    check_settings,
    settings_change,
)
from engine.checkpoint import Checkpoint
from engine.datasets import Dataset
from engine.datasets.edits import KINDS, PARTS, DataEdit, RowsEdited, edited_each
from engine.datasets.painted import MOST_POINTS
from engine.datasets.painting import PointsEdit, repainted, without_points
from engine.edits import DataEdited, PointsPainted, check_data, freeze, parameters_edit
from engine.errors import ExperimentError, Fault, faults_of
from engine.experiment import Experiment
from engine.features import features
from engine.history import History, Mark, Series
from engine.metrics import score_name
from engine.network import parameter_count
from engine.progress import Stretch
from engine.run_records import (
    OUTCOMES,
    CheckpointRecord,
    DataRecord,
    Description,
    EntryRecord,
    FrozenRecord,
    HistoryRecord,
    PaintedRecord,
    ParametersRecord,
    SealedRecord,
    SettingsRecord,
    TimelineRecord,
)
from engine.run_writing import SCALING, SERIES
from engine.schedules import PlateauWatch
from engine.stacks import check_stack, datasets_of
from engine.stopping import StoppingWatch
from engine.timeline import Timeline
from engine.window import WINDOW_STEPS

MOST_ROWS = 2**24
"""Rows that all data together may have where they are made from the settings."""


@dataclass(frozen=True, eq=False)
class SavedRun:
    """All that a trainer needs to go on."""

    experiments: list[Experiment]
    datasets: list[Dataset]
    stack: bool
    change_log: list[Entry]
    checkpoint: Checkpoint
    history: History
    timeline: Timeline | None


def read_run(path: Path, given: Dataset | Sequence[Dataset] | None) -> SavedRun:
    """Read a file that :func:`engine.run_writing.save_run` wrote.

    Raises
    ------
    ExperimentError
        If the file is damaged or impossible, or the data are others.
    """
    try:
        with Archive(path) as archive:
            return _Reader(archive, given).run()
    except ExperimentError as error:
        faults = [
            f if f.place == str(path) else Fault(f"{path.name}: {f.place}", f.fault, f.mend)
            for f in error.faults
        ]
        raise ExperimentError(faults) from None


class _Reader:
    """What is known of a file so far: settings, data, and the shapes that follow."""

    def __init__(self, archive: Archive, given: Dataset | Sequence[Dataset] | None) -> None:
        self._archive = archive
        try:
            self._all = Description.model_validate_json(archive.text())
        except ValidationError as error:
            raise ExperimentError(faults_of(error)) from None
        self._experiments = [_experiment(i, e) for i, e in enumerate(self._all.experiments)]
        self._begun_with = self._listed("begun_with", self._all.begun_with)
        count = len(self._begun_with)
        self._runs: tuple[int, ...] = (count,) if self._all.stack else ()
        if count != 1 and not self._runs:
            raise damaged("begun_with", "a single run has one experiment.")
        if given is None:
            self._check_size()
        self._datasets = datasets_of(self._begun_with, given)
        check_stack(self._begun_with, self._datasets)
        told = len(self._all.data) == count and all(
            map(Dataset.is_told_by, self._datasets, self._all.data)
        )
        if not told:
            mend = "Give the data that the run was made with."
            raise damaged("data", "are not those of the run.", mend)
        data, model = self._datasets[0], self._begun_with[0].model
        self._columns = data.train_inputs.shape[1], data.train_targets.shape[1]
        self._dtype = np.dtype(model.dtype)
        sizes = (self._columns[0], *model.hidden, self._columns[1])
        self._flat = (*self._runs, parameter_count(sizes))
        self._edits: dict[int, DataEdit] = {}

    def _check_size(self) -> None:
        """Refuse a file that would have far more made than it holds itself."""
        least = sum(
            parameter_count((1, *e.model.hidden, 1)) * np.dtype(e.model.dtype).itemsize
            for e in self._begun_with
        )
        if least > self._archive.bytes:
            raise damaged("begun_with", "the networks are larger than the file.")
        rows = {e.data.model_dump_json(): e.data.samples for e in self._begun_with}
        if sum(rows.values()) > MOST_ROWS:
            mend = "Load it with the data themselves."
            raise damaged("begun_with", f"asks for more than {MOST_ROWS} rows of data.", mend)

    def _listed(self, place: str, places: Sequence[int]) -> list[Experiment]:
        if any(index >= len(self._experiments) for index in places):
            raise damaged(place, "refers to an experiment that is not there.")
        return [self._experiments[index] for index in places]

    def run(self) -> SavedRun:
        """Return the run, every piece checked."""
        every = self._all
        log, settings, data = self._change_log()
        checkpoints: list[Checkpoint] = []
        for place, record in enumerate(every.checkpoints):
            name = f"checkpoints/{place}"
            if record.changes > len(log) or record.step < (
                log[record.changes - 1].step if record.changes else 0
            ):
                raise damaged(name, "does not fit the change log.")
            good = None
            if record.good is not None:
                if record.good >= place or checkpoints[record.good].good is not None:
                    raise damaged(name, "refers to a good checkpoint that is none.")
                good = checkpoints[record.good]
                if good.step > record.step or good.changes > record.changes:
                    raise damaged(name, "lies before its good checkpoint.")
            state = settings[record.changes], data[record.changes]
            checkpoints.append(self._checkpoint(name, record, *state, good))
        if every.now >= len(checkpoints):
            raise damaged("now", "refers to a checkpoint that is not there.")
        now = checkpoints[every.now]
        if now.changes != len(log):
            raise damaged("now", "does not stand at the end of the change log.")
        return SavedRun(
            experiments=self._begun_with,
            datasets=self._datasets,
            stack=every.stack,
            change_log=log,
            checkpoint=now,
            history=self._history(every.history, now, log),
            timeline=self._timeline(every.timeline, checkpoints, now),
        )

    # -- change log -------------------------------------------------------------------

    def _change_log(self) -> tuple[list[Entry], list[list[Experiment]], list[tuple[int, ...]]]:
        """Return the log, and before and after each entry the settings and numbers of rows."""
        log: list[Entry] = []
        experiments, datasets = self._begun_with, self._datasets
        settings, rows = [experiments], [_rows(datasets)]
        for place, record in enumerate(self._all.change_log):
            name = f"change_log/{place}"
            if log and record.step < log[-1].step:
                raise damaged(name, "lies before the entry above it.")
            entry = self._entry(name, record, experiments, datasets)
            if isinstance(entry, SettingsChanged | PointsPainted):
                old, experiments = experiments, entry.experiments_after(experiments)
                datasets = repainted(old, experiments, datasets, self._datasets)
            if isinstance(entry, DataEdited):
                new = edited_each(datasets, [entry.edits])
                check_data(experiments, datasets, new)
                datasets = new
            log.append(entry)
            settings.append(list(map(without_points, experiments)))
            rows.append(_rows(datasets))
        return log, settings, rows

    def _entry(
        self,
        name: str,
        record: EntryRecord,
        experiments: list[Experiment],
        datasets: list[Dataset],
    ) -> Entry:
        """Return one entry, checked as it was when the change was made."""
        parameters = np.broadcast_to(np.zeros((), self._dtype), self._flat)
        match record:
            case SettingsRecord():
                new = self._listed(name, record.experiments)
                change = settings_change(record.step, experiments, new, datasets, self._datasets)
                if change is None:
                    raise damaged(name, "changes nothing.")
                return change
            case ParametersRecord() | FrozenRecord():
                indices = self._archive.array(f"{name}/indices", np.int64, (None,))
                if isinstance(record, FrozenRecord):
                    return freeze(record.step, parameters, indices)
                shape = (*self._runs, len(indices))
                values = self._archive.array(f"{name}/values", self._dtype, shape)
                return parameters_edit(record.step, parameters, indices, values)
            case PaintedRecord():
                return self._painted(name, record, experiments, datasets)
            case SealedRecord():
                sealed: dict[str, Any] = {}
                for key in record.names:
                    values = self._numbers(f"{name}/{key}", self._runs)
                    sealed[key] = values if self._runs else float(values)
                return SealedOpened(record.step, sealed)
            case DataRecord():
                if len(record.edits) != len(datasets):
                    raise damaged(name, "needs an edit for each run.")
                pairs = zip(record.edits, datasets, strict=True)
                return DataEdited(record.step, tuple(self._edit(*pair) for pair in pairs))
            case _:
                return WentOn(record.step)

    def _painted(
        self,
        name: str,
        record: PaintedRecord,
        experiments: list[Experiment],
        datasets: list[Dataset],
    ) -> PointsPainted:
        """Return painted points, which fit the points before them."""
        if len(record.counts) != len(experiments):
            raise damaged(name, "needs points for each run.")
        edits = []
        for run, (count, experiment) in enumerate(zip(record.counts, experiments, strict=True)):
            places = self._archive.array(f"{name}/{run}/places", np.int64, (None,))
            rows = self._numbers(f"{name}/{run}/rows", (len(places), 3))
            edit = PointsEdit(count, places, rows)
            if count > MOST_POINTS or not edit.fits(len(experiment.data.points)):
                raise damaged(name, "edits a point that is not there.")
            edits.append(edit)
        entry = PointsPainted(record.step, tuple(edits), record.recounted)
        try:
            new = entry.experiments_after(experiments)
            for experiment in new:
                experiment.with_value("data.points", experiment.data.points)  # checks them
            check_settings(new, repainted(experiments, new, datasets, self._datasets))
        except ValueError as error:
            raise damaged(name, str(error)) from None
        return entry

    def _edit(self, place: int, dataset: Dataset) -> DataEdit:
        """Return edited data, which fit the data before them."""
        if place >= len(self._all.edits):
            raise damaged("change_log", "refers to an edit that is not there.")
        name, record = f"edits/{place}", self._all.edits[place].whole
        raw = len(dataset.column_names) if record is None else len(record.column_names)
        widths = dict(zip(KINDS, (*self._columns, raw), strict=True))
        if place not in self._edits:
            arrays = {
                f"{part}_{kind}": self._numbers(f"{name}/{part}_{kind}", (None, widths[kind]))
                for part in PARTS
                for kind in KINDS
            }
            arrays["bounds"] = self._numbers(f"{name}/bounds", (raw, 2))
            if record is None:
                rows = {
                    part: self._archive.array(f"{name}/{part}_rows", np.int64, (None,))
                    for part in PARTS
                }
                self._edits[place] = RowsEdited(rows, arrays, arrays.pop("bounds"))
            else:
                for array in SCALING:
                    arrays[array] = self._numbers(f"{name}/{array}", (self._columns[0],))
                told: dict[str, Any] = {
                    key: _tuple(value) for key, value in record.model_dump().items()
                }
                try:
                    told["features"] = tuple(features.get(each) for each in record.features)
                except ValueError as error:
                    raise damaged(name, str(error)) from None
                self._edits[place] = Dataset(**arrays, **told)
        edit = self._edits[place]
        for part in PARTS:
            if isinstance(edit, Dataset):
                before = counts = [len(getattr(edit, f"{part}_{kind}")) for kind in KINDS]
            else:
                chosen, existing = edit.rows[part], len(getattr(dataset, f"{part}_inputs"))
                if len(chosen) and not 0 <= chosen.min() <= chosen.max() < existing:
                    raise damaged(name, "edits a row that is not there.")
                counts = [len(edit.values[f"{part}_{kind}"]) for kind in KINDS]
                before = [len(chosen)]
            if len({*counts, *before}) != 1:
                raise damaged(name, "its arrays differ in their number of rows.")
        return edit

    def _numbers(self, name: str, shape: tuple[int | None, ...]) -> Any:
        """Return finite numbers in float64."""
        values = self._archive.array(name, np.float64, shape)
        if not np.isfinite(values).all():
            raise damaged(name, "holds numbers that are not finite.")
        return values

    # -- checkpoints ------------------------------------------------------------------

    def _checkpoint(
        self,
        name: str,
        record: CheckpointRecord,
        experiments: list[Experiment],
        rows: tuple[int, ...],
        good: Checkpoint | None,
    ) -> Checkpoint:
        """Return a checkpoint with these settings and this number of training rows."""
        runs, first = self._runs, experiments[0].training
        batch = rows[0] if first.batch_size == "all" else min(first.batch_size, rows[0])
        if record.batch_index >= max(1, -(-rows[0] // max(1, batch))):
            raise damaged(f"{name}.batch_index", "lies beyond the end of the epoch.")
        if len(record.outcomes) != len(experiments):
            raise damaged(f"{name}.outcomes", "needs one for each run.")
        outcomes = []
        for each in record.outcomes:
            kind = OUTCOMES[each.kind]
            outcomes.append(kind(**{f.name: getattr(each, f.name) for f in fields(kind)}))
        halted = self._archive.array(f"{name}/halted", np.bool_, runs)
        stopped = [o.stopped and o.kind not in ("epoch_limit", "no_examples") for o in outcomes]
        if halted.ravel().tolist() != stopped:
            raise damaged(f"{name}/halted", "contradicts the outcomes.")
        parameters = self._archive.array(f"{name}/parameters", self._dtype, self._flat)
        if not np.isfinite(parameters).all():
            raise damaged(f"{name}/parameters", "are not finite.")
        optimizer: dict[str, Any] = {"update": record.updates}
        for memory in first.optimizer.memory:
            values = self._archive.array(f"{name}/memory/{memory}", self._dtype, self._flat)
            if np.isnan(values).any():
                raise damaged(f"{name}/memory/{memory}", "holds what is no number.")
            optimizer[memory] = values
        watches: dict[str, Any] = {"start_loss": None, "stopping": None, "plateau": None}
        if record.started:
            watches["start_loss"] = self._numbers(f"{name}/start_loss", runs)
        if first.early_stopping is not None:
            blank = StoppingWatch(first.early_stopping, parameters).state_dict()
            watches["stopping"] = self._like(f"{name}/stopping", blank)
        schedules = [e.training.schedule for e in experiments]
        if any(schedule.watches_loss for schedule in schedules):
            blank = PlateauWatch(schedules, runs).state_dict()
            watches["plateau"] = self._like(f"{name}/plateau", blank)
        return Checkpoint(
            experiments=tuple(experiments),
            step=record.step,
            epoch=record.epoch,
            batch_index=record.batch_index,
            parameters=parameters,
            optimizer=optimizer,
            rows_evaluated=record.rows_evaluated,
            epoch_loss=self._numbers(f"{name}/epoch_loss", runs),
            seconds=record.seconds,
            standstill={
                "halted": halted,
                "held": self._numbers(f"{name}/held", (3, *runs)),
                "past_target": self._archive.array(f"{name}/past_target", np.bool_, runs),
                "outcomes": tuple(outcomes),
            },
            watches=watches,
            good=good,
            changes=record.changes,
        )

    def _like(self, name: str, blank: dict[str, Any]) -> dict[str, Any]:
        """Return arrays of the same names, dtypes and shapes; a best loss may be infinite yet."""
        found = {}
        for key, value in blank.items():
            found[key] = self._archive.array(f"{name}/{key}", value.dtype, value.shape)
            bad = np.isnan(found[key]) if key.startswith("best") else ~np.isfinite(found[key])
            if bad.any() or (key == "best_parameters" and not np.isfinite(found[key]).all()):
                raise damaged(f"{name}/{key}", "holds an impossible number.")
        if "share" in found and not ((found["share"] >= 0.0) & (found["share"] <= 1.0)).all():
            raise damaged(f"{name}/share", "is not between 0 and 1.")
        return found

    # -- history and past -------------------------------------------------------------

    def _history(self, record: HistoryRecord, now: Checkpoint, log: Sequence[Entry]) -> History:
        layers = len(self._begun_with[0].model.hidden) + 1
        history = History(score_name(self._datasets[0].task), self._runs, layers)
        for name in SERIES:
            self._fill(f"history/{name}", getattr(history, name), getattr(record, name), now.step)
        stretches = [Stretch(**s.model_dump()) for s in record.stretches]
        steps = [stretch.step for stretch in stretches]
        if steps[0] != 0 or steps != sorted(set(steps)) or steps[-1] > now.step:
            raise damaged("history.stretches", "are not in order.")
        history.progress.stretches = stretches
        if len(record.marks) != sum(bool(entry.text) for entry in log):
            raise damaged("history.marks", "are not those of the change log.")
        history.marks = [Mark(**mark.model_dump()) for mark in record.marks]
        return history

    def _fill(self, name: str, series: Series, record: Any, last_step: int) -> None:
        """Give a series its levels, finite and in the order of their steps."""
        levels = []
        shape = (None, len(series.columns), *series.runs)
        for place in range(record.levels):
            here = f"{name}/{place}"
            level = {
                key: self._archive.array(f"{here}/{key}", np.int64, (None,))
                for key in ("step", "count")
            }
            level |= {key: self._numbers(f"{here}/{key}", shape) for key in ("low", "mean", "high")}
            if len({len(values) for values in level.values()}) != 1:
                raise damaged(here, "its arrays differ in length.")
            if len(level["step"]) > series.capacity or (level["count"] < 1).any():
                raise damaged(here, "holds more or less than a level can.")
            levels.append(level)
        steps = [level["step"] for level in reversed(levels)]
        joined = np.concatenate([*steps, [last_step + 1]])
        if joined[0] < 0 or not (np.diff(joined) > 0).all():
            raise damaged(f"{name}/step", "is not in order.")
        series.set_levels(levels, record.count)

    def _timeline(
        self, record: TimelineRecord | None, checkpoints: list[Checkpoint], now: Checkpoint
    ) -> Timeline | None:
        if record is None:
            return None
        if any(place >= len(checkpoints) for place in record.kept):
            raise damaged("timeline", "refers to a checkpoint that is not there.")
        kept = [checkpoints[place] for place in record.kept]
        steps = [checkpoint.step for checkpoint in kept]
        ordered = steps == sorted({step // WINDOW_STEPS * WINDOW_STEPS for step in steps})
        if not ordered or (steps and steps[-1] > now.step) or len(kept) > record.most:
            raise damaged("timeline", "its checkpoints are not in order.")
        return Timeline.of(kept, record.most, record.most_bytes, record.exponent)


def _experiment(place: int, values: dict[str, Any]) -> Experiment:
    try:
        return Experiment.from_dict(values)
    except ExperimentError as error:
        faults = [Fault(f"experiments.{place}.{f.place}", f.fault, f.mend) for f in error.faults]
        raise ExperimentError(faults) from None


def _rows(datasets: Sequence[Dataset]) -> tuple[int, ...]:
    return tuple(len(dataset.train_inputs) for dataset in datasets)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
