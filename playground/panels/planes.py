"""Planes through the columns of the data: their ids in a list of choices, and their names."""

from __future__ import annotations

from itertools import combinations

from engine.microscope.maps import Plane, automatic_plane
from playground.i18n import translate_template
from playground.panels.names import feature_label
from playground.widgets.choices import Choice
from playground.worker.commands import PlaneChoice
from playground.worker.events import DataSummary

PRINCIPAL = "principal"
FEW_COLUMNS = 6  # pairs of more would make an endless list


def plane_labels(plane: Plane) -> tuple[str, ...]:
    """Return the names of the axes as people write them."""
    return tuple(feature_label(label) for label in plane.labels)


def plane_id(plane: PlaneChoice, columns: int) -> str:
    """Return the id of a plane in the list of choices.

    Examples
    --------
    >>> plane_id((0, 2), 4), plane_id("auto", 4), plane_of("0,2"), plane_of("principal")
    ('0,2', '0,1', (0, 2), 'principal')
    """
    shown = automatic_plane(columns) if plane == "auto" else plane
    return f"{shown[0]},{shown[1]}" if isinstance(shown, tuple) else PRINCIPAL


def plane_of(chosen: str) -> PlaneChoice:
    """Return the plane of an id."""
    if chosen == PRINCIPAL:
        return "principal"
    across, up = chosen.split(",")
    return int(across), int(up)


def few_columns(data: DataSummary) -> bool:
    """Return whether all pairs of columns make a list that one can read."""
    return len(data.column_names) <= FEW_COLUMNS


def plane_choices(data: DataSummary) -> list[Choice]:
    """Return the principal axes, and every pair of columns."""
    names = [feature_label(name) for name in data.column_names]
    choices = [Choice(PRINCIPAL, translate_template("principal axes"))]
    for across, up in combinations(range(len(names)), 2):
        choices.append(Choice(f"{across},{up}", f"{names[across]} · {names[up]}"))
    return choices


def column_choices(data: DataSummary, *, principal: bool) -> list[Choice]:
    """Return every column by its number, the principal axes before them if asked for."""
    choices = [Choice(PRINCIPAL, translate_template("principal axes"))] if principal else []
    columns = enumerate(data.column_names)
    return choices + [Choice(str(number), feature_label(name)) for number, name in columns]
