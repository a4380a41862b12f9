"""What waits for the losses of an evaluation: early stopping, a target, a plateau."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.experiment import Experiment, Target
from engine.outcome import Outcome, TargetReached
from engine.schedules import PlateauWatch
from engine.stopping import StoppingWatch

MEASURES = ("train_loss", "test_loss", "train_score", "test_score")


class Watches:
    """The watches of one run or a stack, begun and ended as the settings say.

    Parameters
    ----------
    runs : tuple of int
        ``()`` or ``(R,)``.
    """

    def __init__(self, runs: tuple[int, ...]) -> None:
        self._runs = runs
        self.stopping: StoppingWatch | None = None
        self.plateau: PlateauWatch | None = None
        self.target: Target | None = None
        self.start_loss: Any = None
        """Training loss (*runs,) from which on losses mean the same; None before the first."""

    def follow(self, experiments: Sequence[Experiment], parameters: FloatArray) -> None:
        """Begin or end watches; those that go on keep what they saw."""
        training = experiments[0].training
        self.target = training.target
        if training.early_stopping is None:
            self.stopping = None
        elif self.stopping is None or self.stopping.rule != training.early_stopping:
            self.stopping = StoppingWatch(training.early_stopping, parameters)
        schedules = [e.training.schedule for e in experiments]
        if not any(schedule.watches_loss for schedule in schedules):
            self.plateau = None
        elif self.plateau is None:
            self.plateau = PlateauWatch(schedules, self._runs)
        else:
            self.plateau.set_rules(schedules)

    def begin_stopping_anew(self, parameters: FloatArray) -> None:
        """Take these weights as the best so far, and count patience from now on."""
        if self.stopping is not None:
            self.stopping = StoppingWatch(self.stopping.rule, parameters)

    def forget_losses(self, parameters: FloatArray) -> None:
        """Take the next losses as the first of their kind."""
        self.start_loss = None
        self.begin_stopping_anew(parameters)
        if self.plateau is not None:
            self.plateau.forget_losses()

    @property
    def any(self) -> bool:
        """Whether every epoch has to be evaluated."""
        return bool(self.stopping or self.plateau or self.target)

    @property
    def rate_share(self) -> Any:
        """What plateaus have left of the learning rate, a number or (*runs,)."""
        return 1.0 if self.plateau is None else self.plateau.share

    def reached(self, values: FloatArray, step: int, epoch: int) -> tuple[Any, list[Outcome]]:
        """Return which runs are as good as asked, and what to say of each.

        ``values`` (4, *runs) are as in ``MEASURES``.
        """
        target = self.target
        if target is None:
            return np.zeros(self._runs, bool), []
        found = values[MEASURES.index(target.measure)]
        good = found <= target.value if target.sought_low else found >= target.value
        each = np.atleast_1d(found).tolist()
        return good, [TargetReached(step, epoch, target.measure, value) for value in each]

    def state_dict(self) -> dict[str, Any]:
        """Return copies of all that was seen."""
        return {
            "start_loss": None if self.start_loss is None else np.array(self.start_loss),
            "stopping": None if self.stopping is None else self.stopping.state_dict(),
            "plateau": None if self.plateau is None else self.plateau.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a copy; the watches of that moment have begun."""
        start = state["start_loss"]
        self.start_loss = None if start is None else np.array(start)
        if self.stopping is not None and state["stopping"] is not None:
            self.stopping.load_state_dict(state["stopping"])
        if self.plateau is not None and state["plateau"] is not None:
            self.plateau.load_state_dict(state["plateau"])
