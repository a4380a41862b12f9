"""A network written out says what the network says."""

import numpy as np
import pytest

from engine import Network, activations
from engine.activations import LeakyReLU
from engine.arrays import sigmoid
from engine.export.equation import Equation


def equation_of(network, output="linear", inputs=("x1", "x2")):
    return Equation(network.weights, network.biases, network.activations, output, inputs)


def spoilt(sizes, activation="tanh"):
    """A network whose biases are not zero."""
    network = Network(sizes, activation=activation, dtype="float64", seed=3)
    rng = np.random.default_rng(0)
    network.parameters[...] = rng.normal(size=network.parameters.size)
    return network


def run(code):
    names = {}
    exec(code, names)
    return names["f"]


@pytest.mark.parametrize("activation", activations.registry.ids())
def test_python_of_every_activation_answers_like_the_network(activation):
    network = spoilt((2, 3, 2, 1), activation)
    function = run(equation_of(network).python(17))
    for x in np.random.default_rng(1).uniform(-3, 3, (20, 2)):
        expected = network.forward(x[None])[0, 0]
        assert function(*x.tolist()) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_several_outputs_softmax_and_other_settings_of_one_function():
    network = spoilt((2, 2, 2, 3), (LeakyReLU(), LeakyReLU(negative_slope=0.5)))
    equation = equation_of(network, "softmax")
    answer = run(equation.python(17))(0.3, -0.8)
    logits = network.forward(np.array([[0.3, -0.8]]))[0]
    expected = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(answer, expected, rtol=1e-12)
    assert "leaky_relu_2(z) = max(z, s z), negative slope 0.5" in equation.text()
    assert "ƒ(x) = softmax(z₁, z₂, z₃)" in equation.text()
    assert len(run(equation_of(network, "linear").python())(1, 2)) == 3


def test_an_output_activation_is_written_too():
    network = spoilt((1, 2, 1))
    equation = equation_of(network, "sigmoid", ("x₁",))
    expected = sigmoid(network.forward(np.array([[0.7]])))[0, 0]
    assert run(equation.python(17))(0.7) == pytest.approx(expected, rel=1e-12)
    assert "ƒ(x) = sigmoid(" in equation.text()


def test_text_and_latex_by_hand():
    network = Network((2, 1, 1), activation="relu", dtype="float64")
    network.parameters[...] = 0.424, -1.3, 0.1, 2.0, 0.0
    equation = equation_of(network, inputs=("x₁", "x₂"))
    assert equation.parameter_count == 5
    assert equation.text(2).splitlines() == [
        "a₁ = relu(0.42·x₁ − 1.3·x₂ + 0.1)",
        "ƒ(x) = 2·a₁",
        "relu(z) = max(0, z)",
    ]
    assert equation.latex().splitlines() == [
        r"\begin{aligned}",
        r"  a_{1} &= \operatorname{relu}\left(0.424\,x_{1} - 1.3\,x_{2} + 0.1\right) \\",
        r"  f(x) &= 2\,a_{1}",
        r"\end{aligned}",
    ]


@pytest.mark.parametrize(
    "inputs", [("a1", "x"), ("class", "x"), ("x₁", "x₂"), ("x", "x"), ("tanh", "x")]
)
def test_names_that_python_does_not_take_are_numbered(inputs):
    network = spoilt((2, 2, 1))
    code = equation_of(network, inputs=inputs).python(17)
    assert "def f(x1, x2):" in code
    x = np.array([[0.5, 2.0]])
    assert run(code)(0.5, 2.0) == pytest.approx(network.forward(x)[0, 0], rel=1e-12)


def test_no_hidden_layer_is_one_line():
    network = Network((2, 1), dtype="float64")
    network.parameters[...] = 1.0, -1.0, 0.0
    assert equation_of(network, inputs=("u", "v")).text() == "ƒ(x) = u − v"
