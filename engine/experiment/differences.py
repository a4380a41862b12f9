"""What differs between two experiments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from engine.registry import hyper_parameters


@dataclass(frozen=True)
class ChangedSetting:
    """One difference between two experiments."""

    place: str
    old: Any
    new: Any
    live: bool


def changes(
    old: BaseModel, new: BaseModel, place: str = "", live: bool = True
) -> list[ChangedSetting]:
    """Return what differs between two experiments, and whether a run can go on with it.

    Examples
    --------
    >>> from engine import Experiment
    >>> before = Experiment()
    >>> after = before.with_value("data.noise", 0.2).with_value("training.l2", 0.1)
    >>> [(c.place, c.live) for c in changes(before, after)]
    [('data.noise', False), ('training.l2', True)]
    """
    declared = {h.name: h.live for h in hyper_parameters(type(old))}
    found = []
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        here, is_live = f"{place}{name}", live and declared.get(name, True)
        if before == after:
            continue
        if isinstance(before, BaseModel) and type(before) is type(after):
            found += changes(before, after, f"{here}.", is_live)
        else:
            found.append(ChangedSetting(here, before, after, is_live))
    return found
