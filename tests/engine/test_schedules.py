"""Schedules: values by hand, limits, and what the trainer makes of them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Experiment, Trainer, optimizers, schedules

EACH = [pytest.param(cls(), id=cls.id) for cls in schedules.registry]


def factors(schedule, epochs, total=100.0):
    return schedule.factors(np.asarray(epochs, float), total).tolist()


@pytest.mark.parametrize(
    ("schedule", "epochs", "wanted"),
    [
        (schedules.Constant(), [0, 3, 1e9], [1, 1, 1]),
        (schedules.Step(every=2, factor=0.1), [0, 1.99, 2, 3.99, 4], [1, 1, 0.1, 0.1, 0.01]),
        (schedules.Step(every=0.1, factor=0.5), [3 * 0.1], [0.125]),
        (schedules.Exponential(factor=0.9), [0, 0.5, 2], [1, math.sqrt(0.9), 0.81]),
        (
            schedules.Cosine(last=0.1),
            [0, 25, 50, 100, 1000],
            [1, 0.1 + 0.45 * (1 + math.sqrt(0.5)), 0.55, 0.1, 0.1],
        ),
        (
            schedules.WarmupCosine(warmup=20, first=0.2, last=0.1),
            [0, 10, 20, 60, 100, 200],
            [0.2, 0.6, 1, 0.55, 0.1, 0.1],
        ),
        (schedules.WarmupCosine(warmup=0), [0, 50, 100], [1, 0.5, 0]),
        (schedules.WarmupCosine(warmup=200, first=0.0), [0, 50, 150], [0, 0.25, 0.75]),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_values_by_hand(schedule, epochs, wanted):
    assert factors(schedule, epochs) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("schedule", EACH)
@settings(max_examples=50, deadline=None)
@given(epoch=st.floats(0, 1e9), total=st.floats(1, 1e9))
def test_factors_are_shares(schedule, epoch, total):
    (factor,) = factors(schedule, [epoch], total)
    assert math.isfinite(factor)
    assert 0.0 <= factor <= 1.0


@pytest.mark.parametrize("schedule", EACH)
def test_the_trainer_follows_the_schedule(schedule):
    epochs = 40
    experiment = Experiment().with_values({
        "data.samples": 96, "data.test_fraction": 0.5, "model.hidden": (2,),
        "training.batch_size": 5, "training.epochs": epochs, "training.schedule": schedule,
        "training.optimizer": optimizers.SGD(learning_rate=0.25), "model.dtype": "float64",
    })  # fmt: skip
    trainer = Trainer(experiment)
    trainer.run()
    assert trainer.steps_per_epoch == 10
    curve = trainer.history.batches.curve("learning_rate")
    updates = curve.step - 1
    wanted = 0.25 * schedule.factors(updates / 10, float(epochs))
    assert np.allclose(curve.mean, wanted, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("schedule", EACH)
def test_texts(schedule):
    cls = type(schedule)
    assert all([cls.id, cls.label, cls.formula, cls.source, cls.sentence.endswith(".")])
    assert schedules.get(cls.id) is cls
