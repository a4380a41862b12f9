"""Tables: measured data, read from CSV files."""

from __future__ import annotations

from importlib import resources
from typing import IO, TYPE_CHECKING, ClassVar, Literal

import numpy as np

from engine.arguments import LARGEST_NUMBER, refused
from engine.arrays import FloatArray
from engine.datasets.base import DatasetSource, Table, bounds_of, datasets
from engine.datasets.checking import MOST_CLASSES

if TYPE_CHECKING:
    import pandas as pd


def open_bundled(name: str) -> IO[str]:
    """Open a table that ships with the playground, for reading.

    Examples
    --------
    >>> with open_bundled("iris.csv") as file:
    ...     file.readline().split(",")[0]
    'species'
    """
    return resources.files("resources.datasets").joinpath(name).open(encoding="utf-8")


def table_of_classes(frame: pd.DataFrame, columns: tuple[str, ...], target: str) -> Table:
    """Turn a data frame into a table whose target is a column of class names.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row for each thing measured.
    columns : tuple of str
        Numeric columns to keep.
    target : str
        Column that holds the class; classes are numbered in sorted order.

    Returns
    -------
    Table
        All rows; gaps are NaN until `Table.select` leaves them out. Numbers
        beyond ±1e30 count as gaps.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, or the target not two to 4,096 classes.
    """
    missing = [repr(name) for name in (*columns, target) if name not in frame.columns]
    if missing or not columns:
        fault = f"there is no {', '.join(missing)}." if missing else "none is chosen."
        raise refused("columns", fault, f"Choose from {', '.join(map(str, frame.columns))}.")
    points = np.column_stack([_numbers(frame, name) for name in columns])
    classes = frame[target].astype("category").cat
    if not 2 <= len(classes.categories) <= MOST_CLASSES:
        fault = f"it holds {len(classes.categories)} classes."
        raise refused(f"column {target!r}", fault, f"Give 2 to {MOST_CLASSES}.")
    codes = np.asarray(classes.codes, dtype=np.float64)
    return Table(
        points=points,
        targets=np.where(codes < 0, np.nan, codes),
        task="multiclass" if len(classes.categories) > 2 else "binary",
        column_names=columns,
        class_names=tuple(str(name) for name in classes.categories),
        target_name=target,
        bounds=bounds_of(points),
    )


def _numbers(frame: pd.DataFrame, name: str) -> FloatArray:
    """Return a column (N,) with NaN for gaps and for what is beyond all reason."""
    try:
        column = frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
    except (ValueError, TypeError):
        mend = "Choose a column of numbers."
        raise refused(f"column {name!r}", "it holds more than numbers.", mend) from None
    column = np.where(np.abs(column) <= LARGEST_NUMBER, column, np.nan)
    if np.isnan(column).all():
        raise refused(f"column {name!r}", "it holds no numbers.", "Choose another column.")
    return column


class BundledTable(DatasetSource):
    """A table from ``resources/datasets``; ``default_features`` are its columns."""

    kind: ClassVar[Literal["synthetic", "table", "painted"]] = "table"
    dims: ClassVar[int | None] = None
    file_name: ClassVar[str] = ""

    def build(self, samples: int, noise: float, rng: np.random.Generator) -> Table:
        """Return every row and column; a table is shown as it was measured."""
        import pandas as pd

        with open_bundled(self.file_name) as file:
            frame = pd.read_csv(file)
        return table_of_classes(frame, self.default_features, self.target_name)


@datasets.register
class Penguins(BundledTable):
    """Three species of penguins by four measurements.

    Examples
    --------
    >>> table = Penguins().build(0, 0.0, np.random.default_rng(0))
    >>> table.points.shape, table.class_names
    ((344, 4), ('Adelie', 'Chinstrap', 'Gentoo'))
    """

    id: ClassVar[str] = "penguins"
    label: ClassVar[str] = "Penguins"
    formula: ClassVar[str] = "344 rows, 4 measurements, 3 species"
    source: ClassVar[str] = "Horst, Hill & Gorman 2020, palmerpenguins (CC0)"
    sentence: ClassVar[str] = "Tell three species of penguins by bill, flipper and weight."
    file_name: ClassVar[str] = "penguins.csv"
    target_name: ClassVar[str] = "species"
    class_names: ClassVar[tuple[str, ...]] = ("Adelie", "Chinstrap", "Gentoo")
    default_features: ClassVar[tuple[str, ...]] = (
        "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g",
    )  # fmt: skip


@datasets.register
class Iris(BundledTable):
    """Three species of irises by four measurements.

    Examples
    --------
    >>> table = Iris().build(0, 0.0, np.random.default_rng(0))
    >>> table.points.shape, table.class_names
    ((150, 4), ('setosa', 'versicolor', 'virginica'))
    """

    id: ClassVar[str] = "iris"
    label: ClassVar[str] = "Iris"
    formula: ClassVar[str] = "150 rows, 4 measurements, 3 species"
    source: ClassVar[str] = "Fisher 1936, Annals of Eugenics 7 (UCI, CC BY 4.0)"
    sentence: ClassVar[str] = "Tell three species of irises by their sepals and petals."
    file_name: ClassVar[str] = "iris.csv"
    target_name: ClassVar[str] = "species"
    class_names: ClassVar[tuple[str, ...]] = ("setosa", "versicolor", "virginica")
    default_features: ClassVar[tuple[str, ...]] = (
        "sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm",
    )  # fmt: skip


@datasets.register
class Digits(BundledTable):
    """Handwritten digits by the pixels of their pictures.

    Examples
    --------
    >>> table = Digits().build(0, 0.0, np.random.default_rng(0))
    >>> table.points.shape, float(table.points.max()), table.class_names[:3]
    ((1797, 64), 16.0, ('0', '1', '2'))
    """

    id: ClassVar[str] = "digits"
    label: ClassVar[str] = "Digits"
    formula: ClassVar[str] = "1,797 rows, 64 pixels of 0 to 16, 10 digits"
    source: ClassVar[str] = (
        "Alpaydin & Kaynak 1998, optical recognition of handwritten digits (UCI, CC BY 4.0)"
    )
    sentence: ClassVar[str] = "Tell handwritten digits by the 8 × 8 pixels of their pictures."
    file_name: ClassVar[str] = "digits.csv"
    target_name: ClassVar[str] = "digit"
    class_names: ClassVar[tuple[str, ...]] = tuple("0123456789")
    default_features: ClassVar[tuple[str, ...]] = tuple(
        f"r{row}c{column}" for row in range(1, 9) for column in range(1, 9)
    )
