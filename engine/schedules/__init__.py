"""Learning-rate schedules: a factor on the learning rate for every update.

A schedule is a function of the update's number, counted from zero; lengths
given in epochs are converted at the current batch size.

What to read, in this order:

- ``base``: what all have in common;
- ``falling``, ``rising``: functions of the time alone;
- ``plateau``: the one that watches the loss.

To add a schedule, write one class in ``falling`` or ``rising``, with a method
``shares``; with ``handles`` and ``bends`` its curve can be bent on screen.

Examples
--------
>>> registry.ids()[:4], get("step")().factor
(('constant', 'step', 'exponential', 'cosine'), 0.1)
"""

from engine.schedules.base import Handle, Schedule, registry
from engine.schedules.falling import Constant, Cosine, Exponential, Step
from engine.schedules.rising import InverseSqrt, OneCycle, WarmupCosine

# isort: split
# They register when they are imported: this one comes last.
from engine.schedules.plateau import PlateauWatch, ReduceOnPlateau

get = registry.class_of

__all__ = [
    "Constant",
    "Cosine",
    "Exponential",
    "Handle",
    "InverseSqrt",
    "OneCycle",
    "PlateauWatch",
    "ReduceOnPlateau",
    "Schedule",
    "Step",
    "WarmupCosine",
    "get",
    "registry",
]
