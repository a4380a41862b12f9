"""Curves of runs that were replaced, kept to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from engine import Experiment
from engine.message import Message
from playground.models.dispatcher import RunHandle
from playground.worker.events import Points

MOST_GHOSTS = 8


@dataclass(frozen=True, eq=False)
class Ghost:
    """The curves of a run that is no longer there, under a name."""

    id: int
    name: str
    points: Points
    experiment: Experiment | None
    run: RunHandle
    visible: bool = True


class Ghosts:
    """A bounded number of ghosts, the oldest first; a newer one drives the oldest out."""

    def __init__(self, most: int = MOST_GHOSTS) -> None:
        self._most = most
        self._ghosts: dict[int, Ghost] = {}
        self._ids = count(1)

    def __iter__(self) -> Iterator[Ghost]:
        return iter(self._ghosts.values())

    def add(
        self, points: Points, experiment: Experiment | None, run: RunHandle, name: str = ""
    ) -> None:
        """Keep the curves of a run; without a name it gets a number."""
        ghost_id = next(self._ids)
        name = name or Message("Run {number}", number=ghost_id)
        self._ghosts[ghost_id] = Ghost(ghost_id, name, points, experiment, run)
        while len(self._ghosts) > self._most:
            del self._ghosts[next(iter(self._ghosts))]

    def rename(self, ghost_id: int, name: str) -> None:
        """Give a ghost another name; an empty one changes nothing."""
        if name.strip():
            self._ghosts[ghost_id] = replace(self._ghosts[ghost_id], name=name.strip())

    def show(self, ghost_id: int, *, visible: bool) -> None:
        """Show a ghost, or hide it."""
        self._ghosts[ghost_id] = replace(self._ghosts[ghost_id], visible=visible)

    def remove(self, ghost_id: int) -> None:
        """Forget a ghost."""
        del self._ghosts[ghost_id]

    def forget(self, run: RunHandle) -> bool:
        """Forget the ghosts of a run that has come back; return whether there were any."""
        gone = [ghost.id for ghost in self if ghost.run is run]
        for ghost_id in gone:
            del self._ghosts[ghost_id]
        return bool(gone)
