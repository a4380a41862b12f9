"""The + and − buttons that lie over the network diagram."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QToolButton, QWidget

from playground.widgets.colours import ViewColours

BUTTON = 20  # edge in pixels
MOST_LAYERS, MOST_NEURONS = 10, 64  # what the + buttons allow: hidden layers, neurons in each


class LayerButtons(QObject):
    """Buttons that ask for layers and neurons to be added or removed.

    Buttons are made once and hidden when not needed: the one that was just pressed may stand
    for a layer that no longer exists.

    Parameters
    ----------
    canvas
        The widget the buttons lie on.
    """

    layer_added = Signal(int)
    layer_removed = Signal(int)
    neurons_changed = Signal(int, int)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._sizes: tuple[int, ...] = ()
        self._editable = True
        self._add_group = QButtonGroup(self)
        self._remove_group = QButtonGroup(self)
        self._add_group.idClicked.connect(self._on_add_neuron)
        self._remove_group.idClicked.connect(self._on_remove_neuron)
        self._remove_layer = self._button("−", "remove_layer", self.tr("Remove the last layer"))
        self._add_layer = self._button("+", "add_layer", self.tr("Add a hidden layer"))
        self._remove_layer.clicked.connect(self._on_remove_layer)
        self._add_layer.clicked.connect(self._on_add_layer)

    def set_sizes(self, sizes: Sequence[int]) -> None:
        """Take the sizes of the hidden layers."""
        self._sizes = tuple(sizes)
        for index in range(len(self._add_group.buttons()), len(sizes)):
            number = index + 1
            less = self._button(
                "−",
                f"remove_neuron_{index}",
                self.tr("Remove a neuron from layer {number}").format(number=number),
            )
            more = self._button(
                "+",
                f"add_neuron_{index}",
                self.tr("Add a neuron to layer {number}").format(number=number),
            )
            self._remove_group.addButton(less, index)
            self._add_group.addButton(more, index)
        self._refresh()

    def set_editable(self, editable: bool) -> None:
        """Show or hide all buttons."""
        self._editable = editable
        self._refresh()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw the signs in the colour of quiet text."""
        for button in self._all_buttons():
            palette = button.palette()
            palette.setColor(QPalette.ColorRole.ButtonText, colours.muted)
            palette.setColor(QPalette.ColorRole.Button, colours.background)
            button.setPalette(palette)

    def place_layer_pair(self, centre_x: float, y: float, spread: float) -> None:
        """Put − and + for layers on both sides of a text as wide as `spread`."""
        self._place(self._remove_layer, centre_x - spread / 2 - BUTTON - 4, y)
        self._place(self._add_layer, centre_x + spread / 2 + 4, y)

    def place_neuron_pairs(
        self, centres: Sequence[float], y: float, spreads: Sequence[float]
    ) -> None:
        """Put − and + under each drawn hidden layer; hide those of layers not drawn.

        Between the two of a layer stands a text as wide as its one of `spreads`.
        """
        for index in range(len(self._add_group.buttons())):
            drawn = self._editable and index < len(centres)
            for group, side in ((self._remove_group, -1), (self._add_group, 1)):
                button = group.button(index)
                button.setVisible(drawn)
                if drawn:
                    centre = centres[index] + side * (spreads[index] / 2 + BUTTON / 2 + 1)
                    self._place(button, centre - BUTTON / 2, y)

    def change_layers(self, change: int) -> None:
        """Ask for one hidden layer more or less at the end, within the limits."""
        if change > 0 and self._add_layer.isEnabled():
            self._on_add_layer()
        elif change < 0 and self._remove_layer.isEnabled():
            self._on_remove_layer()

    def change_neurons(self, index: int, change: int) -> None:
        """Ask for one neuron more or less in a hidden layer, within the limits."""
        count = self._sizes[index] + change
        if self._editable and 1 <= count <= max(MOST_NEURONS, self._sizes[index]):
            self.neurons_changed.emit(index, count)

    @Slot(int)
    def _on_add_neuron(self, index: int) -> None:
        self.change_neurons(index, 1)

    @Slot(int)
    def _on_remove_neuron(self, index: int) -> None:
        self.change_neurons(index, -1)

    @Slot()
    def _on_add_layer(self) -> None:
        self.layer_added.emit(len(self._sizes))

    @Slot()
    def _on_remove_layer(self) -> None:
        self.layer_removed.emit(len(self._sizes) - 1)

    def _refresh(self) -> None:
        self._add_layer.setVisible(self._editable)
        self._remove_layer.setVisible(self._editable)
        self._add_layer.setEnabled(len(self._sizes) < MOST_LAYERS)
        self._remove_layer.setEnabled(bool(self._sizes))
        for index, count in enumerate(self._sizes):
            self._add_group.button(index).setEnabled(count < MOST_NEURONS)
            self._remove_group.button(index).setEnabled(count > 1)

    def _all_buttons(self) -> list[QToolButton]:
        return self._canvas.findChildren(
            QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly
        )

    def _button(self, sign: str, name: str, sentence: str) -> QToolButton:
        button = QToolButton(self._canvas)
        button.setText(sign)
        button.setAutoRaise(True)
        button.setFixedSize(BUTTON, BUTTON)
        button.setObjectName(name)
        button.setAccessibleName(sentence)
        button.setToolTip(sentence)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        others = self._all_buttons()
        QWidget.setTabOrder(others[-2] if len(others) > 1 else self._canvas, button)
        if self._add_group.buttons():
            button.setPalette(self._add_group.buttons()[0].palette())
        button.hide()
        return button

    @staticmethod
    def _place(button: QAbstractButton, x: float, y: float) -> None:
        button.move(round(x), round(y))
