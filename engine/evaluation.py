"""Loss and score on all training or test rows, without dropout or penalties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.datasets import Dataset
from engine.metrics import count_correct, r_squared, score_name
from engine.network import Network, Pass, parameter_count, with_ones
from engine.objective import Objective

CHUNK = 1024  # columns that go through the network at a time, to stay in the cache
LARGEST = np.finfo(np.float64).max
MOST_ROWS = 8192  # rows of each part that an evaluation for the history reads
FREE_ROWS = 2**18  # rows that evaluations for the history may read before they are rationed
FREE_WORK = 2**27  # the same in rows times parameters, so that large networks get fewer


class Evaluator:
    """Evaluate one network or a stack on its data.

    An evaluation for the history reads at most 8,192 rows of each part. The
    rows of a data set are in random order, so that they are a fair sample.
    """

    def __init__(
        self,
        network: Network,
        datasets: Sequence[Dataset],
        runs: tuple[int, ...],
    ) -> None:
        self._network, self._runs = network, runs
        self.objective: Objective
        """What is evaluated; its owner sets it, and anew when the loss changes."""
        self._score = score_name(datasets[0].task)
        self._parts: dict[str, tuple[FloatArray, FloatArray]] = {}
        self._passes: dict[int, tuple[Pass, FloatArray]] = {}
        self._datasets = datasets
        for part in ("train", "test"):
            self._prepare(part)
        self.has_test = self._parts["test"][0].shape[-1] > 0
        self.rows = sum(min(MOST_ROWS, columns.shape[-1]) for columns, _ in self._parts.values())
        """Rows that one evaluation for the history reads."""
        self.free_rows = min(FREE_ROWS, FREE_WORK // parameter_count(network.sizes))
        """Rows that evaluations for the history may read before they are rationed."""

    def _prepare(self, part: str) -> None:
        """Make the columns of a part; the sealed one is not touched before it is opened."""
        dtype = self._network.dtype
        inputs = _stacked([getattr(d, f"{part}_inputs") for d in self._datasets], dtype)
        targets = _stacked([getattr(d, f"{part}_targets") for d in self._datasets], dtype)
        self._parts[part] = (
            np.swapaxes(with_ones(inputs), -1, -2),
            np.ascontiguousarray(np.swapaxes(targets, -1, -2)),
        )

    def evaluate(self, part: str) -> dict[str, Any]:
        """Return ``{"loss": ..., "accuracy" or "r2": ...}`` of a part, (*runs,) in a stack.

        What is beyond all bounds is told as the largest number there is, or as
        the lowest for a score; a part without rows has nothing to tell, ``{}``.

        Raises
        ------
        ValueError
            If there is no such part.
        """
        known = isinstance(part, str)  # an array would answer each comparison with an array
        if known and part == "sealed" and part not in self._parts:
            self._prepare(part)
        if not known or part not in self._parts:
            raise ValueError(f"there is no part {part!r}: take {' or '.join(self._parts)}.")
        measured = self._measure(part)
        finite = {
            name: np.nan_to_num(value, nan=LARGEST if name == "loss" else -LARGEST)
            for name, value in measured.items()
        }
        if self._runs:
            return finite
        return {name: float(value) for name, value in finite.items()}

    def _measure(self, part: str, most: int | None = None) -> dict[str, FloatArray]:
        """Return loss and score, each (*runs,), as they are."""
        columns, targets = self._parts[part]
        count = columns.shape[-1] if most is None else min(most, columns.shape[-1])
        if count == 0:
            return {}
        loss: Any = 0.0
        mass: Any = 0.0
        good: Any = 0.0
        for start in range(0, count, CHUNK):
            stop = min(start + CHUNK, count)
            buffers, grad = self._buffers(stop - start)
            wanted = targets[..., start:stop]
            outputs = buffers.forward(columns[..., start:stop])
            coded = self.objective.coded(wanted)
            here = self.objective.mass(coded)
            loss = loss + here * self.objective.evaluate(outputs, coded, grad)
            mass = mass + here
            predictions = self.objective.predictions(outputs)
            if self._score == "accuracy":
                good = good + count_correct(predictions, wanted)
            else:
                good = good + np.square(predictions - wanted, dtype=np.float64).sum((-2, -1))
        if self._score == "accuracy":
            score = good / count
        else:
            used = targets[..., :count].astype(np.float64)
            centred = used - used.mean(axis=-1, keepdims=True)
            score = r_squared(good, np.square(centred).sum((-2, -1)))
        values = {"loss": loss / mass, self._score: score}
        return {
            name: np.broadcast_to(np.asarray(value, np.float64), self._runs).copy()
            for name, value in values.items()
        }

    def evaluate_for_history(self) -> FloatArray:
        """Return (4, *runs): train and test loss, train and test score."""
        train = self._measure("train", MOST_ROWS)
        test = self._measure("test", MOST_ROWS) if self.has_test else train
        return np.array([train["loss"], test["loss"], train[self._score], test[self._score]])

    def predict(self, columns: FloatArray) -> FloatArray:
        """Return predictions (*runs, K, N) for inputs (..., D + 1, N)."""
        count = columns.shape[-1]
        result = np.empty((*self._runs, self._network.sizes[-1], count), self._network.dtype)
        for start in range(0, count, CHUNK):
            stop = min(start + CHUNK, count)
            buffers, _ = self._buffers(stop - start)
            outputs = buffers.forward(columns[..., start:stop])
            result[..., start:stop] = self.objective.predictions(outputs)
        return result

    def _buffers(self, examples: int) -> tuple[Pass, FloatArray]:
        if examples not in self._passes:
            if len(self._passes) > 8:
                self._passes.clear()
            shape = (*self._runs, self._network.sizes[-1], examples)
            made = (
                Pass(self._network, examples, train=False),
                np.empty(shape, self._network.dtype),
            )
            self._passes[examples] = made
        return self._passes[examples]


def _stacked(arrays: Sequence[FloatArray], dtype: np.dtype[np.floating]) -> FloatArray:
    """Return one array for all runs: shared where all are the same, else (*runs, N, D)."""
    if all(array is arrays[0] for array in arrays):
        return np.asarray(arrays[0], dtype)
    return np.stack([np.asarray(array, dtype) for array in arrays])
