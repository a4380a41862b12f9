"""Features: what the network is shown of a point.

A generated data set has raw coordinates x1 (and x2). Each feature turns the
coordinates into one input of the network. Tables are fed column by column
and need none of these.
"""

from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.registry import Part, Registry


class Feature(Part):
    """One input of the network, computed from raw coordinates.

    ``columns_needed`` says how many coordinates a data set must have for the
    feature to exist: 1 for functions of x1 alone, otherwise 2.
    """

    columns_needed: ClassVar[int] = 1

    def compute(self, points: FloatArray) -> FloatArray:
        """Return the feature of every point.

        Parameters
        ----------
        points : ndarray of shape (N, C)
            Raw coordinates, C at least ``columns_needed``.

        Returns
        -------
        ndarray of shape (N,)
            One value for each point.
        """
        raise NotImplementedError


features = registry = Registry("feature", Feature)


@features.register
class X1(Feature):
    """The first coordinate.

    Examples
    --------
    >>> X1().compute(np.array([[3.0, -2.0]])).tolist()
    [3.0]
    """

    id: ClassVar[str] = "x1"
    label: ClassVar[str] = "x₁"
    formula: ClassVar[str] = "x₁"
    source: ClassVar[str] = "the raw coordinate"
    sentence: ClassVar[str] = "The first coordinate, as it is."

    def compute(self, points: FloatArray) -> FloatArray:
        """Return x1, shape (N,)."""
        return points[:, 0]


@features.register
class X2(Feature):
    """The second coordinate.

    Examples
    --------
    >>> X2().compute(np.array([[3.0, -2.0]])).tolist()
    [-2.0]
    """

    id: ClassVar[str] = "x2"
    label: ClassVar[str] = "x₂"
    formula: ClassVar[str] = "x₂"
    source: ClassVar[str] = "the raw coordinate"
    sentence: ClassVar[str] = "The second coordinate, as it is."
    columns_needed: ClassVar[int] = 2

    def compute(self, points: FloatArray) -> FloatArray:
        """Return x2, shape (N,)."""
        return points[:, 1]


@features.register
class X1Squared(Feature):
    """The square of the first coordinate.

    Examples
    --------
    >>> X1Squared().compute(np.array([[3.0, -2.0]])).tolist()
    [9.0]
    """

    id: ClassVar[str] = "x1_squared"
    label: ClassVar[str] = "x₁²"
    formula: ClassVar[str] = "x₁²"
    source: ClassVar[str] = "second-order polynomial basis (Bishop 2006, section 3.1)"
    sentence: ClassVar[str] = "Large far from the vertical axis: bends a boundary into a parabola."

    def compute(self, points: FloatArray) -> FloatArray:
        """Return x1 squared, shape (N,)."""
        return np.square(points[:, 0])


@features.register
class X2Squared(Feature):
    """The square of the second coordinate.

    Examples
    --------
    >>> X2Squared().compute(np.array([[3.0, -2.0]])).tolist()
    [4.0]
    """

    id: ClassVar[str] = "x2_squared"
    label: ClassVar[str] = "x₂²"
    formula: ClassVar[str] = "x₂²"
    source: ClassVar[str] = "second-order polynomial basis (Bishop 2006, section 3.1)"
    sentence: ClassVar[str] = "Large far from the horizontal axis; with x₁² it makes circles."
    columns_needed: ClassVar[int] = 2

    def compute(self, points: FloatArray) -> FloatArray:
        """Return x2 squared, shape (N,)."""
        return np.square(points[:, 1])


@features.register
class X1X2(Feature):
    """The product of both coordinates.

    Examples
    --------
    >>> X1X2().compute(np.array([[3.0, -2.0]])).tolist()
    [-6.0]
    """

    id: ClassVar[str] = "x1_x2"
    label: ClassVar[str] = "x₁x₂"
    formula: ClassVar[str] = "x₁ · x₂"
    source: ClassVar[str] = "second-order polynomial basis (Bishop 2006, section 3.1)"
    sentence: ClassVar[str] = "Positive where the signs agree: it solves XOR by itself."
    columns_needed: ClassVar[int] = 2

    def compute(self, points: FloatArray) -> FloatArray:
        """Return x1 times x2, shape (N,)."""
        return np.multiply(points[:, 0], points[:, 1])


@features.register
class SinX1(Feature):
    """The sine of the first coordinate.

    Examples
    --------
    >>> SinX1().compute(np.array([[np.pi / 2, 0.0]])).tolist()
    [1.0]
    """

    id: ClassVar[str] = "sin_x1"
    label: ClassVar[str] = "sin x₁"
    formula: ClassVar[str] = "sin(x₁)"
    source: ClassVar[str] = "Fourier basis (Bishop 2006, section 3.1)"
    sentence: ClassVar[str] = "A wave from left to right, about two periods across the square."

    def compute(self, points: FloatArray) -> FloatArray:
        """Return sin(x1), shape (N,)."""
        return np.sin(points[:, 0])


@features.register
class SinX2(Feature):
    """The sine of the second coordinate.

    Examples
    --------
    >>> SinX2().compute(np.array([[0.0, np.pi / 2]])).tolist()
    [1.0]
    """

    id: ClassVar[str] = "sin_x2"
    label: ClassVar[str] = "sin x₂"
    formula: ClassVar[str] = "sin(x₂)"
    source: ClassVar[str] = "Fourier basis (Bishop 2006, section 3.1)"
    sentence: ClassVar[str] = "A wave from bottom to top, about two periods across the square."
    columns_needed: ClassVar[int] = 2

    def compute(self, points: FloatArray) -> FloatArray:
        """Return sin(x2), shape (N,)."""
        return np.sin(points[:, 1])


def available_features(dims: int) -> tuple[str, ...]:
    """Return the ids of the features of points with ``dims`` coordinates.

    Examples
    --------
    >>> available_features(1)
    ('x1', 'x1_squared', 'sin_x1')
    """
    return tuple(feature.id for feature in features if feature.columns_needed <= dims)
