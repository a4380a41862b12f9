"""The four beats against the step that the trainer then makes, and against each other."""

import copy

import numpy as np
import pytest

from engine import Experiment, PaintedPoints, Trainer, optimizers
from engine.microscope import beats
from tests.engine.random_states import RANDOM_STATES, random_state

SMALL = Experiment().with_values(
    {"data.samples": 64, "model.hidden": (4, 3), "model.activation": "tanh"}
)


def everything_of(trainer):
    """Return all numbers that a trainer goes on from."""
    return copy.deepcopy((trainer.state_dict(), trainer.gradient, trainer.window.records))


def assert_same(one, other):
    assert type(one) is type(other)
    if isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for name in one:
            assert_same(one[name], other[name])
    elif isinstance(one, list | tuple):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert_same(left, right)
    elif hasattr(one, "__dict__"):
        assert_same(vars(one), vars(other))
    else:
        assert one == other


@pytest.mark.parametrize("first", RANDOM_STATES[::20])
def test_new_weights_are_those_of_the_step_and_each_beat_follows_from_the_last(first):
    for number in RANDOM_STATES[first : first + 20]:
        trainer = random_state(number)
        told = beats(trainer)
        check_the_beats(trainer, told)
        trainer.step()
        np.testing.assert_array_equal(told.new, trainer.network.parameters, f"state {number}")
        np.testing.assert_array_equal(told.gradient, trainer.gradient)
        newest = trainer.history.batches
        assert told.data_loss == newest.last("loss")
        assert told.penalty == newest.last("penalty")
        assert told.learning_rate == newest.last("learning_rate")


def check_the_beats(trainer, told):
    """Do the beats again as a textbook writes them, example by example."""
    assert len(told.rows) == told.examples == told.targets.shape[1]
    values = trainer.dataset.train_inputs[told.rows].T
    for layer, (block, here) in enumerate(zip(told.blocks(told.old), told.layers, strict=True)):
        np.testing.assert_allclose(here.inputs, values, rtol=1e-12, atol=1e-14)
        sums = block[:-1].T @ here.inputs + block[-1][:, np.newaxis]
        np.testing.assert_allclose(here.pre_activations, sums, rtol=1e-12, atol=1e-14)
        values = here.activations if here.mask is None else here.activations * here.mask
        if layer < len(told.layers) - 1:
            made = trainer.network.activations[layer].forward(here.pre_activations)
            np.testing.assert_allclose(here.activations, made, rtol=1e-12)
    assert told.data_loss == pytest.approx(told.losses.mean(), rel=1e-12)
    for block, here in zip(told.blocks(told.data_gradient), told.layers, strict=True):
        product = here.inputs @ here.grad_pre_activations.T
        np.testing.assert_allclose(block[:-1], product, rtol=1e-9, atol=1e-14)
        arriving = here.grad_pre_activations.sum(axis=1)
        np.testing.assert_allclose(block[-1], arriving, rtol=1e-9, atol=1e-14)
    for block, here, below in zip(
        told.blocks(told.old)[1:], told.layers[1:], told.layers, strict=False
    ):
        back = block[:-1] @ here.grad_pre_activations
        back = back if below.mask is None else back * below.mask
        np.testing.assert_allclose(below.grad_activations, back, rtol=1e-9, atol=1e-14)
    whole = (told.data_gradient + told.penalty_gradient) * told.clip_factor
    np.testing.assert_allclose(told.gradient, whole, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("number", range(3, 200, 29))
def test_a_trainer_that_was_looked_at_goes_on_as_one_that_was_not(number):
    watched, other = random_state(number), random_state(number)
    for _ in range(3):
        before = everything_of(watched)
        beats(watched)
        assert_same(everything_of(watched), before)
        watched.run(steps=5)
        other.run(steps=5)
    np.testing.assert_array_equal(watched.network.parameters, other.network.parameters)
    np.testing.assert_array_equal(watched.window.records, other.window.records)
    assert_same(watched.optimizer_state, other.optimizer_state)


def test_float32_whole_epochs_and_windows_of_rates_too():
    """Short last batches, ends of epochs, and 300 steps: more than one window."""
    trainer = Trainer(SMALL.with_values({"training.batch_size": 5, "training.schedule": "cosine"}))
    for _ in range(300):
        told = beats(trainer)
        trainer.step()
        np.testing.assert_array_equal(told.new, trainer.network.parameters)


def test_what_is_told_cannot_be_written_to():
    told = beats(Trainer(SMALL))
    arrays = [a for part in (told, *told.layers) for a in vars(part).values()]
    arrays = [a for a in arrays if isinstance(a, np.ndarray)]
    assert len(arrays) > 20
    assert not any(array.flags.writeable for array in arrays)


def test_no_update_follows_where_numbers_are_beyond_all_bounds():
    trainer = Trainer(SMALL.with_value("model.activation", "relu"))
    trainer.edit(np.arange(8), 1e30)
    with pytest.raises(ValueError, match="beyond all bounds"):
        beats(trainer)
    assert trainer.step().kind == "diverged"


def test_nothing_to_learn_from_and_stacks_are_refused_in_words():
    empty = SMALL.with_values({"data.dataset": "painted", "data.points": PaintedPoints()})
    with pytest.raises(ValueError, match="no training examples"):
        beats(Trainer(empty))
    with pytest.raises(ValueError, match="single run"):
        beats(Trainer([SMALL, SMALL]))


def test_frozen_weights_stay_and_a_run_that_stopped_is_told_on():
    rule = optimizers.SGD(learning_rate=0.1)
    trainer = Trainer(SMALL.with_values({"training.optimizer": rule, "training.epochs": 1}))
    trainer.freeze([0, 5])
    assert trainer.run().kind == "epoch_limit"
    told = beats(trainer)
    assert (told.new == told.old).nonzero()[0].tolist() == [0, 5]
    assert told.frozen.tolist() == [0, 5]
