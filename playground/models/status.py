"""One sentence that says what the run does, or why it stands still."""

from __future__ import annotations

from playground.worker.events import WorkerState


def status_of(state: WorkerState | None) -> str:
    """Return the sentence for a state; None means that none is known yet.

    Examples
    --------
    >>> status_of(WorkerState(playing=True)), status_of(WorkerState())
    ('Training.', 'Ready: press play.')
    """
    if state is None:
        return "Getting ready."
    if state.playing:
        return "Training."
    if state.stepping:
        return "Stepping."
    if state.outcome is not None and state.outcome.stopped:
        return state.outcome.message
    return "Paused." if state.step else "Ready: press play."
