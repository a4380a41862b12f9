"""Hidden spaces, the confusion matrix, the film strip, and what lies behind the output's fields."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QWidget

from engine.datasets.painted import PaintedPoints
from engine.microscope.confusion import confusion_matrix
from playground.models.view_state import ViewState
from playground.panels.output_panel import OutputPanel
from playground.theme import Theme
from playground.widgets.confusion_table import MOST_COLOUR, ConfusionTable
from playground.widgets.film_strip import MOST_FRAMES, Film, FilmStrip
from playground.widgets.plot_items import PathItem
from playground.worker.commands import CONFUSION, HIDDEN, OUTPUT, POINTS, Watch
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
PALETTES = ("light", "dark", "high_contrast")
SIZE = (420, 560)


def watched(bench):
    return bench.worker.sent(Watch)[-1].views


def choose(qtbot, bench, choice):
    """Take a choice of the space field by its keys."""
    field = bench.find("output.space")
    field.setFocus()
    keys = field.findData(choice) - field.currentIndex()
    for _ in range(abs(keys)):
        qtbot.keyClick(field, Key.Key_Down if keys > 0 else Key.Key_Up)
        bench.worker.work()
    assert field.value == choice


# Hidden space ------------------------------------------------------------------------------


def test_each_hidden_layer_can_be_looked_into(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, model__hidden=(3, 2))
    bench.worker.train(20)
    field = bench.find("output.space")
    ids = [field.itemData(k) for k in range(field.count())]
    assert ids == ["data", "hidden_1", "hidden_2", "confusion"]
    choose(qtbot, bench, "hidden_2")
    assert watched(bench) == {HIDDEN}
    space = bench.panel.stack.space
    assert bench.panel.stack.currentWidget() is space
    trainer = bench.worker.trainer
    network, inputs = trainer.network, trainer.dataset.train_inputs
    first = np.maximum(inputs @ network.weights[0] + network.biases[0], 0)
    second = np.maximum(first @ network.weights[1] + network.biases[1], 0)
    places = space.points.sets["train"].places
    assert places == pytest.approx(second, abs=1e-5)
    (x0, x1), (y0, y1) = space.canvas.shown()
    assert x0 <= second[:, 0].min() < second[:, 0].max() <= x1
    assert y0 <= second[:, 1].min() < second[:, 1].max() <= y1
    assert space.note_label.text() == ""
    choose(qtbot, bench, "hidden_1")
    assert space.note_label.text() == (
        f"principal axes: {bench.session.snapshot.hidden.explained:.0%} of the variance"
    )
    choose(qtbot, bench, "data")
    assert watched(bench) == {OUTPUT}
    assert bench.panel.stack.currentWidget() is bench.panel.map


def test_the_grid_is_bent_as_the_layer_bends_it(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, model__hidden=(2,), model__activation="tanh")
    choose(qtbot, bench, "hidden_1")
    bench.session.set_view(show_train=False)
    space = bench.panel.stack.space
    hidden = bench.session.snapshot.hidden
    view = space.canvas.viewport
    image = view.grab().toImage()
    colour = space._colours.hairline
    seen = 0
    for x, y in hidden.grid[3][::6].tolist():
        place = space.canvas.place_of(x, y).toPoint()
        around = [
            QColor(image.pixel(place + QPoint(dx, dy))) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
        ]
        seen += any(abs(each.lightness() - colour.lightness()) < 25 for each in around)
    assert seen == 7
    assert isinstance(space._grid, PathItem)
    assert np.abs(hidden.grid).max() <= 1.0


def test_what_is_said_of_points_is_said_in_hidden_space_too(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    for toggle in ("mistakes", "batch"):
        bench.panel.shown.entry(toggle).trigger()
    choose(qtbot, bench, "hidden_1")
    assert watched(bench) == {HIDDEN, POINTS}
    space, snapshot = bench.panel.stack.space, bench.session.snapshot
    assert space.points.count("batch") == len(snapshot.batch_rows)
    assert space.points.count("mistakes") == int((~snapshot.points.train.correct).sum())
    space.setFocus(Qt.FocusReason.TabFocusReason)
    place = space.points.sets["train"].places[4]
    space.look_at(QPointF(*place), by_key=True)
    near = space.reading_at(space.looked_at).near
    trainer = bench.worker.trainer
    said = trainer.predict(trainer.dataset.train_inputs[[near.row]])[0]
    assert near.prediction == pytest.approx(said.tolist(), rel=1e-5)
    assert f"training example {near.row + 1}" in space.readout.text()
    assert f"loss {near.loss:.4g}" in space.readout.text()


@pytest.mark.parametrize("dataset", ["sine", "plane", "penguins", "digits"])
def test_hidden_space_of_every_kind_of_data(qtbot, dataset):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, data__dataset=dataset, model__hidden=(1, 5))
    bench.session.set_view(space="hidden", show_test=True)
    bench.worker.work()
    space = bench.panel.stack.space
    assert space.points.drawn > 50
    bench.session.set_view(hidden_layer=1)
    bench.worker.work()
    assert bench.session.snapshot.hidden.axes == ("neuron 1",)
    assert (space.points.sets["train"].places[:, 1] == 0).all()
    assert not space.grab().isNull()


def test_without_hidden_layers_there_is_no_hidden_space(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    choose(qtbot, bench, "hidden_2")
    bench.session.set_value("model.hidden", ())
    bench.worker.work()
    assert bench.session.view.space == "data"
    assert bench.find("output.space").value == "data"
    assert ViewState(space="hidden", hidden_layer=2).fitted(2, (2, 4, 1), {}).hidden_layer is None


# Confusion ---------------------------------------------------------------------------------


def test_the_confusion_matrix_counts_what_the_network_says(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, data__dataset="pinwheel")
    bench.worker.train(10)
    choose(qtbot, bench, "confusion")
    assert watched(bench) == {CONFUSION}
    trainer, page = bench.worker.trainer, bench.panel.stack.confusion
    data, table = trainer.dataset, page.table
    for part, inputs, targets in (
        ("test", data.test_inputs, data.test_targets),
        ("train", data.train_inputs, data.train_targets),
    ):
        qtbot.mouseClick(page.part_field.button(part), Left)
        bench.worker.work()
        counts = confusion_matrix(trainer.predict(inputs), targets)
        shown = [[table.count(row, column) for column in range(3)] for row in range(3)]
        assert shown == counts.tolist()
        total = counts[0].sum()
        assert table.item(0, 0).text() == f"{counts[0, 0]}\n{counts[0, 0] / total:.0%}"
        assert table.item(0, 1).toolTip().endswith(f"of {total}, {counts[0, 1] / total:.0%}")
    assert bench.session.view.confusion_part == "train"
    assert table.verticalHeaderItem(1).text() == "arm 2"
    assert table.horizontalHeaderItem(2).text() == "→ arm 3"
    assert f"arm 1: {counts[0, 0]} of {total} right" in table.accessibleDescription()
    cell = QAccessible.queryAccessibleInterface(table).child(5)
    assert cell.text(QAccessible.Text.Name)


def test_values_have_no_confusion_matrix(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    choose(qtbot, bench, "confusion")
    bench.session.choose("data.dataset", "plane")
    bench.worker.work()
    field = bench.find("output.space")
    assert field.findData("confusion") == -1
    assert field.value == "data"
    assert bench.panel.stack.currentWidget() is bench.panel.map
    assert watched(bench) == {OUTPUT}


def luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("palette", PALETTES)
def test_counts_are_legible_in_every_palette(qtbot, palette):
    table = ConfusionTable(Theme(palette).view_colours())
    qtbot.addWidget(table)
    table.set_classes(("a", "b"))
    assert 0.0 < MOST_COLOUR < 1.0
    for counts in ([[10, 0], [0, 10]], [[0, 10], [10, 0]], [[5, 5], [2, 8]]):
        table.set_counts(np.array(counts))
        for row in range(2):
            for column in range(2):
                cell = table.item(row, column)
                pair = sorted(
                    luminance(brush.color()) for brush in (cell.background(), cell.foreground())
                )
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_ten_classes_fit_a_narrow_table(qtbot):
    table = ConfusionTable(Theme("light").view_colours())
    qtbot.addWidget(table)
    table.resize(360, 260)
    table.set_classes([str(k) for k in range(10)])
    table.set_counts(np.arange(100).reshape(10, 10))
    table.show()
    assert table.item(9, 9).text() == "99"
    assert "of 945" in table.item(9, 9).toolTip()


# The chosen neuron -------------------------------------------------------------------------


def test_from_an_enlarged_neuron_a_button_and_escape_lead_back(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    bench.session.watch("neurons", True)
    bench.worker.work()
    for way in ("button", "key"):
        bench.session.set_view(neuron=(1, 2))
        assert bench.panel.stack.enlarged
        assert not bench.panel.space_field.isVisible()
        if way == "button":
            qtbot.mouseClick(bench.find("output.back"), Left)
        else:
            bench.panel.map.setFocus()
            qtbot.keyClick(bench.panel.map, Key.Key_Escape)
        assert bench.session.view.neuron is None
        assert not bench.panel.back.isVisible()
        assert bench.panel.space_field.isVisible()


# Columns ----


def columns_of(bench):
    shown = bench.panel.stack.plane
    return shown.labels


def test_of_many_columns_any_is_found_by_typing(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, data__dataset="digits")
    across = bench.find("output.plane_across")
    assert across.value == "principal"
    assert bench.panel.findChild(QWidget, "output.plane_up").isHidden()
    names = bench.session.data.column_names
    assert across.count() == len(names) + 1
    across.lineEdit().selectAll()
    qtbot.keyClicks(across.lineEdit(), across.itemText(21))
    qtbot.keyClick(across.lineEdit(), Key.Key_Return)
    bench.worker.work()
    assert bench.session.view.plane == (20, 0)
    assert columns_of(bench) == (names[20], names[0])
    up = bench.find("output.plane_up")
    up.setFocus()
    up.lineEdit().selectAll()
    qtbot.keyClicks(up.lineEdit(), up.itemText(20))  # the one that lies across already
    qtbot.keyClick(up.lineEdit(), Key.Key_Return)
    bench.worker.work()
    assert bench.session.view.plane == (0, 20)
    qtbot.keyClicks(up.lineEdit(), "nonsense")
    qtbot.keyClick(up.lineEdit(), Key.Key_Return)
    assert up.currentText() == up.itemText(20)
    assert bench.session.view.plane == (0, 20)
    for field in (across, up, across.lineEdit()):
        assert field.accessibleName()
        assert field.toolTip()


# The sealed part ---------------------------------------------------------------------------


def test_the_sealed_part_is_opened_once_and_stays_open(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, data__sealed_fraction=0.25)
    table, seal = bench.panel.numbers, bench.find("output.open_sealed")
    assert "undo cannot close it again" in seal.toolTip()
    assert "sealed" not in table.sentence()
    bench.worker.train(25)
    qtbot.mouseClick(seal, Left)
    bench.worker.work()
    told = bench.worker.trainer.sealed_result
    assert seal.isHidden()
    assert float(table.value("sealed_loss")) == pytest.approx(told["loss"], abs=6e-4)
    assert table.value("sealed_score") == f"{100 * told['accuracy']:.1f} %"
    assert "sealed loss" in table.sentence()
    bench.worker.train(25)
    assert bench.worker.trainer.sealed_result == told
    assert float(table.value("sealed_loss")) == pytest.approx(told["loss"], abs=6e-4)
    bench.session.reset()
    bench.worker.work()
    assert not seal.isHidden()


def test_where_nothing_is_sealed_there_is_no_column(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    table = bench.panel.numbers
    assert table.seal.isHidden()
    assert "sealed" not in table.sentence()


# Data that change --------------------------------------------------------------------------


def test_painted_points_move_on_the_picture_while_the_run_goes_on(qtbot):
    rng = np.random.default_rng(0)
    rows = np.column_stack([rng.uniform(-5, 5, (40, 2)), np.arange(40) % 2])
    bench = open_panel(
        qtbot, OutputPanel, size=SIZE, data__dataset="painted",
        data__points=PaintedPoints(rows),
    )  # fmt: skip
    bench.worker.train(10)
    drawn = bench.panel.map.points.sets["train"]
    count, before = drawn.drawn, drawn.places.copy()
    rows[:, 0] += 0.5
    bench.session.set_points(PaintedPoints(rows))
    bench.worker.work()
    assert bench.worker.trainer.step_count == 10
    assert drawn.drawn == count
    assert drawn.places == pytest.approx(before + np.array([0.5, 0.0]))


def test_a_painting_without_points_is_shown_until_there_are_some(qtbot):
    empty, some = PaintedPoints(np.zeros((0, 3))), PaintedPoints([[1.0, 1.0, 0.0], [2.0, 1.0, 1.0]])
    bench = open_panel(
        qtbot, OutputPanel, size=SIZE, data__dataset="painted", data__points=empty,
        data__test_fraction=0.0,
    )  # fmt: skip
    for space in ("hidden", "confusion", "data"):
        bench.session.set_view(space=space, halos=True, mistakes=True, show_test=True)
        bench.worker.work()
        assert not bench.panel.grab().isNull()
    assert bench.panel.map.points.drawn == 0
    bench.session.set_points(some)
    bench.worker.work()
    assert bench.panel.map.points.drawn == 2


# Film --------------------------------------------------------------------------------------


def test_a_film_keeps_moments_evenly_whatever_their_order():
    steps = np.cumsum(np.random.default_rng(0).integers(1, 60, 400)).tolist()
    films = []
    for order in (steps, steps[::-1], sorted(steps, key=lambda step: step % 7)):
        film = Film()
        for step in order:
            film.add(step, np.full((1, 2, 2), float(step)))
        films.append(film)
    assert films[0].steps == films[1].steps == films[2].steps
    assert MOST_FRAMES // 2 <= len(films[0].steps) <= MOST_FRAMES
    gaps = np.diff(films[0].steps)
    assert gaps.max() < 2.2 * gaps.min()
    assert all(picture[0, 0, 0] == step for step, picture in films[0].frames)
    films[0].cut(steps[200])
    assert max(films[0].steps) <= steps[200]


def test_the_strip_shows_the_run_and_leads_back(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    for _ in range(5):
        bench.worker.train(7)
    strip = bench.find("output.film")
    assert strip.film.steps == [0, 7, 14, 21, 28, 35]
    assert strip.shown_steps() == strip.film.steps
    box = dict(strip._boxes())[14]
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(strip, Left, pos=box.center().toPoint())
    assert chosen.args == [14]
    assert bench.session.in_the_past
    bench.worker.work()
    assert bench.session.snapshot.step == 14
    assert strip._marked() == 14
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip, Key.Key_Right)
    assert strip.accessibleDescription() == "Update 21"
    qtbot.keyClick(strip, Key.Key_Return)
    bench.worker.work()
    assert bench.session.snapshot.step == 21
    bench.session.branch()
    bench.worker.work()
    assert strip.film.steps == [0, 7, 14, 21]
    bench.session.reset()
    bench.worker.work()
    assert strip.film.steps == [0]


def test_the_pictures_of_the_strip_are_those_of_the_map(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, data__dataset="gaussians")
    bench.worker.train(200)
    strip = bench.find("output.film")
    box = dict(strip._boxes())[200]
    image = strip.grab().toImage()
    output = bench.session.snapshot.maps.output
    for across, up in ((0.25, 0.25), (0.75, 0.75), (0.25, 0.75)):
        place = QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())
        side = output.shape[1] - 1
        patch = output[:, round(up * side) : round(up * side) + 1, round(across * side)]
        wanted = QColor(int(bench.panel.map.pixels_of(patch[:, :, np.newaxis])[0, 0]))
        found = QColor(image.pixel(place.toPoint()))
        apart = zip(wanted.getRgb(), found.getRgb(), strict=True)
        assert all(abs(a - b) < 40 for a, b in apart)


def test_the_strip_of_a_curve_and_of_other_colours(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE, data__dataset="sine")
    bench.worker.train(30)
    strip = bench.find("output.film")
    assert strip.film.steps == [0, 30]
    image = strip.grab().toImage()
    box = dict(strip._boxes())[30].toRect()
    line = bench.panel.theme.view_colours().negative
    pixels = [
        QColor(image.pixel(x, y))
        for x in range(box.left() + 2, box.right() - 2)
        for y in range(box.top() + 2, box.bottom() - 2)
    ]
    assert (
        sum(abs(each.hue() - line.hue()) < 20 and each.saturation() > 100 for each in pixels) > 20
    )


def test_the_strip_is_left_out_where_there_is_no_room_or_no_wish(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=SIZE)
    panel = bench.panel
    assert panel.film.isVisible()
    panel.resize(300, 330)
    assert not panel.film.isVisible()
    panel.resize(*SIZE)
    assert panel.film.isVisible()
    panel.shown.entry("film").trigger()
    assert not panel.film.isVisible()
    panel.shown.entry("film").trigger()
    choose(qtbot, bench, "confusion")
    assert not panel.film.isVisible()


def test_a_narrow_strip_leaves_pictures_out(qtbot):
    strip = FilmStrip(Theme("light").view_colours(), lambda values: values[0].astype(np.uint32))
    qtbot.addWidget(strip)
    for step in range(MOST_FRAMES):
        strip.see(step, np.zeros((1, 4, 4), np.float32))
    strip.resize(160, 40)
    assert strip.shown_steps() == [0, 3, 6, 9]
    assert strip.step_at(QPointF(5, 20)) == 0
    assert strip.step_at(QPointF(155, 20)) is None
