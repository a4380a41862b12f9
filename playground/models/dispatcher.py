"""Sends commands so that no wish is lost and none is carried out twice.

At most one experiment is under way to the worker. What is wished for in the
meantime waits in a queue; a wish replaces the one before it where that makes
no difference in the end, so dragging a slider never makes a hundred data sets.
What belongs to the run that is still to come (play, step, edited weights)
keeps its place in the queue; a pause never waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from engine import Experiment
from engine.experiment import changes
from playground.worker.commands import (
    Branch,
    Change,
    Command,
    EditWeights,
    Freeze,
    OpenSealed,
    Pause,
    PlaneChoice,
    Recall,
    Reset,
    RestoreWeights,
    ReturnToGood,
    Run,
    Seek,
    Step,
    Watch,
)
from playground.worker.inspections.base import Inspection

WishKind = Literal["settings", "restart", "recall", "branch"]
REPLACEABLE = ("settings", "restart", "recall")


@dataclass(eq=False)
class RunHandle:
    """A run of this window; a run that comes back has another generation than before."""

    generation: int | None = None
    """What the worker knows it by; None while it has never begun."""
    gesture: object = None
    """The movement of the hand that began it; see `playground.models.edits`."""


@dataclass(frozen=True)
class Wish:
    """An experiment asked for.

    ``settings`` change the ``run`` if they can; ``restart`` begins it anew,
    ``recall`` brings it back, ``branch`` begins it at the past moment shown.
    """

    experiment: Experiment
    run: RunHandle
    kind: WishKind = "settings"
    number: int = 0
    """Rises from wish to wish; one that replaces others stands for all of them."""


@dataclass(frozen=True)
class Deed:
    """A command that waits for its turn; training is forgotten by a pause."""

    send: Callable[[], None]
    kind: Literal["train", "seek", "weights", "seal"]


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
    run_in_force : RunHandle or None
        The run that it trains.
    run_command : int
        Id of the last command that started or stopped the training.
    granted : int
        Number of the newest wish that has come true.
    """

    def __init__(self, send: Callable[[Command], None]) -> None:
        self.generation = 0
        self.in_force: Experiment | None = None
        self.run_in_force: RunHandle | None = None
        self.run_command = 0
        self.granted = 0
        self._send = send
        self._ids = count(1)
        self._generations = count(1)
        self._under_way: tuple[Command, Wish] | None = None
        self._queue: deque[Wish | Deed] = deque()

    @property
    def settled(self) -> bool:
        """Whether the worker has answered all wishes."""
        return self._under_way is None and not self._queue

    @property
    def restarting(self) -> bool:
        """Whether another run is under way."""
        return self._under_way is not None and not isinstance(self._under_way[0], Change)

    @property
    def replacing(self) -> bool:
        """Whether another run is under way, or waits to be asked for."""
        return self._coming("restart", "recall", "branch")

    @property
    def renewing(self) -> bool:
        """Whether the network on the screen is about to be replaced by another one."""
        return self._coming("restart", "recall")

    def _coming(self, *kinds: WishKind) -> bool:
        wishes = [item for item in self._queue if isinstance(item, Wish)]
        if self._under_way is not None and self.restarting:
            wishes.append(self._under_way[1])
        return any(wish.kind in kinds for wish in wishes)

    @property
    def run_to_come(self) -> RunHandle | None:
        """The run under way to take the place of the one in force."""
        return self._under_way[1].run if self._under_way is not None and self.restarting else None

    @property
    def weights_waiting(self) -> bool:
        """Whether weights wait to be edited or frozen."""
        return any(isinstance(item, Deed) and item.kind == "weights" for item in self._queue)

    @property
    def branching(self) -> bool:
        """Whether a branch is under way, and nothing was wished for since."""
        under_way = self._under_way
        last = under_way is not None and not any(isinstance(i, Wish) for i in self._queue)
        return last and under_way is not None and isinstance(under_way[0], Branch)

    # Experiments -------------------------------------------------------------------------

    def ask(self, wish: Wish) -> None:
        """Ask for an experiment, as a live change if that is possible, or for another run."""
        place = self._replaceable_place(wish)
        if place is None:
            self._queue.append(wish)
        else:
            waiting = self._queue[place]
            assert isinstance(waiting, Wish)
            restarts = wish.kind == "settings" and waiting.kind == "restart"
            self._queue[place] = replace(wish, kind="restart") if restarts else wish
        self._go_on()

    def _replaceable_place(self, wish: Wish) -> int | None:
        """Return where a wish waits that a newer one makes superfluous."""
        for place in range(len(self._queue) - 1, -1, -1):
            waiting = self._queue[place]
            if isinstance(waiting, Wish):
                live = wish.kind == "settings"
                allowed = ("settings", "restart") if live else REPLACEABLE
                return place if waiting.kind in allowed and wish.kind != "branch" else None
            if waiting.kind != "train":
                return None
        return None

    def begun(self, generation: int) -> None:
        """Take note that the run under way has taken the place of the old one."""
        self.generation = generation
        if self._under_way is not None:
            self.run_in_force = self._under_way[1].run

    def answered(self, command_id: int, *, refused: bool = False) -> None:
        """Take note of the worker's answer, and send what has waited for it."""
        if self._under_way is None or self._under_way[0].id != command_id:
            return
        wish, self._under_way = self._under_way[1], None
        if refused:
            while self._queue and isinstance(self._queue[0], Deed):
                self._queue.popleft()
        else:
            self.granted = wish.number
        if (
            not refused and wish.kind == "recall"
        ):  # it may lack what was wished for just before it was replaced
            self._queue.appendleft(replace(wish, kind="settings"))
        self._go_on()

    def _go_on(self) -> None:
        """Send what waits, up to the next wish that needs an answer."""
        while self._queue and self._under_way is None:
            first = self._queue.popleft()
            if isinstance(first, Deed):
                first.send()
            else:
                self._send_wish(first)

    def _send_wish(self, wish: Wish) -> None:
        command = self._command_for(wish)
        if command is None:
            self.granted = wish.number
        else:
            self._under_way = command, wish
            self._send(command)

    def _command_for(self, wish: Wish) -> Command | None:
        """Return what brings a wish about; None if nothing needs to be done."""
        command_id, experiment, run = next(self._ids), wish.experiment, wish.run
        kind = "settings" if wish.kind == "recall" and run is self.run_in_force else wish.kind
        if kind == "settings" and self.in_force is not None:
            found = changes(self.in_force, experiment)
            if all(change.live for change in found):
                change = Change(experiment, id=command_id, generation=self.generation)
                return change if found else None
        before, generation = run.generation, next(self._generations)
        run.generation = generation
        if kind == "branch":
            return Branch(id=command_id, generation=generation)
        if kind == "recall" and before is not None:
            return Recall(before, experiment, id=command_id, generation=generation)
        return Reset(experiment, id=command_id, generation=generation)

    # The run -----------------------------------------------------------------------------

    def run(self, speed: float | None) -> None:
        """Train, once the wishes are settled."""
        self._do("train", lambda: self._send(Run(speed, **self._next_run_command())))

    def step(self, unit: Literal["batch", "epoch"]) -> None:
        """Train one batch or epoch, once the wishes are settled."""
        self._do("train", lambda: self._send(Step(unit, **self._next_run_command())))

    def return_to_good(self) -> None:
        """Go back to the newest good checkpoint, once the wishes are settled."""
        self._do("train", lambda: self._send(ReturnToGood(**self._next_run_command())))

    def pause(self) -> None:
        """Stand still now; what waited to be trained is forgotten."""
        self.forget_training()
        self._send(Pause(**self._next_run_command()))

    def forget_training(self) -> None:
        """Forget what waits to be trained."""
        waiting = [item for item in self._queue if isinstance(item, Wish) or item.kind != "train"]
        self._queue = deque(waiting)

    # The past, and weights -----------------------------------------------------------------

    def seek(self, step: int) -> None:
        """Show a past moment; one that waits to be shown is replaced."""
        self.forget_training()
        last = self._queue[-1] if self._queue else None
        if isinstance(last, Deed) and last.kind == "seek":
            self._queue.pop()
        self._do("seek", lambda: self._send(Seek(step, **self._next_run_command())))

    def edit_weights(self, edit: int, indices: tuple[int, ...], values: tuple[float, ...]) -> None:
        """Set weights; ``edit`` is what :meth:`restore_weights` knows it by."""
        self._do(
            "weights",
            lambda: self._send(EditWeights(edit, indices, values, **self._next_command())),
        )

    def restore_weights(self, edit: int) -> None:
        """Give the weights of an edit the values that they had before it."""
        self._do("weights", lambda: self._send(RestoreWeights(edit, **self._next_command())))

    def open_sealed(self) -> None:
        """Open the sealed part of the data."""
        self._do("seal", lambda: self._send(OpenSealed(**self._next_command())))

    def freeze(self, indices: frozenset[int]) -> None:
        """Let these weights, and only these, not move."""
        self._do("weights", lambda: self._send(Freeze(indices, **self._next_command())))

    # The view ----------------------------------------------------------------------------

    def watch(
        self,
        views: frozenset[str],
        resolution: int,
        plane: PlaneChoice,
        hidden_layer: int | None,
        inspections: frozenset[Inspection] = frozenset(),
    ) -> None:
        """Say what is looked at."""
        self._send(
            Watch(
                views,
                resolution,
                plane=plane,
                hidden_layer=hidden_layer,
                inspections=inspections,
                **self._next_command(),
            )
        )

    def _next_command(self) -> dict[str, int]:
        return {"id": next(self._ids), "generation": self.generation}

    def _next_run_command(self) -> dict[str, int]:
        self.run_command = next(self._ids)
        return {"id": self.run_command, "generation": self.generation}

    def _do(
        self, kind: Literal["train", "seek", "weights", "seal"], send: Callable[[], None]
    ) -> None:
        """Send at once if the wishes are settled, else when its turn comes."""
        self._queue.append(Deed(send, kind))
        self._go_on()
