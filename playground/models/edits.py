"""What people change, each change as one that can be taken back.

Undo restores what people set, never what training did: a live setting goes
back while the run goes on, edited weights go back to the values they had, and
a run that was replaced comes back and stands where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from engine import Experiment
from engine.experiment import changes
from playground.models.dispatcher import RunHandle
from playground.models.edit_texts import text_of_changes, text_of_weights

if TYPE_CHECKING:
    from playground.models.workbench import Workbench

Gesture = object
"""What edits made in one movement of the hand share; None stands for itself alone."""


BYTES_OF_A_PLACE = 128
"""An index and a value in tuples and sets, roughly."""


@dataclass(eq=False)
class Edit:
    """One change, already made when it is told of.

    Edits of the same ``gesture`` that change the same become one.
    """

    gesture: Gesture

    @property
    def text(self) -> str:
        """An English message for the history list."""
        raise NotImplementedError

    def undo(self, session: Workbench) -> None:
        """Take the change back."""
        raise NotImplementedError

    def redo(self, session: Workbench) -> None:
        """Make the change again."""
        raise NotImplementedError

    @property
    def size(self) -> int:
        """About how many bytes it keeps that no other edit has, beside the settings."""
        return 0

    def merge(self, newer: Edit) -> bool:
        """Take in the edit made next, if both belong to one gesture; return whether they do."""
        of_one_kind = isinstance(newer, type(self)) and type(newer) is type(self)
        if self.gesture is None or newer.gesture is not self.gesture or not of_one_kind:
            return False
        return self._take_in(newer)

    def _take_in(self, newer: Self) -> bool:
        raise NotImplementedError


@dataclass(eq=False)
class SettingsEdit(Edit):
    """Settings of the run that goes on."""

    before: Experiment
    after: Experiment

    @property
    def text(self) -> str:
        """Which setting, and from what to what."""
        return text_of_changes(self.before, self.after)

    @property
    def size(self) -> int:
        """Bytes of painted points."""
        return _size_of_points(self.before, self.after)

    def undo(self, session: Workbench) -> None:
        """Put the old settings in force, in the run as it is now."""
        session.put({c.place: c.old for c in changes(self.before, self.after)})

    def redo(self, session: Workbench) -> None:
        """Put the new ones in force."""
        session.put({c.place: c.new for c in changes(self.before, self.after)})

    def _take_in(self, newer: Self) -> bool:
        if _places(self.before, self.after) != _places(newer.before, newer.after):
            return False
        self.after = newer.after
        return True


@dataclass(frozen=True)
class Standing:
    """A run with all that is set in it; ``epochs_asked`` is without those of playing on."""

    run: RunHandle
    experiment: Experiment
    epochs_asked: int
    frozen: frozenset[int] = frozenset()


@dataclass(eq=False)
class RunEdit(Edit):
    """One run in the place of another: a reset, other data, another structure, a branch.

    ``name`` is what it is called where it is not a change of settings.
    """

    before: Standing
    after: Standing
    name: str = ""

    @property
    def text(self) -> str:
        """Its name, or which setting, and from what to what."""
        return self.name or text_of_changes(self.before.experiment, self.after.experiment)

    @property
    def size(self) -> int:
        """Bytes of painted points."""
        return _size_of_points(self.before.experiment, self.after.experiment)

    def undo(self, session: Workbench) -> None:
        """Bring the old run back, or begin it anew if the worker has let it go."""
        self.after = session.standing
        session.stand(self.before)

    def redo(self, session: Workbench) -> None:
        """Bring the new run back, in the same way."""
        self.before = session.standing
        session.stand(self.after)

    def _take_in(self, newer: Self) -> bool:
        places = _places(self.before.experiment, self.after.experiment)
        others = _places(newer.before.experiment, newer.after.experiment)
        if self.name or newer.name or places != others:
            return False
        self.after = newer.after
        return True


@dataclass(eq=False)
class WeightsEdit(Edit):
    """Weights and biases set by hand, and which of them stand still.

    ``indices`` name places in the flat parameters, ``values`` what was set
    there. The worker remembers under ``number`` what stood there before.
    """

    number: int
    indices: tuple[int, ...]
    values: tuple[float, ...]
    frozen_before: frozenset[int]
    frozen_after: frozenset[int]

    @property
    def text(self) -> str:
        """What was done, and to how many."""
        before, after = self.frozen_before, self.frozen_after
        return text_of_weights(self.indices, self.values, before, after, before ^ after)

    @property
    def size(self) -> int:
        """Bytes of what was set, and of what stands still."""
        places = len(self.indices) + len(self.frozen_after ^ self.frozen_before)
        return places * BYTES_OF_A_PLACE

    def undo(self, session: Workbench) -> None:
        """Give the edited weights their old values; training has moved the others."""
        if self.frozen_before != self.frozen_after:
            session.put_frozen(self.frozen_before)
        if self.indices:
            session.restore_weights(self.number)

    def redo(self, session: Workbench) -> None:
        """Set the weights again."""
        if self.indices:
            session.put_weights(self.number, self.indices, self.values)
        if self.frozen_before != self.frozen_after:
            session.put_frozen(self.frozen_after)

    def _take_in(self, newer: Self) -> bool:
        if self.indices != newer.indices or self.number != newer.number:
            return False
        self.values, self.frozen_after = newer.values, newer.frozen_after
        return True


def _size_of_points(before: Experiment, after: Experiment) -> int:
    same = before.data.points is after.data.points
    return 0 if same else int(after.data.points.rows.nbytes)


def _places(before: Experiment, after: Experiment) -> set[str]:
    """Return where two experiments differ."""
    return {change.place for change in changes(before, after)}
