"""What leads through the window: find anything, explain anything, list all keys."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QCursor, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolButton, QWidget

from playground.actions import keys_of
from playground.widgets.collapsible import Collapsible
from playground.widgets.command_palette import CommandPalette, Entry
from playground.widgets.describe import EXPLANATION, Explanation, explanation_at
from playground.widgets.fold import Fold
from playground.widgets.popup import Popup
from playground.widgets.text_sheet import TextSheet


class Guide(QObject):
    """Opens the command palette, the help and the list of keys of one window.

    Parameters
    ----------
    window : QWidget
        Whose actions and controls are found and explained.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.palette = CommandPalette(window)
        self.palette.chosen.connect(self.on_chosen)
        self.help = TextSheet("help", self.tr("What is this?"), window)
        self.keys = TextSheet("keys", self.tr("Keys"), window)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.on_focus_changed)

    # Find anything

    def find(self) -> None:
        """Open the command palette."""
        entries = [*_control_entries(self._window), *_action_entries(self._window)]
        self.palette.set_entries(entries)
        room = self._window.size() * 0.7
        page = self.help.sizeHint()
        self.palette.resize(min(room.width(), page.width()), min(room.height(), page.height()))
        self.palette.line.setFocus()
        self.palette.open()

    @Slot(str)
    def on_chosen(self, entry: str) -> None:
        """Do the action, or go to the control, that was found."""
        action = self._window.findChild(QAction, entry)
        if isinstance(action, QAction):
            action.trigger()
            return
        for widget in _described(self._window):
            if widget.objectName() == entry:
                go_to(widget)
                return

    # Explain anything

    def explain(self) -> None:
        """Explain the control with the focus; without one, that under the mouse."""
        for widget in (self._window.focusWidget(), QApplication.widgetAt(QCursor.pos())):
            told = explain(widget)
            if told is not None:
                self.help.open_page(told.html())
                return
        self.help.open_page(self._first_page())

    def _first_page(self) -> str:
        text = self.tr("Choose a control with the Tab key or point at it, then press F1.")
        return Explanation(self.tr("What is this?"), text).html()

    @Slot(QWidget, QWidget)
    def on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """While the help is open, explain what the focus comes to."""
        if self.help.isVisible() and new is not None and new.window() is self._window:
            told = explain(new)
            if told is not None:
                self.help.show_page(told.html())

    # All keys

    def show_keys(self) -> None:
        """List all keys: those of the actions, and those of the controls."""
        actions = tuple(
            (keys_of(action), action.text())
            for action in self._window.findChildren(QAction)
            if action.shortcuts() and "." in action.objectName()
        )
        parts = (
            Explanation(self.tr("Everywhere"), facts=actions),
            Explanation(self.tr("In a control"), facts=self._control_keys()),
        )
        self.keys.open_page("".join(part.html() for part in parts))

    def _control_keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Tab"), self.tr("to the next control")),
            (self.tr("Space"), self.tr("press a button, choose a tile")),
            ("← →", self.tr("a step of a slider; the next tile, tab or neuron")),
            ("↑ ↓", self.tr("a step of a number; the next choice")),
            (
                self.tr("Page up, page down"),
                self.tr("a big step of a slider or number; a step of the chosen weight"),
            ),
            (self.tr("Home, End"), self.tr("the ends of a slider")),
            ("W", self.tr("in the network: from neurons to links, and back")),
            (self.tr("Enter"), self.tr("in the network: edit the chosen weight or bias")),
            ("F", self.tr("in the network: freeze what is chosen, or let it move again")),
            ("+ − 0", self.tr("in a plot: closer, farther, everything")),
            (self.tr("Delete"), self.tr("in the network: cut the chosen link")),
            (self.tr("Double click"), self.tr("on a slider or a label: back to the default")),
            (self.tr("Escape"), self.tr("take typing back; let a neuron go; close a window")),
        )


def explain(widget: QWidget | None) -> Explanation | None:
    """Return all that is known of a widget; None for one that has nothing to say."""
    if widget is None or widget.isWindow():
        return None
    action = widget.defaultAction() if isinstance(widget, QToolButton) else None
    if isinstance(action, QAction):
        keys = QCoreApplication.translate("Guide", "Keys")
        return Explanation(action.text(), action.statusTip(), facts=((keys, keys_of(action)),))
    own = widget.property(EXPLANATION)
    if not isinstance(own, Explanation) and widget.accessibleName() and widget.toolTip():
        tip = QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText()
        sentence = widget.accessibleDescription() or tip
        around = explanation_at(widget)
        if around is None or around.label != widget.accessibleName():
            return Explanation(widget.accessibleName(), sentence)
    return explanation_at(widget)


def go_to(widget: QWidget) -> None:
    """Give a control the focus; open the sections and scroll to the place where it is."""
    target = _focusable(widget)
    areas = []
    for around in _ancestors(widget):
        if isinstance(around, Collapsible):
            around.set_expanded(True)
        if isinstance(around, Popup) and isinstance(fold := around.parentWidget(), Fold):
            fold.open()
        if isinstance(around, QScrollArea):
            areas.append(around)
    for area in areas:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        area.ensureWidgetVisible(widget)
    target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _focusable(widget: QWidget) -> QWidget:
    """Return the widget itself or, of a group, the button that is down, or else the first."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        return widget
    inner = [
        child
        for child in widget.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.isHidden()
    ]
    down = [child for child in inner if child.property("checked")]
    return next(iter([*down, *inner]), widget)


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around is not None:
        yield around
        around = None if around.isWindow() else around.parentWidget()


def _described(window: QWidget) -> list[QWidget]:
    """Return the controls that there are now, also those in closed sections."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget.property(EXPLANATION), Explanation)
        and widget.objectName()
        and _reachable(widget)
    ]


def _reachable(widget: QWidget) -> bool:
    """Return whether :func:`go_to` leads there: not into a popup that belongs to a picture."""
    if widget.isVisible():
        return True
    for each in (widget, *_ancestors(widget)):
        around = each.parentWidget()
        closed = isinstance(around, Collapsible) and around.content is each
        elsewhere = isinstance(each, Popup) and not isinstance(around, Fold)
        if each.isHidden() and not closed and (elsewhere or not each.isWindow()):
            return False
    return True


def _control_entries(window: QWidget) -> list[Entry]:
    return [
        Entry(widget.objectName(), told.label, _room_of(widget), told.sentence)
        for widget in _described(window)
        if (told := widget.property(EXPLANATION)).label
    ]


def _room_of(widget: QWidget) -> str:
    """Return the names of the sections and panels around a control, the outermost first."""
    names = [around.accessibleName() for around in _ancestors(widget) if not around.isWindow()]
    return " › ".join(reversed([name for name in names if name]))


def _action_entries(window: QWidget) -> list[Entry]:
    return [
        Entry(action.objectName(), action.text(), _beside(action), action.statusTip())
        for action in window.findChildren(QAction)
        if "." in action.objectName() and action.isEnabled() and action.menu() is None
    ]


def _beside(action: QAction) -> str:
    """Return the keys of an action, or else the menu or the panel that it belongs to."""
    menus = [each for each in action.associatedObjects() if isinstance(each, QMenu)]
    owner = action.parent()
    panel = owner.accessibleName() if isinstance(owner, QWidget) else ""
    named = (menu.accessibleName() or menu.title() for menu in menus)
    return keys_of(action) or next(named, panel)
