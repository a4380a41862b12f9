import gc
import weakref
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton

from playground.theme import Theme
from playground.widgets.diagram_layout import Link, Margins, Neuron, lay_out
from playground.widgets.layer_buttons import MOST_LAYERS, MOST_NEURONS
from playground.widgets.links import LEVELS, LevelFinder, bias_levels, link_levels
from playground.widgets.network_diagram import NetworkDiagram
from playground.widgets.thumbnails import ThumbnailAtlas

LEFT = Qt.MouseButton.LeftButton
MARGINS = Margins(60, 40, 60, 44)


@pytest.fixture
def colours(qapp):
    return Theme("light").view_colours()


@pytest.fixture
def diagram(qtbot, colours):
    """A network of 2-4-3-1 with every weight +1 or −1."""
    widget = NetworkDiagram(colours)
    qtbot.addWidget(widget)
    widget.resize(640, 420)
    widget.set_structure(("x₁", "x₂"), (4, 3), ("blue",))
    weights, biases = network((2, 4, 3, 1))
    widget.set_weights(weights, biases)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def network(sizes, scale=3.0):
    weights = [
        scale * np.where(np.indices((a, b)).sum(axis=0) % 2, -1.0, 1.0) for a, b in pairwise(sizes)
    ]
    return weights, [np.ones(size) for size in sizes[1:]]


def middle_of(diagram, link):
    start = diagram.neuron_centre(link.layer, link.i)
    end = diagram.neuron_centre(link.layer + 1, link.j)
    # Near the start links to different units have not yet parted, so look in the middle.
    return QPoint(round((start.x() + end.x()) / 2), round((start.y() + end.y()) / 2))


def colour_at(widget, point) -> QColor:
    return QColor(widget.grab().toImage().pixel(point))


# Where things stand --------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [(2, 1), (2, 16, 16, 1), (7, *[16] * 6, 3), (64, 128, 4, 10)])
@pytest.mark.parametrize(("width", "height"), [(260, 180), (640, 460), (1600, 1000)])
def test_neurons_stay_inside_and_apart(sizes, width, height):
    layout = lay_out(width, height, sizes, MARGINS)
    for column in layout.columns:
        assert column.shown + column.hidden == sizes[column.layer]
        assert column.shown >= 1
        assert column.x >= 0
        assert column.x + layout.thumb <= width
        assert column.tops[-1] + layout.thumb <= height
        assert (np.diff(column.tops) >= layout.thumb).all()
    xs = [column.x for column in layout.columns]
    assert (np.diff(xs) > layout.thumb).all()
    assert layout.layers_left_out == len(sizes) - len(xs)


def test_six_layers_of_sixteen_are_all_drawn():
    layout = lay_out(800, 480, (7, *[16] * 6, 3), MARGINS)
    assert layout.hidden_neurons == 0
    assert layout.layers_left_out == 0


def test_too_many_layers_keep_the_output_and_have_no_links_across_the_hole():
    layout = lay_out(500, 400, (2, *[4] * 30, 1), MARGINS)
    assert layout.columns[-1].layer == 31
    assert layout.layers_left_out > 0
    assert all(gap.layer < layout.columns[-2].layer for gap in layout.gaps)


def test_a_point_on_a_link_finds_it():
    layout = lay_out(600, 400, (2, 3, 1), MARGINS)
    gap = layout.gaps[0]
    x = gap.x0 + 0.5 * (gap.x1 - gap.x0)
    assert layout.link_at(x, 0.5 * (gap.start[1] + gap.end[2])) == Link(0, 1, 2)
    assert layout.link_at(x, 5.0) is None


def test_strength_grows_with_the_weight_and_keeps_its_sign():
    weights = np.array([[0.0, 0.3, 3.0, 300.0, -3.0]])
    levels = link_levels(weights)[0]
    assert levels[0] == 0
    assert 0 < levels[1] < levels[2] < levels[3] == LEVELS
    assert levels[4] == -levels[2]
    assert bias_levels(np.array([0.0, 5.0, -5.0])).tolist() == [0, 3, -3]


def test_one_pass_finds_the_levels_of_every_gap_and_tells_them_once():
    sizes = (2, 20, 3, 1)  # of twenty, some have no room
    layout = lay_out(500, 300, sizes, MARGINS)
    rng = np.random.default_rng(0)
    weights = [rng.normal(0.0, 2.0, shape).astype(np.float32) for shape in pairwise(sizes)]
    biases = [rng.normal(0.0, 2.0, size).astype(np.float32) for size in sizes[1:]]
    finder = LevelFinder(layout.gaps)
    found = finder.find(weights, biases)
    assert len(found) == len(layout.gaps) == 3
    for gap, (links, ends) in zip(layout.gaps, found, strict=True):
        shown = weights[gap.layer][: len(gap.start), : len(gap.end)]
        assert links.tolist() == link_levels(shown).ravel().tolist()
        assert ends.tolist() == bias_levels(biases[gap.layer][: len(gap.end)]).tolist()
    assert finder.find(weights, biases) == []


# Thumbnails ----------------------------------------------------------------------------------


def test_a_map_keeps_its_orientation_and_colours(colours):
    atlas = ThumbnailAtlas(20, 2, 1.0, colours)
    ramp = np.tile(np.linspace(-1, 1, 50, dtype=np.float32)[:, None], (1, 50))  # rises with v
    atlas.fill({1: ramp[None]})
    image = atlas.image.copy()
    low, high = (QColor(*colours.diverging[k].tolist()) for k in (5, 250))
    for y, expected in ((20 + 2, high), (20 + 17, low)):
        pixel = QColor(image.pixel(10, y))
        assert abs(pixel.red() - expected.red()) < 45
        assert abs(pixel.blue() - expected.blue()) < 45


def test_a_flat_map_is_neutral_and_a_curve_is_a_line(colours):
    atlas = ThumbnailAtlas(24, 1, 1.0, colours)
    atlas.fill({0: np.zeros((1, 30, 30), dtype=np.float32)})
    assert QColor(atlas.image.pixel(12, 12)) == QColor(*colours.diverging[128].tolist())
    atlas.fill({0: np.linspace(-1, 1, 30, dtype=np.float32)[None]})
    assert QColor(atlas.image.pixel(12, 12)) == colours.text
    assert QColor(atlas.image.pixel(6, 6)) == colours.background


def test_maps_of_all_layers_are_drawn_in_one_pass_each_by_its_own_range(colours):
    atlas = ThumbnailAtlas(20, 4, 1.0, colours)
    ramp = np.tile(np.linspace(-1, 1, 40, dtype=np.float32), (40, 1))  # rises with u
    atlas.fill({0: 1e-3 * ramp[None], 1: np.stack([ramp, -ramp]), 3: ramp[None]}, {3: (-1, 3)})
    seen = [QColor(atlas.image.pixel(17, 20 * k + 10)) for k in range(4)]
    value = ramp[0, 35]
    places = 128 + 127 * value, 128 + 127 * value, 128 - 127 * value, (value + 1) / 4 * 255
    assert seen == [QColor(*colours.diverging[int(place)].tolist()) for place in places]


# Mouse and keys ------------------------------------------------------------------------------


def test_click_selects_and_second_click_lets_go(diagram, qtbot):
    place = diagram.neuron_centre(1, 2)
    with qtbot.waitSignal(diagram.neuron_selected) as blocker:
        qtbot.mouseClick(diagram, LEFT, pos=place)
    assert blocker.args == [Neuron(1, 2)]
    with qtbot.waitSignal(diagram.neuron_selected) as blocker:
        qtbot.mouseClick(diagram, LEFT, pos=place)
    assert blocker.args == [None]


def test_mouse_over_neuron_and_link(diagram, qtbot):
    with qtbot.waitSignal(diagram.neuron_hovered) as blocker:
        qtbot.mouseMove(diagram, diagram.neuron_centre(2, 1))
    assert blocker.args == [Neuron(2, 1)]
    link = Link(0, 0, 3)
    neuron, link_signal = diagram.neuron_hovered, diagram.link_hovered
    with qtbot.waitSignal(neuron) as left, qtbot.waitSignal(link_signal) as entered:
        qtbot.mouseMove(diagram, middle_of(diagram, link))
    assert (left.args, entered.args) == ([None], [link])
    assert diagram.hovered == link
    with qtbot.waitSignal(diagram.link_selected) as blocker:
        qtbot.mouseClick(diagram, LEFT, pos=middle_of(diagram, link))
    assert blocker.args == [link]
    with qtbot.waitSignal(diagram.link_hovered) as blocker:
        qtbot.mouseMove(diagram, QPoint(3, 3))
    assert blocker.args == [None]


def test_arrow_keys_move_the_selection_and_stay_inside(diagram, qtbot):
    qtbot.keyClick(diagram, Qt.Key.Key_Down)
    assert diagram.selected == Neuron(1, 0)
    for _ in range(9):
        qtbot.keyClick(diagram, Qt.Key.Key_Down)
    assert diagram.selected == Neuron(1, 3)
    qtbot.keyClick(diagram, Qt.Key.Key_Right)
    assert diagram.selected.layer == 2
    for _ in range(9):
        qtbot.keyClick(diagram, Qt.Key.Key_Right)
    assert diagram.selected == Neuron(3, 0)
    qtbot.keyClick(diagram, Qt.Key.Key_Escape)
    assert diagram.selected is None


def test_plus_and_minus_keys_ask_for_neurons(diagram, qtbot):
    diagram.select(2, 0)
    with qtbot.waitSignal(diagram.neurons_changed) as blocker:
        qtbot.keyClick(diagram, Qt.Key.Key_Plus)
    assert blocker.args == [1, 4]
    with qtbot.waitSignal(diagram.neurons_changed) as blocker:
        qtbot.keyClick(diagram, Qt.Key.Key_Minus)
    assert blocker.args == [1, 2]


@pytest.mark.parametrize(
    ("name", "signal", "expected"),
    [
        ("add_layer", "layer_added", [2]),
        ("remove_layer", "layer_removed", [1]),
        ("add_neuron_0", "neurons_changed", [0, 5]),
        ("remove_neuron_1", "neurons_changed", [1, 2]),
    ],
)
def test_buttons_ask(diagram, qtbot, name, signal, expected):
    button = diagram.findChild(QToolButton, name)
    assert button.isVisible()
    assert button.accessibleName()
    assert button.toolTip()
    with qtbot.waitSignal(getattr(diagram, signal)) as blocker:
        qtbot.mouseClick(button, LEFT)
    assert blocker.args == expected


def test_buttons_follow_limits_and_structure(diagram, qtbot):
    diagram.set_structure(("x₁", "x₂"), (MOST_NEURONS,) * MOST_LAYERS, ("blue",))
    assert not diagram.findChild(QToolButton, "add_layer").isEnabled()
    assert not diagram.findChild(QToolButton, "add_neuron_0").isEnabled()
    diagram.set_structure(("x₁", "x₂"), (1,), ("blue",))
    assert not diagram.findChild(QToolButton, "remove_neuron_0").isEnabled()
    assert not diagram.findChild(QToolButton, "add_neuron_1").isVisible()
    diagram.set_structure(("x₁", "x₂"), (), ("blue",))
    assert not diagram.findChild(QToolButton, "remove_layer").isEnabled()
    diagram.set_editable(False)
    assert not any(button.isVisible() for button in diagram.findChildren(QToolButton))


# The picture ---------------------------------------------------------------------------------


def test_links_show_sign_by_colour(diagram, colours, qtbot):
    weights, biases = network((2, 4, 3, 1), scale=0.0)
    weights[2][1, 0] = 30.0
    diagram.set_weights(weights, biases)
    link = Link(2, 1, 0)
    blue = colours.positive
    qtbot.waitUntil(lambda: colour_at(diagram, middle_of(diagram, link)) == blue, timeout=2000)
    weights[2][1, 0] = 0.0
    diagram.set_weights(weights, biases)
    ground = colours.background
    qtbot.waitUntil(lambda: colour_at(diagram, middle_of(diagram, link)) == ground, timeout=2000)


def test_links_are_drawn_anew_only_when_a_width_changes(diagram, qtbot):
    qtbot.waitUntil(lambda: not any(p.stale for p in diagram._picture._links), timeout=2000)
    weights, biases = network((2, 4, 3, 1), scale=3.0001)
    diagram.set_weights(weights, biases)
    assert not any(picture.stale for picture in diagram._picture._links)
    weights[1][0, 0] = -9.0
    diagram.set_weights(weights, biases)
    assert [picture.stale for picture in diagram._picture._links] == [False, True, False]


def test_maps_and_colours_change_the_picture(diagram):
    place = diagram.neuron_centre(1, 0)
    before = colour_at(diagram, place)
    grid = np.ones((4, 20, 20), dtype=np.float32)
    diagram.set_maps(grid[:2], [grid, grid[:3]], grid[:1])
    after = colour_at(diagram, place)
    assert after != before
    assert after.blue() > after.red()
    diagram.set_colours(Theme("dark").view_colours())
    assert colour_at(diagram, QPoint(2, 2)).lightness() < 80
    assert colour_at(diagram, place) != before


def test_what_does_not_fit_is_counted(diagram):
    diagram.set_structure(("x₁", "x₂"), (64, 3), ("blue",))
    assert diagram.hidden_neurons == 64 - 16
    diagram.select(1, 50)  # exists, though it is not drawn
    assert diagram.selected == Neuron(1, 50)
    assert diagram.neuron_centre(1, 50) is None
    diagram.grab()


def test_a_smaller_structure_drops_the_selection(diagram, qtbot):
    diagram.select(2, 2)
    with qtbot.waitSignal(diagram.neuron_selected) as blocker:
        diagram.set_structure(("x₁", "x₂"), (4, 2), ("blue",))
    assert blocker.args == [None]


def test_weights_of_another_network_are_refused(diagram):
    weights, biases = network((2, 5, 3, 1))
    with pytest.raises(ValueError, match="do not fit"):
        diagram.set_weights(weights, biases)


@pytest.mark.parametrize("size", [(260, 180), (300, 900), (1600, 200), (1, 1)])
@pytest.mark.parametrize("hidden", [(), (1,), (16,) * 6, (4,) * 32, (4096,)])
def test_any_network_in_any_size_can_be_drawn(diagram, size, hidden):
    diagram.set_structure(("x₁", "x₂"), hidden, ("a", "b", "c"))
    diagram.set_weights(*network((2, *hidden, 3)))
    diagram.resize(*size)
    diagram.select(0, 1)
    image: QImage = diagram.grab().toImage()
    assert not image.isNull()


def test_screen_readers_hear_the_structure(diagram):
    assert diagram.accessibleName()
    assert "4, 3" in diagram.accessibleDescription()


def test_nothing_keeps_a_closed_diagram_alive(qtbot, colours):
    widget = NetworkDiagram(colours)
    widget.set_structure(("x",), (3,), ("y",))
    gone = weakref.ref(widget)
    widget.deleteLater()
    del widget
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None, timeout=2000)
