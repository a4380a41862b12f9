"""A stack of runs does what each run does alone."""

import numpy as np
import pytest

from engine import (
    ExperimentError,
    Trainer,
    optimizers,
    train_many,
)
from tests.helpers.runs import (
    rich,
    small,
)


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
