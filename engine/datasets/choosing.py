"""From settings to a data set and its features, and what keeps them from being so."""

from __future__ import annotations

from typing import Any

from engine.datasets.base import DatasetSource, datasets
from engine.datasets.splitting import DataSettings
from engine.errors import Fault

MOST_HELD_BACK = 0.95
"""Largest share of the rows that is not trained on."""


def data_faults(data: DataSettings) -> list[Fault]:
    """Return everything that keeps a data set from being made; empty if nothing does.

    Only what one field cannot know by itself is looked at: whether the data
    set exists, has the features and takes the rest, and whether rows are left
    to train on.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> for fault in data_faults(SimpleNamespace(dataset="sine", features=("x1", "x2"),
    ...                                          test_fraction=0.5, sealed_fraction=0.0)):
    ...     print(fault)
    data.features: sine has no 'x2'. Choose from x1, x1_squared, sin_x1.
    """
    try:
        source = datasets.get(data.dataset)
    except ValueError as error:
        return [Fault("data.dataset", str(error))]
    faults = source.faults(data)
    if data.test_fraction + data.sealed_fraction > MOST_HELD_BACK:
        fault = f"with the test share it exceeds {MOST_HELD_BACK:g}."
        faults.append(Fault("data.sealed_fraction", fault, "Leave more to train on."))
    if data.features == "auto":
        return faults
    place, known = "data.features", source.feature_ids()
    mend = f"Choose from {', '.join(known)}."
    if isinstance(data.features, str) or not all(isinstance(name, str) for name in data.features):
        fault = f'{data.features!r} is neither "auto" nor a list of names.'
        return [*faults, Fault(place, fault, mend)]
    names = tuple(data.features)
    if not names:
        return [*faults, Fault(place, "the list is empty; the network needs an input.", mend)]
    unknown = [repr(name) for name in dict.fromkeys(names) if name not in known]
    twice = [repr(name) for name in dict.fromkeys(names) if names.count(name) > 1]
    if unknown:
        faults.append(Fault(place, f"{source.id} has no {', '.join(unknown)}.", mend))
    if twice:
        faults.append(Fault(place, f"{', '.join(twice)} more than once.", "Name each once."))
    return faults


def chosen_features(source: DatasetSource, names: Any) -> tuple[str, ...]:
    """Return the names of the inputs, ``"auto"`` resolved."""
    return source.default_features if names == "auto" else tuple(names)
