"""What happened in a run, in bounded memory.

Every step is kept for the recent past; older steps are merged two by two,
again and again, into entries that keep the lowest, the mean and the highest
value. The number of entries grows with the logarithm of the number of steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from engine.arguments import check_shape, finite_array, refused
from engine.arrays import FloatArray, IntArray
from engine.progress import Progress

Unit = Literal["update", "epoch", "sample", "second"]
UNITS: tuple[str, ...] = get_args(Unit)

MOST_POINTS = 4096
"""No curve for a plot has more points."""

LARGEST_STEP = 2.0**53
LARGEST_MOMENT = 1e12

LARGEST_RECORD = 1e300
"""What is greater is recorded as this, so that sums of records stay finite."""


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
        self.capacity = capacity if capacity is not None else max(64, 2048 // width // 4 * 4)
        self._levels: list[_Level] = []
        self.count = 0
        """Number of records ever taken."""

    def extend(self, steps: Any, values: FloatArray) -> None:
        """Add records: steps (M,) and values (M, columns, *runs)."""
        steps = np.asarray(steps)
        values = np.clip(values, -LARGEST_RECORD, LARGEST_RECORD)
        self.count += len(steps)
        ones = np.ones(len(steps), np.int64)
        self._add(0, (steps, ones, values, values, values), len(steps))

    def _add(self, level: int, entries: tuple[Any, ...], added: int) -> None:
        """Fill a level; each time it is full, thin its older half, however records arrive."""
        if level == len(self._levels):
            self._levels.append(_Level(self.capacity, (len(self.columns), *self.runs)))
        buffer, taken = self._levels[level], 0
        while taken < added:
            if buffer.used == self.capacity:
                oldest = buffer.take_oldest(self.capacity // 2)
                self._add(level + 1, _merged_in_pairs(*oldest), self.capacity // 4)
            fitting = min(self.capacity - buffer.used, added - taken)
            buffer.append([entry[taken : taken + fitting] for entry in entries], fitting)
            taken += fitting

    def levels(self) -> list[dict[str, Any]]:
        """Return what each level holds, the newest first: all that the series is made of."""
        names = ("step", "count", "low", "mean", "high")
        return [
            {n: array[: level.used] for n, array in zip(names, level.arrays(), strict=True)}
            for level in self._levels
        ]

    def set_levels(self, levels: Sequence[dict[str, Any]], count: int) -> None:
        """Go back to what :meth:`levels` returned, with the number of records ever taken."""
        self.count, self._levels = count, []
        for values in levels:
            level = _Level(self.capacity, (len(self.columns), *self.runs))
            level.append(values.values(), len(values["step"]))
            self._levels.append(level)

    def truncate(self, step: int) -> None:
        """Forget all records after ``step``."""
        for level in self._levels:
            kept = int(np.searchsorted(level.step[: level.used], step, side="right"))
            self.count -= int(level.count[kept : level.used].sum())
            level.used = kept

    def curve(
        self, column: str, most: int = MOST_POINTS, first: int = 0, last: int | None = None
    ) -> Curve:
        """Return a column in at most ``most`` points; see :meth:`curves`.

        Raises
        ------
        ValueError
            If there is no such column.
        """
        if column not in self.columns:
            raise refused("column", f"there is no {column!r}.", f"Take {', '.join(self.columns)}.")
        return self.curves(most, first, last)[column]

    def curves(
        self, most: int = MOST_POINTS, first: int = 0, last: int | None = None
    ) -> dict[str, Curve]:
        """Return all columns by name, in at most ``most`` points each.

        ``first`` and ``last`` choose the points that end at these steps or between.
        """
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
        if first > 0 or last is not None:
            begin = int(np.searchsorted(merged[0], first))
            end = len(merged[0]) if last is None else int(np.searchsorted(merged[0], last, "right"))
            merged = [array[begin:end] for array in merged]
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
    """All that is kept of a run: batches, evaluations, time, marks.

    Any moment can be named by its update, its epoch, the samples (training
    rows) read until then, or the seconds spent in training.
    """

    batch_columns = ("loss", "penalty", "learning_rate", "gradient_norm")

    def __init__(self, score: str, runs: tuple[int, ...] = (), layers: int = 0) -> None:
        self.score = score
        """``"accuracy"`` or ``"r2"``."""
        self.batches = Series(self.batch_columns, runs)
        self.evaluations = Series(
            ("epoch", "train_loss", "test_loss", f"train_{score}", f"test_{score}", "batch_loss"),
            runs,
        )
        """``batch_loss`` is the mean over the batches of the epoch, by their rows."""
        self.layer_gradients = Series(tuple(f"layer_{n}" for n in range(1, layers + 1)), runs)
        """Norm of the gradient of each layer, of every 17th update from the first on.

        As in ``batches`` the gradient includes penalties and is not clipped yet.
        """
        self.clock = Series(("seconds",))
        """Seconds of training until a step; they differ from run to run of the same experiment."""
        self.progress = Progress()
        self.marks: list[Mark] = []

    @property
    def measures(self) -> tuple[str, ...]:
        """Columns of ``evaluations`` that an evaluation measures: losses, then scores."""
        return self.evaluations.columns[1:5]

    def position(self, steps: Any, unit: Unit) -> FloatArray:
        """Return where updates lie on another axis.

        Parameters
        ----------
        steps : array_like of int
            Numbers of updates.
        unit : {"update", "epoch", "sample", "second"}
            Axis on which they are wanted. Seconds are interpolated between
            the moments that were noted.
        """
        _check_unit(unit)
        updates = finite_array(steps, "steps", np.float64, LARGEST_STEP)
        if unit == "update":
            return updates
        if unit == "epoch":
            return self.progress.epochs_at(updates)
        if unit == "sample":
            return np.asarray(self.progress.samples_at(updates), np.float64)
        noted, seconds = self.noted
        return np.asarray(np.interp(updates, noted, seconds))

    def step_at(self, value: float, unit: Unit) -> int:
        """Return the first update after which an axis shows at least ``value``."""
        _check_unit(unit)
        moment = finite_array(value, "value", np.float64, LARGEST_MOMENT)
        check_shape(moment, "value", ())
        value = max(0.0, float(moment))
        if unit == "update":
            return math.ceil(value)
        if unit in ("epoch", "sample"):
            return self.progress.step_at(unit, value)
        noted, seconds = self.noted
        return math.ceil(float(np.interp(value, seconds, noted)))

    def between(
        self,
        column: str,
        first: float = 0.0,
        last: float = math.inf,
        unit: Unit = "update",
        most: int = MOST_POINTS,
    ) -> tuple[FloatArray, Curve]:
        """Return a column of ``batches`` or ``evaluations`` between two moments.

        Returns
        -------
        position : ndarray of shape (M,)
            Where each point lies on the axis ``unit``.
        curve : Curve
            M points, at most ``most``, from ``first`` to ``last`` on that axis.
        """
        series = self.batches if column in self.batches.columns else self.evaluations
        begin = self.step_at(first, unit) if first > 0.0 else 0
        end = None
        if last < math.inf:
            end = self.step_at(last, unit)
            end -= bool(self.position(end, unit) > last)
        curve = series.curve(column, most, begin, end)
        return self.position(curve.step, unit), curve

    @property
    def noted(self) -> tuple[Any, Any]:
        """The updates at which the time was noted, and the seconds then, from zero on."""
        curve = self.clock.curve("seconds")
        return np.append(0, curve.step), np.append(0.0, curve.high)

    def truncate(self, step: int) -> None:
        """Forget everything after an update."""
        for series in (self.batches, self.evaluations, self.layer_gradients, self.clock):
            series.truncate(step)
        self.progress.truncate(step)
        self.marks = [mark for mark in self.marks if mark.step <= step]


def _check_unit(unit: str) -> None:
    if unit not in UNITS:
        raise ValueError(f"there is no unit {unit!r}: take {', '.join(UNITS)}.")
