"""Does it learn? The promises that the first screen makes."""

import numpy as np
import pytest

from engine import Experiment, Trainer, train_many


def test_the_default_setup_learns_the_spiral_for_nine_seeds_of_ten():
    def with_luck(seed):
        return Experiment().with_values(
            {"data.seed": seed, "model.seed": seed, "training.seed": seed}
        )

    assert with_luck(0) == Experiment()
    results = train_many([with_luck(seed) for seed in range(10)])
    best = np.array([result.test["accuracy"] for result in results])
    assert (best >= 0.95).sum() >= 9, best.round(3).tolist()


def test_penguins_are_told_apart():
    experiment = Experiment().with_values({"data.dataset": "penguins", "training.epochs": 60})
    trainer = Trainer(experiment)
    assert trainer.dataset.train_inputs.shape[1] == 4
    assert trainer.dataset.train_targets.shape[1] == 3
    trainer.run()
    assert trainer.evaluate("test")["accuracy"] >= 0.95


def test_iris_are_told_apart():
    trainer = Trainer(Experiment().with_values({"data.dataset": "iris", "training.epochs": 60}))
    trainer.run()
    assert trainer.evaluate("test")["accuracy"] >= 0.9


def test_a_sine_is_fitted():
    experiment = Experiment().with_values({
        "data.dataset": "sine", "data.noise": 0.05, "model.activation": "tanh",
        "model.initializer": "glorot_uniform",
    })  # fmt: skip
    trainer = Trainer(experiment)
    trainer.run()
    assert trainer.evaluate("test")["r2"] >= 0.98


@pytest.mark.parametrize("dataset", ["circle", "xor", "gaussians", "moons", "pinwheel"])
def test_easy_classes_are_learnt(dataset):
    experiment = Experiment().with_values(
        {"data.dataset": dataset, "data.samples": 1024, "training.epochs": 30}
    )
    trainer = Trainer(experiment)
    trainer.run()
    assert trainer.evaluate("test")["accuracy"] >= 0.95


@pytest.mark.parametrize(("dataset", "bar"), [("plane", 0.97), ("hills", 0.9), ("step", 0.85)])
def test_easy_values_are_learnt(dataset, bar):
    experiment = Experiment().with_values({
        "data.dataset": dataset, "model.activation": "tanh",
        "model.initializer": "glorot_uniform", "training.epochs": 60,
    })  # fmt: skip
    trainer = Trainer(experiment)
    trainer.run()
    assert trainer.evaluate("test")["r2"] >= bar


def test_zeros_learn_nothing_but_the_mean():
    experiment = Experiment().with_values(
        {"model.initializer": "zeros", "data.samples": 256, "training.epochs": 10}
    )
    trainer = Trainer(experiment)
    assert trainer.evaluate("test")["loss"] == pytest.approx(np.log(2.0), rel=1e-6)
    trainer.run()
    assert all((weights == 0.0).all() for weights in trainer.network.weights)
    assert trainer.evaluate("test")["loss"] == pytest.approx(np.log(2.0), rel=0.02)
