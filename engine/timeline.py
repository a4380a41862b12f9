"""The past of a run: checkpoints thinned with age, from which any moment is replayed."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from engine.change_log import Entry
from engine.checkpoint import Checkpoint
from engine.datasets import Dataset
from engine.experiment import Experiment
from engine.history import History
from engine.window import WINDOW_STEPS

if TYPE_CHECKING:
    from engine.trainer import Trainer

MOST_CHECKPOINTS = 1024
MOST_BYTES = 64 * 2**20
EXPONENT_OF_NEVER = 62


class Timeline:
    """Checkpoints of a run in bounded memory.

    One is offered every 256 updates. With k = update / 256, those whose k is
    a multiple of 2ᵇ stay for good; b grows by one whenever there are too many,
    so that they are evenly spread over the whole run. Of the others, those
    that are multiples of 2ʲ stay for some 2ʲ times as long as the odd ones:
    the recent past is dense. What is kept depends on the steps alone.

    Parameters
    ----------
    most : int
        Checkpoints to keep at most.
    most_bytes : int
        Memory that they may take.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> short = Experiment().with_value("data.samples", 64)
    >>> trainer = Trainer(short, timeline=Timeline())
    >>> _ = trainer.run(steps=700)
    >>> trainer.timeline.steps()
    [0, 256, 512]
    """

    def __init__(self, most: int = MOST_CHECKPOINTS, most_bytes: int = MOST_BYTES) -> None:
        self.most, self.most_bytes = most, most_bytes
        self._kept: dict[int, Checkpoint] = {}
        self.exponent = 0

    @classmethod
    def of(
        cls, checkpoints: Sequence[Checkpoint], most: int, most_bytes: int, exponent: int
    ) -> Self:
        """Return a timeline that has these checkpoints, and stands at this thinning."""
        timeline = cls(most, most_bytes)
        timeline._kept = {checkpoint.step // WINDOW_STEPS: checkpoint for checkpoint in checkpoints}
        timeline.exponent = exponent
        return timeline

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Checkpoint]:
        return iter(self._kept.values())

    def steps(self) -> list[int]:
        """Return the updates at which there is a checkpoint, in order."""
        return [index * WINDOW_STEPS for index in self._kept]

    def offer(self, checkpoint: Checkpoint) -> None:
        """Take the newest checkpoint, and let go of those that it makes superfluous."""
        index = checkpoint.step // WINDOW_STEPS
        self._kept[index] = checkpoint
        allowed = min(self.most, self.most_bytes // max(1, checkpoint.bytes))
        recent = max(1, allowed // 64)
        for exponent in range(self.exponent):
            aged = index - recent * 2**exponent - 1
            if aged > 0 and _factors_of_two(aged) == exponent:
                self._kept.pop(aged, None)
        while len(self._kept) > max(1, allowed) and self.exponent < EXPONENT_OF_NEVER:
            self.exponent += 1
            self._kept = {
                k: kept
                for k, kept in self._kept.items()
                if (twos := _factors_of_two(k)) >= self.exponent or index - k <= recent * 2**twos
            }
        for k in list(self._kept)[: -max(1, allowed)]:  # where even so few are too large
            del self._kept[k]

    def nearest(self, step: int) -> Checkpoint | None:
        """Return the newest checkpoint at or before an update."""
        return next((c for c in reversed(self._kept.values()) if c.step <= step), None)

    def truncate(self, step: int) -> None:
        """Forget what comes after an update."""
        self._kept = {k: c for k, c in self._kept.items() if c.step <= step}

    def copy(self) -> Timeline:
        """Return a timeline of its own with the same, never written, checkpoints."""
        twin = Timeline(self.most, self.most_bytes)
        twin._kept, twin.exponent = dict(self._kept), self.exponent
        return twin


def _factors_of_two(index: int) -> int:
    """Return how often two divides a whole number; zero is divided for ever."""
    return (index & -index).bit_length() - 1 if index else EXPONENT_OF_NEVER


@dataclass(frozen=True, eq=False)
class Moment:
    """All that is needed to stand at a past update again, on another trainer.

    It can be pickled, so that another process may do the replay.
    """

    step: int
    experiments: tuple[Experiment, ...]
    """Those that the run started with."""
    datasets: tuple[Dataset, ...]
    """The same."""
    stack: bool
    checkpoint: Checkpoint | None
    """The one to start from; none is the run's own start."""
    changes: tuple[Entry, ...]
    """The change log up to this update."""
    history: History
    """What was recorded up to the checkpoint."""
    timeline: Timeline | None

    @classmethod
    def of(cls, trainer: Trainer, step: int) -> Self:
        """Return a past moment of a trainer's run; see :meth:`engine.trainer.Trainer.moment`."""
        if not isinstance(step, int | np.integer) or not 0 <= step <= trainer.step_count:
            raise ValueError(f"step: give a number from 0 to {trainer.step_count}, not {step!r}.")
        past = trainer.timeline
        checkpoint = past.nearest(step) if past is not None else None
        history = copy.deepcopy(trainer.history)
        history.truncate(checkpoint.step if checkpoint is not None else -1)
        timeline = None
        if past is not None:
            timeline = past.copy()
            timeline.truncate(step)
        return cls(
            step,
            trainer.begun_with,
            trainer.begun_datasets,
            bool(trainer.runs),
            checkpoint,
            tuple(entry for entry in trainer.change_log if entry.step <= step),
            history,
            timeline,
        )

    def replay(self, until: float | None = None) -> Trainer | None:
        """Return a trainer in the state in which the run was after ``step`` updates.

        Bit for bit, on one machine; only the time spent may differ.

        Parameters
        ----------
        until : float, optional
            Moment of ``time.perf_counter()``, in seconds, at which to give up
            and return None.
        """
        trainer = self.begin()
        return trainer if self.go_on(trainer, until) else None

    def begin(self, trainer: Trainer | None = None) -> Trainer:
        """Return a trainer that stands at the checkpoint, or at the run's start.

        Parameters
        ----------
        trainer : Trainer, optional
            One of an earlier replay of the same run, to be used again: that is
            quicker than making one where there are many data.
        """
        from engine.trainer import Trainer  # which imports this module

        begun = self.checkpoint
        timeline = None if self.timeline is None else self.timeline.copy()
        if begun is None or trainer is None:
            experiments = self.experiments if begun is None else begun.experiments
            trainer = Trainer(
                list(experiments) if self.stack else experiments[0],
                list(self.datasets),
                timeline=timeline if begun is None else None,  # it has its own first checkpoint
            )
        trainer.begun_with = self.experiments
        if begun is not None:
            trainer.timeline = timeline
            trainer.stand_at(begun, self.changes[: begun.changes], copy.deepcopy(self.history))
        return trainer

    def go_on(self, trainer: Trainer, until: float | None = None) -> bool:
        """Train from where :meth:`begin` or an earlier call left off; return whether it is there.

        Parameters
        ----------
        trainer : Trainer
            The one that :meth:`begin` returned.
        until : float, optional
            Moment of ``time.perf_counter()``, in seconds, at which to come back.
        """
        for entry in self.changes[len(trainer.change_log) :]:
            if not _run_to(trainer, entry.step, until):
                return False
            trainer.make(entry)
        return _run_to(trainer, self.step, until)


def _run_to(trainer: Trainer, step: int, until: float | None) -> bool:
    """Train up to a step; return False when time is up before."""
    while trainer.step_count < step:
        before = trainer.step_count
        trainer.run(steps=step - before, until=until)
        if until is not None and time.perf_counter() >= until:
            return trainer.step_count == step
        if trainer.step_count == before:
            raise RuntimeError(f"The run ended at update {before}; update {step} never was.")
    return True
