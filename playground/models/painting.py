"""What a hand does to points in the plane: strokes that paint, move, relabel and erase.

Each stroke is one entry of the history. What it has done is told at once, for the
screen to draw; the session hears of it in pieces, whenever `Painting.send` is called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal

import numpy as np
from psygnal import Signal

from engine import Data, Dataset, Experiment, make_dataset
from engine.arrays import FloatArray, IntArray
from engine.datasets import registry as datasets
from engine.datasets.base import EXTENT
from engine.datasets.painted import MOST_CLASSES, MOST_POINTS, Painted, PaintedPoints
from playground.models.session import Session

PaintTool = Literal["brush", "move", "relabel", "erase"]
PAINT_TOOLS: tuple[PaintTool, ...] = ("brush", "move", "relabel", "erase")
Place = tuple[float, float]

LEAST_REACH = 0.25
"""How far from its middle even the finest brush takes hold of a point."""


@dataclass(frozen=True)
class Brush:
    """What is in the hand.

    ``label`` is the class that is painted; ``radius`` is in units of the plane, and with 0
    points lie exactly under the mouse; ``density`` is the number of points in each dab.
    """

    tool: PaintTool = "brush"
    label: int = 0
    radius: float = 0.6
    density: int = 3


@dataclass
class _Stroke:
    """One movement of the hand; the object itself is the gesture of its edits."""

    rng: np.random.Generator
    at: Place
    held: IntArray  # points that move along
    grip: FloatArray  # where those lie, seen from the hand


class Painting:
    """Strokes on the points of a session.

    Parameters
    ----------
    session : Session
        Whose points they are.

    Attributes
    ----------
    brush : Brush
        What is in the hand.
    parts : tuple of str
        Which of the parts "train" and "test" are seen; the hand takes hold of no other points.
    """

    points_changed = Signal(object)
    """The :class:`PaintedPoints` as the stroke has made them so far."""
    brush_changed = Signal(object)
    """The :class:`Brush`."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.brush = Brush()
        self.parts: tuple[str, ...] = ("train", "test")
        self._stroke: _Stroke | None = None
        self._numbers = count()
        self._drawn: PaintedPoints | None = None  # further than the session knows
        self._known = session.experiment.data.points  # as the stroke has left them there
        session.experiment_changed.connect(self._on_experiment_changed)

    # What there is -----------------------------------------------------------------------

    @property
    def possible(self) -> bool:
        """Whether the session's data set is a painted one."""
        return isinstance(self._source, Painted)

    @property
    def classes(self) -> int:
        """The number of classes that there are to paint with."""
        source = self._source
        return source.classes if isinstance(source, Painted) else 2

    @property
    def points(self) -> PaintedPoints:
        """The points, those of the stroke under way included."""
        return self._drawn if self._drawn is not None else self.session.experiment.data.points

    @property
    def waiting(self) -> bool:
        """Whether there is something that the session has not heard of."""
        return self._drawn is not None

    @property
    def stroking(self) -> bool:
        """Whether a stroke is under way."""
        return self._stroke is not None

    @property
    def carries(self) -> bool:
        """Whether what is taken up is to be put down elsewhere."""
        return self.brush.tool == "move"

    def dataset(self) -> Dataset:
        """Return the points as the worker will make a data set of them, parted and labelled."""
        return make_dataset(self.session.experiment.data.model_copy(update={"points": self.points}))

    def set_brush(self, **values: Any) -> None:
        """Take another tool, class, radius or density."""
        brush = replace(self.brush, **values)
        if brush != self.brush:
            self.brush = brush
            self.brush_changed.emit(brush)

    # Strokes -----------------------------------------------------------------------------

    def begin(self, x: float, y: float) -> None:
        """Put the brush down."""
        self.end()
        if not self.possible:
            return
        nothing = np.zeros(0, np.intp)
        rng = np.random.default_rng(next(self._numbers))
        self._known = self.points
        self._stroke = stroke = _Stroke(rng, (x, y), nothing, np.zeros((0, 2)))
        if self.brush.tool == "move":
            stroke.held = self._within_reach([(x, y)], nearest=True)
            stroke.grip = self.points.coordinates[stroke.held] - (x, y)
        else:
            self._apply([(x, y)])

    def go_on(self, x: float, y: float) -> None:
        """Move the brush."""
        stroke = self._stroke
        if stroke is None or (x, y) == stroke.at:
            return
        if self.brush.tool == "move":
            self._move(stroke, (x, y))
            return
        way = np.subtract((x, y), stroke.at)
        dabs = int(np.hypot(*way) / max(self.brush.radius / 2, LEAST_REACH))
        if dabs == 0 and self.brush.tool == "brush":
            return  # it sprays again once it has come further
        shares = np.arange(1, dabs + 1) / max(dabs, 1) if dabs else np.ones(1)
        places = stroke.at + shares[:, np.newaxis] * way
        stroke.at = x, y
        self._apply([(float(u), float(v)) for u, v in places])

    def end(self) -> None:
        """Lift the brush; the session hears of all of the stroke."""
        if self._stroke is not None:
            self.send()
            self._stroke = None

    def send(self) -> None:
        """Let the session hear of what was done so far."""
        points, self._drawn = self._drawn, None
        if points is None:
            return
        self._known = points
        if not self.session.set_points(points, self._stroke):
            self._give_up()

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        """Give the stroke up if the points have become others meanwhile, by an undo, say."""
        if self._stroke is not None and experiment.data.points != self._known:
            self._give_up()

    def _give_up(self) -> None:
        self._stroke = self._drawn = None
        self.points_changed.emit(self.points)

    # Whole sheets ------------------------------------------------------------------------

    def erase_all(self) -> None:
        """Take all points away."""
        self.end()
        self.session.set_points(PaintedPoints())

    def add_class(self) -> None:
        """Offer one class more; the run begins anew."""
        if self.possible and self.classes < MOST_CLASSES:
            self.end()
            self.session.set_value("data.dataset.classes", self.classes + 1)

    # Inside ------------------------------------------------------------------------------

    @property
    def _source(self) -> Any:
        return datasets.get(self.session.experiment.data.dataset)

    def _apply(self, places: list[Place]) -> None:
        """Paint, relabel or erase at some places."""
        brush, points = self.brush, self.points
        if brush.tool == "brush":
            self._spray(places)
            return
        found = self._within_reach(places)
        if brush.tool == "erase" and len(found):
            self._draw(points.without(found))
        elif brush.tool == "relabel":
            found = found[points.labels[found] != brush.label]
            if len(found):
                rows = points.rows[found].copy()
                rows[:, 2] = brush.label
                self._draw(points.with_replaced(found, rows))

    def _spray(self, places: list[Place]) -> None:
        """Add points, evenly spread over a disc around each place."""
        stroke, brush = self._stroke, self.brush
        assert stroke is not None
        middles = np.repeat(np.array(places), brush.density if brush.radius else 1, axis=0)
        away = brush.radius * np.sqrt(stroke.rng.random(len(middles)))
        angle = 2 * np.pi * stroke.rng.random(len(middles))
        new = middles + away[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
        new = new[(np.abs(new) <= EXTENT).all(axis=1)][: MOST_POINTS - len(self.points)]
        if len(new):
            labels = np.full(len(new), float(brush.label))
            self._draw(self.points.with_added(np.column_stack([new, labels])))

    def _move(self, stroke: _Stroke, to: Place) -> None:
        """Let the points held follow the hand, up to the edge of the sheet."""
        stroke.at = to
        if not len(stroke.held):
            return
        rows = self.points.rows[stroke.held].copy()
        rows[:, :2] = np.clip(stroke.grip + to, -EXTENT, EXTENT)
        self._draw(self.points.with_replaced(stroke.held, rows))

    def _within_reach(self, places: list[Place], *, nearest: bool = False) -> IntArray:
        """Return the points seen under the brush, or else the ``nearest`` within easy reach."""
        seen = self._seen()
        spots = self.points.coordinates[seen]
        if not len(spots):
            return seen
        away = np.full(len(spots), np.inf)
        for place in places:
            np.minimum(away, np.hypot(*(spots - place).T), out=away)
        found = seen[away <= max(self.brush.radius, LEAST_REACH)]
        if len(found) == 0 and nearest and away.min() <= 2 * LEAST_REACH:
            return seen[[int(away.argmin())]]
        return found

    def _seen(self) -> IntArray:
        """Return which points are in a part that is shown."""
        parts = self._source.split(len(self.points), self.session.experiment.data)
        found = [getattr(parts, part) for part in self.parts]
        return np.sort(np.concatenate([np.zeros(0, np.intp), *found]))

    def _draw(self, points: PaintedPoints) -> None:
        self._drawn = points
        self.points_changed.emit(points)


def copyable(data: Data) -> bool:
    """Return whether the points of a data set can be painted on: classes in the plane.

    Examples
    --------
    >>> copyable(Data(dataset="moons")), copyable(Data(dataset="sine"))
    (True, False)
    """
    source = datasets.get(data.dataset)
    return source.kind == "synthetic" and source.task != "regression" and source.dims == 2


def copied(data: Data) -> PaintedPoints:
    """Return the points of a data set as painted ones, those beyond the sheet at its edge.

    Wrong labels are left out: as many are made among the painted ones.

    Examples
    --------
    >>> len(copied(Data(dataset="moons", samples=50, label_noise=0.5)))
    50
    """
    found = make_dataset(data.model_copy(update={"label_noise": 0.0, "sealed_fraction": 0.0}))
    parts = (
        (found.train_points, found.train_labels),
        (found.test_points, found.test_labels),
    )
    rows = np.concatenate([np.column_stack(part) for part in parts])[:MOST_POINTS]
    rows[:, :2] = np.clip(rows[:, :2], -EXTENT, EXTENT)
    return PaintedPoints(rows)
