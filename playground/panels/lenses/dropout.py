"""Dropout seen: thinned networks, their average, and the whole network."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.microscope import Thinned
from engine.microscope.sums import rounded
from engine.microscope.thinned import AVERAGED, COUNT
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.lenses.base import Lens
from playground.panels.names import feature_label
from playground.theme import Theme, spacing
from playground.widgets.chart import Chart, Line
from playground.widgets.describe import describe
from playground.widgets.labels import text_label, wrapped_label
from playground.widgets.map_colouring import MapColouring
from playground.widgets.number_field import NumberField
from playground.widgets.picture_tile import PictureTile
from playground.worker.events import Array, Started
from playground.worker.inspections.base import Finding
from playground.worker.inspections.dropout import ThinnedNetworks

OWN = "own"
"""Value of the field that means the rates of the experiment."""
IN_A_ROW = 5


class DropoutLens(Lens):
    """Nine thinned networks beside their average and the whole network."""

    id = "dropout"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("DropoutLens", "Dropout")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "DropoutLens", "The thinned networks that dropout trains, and their average."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._told: Thinned | None = None
        self.rate = NumberField(
            OWN, minimum=0.0, maximum=0.9, shown=(0.05, 0.9),
            word=self.tr("as set"), word_value=OWN, word_at_end=False,
        )  # fmt: skip
        describe(
            self.rate, "microscope.dropout.rate", self.tr("Share dropped"),
            self.tr("Of each hidden layer, only here; as set is what the run trains with."),
        )  # fmt: skip
        self.rate.setMaximumWidth(spacing(70))
        colours = theme.view_colours()
        self.tiles = [PictureTile(colours, str(number + 1)) for number in range(COUNT)]
        self.average = PictureTile(colours, self.tr("average of {n}").format(n=AVERAGED))
        self.whole = PictureTile(colours, self.tr("whole network"))
        self.whole.set_strong(True)
        self.chart = Chart(colours)
        self.chart.setAccessibleName(self.tr("Thinned networks"))
        self.chart.setMinimumSize(spacing(40), spacing(30))
        self.said = wrapped_label("microscope.dropout.said")
        head = QHBoxLayout()
        head.setSpacing(spacing(2))
        head.addWidget(text_label(self.tr("Share dropped"), "caption"))
        head.addWidget(self.rate, 1)
        head.addStretch(1)
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(spacing(2))
        for place, tile in enumerate(self.tiles):
            grid.addWidget(tile, place // IN_A_ROW, place % IN_A_ROW)
        grid.addWidget(self.average, 0, IN_A_ROW, 2, 2)
        grid.addWidget(self.whole, 0, IN_A_ROW + 2, 2, 2)
        for place in range(IN_A_ROW + 4):
            grid.setColumnStretch(place, 1)
        row = QHBoxLayout()
        row.setSpacing(spacing(4))
        row.addWidget(self._grid, 3)
        row.addWidget(self.chart, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addLayout(row, 1)
        column.addWidget(self.said)
        self.rate.value_changed.connect(self.on_rate_chosen)
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(session.started, self.on_started)
        self._show_kind()

    def inspection(self) -> ThinnedNetworks:
        """Return the rate and the plane asked for."""
        rate = self.rate.value
        chosen = float(rate) if isinstance(rate, int | float) else None
        return ThinnedNetworks(chosen, self.session.view.plane)

    def on_view_changed(self, _view: ViewState) -> None:
        """Look at another plane."""
        self.look_again()

    def on_started(self, _started: Started) -> None:
        """Show tiles for maps, lines for curves."""
        self._told = None
        self._show_kind()

    @Slot(object)
    def on_rate_chosen(self, _rate: Any) -> None:
        """Drop another share."""
        self.look_again()

    def show_finding(self, finding: Finding) -> None:
        """Draw the networks and say what they have in common."""
        self._told = finding.result
        self._draw()
        text = self._words(finding.result)
        self.said.setText(text)
        self.chart.setAccessibleDescription(text)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._told = None
        self.said.setText(text)
        self.chart.draw()
        for tile in (*self.tiles, self.average, self.whole):
            tile.show_pixels(None)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        colours = self.theme.view_colours()
        self.chart.set_colours(colours)
        for tile in (*self.tiles, self.average, self.whole):
            tile.set_colours(colours)
        self._draw()

    # Inside ----------------------------------------------------------------------------------

    def _show_kind(self) -> None:
        data = self.session.data
        line = data is not None and data.train_points.shape[1] == 1
        self.chart.setVisible(line)
        self._grid.setVisible(not line)
        if data is not None:
            self.chart.set_axes(feature_label(data.column_names[0]), self.tr("answer"))

    def _draw(self) -> None:
        told, data = self._told, self.session.data
        if told is None or data is None:
            return
        if told.maps.ndim == 3:
            self._draw_lines(told)
            return
        colouring = MapColouring(
            self.theme.view_colours(max(2, len(data.class_names))), len(data.class_names)
        )
        low, high = 0.0, 1.0
        if data.task == "regression" and len(data.train_labels):
            low, high = float(data.train_labels.min()), float(data.train_labels.max())

        def pixels(values: Array) -> Any:
            if data.task == "multiclass":
                return colouring.many_classes(values, hard=False)
            return colouring.values(values[0], low, high)

        for tile, values in zip(self.tiles, told.maps, strict=True):
            tile.show_pixels(pixels(values))
        self.average.show_pixels(pixels(told.average))
        self.whole.show_pixels(pixels(told.whole))

    def _draw_lines(self, told: Thinned) -> None:
        x = np.linspace(*told.plane.extent[0], told.maps.shape[-1])
        thin = [Line(x, values[0], "", "muted", 1.0) for values in told.maps]
        average = Line(x, told.average[0], self.average.accessibleName(), "accent", 2.5)
        whole = Line(x, told.whole[0], self.whole.accessibleName(), "negative", 2.5, dashed=True)
        self.chart.draw([*thin, average, whole])

    def _words(self, told: Thinned) -> str:
        first = self.tr(
            "Training meets the thinned networks: their loss is {thinned} on average, "
            "from {low} to {high}. Evaluation uses the whole network: {whole}."
        ).format(
            thinned=rounded(told.average_loss, 3),
            low=rounded(float(told.losses.min()), 3),
            high=rounded(float(told.losses.max()), 3),
            whole=rounded(told.whole_loss, 3),
        )
        kept = [int(flags.sum()) for flags in told.kept[0]]
        counts = ", ".join(
            f"{count}/{len(flags)}" for count, flags in zip(kept, told.kept[0], strict=True)
        )
        second = self.tr(
            "Network 1 keeps {counts} neurons a layer. "
            "The whole network is close to the average of all: {difference} apart on average."
        ).format(counts=counts, difference=rounded(told.difference, 2))
        return f"{first} {second}"
