"""Weights by hand: drags, keys, menus and editors, and what they make of the run."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QUndoStack, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from engine import Experiment, optimizers
from playground import app, i18n
from playground.models.parameters import ParameterMap
from playground.panels.network_panel import NetworkPanel
from playground.settings import Settings
from playground.theme import Theme
from playground.undo import History
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_picture import TITLE
from playground.widgets.layer_headers import LayerHeader, LayerText
from playground.widgets.network_diagram import A_NOTCH, A_PIXEL, NetworkDiagram
from playground.worker.commands import EditWeights
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

Key = Qt.Key
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LINK = Link(1, 2, 1)
PLACES = ParameterMap((2, 4, 3, 1))
PLACE = PLACES.weight(1, 2, 1)


@pytest.fixture
def bench(qtbot):
    """A network of 2-4-3-1 after ten updates, and the history of its edits."""
    made = open_panel(
        qtbot, NetworkPanel, size=(700, 500),
        training__optimizer=optimizers.SGD(learning_rate=0.5), model__activation="tanh",
    )  # fmt: skip
    made.worker.train(10)
    made.diagram = made.panel.diagram
    made.history = History(made.session, QAction(made.panel), QAction(made.panel), made.panel)
    return made


def weight(bench, link=LINK):
    return float(bench.worker.trainer.network.weights[link.layer][link.i, link.j])


def middle(diagram, link=LINK):
    """Return a place at which no other link is nearer; in its middle two of them cross."""
    layout = diagram._picture.layout
    gap = next(gap for gap in layout.gaps if gap.layer == link.layer)
    for share in np.linspace(0.3, 0.7, 41):
        x = gap.x0 + share * (gap.x1 - gap.x0)
        y = gap.start[link.i] + share * (gap.end[link.j] - gap.start[link.i])
        if layout.link_at(round(x), round(y), 1.0) == link:
            return QPoint(round(x), round(y))
    raise AssertionError("there is no such place")


def drag(diagram, start, pixels, steps=5, modifier=NO_KEY):
    """Drag upwards beyond the distance at which a drag begins, then by so many pixels."""
    QTest.mousePress(diagram, LEFT, modifier, start)
    begun = start - QPoint(0, QApplication.startDragDistance())
    for k in range(steps + 1):
        QTest.mouseMove(diagram, begun - QPoint(0, round(k * pixels / steps)))
    QTest.mouseRelease(diagram, LEFT, modifier, begun - QPoint(0, pixels))


def wheel(widget, place, notches, modifiers):
    event = QWheelEvent(
        QPointF(place), QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def menu_entry(bench, name):
    return bench.panel.editing.menu.findChild(QAction, f"network_{name}")


# Drags ---------------------------------------------------------------------------------------


def test_a_drag_changes_weight_loss_and_map_and_is_one_entry(qtbot, bench):
    before, snapshot = weight(bench), bench.session.snapshot
    drag(bench.diagram, middle(bench.diagram), 50)
    bench.worker.work()
    assert weight(bench) == pytest.approx(before + 50 * A_PIXEL, abs=1e-4)
    assert len(bench.worker.sent(EditWeights)) == 5
    now = bench.session.snapshot
    assert now.metrics["train_loss"] != snapshot.metrics["train_loss"]
    trainer = bench.worker.trainer
    assert now.metrics["train_loss"] == pytest.approx(trainer.evaluate("train")["loss"])
    assert np.abs(now.maps.output - snapshot.maps.output).max() > 1e-4
    assert bench.history.stack.count() == 1
    bench.history.stack.undo()
    bench.worker.work()
    assert weight(bench) == pytest.approx(before)
    bench.history.stack.redo()
    bench.worker.work()
    assert weight(bench) == pytest.approx(before + 50 * A_PIXEL, abs=1e-4)


def test_the_read_out_follows_the_drag(qtbot, bench):
    drag(bench.diagram, middle(bench.diagram), 100)
    bench.worker.work()
    assert bench.panel.read_out.text().startswith(f"w {weight(bench):+.3f}".replace("-", "−"))


def test_two_drags_are_two_entries_and_a_drag_in_training_goes_on(qtbot, bench):
    for pixels in (20, -40):
        drag(bench.diagram, middle(bench.diagram), pixels)
        bench.worker.work()
        bench.worker.train(3)
    assert bench.history.stack.count() == 2
    assert bench.worker.trainer.step_count == 16


def test_a_bias_mark_is_dragged_too(qtbot, bench):
    bias = bench.worker.trainer.network.biases[0]
    before = float(bias[1])
    x, y = bench.diagram._picture.layout.bias_mark(Neuron(1, 1))
    drag(bench.diagram, QPoint(round(x), round(y)), -30)
    bench.worker.work()
    assert float(bias[1]) == pytest.approx(before - 30 * A_PIXEL, abs=1e-4)


def test_the_wheel_needs_control_and_is_finer_with_shift(qtbot, bench):
    before, place = weight(bench), middle(bench.diagram)
    wheel(bench.diagram, place, 1, NO_KEY)
    bench.worker.work()
    assert weight(bench) == before
    for modifiers in (CONTROL, CONTROL, CONTROL | SHIFT):
        wheel(bench.diagram, place, 1, modifiers)
        bench.worker.work()
    assert weight(bench) == pytest.approx(before + 2.1 * A_NOTCH, abs=1e-3)
    assert bench.history.stack.count() == 1


# The editor ----------------------------------------------------------------------------------


def test_a_click_opens_the_editor_and_a_typed_weight_is_set(qtbot, bench):
    popup = bench.panel.editing.weight_popup
    qtbot.mouseClick(bench.diagram, LEFT, pos=middle(bench.diagram))
    assert popup.isVisible()
    assert popup.title.text() == "Weight neuron 3 of layer 1 → neuron 2 of layer 2"
    assert popup.value.value == pytest.approx(weight(bench), rel=1e-5)
    assert popup.value.entry.selectedText() == popup.value.entry.text()
    qtbot.keyClicks(popup.value.entry, "-1.25")
    qtbot.keyClick(popup.value.entry, Key.Key_Return)
    bench.worker.work()
    assert weight(bench) == -1.25
    assert not popup.isVisible()


def test_a_bad_number_is_refused_and_the_editor_stays(qtbot, bench):
    popup, before = bench.panel.editing.weight_popup, weight(bench)
    qtbot.mouseClick(bench.diagram, LEFT, pos=middle(bench.diagram))
    qtbot.keyClicks(popup.value.entry, "abc")
    qtbot.keyClick(popup.value.entry, Key.Key_Return)
    bench.worker.work()
    assert weight(bench) == before
    assert "abc" in popup.value.message
    assert popup.isVisible()
    popup.close()


def test_the_editor_follows_training_but_not_while_one_types(qtbot, bench):
    popup = bench.panel.editing.weight_popup
    qtbot.mouseClick(bench.diagram, LEFT, pos=middle(bench.diagram))
    bench.worker.train(5)
    assert popup.value.value == pytest.approx(weight(bench), rel=1e-5)
    qtbot.keyClicks(popup.value.entry, "7")
    bench.worker.train(5)
    assert popup.value.entry.text() == "7"
    gradient = bench.worker.trainer.gradient[PLACE]
    assert f"{abs(gradient):.4f}" in popup.facts.text() or "e−" in popup.facts.text()
    qtbot.keyClick(popup, Key.Key_Escape)
    assert not popup.isVisible()


def test_freeze_and_cut_in_the_editor(qtbot, bench):
    popup = bench.panel.editing.weight_popup
    qtbot.mouseClick(bench.diagram, LEFT, pos=middle(bench.diagram))
    popup.frozen.click()
    bench.worker.work()
    assert bench.worker.trainer.frozen.tolist() == [PLACE]
    popup.frozen.click()
    bench.worker.work()
    assert bench.worker.trainer.frozen.tolist() == []
    popup.cut.click()
    bench.worker.work()
    bench.worker.train(5)
    assert weight(bench) == 0.0
    assert bench.session.frozen == {PLACE}


# Keys ----------------------------------------------------------------------------------------


def test_everything_by_keys(qtbot, bench):
    diagram, session = bench.diagram, bench.session
    diagram.setFocus()
    qtbot.keyClick(diagram, Key.Key_W)
    assert diagram.chosen == Link(0, 0, 0)
    qtbot.keyClick(diagram, Key.Key_Right)
    qtbot.keyClick(diagram, Key.Key_Down)
    for _ in range(2):
        qtbot.keyClick(diagram, Key.Key_Down, SHIFT)
    assert diagram.chosen == LINK
    assert "neuron 3 of layer 1 → neuron 2 of layer 2" in bench.panel.read_out.text()
    assert "neuron 3 of layer 1" in diagram.accessibleDescription()
    before = weight(bench)
    qtbot.keyClick(diagram, Key.Key_PageUp)
    bench.worker.work()
    assert weight(bench) == pytest.approx(before + A_NOTCH, abs=1e-4)
    qtbot.keyClick(diagram, Key.Key_F)
    assert session.frozen == {PLACE}
    qtbot.keyClick(diagram, Key.Key_F)
    assert session.frozen == frozenset()
    qtbot.keyClick(diagram, Key.Key_Delete)
    bench.worker.work()
    assert (weight(bench), session.frozen) == (0.0, {PLACE})
    qtbot.keyClick(diagram, Key.Key_Return)
    popup = bench.panel.editing.weight_popup
    assert popup.isVisible()
    qtbot.keyClick(popup.value.entry, Key.Key_Escape)
    assert not popup.isVisible()
    qtbot.keyClick(diagram, Key.Key_W)
    assert diagram.chosen == Neuron(2, 1)
    qtbot.keyClick(diagram, Key.Key_F)
    assert session.frozen == {*PLACES.into(2, 1)}
    qtbot.keyClick(diagram, Key.Key_Escape)
    assert diagram.chosen is None


def test_links_stay_inside_the_diagram(qtbot, bench):
    diagram = bench.diagram
    qtbot.keyClick(diagram, Key.Key_W)
    for key in (Key.Key_Left, Key.Key_Up):
        qtbot.keyClick(diagram, key)
    assert diagram.chosen == Link(0, 0, 0)
    for key in (Key.Key_Right, Key.Key_Down) * 6:
        qtbot.keyClick(diagram, key)
    assert diagram.chosen == Link(2, 0, 0)


# Menus and layers ----------------------------------------------------------------------------


def test_the_menu_of_a_neuron_freezes_it_its_layer_and_cuts_it_off(qtbot, bench):
    diagram, menu = bench.diagram, bench.panel.editing.menu
    place = diagram.neuron_centre(1, 0)
    for name, frozen in (
        ("freeze", {*PLACES.into(1, 0)}),
        ("freeze_layer", {*PLACES.layer(1)}),
        ("freeze_layer", set()),
        ("cut", {*PLACES.out_of(1, 0)}),
        ("thaw_all", set()),
    ):
        diagram.menu_wished.emit(Neuron(1, 0), diagram.mapToGlobal(place))
        assert menu.isVisible()
        menu_entry(bench, name).trigger()
        menu.close()
        bench.worker.work()
        assert {*bench.worker.trainer.frozen.tolist()} == frozen
    assert not bench.worker.trainer.network.weights[1][0].any()


def test_a_right_click_and_the_menu_key_open_the_menu(qtbot, bench):
    menu = bench.panel.editing.menu
    bench.diagram.select(0, 1)
    bench.diagram.setFocus()
    reasons = QContextMenuEvent.Reason
    for reason, place, names in (
        (reasons.Keyboard, QPoint(1, 1), ["cut"]),  # of the chosen input, which has no bias
        (reasons.Mouse, middle(bench.diagram), ["edit", "freeze", "cut", "freeze_layer"]),
    ):
        event = QContextMenuEvent(reason, place, bench.diagram.mapToGlobal(place))
        QApplication.sendEvent(bench.diagram, event)
        assert menu.isVisible()
        assert [each.objectName() for each in menu.actions()] == [f"network_{n}" for n in names]
        menu.close()


def test_a_layer_gets_its_own_activation_and_dropout(qtbot, bench):
    header = bench.diagram._headers.header(1)
    assert header.text() == "Tanh"
    qtbot.mouseClick(header, LEFT)
    popup = bench.panel.editing.layer_popup
    assert popup.isVisible()
    assert (popup.activation.value, popup.dropout.value) == ("tanh", 0.0)
    popup.activation.setFocus()
    qtbot.keyClicks(popup.activation, "Sin")
    popup.dropout.entry.setFocus()
    popup.dropout.entry.selectAll()
    qtbot.keyClicks(popup.dropout.entry, "0.25")
    qtbot.keyClick(popup.dropout.entry, Key.Key_Return)
    bench.worker.work()
    model = bench.worker.trainer.experiment.model
    assert [each.id for each in model.activations] == ["tanh", "sine"]
    assert model.dropout_rates == (0.0, 0.25)
    assert bench.worker.trainer.step_count == 10  # live: the run goes on
    assert header.text() == "Sine · 0.25"
    assert "0.25" in header.accessibleDescription()
    assert bench.find("model.activation").currentIndex() == -1  # mixed


# Read-out, marks -----------------------------------------------------------------------------


def test_a_link_tells_weight_gradient_and_next_step(qtbot, bench):
    trainer = bench.worker.trainer
    qtbot.mouseMove(bench.diagram, middle(bench.diagram))
    gradient = float(trainer.gradient[PLACE])
    expected = f"w {weight(bench):+.3f}   ∂L/∂w {gradient:+.4f}   next step {-0.5 * gradient:+.4f}"
    assert bench.panel.read_out.text().startswith(expected.replace("-", "−"))


def test_a_neuron_tells_its_formula(qtbot, bench):
    network = bench.worker.trainer.network
    network.weights[0][:, 2] = 0.42, -1.3
    network.biases[0][2] = 0.1
    bench.worker.show()
    qtbot.mouseMove(bench.diagram, bench.diagram.neuron_centre(1, 2))
    text = bench.panel.read_out.text()
    assert text.startswith("a = tanh(0.42·x₁ − 1.3·x₂ + 0.1)   ∂L/∂b ")
    assert text.endswith("neuron 3 of layer 1")
    bench.worker.train(1)
    assert bench.panel.read_out.text() != text
    bench.diagram._hover(None)
    assert "Point at" in bench.panel.read_out.text()


def test_dead_frozen_and_dropped_neurons_are_marked(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500), model__dropout=0.5)
    panel, network = bench.panel, bench.worker.trainer.network
    bench.worker.train(1)
    network.weights[0][:, 1] = 0.0
    network.biases[0][1] = -5.0
    bench.session.set_frozen(PLACES.into(1, 1))
    bench.session.step_batch()
    bench.worker.work()
    snapshot = bench.session.snapshot
    assert panel._marks.in_layer(1)[1][0] == "dead"
    assert "frozen" in panel._marks.in_layer(1)[1]
    dropped = sum(int(each.sum()) for each in snapshot.dropped)
    assert panel.legend.counts["dead"] >= 1
    assert panel.legend.counts.get("dropped", 0) == dropped
    assert panel.legend.isVisible()
    assert "dead" in panel.legend.accessibleDescription()
    assert "no gradient" in panel.legend.toolTip()
    bench.session.play()  # at full speed they would flicker
    bench.worker.work()
    bench.worker.train(1)
    assert "dropped" not in panel.legend.counts


def test_frozen_and_cut_links_are_drawn_otherwise(qtbot, bench):
    def picture():
        qtbot.waitUntil(lambda: not any(p.stale for p in bench.diagram._picture._links))
        return bench.diagram.grab().toImage()

    others = sorted({*PLACES.layer(2)} - {PLACE})
    bench.session.edit_weights(others, [0.0] * len(others))
    bench.session.edit_weight(PLACE, 3.0)
    bench.worker.work()
    free = picture()
    bench.session.set_frozen((PLACE,))
    bench.worker.work()
    nailed = picture()
    assert nailed != free
    bench.session.cut((PLACE,))
    bench.worker.work()
    cut = picture()
    ground = bench.panel.theme.view_colours().background
    place = middle(bench.diagram)
    assert cut != nailed
    assert free.pixelColor(place) != ground
    assert cut.pixelColor(place) == ground


def test_a_network_that_is_replaced_ends_what_is_in_hand(qtbot, bench):
    place = middle(bench.diagram)
    QTest.mousePress(bench.diagram, LEFT, NO_KEY, place)
    bench.session.set_neurons(1, 1)
    bench.worker.work()
    for y in (20, 40):
        QTest.mouseMove(bench.diagram, place - QPoint(0, y))
    QTest.mouseRelease(bench.diagram, LEFT, NO_KEY, place - QPoint(0, 40))
    bench.worker.work()
    assert bench.session.problem is None
    assert not bench.worker.sent(EditWeights)


def test_while_another_network_is_to_come_the_old_one_is_told_of(qtbot, bench):
    bench.diagram.select(2, 0)
    bench.panel.show_equation()
    bench.diagram.layer_pressed.emit(1)
    bench.session.set_value("model.hidden", ())
    assert not bench.panel.editing.layer_popup.isVisible()
    bench.worker.show()  # a last snapshot of the old run
    assert bench.panel.read_out.text().startswith("a = tanh(")
    assert "tanh" in bench.panel._equation.page.toPlainText()
    bench.panel._equation.close()
    bench.worker.work()
    assert bench.diagram.chosen is None


def test_a_stack_of_undo_holds_every_kind_of_edit(qtbot, bench):
    """Drag, freeze, cut and layer settings: all taken back, the parameters are as before."""
    parameters = bench.worker.trainer.network.parameters.copy()
    drag(bench.diagram, middle(bench.diagram), 30)
    bench.worker.work()
    bench.diagram.select_link(LINK)
    for key in (Key.Key_F, Key.Key_Delete, Key.Key_PageDown):
        qtbot.keyClick(bench.diagram, key)
        bench.worker.work()
    bench.session.set_layer(0, "activation", "relu")
    bench.worker.work()
    stack: QUndoStack = bench.history.stack
    assert stack.count() == 5
    while stack.canUndo():
        stack.undo()
        bench.worker.work()
    np.testing.assert_array_equal(bench.worker.trainer.network.parameters, parameters)
    assert bench.session.frozen == frozenset()
    assert bench.session.value("model.activation") == "tanh"


# The equation --------------------------------------------------------------------------------


def test_the_equation_is_written_follows_and_is_copied(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500), model__hidden=(2,))
    panel, network = bench.panel, bench.worker.trainer.network
    network.parameters[...] = 1.5, -0.25, 0.5, 2.0, 0.0, -1.0, 1.0, -2.0, 0.125
    bench.worker.show()
    qtbot.mouseClick(panel.equation_button, LEFT)
    window = panel._equation
    assert window.page.toPlainText().splitlines() == [
        "a₁ = relu(1.5·x₁ + 0.5·x₂)",
        "a₂ = relu(−0.25·x₁ + 2·x₂ − 1)",
        "ƒ(x) = sigmoid(a₁ − 2·a₂ + 0.125)",
        "relu(z) = max(0, z)",
        "sigmoid(z) = 1 / (1 + exp(−z))",
    ]
    qtbot.mouseClick(window.style_field.button("python"), LEFT)
    qtbot.mouseClick(window.copy, LEFT)
    names = {}
    exec(QApplication.clipboard().text(), names)
    expected = bench.worker.trainer.predict(np.array([[0.5, 1.0]]))[0, 0]
    assert names["f"](0.5, 1.0) == pytest.approx(float(expected), rel=1e-6)
    qtbot.mouseClick(window.style_field.button("latex"), LEFT)
    assert "\\begin{aligned}" in window.page.toPlainText()
    window.digits.entry.selectAll()
    qtbot.keyClicks(window.digits.entry, "1")
    qtbot.keyClick(window.digits.entry, Key.Key_Return)
    bench.session.edit_weight(0, 1.26)
    bench.worker.work()
    assert r"1\,x_{1}" not in window.page.toPlainText()
    assert r"\left(x_{1} + 0.5\,x_{2}\right)" in window.page.toPlainText()
    window.close()


def test_a_large_network_is_not_written_out(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500), model__hidden=(16,))
    bench.panel.show_equation()
    window = bench.panel._equation
    assert "65 parameters" in window.remark.text()
    assert window.page.toPlainText() == ""
    assert not window.copy.isEnabled()
    window.close()


def test_the_equation_of_a_table_says_that_inputs_are_scaled(qtbot):
    bench = open_panel(
        qtbot, NetworkPanel, size=(700, 500), data__dataset="penguins", model__hidden=(2,)
    )
    bench.panel.show_equation()
    remark = bench.panel._equation.remark.text()
    assert "bill" in remark
    assert "scaled" in remark
    assert "softmax" in bench.panel._equation.page.toPlainText()
    bench.panel._equation.close()


# The window, other languages -----------------------------------------------------------------


@pytest.fixture
def pseudo(qapp):
    """Every text twice as long."""
    translator = i18n.PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.parametrize("size", [(260, 200), (300, 300), (620, 460)])
@pytest.mark.parametrize("hidden", [(16, 16), (1,), (16,) * 6, (64,) * 9])
def test_nothing_overlaps_in_twice_as_long_a_language(qtbot, pseudo, size, hidden):
    """Buttons, heads and the title lie apart, and every text stays in its place."""
    diagram = NetworkDiagram(Theme("light").view_colours())
    qtbot.addWidget(diagram)
    diagram.set_structure(("x₁", "x₂"), hidden, ("[a class ~~~~ ~~~~]", "b"))
    diagram.set_layer_texts([LayerText("[Leaky ReLU ~~~~ ~~~~]", "· 0.25") for _ in hidden])
    diagram.resize(*size)
    diagram.show()
    picture = diagram._picture
    buttons = [b for b in diagram.findChildren(QToolButton) if b.isVisible()]
    title = QRectF(0, 0, picture.title_width(), 1)
    title.moveCenter(QPointF(picture.title_centre, TITLE / 2))
    places = [QRectF(button.geometry()) for button in buttons]
    for first, second in combinations([title, *places], 2):
        assert not first.intersects(second)
    for place in [title, *places]:
        assert QRectF(diagram.rect()).contains(place)
    for header in diagram.findChildren(LayerHeader):
        assert header.fontMetrics().horizontalAdvance(header.text()) <= max(header.width(), 20)


def test_keys_of_the_window_change_the_layer_that_is_chosen(qtbot, qsettings):
    small = {"data.samples": 64, "model.hidden": (4, 3)}
    window = app.build(Settings(qsettings), Experiment().with_values(small))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    session, diagram = window.session, window.network_panel.diagram
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=10_000)
    window.activateWindow()
    diagram.setFocus()
    diagram.select(1, 0)
    for key, modifiers, expected in (
        (Key.Key_Plus, NO_KEY, (5, 3)),
        (Key.Key_Minus, NO_KEY, (4, 3)),
        (Key.Key_Plus, CONTROL, (4, 3, 3)),
        (Key.Key_Minus, CONTROL, (4, 3)),
    ):
        qtbot.keyClick(diagram, key, modifiers)
        assert session.experiment.model.hidden == expected
        qtbot.waitUntil(lambda sizes=expected: session.layer_sizes[1:-1] == sizes)
    qtbot.keyClick(window, Key.Key_E)
    assert window.network_panel._equation.isVisible()
    window.network_panel._equation.close()
    window.close()
