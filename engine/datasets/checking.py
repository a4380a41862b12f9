"""Given arrays, checked and brought into the engine's shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

import numpy as np
from numpy.typing import ArrayLike

from engine.arguments import LARGEST_NUMBER
from engine.arrays import FloatArray
from engine.datasets.base import Task
from engine.errors import ExperimentError, Fault

MOST_CLASSES = 4096
"""As many as a layer may have neurons."""


@dataclass(frozen=True, eq=False)
class CheckedArrays:
    """Arrays that fit together: inputs (N, D), targets (N, K), and their names."""

    train_inputs: FloatArray
    train_targets: FloatArray
    test_inputs: FloatArray
    test_targets: FloatArray
    task: Task
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]


def check_arrays(
    train_inputs: ArrayLike,
    train_targets: ArrayLike,
    test_inputs: ArrayLike | None,
    test_targets: ArrayLike | None,
    *,
    task: Any,
    feature_names: Sequence[str],
    class_names: Sequence[str],
) -> CheckedArrays:
    """Return float64 copies in the engine's shapes; see `Dataset.from_arrays`.

    Raises
    ------
    ExperimentError
        Naming everything that is wrong.
    """
    faults: list[Fault] = []
    if task not in get_args(Task):
        known = ", ".join(get_args(Task))
        faults.append(Fault("task", f"{task!r} is unknown.", f"Take one of {known}."))
    inputs = _inputs(train_inputs, "train_inputs", faults)
    if inputs is not None and len(inputs) == 0:
        faults.append(Fault("train_inputs", "have no rows.", "Give at least one."))
    if (test_inputs is None) != (test_targets is None):
        faults.append(Fault("test", "inputs or targets are missing.", "Give both or neither."))
    columns = inputs.shape[1] if inputs is not None else 0
    others: FloatArray | None = np.zeros((0, columns))
    if test_inputs is not None:
        others = _inputs(test_inputs, "test_inputs", faults)
    names = _names(feature_names, "feature_names", faults)
    names = names or tuple(f"x{column + 1}" for column in range(columns))
    class_names = _names(class_names, "class_names", faults)
    if inputs is not None and len(names) != columns:
        fault = f"{len(names)} names for {columns} columns."
        faults.append(Fault("feature_names", fault, "Give one for each."))

    raw_targets = _numbers(train_targets, "train_targets", faults)
    raw_others: FloatArray | None = np.zeros(0)
    if test_targets is not None:
        raw_others = _numbers(test_targets, "test_targets", faults)
    _raise(faults)

    # Without faults everything is there.
    inputs, others = cast("FloatArray", inputs), cast("FloatArray", others)
    both = [cast("FloatArray", raw_targets), cast("FloatArray", raw_others)]
    classes = _class_names(both, task, class_names)
    targets = [
        _targets(array, task, len(classes), place, faults)
        for array, place in zip(both, ("train_targets", "test_targets"), strict=True)
    ]
    _raise(faults)
    if test_targets is None:
        targets[1] = np.zeros((0, targets[0].shape[1]))
    for part, rows, answers in (("train", inputs, targets[0]), ("test", others, targets[1])):
        if len(rows) != len(answers):
            fault = f"have {len(answers)} rows, {part}_inputs {len(rows)}."
            faults.append(Fault(f"{part}_targets", fault, "Give one target for each input."))
    for kind, first, second in (("inputs", inputs, others), ("targets", targets[0], targets[1])):
        if first.shape[1] != second.shape[1]:
            fault = f"have {second.shape[1]} columns, train_{kind} {first.shape[1]}."
            faults.append(Fault(f"test_{kind}", fault, "Give the same columns."))
    _raise(faults)
    return CheckedArrays(inputs, targets[0], others, targets[1], task, names, classes)


def _names(given: Any, place: str, faults: list[Fault]) -> tuple[str, ...]:
    """Return names as a tuple, or none after noting that they are no sequence of texts."""
    if not isinstance(given, str) and isinstance(given, Iterable):
        names = tuple(given)
        if all(isinstance(name, str) for name in names):
            return tuple(str(name) for name in names)
    faults.append(Fault(place, "are not a sequence of texts.", 'Give for example ("a", "b").'))
    return ()


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise ExperimentError(faults)


def _numbers(values: ArrayLike, place: str, faults: list[Fault]) -> FloatArray | None:
    """Return a float64 copy, or None after noting what is wrong."""
    try:
        array = np.asarray(values)
    except (ValueError, TypeError):
        faults.append(Fault(place, "have rows that differ in length.", "Give an even table."))
        return None
    if array.dtype.kind not in "biuf":
        fault = f"are of type {array.dtype}, not numbers."
        faults.append(Fault(place, fault, "Give integers or floats."))
        return None
    if array.ndim not in (1, 2) or (array.ndim == 2 and array.shape[1] == 0):
        fault = f"have the shape {array.shape}."
        faults.append(Fault(place, fault, "Give one row for each example."))
        return None
    with np.errstate(over="ignore"):  # of a longer type; refused below
        array = np.array(array, dtype=np.float64, order="C")
    sound = np.abs(array) <= LARGEST_NUMBER
    bad = np.flatnonzero(~(sound if array.ndim == 1 else sound.all(axis=1)))
    if bad.size:
        fault = f"hold NaN, infinity or beyond ±{LARGEST_NUMBER:g} in {bad.size} rows, "
        fault += f"the first is row {bad[0]}."
        faults.append(Fault(place, fault, "Mend these rows or leave them out."))
        return None
    return array


def _inputs(values: ArrayLike, place: str, faults: list[Fault]) -> FloatArray | None:
    array = _numbers(values, place, faults)
    if array is not None and array.ndim == 1:
        fault = f"have the shape {array.shape}, but (N, D) is needed."
        faults.append(Fault(place, fault, "Give inputs[:, None] for a single column."))
        return None
    return array


def _class_names(
    targets: Sequence[FloatArray], task: Task, names: Sequence[str]
) -> tuple[str, ...]:
    """Return the given names, or a number for each class."""
    if task == "regression":
        return ()
    if names:
        return tuple(names)
    if task == "binary":
        return ("0", "1")
    columns = [array.shape[1] for array in targets if array.ndim == 2 and array.shape[1] > 1]
    highest = max((array.max() for array in targets if array.size), default=0.0)
    # One more than allowed is enough to be refused.
    count = columns[0] if columns else int(min(max(highest, 1.0), MOST_CLASSES)) + 1
    return tuple(str(number) for number in range(count))


def _targets(
    array: FloatArray, task: Task, classes: int, place: str, faults: list[Fault]
) -> FloatArray:
    """Return targets (N, K); what is wrong is noted in ``faults``."""
    columns = array.reshape(len(array), -1) if array.size else array.reshape(0, array[:1].size or 1)
    if task == "regression":
        return columns
    if task == "binary":
        if classes != 2:
            faults.append(Fault("class_names", f"{classes} names for 2 classes.", "Give two."))
        if columns.shape[1] != 1 or not np.isin(columns, (0.0, 1.0)).all():
            fault = f"(shape {array.shape}) are not one column of 0 and 1."
            faults.append(Fault(place, fault, "Number the two classes 0 and 1."))
        return columns
    if columns.shape[1] == 1:
        return _one_hot(columns[:, 0], classes, place, faults)
    if columns.shape[1] != classes:
        fault = f"have {columns.shape[1]} columns for {classes} classes."
        faults.append(Fault(place, fault, "Give one column for each class."))
    if not np.isin(columns, (0.0, 1.0)).all() or not (columns.sum(axis=1) == 1.0).all():
        mend = "Give class numbers (N,), or rows with a single 1."
        faults.append(Fault(place, "are not one-hot.", mend))
    return columns


def _one_hot(labels: FloatArray, classes: int, place: str, faults: list[Fault]) -> FloatArray:
    if not 2 <= classes <= MOST_CLASSES:
        fault = f"are of {classes} classes; 2 to {MOST_CLASSES} are possible."
        faults.append(Fault(place, fault, 'For values take the task "regression".'))
    elif not ((labels == np.floor(labels)) & (labels >= 0) & (labels < classes)).all():
        fault = f"are not whole numbers from 0 to {classes - 1}."
        faults.append(Fault(place, fault, "Number the classes from 0 on."))
    else:
        return np.eye(classes)[labels.astype(np.intp)]
    return np.zeros((len(labels), classes))
