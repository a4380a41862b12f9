"""One of many runs: how a stack of them is trained, and what is left of each."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.experiment import Experiment
from engine.history import Curve
from engine.message import Message
from engine.outcome import Outcome
from engine.stacks import cut_evenly
from engine.trainer import Trainer

PIECE_S = 0.1
"""Seconds between two looks at whether training was cancelled."""

MOST_CURVE_POINTS = 512


@dataclass(frozen=True)
class Cancelled(Outcome):
    """Training was cancelled before this run was finished, or before it began."""

    kind: ClassVar[str] = "cancelled"

    @property
    def message(self) -> str:
        """One plain sentence."""
        if self.step == 0:
            return Message("Cancelled before it began.")
        return Message("Cancelled after {step} updates.", step=self.step)


@dataclass(frozen=True)
class Failed(Outcome):
    """The run could not be made, or an error ended it."""

    error: str = ""
    kind: ClassVar[str] = "failed"

    @property
    def message(self) -> str:
        """One plain sentence."""
        return Message("Failed: {error}", error=self.error)


@dataclass(frozen=True, eq=False)
class Result:
    """What is left of one of many runs.

    A run that failed, or was cancelled before it began, has no values: ``train`` and
    ``test`` are empty then, the curve has no points and the parameters have shape (0,).
    """

    experiment: Experiment
    outcome: Outcome
    train: dict[str, float]
    test: dict[str, float]
    test_loss: Curve
    """At most 512 points."""
    parameters: FloatArray
    """(P,), those at the end of the run."""

    @property
    def error(self) -> str:
        """What went wrong, for people; empty if nothing did."""
        return self.outcome.error if isinstance(self.outcome, Failed) else ""


def never() -> bool:
    """Return False: nothing stops this training."""
    return False


def train_stack(
    experiments: Sequence[Experiment], stopped: Callable[[], bool] = never
) -> list[Result]:
    """Train experiments that share what a stack shares, to their ends or until ``stopped()``.

    An error that ends the stack is traced by halves: what trains alone is
    trained, and the experiment to blame has the outcome `Failed`.
    """
    try:
        return _train(experiments, stopped)
    except Exception as error:  # noqa: BLE001 - errors travel as data
        if len(experiments) == 1:
            return [failed(experiments[0], error)]
    halves = cut_evenly(range(len(experiments)), -(-len(experiments) // 2))
    return [
        result
        for half in halves
        for result in train_stack([experiments[index] for index in half], stopped)
    ]


def _train(experiments: Sequence[Experiment], stopped: Callable[[], bool]) -> list[Result]:
    if stopped():
        return [without_values(experiment, Cancelled(0, 0)) for experiment in experiments]
    trainer = Trainer(list(experiments))
    outcomes: list[Outcome] = trainer.run(until=time.perf_counter() + PIECE_S)
    while not all(outcome.stopped for outcome in outcomes) and not stopped():
        outcomes = trainer.run(until=time.perf_counter() + PIECE_S)
    train, test = trainer.evaluate("train"), trainer.evaluate("test")
    curve = trainer.history.evaluations.curve("test_loss", MOST_CURVE_POINTS)
    return [
        Result(
            experiment,
            outcome if outcome.stopped else Cancelled(outcome.step, outcome.epoch),
            _of_run(train, run),
            _of_run(test, run),
            _curve_of_run(curve, run, outcome.step),
            trainer.network.parameters[run].copy(),
        )
        for run, (experiment, outcome) in enumerate(zip(experiments, outcomes, strict=True))
    ]


def _of_run(values: dict[str, Any], run: int) -> dict[str, float]:
    return {name: float(np.asarray(value)[run]) for name, value in values.items()}


def _curve_of_run(curve: Curve, run: int, last_step: int) -> Curve:
    """Return a copy of one run's curve, up to where it ended; the others may have gone on."""
    kept = int(np.searchsorted(curve.step, last_step, side="right"))
    values = (array[:kept, run].copy() for array in (curve.low, curve.mean, curve.high))
    return Curve(curve.step[:kept].copy(), curve.count[:kept].copy(), *values)


def without_values(experiment: Experiment, outcome: Outcome) -> Result:
    """Return the result of a run of which there is nothing but its outcome."""
    none, no_steps = np.zeros(0), np.zeros(0, np.int64)
    return Result(experiment, outcome, {}, {}, Curve(no_steps, no_steps, none, none, none), none)


def failed(experiment: Experiment, error: BaseException) -> Result:
    """Return the result of a run that an error ended."""
    return without_values(experiment, Failed(0, 0, text_of(error)))


def text_of(error: BaseException) -> str:
    """Return an error as people read it; what is not meant for people with its kind."""
    if isinstance(error, ValueError) and str(error):
        return str(error)
    return "".join(traceback.format_exception_only(error)).strip()
