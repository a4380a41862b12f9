"""Curves made smooth: an exponential mean that does not begin at zero."""

from itertools import accumulate

import numpy as np

from playground.widgets.curve_thinning import Band, DoubleArray

MOST = 0.99
"""Greatest share of the past; one would forget the present."""


def smoothed(values: DoubleArray, weight: float) -> DoubleArray:
    """Return the exponential mean of values (M,) from the first to each of them.

    Parameters
    ----------
    values : ndarray of shape (M,)
    weight : float
        Share β of what came before, from 0 (nothing changes) to 0.99.

    Notes
    -----
    s_n = β s_{n-1} + (1 − β) y_n from s_0 = 0, divided by 1 − βⁿ, the sum of the weights; as in
    Kingma & Ba, *Adam*, 2015, §3.

    Examples
    --------
    >>> smoothed(np.array([4.0, 1.0, 1.0]), 0.5).tolist()
    [4.0, 2.0, 1.4285714285714286]
    """
    if weight <= 0.0 or len(values) == 0:
        return values
    sums = accumulate(((1.0 - weight) * values).tolist(), lambda mean, new: weight * mean + new)
    weights = 1.0 - weight ** np.arange(1, len(values) + 1)
    return np.fromiter(sums, np.float64, len(values)) / weights


def smooth_band(band: Band, weight: float) -> Band:
    """Return the smoothed means of a band, as a line; the band itself for a weight of zero."""
    if weight <= 0.0:
        return band
    means = smoothed(band.mean, weight)
    return Band(band.x, means, means, means)
