"""What the screen says of the chain of blame: what paths add up to, and how gradients fare."""

from __future__ import annotations

from engine.message import Message
from engine.microscope import Blame
from engine.microscope.sums import rounded

MUCH = 100.0
"""So many times smaller or larger, a gradient vanishes or explodes."""


def total(told: Blame) -> list[Message]:
    """Say what all paths add up to, and what becomes of that on its way to the optimizer.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> from engine.microscope import blame
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> for sentence in total(blame(trainer, 7)):
    ...     print(sentence)
    The shares of all 16 paths add up to 0.007297, the gradient that backpropagation finds.
    Positive: a larger weight means a larger loss.
    """
    gradient = rounded(told.gradient)
    if told.path_count == 1:
        said = [
            Message("The share of the only path is the gradient, {gradient}.", gradient=gradient)
        ]
    else:
        said = [
            Message(
                "The shares of all {count} paths add up to {gradient}, the gradient that "
                "backpropagation finds.",
                count=_counted(told.path_count),
                gradient=gradient,
            )
        ]
    if told.gradient > 0.0:
        said.append(Message("Positive: a larger weight means a larger loss."))
    elif told.gradient < 0.0:
        said.append(Message("Negative: a larger weight means a smaller loss."))
    elif all(path.share == 0.0 for path in told.paths):
        said.append(Message("No blame arrives: every path has a factor of zero."))
    else:
        said.append(Message("The paths cancel each other out."))
    return said + _rest_of_the_way(told)


def _rest_of_the_way(told: Blame) -> list[Message]:
    """Say what penalties and clipping make of the gradient."""
    said = []
    if told.penalty:
        said.append(Message("The penalties add {penalty}.", penalty=rounded(told.penalty)))
    if told.clip < 1.0:
        share = rounded(100.0 * told.clip, 3)
        said.append(Message("Clipping leaves {share} % of the gradient.", share=share))
    if said:
        step = rounded(told.step_gradient)
        said.append(Message("The optimizer gets {gradient}.", gradient=step))
    return said


def listing(told: Blame) -> list[Message]:
    """Say what the list shows, what is not in it, and what of it is not certain."""
    said = [
        Message(
            "Blue: raises the loss when the weight grows; orange: lowers it. The chosen path is "
            "lit up above."
        )
    ]
    others = told.path_count - len(told.paths)
    if others:
        rest = rounded(told.total - sum(path.share for path in told.paths))
        said.append(Message("The {count} others add {rest}.", count=_counted(others), rest=rest))
    if not all(path.certain for path in told.paths):
        said.append(Message("Where a ? stands, a stronger path may have been missed."))
    if told.examples > 1:
        said.append(
            Message(
                "Ø: mean over {count} points; a share is the mean of their products, not the "
                "product of the means.",
                count=told.examples,
            )
        )
    return said


def by_layer(told: Blame) -> Message:
    """Say whether the gradient keeps its size on its way back through the layers.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> from engine.microscope import blame
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "model.hidden": (8,) * 8, "model.activation": "sigmoid"}))
    >>> by_layer(blame(trainer, 0)).partition(":")[0]
    'It vanishes on its way back'
    """
    first, last = float(told.layer_sizes[0]), float(told.layer_sizes[-1])
    if len(told.layer_sizes) == 1:
        return Message("There is one layer of weights only.")
    if first == 0.0 or last == 0.0:
        return Message("No gradient reaches layer 1.")
    if last > MUCH * first:
        return Message(
            "It vanishes on its way back: layer 1 gets {times} times less than the outputs.",
            times=rounded(last / first, 3),
        )
    if first > MUCH * last:
        return Message(
            "It explodes on its way back: layer 1 gets {times} times more than the outputs.",
            times=rounded(first / last, 3),
        )
    share = rounded(100.0 * first / last, 3)
    return Message("Layer 1 gets {share} % of what the outputs get: it arrives.", share=share)


def _counted(count: int) -> str:
    """Return a count with its thousands set apart by a thin space."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
