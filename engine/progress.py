"""Where a step lies in epochs and samples."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import FloatArray


@dataclass(frozen=True)
class Stretch:
    """Steps with one batch size: what a position in them follows from.

    Within an epoch all batches but the last have ``batch_size`` of the
    ``rows`` training rows.
    """

    step: int
    epoch: int
    samples: int
    batch_size: int
    rows: int

    @property
    def per_epoch(self) -> int:
        """Updates of a whole epoch; one for want of rows, as no step is made then."""
        return max(1, -(-self.rows // self.batch_size))


class Progress:
    """Position of each step, from the few moments at which the batch size changed.

    Examples
    --------
    Ten rows in batches of four make three updates an epoch:

    >>> progress = Progress()
    >>> progress.begin(Stretch(0, 0, 0, batch_size=4, rows=10))
    >>> progress.samples_at([1, 2, 3, 4]).tolist()
    [4, 8, 10, 14]
    >>> progress.epochs_at([3, 6]).tolist(), progress.step_at("sample", 11)
    ([1.0, 2.0], 4)
    """

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []

    def begin(self, stretch: Stretch) -> None:
        """Go on with another batch size; a stretch without steps is forgotten."""
        self.stretches = [old for old in self.stretches if old.step < stretch.step]
        self.stretches.append(stretch)

    def truncate(self, step: int) -> None:
        """Forget what began after ``step``."""
        self.stretches = [old for old in self.stretches if old.step <= step]

    def epochs_at(self, steps: Any) -> FloatArray:
        """Return the epochs, whole and in parts, that were done after each step."""
        steps, step, epoch, _, batch_size, rows = self._at(steps)
        return np.asarray(epoch + (steps - step) / np.maximum(1, -(-rows // batch_size)))

    def samples_at(self, steps: Any) -> Any:
        """Return the training rows read up to each step; the short last batch counts as it is."""
        steps, step, _, samples, batch_size, rows = self._at(steps)
        whole, batches = np.divmod(steps - step, np.maximum(1, -(-rows // batch_size)))
        return samples + whole * rows + np.minimum(batches * batch_size, rows)

    def step_at(self, unit: str, value: float) -> int:
        """Return the first step after which ``value`` epochs or samples were done."""
        measure = self.epochs_at if unit == "epoch" else self.samples_at
        starts = [float(measure(stretch.step)) for stretch in self.stretches]
        stretch = self.stretches[max(0, bisect_right(starts, value) - 1)]
        per_unit = (
            stretch.per_epoch if unit == "epoch" else stretch.per_epoch / max(1, stretch.rows)
        )
        guess = stretch.step + round((value - float(measure(stretch.step))) * per_unit)
        low, high = max(0, guess - 2), guess + 2
        while float(measure(high)) < value:
            low, high = high, high + 2
        near = np.arange(low, high + 1)
        return int(near[np.argmax(measure(near) >= value)])

    def _at(self, steps: Any) -> tuple[Any, ...]:
        """Return the steps and, for each, the fields of its stretch."""
        steps = np.asarray(steps, np.int64)
        s = self.stretches[-1]
        if len(self.stretches) == 1 or (steps.ndim == 0 and steps > s.step):  # as a run asks
            return steps, s.step, s.epoch, s.samples, s.batch_size, s.rows
        fields = np.array(
            [(s.step, s.epoch, s.samples, s.batch_size, s.rows) for s in self.stretches]
        )
        which = np.maximum(np.searchsorted(fields[:, 0], steps, side="left") - 1, 0)
        return steps, *np.moveaxis(fields[which], -1, 0)
