"""What the worker thread tells the screen: frozen values with read-only arrays.

:class:`Snapshot` is heavy and travels through a slot where the latest wins.
Everything else is an :data:`Event` and travels through a queue that loses
nothing. All carry the generation of the run they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from engine import Experiment
from engine.history import Curve, Mark
from engine.microscope.confusion import Confusion
from engine.microscope.health import Health
from engine.microscope.hidden import HiddenSpace
from engine.microscope.histograms import LayerHistograms
from engine.microscope.maps import MapResult, Plane
from engine.microscope.points import PointView
from engine.outcome import Outcome
from engine.progress import Stretch
from playground.worker.inspections.base import Finding

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class WorkerState:
    """What the worker does now; buttons show this.

    ``outcome`` says why the run stands still, if it ended of itself.
    ``speed`` is in updates a second, None at full speed. ``experiment`` is
    the one in force, live changes included. In the ``past`` step, epoch and
    experiment are those of the moment shown; ``tip_step`` is always the
    newest update of the run. ``frozen`` are places in the flat parameters.
    """

    generation: int = 0
    playing: bool = False
    stepping: bool = False
    speed: float | None = None
    step: int = 0
    epoch: int = 0
    steps_per_epoch: int = 1
    outcome: Outcome | None = None
    experiment: Experiment | None = None
    tip_step: int = 0
    past: bool = False
    frozen: frozenset[int] = frozenset()
    sealed: Mapping[str, float] | None = None
    """Loss and score on the sealed part, once it was opened."""


@dataclass(frozen=True)
class DataSummary:
    """The data set as plots need it.

    ``train_points`` and ``test_points`` (N, C) are raw coordinates;
    ``train_labels`` and ``test_labels`` (N,) class indices or values;
    ``bounds`` (C, 2) the span of each column.
    """

    train_points: Array
    train_labels: Array
    test_points: Array
    test_labels: Array
    task: str
    column_names: tuple[str, ...]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    target_name: str
    bounds: Array
    rows_dropped: int
    sealed_rows: int = 0

    @property
    def rows(self) -> Mapping[str, int]:
        """Points of the training and the test part."""
        return {"train": len(self.train_points), "test": len(self.test_points)}


@dataclass(frozen=True)
class Acknowledged:
    """A command was carried out, or dropped as one of another generation (not ``applied``)."""

    command_id: int
    generation: int
    state: WorkerState
    applied: bool = True


@dataclass(frozen=True)
class Started:
    """A new run stands ready; what came before it is out of date.

    ``layer_sizes`` are inputs, hidden layers and outputs.
    """

    generation: int
    experiment: Experiment
    data: DataSummary
    parameter_count: int
    layer_sizes: tuple[int, ...]
    state: WorkerState


@dataclass(frozen=True)
class Points:
    """The whole curves up to ``step``, thinned to a few thousand points each.

    Each replaces the one before, so nothing is lost when a slow screen
    receives the newest only. ``layer_gradients`` has the gradient's norm for
    each layer, first to last (see :class:`engine.history.History`).
    ``clock`` holds the steps at which the time was noted and the seconds of
    training until then, ``stretches`` the batch sizes (see
    :class:`engine.progress.Progress`). ``waited`` is the number of epochs since
    early stopping saw its best test loss; None while it does not watch.
    ``rate_share`` is what plateaus have left of the learning rate.
    """

    generation: int
    step: int
    batches: Mapping[str, Curve]
    evaluations: Mapping[str, Curve]
    marks: tuple[Mark, ...]
    layer_gradients: tuple[Curve, ...] = ()
    clock: tuple[Array, Array] | None = None
    stretches: tuple[Stretch, ...] = ()
    waited: int | None = None
    rate_share: float = 1.0

    def seconds_at(self, steps: Any) -> Array:
        """Return the seconds of training until each of some steps, interpolated."""
        if self.clock is None:
            return np.zeros(np.shape(steps))
        return np.asarray(np.interp(steps, *self.clock))


@dataclass(frozen=True)
class Parked:
    """The run of ``generation`` was replaced after some training; these are its curves."""

    generation: int
    points: Points


@dataclass(frozen=True)
class DataChanged:
    """What the snapshots to come show was trained on other data, such as further points."""

    generation: int
    data: DataSummary


@dataclass(frozen=True)
class Sought:
    """A moment of the run is shown: the one sought if ``exact``, else one shortly before it."""

    generation: int
    step: int
    exact: bool
    state: WorkerState


@dataclass(frozen=True)
class Stopped:
    """The run stands still of itself.

    ``outcome.stopped`` is True when it ended (diverged, epoch limit, early
    stopping, target), False when the steps asked for are done. A run without
    painted points stays ``state.playing``: it goes on as soon as there are some.
    """

    generation: int
    outcome: Outcome
    state: WorkerState


@dataclass(frozen=True)
class Failed:
    """Something went wrong, and the thread lives on.

    With a ``command_id`` that command was refused and changed nothing.
    Without one training was interrupted and stands still. ``message`` is for
    people, ``details`` for the log, ``place`` the lower-case name of the
    command, or ``"training"``.
    """

    command_id: int | None
    generation: int
    message: str
    place: str
    details: str
    state: WorkerState


Event = Acknowledged | Started | Points | Parked | DataChanged | Sought | Stopped | Failed


@dataclass(frozen=True)
class Snapshot:
    """The network at one step, as read-only copies.

    ``seconds`` were spent in training until now; of a past moment the curves
    tell it. ``metrics`` has the names of the history's evaluations and belongs to
    ``metrics_step``. ``parameters`` (P,), ``weights`` and ``biases`` (one
    array a layer) are there while weights or neurons are watched, ``maps``
    and ``plane`` while a map is. ``resolution`` is that of the output's map.
    ``batch_rows`` (B,) are the training rows of the batch that comes next,
    while there is time to look at one.

    ``gradient`` (P,) is that of the newest step, penalties and clipping
    included, and ``gradient_norms`` (L,) its norm by layer; ``next_step`` (P,),
    of networks that are not too large, is what the optimizer adds to the
    parameters if it meets that gradient again. ``dropped`` tells
    for each hidden layer which neurons (units,) the first example of the
    newest batch went without.

    ``points``, ``histograms`` (of "weights", "activations" and "gradients"),
    ``health``, ``hidden`` and ``confusion`` (None for regression) belong to
    ``close_up_step``. At full speed they may be older than the rest, and on
    fewer rows; frames that come for each step, and the last one before
    standing still, have those of their step, on all rows that plots draw. An
    object that did not change since the last frame is the same one.
    ``confusion`` counts all rows while the run stands still and that is soon
    done, else those drawn. What is not watched is None.

    ``findings`` are what inspections found, by their ids; each tells its own step.
    """

    generation: int
    step: int
    epoch: int
    playing: bool = False
    updates_per_second: float = 0.0
    seconds: float | None = None
    updates_per_epoch: int = 1
    metrics: Mapping[str, float] = field(default_factory=dict)
    metrics_step: int = 0
    batch_rows: Array | None = None
    parameters: Array | None = None
    weights: tuple[Array, ...] = ()
    biases: tuple[Array, ...] = ()
    maps: MapResult | None = None
    plane: Plane | None = None
    resolution: int = 0
    gradient: Array | None = None
    gradient_norms: Array | None = None
    next_step: Array | None = None
    dropped: tuple[Array, ...] | None = None
    close_up_step: int = 0
    points: PointView | None = None
    histograms: Mapping[str, LayerHistograms] | None = None
    health: Health | None = None
    hidden: HiddenSpace | None = None
    confusion: Confusion | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)


def read_only(array: Array) -> Array:
    """Return a view of ``array`` that cannot be written through."""
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view
