"""Schedules: values by hand, limits, and what the trainer makes of them."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Experiment, Trainer, optimizers, schedules
from engine.schedules import PlateauWatch

STORED = json.loads(
    (Path(__file__).parent / "reference" / "schedules.json").read_text(encoding="utf-8")
)
EACH = [pytest.param(cls(), id=cls.id) for cls in schedules.registry]


def named(schedule_id, case):
    return "-".join([schedule_id, *(f"{name}={value}" for name, value in case["settings"].items())])


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
        (
            schedules.OneCycle(pct_start=0.5, div_factor=5, final_div_factor=2),
            [0, 25, 50, 75, 100, 200],
            [0.2, 0.6, 1, 0.55, 0.1, 0.1],
        ),
        (schedules.OneCycle(pct_start=0, final_div_factor=1), [0, 50, 100], [1, 0.52, 0.04]),
        (schedules.InverseSqrt(warmup=4), [0, 1, 4, 16, 400], [0, 0.25, 1, 0.5, 0.1]),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_values_by_hand(schedule, epochs, wanted):
    assert factors(schedule, epochs) == pytest.approx(wanted, abs=1e-12)


def test_every_schedule_is_compared():
    """The root has no scheduler of PyTorch's: it is compared with its paper's formula below."""
    compared = {case["id"] for case in STORED["schedules"]} | {"inverse_sqrt", "reduce_on_plateau"}
    assert compared == set(schedules.registry.ids())
    assert STORED["plateaus"]
    assert STORED["torch"].startswith("2.")


@pytest.mark.parametrize("case", STORED["schedules"], ids=lambda case: named(case["id"], case))
def test_a_thousand_rates_equal_pytorch(case):
    assert len(case["rates"]) == 1000
    updates, per_epoch = np.arange(1000), case["updates_per_epoch"]
    schedule = schedules.get(case["id"])(**case["settings"])
    own = schedule.factors(updates / per_epoch, 1000 / per_epoch, 1 / per_epoch)
    assert np.abs(own - case["rates"]).max() <= 1e-12


@pytest.mark.parametrize("case", STORED["plateaus"], ids=lambda case: named("", case))
def test_a_thousand_epochs_on_plateaus_equal_pytorch(case):
    assert len(case["rates"]) == 1000
    rule = schedules.ReduceOnPlateau(**case["settings"])
    alone, stack = PlateauWatch([rule], ()), PlateauWatch([rule, schedules.Constant()], (2,))
    for epoch, (loss, rate) in enumerate(zip(STORED["losses"], case["rates"], strict=True)):
        alone.observe(loss)
        stack.observe(np.array([loss, 1.0]))
        assert float(alone.share) == pytest.approx(rate, rel=1e-12), epoch
        assert stack.share.tolist() == [float(alone.share), 1.0], epoch
    assert len(set(case["rates"])) > 3, "the losses have to bring about some drops"


def test_one_cycle_holds_its_last_rate():
    for case in STORED["schedules"]:
        if case["id"] == "one_cycle":
            (after,) = schedules.OneCycle(**case["settings"]).factors(np.array([125.0]), 125, 1 / 8)
            assert after == pytest.approx(case["rates"][-1], rel=1e-9)


@pytest.mark.parametrize("warmup_updates", [1, 40, 2000])
def test_inverse_sqrt_is_the_formula_of_its_paper(warmup_updates):
    """Equation 3 counts its steps from one; d only scales the rate."""
    per_epoch, step, d = 8, np.arange(1, 1001), 512.0
    paper = d**-0.5 * np.minimum(step**-0.5, step * warmup_updates**-1.5)
    peak = d**-0.5 * warmup_updates**-0.5
    schedule = schedules.InverseSqrt(warmup=warmup_updates / per_epoch)
    own = schedule.factors((step - 1) / per_epoch, 125.0, 1 / per_epoch)
    assert np.abs(own - paper / peak).max() <= 1e-12


@pytest.mark.parametrize("update", [0.0, 1.0, 0.125])
def test_without_warm_up_the_inverse_root_starts_at_once(update):
    with np.errstate(all="raise"):
        own = schedules.InverseSqrt(warmup=0.0).factors(np.array([0.0, 3.0]), 10.0, update)
    assert np.isfinite(own).all()
    if update:
        assert own == pytest.approx([1.0, math.sqrt(update / (3.0 + update))])


@pytest.mark.parametrize("schedule", EACH)
@settings(max_examples=50, deadline=None)
@given(epoch=st.floats(0, 1e9), total=st.floats(1, 1e9), update=st.floats(0, 1))
def test_factors_are_shares(schedule, epoch, total, update):
    (factor,) = schedule.factors(np.array([epoch]), total, update).tolist()
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
    wanted = 0.25 * schedule.factors(updates / 10, float(epochs), 0.1)
    if schedule.watches_loss:
        watch = PlateauWatch([schedule], ())
        evaluated = trainer.history.evaluations.curve("test_loss")
        # The loss before the first update is not the end of an epoch.
        for step, loss in zip(evaluated.step[1:], evaluated.mean[1:], strict=True):
            watch.observe(loss)
            wanted[updates >= step] = 0.25 * watch.share
        assert len(set(wanted)) > 2, "the loss has to stand still for some epochs"
    assert np.allclose(curve.mean, wanted, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("schedule", EACH)
def test_texts(schedule):
    cls = type(schedule)
    assert all([cls.id, cls.label, cls.formula, cls.source, cls.sentence.endswith(".")])
    assert schedules.get(cls.id) is cls


# Handles ----------------------------------------------------------------------------------

BENDABLE = [param for param in EACH if param.values[0].handles(100.0)]
UPDATE = 0.25


def through(schedule, epoch, update=UPDATE):
    """Return the factor of the update that lies at an epoch."""
    return float(schedule.factors(np.array([epoch]), 100.0, update)[0])


def test_all_but_two_schedules_can_be_bent():
    bendable = {param.id for param in BENDABLE}
    assert bendable == set(schedules.registry.ids()) - {"constant", "reduce_on_plateau"}


@pytest.mark.parametrize("schedule", BENDABLE)
def test_handles_lie_on_the_curve_and_name_what_they_bend(schedule):
    names = {each.name for each in schedule.hyper_parameters()}
    bent = set()
    for handle in schedule.handles(100.0, UPDATE):
        assert 0.0 <= handle.epoch <= 100.0
        assert through(schedule, handle.epoch) == pytest.approx(handle.factor, abs=1e-12)
        bent |= {handle.along, handle.up} - {""}
    assert bent == names


@pytest.mark.parametrize("schedule", BENDABLE)
@given(place=st.tuples(st.floats(1.0, 90.0), st.floats(0.001, 0.9)))
@settings(max_examples=30, deadline=None)
def test_the_bent_curve_goes_through_the_point(schedule, place):
    for handle in schedule.handles(100.0, UPDATE):
        epoch = place[0] if handle.along else handle.epoch
        factor = place[1] if handle.up else handle.factor
        if handle.up == "final_div_factor":
            factor = min(factor, 1.0 / schedule.div_factor)  # never above the start
        bent = schedule.bent(handle, epoch, factor, 100.0, UPDATE)
        assert through(bent, epoch) == pytest.approx(factor, rel=1e-9)
        moved = {name for name, value in bent if value != getattr(schedule, name)}
        assert moved <= {handle.along, handle.up}


@pytest.mark.parametrize("schedule", BENDABLE)
@pytest.mark.parametrize("epoch", [-1e300, -1.0, 0.0, 1e-9, 100.0, 1e12, 1e300])
@pytest.mark.parametrize("factor", [-5.0, 0.0, 1e-300, 1.0, 7.0])
def test_a_handle_pulled_anywhere_leaves_a_sound_schedule(schedule, epoch, factor):
    for handle in schedule.handles(100.0, UPDATE):
        bent = schedule.bent(handle, epoch, factor, 100.0, UPDATE)
        rates = bent.factors(np.linspace(0.0, 120.0, 50), 100.0, UPDATE)
        assert ((rates >= 0.0) & (rates <= 1.0)).all()
        assert np.isfinite([each.epoch for each in bent.handles(100.0, UPDATE)]).all()


@pytest.mark.parametrize(
    ("schedule", "places"),
    [
        (schedules.Exponential(factor=1.0), [(100.0, 1.0)]),
        (schedules.Exponential(factor=0.5), [(1.0, 0.5)]),
        (schedules.WarmupCosine(warmup=0.0), [(0.0, 1.0), (100.0, 0.0)]),
        (schedules.WarmupCosine(warmup=200.0), [(0.0, 0.01), (200.0, 1.0)]),
        (schedules.OneCycle(pct_start=0.0), [(0.0, 1.0), (99.75, 4e-6)]),
        (schedules.InverseSqrt(warmup=0.0), [(0.0, 1.0)]),
    ],
)
def test_handles_of_schedules_at_their_limits(schedule, places):
    found = [(each.epoch, each.factor) for each in schedule.handles(100.0, UPDATE)]
    np.testing.assert_allclose(found, places, atol=1e-12)
