"""The network as a picture: every neuron a live map, every link its weight."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from playground.widgets.colours import FloatArray, ViewColours
from playground.widgets.describe import tool_tip
from playground.widgets.diagram_flow import Flow, FlowOverlay
from playground.widgets.diagram_layout import DiagramLayout, Link, Neuron
from playground.widgets.diagram_path import LitPath, PathOverlay
from playground.widgets.diagram_picture import HEADER, SPACE, TITLE, DiagramPicture, Frozen
from playground.widgets.layer_buttons import BUTTON, LayerButtons
from playground.widgets.layer_headers import LayerHeaders, LayerText
from playground.widgets.neuron_marks import NeuronMarks

FIT = QEvent.Type(QEvent.registerEventType())
LINK_PERIOD_MS = 100  # pause before links that had to wait are drawn if no frame comes first
Target = Neuron | Link


class DiagramView(QWidget):
    """Draws inputs, hidden layers and outputs, and knows what is chosen and pointed at.

    Layers count from 0, the inputs; structure signals carry the index of a hidden layer.
    A neuron or a link is chosen, never both.

    Signals
    -------
    neuron_hovered, neuron_selected : Neuron or None
    link_hovered, link_selected : Link or None
    layer_added, layer_removed : int
        Index in the hidden layers at which one shall be inserted or removed.
    neurons_changed : int, int
        Index of the hidden layer and the number of neurons wished.
    layer_pressed : int
        Index of the hidden layer whose head was pressed.
    """

    neuron_hovered = Signal(object)
    link_hovered = Signal(object)
    neuron_selected = Signal(object)
    link_selected = Signal(object)
    layer_added = Signal(int)
    layer_removed = Signal(int)
    neurons_changed = Signal(int, int)
    layer_pressed = Signal(int)

    # Qt sends the first events while the base class is still being made.
    _hovered: Target | None = None
    _tip = ""
    _flow_overlay: FlowOverlay | None = None

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("arrows", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Network diagram"))
        self._colours = colours
        self._fitted = DiagramPicture(colours, self)
        self._unfit = False
        self._buttons = LayerButtons(self)
        self._buttons.set_colours(colours)
        self._buttons.layer_added.connect(self.layer_added)
        self._buttons.layer_removed.connect(self.layer_removed)
        self._buttons.neurons_changed.connect(self.neurons_changed)
        self._headers = LayerHeaders(self)
        self._headers.set_colours(colours)
        self._headers.pressed.connect(self.layer_pressed)
        self._selected: Neuron | None = None
        self._link: Link | None = None
        self._structure = self._spoken = ""
        self._path_overlay = PathOverlay(colours, self._layout_now, self)
        self._path_overlay.lower()  # below the buttons
        self._path_overlay.hide()
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
        if self.chosen is not None and not self._exists(self.chosen):
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
        self.update(self._picture.live)

    def set_frozen(self, frozen: Frozen) -> None:
        """Show which weights and biases stand still: a pair of flags for each layer of links."""
        self._picture.set_frozen(frozen)
        self.update(self._picture.live)

    def set_marks(self, marks: NeuronMarks) -> None:
        """Show what is the matter with neurons."""
        if self._picture.set_marks(marks):
            self.update(self._picture.live)

    def set_flow(self, flow: Flow | None) -> None:
        """Let numbers flow along the links, in the place of the weights; None ends it."""
        if flow is None:
            if self._flow_overlay is not None:
                self._flow_overlay.stop()
                self._flow_overlay.hide()
            return
        if self._flow_overlay is None:
            self._flow_overlay = FlowOverlay(
                self._colours, self._layout_now, self._pointed_now, self
            )
            self._flow_overlay.lower()  # below the buttons
        self._flow_overlay.setGeometry(self.rect())
        self._flow_overlay.show()
        self._flow_overlay.set_flow(flow)

    @property
    def path(self) -> LitPath | None:
        """The path that is lit up."""
        return None if self._path_overlay.isHidden() else self._path_overlay.path

    def set_path(self, path: LitPath | None) -> None:
        """Light a path up, or none."""
        self._path_overlay.setVisible(path is not None)
        if path is not None:
            self._path_overlay.set_path(path)

    def set_layer_texts(self, texts: Sequence[LayerText]) -> None:
        """Say over each hidden layer what it is."""
        self._headers.set_texts(texts)
        self._place_buttons()

    def value_of(self, target: Target) -> float | None:
        """Return the weight of a link or the bias of a neuron as drawn; None without one."""
        return self._picture.value_of(target) if self._exists(target) else None

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
        self.update(self._picture.live)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._colours = colours
        self._picture.set_colours(colours)
        if self._flow_overlay is not None:
            self._flow_overlay.set_colours(colours)
        self._path_overlay.set_colours(colours)
        self._buttons.set_colours(colours)
        self._headers.set_colours(colours)
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
    def chosen(self) -> Target | None:
        """The selected neuron or link."""
        return self._link or self._selected

    @property
    def flow(self) -> FlowOverlay | None:
        """What flows along the links, if anything does."""
        shown = self._flow_overlay is not None and self._flow_overlay.isVisibleTo(self)
        return self._flow_overlay if shown else None

    @property
    def hovered(self) -> Target | None:
        """What the mouse points at."""
        return self._hovered

    @property
    def hidden_neurons(self) -> int:
        """Number of neurons that do not fit and are only counted."""
        return self._picture.layout.hidden_neurons

    def select(self, layer: int, unit: int) -> None:
        """Select a neuron and tell it; nothing happens for one that does not exist."""
        neuron = Neuron(layer, unit)
        if self._exists(neuron):
            self._choose(neuron, None)

    def select_link(self, link: Link) -> None:
        """Select a link and tell it; nothing happens for one that does not exist."""
        if self._exists(link):
            self._choose(None, link)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._choose(None, None)

    def _choose(self, neuron: Neuron | None, link: Link | None) -> None:
        told = (
            (self._selected, neuron, self.neuron_selected),
            (self._link, link, self.link_selected),
        )
        self._selected, self._link = neuron, link
        for before, now, signal in told:
            if now != before:
                signal.emit(now)
                self.update()

    def place_of(self, target: Target) -> QRect | None:
        """Return where a neuron, or the middle of a link, is drawn; None if it is left out."""
        half = round(self._picture.layout.thumb / 2)
        if isinstance(target, Neuron):
            centre = self.neuron_centre(target.layer, target.unit)
            if centre is None:
                return None
            return QRect(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
        ends = (
            self.neuron_centre(target.layer, target.i),
            self.neuron_centre(target.layer + 1, target.j),
        )
        if ends[0] is None or ends[1] is None:
            return None
        return QRect((ends[0] + ends[1]) / 2, QSize(1, 1))

    def header_place(self, index: int) -> QRect:
        """Return where the head of a hidden layer is drawn."""
        return self._headers.header(index).geometry()

    def set_tip(self, text: str) -> None:
        """Tell this when the mouse rests on what it points at."""
        self._tip = text

    def set_spoken(self, text: str) -> None:
        """Let a screen reader say this of what is chosen."""
        if text != self._spoken:
            self._spoken = text
            self._say()

    def neuron_centre(self, layer: int, unit: int) -> QPoint | None:
        """Return where a neuron is drawn; None if it is left out."""
        corner = self._picture.layout.corner(Neuron(layer, unit))
        if corner is None:
            return None
        half = self._picture.layout.thumb / 2
        return QPoint(round(corner[0] + half), round(corner[1] + half))

    def _exists(self, target: Target) -> bool:
        sizes = self._picture.sizes
        if isinstance(target, Link):
            start, end = Neuron(target.layer, target.i), Neuron(target.layer + 1, target.j)
            return self._exists(start) and self._exists(end)
        return 0 <= target.layer < len(sizes) and 0 <= target.unit < sizes[target.layer]

    def _target_at(self, place: QPointF) -> Target | None:
        """Return what is drawn at a place; a bias mark belongs to its neuron."""
        layout, x, y = self._picture.layout, place.x(), place.y()
        link = layout.link_at(x, y, favoured=self._link)
        return layout.neuron_at(x, y) or layout.bias_at(x, y) or link

    def _hover(self, target: Target | None) -> None:
        before = self._hovered
        if target == before:
            return
        self._hovered = target
        self._tip = ""
        shape = Qt.CursorShape.PointingHandCursor
        if not isinstance(target, Neuron):
            shape = Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.SizeVerCursor
        self.setCursor(shape)
        for kind, signal in ((Neuron, self.neuron_hovered), (Link, self.link_hovered)):
            if isinstance(target, kind):
                signal.emit(target)
            elif isinstance(before, kind):
                signal.emit(None)
        self.update()

    # Events ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew, before it is next painted or asked: one change of size comes in steps."""
        self._fit_later()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font."""
        if event.type() == QEvent.Type.FontChange:
            self._fit_later()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Room for two layers of sixteen."""
        return QSize(560, 420)

    def minimumSizeHint(self) -> QSize:
        """Small, but everything can be pressed."""
        return QSize(260, 180)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint one frame."""
        self._fit_now()
        if self.devicePixelRatioF() != self._picture.ratio:
            self._fit()
        painter = QPainter(self)
        waiting = self._picture.paint(painter, self._hovered, self.chosen, self.hasFocus())
        painter.end()
        if waiting:
            self._link_timer.start()

    def event(self, event: QEvent) -> bool:
        """Tell of what the mouse rests on; lay out what waits for it."""
        if event.type() == FIT:
            self._fit_now()
            return True
        told = self._tip if self._hovered is not None else ""
        if told and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tool_tip(told), self)
            return True
        return super().event(event)

    @Slot()
    def _on_links_due(self) -> None:
        self.update(self._picture.live)

    @property
    def _picture(self) -> DiagramPicture:
        """The picture, laid out for the size of now."""
        self._fit_now()
        return self._fitted

    def _layout_now(self) -> DiagramLayout:
        return self._picture.layout

    def _pointed_now(self) -> list[Target]:
        return [each for each in (self.chosen, self.hovered) if each is not None]

    def _fit_later(self) -> None:
        if not self._unfit:
            self._unfit = True
            QCoreApplication.postEvent(self, QEvent(FIT), Qt.EventPriority.LowEventPriority.value)
            self.update()

    def _fit_now(self) -> None:
        if self._unfit:
            self._unfit = False
            self._fit()

    def _fit(self) -> None:
        if self._flow_overlay is not None:
            self._flow_overlay.setGeometry(self.rect())
        self._path_overlay.setGeometry(self.rect())
        self._picture.resize(self.width(), self.height(), self.devicePixelRatioF(), self.font())
        self._place_buttons()
        self.update()

    def _place_buttons(self) -> None:
        picture = self._picture
        self._buttons.place_layer_pair(
            picture.title_centre, (TITLE - BUTTON) / 2, picture.title_width()
        )
        columns = picture.hidden_columns
        centres = [picture.centre_of(column) for column in columns]
        spreads = [picture.count_width(column) for column in columns]
        self._buttons.place_neuron_pairs(centres, self.height() - BUTTON - SPACE, spreads)
        self._headers.place(centres, TITLE, picture.pitch - 2, HEADER - TITLE)

    def _describe(self) -> None:
        sizes = self._picture.sizes
        hidden = ", ".join(str(size) for size in sizes[1:-1]) or self.tr("none")
        self._structure = self.tr(
            "A network of {inputs} inputs, hidden layers of {hidden} neurons and {outputs} "
            "outputs; arrow keys select a neuron, W goes to links."
        ).format(inputs=sizes[0], hidden=hidden, outputs=sizes[-1])
        self._say()

    def _say(self) -> None:
        """Describe what is chosen, else the whole network."""
        self.setAccessibleDescription(self._spoken or self._structure)
        told = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(told)
