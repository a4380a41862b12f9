"""When to train, how far, and when to show: small clocks that are told the time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from engine import Trainer


@dataclass(frozen=True)
class Goal:
    """Where the steps asked for end: at a count of steps or of epochs."""

    unit: Literal["batch", "epoch"]
    count: int

    def left(self, trainer: Trainer) -> int:
        """Return how many steps or ends of epochs are still to come."""
        return self.count - (trainer.step_count if self.unit == "batch" else trainer.epoch)


class Allowance:
    """A token bucket: how many updates are due at a given speed.

    One token is there at the start, so that the first update comes at once.
    What was missed in a stall is forgotten beyond a tenth of a second's
    worth: the run goes on at its speed instead of rushing after the clock.

    Parameters
    ----------
    speed : float
        Updates a second.
    now : float
        Seconds, on the clock that all methods are given.

    Examples
    --------
    >>> allowance = Allowance(speed=2.0, now=0.0)
    >>> allowance.due(0.0), allowance.due(0.25), allowance.due(0.5)
    (1, 0, 1)
    >>> allowance.seconds_left(0.75)
    0.25
    """

    def __init__(self, speed: float, now: float) -> None:
        self._speed = speed
        self._tokens = 1.0
        self._filled = now

    def set_speed(self, speed: float, now: float) -> None:
        """Go on at another speed, keeping what is due."""
        self._fill(now)
        self._speed = speed

    def due(self, now: float) -> int:
        """Take and return the whole updates that are due."""
        self._fill(now)
        whole = int(self._tokens + 1e-9)
        self._tokens = max(self._tokens - whole, 0.0)
        return whole

    def seconds_left(self, now: float) -> float:
        """Return the seconds until the next update is due, 0 if one is."""
        self._fill(now)
        return max((1.0 - self._tokens) / self._speed, 0.0)

    def _fill(self, now: float) -> None:
        most = 1.0 + 0.1 * self._speed
        self._tokens = min(self._tokens + (now - self._filled) * self._speed, most)
        self._filled = now


class RateMeter:
    """Updates a second, smoothed over half a second.

    Examples
    --------
    >>> meter = RateMeter()
    >>> meter.restart(step=0, now=0.0)
    >>> meter.measure(step=100, now=0.5), meter.measure(step=200, now=1.0)
    (200.0, 200.0)
    """

    smoothing_s = 0.5

    def __init__(self) -> None:
        self.restart(0, 0.0)

    def restart(self, step: int, now: float) -> None:
        """Forget the rate and count from here."""
        self._step, self._now, self._rate = step, now, 0.0
        self._measured = False

    def measure(self, step: int, now: float) -> float:
        """Return the rate, given the step count now."""
        elapsed = now - self._now
        if elapsed <= 0.0:
            return self._rate
        latest = (step - self._step) / elapsed
        share = 1.0 - math.exp(-elapsed / self.smoothing_s) if self._measured else 1.0
        self._rate += share * (latest - self._rate)
        self._step, self._now, self._measured = step, now, True
        return self._rate


class FrameClock:
    """When the next frame is due.

    Frames come ``frames_per_second`` times a second as long as making one
    (maps, copies) takes at most a quarter of the time, and making and
    drawing it at most half: training keeps the rest. Dearer frames come less
    often, down to four a second. While the screen does not draw, because it
    is hidden or held up, frames come four times a second too.
    """

    making_share = 0.25
    share = 0.5
    slowest_period_s = 0.25

    def __init__(self, frames_per_second: float = 30.0) -> None:
        self.base_period_s = 1.0 / frames_per_second
        self._shown = -math.inf
        self._needed_s = 0.0

    def shown(self, began: float, making_s: float, drawing_s: float) -> None:
        """Note that a frame begun at ``began`` took these seconds."""
        self._shown = began
        needed_s = max(making_s / self.making_share, (making_s + drawing_s) / self.share)
        self._needed_s += 0.3 * (needed_s - self._needed_s)

    def due(self, *, drawn: bool) -> float:
        """Return the time of the next frame; ``drawn`` says whether the last one was drawn."""
        period_s = max(self.base_period_s, min(self._needed_s, self.slowest_period_s))
        return self._shown + (period_s if drawn else self.slowest_period_s)
