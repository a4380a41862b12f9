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


@dataclass(frozen=True, eq=False)
class LayerHistograms:
    """Histograms of the layers, first to last.

    ``edges`` (B + 1,) and ``counts`` (B,) of each layer. The edges are the
    same for all layers, so that these can be compared.
    """

    edges: tuple[FloatArray, ...]
    counts: tuple[IntArray, ...]


def layer_histograms(layers: Sequence[FloatArray], bins: int = BINS) -> LayerHistograms:
    """Return a histogram of the finite values of each layer, all over one range.

    The range ends at 1, 2 or 5 times a power of ten, so that from frame to
    frame it mostly stays. It begins at zero where no value is negative, else
    at the same distance below zero.

    Examples
    --------
    >>> spread = layer_histograms([np.array([0.5, 3.0]), np.array([4.9])], bins=5)
    >>> spread.edges[0].tolist(), [counts.tolist() for counts in spread.counts]
    ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [[1, 0, 0, 1, 0], [0, 0, 0, 0, 1]])
    """
    samples = [_some(values) for values in layers]
    lowest = min((float(values.min()) for values in samples if values.size), default=0.0)
    highest = max((float(values.max()) for values in samples if values.size), default=0.0)
    top = round_up(max(-lowest, highest))
    low = -top if lowest < 0.0 else 0.0
    edges = _edges(low, top, bins)
    counts = tuple(_counted(values, low, bins / (top - low), bins) for values in samples)
    return LayerHistograms((edges,) * len(samples), counts)


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


def _some(values: FloatArray) -> FloatArray:
    """Return the values as one row, of very many only some."""
    flat = values.reshape(-1)
    stride = -(-flat.size // MOST_VALUES)
    while stride > 1 and math.gcd(stride, values.shape[-1]) > 1:
        stride += 1  # else it would meet the same columns in each row
    return flat[:: max(1, stride)]


def _counted(values: FloatArray, low: float, bins_a_unit: float, bins: int) -> IntArray:
    """Return the counts of equal bins: what ``np.histogram`` says, in a tenth of its time."""
    places = (values - values.dtype.type(low)) * values.dtype.type(bins_a_unit)
    indices = places.astype(np.intp)
    np.minimum(indices, bins - 1, out=indices)  # the last edge belongs to the last bin
    return np.bincount(indices, minlength=bins)
