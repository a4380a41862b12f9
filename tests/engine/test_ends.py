"""Epoch limits and early stopping."""

import numpy as np
import pytest

import engine.window
from engine import (
    EarlyStopping,
    Trainer,
    optimizers,
)
from tests.helpers.runs import (
    small,
)


def test_the_epoch_limit_ends_a_plain_run_only():
    trainer = Trainer(small(training__epochs=3))
    outcome = trainer.run()
    assert (outcome.kind, outcome.epoch, outcome.step) == ("epoch_limit", 3, 18)
    assert outcome.stopped
    assert "3 epochs" in outcome.message
    assert trainer.run() == outcome
    assert trainer.step().kind == "going"
    assert trainer.run(epochs=2).epoch == 5
    assert trainer.run().kind == "epoch_limit"
    assert trainer.step_count == 30


def test_run_zero_steps():
    trainer = Trainer(small())
    assert trainer.run(steps=0).kind == "going"
    assert trainer.step_count == 0


@pytest.mark.parametrize("restore", [True, False])
def test_early_stopping_goes_back_to_the_best(restore):
    rule = EarlyStopping(patience=4, restore_best=restore)
    trainer = Trainer(
        small(
            data__noise=2.0, training__optimizer=optimizers.Adam(learning_rate=0.05),
            training__early_stopping=rule, training__epochs=1000,
        )
    )  # fmt: skip
    outcome = trainer.run()
    assert outcome.kind == "early_stopping"
    assert outcome.restored == restore
    curve = trainer.history.evaluations.curve("test_loss")
    best = int(curve.mean.argmin())
    assert (outcome.best_epoch, outcome.best_step) == (best, curve.step[best])
    assert outcome.best_loss == curve.mean[best]
    assert outcome.epoch == best + 4
    now = trainer.evaluate("test")["loss"]
    assert now == pytest.approx(curve.mean[best if restore else -1], rel=1e-12)
    assert trainer.run() == outcome
    assert trainer.step_count == outcome.step


def test_early_stopping_in_a_stack_is_that_of_the_run_alone():
    rule = EarlyStopping(patience=3)
    experiments = [
        small(
            data__noise=2.0, model__seed=seed, training__early_stopping=rule,
            training__optimizer=optimizers.Adam(learning_rate=0.02), training__epochs=60,
        )
        for seed in range(4)
    ]  # fmt: skip
    stack = Trainer(experiments)
    outcomes = stack.run()
    assert len({outcome.step for outcome in outcomes}) > 1
    series = stack.history.batches
    for run, experiment in enumerate(experiments):
        alone = Trainer(experiment)
        wanted = alone.run()
        assert (outcomes[run].kind, outcomes[run].step) == (wanted.kind, wanted.step)
        assert np.allclose(
            stack.network.parameters[run], alone.network.parameters, rtol=1e-8, atol=1e-10
        )
        rates = series.curve("learning_rate")
        trained = rates.step <= wanted.step
        assert np.allclose(rates.mean[trained, run], 0.02), "a frozen run rewrote its past"
        losses = alone.history.batches.curve("loss")
        its_losses = series.curve("loss").mean[trained, run]
        assert np.allclose(its_losses, losses.mean[: trained.sum()], rtol=1e-7)


def test_a_frozen_run_costs_the_others_no_record():
    """An early stop where an epoch and a window of records end together."""
    window = engine.window.WINDOW_STEPS
    base = small(
        data__samples=160, data__test_fraction=0.2, training__batch_size=1,
        training__early_stopping=EarlyStopping(patience=1, min_delta=1.0),
    )  # fmt: skip
    assert window % 128 == 0
    frozen = base.with_value("training.early_stopping", EarlyStopping(patience=2, min_delta=1.0))
    stack = Trainer([frozen, frozen.with_value("model.seed", 1)])
    stack.run(steps=window)
    curve = stack.history.batches.curve("loss")
    assert int(curve.count.sum()) == window
    assert stack.history.batches.last_step == window
