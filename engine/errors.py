"""Errors that tell people the place, the fault and the mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
