"""What happened in a run, in bounded memory.

Every step is kept for the recent past; older steps are merged two by two,
again and again, into entries that keep the lowest, the mean and the highest
value. The number of entries grows with the logarithm of the number of steps.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import FloatArray, IntArray

MOST_POINTS = 4096
"""No curve for a plot has more points."""


@dataclass(frozen=True)
class Curve:
    """A curve to draw: M points of shape (M, *runs), in order.

    Each point stands for the ``count`` records that end at ``step``.
    """

    step: IntArray
    count: IntArray
    low: FloatArray
    mean: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class Mark:
    """A change made in mid-run."""

    step: int
    epoch: int
    text: str


class _Level:
    """A buffer of entries, each of which stands for some steps."""

    def __init__(self, capacity: int, shape: tuple[int, ...]) -> None:
        self.used = 0
        self.step = np.zeros(capacity, np.int64)
        self.count = np.zeros(capacity, np.int64)
        self.low, self.mean, self.high = (np.zeros((capacity, *shape)) for _ in range(3))

    def arrays(self) -> tuple[Any, ...]:
        return self.step, self.count, self.low, self.mean, self.high

    def append(self, entries: Iterable[Any], added: int) -> None:
        for array, new in zip(self.arrays(), entries, strict=True):
            array[self.used : self.used + added] = new
        self.used += added

    def take_oldest(self, taken: int) -> tuple[Any, ...]:
        """Remove the oldest entries and return them."""
        oldest = tuple(array[:taken].copy() for array in self.arrays())
        for array in self.arrays():
            array[: self.used - taken] = array[taken : self.used].copy()
        self.used -= taken
        return oldest


class Series:
    """Columns of numbers, one record a step, thinned with age.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns.
    runs : tuple of int
        ``()`` or ``(R,)``.
    capacity : int, optional
        Records that a level holds before its older half is thinned; a multiple of four.

    Examples
    --------
    >>> series = Series(["loss"], capacity=4)
    >>> series.extend([1, 2, 3, 4, 5], np.array([[5.0], [4.0], [3.0], [2.0], [1.0]]))
    >>> curve = series.curve("loss")
    >>> curve.step.tolist(), curve.mean.tolist()
    ([2, 3, 4, 5], [4.5, 3.0, 2.0, 1.0])
    """

    def __init__(
        self, columns: Sequence[str], runs: tuple[int, ...] = (), capacity: int | None = None
    ) -> None:
        self.columns = tuple(columns)
        self.runs = runs
        width = runs[0] if runs else 1
        self._capacity = capacity if capacity is not None else max(64, 2048 // width // 4 * 4)
        self._levels: list[_Level] = []
        self.count = 0
        """Number of records ever taken."""

    def extend(self, steps: Any, values: FloatArray) -> None:
        """Add records: steps (M,) and values (M, columns, *runs)."""
        steps = np.asarray(steps)
        self.count += len(steps)
        ones = np.ones(len(steps), np.int64)
        self._add(0, (steps, ones, values, values, values), len(steps))

    def _add(self, level: int, entries: tuple[Any, ...], added: int) -> None:
        """Fill a level; each time it is full, thin its older half, however records arrive."""
        if level == len(self._levels):
            self._levels.append(_Level(self._capacity, (len(self.columns), *self.runs)))
        buffer, taken = self._levels[level], 0
        while taken < added:
            if buffer.used == self._capacity:
                oldest = buffer.take_oldest(self._capacity // 2)
                self._add(level + 1, _merged_in_pairs(*oldest), self._capacity // 4)
            fitting = min(self._capacity - buffer.used, added - taken)
            buffer.append([entry[taken : taken + fitting] for entry in entries], fitting)
            taken += fitting

    def truncate(self, step: int) -> None:
        """Forget all records after ``step``."""
        for level in self._levels:
            kept = int(np.searchsorted(level.step[: level.used], step, side="right"))
            self.count -= int(level.count[kept : level.used].sum())
            level.used = kept

    def curve(self, column: str, most: int = MOST_POINTS) -> Curve:
        """Return a column from first to last record, in at most ``most`` points."""
        return self.curves(most)[column]

    def curves(self, most: int = MOST_POINTS) -> dict[str, Curve]:
        """Return all columns by name, in at most ``most`` points each."""
        oldest_first = [level for level in reversed(self._levels) if level.used]
        if not oldest_first:
            empty, none = np.zeros((0, *self.runs)), np.zeros(0, np.int64)
            return {name: Curve(none, none, empty, empty, empty) for name in self.columns}
        merged = [
            np.concatenate(
                [array[: level.used] for level, array in zip(oldest_first, of, strict=True)]
            )
            for of in zip(*(level.arrays() for level in oldest_first), strict=True)
        ]
        step, count, low, mean, high = merged if len(merged[0]) <= most else _binned(merged, most)
        return {
            name: Curve(step, count, low[:, which], mean[:, which], high[:, which])
            for which, name in enumerate(self.columns)
        }

    def last(self, column: str) -> Any:
        """Return the newest value of a column, a number or (*runs,); NaN when there is none."""
        newest = self._newest()
        if newest is None:
            return np.nan if not self.runs else np.full(self.runs, np.nan)
        value = newest.mean[newest.used - 1, self.columns.index(column)]
        return float(value) if not self.runs else value.copy()

    @property
    def last_step(self) -> int:
        """Step of the newest record, -1 when there is none."""
        newest = self._newest()
        return -1 if newest is None else int(newest.step[newest.used - 1])

    def _newest(self) -> _Level | None:
        """Return the level with the newest record; after a truncation not always the first."""
        return next((level for level in self._levels if level.used), None)


def _merged_in_pairs(
    step: IntArray, count: IntArray, low: FloatArray, mean: FloatArray, high: FloatArray
) -> tuple[Any, ...]:
    """Return half as many entries, each standing for two neighbours."""
    left, right = count[::2], count[1::2]
    total = left + right
    share = (left / total).reshape(-1, *[1] * (mean.ndim - 1))
    return (
        step[1::2],
        total,
        np.minimum(low[::2], low[1::2]),
        mean[::2] * share + mean[1::2] * (1.0 - share),
        np.maximum(high[::2], high[1::2]),
    )


def _binned(entries: Sequence[Any], most: int) -> tuple[Any, ...]:
    """Return at most ``most`` entries, each of those in an equal stretch of steps."""
    step, count, low, mean, high = entries
    bins = ((step - step[0]) * (most - 1) // (step[-1] - step[0])).astype(np.int64)
    first = np.flatnonzero(np.diff(bins, prepend=-1))
    last = np.append(first[1:], len(step)) - 1
    total = np.add.reduceat(count, first)
    weight = count.reshape(-1, *[1] * (mean.ndim - 1))
    weighted = np.add.reduceat(mean * weight, first)
    return (
        step[last],
        total,
        np.minimum.reduceat(low, first),
        weighted / total.reshape(weight[first].shape),
        np.maximum.reduceat(high, first),
    )


class History:
    """All that is kept of a run: batches, evaluations, marks."""

    batch_columns = ("loss", "penalty", "learning_rate", "gradient_norm")

    def __init__(self, score: str, runs: tuple[int, ...] = ()) -> None:
        self.score = score
        """``"accuracy"`` or ``"r2"``."""
        self.batches = Series(self.batch_columns, runs)
        self.evaluations = Series(
            ("epoch", "train_loss", "test_loss", f"train_{score}", f"test_{score}"), runs
        )
        self.marks: list[Mark] = []

    def state_dict(self) -> dict[str, Any]:
        """Return a deep copy of everything."""
        return {
            "batches": copy.deepcopy(self.batches),
            "evaluations": copy.deepcopy(self.evaluations),
            "marks": list(self.marks),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a copy."""
        self.batches = copy.deepcopy(state["batches"])
        self.evaluations = copy.deepcopy(state["evaluations"])
        self.marks = list(state["marks"])
