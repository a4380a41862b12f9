"""Changes in mid-run."""

import numpy as np
import pytest

from engine import (
    EarlyStopping,
    ExperimentError,
    Trainer,
    optimizers,
    schedules,
)
from engine.optimizers import Optimizer
from tests.helpers.runs import (
    assert_same_story,
    by_pickle,
    rich,
    small,
    story,
)

LIVE_CHANGES = {
    "training.optimizer.learning_rate": 0.03,
    "training.optimizer.beta_1": 0.5,
    "training.l1": 0.01,
    "training.l2": 0.0,
    "training.weight_decay": 0.0,
    "training.gradient_clip": None,
    "training.schedule": schedules.Exponential(factor=0.9),
    "training.epochs": 30,
    "model.dropout": 0.0,
    "model.activation": "tanh",
    "training.batch_size": 10,
    "training.early_stopping": EarlyStopping(patience=5),
}


@pytest.mark.parametrize("place", LIVE_CHANGES)
@pytest.mark.parametrize("when", [101, 256])
def test_a_live_change_equals_resuming_with_the_new_value(place, when):
    before = rich(training__optimizer=optimizers.Adam(learning_rate=0.01))
    after = before.with_value(place, LIVE_CHANGES[place])
    live = Trainer(before)
    live.run(steps=when)
    kept = live.network.parameters.copy()
    live.change(after)
    assert np.array_equal(live.network.parameters, kept)
    assert live.experiment == after
    assert [mark.step for mark in live.history.marks] == [when]
    state = by_pickle(live.state_dict())
    live.run(steps=150)
    resumed = Trainer(after)
    resumed.load_state_dict(state)
    resumed.run(steps=150)
    assert_same_story(live, resumed)
    assert resumed.change_log == live.change_log


def test_the_next_update_uses_the_new_value():
    experiment = small(training__optimizer=optimizers.SGD(learning_rate=0.1))
    changed, plain = Trainer(experiment), Trainer(experiment)
    changed.run(steps=10)
    plain.run(steps=10)
    changed.change(experiment.with_value("training.optimizer.learning_rate", 0.2))
    before = plain.network.parameters.copy()
    changed.step()
    plain.step()
    moved = plain.network.parameters - before
    assert np.allclose(changed.network.parameters - before, 2.0 * moved, rtol=1e-12, atol=1e-16)
    rates = changed.history.batches.curve("learning_rate").mean
    assert rates.tolist() == [0.1] * 10 + [0.2]


def test_an_optimizer_of_another_kind_starts_with_a_clean_memory():
    trainer = Trainer(small(training__optimizer="momentum"))
    trainer.run(steps=20)
    trainer.change(trainer.experiment.with_value("training.optimizer", "adam"))
    assert isinstance(trainer.experiment.training.optimizer, Optimizer)
    before = trainer.network.parameters.copy()
    trainer.step()
    # Adam's first step has the size of its rate wherever the gradient is not nearly zero.
    assert np.abs(trainer.network.parameters - before).max() == pytest.approx(0.001, rel=1e-3)


def test_another_batch_size_ends_the_epoch():
    trainer = Trainer(small())
    trainer.run(steps=9)
    assert trainer.epoch == 1
    trainer.change(trainer.experiment.with_value("training.batch_size", "all"))
    assert trainer.epoch == 2
    assert trainer.steps_per_epoch == 1
    trainer.step()
    assert trainer.epoch == 3


@pytest.mark.parametrize(
    ("place", "value"),
    [("data.noise", 0.5), ("model.hidden", (3,)), ("model.seed", 1), ("training.seed", 1)],
)
def test_what_needs_a_new_start_is_refused(place, value):
    trainer = Trainer(small())
    trainer.run(steps=5)
    before = story(trainer)
    changed = trainer.experiment.with_value(place, value)
    with pytest.raises(ExperimentError, match=place):
        trainer.change(changed.with_value("training.l2", 0.5))
    assert trainer.experiment == small()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(before, story(trainer), strict=True))
