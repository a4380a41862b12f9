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
LISTED_COLUMNS = 12  # pairs of more would make an endless list


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


def plane_choices(data: DataSummary) -> list[Choice]:
    """Return every pair of columns, and the principal axes."""
    names = [feature_label(name) for name in data.column_names]
    choices = [Choice(PRINCIPAL, translate_template("principal axes"))]
    for across, up in combinations(range(len(names[:LISTED_COLUMNS])), 2):
        choices.append(Choice(f"{across},{up}", f"{names[across]} · {names[up]}"))
    return choices
