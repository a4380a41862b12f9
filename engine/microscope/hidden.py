"""The space inside a layer: where it puts the points, and how it bends the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.microscope.maps import Plane

LINES = 11
"""Lines of the grid in each direction."""

LINE_POINTS = 41
"""Points along each line."""

FIT_ROWS = 256
"""Rows on which axes are fitted where a layer has more neurons than this."""


@dataclass(frozen=True, eq=False)
class HiddenSpace:
    """Points and a grid as a layer sees them, in two coordinates.

    ``points`` (N, 2) and ``test_points`` (M, 2) belong to ``rows`` (N,) of
    the training part and ``test_rows`` (M,) of the test part, those of a
    :class:`~engine.microscope.points.PointView`. ``grid`` (G, L, 2) holds
    the lines of a straight grid on the plane of the maps, G lines of L
    points: first those along the first axis, from the lowest up, then those
    along the second; one line for one input. ``axes`` are labels: one for a
    layer of a single neuron, whose second coordinate is zero. ``explained``
    is the share of the points' variance that the two coordinates show.
    ``layer`` counts the inputs as 0.
    """

    points: FloatArray
    test_points: FloatArray
    grid: FloatArray
    axes: tuple[str, ...]
    explained: float
    layer: int
    rows: IntArray
    test_rows: IntArray


@dataclass(frozen=True, eq=False)
class Axes:
    """Two directions in a layer: coordinates are (values − center) · directions."""

    center: FloatArray
    """(units,)"""
    directions: FloatArray
    """(2, units)"""
    labels: tuple[str, ...]
    explained: float

    def project(self, values: FloatArray) -> FloatArray:
        """Return coordinates (N, 2) as float32 of values (units, N)."""
        moved = values - self.center[:, np.newaxis].astype(values.dtype)
        coordinates = self.directions.astype(values.dtype) @ moved
        return np.ascontiguousarray(coordinates.T, np.float32)


def axes_of(values: FloatArray, near: Axes | None = None) -> Axes:
    """Return the axes on which to show a layer.

    A layer of one or two neurons is shown as it is. Others are shown on the
    two principal axes (Pearson, 1901) of the points in it.

    Parameters
    ----------
    values : ndarray of shape (units, N)
        Where the layer puts the training points.
    near : Axes, optional
        Those of the last picture. An axis and its opposite are the same, and
        two axes may change their order as the points move: of these, what is
        nearest to the last picture is taken, so that it does not flip.

    Examples
    --------
    >>> line = np.array([[0.0, 1.0, 2.0], [0.0, -1.0, -2.0], [0.0, 0.0, 0.0]])
    >>> axes = axes_of(line)
    >>> axes.labels, round(axes.explained, 6)
    (('axis 1', 'axis 2'), 1.0)
    >>> axes.project(line)[:, 0].astype(float).round(3).tolist()
    [-1.414, 0.0, 1.414]
    """
    units = len(values)
    if units <= 2:
        labels = tuple(f"neuron {unit + 1}" for unit in range(units))
        return Axes(np.zeros(units), np.eye(2, units), labels, 1.0)
    directions, center, explained = _principal(values)
    if near is not None and near.directions.shape == directions.shape:
        alike = directions @ near.directions.T
        if abs(alike[0, 1]) + abs(alike[1, 0]) > abs(alike[0, 0]) + abs(alike[1, 1]):
            directions, alike = directions[::-1], alike[::-1]
        signs = np.where(alike.diagonal() < 0.0, -1.0, 1.0)
    else:  # let the largest share be positive
        signs = np.sign(directions[np.arange(2), np.abs(directions).argmax(axis=1)])
    return Axes(center, directions * signs[:, np.newaxis], ("axis 1", "axis 2"), explained)


def _principal(values: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Return principal directions (2, units), center (units,) and explained share."""
    if len(values) > FIT_ROWS:
        values = values[:, :: max(1, values.shape[1] // FIT_ROWS)]
    values = values.astype(np.float64)
    center = values.mean(axis=1)
    centred = values - center[:, np.newaxis]
    total = float(np.square(centred).sum())
    if total == 0.0:  # all points are one
        return np.eye(2, len(values)), center, 1.0
    if len(values) <= values.shape[1]:
        spreads, vectors = np.linalg.eigh(centred @ centred.T)
        directions = vectors[:, :-3:-1].T
    else:  # more neurons than points: the same axes, from the points' products
        spreads, vectors = np.linalg.eigh(centred.T @ centred)
        directions, _ = np.linalg.qr(centred @ vectors[:, :-3:-1])
        directions = directions.T
    explained = float(spreads[-2:].sum()) / total
    return directions, center, min(1.0, max(0.0, explained))


def grid_lines(plane: Plane, lines: int = LINES, points: int = LINE_POINTS) -> FloatArray:
    """Return the raw points (G, L, C) of a straight grid on a plane.

    Examples
    --------
    >>> from engine import Experiment, make_dataset
    >>> plane = Plane.of(make_dataset(Experiment().data))
    >>> grid_lines(plane, lines=3, points=5).shape
    (6, 5, 2)
    """
    along = [np.linspace(*extent, points) for extent in plane.extent]
    if len(along) == 1:
        return plane.points(along[0][:, np.newaxis])[np.newaxis]
    across = [np.linspace(*extent, lines) for extent in plane.extent]
    level = np.stack(np.broadcast_arrays(along[0], across[1][:, np.newaxis]), axis=-1)
    upright = np.stack(np.broadcast_arrays(across[0][:, np.newaxis], along[1]), axis=-1)
    coordinates = np.concatenate([level, upright])
    return plane.points(coordinates.reshape(-1, 2)).reshape(2 * lines, points, -1)
