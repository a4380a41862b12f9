"""Painting on the map with real mouse and keys, at the window and at its panels."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from engine import Experiment, PaintedPoints
from playground.main_window import MainWindow
from playground.panels.data_panel import DataPanel
from playground.panels.output_panel import OutputPanel
from playground.settings import Settings
from playground.theme import Theme
from playground.widgets.map_tools import LookTool
from playground.worker.bridge import WorkerBridge
from playground.worker.commands import Change, Reset
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton
CORNERS = PaintedPoints([[-5, -5, 0], [5, 5, 1], [-5, 5, 0], [5, -5, 1]])


@pytest.fixture
def bench(qtbot):
    return open_panel(
        qtbot, OutputPanel, size=(480, 620), data__dataset="painted", data__points=CORNERS
    )


def drag(panel, *places):
    """Press, move and let go, as a hand does."""
    canvas = panel.map.canvas
    pixels = [canvas.place_of(*place).toPoint() for place in places]
    QTest.mousePress(canvas.viewport, LEFT, pos=pixels[0])
    for pixel in pixels[1:]:
        QTest.mouseMove(canvas.viewport, pixel)
    QTest.mouseRelease(canvas.viewport, LEFT, pos=pixels[-1])


def points_of(bench):
    return bench.session.experiment.data.points


def drawn(panel):
    return sum(panel.map.drawn_points(part)[1] for part in ("train", "test"))


def press(panel, name):
    button = panel.findChild(QToolButton, name)
    QTest.mouseClick(button, LEFT)


def test_a_stroke_is_drawn_at_once_and_reaches_the_run_in_pieces(bench, qtbot):
    panel, painting = bench.panel, bench.panel.paint_bar.painting
    canvas = panel.map.canvas
    places = [canvas.place_of(x, 0.0).toPoint() for x in (-4, -2, 0, 2)]
    QTest.mousePress(canvas.viewport, LEFT, pos=places[0])
    QTest.mouseMove(canvas.viewport, places[1])
    assert len(painting.points) > 4 + 3
    assert drawn(panel) == len(painting.points)
    assert len(points_of(bench)) == 4
    qtbot.waitUntil(lambda: not painting.waiting)
    assert len(points_of(bench)) == len(painting.points)
    QTest.mouseMove(canvas.viewport, places[2])
    QTest.mouseMove(canvas.viewport, places[3])
    QTest.mouseRelease(canvas.viewport, LEFT, pos=places[3])
    assert len(points_of(bench)) == drawn(panel)
    bench.worker.work()
    assert len(bench.worker.sent(Reset)) == 1
    assert len(bench.worker.sent(Change)) == 2
    assert drawn(panel) == len(bench.session.data.train_points) + len(
        bench.session.data.test_points
    )


def test_older_points_of_the_run_do_not_come_over_the_stroke(bench):
    panel, canvas = bench.panel, bench.panel.map.canvas
    QTest.mousePress(canvas.viewport, LEFT, pos=canvas.place_of(0, 0).toPoint())
    shown = drawn(panel)
    assert shown > 4
    bench.worker.train(3)
    assert bench.session.snapshot.step == 3
    assert len(bench.session.data.train_points) < shown
    assert drawn(panel) == shown
    QTest.mouseRelease(canvas.viewport, LEFT, pos=canvas.place_of(0, 0).toPoint())


def test_the_tools_of_the_bar(bench):
    panel = bench.panel
    press(panel, "data.points.move")
    drag(panel, (-5, -5), (-3, -3), (-1, -2))
    moved = points_of(bench).coordinates[0]
    np.testing.assert_allclose(moved, (-1, -2), atol=0.1)
    press(panel, "data.points.class.2")
    press(panel, "data.points.relabel")
    drag(panel, (-6, 5), (-4, 5))
    assert points_of(bench).labels.tolist() == [0, 1, 1, 1]
    press(panel, "data.points.erase")
    drag(panel, (5, 5), (5, -5))
    assert points_of(bench).labels.tolist() == [0, 1]
    press(panel, "data.points.erase_all")
    assert len(points_of(bench)) == 0
    assert drawn(panel) == 0
    assert not panel.paint_bar.eraser.isEnabled()
    press(panel, "data.points.brush")
    drag(panel, (0, 0), (3, 3))
    assert set(points_of(bench).labels.tolist()) == {1}


def test_only_the_left_button_paints(bench):
    canvas = bench.panel.map.canvas
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(canvas.viewport, button, pos=canvas.place_of(0, 0).toPoint())
    QTest.mouseMove(canvas.viewport, canvas.place_of(1, 1).toPoint())
    assert points_of(bench) == CORNERS


def test_size_and_density(bench):
    panel = bench.panel
    assert not panel.paint_bar.radius.isVisible()
    press(panel, "data.points.tune")
    radius, density = (bench.find(f"data.points.{name}") for name in ("radius", "density"))
    for field, text in ((radius, "0"), (density, "7")):
        field.entry.setFocus()
        field.entry.selectAll()
        QTest.keyClicks(field.entry, text)
        QTest.keyClick(field.entry, Qt.Key.Key_Return)
    drag(panel, (0, 0))
    assert len(points_of(bench)) == 5
    panel.paint_bar.resize_brush(1)
    assert radius.value == 0.2
    drag(panel, (0, 0))
    assert len(points_of(bench)) == 12


def test_painting_by_keys(bench):
    panel = bench.panel
    panel.map.setFocus()
    QTest.keyClick(panel.map, Qt.Key.Key_Space)
    assert len(points_of(bench)) == 7
    QTest.keyClick(panel.map, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.map, Qt.Key.Key_Space)
    new = points_of(bench).coordinates[4:]
    assert len(new) == 6
    assert new[3:, 0].min() > new[:3, 0].max() - 1.2
    assert new[3:, 0].mean() > new[:3, 0].mean()


def test_moving_by_keys_takes_up_and_puts_down(bench):
    panel = bench.panel
    press(panel, "data.points.erase_all")
    panel.paint_bar.painting.set_brush(radius=0.0)
    panel.map.setFocus()
    QTest.keyClick(panel.map, Qt.Key.Key_Space)
    panel.paint_bar.take("move")
    QTest.keyClick(panel.map, Qt.Key.Key_Space)
    for _ in range(4):
        QTest.keyClick(panel.map, Qt.Key.Key_Up)
    assert panel.paint_bar.painting.stroking
    QTest.keyClick(panel.map, Qt.Key.Key_Space)
    assert not panel.paint_bar.painting.stroking
    (x0, x1), (y0, y1) = panel.map.canvas.shown()
    up = (y0 + y1) / 2 + 4 * (y1 - y0) / 40
    np.testing.assert_allclose(points_of(bench).coordinates, [[(x0 + x1) / 2, up]])
    QTest.keyClick(panel.map, Qt.Key.Key_Down)
    np.testing.assert_allclose(points_of(bench).coordinates[0, 1], up)


def test_the_ring_shows_where_and_how_broad_the_brush_is(bench):
    panel, canvas = bench.panel, bench.panel.map.canvas
    ring = panel.paint_bar._ring
    without = canvas.viewport.grab().toImage()
    QTest.mouseMove(canvas.viewport, canvas.place_of(2, 1).toPoint())
    picture = canvas.viewport.grab().toImage()

    def differs(x):
        place = canvas.place_of(x, 1).toPoint()
        around = [(place.x() + step, place.y()) for step in range(-2, 3)]
        return any(picture.pixel(*each) != without.pixel(*each) for each in around)

    assert [differs(x) for x in (1.4, 2.0, 2.6, 3.2)] == [True, False, True, False]
    panel.map.take_tool(None)
    assert ring.place is None


def test_the_bar_comes_and_goes_with_painted_data(bench):
    panel, session = bench.panel, bench.session
    assert panel.paint_bar.isVisible()
    assert session.view.show_test
    session.choose("data.dataset", "xor")
    bench.worker.work()
    assert not panel.paint_bar.isVisible()
    assert type(panel.map.tool) is LookTool
    before = points_of(bench)
    drag(panel, (0, 0), (3, 3))
    assert points_of(bench) == before
    session.choose("data.dataset", "painted")
    bench.worker.work()
    assert panel.paint_bar.isVisible()
    assert drawn(panel) == 4


def test_up_to_six_classes(bench):
    panel, bar = bench.panel, bench.panel.paint_bar
    for count in range(3, 7):
        press(panel, "data.points.add_class")
        bench.worker.work()
        assert bar.swatches.count == count
        assert bar.swatches.value == count - 1
        drag(panel, (count - 4.0, 0.0))
    assert not bar.more_classes.isEnabled()
    assert points_of(bench).classes == 6
    bench.session.set_value("data.points", CORNERS)
    bench.session.set_value("data.dataset.classes", 2)
    assert bar.swatches.count == 2
    assert bar.swatches.value == 0


def test_undo_draws_the_points_as_they_were(bench):
    made = []
    bench.session.edit_made.connect(made.append)
    drag(bench.panel, (0, 0))
    assert drawn(bench.panel) == 7
    bench.session.undo(made[0])
    assert drawn(bench.panel) == 4


def test_any_theme_shows_the_classes_in_its_colours(bench):
    before = bench.panel.paint_bar.swatches.button(0).icon().pixmap(18, 18).toImage()
    bench.panel.theme.set_choice("high_contrast")
    bench.panel.theme.theme_changed.emit()
    assert bench.panel.paint_bar.swatches.button(0).icon().pixmap(18, 18).toImage() != before


def test_the_points_of_a_plane_can_be_painted_on(qtbot):
    bench = open_panel(qtbot, DataPanel, data__dataset="moons")
    QTest.mouseClick(bench.find("data.points.paint_here"), LEFT)
    bench.worker.work()
    assert len(points_of(bench)) == 64
    assert bench.session.problem is None
    assert not bench.panel.paint_here.isVisible()
    bench.session.choose("data.dataset", "sine")
    assert not bench.panel.paint_here.isVisible()


@pytest.fixture
def window(qtbot, qsettings):
    window = MainWindow(
        Settings(qsettings),
        Theme("light"),
        WorkerBridge(),
        Experiment().with_values(
            {"data.dataset": "painted", "data.points": CORNERS, "training.epochs": 10**9}
        ),
    )
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    yield window
    window.close()


def test_painting_while_training_at_full_speed(window, qtbot):
    session, panel = window.session, window.output_panel
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.step > 20)
    drag(panel, (-4, 2), (-2, 2), (0, 2), (2, 2), (4, 2))
    painted = len(session.experiment.data.points)
    assert painted > 20
    assert drawn(panel) == painted
    assert window.history.stack.undoText() == f"Paint {painted - 4} points"

    def known():
        return len(session.data.train_points) + len(session.data.test_points)

    qtbot.waitUntil(lambda: known() == painted)
    step = session.snapshot.step
    qtbot.waitUntil(lambda: session.snapshot.step > step + 50)
    assert session.playing
    assert session.state.generation == 1
    window.history.stack.undo()
    assert session.experiment.data.points == CORNERS
    qtbot.waitUntil(lambda: known() == 4)
    assert session.playing
    assert drawn(panel) == 4


def test_keys_change_the_brush_of_the_window(window):
    painting = window.output_panel.paint_bar.painting
    for key, tool in (("m", "move"), ("c", "relabel"), ("x", "erase"), ("p", "brush")):
        QTest.keyClicks(window, key)
        assert painting.brush.tool == tool
    QTest.keyClicks(window, "2")
    assert painting.brush.label == 1
    QTest.keyClicks(window, "3")  # there is no third class
    assert painting.brush.label == 1
    before = painting.brush.radius
    QTest.keyClicks(window, "]")
    assert painting.brush.radius > before
    QTest.keyClicks(window, "[")
    assert painting.brush.radius == before
    QTest.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.session.experiment.data.points) == 0


def test_the_space_bar_paints_on_the_map_and_plays_elsewhere(window, qtbot):
    window.output_panel.map.setFocus()
    QTest.keyClick(window.output_panel.map, Qt.Key.Key_Space)
    assert len(window.session.experiment.data.points) == 7
    assert not window.session.playing
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.playing)


def test_keys_of_the_painter_rest_with_other_data(window, qtbot):
    actions = window.actions_by_id
    assert actions["action.paint.erase"].isEnabled()
    assert not actions["action.paint.class_3"].isEnabled()
    assert not actions["action.paint.these"].isEnabled()
    window.session.choose("data.dataset", "moons")
    assert not actions["action.paint.erase"].isEnabled()
    assert actions["action.paint.these"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert window.output_panel.paint_bar.painting.possible
    assert len(window.session.experiment.data.points) > 100
