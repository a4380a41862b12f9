"""Takes the picture of a network that the screen asked for, and no more."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine import Dataset, Trainer
from engine.gradients import layer_norms
from engine.microscope.maps import MapResult, Plane, PlaneMaps, make_finite
from engine.microscope.next_step import next_step
from engine.network import layer_blocks, layer_starts
from playground.worker.close_ups import CloseUps
from playground.worker.commands import DROPOUT, GRADIENTS, HIDDEN, NEURONS, OUTPUT, WEIGHTS, Watch
from playground.worker.events import Array, Snapshot, read_only
from playground.worker.inspections.inspector import Inspector
from playground.worker.report import metrics_of

RUNGS = (1.0, 0.75, 0.5, 0.35, 0.25)
"""Fractions of the watched resolution that dear maps may fall back to."""

MAP_SHARE = 0.25
"""Part of the time that maps, and evaluations, may take while training."""

PATIENT_PERIOD_S = 1.0 / 15.0
"""Frames may come this seldom before maps are made coarser."""

STANDING_PERIOD_S = 1.0
"""What counts as a frame's period while the run stands still."""

EVALUATION_S = 0.1
"""What the evaluation for a snapshot may take at most."""

STEP_TOLD_UP_TO = 20_000
"""Parameters up to which the optimizer's next step is worked out for a frame."""

METRICS_PERIOD_S = 0.1
"""How often losses and scores are read from the history at full speed."""

FRESH_BELOW = 50.0
"""Updates a second below which the numbers shown belong to the step shown."""


@dataclass(frozen=True)
class Grid:
    """Points along each axis of the output's map and of the neurons' maps."""

    output: int
    neurons: int

    def points(self, dimensions: int) -> int:
        """Return how many points are computed."""
        return sum(n**dimensions for n in {self.output, self.neurons} if n)


class Camera:
    """Makes snapshots of a trainer.

    Maps must not eat the time for training. Their cost a grid point is
    measured as they are made. A frame whose maps would take more than a
    quarter of a fifteenth of a second (of the time between two updates, if
    that is longer; of a second while the run stands still) is made on a
    coarser grid: 3/4, 1/2, 1/3 or 1/4 of the watched resolution. Cheaper
    ones keep their resolution and, where they take more than a quarter of a
    thirtieth of a second, come less often (:class:`FrameClock` sees to that).
    So a frame first gets rarer, then coarser, and is sharp again at a pause.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._watch = Watch(frozenset(), id=0, generation=0)
        self._scene: tuple[Dataset, Plane] | None = None
        self._maps: dict[Grid, PlaneMaps] = {}
        self._seconds_a_point: float | None = None
        self._close_ups = CloseUps(clock)
        self._inspector = Inspector(clock)
        self._metrics: tuple[Mapping[str, float], int] = ({}, 0)
        self._metrics_due = -math.inf

    @property
    def watch(self) -> Watch:
        """What someone is looking at."""
        return self._watch

    def point_at(self, watch: Watch) -> None:
        """Look at other views, on another plane or at another resolution."""
        self._watch = watch
        self._forget_maps()
        self._close_ups.renew()

    def forget(self) -> None:
        """Forget all that was learnt about the last network and its data."""
        self._forget_maps()
        self._close_ups.forget()
        self._inspector.forget()
        self._metrics_due = -math.inf

    def _forget_maps(self) -> None:
        self._scene = None
        self._maps = {}
        self._seconds_a_point = None

    def take(
        self,
        trainer: Trainer,
        generation: int,
        *,
        playing: bool,
        hurried: bool,
        speed: float | None,
        updates_per_second: float,
        seconds: float | None = None,
    ) -> Snapshot:
        """Return a snapshot of ``trainer`` with the watched views.

        ``hurried`` while there is training to do, at ``speed`` updates a
        second or, with None, at full speed.
        """
        views = self._watch.views
        calm = not hurried or (speed is not None and speed < FRESH_BELOW)
        allowed_s = MAP_SHARE * _period_s(hurried, speed)
        with_points = bool(views & {OUTPUT, HIDDEN})
        maps, resolution = None, 0
        if views & {OUTPUT, NEURONS}:
            maps, resolution = self._make_maps(trainer, allowed_s)
        parameters: Array | None = None
        weights: tuple[Array, ...] = ()
        biases: tuple[Array, ...] = ()
        if views & {WEIGHTS, NEURONS}:
            parameters = read_only(trainer.network.parameters.copy())
            blocks = layer_blocks(parameters, trainer.network.sizes)
            weights = tuple(block[:-1] for block in blocks)
            biases = tuple(block[-1] for block in blocks)
        gradient, gradient_norms = _gradient_of(trainer) if GRADIENTS in views else (None, None)
        telling_step = GRADIENTS in views and trainer.network.parameters.size <= STEP_TOLD_UP_TO
        close_up = self._close_ups.take(
            trainer,
            self._watch,
            self._look_at(trainer)[1] if HIDDEN in views else None,
            allowed_s=allowed_s if hurried else None,
            calm=calm,
        )
        findings = self._inspector.look(
            trainer,
            self._watch.inspections,
            allowed_s=allowed_s if hurried else None,
            calm=calm,
        )
        if calm or self._clock() >= self._metrics_due:
            self._metrics_due = self._clock() + METRICS_PERIOD_S
            self._metrics = metrics_of(trainer, min(allowed_s, EVALUATION_S) if calm else 0.0)
        metrics, metrics_step = self._metrics
        return Snapshot(
            generation=generation,
            step=trainer.step_count,
            epoch=trainer.epoch,
            playing=playing,
            updates_per_second=updates_per_second,
            seconds=seconds,
            updates_per_epoch=trainer.steps_per_epoch,
            metrics=metrics,
            metrics_step=metrics_step,
            batch_rows=read_only(trainer.batch_rows()) if calm and with_points else None,
            parameters=parameters,
            weights=weights,
            biases=biases,
            maps=maps,
            plane=None if self._scene is None or maps is None else self._scene[1],
            resolution=resolution,
            gradient=gradient,
            gradient_norms=gradient_norms,
            next_step=_next_step_of(trainer) if telling_step else None,
            dropped=tuple(map(read_only, trainer.dropped())) if DROPOUT in views else None,
            close_up_step=close_up.step,
            points=close_up.points,
            histograms=close_up.histograms,
            health=close_up.health,
            hidden=close_up.hidden,
            confusion=close_up.confusion,
            findings=findings,
        )

    def _look_at(self, trainer: Trainer) -> tuple[Dataset, Plane]:
        """Return the data and the plane looked at; another data set begins afresh."""
        if self._scene is None or self._scene[0] is not trainer.dataset:
            self._forget_maps()
            self._scene = trainer.dataset, Plane.of(trainer.dataset, self._watch.plane)
        return self._scene

    def _make_maps(self, trainer: Trainer, allowed_s: float) -> tuple[MapResult, int]:
        """Return maps that take no longer than about ``allowed_s``, and their resolution."""
        dataset, plane = self._look_at(trainer)
        dimensions = len(plane.axes)
        coarsest = self._grid(RUNGS[-1])
        if self._seconds_a_point is None:  # a coarse one first, to learn what a point costs
            self._compute(trainer, dataset, plane, coarsest)
        a_point_s = self._seconds_a_point or 0.0
        grids = (self._grid(rung) for rung in RUNGS)
        affordable = (g for g in grids if a_point_s * g.points(dimensions) <= allowed_s)
        grid = next(affordable, coarsest)
        return self._compute(trainer, dataset, plane, grid), grid.output

    def _grid(self, rung: float) -> Grid:
        """Return the grid at a fraction of what is watched."""
        watch = self._watch
        neurons = max(2, round(rung * watch.neuron_resolution)) if NEURONS in watch.views else 0
        output = max(2, round(rung * watch.resolution)) if OUTPUT in watch.views else neurons
        return Grid(output, neurons)

    def _compute(self, trainer: Trainer, dataset: Dataset, plane: Plane, grid: Grid) -> MapResult:
        """Return maps on ``grid`` and note what they cost."""
        maps = self._maps.get(grid)
        if maps is None:
            maps = PlaneMaps(dataset, plane, grid.output, grid.neurons or grid.output)
            self._maps[grid] = maps
        began = self._clock()
        result = maps.compute(trainer.network, trainer.objective, neurons=grid.neurons > 0)
        latest = (self._clock() - began) / grid.points(len(plane.axes))
        known = self._seconds_a_point
        self._seconds_a_point = latest if known is None else known + 0.3 * (latest - known)
        return MapResult(
            output=read_only(result.output),
            inputs=read_only(result.inputs),
            hidden=tuple(map(read_only, result.hidden)),
        )


def _gradient_of(trainer: Trainer) -> tuple[Array, Array]:
    """Return the gradient of the newest step and its norm by layer, finite and read-only."""
    gradient = trainer.gradient.copy()
    make_finite(gradient)
    norms = layer_norms(gradient.astype(np.float64), layer_starts(trainer.network.sizes))
    return read_only(gradient), read_only(norms)


def _next_step_of(trainer: Trainer) -> Array:
    """Return what the next update would add to the parameters, finite and read-only."""
    step = next_step(trainer)
    make_finite(step)
    return read_only(step)


def _period_s(hurried: bool, speed: float | None) -> float:
    """Return the seconds between two frames that can be granted to dear ones."""
    if not hurried:
        return STANDING_PERIOD_S
    between_updates_s = 0.0 if speed is None else 1.0 / speed
    return min(max(PATIENT_PERIOD_S, between_updates_s), STANDING_PERIOD_S)
