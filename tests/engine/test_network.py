"""The network's layout, its views, and one network against a stack."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Network, activations


@pytest.mark.parametrize("runs", [(), (3,)])
def test_parameters_are_one_flat_array_with_views(runs):
    network = Network((2, 8, 8, 1), "tanh", dtype="float64", seed=0, runs=runs)
    assert network.parameters.shape == (*runs, 105)
    assert network.parameters.flags.c_contiguous
    shapes = [(2, 8), (8, 8), (8, 1)]
    assert [w.shape for w in network.weights] == [(*runs, *shape) for shape in shapes]
    assert [b.shape for b in network.biases] == [(*runs, shape[1]) for shape in shapes]
    for view in (*network.weights, *network.biases):
        assert np.shares_memory(view, network.parameters)
    network.parameters[...] = 0.0
    assert all((view == 0.0).all() for view in (*network.weights, *network.biases))
    network.weights[1][..., 2, 3] = 7.0
    network.biases[2][..., 0] = 5.0
    assert sorted(network.parameters.reshape(-1, 105)[0].nonzero()[0].tolist()) == sorted(
        np.flatnonzero(network.parameters.reshape(-1, 105)[-1]).tolist()
    )
    assert network.parameters.sum() == 12.0 * (runs[0] if runs else 1)


def test_forward_is_the_textbook():
    network = Network((2, 3, 2), "tanh", dtype="float64", seed=4)
    rng = np.random.default_rng(0)
    network.parameters[...] = rng.normal(size=network.parameters.shape)
    inputs = rng.normal(size=(5, 2))
    hidden = np.tanh(inputs @ network.weights[0] + network.biases[0])
    wanted = hidden @ network.weights[1] + network.biases[1]
    assert np.allclose(network.forward(inputs), wanted, rtol=1e-13, atol=1e-15)


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    examples=st.integers(1, 9),
    runs=st.integers(1, 4),
    activation=st.sampled_from(activations.registry.ids()),
)
def test_a_stack_is_its_runs(sizes, examples, runs, activation):
    rng = np.random.default_rng(1)
    stack = Network(sizes, activation, dtype="float64", seed=list(range(runs)), runs=(runs,))
    inputs = rng.normal(size=(runs, examples, sizes[0]))
    grad_outputs = rng.normal(size=(runs, examples, sizes[-1]))
    outputs, gradient = stack.forward(inputs), stack.backward(grad_outputs)
    assert outputs.shape == (runs, examples, sizes[-1])
    assert gradient.shape == stack.parameters.shape
    for run in range(runs):
        alone = Network(sizes, activation, dtype="float64", seed=run)
        assert np.array_equal(alone.parameters, stack.parameters[run])
        assert np.allclose(alone.forward(inputs[run]), outputs[run], rtol=1e-11, atol=1e-13)
        own = alone.backward(grad_outputs[run])
        assert np.allclose(own, gradient[run], rtol=1e-11, atol=1e-13)


def test_a_stack_may_share_its_inputs():
    stack = Network((2, 3, 1), seed=[0, 1], runs=(2,))
    inputs = np.ones((4, 2))
    assert stack.forward(inputs).shape == (2, 4, 1)
    assert stack.backward(np.ones((2, 4, 1))).shape == (2, 13)


def test_outputs_and_gradients_are_the_callers():
    network = Network((2, 3, 1), seed=0)
    first = network.forward(np.ones((4, 2)))
    kept = first.copy()
    gradient = network.backward(np.ones((4, 1)))
    gradient_kept = gradient.copy()
    network.forward(np.zeros((4, 2)))
    network.backward(np.zeros((4, 1)))
    assert np.array_equal(first, kept)
    assert np.array_equal(gradient, gradient_kept)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_dtype(dtype):
    network = Network((2, 3, 1), dtype=dtype)
    assert network.parameters.dtype == dtype
    assert network.forward(np.ones((4, 2))).dtype == dtype
    assert network.backward(np.ones((4, 1))).dtype == dtype


def test_refusals():
    with pytest.raises(ValueError, match="inputs and outputs"):
        Network((2,))
    with pytest.raises(ValueError, match="at least 1"):
        Network((2, 0, 1))
    with pytest.raises(ValueError, match="3 given for 2 hidden layers"):
        Network((2, 3, 3, 1), activation=["relu", "tanh", "relu"])
    with pytest.raises(ValueError, match="3 columns, the network takes 2"):
        Network((2, 3, 1)).forward(np.ones((4, 3)))
    with pytest.raises(RuntimeError, match="forward"):
        Network((2, 3, 1)).backward(np.ones((4, 1)))


@pytest.mark.parametrize("sizes", [(2, 8, 8, 1), (3, 130, 70, 4), (1, 1, 1)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_run_in_a_stack_is_as_alone_bit_for_bit(sizes, dtype):
    """On one BLAS thread: outputs and gradient of all kinds of products."""
    stack = Network(sizes, "relu", dtype=dtype, seed=[4, 5, 6], runs=(3,))
    rng = np.random.default_rng(1)
    inputs, grad = rng.normal(size=(3, 33, sizes[0])), rng.normal(size=(3, 33, sizes[-1]))
    outputs = stack.forward(inputs)
    gradient = stack.backward(grad)
    for run in range(3):
        alone = Network(sizes, "relu", dtype=dtype, seed=4 + run)
        assert np.array_equal(alone.forward(inputs[run]), outputs[run])
        assert np.array_equal(alone.backward(grad[run]), gradient[run])
