"""Targets, plateaus, class weights, label smoothing: what changes the loop from outside."""

import numpy as np
import pytest

from engine import Dataset, Experiment, ExperimentError, Trainer, losses, optimizers, schedules
from engine.experiment import Target
from engine.objective import Objective, class_weights_of
from engine.schedules import PlateauWatch

RNG = np.random.default_rng(7)


def small(**values):
    return Experiment().with_values(
        {
            "data.samples": 100,
            "model.hidden": (6,),
            "model.dtype": "float64",
            "training.batch_size": 10,
            **values,
        }
    )


# -- target ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "value"),
    [("test_loss", 0.68), ("train_loss", 0.68), ("test_score", 0.55), ("train_score", 0.55)],
)
def test_a_run_stops_at_the_first_epoch_that_is_good_enough(measure, value):
    target = Target(measure=measure, value=value)
    trainer = Trainer(small(**{"training.target": target, "training.epochs": 2000}))
    outcome = trainer.run()
    assert outcome.kind == "target"
    score = measure.replace("score", "accuracy")
    curve = trainer.history.evaluations.curve(score).mean
    good = curve <= value if target.sought_low else curve >= value
    assert good[-1]
    assert not good[1:-1].any()
    assert outcome.value == curve[-1]
    assert str(outcome.epoch) in outcome.message


def test_going_on_past_a_target_does_not_stop_again():
    target = Target(measure="train_loss", value=0.69)
    trainer = Trainer(small(**{"training.target": target, "training.epochs": 300}))
    assert trainer.run().kind == "target"
    trainer.go_on()
    assert trainer.run().kind == "epoch_limit"


def test_another_target_counts_again():
    trainer = Trainer(small(**{"training.target": Target(measure="train_loss", value=0.69)}))
    trainer.run()
    trainer.change(trainer.experiment.with_value("training.target.value", 0.685))
    assert trainer.run().kind == "target"


def test_a_run_in_a_stack_stops_at_its_target_alone():
    target = Target(measure="train_loss", value=0.66)
    each = [
        small(**{"training.target": target, "training.optimizer.learning_rate": rate})
        for rate in (1e-6, 0.03)
    ]
    stack = Trainer(each)
    outcomes = stack.run(epochs=60)
    alone = Trainer(each[1])
    assert outcomes[0].kind == "going"
    assert outcomes[1] == alone.run(epochs=60)
    np.testing.assert_allclose(stack.network.parameters[1], alone.network.parameters, rtol=1e-8)


# -- reduce on plateau --------------------------------------------------------------------


def pytorch_rule(values, factor, patience, threshold, cooldown, lowest):
    """ReduceLROnPlateau's counting, written out: the share of the rate after each loss."""
    best, bad, rest, share, shares = np.inf, 0, 0, 1.0, []
    for value in values:
        if value < best * (1.0 - threshold):
            best, bad = value, 0
        else:
            bad += 1
        if rest > 0:
            rest -= 1
            bad = 0
        if bad > patience:
            share, rest, bad = max(share * factor, lowest), cooldown, 0
        shares.append(share)
    return shares


@pytest.mark.parametrize(
    "rule",
    [
        schedules.ReduceOnPlateau(),
        schedules.ReduceOnPlateau(factor=0.5, patience=0, threshold=0.05, cooldown=2, last=0.01),
        schedules.ReduceOnPlateau(factor=0.7, patience=2, threshold=0.0, cooldown=0, last=0.2),
    ],
)
def test_plateaus_are_counted_as_in_pytorch(rule):
    values = np.abs(np.exp(-np.arange(1000) / 150) + 0.05 * RNG.normal(size=1000)) + 0.01
    expected = pytorch_rule(
        values, rule.factor, rule.patience, rule.threshold, rule.cooldown, rule.last
    )
    alone, stack = PlateauWatch([rule], ()), PlateauWatch([schedules.Constant(), rule], (2,))
    for value, share in zip(values, expected, strict=True):
        alone.observe(value)
        stack.observe(np.array([value, value]))
        assert float(alone.share) == pytest.approx(share, rel=1e-12)
        assert stack.share.tolist() == pytest.approx([1.0, share], rel=1e-12)


def test_the_rate_of_a_run_drops_on_a_plateau():
    rule = schedules.ReduceOnPlateau(factor=0.5, patience=1, threshold=0.5)
    trainer = Trainer(small(**{"training.schedule": rule, "training.epochs": 30}))
    trainer.run()
    rates = trainer.history.batches.curve("learning_rate").mean
    steps = np.unique(rates)
    assert len(steps) > 3
    np.testing.assert_allclose(steps / steps[-1], 0.5 ** np.arange(len(steps))[::-1])
    per_epoch = trainer.steps_per_epoch
    assert np.all(np.flatnonzero(np.diff(rates)) % per_epoch == per_epoch - 1), "at epoch ends"


def test_a_plateau_is_resumed_exactly():
    rule = schedules.ReduceOnPlateau(factor=0.5, patience=1, threshold=0.5)
    experiment = small(**{"training.schedule": rule})
    whole, part, rest = Trainer(experiment), Trainer(experiment), Trainer(experiment)
    whole.run(steps=220)
    part.run(steps=123)
    rest.load_state_dict(part.state_dict())
    rest.run(steps=97)
    np.testing.assert_array_equal(whole.network.parameters, rest.network.parameters)


# -- class weights -------------------------------------------------------------------------


def test_balanced_weights():
    rare = np.array([[0.0]] * 9 + [[1.0]])
    assert class_weights_of("balanced", rare) == pytest.approx([10 / 18, 5.0])
    three = np.eye(3)[[0, 0, 0, 1]]
    assert class_weights_of("balanced", three) == pytest.approx([4 / 9, 4 / 3, 1.0])


@pytest.mark.parametrize("output", ["auto", "tanh", "sigmoid"])
@pytest.mark.parametrize("classes", [2, 4])
def test_weights_are_a_weighted_mean_with_its_gradient(classes, output):
    task = "binary" if classes == 2 else "multiclass"
    columns = 1 if classes == 2 else classes
    loss = (
        losses.get("mean_squared_error")
        if output != "auto"
        else losses.get(f"{'binary' if classes == 2 else 'categorical'}_cross_entropy")
    )
    labels = RNG.integers(0, classes, 12)
    targets = (labels[None, :] if classes == 2 else np.eye(classes)[:, labels]).astype(float)
    weights = RNG.uniform(0.2, 3.0, classes)
    plain, weighted = (
        Objective(loss, output, task),
        Objective(loss, output, task, class_weights=weights),
    )
    outputs, coded = RNG.normal(size=(columns, 12)), plain.coded(targets)
    grad, alone = np.empty_like(outputs), np.empty((columns, 1))
    found = weighted.evaluate(outputs, coded, grad)
    each = [plain.evaluate(outputs[:, [n]], coded[:, [n]], alone) for n in range(12)]
    mass = weights[labels].sum()
    assert found == pytest.approx((weights[labels] * each).sum() / mass, rel=1e-12)
    assert weighted.mass(coded) == pytest.approx(mass)
    for place in np.ndindex(outputs.shape):
        step = np.zeros_like(outputs)
        step[place] = 1e-6
        scratch = np.empty_like(outputs)
        up = weighted.evaluate(outputs + step, coded, scratch)
        down = weighted.evaluate(outputs - step, coded, scratch)
        assert grad[place] == pytest.approx((up - down) / 2e-6, rel=1e-6, abs=1e-9)


def imbalanced():
    inputs = np.concatenate([RNG.normal(-1.0, 1.0, (190, 2)), RNG.normal(1.0, 1.0, (10, 2))])
    order = RNG.permutation(200)
    labels = np.repeat([0, 1], [190, 10])
    return Dataset.from_arrays(inputs[order], labels[order], task="binary")


def test_weights_help_a_rare_class():
    data, recall = imbalanced(), {}
    for weights in ("none", "balanced"):
        trainer = Trainer(small(**{"training.class_weights": weights, "model.hidden": ()}), data)
        trainer.run(epochs=50)
        rare = data.train_inputs[data.train_targets[:, 0] == 1.0]
        recall[weights] = float((trainer.predict(rare) > 0.5).mean())
    assert recall["balanced"] >= recall["none"] + 0.2


def test_runs_of_a_stack_have_weights_and_smoothing_of_their_own():
    data = imbalanced()
    each = [
        small(**{"training.class_weights": weights, "training.label_smoothing": smoothing})
        for weights, smoothing in (("none", 0.0), ("balanced", 0.0), ((1.0, 3.0), 0.2))
    ]
    stack = Trainer(each, data)
    stack.run(steps=150)
    for run, experiment in enumerate(each):
        alone = Trainer(experiment, data)
        alone.run(steps=150)
        np.testing.assert_allclose(
            stack.network.parameters[run], alone.network.parameters, rtol=1e-8, atol=1e-12
        )
        for part, value in alone.evaluate("train").items():
            assert stack.evaluate("train")[part][run] == pytest.approx(value, rel=1e-10)


def test_weights_that_do_not_fit_are_refused_and_change_nothing():
    with pytest.raises(ExperimentError, match="3 weights for 2 classes"):
        Trainer(small(**{"training.class_weights": (1.0, 2.0, 3.0)}))
    trainer = Trainer(small())
    before = trainer.experiment
    with pytest.raises(ExperimentError, match="class_weights"):
        trainer.change(before.with_value("training.class_weights", (1.0,)))
    assert trainer.experiment is before
    with pytest.raises(ExperimentError, match="regression has no classes"):
        small(**{"data.dataset": "sine", "data.features": "auto", "training.label_smoothing": 0.1})
    with pytest.raises(ExperimentError, match="out of range"):
        small(**{"training.class_weights": (0.0, 1.0)})


# -- label smoothing -----------------------------------------------------------------------


def test_smoothed_targets():
    binary = Objective(losses.get("binary_cross_entropy"), "auto", "binary", 0.2)
    assert binary.coded(np.array([[0.0, 1.0]])).tolist() == [[0.1, 0.9]]
    many = Objective(losses.get("categorical_cross_entropy"), "auto", "multiclass", 0.3)
    np.testing.assert_allclose(many.coded(np.eye(3))[:, 0], [0.8, 0.1, 0.1])
    tanh = Objective(losses.get("mean_squared_error"), "tanh", "binary", 0.2)
    np.testing.assert_allclose(tanh.coded(np.array([[0.0, 1.0]])), [[-0.8, 0.8]])


def test_smoothing_keeps_a_run_from_certainty():
    sure, smooth = (
        Trainer(small(**{"training.label_smoothing": share, "data.dataset": "gaussians"}))
        for share in (0.0, 0.2)
    )
    for trainer in (sure, smooth):
        trainer.run(epochs=300)
    inputs = sure.dataset.train_inputs
    assert np.abs(smooth.predict(inputs) - 0.5).max() < np.abs(sure.predict(inputs) - 0.5).max()


# -- another optimizer in mid-run ------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "carried"),
    [
        (optimizers.Momentum(), optimizers.Nesterov(), True),
        (optimizers.Adam(), optimizers.AdamW(), True),
        (optimizers.AdamW(), optimizers.Adam(beta_2=0.99), True),
        (optimizers.Adagrad(), optimizers.RMSProp(), False),
        (optimizers.RMSProp(), optimizers.Adadelta(), False),
        (optimizers.Adadelta(), optimizers.Adadelta(rho=0.95), True),
        (optimizers.Momentum(), optimizers.Adam(), False),
        (optimizers.Adam(), optimizers.SGD(), False),
    ],
)
def test_memory_of_the_same_meaning_is_carried_over(old, new, carried):
    trainer = Trainer(small(**{"training.optimizer": old}))
    trainer.run(steps=20)
    before = {name: trainer.optimizer_state[name].copy() for name in old.memory}
    trainer.change(trainer.experiment.with_value("training.optimizer", new))
    state = trainer.optimizer_state
    assert state["update"] == (20 if carried else 0)
    for name in new.memory:
        np.testing.assert_array_equal(
            state[name], before[name] if carried else np.zeros_like(state[name])
        )
    trainer.run(steps=5)
    assert np.isfinite(trainer.network.parameters).all()
