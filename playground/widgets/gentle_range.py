"""An axis range that grows at once and shrinks slowly, so that a plot never jumps."""

from dataclasses import dataclass

FREE = 0.05  # share of the span left free at either end
NOTHING = 1e-9  # a span of such a share of the values is none
SLACK = 0.15  # share of the span that may stay unused
SHRINKING = 0.15  # share of the unused part given up at each update
NOTICEABLE = 0.004  # smaller moves, as a share of the span, are not worth a new axis


@dataclass
class GentleRange:
    """Follows the extremes of data; `shown` is the range on screen.

    Without `gentle` the range fits the data at every update, and nothing glides.

    Examples
    --------
    What differs by rounding only is one value, with room around it:

    >>> low, high = GentleRange().follow(0.01, 0.01 + 2e-18)
    >>> round(low, 6), round(high, 6)
    (0.0095, 0.0105)
    """

    shown: tuple[float, float] | None = None
    gentle: bool = True

    def forget(self) -> None:
        """Jump to the data next time."""
        self.shown = None

    def follow(self, low: float, high: float) -> tuple[float, float] | None:
        """Return the range to show for data from `low` to `high`; None where it may stay."""
        span = high - low
        if span <= NOTHING * max(abs(low), abs(high)):  # no more than rounding leaves
            span = abs(high) or 1.0
        low, high = low - FREE * span, high + FREE * span
        if self.shown is None or not self.gentle:
            before, self.shown = self.shown, (low, high)
            return None if before == self.shown else self.shown
        old_low, old_high = self.shown
        slack = SLACK * (high - low)
        new_low = low if low < old_low else old_low + _given_up(low - old_low, slack)
        new_high = high if high > old_high else old_high - _given_up(old_high - high, slack)
        moved = max(abs(new_low - old_low), abs(new_high - old_high))
        if moved < NOTICEABLE * (old_high - old_low):
            return None
        self.shown = (new_low, new_high)
        return self.shown


def _given_up(unused: float, slack: float) -> float:
    return SHRINKING * unused if unused > slack else 0.0
