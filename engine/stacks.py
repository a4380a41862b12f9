"""Which experiments can train together as one stack."""

from __future__ import annotations

from collections.abc import Sequence

from engine.datasets import Dataset, make_dataset
from engine.errors import ExperimentError, Fault
from engine.experiment import Experiment, check_fit, resolve_loss


def datasets_of(
    experiments: Sequence[Experiment], given: Dataset | Sequence[Dataset] | None
) -> list[Dataset]:
    """Return one data set for each run; equal settings share one."""
    if isinstance(given, Dataset):
        return [given] * len(experiments)
    if given is not None:
        return list(given)
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
    model, training = experiment.model, experiment.training
    parts = (
        model.hidden,
        model.activations,
        model.output_activation,
        model.dtype,
        resolve_loss(training.loss, dataset.task),
        type(training.optimizer).__name__,
        training.batch_size,
        training.epochs,
        training.early_stopping,
        dataset.train_inputs.shape,
        dataset.test_inputs.shape,
        dataset.train_targets.shape,
        dataset.task,
    )
    return repr(parts)
