"""Layers and neurons added and removed, with their settings of one a layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import Model

NEW_LAYER_NEURONS = 8
"""Neurons of the first hidden layer; later ones copy their neighbour."""


def layer_added(model: Model, index: int) -> Mapping[str, Any]:
    """Return the settings of ``model`` with a hidden layer inserted at ``index``.

    Examples
    --------
    >>> dict(layer_added(Model(hidden=(4, 2), dropout=(0.1, 0.2)), 2))
    {'model.hidden': (4, 2, 2), 'model.dropout': (0.1, 0.2, 0.2)}
    """
    hidden = model.hidden
    index = min(max(index, 0), len(hidden))
    neighbour = max(index - 1, 0)
    units = hidden[neighbour] if hidden else NEW_LAYER_NEURONS
    values: dict[str, Any] = {"model.hidden": (*hidden[:index], units, *hidden[index:])}
    for name in ("activation", "dropout"):
        each = getattr(model, name)
        if isinstance(each, tuple):
            copied = each[neighbour] if each else Model.model_fields[name].default
            values[f"model.{name}"] = (*each[:index], copied, *each[index:])
    return values


def layer_removed(model: Model, index: int) -> Mapping[str, Any]:
    """Return the settings of ``model`` without the hidden layer ``index``.

    What the last one had of its own is what the next one will have.

    Examples
    --------
    >>> dict(layer_removed(Model(hidden=(4, 2)), 0))
    {'model.hidden': (2,)}
    >>> dict(layer_removed(Model(hidden=(4,), activation=("tanh",)), 0))
    {'model.hidden': (), 'model.activation': 'tanh'}
    """
    values: dict[str, Any] = {}
    for name in ("hidden", "activation", "dropout"):
        each = getattr(model, name)
        if isinstance(each, tuple) and 0 <= index < len(each):
            left = (*each[:index], *each[index + 1 :])
            values[f"model.{name}"] = left if left or name == "hidden" else each[index]
    return values


def neurons_set(model: Model, layer: int, count: int) -> Mapping[str, Any]:
    """Return the settings of ``model`` with ``count`` neurons in a hidden layer."""
    hidden = model.hidden
    if not 0 <= layer < len(hidden):
        return {}
    return {"model.hidden": (*hidden[:layer], count, *hidden[layer + 1 :])}


def layer_values(model: Model, name: str) -> tuple[Any, ...]:
    """Return the ``"activation"`` or the ``"dropout"`` of each hidden layer.

    Examples
    --------
    >>> layer_values(Model(hidden=(4, 2), dropout=0.1), "dropout")
    (0.1, 0.1)
    """
    each = getattr(model, name)
    return each if isinstance(each, tuple) else (each,) * len(model.hidden)


def layer_changed(model: Model, index: int, name: str, value: Any) -> Mapping[str, Any]:
    """Return the settings of ``model`` with another activation or dropout in one hidden layer.

    What is the same in all layers is one value again.

    Examples
    --------
    >>> layer_changed(Model(hidden=(4, 2)), 1, "activation", "tanh")
    {'model.activation': ('relu', 'tanh')}
    >>> layer_changed(Model(hidden=(4, 2), dropout=(0.1, 0.2)), 0, "dropout", 0.2)
    {'model.dropout': 0.2}
    """
    each = layer_values(model, name)
    if not 0 <= index < len(each):
        return {}
    values = (*each[:index], value, *each[index + 1 :])
    same = all(other == values[0] for other in values)
    return {f"model.{name}": values[0] if same else values}
