"""Ticks of a logarithmic axis: few, round, never on top of each other."""

from math import ceil, floor, log10

MOST = 7
LARGEST_POWER = 300  # of numbers that a float can hold and that are worth a tick
LADDERS = ((1,), (1, 3), (1, 2, 5), (1, 2, 3, 4, 5, 7), tuple(range(1, 10)))


def log_ticks(low: float, high: float, most: int = MOST) -> list[tuple[float, str]]:
    """Return ticks (power of ten, text) for an axis from 10**low to 10**high.

    Examples
    --------
    >>> [text for _, text in log_ticks(-2, 0)]
    ['0.01', '0.02', '0.05', '0.1', '0.2', '0.5', '1']
    """
    first = max(floor(min(low, LARGEST_POWER)), -LARGEST_POWER)
    last = min(ceil(max(high, -LARGEST_POWER)), LARGEST_POWER)
    chosen: list[float] = []
    for ladder in LADDERS:
        values = [digit * 10.0**power for power in range(first, last + 1) for digit in ladder]
        inside = [value for value in values if low <= log10(value) <= high]
        if chosen and len(inside) > most:
            break
        chosen = inside
    every = ceil(len(chosen) / most) if chosen else 1
    return [(log10(value), f"{value:.3g}") for value in chosen[::every]]
