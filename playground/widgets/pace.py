"""Not more often than eyes can follow."""

import time
from collections.abc import Callable

READ_PERIOD_S = 0.1
"""Numbers that change more often than this cannot be read."""


class Pace:
    """Says when something is due that is to happen only so often.

    Parameters
    ----------
    period_s
        Seconds from one time to the next, at least.
    clock
        Seconds, rising.

    Examples
    --------
    >>> times = iter([0.0, 0.05, 0.1])
    >>> pace = Pace(0.1, clock=lambda: next(times))
    >>> pace.due(), pace.due(), pace.due()
    (True, False, True)
    """

    def __init__(self, period_s: float, clock: Callable[[], float] = time.perf_counter) -> None:
        self._period_s, self._clock = period_s, clock
        self._next = float("-inf")

    def due(self) -> bool:
        """Return whether it is time; if so, the next time comes a period later."""
        now = self._clock()
        if now < self._next:
            return False
        self._next = now + self._period_s
        return True
