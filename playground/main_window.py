"""The main window: tool bar, data and training, network, output, plots, status."""

from __future__ import annotations

import logging
import sys
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, SignalInstance, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

import engine
from engine import Experiment
from playground.actions import KeyGuard, make_actions
from playground.background import CLOSING_S, Background
from playground.dialogs import Dialogs
from playground.documents import Documents, dropped_path, remembered
from playground.guide import Guide
from playground.menu import MainMenu
from playground.models.beats import next_beat, previous_beat
from playground.models.problems import Problem
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.paint_actions import PaintActions, paint_specs
from playground.panels.data_panel import DataPanel
from playground.panels.microscope_panel import MicroscopePanel
from playground.panels.network_panel import NetworkPanel
from playground.panels.output_panel import OutputPanel
from playground.panels.panel import filled, scrolled
from playground.panels.plots_panel import PlotsPanel
from playground.panels.status_line import StatusLine
from playground.panels.time_machine import TimeMachine
from playground.panels.tool_bar import ToolBar
from playground.panels.training_panel import TrainingPanel
from playground.presets import presets
from playground.settings import Settings
from playground.theme import PALETTES, Theme, spacing
from playground.undo import History, HistoryWindow
from playground.wardrobe import Wardrobe
from playground.widgets.labels import hairline
from playground.widgets.splitter import Splitter
from playground.worker.commands import Command
from playground.worker.events import Event, Snapshot

SHUTDOWN_S = 2.0
LEISURE_MS = 500
"""From the first picture until what it did not need is brought in."""
FIRST_SIZE = (360, 225)
"""Size of the first window, in spacing units; as much of it as the screen has room for."""
FIRST_SHARES = {
    "columns": (27, 73),
    "right": (140, 85),
    "top": (165, 125),
}
"""Shares of the splitters' parts in a first window."""
PICTURE_WIDTH = 74
"""Least width of the output in a first window, in spacing units: the map comes first."""
LEFT_WIDTHS, LEFT_SHARE = (65, 81), 0.11
"""Least and greatest width of the left column in a first window, in spacing units; but a share of
a wide window that it may have in any case."""
HORIZONTAL = Qt.Orientation.Horizontal
PREFERRED, IGNORED = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored

log = logging.getLogger(__name__)


class Bridge(Protocol):
    """What the window needs of the worker; see `playground.worker.bridge`."""

    @property
    def snapshot_ready(self) -> SignalInstance:
        """Emits a snapshot."""

    @property
    def event_received(self) -> SignalInstance:
        """Emits an event."""

    def send(self, command: Command) -> None:
        """Leave a command for the worker."""

    def frame_drawn(self) -> None:
        """Say that the newest snapshot is on the screen."""

    def shutdown(self, timeout_s: float = ...) -> bool:
        """End the thread."""


class MainWindow(QMainWindow):
    """One window on one session.

    Parameters
    ----------
    settings : Settings
        What is remembered from one start to the next.
    theme : Theme
        Colours and sizes in force.
    bridge : Bridge
        The worker; the window ends it when it is closed.
    experiment : Experiment, optional
        What to begin with, instead of the last one.
    dialogs : Dialogs, optional
        Asks for files.
    """

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        bridge: Bridge,
        experiment: Experiment | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setAcceptDrops(True)
        self._settings, self.theme, self._bridge = settings, theme, bridge
        last = None if experiment is not None else remembered(settings)
        view = ViewState().showing(settings.shown).plotting(settings.plots)
        self.session = Session(bridge.send, experiment or last or Experiment(), view)
        self.session.set_speed(settings.speed)
        bridge.event_received.connect(self.on_event)
        bridge.snapshot_ready.connect(self.on_snapshot)
        self.session.start()  # the worker prepares the run while the window is made
        self._dialogs = dialogs if dialogs is not None else Dialogs(self)
        self.documents = Documents(self.session, self._dialogs, self)
        self.actions_by_id = make_actions(self, *paint_specs())
        undo, redo = self.actions_by_id["action.undo"], self.actions_by_id["action.redo"]
        self.history = History(self.session, undo, redo, self)
        self._history_window: HistoryWindow | None = None
        self._key_guard = KeyGuard(self)
        self._drawn_timer = QTimer(self)
        self._drawn_timer.setSingleShot(True)
        self._drawn_timer.timeout.connect(self._on_drawn)
        self._at_leisure = False
        self._leisure = QTimer(self)
        self._leisure.setSingleShot(True)
        self._leisure.timeout.connect(self._on_leisure)
        self._build()
        self._wardrobe = Wardrobe(theme, self)
        self._dress()
        self._restore()
        self.guide = Guide(self)
        self._wardrobe.add(self.guide.palette, self.guide.help, self.guide.keys)
        self.actions_by_id["action.gentle"].setChecked(theme.gentle)
        self.documents.named.connect(self.on_named)
        self.documents.refused.connect(self.status_line.on_problem_raised)
        self.on_named("")
        self.session.view_changed.connect(self.on_view_changed)

    # Layout ------------------------------------------------------------------------------

    def _build(self) -> None:
        session, theme = self.session, self.theme
        self.menu = MainMenu(self.actions_by_id, theme.choice, self._settings.language, self)
        self.menu.preset_chosen.connect(self.on_preset)
        self.menu.theme_chosen.connect(self.on_theme)
        self.menu.language_chosen.connect(self.on_language)
        self.tool_bar = ToolBar(session, self.actions_by_id, self.menu, self)
        self.tool_bar.speed.set_value(session.speed)
        self.data_panel = DataPanel(session, theme)
        self.training_panel = TrainingPanel(session, theme)
        self.network_panel = NetworkPanel(session, theme)
        self.output_panel = OutputPanel(session, theme)
        self.paint_actions = PaintActions(
            session, self.actions_by_id, self.output_panel.paint_bar, self
        )
        self.plots_panel = PlotsPanel(session, theme)
        self.time_machine = TimeMachine(session, theme, self.actions_by_id)
        self.status_line = StatusLine(session, self)
        left = self._left = scrolled(self.data_panel, hairline(), self.training_panel)
        left.setObjectName("settings")
        top = Splitter(
            "top", self.tr("Boundary of network and output"), self.network_panel, self.output_panel
        )
        self.background = Background(self)
        self.microscope = MicroscopePanel(session, theme, background=self.background)
        self.microscope.closed.connect(self.on_microscope)
        self.below = QStackedWidget()
        self.below.addWidget(self.plots_panel)
        self.below.addWidget(self.microscope)
        self.microscope.setSizePolicy(PREFERRED, IGNORED)
        self._heights: dict[QWidget, list[int]] = {}
        bottom = _stacked(self.below, self.time_machine)
        right = Splitter(
            "right", self.tr("Boundary of network and plots"), top, bottom, vertical=True
        )
        columns = Splitter("columns", self.tr("Boundary of settings and network"), left, right)
        columns.setStretchFactor(0, 0)
        columns.setStretchFactor(1, 1)
        self._splitters = {each.objectName(): each for each in (columns, right, top)}
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tool_bar, hairline(), columns, hairline(), self.status_line):
            column.addWidget(part, 1 if part is columns else 0)
        self.setCentralWidget(middle)
        for panel, width in ((left, 58), (self.network_panel, 46), (self.output_panel, 55)):
            panel.setMinimumSize(spacing(width), spacing(28))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()  # no button is chosen before someone does

    def _dress(self) -> None:
        """Dress all that is there; lenses and other windows come when they are made."""
        self._wardrobe.add(
            self.tool_bar, self.data_panel, self.training_panel, self.network_panel,
            self.output_panel, self.plots_panel, *self.microscope.parts, self.time_machine,
            self.status_line, self._left.verticalScrollBar(), self.menu,
        )  # fmt: skip
        self.microscope.lens_made.connect(self.on_lens_made)

    @Slot(QWidget)
    def on_lens_made(self, lens: QWidget) -> None:
        """Dress a lens that is looked through for the first time."""
        self._wardrobe.add(lens)

    def _restore(self) -> None:
        """Take the place and the shares of last time, or good ones."""
        unit = spacing(1)
        self.setMinimumSize(160 * unit, 110 * unit)
        if not self.restoreGeometry(self._settings.geometry):
            room = self.screen().availableSize()
            width, height = (unit * size for size in FIRST_SIZE)
            frame = 12 * unit  # what the window manager may put around it
            self.resize(min(width, room.width() - frame), min(height, room.height() - frame))
        self._unshared = {
            name
            for name, splitter in self._splitters.items()
            if not splitter.restoreState(self._settings.state_of(name))
        }

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room out, now that it is known."""
        super().showEvent(event)
        for name, splitter in self._splitters.items():
            if name in self._unshared:
                first, second = FIRST_SHARES[name]
                room = (
                    splitter.width() if splitter.orientation() == HORIZONTAL else splitter.height()
                )
                share = round(room * first / (first + second))
                if name == "columns":
                    least, most = (spacing(width) for width in LEFT_WIDTHS)
                    share = min(max(share, least), max(most, round(LEFT_SHARE * room)))
                if name == "top":
                    share = min(share, room - spacing(PICTURE_WIDTH))
                splitter.setSizes([share, room - share])
        self._unshared.clear()

    @Slot(str)
    def on_named(self, document: str) -> None:
        """Show the name of the experiment's file in the title."""
        name = "Backprop Playground"
        self.setWindowTitle(f"{document} — {name}" if document else name)

    # The worker --------------------------------------------------------------------------

    @Slot(object)
    def on_event(self, event: Event) -> None:
        """Hand an event of the worker to the session."""
        self.session.on_event(event)

    @Slot(object)
    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Hand a snapshot to the session, and tell the worker once it is painted.

        Painting is asked for in posted events; a timer of 0 ms fires when
        none is left.
        """
        try:
            self.session.on_snapshot(snapshot)
        finally:
            self._drawn_timer.start(0)

    @Slot()
    def _on_drawn(self) -> None:
        self._bridge.frame_drawn()
        if not self._at_leisure:
            self._at_leisure = True
            self._leisure.start(LEISURE_MS)

    @Slot()
    def _on_leisure(self) -> None:
        """Bring in what the first picture did not need, so that nobody waits for it later."""
        self.microscope.offer_lenses()

    @Slot(str)
    def on_internal_error(self, summary: str) -> None:
        """Say that something went wrong in the program itself; the log has the rest."""
        text = self.tr("Something went wrong in the program ({0}). It goes on; the log tells more.")
        self.status_line.on_problem_raised(Problem("error", text.replace("{0}", summary)))

    # Actions -----------------------------------------------------------------------------

    @Slot()
    def on_toggle_play(self) -> None:
        """Play or pause."""
        self.session.toggle_play()

    @Slot()
    def on_step_batch(self) -> None:
        """Make one update."""
        self.session.step_batch()

    @Slot()
    def on_step_epoch(self) -> None:
        """Train to the end of the epoch."""
        self.session.step_epoch()

    @Slot()
    def on_reset(self) -> None:
        """Go back to the same start."""
        self.session.reset()

    @Slot()
    def on_new_luck(self) -> None:
        """Start from other weights."""
        self.session.new_luck()

    @Slot()
    def on_regenerate(self) -> None:
        """Draw other data."""
        self.session.regenerate()

    @Slot()
    def on_step_back(self) -> None:
        """Show the run one update earlier."""
        self.session.step_back()

    @Slot()
    def on_now(self) -> None:
        """Show the newest state of the run."""
        self.session.return_to_now()

    @Slot()
    def on_branch(self) -> None:
        """Go on from the moment shown."""
        self.session.branch()

    @Slot()
    def on_undo(self) -> None:
        """Take back what was set last."""
        self.history.stack.undo()

    @Slot()
    def on_redo(self) -> None:
        """Make again what was taken back last."""
        self.history.stack.redo()

    @Slot()
    def on_history(self) -> None:
        """List everything that was set."""
        if self._history_window is None:
            self._history_window = HistoryWindow(self.history, self)
            self._wardrobe.add(self._history_window)
        self._history_window.show()
        self._history_window.raise_()

    @Slot()
    def on_equation(self) -> None:
        """Write the network out."""
        self.network_panel.show_equation()

    @Slot()
    def on_microscope(self) -> None:
        """Look through the lens of last time, or show the plots again."""
        if self.session.view.lens is not None:
            self.session.set_view(lens=None)
        else:
            self.session.set_view(lens=self.microscope.latest)
            self.microscope.setFocus()

    @Slot()
    def on_beat_next(self) -> None:
        """Go on by one of the four beats of an update."""
        next_beat(self.session)

    @Slot()
    def on_beat_back(self) -> None:
        """Go back by one beat."""
        previous_beat(self.session)

    def on_view_changed(self, view: ViewState) -> None:
        """Put the microscope in the place of the plots, or the other way round."""
        front = self.plots_panel if view.lens is None else self.microscope
        if front is not self.below.currentWidget():
            self._bring_below(front)

    def _bring_below(self, front: QWidget) -> None:
        """Show plots or microscope, each with the height that it had last time."""
        right = self._splitters["right"]
        before = self.plots_panel if front is self.microscope else self.microscope
        self._heights[before] = right.sizes()
        for page, policy in ((before, IGNORED), (front, PREFERRED)):  # the other needs no room
            page.setSizePolicy(PREFERRED, policy)
        self.below.setCurrentWidget(front)
        if front in self._heights:
            right.setSizes(self._heights[front])

    @Slot()
    def on_add_neuron(self) -> None:
        """Put a neuron into the chosen layer."""
        self.network_panel.diagram.change_neurons(1)

    @Slot()
    def on_remove_neuron(self) -> None:
        """Take a neuron out of the chosen layer."""
        self.network_panel.diagram.change_neurons(-1)

    @Slot()
    def on_add_layer(self) -> None:
        """Add a hidden layer."""
        self.network_panel.diagram.change_layers(1)

    @Slot()
    def on_remove_layer(self) -> None:
        """Remove the last hidden layer."""
        self.network_panel.diagram.change_layers(-1)

    @Slot()
    def on_paint(self) -> None:
        """Take something to paint with, or another sheet."""
        self.paint_actions.obey(self.sender().objectName())

    @Slot(str)
    def on_preset(self, name: str) -> None:
        """Open a preset."""
        self.documents.open(presets()[name].experiment)

    @Slot(str)
    def on_theme(self, choice: str) -> None:
        """Put other colours in force."""
        self.theme.set_choice(choice)
        self._settings.theme = self.theme.choice
        self.menu.set_theme_choice(choice)

    @Slot()
    def on_next_theme(self) -> None:
        """Go on from light to dark to high contrast."""
        self.on_theme(PALETTES[(PALETTES.index(self.theme.name) + 1) % len(PALETTES)])

    @Slot(bool)
    def on_gentle(self, gentle: bool) -> None:
        """Let plots glide or jump."""
        self.theme.set_gentle(gentle)
        self._settings.gentle = gentle

    @Slot()
    def on_menu(self) -> None:
        """Open the menu below its button."""
        self.tool_bar.on_menu()

    @Slot()
    def on_find(self) -> None:
        """Open the command palette."""
        self.microscope.offer_lenses()
        self.guide.find()

    @Slot()
    def on_help(self) -> None:
        """Explain the control that has the focus."""
        self.guide.explain()

    @Slot()
    def on_shortcuts(self) -> None:
        """List all keys."""
        self.guide.show_keys()

    @Slot(str)
    def on_language(self, language: str) -> None:
        """Speak another language from the next start on: widgets keep the texts they have."""
        if language != self._settings.language:
            self._settings.language = language
            text = self.tr("The new language is used when the program is started again.")
            self.status_line.on_problem_raised(Problem("info", text))

    @Slot()
    def on_full_screen(self) -> None:
        """Fill the screen, or leave it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def on_about(self) -> None:
        """Tell what this is."""
        text = self.tr(
            "Backprop Playground {0}\n\nTrain small neural networks by hand and eye.\n"
            "Python {1}, NumPy, Qt. MIT licence."
        )
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        text = text.replace("{0}", engine.__version__).replace("{1}", version)
        self._dialogs.about(self, self.tr("About"), text)

    @Slot()
    def on_open(self) -> None:
        """Ask for a file to open."""
        self.documents.ask_open()

    @Slot()
    def on_save(self) -> None:
        """Ask for a file to write."""
        self.documents.ask_save()

    # Files -------------------------------------------------------------------------------

    def open_path(self, path: str) -> bool:
        """Open an experiment file; a bad one is explained and changes nothing."""
        return self.documents.open_path(path)

    def save_path(self, path: str) -> bool:
        """Write the experiment; a name without an ending gets ``.toml``."""
        return self.documents.save_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one experiment file."""
        if dropped_path(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = dropped_path(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_path(path)

    # The end -----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember all, end worker and background, and go; never later than in two seconds."""
        self.hide()
        self._leisure.stop()
        self.data_panel.give_up_thumbnails()
        self._remember()
        self.background.close()
        if not self._bridge.shutdown(SHUTDOWN_S - CLOSING_S):
            log.error("The worker did not end within %s s.", SHUTDOWN_S - CLOSING_S)
        event.accept()

    def _remember(self) -> None:
        settings = self._settings
        settings.geometry = self.saveGeometry()
        for name, splitter in self._splitters.items():
            settings.set_state_of(name, splitter.saveState())
        settings.speed = self.session.speed
        settings.shown = self.session.view.shown
        settings.plots = self.session.view.plotted
        settings.experiment_text = self.session.document.to_text()
        settings.sync()


def _stacked(*parts: QWidget) -> QWidget:
    """Return the first part, and the others slim below it."""
    whole = filled(QWidget())
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if part is parts[0] else 0)
    return whole
