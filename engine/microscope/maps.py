"""Maps: the network's output, and every neuron's, over a plane through the inputs.

For two inputs the plane is all there is. For tables it shows two chosen columns,
the others held at their mean, or the two principal axes of the training rows
(Pearson, 1901). For one input it is a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise, permutations
from typing import Any, Self

import numpy as np

from engine.arrays import FloatArray
from engine.datasets import Dataset
from engine.network import Network, Pass, with_ones
from engine.objective import Objective

LARGEST = 1e30  # of a value in a map: differences and products of such stay finite
MARGIN = 0.06  # of the data's extent, shown around it
MANY_COLUMNS = 8  # of more, any two tell little


def automatic_plane(columns: int) -> str | tuple[int, int]:
    """Return the plane shown when none is chosen: of many columns the principal axes.

    Examples
    --------
    >>> automatic_plane(2), automatic_plane(64)
    ((0, 1), 'principal')
    """
    return "principal" if columns > MANY_COLUMNS else (0, 1)


@dataclass(frozen=True, eq=False)
class Plane:
    """A window on the raw inputs: points origin + u·axis_u + v·axis_v.

    ``axes`` has shape (2, C) or, for one input, (1, C); ``extent`` holds
    (lowest, highest) for each axis.
    """

    origin: FloatArray
    axes: FloatArray
    extent: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, dataset: Dataset, choice: str | tuple[int, int] = "auto") -> Self:
        """Return the plane for a choice: ``"auto"``, ``"principal"`` or two columns."""
        columns = len(dataset.column_names)
        if columns == 1:
            return cls._of_columns(dataset, (0,))
        if choice == "auto":
            choice = automatic_plane(columns)
        if choice == "principal" and columns > 2:
            return cls.principal(dataset)
        if isinstance(choice, tuple) and choice in permutations(range(columns), 2):
            return cls.of_columns(dataset, choice[0], choice[1])
        return cls.of_columns(dataset, 0, 1)

    @classmethod
    def of_columns(cls, dataset: Dataset, across: int, up: int) -> Self:
        """Return the plane of two columns, the others at their training mean."""
        return cls._of_columns(dataset, (across, up))

    @classmethod
    def _of_columns(cls, dataset: Dataset, chosen: tuple[int, ...]) -> Self:
        columns = len(dataset.column_names)
        axes = np.zeros((len(chosen), columns))
        axes[np.arange(len(chosen)), chosen] = 1.0
        points = np.asarray(dataset.train_points, float)
        origin = points.mean(axis=0) if len(points) else np.zeros(columns)
        origin[list(chosen)] = 0.0
        extent = tuple(_widened(*dataset.bounds[column]) for column in chosen)
        return cls(origin, axes, extent, tuple(dataset.column_names[c] for c in chosen))

    @classmethod
    def principal(cls, dataset: Dataset) -> Self:
        """Return the plane of the two directions in which scaled training rows vary most."""
        points = np.asarray(dataset.train_points, float)
        if len(points) < 2:  # a single row has no direction
            return cls.of_columns(dataset, 0, 1)
        mean, spread = points.mean(axis=0), points.std(axis=0)
        spread[spread == 0.0] = 1.0
        _, _, directions = np.linalg.svd((points - mean) / spread, full_matrices=False)
        # A direction and its opposite are the same axis: let the largest share be positive.
        signs = np.sign(directions[np.arange(2), np.abs(directions[:2]).argmax(axis=1)])
        axes = directions[:2] * signs[:, np.newaxis] * spread
        plane = cls(mean, axes, ((0.0, 1.0), (0.0, 1.0)), ("axis 1", "axis 2"))
        projected = plane.project(points)
        low, high = projected.min(axis=0), projected.max(axis=0)
        extent = tuple(_widened(float(a), float(b)) for a, b in zip(low, high, strict=True))
        return cls(mean, axes, extent, plane.labels)

    def project(self, points: FloatArray) -> FloatArray:
        """Return the coordinates (N, 2) or (N, 1) in the plane of raw points (N, C)."""
        inverse = np.linalg.pinv(self.axes)
        return np.asarray((np.asarray(points, float) - self.origin) @ inverse)

    def points(self, coordinates: FloatArray) -> FloatArray:
        """Return the raw points (M, C) of coordinates (M, 2) or (M, 1)."""
        return self.origin + coordinates @ self.axes

    def grid(self, resolution: int) -> FloatArray:
        """Return raw points (resolution², C), row by row from the lowest v; (n, C) on a line."""
        ticks = [np.linspace(low, high, resolution) for low, high in self.extent]
        if len(ticks) == 1:
            return self.points(ticks[0][:, np.newaxis])
        v, u = np.meshgrid(ticks[1], ticks[0], indexing="ij")
        return self.points(np.stack([u.ravel(), v.ravel()], axis=1))


@dataclass(frozen=True, eq=False)
class MapResult:
    """Maps as float32, [row, column] = [v, u]; on a line they lack the first of these axes.

    ``output`` is (K, n, n), probabilities or values; ``inputs`` (D, n, n);
    ``hidden`` has (units, n, n) for each hidden layer. The latter two are empty
    unless asked for, and may be coarser than the output.
    """

    output: FloatArray
    inputs: FloatArray
    hidden: tuple[FloatArray, ...]


class PlaneMaps:
    """Compute maps of one network over one plane, again and again.

    Parameters
    ----------
    dataset : Dataset
        Knows how raw points become inputs of the network.
    plane : Plane
        Where to look.
    resolution, neuron_resolution : int
        Points along each axis of the output's map and of the neurons' maps.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> maps = PlaneMaps(trainer.dataset, Plane.of(trainer.dataset), 20, 10)
    >>> result = maps.compute(trainer.network, trainer.objective)
    >>> result.output.shape, result.inputs.shape, [h.shape for h in result.hidden]
    ((1, 20, 20), (2, 10, 10), [(16, 10, 10), (16, 10, 10)])
    """

    def __init__(
        self, dataset: Dataset, plane: Plane, resolution: int = 100, neuron_resolution: int = 32
    ) -> None:
        self.plane = plane
        self.resolution, self.neuron_resolution = resolution, neuron_resolution
        self._grids = {n: dataset.inputs_of(plane.grid(n)) for n in {resolution, neuron_resolution}}
        self._columns: dict[tuple[int, np.dtype[Any]], FloatArray] = {}
        self._buffers: tuple[Network | None, dict[int, Pass]] = (None, {})

    def compute(self, network: Network, objective: Objective, neurons: bool = True) -> MapResult:
        """Return fresh maps of a network (``runs=()``) as it is now."""
        n = self.neuron_resolution if neurons else self.resolution
        with np.errstate(all="ignore"):
            result = self._maps(network, objective, n, neurons)
            if n != self.resolution:
                output = self._maps(network, objective, self.resolution, False).output
                result = MapResult(output, result.inputs, result.hidden)
        return result

    def _maps(
        self, network: Network, objective: Objective, resolution: int, neurons: bool
    ) -> MapResult:
        """Return maps on one grid, computed in strips that stay in the cache."""
        columns = self._inputs(network, resolution)
        counts = network.sizes[-1:] + (network.sizes[:-1] if neurons else ())
        # One array for all maps: memory of that size comes back to the next frame in one piece.
        block = np.empty((sum(counts), columns.shape[-1]), np.float32)
        ends = [0, *accumulate(counts)]
        output, *others = [block[a:b] for a, b in pairwise(ends)]
        strip = max(256, min(4096, 2**15 // max(network.sizes)))
        for start in range(0, columns.shape[-1], strip):
            here = columns[:, start : start + strip]
            buffers, cut = self._pass(network, here.shape[-1]), np.s_[:, start : start + strip]
            output[cut] = objective.predictions(buffers.forward(here))
            for hidden, activation in zip(others[1:], buffers.activations, strict=False):
                hidden[cut] = activation
        if neurons:
            others[0][...] = columns[:-1]
        make_finite(block)
        shape = (resolution,) * len(self.plane.axes)
        output, *others = (maps.reshape(-1, *shape) for maps in (output, *others))
        if not neurons:
            return MapResult(output, np.empty((0, 0, 0), np.float32), ())
        return MapResult(output, others[0], tuple(others[1:]))

    def _pass(self, network: Network, examples: int) -> Pass:
        if self._buffers[0] is not network:
            self._buffers = (network, {})
        passes = self._buffers[1]
        if examples not in passes:
            passes[examples] = Pass(network, examples, train=False)
        return passes[examples]

    def _inputs(self, network: Network, resolution: int) -> FloatArray:
        key = (resolution, network.dtype)
        if key not in self._columns:
            rows = with_ones(np.asarray(self._grids[resolution], network.dtype))
            self._columns[key] = np.ascontiguousarray(rows.T)
        return self._columns[key]


def make_finite(maps: FloatArray) -> None:
    """Keep the values of a contiguous array within ±1e30, in place; what is no number is zero.

    Examples
    --------
    >>> maps = np.array([1.0, np.inf, np.nan], np.float32)
    >>> make_finite(maps)
    >>> maps.tolist() == [1.0, float(np.float32(1e30)), 0.0]
    True
    """
    flat = maps.reshape(-1)
    with np.errstate(all="ignore"):
        squared = flat.dot(flat)
    if np.isfinite(squared):  # so none is beyond the root of the largest number
        return
    np.nan_to_num(maps, copy=False)
    np.clip(maps, -LARGEST, LARGEST, out=maps)


def _widened(low: float, high: float) -> tuple[float, float]:
    """Return an interval with a margin; never an empty one."""
    spread = high - low if high > low else 1.0
    return float(low - MARGIN * spread), float(high + MARGIN * spread)
