"""Curves of former runs in a plot: thin, dashed, with their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from playground.i18n import translate_template
from playground.models.ghosts import Ghost
from playground.panels.axis import RunClock
from playground.panels.plot_lines import Line
from playground.widgets.loss_plot import LossPlot

SHARE = 0.6
"""Of the colour of the line that a former run is compared with."""


class GhostCurves:
    """Keeps the curves of a plot in step with the ghosts that are there."""

    def __init__(self, plot: LossPlot, lines: Iterable[Line]) -> None:
        self._plot = plot
        self._lines = [line for line in lines if line.in_ghosts]
        self._drawn: dict[str, tuple[object, ...]] = {}

    def draw(self, ghosts: Iterable[Ghost], axis: str) -> None:
        """Show the visible ghosts on an axis; what stands there already is left alone."""
        wanted = {
            f"ghost_{ghost.id}_{line.id}": (ghost, line)
            for ghost in ghosts
            if ghost.visible
            for line in self._lines
            if line.curve_in(ghost.points) is not None
        }
        for curve_id in [each for each in self._drawn if each not in wanted]:
            self._plot.remove_curve(curve_id)
            del self._drawn[curve_id]
        for curve_id, (ghost, line) in wanted.items():
            state = (ghost.name, axis)
            if self._drawn.get(curve_id) == state:
                continue
            if curve_id in self._drawn:
                self._plot.remove_curve(curve_id)
            self._add(curve_id, ghost, line, axis)
            self._drawn[curve_id] = state

    def _add(self, curve_id: str, ghost: Ghost, line: Line, axis: str) -> None:
        curve = line.curve_in(ghost.points)
        assert curve is not None
        name = translate_template(ghost.name)
        last = [each for each in self._lines if each.curve_in(ghost.points) is not None][-1]
        style = replace(line.style, dashed=True, width=1.0, share=SHARE)
        self._plot.add_curve(
            curve_id, f"{name}, {line.label}", style,
            entry=False, told=line is last, end_label=name if line is last else "", lasting=True,
        )  # fmt: skip
        places = RunClock(ghost.points).at(line.steps_of(curve), axis)
        self._plot.set_curve(curve_id, places, curve.mean)
