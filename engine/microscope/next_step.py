"""What the optimizer is about to do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.arrays import FloatArray
from engine.optimizers import State
from engine.trainer import Trainer


def next_step(trainer: Trainer) -> FloatArray:
    """Return what the next update adds to the parameters if it meets the newest gradient again.

    The optimizer's memory, the rate of the next step, decoupled decay and
    frozen elements count; the trainer stays as it is. Zero before the first step.

    Returns
    -------
    ndarray of shape (*runs, P)

    Examples
    --------
    >>> from engine import Experiment, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "training.optimizer": optimizers.SGD(learning_rate=0.5)}))
    >>> _ = trainer.step()
    >>> np.allclose(next_step(trainer), -0.5 * trainer.gradient, atol=1e-6)
    True
    """
    before = trainer.network.parameters
    if not trainer.step_count:
        return np.zeros_like(before)
    after = updated(trainer, trainer.gradient)
    after -= before
    return after


def updated(
    trainer: Trainer, gradient: FloatArray, memory: Mapping[str, FloatArray] | None = None
) -> FloatArray:
    """Return what the next update would make of the parameters with this gradient, (*runs, P).

    Parameters
    ----------
    trainer : Trainer
        It stays as it is.
    gradient : ndarray of shape (*runs, P)
        As the optimizer gets it: with penalties, and clipped.
    memory : mapping of str to ndarray of shape (*runs, P), optional
        What to put in place of arrays of the optimizer's memory.

    Examples
    --------
    Momentum rolls on, even without a gradient:

    >>> from engine import Experiment, optimizers
    >>> rule = optimizers.Momentum(learning_rate=0.1, momentum=0.5)
    >>> trainer = Trainer(Experiment().with_value("training.optimizer", rule))
    >>> _ = trainer.step()
    >>> before, rolling = trainer.network.parameters, 0.05 * trainer.optimizer_state["velocity"]
    >>> np.allclose(updated(trainer, np.zeros_like(before)), before - rolling, atol=1e-6)
    True
    """
    after, state = trainer.network.parameters.copy(), _copy_of(trainer.optimizer_state)
    state.update({name: array.copy() for name, array in (memory or {}).items()})
    decay = trainer.setup.decay
    with np.errstate(all="ignore"):
        if trainer.window.varying:
            state["learning_rate"][...] = trainer.next_rate
        if decay is not None:
            after -= after * (state["learning_rate"] * decay)
        trainer.optimizer.descend(after, gradient, state)
    if trainer.frozen_values is not None:
        after[..., trainer.frozen] = trainer.frozen_values
    return after


def _copy_of(state: State) -> State:
    """Return a state that a rule may write to; what it derived is replaced, never written to."""
    return {
        name: each.copy() if isinstance(each, np.ndarray) else each for name, each in state.items()
    }
