"""What inputs, neurons and outputs are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from engine import EarlyStopping, Experiment, activations, losses, optimizers, schedules
from engine.datasets import registry as datasets
from engine.datasets.dataset import readable
from engine.experiment import resolve_loss
from engine.features import features
from engine.registry import Part, Registry, hyper_parameters
from engine.settings import Settings
from playground.i18n import translate_template
from playground.worker.events import DataSummary

CHANGING_PARTS: Mapping[str, Registry[Any]] = {
    "activation": activations.registry,
    "output_activation": activations.registry,
    "loss": losses.registry,
    "optimizer": optimizers.registry,
    "schedule": schedules.registry,
}
"""Settings that name a registered part and can change in mid-run."""


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


def layer_label(sizes: tuple[int, ...], layer: int) -> str:
    """Return what a layer is called; layer 0 holds the inputs."""
    if layer == len(sizes) - 1:
        return QCoreApplication.translate("names", "outputs")
    return QCoreApplication.translate("names", "layer {number}").format(number=layer)


def unit_label(data: DataSummary, sizes: tuple[int, ...], layer: int, unit: int) -> str:
    """Return what a neuron is called where its layer is known."""
    if 0 < layer < len(sizes) - 1:
        return QCoreApplication.translate("names", "neuron {number}").format(number=unit + 1)
    return neuron_label(data, sizes, layer, unit)


def choice_label(choice: str) -> str:
    """Return what an id that names no registered part is called, such as ``"none"``.

    Examples
    --------
    >>> choice_label("softmax"), choice_label("test_loss")
    ('Softmax', 'Test loss')
    """
    if choice in activations.registry.ids():
        return translate_template(activations.registry.class_of(choice).label)
    word = translate_template(choice)
    if word == choice:
        word = choice.replace("_", " ")
    return word[:1].upper() + word[1:]


def automatic_label(experiment: Experiment, place: str) -> str:
    """Return what ``"auto"`` means at a place of the experiment at the moment.

    Examples
    --------
    >>> automatic_label(Experiment(), "model.output_activation")
    'Sigmoid (automatic)'
    """
    meant = automatic_meaning(experiment, place)
    if not meant:
        return QCoreApplication.translate("names", "Automatic")
    return QCoreApplication.translate("names", "{name} (automatic)").format(name=meant)


def automatic_meaning(experiment: Experiment, place: str) -> str:
    """Return what ``"auto"`` stands for at a place; empty where that is not known before a run.

    Examples
    --------
    >>> automatic_meaning(Experiment(), "model.output_activation")
    'Sigmoid'
    """
    loss = resolve_loss(experiment.training.loss, experiment.data.task)
    match place:
        case "training.loss":
            return translate_template(type(loss).label)
        case "model.output_activation":
            return choice_label(loss.output_activation)
        case "data.scaling":
            is_table = datasets.get(experiment.data.dataset).kind == "table"
            return choice_label("standard" if is_table else "none")
    return ""


def setting_labels(experiment: Experiment) -> dict[str, str]:
    """Return what the settings that can change in mid-run are called, by their names."""
    training = experiment.training
    owners: tuple[type[Settings | Part], ...] = (
        type(experiment.model), type(training), type(training.optimizer), type(training.schedule),
        EarlyStopping,
    )  # fmt: skip
    labels = {
        parameter.name: translate_template(parameter.label)
        for owner in owners
        for parameter in hyper_parameters(owner)
    }
    return labels | {
        "points": QCoreApplication.translate("names", "Points"),
        "parameters": QCoreApplication.translate("names", "Weights set by hand:"),
        "frozen": QCoreApplication.translate("names", "Weights frozen:"),
        "sealed": QCoreApplication.translate("names", "Sealed test opened"),
    }


def mark_label(text: str, labels: Mapping[str, str]) -> str:
    """Return the text of a mark with settings and values called as on their controls.

    Examples
    --------
    >>> mark_label("batch_size 64, l2 0.1", {"batch_size": "Batch size", "l2": "L2"})
    'Batch size 64, L2 0.1'
    >>> mark_label("optimizer sgd, early_stopping None", {"optimizer": "Optimizer"})
    'Optimizer SGD, early_stopping off'
    """
    changes = (change.partition(" ") for change in text.split(", "))
    return ", ".join(
        f"{labels.get(name, name)} {_value_label(name, value)}".strip()
        for name, _, value in changes
    )


def _value_label(name: str, value: str) -> str:
    """Return a value of a mark; of settings that are several only that they are on."""
    if value in ("None", "False"):
        return QCoreApplication.translate("names", "off")
    if value == "True" or "=" in value:
        return QCoreApplication.translate("names", "on")
    registry = CHANGING_PARTS.get(name)
    if registry is not None and value in registry.ids():
        return translate_template(registry.class_of(value).label)
    return choice_label(value) if value == "auto" else value
