"""How weights, activations and gradients are spread in each layer."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from engine.microscope.histograms import LayerHistograms
from playground.models.view_state import ViewState
from playground.panels.plot_lines import layer_names
from playground.panels.spoken import spoken_spreads
from playground.theme import spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.colours import ViewColours
from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.histogram_grid import HistogramGrid
from playground.widgets.histogram_plot import Spread
from playground.widgets.labels import text_label
from playground.worker.events import Snapshot

PERIOD_MS = 100
"""Least time between two drawings: faster than that nobody can read."""


class HistogramPage(QWidget):
    """A histogram for each layer, and what is counted in it.

    Signals
    -------
    kind_chosen(str)
        ``"weights"``, ``"activations"`` or ``"gradients"``.
    same_axis_chosen(bool)
        Whether all layers share one axis.
    """

    kind_chosen = Signal(str)
    same_axis_chosen = Signal(bool)

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._newest: Snapshot | None = None
        self._drawn: object = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PERIOD_MS)
        self._pause.timeout.connect(self.on_pause_over)
        self._make_controls()
        self.grid = HistogramGrid(colours, self)
        describe(
            self.grid, "plots.histograms.layers", self.tr("Histograms"),
            self.tr("For each layer, how many of its numbers are of which size."),
        )  # fmt: skip
        self.nothing = text_label("", "caption")
        self.nothing.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(spacing(2))
        head.addWidget(self.kind_field)
        head.addStretch(1)
        head.addWidget(self.same_axis)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addLayout(self._stack, 1)

    def _make_controls(self) -> None:
        self.kind_field = SegmentedField(
            (
                Choice(
                    "weights", self.tr("weights"), self.tr("The weights of each layer's links.")
                ),
                Choice(
                    "activations", self.tr("activations"),
                    self.tr("What the neurons of each hidden layer answer to the training data."),
                ),
                Choice(
                    "gradients", self.tr("gradients"),
                    self.tr("The newest update's gradient of the weights."),
                ),
            )
        )  # fmt: skip
        describe(
            self.kind_field, "plots.histograms.kind", self.tr("Counted in histograms"),
            self.tr("What is counted in each layer."),
        )  # fmt: skip
        self.kind_field.value_changed.connect(self.kind_chosen)
        self.same_axis = FlagField(self.tr("same axis"))
        describe(
            self.same_axis, "plots.histograms.same_axis", self.tr("Same axis for all layers"),
            self.tr("One axis for all layers compares them; one for each shows its shape."),
        )  # fmt: skip
        self.same_axis.value_changed.connect(self.same_axis_chosen)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self.grid.set_colours(colours)

    def set_view(self, view: ViewState) -> None:
        """Count what is asked for, on the axes that are asked for."""
        self.kind_field.set_value(view.histogram)
        self.same_axis.set_value(view.same_axis)
        self.grid.set_same_axis(view.same_axis)
        if view.histogram != self._kind:
            self._kind, self._drawn = view.histogram, None
            self.grid.forget()
            self._draw()

    def clear(self) -> None:
        """Forget the run."""
        self._newest = self._drawn = None
        self.grid.forget()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what was counted; at most ten times a second."""
        if snapshot.histograms is None:
            return
        self._newest = snapshot
        if not self._pause.isActive():
            self._draw()

    @Slot()
    def on_pause_over(self) -> None:
        """Draw what has come in the meantime."""
        self._draw()

    def _draw(self) -> None:
        snapshot = self._newest
        if snapshot is None or snapshot.histograms is None or not self.isVisible():
            return
        counted = snapshot.histograms[self._kind]
        if counted is self._drawn:
            return
        self._drawn = counted
        self._pause.start()
        missing = self._missing(snapshot, counted)
        self.nothing.setText(missing)
        self._stack.setCurrentWidget(self.nothing if missing else self.grid)
        if missing:
            return
        spreads = spreads_of(counted, hidden=self._kind == "activations")
        self.grid.show_spreads(spreads)
        self.grid.setAccessibleDescription(spoken_spreads(spreads))

    def _missing(self, snapshot: Snapshot, counted: LayerHistograms) -> str:
        """Return why there is nothing to see; empty if there is."""
        if not counted.counts:
            return self.tr("There is no hidden layer, so there are no activations to count.")
        if self._kind == "gradients" and snapshot.step == 0:
            return self.tr("There is no gradient before the first update.")
        return ""


def spreads_of(counted: LayerHistograms, *, hidden: bool) -> tuple[Spread, ...]:
    """Return what is drawn of each layer, with its name; the last one is the output's.

    Parameters
    ----------
    counted : LayerHistograms
        What the worker has counted.
    hidden : bool
        Whether only hidden layers were counted.
    """
    names = layer_names(len(counted.counts) + hidden)
    return tuple(
        Spread(*each)
        for each in zip(
            names[: len(counted.counts)], counted.edges, counted.counts, counted.zeros,
            counted.means, counted.deviations, strict=True,
        )
    )  # fmt: skip
