"""Algorithm 1 of Kingma & Ba, line for line, beside the engine's quicker order of the same."""

import numpy as np
import pytest

from engine import optimizers

STEPS = 150  # more than two of the blocks for which the engine computes its bias corrections


def algorithm_1(theta, gradient_of, alpha, beta_1, beta_2, epsilon):
    """Yield m_t, v_t and θ_t of each step, written as the paper has it."""
    m, v, t = np.zeros_like(theta), np.zeros_like(theta), 0
    while True:
        t = t + 1
        g = gradient_of(theta, t)
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat = m / (1 - beta_1**t)
        v_hat = v / (1 - beta_2**t)
        theta = theta - alpha * m_hat / (np.sqrt(v_hat) + epsilon)
        yield m, v, theta


def noisy_bowl(theta, t):
    """Return the gradient of a bowl that is steep one way and flat another, with some noise."""
    return np.array([20.0, 1.0, 0.01]) * theta + 0.5 * np.sin(2.3 * t + np.arange(3.0))


@pytest.mark.parametrize(
    "settings",
    [(0.001, 0.9, 0.999, 1e-8), (0.1, 0.9, 0.999, 1e-8), (0.03, 0.5, 0.9, 1e-3), (0.01, 0, 0, 0.1)],
    ids=str,
)
@pytest.mark.parametrize("runs", [(), (2,)], ids=["one", "stack"])
def test_every_step_is_that_of_algorithm_1(settings, runs):
    names = ("learning_rate", "beta_1", "beta_2", "epsilon")
    adam = optimizers.Adam(**dict(zip(names, settings, strict=True)))
    start = np.array([1.0, -2.0, 3.0])
    w = np.broadcast_to(start, (*runs, 3)).copy()
    state = adam.init(w)
    book = algorithm_1(start, noisy_bowl, *settings)
    for t in range(1, STEPS + 1):
        g = np.array([noisy_bowl(each, t) for each in w.reshape(-1, 3)]).reshape(w.shape)
        adam.update(w, g, state)
        m, v, theta = next(book)
        assert state["update"] == t
        for own, wanted in ((state["m"], m), (state["v"], v), (w, theta)):
            np.testing.assert_allclose(
                own, np.broadcast_to(wanted, w.shape), rtol=1e-12, atol=1e-14
            )
