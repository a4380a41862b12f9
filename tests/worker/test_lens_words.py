"""Sentences of the lenses follow the signs of the numbers."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, Trainer
from engine.microscope import blame, nudge
from playground.models import blame_words, nudge_words

SMALL = Experiment().with_values(
    {"data.samples": 64, "model.hidden": (4, 3), "model.activation": "tanh",
     "model.dtype": "float64"}
)  # fmt: skip


@pytest.fixture
def wiggled():
    return nudge(Trainer(SMALL), 0)


def with_step(told, slope, *, gradient=0.0, momentum=0.0, decay=0.0):
    return replace(
        told, slope=slope, measured=slope, by_gradient=gradient, by_momentum=momentum,
        by_decay=decay, next_value=told.value + gradient + momentum + decay,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("slope", "said"),
    [(0.3, "goes up. So decrease it"), (-0.3, "goes down. So increase it"),
     (0.0, "stays as it is. So leave it"), (1e-12, "stays as it is. So leave it")],
)  # fmt: skip
def test_advice_follows_the_sign_of_the_slope(wiggled, slope, said):
    assert said in nudge_words.advice(replace(wiggled, slope=slope))


@pytest.mark.parametrize(
    ("slope", "parts", "said"),
    [
        (0.3, {"gradient": -0.02}, "decreases it by 0.02."),
        (-0.3, {"gradient": 0.02}, "increases it by 0.02."),
        (0.3, {"gradient": -0.02, "momentum": 0.05}, "increases it by 0.03. Uphill, all the s"),
        (-0.3, {"gradient": 0.02, "momentum": -0.05}, "decreases it by 0.03. Uphill, all the sam"),
        (-0.3, {"gradient": 0.02, "decay": -0.05}, "Uphill, all the same: weight decay"),
        (-0.3, {"gradient": -0.02}, "the next batch alone has another slope"),
        (0.3, {}, "The next update leaves it."),
    ],
)  # fmt: skip
def test_the_next_step_is_told_with_its_reason(wiggled, slope, parts, said):
    assert said in nudge_words.next_step(with_step(wiggled, slope, **parts))


def test_a_frozen_weight_is_told_to_be_one(wiggled):
    trainer = Trainer(SMALL)
    trainer.freeze([0])
    assert "frozen" in nudge_words.next_step(nudge(trainer, 0))


def test_a_difference_of_the_slopes_is_told_with_its_mend():
    trainer = Trainer(SMALL)
    assert "agree" in nudge_words.agreement(nudge(trainer, 0, epsilon=1e-4))
    assert "Make ε smaller" in nudge_words.agreement(nudge(trainer, 0, epsilon=0.9))
    assert "Make ε larger" in nudge_words.agreement(nudge(trainer, 0, epsilon=1e-12))
    bent = Trainer(SMALL.with_value("model.activation", "relu"))
    assert "corner" in nudge_words.agreement(nudge(bent, 0, epsilon=0.9))


def test_what_paths_add_up_to_and_what_becomes_of_it():
    told = blame(Trainer(SMALL), 0)
    first, second = blame_words.total(told)
    assert f"all {told.path_count} paths" in first
    assert ("larger loss" if told.gradient > 0 else "smaller loss") in second
    assert "smaller loss" in blame_words.total(replace(told, gradient=-1.0))[1]
    harder = SMALL.with_values({"training.l2": 1.0, "training.gradient_clip": 0.01})
    said = " ".join(blame_words.total(blame(Trainer(harder), 0)))
    assert "penalties add" in said
    assert "Clipping leaves" in said
    assert "The optimizer gets" in said
    last = Trainer(SMALL)
    assert "only path" in blame_words.total(blame(last, len(last.network.parameters) - 1))[0]


def test_where_no_blame_arrives_it_is_said():
    trainer = Trainer(SMALL.with_value("model.activation", "relu"))
    trainer.edit(np.arange(8, 12), np.full(4, -100.0))  # biases: every neuron is off
    told = blame(trainer, 0)
    assert "No blame arrives" in blame_words.total(told)[1]
    assert "No gradient reaches" in blame_words.by_layer(told)


def test_the_list_says_what_it_leaves_out():
    told = blame(Trainer(SMALL), 0, count=2)
    assert f"The {told.path_count - 2} others add" in blame_words.listing(told)[1]
    assert "Ø" in blame_words.listing(told)[-1]
    uncertain = replace(told, paths=tuple(replace(path, certain=False) for path in told.paths))
    assert any("?" in sentence for sentence in blame_words.listing(uncertain))
    assert len(blame_words.listing(blame(Trainer(SMALL), 0, ("train", 0)))) == 1


def test_vanishing_and_exploding_are_told(wiggled):
    told = blame(Trainer(SMALL), 0)
    sizes = np.array([1e-6, 1e-3, 1e-1])
    assert "vanishes" in blame_words.by_layer(replace(told, layer_sizes=sizes))
    assert "100000 times" in blame_words.by_layer(replace(told, layer_sizes=sizes))
    assert "explodes" in blame_words.by_layer(replace(told, layer_sizes=sizes[::-1]))
    assert "50 %" in blame_words.by_layer(replace(told, layer_sizes=np.array([0.1, 0.2])))
