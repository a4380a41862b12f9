"""Reduce on plateau: the rule, and what a run remembers of its losses between two epochs.

The counting is that of PyTorch's ``ReduceLROnPlateau`` (mode "min", relative
threshold, no least change of the rate).
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.registry import hyper
from engine.schedules.base import Schedule, registry


@registry.register
class ReduceOnPlateau(Schedule):
    """A drop by a factor whenever the test loss has stood still for a while.

    The losses are watched by :class:`PlateauWatch`, at the end
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


class PlateauWatch:
    """Watch the loss of one run or a stack at the end of each epoch.

    Parameters
    ----------
    schedules : sequence of Schedule
        One a run; runs with another schedule keep a share of one.
    runs : tuple of int
        ``()`` or ``(R,)``.

    Examples
    --------
    >>> watch = PlateauWatch([ReduceOnPlateau(factor=0.5, patience=1)], ())
    >>> for loss in (3.0, 2.0, 2.0, 2.0, 2.0):
    ...     dropped = watch.observe(loss)
    ...     print(dropped, watch.share)
    False 1.0
    False 1.0
    False 1.0
    True 0.5
    False 0.5
    """

    memory = ("best", "bad_epochs", "resting", "share")

    def __init__(self, schedules: Sequence[Schedule], runs: tuple[int, ...]) -> None:
        self._runs = runs
        self.best = np.full(runs, np.inf)
        self.bad_epochs = np.zeros(runs, np.int64)
        self.resting = np.zeros(runs, np.int64)
        self.share = np.ones(runs)
        """What is left of each run's learning rate, (*runs,)."""
        self.set_rules(schedules)

    def set_rules(self, schedules: Sequence[Schedule]) -> None:
        """Go on with other settings; what was seen is kept."""
        rules = [s if isinstance(s, ReduceOnPlateau) else None for s in schedules]

        def each(of: Any) -> Any:
            return np.reshape([of(rule or ReduceOnPlateau()) for rule in rules], self._runs)

        self._watched = np.reshape([rule is not None for rule in rules], self._runs)
        self._factor, self._last = each(lambda r: r.factor), each(lambda r: r.last)
        self._patience, self._rest = each(lambda r: r.patience), each(lambda r: r.cooldown)
        self._bound = each(lambda r: 1.0 - r.threshold)
        self.share = np.where(self._watched, self.share, 1.0)

    def observe(self, loss: Any) -> bool:
        """Take the losses (*runs,) of an epoch; return whether a rate has dropped."""
        better = np.asarray(loss) < self.best * self._bound
        self.best = np.where(better, loss, self.best)
        rests = self.resting > 0
        self.resting = self.resting - rests
        self.bad_epochs = np.where(better | rests, 0, self.bad_epochs + 1)
        drops = self._watched & (self.bad_epochs > self._patience)
        before = self.share
        lower = np.maximum(before * self._factor, np.minimum(before, self._last))
        self.share = np.where(drops, lower, before)
        self.resting = np.where(drops, self._rest, self.resting)
        self.bad_epochs = np.where(drops, 0, self.bad_epochs)
        return bool((self.share != before).any())

    def forget_losses(self) -> None:
        """Take the next losses as the first of their kind; rates stay as they are."""
        self.best = np.full(self._runs, np.inf)
        self.bad_epochs = np.zeros(self._runs, np.int64)

    def state_dict(self) -> dict[str, Any]:
        """Return copies of the arrays."""
        return {name: np.array(getattr(self, name)) for name in self.memory}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a copy."""
        for name in self.memory:
            setattr(self, name, np.array(state[name]))
