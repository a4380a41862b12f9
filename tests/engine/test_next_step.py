"""What the optimizer is about to do, against what it then does."""

import numpy as np
import pytest

from engine import Experiment, Trainer, optimizers
from engine.microscope import next_step

ONE_BATCH = Experiment().with_values(
    {"data.samples": 64, "model.hidden": (3,), "model.dtype": "float64",
     "training.batch_size": "all"}
)  # fmt: skip


@pytest.mark.parametrize("rule", [part.id for part in optimizers.registry])
def test_the_step_foretold_is_the_step_made(rule):
    """With one batch and a tiny rate the next gradient is nearly the newest one."""
    small = optimizers.get(rule)(learning_rate=1e-7)
    trainer = Trainer(ONE_BATCH.with_value("training.optimizer", small))
    trainer.run(steps=5)
    foretold, before = next_step(trainer), trainer.network.parameters.copy()
    trainer.step()
    made = trainer.network.parameters - before
    np.testing.assert_allclose(foretold, made, rtol=1e-4, atol=1e-14)


def test_it_changes_nothing_and_the_first_step_is_unknown():
    trainer, other = Trainer(ONE_BATCH), Trainer(ONE_BATCH)
    assert not next_step(trainer).any()
    for _ in range(5):
        trainer.step()
        other.step()
        assert next_step(trainer).any()
    np.testing.assert_array_equal(trainer.network.parameters, other.network.parameters)


def test_frozen_weights_do_not_move_and_decay_counts():
    decaying = {"training.optimizer": optimizers.SGD(learning_rate=0.5),
                "training.weight_decay": 0.1}  # fmt: skip
    trainer = Trainer(ONE_BATCH.with_values(decaying))
    trainer.step()
    trainer.freeze([0, 2])
    weight, gradient = trainer.network.parameters[1], trainer.gradient[1]
    foretold = next_step(trainer)
    assert foretold[[0, 2]].tolist() == [0.0, 0.0]
    assert foretold[1] == pytest.approx(-0.5 * (gradient + 0.1 * weight))


def test_the_rate_of_the_next_step_counts():
    varying = {"training.optimizer": optimizers.SGD(learning_rate=0.5),
               "training.schedule": {"id": "exponential", "factor": 0.5}}  # fmt: skip
    trainer = Trainer(ONE_BATCH.with_values(varying))
    trainer.run(steps=3)
    rate = 0.5 * 0.5**3
    np.testing.assert_allclose(next_step(trainer), -rate * trainer.gradient, rtol=1e-6)


def test_a_drag_at_a_standstill_leaves_one_change_and_one_mark():
    trainer = Trainer(ONE_BATCH)
    trainer.step()
    for value in (0.1, 0.2, 0.3):
        trainer.edit([4], [value])
    trainer.edit([5], [0.5])
    assert [entry.values.tolist() for entry in trainer.change_log] == [[0.3], [0.5]]
    assert len(trainer.history.marks) == 2
    trainer.step()
    trainer.edit([5], [0.6])
    assert len(trainer.change_log) == 3
