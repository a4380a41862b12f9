"""Everything that can be done from the keyboard, the menu and the tool bar: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from playground import assets
from playground.widgets.describe import tool_tip


@dataclass(frozen=True)
class ActionSpec:
    """One action; ``handler`` names the window's method, ``shortcuts`` are portable texts."""

    id: str
    text: str
    handler: str
    tooltip: str
    icon: str = ""
    icon_role: str = "text"
    shortcuts: tuple[str, ...] = ()
    repeats: bool = False
    checkable: bool = False


def action_specs() -> tuple[ActionSpec, ...]:
    """Return the table, in the language in force."""
    translate = QCoreApplication.translate
    return (
        ActionSpec(
            "action.reset",
            translate("actions", "Reset"),
            "on_reset",
            translate("actions", "Goes back to the same start: same data, weights and order."),
            icon="reset",
            shortcuts=("R",),
        ),
        ActionSpec(
            "action.new_luck",
            translate("actions", "New luck"),
            "on_new_luck",
            translate("actions", "Starts from other random weights, on the same data."),
            icon="luck",
            shortcuts=("L",),
        ),
        ActionSpec(
            "action.regenerate",
            translate("actions", "New data"),
            "on_regenerate",
            translate("actions", "Draws other examples of the same kind."),
            icon="regenerate",
            shortcuts=("Shift+L",),
        ),
        ActionSpec(
            "action.play",
            translate("actions", "Play"),
            "on_toggle_play",
            translate("actions", "Trains, or stands still."),
            icon="play",
            icon_role="on_accent",
            shortcuts=("Space",),
        ),
        ActionSpec(
            "action.step_batch",
            translate("actions", "One update"),
            "on_step_batch",
            translate("actions", "Trains on one mini-batch and stands still."),
            icon="step_batch",
            shortcuts=("Right",),
            repeats=True,
        ),
        ActionSpec(
            "action.step_epoch",
            translate("actions", "One epoch"),
            "on_step_epoch",
            translate("actions", "Trains to the end of the epoch and stands still."),
            icon="step_epoch",
            shortcuts=("Shift+Right",),
            repeats=True,
        ),
        ActionSpec(
            "action.step_back",
            translate("actions", "One update back"),
            "on_step_back",
            translate("actions", "Shows the run one update earlier."),
            icon="step_back",
            shortcuts=("Left",),
            repeats=True,
        ),
        ActionSpec(
            "action.now",
            translate("actions", "Back to now"),
            "on_now",
            translate("actions", "Shows the newest state of the run."),
            icon="now",
            shortcuts=("Shift+Left",),
        ),
        ActionSpec(
            "action.branch",
            translate("actions", "Branch here"),
            "on_branch",
            translate("actions", "Goes on from the moment shown; the old curve stays as a ghost."),
            icon="branch",
            shortcuts=("B",),
        ),
        ActionSpec(
            "action.undo",
            translate("actions", "Undo"),
            "on_undo",
            translate("actions", "Takes back what was set last; what was learnt stays."),
            icon="undo",
            shortcuts=("Ctrl+Z",),
            repeats=True,
        ),
        ActionSpec(
            "action.redo",
            translate("actions", "Redo"),
            "on_redo",
            translate("actions", "Makes again what was taken back last."),
            icon="redo",
            shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
            repeats=True,
        ),
        ActionSpec(
            "action.history",
            translate("actions", "History…"),
            "on_history",
            translate("actions", "Lists everything that was set; a click on an entry goes there."),
            icon="history",
            shortcuts=("Ctrl+H",),
        ),
        ActionSpec(
            "action.add_neuron",
            translate("actions", "One neuron more"),
            "on_add_neuron",
            translate("actions", "Adds a neuron to the chosen layer, or else to the last one."),
            shortcuts=("+",),
            repeats=True,
        ),
        ActionSpec(
            "action.remove_neuron",
            translate("actions", "One neuron less"),
            "on_remove_neuron",
            translate("actions", "Removes the last neuron of the chosen layer, or of the last."),
            shortcuts=("-",),
            repeats=True,
        ),
        ActionSpec(
            "action.add_layer",
            translate("actions", "One layer more"),
            "on_add_layer",
            translate("actions", "Adds a hidden layer before the outputs."),
            shortcuts=("Ctrl++", "Ctrl+="),
            repeats=True,
        ),
        ActionSpec(
            "action.remove_layer",
            translate("actions", "One layer less"),
            "on_remove_layer",
            translate("actions", "Removes the last hidden layer."),
            shortcuts=("Ctrl+-",),
            repeats=True,
        ),
        ActionSpec(
            "action.equation",
            translate("actions", "Equation…"),
            "on_equation",
            translate("actions", "Writes a small network out as an equation, to be copied."),
            shortcuts=("E",),
        ),
        ActionSpec(
            "action.microscope",
            translate("actions", "Look inside"),
            "on_microscope",
            translate("actions", "Opens a training step to be looked into, or shows the plots."),
            icon="microscope",
            shortcuts=("I",),
        ),
        ActionSpec(
            "action.beat_next",
            translate("actions", "Next beat"),
            "on_beat_next",
            translate("actions", "Shows the next of the four beats of an update."),
            shortcuts=(".",),
            repeats=True,
        ),
        ActionSpec(
            "action.beat_back",
            translate("actions", "One beat back"),
            "on_beat_back",
            translate("actions", "Shows the beat before, also that of the update before."),
            shortcuts=(",",),
            repeats=True,
        ),
        ActionSpec(
            "action.open",
            translate("actions", "Open experiment…"),
            "on_open",
            translate("actions", "Opens a .toml or .json file; it can be dropped here, too."),
            icon="open",
            shortcuts=("Ctrl+O",),
        ),
        ActionSpec(
            "action.save",
            translate("actions", "Save experiment as…"),
            "on_save",
            translate("actions", "Writes all settings to a .toml or .json file."),
            icon="save",
            shortcuts=("Ctrl+S",),
        ),
        ActionSpec(
            "action.full_screen",
            translate("actions", "Full screen"),
            "on_full_screen",
            translate("actions", "Fills the whole screen, or leaves it."),
            icon="fullscreen",
            shortcuts=("F11",),
        ),
        ActionSpec(
            "action.menu",
            translate("actions", "Menu"),
            "on_menu",
            translate("actions", "Opens the menu of files, presets and looks."),
            icon="menu",
            shortcuts=("F10",),
        ),
        ActionSpec(
            "action.find",
            translate("actions", "Find anything…"),
            "on_find",
            translate("actions", "Finds every action and every control by a few letters."),
            shortcuts=("Ctrl+K", "Ctrl+Shift+P"),
        ),
        ActionSpec(
            "action.help",
            translate("actions", "What is this?"),
            "on_help",
            translate("actions", "Explains in full the control that is chosen or pointed at."),
            icon="info",
            shortcuts=("F1",),
        ),
        ActionSpec(
            "action.shortcuts",
            translate("actions", "Keys"),
            "on_shortcuts",
            translate("actions", "Lists all keys."),
            shortcuts=("Ctrl+/", "?"),
        ),
        ActionSpec(
            "action.next_theme",
            translate("actions", "Other colours"),
            "on_next_theme",
            translate("actions", "Goes from light to dark to high contrast."),
            shortcuts=("Ctrl+Shift+T",),
        ),
        ActionSpec(
            "action.gentle",
            translate("actions", "Gentle transitions"),
            "on_gentle",
            translate("actions", "Lets plots glide to a new range instead of jumping."),
            shortcuts=("Ctrl+Shift+G",),
            checkable=True,
        ),
        ActionSpec(
            "action.about",
            translate("actions", "About"),
            "on_about",
            translate("actions", "Tells the version and what it is built with."),
            shortcuts=("Shift+F1",),
        ),
        ActionSpec(
            "action.quit",
            translate("actions", "Quit"),
            "close",
            translate("actions", "Closes the window; settings are kept."),
            icon="close",
            shortcuts=("Ctrl+Q",),
        ),
    )


def make_actions(window: QWidget, *more: ActionSpec) -> Mapping[str, QAction]:
    """Make all actions, and some more, tied to the methods of ``window`` that they name.

    Returns
    -------
    Mapping from the id to the action, in the order of the table.
    """
    made = {}
    for spec in (*action_specs(), *more):
        action = QAction(spec.text, window)
        action.setObjectName(spec.id)
        if spec.icon:
            action.setIcon(assets.icon(spec.icon, spec.icon_role))
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        action.setAutoRepeat(spec.repeats)
        action.setCheckable(spec.checkable)
        action.setToolTip(_tool_tip(spec, action))
        action.setStatusTip(spec.tooltip)
        action.triggered.connect(getattr(window, spec.handler))
        window.addAction(action)
        made[spec.id] = action
    return made


def _tool_tip(spec: ActionSpec, action: QAction) -> str:
    keys = keys_of(action)
    head = spec.text + (f" ({keys})" if keys else "")
    return tool_tip(f"{head}. {spec.tooltip}")


def keys_of(action: QAction) -> str:
    """Return the keys of an action as the system writes them."""
    written = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
    return ", ".join(written)


_TEXT_WIDGETS = (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
_ARROW_WIDGETS = (QAbstractSlider, QAbstractItemView, QTabBar)
_EDITING_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Select)


class KeyGuard(QObject):
    """Gives the focused widget the keys that belong to it before any shortcut takes them.

    Letters, spaces and arrows belong to a text field, the space bar to a button and to widgets
    with the property ``presses``, arrows to whatever moves by them: sliders, lists, tabs, buttons
    of a group, and widgets with the property ``arrows``. Only the focused widget is filtered, so
    that other events cost nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key press for the focused widget."""
        claimed = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and owns_key(watched, event)
        )
        if claimed:
            event.accept()
        return claimed


def owns_key(widget: QObject, event: QKeyEvent) -> bool:
    """Return whether a key press belongs to a widget that has the focus."""
    if event.modifiers() & _EDITING_MODIFIERS:
        return False
    key = event.key()
    if isinstance(widget, _TEXT_WIDGETS):
        return bool(event.text()) or key in _ARROWS
    if isinstance(widget, QComboBox):
        return bool(event.text().strip()) or key in (*_ARROWS, *_PRESSES)
    if key in _PRESSES and (isinstance(widget, QAbstractButton) or widget.property("presses")):
        return True
    return key in _ARROWS and _moves_by_arrows(widget)


def _moves_by_arrows(widget: QObject) -> bool:
    grouped = isinstance(widget, QAbstractButton) and widget.group() is not None
    return grouped or isinstance(widget, _ARROW_WIDGETS) or bool(widget.property("arrows"))
