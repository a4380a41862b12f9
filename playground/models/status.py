"""One sentence that says what the run does, or why it stands still."""

from __future__ import annotations

from engine import Experiment
from engine.datasets import registry as datasets
from engine.message import Message
from engine.outcome import NoExamples
from playground.worker.events import WorkerState


def _nothing_painted(experiment: Experiment) -> bool:
    """Return whether the points are still to be painted."""
    data = experiment.data
    return datasets.get(data.dataset).kind == "painted" and len(data.points) == 0


def status_of(state: WorkerState | None) -> str:
    """Return the sentence for a state; None means that none is known yet.

    Examples
    --------
    >>> status_of(WorkerState(playing=True)), status_of(WorkerState())
    ('Training.', 'Ready: press play or the space bar.')
    """
    if state is None:
        return Message("Getting ready.")
    if state.past:
        return Message("Update {step} of {tip}, as it was.", step=state.step, tip=state.tip_step)
    if state.playing and isinstance(state.outcome, NoExamples):
        return Message("Nothing to learn from: training goes on once points are painted.")
    if state.playing:
        return Message("Training.")
    if state.stepping:
        return Message("Stepping.")
    if state.outcome is not None and state.outcome.stopped:
        return state.outcome.message
    if state.experiment is not None and _nothing_painted(state.experiment):
        return Message("Ready to paint: click and drag on the output.")
    if state.step:
        return Message("Paused.")
    return Message("Ready: press play or the space bar.")
