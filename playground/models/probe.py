"""What the network of a snapshot says of an example that is in no data set."""

from __future__ import annotations

import numpy as np

from engine import Experiment, Network, make_dataset
from engine.arrays import FloatArray
from engine.experiment import resolve_loss
from engine.objective import Objective


class Probe:
    """The network of an experiment, to be filled with the parameters of a moment.

    Examples come as raw as they stand in a table; they are scaled as in training.

    Parameters
    ----------
    experiment : Experiment
        Whose network it is.

    Examples
    --------
    >>> from engine import Trainer
    >>> experiment = Experiment().with_value("data.dataset", "digits")
    >>> trainer = Trainer(experiment)
    >>> picture = trainer.dataset.test_points[:1]
    >>> told = trainer.predict(trainer.dataset.test_inputs[:1])
    >>> bool((Probe(experiment).predict(trainer.network.parameters, picture[0]) == told).all())
    True
    """

    def __init__(self, experiment: Experiment) -> None:
        self._settings = settings_of(experiment)
        self._dataset = make_dataset(experiment.data)
        loss = resolve_loss(experiment.training.loss, self._dataset.task)
        model = experiment.model
        self._objective = Objective(loss, model.output_activation, self._dataset.task)
        inputs, targets = self._dataset.train_inputs, self._dataset.train_targets
        sizes = (inputs.shape[1], *model.hidden, targets.shape[1])
        self._network = Network(sizes, model.activation, dtype=model.dtype)

    def fits(self, experiment: Experiment) -> bool:
        """Return whether the network is that of an experiment, too."""
        return settings_of(experiment) == self._settings

    def predict(self, parameters: FloatArray, point: FloatArray) -> FloatArray | None:
        """Return probabilities or values (K,) for one raw example (C,).

        None if the parameters (P,) are those of another network, or what it answers is no number.
        """
        network = self._network
        if parameters.shape != network.parameters.shape:
            return None
        network.parameters[...] = parameters
        with np.errstate(all="ignore"):
            try:
                outputs = network.forward(self._dataset.inputs_of(point[np.newaxis]))
            except ValueError:  # a run that diverged
                return None
            predictions: FloatArray = self._objective.predictions(np.swapaxes(outputs, -1, -2))
        return predictions[:, 0]


def settings_of(experiment: Experiment) -> tuple[object, ...]:
    """Return all that the answers depend on, weights apart."""
    return experiment.data, experiment.model, experiment.training.loss
