"""Mini-batches: every epoch a new order of the rows, one batch after another.

Batches are views into a block of gathered rows, a few thousand at a time, so
that a table of a million rows costs a step no more than one of a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.shuffle import Shuffle

BLOCK_ROWS = 2**11  # rows gathered at a time
STACK_BLOCK_ROWS = 2**15  # the same, of all runs of a stack together


class Batches:
    """The rows of one run or a stack, in batches, epoch by epoch.

    Parameters
    ----------
    inputs : sequence of ndarray of shape (N, D + 1)
        One for each run, the last column ones, in the model's dtype; runs may
        share an array.
    targets : sequence of ndarray of shape (N, K)
        Likewise.
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

    def set_batch_size(self, batch_size: int) -> None:
        """Cut epochs into batches of another size; the epoch has to be begun anew."""
        self.batch_size = max(1, min(batch_size, self.rows))
        # Rounded up; one even without rows, as nothing is trained then.
        self.per_epoch = max(1, -(-self.rows // self.batch_size))
        count = len(self._seeds)
        most = STACK_BLOCK_ROWS // count if count > 1 else BLOCK_ROWS
        self.per_block = min(max(1, most // self.batch_size), self.per_epoch)
        dtype, shape = self._inputs[0].dtype, (self.per_block, *self._runs)
        columns, outputs = self._inputs[0].shape[1], self._targets[0].shape[1]
        self._rows = np.zeros((self.per_block, count, self.batch_size), np.intp)
        self._block_inputs = np.empty((*shape, self.batch_size, columns), dtype)
        self._block_targets = np.empty((*shape, outputs, self.batch_size), dtype)
        self._views = [self._view(i, self.batch_size) for i in range(self.per_block)]
        short = self.rows % self.batch_size
        last = (self.per_epoch - 1) % self.per_block
        self._short_view = self._view(last, short) if short else None
        self._loaded = (-1, -1)  # epoch and block in the buffers
        self._order: Shuffle | None = None
        self._order_epoch = -1

    def _view(self, within: int, rows: int) -> tuple[FloatArray, FloatArray]:
        """Return one batch as columns: (*runs, D + 1, rows) and (*runs, K, rows)."""
        inputs, targets = self._block_inputs[within], self._block_targets[within]
        return np.swapaxes(inputs[..., :rows, :], -1, -2), targets[..., :rows]

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
        start = index * self.batch_size
        stop = start + self.size(index)
        return list(self._order_of(epoch).piece(start, stop).copy())

    def _order_of(self, epoch: int) -> Shuffle:
        if self._order is None or self._order_epoch != epoch:
            self._order = Shuffle(self.rows, self._seeds, epoch)
            self._order_epoch = epoch
        return self._order

    def _load(self, epoch: int, block: int) -> None:
        """Gather the rows of one block of batches."""
        start = block * self.per_block * self.batch_size
        stop = min(start + self.per_block * self.batch_size, self.rows)
        batches = -(-(stop - start) // self.batch_size)
        rows = self._rows[:batches]
        # (R, rows), with zeros where the last batch is short, to (batches, R, rows of a batch)
        padded = np.zeros((len(self._seeds), batches * self.batch_size), np.intp)
        padded[:, : stop - start] = self._order_of(epoch).piece(start, stop)
        rows[...] = padded.reshape(len(self._seeds), batches, -1).swapaxes(0, 1)
        gather(self._inputs, rows, self._block_inputs[:batches])
        # Laid out like the rows of a table, then turned: (..., M, K) to (..., K, M).
        turned = np.swapaxes(self._block_targets[:batches], -1, -2)
        targets = np.empty(turned.shape, turned.dtype)
        gather(self._targets, rows, targets)
        turned[...] = targets
        self._loaded = (epoch, block)


def gather(tables: Sequence[FloatArray], rows: IntArray, out: FloatArray) -> None:
    """Write rows of each run's table into ``out``; at one go where all have the same table.

    Parameters
    ----------
    tables : sequence of ndarray of shape (N, C)
        One for each of R runs.
    rows : ndarray of shape (B, R, M)
        Which rows, for B batches of M.
    out : ndarray of shape (B, R, M, C), or (B, M, C) for a single run
        Where to; contiguous.

    Examples
    --------
    >>> out = np.empty((1, 2, 1))
    >>> gather([np.array([[1.0], [2.0], [3.0]])], np.array([[[2, 0]]]), out)
    >>> out.ravel().tolist()
    [3.0, 1.0]
    """
    if all(table is tables[0] for table in tables):
        tables[0].take(rows.ravel(), 0, out.reshape(-1, out.shape[-1]), mode="clip")
        return
    for run, table in enumerate(tables):
        out[:, run] = table.take(rows[:, run], 0, mode="clip")
