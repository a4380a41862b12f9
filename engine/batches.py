"""Mini-batches: every epoch a new order of the rows, one batch after another.

Batches are views into a block of gathered rows, a few thousand at a time, so
that a table of a million rows costs a step no more than one of a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.network import with_ones
from engine.seeds import BATCH_ORDER, stream

BLOCK_ROWS = 2048


class Batches:
    """The rows of one run or a stack, in batches, epoch by epoch.

    Parameters
    ----------
    inputs, targets : sequence of ndarray of shape (N, D) and (N, K)
        One for each run; runs may share an array.
    seeds : sequence of int
        Training seed of each run.
    runs : tuple of int
        ``()`` or ``(R,)``.
    batch_size : int
        Rows of a batch; the last batch of an epoch may be shorter.
    """

    def __init__(
        self,
        inputs: Sequence[FloatArray],
        targets: Sequence[FloatArray],
        seeds: Sequence[int],
        runs: tuple[int, ...],
        batch_size: int,
    ) -> None:
        self._inputs, self._targets = list(inputs), list(targets)
        self._seeds, self._runs = list(seeds), runs
        self.rows = len(inputs[0])
        self.set_batch_size(batch_size)

    @staticmethod
    def prepared(inputs: FloatArray, dtype: np.dtype[np.floating]) -> FloatArray:
        """Return inputs with their column of ones, contiguous, in the model's dtype."""
        return with_ones(np.asarray(inputs, dtype))

    def set_batch_size(self, batch_size: int) -> None:
        """Cut epochs into batches of another size; the epoch has to be begun anew."""
        self.batch_size = min(batch_size, self.rows)
        self.per_epoch = -(-self.rows // self.batch_size)
        per_block = min(max(1, BLOCK_ROWS // self.batch_size), self.per_epoch)
        self.per_block = per_block
        rows = min(per_block * self.batch_size, self.rows)
        dtype, lead = self._inputs[0].dtype, self._runs
        self._block_inputs = np.empty((*lead, rows, self._inputs[0].shape[1]), dtype)
        self._block_targets = np.empty((*lead, rows, self._targets[0].shape[1]), dtype)
        self._views = [self._view(i * self.batch_size, self.batch_size) for i in range(per_block)]
        short = self.rows % self.batch_size
        start = ((self.per_epoch - 1) % per_block) * self.batch_size
        self._short_view = self._view(start, short) if short else None
        self._order: list[IntArray] = []
        self._loaded = (-1, -1)  # epoch and block in the buffers
        self._order_epoch = -1

    def _view(self, start: int, rows: int) -> tuple[FloatArray, FloatArray]:
        """Return one batch as columns: (*runs, D + 1, rows) and (*runs, K, rows)."""
        cut = np.s_[..., start : start + rows, :]
        return (
            np.swapaxes(self._block_inputs[cut], -1, -2),
            np.swapaxes(self._block_targets[cut], -1, -2),
        )

    def size(self, index: int) -> int:
        """Return the number of rows of batch ``index`` of an epoch."""
        return min(self.batch_size, self.rows - index * self.batch_size)

    def get(self, epoch: int, index: int) -> tuple[FloatArray, FloatArray]:
        """Return batch ``index`` of ``epoch`` as columns; views that the next call may change."""
        block, within = divmod(index, self.per_block)
        if self._loaded != (epoch, block):
            self._load(epoch, block)
        if self._short_view is not None and index == self.per_epoch - 1:
            return self._short_view
        return self._views[within]

    def indices(self, epoch: int, index: int) -> list[IntArray]:
        """Return, for each run, the training rows that are in a batch."""
        self._draw_order(epoch)
        start = index * self.batch_size
        return [order[start : start + self.batch_size].copy() for order in self._order]

    def _draw_order(self, epoch: int) -> None:
        """Draw the order of the rows: a function of seed and epoch alone."""
        if self._order_epoch != epoch:
            self._order = [
                stream(seed, BATCH_ORDER, epoch).permutation(self.rows) for seed in self._seeds
            ]
            self._order_epoch = epoch

    def _load(self, epoch: int, block: int) -> None:
        """Gather the rows of one block of batches."""
        self._draw_order(epoch)
        start = block * self.per_block * self.batch_size
        rows = min(self._block_inputs.shape[-2], self.rows - start)
        lead = self._runs or (1,)
        block_inputs = self._block_inputs.reshape(*lead, *self._block_inputs.shape[-2:])
        block_targets = self._block_targets.reshape(*lead, *self._block_targets.shape[-2:])
        for run, order in enumerate(self._order):
            chosen = order[start : start + rows]
            np.take(self._inputs[run], chosen, 0, block_inputs[run, :rows], mode="clip")
            np.take(self._targets[run], chosen, 0, block_targets[run, :rows], mode="clip")
        self._loaded = (epoch, block)
