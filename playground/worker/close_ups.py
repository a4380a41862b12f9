"""Looks at rows of the data on their way through the network, as often as that is cheap."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from engine import Dataset, Trainer
from engine.microscope.confusion import Confusion, confusion_matrix
from engine.microscope.health import Health, health_of
from engine.microscope.hidden import LINE_POINTS, Axes, HiddenSpace, axes_of, grid_lines
from engine.microscope.histograms import LayerHistograms, layer_histograms
from engine.microscope.maps import Plane, make_finite
from engine.microscope.points import PointView, part_view
from engine.microscope.sample import MOST_ROWS, Sample
from engine.network import Network, layer_blocks
from playground.worker.commands import (
    CLOSE_UPS,
    CONFUSION,
    HEALTH,
    HIDDEN,
    HISTOGRAMS,
    POINTS,
    Watch,
)
from playground.worker.report import evaluation_s

SHARE = 0.08
"""Part of the time that close-ups may take while training at full speed."""

MOVING = frozenset({POINTS, HIDDEN})
"""Close-ups that are seen to move."""

STILL_PERIOD_S = 1.0 / 8.0
"""How often the others, counts and signs, are made at full speed."""

THINNINGS = (1, 2, 4, 8, 16)
"""Only every so manieth row is looked at where more would take too long."""

MOST_VALUES = 2**23
"""Activations that are looked at, at most: rows times neurons."""

COUNTING_S = 0.1
"""What counting all rows for a confusion matrix may take at most."""


@dataclass(frozen=True, eq=False)
class CloseUp:
    """What was seen at a step; what is not watched is None."""

    step: int
    points: PointView | None = None
    histograms: Mapping[str, LayerHistograms] | None = None
    health: Health | None = None
    hidden: HiddenSpace | None = None
    confusion: Confusion | None = None


class CloseUps:
    """Makes close-ups of a trainer.

    All that is watched is made at once, from one pass of the rows that plots
    draw, and its cost a row is measured. Where that takes longer than a frame
    is allowed, only every second, fourth, ... row is looked at. At full speed
    the last close-up stays until its cost is 8 % of the time since it was made,
    and an eighth of a second where nothing in it is seen to move.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        """Forget the last network and its data."""
        self._network: Network | None = None
        self._dataset: Dataset | None = None
        self._samples: dict[int, tuple[Sample, Sample]] = {}
        self._grid: tuple[Plane, Sample] | None = None
        self._axes: dict[int, Axes] = {}
        self._seconds_a_row: float | None = None
        self.renew()

    def renew(self) -> None:
        """Let the next close-up be a new one: other views are watched."""
        self._newest = CloseUp(0)
        self._due = -math.inf

    def take(
        self,
        trainer: Trainer,
        watch: Watch,
        plane: Plane | None,
        *,
        allowed_s: float | None,
        calm: bool,
    ) -> CloseUp:
        """Return a close-up of what is watched; a calm one belongs to this step.

        ``plane`` is where the bent grid lies straight. ``allowed_s`` is what
        one frame may take, None while the run stands still.
        """
        if not watch.views & CLOSE_UPS or len(trainer.dataset.train_inputs) == 0:
            return CloseUp(trainer.step_count)
        if trainer.network is not self._network or trainer.dataset is not self._dataset:
            axes = self._axes if trainer.network is self._network else {}
            self.forget()
            self._axes = axes  # points that are painted or dragged do not turn the picture
            self._network, self._dataset = trainer.network, trainer.dataset
        now = self._clock()
        if calm or now >= self._due:
            with np.errstate(all="ignore"):  # what is not finite is made so
                self._newest = self._look(trainer, watch, plane, allowed_s)
            rest_s = 0.0 if watch.views & MOVING else STILL_PERIOD_S
            self._due = now + max((self._clock() - now) / SHARE, rest_s)
        return self._newest

    def _look(
        self, trainer: Trainer, watch: Watch, plane: Plane | None, allowed_s: float | None
    ) -> CloseUp:
        """Return a new close-up of as many rows as are allowed."""
        if allowed_s is not None and self._seconds_a_row is None:  # learn what a row costs
            self._make(trainer, watch, plane, THINNINGS[-1], still=False)
        data = trainer.dataset
        rows = sum(min(MOST_ROWS, len(part)) for part in (data.train_inputs, data.test_inputs))
        most = MOST_VALUES // sum(trainer.network.sizes)
        if allowed_s is not None and self._seconds_a_row:
            most = min(most, int(allowed_s / self._seconds_a_row) - self._grid_rows(watch))
        thinning = next((t for t in THINNINGS if rows <= most * t), THINNINGS[-1])
        return self._make(trainer, watch, plane, thinning, still=allowed_s is None)

    def _make(
        self, trainer: Trainer, watch: Watch, plane: Plane | None, thinning: int, *, still: bool
    ) -> CloseUp:
        """Return a close-up of every ``thinning``-th row and note its cost."""
        began = self._clock()
        views, network, objective = watch.views, trainer.network, trainer.objective
        train, test = self._samples_of(trainer, thinning)
        train.look()
        if views & {POINTS, HIDDEN, CONFUSION}:
            test.look()
        points: PointView | None = None
        confusion: Confusion | None = None
        if views & {POINTS, CONFUSION}:
            task = trainer.dataset.task
            points = PointView(*(part_view(sample, objective, task) for sample in (train, test)))
        close_up = CloseUp(
            step=trainer.step_count,
            points=points if POINTS in views else None,
            histograms=_histograms(trainer, train) if HISTOGRAMS in views else None,
            health=health_of(train, network.activations) if HEALTH in views else None,
            hidden=self._hidden(trainer, watch, plane, train, test) if HIDDEN in views else None,
        )
        rows = len(train.rows) + len(test.rows) + self._grid_rows(watch)
        latest, known = (self._clock() - began) / rows, self._seconds_a_row
        self._seconds_a_row = latest if known is None else known + 0.3 * (latest - known)
        if points is not None and CONFUSION in views and trainer.dataset.task != "regression":
            confusion = _confusion(trainer, points, still=still)
        close_up = replace(close_up, confusion=confusion)
        _seal(close_up)
        return close_up

    def _samples_of(self, trainer: Trainer, thinning: int) -> tuple[Sample, Sample]:
        """Return samples of both parts."""
        if thinning not in self._samples:
            network, dataset = trainer.network, trainer.dataset
            self._samples[thinning] = (
                Sample.of(network, dataset, "train", thinning),
                Sample.of(network, dataset, "test", thinning),
            )
        return self._samples[thinning]

    def _grid_rows(self, watch: Watch) -> int:
        """Return how many points of the bent grid go through the network too."""
        return len(self._grid[1].rows) if self._grid is not None and HIDDEN in watch.views else 0

    def _hidden(
        self, trainer: Trainer, watch: Watch, plane: Plane | None, train: Sample, test: Sample
    ) -> HiddenSpace | None:
        """Return the space of the watched layer, on axes like those of the last picture."""
        if plane is None:
            return None
        network, dataset = trainer.network, trainer.dataset
        layer = watch.hidden_layer
        if layer is None or layer >= len(network.sizes):
            layer = len(network.sizes) - 2
        if self._grid is None or self._grid[0] is not plane:
            inputs = dataset.inputs_of(grid_lines(plane).reshape(-1, len(dataset.column_names)))
            self._grid = plane, Sample(network, inputs, np.zeros((len(inputs), network.sizes[-1])))
        grid = self._grid[1]
        grid.look()
        axes = self._axes[layer] = axes_of(train.layers[layer], self._axes.get(layer))
        return HiddenSpace(
            points=axes.project(train.layers[layer]),
            test_points=axes.project(test.layers[layer]),
            grid=axes.project(grid.layers[layer]).reshape(-1, LINE_POINTS, 2),
            axes=axes.labels,
            explained=axes.explained,
            layer=layer,
            rows=train.rows,
            test_rows=test.rows,
        )


def _histograms(trainer: Trainer, train: Sample) -> Mapping[str, LayerHistograms]:
    """Return how weights, hidden activations and the weights' gradients are spread."""
    gradient = trainer.gradient.copy()
    make_finite(gradient)
    blocks = layer_blocks(gradient, trainer.network.sizes)
    return MappingProxyType(
        {
            "weights": layer_histograms(trainer.network.weights),
            "activations": layer_histograms(train.layers[1:-1]),
            "gradients": layer_histograms([block[:-1] for block in blocks]),
        }
    )


def _confusion(trainer: Trainer, points: PointView, *, still: bool) -> Confusion:
    """Return the confusion matrices of all rows if there is time for that, else of those seen."""
    dataset = trainer.dataset
    thorough = still and evaluation_s(trainer) <= COUNTING_S
    counts = []
    for part, inputs, targets in (
        (points.train, dataset.train_inputs, dataset.train_targets),
        (points.test, dataset.test_inputs, dataset.test_targets),
    ):
        predictions, wanted = part.predictions, targets[part.rows]
        if thorough and len(part.rows) < len(inputs):
            with suppress(ValueError):  # near divergence they may be beyond all bounds
                predictions, wanted = trainer.predict(inputs), targets
        counts.append(confusion_matrix(predictions, wanted))
    return Confusion(*counts)


def _seal(value: Any) -> None:
    """Let nobody write to the arrays, however deep, of what was just made."""
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    elif isinstance(value, tuple):
        for one in value:
            _seal(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            _seal(one)
    elif is_dataclass(value):
        for part in fields(value):
            _seal(getattr(value, part.name))
