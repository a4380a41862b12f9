"""What a hand does to painted points, without a screen."""

import numpy as np
import pytest

from engine import Experiment, PaintedPoints
from engine.datasets.painted import MOST_POINTS
from playground.models.painting import PAINT_TOOLS, Painting, copied, copyable
from playground.models.session import Session
from playground.worker.commands import Change, Reset
from tests.helpers.instant_worker import InstantWorker

FOUR = PaintedPoints([[-3, 0, 0], [-1, 0, 0], [1, 0, 1], [3, 0, 1]])


def on_a_sheet(points=FOUR, **values):
    experiment = Experiment().with_values(
        {"data.dataset": "painted", "data.points": points, "model.hidden": (4,), **values}
    )
    worker = InstantWorker()
    worker.session = session = Session(worker.send, experiment)
    session.start()
    worker.work()
    return Painting(session), session, worker


def edits_of(session):
    made = []
    session.edit_made.connect(made.append)
    return made


def stroke(painting, *places):
    painting.begin(*places[0])
    for place in places[1:]:
        painting.go_on(*place)
    painting.end()


def test_a_brush_stroke_adds_points_under_its_way():
    painting, session, _ = on_a_sheet()
    painting.set_brush(label=1, radius=0.5, density=4)
    stroke(painting, (-4, 3), (4, 3))
    new = session.experiment.data.points.rows[4:]
    assert len(new) >= 4 * 8 / 0.5
    assert (new[:, 2] == 1).all()
    assert (abs(new[:, 1] - 3) <= 0.5).all()
    assert np.ptp(new[:, 0]) > 7
    assert session.experiment.data.points.rows[:4].tolist() == FOUR.rows.tolist()


def test_the_same_strokes_give_the_same_points():
    painted = []
    for _ in range(2):
        painting, session, _ = on_a_sheet()
        stroke(painting, (0, 0), (2, 2))
        stroke(painting, (0, 0), (2, 2))
        painted.append(session.experiment.data.points)
    assert painted[0] == painted[1]
    first, second = np.split(painted[0].rows[4:], 2)
    assert not np.array_equal(first, second)


def test_the_finest_brush_sets_a_point_exactly():
    painting, session, _ = on_a_sheet()
    painting.set_brush(radius=0.0, density=20)
    stroke(painting, (1.5, -2.5))
    assert session.experiment.data.points.rows[4:].tolist() == [[1.5, -2.5, 0.0]]


def test_nothing_is_painted_beside_the_sheet_and_nothing_beyond_the_limit():
    painting, session, _ = on_a_sheet(PaintedPoints(np.zeros((MOST_POINTS - 2, 3))))
    painting.set_brush(density=20)
    painting.begin(40.0, 0.0)
    painting.go_on(8.0, 0.0)
    assert len(painting.points) == MOST_POINTS - 2
    painting.go_on(0.0, 0.0)
    painting.end()
    assert len(session.experiment.data.points) == MOST_POINTS
    assert session.problem is None


def test_move_takes_what_is_under_the_brush_or_else_the_nearest():
    painting, session, _ = on_a_sheet()
    painting.set_brush(tool="move", radius=0.1)
    stroke(painting, (-1.3, 0.2), (-1.3, 2.2), (-0.3, 2.2))
    rows = session.experiment.data.points.rows
    np.testing.assert_allclose(rows[1], [0, 2, 0], atol=1e-12)
    assert rows[[0, 2, 3]].tolist() == FOUR.rows[[0, 2, 3]].tolist()
    painting.set_brush(radius=3.0)
    stroke(painting, (2, 0), (2, -40))
    np.testing.assert_allclose(session.experiment.data.points.rows[:, 1], [0, -6, -6, -6])


def test_relabel_and_erase_act_on_what_they_come_over():
    painting, session, _ = on_a_sheet()
    painting.set_brush(tool="relabel", label=1, radius=0.4)
    stroke(painting, (-4, 0), (0, 0))
    assert session.experiment.data.points.labels.tolist() == [1, 1, 1, 1]
    painting.set_brush(tool="erase")
    stroke(painting, (-2, 0), (2, 0))
    assert sorted(session.experiment.data.points.rows[:, 0].tolist()) == [-3, 3]
    painting.erase_all()
    assert len(session.experiment.data.points) == 0


def test_points_that_are_not_shown_are_left_alone():
    painting, session, _ = on_a_sheet(**{"data.test_fraction": 0.5})
    tests = painting.dataset().test_points
    assert 0 < len(tests) < 4
    painting.parts = ("train",)
    painting.set_brush(tool="erase", radius=3.0)
    stroke(painting, (-6, 0), (6, 0))
    left = session.experiment.data.points.coordinates
    assert sorted(left.tolist()) == sorted(tests.tolist())
    painting.parts = ()
    stroke(painting, (-6, 0), (6, 0))
    assert len(session.experiment.data.points) == len(tests)


@pytest.mark.parametrize("tool", PAINT_TOOLS)
def test_a_stroke_in_pieces_is_one_entry_and_is_taken_back_as_one(tool):
    painting, session, worker = on_a_sheet()
    made = edits_of(session)
    painting.set_brush(tool=tool, label=1)
    painting.begin(-3, 0)
    for x in np.linspace(-3, 3, 9)[1:]:
        painting.go_on(float(x), 0.0)
        painting.send()
    painting.end()
    assert len(made) > 1
    first = made[0]
    assert all(first.merge(later) for later in made[1:])
    session.undo(first)
    assert session.experiment.data.points == FOUR
    worker.work()
    assert len(worker.sent(Reset)) == 1
    assert worker.trainer.experiment.data.points == FOUR


def test_the_next_stroke_is_an_entry_of_its_own():
    painting, session, _ = on_a_sheet()
    made = edits_of(session)
    painting.set_brush(density=6)
    stroke(painting, (0, 0))
    stroke(painting, (0, 0))
    assert [str(edit.text) for edit in made] == ["Paint 6 points"] * 2
    assert not made[0].merge(made[1])


def test_a_stroke_that_does_nothing_is_no_entry():
    painting, session, worker = on_a_sheet()
    made = edits_of(session)
    painting.set_brush(tool="erase", radius=0.5)
    stroke(painting, (0, 5), (4, 5))
    painting.set_brush(tool="move")
    stroke(painting, (0, 5), (4, 5))
    assert not made
    assert not worker.sent(Change)


def test_the_run_goes_on_with_what_was_painted():
    painting, session, worker = on_a_sheet()
    worker.train(20)
    painting.begin(0, 3)
    painting.go_on(5, 3)
    assert painting.waiting
    assert painting.stroking
    assert len(session.experiment.data.points) == 4
    painting.send()
    worker.work()
    worker.train(10)
    assert session.snapshot.step == 30
    assert len(worker.sent(Reset)) == 1
    shown = len(session.data.train_points) + len(session.data.test_points)
    assert shown == len(painting.points) > 4
    painting.end()
    assert not painting.stroking


def test_an_undo_in_the_middle_ends_the_stroke():
    painting, session, _ = on_a_sheet()
    made = edits_of(session)
    stroke(painting, (0, 3))
    painting.begin(0, -3)
    painting.go_on(4, -3)
    told = []
    painting.points_changed.connect(told.append)
    session.undo(made[0])
    assert not painting.stroking
    assert told == [FOUR]
    painting.go_on(0, -3)
    painting.end()
    assert session.experiment.data.points == FOUR


def test_painting_on_moves_no_point_to_the_other_part():
    painting, _, worker = on_a_sheet(**{"data.test_fraction": 0.3})
    stroke(painting, (-5, 3), (5, 3))
    before = painting.dataset()
    stroke(painting, (-5, -3), (5, -3))
    after = painting.dataset()
    for name in ("train_points", "test_points"):
        old, new = getattr(before, name), getattr(after, name)
        assert new[: len(old)].tolist() == old.tolist()
    worker.work()
    assert worker.trainer.dataset.train_points.tolist() == after.train_points.tolist()


def test_only_painted_data_are_painted_on():
    painting, session, _ = on_a_sheet()
    session.choose("data.dataset", "xor")
    stroke(painting, (0, 0))
    assert not painting.possible
    assert session.experiment.data.points == FOUR


def test_the_present_points_become_painted_ones():
    painting, session, worker = on_a_sheet()
    session.choose("data.dataset", "blobs")
    session.set_values({"data.label_noise": 0.5, "data.noise": 2.0, "data.samples": 90})
    data = session.experiment.data
    assert copyable(data)
    assert session.set_points(copied(data))
    worker.work()
    assert painting.possible
    points = session.experiment.data.points
    assert len(points) == 90
    assert painting.classes == points.classes
    assert not copyable(session.experiment.data)


def test_there_are_up_to_six_classes():
    painting, session, worker = on_a_sheet()
    for _ in range(6):
        painting.add_class()
        worker.work()
    assert painting.classes == 6
    assert session.problem is None
    painting.set_brush(label=5)
    stroke(painting, (0, 0))
    assert session.experiment.data.points.classes == 6
