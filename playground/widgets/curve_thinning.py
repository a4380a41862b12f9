"""Long curves made short: each stretch keeps its mean and its extremes. Arrays only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DoubleArray = NDArray[np.float64]


@dataclass(frozen=True)
class Band:
    """A curve with its extremes: four arrays (M,), `x` rising, all finite."""

    x: DoubleArray
    mean: DoubleArray
    low: DoubleArray
    high: DoubleArray

    def __len__(self) -> int:
        return len(self.x)

    @property
    def is_line(self) -> bool:
        """Whether the extremes are the mean itself."""
        return self.low is self.mean

    def equals(self, other: "Band") -> bool:
        """Return whether two curves are the same."""
        if self.is_line != other.is_line or len(self) != len(other):
            return False
        pairs = [(self.x, other.x), (self.mean, other.mean)]
        if not self.is_line:
            pairs += [(self.low, other.low), (self.high, other.high)]
        return all(bool((mine == theirs).all()) for mine, theirs in pairs)

    def at(self, x: float) -> float:
        """Return the mean at the point nearest to `x`."""
        right = int(np.searchsorted(self.x, x))
        if right and (right == len(self.x) or x - self.x[right - 1] < self.x[right] - x):
            right -= 1
        return float(self.mean[right])


def make_band(x: object, mean: object, low: object = None, high: object = None) -> Band:
    """Return a band without the places at which anything is not finite."""
    xs, means = np.asarray(x, dtype=np.float64), np.asarray(mean, dtype=np.float64)
    if low is None or high is None:
        sound = np.isfinite(xs) & np.isfinite(means)
        means = means[sound]
        return Band(xs[sound], means, means, means)
    lows, highs = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    sound = np.isfinite(xs) & np.isfinite(means) & np.isfinite(lows) & np.isfinite(highs)
    return Band(xs[sound], means[sound], lows[sound], highs[sound])


def visible(band: Band, x0: float, x1: float) -> Band:
    """Return the part between `x0` and `x1`, with one point more on either side."""
    first = max(int(np.searchsorted(band.x, x0)) - 1, 0)
    last = int(np.searchsorted(band.x, x1, side="right")) + 1
    if first == 0 and last >= len(band):
        return band
    part = slice(first, last)
    mean = band.mean[part]
    if band.is_line:
        return Band(band.x[part], mean, mean, mean)
    return Band(band.x[part], mean, band.low[part], band.high[part])


def logarithmic(band: Band) -> Band:
    """Return the band in powers of ten; places with a mean of zero or less are left out."""
    sound = band.mean > 0
    x, mean = band.x[sound], band.mean[sound]
    logs = np.log10(mean)
    if band.is_line:
        return Band(x, logs, logs, logs)
    floor = 0.01 * mean
    low = np.log10(np.maximum(band.low[sound], floor))
    return Band(x, logs, low, np.log10(np.maximum(band.high[sound], floor)))


def thinned(band: Band, most: int) -> Band:
    """Return a band of at most `most` points, by merging equal numbers of neighbours."""
    count = len(band)
    if count <= most:
        return band
    starts = np.arange(0, count, -(-count // most))
    sizes = np.diff(np.append(starts, count))
    return Band(
        np.add.reduceat(band.x, starts) / sizes,
        np.add.reduceat(band.mean, starts) / sizes,
        np.minimum.reduceat(band.low, starts),
        np.maximum.reduceat(band.high, starts),
    )
