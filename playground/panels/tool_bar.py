"""The tool bar: reset, luck, play, step, speed, and how far the run is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from playground import assets
from playground.models.session import Session
from playground.panels.panel import Follower
from playground.theme import spacing
from playground.widgets.describe import describe
from playground.widgets.labels import text_label
from playground.widgets.number_field import NumberField
from playground.widgets.numbers import DASH, format_count, format_duration, format_number
from playground.widgets.pace import READ_PERIOD_S, Pace
from playground.widgets.status_readout import Readout, StatusReadout
from playground.worker.events import Snapshot, Started, WorkerState

BEFORE_PLAY = ("action.reset", "action.new_luck")
AFTER_PLAY = ("action.step_batch", "action.step_epoch", "action.microscope")
TAKING_BACK = ("action.undo", "action.redo")
SLOWEST, FASTEST = 1.0, 10_000.0
"""Range of the speed slider in updates a second; its right end is full speed."""

WIDE, NARROW, VERY_NARROW = 284, 240, 212
"""Widths, in spacing units, below which the tool bar shows less."""


class ToolBar(Follower):
    """Buttons for the actions of a run, and its counters.

    Parameters
    ----------
    session : Session
        Whose run it steers.
    actions : Mapping of str to QAction
        By id; see `playground.actions`.
    menu : QMenu
        Opened by the button at the right end.
    """

    def __init__(
        self,
        session: Session,
        actions: Mapping[str, QAction],
        menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self.setObjectName("tool_bar")
        self.setAccessibleName(self.tr("Tool bar"))
        self.setMinimumWidth(1)  # it gives way by itself: see resizeEvent
        self._menu = menu
        self._play = actions["action.play"]
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(2))
        row.setSpacing(spacing(1))
        for action_id in BEFORE_PLAY:
            row.addWidget(self._button(actions[action_id]))
        row.addSpacing(spacing(1))
        row.addWidget(self._play_button(self._play))
        row.addSpacing(spacing(1))
        for action_id in AFTER_PLAY:
            row.addWidget(self._button(actions[action_id]))
        row.addSpacing(spacing(1))
        self._taking_back = [self._button(actions[action_id]) for action_id in TAKING_BACK]
        for button in self._taking_back:
            row.addWidget(button)
        row.addSpacing(spacing(4))
        self._speed_label = text_label(self.tr("Speed"), "caption")
        row.addWidget(self._speed_label)
        self.speed = NumberField(
            None,
            minimum=SLOWEST,
            maximum=1e9,
            shown=(SLOWEST, FASTEST),
            scale="log",
            unit="/s",
            word=self.tr("full"),
        )
        describe(
            self.speed,
            "speed",
            self.tr("Speed"),
            self.tr("Updates a second, from slow motion to as many as there can be."),
        )
        self.speed.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.speed.setMaximumWidth(spacing(64))
        self.speed.value_changed.connect(self.on_speed_chosen)
        row.addWidget(self.speed, 2)
        row.addStretch(1)
        self.readouts = StatusReadout(
            (
                Readout("epoch", self.tr("Epoch"), 8, self.tr("Full passes through the data.")),
                Readout("step", self.tr("Updates"), 10, self.tr("Mini-batches learnt so far.")),
                Readout("rate", self.tr("Updates/s"), 7, self.tr("Updates in a second now.")),
                Readout("time", self.tr("Time"), 8, self.tr("Time spent in training up to here.")),
            )
        )
        row.addWidget(self.readouts)
        row.addWidget(self._menu_button())
        self.pace = Pace(READ_PERIOD_S)
        self.follow(session.state_changed, self.on_state_changed)
        self.follow(session.snapshot_changed, self.on_snapshot_changed)
        self.follow(session.started, self.on_started)
        self._show_play(playing=False)
        self._show_progress(0, 0)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(spacing(5), spacing(5)))
        button.setObjectName(action.objectName().replace("action.", "button_"))
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _play_button(self, action: QAction) -> QToolButton:
        button = self._button(action)
        button.setProperty("accent", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # One width for both words, so that nothing moves when it is pressed.
        words = (self.tr("Play"), self.tr("Pause"))
        widest = max(button.fontMetrics().horizontalAdvance(word) for word in words)
        button.setFixedWidth(round(1.15 * widest) + spacing(5) + spacing(9))
        return button

    def _menu_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(assets.icon("menu"))
        button.setIconSize(QSize(spacing(5), spacing(5)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(button, "button_menu", self.tr("Menu"), self.tr("Files, presets and looks."))
        button.clicked.connect(self.on_menu)
        self._menu_anchor = button
        return button

    @Slot()
    def on_menu(self) -> None:
        """Open the menu below its button, without stopping the program."""
        button = self._menu_anchor
        right = button.mapToGlobal(QPoint(button.width(), button.height()))
        self._menu.popup(right - QPoint(self._menu.sizeHint().width(), 0))

    @Slot(object)
    def on_speed_chosen(self, speed: Any) -> None:
        """Train at another speed."""
        self.session.set_speed(speed)

    def on_started(self, _event: Started) -> None:
        """Forget the speed of the last run."""
        self._show_rate(0.0)

    def on_state_changed(self, state: WorkerState) -> None:
        """Show what the worker does."""
        self._show_play(playing=state.playing)
        self._show_progress(state.epoch, state.step)
        if not state.playing:
            self._show_rate(0.0)

    def on_snapshot_changed(self, snapshot: Snapshot) -> None:
        """Show how far the run is, no more often than it can be read while it goes on."""
        if snapshot.playing and not self.pace.due():
            return
        self._show_progress(snapshot.epoch, snapshot.step)
        if snapshot.playing:
            self._show_rate(snapshot.updates_per_second)

    def _show_progress(self, epoch: int, step: int) -> None:
        self.readouts.set_value("epoch", format_count(epoch))
        self.readouts.set_value("step", format_count(step))
        self.readouts.set_value("time", format_duration(self._seconds_at(step)))

    def _seconds_at(self, step: int) -> float:
        """Return the time spent in training: of now, or of a past moment from the curves."""
        snapshot, points = self.session.snapshot, self.session.points
        if snapshot is not None and snapshot.seconds is not None and step >= snapshot.step:
            return snapshot.seconds
        return 0.0 if points is None else float(points.seconds_at(step))

    def _show_rate(self, updates: float) -> None:
        """Show updates a second, and on hovering epochs a second; a dash for a run at rest."""
        snapshot, explanation = self.session.snapshot, self.tr("Updates in a second now.")
        if updates and snapshot is not None:
            epochs = updates / snapshot.updates_per_epoch
            explanation = self.tr("Updates in a second now; that is {epochs} epochs.").format(
                epochs=_figure(epochs)
            )
        self.readouts.set_value("rate", _figure(updates) if updates else DASH)
        self.readouts.set_explanation("rate", explanation)

    def _show_play(self, *, playing: bool) -> None:
        word = self.tr("Pause") if playing else self.tr("Play")
        if self._play.text() != word:
            self._play.setText(word)
            self._play.setIcon(assets.icon("pause" if playing else "play", "on_accent"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show less where there is little room."""
        super().resizeEvent(event)
        units = event.size().width() / spacing(1)
        self._speed_label.setVisible(units >= NARROW)
        self.readouts.set_visible("rate", units >= VERY_NARROW)
        self.readouts.set_visible("time", units >= WIDE)
        edge = spacing(2 if units >= VERY_NARROW else 1)
        self._row.setContentsMargins(spacing(3), edge, spacing(3), edge)
        for button in self._taking_back:
            button.setVisible(units >= VERY_NARROW)


def _figure(rate: float) -> str:
    """Return how often in a second, whole from ten on."""
    return format_count(round(rate)) if rate >= 10 else format_number(rate, 2)
