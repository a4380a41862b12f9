"""What each plot of the run shows: which columns of the history, under which names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.arrays import IntArray
from engine.history import Curve
from playground.widgets.plot_curve import CurveStyle
from playground.worker.events import Points

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Line:
    """One curve: a column of the history, and how it looks.

    ``band`` draws the extremes as well; ``in_ghosts`` shows the curve of former
    runs, too; ``told`` is left out of what a screen reader says where it is False.
    ``at_start`` is for what is set before an update, not found by it.
    """

    id: str
    label: str
    source: str
    column: str
    style: CurveStyle
    band: bool = False
    in_ghosts: bool = False
    told: bool = True
    at_start: bool = False

    def steps_of(self, curve: Curve) -> IntArray:
        """Return the updates at which points lie: those done by then, or before it began."""
        return curve.step - 1 if self.at_start else curve.step

    def curve_in(self, points: Points) -> Curve | None:
        """Return the curve of a run; None if the run does not have it, such as no penalty."""
        if self.source == "layers":
            number = int(self.column)
            return points.layer_gradients[number] if number < len(points.layer_gradients) else None
        series = points.batches if self.source == "batches" else points.evaluations
        curve = series.get(self.column)
        if self.column == "penalty" and curve is not None and not curve.high.any():
            return None
        return curve


@dataclass(frozen=True)
class Recipe:
    """One plot.

    ``gap`` names two lines to shade between, ``best`` the line on which the flag
    stands where the test loss was lowest. ``can_be_log`` offers that scale.
    """

    name: str
    title: str
    y_label: str
    lines: tuple[Line, ...]
    gap: tuple[str, str] | None = None
    best: str = ""
    can_be_log: bool = True

    @property
    def full_title(self) -> str:
        """What the plot is called where there is room."""
        return self.y_label[:1].upper() + self.y_label[1:]


def recipes() -> Mapping[str, Recipe]:
    """Return all plots of curves by name; batches come first, to lie below the others."""
    train, test = translate("plots", "train"), translate("plots", "test")
    loss, accuracy = translate("plots", "Loss"), translate("plots", "Accuracy")
    batch, penalty = translate("plots", "batch"), translate("plots", "penalty")
    rate, norm = translate("plots", "learning rate"), translate("plots", "gradient norm")

    def parts(measure: str) -> tuple[Line, ...]:
        columns = ((train, "train", 0), (test, "test", 1))
        return tuple(
            Line(part, label, "evaluations", f"{part}_{measure}", CurveStyle(colour),
                 in_ghosts=True)
            for label, part, colour in columns
        )  # fmt: skip

    batches = Line(
        "batch", batch, "batches", "loss", CurveStyle(5, width=1.0), band=True, told=False
    )
    penalties = Line(
        "penalty", penalty, "batches", "penalty",
        CurveStyle(2, dashed=True, width=1.0, smooth=False),
    )  # fmt: skip
    rates = Line("rate", rate, "batches", "learning_rate", CurveStyle(smooth=False), in_ghosts=True,
                 at_start=True)  # fmt: skip
    norms = Line(
        "norm", translate("plots", "all"), "batches", "gradient_norm",
        CurveStyle(5, width=1.0), band=True, in_ghosts=True,
    )  # fmt: skip
    pair = ("train", "test")
    every = (
        Recipe("loss", loss, translate("plots", "loss"), (batches, *parts("loss"), penalties),
               pair, best="test"),
        Recipe("accuracy", accuracy, translate("plots", "accuracy"), parts("accuracy"), pair,
               best="test", can_be_log=False),
        Recipe("r2", "R²", "R²", parts("r2"), pair, best="test", can_be_log=False),
        Recipe("rate", translate("plots", "Rate"), rate, (rates,)),
        Recipe("gradient", translate("plots", "Gradient"), norm, (norms,)),
    )  # fmt: skip
    return {recipe.name: recipe for recipe in every}


def layer_names(count: int) -> list[str]:
    """Return the names of the layers that have weights; the last one is the output."""
    hidden = translate("plots", "layer {number}")
    return [hidden.format(number=k) for k in range(1, count)] + [translate("plots", "output")]


def layer_lines(count: int) -> tuple[Line, ...]:
    """Return a line for the gradient of each layer; their colours run from first to last."""
    last = max(1, count - 1)
    return tuple(
        Line(f"layer_{k}", name, "layers", str(k), CurveStyle(width=1.5, ramp=k / last))
        for k, name in enumerate(layer_names(count))
    )
