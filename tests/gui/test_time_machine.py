"""The time machine, and the keys of undo, with real clicks and keys on the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSlider, QToolButton

from playground.main_window import MainWindow
from playground.settings import Settings
from playground.theme import Theme
from playground.widgets.number_field import NumberField
from playground.worker.bridge import WorkerBridge
from tests.helpers.panel_bench import SMALL

RATE = "training.optimizer.learning_rate"
LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, settings_path):
    window = MainWindow(Settings.at(settings_path), Theme("light"), WorkerBridge(), SMALL)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: window.session.snapshot is not None)
    yield window
    window.close()


def train(qtbot, window, steps):
    """Make updates one by one."""
    window.setFocus()
    for _ in range(steps):
        qtbot.keyClick(window, Qt.Key.Key_Right)
    shows(qtbot, window, steps)


def shows(qtbot, window, step):
    qtbot.waitUntil(
        lambda: window.session.snapshot is not None and window.session.snapshot.step == step
    )


def click(qtbot, window, name):
    qtbot.mouseClick(window.time_machine.findChild(QToolButton, f"time_machine.{name}"), LEFT)


def test_keys_go_back_and_to_now(qtbot, window):
    train(qtbot, window, 6)
    for step in (5, 4):
        qtbot.keyClick(window, Qt.Key.Key_Left)
        shows(qtbot, window, step)
    assert window.session.state.past
    assert window.time_machine.readout.text() == "update 4 · epoch 1"
    assert window.time_machine.slider.value() == 4
    assert window.status_line.findChild(type(window.time_machine.readout)) is not None
    assert window.session.status_text == "Update 4 of 6, as it was."
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    shows(qtbot, window, 6)
    assert window.time_machine.readout.text() == "now"


def test_dragging_the_slider_shows_the_update(qtbot, window):
    train(qtbot, window, 6)
    slider = window.time_machine.slider
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    end = QPoint(slider.width() - 8, slider.height() // 2)
    qtbot.mousePress(slider, LEFT, pos=end)
    qtbot.mouseMove(slider, middle)
    qtbot.mouseRelease(slider, LEFT, pos=middle)
    shows(qtbot, window, 3)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    shows(qtbot, window, 2)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    shows(qtbot, window, 6)
    assert not window.session.in_the_past


def test_a_branch_keeps_a_ghost_that_can_be_hidden_and_removed(qtbot, window):
    train(qtbot, window, 6)
    assert not window.time_machine.ghost_button.isEnabled()
    click(qtbot, window, "step_back")
    shows(qtbot, window, 5)
    click(qtbot, window, "branch")
    qtbot.waitUntil(lambda: bool(window.session.ghosts) and window.session.state.tip_step == 5)
    (ghost,) = window.session.ghosts
    assert (ghost.name, ghost.points.step, ghost.visible) == ("Run 1", 6, True)
    (submenu,) = window.time_machine.ghost_menu.actions()
    show, _remove = submenu.menu().actions()
    show.trigger()
    assert not window.session.ghosts[0].visible
    _show, remove = window.time_machine.ghost_menu.actions()[0].menu().actions()
    remove.trigger()
    assert not window.session.ghosts


def test_actions_of_the_past_rest_in_the_present(qtbot, window):
    actions = [window.actions_by_id[f"action.{name}"] for name in ("step_back", "branch", "now")]
    assert not any(action.isEnabled() for action in actions)
    train(qtbot, window, 2)
    assert [action.isEnabled() for action in actions] == [True, False, False]
    qtbot.keyClick(window, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: window.session.state.past)
    assert all(action.isEnabled() for action in actions)


def test_keys_undo_and_redo(qtbot, window):
    window.session.set_value(RATE, 0.05)
    window.session.set_value(RATE, 0.07)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.value(RATE) == 0.05
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert window.session.value(RATE) == 0.07
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.session.value(RATE) == 0.07


def test_undo_in_a_number_is_of_the_text_only_while_one_is_typed(qtbot, window):
    field = window.training_panel.findChild(NumberField, RATE)
    field.entry.setFocus()
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, "0.05")
    qtbot.keyClick(field.entry, Qt.Key.Key_Return)
    assert window.session.value(RATE) == 0.05
    qtbot.keyClicks(field.entry, "7")
    qtbot.keyClick(field.entry, Qt.Key.Key_Z, CONTROL)
    assert window.session.value(RATE) == 0.05
    qtbot.keyClick(field.entry, Qt.Key.Key_Escape)
    qtbot.keyClick(field.entry, Qt.Key.Key_Z, CONTROL)
    assert window.session.value(RATE) == 0.01
    qtbot.waitUntil(lambda: field.value == 0.01)


def test_a_drag_of_a_control_is_one_entry(qtbot, window):
    slider = window.training_panel.findChild(NumberField, RATE).findChild(QSlider)
    stack = window.history.stack
    for ends in ((20, 40), (30, 50)):
        qtbot.mousePress(slider, LEFT, pos=QPoint(ends[0], slider.height() // 2))
        for x in range(*ends, 5):
            qtbot.mouseMove(slider, QPoint(x, slider.height() // 2))
        qtbot.mouseRelease(slider, LEFT, pos=QPoint(ends[1], slider.height() // 2))
    assert stack.count() == 2
    stack.setIndex(0)
    assert window.session.value(RATE) == 0.01


def test_the_history_opens(qtbot, window):
    window.session.set_value(RATE, 0.05)
    window.actions_by_id["action.history"].trigger()
    view = window._history_window.view
    assert view.isVisible()
    assert view.accessibleName() == "History"
    assert view.model().rowCount() == 2
