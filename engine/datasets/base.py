"""What a data set is made of: its source, and the table the source builds."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.datasets.splitting import DataSettings, Parts, part_sizes, split_rows
from engine.errors import Fault
from engine.features import available_features
from engine.registry import Part, Registry

Task = Literal["binary", "multiclass", "regression"]

EXTENT = 6.0
"""Generated points lie in [-6, 6] in every coordinate, noise apart."""


def bounds_of(points: FloatArray) -> FloatArray:
    """Return lowest and highest value (C, 2) of each column, apart even if it is constant.

    Examples
    --------
    >>> bounds_of(np.array([[1.0, 7.0], [3.0, 7.0]])).tolist()
    [[1.0, 3.0], [6.5, 7.5]]
    """
    low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
    margin = np.where(low == high, np.maximum(0.5, 0.05 * np.abs(low)), 0.0)
    return np.column_stack([low - margin, high + margin])


@dataclass(frozen=True, eq=False)
class Table:
    """The raw material of a data set, before splitting and scaling.

    Attributes
    ----------
    points : ndarray of shape (N, C)
        Raw coordinates or columns; NaN where a table has a gap.
    targets : ndarray of shape (N,) or (N, K)
        Class index for classification, values for regression.
    task : {"binary", "multiclass", "regression"}
        What is to be learnt.
    column_names : tuple of C str
        Names of the columns of ``points``.
    class_names : tuple of str
        One name for each class; empty for regression.
    target_name : str
        What the targets are.
    bounds : ndarray of shape (C, 2)
        Lowest and highest value to show of each column.
    rows_dropped : int
        Rows left out because of gaps.
    """

    points: FloatArray
    targets: FloatArray
    task: Task
    column_names: tuple[str, ...]
    class_names: tuple[str, ...]
    target_name: str
    bounds: FloatArray
    rows_dropped: int = 0

    def select(self, columns: tuple[str, ...]) -> "Table":
        """Keep the named columns, and of the rows those without a gap in them.

        Raises
        ------
        ValueError
            If no row is complete.

        Examples
        --------
        >>> table = Table(np.array([[1.0, np.nan], [3.0, 4.0]]), np.array([0.0, 1.0]), "binary",
        ...               ("a", "b"), ("no", "yes"), "answer", np.zeros((2, 2)))
        >>> chosen = table.select(("b",))
        >>> chosen.points.tolist(), chosen.rows_dropped
        ([[4.0]], 1)
        """
        points = self.points[:, [self.column_names.index(name) for name in columns]]
        targets = self.targets.reshape(len(points), -1)
        complete = np.isfinite(points).all(axis=1) & np.isfinite(targets).all(axis=1)
        if not complete.any():
            raise ValueError(
                f"no row is complete in {', '.join(columns)} and {self.target_name}: "
                "choose other columns."
            )
        points = points[complete]
        return Table(
            points=points,
            targets=self.targets[complete],
            task=self.task,
            column_names=columns,
            class_names=self.class_names,
            target_name=self.target_name,
            bounds=bounds_of(points),
            rows_dropped=self.rows_dropped + int(np.count_nonzero(~complete)),
        )

    def with_rows(self, points: FloatArray, targets: FloatArray) -> "Table":
        """Return the table with other points (N, C) and targets."""
        return replace(self, points=points, targets=targets)


class DatasetSource(Part):
    """Where points come from: a formula or a file.

    ``dims`` is the number of raw coordinates, None for tables, whose columns
    are chosen by name. Tables take no notice of ``samples`` and ``noise``:
    they show what was measured.
    """

    kind: ClassVar[Literal["synthetic", "table", "painted"]] = "synthetic"
    dims: ClassVar[int | None] = 2
    default_features: ClassVar[tuple[str, ...]] = ("x1", "x2")
    class_names: ClassVar[tuple[str, ...]] = ()
    target_name: ClassVar[str] = "class"

    def names_of_classes(self) -> tuple[str, ...]:
        """Return one name for each class; empty for regression."""
        return self.class_names

    @property
    def task(self) -> Task:
        """What is to be learnt: it follows from the classes."""
        count = len(self.names_of_classes())
        return "regression" if count == 0 else "binary" if count == 2 else "multiclass"

    def feature_ids(self) -> tuple[str, ...]:
        """Return the names ``Data.features`` may choose from."""
        if self.dims is None:
            return self.default_features
        return available_features(self.dims)

    def faults(self, data: DataSettings) -> list[Fault]:
        """Return what else in the settings does not fit this data set."""
        del data
        return []

    def rows(self, data: DataSettings) -> int | None:
        """Return how many rows there will be; None if only the table knows."""
        del data
        return None

    def table(self, data: DataSettings, rng: np.random.Generator) -> Table:
        """Return the raw points and targets that the settings ask for."""
        return self.build(data.samples, data.noise, rng)

    def split(self, rows: int, data: DataSettings) -> Parts:
        """Part the rows."""
        return split_rows(rows, data)

    def part_sizes(self, rows: int, data: DataSettings) -> tuple[int, int, int]:
        """Return how many rows each part has."""
        return part_sizes(rows, data)

    def build(self, samples: int, noise: float, rng: np.random.Generator) -> Table:
        """Return the raw points and targets.

        Parameters
        ----------
        samples : int
            Number of points; tables ignore it.
        noise : float
            Standard deviation of the noise on coordinates (classification),
            or on targets as a fraction of their standard deviation
            (regression); tables ignore it.
        rng : numpy.random.Generator
            Stream of the points; noise comes from a child stream, so that
            its amount moves no point otherwise.
        """
        raise NotImplementedError


datasets = Registry("dataset", DatasetSource)


class SyntheticSource(DatasetSource):
    """A generator: ``draw`` gives clean points, ``build`` adds the noise."""

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return clean points (N, C) in [-6, 6] and targets (N,)."""
        raise NotImplementedError

    def rows(self, data: DataSettings) -> int | None:
        """Return how many rows were asked for."""
        return data.samples

    def table(self, data: DataSettings, rng: np.random.Generator) -> Table:
        """Return points and targets; classes are uneven where that was asked for."""
        classes = len(self.names_of_classes())
        if not classes or not data.imbalance:
            return self.build(data.samples, data.noise, rng)
        # Classes come in turn: of a set that is large enough, take the first ones of each.
        counts = uneven_counts(data.samples, classes, data.imbalance)
        table = self.build(classes * int(counts.max()), data.noise, rng)
        turn = np.arange(len(table.targets)) // classes
        kept = turn < counts[table.targets.astype(np.intp)]
        return table.with_rows(table.points[kept], table.targets[kept])

    def build(self, samples: int, noise: float, rng: np.random.Generator) -> Table:
        """Return ``samples`` points with noise; see `DatasetSource.build`."""
        (noise_rng,) = rng.spawn(1)
        points, targets = self.draw(samples, rng)
        if self.task == "regression":
            targets = targets + noise * targets.std() * noise_rng.standard_normal(targets.shape)
        else:
            points = points + noise * noise_rng.standard_normal(points.shape)
        columns = points.shape[1]
        return Table(
            points=points,
            targets=targets,
            task=self.task,
            column_names=tuple(f"x{c + 1}" for c in range(columns)),
            class_names=self.names_of_classes(),
            target_name=self.target_name,
            bounds=np.tile([-EXTENT, EXTENT], (columns, 1)),
        )


def uneven_counts(samples: int, classes: int, imbalance: float) -> IntArray:
    """Return the number of examples of each class, rising evenly from the first to the last.

    The first class has 1 − imbalance times as many as the last, every class one at least.

    Examples
    --------
    >>> uneven_counts(100, 2, 0.75).tolist(), uneven_counts(100, 3, 0.0).tolist()
    ([20, 80], [33, 34, 33])
    """
    share = np.linspace(1.0 - imbalance, 1.0, classes)
    edges = np.rint(samples * share.cumsum() / share.sum()).astype(np.intp)
    edges = np.maximum(edges, np.arange(1, classes + 1))
    return np.asarray(np.diff(edges, prepend=0))
