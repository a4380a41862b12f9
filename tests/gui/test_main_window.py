"""The main window with real keys and clicks: a fake worker first, the real one at the end."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QMenu,
    QSlider,
    QToolButton,
    QWidget,
)

from engine import Experiment
from engine.outcome import Diverged
from playground.app import build
from playground.dialogs import Dialogs
from playground.main_window import MainWindow
from playground.models.problems import Problem
from playground.presets import presets
from playground.settings import Settings
from playground.theme import Theme
from playground.widgets.pace import Pace
from playground.worker.commands import Pause, Reset, Run, Step
from playground.worker.events import Acknowledged, Points, Snapshot, Stopped, WorkerState

offscreen_warns = pytest.mark.qt_log_ignore("This plugin does not support")


class FakeBridge(QObject):
    """Records commands; answers runs and pauses at once."""

    snapshot_ready = Signal(object)
    event_received = Signal(object)

    def __init__(self):
        super().__init__()
        self.sent = []
        self.drawn = 0
        self.ended = False
        self.state = WorkerState()

    def send(self, command):
        self.sent.append(command)
        playing = isinstance(command, Run)
        match command:
            case Reset():
                self.state = WorkerState(command.generation, experiment=command.experiment)
            case Run() | Pause():
                self.state = WorkerState(
                    self.state.generation, playing=playing, experiment=self.state.experiment
                )
            case _:
                return
        self.event_received.emit(Acknowledged(command.id, self.state.generation, self.state))

    def frame_drawn(self):
        self.drawn += 1

    def shutdown(self, timeout_s=2.0):
        self.ended = True
        return True

    def kinds(self):
        return [type(command).__name__ for command in self.sent]


class FakeDialogs(Dialogs):
    def __init__(self):
        super().__init__()
        self.asked = []

    def open_file(self, window, name_filter):
        self.asked.append("open")

    def save_file(self, window, name_filter, suggestion):
        self.asked.append(suggestion)

    def about(self, window, title, text):
        self.asked.append(text)


@pytest.fixture
def settings(qsettings):
    return Settings(qsettings)


@pytest.fixture
def make_window(qtbot, settings):
    def make(experiment=None):
        window = MainWindow(settings, Theme("light"), FakeBridge(), experiment, FakeDialogs())
        qtbot.addWidget(window)
        window.resize(1200, 800)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.setFocus()
        return window

    return make


@pytest.fixture
def window(make_window):
    return make_window()


def bridge_of(window) -> FakeBridge:
    return window._bridge


def button(window, name) -> QToolButton:
    found = window.findChild(QToolButton, f"button_{name}")
    assert found is not None
    return found


def test_the_first_run_is_asked_for_and_views_are_watched(window):
    assert bridge_of(window).kinds().count("Reset") == 1
    assert "Watch" in bridge_of(window).kinds()


def test_buttons_reach_the_worker(window, qtbot):
    bridge = bridge_of(window)
    bridge.sent.clear()
    for name in ("play", "play", "step_batch", "step_epoch", "reset", "new_luck"):
        qtbot.mouseClick(button(window, name), Qt.MouseButton.LeftButton)
    assert bridge.kinds() == ["Run", "Pause", "Step", "Step", "Reset", "Reset"]


def test_keys_reach_the_worker(window, qtbot):
    bridge = bridge_of(window)
    bridge.sent.clear()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_R, Qt.Key.Key_L):
        qtbot.keyClick(window, key)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert bridge.kinds() == ["Run", "Pause", "Step", "Reset", "Reset", "Step"]
    steps = [command.unit for command in bridge.sent if isinstance(command, Step)]
    assert steps == ["batch", "epoch"]


def test_keys_are_text_while_typing(window, qtbot):
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    bridge_of(window).sent.clear()
    qtbot.keyClicks(field, "rl r")
    qtbot.keyClick(field, Qt.Key.Key_Left)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    assert field.text() == "rl r"
    assert bridge_of(window).sent == []


def test_the_entries_of_the_panels_take_their_keys(window, qtbot):
    entries = [entry for entry in window.findChildren(QLineEdit) if entry.isVisible()]
    assert entries
    bridge_of(window).sent.clear()
    for entry in entries[:5]:
        entry.setFocus()
        qtbot.keyClicks(entry, "rl ")
        qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert not {"Run", "Reset"} & set(bridge_of(window).kinds())


def test_a_slider_keeps_its_arrows_and_a_box_its_space_bar(window, qtbot):
    slider, box = QSlider(Qt.Orientation.Horizontal, window), QCheckBox("box", window)
    slider.show()
    box.show()
    bridge_of(window).sent.clear()
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert slider.value() == 1
    assert box.isChecked()
    assert bridge_of(window).sent == []


def test_the_play_button_shows_what_is_acknowledged(window, qtbot):
    play = button(window, "play")
    width = play.width()
    assert play.text() == "Play"
    qtbot.mouseClick(play, Qt.MouseButton.LeftButton)
    assert play.text() == "Pause"
    assert play.width() == width
    assert window.status_line.sentence.text() == "Training."


def test_counters_keep_their_place(window):
    generation = bridge_of(window).state.generation
    window.session.on_event(
        Stopped(generation, Diverged(3, 0, None), WorkerState(generation, step=3))
    )
    places = []
    for step in (1, 12_345_678):
        snapshot = Snapshot(generation=0, step=step, epoch=step // 10)
        window.tool_bar.on_snapshot_changed(snapshot)
        QApplication.processEvents()
        label = window.tool_bar.findChild(QWidget, "readout_step")
        places.append((label.mapTo(window, label.rect().topLeft()), label.width()))
        assert label.sizeHint().width() <= label.width()
    assert places[0] == places[1]


def test_the_clock_tells_the_training_time_of_the_update_shown(window):
    session, counters = window.session, window.tool_bar.readouts
    window.tool_bar.pace = Pace(0.0)
    assert counters.value("time") == "0:00"
    clock = np.array([0.0, 400.0]), np.array([0.0, 40_000.0])
    session.points = Points(1, 400, {}, {}, (), clock=clock)
    label = window.tool_bar.findChild(QWidget, "readout_time")
    for step, told in ((0, "0:00"), (1, "1:40"), (38, "1:03:20"), (400, "11:06:40")):
        session.snapshot = Snapshot(
            1, step, 0, playing=True, updates_per_second=step / 2, updates_per_epoch=8
        )
        window.tool_bar.on_snapshot_changed(session.snapshot)
        assert label.text() == told
        assert label.accessibleName() == f"Time {told}"
        assert label.sizeHint().width() <= label.width()
    rate = window.tool_bar.findChild(QWidget, "readout_rate")
    assert (rate.text(), rate.toolTip()) == ("200", "Updates in a second now; that is 25 epochs.")
    session.snapshot = Snapshot(1, 500, 0, playing=True, seconds=60_000.0)  # curves are older
    window.tool_bar.on_snapshot_changed(session.snapshot)
    assert label.text() == "16:40:00"


class PaintWatch(QObject):
    """Notes the order of paintings and frames told to be drawn."""

    def __init__(self, bridge):
        super().__init__()
        self.bridge = bridge
        self.drawn_at_paint = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.drawn_at_paint.append(self.bridge.drawn)
        return False


def test_a_frame_is_told_to_be_drawn_after_it_is_painted(window, qtbot):
    bridge = bridge_of(window)
    qtbot.waitUntil(window.isVisible)
    QApplication.processEvents()
    label = window.tool_bar.findChild(QWidget, "readout_step")
    watch = PaintWatch(bridge)
    label.installEventFilter(watch)
    for frame in range(1, 6):
        window.tool_bar.on_snapshot_changed(Snapshot(generation=0, step=frame, epoch=0))
        bridge.snapshot_ready.emit(Snapshot(generation=0, step=frame, epoch=0))
        qtbot.waitUntil(lambda frame=frame: bridge.drawn == frame)
    assert watch.drawn_at_paint == [0, 1, 2, 3, 4]


def test_a_problem_is_shown_with_its_ways_out(window, qtbot):
    bridge, session = bridge_of(window), window.session
    generation = bridge.state.generation
    outcome = Diverged(41, 3, None)
    state = WorkerState(generation, outcome=outcome, experiment=session.experiment)
    bridge.event_received.emit(Stopped(generation, outcome, state))
    banner = window.status_line.banner
    assert banner.isVisible()
    assert "update 42" in banner.text
    bridge.sent.clear()
    reset = next(each for each in banner.action_buttons if each.property("action") == "reset")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert bridge.kinds() == ["Reset"]
    assert not banner.isVisible()


def test_internal_errors_are_one_quiet_sentence(window):
    window.on_internal_error("KeyError: 'x'")
    assert window.status_line.banner.isVisible()
    assert "KeyError" in window.status_line.banner.text


def test_files_are_opened_and_saved(window, tmp_path: Path):
    dialogs = window._dialogs
    window.actions_by_id["action.save"].trigger()
    window.actions_by_id["action.open"].trigger()
    assert dialogs.asked == ["experiment.toml", "open"]

    path = tmp_path / "mine.json"
    Experiment().with_value("training.epochs", 7).save(path)
    dialogs.open_chosen.emit(str(path))
    assert window.session.value("training.epochs") == 7
    assert window.windowTitle().startswith("mine")

    dialogs.save_chosen.emit(str(tmp_path / "again"))
    assert Experiment.load(tmp_path / "again.toml").training.epochs == 7


def test_a_bad_file_is_explained_and_changes_nothing(window, tmp_path: Path):
    path = tmp_path / "bad.toml"
    path.write_text("[data]\nsamples = -3\nnoise = 'loud'\n")
    before = window.session.experiment
    assert not window.open_path(str(path))
    assert window.session.experiment == before
    text = window.status_line.banner.text
    assert "data.samples" in text
    assert "data.noise" in text
    assert not window.save_path(str(tmp_path / "no" / "such" / "place.toml"))


def test_a_file_can_be_dropped(window, tmp_path: Path):
    path = tmp_path / "dropped.toml"
    Experiment().with_value("training.epochs", 9).save(path)
    for name, epochs in (("readme.txt", 100), ("dropped.toml", 9)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        event = QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        window.dropEvent(event)
        assert window.session.value("training.epochs") == epochs


@pytest.mark.parametrize("preset", sorted(presets()))
def test_presets_open_from_the_menu(window, preset):
    menu = window.menu
    action = next(
        each
        for sub in menu.findChildren(QMenu)
        for each in sub.actions()
        if each.objectName() == f"preset.{preset}"
    )
    action.trigger()
    assert window.session.experiment == presets()[preset].experiment


@offscreen_warns
def test_the_menu_opens_without_stopping_the_program(window, qtbot):
    qtbot.mouseClick(button(window, "menu"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.menu.isVisible)
    window.menu.close()


def test_the_theme_is_chosen_and_kept(window, settings):
    looks = window.menu.findChild(QObject, "menu_theme")
    dark = next(action for action in looks.actions() if action.data() == "dark")
    dark.trigger()
    assert window.theme.name == "dark"
    assert settings.theme == "dark"


def test_full_screen_and_back(window, qtbot):
    window.actions_by_id["action.full_screen"].trigger()
    assert window.isFullScreen()
    window.actions_by_id["action.full_screen"].trigger()
    assert not window.isFullScreen()


def test_about_is_shown(window):
    window.actions_by_id["action.about"].trigger()
    assert "Backprop Playground" in window._dialogs.asked[0]


@offscreen_warns
def test_real_dialogs_do_not_block(window, qtbot):
    dialogs = Dialogs(window)
    chosen = []
    dialogs.open_chosen.connect(chosen.append)
    dialogs.open_file(window, "Experiments (*.toml)")
    dialog = window.findChild(QWidget, "open_dialog")
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()
    dialogs.about(window, "About", "text")
    window.findChild(QWidget, "about_dialog").close()
    assert chosen == []


@pytest.mark.parametrize("size", [(800, 600), (1440, 900), (3840, 2160)])
def test_every_panel_has_room(window, qtbot, size):
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    for panel in (window.network_panel, window.output_panel, window.plots_panel):
        assert panel.width() >= 150
        assert panel.height() >= 100
    for name in ("play", "step_epoch", "menu"):
        corner = button(window, name).mapTo(window, button(window, name).rect().bottomRight())
        assert window.rect().contains(corner)


def test_everything_is_remembered(make_window, settings_path, qsettings):
    first = make_window()
    first.session.set_value("training.epochs", 12)
    first.session.set_speed(50.0)
    first.session.set_view(halos=True, film=False, smoothing=0.5, beside=("rate",))
    shown = first.session.view.shown
    first._splitters["columns"].setSizes([300, 900])
    sizes = first._splitters["columns"].sizes()
    first.close()
    assert bridge_of(first).ended
    second = make_window()
    assert second.session.value("training.epochs") == 12
    assert second.session.speed == 50.0
    assert second.session.view.shown == shown
    assert second.output_panel.shown.entry("halos").isChecked()
    assert second.plots_panel.smoothing_field.value == 0.5
    assert second.plots_panel.beside_menu.entry("rate").isChecked()
    assert second.tool_bar.speed.value == 50.0
    assert second._splitters["columns"].sizes() == sizes
    second.close()


def test_an_experiment_that_is_no_longer_possible_is_forgotten(make_window, settings):
    settings.experiment_text = "[data]\nsamples = -1\n"
    assert make_window().session.experiment == Experiment()


def test_interactive_parts_have_accessible_names(window):
    nameless = [
        each.objectName() or type(each).__name__
        for each in window.tool_bar.findChildren(QToolButton)
        if not each.accessibleName()
    ]
    assert nameless == []


def test_problem_texts_are_plain(window):
    window.status_line.on_problem_raised(Problem("error", "a <b>bold</b> claim"))
    assert window.status_line.banner.text == "a <b>bold</b> claim"


def test_real_worker_from_start_to_close_in_mid_run(qtbot, settings):
    window = build(settings, dialogs=FakeDialogs())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    session = window.session
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=10_000)
    qtbot.mouseClick(button(window, "play"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.playing and session.snapshot.step > 500, timeout=10_000)
    assert button(window, "play").text() == "Pause"
    window.on_new_luck()
    qtbot.waitUntil(lambda: session.playing and session.value("model.seed") == 1, timeout=10_000)
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.step > 100, timeout=10_000
    )
    began = time.perf_counter()
    window.close()
    assert time.perf_counter() - began < 2.0
    assert not [thread for thread in threading.enumerate() if thread.name == "worker"]


def test_the_language_is_chosen_for_the_next_start(window, settings):
    languages = window.menu.findChild(QObject, "menu_language")
    checked = [action.data() for action in languages.actions() if action.isChecked()]
    assert checked == [settings.language]
    next(action for action in languages.actions() if action.data() == "de").trigger()
    assert settings.language == "de"
    assert "started again" in window.status_line.banner.text
