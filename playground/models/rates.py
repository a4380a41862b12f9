"""Each optimizer and each schedule keeps the settings it was last used with."""

from __future__ import annotations

from typing import Any

from engine import losses, optimizers, schedules
from engine.experiment import Training
from engine.optimizers import Optimizer
from engine.schedules import Schedule


class PartMemory:
    """Settings of the parts of training that can be exchanged in mid-run.

    Examples
    --------
    >>> memory = PartMemory()
    >>> memory.remember(Training(optimizer=optimizers.SGD(learning_rate=0.5)))
    >>> memory.optimizer("sgd").learning_rate, memory.optimizer("adam").learning_rate
    (0.5, 0.01)
    """

    def __init__(self) -> None:
        self._optimizers: dict[str, Optimizer] = {}
        self._schedules: dict[str, Schedule] = {}

    def remember(self, training: Training) -> None:
        """Keep the settings in use."""
        self._optimizers[training.optimizer.id] = training.optimizer
        self._schedules[training.schedule.id] = training.schedule

    def optimizer(self, optimizer_id: str) -> Optimizer:
        """Return the optimizer as it was last used, or with a sensible rate.

        Raises
        ------
        ValueError
            If there is no such optimizer.
        """
        if optimizer_id in self._optimizers:
            return self._optimizers[optimizer_id]
        rule = optimizers.get(optimizer_id)
        return rule(learning_rate=rule.usual_rate)

    def schedule(self, schedule_id: str) -> Schedule:
        """Return the schedule as it was last used, or with its defaults.

        Raises
        ------
        ValueError
            If there is no such schedule.
        """
        if schedule_id in self._schedules:
            return self._schedules[schedule_id]
        return schedules.get(schedule_id)()

    def values_of_choice(self, place: str, part_id: str) -> dict[str, Any]:
        """Return the settings that go with the choice of a part.

        A data set brings the features, loss and output that fit it.

        Raises
        ------
        ValueError
            If there is no such part.
        """
        values: dict[str, Any] = {place: part_id}
        match place:
            case "training.optimizer":
                values[place] = self.optimizer(part_id)
            case "training.schedule":
                values[place] = self.schedule(part_id)
            case "training.loss":
                if part_id == "auto" or losses.get(part_id).takes_logits:
                    values["model.output_activation"] = "auto"
            case "data.dataset":
                for follower in ("data.features", "training.loss", "model.output_activation"):
                    values[follower] = "auto"
        return values
