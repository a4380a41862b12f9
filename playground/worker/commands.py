"""What the screen asks of the worker thread: frozen values, sent through the mailbox.

Each command carries an ``id``, given by the sender and quoted in the answer,
and the ``generation`` of the run it speaks of. :class:`Run`, :class:`Step`,
:class:`Change`, :class:`Seek`, :class:`EditWeights`, :class:`RestoreWeights`,
:class:`Freeze` and :class:`ReturnToGood` of another generation than the one in
force are not carried out; :class:`Reset`, :class:`Recall` and :class:`Branch`
bring a new, greater generation. :class:`Pause`, :class:`Watch` and
:class:`Close` speak of the thread and the screen, not of a run, and always hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from engine import Experiment
from playground.worker.inspections.base import Inspection

OUTPUT: Final = "output"
"""View: the decision map, the fitted curve or the surface."""
NEURONS: Final = "neurons"
"""View: one map for every neuron."""
WEIGHTS: Final = "weights"
"""View: weights and biases, for links and histograms."""
CURVES: Final = "curves"
"""View: loss, accuracy, learning rate and gradient norm over the steps."""
POINTS: Final = "points"
"""View: prediction and loss of each point drawn."""
GRADIENTS: Final = "gradients"
"""View: the gradient of the newest step, and its norm by layer."""
HISTOGRAMS: Final = "histograms"
"""View: how weights, activations and gradients are spread in each layer."""
HEALTH: Final = "health"
"""View: dead and saturated neurons."""
HIDDEN: Final = "hidden"
"""View: where a layer puts the points, and how it bends the plane."""
DROPOUT: Final = "dropout"
"""View: which neurons the newest batch went without."""
CONFUSION: Final = "confusion"
"""View: which classes are taken for which."""
CLOSE_UPS: Final = frozenset({POINTS, HISTOGRAMS, HEALTH, HIDDEN, CONFUSION})
"""Views for which rows of the data go through the network."""
ALL_VIEWS: Final = frozenset({OUTPUT, NEURONS, WEIGHTS, CURVES, GRADIENTS, DROPOUT}) | CLOSE_UPS

NOW: Final = 2**62
"""A step later than any: to seek it is the way back to the present."""

PlaneChoice = Literal["auto", "principal"] | tuple[int, int]
"""Which plane the maps show: the first two columns, principal axes, or two columns."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What every command carries."""

    id: int
    generation: int


@dataclass(frozen=True)
class Run(Command):
    """Train until told otherwise, ``speed`` updates a second, or at full speed with None.

    A run that diverged or stopped early goes on from the state it holds. One
    at its epoch limit stops again at once: change the limit first.
    """

    speed: float | None = None

    def __post_init__(self) -> None:
        if self.speed is not None and not 0.0 < self.speed < float("inf"):
            raise ValueError(f"speed must be a positive number of updates a second: {self.speed}")


@dataclass(frozen=True)
class Pause(Command):
    """Stand still after the current mini-batch."""


@dataclass(frozen=True)
class Step(Command):
    """Train ``count`` mini-batches, or to the end of ``count`` epochs, past the epoch limit too."""

    unit: Literal["batch", "epoch"] = "batch"
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"count must be at least 1: {self.count}")


@dataclass(frozen=True)
class Reset(Command):
    """Begin a new run, and with it a new generation; it stands still at first."""

    experiment: Experiment


@dataclass(frozen=True)
class Recall(Command):
    """Undo a restart: the run of an earlier generation comes back, standing where it stood.

    If it was let go meanwhile, a new run of ``experiment`` begins instead.
    """

    parked_generation: int
    experiment: Experiment


@dataclass(frozen=True)
class Seek(Command):
    """Show a past moment and stand still; the newest state of the run is kept.

    The nearest checkpoint is shown at once, the exact state follows
    (:class:`~playground.worker.events.Sought`); the newest wish counts. The
    newest update, or one beyond it, is the way back to the present.
    """

    step: int

    def __post_init__(self) -> None:
        if self.step < 0:
            raise ValueError(f"step must not be negative: {self.step}")


@dataclass(frozen=True)
class Branch(Command):
    """Let the past moment shown be the present of a new run that goes on from there.

    The old run is parked under its generation, as after a :class:`Reset`.
    """


@dataclass(frozen=True)
class Change(Command):
    """Go on with ``experiment``, which differs from the running one in live settings only."""

    experiment: Experiment


@dataclass(frozen=True)
class EditWeights(Command):
    """Set elements of the flat parameters; what stood there is remembered under ``edit``.

    The first of several commands for one ``edit`` counts: a drag begins where it began.
    """

    edit: int
    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class OpenSealed(Command):
    """Evaluate on the sealed part, once; the run's state tells the result ever after."""


@dataclass(frozen=True)
class RestoreWeights(Command):
    """Give the elements of an edit the values that they had before it.

    Nothing is done where the run knows nothing of that edit.
    """

    edit: int


@dataclass(frozen=True)
class Freeze(Command):
    """Let these elements of the flat parameters, and only these, stand still."""

    indices: frozenset[int]


@dataclass(frozen=True)
class ReturnToGood(Command):
    """Go back to the newest checkpoint whose loss was below the starting loss, and stand still."""


@dataclass(frozen=True)
class Watch(Command):
    """Say what someone is looking at; nothing else is computed.

    ``resolution`` is the number of grid points along each axis of the
    output's map, ``neuron_resolution`` that of the neurons' maps.
    ``hidden_layer`` is the one whose space is shown: 0 the inputs, 1 the
    first hidden layer, and so on to the outputs; with None, or beyond these,
    the last hidden layer. ``inspections`` are looked at besides, at most one
    of each kind.
    """

    views: frozenset[str]
    resolution: int = 100
    neuron_resolution: int = 32
    plane: PlaneChoice = "auto"
    hidden_layer: int | None = None
    inspections: frozenset[Inspection] = frozenset()

    def __post_init__(self) -> None:
        unknown = sorted(self.views - ALL_VIEWS)
        if unknown:
            raise ValueError(f"unknown views {unknown}: there are {sorted(ALL_VIEWS)}")
        if min(self.resolution, self.neuron_resolution) < 2:
            raise ValueError("a map needs a resolution of at least 2")


@dataclass(frozen=True)
class Close(Command):
    """End the thread."""
