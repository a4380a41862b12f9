"""What the next update of a run depends on, besides its settings."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import FloatArray
from engine.optimizers import State


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """One moment of a run.

    Batch order and dropout are functions of the seed and of the position, so
    that neither data nor random states need be kept.
    """

    step: int
    epoch: int
    batch_index: int
    parameters: FloatArray
    optimizer: State
    rows: tuple[int, int]
    """Rows trained and rows evaluated so far."""
