"""Examine a run: every detector in turn, and one sentence for how it gets on."""

from __future__ import annotations

import numpy as np

from engine.doctor import fit, gradients, neurons, rates, start  # noqa: F401 - they register
from engine.doctor.base import registry
from engine.doctor.chart import FEWEST_EVALUATIONS, Chart
from engine.doctor.diagnosis import CheckUp, Diagnosis
from engine.message import Message
from engine.trainer import Trainer


def examine(trainer: Trainer) -> CheckUp:
    """Return what is wrong with a run, or how it gets on.

    The trainer is left as it is, and the answer depends on nothing but where it stands.

    Parameters
    ----------
    trainer : Trainer
        A single run, at any moment.

    Raises
    ------
    ValueError
        For a stack of runs.

    Examples
    --------
    >>> from engine import Experiment
    >>> zeros = {"data.samples": 64, "model.initializer": "zeros"}
    >>> checkup = examine(Trainer(Experiment().with_values(zeros)))
    >>> checkup.text
    'All 16 neurons of layer 1 have the same weights: they learn as one neuron.'
    >>> dict(checkup.diagnoses[0].remedy.values)
    {'model.initializer': 'he_normal'}
    """
    chart = Chart(trainer)
    if not len(trainer.dataset.train_inputs):
        return CheckUp(trainer.step_count, 0.0, (), Message("There is nothing to learn from yet."))
    found: list[Diagnosis] = []
    explained: set[str] = set()
    with np.errstate(all="ignore"):
        for kind in sorted(registry, key=lambda kind: kind.rank):
            if kind.id in explained or (kind.curves and chart.early):
                continue
            diagnosis = kind().examine(chart)
            if diagnosis is not None:
                found.append(diagnosis)
                explained |= diagnosis.explains
        epochs = float(trainer.history.progress.epochs_at(trainer.step_count))
        return CheckUp(trainer.step_count, epochs, tuple(found), _calm(chart))


def diagnose(trainer: Trainer) -> list[Diagnosis]:
    """Return what is wrong with a run, the worst first; an empty list for a healthy one.

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_value("data.dataset", "circle"))
    >>> _ = trainer.run(epochs=20)
    >>> diagnose(trainer)
    []
    """
    return list(examine(trainer).diagnoses)


def _calm(chart: Chart) -> Message:
    """Say how a healthy run gets on."""
    if chart.early:
        missing = FEWEST_EVALUATIONS - len(chart.epochs)
        return Message("Too early to tell how the loss falls: {count} more epochs.", count=missing)
    pace = 100.0 * chart.fall_per_epoch
    if pace >= 0.5:
        return Message("Loss falls steadily: {pace:.2g} % an epoch.", pace=pace)
    return Message("Loss has settled at {loss:.3g}.", loss=float(chart.losses[-1]))
