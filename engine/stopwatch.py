"""The time that a run has spent in training."""

from __future__ import annotations

import math
import time


class Stopwatch:
    """Seconds of training, also while it runs.

    Examples
    --------
    >>> watch = Stopwatch()
    >>> watch.start(); watch.stop()
    >>> watch.seconds >= 0.0
    True
    """

    def __init__(self) -> None:
        self._before = 0.0
        self._since = math.nan

    def start(self) -> None:
        """Count from now on."""
        self._since = time.perf_counter()

    def stop(self) -> None:
        """Stop counting."""
        self._before, self._since = self.seconds, math.nan

    @property
    def seconds(self) -> float:
        """Time counted so far."""
        running = 0.0 if math.isnan(self._since) else time.perf_counter() - self._since
        return self._before + running

    @seconds.setter
    def seconds(self, seconds: float) -> None:
        self._before = seconds
