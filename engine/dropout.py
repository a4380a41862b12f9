"""Dropout: hidden neurons switched off at random while training.

Inverted dropout (Srivastava et al., JMLR 15, 2014): what stays on is scaled by
1 / (1 - rate), so that nothing changes in evaluation. Random numbers are drawn
for a block of steps at a time; a stream is addressed by (seed, layer, block),
so that a rate of zero draws nothing and disturbs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.seeds import DROPOUT, stream

BLOCK_NUMBERS = 2**16


class Dropout:
    """Masks for the hidden layers of one run or a stack.

    Parameters
    ----------
    units : sequence of int
        Neurons of each hidden layer.
    rates : sequence of sequence of float
        For each run, the rate of each hidden layer.
    seeds : sequence of int
        Training seed of each run.
    runs : tuple of int
        ``()`` or ``(R,)``.
    batch_size : int
        Columns of a full batch.
    """

    def __init__(
        self,
        units: Sequence[int],
        rates: Sequence[Sequence[float]],
        seeds: Sequence[int],
        runs: tuple[int, ...],
        batch_size: int,
        dtype: np.dtype[np.floating],
    ) -> None:
        self._units, self._rates, self._seeds = list(units), rates, seeds
        self._runs, self._batch_size, self._dtype = runs, batch_size, dtype
        self.active = [any(of_run[layer] > 0.0 for of_run in rates) for layer in range(len(units))]
        self.any = any(self.active)
        largest = max(units, default=1) * batch_size
        self._steps = max(1, min(64, BLOCK_NUMBERS // largest))
        self._masks: list[FloatArray | None] = [
            np.empty((self._steps, *runs, count, batch_size), dtype) if active else None
            for count, active in zip(units, self.active, strict=True)
        ]
        self._block = -1

    def masks(self, step: int, examples: int) -> list[FloatArray | None] | None:
        """Return the masks of one step, (*runs, units, examples) each, or None."""
        if not self.any:
            return None
        block, within = divmod(step, self._steps)
        if block != self._block:
            self._draw(block)
        return [None if mask is None else mask[within][..., :examples] for mask in self._masks]

    def _draw(self, block: int) -> None:
        for layer, mask in enumerate(self._masks):
            if mask is None:
                continue
            each_run = mask if self._runs else mask[:, np.newaxis]
            for run, seed in enumerate(self._seeds):
                rate = self._rates[run][layer]
                if rate == 0.0:
                    each_run[:, run] = 1.0
                    continue
                shape = (self._steps, self._units[layer], self._batch_size)
                uniform = stream(seed, DROPOUT, layer, block).random(shape, self._dtype.type)
                np.multiply(uniform >= rate, 1.0 / (1.0 - rate), out=each_run[:, run])
        self._block = block
