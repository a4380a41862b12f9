"""Which changes of one control belong to one movement of the hand."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Slot

from playground.widgets.number_field import NumberField

PAUSE_MS = 1000
"""Keys pressed in quicker succession belong together."""


class Hand(QObject):
    """Watches the hand on a number's control, so that a drag becomes one entry of the history.

    Parameters
    ----------
    field : NumberField
        The control.
    """

    def __init__(self, field: NumberField) -> None:
        super().__init__(field)
        self._slider = field.slider
        self._since_last = QElapsedTimer()
        self._gesture = object()
        field.slider.sliderPressed.connect(self._begin)
        field.slider.sliderReleased.connect(self._begin)

    def gesture(self) -> object:
        """Return what the change made now shares with those it belongs to."""
        held = self._slider.isSliderDown()
        paused = not self._since_last.isValid() or self._since_last.elapsed() > PAUSE_MS
        if paused and not held:
            self._gesture = object()
        self._since_last.start()
        return self._gesture

    @Slot()
    def _begin(self) -> None:
        """Begin another movement; the field has told of the last one's end before."""
        self._gesture = object()
