import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.theme import Theme
from playground.widgets.curve_thinning import logarithmic, make_band, thinned, visible
from playground.widgets.gentle_range import GentleRange
from playground.widgets.legend_entry import LegendEntry
from playground.widgets.log_ticks import log_ticks
from playground.widgets.loss_plot import LossPlot, PlotReading

# The offscreen platform says so of every window with a layout.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def plot(qtbot):
    widget = LossPlot(Theme("light").view_colours(), "loss")
    qtbot.addWidget(widget)
    widget.resize(700, 240)
    widget.set_x_label("epochs")
    widget.add_curve("train", "training", 0)
    widget.add_curve("test", "test", 1, dashed=True)
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
