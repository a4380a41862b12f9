"""Train many experiments: those that fit together run as stacks."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.datasets import make_dataset
from engine.experiment import Experiment
from engine.history import Curve
from engine.outcome import Outcome
from engine.stacks import stack_key
from engine.trainer import Trainer

LARGEST_STACK = 128


@dataclass(frozen=True)
class Result:
    """What is left of one of many runs."""

    experiment: Experiment
    outcome: Outcome
    train: dict[str, float]
    test: dict[str, float]
    test_loss: Curve
    parameters: FloatArray


def train_many(experiments: Sequence[Experiment], executor: Executor | None = None) -> list[Result]:
    """Train experiments and return their results in the order given.

    Parameters
    ----------
    experiments : sequence of Experiment
        They need not have anything in common; runs that do form a stack.
    executor : concurrent.futures.Executor, optional
        Spreads the stacks; without one they run one after another.

    Examples
    --------
    >>> short = Experiment().with_values({"data.samples": 64, "training.epochs": 2})
    >>> results = train_many([short, short.with_value("model.seed", 1)])
    >>> [result.outcome.kind for result in results]
    ['epoch_limit', 'epoch_limit']
    """
    groups: dict[str, list[int]] = {}
    for index, experiment in enumerate(experiments):
        key = stack_key(experiment, make_dataset(experiment.data))
        groups.setdefault(key, []).append(index)
    stacks = [
        members[start : start + LARGEST_STACK]
        for members in groups.values()
        for start in range(0, len(members), LARGEST_STACK)
    ]
    work = [[experiments[index] for index in stack] for stack in stacks]
    finished = executor.map(train_stack, work) if executor else map(train_stack, work)
    results: dict[int, Result] = {}
    for stack, of_stack in zip(stacks, finished, strict=True):
        results.update(zip(stack, of_stack, strict=True))
    return [results[index] for index in range(len(experiments))]


def train_stack(experiments: Sequence[Experiment]) -> list[Result]:
    """Train experiments that share what a stack shares, to their ends."""
    trainer = Trainer(list(experiments))
    outcomes = trainer.run()
    train, test = trainer.evaluate("train"), trainer.evaluate("test")
    curve = trainer.history.evaluations.curve("test_loss")
    return [
        Result(
            experiment,
            outcomes[run],
            _of_run(train, run),
            _of_run(test, run),
            Curve(
                curve.step, curve.count, curve.low[:, run], curve.mean[:, run], curve.high[:, run]
            ),
            trainer.network.parameters[run].copy(),
        )
        for run, experiment in enumerate(experiments)
    ]


def _of_run(values: dict[str, Any], run: int) -> dict[str, float]:
    return {name: float(np.asarray(value)[run]) for name, value in values.items()}
