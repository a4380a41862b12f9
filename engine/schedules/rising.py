"""Schedules that rise to the full rate before they fall."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.registry import hyper
from engine.schedules.base import Handle, Schedule, registry
from engine.schedules.falling import half_cosine


@registry.register
class WarmupCosine(Schedule):
    """A straight rise, then half a cosine.

    Examples
    --------
    >>> rule = WarmupCosine(warmup=10)
    >>> rule.factors(np.array([0.0, 5.0, 10.0, 55.0, 100.0]), 100).round(6).tolist()
    [0.01, 0.505, 1.0, 0.5, 0.0]
    """

    id: ClassVar[str] = "warmup_cosine"
    label: ClassVar[str] = "Warm-up and cosine"
    formula: ClassVar[str] = "η(t) = η (a + (1 − a) t / W) up to W, then a cosine to T"
    source: ClassVar[str] = "Goyal et al., 2017, §2.2; Loshchilov & Hutter, ICLR 2017, eq. 5"
    sentence: ClassVar[str] = "Rises gently while the weights are still wild, then glides down."

    warmup: float = hyper(
        5.0, "Warm-up", "Epochs until the full rate is reached.",
        minimum=0.0, maximum=1e9, unit="epochs", shown=(0.0, 50.0),
    )  # fmt: skip
    first: float = hyper(
        0.01, "First", "Share of the rate at the first update.", minimum=0.0, maximum=1.0
    )
    last: float = hyper(
        0.0, "Last", "Share of the rate that is left at the end.", minimum=0.0, maximum=1.0
    )

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return the rise, then the half cosine."""
        rise = self.first + (1.0 - self.first) * epochs / max(self.warmup, 1e-12)
        fall = half_cosine((epochs - self.warmup) / max(total - self.warmup, 1e-12), self.last)
        return np.where(epochs < self.warmup, rise, fall)

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the start, the peak and the end, as far as they lie within the training."""
        found = [Handle(self.warmup, 1.0, along="warmup")]
        if self.warmup > 0.0:
            found.insert(0, Handle(0.0, self.first, up="first"))
        if self.warmup < total:
            found.append(Handle(total, self.last, up="last"))
        return tuple(found)

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Let the curve start, turn or end at the point."""
        return {"first": factor, "warmup": epoch, "last": factor}


@registry.register
class OneCycle(Schedule):
    """Half a cosine up to the full rate and half a cosine down, in PyTorch's form.

    Only the rate moves; the momentum stays.

    Examples
    --------
    >>> OneCycle().factors(np.array([0.0, 15.0, 30.0, 65.0, 100.0]), 100).round(6).tolist()
    [0.04, 0.52, 1.0, 0.500002, 4e-06]
    """

    id: ClassVar[str] = "one_cycle"
    label: ClassVar[str] = "One cycle"
    formula: ClassVar[str] = (
        "η(t) = a cosine from η / d up to η at t = p T, then one down to η / (d f) at t = T"
    )
    source: ClassVar[str] = "Smith & Topin, arXiv:1708.07120, 2017; as cosines in PyTorch"
    sentence: ClassVar[str] = "Climbs to a bold rate, then glides down to almost nothing."

    pct_start: float = hyper(
        0.3, "Rise", "Share of the training in which the rate rises.", minimum=0.0, below=1.0
    )
    div_factor: float = hyper(
        25.0, "Start divisor", "How many times smaller than the peak the first rate is.",
        minimum=1.0, maximum=1e9, scale="log", shown=(1.0, 1000.0),
    )  # fmt: skip
    final_div_factor: float = hyper(
        1e4, "End divisor", "How many times smaller than the first rate the last one is.",
        minimum=1.0, maximum=1e9, scale="log", shown=(1.0, 1e6),
    )  # fmt: skip

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return the rise, then the fall, which ends with the last update."""
        first = 1.0 / self.div_factor
        peak = self.pct_start * total - update
        rise = half_cosine(1.0 - epochs / max(peak, 1e-12), first)
        fall = half_cosine(
            (epochs - peak) / max(total - update - peak, 1e-12), first / self.final_div_factor
        )
        return np.where(epochs < peak, rise, fall)

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the start, the peak and the end."""
        first = 1.0 / self.div_factor
        peak = max(0.0, self.pct_start * total - update)
        found = (
            Handle(peak, 1.0, along="pct_start"),
            Handle(total - update, first / self.final_div_factor, up="final_div_factor"),
        )
        return (Handle(0.0, first, up="div_factor"), *found) if peak > 0.0 else found

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Let the curve start, turn or end at the point."""
        height = max(factor, 1e-18)
        return {
            "div_factor": 1.0 / height,
            "pct_start": (epoch + update) / total,
            "final_div_factor": 1.0 / (self.div_factor * height),
        }


@registry.register
class InverseSqrt(Schedule):
    """A straight rise, then a fall with the root of the time.

    Examples
    --------
    >>> rule = InverseSqrt(warmup=10)
    >>> rule.factors(np.array([0.0, 5.0, 10.0, 40.0, 1000.0]), 100).round(6).tolist()
    [0.0, 0.5, 1.0, 0.5, 0.1]
    """

    id: ClassVar[str] = "inverse_sqrt"
    label: ClassVar[str] = "Inverse root"
    formula: ClassVar[str] = "η(t) = η min(t / W, √(W / t)),  t from the first update's end"
    source: ClassVar[str] = "Vaswani et al., NeurIPS 2017, §5.3, eq. 3, as a share of its peak"
    sentence: ClassVar[str] = "Rises steadily, then falls ever more slowly and never ends."

    warmup: float = hyper(
        5.0, "Warm-up", "Epochs until the full rate is reached.",
        minimum=0.0, maximum=1e9, unit="epochs", shown=(0.0, 50.0),
    )  # fmt: skip

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return min(t / W, √(W / t)); the warm-up lasts for one update at least."""
        done = epochs + update
        warmup = max(self.warmup, update, 1e-12)
        return np.asarray(np.minimum(done / warmup, np.sqrt(warmup / np.maximum(done, warmup))))

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the peak."""
        return (Handle(max(0.0, self.warmup - update), 1.0, along="warmup"),)

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Let the curve turn at the point."""
        return {"warmup": epoch + update}
