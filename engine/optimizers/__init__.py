"""Optimizers: how a gradient becomes a change of the parameters.

An optimizer's settings are frozen. ``init`` copies them as arrays into a state,
and a step reads nothing but that state, so that a setting can change in
mid-run and a stack of runs can have a value each. Parameters, gradient and
memory have shape (*runs, P); coefficients have shape (*runs, 1).

What to read, in this order:

- ``plain``: gradient descent, momentum, Nesterov;
- ``adaptive``: Adagrad, RMSProp, Adadelta, Adam, AdamW;
- ``base``: what they have in common, and what stands in a state.

To add an optimizer, write one class in one of the former two, with a method ``descend``.

Examples
--------
>>> registry.ids()[:3], get("momentum")().learning_rate
(('sgd', 'momentum', 'nesterov'), 0.001)
"""

from engine.optimizers.base import (
    Optimizer,
    State,
    memory_of,
    registry,
    restore_memory,
    set_coefficients,
)
from engine.optimizers.plain import SGD, Momentum, Nesterov

# isort: split
# They register when they are imported: the plain ones come first.
from engine.optimizers.adaptive import Adadelta, Adagrad, Adam, AdamW, RMSProp

get = registry.class_of

__all__ = [
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "State",
    "get",
    "memory_of",
    "registry",
    "restore_memory",
    "set_coefficients",
]
