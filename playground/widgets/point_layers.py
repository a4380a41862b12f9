"""The data points on a picture, and what is shown about each: its loss, a mistake, its turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from playground.widgets.colours import FloatArray, ViewColours, mixed
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.plot_items import PointSet, ViewItem, sample_of
from playground.widgets.stamps import DrawStamp, Stamps

Part = Literal["train", "test"]
RowArray: TypeAlias = NDArray[np.integer[Any]]
PARTS: tuple[Part, ...] = ("train", "test")
NEAR_PX = 9.0  # a point is read out from so far away
HALO_LEVELS = 8
HALO_FROM, HALO_TO = 0.5, 6.0  # loss, in units of what knowing nothing costs
STAMP = 40.0  # pixels of the sheet for a halo or a mark


class Answers(Protocol):
    """What the network says of some points of a part."""

    @property
    def rows(self) -> RowArray:
        """Their numbers in the part, (N,), rising."""

    @property
    def predictions(self) -> FloatArray:
        """Probabilities or values, (N, K)."""

    @property
    def losses(self) -> FloatArray:
        """The loss of each, (N,)."""

    @property
    def correct(self) -> NDArray[np.bool_] | None:
        """Whether its class is the one predicted, (N,); None for values."""


@dataclass(frozen=True)
class NearPoint:
    """A data point under the mouse; ``prediction`` and ``loss`` as far as they are known."""

    part: Part
    row: int
    place: tuple[float, float]
    target: float
    prediction: tuple[float, ...] | None = None
    loss: float | None = None


class StampLayer(ViewItem):
    """Marks of a few kinds at places of a plot."""

    def __init__(self, canvas: PlotCanvas, order: float) -> None:
        super().__init__(canvas, order)
        self._places: FloatArray = np.zeros((0, 2))
        self._kinds: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._drawings: list[DrawStamp] = []
        self._stamps = Stamps(STAMP)

    @property
    def count(self) -> int:
        """Number of marks."""
        return len(self._places)

    def set_drawings(self, drawings: Sequence[DrawStamp]) -> None:
        """Take how each kind is drawn."""
        self._drawings = list(drawings)
        self._stamps.ratio = 0.0
        self.redraw()

    def set_places(self, places: FloatArray, kinds: NDArray[np.intp] | None = None) -> None:
        """Take finite places (N, 2) and the kind of each (N,); all are of the first without."""
        if not len(places) and not self.count:
            return
        self._places = places
        self._kinds = np.zeros(len(places), np.intp) if kinds is None else kinds
        self.redraw()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Lay the marks down, in pixels."""
        if not self.count:
            return
        ratio = self._canvas.devicePixelRatioF()
        zoom = self.zoom_of_marks()
        if (self._stamps.ratio, self._stamps.zoom) != (ratio, zoom):
            self._stamps.make(self._drawings, ratio, zoom)
        view = painter.worldTransform()
        x = view.m11() * self._places[:, 0] + view.dx()
        y = view.m22() * self._places[:, 1] + view.dy()
        painter.save()
        painter.resetTransform()
        self._stamps.lay(painter, x, y, self._kinds)
        painter.restore()


class PointLayers:
    """Points of both parts on one plot, with halos, crosses and rings.

    Halos lie under the points and grow with the loss, from half of what
    knowing nothing costs; crosses lie on points whose class is mistaken; rings
    are around the training points of the newest batch, a wider one around the
    chosen point.
    """

    def __init__(self, canvas: PlotCanvas) -> None:
        self._canvas = canvas
        self._colours: ViewColours | None = None
        self.sets: Mapping[Part, PointSet] = {
            "train": PointSet(canvas, hollow=False, order=3),
            "test": PointSet(canvas, hollow=True, order=2),
        }
        self._halos = StampLayer(canvas, 1)
        self._batch = StampLayer(canvas, 4)
        self._crosses = StampLayer(canvas, 5)
        self._ring = StampLayer(canvas, 6)
        self._chosen: tuple[Part, int] | None = None
        self._places: dict[Part, FloatArray] = {part: np.zeros((0, 2)) for part in PARTS}
        self._targets: dict[Part, FloatArray] = {part: np.zeros(0) for part in PARTS}
        self._numbers: dict[Part, RowArray] = {part: np.zeros(0, np.intp) for part in PARTS}
        self._answers: dict[Part, Answers | None] = dict.fromkeys(PARTS)
        self._rows: RowArray | None = None
        self._shown: frozenset[str] = frozenset()
        self._unit = 1.0

    # What there is -----------------------------------------------------------------------------

    def set_points(
        self,
        part: Part,
        places: FloatArray,
        targets: FloatArray,
        styles: NDArray[np.intp],
        rows: RowArray | None = None,
    ) -> None:
        """Take places (N, 2), class index or value (N,) and style (N,) of points of a part.

        `rows` are their numbers in the part, rising; they are all of it if not given.
        """
        size = self.sets[part].size
        self._places[part], self._targets[part] = places, targets
        self._numbers[part] = np.arange(len(places)) if rows is None else rows
        self._answers[part] = None
        self.sets[part].set_points(places, styles)
        if self.sets[part].size != size:
            self._draw_stamps()
        self._refresh()
        self._refresh_chosen()

    def set_answers(self, part: Part, answers: Answers | None) -> None:
        """Take what the network says of the points of a part."""
        if answers is not self._answers[part]:
            self._answers[part] = answers
            self._refresh()

    def set_batch(self, rows: RowArray | None) -> None:
        """Take the training rows (B,) whose turn it is."""
        self._rows = rows
        self._refresh_batch()

    def set_chosen(self, chosen: tuple[Part, int] | None) -> None:
        """Ring one point in, by its part and row there."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._refresh_chosen()

    def set_loss_unit(self, loss: float) -> None:
        """Say what knowing nothing costs; halos are drawn in this unit."""
        self._unit = max(loss, 1e-12)
        self._refresh()

    # What is shown -----------------------------------------------------------------------------

    def show(self, what: frozenset[str]) -> None:
        """Show ``"halos"``, ``"mistakes"`` or ``"batch"``, any of them or none."""
        if what != self._shown:
            self._shown = what
            self._refresh()
            self._refresh_batch()

    def set_part_visible(self, part: Part, visible: bool) -> None:
        """Show or hide the points of one part and all that is about them."""
        if self.sets[part].isVisible() != visible:
            self.sets[part].setVisible(visible)
            self.sets[part].redraw()
            self._refresh()
            self._refresh_batch()
            self._refresh_chosen()

    def set_opacity(self, opacity: float) -> None:
        """Let the picture below shine through points and all that is about them."""
        for item in (*self.sets.values(), self._halos, self._batch, self._crosses, self._ring):
            item.setOpacity(opacity)
            item.redraw()

    def set_styles(
        self, fills: Sequence[QColor], marks: Sequence[str], ground: QColor, colours: ViewColours
    ) -> None:
        """Take a fill colour for each style of the points, their shapes, and the palette."""
        self._colours = colours
        for points in self.sets.values():
            points.set_styles(fills, marks, ground)
        self._draw_stamps()

    @property
    def drawn(self) -> int:
        """Number of points drawn of both parts."""
        return sum(points.drawn for points in self.sets.values())

    @property
    def note(self) -> str:
        """What is left out; empty if nothing."""
        total = sum(points.total for points in self.sets.values())
        if self.drawn == total:
            return ""
        text = QCoreApplication.translate("PointLayers", "{drawn} of {total} points drawn")
        return text.format(drawn=f"{self.drawn:,}", total=f"{total:,}")

    def count(self, what: str) -> int:
        """Return how many halos, mistakes or points of the batch are marked."""
        layers = {"halos": self._halos, "mistakes": self._crosses, "batch": self._batch}
        return layers[what].count

    def nearest(self, point: QPointF) -> NearPoint | None:
        """Return the visible point nearest to a point of the plot, if it is near."""
        (x0, x1), (y0, y1) = self._canvas.shown()
        size = self._canvas.box.size()
        scale = np.array([size.width() / (x1 - x0), size.height() / (y1 - y0)])
        found: tuple[float, Part, int] | None = None
        for part in self._visible():
            points = self.sets[part]
            away = np.hypot(*((points.places - (point.x(), point.y())) * scale).T)
            nearest = int(away.argmin())
            if away[nearest] <= NEAR_PX and (found is None or away[nearest] < found[0]):
                found = float(away[nearest]), part, int(points.rows[nearest])
        return None if found is None else self._about(*found[1:])

    # Inside ------------------------------------------------------------------------------------

    def _about(self, part: Part, index: int) -> NearPoint:
        x, y = self._places[part][index].tolist()
        row = int(self._numbers[part][index])
        prediction, loss, answers = None, None, self._answers[part]
        if answers is not None:
            place = int(np.searchsorted(answers.rows, row))
            if place < len(answers.rows) and answers.rows[place] == row:
                prediction = tuple(answers.predictions[place].astype(float).tolist())
                loss = float(answers.losses[place])
        return NearPoint(part, row, (x, y), float(self._targets[part][index]), prediction, loss)

    def _places_of(self, part: Part, rows: RowArray) -> FloatArray:
        """Return where rows (M,) lie, (M, 2): nowhere, if they are not on the picture."""
        numbers, places = self._numbers[part], self._places[part]
        found = np.full((len(rows), 2), np.nan)
        if len(numbers):
            index = np.minimum(np.searchsorted(numbers, rows), len(numbers) - 1)
            there = numbers[index] == rows
            found[there] = places[index[there]]
        return found

    def _visible(self) -> Iterator[Part]:
        return (part for part in PARTS if self.sets[part].isVisible() and self.sets[part].drawn)

    def _answered(self) -> Iterator[tuple[Answers, FloatArray]]:
        """Yield what is known of the visible parts, and where its points lie."""
        for part in self._visible():
            answers = self._answers[part]
            if answers is not None and len(answers.rows):
                yield answers, self._places_of(part, answers.rows)

    def _refresh(self) -> None:
        """Place halos and crosses anew."""
        halos: list[FloatArray] = [np.zeros((0, 2))]
        levels: list[NDArray[np.intp]] = [np.zeros(0, np.intp)]
        crosses: list[FloatArray] = [np.zeros((0, 2))]
        for answers, places in self._answered() if self._shown else ():
            finite = np.isfinite(places).all(axis=1)
            if "halos" in self._shown:
                found = halo_levels(answers.losses / self._unit)
                chosen = finite & (found > 0)
                halos.append(places[chosen])
                levels.append(found[chosen] - 1)
            if "mistakes" in self._shown and answers.correct is not None:
                crosses.append(places[finite & ~answers.correct])
        kinds = np.concatenate(levels)
        order = np.argsort(-kinds, kind="stable")  # small ones over large ones
        self._halos.set_places(np.concatenate(halos)[order], kinds[order])
        self._crosses.set_places(np.concatenate(crosses))

    def _refresh_batch(self) -> None:
        lit: FloatArray = np.zeros((0, 2))
        if "batch" in self._shown and self.sets["train"].isVisible() and self._rows is not None:
            lit = self._places_of("train", self._rows[sample_of(len(self._rows))])
        self._batch.set_places(lit[np.isfinite(lit).all(axis=1)])

    def _refresh_chosen(self) -> None:
        place: FloatArray = np.zeros((0, 2))
        if self._chosen is not None and self.sets[self._chosen[0]].isVisible():
            place = self._places_of(self._chosen[0], np.array([self._chosen[1]]))
        self._ring.set_places(place[np.isfinite(place).all(axis=1)])

    def _draw_stamps(self) -> None:
        colours = self._colours
        if colours is None:
            return
        size = max(self.sets[part].size for part in PARTS)
        shares = np.linspace(0.25, 0.6, HALO_LEVELS)
        radii = size / 2 + np.linspace(1.5, 1.1 * size + 3.0, HALO_LEVELS)
        self._halos.set_drawings(
            [
                partial(_draw_disc, mixed(colours.text, colours.background, share), radius)
                for share, radius in zip(shares.tolist(), radii.tolist(), strict=True)
            ]
        )
        self._batch.set_drawings([partial(_draw_ring, colours, size / 2 + 2.5)])
        self._ring.set_drawings([partial(_draw_ring, colours, size / 2 + 6.0)])
        self._crosses.set_drawings([partial(_draw_cross, colours, size / 2 + 1.0)])


def halo_levels(losses: FloatArray) -> NDArray[np.intp]:
    """Return how large the halo of each loss (N,) is, from 0 for none.

    Losses are in units of what knowing nothing costs.

    Examples
    --------
    >>> halo_levels(np.array([0.0, 0.5, 1.0, 6.0, 1e30])).tolist()
    [0, 0, 3, 8, 8]
    """
    share = (np.clip(losses, HALO_FROM, HALO_TO) - HALO_FROM) / (HALO_TO - HALO_FROM)
    return np.asarray(np.ceil(np.sqrt(share) * HALO_LEVELS), np.intp)


def _draw_disc(colour: QColor, radius: float, painter: QPainter, centre: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def _draw_ring(colours: ViewColours, radius: float, painter: QPainter, centre: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(colours.background, 4.0), QPen(colours.accent, 2.0)):
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)


def _draw_cross(colours: ViewColours, reach: float, painter: QPainter, centre: QPointF) -> None:
    box = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
    for pen in (QPen(colours.background, 3.5), QPen(colours.text, 1.6)):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
