"""A user who does anything: clicks, keys, typed rubbish, resizes, from a seed."""

import random
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QWidget,
)

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
]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TAKING_BACK = [(Qt.Key.Key_Z, CONTROL)] * 3 + [
    (Qt.Key.Key_Y, CONTROL),
    (Qt.Key.Key_Z, CONTROL | SHIFT),
]
SIZES = [(800, 600), (1440, 900), (1024, 768), (1920, 1080), (640, 480)]
# Windows of other programs and files of the user are not for a random hand.
FORBIDDEN = ("open", "save", "quit", "close", "about", "preset", "full_screen")


@dataclass
class RandomUser:
    """Does one random thing after another to a window and notes how long each took."""

    window: QWidget
    seed: int = 0
    waits_ms: list[float] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def __post_init__(self):
        self._random = random.Random(self.seed)

    def act(self):
        """Do one thing."""
        actions = [self._click] * 6 + [self._type] * 2 + [self._key] * 4 + [self._slide] * 4
        actions += [self._choose] * 2 + [self._wheel, self._resize, self._hover]
        actions += [self._take_back] * 4
        self.log.append("")
        began = time.perf_counter()
        self._random.choice(actions)()
        self._close_popups()
        QApplication.processEvents()
        self.waits_ms.append((time.perf_counter() - began) * 1000)

    def _pick(self, kind):
        found = [
            widget
            for widget in self.window.findChildren(kind)
            if widget.isVisible()
            and widget.isEnabled()
            and not any(word in name_of(widget) for word in FORBIDDEN)
        ]
        return self._random.choice(found) if found else None

    def _note(self, what, widget):
        self.log[-1] = f"{what} {name_of(widget)} ({type(widget).__name__})"

    def _click(self):
        widget = self._pick(QAbstractButton) or self.window
        self._note("click", widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _type(self):
        widget = self._pick(QLineEdit)
        if widget is None:
            return
        text = self._random.choice(RUBBISH)
        self._note(f"type {text!r}", widget)
        widget.setFocus()
        widget.selectAll()
        QTest.keyClicks(widget, text)
        if self._random.random() < 0.8:
            QTest.keyClick(widget, Qt.Key.Key_Return)

    def _key(self):
        widget = QApplication.focusWidget() or self.window
        key = self._random.choice(KEYS)
        self._note(f"key {key.name}", widget)
        QTest.keyClick(widget, key)

    def _take_back(self):
        key, modifier = self._random.choice(TAKING_BACK)
        self._note(f"key {key.name} with {modifier.name}", self.window)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def _slide(self):
        widget = self._pick(QAbstractSlider)
        if widget is None:
            return
        self._note("slide", widget)
        inside = QPoint(
            self._random.randrange(max(widget.width(), 1)),
            self._random.randrange(max(widget.height(), 1)),
        )
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=inside)
        QTest.mouseMove(widget, inside + QPoint(self._random.randrange(-60, 60), 0))
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=inside)

    def _choose(self):
        widget = self._pick(QComboBox)
        if widget is None or widget.count() == 0:
            return
        self._note("choose", widget)
        widget.setFocus()
        for _ in range(self._random.randrange(1, 4)):
            QTest.keyClick(widget, self._random.choice([Qt.Key.Key_Down, Qt.Key.Key_Up]))

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
        QApplication.sendEvent(widget, event)

    def _hover(self):
        widget = self._pick(QWidget) or self.window
        self._note("hover", widget)
        QTest.mouseMove(
            widget,
            QPoint(
                self._random.randrange(max(widget.width(), 1)),
                self._random.randrange(max(widget.height(), 1)),
            ),
        )

    def _resize(self):
        size = self._random.choice(SIZES)
        self._note(f"resize {size}", self.window)
        self.window.resize(*size)

    def _close_popups(self):
        for _ in range(4):
            popup = QApplication.activePopupWidget()
            if popup is None:
                return
            if isinstance(popup, QMenu):
                popup.close()
            else:
                popup.hide()


def name_of(widget):
    """Return the nearest object name."""
    while widget is not None and not widget.objectName():
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else "?"
