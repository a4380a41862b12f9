"""The network as a picture: every neuron a live map, every link its weight."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_picture import HEADER, SPACE, DiagramPicture
from playground.widgets.layer_buttons import BUTTON, LayerButtons

LINK_PERIOD_MS = 33  # pause before links that had to wait are drawn
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NetworkDiagram(QWidget):
    """Draws inputs, hidden layers and outputs, and asks for changes; it changes nothing itself.

    Layers count from 0, the inputs; structure signals carry the index of a hidden layer.

    Signals
    -------
    neuron_hovered, neuron_selected : Neuron or None
    link_hovered : Link or None
    link_selected : Link
    layer_added, layer_removed : int
        Index in the hidden layers at which one shall be inserted or removed.
    neurons_changed : int, int
        Index of the hidden layer and the number of neurons wished.
    """

    neuron_hovered = Signal(object)
    link_hovered = Signal(object)
    neuron_selected = Signal(object)
    link_selected = Signal(object)
    layer_added = Signal(int)
    layer_removed = Signal(int)
    neurons_changed = Signal(int, int)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("arrows", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Network diagram"))
        self._picture = DiagramPicture(colours, self)
        self._buttons = LayerButtons(self)
        self._buttons.set_colours(colours)
        self._buttons.layer_added.connect(self.layer_added)
        self._buttons.layer_removed.connect(self.layer_removed)
        self._buttons.neurons_changed.connect(self.neurons_changed)
        self._selected: Neuron | None = None
        self._hovered: Neuron | Link | None = None
        self._link_timer = QTimer(self)
        self._link_timer.setSingleShot(True)
        self._link_timer.setInterval(LINK_PERIOD_MS)
        self._link_timer.timeout.connect(self._on_links_due)

    # What is shown -----------------------------------------------------------------------------

    def set_structure(
        self,
        input_labels: Sequence[str],
        hidden_sizes: Sequence[int],
        output_labels: Sequence[str],
    ) -> None:
        """Draw another network; weights and maps of the old one are dropped."""
        if not self._picture.set_structure(input_labels, hidden_sizes, output_labels):
            return
        self._buttons.set_sizes(hidden_sizes)
        self._place_buttons()
        self._describe()
        if self._selected is not None and not self._exists(self._selected):
            self.clear_selection()
        self._hover(None)
        self.update()

    def set_weights(self, weights: Sequence[FloatArray], biases: Sequence[FloatArray]) -> None:
        """Show weights (fan_in, fan_out) and biases (fan_out,), a pair for each layer.

        Raises
        ------
        ValueError
            If the shapes do not fit the structure.
        """
        sizes = self._picture.sizes
        shapes = list(pairwise(sizes))
        if [w.shape for w in weights] != shapes or [len(b) for b in biases] != [*sizes[1:]]:
            msg = f"Weights of shapes {[w.shape for w in weights]} do not fit layers {sizes}"
            raise ValueError(msg)
        self._picture.set_weights(weights, biases)
        self.update()

    def set_maps(
        self,
        inputs: FloatArray | None,
        hidden: Sequence[FloatArray] | None,
        outputs: FloatArray | None,
        output_range: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        """Show what each unit answers over the plane, or along a line.

        Parameters
        ----------
        inputs, hidden, outputs
            Arrays (units, n, n), row 0 at the smallest second coordinate, or (units, n). None
            leaves those thumbnails as they are.
        output_range
            Output values at the two ends of the colour table.
        """
        maps = {1 + k: layer for k, layer in enumerate(hidden or ())}
        if inputs is not None:
            maps[0] = inputs
        if outputs is not None:
            maps[len(self._picture.sizes) - 1] = outputs
        self._picture.set_maps(maps, output_range)
        self.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._picture.set_colours(colours)
        self._buttons.set_colours(colours)
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Show or hide the + and − buttons."""
        self._buttons.set_editable(editable)
        self._place_buttons()

    # Selection -------------------------------------------------------------------------------

    @property
    def selected(self) -> Neuron | None:
        """The selected neuron."""
        return self._selected

    @property
    def hovered(self) -> Neuron | Link | None:
        """What the mouse points at."""
        return self._hovered

    @property
    def hidden_neurons(self) -> int:
        """Number of neurons that do not fit and are only counted."""
        return self._picture.layout.hidden_neurons

    def select(self, layer: int, unit: int) -> None:
        """Select a neuron and tell it; nothing happens for one that does not exist."""
        neuron = Neuron(layer, unit)
        if self._exists(neuron) and neuron != self._selected:
            self._selected = neuron
            self.neuron_selected.emit(neuron)
            self.update()

    def clear_selection(self) -> None:
        """Select nothing."""
        if self._selected is not None:
            self._selected = None
            self.neuron_selected.emit(None)
            self.update()

    def neuron_centre(self, layer: int, unit: int) -> QPoint | None:
        """Return where a neuron is drawn; None if it is left out."""
        corner = self._picture.layout.corner(Neuron(layer, unit))
        if corner is None:
            return None
        half = self._picture.layout.thumb / 2
        return QPoint(round(corner[0] + half), round(corner[1] + half))

    def _exists(self, neuron: Neuron) -> bool:
        sizes = self._picture.sizes
        return 0 <= neuron.layer < len(sizes) and 0 <= neuron.unit < sizes[neuron.layer]

    def _hover(self, target: Neuron | Link | None) -> None:
        before = self._hovered
        if target == before:
            return
        self._hovered = target
        self.setCursor(
            Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.PointingHandCursor
        )
        for kind, signal in ((Neuron, self.neuron_hovered), (Link, self.link_hovered)):
            if isinstance(target, kind):
                signal.emit(target)
            elif isinstance(before, kind):
                signal.emit(None)
        self.update()

    # Events ----------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Find what is under the mouse."""
        x, y = event.position().x(), event.position().y()
        layout = self._picture.layout
        self._hover(layout.neuron_at(x, y) or layout.link_at(x, y))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the mouse."""
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the neuron or link under the mouse; a selected neuron is let go."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        x, y = event.position().x(), event.position().y()
        layout = self._picture.layout
        neuron = layout.neuron_at(x, y)
        if neuron is None:
            link = layout.link_at(x, y)
            if link is not None:
                self.link_selected.emit(link)
            else:
                self.clear_selection()
        elif neuron == self._selected:
            self.clear_selection()
        else:
            self.select(neuron.layer, neuron.unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the selection, + and − change its layer, Escape lets go."""
        key = Qt.Key(event.key())
        chosen = self._selected
        if key in _ARROWS:
            layout = self._picture.layout
            if chosen is None or layout.corner(chosen) is None:
                target = Neuron(layout.columns[min(1, len(layout.columns) - 1)].layer, 0)
            else:
                target = layout.moved(chosen, *_ARROWS[key])
            self.select(target.layer, target.unit)
        elif key == Qt.Key.Key_Escape and chosen is not None:
            self.clear_selection()
        elif (
            key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus)
            and chosen is not None
            and 0 < chosen.layer < len(self._picture.sizes) - 1
        ):
            self._buttons.change_neurons(chosen.layer - 1, 1 if key == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font."""
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Room for two layers of sixteen."""
        return QSize(560, 420)

    def minimumSizeHint(self) -> QSize:
        """Small, but everything can be pressed."""
        return QSize(260, 180)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint one frame."""
        if self.devicePixelRatioF() != self._picture.ratio:
            self._fit()
        painter = QPainter(self)
        waiting = self._picture.paint(painter, self._hovered, self._selected, self.hasFocus())
        painter.end()
        if waiting and not self._link_timer.isActive():
            self._link_timer.start()

    @Slot()
    def _on_links_due(self) -> None:
        self.update()

    def _fit(self) -> None:
        self._picture.resize(self.width(), self.height(), self.devicePixelRatioF(), self.font())
        self._place_buttons()
        self.update()

    def _place_buttons(self) -> None:
        picture = self._picture
        self._buttons.place_layer_pair(
            picture.title_centre, (HEADER - BUTTON) / 2, picture.title_width()
        )
        self._buttons.place_neuron_pairs(
            [picture.centre_of(column) for column in picture.hidden_columns],
            self.height() - BUTTON - SPACE,
        )

    def _describe(self) -> None:
        sizes = self._picture.sizes
        hidden = ", ".join(str(size) for size in sizes[1:-1]) or self.tr("none")
        self.setAccessibleDescription(
            self.tr(
                "A network of {inputs} inputs, hidden layers of {hidden} neurons and {outputs} "
                "outputs; arrow keys select a neuron."
            ).format(inputs=sizes[0], hidden=hidden, outputs=sizes[-1])
        )
