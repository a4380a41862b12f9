"""Activations: values by hand, derivatives, extremes, buffers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import activations
from engine.activations.rectifiers import normal_cdf

EACH = [pytest.param(cls(), id=cls.id) for cls in activations.registry]
POINTS = np.array([-30.0, -3.0, -1.2, -0.4, -1e-3, 1e-3, 0.3, 0.9, 2.5, 30.0])


def derivative(activation, z):
    return activation.backward(np.ones_like(z), z, activation.forward(z))


def complex_step(function, z, step=1e-30):
    """Return f′(z), exact to rounding, for an analytic f (Squire & Trapp, 1998)."""
    return function(z + 1j * step).imag / step


COMPLEX = {
    # The engine's forms are made for real numbers; these are the same functions of a complex one.
    "linear": lambda z: z,
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "tanh": np.tanh,
    "softplus": lambda z: np.log1p(np.exp(z)),
    "silu": lambda z: z / (1.0 + np.exp(-z)),
    "sine": np.sin,
}


@pytest.mark.parametrize("activation_id", [i for i in activations.registry.ids() if i in COMPLEX])
def test_derivative_by_complex_step(activation_id):
    activation, function = activations.get(activation_id), COMPLEX[activation_id]
    assert np.allclose(activation.forward(POINTS), function(POINTS), rtol=1e-13, atol=1e-300)
    wanted = complex_step(function, POINTS)
    assert np.allclose(derivative(activation, POINTS), wanted, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("activation", EACH)
def test_derivative_by_differences(activation):
    step = 1e-4  # no point lies nearer to a kink at zero than 1e-3
    forward = activation.forward
    near = (forward(POINTS + step) - forward(POINTS - step)) / (2 * step)
    far = (forward(POINTS + 2 * step) - forward(POINTS - 2 * step)) / (4 * step)
    richardson = (4 * near - far) / 3
    assert np.allclose(derivative(activation, POINTS), richardson, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("activation", EACH)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_buffers_and_dtype(activation, dtype):
    z = np.linspace(-3, 3, 24, dtype=dtype).reshape(2, 3, 4)
    grad = np.linspace(1, 2, 24, dtype=dtype).reshape(2, 3, 4)
    kept, grad_kept = z.copy(), grad.copy()
    out, grad_out = np.empty_like(z), np.empty_like(z)
    a = activation.forward(z, out=out)
    assert a is out
    assert a.dtype == dtype
    assert np.array_equal(a, activation.forward(z))
    grad_z = activation.backward(grad, z, a, out=grad_out)
    assert grad_z is grad_out
    assert grad_z.dtype == dtype
    assert np.array_equal(grad_z, activation.backward(grad, z, a))
    assert np.array_equal(z, kept)
    assert np.array_equal(grad, grad_kept)


@pytest.mark.parametrize("activation", EACH)
@settings(max_examples=40, deadline=None)
@given(z=arrays(np.float32, (3, 4), elements=st.floats(-(2.0**100), 2.0**100, width=32)))
def test_extremes_stay_finite(activation, z):
    with np.errstate(all="raise", under="ignore"):
        a = activation.forward(z)
        grad = activation.backward(np.ones_like(z), z, a)
    assert np.isfinite(a).all()
    assert np.isfinite(grad).all()


@pytest.mark.parametrize(
    ("activation_id", "values"),
    [
        ("linear", [-2.0, 0.0, 1.0]),
        ("sigmoid", [0.11920292202211755, 0.5, 0.7310585786300049]),
        ("tanh", [-0.9640275800758169, 0.0, 0.7615941559557649]),
        ("relu", [0.0, 0.0, 1.0]),
        ("leaky_relu", [-0.02, 0.0, 1.0]),
        ("elu", [-0.8646647167633873, 0.0, 1.0]),
        ("softplus", [0.1269280110429726, 0.6931471805599453, 1.3132616875182228]),
        ("silu", [-0.2384058440442351, 0.0, 0.7310585786300049]),
        ("gelu", [-0.04550026389635842, 0.0, 0.8413447460685429]),
        ("sine", [-0.9092974268256817, 0.0, 0.8414709848078965]),
    ],
)
def test_values_by_hand(activation_id, values):
    z = np.array([-2.0, 0.0, 1.0])
    assert activations.get(activation_id).forward(z).tolist() == pytest.approx(values, rel=1e-15)


def test_relu_has_slope_zero_at_zero():
    assert derivative(activations.get("relu"), np.array([-0.0, 0.0])).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_normal_distribution_function(dtype):
    z = np.concatenate([np.linspace(-45, 45, 9001), [-1e30, 1e30]]).astype(dtype)
    wanted = np.array([math.erfc(-value / math.sqrt(2.0)) / 2.0 for value in z])
    assert np.abs(normal_cdf(z) - wanted).max() <= 2.0 * np.finfo(dtype).eps
    tail = (z > -8.0) & (z < 0.0)
    bar = 1e-7 if dtype == np.float64 else 1e-5
    assert np.allclose(normal_cdf(z)[tail], wanted[tail], rtol=bar, atol=0.0)


def test_an_unknown_id_names_its_neighbour():
    with pytest.raises(ValueError, match="Did you mean 'relu'"):
        activations.get("rellu")


@pytest.mark.parametrize("activation", EACH)
def test_texts(activation):
    cls = type(activation)
    assert all([cls.id, cls.label, cls.formula, cls.source, cls.sentence.endswith(".")])
    assert activations.get(activation) is activation


@pytest.mark.parametrize("activation", EACH)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_many_values_are_as_few(activation, dtype):
    """Some forms change with the size of the array: never a value, so that a stack is as alone."""
    z = np.random.default_rng(0).normal(size=(5, 130, 128)).astype(dtype)
    z[0, 0, :4] = 0.0, -0.0, 1e4, -1e4
    grad = np.linspace(-1.0, 1.0, z.size, dtype=dtype).reshape(z.shape)
    a = activation.forward(z)
    grad_z = activation.backward(grad, z, a)
    for run in range(len(z)):
        for row in (np.s_[:1], np.s_[1:60], np.s_[60:]):
            few = activation.forward(z[run, row].copy())
            assert np.array_equal(few, a[run, row])
            back = activation.backward(grad[run, row].copy(), z[run, row].copy(), few)
            assert np.array_equal(back, grad_z[run, row])
