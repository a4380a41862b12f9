"""A remedy tried out: the experiment with it, trained from the same start in the background."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine import Experiment, Trainer
from playground.worker.events import Points
from playground.worker.report import curves_of

MOST_UPDATES = 30_000
PIECE_S = 0.1
"""Seconds between two reports of progress."""


def trial(progress: Callable[..., Any], experiment: Experiment, epochs: float) -> Points:
    """Train an experiment for so many epochs, and return its curves.

    At most `MOST_UPDATES` updates are made. What was edited by hand in the run, weights and
    points, is not repeated.
    """
    trainer = Trainer(experiment)
    updates = max(1, min(MOST_UPDATES, round(epochs * trainer.steps_per_epoch)))
    while trainer.step_count < updates:
        trainer.run(steps=updates - trainer.step_count, until=time.perf_counter() + PIECE_S)
        progress(trainer.step_count / updates)
        if trainer.outcome.stopped:
            break
    points = curves_of(trainer, 0)
    # as plain tables, for these have to be sent to another process
    return replace(points, batches=dict(points.batches), evaluations=dict(points.evaluations))
