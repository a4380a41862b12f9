"""Controls that go behind a button where there is no room for their row."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from engine import Experiment
from playground import app
from playground.guide import go_to
from playground.settings import Settings
from playground.widgets.fold import Fold
from playground.widgets.number_field import NumberField

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def room(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    return room


@pytest.fixture
def fold(room, qtbot):
    fold = Fold("room.looks", "Looks", "How it looks.", NumberField(0.5, minimum=0.0), room)
    column = QVBoxLayout(room)
    column.addWidget(fold)
    column.addWidget(fold.home)
    with qtbot.waitExposed(room):
        room.show()
    return fold


def test_controls_stand_in_their_row_at_first(fold):
    assert fold.content.isVisible()
    assert not fold.isVisible()


def test_folded_away_they_open_at_a_click(fold, qtbot):
    fold.set_folded(True)
    assert fold.isVisible()
    assert not fold.home.isVisible()
    assert not fold.content.isVisible()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert fold.content.isVisible()
    qtbot.keyClick(fold.popup, Qt.Key.Key_Escape)
    assert not fold.content.isVisible()


def test_they_come_back_into_their_row_even_while_open(fold, qtbot):
    fold.set_folded(True)
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    fold.set_folded(False)
    assert fold.content.isVisible()
    assert fold.content.window() is fold.window()
    assert not fold.popup.isVisible()


@pytest.mark.parametrize("folded", [False, True])
def test_controls_without_use_are_neither_here_nor_there(fold, folded):
    fold.set_folded(folded)
    fold.set_offered(False)
    assert not fold.isVisible()
    assert not fold.content.isVisible()
    fold.set_folded(not folded)
    assert not fold.isVisible()
    assert not fold.content.isVisible()
    fold.set_offered(True)
    assert fold.isVisible() != fold.content.isVisible()


@pytest.fixture
def window(qtbot, qsettings):
    window = app.build(Settings(qsettings), Experiment().with_value("data.samples", 64))
    qtbot.addWidget(window)
    window.resize(800, 600)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_small_window_leaves_plots_and_map_their_room(window, qtbot):
    folds = window.plots_panel.fold, window.network_panel.fold
    canvas = window.plots_panel.plot(0).canvas
    qtbot.waitUntil(lambda: all(fold.folded for fold in folds))
    qtbot.waitUntil(lambda: canvas.height() >= 115)
    qtbot.waitUntil(lambda: window.output_panel.map.canvas.height() >= 200)
    assert window.output_panel.numbers.isVisible()
    assert window.output_panel.map.legend.isVisible()
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not any(fold.folded for fold in folds))
    qtbot.waitUntil(window.plots_panel.axis_field.isVisible)


def test_the_microscope_has_a_height_of_its_own(window, qtbot):
    right = window._splitters["right"]
    qtbot.waitUntil(lambda: window.output_panel.map.canvas.height() >= 200)
    before = right.sizes()
    qtbot.keyClick(window, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: window.microscope.isVisible() and right.sizes()[1] > before[1])
    qtbot.keyClick(window.microscope, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: right.sizes() == before)


def test_the_plane_is_chosen_behind_a_button_where_the_map_needs_its_row(window, qtbot):
    panel = window.output_panel
    window.session.set_value("data.dataset", "penguins")
    qtbot.waitUntil(panel.plane_fold.isVisible)
    qtbot.mouseClick(panel.plane_fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.plane_field.pairs.isVisible)
    panel.plane_fold.popup.close()


def test_finding_a_control_opens_what_it_is_behind(window, qtbot):
    field = window.plots_panel.axis_field
    qtbot.waitUntil(lambda: window.plots_panel.fold.folded)
    assert not field.isVisible()
    go_to(field)
    qtbot.waitUntil(field.isVisible)
    assert QApplication.activePopupWidget() is window.plots_panel.fold.popup
    window.plots_panel.fold.popup.close()
