"""Which experiments can train together as one stack, and what memory a stack takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from engine.batches import BLOCK_ROWS
from engine.datasets import Dataset, make_dataset
from engine.datasets import registry as datasets
from engine.errors import ExperimentError, Fault, one_fault
from engine.evaluation import CHUNK
from engine.experiment import Data, Experiment, check_fit, resolve_loss
from engine.message import Message
from engine.network import parameter_count

LARGEST_STACK = 128
"""Runs of a stack: more gain little, as the cost of a NumPy call is spread thin already."""

LARGEST_STACK_BYTES = 2**28
"""Memory that a stack may take, about; a single run that takes more trains alone."""

HISTORY_BYTES = 2**18
PROBE_SAMPLES = 16


def refuse_stack(runs: tuple[int, ...]) -> None:
    """Refuse a trainer of many runs where one is looked at.

    Raises
    ------
    ValueError
        If ``runs`` are those of a stack.
    """
    if runs:
        raise ValueError(Message("Give a trainer of a single run, not of a stack."))


def experiments_of(given: Any) -> list[Experiment]:
    """Return a list of experiments, given one or several.

    Raises
    ------
    ExperimentError
        If something else was given.
    """
    each = list(given) if isinstance(given, list | tuple) else [given]
    if not all(isinstance(experiment, Experiment) for experiment in each):
        mend = "Make one with Experiment(...) or Experiment.load."
        raise one_fault("experiments", "an Experiment is needed, or a list of them.", mend)
    return each


def given_datasets(given: Any, runs: int) -> list[Dataset]:
    """Return one data set for each run, given one for all or a list.

    Raises
    ------
    ExperimentError
        If something else was given.
    """
    each = list(given) if isinstance(given, list | tuple) else [given] * runs
    if not all(isinstance(dataset, Dataset) for dataset in each):
        mend = "Make one with Dataset.from_arrays or make_dataset."
        raise one_fault("dataset", "a Dataset is needed, or a list with one a run.", mend)
    return each


def datasets_of(
    experiments: Sequence[Experiment], given: Dataset | Sequence[Dataset] | None
) -> list[Dataset]:
    """Return one data set for each run; equal settings share one."""
    if given is not None:
        return given_datasets(given, len(experiments))
    made: dict[str, Dataset] = {}
    for experiment in experiments:
        key = experiment.data.model_dump_json()
        if key not in made:
            made[key] = make_dataset(experiment.data)
    return [made[e.data.model_dump_json()] for e in experiments]


def check_stack(experiments: Sequence[Experiment], datasets: Sequence[Dataset]) -> None:
    """Refuse experiments that do not fit their data or cannot train as one stack."""
    if not experiments or len(datasets) != len(experiments):
        raise ExperimentError(
            [Fault("experiments", "give at least one, with one data set each or one for all.")]
        )
    for experiment, dataset in zip(experiments, datasets, strict=True):
        check_fit(experiment, dataset.task)
    kinds = {stack_key(e, d) for e, d in zip(experiments, datasets, strict=True)}
    if len(kinds) > 1:
        raise ExperimentError(
            [
                Fault(
                    "experiments",
                    "a stack shares architecture, loss, kind of optimizer, batch size, epochs, "
                    "early stopping and data size.",
                    "Use engine.train_many, which groups experiments.",
                )
            ]
        )


def stack_key(experiment: Experiment, dataset: Dataset) -> str:
    """Return what runs must have in common to train as one stack."""
    shapes = (
        dataset.train_inputs.shape,
        dataset.test_inputs.shape,
        dataset.train_targets.shape,
        dataset.task,
    )
    return repr((*_shared_settings(experiment, dataset.task), *shapes))


def _shared_settings(experiment: Experiment, task: str) -> tuple[object, ...]:
    """Return the settings that are the same throughout a stack."""
    model, training = experiment.model, experiment.training
    return (
        model.hidden,
        model.activations,
        model.output_activation,
        model.dtype,
        resolve_loss(training.loss, task),
        type(training.optimizer).__name__,
        training.batch_size,
        training.epochs,
        training.early_stopping,
        training.target,
    )


@dataclass(frozen=True)
class DataShape:
    """What can be known of a data set without making it.

    Data sets of equal shape have arrays of equal shapes.
    """

    parts: tuple[int, int, int]
    """Training, test and sealed rows."""
    inputs: int
    outputs: int
    task: str

    @property
    def rows(self) -> int:
        """All rows together."""
        return sum(self.parts)


class Planner:
    """Says which experiments can be stacked, and how many, making hardly any data.

    Of each kind of data set with its features one small specimen is made, or
    the table read once: the number of rows of a generated set is among the
    settings, and seed and noise change no shape.

    Examples
    --------
    >>> spiral, planner = Experiment(), Planner()
    >>> circle, short = (
    ...     spiral.with_value(*change) for change in [("data.dataset", "circle"),
    ...                                               ("data.samples", 64)])
    >>> planner.group_of(spiral) == planner.group_of(circle)
    True
    >>> planner.group_of(spiral) == planner.group_of(short)
    False
    >>> planner.largest(spiral), planner.largest(spiral.with_value("model.hidden", (4096, 4096)))
    (128, 1)
    """

    def __init__(self) -> None:
        self._specimens: dict[str, Dataset] = {}

    def shape_of(self, data: Data) -> DataShape:
        """Return the shape of the data set with these settings.

        Raises
        ------
        ExperimentError, OSError
            If it cannot be made, such as when its table is gone.
        """
        key = repr((data.dataset, data.features))
        if key not in self._specimens:
            self._specimens[key] = make_dataset(
                data.model_copy(update={"samples": PROBE_SAMPLES, "seed": 0})
            )
        specimen = self._specimens[key]
        source = datasets.get(data.dataset)
        rows = source.rows(data)
        if rows is None:  # a table, of which the specimen is the whole
            rows = sum(map(len, (specimen.train_points, specimen.test_points)))
            rows += len(specimen.sealed_points)
        columns = specimen.train_inputs.shape[1], specimen.train_targets.shape[1]
        return DataShape(source.part_sizes(rows, data), *columns, specimen.task)

    def group_of(self, experiment: Experiment) -> str:
        """Return a key that is equal only for experiments that can be stacked.

        Large data are part of it, so that runs of a stack share them.
        """
        shape = self.shape_of(experiment.data)
        own_data = data_bytes(shape, experiment) > LARGEST_STACK_BYTES // LARGEST_STACK
        data = experiment.data.model_dump_json() if own_data else ""
        return repr((*_shared_settings(experiment, shape.task), shape, data))

    def largest(self, experiment: Experiment) -> int:
        """Return how many runs such as this one may be stacked."""
        shape = self.shape_of(experiment.data)
        of_data = data_bytes(shape, experiment)
        if of_data > LARGEST_STACK_BYTES // LARGEST_STACK:
            of_data = 0  # shared by all
        fitting = LARGEST_STACK_BYTES // (run_bytes(shape, experiment) + of_data)
        return int(max(1, min(LARGEST_STACK, fitting)))


def cut_evenly(members: Sequence[int], most: int) -> list[Sequence[int]]:
    """Cut a sequence into as few pieces of at most ``most`` as can be, of about equal length.

    Examples
    --------
    >>> cut_evenly(range(5), 3)
    [range(0, 2), range(2, 5)]
    """
    pieces = -(-len(members) // most)
    edges = [piece * len(members) // pieces for piece in range(pieces + 1)]
    return [members[start:stop] for start, stop in pairwise(edges)]


def data_bytes(shape: DataShape, experiment: Experiment) -> int:
    """Return about what a data set takes: its arrays and, in the model's dtype, their copies."""
    itemsize = np.dtype(experiment.model.dtype).itemsize
    return shape.rows * (shape.inputs + shape.outputs + 1) * (2 * 8 + 2 * itemsize)


def run_bytes(shape: DataShape, experiment: Experiment) -> int:
    """Return about what a run takes in a stack, its data apart.

    Parameters, gradient, the optimizer's memory and copies of the best weights
    are arrays of the network's size; the passes keep a few numbers for each
    neuron and example.
    """
    model, training = experiment.model, experiment.training
    rows, batch = shape.rows, training.batch_size
    examples = rows if batch == "all" else min(batch, rows)
    sizes = (shape.inputs, *model.hidden, shape.outputs)
    of_training = 6 * sum(sizes) * examples + sum(sizes[:: len(sizes) - 1]) * BLOCK_ROWS
    of_evaluation = 2 * 2 * sum(sizes) * min(CHUNK, rows)
    numbers: Any = 8 * parameter_count(sizes) + of_training + of_evaluation
    return int(numbers) * np.dtype(model.dtype).itemsize + HISTORY_BYTES
