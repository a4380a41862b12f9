"""What an edit is called in the history list: English messages, translated on screen."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from engine import Experiment
from engine.experiment import ChangedSetting, changes
from engine.message import Message
from engine.registry import Part, hyper_parameters
from playground.models.parts import REGISTRIES

FIRST_TOLD = ("data.dataset", "data.points", "model.hidden")
"""Changes that bring others along, which then go without saying."""


def text_of_changes(before: Experiment, after: Experiment) -> str:
    """Say what differs between two experiments.

    Examples
    --------
    >>> old = Experiment()
    >>> print(text_of_changes(old, old.with_value("training.optimizer.learning_rate", 0.03)))
    Learning rate 0.01 → 0.03
    >>> print(text_of_changes(old, old.with_value("model.hidden", (16, 16, 16))))
    Add a layer
    >>> print(text_of_changes(old, old.with_values({"data.dataset": "xor", "data.noise": 0})))
    Data set Spiral → XOR
    """
    found = changes(before, after)
    if not found:
        return Message("Nothing")
    told = next((c for place in FIRST_TOLD for c in found if c.place == place), None)
    if told is not None:
        return _text_of(told, after)
    first = _text_of(found[0], after)
    if len(found) == 1:
        return first
    return Message("{first}, and {count} more", first=first, count=len(found) - 1)


def text_of_weights(
    indices: Sized, values: tuple[float, ...], before: Sized, after: Sized, names: Sized
) -> str:
    """Say what was done to weights: ``before`` and ``after`` are those that stood still.

    ``names`` are those whose standing still has changed.

    Examples
    --------
    >>> print(text_of_weights((7,), (0.5,), set(), set(), set()))
    Set a weight to 0.5
    >>> print(text_of_weights((7, 8), (0.0, 0.0), set(), {7, 8}, {7, 8}))
    Cut 2 links
    """
    one = max(len(indices), len(names)) == 1
    if not len(indices):
        count = len(names)
        if len(after) >= len(before):
            return (
                Message("Freeze a weight")
                if one
                else Message("Freeze {count} weights", count=count)
            )
        text = Message("Let {count} weights move again", count=count)
        return Message("Let a weight move again") if one else text
    count = len(indices)
    if len(names):
        return Message("Cut a link") if one else Message("Cut {count} links", count=count)
    if one:
        return Message("Set a weight to {value}", value=f"{values[0]:.4g}")
    return Message("Set {count} weights", count=count)


def _text_of(change: ChangedSetting, experiment: Experiment) -> str:
    """Say one change."""
    old, new = change.old, change.new
    match change.place:
        case "data.points":
            return _text_of_points(old, new)
        case "model.hidden":
            return _text_of_layers(old, new)
    return Message(
        "{label} {old} → {new}",
        label=_label(change.place, experiment),
        old=_written(change.place, old),
        new=_written(change.place, new),
    )


def _text_of_points(old: Any, new: Any) -> str:
    before, after = (0 if points is None else len(points) for points in (old, new))
    count = abs(after - before)
    if after > before:
        return (
            Message("Paint a point") if count == 1 else Message("Paint {count} points", count=count)
        )
    if after < before:
        return (
            Message("Erase a point") if count == 1 else Message("Erase {count} points", count=count)
        )
    return Message("Move or relabel points")


def _text_of_layers(old: tuple[int, ...], new: tuple[int, ...]) -> str:
    if len(new) == len(old) + 1:
        return Message("Add a layer")
    if len(new) == len(old) - 1:
        return Message("Remove a layer")
    differing = [
        layer for layer, pair in enumerate(zip(old, new, strict=False)) if len({*pair}) > 1
    ]
    if len(new) == len(old) and len(differing) == 1:
        layer = differing[0]
        return Message(
            "Neurons of layer {layer}: {old} → {new}",
            layer=layer + 1,
            old=old[layer],
            new=new[layer],
        )
    return Message("Other layers")


def _label(place: str, experiment: Experiment) -> str:
    """Return the declared label of a setting."""
    owner_place, _, name = place.rpartition(".")
    declared = hyper_parameters(type(experiment.value(owner_place)))
    return Message(next((each.label for each in declared if each.name == name), name))


def _written(place: str, value: Any) -> object:
    """Return a value as it reads in a sentence."""
    registry = REGISTRIES.get(place)
    if isinstance(value, Part):
        return Message(type(value).label)
    if isinstance(value, str):
        known = registry is not None and value in registry.ids()
        return Message(registry.class_of(value).label if registry and known else value)
    if value is None or value is False:
        return Message("off")
    if isinstance(value, int | float) and value is not True:
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    if isinstance(value, tuple):
        return ", ".join(str(_written(place, each)) for each in value[:3]) + "…" * (len(value) > 3)
    return Message("on")
