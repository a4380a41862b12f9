"""What the doctor says: a sentence, the evidence for it, and a remedy to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.arrays import FloatArray
from engine.message import Message


@dataclass(frozen=True, eq=False)
class Series:
    """Named numbers to be plotted: x and y, of shape (M,)."""

    name: str
    x: FloatArray
    y: FloatArray

    def __post_init__(self) -> None:
        self.x.setflags(write=False)
        self.y.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Evidence:
    """A picture that lets people see the diagnosis for themselves.

    ``lines`` are curves over x; ``bars`` have one bar for each whole number x, such as a
    layer. ``level`` is a number that the series are to be compared with, ``mark`` a place
    on the x axis.
    """

    kind: Literal["lines", "bars"]
    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    log_x: bool = False
    log_y: bool = False
    level: tuple[str, float] | None = None
    mark: tuple[str, float] | None = None


@dataclass(frozen=True)
class Remedy:
    """Changes of the experiment, by place, and in words why they should help."""

    values: Mapping[str, Any]
    why: str


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """One thing that is wrong with a run, of which every text is a translatable message."""

    id: str
    label: str
    text: Message
    evidence: Evidence
    remedy: Remedy
    explains: frozenset[str] = frozenset()
    """Ids of what need not be named besides, because it follows from this."""


@dataclass(frozen=True, eq=False)
class CheckUp:
    """What the doctor has to say of a run after ``step`` updates."""

    step: int
    epochs: float
    """How many epochs these were, the running one in part."""
    diagnoses: tuple[Diagnosis, ...]
    """The worst first."""
    calm: Message
    """How the run gets on, for when nothing is wrong."""

    @property
    def text(self) -> Message:
        """The one sentence: of the worst diagnosis, or how the run gets on."""
        return self.diagnoses[0].text if self.diagnoses else self.calm
