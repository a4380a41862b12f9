"""What a landscape of the loss shows, in sentences."""

from __future__ import annotations

from engine.message import Message
from engine.microscope import Ground, Landscape


def said(
    told: Landscape, ground: Ground, off_plane: float, axes: tuple[str, str]
) -> tuple[Message, ...]:
    """Return sentences about the plane, where the run stands, and what the picture leaves out.

    Parameters
    ----------
    told : Landscape
        The picture.
    ground : Ground
        Where the run stands now.
    off_plane : float
        How far that is from the plane.
    axes : tuple of str
        What the axes are called.
    """
    sentences = [
        Message(
            "Every place is a network with other weights; its colour is the loss on {rows} "
            "training points.",
            rows=told.rows,
        ),
        _of_the_plane(told, axes),
        Message(
            "After {step} updates the run is {distance} off the plane.",
            step=ground.step,
            distance=f"{off_plane:.3g}",
        ),
    ]
    if len(told.off_plane) > 1:
        farthest = max(told.off_plane.tolist())
        sentences.append(
            Message("Its path, the line, is up to {distance} off it.", distance=f"{farthest:.3g}")
        )
    if ground.step != told.step:
        sentences.append(Message("The colours are those of update {step}.", step=told.step))
    if told.rows < told.rows_there:
        sentences.append(
            Message("Only {rows} of {there} rows are read.", rows=told.rows, there=told.rows_there)
        )
    if told.beyond:
        sentences.append(Message("{count} places are beyond all bounds.", count=told.beyond))
    return tuple(sentences)


def _of_the_plane(told: Landscape, axes: tuple[str, str]) -> Message:
    match told.plane.kind:
        case "weights":
            return Message(
                "Across: {across}; up: {up}; all other weights stay.", across=axes[0], up=axes[1]
            )
        case "random":
            return Message(
                "Across and up: two random directions; one unit is as long as each "
                "neuron's weights."
            )
        case _:
            return Message(
                "Across and up: the directions in which the run moved most, {share} % of the "
                "variance of its path.",
                share=f"{100 * sum(told.plane.shares):.3g}",
            )
