"""What the mouse does over a plot, as a value."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, Qt


@dataclass(frozen=True)
class PlotMouse:
    """One thing that the mouse did.

    Parameters
    ----------
    kind
        ``"leave"`` has no place; a second press in quick succession is ``double``.
    point
        In plot coordinates.
    pixel
        In the viewport.
    inside
        Whether the point lies in what the plot shows.
    button, buttons
        The one pressed or let go, and those held down.
    modifiers
        Keys held down with it.
    """

    kind: Literal["press", "move", "release", "leave"]
    point: QPointF
    pixel: QPointF
    inside: bool = False
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    buttons: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    double: bool = False
