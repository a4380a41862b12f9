"""One moment of a run, complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine import optimizers
from engine.arguments import refused
from engine.arrays import FloatArray
from engine.datasets import Dataset
from engine.datasets.painted import PaintedPoints
from engine.datasets.painting import with_points, without_points
from engine.experiment import Experiment, changes
from engine.history import History
from engine.optimizers import State

if TYPE_CHECKING:
    from engine.run_state import RunState


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """All that the next update of a run depends on.

    Batch order and dropout are functions of the seed and of the position, and
    the learning rate of the schedule and the position, so that neither data
    nor random states need be kept. Arrays are never written to.
    """

    experiments: tuple[Experiment, ...]
    """Without painted points: these follow from the change log."""
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
    standstill: dict[str, Any]
    watches: dict[str, Any]
    good: Checkpoint | None
    """The newest one whose loss was below the starting loss; it knows of no earlier one."""
    changes: int
    """Length of the change log."""

    @classmethod
    def of(cls, run: RunState, good: Checkpoint | None) -> Checkpoint:
        """Return where a run stands now, in copies."""
        return cls(
            experiments=tuple(map(without_points, run.experiments)),
            step=run.step_count,
            epoch=run.epoch,
            batch_index=run.batch_index,
            parameters=run.network.parameters.copy(),
            optimizer=optimizers.memory_of(run.optimizer, run.optimizer_state),
            rows_evaluated=run.rows_evaluated,
            epoch_loss=run.epoch_loss.copy(),
            seconds=run.stopwatch.seconds,
            standstill=run.standstill.state_dict(),
            watches=run.watches.state_dict(),
            good=good,
            changes=len(run.change_log),
        )

    def put_into(self, run: RunState, points: Sequence[PaintedPoints]) -> None:
        """Make a run stand where this was made, with the points painted by then.

        Its data, change log and history are set before.
        """
        run.experiments = list(map(with_points, self.experiments, points))
        run.network.set_activations(run.experiment.model.activations)
        run.step_count, run.epoch = self.step, self.epoch
        run.batch_index = self.batch_index
        run.network.parameters[...] = self.parameters
        run.window.flushed = self.step
        run.rows_evaluated, run.stopwatch.seconds = self.rows_evaluated, self.seconds
        run.epoch_loss = self.epoch_loss.copy()
        run.standstill.load_state_dict(self.standstill)
        run.watches.stopping = run.watches.plateau = None
        run.follow_settings()
        optimizers.restore_memory(run.optimizer, run.optimizer_state, self.optimizer)
        run.watches.load_state_dict(self.watches)
        run.set_rates()

    @property
    def bytes(self) -> int:
        """Memory of the arrays that grow with the network."""
        memory = sum(getattr(value, "nbytes", 0) for value in self.optimizer.values())
        stopping = self.watches["stopping"]
        best = stopping["best_parameters"].nbytes if stopping else 0
        return int(self.parameters.nbytes + memory + best)


def fitting_checkpoint(run: RunState, state: Any) -> Checkpoint:
    """Return the checkpoint of a state that ``state_dict`` of such a run returned.

    Raises
    ------
    ValueError
        If it is no state, or one of another model or of other data.
    """
    kinds = (
        ("begun_with", tuple), ("checkpoint", Checkpoint), ("change_log", tuple),
        ("history", History), ("data", tuple),
    )  # fmt: skip
    if not isinstance(state, dict) or not all(isinstance(state.get(n), kind) for n, kind in kinds):
        raise refused("state", "it is none.", "Give what state_dict() of a Trainer returned.")
    checkpoint: Checkpoint = state["checkpoint"]
    pairs = zip(run.experiments, checkpoint.experiments, strict=False)
    if (
        checkpoint.parameters.shape != run.network.parameters.shape
        or not all(map(Dataset.is_told_by, run.begun_datasets, state["data"]))
        or any(not change.live for pair in pairs for change in changes(*pair))
    ):
        fault = "it belongs to an experiment with another model or data."
        raise refused("state", fault, "Load it into a Trainer of its own experiment and data.")
    return checkpoint
