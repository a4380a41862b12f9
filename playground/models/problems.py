"""What went wrong, in plain words, with the ways out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from engine.message import Message
from engine.outcome import Diverged
from playground.worker.events import Failed

GO_BACK: Final = "go_back_to_good"
LOWER_RATE: Final = "lower_rate"
RESET: Final = "reset"

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class ProblemAction:
    """A way out, offered as a button; ``Session.act`` carries it out by its id."""

    id: str
    label: str


@dataclass(frozen=True)
class Problem:
    """One readable text, and what can be done about it."""

    severity: Severity
    text: str
    actions: tuple[ProblemAction, ...] = ()


def of_divergence(outcome: Diverged) -> Problem:
    """Tell at which update a run was lost, and offer the ways out.

    Examples
    --------
    >>> [action.label for action in of_divergence(Diverged(7, 0, None)).actions]
    ['Start anew with a tenth of the learning rate', 'Reset']
    >>> [action.label for action in of_divergence(Diverged(7, 1, 4)).actions][:2]
    ['Go on from update 4 with a tenth of the learning rate', 'Back to update 4']
    """
    text = Message(
        "{what} It is what you see. The learning rate is probably too large.",
        what=outcome.message,
    )
    reset = ProblemAction(RESET, Message("Reset"))
    good = outcome.good_step
    if good is None:
        lower = Message("Start anew with a tenth of the learning rate")
        return Problem("error", text, (ProblemAction(LOWER_RATE, lower), reset))
    lower = Message("Go on from update {good} with a tenth of the learning rate", good=good)
    back = Message("Back to update {good}", good=good)
    return Problem(
        "error", text, (ProblemAction(LOWER_RATE, lower), ProblemAction(GO_BACK, back), reset)
    )


def of_failure(event: Failed) -> Problem:
    """Tell what the worker could not do; what ran before goes on, or stands still."""
    if event.command_id is None:
        text = Message("Training was interrupted: {what} The run stands still.", what=event.message)
        return Problem("error", text, (ProblemAction(RESET, Message("Reset")),))
    return Problem("error", event.message)


def of_refusal(error: Exception) -> Problem:
    """Tell why settings were refused before anything was sent."""
    return Problem("error", str(error))
