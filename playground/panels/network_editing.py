"""Weights by hand: what the network diagram asks for, done by the session, and its editors."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from playground.models.parameters import ParameterMap
from playground.models.session import Session
from playground.panels.layer_popup import LayerPopup
from playground.panels.network_sentences import NetworkSentences
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_picture import Frozen
from playground.widgets.network_diagram import NetworkDiagram
from playground.widgets.weight_popup import WeightPopup


class NetworkEditing(QObject):
    """Carries out what the diagram asks for, and opens the editors.

    Parameters
    ----------
    session : Session
    diagram : NetworkDiagram
    parent : QWidget
        The panel, which refreshes this after each snapshot and change.
    """

    def __init__(self, session: Session, diagram: NetworkDiagram, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._diagram, self._panel = session, diagram, parent
        self._target: Neuron | Link | None = None
        self._sentences: NetworkSentences | None = None
        self.weight_popup = WeightPopup(diagram)
        self.weight_popup.value_wished.connect(self._on_popup_value)
        self.weight_popup.freeze_wished.connect(self._on_popup_freeze)
        self.weight_popup.cut_wished.connect(self._on_popup_cut)
        self.layer_popup = LayerPopup(session, diagram)
        self.layer_popup.freeze_wished.connect(self._on_layer_freeze)
        diagram.value_wished.connect(self.on_value_wished)
        diagram.editor_wished.connect(self.on_editor_wished)
        diagram.freeze_wished.connect(self.on_freeze_wished)
        diagram.cut_wished.connect(self.on_cut_wished)
        diagram.menu_wished.connect(self.on_menu_wished)
        diagram.layer_pressed.connect(self.on_layer_pressed)
        self.menu = QMenu(diagram)
        self.menu.setObjectName("network.menu")

    # What is shown -----------------------------------------------------------------------

    @property
    def places(self) -> ParameterMap:
        """Where weights and biases stand in the flat parameters."""
        return ParameterMap(self._session.layer_sizes)

    def refresh(self, sentences: NetworkSentences | None) -> None:
        """Show the values of now in the editor that is open."""
        self._sentences = sentences
        target, popup = self._target, self.weight_popup
        if popup.isVisible() and target is not None and sentences is not None:
            value = self._diagram.value_of(target)
            if value is None:
                popup.close()
                return
            frozen = set(self._own(target)) <= self._session.frozen
            popup.show_values(value, sentences.facts(target), frozen=frozen)
        if self.layer_popup.isVisible():
            self.layer_popup.refresh()
            self._show_layer_frozen(self.layer_popup.index)

    def frozen_flags(self) -> Frozen:
        """Return which weights and biases stand still, for the diagram."""
        return self.places.flags(self._session.frozen)

    def place_of(self, target: Neuron | Link | None) -> int | None:
        """Return where a weight, or a neuron's bias, stands in the flat parameters."""
        if target is None or not self._knows(target):
            return None
        return next(iter(self._own(target)), None)

    # What the diagram asks for -----------------------------------------------------------

    @Slot(object, float, object)
    def on_value_wished(self, target: Neuron | Link, value: float, gesture: object) -> None:
        """Set a weight or bias."""
        if self._knows(target):
            self._session.edit_weights(self._own(target), (value,), gesture)

    @Slot(object)
    def on_freeze_wished(self, target: Neuron | Link) -> None:
        """Freeze a weight, or a neuron with all that goes into it; let it move if it is frozen."""
        if self._knows(target):
            self._toggle_frozen(self._whole(target))

    @Slot(object)
    def on_cut_wished(self, target: Neuron | Link) -> None:
        """Cut a link, or all that go out of a neuron."""
        if not self._knows(target):
            return
        if isinstance(target, Link):
            self._session.cut(self._own(target))
        elif outgoing := self.places.out_of(target.layer, target.unit):
            self._session.cut(outgoing)

    @Slot(object)
    def on_editor_wished(self, target: Neuron | Link) -> None:
        """Open the editor of a weight or bias."""
        place, value = self._diagram.place_of(target), self._diagram.value_of(target)
        sentences = self._sentences
        if sentences is None or value is None or not self._own(target):
            return
        self._target = target
        frozen = self._all_frozen(self._own(target))
        self.weight_popup.show_values(value, sentences.facts(target), frozen=frozen)
        self.weight_popup.open_for(
            sentences.title(target), self._on_screen(place or self._diagram.rect()),
            can_be_cut=isinstance(target, Link),
        )  # fmt: skip

    @Slot(int)
    def on_layer_pressed(self, index: int) -> None:
        """Open the settings of a hidden layer."""
        self._show_layer_frozen(index)
        self.layer_popup.open_for(index, self._on_screen(self._diagram.header_place(index)))

    @Slot(object, QPoint)
    def on_menu_wished(self, target: Neuron | Link, place: QPoint) -> None:
        """Open the menu of a neuron or link."""
        if not self._knows(target):
            return
        self._target = target
        self.menu.clear()
        if self._own(target):
            self._add("edit", self.tr("Edit…"))
        whole = self._whole(target)
        if whole:
            frozen = self._all_frozen(whole)
            self._add("freeze", self.tr("Let it move again") if frozen else self.tr("Freeze"))
        if isinstance(target, Link):
            self._add("cut", self.tr("Cut"))
        elif self.places.out_of(target.layer, target.unit):
            self._add("cut", self.tr("Cut all that goes out"))
        layer = self._layer_of(target)
        if layer is not None:
            frozen = self._all_frozen(self.places.layer(layer))
            text = self.tr("Let the layer move again") if frozen else self.tr("Freeze the layer")
            self._add("freeze_layer", text)
        if self._session.frozen:
            self._add("thaw_all", self.tr("Let everything move again"))
        self.menu.popup(place)

    def _add(self, name: str, text: str) -> None:
        action = QAction(text, self.menu)
        action.setObjectName(f"network_{name}")
        action.setData(name)
        action.triggered.connect(self._on_menu)
        self.menu.addAction(action)

    @Slot()
    def _on_menu(self) -> None:
        action, target = self.sender(), self._target
        if not isinstance(action, QAction) or target is None or not self._knows(target):
            return
        match action.data():
            case "edit":
                self.on_editor_wished(target)
            case "freeze":
                self.on_freeze_wished(target)
            case "cut":
                self.on_cut_wished(target)
            case "freeze_layer":
                layer = self._layer_of(target)
                if layer is not None:
                    self._toggle_frozen(self.places.layer(layer))
            case "thaw_all":
                self._session.set_frozen(())

    # What the editors ask for ------------------------------------------------------------

    @Slot(float, object)
    def _on_popup_value(self, value: float, gesture: object) -> None:
        if self._target is not None:
            self.on_value_wished(self._target, value, gesture)

    @Slot(bool)
    def _on_popup_freeze(self, frozen: bool) -> None:
        if self._target is not None and self._knows(self._target):
            self._set_frozen(self._own(self._target), frozen)

    @Slot()
    def _on_popup_cut(self) -> None:
        if self._target is not None:
            self.on_cut_wished(self._target)

    @Slot(bool)
    def _on_layer_freeze(self, frozen: bool) -> None:
        if self._has_layer(self.layer_popup.index):
            self._set_frozen(self.places.layer(self.layer_popup.index + 1), frozen)

    # Inside ------------------------------------------------------------------------------

    def _has_layer(self, index: int) -> bool:
        """Return whether the run on the screen has this hidden layer; another may be to come."""
        return index + 1 < len(self._session.layer_sizes) - 1

    def _show_layer_frozen(self, index: int) -> None:
        if self._has_layer(index):
            frozen = self._all_frozen(self.places.layer(index + 1))
            self.layer_popup.frozen.set_value(frozen)

    def _toggle_frozen(self, places: Sequence[int]) -> None:
        if places:
            self._set_frozen(places, not self._all_frozen(places))

    def _set_frozen(self, places: Sequence[int], frozen: bool) -> None:
        now = self._session.frozen
        self._session.set_frozen(now | {*places} if frozen else now - {*places})

    def _all_frozen(self, places: Sequence[int]) -> bool:
        return bool(places) and self._session.frozen.issuperset(places)

    def _knows(self, target: Neuron | Link) -> bool:
        """Return whether the network on the screen, and that of the session, have this."""
        sizes = self._session.layer_sizes
        if isinstance(target, Link):
            start, end = Neuron(target.layer, target.i), Neuron(target.layer + 1, target.j)
            return self._knows(start) and self._knows(end)
        return target.layer < len(sizes) and target.unit < sizes[target.layer]

    def _own(self, target: Neuron | Link) -> tuple[int, ...]:
        """Return the place of a weight, or of a neuron's bias; inputs have none."""
        if isinstance(target, Link):
            return (self.places.weight(target.layer, target.i, target.j),)
        return (self.places.bias(target.layer, target.unit),) if target.layer else ()

    def _whole(self, target: Neuron | Link) -> tuple[int, ...]:
        """Return the place of a weight, or those of all that makes a neuron."""
        if isinstance(target, Link):
            return self._own(target)
        return self.places.into(target.layer, target.unit) if target.layer else ()

    def _layer_of(self, target: Neuron | Link) -> int | None:
        layer = target.layer + 1 if isinstance(target, Link) else target.layer
        return layer or None

    def _on_screen(self, place: QRect) -> QRect:
        return QRect(self._diagram.mapToGlobal(place.topLeft()), place.size())
