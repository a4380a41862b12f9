"""Trainers in the middle of runs of every kind, each a function of its number.

Two hundred of them meet every registered activation, loss, optimizer, schedule and
initial distribution many times, with 0 to 6 hidden layers, penalties, decay, clipping,
dropout, frozen weights, and batches from one example to all of them; in float64.
"""

import numpy as np

from engine import (
    Experiment,
    ExperimentError,
    Trainer,
    activations,
    initializers,
    losses,
    optimizers,
    schedules,
)
from engine.datasets import registry as datasets

RANDOM_STATES = range(200)
PLAIN_SETS = [one.id for one in datasets if one.id != "painted"]


def random_state(number: int) -> Trainer:
    """Return trainer ``number``, after 0 to 40 steps, at finite parameters."""
    rng = np.random.default_rng((5, number))
    for _ in range(100):
        try:
            trainer = Trainer(random_experiment(rng, number))
        except ExperimentError:  # a loss or an output that does not fit the task
            continue
        trainer.run(steps=int(rng.integers(0, 41)))
        if rng.random() < 0.2:
            count = len(trainer.network.parameters)
            trainer.freeze(rng.choice(count, min(3, count), replace=False))
        if rng.random() < 0.2:
            trainer.edit([0], [rng.normal()])
        if not trainer.outcome.stopped:
            return trainer
    raise AssertionError(f"number {number}: none of a hundred experiments can be trained")


def random_experiment(rng: np.random.Generator, number: int) -> Experiment:
    """Return an experiment; ``number`` decides depth, optimizer and loss, so that all occur."""
    layers = number % 7
    hidden = tuple(int(units) for units in rng.integers(1, 7, layers))
    rule = _one_of(list(optimizers.registry), number // 7)
    training = {
        "loss": _one_of(["auto", *losses.registry.ids()], number),
        "optimizer": rule(learning_rate=float(rng.choice([0.001, 0.01, 0.05]))),
        "schedule": schedules.get(str(rng.choice(schedules.registry.ids())))(),
        "batch_size": _one_of([1, 2, 5, 32, "all"], rng.integers(5)),
        "epochs": int(rng.integers(2, 50)),
        "l1": float(rng.choice([0.0, 0.01])),
        "l2": float(rng.choice([0.0, 0.05])),
        "gradient_clip": _one_of([None, None, 0.05, 5.0], rng.integers(4)),
        "seed": int(rng.integers(1000)),
    }
    if rule.id != "adamw" and rng.random() < 0.3:
        training["weight_decay"] = 0.02
    data = {
        "dataset": str(rng.choice(PLAIN_SETS)),
        "samples": int(rng.integers(16, 90)),
        "scaling": "standard",
        "seed": int(rng.integers(1000)),
    }
    if Experiment().with_values(_at("data", data)).data.task != "regression":
        training["label_smoothing"] = float(rng.choice([0.0, 0.1]))
        training["class_weights"] = str(rng.choice(["none", "balanced"]))
    model = {
        "hidden": hidden,
        "activation": tuple(str(rng.choice(activations.registry.ids())) for _ in hidden),
        "output_activation": str(rng.choice(["auto", "auto", "linear", "sigmoid", "tanh"])),
        "initializer": str(rng.choice(["normal", "uniform", *initializers.registry.ids()[4:]])),
        "dropout": tuple(float(rng.choice([0.0, 0.0, 0.4])) for _ in hidden),
        "dtype": "float64",
        "seed": int(rng.integers(1000)),
    }
    settings = _at("data", data) | _at("model", model) | _at("training", training)
    return Experiment().with_values(settings)


def _one_of(choices, number):
    return choices[int(number) % len(choices)]


def _at(section, values):
    return {f"{section}.{name}": value for name, value in values.items()}
