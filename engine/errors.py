"""Errors that tell people the place, the fault and the mend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, what, and what to do about it."""

    place: str
    fault: str
    mend: str = ""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.place}: {self.fault}" + (f" {self.mend}" if self.mend else "")


class ExperimentError(ValueError):
    """An experiment, file or change that cannot be carried out.

    Nothing has been changed when this is raised.

    Examples
    --------
    >>> print(ExperimentError([Fault("data.noise", "-1 is too small.", "Give at least 0.")]))
    data.noise: -1 is too small. Give at least 0.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def one_fault(place: str, fault: str, mend: str = "") -> ExperimentError:
    """Return an error with a single fault."""
    return ExperimentError([Fault(place, fault, mend)])


_MENDS = {
    "greater_than_equal": "Give at least {ge}.",
    "greater_than": "Give more than {gt}.",
    "less_than_equal": "Give at most {le}.",
    "less_than": "Give less than {lt}.",
    "int_parsing": "Give a whole number.",
    "int_parsing_size": "Give a smaller number.",
    "int_from_float": "Give a whole number.",
    "int_type": "Give a whole number.",
    "float_parsing": "Give a number.",
    "float_type": "Give a number.",
    "finite_number": "Give a finite number.",
    "literal_error": "Give {expected}.",
    "bool_parsing": "Give true or false.",
    "bool_type": "Give true or false.",
}

# pydantic puts the name of a union's member into the place, which tells people nothing.
_UNION_MEMBER = re.compile(r"(int|float|str|bool|(literal|tuple)\[.*\])$")


def faults_of(error: ValidationError) -> list[Fault]:
    """Tell every fault that pydantic found, the nested ones with their whole place."""
    found: dict[tuple[str, str], Fault] = {}
    for item in error.errors():
        parts = [str(part) for part in item["loc"]]
        place = ".".join(part for part in parts if not _UNION_MEMBER.match(part))
        inner = item.get("ctx", {}).get("error")
        if isinstance(inner, ExperimentError):
            above = f"{place}." if place else ""
            new = [Fault(above + f.place, f.fault, f.mend) for f in inner.faults]
        elif item["type"] == "value_error":
            new = [Fault(place or "experiment", str(inner))]
        elif item["type"] == "extra_forbidden":
            fault = "there is no such setting."
            new = [Fault(place or "experiment", fault, "Check the spelling or remove it.")]
        else:
            new = [Fault(place or "experiment", _not_allowed(item["input"]), _mend(item))]
        for one in new:
            former = found.get((one.place, one.fault))
            mends = [f.mend for f in (former, one) if f is not None and f.mend]
            mend = " Or: ".join(dict.fromkeys(mends))
            found[one.place, one.fault] = Fault(one.place, one.fault, mend)
    return list(found.values())


def _not_allowed(value: Any) -> str:
    shown = repr(value)
    return f"{shown if len(shown) <= 60 else shown[:57] + '...'} is not allowed."


def _mend(item: Any) -> str:
    known = _MENDS.get(item["type"])
    return known.format(**item.get("ctx", {})) if known else f"{item['msg']}."
