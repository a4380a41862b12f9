"""Generated sets of points with a value each, to be predicted."""

from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.datasets.base import EXTENT, SyntheticSource, datasets
from engine.registry import hyper


class SyntheticFunction(SyntheticSource):
    """Points spread evenly over [-6, 6], with the value of a function."""

    target_name: ClassVar[str] = "y"

    def value(self, points: FloatArray) -> FloatArray:
        """Return the function at points (N, C), shape (N,), within [-1, 1]."""
        raise NotImplementedError

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, C) and values (N,)."""
        points = rng.uniform(-EXTENT, EXTENT, (samples, self.dims or 1))
        return points, self.value(points)


@datasets.register
class Plane(SyntheticFunction):
    """A slope, even everywhere.

    Examples
    --------
    >>> Plane(angle=0.0).value(np.array([[6.0, 1.0], [-3.0, 2.0]])).tolist()
    [1.0, -0.5]
    """

    id: ClassVar[str] = "plane"
    label: ClassVar[str] = "Plane"
    formula: ClassVar[str] = "y = (a x₁ + b x₂) / 6(|a| + |b|), a = cos(angle), b = sin(angle)"
    source: ClassVar[str] = "linear regression (Bishop 2006, section 3.1)"
    sentence: ClassVar[str] = "A slope, even everywhere: a network without hidden layers learns it."

    angle: float = hyper(
        45.0, "Angle", "Direction in which the plane rises.",
        minimum=-180.0, maximum=180.0, unit="°", live=False,
    )  # fmt: skip

    def value(self, points: FloatArray) -> FloatArray:
        """Return the height of the plane, shape (N,)."""
        angle = np.deg2rad(self.angle)
        slope = np.array([np.cos(angle), np.sin(angle)])
        return np.asarray(points @ slope / (EXTENT * np.abs(slope).sum()), dtype=np.float64)


@datasets.register
class Hills(SyntheticFunction):
    """Three hills and three hollows in a ring.

    Examples
    --------
    >>> Hills().value(np.array([[0.0, 3.5], [0.0, -3.5], [0.0, 0.0]])).round(1).tolist()
    [0.9, -0.9, 0.0]
    """

    id: ClassVar[str] = "hills"
    label: ClassVar[str] = "Hills"
    formula: ClassVar[str] = "y = Σₖ (−1)ᵏ exp(−|x − cₖ|² / 2 width²), cₖ on a ring of radius 3.5"
    source: ClassVar[str] = "radial basis functions (Bishop 2006, section 6.3)"
    sentence: ClassVar[str] = "Three hills and three hollows in a ring: a surface with curves."

    width: float = hyper(
        1.3, "Width", "How broad each hill is.", minimum=0.4, maximum=2.0, live=False
    )

    def value(self, points: FloatArray) -> FloatArray:
        """Return the height of the landscape, shape (N,)."""
        height = np.zeros(len(points))
        for k in range(6):
            angle = np.pi / 2 + k * np.pi / 3
            center = 3.5 * np.array([np.cos(angle), np.sin(angle)])
            squared_distance = np.square(points - center).sum(axis=1)
            height += (-1) ** k * np.exp(-squared_distance / (2.0 * self.width**2))
        return height


@datasets.register
class Sine(SyntheticFunction):
    """A wave.

    Examples
    --------
    >>> Sine().value(np.array([[0.0], [np.pi / 2]])).tolist()
    [0.0, 1.0]
    """

    id: ClassVar[str] = "sine"
    label: ClassVar[str] = "Sine"
    formula: ClassVar[str] = "y = sin(frequency · x₁)"
    source: ClassVar[str] = "the curve-fitting example of Bishop 2006, section 1.1"
    sentence: ClassVar[str] = "A wave of one variable: see a network bend a line into a curve."
    dims: ClassVar[int | None] = 1
    default_features: ClassVar[tuple[str, ...]] = ("x1",)

    frequency: float = hyper(
        1.0, "Frequency", "How quickly the wave repeats; at 1 a period is 2π long.",
        minimum=0.1, maximum=10.0, shown=(0.2, 4.0), unit="rad", live=False,
    )  # fmt: skip

    def value(self, points: FloatArray) -> FloatArray:
        """Return the height of the wave, shape (N,)."""
        return np.sin(np.multiply(self.frequency, points[:, 0]))


@datasets.register
class Step(SyntheticFunction):
    """A jump.

    Examples
    --------
    >>> Step().value(np.array([[-0.1], [0.0]])).tolist()
    [-1.0, 1.0]
    """

    id: ClassVar[str] = "step"
    label: ClassVar[str] = "Step"
    formula: ClassVar[str] = "y = −1 for x₁ < position, otherwise +1"
    source: ClassVar[str] = "Heaviside's step function, scaled to ±1"
    sentence: ClassVar[str] = "A sudden jump: smooth neurons need steep weights to follow it."
    dims: ClassVar[int | None] = 1
    default_features: ClassVar[tuple[str, ...]] = ("x1",)

    position: float = hyper(
        0.0, "Position", "Where the jump is.", minimum=-5.0, maximum=5.0, live=False
    )

    def value(self, points: FloatArray) -> FloatArray:
        """Return -1 before and +1 after the jump, shape (N,)."""
        return np.where(points[:, 0] < self.position, -1.0, 1.0)


@datasets.register
class Polynomial(SyntheticFunction):
    """A curve with bends of equal height.

    Examples
    --------
    >>> Polynomial(degree=3).value(np.array([[-6.0], [3.0], [6.0]])).round(6).tolist()
    [-1.0, -1.0, 1.0]
    """

    id: ClassVar[str] = "polynomial"
    label: ClassVar[str] = "Polynomial"
    formula: ClassVar[str] = "y = T_degree(x₁ / 6), with T₃(u) = 4u³ − 3u"
    source: ClassVar[str] = "Chebyshev polynomials (Abramowitz & Stegun, 22.3.15)"
    sentence: ClassVar[str] = "A polynomial: the higher its degree, the more bends to follow."
    dims: ClassVar[int | None] = 1
    default_features: ClassVar[tuple[str, ...]] = ("x1",)

    degree: int = hyper(
        5, "Degree", "Degree of the polynomial; it has one bend fewer.",
        minimum=1, maximum=12, live=False,
    )  # fmt: skip

    def value(self, points: FloatArray) -> FloatArray:
        """Return the height of the polynomial, shape (N,)."""
        share = np.clip(points[:, 0] / EXTENT, -1.0, 1.0)
        return np.asarray(np.cos(self.degree * np.arccos(share)))


@datasets.register
class Sawtooth(SyntheticFunction):
    """Slopes that end in jumps.

    Examples
    --------
    >>> Sawtooth(teeth=3).value(np.array([[-6.0], [-4.0], [-2.1]])).round(2).tolist()
    [-1.0, 0.0, 0.95]
    """

    id: ClassVar[str] = "sawtooth"
    label: ClassVar[str] = "Sawtooth"
    formula: ClassVar[str] = "y = 2 frac(teeth (x₁ + 6) / 12) − 1"
    source: ClassVar[str] = "a classic of Fourier analysis"
    sentence: ClassVar[str] = "Slopes that end in jumps: hard to follow for smooth neurons."
    dims: ClassVar[int | None] = 1
    default_features: ClassVar[tuple[str, ...]] = ("x1",)

    teeth: int = hyper(3, "Teeth", "Number of slopes.", minimum=1, maximum=12, live=False)

    def value(self, points: FloatArray) -> FloatArray:
        """Return the height of the slopes, shape (N,)."""
        return 2.0 * ((points[:, 0] / EXTENT + 1.0) * (self.teeth / 2.0) % 1.0) - 1.0


@datasets.register
class Chirp(SyntheticFunction):
    """A wave that gets quicker.

    Examples
    --------
    >>> Chirp(waves=2.0).value(np.array([[-6.0], [0.0], [6.0]])).round(6).tolist()
    [0.0, 0.0, -0.0]
    """

    id: ClassVar[str] = "chirp"
    label: ClassVar[str] = "Chirp"
    formula: ClassVar[str] = "y = sin(2π waves u²), u = (x₁ + 6) / 12"
    source: ClassVar[str] = "the linear chirp of signal processing"
    sentence: ClassVar[str] = (
        "A wave that gets quicker: the slow part is learnt long before the rest."
    )
    dims: ClassVar[int | None] = 1
    default_features: ClassVar[tuple[str, ...]] = ("x1",)

    waves: float = hyper(
        4.0, "Waves", "Number of whole waves.", minimum=1.0, maximum=12.0, live=False
    )

    def value(self, points: FloatArray) -> FloatArray:
        """Return the height of the wave, shape (N,)."""
        share = (points[:, 0] / EXTENT + 1.0) / 2.0
        return np.asarray(np.sin(2.0 * np.pi * self.waves * share**2))
