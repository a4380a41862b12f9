"""The microscope: one training step seen from inside, through one lens at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground import assets
from playground.background import Background
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.panel import Panel
from playground.theme import Theme, spacing
from playground.widgets.describe import describe
from playground.widgets.tab_order import put_into_tab_order

if TYPE_CHECKING:
    from playground.panels.lenses import Lens

LEAST_HEIGHT = 64
"""Height, in spacing units, that a lens has at least with its tab."""


class MicroscopePanel(Panel):
    """Tabs of lenses; each is made when it is first looked through.

    Nothing of the lenses is imported before it is opened: the window is there sooner.

    Parameters
    ----------
    session, theme
        As for every panel.
    lenses : sequence of type of Lens, optional
        What there is to look through; all lenses if None.
    background : Background, optional
        Where lenses have heavy work done.

    Signals
    -------
    closed
        It shall give way to the plots again.
    lens_made(QWidget)
        A lens was made, in its place and still without a style sheet of its own.
    """

    closed = Signal()
    lens_made = Signal(QWidget)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        lenses: Sequence[type[Lens]] | None = None,
        background: Background | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, theme, parent)
        self.setAccessibleName(self.tr("Look inside"))
        self._background = background
        self._offered = lenses
        self._kinds: dict[str, type[Lens]] = {}
        self._lenses: dict[str, Lens] = {}
        self._latest: str | None = None
        self.tabs = QTabBar(self)
        describe(
            self.tabs, "microscope.tab", self.tr("Look inside"),
            self.tr("What to look at inside the training step."),
        )  # fmt: skip
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.close_button = QToolButton()
        self.close_button.setIcon(assets.icon("close"))
        describe(
            self.close_button, "microscope.close", self.tr("Back to the plots"),
            self.tr("Closes the microscope; nothing is looked at then."),
        )  # fmt: skip
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(spacing(1))
        head.addWidget(self.tabs, 1)
        head.addWidget(self.close_button)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing(3), spacing(2), spacing(3), spacing(1))
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self.on_tab_changed)
        self.follow(session.view_changed, self.on_view_changed)
        self.on_view_changed(session.view)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What there is beside the lenses."""
        return self.tabs, self.close_button

    @property
    def latest(self) -> str:
        """The lens that was looked through last, or the first one."""
        self.offer_lenses()
        return self._latest or next(iter(self._kinds))

    @property
    def lens(self) -> Lens | None:
        """The lens in front."""
        chosen = self.session.view.lens
        return None if chosen is None else self._lenses.get(chosen)

    def offer_lenses(self) -> None:
        """Give each lens its tab, unless they have one."""
        if self._kinds:
            return
        if self._offered is None:
            from playground.panels.lenses import LENSES

            self._offered = LENSES
        with QSignalBlocker(self.tabs):
            for kind in self._offered:
                self._kinds[kind.id] = kind
                number = self.tabs.addTab(kind.title())
                self.tabs.setTabData(number, kind.id)
                self.tabs.setTabToolTip(number, kind.sentence())
                found = QAction(kind.title(), self)  # for whoever looks for it by name
                found.setObjectName(f"lens.{kind.id}")
                found.setStatusTip(kind.sentence())
                found.setData(kind.id)
                found.triggered.connect(self._on_found)

    def on_view_changed(self, view: ViewState) -> None:
        """Bring the chosen lens to the front."""
        if view.lens is None:
            return
        self.offer_lenses()
        if view.lens not in self._kinds:
            return
        self._latest = view.lens
        number = list(self._kinds).index(view.lens)
        self._bring(view.lens)
        self.tabs.setCurrentIndex(number)

    def minimumSizeHint(self) -> QSize:
        """Return the room in which a lens shows something; the rest of it is scrolled to."""
        return super().minimumSizeHint().expandedTo(QSize(0, spacing(LEAST_HEIGHT)))

    def showEvent(self, event: QShowEvent) -> None:
        """Start the background process, so that no lens has to wait for it."""
        super().showEvent(event)
        if self._background is not None:
            self._background.warm_up()

    @Slot(int)
    def on_tab_changed(self, number: int) -> None:
        """Look through another lens."""
        if self.session.view.lens is not None:
            self.session.set_view(lens=self.tabs.tabData(number))

    @Slot()
    def _on_found(self) -> None:
        """Look through the lens that was found by its name."""
        action = self.sender()
        assert isinstance(action, QAction)
        self.session.set_view(lens=action.data())
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the plots."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _bring(self, name: str) -> None:
        """Put a lens in front; it can be scrolled where there is little room."""
        if name not in self._lenses:
            lens = self._lenses[name] = self._kinds[name](self.session, self.theme)
            lens.background = self._background
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setProperty("panel", True)
            lens.setProperty("panel", True)
            area.setWidget(lens)
            self._stack.addWidget(area)
            self.lens_made.emit(area)
            put_into_tab_order(self)
        area_of = self._lenses[name].parentWidget()
        while area_of is not None and self._stack.indexOf(area_of) < 0:
            area_of = area_of.parentWidget()
        if area_of is not None:
            self._stack.setCurrentWidget(area_of)
