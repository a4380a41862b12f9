"""Maps over a plane are the network's own values, and finite."""

import numpy as np
import pytest

from engine import Dataset, Experiment, Trainer
from engine.microscope import Plane, PlaneMaps
from engine.microscope.maps import LARGEST


def trainer_of(columns=2, dtype="float32", hidden=(5, 3)):
    points = np.random.default_rng(0).normal(size=(60, columns))
    data = Dataset.from_arrays(points, points[:, 0] > 0.0, task="binary")
    experiment = Experiment().with_values({"model.hidden": hidden, "model.dtype": dtype})
    trainer = Trainer(experiment, dataset=data)
    trainer.run(steps=20)
    return trainer


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("columns", [1, 2, 4])
@pytest.mark.parametrize("resolutions", [(90, 90), (90, 20), (7, 3)])
def test_maps_are_the_networks_values(columns, resolutions, dtype):
    trainer = trainer_of(columns, dtype)
    plane = Plane.of(trainer.dataset)
    maps = PlaneMaps(trainer.dataset, plane, *resolutions)
    for _ in range(2):
        result = maps.compute(trainer.network, trainer.objective)
        fine, coarse = (trainer.dataset.inputs_of(plane.grid(n)) for n in resolutions)
        shapes = [(n,) * len(plane.axes) for n in resolutions]
        assert result.output.dtype == np.float32
        wanted = trainer.predict(fine).T.reshape(-1, *shapes[0])
        assert np.allclose(result.output, wanted, rtol=1e-5, atol=1e-6)
        assert np.allclose(result.inputs, coarse.T.reshape(-1, *shapes[1]), rtol=1e-5)
        values = np.asarray(coarse, dtype)
        for layer, hidden in enumerate(result.hidden):
            z = values @ trainer.network.weights[layer] + trainer.network.biases[layer]
            values = trainer.network.activations[layer].forward(z)
            assert np.allclose(hidden, values.T.reshape(-1, *shapes[1]), rtol=1e-4, atol=1e-5)
        trainer.run(steps=5)


def test_without_neurons_there_is_the_output_alone():
    trainer = trainer_of()
    maps = PlaneMaps(trainer.dataset, Plane.of(trainer.dataset), 30, 10)
    full = maps.compute(trainer.network, trainer.objective)
    short = maps.compute(trainer.network, trainer.objective, neurons=False)
    assert np.array_equal(short.output, full.output)
    assert short.inputs.size == 0
    assert short.hidden == ()


def test_later_maps_leave_earlier_ones_alone():
    trainer = trainer_of()
    maps = PlaneMaps(trainer.dataset, Plane.of(trainer.dataset), 30, 30)
    first = maps.compute(trainer.network, trainer.objective)
    kept = first.output.copy(), first.hidden[1].copy()
    trainer.run(steps=50)
    maps.compute(trainer.network, trainer.objective)
    assert np.array_equal(first.output, kept[0])
    assert np.array_equal(first.hidden[1], kept[1])


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 3e38])
def test_maps_are_finite(value):
    trainer = trainer_of()
    trainer.network.parameters[...] = value
    maps = PlaneMaps(trainer.dataset, Plane.of(trainer.dataset), 12, 12)
    result = maps.compute(trainer.network, trainer.objective)
    for array in (result.output, result.inputs, *result.hidden):
        assert np.isfinite(array).all()
        assert np.abs(array).max() <= np.float32(LARGEST)
