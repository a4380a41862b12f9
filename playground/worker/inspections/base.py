"""A close look at a run: a question that the screen asks of the worker's trainer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine import Trainer


@dataclass(frozen=True)
class Inspection:
    """What shall be looked at; subclasses are frozen, hashable and small.

    It lives in the screen's thread as a value and is carried out in the
    worker's, again whenever the run has moved on.
    """

    id: ClassVar[str]
    """The subject; a screen looks at one thing of each kind at a time."""
    share: ClassVar[float] = 0.08
    """Part of the time that it may take while training at full speed."""

    def look(self, trainer: Trainer) -> Any:
        """Return what there is to see: a frozen value with read-only arrays.

        The trainer must be left as it is.

        Raises
        ------
        ValueError
            If there is nothing to see, with a sentence for people.
        """
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class Finding:
    """What an inspection found after ``step`` updates: a result, or the fault that hindered it."""

    inspection: Inspection
    step: int
    result: Any = None
    fault: str = ""
