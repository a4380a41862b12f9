"""What the output shows about its points, and what it reads out, by mouse and by keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from playground.panels.output_panel import OutputPanel
from playground.theme import Theme
from playground.widgets.fields import contour_lines, margin_of, values_at
from playground.widgets.map_tools import Tool
from playground.widgets.map_view import MapView
from playground.widgets.point_layers import HALO_LEVELS, halo_levels
from playground.worker.commands import OUTPUT, POINTS, Watch
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

Key = Qt.Key
ALL = frozenset({"halos", "mistakes", "batch"})
PALETTES = ("light", "dark", "high_contrast")


class Said:
    """What a network said of some points."""

    def __init__(self, losses, correct=None, rows=None):
        self.losses = np.array(losses, float)
        self.rows = np.arange(len(losses)) if rows is None else np.array(rows)
        self.correct = correct if correct is None else np.array(correct)
        self.predictions = np.full((len(losses), 1), 0.75)


@pytest.fixture(params=PALETTES)
def colours(request, qapp):
    return Theme(request.param).view_colours()


@pytest.fixture
def view(qtbot, colours):
    """A grey map with three points in a row."""
    widget = MapView(colours)
    qtbot.addWidget(widget)
    widget.resize(420, 460)
    widget.set_task("binary", ("orange", "blue"))
    widget.set_extent(((-6.0, 6.0), (-6.0, 6.0)))
    widget.set_map(np.full((1, 40, 40), 0.5, np.float32))
    widget.set_points("train", np.array([[-4.0, 0.0], [0.0, 0.0], [4.0, 0.0]]), np.array([0, 1, 0]))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def picture(view):
    return view.canvas.viewport.grab().toImage()


def region(view, u, v, half=14):
    """Return the pixels around a point, (2 half + 1)², as 0xAARRGGBB."""
    image, place = picture(view), view.canvas.place_of(u, v).toPoint()
    spots = range(-half, half + 1)
    return np.array([[image.pixel(place + QPoint(x, y)) for x in spots] for y in spots])


def near(colour: QColor, word: int) -> bool:
    found = QColor(int(word))
    return all(abs(a - b) < 40 for a, b in zip(colour.getRgb(), found.getRgb(), strict=True))


def count_of(pixels, colour) -> int:
    return sum(near(colour, word) for word in pixels.ravel().tolist())


def distance(pixels, colour):
    """Return how far each pixel is from a colour."""
    parts = [
        (pixels >> shift & 255) - part
        for shift, part in zip((16, 8, 0), colour.getRgb()[:3], strict=True)
    ]
    return np.sqrt(np.sum(np.square(parts), axis=0))


# Layers ------------------------------------------------------------------------------------


def test_a_halo_grows_with_the_loss_and_lies_under_the_point(view, colours):
    view.points.set_loss_unit(0.7)
    view.set_answers("train", Said([0.01, 0.9, 4.0]))
    before = [region(view, u, 0.0) for u in (-4.0, 0.0, 4.0)]
    view.points.show(frozenset({"halos"}))
    after = [region(view, u, 0.0) for u in (-4.0, 0.0, 4.0)]
    changed = [int((a != b).sum()) for a, b in zip(before, after, strict=True)]
    assert changed[0] == 0
    assert 10 < changed[1] < changed[2]
    middle = after[2].shape[0] // 2
    assert near(colours.class_colour(0), after[2][middle, middle])
    assert view.points.count("halos") == 2


def test_halos_are_opaque_and_small_ones_lie_over_large_ones(view):
    levels = halo_levels(np.linspace(0.0, 10.0, 500))
    assert levels[0] == 0
    assert levels[-1] == HALO_LEVELS
    assert (np.diff(levels) >= 0).all()
    view.set_answers("train", Said([1.0, 9.0, 3.0]))
    view.points.show(frozenset({"halos"}))
    assert (np.diff(view.points._halos._kinds) <= 0).all()


def test_a_mistake_bears_a_cross_and_no_other_point_does(view, colours):
    before = [region(view, u, 0.0, 10) for u in (-4.0, 0.0)]
    view.set_answers("train", Said([1.0, 1.0, 1.0], [True, False, True]))
    view.points.show(frozenset({"mistakes"}))
    after = [region(view, u, 0.0, 10) for u in (-4.0, 0.0)]
    assert (before[0] == after[0]).all()
    crossed = after[1]

    def dark(across, up):
        return count_of(crossed[9 + up : 12 + up, 9 + across : 12 + across], colours.text)

    for across, up in ((3, 3), (-3, 3), (3, -3), (-3, -3)):
        assert dark(across, up) > 0
    for across, up in ((5, 0), (-5, 0), (0, 5), (0, -5)):
        assert dark(across, up) == 0


def test_the_batch_has_rings_in_the_accent_colour(view, colours):
    before = region(view, 4.0, 0.0)
    view.points.set_batch(np.array([2]))
    assert (region(view, 4.0, 0.0) == before).all()
    view.points.show(frozenset({"batch"}))
    lit, rest = region(view, 4.0, 0.0), region(view, -4.0, 0.0)
    assert count_of(lit, colours.accent) > 15
    assert count_of(rest, colours.accent) < 5
    view.points.set_batch(None)
    assert (region(view, 4.0, 0.0) == before).all()


def test_what_is_about_hidden_points_is_hidden_too(view):
    view.set_answers("train", Said([9.0, 9.0, 9.0], [False, False, False]))
    view.points.set_batch(np.arange(3))
    view.points.show(ALL)
    assert [view.points.count(what) for what in sorted(ALL)] == [3, 3, 3]
    view.set_points_visible("train", False)
    assert [view.points.count(what) for what in sorted(ALL)] == [0, 0, 0]
    view.set_points_visible("train", True)
    assert [view.points.count(what) for what in sorted(ALL)] == [3, 3, 3]


def test_what_is_said_of_points_that_are_not_there_is_not_drawn(view):
    view.points.show(ALL)
    view.set_answers("train", Said([9.0] * 3, [False] * 3, rows=[1, 7, 9]))
    view.points.set_batch(np.array([7, 0]))
    assert [view.points.count(what) for what in sorted(ALL)] == [1, 1, 1]


def test_a_contour_runs_along_the_boundary(view, colours):
    ramp = np.tile(np.linspace(0.0, 1.0, 61, dtype=np.float32), (61, 1))[np.newaxis]
    view.set_map(ramp)
    before = region(view, 0.0, 3.0, 3)
    plain = region(view, -6.0 + 12.0 * 0.25, 3.0, 3)
    assert count_of(before, colours.text) == 0
    view.set_contours(True)
    on = region(view, 0.0, 3.0, 3)
    assert count_of(on, colours.text) >= 7
    fine = region(view, -6.0 + 12.0 * 0.25, 3.0, 3)
    drawn = fine != plain
    assert drawn.any(axis=1).all()
    assert (distance(fine, colours.muted) < distance(plain, colours.muted))[drawn].all()
    view.set_contours(False)
    assert (region(view, 0.0, 3.0, 3) == before).all()


def test_contours_of_three_classes_part_them():
    u = np.linspace(-1.0, 1.0, 41)
    corners = np.array([[-1.0, -1.0], [1.0, -1.0], [0.0, 1.0]])
    scores = np.stack([-np.hypot(u[np.newaxis] - x, u[:, np.newaxis] - y) for x, y in corners])
    shares = np.exp(3 * scores)
    margins = margin_of(shares / shares.sum(axis=0))
    square = ((-1.0, 1.0), (-1.0, 1.0))
    x, y = contour_lines(margins[0], square, [0.0])
    level = np.abs(x) < 0.02  # between the two lower corners the boundary stands upright
    assert level.sum() > 10
    assert y[level].max() < 0.1
    found = [values_at(margins, square, *place)[0] for place in zip(x, y, strict=True)]
    assert np.abs(found).max() < 0.02


@pytest.mark.parametrize("level", [-0.5, 0.0, 0.3])
def test_contours_lie_where_the_field_has_the_level(level):
    u = np.linspace(-2.0, 2.0, 80)
    field = np.sin(2 * u)[np.newaxis] * np.cos(u)[:, np.newaxis]
    x, y = contour_lines(field, ((-2.0, 2.0), (-2.0, 2.0)), [level])
    assert len(x) > 20
    assert np.abs(np.sin(2 * x) * np.cos(y) - level).max() < 3e-3


def test_contours_of_a_saddle_do_not_cross():
    field = np.array([[1.0, 0.0], [0.0, 1.0]])
    for level, corner in ((0.25, (0.0, 1.0)), (0.75, (0.0, 0.0))):
        x, y = contour_lines(field, ((0.0, 1.0), (0.0, 1.0)), [level])
        assert len(x) == 4
        middle = np.stack([x, y], axis=-1).reshape(2, 2, 2).mean(axis=1)
        assert np.hypot(*(middle - corner).T).min() < 0.5


# Reading -----------------------------------------------------------------------------------


def test_keys_move_a_cross_and_the_readout_follows(view, qtbot, colours):
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Key.Key_Right)
    assert view.looked_at == view.looked_at.__class__(0.0, 0.0)
    assert "training example 2: blue" in view.readout.text()
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Left):
        qtbot.keyClick(view, key)
    assert view.readout.isVisible()
    assert view.readout.text().startswith("x₁ −0.30   x₂ 0.60")
    qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.looked_at.x() == pytest.approx(1.2)
    assert count_of(region(view, 1.2, 0.6, 12), colours.text) > 8
    for _ in range(9):
        qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.looked_at.x() == 6.0
    qtbot.keyClick(view, Key.Key_Escape)
    assert view.looked_at is None
    assert not view.readout.isVisible()
    with qtbot.waitSignal(view.let_go):
        qtbot.keyClick(view, Key.Key_Escape)


def test_the_readout_stays_inside_the_picture(view, qtbot):
    for place in ((5.9, 5.9), (-5.9, -5.9), (5.9, -5.9)):
        qtbot.mouseMove(view.canvas.viewport, view.canvas.place_of(*place).toPoint())
        assert view.readout.isVisible()
        assert view.canvas.rect().contains(view.readout.geometry())


def test_a_tool_has_mouse_and_keys_to_itself(view, qtbot):
    class Pen(Tool):
        mouse_cursor = Qt.CursorShape.CrossCursor

        def __init__(self):
            self.told = []

        def on_mouse(self, _view, mouse):
            self.told.append((mouse.kind, mouse.buttons == Qt.MouseButton.LeftButton))

        def on_key(self, _view, event):
            self.told.append(event.key())
            return True

        def put_down(self, _view):
            self.told.append("down")

    pen = Pen()
    view.take_tool(pen)
    assert view.tool is pen
    assert view.canvas.viewport.cursor().shape() == Qt.CursorShape.CrossCursor
    here, there = (view.canvas.place_of(*at).toPoint() for at in ((1.0, 1.0), (2.0, 1.0)))
    qtbot.mousePress(view.canvas.viewport, Qt.MouseButton.LeftButton, pos=here)
    qtbot.mouseMove(view.canvas.viewport, there)
    qtbot.mouseRelease(view.canvas.viewport, Qt.MouseButton.LeftButton, pos=there)
    qtbot.keyClick(view, Key.Key_Right)
    assert [kind for kind, *_ in filter(lambda t: isinstance(t, tuple), pen.told)] == [
        "press", "move", "release",
    ]  # fmt: skip
    assert pen.told[0] == ("press", True)
    assert pen.told[-1] == Key.Key_Right
    assert view.looked_at is None
    view.take_tool(None)
    assert pen.told[-1] == "down"
    qtbot.keyClick(view, Key.Key_Right)
    assert view.looked_at is not None


# The panel ---------------------------------------------------------------------------------


def views_watched(bench):
    return bench.worker.sent(Watch)[-1].views


def test_layers_are_off_cost_nothing_and_are_asked_for_when_on(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500))
    assert views_watched(bench) == {OUTPUT}
    assert bench.session.snapshot.points is None
    bench.panel.shown.entry("mistakes").trigger()
    bench.worker.work()
    assert views_watched(bench) == {OUTPUT, POINTS}
    said = bench.session.snapshot.points.train
    assert bench.panel.map.points.count("mistakes") == int((~said.correct).sum()) > 0
    bench.panel.shown.entry("mistakes").trigger()
    assert views_watched(bench) == {OUTPUT}


def test_all_layers_follow_the_training(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500), data__dataset="gaussians")
    for toggle in ("halos", "mistakes", "batch", "show_test"):
        bench.panel.shown.entry(toggle).trigger()
    bench.worker.work()
    points = bench.panel.map.points
    halos = points.count("halos")
    assert points.count("batch") == len(bench.session.snapshot.batch_rows) == 8
    bench.worker.train(300)
    said = bench.session.snapshot.points
    wrong = sum(int((~part.correct).sum()) for part in (said.train, said.test))
    assert points.count("mistakes") == wrong
    assert points.count("halos") < halos


@pytest.mark.parametrize("dataset", ["spiral", "pinwheel", "plane", "sine"])
def test_the_readout_of_a_point_tells_what_evaluation_says(qtbot, dataset):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500), data__dataset=dataset)
    bench.worker.train(30)
    panel = bench.panel
    picture = panel.stack.currentWidget()
    points = picture.points.sets["train"]
    place = points.places[5]
    readings = []
    picture.hovered.connect(readings.append)
    qtbot.mouseMove(picture.canvas.viewport, picture.canvas.place_of(*place).toPoint())
    assert views_watched(bench) == {OUTPUT, POINTS}
    bench.worker.work()
    near, trainer = readings[-1].near, bench.worker.trainer
    inputs = trainer.dataset.train_inputs
    said = trainer.predict(inputs[[near.row]])[0]
    assert near.prediction == pytest.approx(said.tolist(), rel=1e-5)
    assert readings[-1].values == near.prediction
    losses = bench.session.snapshot.points.train.losses
    assert near.loss == pytest.approx(float(losses[near.row]))
    assert np.mean(losses) == pytest.approx(trainer.evaluate("train")["loss"], rel=1e-4)
    assert f"training example {near.row + 1}" in picture.readout.text()
    assert f"loss {near.loss:.4g}" in picture.readout.text()
    before = picture.readout.text()
    bench.worker.train(20)
    assert picture.readout.text() != before
    qtbot.mouseMove(picture.canvas.viewport, QPoint(1, 1))
    assert views_watched(bench) == {OUTPUT}


def test_the_map_between_points_tells_what_the_network_says(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500))
    bench.session.set_view(show_train=False)
    bench.worker.train(60)
    view = bench.panel.map
    readings = []
    view.hovered.connect(readings.append)
    place = view.canvas.place_of(2.0, -1.5).toPoint()
    qtbot.mouseMove(view.canvas.viewport, place)
    reading = readings[-1]
    dataset = bench.worker.trainer.dataset
    said = bench.worker.trainer.predict(dataset.inputs_of(np.array([[reading.u, reading.v]])))
    assert reading.near is None
    assert reading.values[0] == pytest.approx(float(said[0, 0]), abs=0.01)


def test_the_list_of_what_is_shown_stays_open_while_things_are_ticked(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500))
    button = bench.find("output.show")
    menu = button.list
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)
    qtbot.waitUntil(menu.isVisible)
    qtbot.mouseClick(
        menu, Qt.MouseButton.LeftButton,
        pos=menu.actionGeometry(button.entry("contours")).center(),
    )  # fmt: skip
    assert bench.session.view.contours
    assert menu.isVisible()
    menu.setActiveAction(button.entry("halos"))
    qtbot.keyClick(menu, Key.Key_Space)
    assert bench.session.view.halos
    assert menu.isVisible()
    qtbot.keyClick(menu, Key.Key_Escape)
    assert not menu.isVisible()
    for entry in menu.actions():
        assert entry.isSeparator() or (entry.toolTip() and entry.objectName())
    assert QApplication.activePopupWidget() is None
