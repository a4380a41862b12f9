"""One moment of a run, complete, and the changes that people made to the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.arrays import FloatArray
from engine.experiment import ChangedSetting, Experiment
from engine.optimizers import State

if TYPE_CHECKING:
    from engine.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """All that the next update of a run depends on.

    Batch order and dropout are functions of the seed and of the position, and
    the learning rate of the schedule and the position, so that neither data
    nor random states need be kept. Arrays are never written to.
    """

    experiments: tuple[Experiment, ...]
    step: int
    epoch: int
    batch_index: int
    parameters: FloatArray
    optimizer: State
    """Update count and memory; coefficients follow from the settings."""
    rows_evaluated: int
    epoch_loss: FloatArray
    """Sum of loss times rows over the batches of the running epoch, (*runs,)."""
    seconds: float
    """Time spent in training."""
    start_loss: Any
    standstill: dict[str, Any]
    stopping: dict[str, Any] | None
    plateau: dict[str, Any] | None
    good: Checkpoint | None
    """The newest one whose loss was below the starting loss."""
    changes: int
    """Length of the change log."""

    @property
    def bytes(self) -> int:
        """Memory of the arrays that grow with the network."""
        memory = sum(getattr(value, "nbytes", 0) for value in self.optimizer.values())
        best = self.stopping["best_parameters"].nbytes if self.stopping else 0
        return int(self.parameters.nbytes + memory + best)


@dataclass(frozen=True)
class SettingsChanged:
    """From here on the run had other settings."""

    step: int
    experiments: tuple[Experiment, ...]
    found: tuple[ChangedSetting, ...]

    def apply(self, trainer: Trainer) -> None:
        """Make the same change to a trainer that stands at this step."""
        trainer.change(self.experiments if trainer.runs else self.experiments[0])


@dataclass(frozen=True)
class WentOn:
    """A run that had stopped or diverged was told to go on."""

    step: int

    def apply(self, trainer: Trainer) -> None:
        """Tell a trainer that stands at this step the same."""
        trainer.go_on()


Entry = SettingsChanged | WentOn
"""One entry of a change log."""
