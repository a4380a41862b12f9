"""How a slider runs through the values of a number. Knows no Qt.

A scale maps values to positions between 0 and 1 and back, and says what the next value is when an
arrow key is pressed.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Scale(Protocol):
    """What a slider needs to know of a range of values."""

    def position(self, value: float) -> float:
        """Return the place of `value`, between 0 and 1."""

    def value(self, position: float) -> float:
        """Return the (round) value at a position between 0 and 1."""

    def stepped(self, value: float, direction: int, big: bool = False) -> float:
        """Return the neighbour of `value` upwards (+1) or downwards (-1)."""


def nice_step(span: float, parts: int = 100) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that cuts `span` into <= `parts`.

    Examples
    --------
    >>> nice_step(0.9), nice_step(10.0), nice_step(7, 10)
    (0.01, 0.1, 1.0)
    """
    raw = span / parts
    power = float(10.0 ** math.floor(math.log10(raw)))
    factors = (1, 2, 5, 10)
    return next((f * power for f in factors if f * power >= raw * (1 - 1e-9)), 10 * power)


@dataclass(frozen=True)
class LinearScale:
    """Equal steps from `low` to `high`, on round values."""

    low: float
    high: float
    integer: bool = False

    @property
    def step(self) -> float:
        """Distance of two neighbouring values."""
        step = nice_step(self.high - self.low)
        return max(1.0, step) if self.integer else step

    def position(self, value: float) -> float:
        """Return the place of `value`, between 0 and 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def value(self, position: float) -> float:
        """Return the round value at a position between 0 and 1."""
        if position <= 0.0 or position >= 1.0:
            return self.low if position <= 0.0 else self.high
        raw = self.low + position * (self.high - self.low)
        return min(self.high, max(self.low, _tidy(round(raw / self.step) * self.step)))

    def stepped(self, value: float, direction: int, big: bool = False) -> float:
        """Return the next round value."""
        return _tidy(value + direction * self.step * (10 if big else 1))


@dataclass(frozen=True)
class LogScale:
    """Equal factors from `low` to `high`, both above zero; `zero` adds a notch at the left end."""

    low: float
    high: float
    zero: bool = False
    integer: bool = False

    _NOTCH = 0.06

    def position(self, value: float) -> float:
        """Return the place of `value`, between 0 and 1."""
        start = self._NOTCH if self.zero else 0.0
        if value <= 0.0:
            return 0.0
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return start + (1.0 - start) * min(1.0, max(0.0, share))

    def value(self, position: float) -> float:
        """Return the value at a position, rounded to two digits."""
        start = self._NOTCH if self.zero else 0.0
        if self.zero and position < start / 2:
            return 0.0
        if position >= 1.0:
            return self.high
        share = max(0.0, (position - start) / (1.0 - start))
        raw = self.low * (self.high / self.low) ** share
        rounded = float(round(raw)) if self.integer and raw < 100 else float(f"{raw:.1e}")
        return min(self.high, max(self.low, rounded))

    def stepped(self, value: float, direction: int, big: bool = False) -> float:
        """Return the next of 1, 2, 5, 10 ...; ten times as much for a big step."""
        if value <= 0.0:
            return self.low if direction > 0 else 0.0
        if self.zero and direction < 0 and value <= self.low * (1 + 1e-9):
            return 0.0
        if big:
            return float(f"{value * 10.0**direction:.3g}")
        exponent = math.floor(math.log10(value) + 1e-12)
        ladder = [float(f"{f}e{exponent + k}") for k in (-1, 0, 1) for f in (1, 2, 5)]
        if direction > 0:
            return ladder[bisect_right(ladder, value * (1 + 1e-9))]
        return ladder[bisect_left(ladder, value * (1 - 1e-9)) - 1]


@dataclass(frozen=True)
class StopScale:
    """Only the given values, in rising order, evenly spaced."""

    stops: tuple[float, ...]

    def position(self, value: float) -> float:
        """Return the place of the stop next to `value`."""
        return self._nearest(value) / (len(self.stops) - 1)

    def value(self, position: float) -> float:
        """Return the stop at a position between 0 and 1."""
        return self.stops[round(min(1.0, max(0.0, position)) * (len(self.stops) - 1))]

    def stepped(self, value: float, direction: int, big: bool = False) -> float:
        """Return the next stop; the third next for a big step."""
        count = 3 if big else 1
        if direction > 0:
            index = bisect_right(self.stops, value) + count - 1
        else:
            index = bisect_left(self.stops, value) - count
        return self.stops[min(len(self.stops) - 1, max(0, index))]

    def _nearest(self, value: float) -> int:
        return min(range(len(self.stops)), key=lambda k: abs(_log(self.stops[k]) - _log(value)))


def scale_of(
    low: float,
    high: float,
    kind: str = "linear",
    *,
    zero: bool = False,
    integer: bool = False,
    stops: Sequence[float] = (),
) -> Scale:
    """Return the scale for a range.

    Parameters
    ----------
    low, high : float
        Ends of the slider. A log scale that starts at 0 begins at a millionth of its end.
    kind : {"linear", "log"}
        How values are spread.
    zero : bool
        Whether 0 can be reached at the left end of a log scale.
    integer : bool
        Whether only whole numbers make sense.
    stops : sequence of float
        When given, the only values.
    """
    if stops:
        return StopScale(tuple(float(stop) for stop in stops))
    if kind == "log":
        lowest = low if low > 0.0 else (1.0 if integer else high * 1e-6)
        return LogScale(lowest, high, zero=zero or low <= 0.0, integer=integer)
    return LinearScale(low, high, integer)


def slider_range(
    minimum: float | None,
    maximum: float | None,
    shown: tuple[float, float] | None,
    kind: str = "linear",
    *,
    open_low: bool = False,
    open_high: bool = False,
) -> tuple[float, float]:
    """Return the ends of a slider: what is shown, or the limits; never a limit that is refused.

    Examples
    --------
    >>> slider_range(0.0, 1.0, None, open_high=True), slider_range(0.0, 1e9, (0.1, 5.0))
    ((0.0, 0.99), (0.1, 5.0))
    """
    low = shown[0] if shown else minimum or 0.0
    high = shown[1] if shown else (low + 1.0 if maximum is None else maximum)
    inside = nice_step(high - low)
    if open_low and minimum is not None and low <= minimum:
        low = minimum + (high - minimum) * 1e-6 if kind == "log" else _tidy(minimum + inside)
    if open_high and maximum is not None and high >= maximum:
        high = _tidy(maximum - inside)
    return low, high


def _tidy(value: float) -> float:
    return float(f"{value:.10g}")


def _log(value: float) -> float:
    return math.log(max(value, 1e-300))
