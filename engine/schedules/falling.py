"""Schedules that begin with the full rate and only fall from there."""

import math
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.registry import hyper
from engine.schedules.base import Handle, Schedule, registry


@registry.register
class Constant(Schedule):
    """The same rate throughout.

    Examples
    --------
    >>> Constant().factors(np.array([0.0, 50.0]), 100).tolist()
    [1.0, 1.0]
    """

    id: ClassVar[str] = "constant"
    label: ClassVar[str] = "Constant"
    formula: ClassVar[str] = "η(t) = η"
    source: ClassVar[str] = "The plain case"
    sentence: ClassVar[str] = "The same learning rate from the first update to the last."

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return ones."""
        return np.ones_like(epochs)


@registry.register
class Step(Schedule):
    """A drop by a factor at regular intervals.

    Examples
    --------
    >>> Step(every=10, factor=0.5).factors(np.array([9.9, 10.0, 20.0]), 100).tolist()
    [1.0, 0.5, 0.25]
    """

    id: ClassVar[str] = "step"
    label: ClassVar[str] = "Steps"
    formula: ClassVar[str] = "η(t) = η γ^⌊t / s⌋"
    source: ClassVar[str] = "Common practice (Loshchilov & Hutter, ICLR 2017); PyTorch's StepLR"
    sentence: ClassVar[str] = "Holds the rate, then drops it by a factor, again and again."

    every: float = hyper(
        30.0, "Every", "Epochs between two drops.",
        above=0.0, maximum=1e9, unit="epochs", scale="log", shown=(1.0, 1000.0),
    )  # fmt: skip
    factor: float = hyper(
        0.1, "Factor", "What the rate is multiplied by at each drop.",
        above=0.0, maximum=1.0, scale="log", shown=(0.01, 1.0),
    )  # fmt: skip

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return γ^⌊t / s⌋."""
        # A product such as 0.1 · 300 must not fall short of the whole number it means.
        drops = np.floor(epochs / self.every + 1e-9)
        return np.asarray(self.factor**drops)

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the foot of the first drop."""
        return (Handle(self.every, self.factor, along="every", up="factor"),)

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Let the first drop lead to the point."""
        return {"every": epoch, "factor": factor}


@registry.register
class Exponential(Schedule):
    """A steady decay by a factor an epoch.

    Examples
    --------
    >>> Exponential(factor=0.5).factors(np.array([0.0, 1.0, 2.0]), 100).tolist()
    [1.0, 0.5, 0.25]
    """

    id: ClassVar[str] = "exponential"
    label: ClassVar[str] = "Exponential"
    formula: ClassVar[str] = "η(t) = η γ^t,  t in epochs"
    source: ClassVar[str] = "PyTorch's ExponentialLR"
    sentence: ClassVar[str] = "Shrinks the rate by the same factor every epoch."

    factor: float = hyper(
        0.97, "Factor", "What is left of the rate after one epoch.",
        above=0.0, maximum=1.0, shown=(0.5, 1.0),
    )  # fmt: skip

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return γ^t."""
        return np.asarray(self.factor**epochs)

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the moment at which half is left, or the end where that comes first."""
        if self.factor**total > 0.5:
            return (Handle(total, self.factor**total, up="factor"),)
        return (Handle(math.log(0.5) / math.log(self.factor), 0.5, along="factor"),)

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Let the curve go through the point."""
        return {"factor": factor ** (1.0 / max(epoch, 1e-12))}


@registry.register
class Cosine(Schedule):
    """Half a cosine from the full rate to the last one.

    Examples
    --------
    >>> Cosine().factors(np.array([0.0, 50.0, 100.0, 200.0]), 100).round(6).tolist()
    [1.0, 0.5, 0.0, 0.0]
    """

    id: ClassVar[str] = "cosine"
    label: ClassVar[str] = "Cosine"
    formula: ClassVar[str] = "η(t) = η (ρ + (1 − ρ) (1 + cos(π t / T)) / 2)"
    source: ClassVar[str] = "Loshchilov & Hutter, SGDR, ICLR 2017, eq. 5"
    sentence: ClassVar[str] = "Glides down to the end along half a cosine wave."

    last: float = hyper(
        0.0, "Last", "Share of the rate that is left at the end.", minimum=0.0, maximum=1.0
    )

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return the half cosine."""
        return half_cosine(epochs / total, self.last)

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the end."""
        return (Handle(total, self.last, up="last"),)

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Let the curve end at the point."""
        return {"last": factor}


def half_cosine(progress: FloatArray, last: float) -> FloatArray:
    """Return the way from 1 to ``last`` for a progress from 0 to 1, held outside."""
    wave = (1.0 + np.cos(np.pi * np.clip(progress, 0.0, 1.0))) / 2.0
    return np.asarray(last + (1.0 - last) * wave)
