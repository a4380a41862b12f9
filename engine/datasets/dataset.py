"""A data set as the trainer reads it: split, turned into features, scaled, read-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike

from engine.arguments import finite_array
from engine.arrays import FloatArray
from engine.datasets.base import Task, bounds_of, datasets
from engine.datasets.checking import check_arrays
from engine.datasets.choosing import chosen_features, data_faults
from engine.datasets.splitting import DataSettings, scaled, scaling_of
from engine.datasets.spoiling import spoiled
from engine.errors import ExperimentError, Fault
from engine.features import Feature, features
from engine.seeds import POINTS, stream

UNITS = ("mm", "cm", "m", "km", "g", "kg", "s", "ms")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training and test rows, as the network sees them and as plots show them.

    All arrays are read-only float64. The sealed part is a second test, which
    nothing looks at before it is opened.

    Attributes
    ----------
    train_inputs, test_inputs, sealed_inputs : ndarray of shape (N, D)
        After features and scaling. Without rows in a part N is 0.
    train_targets, test_targets, sealed_targets : ndarray of shape (N, K)
        0 or 1 in one column for two classes, one-hot for more, values for regression.
    train_points, test_points, sealed_points : ndarray of shape (N, C)
        Raw coordinates or columns.
    task : {"binary", "multiclass", "regression"}
        What is to be learnt.
    feature_names : tuple of D str
        Ids of the features, or names of the columns of a table.
    column_names : tuple of C str
        Names of the raw coordinates or columns.
    class_names : tuple of str
        One name for each class; empty for regression.
    target_name : str
        What the targets are.
    bounds : ndarray of shape (C, 2)
        Lowest and highest raw value to show.
    input_center, input_scale : ndarray of shape (D,)
        inputs = (features − center) / scale, fitted on the training rows.
    rows_dropped : int
        Rows of a table left out because of gaps.
    features : tuple of Feature
        How inputs come from points; empty if every column is an input.
    """

    train_inputs: FloatArray
    train_targets: FloatArray
    test_inputs: FloatArray
    test_targets: FloatArray
    train_points: FloatArray
    test_points: FloatArray
    task: Task
    feature_names: tuple[str, ...]
    column_names: tuple[str, ...]
    class_names: tuple[str, ...]
    target_name: str
    bounds: FloatArray
    input_center: FloatArray
    input_scale: FloatArray
    rows_dropped: int = 0
    features: tuple[Feature, ...] = ()
    sealed_inputs: FloatArray = None  # type: ignore[assignment]
    sealed_targets: FloatArray = None  # type: ignore[assignment]
    sealed_points: FloatArray = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        for name in ("inputs", "targets", "points"):
            if getattr(self, f"sealed_{name}") is None:
                none = np.zeros((0, getattr(self, f"train_{name}").shape[1]))
                object.__setattr__(self, f"sealed_{name}", none)
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @cached_property
    def train_labels(self) -> FloatArray:
        """Class index (int) or first value of each training row, shape (N,)."""
        return labels_of(self.train_targets, self.task)

    @cached_property
    def test_labels(self) -> FloatArray:
        """Class index (int) or first value of each test row, shape (N,)."""
        return labels_of(self.test_targets, self.task)

    @cached_property
    def digest(self) -> tuple[float, ...]:
        """A few numbers that tell data sets apart, whatever machine computed them.

        For each array of rows its length, Σ |x|, and Σ x (1 + i / n) over its n numbers.
        """
        found: list[float] = []
        for array in (self.train_inputs, self.train_targets, self.test_inputs, self.test_targets):
            numbers = array.ravel()
            rising = np.linspace(1.0, 2.0, numbers.size)
            found += [float(len(array)), float(np.abs(numbers).sum()), float(numbers @ rising)]
        return tuple(found)

    def is_told_by(self, digest: Sequence[float]) -> bool:
        """Return whether a digest is that of these data, but for the last digits."""
        if len(digest) != len(self.digest):
            return False
        own, other = np.reshape(self.digest, (-1, 3)), np.reshape(digest, (-1, 3))
        return bool((abs(own - other) <= 1e-9 * own[:, 1:2]).all())

    def inputs_of(self, points: FloatArray) -> FloatArray:
        """Turn raw points (N, C) into inputs (N, D), scaled as in training.

        Raises
        ------
        ValueError
            If the points are not finite numbers in C columns.
        """
        points = finite_array(points, "points", np.float64)
        if points.ndim != 2 or points.shape[1] != len(self.column_names):
            raise ValueError(
                f"points have shape {points.shape}: give (N, {len(self.column_names)}), "
                f"the columns {', '.join(self.column_names)}."
            )
        return scaled(computed(points, self.features), self.input_center, self.input_scale)

    @classmethod
    def from_arrays(
        cls,
        train_inputs: ArrayLike,
        train_targets: ArrayLike,
        test_inputs: ArrayLike | None = None,
        test_targets: ArrayLike | None = None,
        *,
        task: Task,
        feature_names: Sequence[str] = (),
        class_names: Sequence[str] = (),
        target_name: str = "target",
        scaling: Literal["none", "standard"] = "none",
    ) -> Self:
        """Make a data set of given arrays; they are copied.

        Parameters
        ----------
        train_inputs, test_inputs : array_like of shape (N, D)
            Finite numbers. Without test arrays the test part is empty.
        train_targets, test_targets : array_like of shape (N,) or (N, K)
            Class numbers from 0 on, one-hot rows, or values.
        task : {"binary", "multiclass", "regression"}
            What is to be learnt.
        feature_names : sequence of D str, optional
            x1 to xD if not given.
        class_names : sequence of str, optional
            The numbers of the classes if not given.
        target_name : str
            What the targets are.
        scaling : {"none", "standard"}
            Whether inputs are brought to mean 0 and spread 1.

        Raises
        ------
        ExperimentError
            A ValueError that names everything wrong with the arrays.

        Examples
        --------
        >>> dataset = Dataset.from_arrays([[0.0], [1.0], [2.0]], [0, 1, 2], task="multiclass")
        >>> dataset.train_targets.tolist()
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
        """
        if scaling not in ("none", "standard"):
            fault = f"{scaling!r} is unknown."
            raise ExperimentError([Fault("scaling", fault, 'Take "none" or "standard".')])
        given = check_arrays(
            train_inputs, train_targets, test_inputs, test_targets,
            task=task, feature_names=feature_names, class_names=class_names,
        )  # fmt: skip
        center, scale = scaling_of(given.train_inputs, scaling)
        return cls(
            train_inputs=scaled(given.train_inputs, center, scale),
            train_targets=given.train_targets,
            test_inputs=scaled(given.test_inputs, center, scale),
            test_targets=given.test_targets,
            train_points=given.train_inputs,
            test_points=given.test_inputs,
            task=given.task,
            feature_names=given.feature_names,
            column_names=given.feature_names,
            class_names=given.class_names,
            target_name=target_name,
            bounds=bounds_of(np.concatenate([given.train_inputs, given.test_inputs])),
            input_center=center,
            input_scale=scale,
        )


def make_dataset(data: DataSettings, like: Dataset | None = None) -> Dataset:
    """Generate or read a data set, split it, and turn it into inputs.

    The same settings give the same arrays, bit for bit. Points, noise, split,
    wrong labels and outliers have streams of their own: more noise moves the same points
    further, another test share parts the same points differently.

    Parameters
    ----------
    data : engine.experiment.Data
        Which data set, how many points, how noisy, how split and fed.
    like : Dataset, optional
        The one that a run began with, whose scaling it keeps.

    Returns
    -------
    Dataset
        Its rows are in random order. At least one is for training, unless
        nothing has been painted yet.

    Raises
    ------
    ExperimentError
        A ValueError that names everything wrong with the settings.

    Examples
    --------
    >>> from engine.experiment import Data
    >>> dataset = make_dataset(Data(dataset="xor", samples=100, test_fraction=0.25))
    >>> dataset.train_inputs.shape, dataset.test_inputs.shape
    ((75, 2), (25, 2))
    """
    faults = data_faults(data)
    if faults:
        raise ExperimentError(faults)
    source = datasets.get(data.dataset)
    names = chosen_features(source, data.features)
    table = source.table(data, stream(data.seed, POINTS))
    chosen: tuple[Feature, ...] = ()
    if source.kind == "table":
        table = table.select(names)
    else:
        chosen = tuple(features.get(name) for name in names)
    parts = source.split(len(table.targets), data)
    table = spoiled(table, parts.train, source, data)
    targets = targets_of(table.targets, table.task, len(table.class_names))
    points = [table.points[rows] for rows in parts]
    raw_inputs = [computed(part, chosen) for part in points]
    by_default = "standard" if source.kind == "table" else "none"
    scaling = by_default if data.scaling == "auto" else data.scaling
    center, scale = scaling_of(raw_inputs[0], scaling)
    if like is not None:
        center, scale = like.input_center, like.input_scale
    train_inputs, test_inputs, sealed_inputs = (scaled(raw, center, scale) for raw in raw_inputs)
    return Dataset(
        train_inputs=train_inputs,
        train_targets=targets[parts.train],
        test_inputs=test_inputs,
        test_targets=targets[parts.test],
        sealed_inputs=sealed_inputs,
        sealed_targets=targets[parts.sealed],
        train_points=points[0],
        test_points=points[1],
        sealed_points=points[2],
        task=table.task,
        feature_names=names,
        column_names=table.column_names,
        class_names=table.class_names,
        target_name=table.target_name,
        bounds=table.bounds,
        input_center=center,
        input_scale=scale,
        rows_dropped=table.rows_dropped,
        features=chosen,
    )


def computed(points: FloatArray, chosen: tuple[Feature, ...]) -> FloatArray:
    """Return the features (N, D) of points (N, C); without features, the points."""
    with np.errstate(over="ignore"):
        return np.column_stack([f.compute(points) for f in chosen]) if chosen else points


def targets_of(targets: FloatArray, task: Task, classes: int) -> FloatArray:
    """Return targets (N, K) as losses want them, from class indices or values."""
    if task == "multiclass":
        return np.eye(classes)[targets.astype(np.intp)]
    return targets.reshape(len(targets), *targets.shape[1:] or (1,))


def labels_of(targets: FloatArray, task: Task) -> FloatArray:
    """Return class index or first value (N,) from targets (N, K), read-only."""
    labels = targets.argmax(axis=1) if task == "multiclass" else targets[:, 0]
    labels = labels.astype(np.float64 if task == "regression" else np.int64)
    labels.setflags(write=False)
    return labels


def readable(name: str) -> str:
    """Return the name of a column as people write it.

    Examples
    --------
    >>> readable("bill_length_mm"), readable("x1"), readable("island")
    ('bill length (mm)', 'x₁', 'island')
    """
    if name[:1] == "x" and name[1:].isascii() and name[1:].isdecimal():
        return "x" + name[1:].translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
    words = name.split("_")
    if len(words) > 1 and words[-1] in UNITS:
        words[-1] = f"({words[-1]})"
    return " ".join(words)
