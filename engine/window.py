"""A window of steps: their learning rates, computed at once, and their records, kept at once.

To ask the schedule and to write into the history costs several NumPy calls, more
than a step of a small network should. In a window they are made once for 256 steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.experiment import Experiment
from engine.gradients import layer_squares
from engine.history import History
from engine.network import layer_starts

WINDOW_STEPS = 256
"""Steps of a window."""

LAYERS_EVERY = 17
"""Of so many steps one has its gradient's norm recorded by layer.

A prime number: these steps fall on all places in an epoch, not always on its
short last batch.
"""


class Window:
    """Rates and records of the stretch of steps in which training stands.

    Windows lie at multiples of their length, so that nothing depends on the
    calls in which the steps were made.

    Parameters
    ----------
    runs : tuple of int
        ``()`` or ``(R,)``.
    sizes : sequence of int
        Inputs, hidden layers, outputs.
    """

    def __init__(self, runs: tuple[int, ...], sizes: Sequence[int]) -> None:
        self._runs = runs
        self._layer_starts = np.array(layer_starts(sizes))
        self.start = 0
        self.records = np.zeros((WINDOW_STEPS, 3, *runs))
        """Loss, penalty and squared gradient norm of each step."""
        self._layer_squares = np.zeros((WINDOW_STEPS // LAYERS_EVERY + 1, len(sizes) - 1, *runs))
        self.rates = np.zeros((WINDOW_STEPS, *runs, 1))
        self.varying = False
        """Whether the rate changes within the window."""
        self.flushed = 0
        """Step up to which records are in the history."""

    @property
    def stop(self) -> int:
        """The first step after the window."""
        return self.start + WINDOW_STEPS

    def set_rates(
        self,
        experiments: Sequence[Experiment],
        step: int,
        steps_per_epoch: int,
        halted: Any,
        share: Any = 1.0,
    ) -> None:
        """Move to the window that holds ``step``.

        Halted runs get a rate of zero; ``share`` (*runs,) multiplies all rates.
        """
        self.start = step // WINDOW_STEPS * WINDOW_STEPS
        epochs = (self.start + np.arange(WINDOW_STEPS)) / steps_per_epoch
        rates = [
            e.training.optimizer.learning_rate
            * e.training.schedule.factors(epochs, float(e.training.epochs), 1.0 / steps_per_epoch)
            for e in experiments
        ]
        self.rates = np.stack(rates, axis=-1).reshape(WINDOW_STEPS, *self._runs, 1)
        self.rates = self.rates * np.reshape(share, (*np.shape(share), 1))
        if self._runs:
            np.copyto(self.rates, 0.0, where=halted[..., np.newaxis])
        self.varying = bool((self.rates != self.rates[:1]).any())

    def record_layers(self, step: int, gradient: FloatArray) -> None:
        """Keep the gradient's norms by layer, for a step that is a multiple of ``LAYERS_EVERY``."""
        squares = layer_squares(gradient, self._layer_starts)
        self._layer_squares[(step - self.start) // LAYERS_EVERY] = squares.T

    def flush(self, history: History, step: int) -> None:
        """Put the records of the steps before ``step`` that are not there yet into the history."""
        first = max(self.flushed, self.start)
        if step <= first:
            return
        cut = slice(first - self.start, step - self.start)
        records, rates = self.records[cut], self.rates[cut, ..., 0]
        norms = np.sqrt(records[:, 2])
        values = np.stack([records[:, 0], records[:, 1], rates, norms], axis=1)
        history.batches.extend(np.arange(first + 1, step + 1), values)
        self.flushed = step
        with_layers = np.arange(first + -first % LAYERS_EVERY, step, LAYERS_EVERY)
        if len(with_layers):
            squares = self._layer_squares[(with_layers - self.start) // LAYERS_EVERY]
            history.layer_gradients.extend(with_layers + 1, np.sqrt(squares))
