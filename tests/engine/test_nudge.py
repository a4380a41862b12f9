"""One weight wiggled: the loss against it, its slope, and the step that comes next."""

import numpy as np
import pytest

from engine import Experiment, Trainer, activations, optimizers
from engine.microscope import blame, nudge, updated
from tests.engine.random_states import RANDOM_STATES, random_state
from tests.helpers.runs import assert_same_story

SMALL = Experiment().with_values(
    {"data.samples": 64, "model.hidden": (4, 3), "model.activation": "tanh",
     "model.dtype": "float64"}
)  # fmt: skip
EVERY_RULE = [part.id for part in optimizers.registry]


def some_place(trainer, number):
    return int(np.random.default_rng(number).integers(len(trainer.network.parameters)))


@pytest.mark.parametrize("first", RANDOM_STATES[:5])
def test_the_next_value_is_that_of_a_step_bit_for_bit(first):
    for number in RANDOM_STATES[first::10]:
        trainer = random_state(number)
        place = some_place(trainer, number)
        told, before = nudge(trainer, place), trainer.network.parameters[place]
        trainer.step()
        assert told.value == before
        assert told.next_value == trainer.network.parameters[place]
        parts = told.by_gradient + told.by_momentum + told.by_decay
        assert parts == pytest.approx(told.next_value - told.value, rel=1e-9, abs=1e-15)
        if told.frozen:
            assert (told.by_gradient, told.by_momentum, told.by_decay) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("first", RANDOM_STATES[:2])
def test_the_slope_is_the_gradient_and_where_nothing_bends_the_one_measured(first):
    smooth = 0
    for number in RANDOM_STATES[first::10]:
        trainer = random_state(number)
        place = some_place(trainer, number)
        told, blamed = nudge(trainer, place, epsilon=1e-6), blame(trainer, place)
        assert told.slope == pytest.approx(blamed.gradient + blamed.penalty, rel=1e-9, abs=1e-15)
        if not told.kink:
            smooth += 1
            assert told.measured == pytest.approx(told.slope, rel=1e-5, abs=1e-9)
        middle = len(told.values) // 2
        assert told.values[middle] == told.value
        assert told.losses[middle] == pytest.approx(told.loss, rel=1e-12)
        assert told.tangent[middle] == pytest.approx(told.loss)
    assert smooth > 15


def test_the_curve_is_the_loss_of_a_trainer_with_that_weight():
    trainer = Trainer(SMALL.with_values({"training.l2": 0.1, "training.batch_size": "all"}))
    trainer.run(steps=3)
    told = nudge(trainer, 5, reach=2.0, rows="train")
    for place in (0, 17, 40):
        other = Trainer(trainer.experiment)
        other.load_state_dict(trainer.state_dict())
        other.edit([5], [told.values[place]])
        squares = sum(float((weights**2).sum()) for weights in other.network.weights)
        expected = other.evaluate("train")["loss"] + 0.05 * squares
        assert told.losses[place] == pytest.approx(expected, rel=1e-9)
    assert (told.values[0], told.values[-1]) == (told.value - 2.0, told.value + 2.0)


def test_dropout_is_held_in_the_batch_and_off_on_all_rows():
    trainer = Trainer(SMALL.with_value("model.dropout", 0.5))
    first, second = nudge(trainer, 0), nudge(trainer, 0)
    np.testing.assert_array_equal(first.losses, second.losses)
    assert nudge(trainer, 0, rows="train").loss == pytest.approx(
        trainer.evaluate("train")["loss"], rel=1e-9
    )
    trainer.step()
    assert nudge(trainer, 0).loss != first.loss


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_what_memory_adds_is_told_apart(rule):
    """A step from a zero gradient on shows the memory's share by itself."""
    optimizer = optimizers.get(rule)(learning_rate=0.01)
    trainer = Trainer(SMALL.with_value("training.optimizer", optimizer))
    assert nudge(trainer, 3).by_momentum == 0.0  # no memory before the first step
    trainer.run(steps=5)
    told, state = nudge(trainer, 3), trainer.optimizer_state
    blamed = blame(trainer, 3).step_gradient
    if rule == "momentum":
        assert told.by_momentum == pytest.approx(-0.01 * 0.9 * state["velocity"][3], rel=1e-6)
        assert told.by_gradient == pytest.approx(-0.01 * blamed, rel=1e-6)
    elif rule == "nesterov":
        assert told.by_momentum == pytest.approx(-0.01 * 0.9**2 * state["velocity"][3], rel=1e-6)
        assert told.by_gradient == pytest.approx(-0.01 * 1.9 * blamed, rel=1e-6)
    elif rule in ("adam", "adamw"):
        # Both shares are divided by the same root: they stand as β₁ m and (1 − β₁) g do.
        ratio = 0.9 * state["m"][3] / (0.1 * blamed)
        assert told.by_momentum / told.by_gradient == pytest.approx(ratio, rel=1e-6)
    else:
        assert told.by_momentum == 0.0
    decays = rule == "adamw"
    assert told.by_decay == pytest.approx(-0.01 * 0.01 * told.value if decays else 0.0, abs=1e-15)


def test_a_corner_within_epsilon_is_told():
    trainer = Trainer(SMALL.with_values({"model.activation": "relu", "training.batch_size": "all"}))
    assert nudge(trainer, 0, epsilon=0.5).kink
    assert not nudge(trainer, 0, epsilon=1e-9).kink
    assert not nudge(Trainer(SMALL), 0, epsilon=0.5).kink
    crossing = Trainer(SMALL.with_value("training.l1", 0.01))
    crossing.edit([0, 8], [0.0, 0.0])
    assert nudge(crossing, 0).kink
    assert not nudge(crossing, 8).kink  # a bias has no penalty
    absolute = SMALL.with_values({"data.dataset": "plane", "training.loss": "mean_absolute_error"})
    assert nudge(Trainer(absolute), 30, epsilon=10.0).kink


def test_looking_changes_nothing():
    for number in (12, 33, 90):
        watched, other = random_state(number), random_state(number)
        for _ in range(3):
            nudge(watched, 0)
            nudge(watched, 0, rows="train")
            watched.run(steps=3)
            other.run(steps=3)
        assert_same_story(watched, other)


@pytest.mark.parametrize(
    ("wish", "said"),
    [({"parameter": 999}, "Give 0 to"), ({"reach": 0.0}, "reach"), ({"epsilon": -1.0}, "epsilon"),
     ({"epsilon": float("nan")}, "epsilon")],
)  # fmt: skip
def test_what_is_impossible_is_refused(wish, said):
    with pytest.raises(ValueError, match=said):
        nudge(Trainer(SMALL), **({"parameter": 0} | wish))


def test_an_elu_that_does_not_bend_has_no_kink_within_reach():
    for alpha, bends in ((1.0, False), (0.5, True)):
        trainer = Trainer(
            Experiment().with_values({
                "data.samples": 64, "model.hidden": (6,), "model.dtype": "float64",
                "model.activation": activations.registry.class_of("elu")(alpha=alpha),
            })
        )  # fmt: skip
        assert any(nudge(trainer, place, epsilon=0.3).kink for place in range(6)) == bends


def test_memory_that_is_handed_in_stays_as_it_is():
    trainer = Trainer(Experiment().with_value("data.samples", 64))
    memory = {"m": np.ones_like(trainer.gradient)}
    updated(trainer, np.zeros_like(trainer.gradient), memory)
    assert (memory["m"] == 1.0).all()
