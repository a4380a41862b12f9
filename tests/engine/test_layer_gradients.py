"""The gradient's norm by layer: what is recorded, when, and that it follows the run's fate."""

import numpy as np
import pytest

from engine import Experiment, Trainer
from engine.gradients import layer_norms
from engine.network import layer_blocks, layer_starts
from engine.timeline import Timeline
from engine.window import LAYERS_EVERY

SMALL = Experiment().with_values(
    {
        "data.samples": 128,
        "model.hidden": (5, 4),
        "training.batch_size": 8,
        "training.l2": 0.01,
        "model.dtype": "float64",
    }
)


def curves(trainer):
    return list(trainer.history.layer_gradients.curves().values())


def assert_same(ours, theirs):
    for own, its in zip(curves(ours), curves(theirs), strict=True):
        assert np.array_equal(own.step, its.step)
        assert np.array_equal(own.mean, its.mean)


def test_norms_are_those_of_the_layers_blocks():
    trainer = Trainer(SMALL)
    wanted = {}
    for step in range(1, 60):
        trainer.step()
        if step % LAYERS_EVERY == 1:
            blocks = layer_blocks(trainer.gradient, trainer.network.sizes)
            wanted[step] = [np.linalg.norm(block) for block in blocks]
    assert list(wanted) == [1, 18, 35, 52]
    found = curves(trainer)
    assert all(curve.step.tolist() == list(wanted) for curve in found)
    np.testing.assert_allclose(
        np.stack([curve.mean for curve in found], axis=1), list(wanted.values()), rtol=1e-12
    )
    starts = layer_starts(trainer.network.sizes)
    now = [np.linalg.norm(b) for b in layer_blocks(trainer.gradient, trainer.network.sizes)]
    np.testing.assert_allclose(layer_norms(trainer.gradient, starts), now, rtol=1e-12)


@pytest.mark.parametrize("clip", [None, 0.01])
def test_the_layers_together_have_the_norm_on_record_before_clipping(clip):
    trainer = Trainer(SMALL.with_value("training.gradient_clip", clip))
    trainer.run(steps=600)
    found = curves(trainer)
    whole = trainer.history.batches.curve("gradient_norm")
    norms = np.sqrt(sum(curve.mean**2 for curve in found))
    np.testing.assert_allclose(norms, whole.mean[found[0].step - 1], rtol=1e-12)
    assert found[0].step.tolist() == list(range(1, 601, LAYERS_EVERY))


def test_records_do_not_depend_on_how_the_run_was_cut():
    whole, pieces = Trainer(SMALL), Trainer(SMALL)
    whole.run(steps=700)
    for count in (1, 16, 1, 17, 200, 21, 0, 256, 188):
        pieces.run(steps=count)
        assert pieces.history.batches.last_step == pieces.step_count
    assert_same(pieces, whole)


def test_going_on_from_a_state_or_a_past_moment_equals_never_having_stopped():
    whole = Trainer(SMALL, timeline=Timeline())
    whole.run(steps=700)
    first = Trainer(SMALL)
    first.run(steps=310)
    second = Trainer(SMALL)
    second.load_state_dict(first.state_dict())
    second.run(steps=390)
    assert_same(second, whole)
    past = whole.moment(600).replay()
    assert curves(past)[0].step[-1] == 596
    past.run(steps=100)
    assert_same(past, whole)


def test_a_run_in_a_stack_has_the_norms_of_the_run_alone():
    others = [SMALL.with_value("model.seed", seed) for seed in range(3)]
    stack = Trainer(others)
    stack.run(steps=300)
    for run, experiment in enumerate(others):
        alone = Trainer(experiment)
        alone.run(steps=300)
        for ours, theirs in zip(curves(stack), curves(alone), strict=True):
            np.testing.assert_allclose(ours.mean[:, run], theirs.mean, rtol=1e-8)
