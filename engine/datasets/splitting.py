"""What is asked of a data set, and how its rows are parted and scaled."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np

from engine.arguments import LARGEST_NUMBER
from engine.arrays import FloatArray, IntArray
from engine.seeds import SPLIT, stream


class DataSettings(Protocol):
    """What is asked of settings; ``engine.experiment.Data`` answers it."""

    @property
    def dataset(self) -> Any:
        """The id of a data set, or a `DatasetSource`."""

    @property
    def samples(self) -> int:
        """Number of points to generate."""

    @property
    def noise(self) -> float:
        """Standard deviation of the noise."""

    @property
    def label_noise(self) -> float:
        """Share of the training labels that are wrong."""

    @property
    def outliers(self) -> float:
        """Share of the training rows thrown far off."""

    @property
    def imbalance(self) -> float:
        """How many fewer examples the first class has than the last, as a share."""

    @property
    def test_fraction(self) -> float:
        """Share of the rows kept for the test."""

    @property
    def sealed_fraction(self) -> float:
        """Share of the rows kept for a last test."""

    @property
    def points(self) -> Any:
        """`PaintedPoints`, for the data set that consists of them."""

    @property
    def seed(self) -> int:
        """Seed of points, noise and split."""

    @property
    def features(self) -> Any:
        """``"auto"``, or names of features or columns."""

    @property
    def scaling(self) -> str:
        """``"auto"``, ``"none"`` or ``"standard"``."""


class Parts(NamedTuple):
    """Row numbers of the three parts of a data set."""

    train: IntArray
    test: IntArray
    sealed: IntArray


def part_sizes(rows: int, data: DataSettings) -> tuple[int, int, int]:
    """Return how many rows are for training, at least one of them, for the test, and sealed."""
    test = min(int(rows * data.test_fraction + 0.5), rows - 1)
    sealed = min(int(rows * data.sealed_fraction + 0.5), rows - 1 - test)
    return rows - test - sealed, test, sealed


def split_rows(rows: int, data: DataSettings) -> Parts:
    """Shuffle row numbers and part them into training, test and sealed rows.

    Larger shares take rows from training and give none back.

    Examples
    --------
    >>> from engine.experiment import Data
    >>> parts = split_rows(10, Data(test_fraction=0.3, sealed_fraction=0.2))
    >>> [len(part) for part in parts], sorted(np.concatenate(parts)) == list(range(10))
    ([5, 3, 2], True)
    """
    order = stream(data.seed, SPLIT).permutation(rows)
    train, test, _ = part_sizes(rows, data)
    return Parts(order[test : test + train], order[:test], order[test + train :])


def fit_scaling(inputs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean (D,) and standard deviation (D,) of every column.

    A constant column has scale 1: it becomes 0, not a division by zero. So has one without rows.

    Examples
    --------
    >>> center, scale = fit_scaling(np.array([[1.0, 7.0], [3.0, 7.0]]))
    >>> center.tolist(), scale.tolist()
    ([2.0, 7.0], [1.0, 1.0])
    """
    if len(inputs) == 0:
        return scaling_of(inputs, "none")
    constant = np.ptp(inputs, axis=0) == 0.0
    center = np.where(constant, inputs[0], inputs.mean(axis=0))
    scale = np.where(constant, 1.0, inputs.std(axis=0))
    # A spread below the smallest number that can be divided by counts as none.
    return center, np.where(scale < np.finfo(np.float64).tiny, 1.0, scale)


def scaled(inputs: FloatArray, center: FloatArray, scale: FloatArray) -> FloatArray:
    """Return (inputs − center) / scale, held within ±1e30.

    A test row may lie any number of spreads away from the training rows.

    Examples
    --------
    >>> scaled(np.array([[4.0], [1e30]]), np.array([2.0]), np.array([0.5])).tolist()
    [[4.0], [1e+30]]
    """
    with np.errstate(over="ignore"):
        return np.clip((inputs - center) / scale, -LARGEST_NUMBER, LARGEST_NUMBER)


def scaling_of(inputs: FloatArray, scaling: str) -> tuple[FloatArray, FloatArray]:
    """Return center and scale (D,) for ``"standard"``; for ``"none"`` 0 and 1.

    Examples
    --------
    >>> [values.tolist() for values in scaling_of(np.array([[4.0], [8.0]]), "none")]
    [[0.0], [1.0]]
    """
    if scaling == "standard":
        return fit_scaling(inputs)
    return np.zeros(inputs.shape[1]), np.ones(inputs.shape[1])
