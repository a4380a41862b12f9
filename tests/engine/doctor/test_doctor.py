"""The training doctor: right on some runs, harmless to all, and calm about the healthy ones.

The whole table is printed by ``python -m tests.benchmarks.doctor``.
"""

import numpy as np
import pytest

from engine import Experiment, Trainer, doctor
from engine.doctor.chart import Chart, _weighted_median
from tests.engine.doctor.cases import HEALTHY, ILL, SEEDS, TUNING_HEALTHY, TUNING_ILL
from tests.helpers.runs import rich, small, story

QUICK_ILL = {
    "sine, SGD 1", "spiral, zeros", "step, sigmoid output", "spiral, all in one batch, 20 epochs",
    "moons, Adam .00001", "spiral, six ReLU layers, weights of 1", "penguins in grams, SGD .1",
    "circle, no hidden layer", "circle, tanh, SGD 10",
}  # fmt: skip
QUICK_HEALTHY = {"circle, Adam .01", "penguins, SGD .1", "moons, batch 128"}


def examined(case, seed=3):
    trainer = Trainer(case.with_luck(seed))
    trainer.run(epochs=case.epochs)
    return doctor.examine(trainer)


@pytest.mark.parametrize("case", [c for c in ILL if c.name in QUICK_ILL], ids=lambda c: c.name)
def test_an_ill_run_is_named(case):
    checkup = examined(case)
    assert checkup.diagnoses[0].id in case.accepted
    assert checkup.text == checkup.diagnoses[0].text


@pytest.mark.parametrize(
    "case", [c for c in HEALTHY if c.name in QUICK_HEALTHY], ids=lambda c: c.name
)
def test_a_healthy_run_is_left_in_peace(case):
    checkup = examined(case)
    assert checkup.diagnoses == ()
    assert checkup.text.startswith("Loss ")


def test_every_detector_is_tried_and_says_what_it_is():
    named = set().union(*(case.accepted for case in ILL))
    assert named == set(doctor.registry.ids())
    for kind in doctor.registry:
        assert kind.label
        assert kind.sentence
        assert kind.source
    ranks = [kind.rank for kind in doctor.registry]
    assert len(set(ranks)) == len(ranks)


def test_there_are_as_many_set_ups_as_asked_and_none_tunes_its_own_report():
    assert len(ILL) >= 20
    assert len(HEALTHY) >= 20
    assert len(SEEDS) >= 10
    report = {case.experiment.data.dataset for case in ILL + HEALTHY}
    assert not report & {case.experiment.data.dataset for case in TUNING_ILL + TUNING_HEALTHY}


@pytest.mark.parametrize("case", ILL, ids=lambda c: c.name)
def test_a_remedy_is_an_experiment_that_can_be_run(case):
    trainer = Trainer(case.with_luck(0))
    trainer.run(steps=3)
    for diagnosis in doctor.diagnose(trainer):
        remedied = trainer.experiment.with_values(diagnosis.remedy.values)
        assert remedied != trainer.experiment
        assert diagnosis.remedy.why


def test_all_remedies_of_detectors_that_wait_can_be_run():
    for case in [c for c in ILL if c.name in QUICK_ILL]:
        trainer = Trainer(case.with_luck(1))
        trainer.run(epochs=8)
        for diagnosis in doctor.diagnose(trainer):
            assert trainer.experiment.with_values(diagnosis.remedy.values) != trainer.experiment


@pytest.mark.parametrize("experiment", [small(), rich(), small(model__activation="tanh")])
def test_the_run_goes_on_as_if_nobody_had_looked(experiment):
    seen, unseen = Trainer(experiment), Trainer(experiment)
    for _ in range(8):
        doctor.examine(seen)
        seen.run(epochs=1)
        unseen.run(epochs=1)
    doctor.examine(seen)
    for one, other in zip(story(seen), story(unseen), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_same_moment_gets_the_same_answer():
    trainer = Trainer(ILL[1].with_luck(0))
    trainer.run(epochs=10)
    one, other = doctor.examine(trainer), doctor.examine(trainer)
    assert one.text == other.text
    for first, second in zip(one.diagnoses, other.diagnoses, strict=True):
        for a, b in zip(first.evidence.series, second.evidence.series, strict=True):
            np.testing.assert_array_equal(a.y, b.y)


def test_evidence_is_there_finite_and_read_only():
    for case in [c for c in ILL if c.name in QUICK_ILL]:
        for diagnosis in examined(case, 5).diagnoses:
            for series in diagnosis.evidence.series:
                assert len(series.x) == len(series.y) > 0
                assert np.isfinite(series.x).all()
                assert np.isfinite(series.y).all()
                assert not series.y.flags.writeable


def test_at_first_it_is_too_early():
    checkup = doctor.examine(Trainer(Experiment()))
    assert checkup.text == "Too early to tell how the loss falls: 5 more epochs."


def test_curves_count_from_the_last_change():
    trainer = Trainer(Experiment().with_value("data.dataset", "circle"))
    trainer.run(epochs=10)
    assert not Chart(trainer).early
    rate = trainer.experiment.training.optimizer.learning_rate / 2.0
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", rate))
    assert Chart(trainer).early
    trainer.run(epochs=6)
    assert not Chart(trainer).early


def test_rare_evaluations_are_replaced_by_the_batches_of_each_epoch():
    trainer = Trainer(Experiment().with_values(
        {"data.samples": 4096, "model.hidden": (64, 64), "data.dataset": "circle"}))  # fmt: skip
    trainer.run(epochs=14)
    chart = Chart(trainer)
    assert len(chart.evaluated_epochs) < 10
    assert chart.epochs.tolist() == list(range(1, 15))
    losses = trainer.history.batches.curve("loss").mean[-64:]
    assert chart.losses[-1] == pytest.approx(losses.mean())


def test_a_stack_is_refused():
    with pytest.raises(ValueError, match="single run"):
        doctor.examine(Trainer([small(), small(model__seed=1)]))


def test_a_canvas_without_points_is_no_illness():
    trainer = Trainer(Experiment().with_value("data.dataset", "painted"))
    assert doctor.examine(trainer).text == "There is nothing to learn from yet."


def test_right_after_a_change_nothing_is_known_yet_and_nothing_breaks():
    trainer = Trainer(Experiment())
    trainer.run(epochs=300)
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", 0.02))
    assert doctor.diagnose(trainer) == []
    trainer.run(steps=40)
    assert doctor.diagnose(trainer) == []


def test_guessing_costs_what_the_weights_of_the_classes_make_of_it():
    values = {"data.dataset": "circle", "data.imbalance": 0.8, "training.class_weights": "balanced"}
    chart = Chart(Trainer(Experiment().with_values(values)))
    assert chart.chance == pytest.approx(np.log(2.0), rel=1e-6)
    lonely = Chart(Trainer(Experiment().with_values({**values, "training.class_weights": "none"})))
    assert lonely.chance < 0.6


@pytest.mark.parametrize("count", [5, 6])
def test_the_median_of_equal_weights_is_the_median(count):
    values = np.random.default_rng(count).normal(size=(2, count))
    found = _weighted_median(values, np.ones(count))
    np.testing.assert_allclose(found, np.median(values, axis=1, keepdims=True))
