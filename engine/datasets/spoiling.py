"""Faults put into generated data on purpose: wrong labels and outliers."""

from __future__ import annotations

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.datasets.base import EXTENT, DatasetSource, Table
from engine.datasets.splitting import DataSettings
from engine.seeds import LABEL_NOISE, OUTLIERS, stream


def spoiled(table: Table, train: IntArray, source: DatasetSource, data: DataSettings) -> Table:
    """Return the table with wrong labels and outliers among its training rows.

    Measured tables stay as they are, and painted points where they are.
    """
    points, targets = table.points, table.targets
    if data.outliers and source.kind == "synthetic":
        rng = stream(data.seed, OUTLIERS)
        rows = train[random_share(len(train), data.outliers, rng)]
        if table.task == "regression":
            targets = thrown_up(targets, rows, rng)
        else:
            points = thrown_about(points, rows, rng)
    if data.label_noise and source.kind != "table" and table.task != "regression":
        rng = stream(data.seed, LABEL_NOISE)
        rows = train[random_share(len(train), data.label_noise, rng)]
        targets = relabelled(targets, rows, len(table.class_names), rng)
    return table.with_rows(points, targets)


def random_share(count: int, share: float, rng: np.random.Generator) -> IntArray:
    """Return numbers below ``count`` picked at random; a larger share has them too.

    Examples
    --------
    >>> len(random_share(10, 0.25, np.random.default_rng(0)))
    3
    """
    return np.argsort(rng.random(count), kind="stable")[: int(count * share + 0.5)]


def relabelled(
    targets: FloatArray, rows: IntArray, classes: int, rng: np.random.Generator
) -> FloatArray:
    """Return class numbers (N,) with those of some rows replaced by any other class.

    Examples
    --------
    >>> relabelled(np.array([0.0, 1.0]), np.array([1]), 2, np.random.default_rng(0)).tolist()
    [0.0, 0.0]
    """
    changed = targets.copy()
    changed[rows] = (targets[rows] + rng.integers(1, classes, len(rows))) % classes
    return changed


def thrown_about(points: FloatArray, rows: IntArray, rng: np.random.Generator) -> FloatArray:
    """Return points (N, C) with some put anywhere in the square, whatever their class."""
    changed = points.copy()
    changed[rows] = rng.uniform(-EXTENT, EXTENT, (len(rows), points.shape[1]))
    return changed


def thrown_up(values: FloatArray, rows: IntArray, rng: np.random.Generator) -> FloatArray:
    """Return values (N,) with some three to five standard deviations above or below."""
    changed = values.copy()
    distance = rng.uniform(3.0, 5.0, len(rows)) * rng.choice((-1.0, 1.0), len(rows))
    changed[rows] += distance * values.std()
    return changed
