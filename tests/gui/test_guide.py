"""Find anything, explain anything, list all keys: by keyboard, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from engine import optimizers
from playground.actions import action_specs
from playground.main_window import MainWindow
from playground.paint_actions import paint_specs
from playground.settings import Settings
from playground.theme import Theme
from playground.widgets.describe import Explanation
from tests.gui.test_main_window import FakeBridge, FakeDialogs

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(qtbot, qsettings):
    window = MainWindow(Settings(qsettings), Theme("light"), FakeBridge(), None, FakeDialogs())
    qtbot.addWidget(window)
    window.resize(1200, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.setFocus()
    return window


def look_for(qtbot, window, text):
    """Open the palette by its key and type; return the ids that are found."""
    qtbot.keyClick(window, Key.Key_K, Modifier.ControlModifier)
    palette = window.guide.palette
    qtbot.waitUntil(palette.isVisible)
    qtbot.keyClicks(palette.line, text)
    return palette.found


def take_first(qtbot, window):
    qtbot.keyClick(window.guide.palette.line, Key.Key_Return)
    qtbot.waitUntil(lambda: not window.guide.palette.isVisible())


def test_every_action_has_a_key_of_its_own(window):
    keys = [key for spec in action_specs() for key in spec.shortcuts]
    assert [spec.id for spec in action_specs() if not spec.shortcuts] == []
    assert len({QKeySequence(key).toString() for key in keys}) == len(keys)


def test_a_lens_is_found_by_its_name_and_opened(window, qtbot):
    found = look_for(qtbot, window, "dropout")
    assert "lens.dropout" in found
    assert "network.layer.dropout" not in found  # it needs a layer that it belongs to
    qtbot.keyClick(window.guide.palette.line, Key.Key_Escape)
    look_for(qtbot, window, "landscape")
    take_first(qtbot, window)
    assert window.session.view.lens == "landscape"


def test_a_control_is_found_and_gets_the_focus_in_its_opened_section(window, qtbot):
    section = window.training_panel.penalties
    assert not section.expanded
    found = look_for(qtbot, window, "weight decay")
    assert found[0] == "training.weight_decay"
    take_first(qtbot, window)
    assert section.expanded
    focus = window.focusWidget()
    assert focus.objectName().startswith("training.weight_decay")
    area = window.findChild(QWidget, "settings")
    seen = focus.mapTo(area, focus.rect().center())
    assert area.rect().contains(seen)


def test_beginnings_of_words_come_first(window, qtbot):
    found = look_for(qtbot, window, "rate")
    assert "data.regenerate" in found
    assert found[0] == "training.optimizer.learning_rate"
    window.guide.palette.reject()


def test_an_action_is_found_and_done(window, qtbot):
    assert look_for(qtbot, window, "new luck")[0] == "action.new_luck"
    seed = window.session.value("model.seed")
    take_first(qtbot, window)
    assert window.session.value("model.seed") != seed


def test_entries_of_menus_are_found_by_their_menu(window, qtbot):
    assert look_for(qtbot, window, "presets spiral") == ("preset.spiral",)
    window.guide.palette.reject()
    assert look_for(qtbot, window, "high contrast")[0] == "theme.high_contrast"
    take_first(qtbot, window)
    assert window.theme.name == "high_contrast"


def test_arrows_choose_and_escape_changes_nothing(window, qtbot):
    found = look_for(qtbot, window, "seed")
    assert len(found) >= 3
    palette = window.guide.palette
    qtbot.keyClick(palette.line, Key.Key_Down)
    qtbot.keyClick(palette.line, Key.Key_Down)
    assert palette.list.currentIndex().row() == 2
    before = window.session.experiment
    qtbot.keyClick(palette.line, Key.Key_Escape)
    assert not palette.isVisible()
    assert window.session.experiment == before


def test_nothing_found_does_nothing(window, qtbot):
    assert look_for(qtbot, window, "no such thing anywhere") == ()
    qtbot.keyClick(window.guide.palette.line, Key.Key_Return)
    assert window.guide.palette.isVisible()
    window.guide.palette.reject()


def test_every_control_of_the_settings_can_be_found(window, qtbot):
    found = set(look_for(qtbot, window, ""))
    places = {
        place
        for panel in (window.data_panel, window.training_panel)
        for form in panel.findChildren(QWidget)
        for place in getattr(getattr(form, "form", None), "names", ())
        if not panel.findChild(QWidget, place).isHidden()
    }
    assert len(places) > 15
    assert places <= found
    at_rest = {each for each, action in window.actions_by_id.items() if not action.isEnabled()}
    painting = {spec.id for spec in paint_specs()} - {"action.paint.these"}
    assert at_rest == painting | {
        "action.undo",
        "action.redo",
        "action.step_back",
        "action.now",
        "action.branch",
    }
    assert {spec.id for spec in action_specs()} - at_rest <= found
    window.guide.palette.reject()


def test_f1_tells_all_of_the_control_with_the_focus(window, qtbot):
    look_for(qtbot, window, "learning rate")
    take_first(qtbot, window)
    qtbot.keyClick(window.focusWidget(), Key.Key_F1)
    sheet = window.guide.help
    qtbot.waitUntil(sheet.isVisible)
    said = sheet.page.toPlainText()
    adam = optimizers.registry.class_of("adam")
    for part in ("Learning rate", "Range", "Default", "0.001", adam.source.split(",")[0]):
        assert part in said
    window.findChild(QWidget, "data.noise").slider.setFocus()
    qtbot.waitUntil(lambda: "Noise" in sheet.page.toPlainText())
    qtbot.keyClick(sheet.page, Key.Key_Escape)
    assert not sheet.isVisible()


def test_f1_without_a_control_says_how_to_ask(window, qtbot, monkeypatch):
    monkeypatch.setattr(QApplication, "widgetAt", lambda _place: None)
    qtbot.keyClick(window, Key.Key_F1)
    assert "press F1" in window.guide.help.page.toPlainText()
    window.guide.help.close()


@pytest.mark.parametrize("kind", ["button_play", "plots.tab", "network_diagram", "tile_spiral"])
def test_f1_explains_every_kind_of_thing(window, qtbot, kind):
    widget = window.findChild(QWidget, kind)
    widget.setFocus()
    qtbot.keyClick(widget, Key.Key_F1)
    said = window.guide.help.page.toPlainText()
    name = widget.accessibleName()
    assert said.startswith(name)
    assert len(said) > len(name) + 10
    assert "<p" not in said
    window.guide.help.close()


@pytest.mark.parametrize(
    ("key", "held"), [("?", Modifier.NoModifier), (Key.Key_Slash, Modifier.ControlModifier)]
)
def test_the_sheet_of_keys_is_made_from_the_actions(window, qtbot, key, held):
    qtbot.keyClick(window, key, held)
    sheet = window.guide.keys
    qtbot.waitUntil(sheet.isVisible)
    said = sheet.page.toPlainText()
    for action in window.findChildren(QAction):
        if "." in action.objectName() and action.shortcuts():
            assert action.text() in said
    assert "Shift+Right" in said
    qtbot.keyClick(sheet.page, Key.Key_Escape)
    assert not sheet.isVisible()


def test_keys_change_colours_and_transitions_and_both_are_kept(window, qtbot, qsettings):
    held = Modifier.ControlModifier | Modifier.ShiftModifier
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Key.Key_T, held)
        seen.append(window.theme.name)
    assert seen == ["dark", "high_contrast", "light"]
    assert Settings(qsettings).theme == "light"
    checked = [
        action.data()
        for action in window.menu.findChild(QWidget, "menu_theme").actions()
        if action.isChecked()
    ]
    assert checked == ["light"]
    qtbot.keyClick(window, Key.Key_G, held)
    assert not window.theme.view_colours().gentle
    assert not Settings(qsettings).gentle
    assert window.plots_panel.plot(0)._y.gentle is False


def test_every_described_control_says_a_sentence(window):
    mute = [
        widget.objectName()
        for widget in window.findChildren(QWidget)
        if isinstance(told := widget.property("explanation"), Explanation)
        and not (told.label and told.sentence.endswith((".", "]")))
    ]
    assert mute == []


def test_the_tabs_of_the_plots_keep_their_arrows(window, qtbot):
    tabs = window.findChild(QTabBar, "plots.tab")
    tabs.setFocus()
    window._bridge.sent.clear()
    qtbot.keyClick(tabs, Key.Key_Right)
    assert tabs.currentIndex() == 1
    assert "Step" not in window._bridge.kinds()


@pytest.mark.parametrize("name", ["tile_spiral", "network_diagram"])
def test_what_moves_by_arrows_keeps_them(window, qtbot, name):
    window.findChild(QWidget, name).setFocus()
    window._bridge.sent.clear()
    qtbot.keyClick(window.focusWidget(), Key.Key_Right)
    assert "Step" not in window._bridge.kinds()
