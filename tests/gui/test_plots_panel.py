"""The plots through real clicks and keys, with a worker that obeys at once."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from engine import EarlyStopping
from engine.progress import Stretch
from playground.panels.axis import UNITS, RunClock
from playground.panels.plots_panel import GRADIENT, LOSS, R2, RATE, SCORE, PlotsPanel
from playground.theme import Theme
from playground.widgets.ghost_entry import GhostEntry
from playground.worker.events import Points
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def click(qtbot, widget, place=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def choose(qtbot, field, choice):
    field.setFocus()
    while field.value != choice:
        step = 1 if field.findData(choice) > field.currentIndex() else -1
        qtbot.keyClick(field, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)


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
    assert panel.shown == (SCORE,)
    assert score.isVisible()
    assert not loss.isVisible()
    assert len(score._curves["train"].data) > 0


def test_regression_has_r2_behind_the_score_tab(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300), data__dataset="plane")
    click(qtbot, bench.panel.tabs, bench.panel.tabs.tabRect(SCORE).center())
    assert bench.panel.tabs.tabText(SCORE) == "R²"
    assert bench.panel.shown == (R2,)
    bench.session.choose("data.dataset", "xor")
    bench.worker.work()
    assert bench.panel.tabs.tabText(SCORE) == "Accuracy"
    assert bench.panel.shown == (SCORE,)


def test_axis_counts_epochs_updates_samples_or_seconds(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(800, 300))
    bench.worker.train(40)
    field = bench.find("plots.x_axis")
    ends = {}
    for axis in ("updates", "samples", "seconds", "epochs"):
        choose(qtbot, field, axis)
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


# Smoothing, several plots, the shared cursor -----------------------------------------------


def show_beside(qtbot, panel, *names):
    """Choose plots in the list of the button, with the mouse."""
    menu = panel.beside_menu.list
    click(qtbot, panel.beside_menu)
    qtbot.waitUntil(menu.isVisible)
    for name in names:
        place = menu.actionGeometry(panel.beside_menu.entry(name)).center()
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    menu.close()


def settled(qtbot, panel):
    plots = [panel.plot(number) for number in panel.shown]
    qtbot.waitUntil(lambda: not any(plot._outdated for plot in plots))


def test_up_to_three_plots_stand_side_by_side(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    bench.worker.train(40)
    show_beside(qtbot, panel, "rate", "accuracy")
    assert panel.shown == (LOSS, SCORE, RATE)
    lefts = [panel.plot(number).mapTo(panel, QPoint()).x() for number in panel.shown]
    assert lefts == sorted(set(lefts))
    assert len(panel.plot(RATE)._curves["rate"].data) == 40
    show_beside(qtbot, panel, "gradient")  # the one chosen first makes room
    assert panel.shown == (LOSS, SCORE, GRADIENT)
    assert not panel.plot(RATE).isVisible()
    panel.resize(500, 300)  # room for two
    qtbot.waitUntil(lambda: panel.shown == (LOSS, SCORE))
    assert not panel.plot(GRADIENT).isVisible()
    panel.resize(900, 300)
    qtbot.waitUntil(panel.plot(GRADIENT).isVisible)
    show_beside(qtbot, panel, "gradient", "accuracy")
    assert panel.shown == (LOSS,)


def all_painted():
    for _ in range(5):  # timers ask for paints, which may ask for more
        QApplication.processEvents()


class Paints(QObject):
    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_new_curves_are_painted_once_in_each_plot(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    show_beside(qtbot, panel, "rate", "accuracy", "schedule")
    bench.worker.train(40)
    all_painted()
    paints = [Paints(plot.canvas.viewport) for plot in panel._plots_in_sight()]
    for round_ in (1, 2, 3):
        bench.worker.train(40)
        all_painted()
        assert [each.count for each in paints] == 4 * [round_]


def test_a_plot_out_of_sight_is_not_fed(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    show_beside(qtbot, panel, "rate")
    show_beside(qtbot, panel, "rate")
    bench.worker.train(40)
    assert len(panel.plot(RATE)._curves["rate"].data) == 0
    panel.hide()
    bench.worker.train(40)
    assert len(panel.plot(LOSS)._curves["batch"].data) == 40


def test_one_cursor_reads_all_plots_at_the_same_place(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    bench.worker.train(64)
    bench.session.set_view(x_axis="updates")
    show_beside(qtbot, panel, "accuracy", "rate")
    settled(qtbot, panel)
    loss = panel.plot(LOSS)
    with qtbot.waitSignal(loss.hovered) as blocker:
        qtbot.mouseMove(loss.canvas.viewport, loss.canvas.place_of(20.0, 0.6).toPoint())
    x = blocker.args[0].x
    history = bench.worker.trainer.history
    for number in panel.shown:
        assert panel.plot(number)._marks.cursor_place == x
        assert panel.plot(number).readout.isVisible()
    evaluations = history.evaluations.curves()
    nearest = int(np.argmin(np.abs(evaluations["epoch"].step - x)))
    wanted = {
        "train": evaluations["train_loss"].mean[nearest],
        "test": evaluations["test_loss"].mean[nearest],
        "batch": history.batches.curve("loss").mean[round(x) - 1],
    }
    assert blocker.args[0].values == pytest.approx(wanted)
    accuracy = evaluations["test_accuracy"].mean[nearest]
    assert f"<b>{accuracy:.4g}</b>" in panel.plot(SCORE).readout.text()
    with qtbot.waitSignal(loss.hovered):
        qtbot.mouseMove(loss.canvas.viewport, QPoint(1, 1))
    assert not any(panel.plot(number).readout.isVisible() for number in panel.shown)


def test_the_slider_smooths_the_curves(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    bench.worker.train(64)
    entry = bench.find("plots.smoothing").entry
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, "0.9")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert bench.session.view.smoothing == 0.9
    settled(qtbot, panel)
    losses = bench.session.points.batches["loss"].mean
    weights = 0.1 * 0.9 ** np.arange(len(losses))[::-1]
    last = float(panel.plot(LOSS)._curves["batch"].smooth.mean[-1])
    assert last == pytest.approx(float(weights @ losses) / (1.0 - 0.9 ** len(losses)))
    click(qtbot, panel.tabs, panel.tabs.tabRect(GRADIENT).center())
    assert panel.plot(GRADIENT)._curves["norm"].is_smoothed
    bench.session.set_view(smoothing=0.0)
    assert bench.find("plots.smoothing").value == 0.0


# What the plots tell -----------------------------------------------------------------------


def test_the_flag_stands_at_the_lowest_test_loss(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    bench.session.set_value("training.optimizer.learning_rate", 0.3)  # so that it goes up again
    bench.worker.work()
    bench.worker.train(160)
    losses = bench.session.points.evaluations["test_loss"]
    best = int(np.argmin(losses.mean))
    assert 0 < best < len(losses.mean) - 1
    x, y, text = panel.plot(LOSS)._labels.flag
    assert (x, y) == (losses.step[best] / 4, losses.mean[best])
    assert f"epoch {best}" in text
    assert text in panel.plot(LOSS).accessibleDescription()
    click(qtbot, panel.tabs, panel.tabs.tabRect(SCORE).center())
    accuracy = bench.session.points.evaluations["test_accuracy"].mean[best]
    assert panel.plot(SCORE)._labels.flag[:2] == (x, accuracy)


def test_before_anything_is_learned_there_is_no_flag(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    assert bench.panel.plot(LOSS)._labels.flag is None
    bench.worker.train(2)
    assert bench.panel.plot(LOSS)._labels.flag is None


def test_patience_is_shown_while_early_stopping_watches(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    patience = bench.panel.patience
    bench.worker.train(8)
    assert patience.isHidden()
    rule = EarlyStopping(patience=40, min_delta=0.05)
    bench.session.set_value("training.early_stopping", rule)
    bench.worker.work()
    bench.worker.train(80)
    assert patience.isVisible()
    trainer = bench.worker.trainer
    waited = trainer.epoch - int(trainer.watches.stopping.best_epoch)
    assert 0 < waited < 40
    assert (patience.bar.value(), patience.bar.maximum()) == (waited, 40)
    assert f"{waited} of 40" in patience.label.text()
    bench.session.set_value("training.early_stopping", None)
    bench.worker.work()
    assert patience.isHidden()


def test_each_layer_has_its_gradient(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    panel = bench.panel
    click(qtbot, panel.tabs, panel.tabs.tabRect(GRADIENT).center())
    bench.worker.train(60)
    plot, history = panel.plot(GRADIENT), bench.worker.trainer.history
    layers = [name for name in plot._curves if name.startswith("layer")]
    assert layers == ["layer_0", "layer_1", "layer_2"]
    for number, name in enumerate(layers, start=1):
        own = history.layer_gradients.curve(f"layer_{number}")
        assert plot._curves[name].data.mean.tolist() == own.mean.tolist()
    assert plot.legend["layer_2"].text() == "output"
    colours = [plot._curves[name].style.of(panel.theme.view_colours()).name() for name in layers]
    assert len(set(colours)) == 3
    bench.session.add_layer(0)
    bench.worker.work()
    bench.worker.train(20)
    assert "layer_3" in plot.legend
    assert plot.legend["layer_2"].text() == "layer 3"


# Former runs -------------------------------------------------------------------------------


@pytest.fixture
def compared(qtbot):
    """Return a panel with one former run."""
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    bench.worker.train(40)
    bench.session.reset()
    bench.worker.work()
    bench.worker.train(20)
    (ghost,) = bench.session.ghosts
    return bench, bench.panel.findChild(GhostEntry, f"ghost_{ghost.id}"), ghost


def test_a_former_run_stays_as_dashed_curves(compared, qtbot):
    bench, entry, ghost = compared
    plot = bench.panel.plot(LOSS)
    curve = plot._curves[f"ghost_{ghost.id}_test"]
    assert curve.style.dashed
    assert curve.data.mean.tolist() == ghost.points.evaluations["test_loss"].mean.tolist()
    assert curve.data.x[-1] == 10.0
    assert entry.isVisible()
    assert entry.text() == "Run 1"
    settled(qtbot, bench.panel)
    assert [label.text for label in plot._labels._labels] == ["Run 1"]
    assert "Run 1, test" in (plot.show_cursor(8.0) and plot.readout.text())


def test_a_former_run_is_hidden_and_shown_by_a_click(compared, qtbot):
    bench, entry, ghost = compared
    plot = bench.panel.plot(LOSS)
    click(qtbot, entry)
    assert not bench.session.ghosts[0].visible
    assert f"ghost_{ghost.id}_test" not in plot._curves
    qtbot.keyClick(entry, Qt.Key.Key_Space)
    assert bench.session.ghosts[0].visible
    assert f"ghost_{ghost.id}_test" in plot._curves


def test_a_former_run_is_renamed_by_its_key(compared, qtbot):
    bench, entry, _ = compared
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_F2)
    dialog = bench.panel.findChild(QInputDialog, "rename_ghost")
    qtbot.waitUntil(dialog.isVisible)
    line = dialog.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "without luck")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert bench.session.ghosts[0].name == "without luck"
    assert entry.text() == entry.accessibleName() == "without luck"
    settled(qtbot, bench.panel)
    assert [label.text for label in bench.panel.plot(LOSS)._labels._labels] == ["without luck"]


def test_a_double_click_renames_and_hides_nothing(compared, qtbot):
    bench, entry, _ = compared
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(entry, Qt.MouseButton.LeftButton)
    dialog = bench.panel.findChild(QInputDialog, "rename_ghost")
    qtbot.waitUntil(dialog.isVisible)
    assert bench.session.ghosts[0].visible
    dialog.reject()


def test_a_former_run_is_removed_by_its_key(compared, qtbot):
    bench, entry, ghost = compared
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Delete)
    assert bench.session.ghosts == ()
    assert entry.isHidden()
    assert f"ghost_{ghost.id}_test" not in bench.panel.plot(LOSS)._curves


def test_the_menu_of_a_former_run_offers_both(compared, qtbot):
    bench, entry, _ = compared
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(40, 40))
    QApplication.sendEvent(entry, event)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["Rename…", "Remove"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert bench.session.ghosts == ()


# What is remembered ------------------------------------------------------------------------


def test_hidden_curves_and_neighbours_are_part_of_the_view(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    click(qtbot, bench.panel.plot(LOSS).legend["batch"])
    show_beside(qtbot, bench.panel, "gradient", "schedule")
    assert bench.session.view.hidden_curves == {"loss.batch"}
    assert bench.session.view.beside == ("gradient", "schedule")
    click(qtbot, bench.panel.plot(LOSS).legend["batch"])
    assert bench.session.view.hidden_curves == frozenset()


def test_a_panel_begins_as_it_was_left(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    hidden = frozenset({"loss.batch", "gradient.layer_1", "loss.no_such_curve"})
    bench.session.set_view(
        hidden_curves=hidden, beside=("gradient", "schedule"), smoothing=0.5, histogram="gradients"
    )
    other = PlotsPanel(bench.session, Theme("light"))
    qtbot.addWidget(other)
    other.resize(900, 300)
    with qtbot.waitExposed(other):
        other.show()
    bench.worker.train(40)
    assert other.shown == (LOSS, GRADIENT)
    assert other.beside_menu.entry("gradient").isChecked()
    assert other._below.isVisible()
    assert not other.plot(LOSS)._curves["batch"].visible
    assert other.plot(LOSS)._curves["train"].visible
    layers = other.plot(GRADIENT)
    assert [layers._curves[f"layer_{k}"].visible for k in range(3)] == [True, False, True]
    assert not layers.legend["layer_1"].isChecked()
    assert bench.session.view.hidden_curves == hidden
    assert other.smoothing_field.value == 0.5
    assert other.histograms.kind_field.value == "gradients"
