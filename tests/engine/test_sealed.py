"""The sealed part: opened once, on record, in replays and in files."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Experiment, ExperimentError, Trainer
from engine.timeline import Timeline

SEALED = Experiment().with_values(
    {"data.samples": 200, "data.sealed_fraction": 0.25, "model.hidden": (6,)}
)


def test_it_is_opened_once():
    trainer = Trainer(SEALED)
    trainer.run(epochs=3)
    assert trainer.sealed_result is None
    first = trainer.open_sealed()
    assert first == trainer.evaluate("sealed")
    assert set(first) == {"loss", "accuracy"}
    inputs, targets = trainer.dataset.sealed_inputs, trainer.dataset.sealed_targets
    right = (trainer.predict(inputs) > 0.5) == (targets > 0.5)
    assert first["accuracy"] == pytest.approx(right.mean())
    trainer.run(epochs=20)
    assert trainer.open_sealed() == first == trainer.sealed_result
    assert trainer.evaluate("sealed") != first
    assert [mark.text for mark in trainer.history.marks] == ["sealed"]


def test_nothing_looks_at_it_before():
    trainer = Trainer(SEALED)
    trainer.run(epochs=5)
    with pytest.raises(ValueError, match="open it with open_sealed"):
        trainer.evaluate("sealed")
    assert "sealed" not in trainer._evaluator._parts


def test_opening_disturbs_nothing():
    opened, closed = Trainer(SEALED), Trainer(SEALED)
    for trainer in (opened, closed):
        trainer.run(steps=10)
    opened.open_sealed()
    for trainer in (opened, closed):
        trainer.run(steps=50)
    np.testing.assert_array_equal(opened.network.parameters, closed.network.parameters)


def test_a_run_that_ended_stays_ended():
    trainer = Trainer(SEALED.with_value("training.target", {"value": 1e6}))
    assert trainer.run().kind == "target"
    trainer.open_sealed()
    assert trainer.outcome.kind == "target"


def test_nothing_sealed_is_said_with_the_mend():
    trainer = Trainer(SEALED.with_value("data.sealed_fraction", 0.0))
    with pytest.raises(ExperimentError, match=r"data\.sealed_fraction: nothing is sealed\. Set"):
        trainer.open_sealed()
    assert trainer.change_log == []


def test_values_are_regression_scores_where_there_are_no_classes():
    trainer = Trainer(SEALED.with_value("data.dataset", "sine").with_value("data.features", "auto"))
    assert set(trainer.open_sealed()) == {"loss", "r2"}


@pytest.mark.parametrize("stack", [False, True])
def test_the_record_survives_states_files_and_replays(tmp_path, stack):
    experiments = [SEALED.with_value("model.seed", seed) for seed in (0, 1)]
    trainer = Trainer(experiments if stack else experiments[0], timeline=Timeline())
    trainer.run(steps=300)
    first = trainer.open_sealed()
    trainer.run(steps=10)
    trainer.save(tmp_path / "sealed.run")
    loaded = Trainer.load(tmp_path / "sealed.run")
    again = Trainer(experiments if stack else experiments[0])
    again.load_state_dict(trainer.state_dict())
    for other in (loaded, again, trainer.moment(305).replay()):
        np.testing.assert_equal(other.open_sealed(), first)
    assert trainer.moment(299).replay().sealed_result is None


def test_going_back_does_not_close_it_again():
    trainer = Trainer(SEALED.with_value("training.optimizer.learning_rate", 0.03))
    trainer.run(epochs=20)
    assert trainer.good is not None
    first = trainer.open_sealed()
    assert trainer.return_to_good()
    assert trainer.sealed_result == first
