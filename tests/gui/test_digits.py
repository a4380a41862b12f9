"""The pad to draw digits on, by mouse and by keys, and what the network says of it."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent

from playground.actions import owns_key
from playground.models.probe import Probe
from playground.panels.output_panel import OutputPanel
from playground.theme import Theme
from playground.widgets.ink import Ink
from playground.widgets.ink_pad import InkPad
from playground.worker.commands import Watch
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
Key = Qt.Key


@pytest.fixture
def pad(qtbot):
    pad = InkPad(Theme("light").view_colours())
    qtbot.addWidget(pad)
    pad.resize(162, 162)
    with qtbot.waitExposed(pad):
        pad.show()
    return pad


@pytest.fixture
def bench(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(480, 620), data__dataset="digits")
    bench.session.set_view(space="pad")
    bench.worker.work()
    return bench


def at(column, row):
    """Return the pixel in the middle of a coarse pixel of a pad of 162 pixels."""
    return QPoint(round(1 + 20 * (column + 0.5)), round(1 + 20 * (row + 0.5)))


def line(qtbot, pad, begin, end, button=LEFT):
    qtbot.mousePress(pad, button, pos=begin)
    qtbot.mouseMove(pad, end)
    qtbot.mouseRelease(pad, button, pos=end)


def ends(pad, *away):
    """Return pixels so far away from the middle of a pad."""
    return [pad.rect().center() + QPoint(*each) for each in away]


def test_a_line_fills_the_pixels_on_its_way(pad, qtbot):
    with qtbot.waitSignal(pad.drawn):
        line(qtbot, pad, at(2, 1), at(2, 6))
    picture = pad.values.reshape(8, 8)
    assert (picture[2:6, 2] == 16).all()
    assert (picture[[1, 6], 2] >= 12).all()
    assert not picture[:, 4:].any()
    assert picture.max() == 16
    assert (picture == np.rint(picture)).all()
    assert picture[0, 2] < picture[1, 2]


def test_the_right_button_takes_ink_away(pad, qtbot):
    line(qtbot, pad, at(2, 1), at(2, 6))
    line(qtbot, pad, at(2, 1), at(2, 2), RIGHT)
    picture = pad.values.reshape(8, 8)
    assert picture[1, 2] <= 2
    assert picture[5, 2] == 16


def test_drawing_by_keys(pad, qtbot):
    pad.setFocus()
    for _ in range(4):
        qtbot.keyClick(pad, Key.Key_Up)
    assert not pad.values.any()
    qtbot.keyClick(pad, Key.Key_Space)
    assert pad.pen_down
    for _ in range(4):
        qtbot.keyClick(pad, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pad, Key.Key_Escape)
    drawn = pad.values
    assert drawn.reshape(8, 8)[2:6, 3:5].min() == 8
    qtbot.keyClick(pad, Key.Key_Right)
    assert (pad.values == drawn).all()
    qtbot.keyClick(pad, Key.Key_Delete)
    assert not pad.values.any()


def test_the_drawing_is_seen(pad, qtbot):
    ground = QColor(pad.grab().toImage().pixel(at(5, 5)))
    line(qtbot, pad, at(2, 5), at(6, 5))
    assert QColor(pad.grab().toImage().pixel(at(5, 5))).lightness() < ground.lightness() - 100


def test_a_picture_of_the_data_is_shown_as_it_is():
    picture = np.arange(64.0).reshape(8, 8) % 17
    ink = Ink()
    ink.show_blocks(picture)
    assert ink.blocks().tolist() == picture.tolist()


def test_the_probe_answers_as_the_run_does(bench):
    bench.worker.train(30)
    trainer = bench.worker.trainer
    probe = Probe(bench.session.experiment)
    parameters = trainer.network.parameters
    told = trainer.predict(trainer.dataset.test_inputs[:5])
    for point, wanted in zip(trainer.dataset.test_points, told, strict=False):
        np.testing.assert_allclose(probe.predict(parameters, point), wanted, rtol=1e-5)
    assert probe.fits(bench.session.experiment)
    assert not probe.fits(bench.session.experiment.with_value("model.hidden", (7,)))
    assert probe.predict(parameters[:-1], trainer.dataset.test_points[0]) is None
    assert probe.predict(np.full_like(parameters, np.nan), trainer.dataset.test_points[0]) is None


def test_probabilities_follow_drawing_and_training(bench, qtbot):
    page = bench.panel.stack.digits
    assert page.isVisible()
    assert page.bars.shares is None
    line(qtbot, page.pad, *ends(page.pad, (-20, -40), (10, 40)))
    first = page.bars.shares
    assert first.shape == (10,)
    assert first.sum() == pytest.approx(1.0, abs=1e-5)
    line(qtbot, page.pad, *ends(page.pad, (-40, -40), (40, -40)))
    second = page.bars.shares
    assert (second != first).any()
    bench.worker.train(40)
    assert (page.bars.shares != second).any()
    surest = int(page.bars.shares.argmax())
    assert page.bars.accessibleDescription().startswith(f"{surest}: ")
    qtbot.mouseClick(page.clear, LEFT)
    assert page.bars.shares is None


def test_test_digits_tell_what_they_are(bench, qtbot):
    bench.worker.train(300)
    page, data = bench.panel.stack.digits, bench.session.data
    for number in range(3):
        qtbot.mouseClick(page.example, LEFT)
        assert page.pad.values.tolist() == data.test_points[number].tolist()
        wanted = bench.worker.trainer.predict(bench.worker.trainer.dataset.test_inputs)[number]
        np.testing.assert_allclose(page.bars.shares, wanted, rtol=1e-4, atol=1e-6)
        taken = int(wanted.argmax())
        assert page.verdict.text() == f"{data.test_labels[number]}, taken for {taken}"
    line(qtbot, page.pad, *ends(page.pad, (-20, -40), (10, 40)))
    assert page.verdict.text() == ""


def test_the_pad_is_offered_for_digits_alone(bench):
    panel, session = bench.panel, bench.session
    assert panel.space_field.value == "pad"
    assert session.view.space == "pad"
    session.choose("data.dataset", "penguins")
    bench.worker.work()
    assert panel.stack.currentWidget() is panel.map
    assert panel.space_field.findData("pad") < 0
    session.choose("data.dataset", "digits")
    bench.worker.work()
    assert panel.stack.currentWidget() is panel.stack.digits


def test_only_what_the_pad_needs_is_watched(bench):
    assert bench.worker.sent(Watch)[-1].views == {"weights"}
    bench.session.set_view(space="data")
    assert bench.worker.sent(Watch)[-1].views == {"output"}


def test_without_test_data_there_is_no_example(bench):
    bench.session.set_value("data.test_fraction", 0.0)
    bench.worker.work()
    assert not bench.panel.stack.digits.example.isEnabled()


def test_the_space_bar_is_the_pads(bench):
    pad = bench.panel.stack.digits.pad
    none = Qt.KeyboardModifier.NoModifier
    for key in (Key.Key_Space, Key.Key_Left):
        assert owns_key(pad, QKeyEvent(QEvent.Type.ShortcutOverride, key, none))
    assert not owns_key(pad, QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_R, none))
