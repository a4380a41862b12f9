"""Draws the evidence of a diagnosis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.doctor import Evidence
from playground.i18n import translate_template
from playground.widgets.chart import Chart, Dot, Guide, Line, Point, Tint
from playground.widgets.colours import FloatArray
from playground.widgets.numbers import format_number

TINTS: tuple[Tint, ...] = ("text", 0, 1, 2)
HALF_BAR = 0.35
HEADROOM = 0.25
"""Share of the height of the bars that is left free above them."""
MOST_NUMBERED = 12
"""Bars up to which each has its number above it."""


def draw_evidence(chart: Chart, evidence: Evidence, others: Sequence[Line] = ()) -> None:
    """Show it; ``others`` are further curves on the same axes, in plain numbers."""
    chart.set_axes(translate_template(evidence.x_label), translate_template(evidence.y_label))
    chart.set_logarithmic(evidence.log_x, evidence.log_y)
    lines, dots = [], []
    for series, tint in zip(evidence.series, TINTS, strict=False):
        x, y = _on(series.x, log=evidence.log_x), _on(series.y, log=evidence.log_y)
        if evidence.kind == "bars":
            lines.append(_bars(x, y))
            if len(x) <= MOST_NUMBERED:
                written = map(format_number, series.y.tolist())
                tops = zip(x.tolist(), y.tolist(), strict=True)
                dots += [
                    Dot(at, text, "text", bare=True) for at, text in zip(tops, written, strict=True)
                ]
        else:
            lines.append(Line(x, y, translate_template(series.name), tint))
    for line in others:
        x, y = _on(line.x, log=evidence.log_x), _on(line.y, log=evidence.log_y)
        lines.append(Line(x, y, line.text, line.tint, line.width, line.dashed))
    guides = []
    if evidence.level is not None:
        text, value = evidence.level
        at = float(_on(np.array([value]), log=evidence.log_y)[0])
        guides.append(Guide("y", at, translate_template(text)))
    if evidence.mark is not None:
        text, value = evidence.mark
        guides.append(Guide("x", value, translate_template(text)))
    bars = evidence.kind == "bars"
    places = evidence.series[0].x.tolist()
    chart.set_ranges(*(_ranges_of(lines[0]) if bars else (None, None)))
    chart.set_x_ticks(places if bars else ())
    chart.draw(lines, dots, guides=guides)
    chart.setAccessibleName(translate_template(evidence.title))


def _bars(x: FloatArray, y: FloatArray) -> Line:
    """Return bars, standing on 0 or on a little less than the lowest."""
    base = 0.0 if float(y.min()) >= 0.0 else float(np.floor(y.min() - 0.5))
    corners_x = np.ravel(np.column_stack([x - HALF_BAR, x - HALF_BAR, x + HALF_BAR, x + HALF_BAR]))
    corners_y = np.ravel(np.column_stack([np.full_like(y, base), y, y, np.full_like(y, base)]))
    return Line(corners_x, corners_y, "", "muted", filled=True)


def _ranges_of(bars: Line) -> tuple[Point, Point]:
    """Return what is shown of both axes, with room for a number above each bar."""
    low, high = float(bars.y.min()), float(bars.y.max())
    middle = 0.5 - HALF_BAR
    sides = float(bars.x.min()) - middle, float(bars.x.max()) + middle
    return sides, (low, high + (HEADROOM * (high - low) or 1.0))


def _on(values: FloatArray, *, log: bool) -> FloatArray:
    """Return where values lie on an axis."""
    return np.log10(np.maximum(values, 1e-12)) if log else np.asarray(values, float)
