"""One plot of the run: its curves, marks, flag, chance line and the curves of former runs."""

from __future__ import annotations

from collections.abc import Set

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from playground.models.session import Session
from playground.panels.axis import DoubleArray, RunClock, last_of_each
from playground.panels.ghost_curves import GhostCurves
from playground.panels.names import mark_label, setting_labels
from playground.panels.plot_lines import Line, Recipe, layer_lines
from playground.panels.spoken import spoken_curves
from playground.widgets.colours import ViewColours
from playground.widgets.describe import describe
from playground.widgets.loss_plot import LossPlot
from playground.worker.events import Points

Flag = tuple[float, float, str]
"""A place (x, y) and a text."""
TELLING_MS = 400
"""Time between two descriptions in words: nobody hears more of them."""


class CurvePage(LossPlot):
    """A plot that draws what a recipe names.

    Parameters
    ----------
    session
        Whose marks, ghosts and names of settings are shown.
    recipe
        What to show.
    colours
        Of the theme.
    """

    def __init__(
        self,
        session: Session,
        recipe: Recipe,
        colours: ViewColours,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(colours, recipe.y_label, parent)
        describe(
            self, f"plot_{recipe.name}", recipe.y_label,
            self.tr("Left and Right move the cursor, + and - zoom, 0 shows everything; the buttons "
                    "above show and hide curves."),
        )  # fmt: skip
        self.recipe = recipe
        self._session = session
        self._lines: tuple[Line, ...] = ()
        self._mark_labels: dict[str, str] = {}
        self._hidden: Set[str] = frozenset()
        self._ghosts = GhostCurves(self, recipe.lines)
        self._to_tell: tuple[Points, Flag | None] | None = None
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(TELLING_MS)
        self._teller.timeout.connect(self._tell)
        for line in recipe.lines:
            self._add(line)
        if recipe.gap is not None:
            self.shade_gap(*recipe.gap, self.tr("gap"))
        self.log_button.setVisible(recipe.can_be_log)

    def draw(self, points: Points, clock: RunClock, axis: str) -> None:
        """Show the curves of the run."""
        if self.recipe.name == "gradient":
            self._fit_layers(len(points.layer_gradients))
        places: dict[tuple[str, bool], DoubleArray] = {}  # all curves of a source share their steps
        for line in self._lines:
            curve = line.curve_in(points)
            self.legend.set_entry_visible(line.id, curve is not None)
            if curve is None:
                self.set_curve(line.id, (), ())
                continue
            band = (curve.low, curve.high) if line.band else (None, None)
            kind = line.source, line.at_start
            if kind not in places:
                places[kind] = clock.at(line.steps_of(curve), axis)
            self.set_curve(line.id, places[kind], curve.mean, *band)
        flag = self._best(points, clock, axis)
        self.set_flag(flag)
        self._to_tell = points, flag
        if not self._session.playing:
            self._tell()
        elif not self._teller.isActive():
            self._teller.start()
        self._draw_marks(points, clock, axis)
        self.draw_ghosts(axis)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell no more of what is out of sight."""
        super().hideEvent(event)
        self._teller.stop()

    @Slot()
    def _tell(self) -> None:
        """Say what the curves show to whoever cannot see them."""
        if self._to_tell is None:
            return
        points, flag = self._to_tell
        curves = [(line.label, line.curve_in(points)) for line in self._lines if line.told]
        told = spoken_curves([(name, each.mean) for name, each in curves if each is not None])
        self.setAccessibleDescription(told if flag is None else f"{told} {flag[2]}.")

    def clear(self) -> None:
        """Begin anew; the curves of former runs stay."""
        self._teller.stop()
        self._to_tell = None
        super().clear()
        self.draw_ghosts(self._session.view.x_axis)

    def hide_curves(self, hidden: Set[str]) -> None:
        """Hide curves by their full names, such as "loss.batch", and show the others."""
        self._hidden = hidden
        for curve_id in self.legend.ids:
            self.legend[curve_id].setChecked(self.full_name(curve_id) not in hidden)

    def full_name(self, curve_id: str) -> str:
        """Return the name of a curve among those of all plots."""
        return f"{self.recipe.name}.{curve_id}"

    def draw_ghosts(self, axis: str) -> None:
        """Show the curves of former runs."""
        self._ghosts.draw(self._session.ghosts, axis)

    def _add(self, line: Line) -> None:
        self._lines = (*self._lines, line)
        end_label = line.label if line.source == "layers" else ""
        self.add_curve(line.id, line.label, line.style, end_label=end_label)

    def _fit_layers(self, count: int) -> None:
        """Have one line for each layer of the network."""
        layers = [line for line in self._lines if line.source == "layers"]
        if len(layers) == count:
            return
        for line in layers:
            self.remove_curve(line.id)
        self._lines = tuple(line for line in self._lines if line.source != "layers")
        for line in layer_lines(count):
            self._add(line)
        self.hide_curves(self._hidden)

    def _best(self, points: Points, clock: RunClock, axis: str) -> Flag | None:
        """Return where the flag of the best epoch stands: at the lowest test loss."""
        losses, epochs = points.evaluations.get("test_loss"), points.evaluations.get("epoch")
        line = next((each for each in self._lines if each.id == self.recipe.best), None)
        shown = None if line is None else line.curve_in(points)
        if losses is None or epochs is None or shown is None or not np.isfinite(losses.low).any():
            return None
        best = int(np.nanargmin(losses.low))
        if best == 0:
            return None  # nothing was learned yet
        height = float(losses.low[best] if shown is losses else shown.mean[best])
        text = self.tr("lowest test loss: {loss} in epoch {epoch}").format(
            loss=f"{float(losses.low[best]):.4g}", epoch=f"{float(epochs.high[best]):,.0f}"
        )
        return float(clock.at(losses.step[best], axis)), height, text

    def _draw_marks(self, points: Points, clock: RunClock, axis: str) -> None:
        changes = [mark for mark in points.marks if mark.step > 0]  # at 0 nothing has begun
        places = clock.at([mark.step for mark in changes], axis)
        low, high = self.canvas.shown()[0]
        width = float(clock.at(points.step, axis)) if self.following else high - low
        marks = last_of_each(changes, places.tolist(), width)
        self.set_marks([(place, self._mark_label(mark.text)) for place, mark in marks])

    def _mark_label(self, text: str) -> str:
        """Return the text of a mark as on the controls; it is looked up once."""
        if text not in self._mark_labels:
            labels = setting_labels(self._session.experiment)
            self._mark_labels[text] = mark_label(text, labels)
        return self._mark_labels[text]
