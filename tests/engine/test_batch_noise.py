"""Batch gradients beside that of all data: the trainer's own numbers, on a plane."""

import numpy as np
import pytest

from engine import Experiment, Trainer
from engine.microscope import batch_noise, beats, gradients_of

TINY = {"data.samples": 256, "model.hidden": (5, 4), "model.dtype": "float64"}
KINDS = {
    "binary": {},
    "class weights": {"training.class_weights": (1.0, 3.0)},
    "classes": {"data.dataset": "blobs", "training.label_smoothing": 0.1},
    "values": {"data.dataset": "sine", "training.loss": "huber"},
    "tanh": {"training.loss": "mean_squared_error", "model.output_activation": "tanh"},
}


def trained(steps=10, **values):
    trainer = Trainer(Experiment().with_values({**TINY, **values}))
    trainer.run(steps=steps)
    return trainer


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_of_batches_are_the_trainer_s_own(kind):
    trainer = trained(**KINDS[kind])
    told = beats(trainer)
    [found] = gradients_of(trainer, told.rows[np.newaxis])
    np.testing.assert_allclose(found, told.data_gradient, rtol=1e-10, atol=1e-14)


def test_the_next_batch_is_told_with_its_dropout():
    trainer = trained(**{"model.dropout": 0.4})
    told, noise = beats(trainer), batch_noise(trainer)
    assert noise.next_length == pytest.approx(np.linalg.norm(told.data_gradient))
    assert noise.next_size == told.examples


def test_the_first_axis_is_all_data_and_lengths_on_the_plane_are_no_longer_than_they_are():
    noise = batch_noise(trained(), 16)
    assert noise.full[0] > 0
    assert noise.full[1] == pytest.approx(0, abs=1e-12)
    assert (np.linalg.norm(noise.arrows, axis=1) <= noise.lengths * (1 + 1e-12)).all()
    along = noise.lengths * np.cos(np.radians(noise.angles))
    np.testing.assert_allclose(noise.arrows[:, 0], along, atol=1e-9)
    assert 0 < noise.shown <= 1


def test_larger_batches_stray_less_and_all_data_not_at_all():
    trainer = trained()
    angles = [np.median(batch_noise(trainer, size).angles) for size in (1, 8, 64, 128)]
    assert angles == sorted(angles, reverse=True)
    assert angles[-1] == pytest.approx(0, abs=1e-3)
    assert np.isnan(batch_noise(trainer, 1000).noise_scale)


def test_the_noise_scale_is_that_of_single_points():
    trainer = trained()
    each = gradients_of(trainer, np.arange(128)[:, np.newaxis])
    full = each.mean(axis=0)
    expected = ((each - full) ** 2).sum(axis=1).mean() / (full @ full)
    scales = [batch_noise(trainer, size).noise_scale for size in (1, 4, 16)]
    assert scales == pytest.approx([expected] * 3, rel=0.4)


def test_looking_changes_nothing_and_sees_the_same_again():
    watched, alone = trained(**{"model.dropout": 0.2}), trained(**{"model.dropout": 0.2})
    for _ in range(3):
        first, second = batch_noise(watched, 8), batch_noise(watched, 8)
        assert (first.arrows == second.arrows).all()
        watched.run(steps=3)
        alone.run(steps=3)
    assert (watched.network.parameters == alone.network.parameters).all()


def test_networks_that_are_too_large_are_refused_with_a_sentence():
    trainer = trained(0, **{"model.hidden": (1000, 1000), "model.dtype": "float32"})
    with pytest.raises(ValueError, match="too large"):
        batch_noise(trainer)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_batches_of_all_data_lie_on_the_first_axis_and_the_second_is_across(dtype):
    noise = batch_noise(trained(**{"model.dtype": dtype}), 1000)
    assert noise.shown == 1.0
    assert noise.full[1] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(noise.arrows[:, 1], 0, atol=1e-5)
