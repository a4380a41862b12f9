"""Planes through the space of all weights, in which a landscape of the loss can be drawn.

A network with P parameters is a point of a space with P axes. A plane there is
θ(a, b) = origin + a · first + b · second, with two directions (P,) that are chosen
in one of three ways: two single weights, chance, or the path that training took.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike

from engine.arguments import refused
from engine.arrays import FloatArray
from engine.network import layer_blocks, parameter_count

PlaneKind = Literal["weights", "random", "path"]

STRAIGHT = 1e-6
"""Of a path's first principal spread: a second one below this is only rounding."""


@dataclass(frozen=True, eq=False)
class WeightPlane:
    """A plane through the space of weights; arrays are read-only float64.

    Attributes
    ----------
    kind : {"weights", "random", "path"}
    origin : ndarray of shape (P,)
        What belongs to (0, 0).
    axes : ndarray of shape (2, P)
        What one unit across, and one unit up, adds to the parameters.
    shares : tuple of float
        Of a path's variance, what lies along each axis; empty for other planes.
    """

    kind: PlaneKind
    origin: FloatArray
    axes: FloatArray
    shares: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for name in ("origin", "axes"):
            array = np.array(getattr(self, name), np.float64)
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @classmethod
    def of_weights(cls, parameters: ArrayLike, first: int, second: int) -> Self:
        """Return the plane of two parameters, the others as they are.

        Its coordinates are the values of the two.

        Raises
        ------
        ValueError
            If they are not two different places in the parameters.

        Examples
        --------
        >>> plane = WeightPlane.of_weights([5.0, 6.0, 7.0], 2, 0)
        >>> plane.points([[1.0, 2.0]]).tolist()
        [[2.0, 6.0, 1.0]]
        >>> at, distance = plane.project([5.0, 9.0, 7.0])
        >>> at.tolist(), float(distance)
        ([7.0, 5.0], 3.0)
        """
        origin = np.array(parameters, np.float64)
        places = [index(first), index(second)]
        if len({*places}) < 2 or min(places) < 0 or max(places) >= len(origin):
            mend = f"Give two different whole numbers from 0 to {len(origin) - 1}."
            raise refused("places", f"{first} and {second} make no plane.", mend)
        axes = np.zeros((2, len(origin)))
        axes[[0, 1], places] = 1.0
        origin[places] = 0.0
        return cls("weights", origin, axes)

    @classmethod
    def random(cls, parameters: ArrayLike, sizes: Sequence[int], seed: int = 0) -> Self:
        """Return a plane of two random directions, normalised filter by filter.

        Numbers are drawn from a normal distribution; then the weights that lead to one
        neuron, its filter, are made as long as those of the network there. So one unit
        is a change as large as the weights themselves, however they are scaled. Biases
        stay as they are.

        References
        ----------
        .. [1] Li, Xu, Taylor, Studer & Goldstein, *Visualizing the loss landscape of
           neural nets*, NeurIPS 2018, arXiv:1712.09913v3, section 4: d ← d / ‖d‖ · ‖θ‖
           for each filter. As in the authors' program, biases get no part of it.

        Examples
        --------
        >>> theta = np.array([3.0, 4.0, 9.0])  # two weights to one neuron, and its bias
        >>> plane = WeightPlane.random(theta, (2, 1), seed=1)
        >>> np.linalg.norm(plane.axes[:, :2], axis=1).round(9).tolist(), plane.axes[:, 2].tolist()
        ([5.0, 5.0], [0.0, 0.0])
        """
        origin = np.array(parameters, np.float64)
        if origin.shape != (parameter_count(sizes),):
            raise refused(
                "parameters", f"they do not belong to {tuple(sizes)}.", "Give those of one network."
            )
        axes = np.random.default_rng(seed).normal(size=(2, len(origin)))
        for theta, direction in zip(
            layer_blocks(origin, sizes), layer_blocks(axes, sizes), strict=True
        ):
            length = np.linalg.norm(direction[:, :-1], axis=1, keepdims=True)
            direction[:, :-1] *= np.linalg.norm(theta[:-1], axis=0) / length
            direction[:, -1] = 0.0
        return cls("random", origin, axes)

    @classmethod
    def of_path(cls, path: ArrayLike, other: ArrayLike) -> Self:
        """Return the plane through the end of a path in which most of it lies.

        Its axes are the two principal ones of the path, of length one; the first points to
        where the path begins.

        Parameters
        ----------
        path : array_like of shape (K, P)
            Parameters at K moments of a run; the last is the origin.
        other : array_like of shape (P,)
            A direction, such as the gradient, for the second axis of a path that is
            straight, or no longer than one point; a single axis else.

        References
        ----------
        .. [1] Li et al., 2018, as in :meth:`random`, section 7.2.
        .. [2] Pearson, *On lines and planes of closest fit to systems of points in space*,
           Philosophical Magazine 2, 1901.

        Examples
        --------
        >>> path = np.array([[4.0, 0.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
        >>> plane = WeightPlane.of_path(path, [0.0, 0.0, 1.0])
        >>> plane.project(path)[0].round(6).tolist()
        [[4.0, 0.0], [2.0, 1.0], [0.0, 0.0]]
        >>> [round(share, 3) for share in plane.shares]
        [0.923, 0.077]
        """
        points = np.array(path, np.float64)
        start, origin = points[0].copy(), points[-1].copy()
        points -= points.mean(axis=0)
        # The K × K matrix of inner products has the same axes, and there are fewer points
        # than parameters: with X = U S Vᵀ it is U S² Uᵀ, and Vᵀ = S⁻¹ Uᵀ X.
        squares, sides = np.linalg.eigh(points @ points.T)
        squares, sides = np.maximum(squares[::-1], 0.0), sides[:, ::-1]
        axes, shares = np.zeros((2, len(origin))), []
        for k in range(min(2, len(points) - 1)):
            if squares[k] > STRAIGHT**2 * squares[0]:
                axes[k] = sides[:, k] @ points / np.sqrt(squares[k])
                shares.append(float(squares[k] / squares.sum()))
        # A direction and its opposite are the same axis.
        if axes[0] @ (start - origin) < 0.0:
            axes[0] *= -1.0
        if axes[1].sum() < 0.0:
            axes[1] *= -1.0
        for k in range(len(shares), 2):
            axes[k] = across(np.array(other, np.float64), axes[:k])
        return cls("path", origin, axes, tuple(shares))

    def points(self, coordinates: ArrayLike) -> FloatArray:
        """Return the parameters (M, P) that belong to coordinates (M, 2)."""
        found: FloatArray = self.origin + np.asarray(coordinates, np.float64) @ self.axes
        return found

    def along(self, vectors: ArrayLike) -> FloatArray:
        """Return the coordinates (..., 2) of the part of vectors (..., P) that is in the plane."""
        lengths = self.axes @ self.axes.T
        sums = np.asarray(vectors, np.float64) @ self.axes.T
        found: FloatArray = sums @ np.linalg.pinv(lengths, hermitian=True)
        return found

    def project(self, parameters: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return coordinates (..., 2) of parameters (..., P), and their distances (...) from it."""
        offset = np.asarray(parameters, np.float64) - self.origin
        coordinates = self.along(offset)
        return coordinates, np.linalg.norm(offset - coordinates @ self.axes, axis=-1)


def across(direction: FloatArray, axes: FloatArray) -> FloatArray:
    """Return what of a direction is at right angles to axes (k, P) of length one, as such a one.

    Where nothing is left of it, the first parameter's own direction takes its place that
    does better.
    """
    candidates = [direction, *np.eye(min(3, len(direction)), len(direction))]
    for each in candidates:
        length = float(np.linalg.norm(each))
        if not 0.0 < length < np.inf:
            continue
        rest = each / length
        rest = rest - (axes @ rest) @ axes
        left = float(np.linalg.norm(rest))
        if left > STRAIGHT:
            found: FloatArray = rest / left
            return found
    return np.zeros_like(direction)
