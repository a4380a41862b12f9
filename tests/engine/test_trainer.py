"""The training loop: repeatable, resumable, and honest about its ends."""

import copy
import pickle
import warnings

import numpy as np
import pytest

import engine.window
from engine import (
    Dataset,
    EarlyStopping,
    Experiment,
    ExperimentError,
    Trainer,
    optimizers,
    schedules,
    train_many,
)
from engine.optimizers import Optimizer

SMALL = {
    "data.samples": 150,
    "data.test_fraction": 0.4,
    "model.hidden": (6, 5),
    "model.dtype": "float64",
    "training.batch_size": 16,
    "training.epochs": 60,
}
RICH = SMALL | {
    "model.dropout": (0.3, 0.1),
    "training.schedule": schedules.WarmupCosine(warmup=3.0),
    "training.l1": 1e-4,
    "training.l2": 1e-3,
    "training.weight_decay": 1e-3,
    "training.gradient_clip": 0.5,
}


def small(**values):
    """Make a small experiment; double underscores stand for dots."""
    return made(SMALL, values)


def rich(**values):
    """Make a small experiment with every trimming."""
    return made(RICH, values)


def made(base, values):
    """Make an experiment; an optimizer with a decay of its own needs no other."""
    settings = base | {name.replace("__", "."): value for name, value in values.items()}
    optimizer = optimizers.registry.parse(settings.get("training.optimizer", "adam"))
    if getattr(optimizer, "weight_decay", 0.0):
        settings["training.weight_decay"] = 0.0
    return Experiment().with_values(settings)


def story(trainer):
    """Return everything that a run has made, as one list of arrays."""
    found = [trainer.network.parameters.copy(), np.array([trainer.step_count, trainer.epoch])]
    history = trainer.history
    for series in (history.batches, history.evaluations):
        for column in series.columns:
            curve = series.curve(column)
            found += [curve.step, curve.count, curve.low, curve.mean, curve.high]
    state = trainer.optimizer_state
    memory = type(trainer.experiment.training.optimizer).memory
    return found + [np.asarray(state[name]) for name in memory]


def assert_same_story(one, other):
    for own, its in zip(story(one), story(other), strict=True):
        assert own.tobytes() == its.tobytes()


def assert_finite_history(trainer):
    for series in (trainer.history.batches, trainer.history.evaluations):
        for column in series.columns:
            curve = series.curve(column)
            for values in (curve.low, curve.mean, curve.high):
                assert np.isfinite(values).all(), column


# -- the same numbers, however asked ------------------------------------------------------


def test_the_same_experiment_gives_the_same_run():
    one, other = Trainer(rich()), Trainer(rich())
    one.run()
    other.run()
    assert_same_story(one, other)


@pytest.mark.parametrize("make", [small, rich])
@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
def test_chunked_equals_whole(make, optimizer):
    experiment = make(training__optimizer=optimizer, training__epochs=1000)
    chunked = Trainer(experiment)
    for size in (1, 2, 5, 37, 100, 3, 256, 0, 7):
        chunked.step()
        chunked.run(steps=size)
        reached = chunked.step_count
        chunked.run(until=0.0)  # long past: comes back as soon as it can
        assert reached < chunked.step_count <= reached + 16
        assert chunked.history.batches.last_step == chunked.step_count
        chunked.evaluate("test")
        chunked.predict(chunked.dataset.test_inputs)
        chunked.state_dict()
    whole = Trainer(experiment)
    whole.run(steps=chunked.step_count)
    assert_same_story(whole, chunked)


def test_epoch_by_epoch_equals_to_the_limit():
    whole, by_epochs = Trainer(rich(training__epochs=20)), Trainer(rich(training__epochs=20))
    assert whole.run().kind == "epoch_limit"
    for _ in range(20):
        assert by_epochs.run(epochs=1).kind == "going"
    assert by_epochs.run().kind == "epoch_limit"
    assert_same_story(whole, by_epochs)


def by_deepcopy(state):
    return copy.deepcopy(state)


def by_pickle(state):
    return pickle.loads(pickle.dumps(state))


@pytest.mark.parametrize("way", [by_deepcopy, by_pickle])
@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
@pytest.mark.parametrize("stop", [0, 1, 100, 256, 301])
def test_resumed_equals_uninterrupted(optimizer, stop, way):
    experiment = rich(
        training__optimizer=optimizer, training__early_stopping=EarlyStopping(patience=10**6)
    )
    whole = Trainer(experiment)
    whole.run(steps=400)
    interrupted = Trainer(experiment)
    interrupted.run(steps=stop)
    state = way(interrupted.state_dict())
    interrupted.run(steps=17)  # what happens later must not reach the state
    resumed = Trainer(experiment)
    resumed.run(steps=5)  # nor may what happened before
    resumed.load_state_dict(state)
    assert resumed.step_count == stop
    resumed.run(steps=400 - stop)
    assert_same_story(whole, resumed)
    assert resumed.outcome == whole.outcome


def test_a_state_can_be_loaded_twice():
    trainer = Trainer(rich())
    trainer.run(steps=50)
    state = trainer.state_dict()
    ends = []
    for _ in range(2):
        trainer.load_state_dict(state)
        trainer.run(steps=40)
        ends.append(story(trainer))
    for own, its in zip(*ends, strict=True):
        assert own.tobytes() == its.tobytes()


def test_a_state_of_another_model_is_refused():
    state = Trainer(small()).state_dict()
    other = Trainer(small(model__hidden=(7, 5)))
    before = story(other)
    with pytest.raises(ValueError, match="another model or data"):
        other.load_state_dict(state)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(before, story(other), strict=True))


def test_a_stack_can_be_resumed():
    experiments = [rich(training__seed=seed) for seed in range(3)]
    whole = Trainer(experiments)
    whole.run(steps=120)
    part = Trainer(experiments)
    part.run(steps=50)
    resumed = Trainer(experiments)
    resumed.load_state_dict(by_pickle(part.state_dict()))
    resumed.run(steps=70)
    assert_same_story(whole, resumed)


# -- stacks -------------------------------------------------------------------------------


def varied(optimizer, **values):
    """Make six experiments that differ in all that a stack allows."""
    kind = optimizers.get(optimizer)
    return [
        rich(
            data__noise=0.1 * run, data__seed=run // 2, model__seed=run, training__seed=run,
            training__optimizer=kind(learning_rate=rate),
            training__l1=[0.0, 1e-3, 0.0, 1e-2, 0.0, 1e-4][run],
            training__l2=[0.0, 0.0, 1e-2, 1e-3, 0.1, 0.0][run],
            training__weight_decay=[0.0, 0.1, 0.0, 0.0, 1e-2, 0.0][run],
            training__gradient_clip=[None, 0.1, 1.0, None, None, 0.5][run],
            training__schedule=["constant", "cosine", "step", "constant", "exponential",
                                "warmup_cosine"][run],
            model__dropout=[0.0, 0.2, (0.0, 0.5), 0.0, (0.3, 0.0), 0.1][run],
            model__initializer=["he_normal", "uniform", "he_uniform", "glorot_normal",
                                "he_normal", "glorot_uniform"][run],
            **values,
        )
        for run, rate in enumerate([0.01, 0.02, 0.005, 0.03, 0.002, 0.015])
    ]  # fmt: skip


@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
@pytest.mark.parametrize("dataset", ["spiral", "pinwheel", "hills"])
def test_a_run_in_a_stack_equals_the_run_alone(optimizer, dataset):
    experiments = varied(optimizer, data__dataset=dataset)
    stack = Trainer(experiments)
    stack.run(steps=333)
    for run, experiment in enumerate(experiments):
        alone = Trainer(experiment)
        alone.run(steps=333)
        own, its = stack.network.parameters[run], alone.network.parameters
        assert np.linalg.norm(own - its) <= 1e-8 * np.linalg.norm(its), run
        for part in ("train", "test"):
            together, single = stack.evaluate(part), alone.evaluate(part)
            for name, value in single.items():
                assert together[name].shape == (6,)
                assert together[name][run] == pytest.approx(value, rel=1e-8)
        for kind in ("batches", "evaluations"):
            series, of_stack = getattr(alone.history, kind), getattr(stack.history, kind)
            for column in series.columns:
                wanted, found = series.curve(column), of_stack.curve(column)
                newest = min(len(wanted.step), len(found.step), 60)
                assert np.allclose(
                    found.mean[-newest:, run], wanted.mean[-newest:], rtol=1e-7, atol=1e-12
                ), column


def test_a_stack_of_one_has_its_axis():
    stack = Trainer([small()])
    assert [outcome.kind for outcome in stack.run(steps=3)] == ["going"]
    assert stack.network.parameters.shape[0] == 1
    assert stack.evaluate("train")["loss"].shape == (1,)
    assert stack.predict(stack.dataset.test_inputs).shape == (1, 60, 1)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ExperimentError, match="train_many"):
        Trainer([small(), small(model__hidden=(3,))])
    with pytest.raises(ExperimentError):
        Trainer([])


def test_train_many_keeps_the_order():
    experiments = [
        small(
            training__epochs=4, model__hidden=hidden, model__seed=seed,
            training__optimizer=optimizer,
        )
        for hidden, seed, optimizer in [
            ((4,), 0, "sgd"), ((3, 3), 1, "adam"), ((4,), 2, "sgd"), ((), 0, "adam"),
            ((3, 3), 0, "adam"), ((4,), 1, "adam"), ((4,), 2, "sgd"),
        ]
    ]  # fmt: skip
    results = train_many(experiments)
    assert [result.experiment for result in results] == experiments
    for experiment, result in zip(experiments, results, strict=True):
        alone = Trainer(experiment)
        alone.run()
        assert np.allclose(result.parameters, alone.network.parameters, rtol=1e-9, atol=1e-12)
        assert result.test["loss"] == pytest.approx(alone.evaluate("test")["loss"], rel=1e-9)
        assert result.outcome.kind == "epoch_limit"
        assert result.test_loss.mean.shape == (5,)
    assert train_many([]) == []


# -- changes in mid-run -------------------------------------------------------------------

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


# -- ends ---------------------------------------------------------------------------------


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
    window = engine.window.LENGTH
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


# -- divergence ---------------------------------------------------------------------------


def wild(**values):
    values = {"training__optimizer": optimizers.SGD(learning_rate=10.0)} | values
    base = {name.replace("__", "."): value for name, value in values.items()}
    return Experiment().with_values({"data.dataset": "plane", **base})


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


# -- batches and data ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("batch_size", "sizes"),
    [(16, [16] * 5 + [10]), (90, [90]), ("all", [90]), (1000, [90]), (1, [1] * 90), (89, [89, 1])],
)
def test_every_row_once_an_epoch(batch_size, sizes):
    trainer = Trainer(small(training__batch_size=batch_size))
    orders = []
    for _ in range(2):
        rows = []
        for size in sizes:
            rows.append(trainer.batch_rows())
            assert len(rows[-1]) == size
            trainer.step()
        orders.append(np.concatenate(rows))
        assert sorted(orders[-1].tolist()) == list(range(90))
    assert not np.array_equal(*orders)
    assert (trainer.epoch, trainer.step_count) == (2, 2 * len(sizes))
    assert trainer.steps_per_epoch == len(sizes)


def test_all_and_more_than_all_are_the_same_run():
    one, other = (Trainer(small(training__batch_size=size)) for size in ("all", 10_000))
    one.run(steps=20)
    other.run(steps=20)
    assert_same_story(one, other)


def test_batches_hold_their_rows():
    trainer = Trainer(small(training__optimizer=optimizers.SGD(learning_rate=1e-9)))
    data = trainer.dataset
    for _ in range(12):
        rows = trainer.batch_rows()
        outputs = trainer.network.forward(data.train_inputs[rows])
        z, t = outputs, data.train_targets[rows]
        wanted = np.mean(np.logaddexp(z, 0) - t * z)
        trainer.step()
        assert trainer.history.batches.last("loss") == pytest.approx(wanted, rel=1e-12)


def test_many_rows_are_gathered_in_blocks():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(5000, 2))
    data = Dataset.from_arrays(inputs, (inputs[:, 0] > 0).astype(float), task="binary")
    trainer = Trainer(small(training__batch_size=300), data)
    seen = []
    for _ in range(17):
        rows = trainer.batch_rows()
        seen.append(rows)
        z = trainer.network.forward(inputs[rows])
        wanted = np.mean(np.logaddexp(z, 0) - data.train_targets[rows] * z)
        trainer.step()
        assert trainer.history.batches.last("loss") == pytest.approx(wanted, rel=1e-12)
    assert sorted(np.concatenate(seen).tolist()) == list(range(5000))
    assert trainer.epoch == 1


def test_without_test_rows():
    trainer = Trainer(small(data__test_fraction=0.0, training__early_stopping=EarlyStopping()))
    trainer.run(epochs=3)
    assert set(trainer.evaluate("train")) == {"loss", "accuracy"}
    assert_finite_history(trainer)


# -- evaluation and prediction ------------------------------------------------------------


def given_network(trainer, weights, bias):
    trainer.network.weights[0][...] = np.reshape(weights, trainer.network.weights[0].shape)
    trainer.network.biases[0][...] = bias


def linear(task, targets, **values):
    inputs = [[0.0], [1.0], [2.0], [-1.0]]
    data = Dataset.from_arrays(inputs, targets, inputs, targets, task=task)
    names = {"binary": "spiral", "multiclass": "pinwheel", "regression": "plane"}
    return Trainer(small(model__hidden=(), data__dataset=names[task], **values), data)


def test_evaluation_of_classes_by_hand():
    trainer = linear("binary", [0, 1, 1, 1], training__l2=100.0)
    given_network(trainer, 1.0, 0.5)  # logits 0.5, 1.5, 2.5, -0.5
    wanted = np.mean(np.log1p(np.exp([0.5, -1.5, -2.5, 0.5])))
    result = trainer.evaluate("test")
    assert result == {"loss": pytest.approx(wanted, rel=1e-14), "accuracy": 0.5}
    predictions = trainer.predict([[0.0], [-0.5]])
    assert predictions.ravel().tolist() == pytest.approx([1 / (1 + np.exp(-0.5)), 0.5])


def test_evaluation_of_many_classes_by_hand():
    trainer = linear("multiclass", [0, 1, 2, 0])
    given_network(trainer, [0.0, 1.0, 2.0], [0.5, 0.0, 0.0])
    logits = np.array([[0.5, 0, 0], [0.5, 1, 2], [0.5, 2, 4], [0.5, -1, -2]])
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    wanted = -np.mean(np.log(chances[range(4), [0, 1, 2, 0]]))
    assert trainer.evaluate("train") == {"loss": pytest.approx(wanted, rel=1e-14), "accuracy": 0.75}
    predictions = trainer.predict(trainer.dataset.test_inputs)
    assert np.allclose(predictions, chances, rtol=1e-14)


def test_evaluation_of_values_by_hand():
    trainer = linear("regression", [1.0, 3.0, 6.0, -2.0])
    given_network(trainer, 2.0, 1.0)  # 1, 3, 5, -1
    total = np.var([1.0, 3.0, 6.0, -2.0]) * 4
    result = trainer.evaluate("test")
    assert result == {"loss": pytest.approx(0.5), "r2": pytest.approx(1.0 - 2.0 / total)}
    assert trainer.predict([[10.0]]).tolist() == [[21.0]]


def test_targets_that_do_not_vary_have_an_r2_of_zero():
    trainer = linear("regression", [1.0, 1.0, 1.0, 1.0])
    assert trainer.evaluate("test")["r2"] == 0.0


def test_tanh_outputs_see_minus_one_and_one():
    trainer = linear(
        "binary", [0, 1, 1, 1], training__loss="mean_squared_error", model__output_activation="tanh"
    )
    given_network(trainer, 1.0, 0.5)
    activated = np.tanh([0.5, 1.5, 2.5, -0.5])
    result = trainer.evaluate("test")
    assert result["loss"] == pytest.approx(np.mean((activated - [-1, 1, 1, 1]) ** 2), rel=1e-14)
    assert result["accuracy"] == 0.5
    predictions = trainer.predict(trainer.dataset.test_inputs).ravel()
    assert predictions.tolist() == pytest.approx(((activated + 1) / 2).tolist())
    trainer.step()  # all four rows: the order does not matter
    assert trainer.history.batches.last("loss") == pytest.approx(result["loss"], rel=1e-14)


@pytest.mark.parametrize(
    ("dataset", "outputs"), [("spiral", 1), ("pinwheel", 3), ("plane", 1), ("sine", 1)]
)
def test_shapes_of_predictions(dataset, outputs):
    for experiment in (small(data__dataset=dataset), [small(data__dataset=dataset)] * 2):
        trainer = Trainer(experiment)
        columns = trainer.dataset.train_inputs.shape[1]
        for rows in (1, 7, 3000):
            predictions = trainer.predict(np.zeros((rows, columns)))
            assert predictions.shape == (*trainer.runs, rows, outputs)
            assert np.isfinite(predictions).all()
            if trainer.dataset.task == "multiclass":
                assert np.allclose(predictions.sum(axis=-1), 1.0)
    with pytest.raises(ValueError, match="inputs"):
        trainer.predict(np.zeros((3, columns + 1)))


def test_predictions_are_the_callers():
    trainer = Trainer(small())
    first = trainer.predict(trainer.dataset.test_inputs)
    kept = first.copy()
    trainer.run(steps=5)
    trainer.predict(trainer.dataset.test_inputs)
    assert np.array_equal(first, kept)


def test_watching_changes_nothing():
    watched, left_alone = Trainer(rich()), Trainer(rich())
    for _ in range(60):
        watched.step()
        watched.evaluate("test")
        watched.predict(watched.dataset.train_inputs[:7])
        watched.network.forward(watched.dataset.train_inputs)
        watched.batch_rows()
        assert watched.history.batches.count == watched.step_count
    left_alone.run(steps=60)
    assert_same_story(watched, left_alone)


def test_seeds_are_separate():
    base = small(model__dropout=0.2)
    start = Trainer(base)
    other_luck = Trainer(base.with_value("training.seed", 1))
    assert np.array_equal(start.network.parameters, other_luck.network.parameters)
    assert np.array_equal(start.dataset.train_inputs, other_luck.dataset.train_inputs)
    assert not np.array_equal(start.batch_rows(), other_luck.batch_rows())
    other_weights = Trainer(base.with_value("model.seed", 1))
    assert not np.array_equal(start.network.parameters, other_weights.network.parameters)
    assert np.array_equal(start.batch_rows(), other_weights.batch_rows())
