"""The loss over a plane in the space of weights: where a run stands, came from, and goes.

Networks are evaluated in stacks, by the same code as in training. A picture begins coarse
and becomes finer; no point is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from engine.activations import Activation
from engine.arrays import FloatArray, IntArray
from engine.datasets import Dataset
from engine.evaluation import CHUNK, MOST_ROWS, Evaluator
from engine.experiment import Experiment
from engine.message import Message
from engine.microscope.beats import beats
from engine.microscope.held_batch import HeldBatch
from engine.microscope.maps import LARGEST, make_finite
from engine.microscope.weight_plane import WeightPlane
from engine.network import Network
from engine.objective import Objective, Penalties
from engine.stacks import refuse_stack
from engine.timeline import Moment
from engine.trainer import Trainer

POINTS = 61
"""Points along each axis of the finest picture."""
STRIDES = (10, 5, 2, 1)
"""Every how manieth of these points each picture has: 7, 13, 31 and 61 along each axis."""
CACHE_BYTES = 2**18
"""Memory of the widest layer's activations for which a stack of networks is made."""
MOST_STACKED = 32
"""Networks evaluated at a time."""
MOST_MOMENTS = 128
"""Moments of a path."""
MOST_NUMBERS = 2**22
"""Parameters times moments of a path."""
POINT_NUMBERS = 2**20
"""Points of a picture times parameters that are held at a time."""
MOST_PARAMETERS = 2**18
"""Of a network: its planes are sent from one process to another with every picture."""
RETRACED_STEPS = 1024
"""Updates up to which a path is trained again, since few checkpoints tell of it."""
MARGIN = 0.25
"""Of a path's extent, shown around it."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A run as a landscape knows it, apart from the run; it can be pickled.

    Arrays are read-only. Losses are those of the first ``rows`` training rows, which are
    in random order: as many as evaluations for the history read.

    Attributes
    ----------
    step : int
        Updates that were made.
    sizes, activations, dtype
        Of the network.
    objective, penalties
        What training minimises.
    dataset : Dataset
        The rows that are read, without a test part.
    rows_there : int
        Training rows that there are.
    parameters : ndarray of shape (P,)
    loss, penalty : float
        Loss without penalties, and what these add.
    gradient : ndarray of shape (P,)
        Of loss and penalties, on these rows; within ±1e30.
    after : ndarray of shape (P,) or None
        Parameters after the next update, with the batch that comes; None where none can follow.
    path : ndarray of shape (K, P)
        Parameters at earlier moments, and now.
    path_steps : ndarray of shape (K,)
        Updates that were made then.
    settings : tuple
        What the loss over the plane depends on, besides data and parameters; to be compared.
    moment : Moment or None
        What :meth:`retraced` trains again, where the past is short.
    """

    step: int
    sizes: tuple[int, ...]
    activations: tuple[Activation, ...]
    dtype: str
    objective: Objective
    penalties: Penalties
    dataset: Dataset
    rows_there: int
    parameters: FloatArray
    loss: float
    penalty: float
    gradient: FloatArray
    after: FloatArray | None
    path: FloatArray
    path_steps: IntArray
    settings: tuple[object, ...] = ()
    moment: Moment | None = None

    def __post_init__(self) -> None:
        for array in (self.parameters, self.gradient, self.after, self.path, self.path_steps):
            if array is not None:
                array.flags.writeable = False

    @property
    def rows(self) -> int:
        """Training rows that are read."""
        return len(self.dataset.train_inputs)

    @classmethod
    def of(cls, trainer: Trainer) -> Self:
        """Return where a run stands now; the trainer stays as it is.

        Raises
        ------
        ValueError
            With a sentence for people, if there are no training examples, a stack of runs, or
            more than 262,144 parameters.
        """
        refuse_stack(trainer.runs)
        dataset, network = trainer.dataset, trainer.network
        if not len(dataset.train_inputs):
            raise ValueError(Message("There are no training examples."))
        if network.parameters.size > MOST_PARAMETERS:
            raise ValueError(
                Message(
                    "The network has {count} weights: a landscape is shown of up to {most}.",
                    count=network.parameters.size,
                    most=MOST_PARAMETERS,
                )
            )
        read = _first_rows(dataset, MOST_ROWS)
        parameters = network.parameters.copy()
        path, steps = _path_of(trainer)
        short = trainer.step_count <= RETRACED_STEPS and len(dataset.train_inputs) <= MOST_ROWS
        with np.errstate(all="ignore"):
            evaluator = Evaluator(network, [read], ())
            evaluator.objective = trainer.objective
            gradient, penalty = _gradient_of(trainer, len(read.train_inputs))
            try:
                after = np.array(beats(trainer).new)
            except ValueError:  # the run has diverged
                after = None
            loss = evaluator.evaluate("train")["loss"]
        return cls(
            step=trainer.step_count,
            sizes=network.sizes,
            activations=tuple(network.activations),
            dtype=network.dtype.name,
            objective=trainer.objective,
            penalties=trainer.setup.penalties,
            dataset=read,
            rows_there=len(dataset.train_inputs),
            parameters=parameters,
            loss=loss,
            penalty=penalty,
            gradient=gradient,
            after=after,
            path=path,
            path_steps=steps,
            settings=_settings_of(trainer.experiment),
            moment=trainer.moment(trainer.step_count) if short else None,
        )

    def retraced(self, most: int = MOST_MOMENTS) -> Ground:
        """Return the same with a path of ``most`` moments, if its run can be trained again soon."""
        if self.moment is None or self.step < 2:
            return self
        start = replace(self.moment, checkpoint=None, timeline=None)
        trainer = start.begin()
        steps = np.unique(np.linspace(0, self.step, min(most, self.step + 1)).astype(int))
        path = []
        for step in steps:
            changes = tuple(entry for entry in start.changes if entry.step <= step)
            replace(start, step=int(step), changes=changes).go_on(trainer)
            path.append(trainer.network.parameters.copy())
        if not np.array_equal(path[-1], self.parameters):  # its data are no longer those
            return replace(self, moment=None)
        return replace(self, path=np.array(path), path_steps=steps, moment=None)

    def losses(
        self,
        parameters: FloatArray,
        report: Callable[[int], None] | None = None,
        *,
        alone: bool = False,
    ) -> tuple[FloatArray, FloatArray]:
        """Return loss and penalty, (M,) each, of parameters (M, P).

        What is beyond all bounds is told as 1e30.

        Parameters
        ----------
        parameters : ndarray of shape (M, P)
        report : callable, optional
            Is told how many are done.
        alone : bool
            Whether networks are evaluated one by one, so that losses are those of the
            trainer bit for bit; in a stack the last digits may differ.

        Examples
        --------
        >>> from engine import Experiment
        >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
        >>> ground = Ground.of(trainer)
        >>> loss, penalty = ground.losses(ground.parameters[np.newaxis], alone=True)
        >>> bool(loss[0] == trainer.evaluate("train")["loss"]), penalty.tolist()
        (True, [0.0])
        """
        total = len(parameters)
        loss, penalty = np.empty(total), np.empty(total)
        stack = 1 if alone else min(self._most_stacked(), max(1, total))
        runs = () if alone else (stack,)
        network = Network(self.sizes, list(self.activations), "zeros", self.dtype, runs=runs)
        evaluator = Evaluator(network, [self.dataset] * stack, runs)
        evaluator.objective = self.objective
        each = network.parameters.reshape(stack, -1)  # a view
        with np.errstate(all="ignore"):
            for start in range(0, total, stack):
                here = slice(start, min(start + stack, total))
                count = here.stop - start
                each[:count] = parameters[here]
                each[count:] = each[0]
                loss[here] = np.atleast_1d(evaluator.evaluate("train")["loss"])[:count]
                penalty[here] = self.penalties.add(each, np.zeros_like(each))[:count]
                if report is not None:
                    report(here.stop)
        for values in (loss, penalty):
            np.nan_to_num(values, copy=False, nan=LARGEST, posinf=LARGEST)
            np.minimum(values, LARGEST, out=values)
        return loss, penalty

    def _most_stacked(self) -> int:
        """Return how many networks go through a layer together, so that it stays in the cache."""
        columns = min(self.rows, CHUNK)
        widest = max(self.sizes) * columns * np.dtype(self.dtype).itemsize
        return min(MOST_STACKED, max(1, CACHE_BYTES // widest))


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss over a plane, as fine as it is known by now; arrays are read-only float64.

    Attributes
    ----------
    plane : WeightPlane
    step : int
        Updates that the run had made.
    across, up : ndarray of shape (n,)
        Coordinates of the columns and of the rows.
    loss, penalty : ndarray of shape (n, n)
        At [row, column]; what is beyond all bounds is 1e30.
    here : tuple of int
        Row and column at which the run stood.
    beyond : int
        How many points are beyond all bounds.
    rows, rows_there : int
        Training rows that were read, of those that there are.
    path_steps : ndarray of shape (K,)
        Updates that had been made at earlier moments of the run.
    path : ndarray of shape (K, 2)
        Where the run was then, in the plane.
    off_plane : ndarray of shape (K,)
        How far it was from the plane.
    path_losses : ndarray of shape (K,), or None
        The loss where the run really was, off the plane; told with the finest picture.
    finest : bool
        Whether nothing finer follows.
    """

    plane: WeightPlane
    step: int
    across: FloatArray
    up: FloatArray
    loss: FloatArray
    penalty: FloatArray
    here: tuple[int, int]
    beyond: int
    rows: int
    rows_there: int
    path_steps: IntArray
    path: FloatArray
    off_plane: FloatArray
    path_losses: FloatArray | None
    finest: bool

    def __post_init__(self) -> None:
        for array in vars(self).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False


def extent_of(
    plane: WeightPlane, ground: Ground, reach: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return what to show of each axis: ``reach`` to either side of where the run stands.

    Around a path it is a square that holds it, times ``reach``.
    """
    here, _ = plane.project(ground.parameters)
    if plane.kind != "path":
        low, high = here - reach, here + reach
    else:
        path, _ = plane.project(ground.path)
        middle = (path.min(axis=0) + path.max(axis=0)) / 2.0
        half = float((path.max(axis=0) - path.min(axis=0)).max()) * (0.5 + MARGIN)
        half = reach * (half or 1.0)
        low, high = middle - half, middle + half
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def survey(
    ground: Ground,
    plane: WeightPlane,
    extent: Sequence[tuple[float, float]],
    report: Callable[[float], None] | None = None,
) -> Iterator[Landscape]:
    """Yield the landscape of a plane with 7, 13, 31 and 61 points along each axis.

    Where the run stands is one of the points, with the loss that it has there.

    Parameters
    ----------
    ground : Ground
        The run.
    plane : WeightPlane
        Where to look.
    extent : two pairs of float
        Lowest and highest coordinate across and up; moved by less than one point, so
        that the run stands on one.
    report : callable, optional
        Is told now and then how much is done, from 0 to 1.

    References
    ----------
    .. [1] Li et al., *Visualizing the loss landscape of neural nets*, NeurIPS 2018,
       arXiv:1712.09913v3, eq. 1: f(α, β) = L(θ* + α δ + β η).

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> ground = Ground.of(trainer)
    >>> plane = WeightPlane.random(ground.parameters, ground.sizes)
    >>> pictures = list(survey(ground, plane, extent_of(plane, ground, 1.0)))
    >>> [picture.loss.shape for picture in pictures]
    [(7, 7), (13, 13), (31, 31), (61, 61)]
    >>> bool(pictures[-1].loss[30, 30] == trainer.evaluate("train")["loss"])
    True
    """
    here, _ = plane.project(ground.parameters)
    (across, column), (up, row) = (
        _ticks(*span, float(at)) for span, at in zip(extent, here, strict=True)
    )
    loss, penalty = np.full((2, POINTS, POINTS), np.nan)
    loss[row, column] = min(ground.loss, LARGEST)
    penalty[row, column] = min(ground.penalty, LARGEST)
    path, off_plane = plane.project(ground.path)
    off_plane = np.nan_to_num(off_plane, nan=LARGEST, posinf=LARGEST)
    total, done = loss.size - 1 + len(path), 0

    def count(new: int) -> None:
        if report is not None:
            report(min(1.0, (done + new) / total))

    for stride in STRIDES:
        wanted = np.zeros(loss.shape, bool)
        wanted[::stride, ::stride] = True
        rows, columns = np.nonzero(wanted & np.isnan(loss))
        at_once = max(MOST_STACKED, POINT_NUMBERS // len(ground.parameters))
        for start in range(0, len(rows), at_once):
            at = rows[start : start + at_once], columns[start : start + at_once]
            points = plane.points(np.column_stack([across[at[1]], up[at[0]]]))
            loss[at], penalty[at] = ground.losses(points, count)
            done += len(points)
        finest = stride == STRIDES[-1]
        seen = loss[::stride, ::stride].copy()
        yield Landscape(
            plane=plane,
            step=ground.step,
            across=across[::stride].copy(),
            up=up[::stride].copy(),
            loss=seen,
            penalty=penalty[::stride, ::stride].copy(),
            here=(row // stride, column // stride),
            beyond=int((seen >= LARGEST).sum()),
            rows=ground.rows,
            rows_there=ground.rows_there,
            path_steps=ground.path_steps.copy(),
            path=path.copy(),
            off_plane=off_plane.copy(),
            path_losses=ground.losses(ground.path, count, alone=True)[0] if finest else None,
            finest=finest,
        )


def _ticks(low: float, high: float, at: float) -> tuple[FloatArray, int]:
    """Return coordinates from about ``low`` to ``high``, and which of them is exactly ``at``."""
    step = (high - low) / (POINTS - 1)
    number = min(max(round((at - low) / step), 0), POINTS - 1)
    return at + step * (np.arange(POINTS) - number), number


def _settings_of(experiment: Experiment) -> tuple[object, ...]:
    training = experiment.training
    return (
        experiment.model, training.loss, training.l1, training.l2,
        repr(training.class_weights), training.label_smoothing,
    )  # fmt: skip


def _first_rows(dataset: Dataset, most: int) -> Dataset:
    """Return the first training rows of a data set, and nothing else."""
    kept = {name: getattr(dataset, name)[:most] for name in ("train_inputs", "train_targets")}
    none = {
        f"{part}_{name}": getattr(dataset, f"{part}_{name}")[:0]
        for part, names in (
            ("train", ("points",)),
            ("test", ("inputs", "targets", "points")),
            ("sealed", ("inputs", "targets", "points")),
        )
        for name in names
    }
    return replace(dataset, **kept, **none)


def _path_of(trainer: Trainer) -> tuple[FloatArray, IntArray]:
    """Return the parameters (K, P) at moments evenly spread over the past, and now, and when."""
    now = trainer.network.parameters
    kept = [] if trainer.timeline is None else list(trainer.timeline)
    kept = [one for one in kept if one.step < trainer.step_count]
    most = max(2, min(MOST_MOMENTS, MOST_NUMBERS // now.size)) - 1
    if len(kept) > most:
        steps = np.array([one.step for one in kept])
        wanted = np.linspace(steps[0], trainer.step_count, most + 1)[:-1]
        kept = [kept[k] for k in np.unique(np.abs(steps - wanted[:, np.newaxis]).argmin(axis=1))]
    path = np.array([*(one.parameters for one in kept), now])
    return path, np.array([*(one.step for one in kept), trainer.step_count])


def _gradient_of(trainer: Trainer, rows: int) -> tuple[FloatArray, float]:
    """Return the gradient of loss and penalties, (P,), on the first rows, and the penalties."""
    objective, parameters = trainer.objective, trainer.network.parameters
    total, mass = np.zeros_like(parameters), 0.0
    for start in range(0, rows, CHUNK):
        batch = HeldBatch.of_rows(trainer, "train", np.arange(start, min(start + CHUNK, rows)))
        batch.loss()
        here = float(objective.mass(batch.targets))
        total += here * batch.gradient()
        mass += here
    total /= mass
    penalty = float(trainer.setup.penalties.add(parameters, total))
    make_finite(total)
    return total, float(np.nan_to_num(penalty, nan=LARGEST, posinf=LARGEST))
