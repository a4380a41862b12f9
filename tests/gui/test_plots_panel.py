"""The plots through real clicks and keys, with a worker that obeys at once."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from engine.progress import Stretch
from playground.panels.axis import UNITS, RunClock
from playground.panels.plots_panel import LOSS, R2, SCORE, PlotsPanel
from playground.worker.events import Points
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def click(qtbot, widget, place=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def segment(field, choice):
    return field.button(choice)


# The axis ----------------------------------------------------------------------------------


@pytest.fixture
def clock():
    stretches = (Stretch(0, 0, 0, 10, 100), Stretch(10, 1, 100, 50, 100))
    seconds = (np.array([0, 10, 20]), np.array([0.0, 2.0, 10.0]))
    return RunClock(Points(1, 20, {}, {}, (), clock=seconds, stretches=stretches))


def test_clock_bends_where_the_batch_size_changed(clock):
    assert clock.at([0, 5, 10, 12, 16], "epochs").tolist() == [0.0, 0.5, 1.0, 2.0, 4.0]
    assert clock.at([5, 16], "samples").tolist() == [50.0, 400.0]
    assert clock.at([5, 15], "seconds").tolist() == [1.0, 6.0]
    assert clock.per_epoch == 2


def test_what_is_to_come_goes_on_at_the_last_pace(clock):
    assert clock.at(100, "epochs") == 46.0
    assert clock.at(100, "samples") == 4600.0
    assert clock.at(40, "seconds") == 20.0


@pytest.mark.parametrize("unit", UNITS)
def test_places_lead_back_to_their_updates(clock, unit):
    for step in (0.0, 7.0, 10.0, 13.5, 80.0):
        assert clock.updates(float(clock.at(step, unit)), unit) == pytest.approx(step)


def test_an_axis_without_any_progress_is_finite():
    clock = RunClock(Points(1, 0, {}, {}, ()))
    for unit in UNITS:
        assert np.isfinite(clock.at([0, 5], unit)).all()
        assert math.isfinite(clock.updates(3.0, unit))


# Plots -------------------------------------------------------------------------------------


def test_the_plot_in_front_is_fed(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    panel = bench.panel
    bench.worker.train(40)
    loss, score = panel.plot(LOSS), panel.plot(SCORE)
    assert len(loss._curves["batch"].data) == 40
    assert len(score._curves["train"].data) == 0
    click(qtbot, panel.tabs, panel.tabs.tabRect(SCORE).center())
    assert panel.stack.currentWidget() is score
    assert len(score._curves["train"].data) > 0


def test_regression_has_r2_behind_the_score_tab(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300), data__dataset="plane")
    click(qtbot, bench.panel.tabs, bench.panel.tabs.tabRect(SCORE).center())
    assert bench.panel.tabs.tabText(SCORE) == "R²"
    assert bench.panel.stack.currentWidget() is bench.panel.plot(R2)
    bench.session.choose("data.dataset", "xor")
    bench.worker.work()
    assert bench.panel.tabs.tabText(SCORE) == "Accuracy"
    assert bench.panel.stack.currentWidget() is bench.panel.plot(SCORE)


def test_axis_counts_epochs_updates_samples_or_seconds(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    bench.worker.train(40)
    field = bench.find("plots.x_axis")
    ends = {}
    for axis in ("updates", "samples", "seconds", "epochs"):
        click(qtbot, segment(field, axis))
        assert bench.session.view.x_axis == axis
        ends[axis] = float(bench.panel.plot(LOSS)._curves["batch"].data.x[-1])
    assert ends["updates"] in (39.0, 40.0)
    assert ends["samples"] == pytest.approx(ends["epochs"] * 32)
    assert ends["seconds"] == pytest.approx(bench.session.points.clock[1][-1])


def test_log_scale_is_part_of_the_view(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    click(qtbot, bench.panel.plot(LOSS).log_button)
    assert bench.session.view.log_loss
    bench.session.set_view(log_loss=False)
    assert not bench.panel.plot(LOSS).log_button.isChecked()


def test_changes_in_mid_run_are_marked(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    told = []
    bench.panel.plot(LOSS).set_marks = told.append
    bench.worker.train(12)
    bench.session.set_value("training.batch_size", 16)
    bench.worker.work()
    bench.worker.train(6)
    (mark,) = bench.session.points.marks
    assert (mark.step, mark.text) == (12, "batch_size 16")
    assert told[-1] == [(3.0, "Batch size 16")]
    clock = RunClock(bench.session.points)
    assert clock.at([12, 14], "epochs").tolist() == [3.0, 4.0]


def test_of_a_dragged_slider_one_mark_is_left(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    told = []
    bench.panel.plot(LOSS).set_marks = told.append
    rate = "training.optimizer.learning_rate"
    bench.session.set_value(rate, 0.09)  # before the run has begun: no change in mid-run
    bench.worker.work()
    for start, rates in ((600, (0.02, 0.03, 0.04)), (300, (0.05, 0.06))):
        bench.worker.train(start)
        for value in rates:
            bench.session.set_value(rate, value)
            bench.worker.work()
            bench.worker.train(2)
    bench.session.set_value("training.l2", 0.001)
    bench.worker.work()
    texts = [text for _, text in told[-1]]
    assert texts == ["Learning rate 0.04", "Learning rate 0.06", "L2 0.001"]


def test_chance_line_follows_task_and_loss(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    levels = []
    plot = bench.panel.plot(LOSS)
    plot.set_level = lambda y, text="": levels.append(y)
    bench.session.choose("data.dataset", "pinwheel")
    bench.worker.work()
    bench.session.choose("training.loss", "mean_squared_error")
    assert levels[0] == pytest.approx(math.log(2))
    assert math.log(3) in [pytest.approx(level) for level in levels if level]
    assert levels[-1] is None


def test_pointing_at_the_plot_reads_it(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    bench.worker.train(40)
    plot = bench.panel.plot(LOSS)
    qtbot.waitUntil(lambda: not plot._outdated)
    canvas = plot.canvas
    qtbot.mouseMove(canvas.viewport, QPoint(canvas.width() // 2, canvas.height() // 2))
    qtbot.waitUntil(plot.readout.isVisible)
    assert "train" in plot.readout.text()
