"""Undo and redo of everything that people set, on Qt's stack."""

import random

import numpy as np
import pytest
from PySide6.QtGui import QAction

from engine import Experiment, optimizers
from engine.datasets.painted import PaintedPoints
from playground.undo import History, HistoryWindow
from playground.worker.commands import EditWeights, Recall, Reset, RestoreWeights
from tests.helpers.panel_bench import new_session

RATE = "training.optimizer.learning_rate"


class Desk:
    """A session with a history and a worker that obeys when told to."""

    def __init__(self, **values):
        self.session, self.worker = new_session(**values)
        self.actions = QAction("undo"), QAction("redo")
        self.history = History(self.session, *self.actions)
        self.stack = self.history.stack
        self.session.watch("weights", True)
        self.session.start()
        self.worker.work()

    @property
    def parameters(self):
        return self.worker.trainer.network.parameters

    def texts(self):
        return [self.stack.text(place) for place in range(self.stack.count())]

    def undo(self):
        self.stack.undo()
        self.worker.work()

    def redo(self):
        self.stack.redo()
        self.worker.work()

    def undo_all(self):
        self.stack.setIndex(0)
        self.worker.work()

    def set_up(self):
        """Return all that people have set, as session and worker have it."""
        trainer = self.worker.trainer
        return (
            self.session.document,
            trainer.experiment.with_value("training.epochs", 1),
            self.session.frozen,
            frozenset(trainer.frozen.tolist()),
        )


@pytest.fixture
def desk(qapp):
    return Desk()


# Settings -------------------------------------------------------------------------------------


def test_a_live_setting_goes_back_and_what_was_trained_stays(desk):
    desk.session.set_value(RATE, 0.03)
    desk.worker.work()
    desk.worker.train(20)
    desk.undo()
    assert desk.worker.trainer.experiment.value(RATE) == desk.session.value(RATE) == 0.01
    assert desk.worker.trainer.step_count == 20
    desk.redo()
    assert desk.worker.trainer.experiment.value(RATE) == 0.03
    assert desk.worker.trainer.step_count == 20


def test_texts_say_what_was_changed(desk):
    session = desk.session
    session.set_value(RATE, 0.03)
    session.choose("training.optimizer", "sgd")
    session.add_layer(0)
    session.set_neurons(1, 7)
    session.choose("data.dataset", "xor")
    session.set_value("training.gradient_clip", 1.0)
    session.new_luck()
    session.reset()
    assert desk.texts() == [
        "Learning rate 0.01 → 0.03", "Optimizer Adam → SGD", "Add a layer",
        "Neurons of layer 2: 4 → 7", "Data set Spiral → XOR", "Gradient clip off → 1",
        "New luck", "Reset",
    ]  # fmt: skip


def test_actions_say_what_they_would_do(desk):
    undo, redo = desk.actions
    assert (undo.text(), undo.isEnabled(), redo.isEnabled()) == ("Undo", False, False)
    desk.session.set_value(RATE, 0.03)
    assert (undo.text(), undo.isEnabled()) == ("Undo: Learning rate 0.01 → 0.03", True)
    desk.undo()
    assert (redo.text(), redo.isEnabled()) == ("Redo: Learning rate 0.01 → 0.03", True)
    assert not undo.isEnabled()


def test_a_drag_is_one_entry_and_the_next_drag_another(desk):
    for gesture, rates in ((object(), (0.02, 0.03, 0.05)), (object(), (0.06, 0.07))):
        for rate in rates:
            desk.session.set_value(RATE, rate, gesture)
    assert desk.texts() == ["Learning rate 0.01 → 0.05", "Learning rate 0.05 → 0.07"]
    desk.undo()
    assert desk.session.value(RATE) == 0.05
    desk.undo()
    assert desk.session.value(RATE) == 0.01


def test_a_drag_that_starts_runs_is_one_entry_too(desk):
    desk.worker.train(10)
    gesture = object()
    for samples in (70, 80, 90):
        desk.session.set_value("data.samples", samples, gesture)
        desk.worker.work()
        desk.worker.train(3)
    assert desk.texts() == ["Samples 64 → 90"]
    assert len(desk.session.ghosts) == 1  # of the run before the drag
    desk.undo()
    assert desk.session.value("data.samples") == 64
    assert desk.worker.trainer.step_count == 10


def test_changes_of_one_gesture_at_two_places_stay_apart(desk):
    gesture = object()
    desk.session.set_value(RATE, 0.02, gesture)
    desk.session.set_value("training.l2", 0.1, gesture)
    assert desk.stack.count() == 2


def test_epochs_added_by_playing_on_are_no_edit_and_survive_one(desk):
    desk.session.set_value("training.epochs", 3)
    desk.session.step_epoch()
    desk.worker.work()
    desk.worker.train(8)
    desk.worker.trainer.run()
    desk.session.pause()
    desk.worker.work()
    desk.session.play()
    assert desk.session.value("training.epochs") == 6
    assert desk.session.document.training.epochs == 3
    desk.session.set_value(RATE, 0.05)
    desk.undo()
    assert desk.session.value("training.epochs") == 6
    desk.undo()
    assert desk.session.value("training.epochs") == 100
    assert desk.session.document.training.epochs == 100


def test_painting_is_live_and_a_stroke_is_one_entry(desk):
    points = PaintedPoints([[x, x, x > 0] for x in np.linspace(-5, 5, 40)])
    desk.session.set_points(points)
    desk.worker.work()
    desk.worker.train(10)
    stroke = object()
    for x in (1.0, 2.0, 3.0):
        points = points.with_added([[x, -x, 1]])
        desk.session.set_points(points, stroke)
        desk.worker.work()
    assert desk.texts() == ["Data set Spiral → Painted", "Paint 3 points"]
    assert desk.worker.trainer.step_count == 10
    assert desk.worker.trainer.experiment.data.points == points
    desk.undo()
    assert len(desk.session.value("data.points")) == 40
    assert desk.worker.trainer.step_count == 10
    desk.session.set_points(PaintedPoints([*points.rows.tolist(), [0.0, 1.0, 2]]))
    assert desk.session.value("data.dataset").classes == 3
    desk.worker.work()
    desk.undo_all()
    assert desk.session.value("data.dataset") == Desk().session.value("data.dataset")


# Runs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "restart",
    [
        lambda session: session.reset(),
        lambda session: session.new_luck(),
        lambda session: session.regenerate(),
        lambda session: session.add_layer(1),
        lambda session: session.choose("data.dataset", "moons"),
        lambda session: session.open(Experiment()),
    ],
    ids=["reset", "new luck", "new data", "structure", "data set", "open"],
)
def test_a_restart_gives_the_replaced_run_back(desk, restart):
    first = desk.session.document
    desk.worker.train(30)
    old = desk.worker.trainer
    weights = old.network.parameters.copy()
    restart(desk.session)
    desk.worker.work()
    desk.worker.train(5)
    new = desk.worker.trainer
    assert new is not old
    desk.undo()
    assert desk.worker.trainer is old
    assert desk.session.state.step == 30
    assert desk.session.document == first
    np.testing.assert_array_equal(desk.parameters, weights)
    desk.redo()
    assert desk.worker.trainer is new
    assert desk.session.state.step == 5


def test_a_run_that_was_let_go_begins_anew_with_its_settings(desk):
    desk.session.set_value("data.noise", 0.3)
    desk.worker.work()
    desk.worker.train(10)
    for _ in range(20):
        desk.session.reset()
        desk.worker.work()
    for _ in range(20):
        desk.undo()
    assert desk.worker.trainer.step_count == 0
    assert desk.worker.trainer.experiment.data.noise == 0.3
    desk.undo()
    assert desk.worker.trainer.experiment.data.noise == 0.1


def test_undoing_before_the_worker_has_answered(desk):
    first = desk.set_up()
    desk.session.add_layer(0)
    desk.session.set_value(RATE, 0.2)
    desk.session.reset()
    desk.stack.undo()
    desk.stack.undo()
    desk.stack.undo()
    desk.worker.work()
    assert desk.set_up() == first
    desk.stack.redo()
    desk.stack.redo()
    desk.worker.work()
    assert desk.worker.trainer.experiment.value(RATE) == 0.2
    assert len(desk.worker.trainer.experiment.model.hidden) == 3


def test_a_setting_changed_just_before_a_restart_is_there_when_the_run_comes_back(desk):
    desk.session.set_value("training.l2", 0.1)
    desk.session.set_value("training.l2", 0.2)
    desk.session.reset()
    desk.worker.work()
    desk.undo()
    assert desk.worker.trainer.experiment.training.l2 == 0.2


def test_undo_of_a_structure_while_training_gives_the_old_run_back_standing(desk):
    desk.session.play()
    desk.worker.work()
    desk.worker.train(10)
    desk.session.add_layer(0)
    desk.worker.work()
    assert desk.session.playing
    desk.undo()
    assert not desk.session.playing
    assert desk.session.state.step == 10


def test_what_the_worker_refuses_leaves_the_history(desk):
    desk.session.set_value(RATE, 0.02)
    desk.worker.work()
    desk.session.set_value("data.dataset", "penguins")
    desk.session.set_value("training.class_weights", (1.0, 2.0, 3.0, 4.0))
    desk.worker.work()
    assert desk.session.problem is not None
    assert "Learning rate 0.01 → 0.02" in desk.texts()
    assert not any("Class weights" in text for text in desk.texts())
    desk.undo_all()
    assert desk.session.value(RATE) == 0.01
    assert desk.session.value("data.dataset") == "spiral"


# Weights --------------------------------------------------------------------------------------


def test_an_edited_weight_goes_back_and_the_others_stay_as_trained(desk):
    before = float(desk.parameters[3])
    desk.session.edit_weight(3, 2.5)
    desk.worker.work()
    assert desk.parameters[3] == 2.5
    desk.worker.train(10)
    trained = desk.parameters.copy()
    desk.undo()
    assert desk.parameters[3] == np.float32(before)
    np.testing.assert_array_equal(np.delete(desk.parameters, 3), np.delete(trained, 3))
    desk.redo()
    assert desk.parameters[3] == 2.5


def test_a_dragged_weight_goes_back_to_where_the_drag_began(desk):
    before, gesture = float(desk.parameters[3]), object()
    for value in (0.1, 0.2, 0.3):
        desk.session.edit_weight(3, value, gesture)
        desk.worker.work()
        desk.worker.train(1)
    assert desk.texts() == ["Set a weight to 0.3"]
    desk.undo()
    assert desk.parameters[3] == np.float32(before)


def test_cut_links_stand_at_zero_until_that_is_undone(desk):
    before = desk.parameters.copy()
    desk.session.cut((0, 5))
    desk.worker.work()
    desk.worker.train(5)
    assert not desk.parameters[[0, 5]].any()
    assert desk.texts() == ["Cut 2 links"]
    desk.undo()
    np.testing.assert_array_equal(desk.parameters[[0, 5]], before[[0, 5]])
    assert desk.session.frozen == frozenset()
    desk.worker.train(1)
    assert desk.parameters[0] != before[0]


def test_frozen_weights(desk):
    desk.session.set_frozen({1, 2})
    desk.session.set_frozen({1})
    desk.worker.work()
    assert desk.texts() == ["Freeze 2 weights", "Let a weight move again"]
    desk.undo()
    assert desk.session.frozen == desk.session.state.frozen == {1, 2}
    desk.undo()
    assert desk.session.frozen == desk.session.state.frozen == frozenset()


@pytest.mark.parametrize(
    ("indices", "values"), [((999,), (1.0,)), ((0,), (float("nan"),)), ((0, 0), (1.0, 1.0))]
)
def test_weights_that_cannot_be_are_refused_before_anything_is_sent(desk, indices, values):
    assert not desk.session.edit_weights(indices, values)
    assert desk.session.problem is not None
    assert not desk.worker.sent(EditWeights)
    assert desk.stack.count() == 0


def test_edits_of_a_run_that_was_let_go_are_not_carried_into_another(desk):
    desk.session.edit_weight(3, 2.5)
    desk.worker.work()
    for _ in range(20):
        desk.session.reset()
        desk.worker.work()
    desk.undo_all()
    assert desk.worker.sent(RestoreWeights)
    fresh = new_session()[1]
    fresh.session.start()
    fresh.work()
    np.testing.assert_array_equal(desk.parameters, fresh.trainer.network.parameters)


def test_a_recalled_run_is_still_frozen(desk):
    desk.session.set_frozen({4})
    desk.session.reset()
    desk.worker.work()
    assert desk.session.frozen == desk.session.state.frozen == frozenset()
    desk.undo()
    assert desk.session.frozen == desk.session.state.frozen == {4}
    assert desk.worker.sent(Recall)


# The past -------------------------------------------------------------------------------------


def test_a_branch_is_an_edit_and_its_undo_brings_the_future_back(desk):
    desk.worker.train(60)
    old = desk.worker.trainer
    desk.session.seek(20)
    desk.worker.work()
    desk.session.branch()
    desk.worker.work()
    assert desk.texts() == ["Branch at update 20"]
    assert (desk.worker.trainer.step_count, len(desk.session.ghosts)) == (20, 1)
    desk.undo()
    assert desk.worker.trainer is old
    assert not desk.session.ghosts[:-1]
    desk.redo()
    assert desk.worker.trainer.step_count == 20


def test_a_change_in_the_past_branches_first(desk):
    desk.worker.train(60)
    desk.session.seek(20)
    desk.worker.work()
    desk.session.set_value(RATE, 0.5)
    desk.worker.work()
    assert desk.texts() == ["Branch at update 20", "Learning rate 0.01 → 0.5"]
    assert desk.worker.trainer.step_count == 20
    assert desk.worker.trainer.experiment.value(RATE) == 0.5
    desk.undo_all()
    assert desk.worker.trainer.step_count == 60
    assert desk.session.value(RATE) == 0.01


def test_undo_in_the_past_is_of_the_present(desk):
    desk.worker.train(30)
    desk.session.set_value(RATE, 0.5)
    desk.worker.work()
    desk.worker.train(30)
    desk.session.seek(10)
    desk.worker.work()
    assert desk.session.value(RATE) == 0.01  # as it was then
    assert desk.session.snapshot.step == 10
    desk.undo()
    assert not desk.session.state.past
    assert desk.worker.trainer.step_count == 60
    assert desk.worker.trainer.experiment.value(RATE) == 0.01
    desk.redo()
    assert desk.session.value(RATE) == 0.5


def test_a_restart_in_the_past_replaces_the_whole_run(desk):
    desk.worker.train(30)
    desk.session.seek(10)
    desk.worker.work()
    desk.session.reset()
    desk.worker.work()
    assert desk.texts() == ["Reset"]
    desk.undo()
    assert desk.worker.trainer.step_count == 30


# Everything ------------------------------------------------------------------------------------


def paint(session, dice, gesture):
    """Add some points, or take some away."""
    points = session.value("data.points")
    added = [[dice.uniform(-6, 6), dice.uniform(-6, 6), dice.randrange(3)] for _ in range(9)]
    fewer = len(points) > 40
    points = points.without(range(7)) if fewer else points.with_added(added)
    session.set_points(points, gesture)


def random_action(desk, dice):
    """Do one thing that a user may do."""
    session, count = desk.session, desk.session.parameter_count
    gesture = dice.choice([None, "one", "two"])
    settings = [
        (RATE, dice.choice([0.001, 0.02, 0.3])),
        ("training.l2", dice.choice([0.0, 0.01])),
        ("training.batch_size", dice.choice([4, 8, "all"])),
        ("training.optimizer", dice.choice([optimizers.SGD(), optimizers.Adam()])),
        ("training.epochs", dice.choice([5, 100])),
        ("model.dropout", dice.choice([0.0, 0.2])),
        ("data.noise", dice.choice([0.0, 0.4])),
        ("data.samples", dice.choice([32, 48, 64])),
        ("training.learning", 1),  # there is no such setting
    ]
    deeds = [
        *[lambda: session.set_value(*dice.choice(settings), gesture)] * 6,
        *[lambda: paint(session, dice, gesture)] * 3,
        lambda: session.choose("data.dataset", dice.choice(["xor", "moons", "circle"])),
        lambda: session.add_layer(0) if len(session.experiment.model.hidden) < 4 else None,
        lambda: session.remove_layer(0),
        lambda: session.set_neurons(0, dice.randint(1, 5), gesture),
        session.reset, session.new_luck, session.regenerate,
        lambda: session.open(Experiment().with_value("data.samples", 40)),
        *[lambda: session.edit_weight(dice.randrange(count), dice.random(), gesture)] * 2,
        lambda: session.set_frozen(dice.sample(range(count), 2)),
        lambda: session.cut([dice.randrange(count)]),
        session.play, session.pause, session.step_batch, session.step_epoch,
        *[lambda: session.seek(dice.randrange(session.tip_step + 1))] * 2,
        session.step_back, session.branch, session.return_to_now,
        *[desk.stack.undo] * 6, *[desk.stack.redo] * 3,
        lambda: desk.stack.setIndex(dice.randrange(desk.stack.count() + 1)),
    ]  # fmt: skip
    dice.choice(deeds)()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("prompt", [True, False], ids=["worker prompt", "worker slow"])
def test_400_random_actions_undone_leave_everything_as_it_was(qapp, caplog, seed, prompt):
    desk, dice = Desk(), random.Random(seed)
    first = desk.set_up()
    for _ in range(400):
        random_action(desk, dice)
        if prompt or dice.random() < 0.2:
            desk.worker.work()
            if desk.session.state.playing and not desk.session.state.past:
                desk.worker.train(dice.randrange(20))
    desk.undo_all()
    assert desk.set_up() == first
    assert desk.session.state.frozen == desk.session.frozen == frozenset()
    assert not desk.worker._loop._edits._before
    assert not caplog.records  # the worker has refused nothing
    desk.stack.setIndex(desk.stack.count())  # and all of it can be made again
    desk.worker.work()
    desk.undo_all()
    assert desk.set_up() == first


def test_the_list_goes_where_it_is_clicked(qtbot, desk):
    window = HistoryWindow(desk.history)
    qtbot.addWidget(window)
    for rate in (0.02, 0.03, 0.04):
        desk.session.set_value(RATE, rate)
    window.show()
    model = window.view.model()
    assert model.rowCount() == 4
    window.view.setCurrentIndex(model.index(1, 0))
    assert desk.session.value(RATE) == 0.02
    window.view.setCurrentIndex(model.index(0, 0))
    assert desk.session.value(RATE) == 0.01


def test_a_jump_through_the_list_is_told_to_the_screen_once(qtbot, desk):
    for number in range(50):
        desk.session.set_value("training.l2", (number + 1) / 1000)
    told = []
    desk.session.experiment_changed.connect(told.append)
    desk.stack.setIndex(0)
    assert desk.session.value("training.l2") == 0.0
    qtbot.waitUntil(lambda: bool(told))
    assert [experiment.training.l2 for experiment in told] == [0.0]
    desk.session.set_value("training.l2", 0.5)
    assert told[-1].training.l2 == 0.5


def test_the_history_holds_ten_thousand_edits(desk):
    assert desk.stack.undoLimit() == 10_000


def test_the_history_is_bounded(qapp, monkeypatch):
    monkeypatch.setattr("playground.undo.MOST_EDITS", 50)
    desk = Desk()
    for number in range(60):
        desk.session.set_value("training.l2", number / 1000 + 0.001)
    assert desk.stack.count() == 50
    assert not desk.worker.sent(Reset)[1:]


def test_points_in_the_history_are_bounded_in_bytes(desk, monkeypatch):
    rows = np.zeros((100, 3))
    monkeypatch.setattr("playground.undo.LARGEST_HISTORY", 10 * rows.nbytes)
    desk.session.set_points(PaintedPoints(rows))
    for number in range(11):
        desk.session.set_points(PaintedPoints(np.add(rows, [0.01 * (number + 1), 0.0, 0.0])))
    assert desk.stack.count() <= 7
    kept = desk.session.document
    desk.undo_all()
    assert desk.session.document.data.points != kept.data.points
    desk.stack.setIndex(desk.stack.count())
    assert desk.session.document == kept


def test_a_long_jump_lets_the_user_in(qtbot, desk, monkeypatch):
    monkeypatch.setattr("playground.undo.TURN_S", 0.0)
    told = []
    for number in range(55):
        desk.session.set_value("training.l2", (number + 1) / 1000)
    desk.session.experiment_changed.connect(told.append)
    desk.history.go_to(5)
    assert desk.history.travelling
    assert desk.stack.index() == 45
    qtbot.waitUntil(lambda: bool(told))
    assert desk.stack.index() == 5
    assert [experiment.training.l2 for experiment in told] == [0.005]


def test_what_is_set_during_a_jump_ends_it(qtbot, desk, monkeypatch):
    monkeypatch.setattr("playground.undo.TURN_S", 0.0)
    for number in range(55):
        desk.session.set_value("training.l2", (number + 1) / 1000)
    desk.history.go_to(5)
    desk.session.set_value("training.l1", 0.5)
    qtbot.waitUntil(lambda: not desk.history.travelling)
    assert desk.stack.index() == desk.stack.count() == 46
    assert desk.session.value("training.l2") == 0.045
