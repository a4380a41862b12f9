"""Every setting that can change in mid-run, found by introspection, and values to change it to."""

import math
from typing import get_args

from pydantic import BaseModel

from engine import Experiment, ExperimentError


def live_settings(model, place=""):
    """Yield the place and declaration of each live setting of a model, and of those inside."""
    for declared in model.hyper_parameters():
        if not declared.live:
            continue
        yield f"{place}{declared.name}", declared
        inner = getattr(model, declared.name)
        if hasattr(inner, "hyper_parameters"):
            yield from live_settings(inner, f"{place}{declared.name}.")


def other_values(experiment: Experiment, place: str, declared) -> list[Experiment]:
    """Return experiments with this setting at other values, those that are allowed."""
    old = experiment.value(place)
    found = []
    for value in _candidates(experiment, place, declared):
        try:
            changed = experiment.with_value(place, value)
        except ExperimentError:  # does not fit the task or the other settings
            continue
        if changed.value(place) != old:
            found.append(changed)
    return found


def _candidates(experiment, place, declared):
    if declared.choices:
        return declared.choices
    above, _, name = place.rpartition(".")
    field = type(experiment.value(above)).model_fields[name]
    switched_on = [kind for kind in get_args(field.annotation) if _is_model(kind)]
    if switched_on:
        return [None, switched_on[0]()]
    if declared.scale == "flag":
        return [not experiment.value(place)]
    low, high = declared.shown or (declared.minimum, declared.maximum)
    if declared.scale == "log":
        middle = math.exp((math.log(low) + 2 * math.log(high)) / 3)
    else:
        middle = (low + 2 * high) / 3
    whole = declared.integer or isinstance(declared.default, int)
    return [round(middle), round(middle / 2)] if whole else [middle, middle / 2]


def _is_model(kind):
    return isinstance(kind, type) and issubclass(kind, BaseModel)
