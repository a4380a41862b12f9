"""Runs that were replaced, kept as they stood: undoing a restart brings them back."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine import Dataset, Trainer
from engine.outcome import Outcome
from playground.worker.weight_edits import WeightEdits

MOST_RUNS = 16
MOST_BYTES = 64 * 2**20
CHECKPOINT_BYTES = 4096
"""What a checkpoint takes beside its arrays."""
HISTORY_BYTES = 2**20
"""About what the history of a long run takes."""


@dataclass(eq=False)
class TrainedRun:
    """A run, why it stands still if it ended of itself, and its weights set by hand."""

    trainer: Trainer
    outcome: Outcome | None = None
    edits: WeightEdits = field(default_factory=WeightEdits)

    @property
    def bytes(self) -> int:
        """About the memory it takes; data count twice, raw and as the batches read them."""
        trainer = self.trainer
        past = trainer.timeline or ()
        checkpoints = sum(checkpoint.bytes + CHECKPOINT_BYTES for checkpoint in past)
        data = sum(map(_bytes_of, {id(each): each for each in trainer.datasets}.values()))
        return checkpoints + 2 * data + 4 * trainer.network.parameters.nbytes + HISTORY_BYTES


class Garage:
    """A pool of runs, bounded in number and memory; the oldest are let go first.

    A run that is larger than the pool is not kept at all.

    Parameters
    ----------
    most : int
        Runs to keep at most.
    most_bytes : int
        Memory that they may take.
    """

    def __init__(self, most: int = MOST_RUNS, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._parked: dict[int, tuple[TrainedRun, int]] = {}

    def __len__(self) -> int:
        return len(self._parked)

    @property
    def bytes(self) -> int:
        """About the memory that all of them take."""
        return sum(size for _, size in self._parked.values())

    def park(self, generation: int, run: TrainedRun) -> None:
        """Keep a run under its generation."""
        self._parked[generation] = run, run.bytes
        while len(self) > self._most or self.bytes > self._most_bytes:
            del self._parked[next(iter(self._parked))]

    def take(self, generation: int) -> TrainedRun | None:
        """Hand a run out, or None if it was let go."""
        run, _ = self._parked.pop(generation, (None, 0))
        return run


def _bytes_of(data: Dataset) -> int:
    arrays = (data.train_inputs, data.train_targets, data.test_inputs, data.test_targets)
    return sum(array.nbytes for array in (*arrays, data.train_points, data.test_points))
