"""Where everything in the network diagram stands. Plain numbers, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

SMALLEST_THUMB = 14.0
LARGEST_THUMB, LARGEST_SHARE = 44.0, 0.06  # pixels, or of the height where that is more
SMALLEST_PITCH = 44.0  # between columns: room for a − and a + beneath each
ROW_GAP = 4.0
LARGEST_COLUMN = 16  # neurons drawn in one layer
MORE_LINE = 16.0  # height of the text "+ 48 more"
LINK_REACH = 5.0  # pixels from a link at which the mouse still finds it
CROSSING = 1.5  # so many pixels nearer counts the favoured of two links
BIAS_ROOM = 5.0  # pixels from the neuron to its bias mark
BIAS_REACH = 5.0  # pixels from a bias mark at which the mouse still finds it


@dataclass(frozen=True)
class Neuron:
    """A place in the network: layer 0 holds the inputs, the last layer the outputs."""

    layer: int
    unit: int


@dataclass(frozen=True)
class Link:
    """The weight ``weights[layer][i, j]``, from unit i of `layer` to unit j of the next."""

    layer: int
    i: int
    j: int


@dataclass(frozen=True)
class Margins:
    """Space around the neurons, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Column:
    """One drawn layer.

    `tops` are the upper edges of the thumbnails, of the first ``len(tops)`` of `units` neurons.
    """

    layer: int
    x: float
    tops: tuple[float, ...]
    units: int

    @property
    def shown(self) -> int:
        """Number of neurons drawn."""
        return len(self.tops)

    @property
    def hidden(self) -> int:
        """Number of neurons left out."""
        return self.units - len(self.tops)


@dataclass(frozen=True)
class Gap:
    """The space with the links between two drawn, adjacent layers; `layer` is the left one."""

    layer: int
    x0: float
    x1: float
    start: NDArray[np.float64]  # (shown_in,) heights at x0
    end: NDArray[np.float64]  # (shown_out,) heights at x1


@dataclass(frozen=True)
class DiagramLayout:
    """Columns of thumbnails with their links."""

    thumb: float
    row_pitch: float
    columns: tuple[Column, ...]
    layers: int

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Gaps between columns that are neighbours in the network."""
        half = self.thumb / 2
        return tuple(
            Gap(
                a.layer,
                a.x + self.thumb,
                b.x,
                np.array(a.tops, dtype=float) + half,
                np.array(b.tops, dtype=float) + half,
            )
            for a, b in zip(self.columns, self.columns[1:], strict=False)
            if b.layer == a.layer + 1
        )

    @property
    def layers_left_out(self) -> int:
        """Number of hidden layers that are not drawn."""
        return self.layers - len(self.columns)

    @property
    def bottom(self) -> float:
        """Lower edge of the lowest thumbnail."""
        return max(column.tops[-1] for column in self.columns if column.tops) + self.thumb

    @property
    def hidden_neurons(self) -> int:
        """Number of neurons of the drawn layers that are not drawn."""
        return sum(column.hidden for column in self.columns)

    def column_of(self, layer: int) -> Column | None:
        """Return the column that draws `layer`, or None."""
        return next((c for c in self.columns if c.layer == layer), None)

    def corner(self, neuron: Neuron) -> tuple[float, float] | None:
        """Return the upper left corner of a neuron's thumbnail; None if it is not drawn."""
        column = self.column_of(neuron.layer)
        if column is None or not 0 <= neuron.unit < column.shown:
            return None
        return column.x, column.tops[neuron.unit]

    def neuron_at(self, x: float, y: float) -> Neuron | None:
        """Return the neuron under a point."""
        for column in self.columns:
            if column.x <= x <= column.x + self.thumb:
                for unit, top in enumerate(column.tops):
                    if top <= y <= top + self.thumb:
                        return Neuron(column.layer, unit)
        return None

    def bias_mark(self, neuron: Neuron) -> tuple[float, float] | None:
        """Return where the mark of a neuron's bias stands; None if there is none."""
        corner = self.corner(neuron)
        drawn = {gap.layer + 1 for gap in self.gaps}
        if corner is None or neuron.layer not in drawn:
            return None
        return corner[0] - BIAS_ROOM, corner[1] + self.thumb - 3.0

    def bias_at(self, x: float, y: float) -> Neuron | None:
        """Return the neuron whose bias mark is under a point."""
        for column in self.columns:
            if abs(column.x - BIAS_ROOM - x) <= BIAS_REACH:
                for unit in range(column.shown):
                    mark = self.bias_mark(Neuron(column.layer, unit))
                    if mark is not None and np.hypot(x - mark[0], y - mark[1]) <= BIAS_REACH:
                        return Neuron(column.layer, unit)
        return None

    def link_at(
        self, x: float, y: float, reach: float = LINK_REACH, favoured: Link | None = None
    ) -> Link | None:
        """Return the link nearest to a point, if one lies within `reach` pixels.

        Where links cross, the `favoured` one wins.
        """
        for gap in self.gaps:
            if gap.x0 < x < gap.x1:
                along = (x - gap.x0) / (gap.x1 - gap.x0)
                rise = gap.end[None, :] - gap.start[:, None]
                height = gap.start[:, None] + along * rise
                distance = np.abs(y - height) / np.hypot(1.0, rise / (gap.x1 - gap.x0))
                if favoured is not None and favoured.layer == gap.layer:
                    i, j = favoured.i, favoured.j
                    if i < distance.shape[0] and j < distance.shape[1]:
                        distance[i, j] -= CROSSING
                nearest = int(np.argmin(distance))
                i, j = divmod(nearest, distance.shape[1])
                return Link(gap.layer, i, j) if distance[i, j] <= reach else None
        return None

    def link_moved(self, link: Link, across: int, down: int, from_start: bool = False) -> Link:
        """Return the drawn link one step away: another gap, another end, or another start."""
        layers = [gap.layer for gap in self.gaps]
        place = layers.index(link.layer) if link.layer in layers else 0
        gap = self.gaps[min(max(place + across, 0), len(layers) - 1)]
        i = link.i + (down if from_start else 0)
        j = link.j + (0 if from_start else down)
        i, j = (min(max(k, 0), len(ends) - 1) for k, ends in ((i, gap.start), (j, gap.end)))
        return Link(gap.layer, i, j)

    def moved(self, neuron: Neuron, across: int, down: int) -> Neuron:
        """Return the drawn neuron one step away, staying inside the diagram."""
        layers = [column.layer for column in self.columns]
        place = layers.index(neuron.layer) if neuron.layer in layers else 0
        place = min(max(place + across, 0), len(layers) - 1)
        here, there = self.column_of(neuron.layer), self.columns[place]
        unit = neuron.unit
        if across and here is not None and here.layer != there.layer:
            # Stay at the same height on screen, not at the same number.
            unit += round((there.shown - here.shown) / 2)
        return Neuron(there.layer, min(max(unit + down, 0), there.shown - 1))


def lay_out(width: float, height: float, sizes: Sequence[int], margins: Margins) -> DiagramLayout:
    """Place the columns of a network in a rectangle.

    All thumbnails have one size, and all rows one pitch. What does not fit is left out and
    counted: neurons from the bottom of a column, hidden layers from the right.

    Parameters
    ----------
    width, height
        Of the whole rectangle, in pixels.
    sizes
        Units of every layer: inputs, hidden layers, outputs.
    margins
        Room kept free for labels and buttons.
    """
    across = max(width - margins.left - margins.right, SMALLEST_THUMB)
    body = max(height - margins.top - margins.bottom, SMALLEST_THUMB)
    fitting = max(2, 1 + int((across - SMALLEST_THUMB) // SMALLEST_PITCH))
    layers = list(range(len(sizes)))
    if len(layers) > fitting:
        # One place stays empty for the text that counts the others.
        layers = [*layers[: max(fitting - 2, 1)], layers[-1]]

    largest = max((sizes[layer] for layer in layers), default=1)
    if _rows_fitting(body) < largest:
        body = max(body - MORE_LINE, SMALLEST_THUMB)
    rows = max(1, min(largest, _rows_fitting(body)))
    left_out = len(layers) < len(sizes)
    steps = max(len(layers) - 1 + left_out, 1)
    largest_thumb = max(LARGEST_THUMB, LARGEST_SHARE * body)
    thumb = min(largest_thumb, (body - (rows - 1) * ROW_GAP) / rows, 0.5 * across / (steps + 0.5))
    thumb = float(max(SMALLEST_THUMB, int(thumb)))
    pitch = (across - thumb) / steps
    row_pitch = min(1.5 * thumb, (body - thumb) / (rows - 1)) if rows > 1 else thumb

    columns = []
    for number, layer in enumerate(layers):
        place = steps if left_out and layer == layers[-1] else number
        shown = min(sizes[layer], rows)
        first = margins.top + (body - thumb - (shown - 1) * row_pitch) / 2
        tops = tuple(float(round(first + k * row_pitch)) for k in range(shown))
        columns.append(
            Column(layer, float(round(margins.left + place * pitch)), tops, sizes[layer])
        )
    return DiagramLayout(thumb, row_pitch, tuple(columns), len(sizes))


def _rows_fitting(body: float) -> int:
    return min(LARGEST_COLUMN, int((body + ROW_GAP) // (SMALLEST_THUMB + ROW_GAP)))
