"""How weights, activations and gradients are spread in each layer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.arrays import FloatArray, IntArray

BINS = 40
MOST_VALUES = 2**13
"""Values of a layer that are counted; of more, so many evenly spread."""
MOST = 1e300
"""Largest end of a range: the distance between its ends is finite."""


@dataclass(frozen=True, eq=False)
class LayerHistograms:
    """Histograms of the layers, first to last.

    ``edges`` (B + 1,) and ``counts`` (B,) of each layer, and of its values
    the share that is exactly zero, the mean and the standard deviation. Each
    layer has a range of its own: gradients may differ by many powers of ten.
    """

    edges: tuple[FloatArray, ...]
    counts: tuple[IntArray, ...]
    zeros: tuple[float, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]


def layer_histograms(layers: Sequence[FloatArray], bins: int = BINS) -> LayerHistograms:
    """Return a histogram of the finite values of each layer.

    A range ends at 1, 2 or 5 times a power of ten, so that from frame to
    frame it mostly stays. All begin at zero where no value of any layer is
    negative, else at the same distance below zero: with an even number of
    bins, none holds values of both signs.

    Examples
    --------
    >>> spread = layer_histograms([np.array([0.5, 3.5]), np.array([0.0, 0.02])], bins=5)
    >>> spread.edges[0].tolist(), [counts.tolist() for counts in spread.counts]
    ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [[1, 0, 0, 1, 0], [1, 0, 0, 0, 1]])
    >>> spread.zeros, round(spread.means[0], 6), round(spread.deviations[0], 6)
    ((0.0, 0.5), 2.0, 1.5)
    """
    samples = [_some(values).astype(np.float64) for values in layers]
    signed = any(values.min() < 0.0 for values in samples if values.size)
    tops = [min(MOST, round_up(float(np.abs(values).max(initial=0.0)))) for values in samples]
    edges = tuple(_edges(-top if signed else 0.0, top, bins) for top in tops)
    spreads = [_spread(values, top) for values, top in zip(samples, tops, strict=True)]
    return LayerHistograms(
        edges=edges,
        counts=tuple(_counted(*each) for each in zip(samples, edges, strict=True)),
        zeros=tuple(1.0 - int(np.count_nonzero(each)) / max(1, each.size) for each in samples),
        means=tuple(mean for mean, _ in spreads),
        deviations=tuple(deviation for _, deviation in spreads),
    )


def round_up(value: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten from ``value`` on; 1 for zero.

    Examples
    --------
    >>> round_up(0.3), round_up(1.0), round_up(7.0), round_up(0.0)
    (0.5, 1.0, 10.0, 1.0)
    """
    if value <= 1e-30:
        return 1.0
    power = math.floor(math.log10(value))
    candidates = (float(f"{digit}e{power}") for digit in (1, 2, 5, 10))
    return next((one for one in candidates if one >= value), float(f"1e{power + 2}"))


@lru_cache(maxsize=64)
def _edges(low: float, top: float, bins: int) -> FloatArray:
    """Return equal bins' edges, read-only; ranges mostly stay from frame to frame."""
    edges = np.linspace(low, top, bins + 1)
    edges.flags.writeable = False
    return edges


def _spread(values: FloatArray, top: float) -> tuple[float, float]:
    """Return mean and standard deviation, computed in units of ``top``: no square overflows."""
    if not values.size:
        return 0.0, 0.0
    scaled = values / top
    return float(scaled.mean()) * top, float(scaled.std()) * top


def _some(values: FloatArray) -> FloatArray:
    """Return the values as one row, of very many only some."""
    flat = values.reshape(-1)
    stride = -(-flat.size // MOST_VALUES)
    while stride > 1 and math.gcd(stride, values.shape[-1]) > 1:
        stride += 1  # else it would meet the same columns in each row
    return flat[:: max(1, stride)]


def _counted(values: FloatArray, edges: FloatArray) -> IntArray:
    """Return the counts of equal bins: what ``np.histogram`` says, in a tenth of its time."""
    bins = len(edges) - 1
    indices = ((values - edges[0]) * (bins / (edges[-1] - edges[0]))).astype(np.intp)
    np.clip(indices, 0, bins - 1, out=indices)  # the last edge belongs to the last bin
    return np.bincount(indices, minlength=bins)
