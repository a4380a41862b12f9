"""Whole networks against PyTorch's stored losses and gradients, in float64.

For every activation and loss, 100 random networks go through the same calls
that training makes. Errors are relative: of a loss to the loss, of a gradient
to its norm (the norm of the difference), of a projection to the length of the
direction times the norm of the gradient.
"""

import itertools
from pathlib import Path

import numpy as np
import pytest

from engine import Network, activations, losses
from engine.objective import Objective
from tests.engine.reference.random_networks import (
    COMBINATIONS,
    IN_FULL,
    STACKED,
    cases,
    fingerprint,
)

BAR = 1e-9
ROUNDING = 1e-15  # what may remain of a gradient whose parts cancel
NAMES = ["-".join(combination) for combination in COMBINATIONS]


@pytest.fixture(scope="module")
def stored():
    with np.load(Path(__file__).parent / "reference" / "networks.npz") as file:
        return dict(file)


@pytest.fixture(scope="module", params=range(len(COMBINATIONS)), ids=NAMES)
def combination(request):
    """One combination's number and its networks, drawn once for the tests of it."""
    return request.param, cases(request.param)


def objective_of(case):
    """Return what the trainer would minimise; targets are as the outputs' activation has them."""
    return Objective(losses.registry.parse(case.loss), case.output_activation, "regression")


def network_of(same_shape, runs):
    """Return a network, or a stack of them, with the weights of the cases."""
    case = same_shape[0]
    parts = [activations.registry.parse(each) for each in case.activations]
    network = Network(case.sizes, parts, dtype="float64", runs=runs)
    for layer, (weights, biases) in enumerate(zip(network.weights, network.biases, strict=True)):
        weights[...] = np.reshape([each.weights[layer] for each in same_shape], weights.shape)
        biases[...] = np.reshape([each.biases[layer] for each in same_shape], biases.shape)
    return network


def loss_and_gradient(same_shape, runs):
    """Return the loss and dL/d(parameters) through Network and Objective."""
    case = same_shape[0]
    network = network_of(same_shape, runs)
    inputs = np.reshape([each.inputs for each in same_shape], (*runs, *case.inputs.shape))
    targets = np.reshape([each.targets for each in same_shape], (*runs, *case.targets.shape))
    outputs = np.swapaxes(network.forward(inputs), -1, -2)
    grad = np.empty_like(outputs)
    loss = objective_of(case).evaluate(outputs, np.swapaxes(targets, -1, -2), grad)
    return loss, network.backward(np.swapaxes(grad, -1, -2))


def compare(case, loss, gradient, numbers, name):
    """Compare with a stored loss, norm and projections."""
    assert abs(loss - numbers[0]) <= BAR * abs(numbers[0]), name
    norm = numbers[1]
    assert abs(np.linalg.norm(gradient) - norm) <= BAR * norm + ROUNDING, name
    lengths = np.linalg.norm(case.directions, axis=1)
    apart = np.abs(case.directions @ gradient - numbers[2:])
    assert (apart <= lengths * (BAR * norm + ROUNDING)).all(), name


def test_every_activation_and_loss_is_stored(stored):
    wanted = set(itertools.product(activations.registry.ids(), losses.registry.ids()))
    assert {(activation, loss) for activation, loss, _ in COMBINATIONS} == wanted
    assert [tuple(each) for each in stored["combinations"]] == COMBINATIONS
    assert stored["numbers"].shape[:2] == (len(COMBINATIONS), 100)


def test_the_networks_are_drawn_as_they_were(combination, stored):
    number, drawn = combination
    assert fingerprint(drawn) == stored["checksums"][number]


def test_loss_and_gradient_equal_pytorch(combination, stored):
    number, drawn = combination
    for network, case in enumerate(drawn):
        loss, gradient = loss_and_gradient([case], ())
        compare(case, loss, gradient, stored["numbers"][number, network], network)
        if network < IN_FULL:
            end = stored["ends"][number, network]
            reference = stored["gradients"][end - len(gradient) : end]
            apart = np.linalg.norm(gradient - reference)
            assert apart <= BAR * np.linalg.norm(reference) + ROUNDING, network


def test_a_stack_equals_pytorch(combination, stored):
    number, drawn = combination
    same_shape = drawn[-STACKED:]
    together = loss_and_gradient(same_shape, (STACKED,))
    numbers = stored["numbers"][number, -STACKED:]
    for run, (case, loss, gradient) in enumerate(zip(same_shape, *together, strict=True)):
        compare(case, loss, gradient, numbers[run], run)


@pytest.mark.parametrize("loss_id", losses.registry.ids())
def test_the_short_way_gives_the_same(loss_id):
    """``Loss.evaluate`` between forward and backward, as in a notebook."""
    number = next(
        i for i, (_, loss, output) in enumerate(COMBINATIONS)
        if (loss, output) == (loss_id, losses.get(loss_id).output_activation)
    )  # fmt: skip
    for case in cases(number)[:IN_FULL]:
        loss, gradient = loss_and_gradient([case], ())
        network, judge = network_of([case], ()), losses.registry.parse(case.loss)
        own, grad_outputs = judge.evaluate(network.forward(case.inputs), case.targets)
        assert own == pytest.approx(loss, rel=1e-14)
        assert np.allclose(network.backward(grad_outputs), gradient, rtol=1e-13, atol=1e-15)
