"""Turns what a trainer holds into messages: copies that nobody can write to."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from engine import Dataset, Trainer
from engine.history import Curve, Series
from engine.message import Message
from playground.worker.events import DataSummary, Failed, Points, Started, WorkerState, read_only

SECONDS_A_PRODUCT = 1e-9
"""About what an evaluation takes for each row and parameter."""


def started(trainer: Trainer, generation: int, state: WorkerState) -> Started:
    """Return the announcement of a new run."""
    network = trainer.network
    return Started(
        generation=generation,
        experiment=trainer.experiment,
        data=summary(trainer.dataset),
        parameter_count=int(network.parameters.size),
        layer_sizes=tuple(network.sizes),
        state=state,
    )


def summary(dataset: Dataset) -> DataSummary:
    """Return what plots need of a data set; its arrays are shared, not copied."""
    return DataSummary(
        train_points=read_only(dataset.train_points),
        train_labels=read_only(dataset.train_labels),
        test_points=read_only(dataset.test_points),
        test_labels=read_only(dataset.test_labels),
        task=dataset.task,
        column_names=tuple(dataset.column_names),
        feature_names=tuple(dataset.feature_names),
        class_names=tuple(dataset.class_names),
        target_name=dataset.target_name,
        bounds=read_only(dataset.bounds),
        rows_dropped=dataset.rows_dropped,
        sealed_rows=len(dataset.sealed_points),
    )


def failed(
    error: Exception, command_id: int | None, generation: int, place: str, state: WorkerState
) -> Failed:
    """Return an error as data."""
    details = "".join(traceback.format_exception(error))
    message = str(error) or type(error).__name__
    if isinstance(error, MemoryError):
        message = Message(
            "There is not enough memory: use fewer samples or neurons. {what}", what=message
        )
    return Failed(command_id, generation, message, place, details, state)


def curves_of(trainer: Trainer, generation: int) -> Points:
    """Return the curves up to now."""
    history = trainer.history
    steps, seconds = history.noted
    has_test = len(trainer.dataset.test_inputs) > 0
    return Points(
        generation=generation,
        step=trainer.step_count,
        batches=_curves(history.batches),
        evaluations=_curves(history.evaluations, has_test=has_test),
        marks=tuple(history.marks),
        layer_gradients=tuple(_curves(history.layer_gradients).values()),
        clock=(read_only(steps), read_only(seconds)),
        stretches=tuple(history.progress.stretches),
        waited=_waited(trainer),
        rate_share=float(trainer.watches.rate_share),
    )


def _waited(trainer: Trainer) -> int | None:
    """Return the epochs since early stopping saw its best loss, None if it does not watch."""
    watch = trainer.watches.stopping
    if watch is None:
        return None
    return trainer.epoch - int(watch.best_epoch) if np.isfinite(watch.best_loss) else 0


def evaluation_s(trainer: Trainer) -> float:
    """Return about what an evaluation of all rows takes, in seconds."""
    rows = len(trainer.dataset.train_inputs) + len(trainer.dataset.test_inputs)
    return rows * int(trainer.network.parameters.size) * SECONDS_A_PRODUCT


def metrics_of(trainer: Trainer, allowed_s: float) -> tuple[Mapping[str, float], int]:
    """Return losses and scores by name, and the step they belong to.

    Those of this step, if an evaluation will take no longer than
    ``allowed_s``; otherwise those of the newest evaluation in the history.
    """
    evaluations = trainer.history.evaluations
    dataset = trainer.dataset
    edited = bool(trainer.change_log) and trainer.change_log[-1].step == trainer.step_count
    fresh = evaluations.last_step == trainer.step_count and not edited
    if evaluation_s(trainer) <= allowed_s and not fresh:
        values = {
            f"{part}_{name}": float(value)
            for part in ("train", "test")
            for name, value in trainer.evaluate(part).items()
        }
        # Just before it diverges a run is finite, but its loss may not be.
        if np.isfinite(list(values.values())).all():
            return MappingProxyType(values), trainer.step_count
    names = _names(evaluations, has_test=len(dataset.test_inputs) > 0)
    if evaluations.count == 0:
        return MappingProxyType({}), 0
    newest = {name: evaluations.last(name) for name in names if name != "epoch"}
    return MappingProxyType(newest), evaluations.last_step


def _names(series: Series, *, has_test: bool) -> list[str]:
    """Return the columns to show; without test rows those of the test are copies of the others."""
    return [name for name in series.columns if has_test or not name.startswith("test_")]


def _curves(series: Series, *, has_test: bool = True) -> Mapping[str, Curve]:
    """Return the curves of a series by name, which nobody can write to."""
    curves = series.curves()
    told = {name: curves[name] for name in _names(series, has_test=has_test)}
    for curve in told.values():
        for array in (curve.step, curve.count, curve.low, curve.mean, curve.high):
            array.flags.writeable = False  # they are copies of the history
    return MappingProxyType(told)
