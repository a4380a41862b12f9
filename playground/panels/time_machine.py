"""The time machine: any past update of the run, branches, and the curves of replaced runs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from playground import assets
from playground.i18n import translate_template
from playground.models.ghosts import Ghost
from playground.models.session import Session
from playground.panels.panel import Panel
from playground.theme import Theme, spacing
from playground.widgets.describe import describe
from playground.widgets.labels import tabular, text_label
from playground.widgets.numbers import format_count
from playground.widgets.pace import Pace
from playground.worker.events import Snapshot, Started, WorkerState

NARROW = 130
"""Width, in spacing units, below which only the slider tells the moment."""

FOLLOWING_PERIOD_S = 0.25
"""How often the slider learns of new updates: while the run goes on it stays at its end."""

LAST_POSITION = 2**31 - 1
"""What Qt's sliders count to; a longer run is shown in proportion."""


class TimeMachine(Panel):
    """A slider over all updates of the run, the way to branch, and the ghosts.

    Parameters
    ----------
    session : Session
        Whose run it is.
    theme : Theme
        Colours in force.
    actions : Mapping of str to QAction
        By id; those that need a past are at rest without one.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        actions: Mapping[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme, parent)
        self.setObjectName("time_machine")
        self._actions = actions
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setProperty("part", "slider")
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(
            self.slider,
            "time_machine.step",
            self.tr("Time machine"),
            self.tr("Drag to see any past update of the run."),
        )
        self.slider.valueChanged.connect(self.on_moved)
        self.readout = text_label("", "caption", self)
        self.readout.setFont(tabular(self.readout.font()))
        self.readout.setObjectName("time_machine.readout")
        widest = self._moment_text(88_888_888, 88_888)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.readout.setMinimumWidth(self.readout.fontMetrics().horizontalAdvance(widest))
        row = QHBoxLayout(self)
        row.setContentsMargins(spacing(3), 0, spacing(3), spacing(1))
        row.setSpacing(spacing(1))
        row.addWidget(self._button(actions["action.step_back"]))
        row.addWidget(self.slider, 1)
        row.addWidget(self.readout)
        row.addWidget(self._button(actions["action.now"]))
        row.addWidget(self._button(actions["action.branch"]))
        row.addWidget(self._ghost_button())
        self.follow(session.state_changed, self.on_state_changed)
        self.follow(session.snapshot_changed, self.on_snapshot_changed)
        self.follow(session.started, self.on_started)
        self.follow(session.ghosts_changed, self.on_ghosts_changed)
        self._pace = Pace(FOLLOWING_PERIOD_S)
        self.on_ghosts_changed(session.ghosts)
        self.refresh()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(spacing(4), spacing(4)))
        button.setObjectName(action.objectName().replace("action.", "time_machine."))
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _ghost_button(self) -> QToolButton:
        self.ghost_menu = QMenu(self)
        self.ghost_menu.setObjectName("time_machine.ghost_menu")
        self.ghost_menu.setToolTipsVisible(True)
        self.ghost_button = button = QToolButton(self)
        button.setIcon(assets.icon("ghosts"))
        button.setIconSize(QSize(spacing(4), spacing(4)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.on_ghosts_asked)
        describe(
            button,
            "time_machine.ghosts",
            self.tr("Old curves"),
            self.tr("Curves of runs that were replaced: show or remove them."),
        )
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show less where there is little room."""
        super().resizeEvent(event)
        self.readout.setVisible(event.size().width() >= spacing(NARROW))

    # From the session ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show where the run is, and which moment of it is looked at."""
        session = self.session
        tip, moment = session.tip_step, session.moment
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, min(tip, LAST_POSITION))
            if not self.slider.isSliderDown():
                self.slider.setValue(self._position(moment))
        self.slider.setEnabled(tip > 0)
        past, snapshot = session.in_the_past, session.snapshot
        self._actions["action.step_back"].setEnabled(moment > 0)
        self._actions["action.branch"].setEnabled(past)
        self._actions["action.now"].setEnabled(past)
        if past and snapshot is not None:
            self.readout.setText(self._moment_text(snapshot.step, snapshot.epoch))
        else:
            self.readout.setText(self.tr("now"))

    def on_state_changed(self, _state: WorkerState) -> None:
        """Follow the run."""
        self._refresh_if_visible()

    def on_snapshot_changed(self, snapshot: Snapshot) -> None:
        """Follow the run, or the moment looked at."""
        if not snapshot.playing or self._pace.due():
            self._refresh_if_visible()

    def on_started(self, _started: Started) -> None:
        """Begin with the past of another run."""
        self._refresh_if_visible()

    def _refresh_if_visible(self) -> None:
        if self.isVisible():
            self.refresh()

    def on_ghosts_changed(self, ghosts: tuple[Ghost, ...]) -> None:
        """List the old curves."""
        self.ghost_menu.clear()
        for ghost in reversed(ghosts):
            self._add_ghost(ghost)
        if len(ghosts) > 1:
            self.ghost_menu.addSeparator()
            self.ghost_menu.addAction(self.tr("Remove all")).triggered.connect(self.on_remove_all)
        self.ghost_button.setEnabled(bool(ghosts))

    def _add_ghost(self, ghost: Ghost) -> None:
        name = translate_template(ghost.name)
        one = self.ghost_menu.addMenu(name.replace("&", "&&"))
        shown = one.addAction(self.tr("Show"))
        shown.setCheckable(True)
        shown.setChecked(ghost.visible)
        shown.triggered.connect(self.on_show)
        remove = one.addAction(self.tr("Remove"))
        remove.triggered.connect(self.on_remove)
        for action in (shown, remove):
            action.setData(ghost.id)

    # From the user ---------------------------------------------------------------------------

    @Slot(int)
    def on_moved(self, position: int) -> None:
        """Look at another update."""
        tip = self.session.tip_step
        last = self.slider.maximum()
        step = tip if position >= last else position if tip == last else position * tip // last
        self.session.seek(step)
        self.refresh()

    @Slot()
    def on_ghosts_asked(self) -> None:
        """Open the list above its button, without stopping the program."""
        menu, button = self.ghost_menu, self.ghost_button
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @Slot(bool)
    def on_show(self, visible: bool) -> None:
        """Show an old curve, or hide it."""
        self.session.show_ghost(_ghost_of(self.sender()), visible=visible)

    @Slot()
    def on_remove(self) -> None:
        """Forget an old curve."""
        self.session.remove_ghost(_ghost_of(self.sender()))

    @Slot()
    def on_remove_all(self) -> None:
        """Forget all old curves."""
        for ghost in self.session.ghosts:
            self.session.remove_ghost(ghost.id)

    # Inside ----------------------------------------------------------------------------------

    def _position(self, step: int) -> int:
        tip = self.session.tip_step
        return step if tip <= LAST_POSITION else step * LAST_POSITION // tip

    def _moment_text(self, step: int, epoch: int) -> str:
        text = self.tr("update {step} · epoch {epoch}")
        return text.format(step=format_count(step), epoch=format_count(epoch))


def _ghost_of(action: object) -> int:
    assert isinstance(action, QAction)
    return int(action.data())
