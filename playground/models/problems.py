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
    """Tell at which update a run was lost, and offer the ways back.

    Examples
    --------
    >>> [action.id for action in of_divergence(Diverged(7, 0, None)).actions]
    ['lower_rate', 'reset']
    """
    text = Message("{what} The learning rate is probably too large.", what=outcome.message)
    if outcome.good_step is None:
        lower = ProblemAction(LOWER_RATE, Message("Start anew with a tenth of the learning rate"))
        return Problem("error", text, (lower, ProblemAction(RESET, Message("Reset"))))
    return Problem(
        "error",
        text,
        (
            ProblemAction(GO_BACK, Message("Go back to the last good state")),
            ProblemAction(LOWER_RATE, Message("Go back and lower the learning rate tenfold")),
            ProblemAction(RESET, Message("Reset")),
        ),
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
