"""A number: a slider to play with and a line to type in."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.widgets.labels import text_label
from playground.widgets.number_entry import NumberEntry
from playground.widgets.numbers import format_exact, parse_number
from playground.widgets.quiet_slider import QuietSlider
from playground.widgets.scales import scale_of, slider_range
from playground.widgets.throttle import Throttle

DRAG_PERIOD_MS = 30
MESSAGE_MS = 6000
"""How long a refusal is shown."""


class NumberField(QWidget):
    """A slider and a typed entry for one number.

    Double click on the slider goes back to the default. Arrow keys step through round values
    (1, 2, 5, 10 on a log scale), page keys take big steps. What cannot be accepted is refused with
    one line of text, and the old value stays.

    Parameters
    ----------
    default : float or None
        First value, and the one that a double click brings back.
    minimum, maximum : float, optional
        Limits that refuse nonsense; ``None`` for none.
    open_minimum, open_maximum : bool
        Whether the limit itself is refused, too.
    shown : tuple of float, optional
        Range of the slider; the limits when not given.
    scale : {"linear", "log"}
        How the slider runs. A log slider has a notch for 0 at its left end where 0 is allowed.
    integer : bool
        Whether only whole numbers are accepted; values are then ``int``.
    unit : str
        May be typed behind the number; a `SettingForm` prints it behind the label.
    stops : sequence of float
        The slider goes through these only; other values can still be typed.
    word, word_value, word_at_end
        A word at one end of the slider that stands for a special value: ``"all"`` for all examples
        at the right end, ``"off"`` for ``None`` at the left.
    slider : bool
        Whether there is a slider at all.

    Signals
    -------
    value_changed(object)
        The user chose a value: float, int when `integer`, or `word_value`. At most every 30 ms
        while dragging, and never from `set_value`.
    """

    value_changed = Signal(object)

    def __init__(
        self,
        default: float | str | None,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        open_minimum: bool = False,
        open_maximum: bool = False,
        shown: tuple[float, float] | None = None,
        scale: str = "linear",
        integer: bool = False,
        unit: str = "",
        stops: Sequence[float] = (),
        word: str = "",
        word_value: str | None = None,
        word_at_end: bool = True,
        slider: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._minimum, self._maximum = minimum, maximum
        self._open = (open_minimum, open_maximum)
        low, high = slider_range(
            minimum, maximum, shown, scale, open_low=open_minimum, open_high=open_maximum
        )
        zero = minimum == 0 and not open_minimum
        self._scale = scale_of(low, high, scale, zero=zero, integer=integer, stops=stops)
        self._integer, self._unit = integer, unit
        self._word, self._word_value, self._word_at_end = word, word_value, word_at_end
        self._default = default
        self._value = default
        self._sent = default
        self._mixed = ""
        self._throttler = Throttle(DRAG_PERIOD_MS, parent=self)
        self._throttler.triggered.connect(self._send)

        self.slider = QuietSlider(self)
        self.slider.setVisible(slider)
        self.slider.valueChanged.connect(self._on_slid)
        self.slider.sliderReleased.connect(self._send)
        self.slider.stepped.connect(self._on_stepped)
        self.slider.reset_requested.connect(self.reset)
        self.entry = NumberEntry(parent=self)
        self.entry.committed.connect(self._on_committed)
        self.entry.stepped.connect(self._on_stepped)
        self.entry.cancelled.connect(self._on_cancelled)
        self.entry.textEdited.connect(self._on_edited)
        self._message = text_label("", "error", self)
        self._message.setWordWrap(True)
        self._message.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(MESSAGE_MS)
        self._quiet.timeout.connect(self._on_read)

        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.slider, 1)
        if not slider:
            line.addStretch(1)
        line.addWidget(self.entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._message)
        # No focus proxy: the Tab key would come to it a second time, wherever Qt puts the field.
        self.first = self.slider if slider else self.entry
        """The part that has the focus first."""
        self._show_value()

    @property
    def value(self) -> float | int | str | None:
        """The number, the value that the word stands for, or the word for several values."""
        return self._mixed or self._value

    @property
    def default(self) -> float | int | str | None:
        """The value that a double click brings back."""
        return self._default

    @property
    def unit(self) -> str:
        """What the number counts."""
        return self._unit

    @property
    def message(self) -> str:
        """Why the last text was refused; empty when it was not."""
        return self._message.text()

    def set_value(self, value: float | str | None) -> None:
        """Show a value without emitting anything."""
        self._throttler.cancel()
        self._value = self._sent = value
        self._mixed = ""
        self._refuse("")
        self._show_value()

    def set_mixed(self, word: str, value: float) -> None:
        """Show a word, as there are several values; the slider stands at one of them."""
        if word != self._mixed or value != self._value:
            self.set_value(value)
            self._mixed = self._sent = word  # so that even the same number is a choice
            self._show_text()

    @Slot()
    def reset(self) -> None:
        """Go back to the default, as the user does by a double click."""
        self._choose(self._default)

    # What the user does

    @Slot(int)
    def _on_slid(self) -> None:
        share = self.slider.share()
        if self._word and share == (1.0 if self._word_at_end else 0.0):
            self._value = self._word_value
        else:
            value = self._scale.value(self._without_word(share))
            self._value = round(value) if self._integer else value
        self._mixed = ""
        self._refuse("")
        self._show_text()
        if self.slider.isSliderDown():
            self._throttler.throttle()
        else:
            self._send()

    @Slot(int, bool)
    def _on_stepped(self, direction: int, big: bool) -> None:
        if self._is_word(self._value):
            if direction != (-1 if self._word_at_end else 1):
                return
            new = self._scale.value(1.0 if self._word_at_end else 0.0)
        else:
            value = float(self._value or 0.0)
            new = self._scale.stepped(value, direction, big)
            end = self._scale.value(1.0 if direction > 0 else 0.0)
            over = new > end or value >= end if direction > 0 else new < end or value <= end
            if self._word and over and (direction > 0) == self._word_at_end:
                self._choose(self._word_value)
                return
            new = self._within_limits(new, value)
        self._choose(round(new) if self._integer else new)

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        if self._word and text.strip().casefold() == self._word.casefold():
            self._choose(self._word_value)
            return
        try:
            number = parse_number(text, self._unit)
        except ValueError:
            self._refuse(self.tr("“{text}” is not a number.").format(text=text.strip()))
        else:
            refusal = self._fault_of(number)
            self._refuse(refusal)
            if not refusal:
                self._choose(round(number) if self._integer else number)
        self._show_text()

    @Slot()
    def _on_cancelled(self) -> None:
        self._refuse("")
        self._show_text()

    @Slot(str)
    def _on_edited(self) -> None:
        self._refuse("")

    # What follows

    def _choose(self, value: float | str | None) -> None:
        self._value, self._mixed = value, ""
        self._refuse("")
        self._show_value()
        self._send()

    @Slot()
    def _send(self) -> None:
        self._throttler.cancel()
        if self._sent != self._value or type(self._sent) is not type(self._value):
            self._sent = self._value
            self.value_changed.emit(self._value)

    def _refuse(self, message: str) -> None:
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self.entry.set_wrong(bool(message))
        if message:
            self._quiet.start()
        else:
            self._quiet.stop()

    @Slot()
    def _on_read(self) -> None:
        """Take the refusal away, once there was time to read it: the value is a good one."""
        self._refuse("")

    def _fault_of(self, number: float) -> str:
        low, high = self._minimum, self._maximum
        if self._integer and not float(number).is_integer():
            return self.tr("A whole number is needed.")
        if low is not None and (number <= low if self._open[0] else number < low):
            text = (
                self.tr("Must be above {limit}.") if self._open[0] else self.tr("At least {limit}.")
            )
            return text.format(limit=format_exact(low))
        if high is not None and (number >= high if self._open[1] else number > high):
            text = (
                self.tr("Must be below {limit}.") if self._open[1] else self.tr("At most {limit}.")
            )
            return text.format(limit=format_exact(high))
        return ""

    def _within_limits(self, number: float, otherwise: float) -> float:
        """Return the number, or the limit beyond which it lies, or else where one stood."""
        limits = (each for each in (self._minimum, self._maximum) if each is not None)
        candidates = (number, *sorted(limits, key=lambda each: abs(each - number)), otherwise)
        return next((each for each in candidates if not self._fault_of(each)), otherwise)

    def _is_word(self, value: object) -> bool:
        return bool(self._word) and value == self._word_value

    def _without_word(self, share: float) -> float:
        """Return the scale's share of a slider that gives its last tenth to the word."""
        if not self._word:
            return share
        return share / 0.9 if self._word_at_end else (share - 0.1) / 0.9

    def _with_word(self, share: float) -> float:
        if not self._word:
            return share
        return share * 0.9 if self._word_at_end else 0.1 + share * 0.9

    def _show_value(self) -> None:
        if self._is_word(self._value):
            share = 1.0 if self._word_at_end else 0.0
        else:
            share = self._with_word(self._scale.position(float(self._value or 0.0)))
        with QSignalBlocker(self.slider):
            self.slider.set_share(share)
        self._show_text()

    def _show_text(self) -> None:
        at_word = self._is_word(self._value)
        number = self._word if at_word else format_exact(float(self._value or 0.0))
        text = self._mixed or number
        if self.entry.text() != text:
            self.entry.setText(text)
        self.entry.setModified(False)
        self.entry.setCursorPosition(0)
