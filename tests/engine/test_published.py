"""Results that others published, repeated with this engine."""

import numpy as np
import pytest

from engine import Dataset, Experiment, Trainer, activations, optimizers
from tests.helpers.xor_runs import accuracies_of, solved

# -- Adam, Algorithm 1 of Kingma & Ba, ICLR 2015 ------------------------------------------------

ADAM_BY_HAND = [
    # g,   m,       v,           m̂ = m/(1 - .9ᵗ),    v̂ = v/(1 - .999ᵗ),       w
    (2.0, 0.200, 0.004000000, 0.2 / 0.1, 0.004 / 0.001, 0.9000000005),
    (1.0, 0.280, 0.004996000, 0.28 / 0.19, 0.004996 / 0.001999, 0.8067820372),
    (-3.0, -0.048, 0.013991004, -0.048 / 0.271, 0.013991004 / 0.002997001, 0.8149797170),
]


def test_first_steps_of_adam_by_hand():
    """From w = 1 at a rate of .1, with the paper's other settings."""
    adam, w = optimizers.Adam(learning_rate=0.1), np.array([1.0])
    state = adam.init(w)
    for gradient, m, v, m_hat, v_hat, after in ADAM_BY_HAND:
        before = w[0]
        adam.update(w, np.array([gradient]), state)
        assert state["m"][0] == pytest.approx(m, rel=1e-12)
        assert state["v"][0] == pytest.approx(v, rel=1e-12)
        assert before - w[0] == pytest.approx(0.1 * m_hat / (v_hat**0.5 + 1e-8), rel=1e-12)
        assert w[0] == pytest.approx(after, abs=5e-11)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_the_first_step_of_adam_is_the_rate_whatever_the_gradient(size):
    """Its m̂ is g and its v̂ is g². Without the corrections it would be √10 times as long."""
    adam, w = optimizers.Adam(learning_rate=0.1), np.array([0.0])
    adam.update(w, np.array([-size]), adam.init(w))
    assert w[0] == pytest.approx(0.1 * size / (size + 1e-8), rel=1e-12)


# -- Google's Machine Learning Crash Course, "Optimizing learning rate" -------------------------

CURVATURE = 0.625
NEAR = 0.0054
"""The lowest point counts as reached within this share of the way from the start.

The course draws the bowl and gives no formula. A best rate of 1.6 that arrives in one step
means a curvature of 1 / 1.6. Then 81 and 6 steps, not fewer, fix the share between
.9375⁸¹ = .00537 and .9375⁸⁰ = .00573. The start itself does not matter: each step of plain
descent multiplies the distance by 1 - .625 η.
"""


@pytest.mark.parametrize("start", [1.0, -7.3])
@pytest.mark.parametrize(("rate", "published"), [(0.1, 81), (1.0, 6), (1.6, 1), (4.0, None)])
def test_steps_down_a_bowl(rate, published, start):
    sgd, w = optimizers.SGD(learning_rate=rate), np.array([start])
    state = sgd.init(w)
    path = [abs(start)]
    while path[-1] > NEAR * path[0] and len(path) <= 200:
        sgd.update(w, CURVATURE * w, state)
        path.append(abs(float(w[0])))
    if published is None:
        assert (np.diff(path) > 0).all(), "each step climbs higher up the other side"
        assert len(path) == 201
    else:
        assert len(path) - 1 == published


# -- Zero initial weights (Goodfellow, Bengio & Courville, Deep Learning, 2016, section 8.4) ----

AT_REST = [cls.id for cls in activations.registry if cls().forward(np.zeros(1))[0] == 0.0]


def lopsided(**values):
    """Train on 30 points of one class and 10 of the other, from weights of zero."""
    t = np.arange(40)
    inputs = np.column_stack([np.sin(1.1 * t), np.cos(0.7 * t)])
    experiment = Experiment().with_values({
        "data.dataset": "xor", "model.hidden": (4, 3), "model.initializer": "zeros",
        "model.dtype": "float64", "training.batch_size": 8, **values,
    })  # fmt: skip
    return Trainer(experiment, Dataset.from_arrays(inputs, t % 4 != 0, task="binary"))


@pytest.mark.parametrize("optimizer_id", optimizers.registry.ids())
@pytest.mark.parametrize("activation_id", AT_REST)
def test_zero_weights_stay_zero_for_ever(activation_id, optimizer_id):
    """Where f(0) = 0 nothing reaches the outputs, and through weights of zero nothing comes back.

    Only the output's bias learns: how frequent the classes are.
    """
    assert {"tanh", "relu"} <= set(AT_REST)
    kind = optimizers.get(optimizer_id)
    optimizer = kind(learning_rate=kind.usual_rate)
    trainer = lopsided(**{"model.activation": activation_id, "training.optimizer": optimizer})
    for _ in range(4):
        trainer.run(steps=50)
        assert not any(weights.any() for weights in trainer.network.weights)
        assert not any(biases.any() for biases in trainer.network.biases[:-1])
    assert trainer.network.biases[-1][0] > 0.5


def test_what_is_left_to_learn_is_the_share_of_the_classes():
    sgd = optimizers.SGD(learning_rate=1.0)
    trainer = lopsided(**{
        "model.activation": "tanh", "training.optimizer": sgd, "training.batch_size": "all",
        "data.test_fraction": 0.0,
    })  # fmt: skip
    trainer.run(steps=300)
    share = trainer.dataset.train_targets.mean()
    assert trainer.network.biases[-1][0] == pytest.approx(np.log(share / (1 - share)), rel=1e-9)
    entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
    assert trainer.evaluate("train")["loss"] == pytest.approx(entropy, rel=1e-9)


def test_under_a_sigmoid_weights_move_but_the_neurons_stay_equal():
    """A sigmoid of zero is one half: it is symmetry, not rest, that zero weights keep there."""
    trainer = lopsided(**{"model.activation": "sigmoid"})
    trainer.run(steps=200)
    for weights in trainer.network.weights[:-1]:
        assert weights.any()
        assert np.allclose(weights, weights[:, :1], rtol=1e-9, atol=1e-12)


# -- XOR with few neurons -----------------------------------------------------------------------


def test_xor_wants_more_neurons_than_it_needs():
    """The published teaching: two neurons underfit, three are "not stable", four are better.

    In TensorFlow Playground's set-up, measured earlier over 60 seeds: 0, 63, 80, 98 %
    (``tests/benchmarks/xor.py``, which runs all 500 epochs). Who will learn it has done so
    within the 60 epochs used here. Two neurons cannot, with whatever luck.
    """
    reached = {neurons: accuracies_of(neurons, epochs=60) for neurons in (2, 3, 4, 6)}
    two, three, four, six = (solved(each) for each in reached.values())
    assert two == 0.0
    assert reached[2].max() < 0.9
    assert 50.0 <= three <= 76.0  # 63 % of 60 runs, give or take two standard deviations
    assert 70.0 <= four <= 90.0
    assert three < four < six
    assert six >= 95.0
