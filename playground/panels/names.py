"""What inputs, neurons and outputs are called on screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from engine import EarlyStopping, Experiment
from engine.datasets.dataset import readable
from engine.features import features
from engine.registry import Part, hyper_parameters
from engine.settings import Settings
from playground.i18n import translate_template
from playground.worker.events import DataSummary


def feature_label(name: str) -> str:
    """Return how people write a feature or a column.

    Examples
    --------
    >>> feature_label("x1_squared"), feature_label("bill_depth_mm")
    ('x₁²', 'bill depth (mm)')
    """
    if name in features.ids():
        return features.class_of(name).label
    translated = translate_template(name)
    return readable(name) if translated == name else translated


def class_label(data: DataSummary, index: int) -> str:
    """Return the name of a class, or its number if it has none."""
    if index < len(data.class_names):
        return translate_template(data.class_names[index])
    return str(index)


def output_labels(data: DataSummary, count: int) -> tuple[str, ...]:
    """Return what each output of the network answers."""
    if data.task == "regression":
        return (readable(data.target_name),) * count
    if data.task == "binary" and count == 1:
        return (class_label(data, 1),)
    return tuple(class_label(data, index) for index in range(count))


def neuron_label(data: DataSummary, sizes: tuple[int, ...], layer: int, unit: int) -> str:
    """Return what a neuron is called; layer 0 holds the inputs."""
    if layer == 0:
        return feature_label(data.feature_names[unit])
    if layer == len(sizes) - 1:
        label = output_labels(data, sizes[-1])[unit]
        return QCoreApplication.translate("names", "output “{name}”").format(name=label)
    text = QCoreApplication.translate("names", "neuron {unit} of layer {layer}")
    return text.format(unit=unit + 1, layer=layer)


def setting_labels(experiment: Experiment) -> dict[str, str]:
    """Return what the settings that can change in mid-run are called, by their names."""
    training = experiment.training
    owners: tuple[type[Settings | Part], ...] = (
        type(experiment.model), type(training), type(training.optimizer), type(training.schedule),
        EarlyStopping,
    )  # fmt: skip
    return {
        parameter.name: translate_template(parameter.label)
        for owner in owners
        for parameter in hyper_parameters(owner)
    }


def mark_label(text: str, labels: Mapping[str, str]) -> str:
    """Return the text of a mark with the settings called as on their controls.

    Examples
    --------
    >>> mark_label("batch_size 64, l2 0.1", {"batch_size": "Batch size", "l2": "L2"})
    'Batch size 64, L2 0.1'
    """
    changes = (change.partition(" ") for change in text.split(", "))
    return ", ".join(f"{labels.get(name, name)} {value}".strip() for name, _, value in changes)
