"""Runs that are lost are told so, and can go on."""

import warnings

import numpy as np
import pytest

from engine import (
    Dataset,
    EarlyStopping,
    Experiment,
    ExperimentError,
    Trainer,
    optimizers,
)
from tests.helpers.runs import (
    assert_finite_history,
    assert_same_story,
    by_pickle,
    small,
    wild,
)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_divergence_is_an_outcome(dtype):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer = Trainer(wild(model__dtype=dtype))
        outcome = trainer.run()
        assert outcome.kind == "diverged"
        assert outcome.stopped
        assert outcome.step == trainer.step_count < 1000
        assert trainer.history.batches.last_step == outcome.step
        assert f"update {outcome.step + 1}" in outcome.message
        assert np.isfinite(trainer.network.parameters).all()
        assert np.isfinite(trainer.optimizer_state["learning_rate"]).all()
        assert_finite_history(trainer)
        for part in ("train", "test"):
            assert np.isfinite(list(trainer.evaluate(part).values())).all()
        assert np.isfinite(trainer.predict(trainer.dataset.test_inputs)).all()
        assert trainer.run() == outcome
        assert trainer.step() == outcome


@pytest.mark.parametrize("rate", [0.3, 1.0, 3.0, 30.0, 1000.0])
@pytest.mark.parametrize("hidden", [(), (16, 16)])
@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
def test_nothing_infinite_is_ever_told(rate, hidden, optimizer):
    decay = {"weight_decay": min(0.01, 1.0 / rate)} if optimizer == "adamw" else {}
    kind = optimizers.get(optimizer)(learning_rate=rate, **decay)
    trainer = Trainer(wild(training__optimizer=kind, model__hidden=hidden, data__samples=256))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer.run(steps=300)
        assert np.isfinite(trainer.network.parameters).all()
        assert_finite_history(trainer)
        assert np.isfinite(list(trainer.evaluate("train").values())).all()
        assert np.isfinite(trainer.predict(trainer.dataset.test_inputs)).all()


def test_a_diverged_run_can_go_on_with_a_lower_rate():
    trainer = Trainer(wild())
    trainer.run()
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", 1e-6))
    assert trainer.outcome.kind == "going"


def test_a_good_checkpoint_does_not_hold_the_one_before():
    trainer = Trainer(small())
    trainer.run(epochs=5)
    good = trainer.state_dict()["checkpoint"].good
    assert good.epoch == 5
    assert good.good is None


def test_the_good_checkpoint_is_offered():
    experiment = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    trainer = Trainer(experiment)
    trainer.run(epochs=3)
    good = trainer.network.parameters.copy()
    trainer.change(experiment.with_value("training.optimizer.learning_rate", 50.0))
    outcome = trainer.run(epochs=500)
    assert outcome.kind == "diverged"
    assert outcome.good_step == 12
    assert trainer.return_to_good()
    assert trainer.step_count == 12
    assert np.array_equal(trainer.network.parameters, good)
    assert trainer.outcome.kind == "going"
    assert trainer.history.batches.last_step == 12
    assert trainer.history.evaluations.last_step == 12
    trainer.change(experiment)
    trainer.run(epochs=1)
    assert trainer.history.batches.curve("loss").step.tolist() == list(range(1, 17))
    assert_finite_history(trainer)


def test_going_back_far_keeps_the_history_straight():
    experiment = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    trainer = Trainer(experiment)
    trainer.run(steps=302)  # the good checkpoint is that of step 300, amid a window of records
    good = trainer.state_dict()
    uninterrupted = Trainer(experiment)
    uninterrupted.run(steps=330)
    trainer.change(experiment.with_value("training.batch_size", "all"))
    # A rate at which the loss neither falls below its start nor explodes within many steps
    trainer.load_state_dict(good)
    trainer.change(experiment.with_value("training.optimizer.learning_rate", 50.0))
    assert trainer.run(steps=10_000).kind == "diverged"
    assert trainer.return_to_good()
    trainer.change(experiment)
    trainer.run(steps=330 - trainer.step_count)
    assert np.array_equal(trainer.network.parameters, uninterrupted.network.parameters)
    own, its = (t.history.batches.curve("loss") for t in (trainer, uninterrupted))
    assert np.array_equal(own.step, its.step)
    assert np.array_equal(own.mean, its.mean)


def test_going_back_across_thinned_records_tells_no_stale_ones():
    """The good checkpoint's step is odd, and so far back that its records were merged in pairs."""
    experiment = wild(
        data__samples=4168, data__test_fraction=0.4, training__batch_size=1, model__hidden=(2,),
        training__optimizer=optimizers.SGD(learning_rate=1e-3),
    )  # fmt: skip
    uninterrupted = Trainer(experiment)
    good = uninterrupted.steps_per_epoch
    assert good % 2 == 1
    uninterrupted.run(steps=good + 60)
    trainer = Trainer(experiment)
    trainer.run(steps=good + 2400)
    trainer.change(experiment.with_value("training.optimizer.learning_rate", 1e3))
    assert trainer.run(steps=100).good_step == good
    assert trainer.return_to_good()
    trainer.change(experiment)
    trainer.run(steps=60)
    assert np.array_equal(trainer.network.parameters, uninterrupted.network.parameters)
    own, its = (t.history.batches.curve("loss") for t in (trainer, uninterrupted))
    true = dict(zip(its.step[its.count == 1].tolist(), its.mean[its.count == 1], strict=True))
    told = dict(zip(own.step[own.count == 1].tolist(), own.mean[own.count == 1], strict=True))
    assert len(told) >= 59
    assert all(value == true[step] for step, value in told.items())
    assert np.diff(own.step).min() > 0


@pytest.mark.parametrize(
    "later", [optimizers.Adam(learning_rate=1e3), optimizers.Momentum(learning_rate=1e3)]
)
def test_going_back_keeps_the_optimizer_in_force(later):
    """The good checkpoint was made by another rule, whose memory is of no use to this one."""
    experiment = wild(
        training__optimizer=optimizers.Momentum(learning_rate=1e-4, momentum=0.5),
        data__samples=256,
    )
    trainer = Trainer(experiment)
    trainer.run(epochs=3)
    trainer.change(experiment.with_value("training.optimizer", later))
    assert trainer.run(steps=100).good_step == 12
    assert trainer.return_to_good()
    name = "m" if later.id == "adam" else "momentum"
    assert trainer.optimizer_state[name].item(0) == pytest.approx(getattr(later, name, 0.0))
    assert trainer.step().step == 13


@pytest.mark.parametrize(
    ("place", "value"),
    [("model.activation", "sigmoid"), ("training.loss", "mean_squared_error")],
)
def test_early_stopping_forgets_losses_that_mean_something_else(place, value):
    experiment = small(training__early_stopping=EarlyStopping(patience=3))
    trainer = Trainer(experiment)
    trainer.run(epochs=5)
    changed_at = trainer.step_count
    trainer.change(experiment.with_value(place, value))
    outcome = trainer.run(epochs=500)
    assert outcome.kind == "early_stopping"
    assert outcome.best_step > changed_at
    assert trainer.evaluate("test")["loss"] == pytest.approx(outcome.best_loss)


@pytest.mark.parametrize(
    ("dataset_id", "place", "value", "task"),
    [
        ("spiral", "training.loss", "binary_cross_entropy", "regression"),
        ("pinwheel", "training.loss", "categorical_cross_entropy", "binary"),
        ("spiral", "model.output_activation", "sigmoid", "multiclass"),
    ],
)
def test_given_arrays_must_fit_loss_and_output(dataset_id, place, value, task):
    given = Dataset.from_arrays([[0.0], [1.0], [2.0]], [0, 1, int(task == "multiclass")], task=task)
    experiment = Experiment().with_values({"data.dataset": dataset_id, place: value})
    with pytest.raises(ExperimentError, match=place):
        Trainer(experiment, dataset=given)


def test_there_are_two_parts_to_evaluate():
    with pytest.raises(ValueError, match="'validation': take train or test"):
        Trainer(small()).evaluate("validation")
    assert Trainer(small(data__test_fraction=0.0)).evaluate("test") == {}


def test_a_diverging_run_harms_no_other():
    calm = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    mad = calm.with_value("training.optimizer.learning_rate", 10.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stack = Trainer([calm, mad, calm.with_value("model.seed", 1)])
        outcomes = stack.run(steps=300)
    assert [outcome.kind for outcome in outcomes] == ["going", "diverged", "going"]
    assert outcomes[1].step < 50
    assert np.isfinite(stack.network.parameters).all()
    for run in (0, 2):
        alone = Trainer(stack.experiments[run])
        alone.run(steps=300)
        assert np.allclose(
            stack.network.parameters[run], alone.network.parameters, rtol=1e-4, atol=1e-6
        )
    alone = Trainer(mad)
    assert alone.run().step == outcomes[1].step
    assert np.allclose(stack.network.parameters[1], alone.network.parameters, rtol=1e-4)
    assert_finite_history(stack)
    for value in stack.evaluate("test").values():
        assert np.isfinite(value).all()


def test_a_stack_with_a_diverged_run_can_be_resumed():
    calm = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    experiments = [calm, calm.with_value("training.optimizer.learning_rate", 10.0)]
    whole = Trainer(experiments)
    whole.run(steps=120)
    part = Trainer(experiments)
    part.run(steps=50)
    assert [outcome.kind for outcome in part.outcome] == ["going", "diverged"]
    resumed = Trainer(experiments)
    resumed.load_state_dict(by_pickle(part.state_dict()))
    resumed.run(steps=70)
    assert resumed.outcome == whole.outcome
    assert_same_story(whole, resumed)
    chunked = Trainer(experiments)
    for _ in range(120):
        chunked.step()
        assert chunked.history.batches.count == chunked.step_count
    assert_same_story(whole, chunked)


def test_a_start_beyond_all_bounds_diverges_at_once():
    experiment = small(
        model__dtype="float32", model__hidden=(16,) * 32, training__loss="mean_squared_error",
        model__initializer={"id": "uniform", "scale": 1000.0},
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer = Trainer(experiment)
        outcome = trainer.run()
    assert outcome.kind == "diverged"
    assert outcome.step == 0
    assert_finite_history(trainer)
