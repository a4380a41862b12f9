"""Sends commands so that no wish is lost and none is carried out twice.

At most one experiment is under way to the worker. Whatever is wished for in
the meantime replaces the wish before it, so dragging a slider never makes a
hundred data sets. What belongs to the run that is still to come (play, step)
waits until the wishes are settled; a pause never waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal

from engine import Experiment
from engine.experiment import changes
from playground.worker.commands import (
    Change,
    Command,
    Pause,
    PlaneChoice,
    Reset,
    ReturnToGood,
    Run,
    Step,
    Watch,
)

Later = Callable[[], None]


@dataclass(frozen=True)
class Wish:
    """An experiment asked for; ``restart`` asks for a new run even if nothing differs."""

    experiment: Experiment
    restart: bool = False


class Dispatcher:
    """Numbers and orders the commands to the worker.

    Parameters
    ----------
    send : callable
        Takes a command and returns at once.

    Attributes
    ----------
    generation : int
        The one in force; runs are numbered from 1.
    in_force : Experiment or None
        What the worker trains, as far as it has said.
    run_command : int
        Id of the last command that started or stopped the training.
    """

    def __init__(self, send: Callable[[Command], None]) -> None:
        self.generation = 0
        self.in_force: Experiment | None = None
        self.run_command = 0
        self._send = send
        self._ids = count(1)
        self._generations = count(1)
        self._under_way: Reset | Change | None = None
        self._wish: Wish | None = None
        self._later: list[Later] = []

    @property
    def settled(self) -> bool:
        """Whether the worker has answered all wishes."""
        return self._under_way is None and self._wish is None

    @property
    def restarting(self) -> bool:
        """Whether a new run is under way."""
        return isinstance(self._under_way, Reset)

    # Experiments -------------------------------------------------------------------------

    def ask(self, experiment: Experiment, *, restart: bool = False) -> None:
        """Ask for an experiment: as a live change if that is possible, else as a new run."""
        restart = restart or (self._wish is not None and self._wish.restart)
        self._wish = Wish(experiment, restart)
        if self._under_way is None:
            self._send_wish()

    def answered(self, command_id: int, *, refused: bool = False) -> None:
        """Take note of the worker's answer, and send what has waited for it."""
        if self._under_way is None or self._under_way.id != command_id:
            return
        self._under_way = None
        if self._wish is not None:
            self._send_wish()
        elif refused:
            self._later.clear()
        if self.settled:
            waiting, self._later = self._later, []
            for deed in waiting:
                deed()

    def _send_wish(self) -> None:
        wish, self._wish = self._wish, None
        assert wish is not None
        found = [] if self.in_force is None else changes(self.in_force, wish.experiment)
        if self.in_force is None or wish.restart or any(not change.live for change in found):
            generation = next(self._generations)
            self._under_way = Reset(wish.experiment, id=next(self._ids), generation=generation)
        elif found:
            self._under_way = Change(
                wish.experiment, id=next(self._ids), generation=self.generation
            )
        if self._under_way is not None:
            self._send(self._under_way)

    # The run -----------------------------------------------------------------------------

    def run(self, speed: float | None) -> None:
        """Train, once the wishes are settled."""
        self._when_settled(lambda: self._send(Run(speed, **self._next_run_command())))

    def step(self, unit: Literal["batch", "epoch"]) -> None:
        """Train one batch or epoch, once the wishes are settled."""
        self._when_settled(lambda: self._send(Step(unit, **self._next_run_command())))

    def return_to_good(self) -> None:
        """Go back to the newest good checkpoint, once the wishes are settled."""
        self._when_settled(lambda: self._send(ReturnToGood(**self._next_run_command())))

    def pause(self) -> None:
        """Stand still now; what waited to be trained is forgotten."""
        self._later.clear()
        self._send(Pause(**self._next_run_command()))

    def forget_later(self) -> None:
        """Forget what waits to be trained."""
        self._later.clear()

    def watch(
        self,
        views: frozenset[str],
        resolution: int,
        plane: PlaneChoice,
        hidden_layer: int | None,
    ) -> None:
        """Say what is looked at."""
        self._send(
            Watch(
                views,
                resolution,
                plane=plane,
                hidden_layer=hidden_layer,
                id=next(self._ids),
                generation=self.generation,
            )
        )

    def _next_run_command(self) -> dict[str, int]:
        self.run_command = next(self._ids)
        return {"id": self.run_command, "generation": self.generation}

    def _when_settled(self, deed: Later) -> None:
        if self.settled:
            deed()
        else:
            self._later.append(deed)
