"""Paths from a weight to the loss: they add up to the gradient, in every kind of run."""

import itertools
import sys

import numpy as np
import pytest

from engine import Experiment, Network, Trainer
from engine.microscope import HeldBatch, blame, placed
from engine.network import layer_blocks, layer_starts
from tests.engine.random_states import RANDOM_STATES, random_state
from tests.helpers.runs import assert_same_story

BAR = 1e-6
MANY = 2000
"""Paths that are listed, so that for most weights all are."""


def differences(trainer, parameters):
    """Return dL/dw of the coming batch, penalties included, measured, and its rounding, (n,) each.

    A five-point difference (Abramowitz & Stegun, 25.3.6), its error of order h⁴, at the
    largest h for which no kink lies in between; NaN where one always does.
    """
    found, rounding = np.full((2, len(parameters)), np.nan)
    for h in (3e-4, 3e-5, 3e-6, 3e-7):
        missing = np.flatnonzero(np.isnan(found))
        if len(missing):
            found[missing], loss = five_points(trainer, parameters[missing], h)
            rounding[missing] = 2.0 * np.finfo(float).eps * loss / h
    return found, rounding


def five_points(trainer, parameters, h):
    """Return the quotients (n,), NaN where a kink lies between the points, and the largest loss."""
    network, setup = trainer.network, trainer.setup
    runs = 4 * len(parameters)
    stack = Network(network.sizes, network.activations, "zeros", "float64", runs=(runs,))
    stack.parameters[...] = network.parameters
    by_point = stack.parameters.reshape(len(parameters), 4, -1)
    by_point[np.arange(len(parameters))[:, None], np.arange(4), parameters[:, None]] += (
        h * np.array([-2.0, -1.0, 1.0, 2.0])
    )
    batch = HeldBatch.coming(trainer).on(stack)
    losses = batch.loss() + setup.penalties.add(stack.parameters, np.zeros_like(stack.parameters))
    sides = []
    if trainer.experiment.training.l1:
        sides += [np.sign(weights) for weights in stack.weights]
    for activation, z in zip(network.activations, batch.buffers.pre_activations, strict=False):
        if activation.has_kink:
            sides.append(np.sign(z))
    if batch.objective.loss.has_kink:
        sides.append(np.sign(batch.grad_outputs))
    if delta := getattr(batch.objective.loss, "delta", None):  # Huber's loss bends there
        by_output, _ = batch.output_slopes()
        sides.append(np.abs(by_output * batch.targets.size) >= delta)
    together = [side.reshape(len(parameters), 4, -1) for side in sides]
    smooth = np.ones(len(parameters), bool)
    for side in together:
        smooth &= (side == side[:, :1]).all(axis=(1, 2))
    low_2, low, high, high_2 = losses.reshape(-1, 4).T
    quotients = (low_2 - 8.0 * low + 8.0 * high - high_2) / (12.0 * h)
    return np.where(smooth, quotients, np.nan), losses.max()


def some_of_each_layer(trainer, rng):
    """Return places (2 L,) of a weight and a bias of each layer."""
    sizes, places = trainer.network.sizes, []
    for start, fan_in, fan_out in zip(layer_starts(sizes), sizes[:-1], sizes[1:], strict=True):
        places += [start + rng.integers(fan_in * fan_out)]
        places += [start + fan_in * fan_out + rng.integers(fan_out)]
    return np.array(places)


def all_shares(trainer, parameter, column=None):
    """Return the share of every path, from the definition: path by path."""
    network, batch = trainer.network, HeldBatch.coming(trainer)
    batch.loss()
    layer, source, target = placed(network, parameter)
    inputs = [batch.columns[:-1], *batch.buffers.activations]
    product = np.ones(batch.examples) if source is None else inputs[layer - 1][source]
    masks = batch.masks or [None] * len(network.activations)
    gains = [
        slope * (1.0 if m is None else m) for slope, m in zip(batch.slopes(), masks, strict=True)
    ]
    gains.append(batch.grad_outputs * batch.examples)
    shares = {}
    for rest in itertools.product(*map(range, network.sizes[layer + 1 :])):
        path, share = (target, *rest), product * gains[layer - 1][target]
        for above, (below, neuron) in enumerate(itertools.pairwise(path), start=layer):
            share = share * network.weights[above][below, neuron] * gains[above][neuron]
        shares[path] = float(share.mean() if column is None else share[column])
    return shares


@pytest.mark.parametrize("first", RANDOM_STATES[::25])
def test_paths_add_up_to_the_gradient_as_backpropagated_and_as_measured(first):
    compared = 0
    for number in range(first, first + 25):
        trainer, rng = random_state(number), np.random.default_rng(number)
        places = some_of_each_layer(trainer, rng)
        told = [blame(trainer, int(place), count=MANY) for place in places]
        measured, rounding = differences(trainer, places)
        for one, difference, error in zip(told, measured, rounding, strict=True):
            if len(one.paths) == one.path_count:
                shares = sum(path.share for path in one.paths)
                assert shares == pytest.approx(one.total, rel=BAR, abs=1e-15)
            assert one.total == pytest.approx(one.gradient, rel=BAR, abs=1e-15)
            if not np.isnan(difference):
                assert one.total + one.penalty == pytest.approx(difference, rel=BAR, abs=error)
                compared += 1
        trainer.step()
        foretold = [one.step_gradient for one in told]
        np.testing.assert_allclose(foretold, trainer.gradient[places], rtol=BAR, atol=1e-15)
    assert compared > 0.95 * sum(2 * (1 + number % 7) for number in range(first, first + 25))


@pytest.mark.parametrize("number", RANDOM_STATES[::8])
def test_for_one_example_the_factors_multiply_and_the_examples_average(number):
    trainer = random_state(number)
    rows = trainer.batch_rows()
    for place in some_of_each_layer(trainer, np.random.default_rng(number)):
        alone = [blame(trainer, int(place), ("train", int(row))) for row in rows]
        whole = blame(trainer, int(place))
        for one in alone:
            assert one.total == pytest.approx(one.gradient, rel=BAR, abs=1e-15)
            for path in one.paths:
                assert len(path.factors) == len(one.factors)
                assert np.prod(path.factors) == pytest.approx(path.share, rel=1e-12, abs=1e-300)
        mean = np.mean([one.total for one in alone])
        assert mean == pytest.approx(whole.total, rel=BAR, abs=1e-15)


@pytest.mark.parametrize("number", RANDOM_STATES[2::14])
def test_paths_are_what_the_definition_says_the_strongest_first(number):
    trainer = random_state(number)
    rows = trainer.batch_rows()
    for place in some_of_each_layer(trainer, np.random.default_rng(number))[:2]:
        for column in (None, len(rows) - 1):
            every = all_shares(trainer, place, column)
            point = None if column is None else ("train", int(rows[column]))
            told = blame(trainer, int(place), point, count=7).paths
            assert [path.share for path in told] == pytest.approx(
                [every[path.neurons] for path in told], rel=1e-9, abs=1e-300
            )
            strongest = sorted(map(abs, every.values()), reverse=True)[:7]
            sizes = [abs(path.share) for path in told]
            assert sizes == pytest.approx(strongest, rel=1e-9, abs=1e-300)
            assert all(path.certain for path in told)


DEEP = Experiment().with_values(
    {"data.samples": 64, "model.hidden": (16,) * 6, "model.activation": "tanh",
     "model.dtype": "float64"}
)  # fmt: skip


def test_the_strongest_of_a_million_paths_of_one_example():
    trainer = Trainer(DEEP)
    trainer.run(steps=20)
    batch, network = HeldBatch.coming(trainer), trainer.network
    batch.loss()
    gains = [slope[:, 5] for slope in batch.slopes()]
    gains.append(batch.grad_outputs[:, 5] * batch.examples)
    sizes = np.abs(batch.columns[1, 5] * gains[0][3:4])
    for above, weights in enumerate(network.weights[1:], start=1):
        here = weights[3:4] if above == 1 else weights
        sizes = np.abs(sizes.reshape(-1, len(here))[:, :, None] * here * gains[above]).ravel()
    told = blame(trainer, 19, ("train", int(batch.rows[5])), count=50)
    assert told.path_count == len(sizes) == 2**20
    strongest = np.sort(sizes)[:-51:-1]
    np.testing.assert_allclose([abs(path.share) for path in told.paths], strongest, rtol=1e-9)


def test_a_narrow_search_of_a_batch_says_what_is_not_certain(monkeypatch):
    trainer = Trainer(DEEP.with_value("model.hidden", (8,) * 4))
    trainer.run(steps=20)
    every = sorted(map(abs, all_shares(trainer, 3).values()), reverse=True)
    for width in (1, 3, 10, 30, 100):
        monkeypatch.setattr(sys.modules["engine.microscope.blame"], "FIRST_WIDTH", width)
        monkeypatch.setattr(sys.modules["engine.microscope.blame"], "WIDEST", width)
        told = blame(trainer, 3, count=width).paths
        sure = [abs(path.share) for path in told if path.certain]
        assert [path.certain for path in told] == [True] * len(sure) + [False] * (
            len(told) - len(sure)
        )
        np.testing.assert_allclose(sure, every[: len(sure)], rtol=1e-9)
    assert len(sure) > 50


def test_layers_are_told_by_the_size_of_their_gradient():
    trainer = Trainer(DEEP)
    told = blame(trainer, 0)
    trainer.step()
    blocks = layer_blocks(trainer.gradient, trainer.network.sizes)
    expected = [np.sqrt(np.mean(block**2)) for block in blocks]
    np.testing.assert_allclose(told.layer_sizes, expected, rtol=1e-9)


def test_a_point_elsewhere_is_taken_alone_and_without_dropout():
    trainer = Trainer(DEEP.with_values({"model.dropout": 0.5, "model.hidden": (4,)}))
    told = blame(trainer, 0, ("test", 3))
    assert "mask" not in [factor.kind for factor in told.factors]
    batch = HeldBatch.of_rows(trainer, "test", np.array([3]))
    batch.loss()
    assert told.gradient == batch.gradient()[0]
    row = int(trainer.batch_rows()[0])
    assert "mask" in [factor.kind for factor in blame(trainer, 0, ("train", row)).factors]


def test_looking_changes_nothing():
    for number in (5, 31, 102):
        watched, other = random_state(number), random_state(number)
        for _ in range(4):
            for place in some_of_each_layer(watched, np.random.default_rng(0)):
                blame(watched, int(place))
                blame(watched, int(place), ("train", 0))
            watched.run(steps=3)
            other.run(steps=3)
        assert_same_story(watched, other)


@pytest.mark.parametrize(
    ("parameter", "point", "said"),
    [(-1, None, "Give 0 to 32"), (33, None, "Give 0 to 32"), (0, ("test", 32), "Give numbers"),
     (0, ("train", -1), "Give numbers")],
)  # fmt: skip
def test_what_is_not_there_is_refused(parameter, point, said):
    trainer = Trainer(DEEP.with_value("model.hidden", (8,)))
    with pytest.raises(ValueError, match=said):
        blame(trainer, parameter, point)
    with pytest.raises(ValueError, match="count: 0 is not allowed"):
        blame(trainer, 0, count=0)


def test_a_stack_and_a_run_without_examples_are_refused():
    with pytest.raises(ValueError, match="single"):
        blame(Trainer([DEEP, DEEP]), 0)
    with pytest.raises(ValueError, match="no training examples"):
        blame(Trainer(Experiment().with_value("data.dataset", "painted")), 0)
