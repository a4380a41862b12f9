"""Painted points: what is taken and refused, files, parts, and changes in mid-run."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Experiment, ExperimentError, PaintedPoints, Trainer, make_dataset
from engine.datasets.painting import PointsEdit
from engine.experiment import changes
from engine.outcome import NoExamples
from engine.timeline import Timeline

COORDINATE = st.floats(-6.0, 6.0)
ROWS = st.lists(st.tuples(COORDINATE, COORDINATE, st.integers(0, 5)), max_size=20)
FOUR = ((1.0, 2.0, 0), (-3.0, 0.5, 1), (0.0, -6.0, 1), (6.0, 6.0, 0))


def painted(rows=FOUR, **values):
    """Return an experiment on painted points; ``values`` are of its data."""
    given_values = {f"data.{name}": value for name, value in values.items()}
    return Experiment().with_values(
        {"data.dataset": "painted", "data.points": rows, **given_values}
    )


def many(count, classes=2):
    rng = np.random.default_rng(count)
    return np.column_stack([rng.uniform(-6, 6, (count, 2)), np.arange(count) % classes])


# -- the points themselves ----------------------------------------------------------------


@given(rows=ROWS)
def test_points_are_equal_by_content(rows):
    points, same = PaintedPoints(rows), PaintedPoints(np.array(rows).reshape(-1, 3))
    assert points == same
    assert hash(points) == hash(same)
    assert pickle.loads(pickle.dumps(points)) == points
    assert PaintedPoints([*rows, (0.0, 0.0, 0)]) != points


def test_zero_is_zero_whatever_its_sign():
    positive, negative = PaintedPoints([[0.0, 0.0, 0]]), PaintedPoints([[-0.0, -0.0, 0]])
    assert positive == negative
    assert hash(positive) == hash(negative)


def test_points_cannot_be_written_to_and_are_copies():
    rows = np.array(FOUR)
    points = PaintedPoints(rows)
    rows[:] = 5.0
    assert points == PaintedPoints(FOUR)
    with pytest.raises(ValueError, match="read-only"):
        points.rows[0] = 0.0


@given(rows=ROWS, data=st.data())
def test_removing_points_moves_only_as_many(rows, data):
    points = PaintedPoints(rows)
    indices = data.draw(st.sets(st.integers(0, max(0, len(rows) - 1)), max_size=len(rows)))
    left = points.without(sorted(indices))
    expected = [row for index, row in enumerate(points.rows.tolist()) if index not in indices]
    assert sorted(left.rows.tolist()) == sorted(expected)
    moved = (left.rows != points.rows[: len(left)]).any(axis=1)
    assert np.count_nonzero(moved) <= len(indices)


def test_points_can_be_added_moved_and_relabelled():
    points = PaintedPoints(FOUR).with_added([[1.0, 1.0, 2]])
    assert points.labels.tolist() == [0, 1, 1, 0, 2]
    assert points.classes == 3
    moved = points.with_replaced([4], [[2.0, 1.0, 1]])
    assert moved.rows[4].tolist() == [2.0, 1.0, 1.0]
    assert moved.classes == 2
    np.testing.assert_array_equal(moved.coordinates[:4], points.coordinates[:4])


@given(first=ROWS, second=ROWS, third=ROWS)
def test_edits_one_after_another_are_one_edit(first, second, third):
    a, b, c = map(PaintedPoints, (first, second, third))
    edits = PointsEdit.between(a, b), PointsEdit.between(b, c)
    assert all(edit.fits(len(before)) for edit, before in zip(edits, (a, b), strict=True))
    assert PaintedPoints(edits[1].applied(edits[0].applied(a.rows))) == c
    both = edits[0].then(edits[1])
    assert both.fits(len(a))
    for before in (a, b):  # the first of them may be there already
        assert PaintedPoints(both.applied(before.rows)) == c


MORE, OTHERS = np.vstack([many(40), many(8)]), -many(40) * (1, 1, -1)
TAKEN_BACK = {
    "more and back": (MORE, many(40)),
    "fewer and back": (many(31), many(40)),
    "all erased and back": ((), many(40)),
    "more, then others": (MORE, OTHERS),
    "moved and back": (OTHERS, many(40)),
}


@pytest.mark.parametrize("stopping", [None, {"patience": 3}])
@pytest.mark.parametrize("step", [11, 13])
@pytest.mark.parametrize("ways", TAKEN_BACK.values(), ids=list(TAKEN_BACK))
def test_what_is_painted_and_taken_back_at_once_is_replayed(ways, step, stopping):
    settings = {"training.batch_size": 4, "training.early_stopping": stopping}
    trainer = Trainer(painted(many(40)).with_values(settings), timeline=Timeline())
    trainer.run(steps=step)
    for rows in ways:
        trainer.change(trainer.experiments[0].with_value("data.points", rows))
    assert sum(entry.step == step for entry in trainer.change_log) == 1
    trainer.run(steps=17)
    for moment in range(step, trainer.step_count):
        again = trainer.moment(moment).replay()
        again.run(steps=trainer.step_count - moment)
        assert (again.network.parameters == trainer.network.parameters).all()
        assert (again.step_count, again.epoch) == (trainer.step_count, trainer.epoch)
        assert again.history.progress.stretches == trainer.history.progress.stretches


HOSTILE = [
    ([[1.0, 2.0]], r"shape \(1, 2\)"),
    ([1.0, 2.0, 0.0], r"shape \(3,\)"),
    ([[[1.0, 2.0, 0.0]]], r"shape \(1, 1, 3\)"),
    ([[1.0, 2.0, 0], [1.0, 2.0]], "differ in length"),
    ([["1", "2", "0"]], "not numbers"),
    ([[True, False, True]], "not numbers"),
    ("painted", "not numbers"),
    (None, "not numbers"),
    ({"x1": 1.0}, "not numbers"),
    ([[1j, 0, 0]], "not numbers"),
    ([[float("nan"), 0.0, 0]], "point 0 is outside. Give coordinates from -6 to 6"),
    ([[0.0, 0.0, 0], [0.0, float("inf"), 0]], "point 1 is outside"),
    ([[6.1, 0.0, 0]], "point 0 is outside"),
    ([[10**400, 0, 0]], "not numbers"),
    ([[0.0, 0.0, 6]], "class 6. Give a whole number from 0 to 5"),
    ([[0.0, 0.0, -1]], "class -1"),
    ([[0.0, 0.0, 0.5]], "class 0.5"),
    ([[0.0, 0.0, float("nan")]], "class nan"),
    (np.zeros((20_001, 3)), "20001 points are too many. Give at most 20000"),
]


@pytest.mark.parametrize(("rows", "fault"), HOSTILE)
def test_hostile_points_are_refused(rows, fault):
    with pytest.raises(ValueError, match=fault):
        PaintedPoints(rows)
    with pytest.raises(ExperimentError, match=rf"data\.points: .*{fault}"):
        painted(rows)


# -- in an experiment ---------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".toml", ".json"])
@pytest.mark.parametrize("rows", [(), FOUR, many(500, classes=3)], ids=["none", "few", "many"])
def test_points_come_back_from_files(tmp_path, suffix, rows):
    experiment = painted(rows, dataset={"id": "painted", "classes": 4})
    path = tmp_path / f"painted{suffix}"
    experiment.save(path)
    again = Experiment.load(path)
    assert again == experiment
    assert again.data.points.rows.tolist() == PaintedPoints(rows).rows.tolist()


def test_as_many_points_as_there_may_be_fit_into_a_file(tmp_path):
    experiment = painted(many(20_000))
    experiment.save(tmp_path / "painted.toml")
    assert Experiment.load(tmp_path / "painted.toml") == experiment


def test_a_class_that_is_not_there_is_refused_with_the_way_out():
    with pytest.raises(ExperimentError, match=r"data\.points: .*Set data\.dataset\.classes to 3"):
        painted([(0.0, 0.0, 2)])
    experiment = painted([(0.0, 0.0, 2)], dataset={"id": "painted", "classes": 3})
    assert experiment.data.task == "multiclass"


def test_points_change_live_as_long_as_they_are_what_is_learnt():
    old, new = painted(), painted(FOUR[:2])
    assert [(c.place, c.live) for c in changes(old, new)] == [("data.points", True)]
    other = painted(dataset={"id": "painted", "classes": 3})
    assert [(c.place, c.live) for c in changes(old, other)] == [("data.dataset", False)]


@pytest.mark.parametrize("classes", range(2, 7))
def test_two_to_six_classes(classes):
    rows = many(60, classes)
    dataset = make_dataset(painted(rows, dataset={"id": "painted", "classes": classes}).data)
    assert len(dataset.class_names) == classes
    assert dataset.train_targets.shape[1] == (1 if classes == 2 else classes)
    assert set(dataset.train_labels) == set(range(classes))


# -- the parts ----------------------------------------------------------------------------


def part_of_each(dataset):
    """Return the part in which each point is, by its coordinates."""
    return {
        tuple(point): name
        for name in ("train", "test", "sealed")
        for point in getattr(dataset, f"{name}_points").tolist()
    }


@given(
    test=st.floats(0.0, 0.9), sealed=st.floats(0.0, 0.9), seed=st.integers(0, 99),
    count=st.integers(1, 300), added=st.integers(1, 50),
)  # fmt: skip
def test_further_points_leave_each_in_its_part(test, sealed, seed, count, added):
    shares = {"test_fraction": test, "sealed_fraction": min(sealed, 0.95 - test), "seed": seed}
    rows = many(count + added)
    fewer = make_dataset(painted(rows[:count], **shares).data)
    more = part_of_each(make_dataset(painted(rows, **shares).data))
    assert len(fewer.train_points) >= 1
    assert all(more[point] == part for point, part in part_of_each(fewer).items())
    for name, share in shares.items():
        if name != "seed":
            part = getattr(fewer, f"{name.removesuffix('_fraction')}_points")
            assert abs(len(part) - share * count) <= 3.0


def test_painted_points_are_what_they_are():
    dataset = make_dataset(painted(many(50), samples=9000, noise=3.0, test_fraction=0.0).data)
    np.testing.assert_array_equal(dataset.train_points, many(50)[:, :2])
    np.testing.assert_array_equal(dataset.train_labels, many(50)[:, 2])
    np.testing.assert_array_equal(dataset.bounds, [[-6.0, 6.0]] * 2)


@pytest.mark.parametrize("scaling", ["none", "standard"])
@pytest.mark.parametrize("classes", [2, 3])
def test_nothing_painted_is_a_data_set_without_rows(scaling, classes):
    data = painted((), scaling=scaling, dataset={"id": "painted", "classes": classes}).data
    dataset = make_dataset(data)
    assert dataset.train_inputs.shape == (0, 2)
    assert dataset.train_targets.shape == (0, 1 if classes == 2 else 3)
    assert len(dataset.class_names) == classes


def test_a_run_keeps_its_scaling_when_points_are_added():
    first = make_dataset(painted(many(50), scaling="standard").data)
    second = make_dataset(painted(many(90), scaling="standard").data, like=first)
    np.testing.assert_array_equal(second.input_center, first.input_center)
    np.testing.assert_array_equal(second.input_scale, first.input_scale)
    np.testing.assert_array_equal(second.inputs_of(second.test_points), second.test_inputs)
    nothing = make_dataset(painted((), scaling="standard").data)
    as_they_are = make_dataset(painted(many(90), scaling="standard").data, like=nothing)
    np.testing.assert_array_equal(as_they_are.train_inputs, as_they_are.train_points)


# -- in mid-run ---------------------------------------------------------------------------

SHORT = {"data.dataset": "painted", "training.batch_size": 16, "model.dtype": "float64"}


def running(rows, steps=0, **values):
    experiment = Experiment().with_values({**SHORT, "data.points": rows, **values})
    trainer = Trainer(experiment, timeline=Timeline())
    trainer.run(steps=steps)
    return trainer


def repaint(trainer, points):
    trainer.change(trainer.experiment.with_value("data.points", points))


def test_a_run_goes_on_with_further_points():
    trainer = running(many(100), steps=30)
    before = trainer.network.parameters.copy()
    repaint(trainer, many(140))
    np.testing.assert_array_equal(trainer.network.parameters, before)
    assert trainer.experiment.data.points == PaintedPoints(many(140))
    np.testing.assert_array_equal(
        trainer.dataset.train_inputs, make_dataset(trainer.experiment.data).train_inputs
    )
    assert trainer.history.marks[-1].text == "points 140"
    trainer.run(steps=30)
    assert trainer.step_count == 60
    seen = trainer.history.progress.samples_at(60) - trainer.history.progress.samples_at(30)
    assert seen == pytest.approx(30 * 16, abs=5 * 16)


def test_dragged_points_act_in_place():
    trainer = running(many(100), steps=3)
    epoch, index = trainer.epoch, trainer.batch_index
    points = trainer.experiment.data.points
    assert index > 0
    repaint(trainer, points.with_replaced([0], [[5.0, -5.0, 0]]))
    assert (trainer.epoch, trainer.batch_index) == (epoch, index)
    assert [5.0, -5.0] in trainer.dataset.train_points.tolist()


def test_another_number_of_points_ends_the_running_epoch():
    trainer = running(many(100), steps=3)
    epoch = trainer.epoch
    assert trainer.batch_index > 0
    repaint(trainer, many(160))
    assert (trainer.epoch, trainer.batch_index) == (epoch + 1, 0)
    assert trainer.steps_per_epoch == -(-len(trainer.dataset.train_inputs) // 16)


def test_any_moment_is_replayed_with_the_points_of_that_time():
    trainer = running(many(100), steps=40, **{"model.dropout": 0.2})
    kept = {40: trainer.network.parameters.copy()}
    for count in (120, 90, 90, 300):
        repaint(trainer, np.random.default_rng(count).permuted(many(count), axis=0)[:, [0, 1, 2]])
        trainer.run(steps=250)
        kept[trainer.step_count] = trainer.network.parameters.copy()
    for step, parameters in kept.items():
        past = trainer.moment(step).replay()
        np.testing.assert_array_equal(past.network.parameters, parameters)
    middle = trainer.moment(600).replay()
    middle.run(steps=10)
    again = trainer.moment(610).replay()
    np.testing.assert_array_equal(middle.network.parameters, again.network.parameters)


def test_a_run_with_painted_points_comes_back_from_its_file(tmp_path):
    trainer = running(many(100), steps=40)
    repaint(trainer, many(200))
    trainer.run(steps=300)
    repaint(trainer, ())
    trainer.run(steps=5)
    trainer.save(tmp_path / "painted.run")
    again = Trainer.load(tmp_path / "painted.run")
    for run in (trainer, again):
        repaint(run, many(80))
        run.run(steps=50)
    np.testing.assert_array_equal(again.network.parameters, trainer.network.parameters)


def test_painting_while_the_run_stands_still_is_one_change():
    trainer = running(many(100), steps=20)
    for count in (101, 102, 103):
        repaint(trainer, many(103)[:count])
    assert len(trainer.change_log) == len(trainer.history.marks) == 1
    trainer.run(steps=1)
    repaint(trainer, many(104))
    assert len(trainer.change_log) == len(trainer.history.marks) == 2


def test_a_long_painting_session_keeps_what_was_painted_and_no_more(tmp_path):
    trainer = running(many(2000), **{"training.batch_size": 500})
    points = trainer.experiment.data.points
    for place in range(300):
        points = points.with_replaced([place], [[1.0, 2.0, place % 2]])
        repaint(trainer, points)
        trainer.step()
    kept = len(pickle.dumps((trainer.change_log, list(trainer.timeline))))
    assert kept < 300 * points.rows[:50].nbytes
    trainer.save(tmp_path / "long.run")
    loaded = Trainer.load(tmp_path / "long.run")
    assert loaded.experiment == trainer.experiment
    for step in (100, 280):
        past, same = trainer.moment(step).replay(), loaded.moment(step).replay()
        assert past.experiment.data.points.rows[step].tolist() == [1.0, 2.0, step % 2]
        np.testing.assert_array_equal(past.network.parameters, same.network.parameters)


def test_without_points_there_is_nothing_to_train_on():
    trainer = running(())
    outcome = trainer.run()
    assert isinstance(outcome, NoExamples)
    assert outcome.stopped
    assert "paint some points" in outcome.message
    assert trainer.step().kind == "no_examples"
    assert trainer.step_count == 0
    assert trainer.evaluate("train") == trainer.evaluate("test") == {}
    assert trainer.predict([[0.0, 0.0]]).shape == (1, 1)
    repaint(trainer, many(40))
    assert not trainer.outcome.stopped
    assert trainer.run(epochs=2).kind == "going"
    assert trainer.step_count > 0
    repaint(trainer, ())
    assert trainer.run().kind == "no_examples"
    assert np.isfinite(trainer.network.parameters).all()


@pytest.mark.parametrize("classes", [2, 4])
def test_one_class_alone_can_be_learnt(classes):
    dataset = {"id": "painted", "classes": classes}
    rows = [(float(x), 1.0, 1) for x in range(-5, 6)]
    trainer = running(rows, **{"data.dataset": dataset, "training.class_weights": "balanced"})
    trainer.run(epochs=50)
    assert trainer.evaluate("train")["accuracy"] == 1.0
    assert np.isfinite(trainer.evaluate("train")["loss"])


def test_a_point_of_a_class_too_many_changes_nothing():
    trainer = running(many(50), steps=5)
    with pytest.raises(ExperimentError, match=r"classes to 3"):
        repaint(trainer, [(0.0, 0.0, 2)])
    assert len(trainer.experiment.data.points) == 50
    assert trainer.change_log == []


def test_runs_of_a_stack_are_painted_each():
    experiments = [painted(many(60)).with_value("training.seed", seed) for seed in (0, 1)]
    trainer = Trainer(experiments)
    trainer.run(steps=5)
    trainer.change([e.with_value("data.points", many(80)) for e in experiments])
    assert trainer.datasets[0] is trainer.datasets[1]
    trainer.run(steps=5)
    with pytest.raises(ExperimentError, match="a stack shares"):
        trainer.change(
            [
                e.with_value("data.points", many(n))
                for e, n in zip(experiments, (80, 200), strict=True)
            ]
        )
    assert len(trainer.experiments[1].data.points) == 80
