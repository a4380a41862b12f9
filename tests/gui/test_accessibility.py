"""The real window by keyboard alone, and as a screen reader sees it."""

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QSlider,
    QSplitter,
    QTabBar,
    QWidget,
)

from engine import Experiment
from playground import app
from playground.settings import Settings
from playground.stage import train_epochs
from playground.widgets.collapsible import Collapsible
from playground.widgets.gallery import GalleryTile
from playground.widgets.loss_plot import LossPlot
from playground.widgets.network_diagram import NetworkDiagram
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.pointed_view import PointedView
from playground.widgets.quiet_slider import QuietSlider
from playground.widgets.splitter import SplitterHandle
from playground.widgets.toggle_menu import ToggleMenu

Key, Role, Text = Qt.Key, QAccessible.Role, QAccessible.Text
WITHOUT_NAME = {
    Role.Client, Role.Border, Role.Splitter, Role.LayeredPane, Role.ScrollBar, Role.Window,
    Role.PopupMenu, Role.Dialog, Role.Separator,
}  # fmt: skip
"""Frames around content; all else that is shown must have a name."""
SETUPS = {
    "spiral": {"data.samples": 128, "model.hidden": (4, 3)},
    "sine": {"data.dataset": "sine", "data.samples": 64, "model.hidden": (4,)},
    "penguins": {"data.dataset": "penguins", "model.hidden": (4,)},
}


@pytest.fixture(params=sorted(SETUPS))
def window(request, qtbot, qsettings):
    """Give a window after two epochs, with every section open."""
    window = app.build(Settings(qsettings), Experiment().with_values(SETUPS[request.param]))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: window.session.snapshot is not None, timeout=10_000)
    for section in window.findChildren(Collapsible):
        section.set_expanded(True)
    train_epochs(window, 2)
    window.activateWindow()
    window.setFocus()
    yield window
    window.close()


def interfaces(widget: QWidget) -> Iterator:
    """Yield everything below a widget as a screen reader meets it, but what is not there now."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        found = waiting.pop()
        if found is None or not found.isValid() or found.state().invisible:
            continue
        yield found
        waiting += [found.child(k) for k in range(found.childCount())]


def name_of(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__


def takes_focus(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
    )


def controls_of(window) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if takes_focus(widget) and widget.isVisible() and widget.window() is window
    ]


def test_everything_that_is_shown_or_takes_the_focus_has_a_name(window):
    met, nameless = 0, []
    for found in interfaces(window):
        met += 1
        widget = found.object()
        silent = found.role() in WITHOUT_NAME and not found.state().focusable
        empty = found.role() == Role.StaticText and not getattr(widget, "text", str)()
        if not (silent or empty or found.text(Text.Name).strip()):
            nameless.append((found.role().name, name_of(widget) if widget else ""))
    assert met > 150
    assert nameless == []


def test_a_list_of_choices_is_labelled_besides_its_value(window):
    for combo in (each for each in controls_of(window) if isinstance(each, QComboBox)):
        assert combo.accessibleName(), name_of(combo)


def test_every_plot_has_a_name_and_a_sentence_that_can_be_spoken(window):
    canvases = [each for each in window.findChildren(PlotCanvas) if each.isVisible()]
    assert len(canvases) >= 2
    for canvas in canvases:
        plot = canvas.parentWidget()
        found = QAccessible.queryAccessibleInterface(plot)
        assert found.text(Text.Name)
        assert found.text(Text.Description).endswith(".")


def test_the_sentence_of_the_loss_tells_its_values_and_where_they_go(window):
    plot = window.findChild(LossPlot, "plot_loss")
    said = plot.accessibleDescription()
    values = window.session.points.evaluations
    for name, column in (("train", "train_loss"), ("test", "test_loss")):
        told = said.split(f"{name} ")[1].split(",")[0]
        assert float(told) == pytest.approx(float(values[column].mean[-1]), rel=5e-3)
    assert any(word in said for word in ("falling", "rising", "steady"))


def test_every_control_has_an_object_name_and_a_tooltip(window):
    poor = [
        name_of(widget)
        for widget in controls_of(window)
        if not (widget.objectName() and widget.toolTip())
    ]
    assert poor == []


def walk(qtbot, window, visit=id) -> list[QWidget]:
    """Press Tab until it comes round; return what had the focus, in order."""
    seen: list[QWidget] = []
    while True:
        qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus in seen:
            return seen
        seen.append(focus)
        visit(focus)


def test_tab_and_arrows_reach_every_control(window, qtbot):
    reached = walk(qtbot, window)
    lost = []
    for widget in controls_of(window):
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        near = [] if group is None else [each for each in group.buttons() if each in reached]
        if widget not in reached and not (near and arrows_lead(qtbot, near[0], widget)):
            lost.append(name_of(widget))
    assert lost == []


def arrows_lead(qtbot, start: QWidget, end: QWidget) -> bool:
    """Return whether arrow keys alone lead from one button of a group to another."""
    for key in (Key.Key_Right, Key.Key_Left):
        start.setFocus()
        here, seen = start, set()
        while here not in seen:
            if here is end:
                return True
            seen.add(here)
            qtbot.keyClick(here, key)
            here = QApplication.focusWidget()
    return False


def test_tab_goes_through_the_panels_in_reading_order(window, qtbot):
    rooms = [
        window.tool_bar, window.data_panel, window.training_panel, window.network_panel,
        window.output_panel, window.plots_panel,
    ]  # fmt: skip
    order = [
        next((k for k, room in enumerate(rooms) if room.isAncestorOf(focus)), None)
        for focus in walk(qtbot, window)
    ]
    inside = [room for room in order if room is not None]
    assert set(inside) == set(range(len(rooms)))
    assert inside == sorted(inside)


def test_tab_goes_down_the_settings(window, qtbot):
    window.session.choose("training.optimizer", "rmsprop")  # makes its rows anew
    panels = (window.data_panel, window.training_panel)
    tops = [
        focus.mapTo(panel, QPoint()).y()
        for panel in panels
        for focus in walk(qtbot, window)
        if panel.isAncestorOf(focus)
    ]
    backwards = sum(later < earlier - 4 for earlier, later in itertools.pairwise(tops))
    assert backwards <= 1  # from the end of one panel to the beginning of the next


def test_what_has_the_focus_is_scrolled_into_view(window, qtbot):
    area = window.findChild(QWidget, "settings")
    out_of_view = []

    def look(focus):
        if area.isAncestorOf(focus):
            place = focus.mapTo(area, focus.rect().center())
            if not area.rect().contains(place):
                out_of_view.append(name_of(focus))

    window.resize(800, 600)
    walk(qtbot, window, look)
    assert out_of_view == []


def act_on(qtbot, widget: QWidget) -> object:
    """Do by keys what a control is there for; return what must have changed."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    match widget:
        case QuietSlider():
            before = widget.value()
            key = Key.Key_Left if before == widget.maximum() else Key.Key_Right
            qtbot.keyClick(widget, key)
            return widget.value() != before
        case QSlider():  # the time machine: back by one update, and forth
            before = widget.value()
            qtbot.keyClick(widget, Key.Key_Left)
            moved = widget.value() != before
            qtbot.keyClick(widget, Key.Key_Right)
            return moved
        case QLineEdit():
            before = widget.text()
            qtbot.keyClick(widget, Key.Key_Up)
            up = widget.text()
            qtbot.keyClick(widget, Key.Key_Down)
            return up != before or widget.text() != up
        case QComboBox():
            key = Key.Key_Up if widget.currentIndex() == widget.count() - 1 else Key.Key_Down
            with qtbot.waitSignal(widget.activated, raising=False, timeout=500) as chosen:
                qtbot.keyClick(widget, key)
            return chosen.signal_triggered
        case QTabBar():
            qtbot.keyClick(widget, Key.Key_Right)
            return widget.currentIndex() == 1
        case SplitterHandle():
            before = widget.splitter().sizes()
            across = widget.orientation() == Qt.Orientation.Horizontal
            for key in (Key.Key_Right, Key.Key_Left) if across else (Key.Key_Up, Key.Key_Down):
                qtbot.keyClick(widget, key)
                if widget.splitter().sizes() != before:
                    return True
            return False
        case PointedView():
            qtbot.keyClick(widget, Key.Key_Right)
            return widget.looked_at is not None and bool(widget.readout.text())
        case ToggleMenu():
            qtbot.keyClick(widget, Key.Key_Space)
            opened = widget.list.isVisible()
            widget.list.close()
            return opened
        case LossPlot():
            with qtbot.waitSignal(widget.hovered, raising=False, timeout=500) as moved:
                qtbot.keyClick(widget, Key.Key_Left)
            return moved.signal_triggered
        case NetworkDiagram():
            qtbot.keyClick(widget, Key.Key_Right)
            return widget.selected is not None
        case QAbstractButton():
            with qtbot.waitSignal(widget.clicked, raising=False, timeout=500) as clicked:
                qtbot.keyClick(widget, Key.Key_Space)
            return clicked.signal_triggered
    return False


@pytest.mark.parametrize("window", ["spiral"], indirect=True, ids=["spiral"])
def test_every_control_can_be_used_by_keys(window, qtbot):
    last = ("action", "data.dataset", "tile_", "data.regenerate", "button_", "remove_")
    controls = [
        widget for widget in controls_of(window) if not widget.objectName().startswith(last)
    ]
    assert len(controls) > 40
    stuck = [
        name_of(widget) for widget in controls if widget.isVisible() and not act_on(qtbot, widget)
    ]
    assert stuck == [], stuck


@pytest.mark.parametrize("window", ["spiral"], indirect=True, ids=["spiral"])
def test_tiles_and_buttons_can_be_used_by_keys(window, qtbot):
    tile = window.findChild(GalleryTile, "tile_circle")
    tile.setFocus()
    qtbot.keyClick(tile, Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert window.session.value("data.dataset") == "xor"
    window.session.set_value("training.epochs", 10**9)  # a short run would be over unseen
    layers = len(window.session.value("model.hidden"))
    more = window.findChild(QWidget, "add_layer")
    more.setFocus()
    qtbot.keyClick(more, Key.Key_Space)
    assert len(window.session.value("model.hidden")) == layers + 1
    play = window.findChild(QWidget, "button_play")
    play.setFocus()
    qtbot.keyClick(play, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.playing)
    qtbot.keyClick(play, Key.Key_Space)
    qtbot.waitUntil(lambda: not window.session.playing)


@pytest.mark.parametrize("window", ["spiral"], indirect=True, ids=["spiral"])
def test_boundaries_moved_by_keys_are_remembered(window, qtbot, qsettings):
    handle = window.findChild(SplitterHandle, "columns.boundary_1")
    splitter = window.findChild(QSplitter, "columns")
    before = splitter.sizes()
    handle.setFocus()
    for _ in range(2):
        qtbot.keyClick(handle, Key.Key_Right)
    moved = splitter.sizes()
    assert moved[0] > before[0]
    window.close()
    assert Settings(qsettings).state_of("columns") == splitter.saveState()
