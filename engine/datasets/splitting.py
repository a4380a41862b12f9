"""From settings to training and test rows: which features, which rows, which scale."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.datasets.base import DatasetSource, datasets
from engine.errors import Fault


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
    def test_fraction(self) -> float:
        """Share of the rows kept for the test."""

    @property
    def seed(self) -> int:
        """Seed of points, noise and split."""

    @property
    def features(self) -> Any:
        """``"auto"``, or names of features or columns."""

    @property
    def scaling(self) -> str:
        """``"auto"``, ``"none"`` or ``"standard"``."""


def data_faults(data: DataSettings) -> list[Fault]:
    """Return everything that keeps a data set from being made; empty if nothing does.

    Only what one field cannot know by itself is looked at: whether the data
    set exists, and whether it has the features.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> for fault in data_faults(SimpleNamespace(dataset="sine", features=("x1", "x2"))):
    ...     print(fault)
    data.features: sine has no 'x2'. Choose from x1, x1_squared, sin_x1.
    """
    try:
        source = datasets.get(data.dataset)
    except ValueError as error:
        return [Fault("data.dataset", str(error))]
    if data.features == "auto":
        return []
    place, known = "data.features", source.feature_ids()
    mend = f"Choose from {', '.join(known)}."
    if isinstance(data.features, str) or not all(isinstance(name, str) for name in data.features):
        return [Fault(place, f'{data.features!r} is neither "auto" nor a list of names.', mend)]
    names = tuple(data.features)
    if not names:
        return [Fault(place, "the list is empty; the network needs an input.", mend)]
    unknown = [repr(name) for name in dict.fromkeys(names) if name not in known]
    twice = [repr(name) for name in dict.fromkeys(names) if names.count(name) > 1]
    faults = []
    if unknown:
        faults.append(Fault(place, f"{source.id} has no {', '.join(unknown)}.", mend))
    if twice:
        faults.append(Fault(place, f"{', '.join(twice)} more than once.", "Name each once."))
    return faults


def chosen_features(source: DatasetSource, names: Any) -> tuple[str, ...]:
    """Return the names of the inputs, ``"auto"`` resolved."""
    return source.default_features if names == "auto" else tuple(names)


def split_rows(
    rows: int, test_fraction: float, rng: np.random.Generator
) -> tuple[IntArray, IntArray]:
    """Shuffle row numbers and part them into training and test rows.

    At least one row is left for training. A larger test share takes rows
    from training and gives none back.

    Examples
    --------
    >>> train, test = split_rows(10, 0.3, np.random.default_rng(0))
    >>> len(train), len(test), sorted([*train, *test]) == list(range(10))
    (7, 3, True)
    """
    order = rng.permutation(rows)
    test_rows = min(int(rows * test_fraction + 0.5), rows - 1)
    return order[test_rows:], order[:test_rows]


def fit_scaling(inputs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean (D,) and standard deviation (D,) of every column.

    A constant column has scale 1: it becomes 0, not a division by zero.

    Examples
    --------
    >>> center, scale = fit_scaling(np.array([[1.0, 7.0], [3.0, 7.0]]))
    >>> center.tolist(), scale.tolist()
    ([2.0, 7.0], [1.0, 1.0])
    """
    constant = np.ptp(inputs, axis=0) == 0.0
    center = np.where(constant, inputs[0], inputs.mean(axis=0))
    scale = np.where(constant, 1.0, inputs.std(axis=0))
    # A spread below the smallest number that can be divided by counts as none.
    return center, np.where(scale < np.finfo(np.float64).tiny, 1.0, scale)


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
