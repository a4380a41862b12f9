"""The schedule editor: its curves, and its handles by mouse and by keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine import schedules
from playground.panels.axis import UNITS, RunClock
from playground.panels.plots_panel import LOSS, RATE, PlotsPanel
from playground.panels.schedule_editor import FUTURE
from playground.panels.schedule_editor import RATE as PRESENT
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

EACH = [pytest.param(cls(), id=cls.id) for cls in schedules.registry]
BENDABLE = [param for param in EACH if param.values[0].handles(100.0)]
RUNNING = 40  # epochs of the runs below
LEFT = Qt.MouseButton.LeftButton


def open_editor(qtbot, schedule, size=(900, 360), steps=0):
    values = {"training__schedule": schedule, "training__epochs": RUNNING}
    bench = open_panel(qtbot, PlotsPanel, size=size, **values)
    bench.panel.tabs.setCurrentIndex(RATE)
    if steps:
        bench.worker.train(steps)
    editor = bench.panel.plot(RATE)
    settled(qtbot, editor)
    return bench, editor


def settled(qtbot, plot):
    qtbot.waitUntil(lambda: not plot._outdated)


def drag(qtbot, editor, handle_id, by):
    """Drag a handle by some pixels, in three moves."""
    knob = editor.handles[handle_id]
    viewport = editor.canvas.viewport
    start = knob.mapTo(viewport, knob.rect().center())
    qtbot.mousePress(knob, LEFT, pos=knob.rect().center())
    for share in (0.3, 0.7, 1.0):
        place = start + QPoint(round(by[0] * share), round(by[1] * share))
        QTest.mouseMove(knob, knob.mapFrom(viewport, place))
    qtbot.mouseRelease(knob, LEFT, pos=knob.rect().center())
    return editor.canvas.point_at((start + QPoint(*by)).toPointF())


def planned(editor, step):
    plan = editor._plan
    return float(plan.rates(np.array([step]))[0])


# The curves --------------------------------------------------------------------------------


@pytest.mark.parametrize("schedule", EACH)
def test_past_and_future_make_one_curve(qtbot, schedule):
    bench, editor = open_editor(qtbot, schedule, steps=60)
    rates = bench.worker.trainer.history.batches.curve("learning_rate")
    past, future = editor._curves["rate"].data, editor._curves[FUTURE].data
    assert past.mean.tolist() == rates.mean.tolist()
    assert past.x[-1] == (60 - 1) / 4
    assert future.x[0] == 60 / 4
    assert future.x[-1] == pytest.approx(RUNNING)
    assert editor._curves[FUTURE].style.dashed
    bench.worker.train(40)  # what was to come has come
    done = bench.worker.trainer.history.batches.curve("learning_rate")
    for step in (61, 80, 100):
        wanted = float(np.interp((step - 1) / 4, future.x, future.mean))
        assert done.mean[step - 1] == pytest.approx(wanted, rel=0.03, abs=1e-4)


@pytest.mark.parametrize("unit", UNITS)
def test_the_future_lies_on_every_axis(qtbot, unit):
    bench, editor = open_editor(qtbot, schedules.Cosine(), steps=60)
    bench.session.set_view(x_axis=unit)
    clock = RunClock(bench.session.points)
    future = editor._curves[FUTURE].data
    assert future.x[0] == pytest.approx(float(clock.at(60, unit)))
    assert future.x[-1] == pytest.approx(float(clock.at(RUNNING * 4, unit)))
    assert np.all(np.diff(future.x) > 0)


def test_after_the_end_nothing_is_to_come(qtbot):
    bench, editor = open_editor(qtbot, schedules.Cosine(), steps=RUNNING * 4)
    assert len(editor._curves[FUTURE].data) == 0
    bench.session.set_value("training.epochs", 2 * RUNNING)
    assert editor._curves[FUTURE].data.x[-1] == pytest.approx(2 * RUNNING)


def test_a_plateau_lowers_the_future(qtbot):
    rule = schedules.ReduceOnPlateau(factor=0.5, patience=0, threshold=0.9)
    bench, editor = open_editor(qtbot, rule, steps=24)
    last = bench.worker.trainer.history.batches.curve("learning_rate").mean[-1]
    future = editor._curves[FUTURE].data
    assert 0 < last < bench.session.value("training.optimizer.learning_rate")
    share = bench.worker.trainer.watches.rate_share
    rate = bench.session.value("training.optimizer.learning_rate")
    assert future.mean == pytest.approx(np.full(len(future), rate * share))


# The handles -------------------------------------------------------------------------------


@pytest.mark.parametrize("schedule", BENDABLE)
def test_a_dragged_handle_bends_the_curve_through_the_mouse(qtbot, schedule):
    bench, editor = open_editor(qtbot, schedule)
    rate = bench.session.value("training.optimizer.learning_rate")
    bent = 0
    for handle in schedule.handles(RUNNING, 0.25):
        name = handle.along or handle.up
        if not editor.handles[name].isVisible():
            continue
        before = bench.session.value("training.schedule")
        heading = 1 if handle.factor < 0.5 else -1
        by = (40 if handle.along else 0, -heading * 25 if handle.up else 0)
        there = drag(qtbot, editor, name, by)
        after = bench.session.experiment.training.schedule
        assert after != before
        bent += 1
        step = there.x() * 4 if handle.along else handle.epoch * 4
        height = there.y() if handle.up else rate * handle.factor
        if name == "final_div_factor":  # it never ends higher than it began
            height = min(height, rate / schedule.div_factor)
        slack = 0.02 * rate  # digits of the parameter, and whole pixels
        near = [planned(editor, max(step + shift, 0.0)) for shift in (-0.6, 0.0, 0.6)]
        assert min(near) - slack <= height <= max(near) + slack
        bench.session.set_value("training.schedule", schedule)
        settled(qtbot, editor)
    assert bent


@pytest.mark.parametrize("schedule", BENDABLE)
def test_arrow_keys_bend_the_curve(qtbot, schedule):
    bench, editor = open_editor(qtbot, schedule)
    bent = set()
    for handle in schedule.handles(RUNNING, 0.25):
        knob = editor.handles[handle.along or handle.up]
        if not knob.isVisible():
            continue
        for name, keys in (
            (handle.along, (Qt.Key.Key_Right, Qt.Key.Key_Left)),
            (handle.up, (Qt.Key.Key_Up, Qt.Key.Key_Down)),
        ):
            for key in keys if name else ():
                before = getattr(bench.session.experiment.training.schedule, name)
                knob = editor.handles[handle.along or handle.up]
                knob.setFocus()
                qtbot.keyClick(knob, key, Qt.KeyboardModifier.ShiftModifier)
                if getattr(bench.session.experiment.training.schedule, name) != before:
                    bent.add(name)
                settled(qtbot, editor)
    assert bent


def test_a_drag_is_one_entry_of_the_history(qtbot):
    bench, editor = open_editor(qtbot, schedules.Step(every=10.0, factor=0.5))
    told = []
    bench.session.edit_made.connect(told.append)
    drag(qtbot, editor, "every", (60, 20))
    assert len(told) == 3
    assert len({id(edit.gesture) for edit in told}) == 1
    drag(qtbot, editor, "every", (20, 0))
    assert told[-1].gesture is not told[0].gesture


def test_what_a_handle_sets_has_few_digits(qtbot):
    bench, editor = open_editor(qtbot, schedules.Step(every=10.0, factor=0.5))
    drag(qtbot, editor, "every", (37, 13))
    rule = bench.session.experiment.training.schedule
    assert rule.every == float(f"{rule.every:.3g}") != 10.0
    assert rule.factor == float(f"{rule.factor:.3g}") != 0.5


def test_a_change_by_hand_is_live(qtbot):
    bench, editor = open_editor(qtbot, schedules.Cosine(), steps=20)
    drag(qtbot, editor, "last", (0, -60))
    bench.worker.work()
    assert bench.worker.trainer.step_count == 20
    last = bench.worker.trainer.experiment.training.schedule.last
    assert last == bench.session.value("training.schedule.last") > 0.1


def test_the_present_moves_the_rate_itself(qtbot):
    bench, editor = open_editor(qtbot, schedules.Constant(), steps=60)
    assert editor.handles.ids == (PRESENT,)
    there = drag(qtbot, editor, PRESENT, (30, 25))
    rate = bench.session.value("training.optimizer.learning_rate")
    assert rate == pytest.approx(there.y(), rel=0.01)
    knob = editor.handles[PRESENT]
    knob.setFocus()
    qtbot.keyClick(knob, Qt.Key.Key_Down)
    assert bench.session.value("training.optimizer.learning_rate") < rate


def test_handles_work_on_a_logarithmic_scale(qtbot):
    bench, editor = open_editor(qtbot, schedules.OneCycle())
    qtbot.mouseClick(editor.log_button, LEFT)
    settled(qtbot, editor)
    there = drag(qtbot, editor, "final_div_factor", (0, -40))
    rule = bench.session.experiment.training.schedule
    rate = bench.session.value("training.optimizer.learning_rate")
    assert rate / rule.div_factor / rule.final_div_factor == pytest.approx(
        10.0 ** there.y(), rel=0.02
    )


def test_handles_have_names_and_values(qtbot):
    bench, editor = open_editor(qtbot, schedules.WarmupCosine(warmup=10.0, last=0.25))
    names = [editor.handles[each].accessibleName() for each in editor.handles.ids]
    assert names == ["First 0.01", "Warm-up 10 epochs", "Last 0.25"]
    for handle_id in editor.handles.ids:
        knob = editor.handles[handle_id]
        assert knob.accessibleDescription().endswith(".")
        assert knob.toolTip()
        assert knob.objectName() == f"plot_rate.{handle_id}"
    bench.session.set_value("training.schedule.warmup", 20.0)
    assert editor.handles["warmup"].accessibleName() == "Warm-up 20 epochs"


def test_a_drag_tells_its_value(qtbot):
    _, editor = open_editor(qtbot, schedules.Cosine())
    knob = editor.handles["last"]
    qtbot.mousePress(knob, LEFT, pos=knob.rect().center())
    QTest.mouseMove(knob, knob.rect().center() - QPoint(0, 50))
    assert editor.readout.isVisible()
    assert knob.handle.label in editor.readout.text()
    qtbot.mouseRelease(knob, LEFT, pos=knob.rect().center())
    assert not editor.readout.isVisible()


def test_handles_stay_on_their_points_when_the_window_grows(qtbot):
    bench, editor = open_editor(qtbot, schedules.WarmupCosine(warmup=10.0))
    for size in ((1200, 500), (600, 300)):
        bench.panel.resize(*size)
        knob = editor.handles["warmup"]
        qtbot.waitUntil(lambda size=size: editor.width() > size[0] - 60 or size[0] < 700)

        def distance(knob=knob):
            place = editor.canvas.place_of(knob.handle.x, knob.handle.y)
            return (knob.geometry().center() - place.toPoint()).manhattanLength()

        qtbot.waitUntil(lambda distance=distance: distance() <= 2)


def test_handles_out_of_sight_are_hidden(qtbot):
    _, editor = open_editor(qtbot, schedules.WarmupCosine(warmup=4.0))
    editor.canvas.set_range(x=(10.0, 60.0))
    assert not editor.handles["warmup"].isVisible()
    assert editor.handles["last"].isVisible()


def test_another_schedule_has_other_handles(qtbot):
    bench, editor = open_editor(qtbot, schedules.Step(every=10.0))
    assert editor.handles.ids[0] == "every"
    bench.session.choose("training.schedule", "cosine")
    assert set(editor.handles.ids) == {"last", PRESENT}


# Below the loss ----------------------------------------------------------------------------


@pytest.fixture
def pair(qtbot):
    """Return a panel with the schedule below the loss, after 15 epochs."""
    bench = open_panel(
        qtbot, PlotsPanel, size=(900, 420),
        training__schedule=schedules.Step(every=8.0, factor=0.5),
    )  # fmt: skip
    bench.worker.train(60)
    bench.panel.beside_menu.entry("schedule").trigger()
    below = bench.panel._below
    qtbot.waitUntil(below.isVisible)
    settled(qtbot, bench.panel.plot(LOSS))
    settled(qtbot, below)
    return bench, bench.panel.plot(LOSS), below


def test_the_schedule_below_shares_the_axis_of_the_loss(pair, qtbot):
    bench, loss, below = pair
    assert below.canvas.shown()[0] == loss.canvas.shown()[0] == (0.0, 25.0)  # ten epochs ahead
    assert below._curves[FUTURE].data.x[-1] == pytest.approx(25.0)
    for x in (0.0, 10.0, 20.0):
        qtbot.waitUntil(
            lambda x=x: abs(below.canvas.place_of(x, 0).x() - loss.canvas.place_of(x, 0).x()) < 1.5
        )
    bench.worker.train(100)
    settled(qtbot, loss)
    settled(qtbot, below)
    assert below.canvas.shown()[0] == loss.canvas.shown()[0]


def test_the_schedule_below_shares_the_cursor(pair, qtbot):
    _, loss, below = pair
    loss.move_cursor(6.0)
    assert below._marks.cursor_place == 6.0
    below.move_cursor(9.0)
    assert loss._marks.cursor_place == 9.0
    assert "test" in loss.readout.text()


def test_the_schedule_below_is_bent_too(pair, qtbot):
    bench, _, below = pair
    drag(qtbot, below, "every", (40, 0))
    assert bench.session.value("training.schedule.every") > 8.0


def test_the_schedule_below_can_be_put_away(pair, qtbot):
    bench, loss, below = pair
    bench.panel.beside_menu.entry("schedule").trigger()
    assert not below.isVisible()
    settled(qtbot, loss)
    assert loss.canvas.shown()[0][1] == pytest.approx(15.0)
