"""Learning-rate schedules: a factor on the learning rate for every update.

A schedule is a function of the update's number, counted from zero; lengths
given in epochs are converted at the current batch size. To add a schedule,
write one class here, with a method ``shares``; with ``handles`` and ``bends``
its curve can be bent on screen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from engine.arguments import LARGEST_NUMBER, check_shape, finite_array, refused
from engine.arrays import FloatArray
from engine.registry import Part, Registry, hyper


@dataclass(frozen=True)
class Handle:
    """A point of a schedule's curve that can be grasped.

    ``along`` names the hyper-parameter that follows when the point is moved in
    time, ``up`` the one that follows its height; empty where it cannot be moved.
    """

    epoch: float
    factor: float
    along: str = ""
    up: str = ""


class Schedule(Part):
    """A factor by which the learning rate is multiplied at each update."""

    watches_loss: ClassVar[bool] = False
    """Whether the rate also depends on the losses of the run; see :mod:`engine.plateau`."""

    def factors(self, epochs: FloatArray, total: float, update: float = 0.0) -> FloatArray:
        """Return the factor of each update.

        Parameters
        ----------
        epochs : ndarray of shape (M,)
            Updates, counted from zero, divided by the updates of an epoch.
        total : float
            Length of the training in epochs; past it, the last factor holds.
        update : float
            Length of one update in epochs, for the rules that end with the last
            update or count from one; zero is the limit of many updates.

        Returns
        -------
        ndarray of shape (M,)
            From 0 to 1.

        Raises
        ------
        ValueError
            If one of them is no finite number, or negative.
        """
        epochs = finite_array(epochs, "epochs", np.float64, LARGEST_NUMBER)
        length = finite_array([total, update], "total and update", np.float64, LARGEST_NUMBER)
        check_shape(length, "total and update", (), 2)
        if epochs.size and epochs.min() < 0.0:
            raise refused("epochs", "a moment before the start.", "Count from 0.")
        if length[0] <= 0.0 or length[1] < 0.0:
            fault = f"{total!r} and {update!r} are no lengths."
            raise refused("total and update", fault, "Give more than 0, and at least 0.")
        with np.errstate(all="ignore"):
            return self.shares(epochs, *length.tolist())

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return the factors, for moments and lengths that are sound."""
        raise NotImplementedError

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the points of the curve by which hyper-parameters can be set.

        Parameters
        ----------
        total, update : float
            Length of the training and of one update, in epochs.
        """
        del total, update
        return ()

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Return the hyper-parameters for which the curve goes through a point."""
        raise NotImplementedError

    def bent(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float = 0.0
    ) -> Self:
        """Return the schedule of which a handle was moved to another point.

        Parameters
        ----------
        handle : Handle
            One of :meth:`handles`.
        epoch, factor : float
            Where it is moved to. Where the handle or a limit of its
            hyper-parameter does not allow that, it stays behind.
        total, update : float
            Length of the training and of one update, in epochs.

        Examples
        --------
        >>> rule = Step(every=30, factor=0.5)
        >>> (handle,) = rule.handles(total=100)
        >>> rule.bent(handle, epoch=20, factor=0.25, total=100)
        Step(every=20.0, factor=0.25)
        """
        moved_to = (
            max(0.0, epoch) if handle.along else handle.epoch,
            min(1.0, max(0.0, factor)) if handle.up else handle.factor,
        )
        limits = {each.name: each for each in self.hyper_parameters()}
        values = {
            name: limits[name].nearest(value)
            for name, value in self.bends(handle, *moved_to, total, update).items()
            if name in (handle.along, handle.up)
        }
        return type(self)(**{**dict(self), **values})


registry: Registry[Schedule] = Registry("schedule", Schedule)


def get(schedule_id: str) -> type[Schedule]:
    """Return the class with this id."""
    return registry.class_of(schedule_id)


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
    source: ClassVar[str] = "Common practice (Loshchilov & Hutter, ICLR 2017, §1); PyTorch's StepLR"
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


@registry.register
class ReduceOnPlateau(Schedule):
    """A drop by a factor whenever the test loss has stood still for a while.

    The losses are watched by :class:`engine.plateau.PlateauWatch`, at the end
    of each epoch; before the first drop the factor is one.

    Examples
    --------
    >>> ReduceOnPlateau().factors(np.array([0.0, 50.0]), 100).tolist()
    [1.0, 1.0]
    """

    id: ClassVar[str] = "reduce_on_plateau"
    label: ClassVar[str] = "On plateaus"
    formula: ClassVar[str] = "η ← max(γ η, ρ η₀) after more than P epochs with L ≥ (1 − δ) L*"
    source: ClassVar[str] = "Krizhevsky et al., NIPS 2012, §5; PyTorch's ReduceLROnPlateau"
    sentence: ClassVar[str] = "Holds the rate while the test loss falls, and drops it when stuck."
    watches_loss: ClassVar[bool] = True

    factor: float = hyper(
        0.1, "Factor", "What the rate is multiplied by at each drop.",
        above=0.0, below=1.0, scale="log", shown=(0.01, 0.9),
    )  # fmt: skip
    patience: int = hyper(
        10, "Patience", "Epochs without improvement that are let pass before a drop.",
        minimum=0, maximum=10**9, unit="epochs", shown=(0, 100),
    )  # fmt: skip
    threshold: float = hyper(
        1e-4, "Threshold",
        "A loss counts as better when it is lower than the best one by this share of it.",
        minimum=0.0, below=1.0, scale="log", shown=(1e-6, 0.1),
    )  # fmt: skip
    cooldown: int = hyper(
        0, "Rest", "Epochs after a drop in which nothing is counted.",
        minimum=0, maximum=10**9, unit="epochs", shown=(0, 100),
    )  # fmt: skip
    last: float = hyper(
        0.0, "Last", "Share of the rate below which it never falls.", minimum=0.0, maximum=1.0
    )

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return ones; the drops follow from the losses."""
        return np.ones_like(epochs)


def half_cosine(progress: FloatArray, last: float) -> FloatArray:
    """Return the way from 1 to ``last`` for a progress from 0 to 1, held outside."""
    wave = (1.0 + np.cos(np.pi * np.clip(progress, 0.0, 1.0))) / 2.0
    return np.asarray(last + (1.0 - last) * wave)
