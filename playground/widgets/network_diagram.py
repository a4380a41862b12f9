"""The network under the hand: mouse and keys choose, drag weights, and ask for changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_view import DiagramView, Target

A_PIXEL = 0.02
"""What a weight changes by for each pixel of a drag; a tenth of it with Shift."""
A_NOTCH = 0.1
"""What it changes by for each notch of the wheel or page key; a tenth of it with Shift."""
DECIMALS = 4
"""To which a weight that is dragged is rounded."""
FINE = 0.1

_Key = Qt.Key
_ARROWS = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_Up: (0, -1),
    _Key.Key_Down: (0, 1),
}
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_PAGES = {_Key.Key_PageUp: 1, _Key.Key_PageDown: -1}
_OWN = {
    *_ENTER, *_PAGES, _Key.Key_F, _Key.Key_W, _Key.Key_Delete, _Key.Key_Backspace,
}  # fmt: skip
"""Keys that no shortcut of the window may take."""
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_COMMANDS = _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass
class Movement:
    """One movement of the hand at a weight or bias; its changes belong together."""

    target: Target
    value: float
    y: float = 0.0
    begun: bool = False
    gesture: object = field(default_factory=object)


class NetworkDiagram(DiagramView):
    """Takes mouse and keys, and asks for changes; it changes nothing itself.

    A link or a bias mark is dragged up and down to change its value, also by the wheel
    with Ctrl held and by the page keys; a click without a drag asks for the editor.

    Signals
    -------
    value_wished : Neuron or Link, float, object
        A bias or weight, its new value, and the movement of the hand this belongs to.
    editor_wished, freeze_wished, cut_wished : Neuron or Link
    menu_wished : Neuron or Link, QPoint
        With the place on the screen.
    """

    value_wished = Signal(object, float, object)
    editor_wished = Signal(object)
    freeze_wished = Signal(object)
    cut_wished = Signal(object)
    menu_wished = Signal(object, QPoint)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(colours, parent)
        self._drag: Movement | None = None
        self._nudged: Movement | None = None
        self._fresh = True

    def set_weights(self, weights: Sequence[FloatArray], biases: Sequence[FloatArray]) -> None:
        """Show other weights."""
        super().set_weights(weights, biases)
        self._fresh = True

    @property
    def dragging(self) -> bool:
        """Whether a weight is in hand."""
        return self._drag is not None and self._drag.begun

    def change_neurons(self, change: int) -> None:
        """Ask for neurons more or less in the layer of what is chosen, else the last one."""
        hidden = len(self._picture.sizes) - 2
        chosen = self.chosen
        layer = 0 if chosen is None else chosen.layer + isinstance(chosen, Link)
        if hidden:
            index = layer - 1 if 0 < layer <= hidden else hidden - 1
            self._buttons.change_neurons(index, change)

    def change_layers(self, change: int) -> None:
        """Ask for a hidden layer more or less."""
        self._buttons.change_layers(change)

    # Mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the neuron or take the link under the mouse; a selected neuron is let go."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = event.position()
        target, neuron = self._target_at(place), self._neuron_at(place)
        if target is None:
            self.clear_selection()
        elif neuron is None:  # a link, or the bias mark of a neuron
            if isinstance(target, Link):
                self.select_link(target)
            value = self.value_of(target)
            if value is not None:
                self._drag = Movement(target, value, place.y())
        elif neuron == self.selected:
            self.clear_selection()
        else:
            self.select(neuron.layer, neuron.unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is in hand, else find what is under the mouse."""
        drag, y = self._drag, event.position().y()
        if drag is None:
            self._hover(self._target_at(event.position()))
            return
        if not drag.begun:
            drag.begun = abs(y - drag.y) >= QApplication.startDragDistance()
            drag.y = y if drag.begun else drag.y
            return
        drag.value += (drag.y - y) * A_PIXEL * _fineness(event.modifiers())
        drag.y = y
        self._wish(drag)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; where nothing was dragged, ask for the editor."""
        drag, self._drag = self._drag, None
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif not drag.begun:
            self.editor_wished.emit(drag.target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the editor of a neuron."""
        neuron = self._neuron_at(event.position())
        if neuron is None or event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
            return
        self.select(neuron.layer, neuron.unit)
        self._ask_for_editor(neuron)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl held, change the weight or bias under the mouse."""
        target = self._target_at(event.position())
        if target is None or not event.modifiers() & _CONTROL:
            event.ignore()
            return
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        self._nudge(target, notches * A_NOTCH * _fineness(event.modifiers()))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the mouse or, by key, of what is chosen."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            target = self.chosen
            place = None if target is None else self.place_of(target)
            where = self.mapToGlobal(self.rect().center() if place is None else place.center())
        else:
            target, where = self._target_at(QPointF(event.pos())), event.globalPos()
        if target is not None:
            self.menu_wished.emit(target, where)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the mouse, unless it is in hand."""
        if self._drag is None:
            self._hover(None)
        super().leaveEvent(event)

    def _neuron_at(self, place: QPointF) -> Neuron | None:
        return self._picture.layout.neuron_at(place.x(), place.y())

    # Keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the keys that belong to the diagram from the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
            and not event.modifiers() & _COMMANDS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice, change what is chosen; the list of keys says how."""
        if not self._obey(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _obey(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key stands for; return whether it stands for anything."""
        chosen = self.chosen
        if modifiers & _COMMANDS:
            return False
        if key in _ARROWS:
            self._move_choice(*_ARROWS[key], shifted=bool(modifiers & _SHIFT))
        elif key in (_Key.Key_Plus, _Key.Key_Minus):
            self.change_neurons(1 if key == _Key.Key_Plus else -1)
        elif key == _Key.Key_W:
            self._toggle_links()
        elif chosen is None:
            return False
        elif key == _Key.Key_Escape:
            self.clear_selection()
        elif key in _ENTER:
            self._ask_for_editor(chosen)
        elif key in _PAGES:
            self._nudge(chosen, _PAGES[key] * A_NOTCH * _fineness(modifiers))
        elif key == _Key.Key_F:
            self.freeze_wished.emit(chosen)
        elif key in (_Key.Key_Delete, _Key.Key_Backspace):
            self.cut_wished.emit(chosen)
        else:
            return False
        return True

    def _move_choice(self, across: int, down: int, *, shifted: bool) -> None:
        layout, chosen = self._picture.layout, self.chosen
        if isinstance(chosen, Link):
            self.select_link(layout.link_moved(chosen, across, down, from_start=shifted))
            return
        if chosen is None or layout.corner(chosen) is None:
            target = Neuron(layout.columns[min(1, len(layout.columns) - 1)].layer, 0)
        else:
            target = layout.moved(chosen, across, down)
        self.select(target.layer, target.unit)

    def _toggle_links(self) -> None:
        """Go from a neuron to its first link, and from a link to the neuron at its end."""
        chosen = self.chosen
        if isinstance(chosen, Link):
            self.select(chosen.layer + 1, chosen.j)
        elif chosen is None or chosen.layer == 0:
            self.select_link(Link(0, 0 if chosen is None else chosen.unit, 0))
        else:
            self.select_link(Link(chosen.layer - 1, 0, chosen.unit))

    # Wishes ----------------------------------------------------------------------------------

    def _ask_for_editor(self, target: Target) -> None:
        if self.value_of(target) is not None:
            self.editor_wished.emit(target)

    def _nudge(self, target: Target, change: float) -> None:
        """Change a value a little; what follows at the same target is one movement."""
        value = self.value_of(target)
        if value is None:
            return
        if self._nudged is None or self._nudged.target != target:
            self._nudged = Movement(target, value)
        elif self._fresh:
            self._nudged.value = value
        self._fresh = False
        self._nudged.value += change
        self._wish(self._nudged)

    def _wish(self, movement: Movement) -> None:
        if self._exists(movement.target):
            value = round(movement.value, DECIMALS)
            self.value_wished.emit(movement.target, value, movement.gesture)


def _fineness(modifiers: Qt.KeyboardModifier) -> float:
    return FINE if modifiers & _SHIFT else 1.0
