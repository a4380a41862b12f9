"""Which runs stand still, and how each run ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.outcome import EpochLimit, Going, NoExamples, Outcome, TargetReached


class Standstill:
    """Runs that diverged or stopped; in a stack the others go on around them.

    Parameters
    ----------
    runs : tuple of int
        ``()`` or ``(R,)``.
    """

    def __init__(self, runs: tuple[int, ...]) -> None:
        self._runs = runs
        self.halted = np.zeros(runs, bool)
        """Which runs stand still, (*runs,)."""
        self.any = False
        self.past_target = np.zeros(runs, bool)
        """Which runs were told to go on past their target, (*runs,)."""
        self.outcomes: list[Outcome] = [Going(0, 0)] * (runs[0] if runs else 1)
        self.held = np.zeros((3, *runs))
        """Loss, penalty and squared gradient norm that stay on record, (3, *runs)."""

    @property
    def all(self) -> bool:
        """Whether no run goes on."""
        return self.any and bool(self.halted.all())

    def halt(self, which: Any, outcomes: Sequence[Outcome], newest: FloatArray | None) -> None:
        """Halt runs with an outcome each; ``newest`` is the last record (3, *runs)."""
        for run in np.flatnonzero(np.atleast_1d(which)).tolist():
            self.outcomes[run] = outcomes[run]
        if newest is not None:
            np.copyto(self.held, newest, where=np.asarray(which))
        self.halted = self.halted | which
        self.any = True

    def hold(self, loss: Any, penalty: Any, squared: Any, gradient: FloatArray) -> tuple[Any, ...]:
        """Take the gradient of runs that stand still away, and repeat their last records."""
        np.copyto(gradient, 0.0, where=self.halted[..., np.newaxis])
        return tuple(
            np.where(self.halted, held, new)
            for held, new in zip(self.held, (loss, penalty, squared), strict=True)
        )

    def lift(self, step: int, epoch: int) -> None:
        """Let every run go on, past its target where that was reached."""
        reached = [isinstance(outcome, TargetReached) for outcome in self.outcomes]
        self.past_target = self.past_target | np.reshape(reached, self._runs)
        self.halted = np.zeros(self._runs, bool)
        self.any = False
        self.outcomes = [Going(step, epoch)] * len(self.outcomes)

    def end(self, outcome: Outcome) -> None:
        """Give every run that still goes on this outcome."""
        self.outcomes = [old if old.stopped else outcome for old in self.outcomes]

    def forget_limit(self, step: int, epoch: int) -> None:
        """Let runs go on that only reached their epoch limit, or had nothing to train on."""
        self.outcomes = [
            Going(step, epoch) if isinstance(old, EpochLimit | NoExamples) else old
            for old in self.outcomes
        ]

    def state_dict(self) -> dict[str, Any]:
        """Return copies."""
        return {
            "halted": np.array(self.halted),
            "held": self.held.copy(),
            "past_target": np.array(self.past_target),
            "outcomes": tuple(self.outcomes),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a copy."""
        self.halted, self.held = np.array(state["halted"]), state["held"].copy()
        self.any = bool(self.halted.any())
        self.past_target = np.array(state["past_target"])
        self.outcomes = list(state["outcomes"])
