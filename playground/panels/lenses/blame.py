"""Chain of blame: every path from one weight to the loss, factor by factor."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.microscope import Blame, BlamePath, Factor
from engine.microscope.sums import rounded
from playground.i18n import translate_template
from playground.models import blame_words
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.lenses.base import Lens
from playground.panels.lenses.point_field import PointField
from playground.panels.lenses.weight_field import WeightField
from playground.panels.names import layer_label, unit_label
from playground.theme import Theme, spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_path import LitPath
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.labels import text_label, wrapped_label
from playground.widgets.layer_bars import LayerBars
from playground.widgets.path_table import PathRow, PathTable, TableColumn
from playground.worker.inspections.base import Finding
from playground.worker.inspections.blame import BlameOfWeight


class BlameLens(Lens):
    """The strongest paths of the chosen weight, for the next batch or for one point."""

    id = "blame"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("BlameLens", "Blame")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "BlameLens", "On which paths a weight acts on the loss, and how strongly on each."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        colours = theme.view_colours()
        self._told: Blame | None = None
        self._chosen: tuple[int, ...] | None = None
        self.weight = WeightField(session, "microscope.blame")
        self.points = SegmentedField(
            (
                Choice("batch", self.tr("next batch"), self.tr("The mean over its points.")),
                Choice("point", self.tr("one point"), self.tr("Its factors multiply exactly.")),
            )
        )
        describe(
            self.points, "microscope.blame.points", self.tr("Points"),
            self.tr("Whether the paths are those of the whole batch or of a single point."),
        )  # fmt: skip
        self.point = PointField(session, "microscope.blame")
        self.point.hide()
        self.table = PathTable(colours)
        describe(
            self.table, "microscope.blame.paths", self.tr("Paths"),
            self.tr("Each row is a path from the weight to the loss; choose one to see it above."),
        )  # fmt: skip
        self.layers = LayerBars(colours)
        describe(
            self.layers, "microscope.blame.layers", self.tr("Gradient by layer"),
            self.tr("Typical size (root mean square) of a weight's gradient in each layer; a bar "
                    "grows by the same length with each power of ten."),
        )  # fmt: skip
        self.said = wrapped_label("microscope.blame.said")
        self.note = wrapped_label("microscope.blame.note", "caption")
        self.said_of_layers = wrapped_label("microscope.blame.said_of_layers", "caption")
        for label in (self.said, self.note, self.said_of_layers):
            label.setMinimumHeight(label.fontMetrics().height())  # not what a narrow one would need
        self._arrange()
        self.points.value_changed.connect(self.on_points_chosen)
        self.table.path_chosen.connect(self.on_path_chosen)
        self.follow(session.view_changed, self.on_view_changed)

    def inspection(self) -> BlameOfWeight:
        """Return the chosen weight, for the batch or the chosen point."""
        index, point = self.weight.index, self.session.view.point
        if self.points.value == "batch":
            return BlameOfWeight(index)
        return BlameOfWeight(index, True) if point is None else BlameOfWeight(index, True, *point)

    def on_view_changed(self, _view: ViewState) -> None:
        """Look at another weight or point."""
        self.look_again()

    @Slot(str)
    def on_points_chosen(self, choice: str) -> None:
        """Look at the batch or at one point."""
        self.point.setVisible(choice == "point")
        self.look_again()

    @Slot(int)
    def on_path_chosen(self, row: int) -> None:
        """Light a path up in the picture of the network."""
        if self._told is not None:
            self._chosen = self._told.paths[row].neurons
            self._light(self._told, self._told.paths[row])

    def show_finding(self, finding: Finding) -> None:
        """List the paths, and say what they add up to."""
        told: Blame = finding.result
        if self._told is None or self._told.parameter != told.parameter:
            self._chosen = None  # the strongest one, whichever that is
        self._told = told
        if told.point is not None and self.session.view.point is None:
            self.point.show_worst(*told.point)
        neurons = [path.neurons for path in told.paths]
        chosen = neurons.index(self._chosen) if self._chosen in neurons else 0
        strongest = abs(told.paths[0].share) or 1.0
        rows = [self._row(told, path, path.share / strongest) for path in told.paths]
        self.table.set_paths(self._columns(told), rows, chosen)
        self.said.setText(" ".join(map(translate_template, blame_words.total(told))))
        self.note.setText(" ".join(map(translate_template, blame_words.listing(told))))
        self.table.setAccessibleDescription(f"{self.said.text()} {self.note.text()}".strip())
        self._light(told, told.paths[chosen])
        self._show_layers(told)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the path go out."""
        super().hideEvent(event)
        self.session.show_path(self.id, None)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._told = None
        self.session.show_path(self.id, None)
        self.said.setText(text)
        self.note.setText("")
        self.said_of_layers.setText("")
        self.table.set_paths((), ())
        self.layers.set_values((), (), ())

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.table.set_colours(self.theme.view_colours())
        self.layers.set_colours(self.theme.view_colours())

    # Inside ----------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = FlowLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setHorizontalSpacing(spacing(4))
        head.setVerticalSpacing(spacing(1))
        for field in (self.weight, self.points, self.point):
            head.addWidget(field)
        side = QVBoxLayout()
        side.setSpacing(spacing(1))
        side.addWidget(text_label(self.tr("Gradient by layer, logarithmic"), "caption"))
        side.addWidget(self.layers)
        side.addWidget(self.said_of_layers)
        side.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(spacing(4))
        body.addWidget(self.table, 4)
        body.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addWidget(self.said)
        column.addLayout(body, 1)
        column.addWidget(self.note)

    def _columns(self, told: Blame) -> list[TableColumn]:
        """Return the heads: share, way, and one for each factor."""
        mean = "Ø " if told.examples > 1 else ""
        heads = [
            TableColumn(
                self.tr("share"),
                self.tr("What this path adds to the gradient: blue raises the loss when the "
                        "weight grows, orange lowers it; the bar is its size."),
            ),
            TableColumn(self.tr("path"), self.tr("The neurons on it, from left to right.")),
        ]  # fmt: skip
        return heads + [self._column(told, factor, mean) for factor in told.factors]

    def _column(self, told: Blame, factor: Factor, mean: str) -> TableColumn:
        layer = self._layer_name(factor.layer)
        match factor.kind:
            case "activation":
                start = self._neuron(told.layer - 1, told.source or 0)
                title, sentence = start, self.tr("What enters the weight.")
            case "one":
                title, sentence = self.tr("bias"), self.tr("A one enters a bias.")
                mean = ""
            case "slope":
                title = self.tr("a′ in {layer}").format(layer=layer)
                sentence = self.tr("Slope of the neuron's activation, where its sum stands.")
            case "mask":
                title = self.tr("dropout in {layer}").format(layer=layer)
                sentence = self.tr("0 where dropout switches the neuron off, else 1 / (1 − rate).")
            case "weight":
                title = self.tr("w into {layer}").format(layer=layer)
                sentence, mean = self.tr("The weight of the link that the path goes on by."), ""
            case "output_slope":
                title = self.tr("a′ at the output")
                sentence = self.tr("Slope of the output's activation, where its sum stands.")
            case _:
                last = "∂L/∂z" if "output_slope" not in _kinds(told) else "∂L/∂a"
                title, sentence = last, self.tr("How the loss changes with this output.")
        return TableColumn(f"{mean}{title}", sentence)

    def _row(self, told: Blame, path: BlamePath, share: float) -> PathRow:
        way = " → ".join(
            self._short(layer, unit) for layer, unit in enumerate(path.neurons, start=told.layer)
        )
        worth = rounded(path.share) + ("" if path.certain else " ?")
        first, *others = map(_written, path.factors.tolist())
        spoken = self.tr("{share} by way of {path}: {factors}").format(
            share=worth, path=way, factors=" · ".join([first, *others])
        )
        cells = (worth, way, first, *(f"· {factor}" for factor in others))
        return PathRow(cells, share, spoken)

    def _light(self, told: Blame, path: BlamePath) -> None:
        """Show the path in the picture of the network, with its factors."""
        neurons = [Neuron(layer, n) for layer, n in enumerate(path.neurons, start=told.layer)]
        texts: dict[Neuron, list[str]] = {}
        link_texts, signs = {}, {}
        if told.source is not None:
            neurons.insert(0, Neuron(told.layer - 1, told.source))
            own = Link(told.layer - 1, told.source, path.neurons[0])
            link_texts[own], signs[own] = "w", -1 if told.value < 0.0 else 1
        at = {neuron.layer: neuron for neuron in neurons}
        for factor, value in zip(told.factors, path.factors.tolist(), strict=True):
            if factor.kind == "weight":
                link = Link(factor.layer - 1, at[factor.layer - 1].unit, at[factor.layer].unit)
                link_texts[link], signs[link] = f"· {rounded(value, 3)}", -1 if value < 0.0 else 1
            elif factor.kind != "one":
                first = factor.kind == "activation"
                text = rounded(value, 3) if first else f"· {rounded(value, 3)}"
                texts.setdefault(at[factor.layer], []).append(text)
        joined = {neuron: " ".join(parts) for neuron, parts in texts.items()}
        self.session.show_path(self.id, LitPath(neurons, joined, link_texts, signs))

    def _show_layers(self, told: Blame) -> None:
        numbers = range(1, len(told.layer_sizes) + 1)
        self.layers.set_values(
            [self._layer_name(number) for number in numbers],
            told.layer_sizes.tolist(),
            [rounded(value, 2) for value in told.layer_sizes.tolist()],
            told.layer - 1,
        )
        self.said_of_layers.setText(translate_template(blame_words.by_layer(told)))

    def _layer_name(self, number: int) -> str:
        return layer_label(self.session.layer_sizes, number)

    def _neuron(self, layer: int, unit: int) -> str:
        data, sizes = self.session.data, self.session.layer_sizes
        return "" if data is None else unit_label(data, sizes, layer, unit)

    def _short(self, layer: int, unit: int) -> str:
        """Return a neuron's number, or what an output is called."""
        inner = layer < len(self.session.layer_sizes) - 1
        return str(unit + 1) if inner else self._neuron(layer, unit)


@lru_cache(maxsize=512)
def _written(factor: float) -> str:
    """Return a factor in figures; many paths share theirs."""
    return rounded(factor)


def _kinds(told: Blame) -> set[str]:
    return {factor.kind for factor in told.factors}
