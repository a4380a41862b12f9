"""Points set by hand, one after another, with their classes."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, IntArray
from engine.datasets.base import EXTENT, DatasetSource, Table, datasets
from engine.datasets.splitting import DataSettings, Parts
from engine.errors import Fault
from engine.message import Message
from engine.registry import hyper
from engine.seeds import SPLIT, stream

MOST_POINTS = 20_000
MOST_CLASSES = 6
GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0


class PaintedPoints:
    """Points in the plane with a class each: read-only, equal by content.

    Parameters
    ----------
    rows : array_like of shape (N, 3)
        x₁ and x₂ in [-6, 6], and the class, a whole number from 0 to 5; copied.

    Raises
    ------
    ValueError
        If the rows are anything else, or more than 20,000; says what to mend.

    Examples
    --------
    >>> points = PaintedPoints([[1.0, 2.0, 0], [-3.0, 0.5, 1]])
    >>> len(points), points.labels.tolist()
    (2, [0, 1])
    >>> points.with_added([[0.0, 0.0, 1]]).without([0]).rows.tolist()
    [[0.0, 0.0, 1.0], [-3.0, 0.5, 1.0]]
    >>> points == PaintedPoints(points.rows)
    True
    """

    def __init__(self, rows: ArrayLike = ()) -> None:
        self._rows = _checked(rows)

    @property
    def rows(self) -> FloatArray:
        """x₁, x₂ and class of each point, (N, 3), read-only."""
        return self._rows

    @property
    def coordinates(self) -> FloatArray:
        """x₁ and x₂ of each point, (N, 2), read-only."""
        return self._rows[:, :2]

    @property
    def labels(self) -> IntArray:
        """Class of each point, (N,)."""
        return self._rows[:, 2].astype(np.intp)

    @property
    def classes(self) -> int:
        """The number of classes that the points need, at least two."""
        return max(2, int(self._rows[:, 2].max(initial=0.0)) + 1)

    def with_added(self, rows: ArrayLike) -> Self:
        """Return the points and further ones (M, 3) after them."""
        return type(self)(np.concatenate([self._rows, _checked(rows)]))

    def with_replaced(self, indices: Sequence[int] | IntArray, rows: ArrayLike) -> Self:
        """Return the points with some moved or of another class."""
        changed = self._rows.copy()
        changed[indices] = rows
        return type(self)(changed)

    def without(self, indices: Sequence[int] | IntArray) -> Self:
        """Return the other points; the last ones take the places of those removed.

        So that hardly any point changes its row, and with it its part.
        """
        kept = np.ones(len(self), bool)
        kept[np.asarray(indices, np.intp)] = False
        count = np.count_nonzero(kept)
        rows = self._rows[:count].copy()
        rows[~kept[:count]] = self._rows[count:][kept[count:]]
        return type(self)(rows)

    def to_file(self) -> list[list[float | int]]:
        """Return the points as they stand in a file."""
        return [[x, y, int(label)] for x, y, label in self._rows.tolist()]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PaintedPoints):
            return NotImplemented
        return self is other or np.array_equal(self._rows, other._rows)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self._rows.tobytes())

    def __repr__(self) -> str:
        return f"{len(self)} points"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._rows,)


def _checked(rows: ArrayLike) -> FloatArray:
    """Return a read-only copy (N, 3), or raise a ValueError."""
    form = "Give each point as [x1, x2, class]."
    try:
        given = np.asarray(rows)
    except (ValueError, OverflowError):
        raise ValueError(f"the points differ in length. {form}") from None
    if given.size == 0:
        given = np.zeros((0, 3))
    if given.dtype.kind not in "iuf":
        raise ValueError(f"the points are not numbers. {form}")
    if given.ndim != 2 or given.shape[1] != 3:
        raise ValueError(f"the points have the shape {given.shape}. {form}")
    if len(given) > MOST_POINTS:
        raise ValueError(f"{len(given)} points are too many. Give at most {MOST_POINTS}.")
    checked = np.array(given, np.float64, order="C")
    checked += 0.0  # -0 becomes 0, which has the same hash
    inside = (np.abs(checked[:, :2]) <= EXTENT).all(axis=1)
    if not inside.all():
        place = int(np.argmin(inside))
        raise ValueError(f"point {place} is outside. Give coordinates from -6 to 6.")
    labels = checked[:, 2]
    known = (labels >= 0.0) & (labels < MOST_CLASSES) & (labels == np.floor(labels))
    if not known.all():
        place = int(np.argmin(known))
        raise ValueError(
            f"point {place} has the class {labels[place]:g}. "
            f"Give a whole number from 0 to {MOST_CLASSES - 1}."
        )
    checked.setflags(write=False)
    return checked


def parse_points(value: Any) -> PaintedPoints:
    """Return the points that stand in a file, or are given as they are."""
    return value if isinstance(value, PaintedPoints) else PaintedPoints(value)


@datasets.register
class Painted(DatasetSource):
    """Points set by hand.

    Without any point there is a data set all the same, on which nothing can be trained.

    Examples
    --------
    >>> Painted().task, Painted(classes=3).task
    ('binary', 'multiclass')
    """

    id: ClassVar[str] = "painted"
    label: ClassVar[str] = "Painted"
    formula: ClassVar[str] = "x₁, x₂ and class of every point are yours"
    source: ClassVar[str] = "your hand"
    sentence: ClassVar[str] = "Points that you paint: click and drag on the map to set them."
    kind: ClassVar[Literal["synthetic", "table", "painted"]] = "painted"

    classes: int = hyper(
        2, "Classes", "How many classes there are to paint with.",
        minimum=2, maximum=MOST_CLASSES, live=False,
    )  # fmt: skip

    def names_of_classes(self) -> tuple[str, ...]:
        """Return one name for each class."""
        return tuple(Message("class {number}", number=k + 1) for k in range(self.classes))

    def faults(self, data: DataSettings) -> list[Fault]:
        """Say if there are points of more classes."""
        needed = data.points.classes
        if needed <= self.classes:
            return []
        fault = f"has points of {needed} classes, and data.dataset.classes is {self.classes}."
        return [Fault("data.points", fault, f"Set data.dataset.classes to {needed}.")]

    def rows(self, data: DataSettings) -> int:
        """Return the number of points."""
        return len(data.points)

    def table(self, data: DataSettings, rng: np.random.Generator) -> Table:
        """Return the points as they were painted."""
        del rng
        return Table(
            points=data.points.coordinates,
            targets=data.points.rows[:, 2],
            task=self.task,
            column_names=("x1", "x2"),
            class_names=self.names_of_classes(),
            target_name=self.target_name,
            bounds=np.tile([-EXTENT, EXTENT], (2, 1)),
        )

    def split(self, rows: int, data: DataSettings) -> Parts:
        """Part the points so that further ones leave each where it is.

        Point i goes by the fractional part of u + i φ, with the golden ratio φ
        and a number u drawn from the seed: shares are met closely at any number
        of points (Weyl's sequence; Knuth, TAOCP 3, section 6.4). The first
        point is one to train on.
        """
        test, sealed = data.test_fraction, data.sealed_fraction
        begin = test + stream(data.seed, SPLIT).random() * (1.0 - test - sealed)
        place = (begin + np.arange(rows) * GOLDEN) % 1.0
        in_test, in_sealed = place < test, place >= 1.0 - sealed
        return Parts(*map(np.flatnonzero, (~in_test & ~in_sealed, in_test, in_sealed)))

    def part_sizes(self, rows: int, data: DataSettings) -> tuple[int, int, int]:
        """Return how many points each part has."""
        train, test, sealed = self.split(rows, data)
        return len(train), len(test), len(sealed)
