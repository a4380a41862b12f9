"""Each optimizer, schedule and data set keeps the settings it was last used with."""

from __future__ import annotations

from typing import Any

from engine import Experiment, losses, optimizers, schedules
from engine.datasets import DatasetSource
from engine.datasets import registry as datasets
from engine.datasets.painted import Painted
from engine.optimizers import Optimizer
from engine.schedules import Schedule


class PartMemory:
    """Settings of the parts that are chosen by their ids.

    Examples
    --------
    >>> memory = PartMemory()
    >>> memory.remember(Experiment().with_value("training.optimizer",
    ...                                         optimizers.SGD(learning_rate=0.5)))
    >>> memory.optimizer("sgd").learning_rate, memory.optimizer("adam").learning_rate
    (0.5, 0.01)
    """

    def __init__(self) -> None:
        self._optimizers: dict[str, Optimizer] = {}
        self._schedules: dict[str, Schedule] = {}
        self._datasets: dict[str, DatasetSource] = {}

    def remember(self, experiment: Experiment) -> None:
        """Keep the settings in use."""
        training, data = experiment.training, experiment.data
        source = datasets.get(data.dataset)
        self._datasets[source.id] = source
        if source.id != Painted.id:  # the points of a file may need more classes than two
            self._datasets.setdefault(Painted.id, Painted(classes=data.points.classes))
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

    def dataset(self, dataset_id: str) -> DatasetSource:
        """Return the data set as it was last used, or with its defaults.

        Raises
        ------
        ValueError
            If there is no such data set.
        """
        return self._datasets.get(dataset_id) or datasets.get(dataset_id)

    def values_of_choice(self, place: str, part_id: str) -> dict[str, Any]:
        """Return the settings that go with the choice of a part.

        A data set brings the features, loss and output that fit it; one without
        classes knows neither their weights nor smoothed labels.

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
                values[place] = source = self.dataset(part_id)
                if source.task == "regression":
                    values |= {"training.class_weights": "none", "training.label_smoothing": 0.0}
                for follower in ("data.features", "training.loss", "model.output_activation"):
                    values[follower] = "auto"
        return values
