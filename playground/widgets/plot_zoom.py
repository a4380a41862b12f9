"""Which part of its horizontal axis a plot shows, by keys."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

Part = tuple[float, float]

ZOOM = 0.5
"""Share of the axis that a stroke of + leaves; a stroke of - takes it back."""
LEAST_PART = 1e-4
"""Share of the whole axis that is left at the least."""
FACTORS = {"+": ZOOM, "-": 1.0 / ZOOM, "0": float("inf")}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def zoom_asked(event: QEvent) -> float | None:
    """Return how many times as much of the axis a key asks for; None for any other key."""
    if not isinstance(event, QKeyEvent) or event.modifiers() & _COMMANDS:
        return None
    return FACTORS.get(event.text())


def zoomed(shown: Part, whole: Part, factor: float, centre: float) -> Part | None:
    """Return `factor` times as much of an axis; `centre` keeps its place. None for all of it.

    Examples
    --------
    >>> zoomed((0.0, 100.0), (0.0, 100.0), 0.5, 40.0), zoomed((20.0, 70.0), (0.0, 100.0), 2.0, 40.0)
    ((20.0, 70.0), None)
    """
    length = whole[1] - whole[0]
    wide = max((shown[1] - shown[0]) * factor, LEAST_PART * length)
    if wide >= length:
        return None
    left = centre - (centre - shown[0]) * wide / (shown[1] - shown[0])
    return within((left, left + wide), whole)


def within(part: Part, whole: Part) -> Part:
    """Return a part of an axis moved so that it lies in the whole, if it can.

    Examples
    --------
    >>> within((-10.0, 20.0), (0.0, 100.0)), within((90.0, 120.0), (0.0, 100.0))
    ((0.0, 30.0), (70.0, 100.0))
    """
    wide = part[1] - part[0]
    left = max(min(part[0], whole[1] - wide), whole[0])
    return left, left + wide
