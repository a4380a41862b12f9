"""Sums written out, against what a person writes on paper and against their own arithmetic."""

import math
import re

import numpy as np
import pytest

from engine import PaintedPoints, Trainer
from engine.microscope import beats, sums
from tests.engine.random_states import random_state
from tests.helpers import by_hand


def test_the_first_update_by_hand():
    trainer = by_hand.trainer_on_paper()
    told = beats(trainer)
    for (layer, unit), line in by_hand.PRE_ACTIVATIONS.items():
        assert sums.pre_activation_sum(told, layer, unit, 0) == line
        assert sums.activation_value(told, layer, unit, 0) == by_hand.ACTIVATIONS[layer, unit]
        assert sums.blame_sum(told, layer, unit, 0) == by_hand.BLAME[layer, unit]
    assert sums.loss_value(told, 0) == by_hand.LOSS
    assert sums.mean_loss(told) == "0.2038"
    for place in range(len(by_hand.WEIGHTS)):
        assert sums.gradient_sum(told, place) == by_hand.GRADIENT[place]
        assert sums.update_sum(told, place) == by_hand.UPDATE[place]
    trainer.step()
    new = [float(line.split(" = ")[1].replace("−", "-")) for line in by_hand.UPDATE]
    assert trainer.network.parameters == pytest.approx(new, abs=5e-5)


def test_a_batch_of_two_is_the_mean_of_two_products():
    """The second example is at (0, 0) and of class 0, so that only the biases count."""
    both = PaintedPoints([[2.0, 1.0, 1], [0.0, 0.0, 0]])
    trainer = Trainer(
        by_hand.ON_PAPER.with_values({"data.points": both, "training.batch_size": "all"})
    )
    trainer.edit(range(9), by_hand.WEIGHTS)
    told = beats(trainer)
    first, second = (0, 1) if told.rows[0] == 0 else (1, 0)
    assert sums.loss_value(told, first) == by_hand.LOSS
    # h = sigmoid(0.1) and sigmoid(−0.4), z = 0.6 · 0.525 − 0.7 · 0.4013 + 0.2 = 0.2341
    assert (
        sums.pre_activation_sum(told, 1, 0, second) == "0.6 · 0.525 − 0.7 · 0.4013 + 0.2 = 0.2341"
    )
    assert sums.loss_value(told, second) == "(0.5583 − 0)² = 0.3116"
    # δ = 2 · 0.5583 · 0.5583 · (1 − 0.5583) = 0.2753
    assert sums.blame_sum(told, 1, 0, second) == "1.117 · 0.2466 = 0.2753"
    products = {"0.69 · (−0.2236)", "0.525 · 0.2753"}
    line = sums.gradient_sum(told, 6)
    assert set(line[1 : line.index(") / 2")].split(" + ")) == products
    assert line.endswith(") / 2 = −0.00486")
    assert sums.mean_loss(told) in (
        "(0.2038 + 0.3116) / 2 = 0.2577",
        "(0.3116 + 0.2038) / 2 = 0.2577",
    )


def value_of(text):
    """Return what a pocket calculator makes of a line without its result."""
    text = re.sub(r"\(… = ([^)]*)\)", r"(\1)", text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    lowered = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    text = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: "e" + power[1].translate(lowered), text)
    text = text.replace("²", "**2").replace(" · ", " * ").replace("−", "-")
    text = re.sub(r"\bln ([\d.e-]+)", r"log(\1)", text)
    return eval(text, {"log": math.log, "abs": abs, "h": _huber, "__builtins__": {}})


def _huber(difference):
    size = abs(difference)
    return size**2 / 2 if size <= 1.0 else size - 0.5


def assert_comes_out(line):
    """Four digits a number: what cancels may lose some of them."""
    if " = " not in line.replace("(… = ", "("):
        return
    left, right = line.rsplit(" = ", 1)
    largest = max([abs(value_of(n)) for n in re.findall(r"[\d.]+(?:·10[⁻⁰-⁹²³¹]+)?", left)])
    assert value_of(left) == pytest.approx(value_of(right), rel=5e-3, abs=2e-3 * largest), line


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_a_pocket_calculator_comes_to_the_same(first):
    for number in range(first, first + 50, 3):
        told = beats(random_state(number))
        example = told.examples // 2
        for layer in range(len(told.layers)):
            assert_comes_out(sums.pre_activation_sum(told, layer, 0, example))
            assert_comes_out(sums.blame_sum(told, layer, 0, example))
        assert_comes_out(sums.loss_value(told, example))
        assert_comes_out(sums.mean_loss(told))
        assert_comes_out(sums.whole_loss(told))
        for place in (0, len(told.old) // 2, len(told.old) - 1):
            assert_comes_out(sums.gradient_sum(told, place))
            assert_comes_out(sums.whole_gradient(told, place))
            assert_comes_out(sums.update_sum(told, place))


def test_dropout_is_seen_in_both_directions():
    trainer = Trainer(by_hand.ON_PAPER.with_values({"model.dropout": 0.5, "model.hidden": (8,)}))
    told = beats(trainer)
    mask = told.layers[0].mask[:, 0]
    assert set(mask.tolist()) == {0.0, 2.0}
    off, on = int(np.argmin(mask)), int(np.argmax(mask))
    assert sums.activation_value(told, 0, off, 0).endswith(" · 0 = 0")
    assert " · 2 = " in sums.activation_value(told, 0, on, 0)
    assert sums.blame_sum(told, 0, off, 0).endswith(" = 0")
