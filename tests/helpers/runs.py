"""Small experiments, and how two runs are compared."""

import copy
import pickle

import numpy as np

from engine import Experiment, optimizers, schedules

SMALL = {
    "data.samples": 150,
    "data.test_fraction": 0.4,
    "model.hidden": (6, 5),
    "model.dtype": "float64",
    "training.batch_size": 16,
    "training.epochs": 60,
}
RICH = SMALL | {
    "model.dropout": (0.3, 0.1),
    "training.schedule": schedules.WarmupCosine(warmup=3.0),
    "training.l1": 1e-4,
    "training.l2": 1e-3,
    "training.weight_decay": 1e-3,
    "training.gradient_clip": 0.5,
}


def small(**values):
    """Make a small experiment; double underscores stand for dots."""
    return made(SMALL, values)


def rich(**values):
    """Make a small experiment with every trimming."""
    return made(RICH, values)


def made(base, values):
    """Make an experiment; an optimizer with a decay of its own needs no other."""
    settings = base | {name.replace("__", "."): value for name, value in values.items()}
    optimizer = optimizers.registry.parse(settings.get("training.optimizer", "adam"))
    if getattr(optimizer, "weight_decay", 0.0):
        settings["training.weight_decay"] = 0.0
    return Experiment().with_values(settings)


def story(trainer):
    """Return everything that a run has made, as one list of arrays."""
    found = [trainer.network.parameters.copy(), np.array([trainer.step_count, trainer.epoch])]
    history = trainer.history
    for series in (history.batches, history.evaluations):
        for column in series.columns:
            curve = series.curve(column)
            found += [curve.step, curve.count, curve.low, curve.mean, curve.high]
    state = trainer.optimizer_state
    memory = type(trainer.experiment.training.optimizer).memory
    return found + [np.asarray(state[name]) for name in memory]


def assert_same_story(one, other):
    for own, its in zip(story(one), story(other), strict=True):
        assert own.tobytes() == its.tobytes()


def assert_finite_history(trainer):
    for series in (trainer.history.batches, trainer.history.evaluations):
        for column in series.columns:
            curve = series.curve(column)
            for values in (curve.low, curve.mean, curve.high):
                assert np.isfinite(values).all(), column


def by_deepcopy(state):
    return copy.deepcopy(state)


def by_pickle(state):
    return pickle.loads(pickle.dumps(state))


def wild(**values):
    values = {"training__optimizer": optimizers.SGD(learning_rate=10.0)} | values
    base = {name.replace("__", "."): value for name, value in values.items()}
    return Experiment().with_values({"data.dataset": "plane", **base})
