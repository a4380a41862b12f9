"""Histories as CSV, weights as NumPy archives without pickle."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from engine.history import History
from engine.network import Network

Row = dict[str, float | int]


def history_table(history: History) -> list[Row]:
    """Return the evaluations of a single run as rows: update, epoch, losses and scores."""
    columns = history.evaluations.columns
    curves = {name: history.evaluations.curve(name) for name in columns}
    steps = curves[columns[0]].step
    return [
        {"update": int(step), **{name: float(curves[name].mean[row]) for name in columns}}
        for row, step in enumerate(steps)
    ]


def write_history(history: History, path: str | Path) -> None:
    """Write :func:`history_table` as CSV."""
    rows = history_table(history)
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=["update", *history.evaluations.columns])
        writer.writeheader()
        writer.writerows(rows)


def save_weights(network: Network, path: str | Path) -> None:
    """Write weights and biases layer by layer as ``.npz``, readable without pickle.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_weights(Network((2, 3, 1)), Path(folder) / "weights.npz")
    ...     with np.load(Path(folder) / "weights.npz") as archive:
    ...         print(sorted(archive), archive["weights_1"].shape)
    ['biases_1', 'biases_2', 'weights_1', 'weights_2'] (2, 3)
    """
    arrays = {}
    layers = zip(network.weights, network.biases, strict=True)
    for number, (weights, biases) in enumerate(layers, start=1):
        arrays[f"weights_{number}"] = weights
        arrays[f"biases_{number}"] = biases
    np.savez(Path(path), allow_pickle=False, **arrays)
