"""Pictures that several diagnoses show as their evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.doctor.chart import MULTIPLES, Chart
from engine.doctor.diagnosis import Evidence, Series
from engine.message import Message


def loss_curve(chart: Chart, *, with_test: bool = False) -> Evidence:
    """Return the loss by epoch since the last change, and what guessing costs."""
    series = [Series(Message("training loss"), chart.epochs, chart.losses)]
    if with_test:
        series = [
            Series(Message("training loss"), chart.evaluated_epochs, chart.train_losses),
            Series(Message("test loss"), chart.evaluated_epochs, chart.test_losses),
        ]
    return Evidence(
        "lines", Message("Loss by epoch"), Message("epoch"), Message("loss"), tuple(series),
        log_y=min(float(each.y.min()) for each in series) > 0.0,
        level=(Message("guessing"), chart.chance),
    )  # fmt: skip


def batch_curve(chart: Chart) -> Evidence:
    """Return the loss of every batch up to the end."""
    curve = chart.trainer.history.batches.curve("loss", most=512, first=chart.since)
    losses = np.maximum(curve.mean, 1e-300)
    return Evidence(
        "lines", Message("Loss of each batch"), Message("update"), Message("loss"),
        (Series(Message("batch loss"), curve.step.astype(np.float64), losses),), log_y=True,
        level=(Message("guessing"), chart.chance),
    )  # fmt: skip


def along_the_step(chart: Chart) -> Evidence:
    """Return the loss after parts and multiples of the next update."""
    losses = chart.along_step
    seen = losses <= max(10.0 * float(losses[0]), float(losses.min()))
    return Evidence(
        "lines", Message("Loss if the next update were longer or shorter"),
        Message("times the update"), Message("loss"),
        (Series(Message("loss"), MULTIPLES[1:][seen[1:]], losses[1:][seen[1:]]),),
        log_x=True, level=(Message("now"), float(losses[0])),
    )  # fmt: skip


def by_layer(
    title: Message, unit: Message, values: Sequence[float] | FloatArray, *, log: bool = False
) -> Evidence:
    """Return a bar for each layer, the first one next to the inputs."""
    heights = np.asarray(values, np.float64)
    if log:
        heights = np.maximum(heights, 1e-12)
    layers = np.arange(1.0, len(heights) + 1.0)
    return Evidence("bars", title, Message("layer"), unit, (Series(unit, layers, heights),),
                    log_y=log)  # fmt: skip
