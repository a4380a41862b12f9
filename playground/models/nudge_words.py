"""What the screen says of a weight that is wiggled: sentences that follow the signs."""

from __future__ import annotations

import math

from engine.message import Message
from engine.microscope import Nudge
from engine.microscope.sums import rounded

FLAT = 1e-9
"""A slope below this share of the loss is told to be none at all."""
AGREE = 0.5e-4
"""Measured and computed slope may differ by this share: five digits, the last one rounded."""
ROUNDING = 4.0 * 2.0**-52


def is_flat(told: Nudge) -> bool:
    """Return whether wiggling the weight changes nothing worth speaking of."""
    return abs(told.slope) <= FLAT * max(abs(told.loss), FLAT)


def advice(told: Nudge) -> Message:
    """Say what the slope asks for.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> from engine.microscope import nudge
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> print(advice(nudge(trainer, 7)))
    Increase the weight → the loss goes up. So decrease it.
    """
    if is_flat(told):
        return Message("Wiggle the weight → the loss stays as it is. So leave it.")
    if told.slope > 0.0:
        return Message("Increase the weight → the loss goes up. So decrease it.")
    return Message("Increase the weight → the loss goes down. So increase it.")


def next_step(told: Nudge) -> Message:
    """Say what the next update does, and why where that is against the advice."""
    step = told.next_value - told.value
    if told.frozen:
        return Message("The next update leaves it: it is frozen.")
    if step == 0.0:
        return Message("The next update leaves it.")
    size = rounded(abs(step), 3)
    if step > 0.0:
        said = Message("The next update increases it by {size}.", size=size)
    else:
        said = Message("The next update decreases it by {size}.", size=size)
    if is_flat(told) or step * told.slope < 0.0:
        return said
    others = {"momentum": told.by_momentum, "decay": told.by_decay}
    strongest = max(others, key=lambda name: others[name] * math.copysign(1.0, step))
    if told.by_gradient * step > 0.0:
        reason = Message("Not as this curve says: the next batch alone has another slope.")
    elif strongest == "momentum":
        reason = Message("Uphill, all the same: momentum of earlier gradients outweighs this one.")
    else:
        reason = Message("Uphill, all the same: weight decay outweighs the gradient.")
    return Message("{said} {reason}", said=said, reason=reason)


def agreement(told: Nudge) -> Message:
    """Say how well the slope measured and the slope computed agree, and what mends it."""
    difference = abs(told.measured - told.slope)
    if difference <= AGREE * abs(told.slope) or max(abs(told.slope), difference) <= FLAT:
        return Message("Measured and computed agree.")
    if told.kink:
        return Message("They differ: the loss has a corner within ± ε. Make ε smaller.")
    if ROUNDING * abs(told.loss) / told.epsilon > difference:
        return Message("They differ: ε is so small that only rounding is left. Make ε larger.")
    return Message("They differ: the loss bends within ± ε. Make ε smaller.")
