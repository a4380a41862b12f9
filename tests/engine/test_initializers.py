"""Initial distributions: moments, limits, seeds."""

import math

import numpy as np
import pytest

from engine import Network, initializers
from engine.seeds import INITIAL_WEIGHTS, stream

FAN_IN, FAN_OUT = 200, 300

SPREADS = {
    "zeros": 0.0,
    "constant": 0.0,
    "normal": 0.5,
    "uniform": 0.5 / math.sqrt(3),
    "glorot_uniform": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "glorot_normal": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "he_uniform": math.sqrt(2 / FAN_IN),
    "he_normal": math.sqrt(2 / FAN_IN),
    "lecun_normal": math.sqrt(1 / FAN_IN),
}


@pytest.mark.parametrize("initializer_id", initializers.registry.ids())
def test_moments(initializer_id):
    weights = initializers.get(initializer_id).draw(np.random.default_rng(0), FAN_IN, FAN_OUT)
    assert weights.shape == (FAN_IN, FAN_OUT)
    assert weights.dtype == np.float64
    assert np.isfinite(weights).all()
    if initializer_id in SPREADS:
        spread = SPREADS[initializer_id]
        assert weights.std() == pytest.approx(spread, rel=0.02, abs=1e-12)
        if spread == 0.0:
            assert (weights == weights.flat[0]).all()
        else:
            assert abs(weights.mean()) <= 5 * spread / 245


@pytest.mark.parametrize(
    ("initializer", "limit"),
    [
        (initializers.registry.parse("glorot_uniform"), math.sqrt(6 / 500)),
        (initializers.registry.parse("he_uniform"), math.sqrt(6 / 200)),
        (initializers.registry.parse({"id": "uniform", "scale": 0.3}), 0.3),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_limits_of_uniform_distributions(initializer, limit):
    weights = initializer.draw(np.random.default_rng(0), FAN_IN, FAN_OUT)
    assert 0.99 * limit < np.abs(weights).max() <= limit


@pytest.mark.parametrize("initializer_id", initializers.registry.ids())
def test_one_seed_one_network(initializer_id):
    one, same, other = (
        Network((4, 5, 2), initializer=initializer_id, seed=seed).parameters for seed in (3, 3, 4)
    )
    assert np.array_equal(one, same)
    spread = SPREADS.get(initializer_id, 1.0)
    assert np.array_equal(one, other) == (spread == 0.0)


def test_layers_and_runs_have_streams_of_their_own():
    network = Network((3, 3, 3, 3), initializer="uniform", seed=[1, 2], runs=(2,), dtype="float64")
    first, second, third = network.weights
    assert not np.array_equal(first, second)
    assert not np.array_equal(second, third)
    assert not np.array_equal(first[0], first[1])
    for run, seed in enumerate((1, 2)):
        alone = Network((3, 3, 3, 3), initializer="uniform", seed=seed, dtype="float64")
        assert np.array_equal(network.parameters[run], alone.parameters)
    drawn = initializers.get("uniform").draw(stream(2, INITIAL_WEIGHTS, 1), 3, 3)
    assert np.array_equal(network.weights[1][1], drawn)


def test_biases_start_at_zero():
    for cls in initializers.registry:
        network = Network((3, 4, 1), initializer=cls(), seed=0)
        assert all((bias == 0.0).all() for bias in network.biases)


def test_a_run_may_have_a_distribution_of_its_own():
    network = Network((2, 3, 1), initializer=["zeros", "he_normal"], seed=[0, 5], runs=(2,))
    assert (network.parameters[0] == 0).all()
    assert np.array_equal(network.parameters[1], Network((2, 3, 1), seed=5).parameters)
