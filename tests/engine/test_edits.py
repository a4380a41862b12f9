"""Weights edited and frozen by hand, and data that change while a run goes on."""

import dataclasses
import itertools

import numpy as np
import pytest

from engine import Dataset, EarlyStopping, ExperimentError, Trainer, make_dataset, optimizers
from engine.schedules import ReduceOnPlateau
from engine.timeline import Timeline
from tests.helpers.runs import assert_same_story, rich, small, story, wild

PLACES = np.array([0, 3, 20, 58])
VALUES = np.array([0.5, -1.0, 2.0, 0.125])


def both(tmp_path, trainer, steps=40):
    """Return the run after some steps, from a replay, from a file and from a state."""
    trainer.save(tmp_path / "run.npz")
    loaded = Trainer.load(tmp_path / "run.npz")
    stated = Trainer(trainer.begun_with[0])
    stated.load_state_dict(trainer.state_dict())
    for each in (trainer, loaded, stated):
        each.run(steps=steps)
    return loaded, stated, trainer.moment(trainer.step_count).replay()


def assert_same_weights(one, other):
    """Parameters, the optimizer's memory and the losses of all batches are the same.

    The losses of whole epochs are not: they were taken before the hand wrote back.
    """
    assert np.array_equal(one.network.parameters, other.network.parameters)
    for name in one.optimizer.memory:
        assert np.array_equal(one.optimizer_state[name], other.optimizer_state[name])
    losses = [each.history.batches.curve("loss").mean for each in (one, other)]
    assert np.array_equal(*losses)


@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
def test_an_edit_is_a_write(optimizer, tmp_path):
    """Adam's and momentum's memory, decay and L2 go on from the new values."""
    edited, by_hand = (Trainer(rich(training__optimizer=optimizer)) for _ in range(2))
    for trainer in (edited, by_hand):
        trainer.run(steps=33)
    edited.edit(PLACES, VALUES)
    by_hand.network.parameters[PLACES] = VALUES
    assert_same_story(edited, by_hand)
    by_hand.run(steps=40)
    for other in both(tmp_path, edited):
        assert_same_story(by_hand, other)
        assert_same_story(by_hand, edited)
    assert [mark.text for mark in edited.history.marks] == ["parameters 4"]


@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
def test_frozen_elements_are_written_back(optimizer, tmp_path):
    frozen, by_hand = (
        Trainer(rich(training__optimizer=optimizer), timeline=timeline)
        for timeline in (Timeline(), None)
    )
    for trainer in (frozen, by_hand):
        trainer.run(steps=33)
    held = by_hand.network.parameters[PLACES].copy()
    frozen.freeze(PLACES)
    for _ in range(40):
        by_hand.step()
        by_hand.network.parameters[PLACES] = held
    for other in both(tmp_path, frozen):
        assert_same_story(frozen, other)
    assert_same_weights(by_hand, frozen)
    moved = np.flatnonzero(frozen.network.parameters != held[0])
    assert len(moved) > 50
    frozen.freeze([])
    for trainer in (frozen, by_hand):
        trainer.run(steps=30)
    assert_same_weights(by_hand, frozen)
    assert not np.array_equal(frozen.network.parameters[PLACES], held)


def test_masking_the_gradient_would_not_do():
    """What this is for: with momentum, decay or L2 a zero gradient still moves a weight."""
    trainer = Trainer(rich(training__optimizer="momentum", training__weight_decay=0.01))
    trainer.run(steps=33)
    held = trainer.network.parameters[0]
    assert trainer.optimizer_state["velocity"][0] != 0.0
    trainer.step()
    assert trainer.network.parameters[0] != held


def test_a_frozen_element_can_be_edited():
    trainer = Trainer(small())
    trainer.freeze(PLACES)
    trainer.run(steps=5)
    trainer.edit(PLACES[:2], VALUES[:2])
    kept = trainer.network.parameters[PLACES].copy()
    trainer.run(steps=20)
    assert np.array_equal(trainer.network.parameters[PLACES], kept)
    assert kept[:2].tolist() == VALUES[:2].tolist()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_stack_is_edited_and_frozen(dtype, tmp_path):
    experiments = [rich(model__seed=seed, model__dtype=dtype) for seed in range(3)]
    stack = Trainer(experiments, timeline=Timeline())
    alone = Trainer(experiments[1])
    values = np.array([VALUES, VALUES + 1.0, VALUES + 2.0])
    for trainer, own in ((stack, values), (alone, values[1])):
        trainer.run(steps=20)
        trainer.edit(PLACES, own)
        trainer.freeze(PLACES)
        trainer.run(steps=20)
    assert np.array_equal(stack.network.parameters[:, PLACES], values.astype(dtype))
    tolerance = 1e-8 if dtype == "float64" else 1e-3
    own, its = stack.network.parameters[1], alone.network.parameters
    assert np.linalg.norm(own - its) <= tolerance * np.linalg.norm(its)
    stack.save(tmp_path / "run.npz")
    loaded = Trainer.load(tmp_path / "run.npz")
    for each in (stack, loaded):
        each.run(steps=9)
    assert_same_story(stack, loaded)
    assert_same_story(stack, stack.moment(stack.step_count).replay())


def test_an_edit_lets_a_lost_run_go_on():
    trainer = Trainer(wild())
    assert trainer.run().kind == "diverged"
    count = trainer.network.parameters.size
    trainer.edit(range(count), 0.0)
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", 1e-3))
    assert trainer.run(steps=50).kind == "going"


def test_early_stopping_does_not_undo_an_edit():
    rule = EarlyStopping(patience=3, min_delta=10.0)
    trainer = Trainer(small(training__early_stopping=rule))
    trainer.run(steps=7)
    trainer.freeze(PLACES)
    trainer.edit(PLACES, VALUES)
    assert trainer.run(steps=500).kind == "early_stopping"
    assert np.array_equal(trainer.network.parameters[PLACES], VALUES)


@pytest.mark.parametrize(
    ("indices", "values", "match"),
    [
        ([59], [0.0], "has 59 parameters"), ([-1], [0.0], "has 59 parameters"),
        ([1, 1], [0.0, 1.0], "twice"), ([0.5], [0.0], "not a list of places"),
        ([[0]], [0.0], "not a list of places"), ([0, 1], [1.0, 2.0, 3.0], "do not fit"),
        ([0], ["one"], "do not fit"), ([0], [np.nan], "not finite"), ([0], [1e31], "too large"),
        (["a"], [0.0], "not a list of places"),
    ],
)  # fmt: skip
def test_impossible_edits_change_nothing(indices, values, match):
    trainer = Trainer(small())
    trainer.run(steps=5)
    before = story(trainer)
    with pytest.raises(ExperimentError, match=match):
        trainer.edit(indices, values)
    if match not in ("do not fit", "not finite", "too large"):
        with pytest.raises(ExperimentError, match=match):
            trainer.freeze(indices)
    assert not trainer.change_log
    assert all(a.tobytes() == b.tobytes() for a, b in zip(before, story(trainer), strict=True))


# -- data ---------------------------------------------------------------------------------


def dragged(dataset, rows, by):
    """Return the data with some training points moved, and the first one relabelled."""
    points = dataset.train_points.copy()
    points[rows] += by
    targets = dataset.train_targets.copy()
    targets[rows[0]] = 1.0 - targets[rows[0]]
    return dataclasses.replace(
        dataset,
        train_points=points,
        train_inputs=dataset.inputs_of(points),
        train_targets=targets,
    )


@pytest.mark.parametrize("scaling", ["none", "standard"])
def test_dragged_points_act_in_place(scaling, tmp_path):
    """The epoch goes on; each row keeps its turn and is seen as it is now."""
    trainer = Trainer(
        small(data__scaling=scaling, training__optimizer=optimizers.SGD(learning_rate=1e-9)),
        timeline=Timeline(),
    )
    order = Trainer(trainer.experiment)
    for each in (trainer, order):
        each.run(steps=8)
    new = dragged(trainer.dataset, [5, 6, 80], 1.5)
    trainer.set_data(new)
    assert (trainer.epoch, trainer.batch_index) == (1, 2)
    for _ in range(10):
        rows = trainer.batch_rows()
        assert np.array_equal(rows, order.batch_rows())
        z = trainer.network.forward(new.train_inputs[rows])
        wanted = np.mean(np.logaddexp(z, 0) - new.train_targets[rows] * z)
        trainer.step()
        order.step()
        assert trainer.history.batches.last("loss") == pytest.approx(wanted, rel=1e-12)
    for other in both(tmp_path, trainer):
        assert np.array_equal(other.dataset.train_inputs, new.train_inputs)
        assert_same_story(trainer, other)


def test_a_drag_keeps_only_the_rows_that_moved():
    trainer = Trainer(small())
    for _ in range(20):
        trainer.set_data(dragged(trainer.dataset, [5], 0.1))
    edits = [entry.edits[0] for entry in trainer.change_log]
    assert all(edit.rows["train"].tolist() == [5] for edit in edits)
    assert all(len(edit.values["test_inputs"]) == 0 for edit in edits)
    moved = trainer.dataset.train_points[5] - trainer.begun_datasets[0].train_points[5]
    assert moved == pytest.approx([2.0, 2.0])


@pytest.mark.parametrize("samples", [60, 150, 400])
def test_another_number_of_rows_ends_the_epoch(samples, tmp_path):
    trainer = Trainer(rich(training__optimizer="adam"), timeline=Timeline())
    trainer.run(steps=9)
    kept = trainer.network.parameters.copy()
    new = make_dataset(rich(data__samples=samples, data__seed=4).data)
    trainer.set_data(new)
    assert np.array_equal(trainer.network.parameters, kept)
    rows = len(new.train_inputs)
    assert (trainer.epoch, trainer.batch_index) == ((1, 3) if rows == 90 else (2, 0))
    assert trainer.steps_per_epoch == -(-rows // 16)
    if rows != 90:
        seen = []
        for _ in range(trainer.steps_per_epoch):
            seen += trainer.batch_rows().tolist()
            trainer.step()
        assert sorted(seen) == list(range(rows))
        assert trainer.epoch == 3
        read = trainer.history.progress.samples_at(trainer.step_count)
        assert read == 90 + 3 * 16 + rows
    for other in both(tmp_path, trainer, steps=300):
        assert_same_story(trainer, other)
    for step in (0, 8, 9, 10, 200, 256, 257):
        again = trainer.moment(step).replay()
        again.run(steps=trainer.step_count - step)
        if step > 9:
            assert_same_story(trainer, again)
        else:
            assert again.steps_per_epoch == 6 or step == 9


def test_losses_of_other_data_are_no_yardstick():
    rule = EarlyStopping(patience=3)
    trainer = Trainer(
        small(training__early_stopping=rule, training__schedule=ReduceOnPlateau(patience=2))
    )
    trainer.run(epochs=5)
    trainer.set_data(make_dataset(small(data__seed=9, data__noise=3.0).data))
    changed_at = trainer.step_count
    outcome = trainer.run(epochs=500)
    assert outcome.kind == "early_stopping"
    assert outcome.best_step > changed_at


def test_a_stack_takes_one_for_all_or_one_each(tmp_path):
    stack = Trainer([small(model__seed=seed) for seed in range(3)], timeline=Timeline())
    stack.run(steps=5)
    stack.set_data(dragged(stack.dataset, [0, 1], 0.5))
    assert len({id(dataset) for dataset in stack.datasets}) == 1
    stack.run(steps=5)
    stack.set_data(
        [make_dataset(small(data__seed=seed, data__samples=90).data) for seed in range(3)]
    )
    stack.run(steps=5)
    stack.save(tmp_path / "run.npz")
    loaded = Trainer.load(tmp_path / "run.npz")
    for each in (stack, loaded):
        each.run(steps=9)
    assert_same_story(stack, loaded)
    assert_same_story(stack, stack.moment(stack.step_count).replay())


def other_data():
    good = make_dataset(small().data)
    inputs = good.train_inputs.copy()
    inputs[3, 1] = np.inf
    few, wide = np.zeros((4, 2)), np.zeros((4, 3))
    yield "not finite", dataclasses.replace(good, train_inputs=inputs), "impossible number"
    yield "task", Dataset.from_arrays(few, [0.5, 1.0, 2.0, 3.0], task="regression"), "the task"
    yield "columns", Dataset.from_arrays(wide, [0, 1, 0, 1], task="binary"), "does not fit"
    yield "count", [good, good], "2 data sets for 1 runs"


@pytest.mark.parametrize(("data", "match"), [v[1:] for v in other_data()])
def test_data_that_do_not_fit_change_nothing(data, match):
    trainer = Trainer(small())
    trainer.run(steps=5)
    before, datasets = story(trainer), list(trainer.datasets)
    with pytest.raises(ExperimentError, match=match):
        trainer.set_data(data)
    assert trainer.datasets == datasets
    assert not trainer.change_log
    assert all(a.tobytes() == b.tobytes() for a, b in zip(before, story(trainer), strict=True))


def test_a_return_to_the_good_checkpoint_keeps_data_and_what_is_frozen():
    calm = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    trainer = Trainer(calm, timeline=Timeline())
    trainer.run(epochs=3)
    trainer.freeze([0, 1])
    trainer.set_data(make_dataset(wild(data__samples=100).data))
    trainer.change(calm.with_value("training.optimizer.learning_rate", 500.0))
    assert trainer.run(steps=500).kind == "diverged"
    good = trainer.good.parameters.copy()
    assert trainer.return_to_good()
    assert np.array_equal(trainer.network.parameters, good)
    assert len(trainer.dataset.train_inputs) == 50
    assert trainer.frozen.tolist() == [0, 1]
    trainer.change(calm)
    trainer.run(steps=20)
    assert np.array_equal(trainer.network.parameters[:2], good[:2])
    assert_same_story(trainer, trainer.moment(trainer.step_count).replay())


def test_everything_at_once_is_replayed_from_anywhere():
    trainer = Trainer(rich(), timeline=Timeline(8))
    acts = itertools.cycle([
        lambda: trainer.edit(PLACES, VALUES),
        lambda: trainer.freeze(PLACES[:2]),
        lambda: trainer.set_data(dragged(trainer.dataset, [1, 2], 0.3)),
        lambda: trainer.set_data(make_dataset(rich(data__samples=80 + trainer.step_count).data)),
        lambda: trainer.change(trainer.experiment.with_value("training.l2", 0.01 * trainer.epoch)),
        lambda: trainer.freeze([]),
    ])  # fmt: skip
    for act, steps in zip(acts, [7, 60, 130, 59, 0, 128, 130, 3, 5, 80, 90, 1], strict=False):
        trainer.run(steps=steps)
        act()
    trainer.run(steps=50)
    for step in (0, 67, 256, 257, 300, 512, 600, trainer.step_count):
        again = trainer.moment(step).replay()
        assert again.step_count == step
        assert len(again.change_log) == sum(entry.step <= step for entry in trainer.change_log)
        assert_same_story(again, again.moment(step).replay())
    assert_same_story(again, trainer)
