"""What lies at a place of a picture, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from playground.widgets.map_legend import scale_text
from playground.widgets.numbers import MINUS
from playground.widgets.point_layers import NearPoint

MOST_CLASSES = 3  # of more, the surest are told


@dataclass(frozen=True)
class Naming:
    """What axes, classes and the value predicted are called; values have no classes."""

    axes: tuple[str, ...]
    classes: tuple[str, ...]
    value: str = ""


def place_text(naming: Naming, place: Sequence[float]) -> str:
    """Return coordinates with the names of their axes.

    Examples
    --------
    >>> place_text(Naming(("x₁", "x₂"), ()), (3.0, -2.0))
    'x₁ 3.00   x₂ −2.00'
    """
    told = (f"{axis} {value:.2f}" for axis, value in zip(naming.axes, place, strict=False))
    return "   ".join(told).replace("-", MINUS)


def answer_text(naming: Naming, values: Sequence[float]) -> str:
    """Return the probabilities of the classes, the surest first, or the values.

    Examples
    --------
    >>> answer_text(Naming((), ("orange", "blue")), (0.25,))
    '→ orange 75%, blue 25%'
    >>> answer_text(Naming((), ("a", "b", "c", "d")), (0.1, 0.2, 0.65, 0.05))
    '→ c 65%, b 20%, a 10%'
    >>> answer_text(Naming((), (), "height"), (1.5,))
    '→ height 1.5'
    """
    if not naming.classes:
        answers = "   ".join(scale_text(value) for value in values)
        return f"→ {naming.value} {answers}".replace("  ", " ")
    shares = (1.0 - values[0], values[0]) if len(values) == 1 else tuple(values)
    surest = sorted(range(len(shares)), key=lambda k: -shares[k])[:MOST_CLASSES]
    return "→ " + ", ".join(f"{naming.classes[k]} {shares[k]:.0%}" for k in surest)


def about(naming: Naming, near: NearPoint) -> list[str]:
    """Return lines about a data point: which it is, its target, its loss."""
    translate = QCoreApplication.translate
    which = {
        "train": translate("point_words", "training example {row}: {target}"),
        "test": translate("point_words", "test example {row}: {target}"),
    }[near.part]
    if naming.classes:
        target = naming.classes[int(near.target) % len(naming.classes)]
    else:
        target = scale_text(near.target)
    lines = [which.format(row=f"{near.row + 1:,}", target=target)]
    if near.loss is not None:
        loss = f"{near.loss:.4g}"
        lines.append(translate("point_words", "loss {loss}").format(loss=loss))
    return lines
