"""The loss as a function of one point's answer: how wrong it is, and how hard it is pushed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from engine import losses
from engine.arrays import FloatArray
from engine.message import Message
from engine.microscope.maps import make_finite
from engine.microscope.sample import MOST_ROWS, Sample
from engine.objective import Objective
from engine.stacks import refuse_stack
from engine.trainer import Trainer

PLACES = 241
"""Answers for which the loss is told."""

REACH = 9.0
"""Largest output before its activation, either way, of a network that names classes."""


@dataclass(frozen=True, eq=False)
class LossLine:
    """One loss over the possible answers to a point.

    ``answers`` (M,), rising, are probabilities of the right class, or values;
    ``losses`` (M,) what each would cost, and ``pushes`` (M,) by how much a
    step down the gradient would move the output before its activation, for a
    learning rate of one: −dL/dz. ``loss`` and ``push`` belong to ``answer``,
    where the network stands.
    """

    id: str
    label: str
    formula: str
    answers: FloatArray
    losses: FloatArray
    pushes: FloatArray
    answer: float
    loss: float
    push: float


@dataclass(frozen=True, eq=False)
class LossCurve:
    """A point, and what its answer costs.

    Attributes
    ----------
    part, row
        The point; ``points`` are all of the part.
    task : {"binary", "multiclass", "regression"}
    target : float
        Index of its class, or its value.
    prediction : ndarray of shape (K,)
        Probabilities or values.
    weight : float
        What it counts for in a mean over the training part, under class weights.
    lines : tuple of LossLine
        The loss in force first, then others that the task allows.
    """

    part: Literal["train", "test"]
    row: int
    points: int
    task: str
    target: float
    prediction: FloatArray
    weight: float
    lines: tuple[LossLine, ...]


def loss_curve(
    trainer: Trainer, part: Literal["train", "test"] = "train", row: int | None = None
) -> LossCurve:
    """Return the loss of one point as a function of the answer to it.

    Only the output for the right class, or the first value, is varied; other
    outputs stay. The loss in force stands beside others of the same task, each
    behind the output activation that belongs to it.

    Parameters
    ----------
    trainer : Trainer
        Of a single run; it stays as it is.
    part, row
        The point; with None the one of the part, among those that plots draw,
        whose loss is the largest.

    Raises
    ------
    ValueError
        If there is no such point, or the trainer has a stack of runs.

    Examples
    --------
    A cross-entropy pushes the harder, the more wrong the answer is; a squared
    error behind a sigmoid hardly pushes at all where the answer is quite wrong:

    >>> from engine import Experiment
    >>> told = loss_curve(Trainer(Experiment().with_value("data.samples", 64)))
    >>> {line.id: (line.pushes[0] / line.pushes.max()).round(3).item() for line in told.lines}
    {'binary_cross_entropy': 1.0, 'mean_squared_error': 0.001}
    """
    refuse_stack(trainer.runs)
    data, network = trainer.dataset, trainer.network
    inputs = data.train_inputs if part == "train" else data.test_inputs
    targets = data.train_targets if part == "train" else data.test_targets
    if not len(inputs):
        raise ValueError(Message("This part of the data has no points."))
    if row is None:
        row = worst_row(trainer, part)
    if not 0 <= row < len(inputs):
        raise ValueError(
            Message("There is no point {row}: this part has {count}.", row=row, count=len(inputs))
        )
    sample = Sample(network, inputs[row : row + 1], targets[row : row + 1])
    sample.look()
    outputs = np.asarray(sample.outputs, np.float64)
    target = np.asarray(targets[row], np.float64)[:, np.newaxis]
    unit = int(target.argmax()) if data.task == "multiclass" else 0
    used, *others = (
        _line(objective, outputs, target, unit, data.task)
        for objective in _objectives(trainer.objective, data.task)
    )
    lines = [used, *(_standing_at(used.answer, line) for line in others)]
    prediction = trainer.objective.predictions(sample.outputs)[:, 0]
    return LossCurve(
        part=part,
        row=row,
        points=len(inputs),
        task=data.task,
        target=float(target.argmax() if data.task == "multiclass" else target[0, 0]),
        prediction=np.asarray(prediction, np.float64),
        weight=_weight(trainer, target),
        lines=tuple(lines),
    )


def worst_row(trainer: Trainer, part: Literal["train", "test"]) -> int:
    """Return the row whose loss is the largest."""
    sample = Sample.of(trainer.network, trainer.dataset, part)
    sample.look()
    objective = trainer.objective
    each = objective.of_each_example(sample.outputs, objective.coded(sample.targets))
    make_finite(each)
    return int(sample.rows[int(each.argmax())])


def _weight(trainer: Trainer, target: FloatArray) -> float:
    """Return what a point counts for in a mean over the training part."""
    objective, wanted = trainer.objective, trainer.dataset.train_targets[:MOST_ROWS]
    if not len(wanted):
        return 1.0
    mean = float(objective.mass(objective.coded(wanted.T.copy()))) / len(wanted)
    return float(objective.mass(objective.coded(target))) / mean


def _objectives(used: Objective, task: str) -> list[Objective]:
    """Return the loss in force, without weights of classes, and others of the task."""
    smoothing = used.label_smoothing
    found = [Objective(used.loss, used.output_activation, task, smoothing)]
    for name in losses.registry.ids():
        loss = losses.get(name)
        if name == used.loss.id or task not in loss.tasks:
            continue
        if task == "regression":
            activation = used.output_activation
            if loss.takes_logits:
                continue
        else:
            activation = loss.output_activation if loss.takes_logits else "sigmoid"
            if not loss.takes_logits and name != "mean_squared_error":
                continue
        found.append(Objective(loss, activation, task, smoothing))
    return found


def _standing_at(answer: float, line: LossLine) -> LossLine:
    """Return a loss that tells what the answer would cost that another loss has led to."""
    loss, push = (float(np.interp(answer, line.answers, y)) for y in (line.losses, line.pushes))
    return replace(line, answer=answer, loss=loss, push=push)


def _line(
    objective: Objective, outputs: FloatArray, target: FloatArray, unit: int, task: str
) -> LossLine:
    """Return one loss, with the output of one unit varied from below the target to above."""
    now = float(outputs[unit, 0])
    if objective.output_activation == "linear":
        reach = max(2.0 * abs(now - float(target[unit, 0])), 1.0)
        span = np.linspace(float(target[unit, 0]) - reach, float(target[unit, 0]) + reach, PLACES)
    else:
        far = max(REACH, 1.1 * abs(now))
        span = np.linspace(-far, far, PLACES)
    varied = np.repeat(outputs, PLACES + 1, axis=1)
    varied[unit] = [*span, now]
    wanted = np.repeat(target, PLACES + 1, axis=1)
    coded = objective.coded(wanted)
    each = objective.of_each_example(varied, coded)
    grad = np.empty_like(varied)
    objective.evaluate(varied, coded, grad)
    pushes = -grad[unit] * varied.shape[1]  # the mean over so many points is undone
    answers = objective.predictions(varied)[unit]
    if task == "binary" and target[0, 0] < 0.5:
        answers = 1.0 - answers
    for values in (each, pushes, answers):
        make_finite(values)
    order = slice(None) if answers[0] <= answers[PLACES - 1] else slice(None, None, -1)
    loss = objective.loss
    return LossLine(
        id=loss.id,
        label=loss.label,
        formula=loss.formula,
        answers=answers[:PLACES][order],
        losses=each[:PLACES][order],
        pushes=(pushes if order == slice(None) else -pushes)[:PLACES][order],
        answer=float(answers[-1]),
        loss=float(each[-1]),
        push=float(pushes[-1] if order == slice(None) else -pushes[-1]),
    )
