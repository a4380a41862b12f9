import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from playground.theme import Theme
from playground.widgets.curve_view import CurveReading, CurveView
from playground.widgets.map_colouring import MapColouring
from playground.widgets.map_view import MapReading, MapView
from playground.widgets.plot_items import MOST_POINTS, sample_of

# The offscreen platform says so of every window with a layout.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

EXTENT = ((-6.0, 6.0), (-6.0, 6.0))
ARROW = QPoint(2, 2)


@pytest.fixture
def colours(qapp):
    return Theme("light").view_colours()


@pytest.fixture
def view(qtbot, colours):
    """A map that is certain of class 1 on the right and of class 0 on the left."""
    widget = MapView(colours)
    qtbot.addWidget(widget)
    widget.resize(420, 460)
    widget.set_task("binary", ("orange", "blue"))
    widget.set_extent(EXTENT)
    widget.set_map(steps_to_the_right(60))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def curve(qtbot, colours):
    widget = CurveView(colours)
    qtbot.addWidget(widget)
    widget.resize(420, 400)
    widget.set_extent((-6.0, 6.0), ("x", "y"))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def steps_to_the_right(size):
    values = np.zeros((1, size, size), dtype=np.float32)
    values[:, :, size // 2 :] = 1.0
    return values


def colour_at(view, u, v) -> QColor:
    place = view.canvas.place_of(u, v).toPoint()
    return QColor(view.canvas.viewport.grab().toImage().pixel(place))


def is_like(colour, entry) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(colour.getRgb()[:3], entry[:3], strict=True))


def test_two_classes_lie_where_they_should(view, colours):
    assert is_like(colour_at(view, 3, 3), colours.diverging[255].tolist())
    assert is_like(colour_at(view, -3, 3), colours.diverging[0].tolist())


def test_the_first_row_is_the_lowest(view, colours):
    view.set_map(steps_to_the_right(40).transpose(0, 2, 1).copy())
    assert is_like(colour_at(view, 0, 4), colours.diverging[255].tolist())
    assert is_like(colour_at(view, 0, -4), colours.diverging[0].tolist())


def test_hard_classes_leave_out_the_shades(view):
    view.set_map(np.full((1, 30, 30), 0.55, dtype=np.float32))
    soft = colour_at(view, 1, 1)
    view.set_hard_classes(True)
    assert view.hard_classes
    assert colour_at(view, 1, 1) != soft
    view.set_map(np.full((1, 30, 30), 0.95, dtype=np.float32))
    sure = colour_at(view, 1, 1)
    view.set_map(np.full((1, 30, 30), 0.55, dtype=np.float32))
    assert colour_at(view, 1, 1) == sure


def test_regression_uses_its_own_range(view, colours):
    view.set_task("regression", target_name="height")
    view.set_value_range(-10.0, 10.0)
    view.set_map(np.full((1, 20, 20), 10.0, dtype=np.float32))
    assert is_like(colour_at(view, 1, 1), colours.diverging[255].tolist())
    view.set_map(np.zeros((1, 20, 20), dtype=np.float32))
    assert is_like(colour_at(view, 1, 1), colours.diverging[127].tolist())
    assert "−10" in view.legend.accessibleName()


def test_three_classes_blend_by_probability(colours):
    colouring = MapColouring(colours, 3)
    sure = np.zeros((3, 4, 4), dtype=np.float32)
    sure[2] = 1.0
    unsure = np.full((3, 4, 4), 1 / 3, dtype=np.float32)
    words = colouring.many_classes(np.concatenate([sure, unsure], axis=2), hard=False)
    assert words.shape == (4, 8)
    assert QColor(int(words[0, 7])).getRgb() == colours.background.getRgb()
    hue = QColor(int(words[0, 0])).hue()
    assert abs(hue - colours.class_colour(2).hue()) < 15
    hard = colouring.many_classes(sure, hard=True)
    assert len(np.unique(hard)) == 1


def test_every_class_has_a_name_in_the_legend(view):
    view.set_task("multiclass", ("Adelie", "Chinstrap", "Gentoo"))
    assert view.legend.names == ("Adelie", "Chinstrap", "Gentoo")
    assert "Chinstrap" in view.legend.accessibleName()


def test_points_are_drawn_by_class_and_can_be_hidden(view, colours):
    view.set_points("train", np.array([[3.0, 0.0], [-3.0, 0.0]]), np.array([0, 1]))
    assert is_like(colour_at(view, 3, 0), colours.class_colour(0).getRgb())
    assert is_like(colour_at(view, -3, 0), colours.class_colour(1).getRgb())
    view.set_points_visible("train", False)
    assert is_like(colour_at(view, 3, 0), colours.diverging[255].tolist())


def test_test_points_are_hollow(view, colours):
    view.set_points("test", np.array([[3.0, 0.0]]), np.array([0]))
    assert is_like(colour_at(view, 3, 0), colours.background.getRgb())


def test_many_points_are_sampled_and_said(view):
    rng = np.random.default_rng(0)
    view.set_points("train", rng.uniform(-6, 6, (100_000, 2)), rng.integers(0, 2, 100_000))
    assert view.drawn_points("train") == (MOST_POINTS, 100_000)
    assert view.note == "2,000 of 100,000 points drawn"
    assert view.note_label.text() == view.note
    assert view.note_label.isVisible()
    view.set_points("train", np.zeros((3, 2)), np.zeros(3))
    assert view.note == ""


def test_a_sample_is_the_same_every_time():
    assert np.array_equal(sample_of(50_000), sample_of(50_000))
    assert len(np.unique(sample_of(50_000))) == MOST_POINTS


def test_points_that_are_nowhere_are_left_out(view):
    view.set_points("train", np.array([[np.nan, 0.0], [1.0, 1.0]]), np.array([0, 1]))
    assert view.drawn_points("train") == (1, 1)


def test_the_mouse_reads_the_map(view, qtbot):
    viewport = view.canvas.viewport
    with qtbot.waitSignal(view.hovered) as blocker:
        qtbot.mouseMove(viewport, view.canvas.place_of(3.0, -2.0).toPoint())
    reading: MapReading = blocker.args[0]
    assert reading.u == pytest.approx(3.0, abs=0.1)
    assert reading.v == pytest.approx(-2.0, abs=0.1)
    assert reading.values == (1.0,)
    assert "blue 100%" in view.readout.text()
    with qtbot.waitSignal(view.hovered) as blocker:
        qtbot.mouseMove(viewport, ARROW)
    assert blocker.args == [None]
    assert view.readout.text() == ""


def test_a_click_tells_its_place(view, qtbot):
    with qtbot.waitSignal(view.clicked) as blocker:
        qtbot.mouseClick(
            view.canvas.viewport,
            Qt.MouseButton.LeftButton,
            pos=view.canvas.place_of(-1.0, 4.0).toPoint(),
        )
    assert blocker.args == pytest.approx([-1.0, 4.0], abs=0.1)


def test_one_neuron_can_be_enlarged(view, colours):
    view.set_neuron_map(np.full((20, 20), -3.0, dtype=np.float32), "layer 1, neuron 2")
    assert is_like(colour_at(view, 3, 3), colours.diverging[0].tolist())
    assert "layer 1, neuron 2" in view.legend.accessibleName()
    view.set_map(steps_to_the_right(60))  # the output goes on behind it
    assert is_like(colour_at(view, 3, 3), colours.diverging[0].tolist())
    view.set_neuron_map(None)
    assert is_like(colour_at(view, 3, 3), colours.diverging[255].tolist())


def test_colours_change_live(view):
    dark = Theme("dark").view_colours()
    view.set_colours(dark)
    assert is_like(colour_at(view, 3, 3), dark.diverging[255].tolist())


def test_equal_sides_are_drawn_square(view, qtbot):
    def shape():
        place = view.canvas.place_of
        wide = place(5, 0).x() - place(-5, 0).x()
        high = place(0, -5).y() - place(0, 5).y()
        return wide / high

    for size in ((700, 300), (300, 700)):
        view.resize(*size)
        qtbot.waitUntil(lambda: shape() == pytest.approx(1.0, abs=0.02))
        assert view.size().toTuple() == size


def test_screen_readers_hear_a_name(view, curve):
    for widget in (view, curve):
        assert widget.accessibleName()
        assert widget.accessibleDescription()


def test_a_curve_is_drawn_over_its_points(curve, colours):
    x = np.linspace(-6, 6, 50)
    curve.set_points("train", x, np.linspace(-2, 2, 50))
    curve.set_curve(np.zeros(100, dtype=np.float32))
    assert is_like(colour_at(curve, 4.0, 0.0), colours.negative.getRgb())
    (_, _), (low, high) = curve.canvas.shown()
    assert low < -2
    assert high > 2


def test_a_wild_curve_neither_moves_the_axes_nor_shows_nonsense(curve):
    x = np.linspace(-6, 6, 50)
    curve.set_points("train", x, np.sin(x))
    before = curve.canvas.shown()
    curve.set_curve(np.array([0.0, np.nan, 1e30, -np.inf, 1.0] * 10))
    curve.grab()
    assert curve.canvas.shown() == before


def test_the_mouse_reads_the_curve(curve, qtbot):
    curve.set_points("train", np.array([-6.0, 6.0]), np.array([-6.0, 6.0]))
    curve.set_curve(np.linspace(-6, 6, 121))
    with qtbot.waitSignal(curve.hovered) as blocker:
        qtbot.mouseMove(curve.canvas.viewport, curve.canvas.place_of(2.0, 0.0).toPoint())
    reading: CurveReading = blocker.args[0]
    assert reading.values[0] == pytest.approx(2.0, abs=0.15)
    assert "y" in curve.readout.text()


def test_one_neurons_curve_can_be_enlarged(curve):
    curve.set_points("train", np.array([-6.0, 6.0]), np.array([-1.0, 1.0]))
    curve.set_neuron_curve(np.linspace(0, 50, 30), "neuron")
    assert curve.canvas.shown()[1][1] > 50
    curve.set_neuron_curve(None)
    assert curve.canvas.shown()[1][1] < 2


@pytest.mark.parametrize("kind", [MapView, CurveView])
def test_nothing_keeps_a_closed_view_alive(qtbot, colours, kind):
    widget = kind(colours)
    gone = weakref.ref(widget)
    widget.deleteLater()
    del widget
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None, timeout=2000)


def test_points_are_larger_on_a_large_map(qtbot, view):
    for side, least, most in ((400, 1.0, 1.0), (1400, 1.5, 2.0)):
        view.resize(side, side)
        qtbot.waitUntil(lambda side=side: view.canvas.box.size().width() > 0.7 * side)
        assert least <= view.points.sets["train"].zoom_of_marks() <= most


def test_a_square_map_stays_square_whatever_room_it_gets(qtbot):
    view = MapView(Theme("light").view_colours())
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    for size in ((271, 238), (271, 170), (271, 238), (500, 300), (200, 400), (271, 238)):
        view.resize(*size)
        qtbot.waitUntil(lambda: abs(view.canvas.box.width() - view.canvas.box.height()) <= 1.0)
        assert view.canvas.viewport.size() == view.canvas.plot.size()
