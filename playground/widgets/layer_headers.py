"""The heads of the hidden layers: what each makes of its sums; a press opens its settings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.describe import describe


@dataclass(frozen=True)
class LayerText:
    """What stands over a layer: a word that can be cut short, and a number that cannot."""

    word: str
    number: str = ""
    sentence: str = ""


class LayerHeader(QToolButton):
    """One head; its text gives way where the columns stand close together."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAutoRaise(True)
        self.setProperty("layer_header", True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._text = LayerText("")

    def set_layer_text(self, text: LayerText) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleDescription(text.sentence)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def place(self, place: QRect) -> None:
        """Stand here, with as much of the text as there is room for."""
        self.setGeometry(place)
        self._fit()

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.width() - 6
        text = f"{self._text.word} {self._text.number}".strip()
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(self._text.word, Qt.TextElideMode.ElideRight, room)
        self.setText(text)


class LayerHeaders(QObject):
    """The heads of all hidden layers; like the buttons they are made once and then hidden.

    Signals
    -------
    pressed(int)
        Index of a hidden layer.
    """

    pressed = Signal(int)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._colours: ViewColours | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self._on_clicked)

    def header(self, index: int) -> LayerHeader:
        """Return the head of a hidden layer."""
        button = self._group.button(index)
        assert isinstance(button, LayerHeader)
        return button

    def set_texts(self, texts: Sequence[LayerText]) -> None:
        """Say what each hidden layer is."""
        for index in range(len(self._group.buttons()), len(texts)):
            self._group.addButton(self._made(index), index)
        for index, text in enumerate(texts):
            header = self.header(index)
            label = self.tr("Layer {number}").format(number=index + 1)
            describe(header, f"layer_{index}", label, text.sentence)
            header.set_layer_text(text)

    def set_colours(self, colours: ViewColours) -> None:
        """Write in the colour of quiet text."""
        self._colours = colours
        for button in self._group.buttons():
            palette = button.palette()
            palette.setColor(QPalette.ColorRole.ButtonText, colours.muted)
            button.setPalette(palette)

    def place(self, centres: Sequence[float], y: float, width: float, height: float) -> None:
        """Stand over the drawn layers; heads of layers not drawn are hidden."""
        for index in range(len(self._group.buttons())):
            header = self.header(index)
            header.setVisible(index < len(centres))
            if index < len(centres):
                left = round(centres[index] - width / 2)
                header.place(QRect(left, round(y), int(width), int(height)))

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        self.pressed.emit(index)

    def _made(self, index: int) -> LayerHeader:
        header = LayerHeader(self._canvas)
        before = self.header(index - 1) if index else self._canvas
        QWidget.setTabOrder(before, header)
        if self._colours is not None:
            palette = header.palette()
            palette.setColor(QPalette.ColorRole.ButtonText, self._colours.muted)
            header.setPalette(palette)
        header.hide()
        return header
