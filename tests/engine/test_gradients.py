"""The gradient of every activation, loss, dropout and penalty against differences.

The network is measured whole: loss behind its output activation, plus
penalties, as a function of every single parameter, in float64.
"""

import itertools

import numpy as np
import pytest

from engine import Network, activations, losses
from engine.dropout import Dropout
from engine.network import Pass, layer_blocks, weight_mask, with_ones
from engine.objective import Objective, Penalties

EPSILON = 1e-6
BAR = 1e-6
EXAMPLES = 6
HIDDEN = (5, 4)
PENALTIES = {"none": (0.0, 0.0), "l1": (0.03, 0.0), "l2": (0.0, 0.2), "both": (0.03, 0.2)}


def objectives():
    """Every loss with every output activation that it may stand behind."""
    # Targets are recoded for tanh outputs of a class, and only there.
    chained = [
        ("linear", "regression"), ("sigmoid", "multiclass"), ("tanh", "binary"),
        ("tanh", "regression"),
    ]  # fmt: skip
    for cls in losses.registry:
        with_logits = [(cls.output_activation, task) for task in cls.tasks]
        for output, task in with_logits if cls.takes_logits else chained:
            yield pytest.param(cls(), output, task, id=f"{cls.id}-{output}-{task}")


def targets_for(task, rng):
    if task == "binary":
        return np.array([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
    if task == "multiclass":
        return np.eye(3)[[0, 1, 2, 2, 1, 0]]
    return rng.normal(size=(EXAMPLES, 2))


class Measured:
    """A small network as one function of its parameters, with all masks held."""

    def __init__(self, activation, loss, output, task, rate, penalty, runs):
        rng = np.random.default_rng(7)
        targets = targets_for(task, rng)
        count = runs[0] if runs else 1
        sizes = (3, *HIDDEN, targets.shape[1])
        self.network = Network(
            sizes, activation, "glorot_normal", "float64", list(range(count)), runs
        )
        # Biases of zero would hide faults that only show where they matter.
        self.parameters = self.network.parameters
        self.parameters += 0.1 * rng.normal(size=self.parameters.shape)
        self.inputs = rng.normal(size=(EXAMPLES, 3))
        self.columns = np.swapaxes(with_ones(self.inputs), -1, -2)
        self.objective = Objective(loss, output, task)
        self.targets = np.ascontiguousarray(self.objective.coded(targets).T)
        l1, l2 = PENALTIES[penalty]
        # A stack has a penalty and a dropout rate for each run; the last run has none.
        share = [1.0] if not runs else [1.0, 0.5, 0.0]
        self.penalties = Penalties(
            [l1 * s for s in share], [l2 * s for s in share],
            weight_mask(sizes, np.dtype("float64")), runs,
        )  # fmt: skip
        dropout = Dropout(
            HIDDEN, [(rate * s, 0.5 * rate * s) for s in share], list(range(count)), runs,
            EXAMPLES, np.dtype("float64"),
        )  # fmt: skip
        self.masks = dropout.masks(0, EXAMPLES)
        self.buffers = Pass(self.network, EXAMPLES)
        self.grad_outputs = np.empty((*runs, targets.shape[1], EXAMPLES))

    def value(self):
        """Return loss and penalties, (*runs,)."""
        outputs = self.buffers.forward(self.columns, self.masks)
        loss = self.objective.evaluate(outputs, self.targets, self.grad_outputs)
        return np.asarray(loss) + self.penalties.add(
            self.parameters, np.zeros_like(self.parameters)
        )

    def gradient(self):
        self.value()
        gradient = np.empty_like(self.parameters)
        blocks = layer_blocks(gradient, self.network.sizes)
        self.buffers.backward(self.grad_outputs, blocks, self.masks)
        self.penalties.add(self.parameters, gradient)
        return gradient

    def sides(self):
        """Return the signs whose change means that a kink was crossed, (*runs, M)."""
        network = self.network
        lead = network.runs
        signs = [np.sign(self.parameters)]
        a = np.broadcast_to(self.inputs, (*lead, *self.inputs.shape))
        for layer, (weights, biases) in enumerate(
            zip(network.weights, network.biases, strict=True)
        ):
            z = a @ weights + biases[..., np.newaxis, :]
            if layer == len(HIDDEN):
                break
            activation = network.activations[layer]
            if activation.has_kink:
                signs.append(np.sign(z).reshape(*lead, -1))
            a = activation.forward(z)
            if self.masks is not None and self.masks[layer] is not None:
                a = a * np.swapaxes(self.masks[layer], -1, -2)
        if not self.objective.loss.takes_logits:
            shown = self.objective.output_activation
            residual = activations.get(shown).forward(z) - self.targets.T
            signs.append(np.sign(residual).reshape(*lead, -1))
        return np.concatenate(signs, axis=-1)

    def differences(self):
        """Return central differences, and where they mean something, (*runs, P) each."""
        estimate = np.empty_like(self.parameters)
        smooth = np.empty(self.parameters.shape, bool)
        for index in range(self.parameters.shape[-1]):
            kept = self.parameters[..., index].copy()
            self.parameters[..., index] = kept + EPSILON
            above, sides_above = self.value(), self.sides()
            self.parameters[..., index] = kept - EPSILON
            below, sides_below = self.value(), self.sides()
            self.parameters[..., index] = kept
            estimate[..., index] = (above - below) / (2.0 * EPSILON)
            smooth[..., index] = (sides_above == sides_below).all(axis=-1)
        return estimate, smooth


def assert_same_arrays(gradient, estimate, smooth, sizes):
    """Compare weights and biases of every layer and run: ‖a − b‖ / ‖b‖ ≤ 1e-6."""
    assert smooth.mean() > 0.9, "hardly anything was compared"
    gradient, estimate = np.where(smooth, gradient, 0.0), np.where(smooth, estimate, 0.0)
    of_both = zip(layer_blocks(gradient, sizes), layer_blocks(estimate, sizes), strict=True)
    for layer, (own, other) in enumerate(of_both):
        for name, part in (("weights", np.s_[..., :-1, :]), ("biases", np.s_[..., -1:, :])):
            a, b = own[part], other[part]
            difference = np.linalg.norm(a - b, axis=(-2, -1))
            size = np.linalg.norm(b, axis=(-2, -1))
            # Below 1e-3 a difference quotient of a loss near 1 is rounding at this bar.
            assert (difference <= BAR * np.maximum(size, 1e-3)).all(), (layer, name)


@pytest.mark.parametrize("runs", [(), (3,)], ids=["one", "stack"])
@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("rate", [0.0, 0.4], ids=["whole", "dropout"])
@pytest.mark.parametrize(("loss", "output", "task"), list(objectives()))
@pytest.mark.parametrize("activation", activations.registry.ids())
def test_gradient_equals_central_differences(activation, loss, output, task, rate, penalty, runs):
    measured = Measured(activation, loss, output, task, rate, penalty, runs)
    gradient = measured.gradient()
    estimate, smooth = measured.differences()
    assert_same_arrays(gradient, estimate, smooth, measured.network.sizes)


def test_an_activation_for_each_layer():
    kinds = [cls.id for cls in activations.registry]
    for below, above in itertools.permutations(kinds, 2):
        loss = losses.get("mean_squared_error")
        measured = Measured([below, above], loss, "linear", "regression", 0.4, "both", ())
        gradient = measured.gradient()
        assert_same_arrays(gradient, *measured.differences(), measured.network.sizes)


@pytest.mark.parametrize("runs", [(), (3,)], ids=["one", "stack"])
def test_gradient_without_hidden_layers(runs):
    network = Network((2, 3), dtype="float64", seed=1, runs=runs)
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(5, 2)), np.eye(3)[[0, 1, 2, 1, 0]]
    loss = losses.get("categorical_cross_entropy")
    _, grad_outputs = loss.evaluate(network.forward(inputs), targets)
    own = layer_blocks(network.backward(grad_outputs), network.sizes)[0]
    assert np.allclose(own[..., :-1, :], inputs.T @ grad_outputs, rtol=1e-13, atol=0)
    assert np.allclose(own[..., -1, :], grad_outputs.sum(axis=-2), rtol=1e-12, atol=1e-16)


def test_public_forward_and_backward_give_the_gradient():
    network = Network((2, 4, 1), "tanh", dtype="float64", seed=3)
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(7, 2)), np.array([[0, 1, 1, 0, 1, 0, 1.0]]).T
    loss = losses.get("binary_cross_entropy")

    def value():
        return loss.evaluate(network.forward(inputs), targets)[0]

    _, grad_outputs = loss.evaluate(network.forward(inputs), targets)
    gradient = network.backward(grad_outputs)
    for index in range(len(network.parameters)):
        kept = network.parameters[index]
        network.parameters[index] = kept + EPSILON
        above = value()
        network.parameters[index] = kept - EPSILON
        below = value()
        network.parameters[index] = kept
        assert gradient[index] == pytest.approx((above - below) / (2 * EPSILON), abs=1e-8)


def test_penalties_by_hand():
    mask = weight_mask((2, 1), np.dtype("float64"))
    penalties = Penalties([0.1], [0.5], mask, ())
    parameters, gradient = np.array([3.0, -4.0, 9.0]), np.zeros(3)  # two weights, one bias
    value = penalties.add(parameters, gradient)
    assert float(value) == pytest.approx(0.1 * 7.0 + 0.5 * 0.5 * 25.0)
    assert gradient.tolist() == pytest.approx([0.1 + 1.5, -0.1 - 2.0, 0.0])


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_dropout_is_inverted_and_has_its_rate(rate):
    dropout = Dropout((50,), [(rate,)], [0], (), 64, np.dtype("float32"))
    masks = np.concatenate([dropout.masks(step, 64)[0].ravel() for step in range(40)])
    kept = masks[masks > 0]
    assert np.allclose(kept, 1.0 / (1.0 - rate), rtol=1e-6)
    spread = np.sqrt(rate * (1 - rate) / len(masks))
    assert abs(1.0 - len(kept) / len(masks) - rate) < 5 * spread


def test_dropout_masks_are_functions_of_the_step():
    def masks_of(steps):
        dropout = Dropout((5, 4), [(0.5, 0.2)], [3], (), 8, np.dtype("float64"))
        return {step: [m.copy() for m in dropout.masks(step, 8)] for step in steps}

    forwards, scattered = masks_of(range(200)), masks_of([199, 3, 64, 3, 0])
    for step, masks in scattered.items():
        for mask, other in zip(masks, forwards[step], strict=True):
            assert np.array_equal(mask, other)
    assert not np.array_equal(forwards[0][0], forwards[1][0])


def test_a_rate_of_zero_draws_nothing():
    none = Dropout((5, 4), [(0.0, 0.0)], [3], (), 8, np.dtype("float64"))
    assert none.masks(0, 8) is None
    one = Dropout((5, 4), [(0.0, 0.2)], [3], (), 8, np.dtype("float64"))
    both = Dropout((5, 4), [(0.5, 0.2)], [3], (), 8, np.dtype("float64"))
    assert one.masks(7, 8)[0] is None
    assert np.array_equal(one.masks(7, 8)[1], both.masks(7, 8)[1])
