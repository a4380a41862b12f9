"""A user who does anything: clicks, drags, keys, typed rubbish, resizes, from a seed."""

import random
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QWidget,
)

from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.film_strip import FilmStrip
from playground.widgets.ink_pad import InkPad
from playground.widgets.network_diagram import NetworkDiagram
from playground.widgets.plot_handles import Knob

RUBBISH = [
    "",
    "abc",
    "1e999",
    "-5",
    "0",
    "0,01",
    "NaN",
    "inf",
    "3.7",
    "999999999999",
    "  12 ",
    "1e-3",
]
KEYS = [
    Qt.Key.Key_Space,
    Qt.Key.Key_Right,
    Qt.Key.Key_Left,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Tab,
    Qt.Key.Key_R,
    Qt.Key.Key_L,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Escape,
    Qt.Key.Key_B,
    Qt.Key.Key_W,
    Qt.Key.Key_F,
    Qt.Key.Key_Delete,
    Qt.Key.Key_P,
    Qt.Key.Key_Return,
]
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TAKING_BACK = [(Qt.Key.Key_Z, CONTROL)] * 3 + [
    (Qt.Key.Key_Y, CONTROL),
    (Qt.Key.Key_Z, CONTROL | SHIFT),
]
SIZES = [(800, 600), (1440, 900), (1024, 768), (1920, 1080), (640, 480)]
# Windows of other programs and files of the user are not for a random hand.
FORBIDDEN = ("open", "save", "quit", "close", "about", "language", "full_screen")
BUILDING = ("history", "equation", "shortcuts", "help", "find")
"""Actions that build a window."""
CANVASES = (QGraphicsView, NetworkDiagram, InkPad, FilmStrip, Knob)
"""What is drawn on, dragged or pointed at."""
SETTLING_MS = 2


class Wait(NamedTuple):
    """How long the window took for one thing: by the clock, and of its own thread's work."""

    action: str
    wall_ms: float
    cpu_ms: float
    builds: bool = False


@dataclass
class RandomUser:
    """Does one random thing after another to a window and notes how long each took.

    What takes several events, such as a drag, counts with the longest of them.
    """

    window: QWidget
    seed: int = 0
    waits: list[Wait] = field(default_factory=list)

    def __post_init__(self):
        self._random = random.Random(self.seed)
        self._action = ""
        self._builds = False
        self._longest = (0.0, 0.0)
        weights = {
            self._click: 6,
            self._slide: 4,
            self._key: 4,
            self._take_back: 4,
            self._drag: 4,
            self._type: 2,
            self._choose: 2,
            self._weight: 2,
            self._menu: 1,
            self._find: 1,
            self._wheel: 1,
            self._hover: 1,
            self._resize: 1,
        }
        self._deeds = [deed for deed, weight in weights.items() for _ in range(weight)]

    def act(self):
        """Do one thing."""
        self._action, self._builds, self._longest = "", False, (0.0, 0.0)
        self._random.choice(self._deeds)()
        self._step(self._close_windows)
        self._step(let_go_on, SETTLING_MS)
        self.waits.append(Wait(self._action, *self._longest, self._builds))

    def _step(self, do, *arguments, **details):
        """Let one event come, and everything that follows from it at once."""
        wall, cpu = time.perf_counter(), time.thread_time()
        do(*arguments, **details)
        QApplication.processEvents()
        rest = SETTLING_MS / 1000 if do is let_go_on else 0.0
        took = (
            (time.perf_counter() - wall - rest) * 1000,
            (time.thread_time() - cpu) * 1000,
        )
        self._longest = max(self._longest, took)

    def _all(self, *kinds):
        return [
            widget
            for kind in kinds
            for widget in self.window.findChildren(kind)
            if widget.isVisible()
            and widget.isEnabled()
            and not any(word in name_of(widget) for word in FORBIDDEN)
        ]

    def _pick(self, *kinds):
        found = self._all(*kinds)
        return self._random.choice(found) if found else None

    def _note(self, what, widget):
        name = name_of(widget)
        self._action = f"{what} {name} ({type(widget).__name__})"
        self._builds = any(word in name for word in BUILDING)

    def _place_in(self, widget):
        size = widget.size()
        return QPoint(
            self._random.randrange(max(size.width(), 1)),
            self._random.randrange(max(size.height(), 1)),
        )

    def _click(self):
        widget = self._pick(QAbstractButton) or self.window
        self._note("click", widget)
        self._step(QTest.mouseClick, widget, LEFT)

    def _type(self):
        widget = self._pick(QLineEdit)
        if widget is None:
            return
        text = self._random.choice(RUBBISH)
        self._note(f"type {text!r}", widget)
        self._step(widget.setFocus)
        widget.selectAll()
        for letter in text:
            self._step(QTest.keyClicks, widget, letter)
        if self._random.random() < 0.8:
            self._step(QTest.keyClick, widget, Qt.Key.Key_Return)

    def _key(self):
        widget = QApplication.focusWidget() or self.window
        key = self._random.choice(KEYS)
        self._note(f"key {key.name}", widget)
        self._step(QTest.keyClick, widget, key)

    def _take_back(self):
        key, modifier = self._random.choice(TAKING_BACK)
        self._note(f"key {key.name} with {modifier.name}", self.window)
        self._step(QTest.keyClick, QApplication.focusWidget() or self.window, key, modifier)

    def _drag(self):
        """Drag over a picture: paint, draw, move a handle, pan."""
        widget = self._pick(*CANVASES)
        if widget is None:
            return
        self._note("drag", widget)
        target = widget.viewport() if isinstance(widget, QGraphicsView) else widget
        self._drag_along(target, self._place_in(target), 60)

    def _weight(self):
        """Drag a weight, choose a neuron, or open the menu of one."""
        diagram = self._pick(NetworkDiagram)
        if diagram is None or not self.window.session.layer_sizes:
            return
        sizes = self.window.session.layer_sizes
        layer = self._random.randrange(len(sizes) - 1)
        start, end = (self._random.randrange(size) for size in sizes[layer : layer + 2])
        target = self._random.choice([Link(layer, start, end), Neuron(layer + 1, end)])
        place = diagram.place_of(target)
        if place is None:
            return
        self._note(f"drag {type(target).__name__} of", diagram)
        if isinstance(target, Link):
            self._drag_along(diagram, place.topLeft(), 40)
        else:
            self._step(QTest.mouseClick, diagram, LEFT, pos=place.center())

    def _drag_along(self, widget, place, reach):
        """Drag through four places."""
        self._step(QTest.mousePress, widget, LEFT, pos=place)
        for _ in range(4):
            offset = QPoint(*(self._random.randint(-reach, reach) for _ in range(2)))
            place = bounded(place + offset, widget.size())
            self._step(QTest.mouseMove, widget, place)
        self._step(QTest.mouseRelease, widget, LEFT, pos=place)

    def _slide(self):
        widget = self._pick(QAbstractSlider)
        if widget is None:
            return
        self._note("slide", widget)
        self._drag_along(widget, self._place_in(widget), 60)

    def _choose(self):
        widget = self._pick(QComboBox)
        if widget is None or widget.count() == 0:
            return
        self._note("choose", widget)
        self._step(widget.setFocus)
        for _ in range(self._random.randrange(1, 4)):
            key = self._random.choice([Qt.Key.Key_Down, Qt.Key.Key_Up])
            self._step(QTest.keyClick, widget, key)

    def _menu(self):
        """Choose something from a menu, or an action that has a key only."""
        actions = [
            action
            for action in self.window.findChildren(QAction)
            if action.objectName()
            and action.isEnabled()
            and action.menu() is None
            and not any(word in action.objectName() for word in FORBIDDEN)
        ]
        action = self._random.choice(actions)
        self._note("action", action)
        self._step(action.trigger)

    def _find(self):
        """Type two letters into the command palette and take what was found."""
        self._note("action", self.window.actions_by_id["action.find"])
        self._step(self.window.actions_by_id["action.find"].trigger)
        palette = self.window.guide.palette
        self._builds = False
        for _ in range(2):
            self._step(QTest.keyClicks, palette.line, self._random.choice("aeilnorst"))
        for _ in range(self._random.randrange(6)):
            self._step(QTest.keyClick, palette.line, Qt.Key.Key_Down)
        index = palette.list.currentIndex()
        found = palette.found[index.row()] if index.isValid() else "nothing"
        self._action = f"find {found}"
        self._builds = any(word in found for word in BUILDING)
        if not any(word in found for word in FORBIDDEN):
            self._step(QTest.keyClick, palette.line, Qt.Key.Key_Return)

    def _wheel(self):
        widget = self._pick(QWidget) or self.window
        self._note("wheel", widget)
        middle = QPointF(widget.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(widget.mapToGlobal(widget.rect().center())),
            QPoint(),
            QPoint(0, self._random.choice([-120, 120])),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        self._step(QApplication.sendEvent, widget, event)

    def _hover(self):
        widget = self._pick(QWidget) or self.window
        self._note("hover", widget)
        self._step(QTest.mouseMove, widget, self._place_in(widget))

    def _resize(self):
        size = self._random.choice(SIZES)
        self._note(f"resize {size}", self.window)
        self._step(self.window.resize, *size)

    def _close_windows(self):
        for _ in range(4):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            if isinstance(popup, QMenu):
                popup.close()
            else:
                popup.hide()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()


def let_go_on(milliseconds):
    """Let the application work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def bounded(place, size):
    """Return the nearest place inside a size."""
    return QPoint(
        min(max(place.x(), 0), max(size.width() - 1, 0)),
        min(max(place.y(), 0), max(size.height() - 1, 0)),
    )


def name_of(thing):
    """Return the nearest object name."""
    while thing is not None and not thing.objectName():
        thing = thing.parent()
    return thing.objectName() if thing is not None else "?"
