import gc
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from playground.theme import Theme
from playground.widgets.curve_thinning import logarithmic, make_band, thinned, visible
from playground.widgets.gentle_range import GentleRange
from playground.widgets.legend_entry import LegendEntry
from playground.widgets.log_ticks import log_ticks
from playground.widgets.loss_plot import LossPlot
from playground.widgets.plot_curve import CurveStyle
from playground.widgets.plot_readout import PlotReading
from playground.widgets.smoothing import smoothed

# The offscreen platform says so of every window with a layout.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def plot(qtbot):
    widget = LossPlot(Theme("light").view_colours(), "loss")
    qtbot.addWidget(widget)
    widget.resize(700, 240)
    widget.set_x_label("epochs")
    widget.add_curve("train", "training")
    widget.add_curve("test", "test", CurveStyle(1, dashed=True))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def fill(plot, qtbot, last=100, scale=1.0):
    x = np.linspace(0, last, 201)
    plot.set_curve("train", x, scale * np.exp(-x / 30))
    plot.set_curve("test", x, scale * (np.exp(-x / 30) + 0.1))
    drawn(plot, qtbot)


def drawn(plot, qtbot):
    qtbot.waitUntil(lambda: not plot._outdated)


def shows(plot, colour) -> bool:
    image = plot.canvas.viewport.grab().toImage()
    wanted = colour.rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(60, 690, 3) for y in range(5, image.height())
    )


# The arrays ----------------------------------------------------------------------------------


def test_what_is_not_finite_is_dropped():
    band = make_band([0, 1, 2, 3], [1, np.nan, np.inf, 4])
    assert band.x.tolist() == [0, 3]
    band = make_band([0, 1], [1, 2], [0, -np.inf], [2, 3])
    assert band.x.tolist() == [0]


def test_thinning_keeps_mean_and_extremes():
    rng = np.random.default_rng(0)
    values = rng.normal(size=4096)
    band = thinned(make_band(np.arange(4096), values), 600)
    assert len(band) <= 600
    assert band.low.min() == values.min()
    assert band.high.max() == values.max()
    assert (band.low <= band.mean).all()
    assert (band.mean <= band.high).all()


def test_curves_are_the_same_or_not():
    line, band = make_band([0, 1], [1, 2]), make_band([0, 1], [1, 2], [0, 1], [2, 3])
    assert line.equals(make_band([0, 1], [1, 2]))
    assert band.equals(make_band([0, 1], [1, 2], [0, 1], [2, 3]))
    assert not line.equals(band)
    assert not line.equals(make_band([0, 2], [1, 2]))
    assert not line.equals(make_band([0, 1, 2], [1, 2, 3]))
    assert not band.equals(make_band([0, 1], [1, 2], [0, 1], [2, 4]))


def test_a_part_of_a_curve_reaches_over_its_ends():
    band = visible(make_band(np.arange(100), np.arange(100)), 10.5, 20.5)
    assert (band.x[0], band.x[-1]) == (10, 21)


def test_logarithms_are_finite():
    band = logarithmic(make_band([0, 1, 2], [0.0, 1.0, 10.0], [-1.0, 0.0, 1.0], [1.0, 2.0, 30.0]))
    assert band.mean.tolist() == [0.0, 1.0]
    assert np.isfinite(band.low).all()


def test_the_value_nearest_to_the_mouse():
    band = make_band([0, 10, 20], [5, 6, 7])
    assert [band.at(x) for x in (-3, 4, 6, 14, 99)] == [5, 5, 6, 6, 7]


def test_a_range_grows_at_once_and_shrinks_slowly():
    gentle = GentleRange()
    assert gentle.follow(0.0, 1.0) == pytest.approx((-0.05, 1.05))
    assert gentle.follow(0.0, 3.0)[1] == pytest.approx(3.15)
    assert gentle.follow(0.0, 3.0) is None
    slower = gentle.follow(0.0, 1.0)[1]
    assert 2.5 < slower < 3.15
    for _ in range(100):
        gentle.follow(0.0, 1.0)
    assert 1.05 <= gentle.shown[1] < 1.3


def test_a_flat_curve_has_a_range():
    for value in (0.0, 5.0):
        low, high = GentleRange().follow(value, value)
        assert low < value < high


@pytest.mark.parametrize(("low", "high"), [(-2, 0), (-9, 3), (-0.4, 0.1), (0.01, 0.05)])
def test_log_ticks_are_few(low, high):
    ticks = log_ticks(low, high)
    assert len(ticks) <= 7
    assert all(low <= place <= high for place, _ in ticks)


def test_smoothing_by_hand():
    """0.8 · 0 + 0.2 · 5 = 1, and so on, each divided by 1 − 0.8ⁿ."""
    values = np.array([5.0, 0.0, 10.0])
    sums = [1.0, 0.8, 0.64 + 2.0]
    wanted = [sums[0] / 0.2, sums[1] / 0.36, sums[2] / 0.488]
    assert smoothed(values, 0.8) == pytest.approx(wanted)
    assert smoothed(values, 0.0) is values


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(0.0, 0.99), st.floats(-9, 9)
)
@settings(max_examples=50, deadline=None)
def test_a_smoothed_curve_stays_among_its_values(values, weight, constant):
    values = np.array(values)
    means = smoothed(values, weight)
    assert means[0] == pytest.approx(values[0])
    free = 1e-9 * (1.0 + np.abs(values).max())
    assert (means >= values.min() - free).all()
    assert (means <= values.max() + free).all()
    assert smoothed(np.full(50, constant), weight) == pytest.approx(np.full(50, constant))


# The plot ------------------------------------------------------------------------------------


def test_curves_are_drawn(plot, qtbot):
    colours = Theme("light").view_colours()
    assert not shows(plot, colours.curve_colour(0))
    fill(plot, qtbot)
    assert shows(plot, colours.curve_colour(0))
    assert shows(plot, colours.curve_colour(1))


def test_the_legend_hides_a_curve(plot, qtbot):
    fill(plot, qtbot)
    entry = plot.findChild(LegendEntry, "legend_train")
    with qtbot.waitSignal(plot.curve_toggled) as blocker:
        qtbot.mouseClick(entry, LEFT)
    assert blocker.args == ["train", False]
    assert not entry.isChecked()
    drawn(plot, qtbot)
    assert not shows(plot, Theme("light").view_colours().curve_colour(0))
    with qtbot.waitSignal(plot.curve_toggled) as blocker:
        qtbot.keyClick(entry, Qt.Key.Key_Space)
    assert blocker.args == ["train", True]


def test_the_axes_follow_the_data(plot, qtbot):
    fill(plot, qtbot)
    (x0, x1), (_, y1) = plot.canvas.shown()
    assert (x0, x1) == (0, 100)
    assert 1.1 < y1 < 1.4
    fill(plot, qtbot, last=300, scale=5.0)
    (_, x1), (_, y1) = plot.canvas.shown()
    assert x1 == 300
    assert y1 > 5.5


def test_the_log_button_switches_the_scale(plot, qtbot):
    fill(plot, qtbot)
    qtbot.mouseClick(plot.log_button, LEFT)
    assert plot.log_button.isChecked()
    drawn(plot, qtbot)
    _, (low, high) = plot.canvas.shown()
    assert low < np.log10(0.04)
    assert np.log10(1.1) < high < 1
    qtbot.mouseClick(plot.log_button, LEFT)
    drawn(plot, qtbot)
    assert plot.canvas.shown()[1][1] > 1.1


def test_zeros_do_not_break_the_log_scale(plot, qtbot):
    plot.set_log_y(True)
    plot.set_curve("train", [0, 1, 2], [0.0, 0.0, 0.0])
    drawn(plot, qtbot)
    assert np.isfinite(plot.canvas.shown()).all()
    plot.grab()


def test_no_nonsense_reaches_the_axes(plot, qtbot):
    plot.set_curve("train", [0, 1, 2], [np.nan, np.inf, 0.5])
    plot.set_curve("test", [], [])
    plot.set_level(float("nan"))
    plot.set_marks([(float("inf"), "never")])
    drawn(plot, qtbot)
    assert np.isfinite(plot.canvas.shown()).all()
    plot.grab()


def test_the_mouse_reads_all_visible_curves(plot, qtbot):
    fill(plot, qtbot)
    qtbot.mouseClick(plot.findChild(LegendEntry, "legend_test"), LEFT)
    drawn(plot, qtbot)
    with qtbot.waitSignal(plot.hovered) as blocker:
        qtbot.mouseMove(plot.canvas.viewport, plot.canvas.place_of(30, 0.5).toPoint())
    reading: PlotReading = blocker.args[0]
    assert reading.x == pytest.approx(30, abs=0.5)
    assert reading.values == {"train": pytest.approx(np.exp(-1), abs=0.02)}
    assert plot.readout.isVisible()
    assert "training" in plot.readout.text()
    with qtbot.waitSignal(plot.hovered) as blocker:
        qtbot.mouseMove(plot.canvas.viewport, QPoint(1, 1))
    assert blocker.args == [None]
    assert not plot.readout.isVisible()


def test_a_mark_is_read_under_the_mouse(plot, qtbot):
    fill(plot, qtbot)
    plot.set_marks([(50, "learning rate 0.01 → 0.003 <live>")])
    qtbot.mouseMove(plot.canvas.viewport, plot.canvas.place_of(50, 0.5).toPoint())
    qtbot.waitUntil(plot.readout.isVisible)
    assert "0.003 &lt;live&gt;" in plot.readout.text()


def test_zooming_stays_until_the_user_asks(plot, qtbot):
    fill(plot, qtbot)
    assert plot.fit_button.isHidden()
    viewport = plot.canvas.viewport
    start = plot.canvas.place_of(50, 0.5).toPoint()
    with qtbot.waitSignal(plot.view_changed):
        qtbot.mousePress(viewport, LEFT, pos=start)
        for shift in (5, 20, 60):
            qtbot.mouseMove(viewport, start + QPoint(shift, 0))
        qtbot.mouseRelease(viewport, LEFT, pos=start + QPoint(60, 0))
    assert not plot.following
    kept = plot.canvas.shown()
    fill(plot, qtbot, last=500)
    assert plot.canvas.shown() == kept
    qtbot.mouseClick(plot.fit_button, LEFT)
    drawn(plot, qtbot)
    assert plot.following
    assert plot.canvas.shown()[0] == (0, 500)


def test_a_hidden_plot_draws_nothing_until_it_is_seen(plot, qtbot):
    plot.hide()
    plot.set_curve("train", [0, 1], [1.0, 2.0])
    assert not plot._timer.isActive()
    with qtbot.waitExposed(plot):
        plot.show()
    drawn(plot, qtbot)
    assert len(plot._curves["train"].drawn) == 2


def test_clearing_forgets_everything(plot, qtbot):
    fill(plot, qtbot)
    plot.set_marks([(10, "mark")])
    plot.clear()
    drawn(plot, qtbot)
    assert plot.canvas.shown() == ((0, 1), (0, 1))
    assert not shows(plot, Theme("light").view_colours().curve_colour(0))


def test_colours_change_live(plot, qtbot):
    fill(plot, qtbot)
    dark = Theme("dark").view_colours()
    plot.set_colours(dark)
    assert shows(plot, dark.curve_colour(0))
    assert plot.canvas.viewport.grab().toImage().pixelColor(400, 20).lightness() < 80


def test_no_item_is_made_by_an_update(plot, qtbot):
    fill(plot, qtbot)
    plot.set_marks([(k, "mark") for k in range(100)])
    before = len(plot.canvas.plot.scene().items())
    for last in range(100, 110):
        fill(plot, qtbot, last=last)
    assert len(plot.canvas.plot.scene().items()) == before


def test_a_smoothed_curve_shows_both(plot, qtbot):
    x, values = np.arange(50), np.tile([1.0, 3.0], 25)
    plot.set_curve("train", x, values)
    plot.set_smoothing(0.9)
    drawn(plot, qtbot)
    curve = plot._curves["train"]
    assert curve.drawn.mean.tolist() == smoothed(values, 0.9).tolist()
    assert not curve._raw.is_empty
    low, high = plot.canvas.shown()[1]
    assert low < 1.0
    assert high > 3.0
    reading = plot.show_cursor(10.0)
    assert reading.values["train"] == 1.0
    assert reading.smoothed["train"] == pytest.approx(smoothed(values, 0.9)[10])
    assert f"<b>{reading.smoothed['train']:.4g}</b> (1)" in plot.readout.text()
    plot.set_smoothing(0.0)
    drawn(plot, qtbot)
    assert curve._raw.is_empty
    assert plot.show_cursor(10.0).smoothed == {}


def test_what_is_not_noisy_is_not_smoothed(plot, qtbot):
    plot.add_curve("rate", "rate", CurveStyle(smooth=False))
    plot.set_curve("rate", [0, 1, 2], [1.0, 0.1, 0.01])
    plot.set_smoothing(0.9)
    drawn(plot, qtbot)
    assert plot._curves["rate"].drawn.mean.tolist() == [1.0, 0.1, 0.01]


def test_arrow_keys_move_the_cursor(plot, qtbot):
    fill(plot, qtbot)
    plot.setFocus()
    with qtbot.waitSignal(plot.hovered) as blocker:
        qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert blocker.args[0].x == pytest.approx(98.0)
    qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot._marks.cursor_place == pytest.approx(88.0)
    assert plot.readout.isVisible()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot._marks.cursor_place == pytest.approx(90.0)
    with qtbot.waitSignal(plot.hovered) as blocker:
        qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert blocker.args == [None]
    assert not plot.readout.isVisible()


def test_keys_zoom_around_the_cursor_and_back(plot, qtbot):
    fill(plot, qtbot)
    plot.setFocus()
    plot.move_cursor(40.0)
    low = plot.canvas.shown()[1][0]
    qtbot.keyClicks(plot, "+")
    assert plot.canvas.shown()[0] == pytest.approx((20.0, 70.0))
    assert not plot.following
    drawn(plot, qtbot)
    assert low < np.exp(-70 / 30) < np.exp(-20 / 30) + 0.1 < plot.canvas.shown()[1][1] < 0.7
    qtbot.keyClicks(plot, "+")
    assert plot.canvas.shown()[0] == pytest.approx((30.0, 55.0))
    qtbot.keyClicks(plot, "-")
    assert plot.canvas.shown()[0] == pytest.approx((20.0, 70.0))
    qtbot.keyClicks(plot, "0")
    drawn(plot, qtbot)
    assert plot.following
    assert plot.canvas.shown()[0] == pytest.approx((0.0, 100.0))


def test_without_a_cursor_the_newest_part_is_enlarged(plot, qtbot):
    fill(plot, qtbot)
    qtbot.keyClicks(plot, "++")
    assert plot.canvas.shown()[0] == pytest.approx((75.0, 100.0))
    for _ in range(40):
        qtbot.keyClicks(plot, "+")
    low, high = plot.canvas.shown()[0]
    assert 0.005 < high - low < 0.02
    qtbot.keyClicks(plot, "-" * 40)
    assert plot.following


def test_at_the_end_of_the_part_the_cursor_takes_it_along(plot, qtbot):
    fill(plot, qtbot)
    plot.setFocus()
    plot.move_cursor(50.0)
    qtbot.keyClicks(plot, "+")
    assert plot.canvas.shown()[0] == pytest.approx((25.0, 75.0))
    for _ in range(6):
        qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot.canvas.shown()[0] == pytest.approx((20.0, 70.0))
    assert plot._marks.cursor_place == pytest.approx(20.0)
    for _ in range(20):
        qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot.canvas.shown()[0] == pytest.approx((0.0, 50.0))


def test_keys_that_zoom_are_not_those_of_actions(plot):
    override, none = QEvent.Type.ShortcutOverride, Qt.KeyboardModifier.NoModifier
    control = Qt.KeyboardModifier.ControlModifier
    for key, modifiers, claimed in (("+", none, True), ("+", control, False), ("r", none, False)):
        event = QKeyEvent(override, Qt.Key.Key_Plus, modifiers, key)
        event.ignore()
        QApplication.sendEvent(plot, event)
        assert event.isAccepted() == claimed


def test_the_gap_is_shaded_and_can_be_hidden(plot, qtbot):
    plot.shade_gap("train", "test", "gap")
    fill(plot, qtbot)
    assert not plot._gap.is_empty
    (x0, x1), _ = plot.canvas.shown()
    middle = plot.canvas.place_of((x0 + x1) / 2, float(np.exp(-50 / 30)) + 0.05).toPoint()

    def shade():
        return plot.canvas.viewport.grab().toImage().pixelColor(middle)

    ground = Theme("light").view_colours().background
    assert shade() != ground
    qtbot.mouseClick(plot.findChild(LegendEntry, "legend_gap"), LEFT)
    drawn(plot, qtbot)
    assert shade() == ground
    qtbot.mouseClick(plot.findChild(LegendEntry, "legend_gap"), LEFT)
    qtbot.mouseClick(plot.findChild(LegendEntry, "legend_test"), LEFT)
    drawn(plot, qtbot)
    assert plot._gap.is_empty


def test_the_flag_is_read_near_it(plot, qtbot):
    fill(plot, qtbot)
    before = plot.canvas.viewport.grab().toImage()
    plot.set_flag((60.0, 0.5, "the best <one>"))
    assert plot.canvas.viewport.grab().toImage() != before
    plot.show_cursor(60.0)
    assert "the best &lt;one&gt;" in plot.readout.text()
    plot.show_cursor(20.0)
    assert "best" not in plot.readout.text()
    plot.set_flag((float("nan"), 0.5, "nowhere"))
    assert plot._labels.flag is None


def test_a_removed_curve_leaves_nothing(plot, qtbot):
    before = len(plot.canvas.plot.scene().items()), len(plot.canvas.range_followers)
    plot.add_curve("old", "old run", end_label="old")
    plot.set_curve("old", [0, 500], [1.0, 2.0])
    fill(plot, qtbot)
    assert plot.canvas.shown()[0] == (0, 500)
    plot.remove_curve("old")
    drawn(plot, qtbot)
    assert plot.canvas.shown()[0] == (0, 100)
    assert (len(plot.canvas.plot.scene().items()), len(plot.canvas.range_followers)) == before
    assert "old" not in plot.show_cursor(50.0).values
    assert "old" not in plot.legend


def test_names_at_the_ends_of_curves_do_not_cover_each_other(plot, qtbot):
    colours = Theme("light").view_colours()
    for name, height in (("one", 1.0), ("two", 1.0), ("three", 0.1)):
        plot.add_curve(name, name, CurveStyle(ramp=0.5), end_label=name)
        plot.set_curve(name, [0, 50], [0.0, height])
    drawn(plot, qtbot)
    assert [label.text for label in plot._labels._labels] == ["one", "two", "three"]
    assert shows(plot, colours.ramp_colour(0.5))


def test_a_horizon_is_kept_in_sight(plot, qtbot):
    plot.set_horizon(250.0)
    fill(plot, qtbot)
    assert plot.canvas.shown()[0] == (0, 250)
    fill(plot, qtbot, last=400)
    assert plot.canvas.shown()[0] == (0, 400)


def test_a_narrow_legend_has_more_rows_and_keeps_its_names(plot, qtbot):
    first, second = (plot.findChild(LegendEntry, f"legend_{name}") for name in ("train", "test"))
    assert first.y() == second.y()
    plot.resize(plot.minimumSizeHint().width(), 240)
    qtbot.waitUntil(lambda: second.y() > first.y())
    for entry in (first, second):
        assert entry.width() >= entry.sizeHint().width()
        assert entry.geometry().bottom() <= plot.legend.height()
        assert entry.toolTip()


def test_screen_readers_hear_a_name(plot):
    assert plot.accessibleName() == "loss"
    assert plot.accessibleDescription()
    assert plot.log_button.accessibleName()
    assert plot.findChild(LegendEntry, "legend_test").accessibleName() == "test"


def test_nothing_keeps_a_closed_plot_alive(qtbot):
    widget = LossPlot(Theme("light").view_colours(), "loss")
    widget.add_curve("train", "training")
    gone = weakref.ref(widget)
    widget.deleteLater()
    del widget
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None, timeout=2000)


def test_zooming_ends_before_numbers_run_out(plot):
    for log in (False, True):
        plot.set_log_y(log)
        for factor in (100.0, 0.01):
            for _ in range(400):
                plot.canvas.box.scaleBy((factor, factor))
            for low, high in plot.canvas.shown():
                assert np.isfinite([low, high]).all()
                assert low < high
            plot.reset_view()


def test_ticks_are_the_numbers_themselves_in_every_theme(plot, qtbot):
    fill(plot, qtbot)
    axis = plot.canvas.plot.getAxis("left")
    for theme in ("light", "dark"):
        plot.set_colours(Theme(theme).view_colours())
        axis.setRange(0.2, 0.9)
        assert axis.autoSIPrefixScale == 1.0
        assert axis.tickStrings([0.8], 1.0, 0.2) == ["0.8"]
