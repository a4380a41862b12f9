"""Generated sets of points in the plane, to be told apart.

Every generator decides the class first and then places the point, so that
noise moves points across a border without changing what they are. Point i
belongs to class i mod K: the classes are as equal in size as they can be.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.datasets.base import EXTENT, SyntheticSource, datasets
from engine.message import Message
from engine.registry import hyper


def balanced_labels(samples: int, classes: int) -> FloatArray:
    """Return class indices (samples,), in turn.

    Examples
    --------
    >>> balanced_labels(5, 2).tolist()
    [0.0, 1.0, 0.0, 1.0, 0.0]
    """
    return (np.arange(samples) % classes).astype(np.float64)


def uniform_radius(inner: FloatArray, outer: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return radii (N,) that spread points evenly over rings, by area.

    The area within radius r grows as r², hence r = √(a² + u (b² − a²)).
    """
    return np.sqrt(inner**2 + rng.random(inner.shape) * (outer**2 - inner**2))


def polar(radius: FloatArray, angle: FloatArray) -> FloatArray:
    """Return points (N, 2) from radius and angle in radians."""
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def cut_gaussian(samples: int, spread: float, cut: float, rng: np.random.Generator) -> FloatArray:
    """Return points (N, 2) of a round Gaussian cloud that ends at radius ``cut``.

    The inverse of the Rayleigh distribution, restricted to r ≤ cut.
    """
    within = -np.expm1(-0.5 * (cut / spread) ** 2)
    radius = spread * np.sqrt(-2.0 * np.log1p(-within * rng.random(samples)))
    return polar(radius, rng.uniform(0.0, 2.0 * np.pi, samples))


@datasets.register
class Circle(SyntheticSource):
    """A disc inside a ring.

    Examples
    --------
    >>> points, labels = Circle().draw(100, np.random.default_rng(0))
    >>> bool((np.hypot(*points[labels == 1].T) <= 2.8).all())
    True
    """

    id: ClassVar[str] = "circle"
    label: ClassVar[str] = "Circle"
    formula: ClassVar[str] = "inside: r < radius; outside: radius + gap < r < 6"
    source: ClassVar[str] = "a classic; uniform by area"
    sentence: ClassVar[str] = "A disc inside a ring: no straight line can part them."
    class_names: ClassVar[tuple[str, ...]] = ("outside", "inside")

    radius: float = hyper(
        2.8, "Radius", "Radius of the inner disc.", minimum=0.5, maximum=4.5, live=False
    )
    gap: float = hyper(
        1.0, "Gap", "Width of the empty ring between the classes.",
        minimum=0.0, maximum=1.4, live=False,
    )  # fmt: skip

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        inner = np.where(labels == 1, 0.0, self.radius + self.gap)
        outer = np.where(labels == 1, self.radius, EXTENT)
        radius = uniform_radius(inner, outer, rng)
        return polar(radius, rng.uniform(0.0, 2.0 * np.pi, samples)), labels


@datasets.register
class XOR(SyntheticSource):
    """Opposite quadrants belong together.

    Examples
    --------
    >>> points, labels = XOR().draw(100, np.random.default_rng(0))
    >>> bool(((points[:, 0] * points[:, 1] < 0) == (labels == 1)).all())
    True
    """

    id: ClassVar[str] = "xor"
    label: ClassVar[str] = "XOR"
    formula: ClassVar[str] = "class = [x₁ > 0] xor [x₂ > 0]"
    source: ClassVar[str] = "Minsky & Papert, Perceptrons, 1969"
    sentence: ClassVar[str] = "Opposite quadrants belong together: one neuron alone cannot do it."
    class_names: ClassVar[tuple[str, ...]] = ("same signs", "different signs")

    gap: float = hyper(
        0.3, "Gap", "How far points keep away from the axes.",
        minimum=0.0, maximum=3.0, live=False,
    )  # fmt: skip

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        sign_1 = rng.choice((-1.0, 1.0), samples)
        sign_2 = np.where(labels == 1, -sign_1, sign_1)
        distance = rng.uniform(self.gap, EXTENT, (samples, 2))
        return distance * np.column_stack([sign_1, sign_2]), labels


@datasets.register
class Gaussians(SyntheticSource):
    """Two round clouds.

    Examples
    --------
    >>> points, labels = Gaussians().draw(1000, np.random.default_rng(0))
    >>> points[labels == 1].mean(axis=0).round().tolist()
    [3.0, 3.0]
    """

    id: ClassVar[str] = "gaussians"
    label: ClassVar[str] = "Gaussians"
    formula: ClassVar[str] = "x ~ N(±c, spread² I), c = (2.7, 2.7), cut at the edge"
    source: ClassVar[str] = "Fisher's discriminant setting (Bishop 2006, section 4.1)"
    sentence: ClassVar[str] = "Two round clouds: a straight line parts them almost perfectly."
    class_names: ClassVar[tuple[str, ...]] = ("lower left", "upper right")

    spread: float = hyper(
        1.2, "Spread", "Standard deviation of each cloud.",
        minimum=0.1, maximum=3.0, live=False,
    )  # fmt: skip

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        center = 2.7
        cloud = cut_gaussian(samples, self.spread, EXTENT - center, rng)
        return cloud + center * (2.0 * labels[:, None] - 1.0), labels


@datasets.register
class Spiral(SyntheticSource):
    """Two arms wound into each other.

    Examples
    --------
    >>> points, labels = Spiral().draw(64, np.random.default_rng(0))
    >>> points.shape, bool((np.hypot(*points.T) < 6).all())
    ((64, 2), True)
    """

    id: ClassVar[str] = "spiral"
    label: ClassVar[str] = "Spiral"
    formula: ClassVar[str] = "angle = 2π · turns · r / 5.7 + π · class, 0.4 < r < 5.7"
    source: ClassVar[str] = "Archimedean form of the two spirals of Lang & Witbrock 1988"
    sentence: ClassVar[str] = "Two arms wound into each other: the classic hard case."
    class_names: ClassVar[tuple[str, ...]] = ("first arm", "second arm")

    turns: float = hyper(
        1.6, "Turns", "How often each arm goes round.",
        minimum=0.25, maximum=4.0, shown=(0.5, 3.0), live=False,
    )  # fmt: skip

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        start, end = 0.4, 5.7
        # Arc length grows about as r²: even by area is even along the arm.
        radius = uniform_radius(np.full(samples, start), np.full(samples, end), rng)
        angle = 2.0 * np.pi * self.turns * radius / end + np.pi * labels
        return polar(radius, angle), labels


@datasets.register
class Moons(SyntheticSource):
    """Two half-rings that reach into each other.

    Examples
    --------
    >>> points, labels = Moons().draw(64, np.random.default_rng(0))
    >>> float(abs(points).max()) < 6
    True
    """

    id: ClassVar[str] = "moons"
    label: ClassVar[str] = "Moons"
    formula: ClassVar[str] = (
        "half-rings around ∓(1.8, 1.3), radius 3.5 ± width / 2, 1.3 times as high"
    )
    source: ClassVar[str] = "a classic; half-rings of our own measure, uniform by area"
    sentence: ClassVar[str] = "Two crescents that reach into each other: a gentle curve parts them."
    class_names: ClassVar[tuple[str, ...]] = ("upper moon", "lower moon")

    width: float = hyper(
        1.2, "Width", "Thickness of each crescent.", minimum=0.0, maximum=1.4, live=False
    )

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        side = 2.0 * labels - 1.0
        inner = np.full(samples, 3.5 - self.width / 2)
        radius = uniform_radius(inner, inner + self.width, rng)
        crescent = polar(radius, rng.uniform(0.0, np.pi, samples)) * np.array([1.0, 1.3])
        # The lower moon is the upper one turned by half a circle.
        return (np.array([1.8, 1.3]) - crescent) * side[:, None], labels


@datasets.register
class Pinwheel(SyntheticSource):
    """Three or more bent blobs around a centre.

    Examples
    --------
    >>> points, labels = Pinwheel().draw(9, np.random.default_rng(0))
    >>> np.unique(labels, return_counts=True)[1].tolist()
    [3, 3, 3]
    """

    id: ClassVar[str] = "pinwheel"
    label: ClassVar[str] = "Pinwheel"
    formula: ClassVar[str] = "angle = 2π · class / arms + twist · r + across / r"
    source: ClassVar[str] = "after the pinwheel of Johnson et al. 2016, with a formula of our own"
    sentence: ClassVar[str] = "Bent blobs around a centre: three classes, each with its own output."

    arms: int = hyper(
        3, "Arms", "Number of blobs, and of classes.", minimum=3, maximum=6, live=False
    )
    twist: float = hyper(
        0.35, "Twist", "How much each blob bends, in radians for each unit of distance.",
        minimum=-1.0, maximum=1.0, unit="rad", live=False,
    )  # fmt: skip

    def names_of_classes(self) -> tuple[str, ...]:
        """Return one name for each arm."""
        return tuple(Message("arm {number}", number=arm + 1) for arm in range(self.arms))

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, self.arms)
        along, across = cut_gaussian(samples, 1.0, 2.6, rng).T
        radius = 3.3 + along
        angle = 2.0 * np.pi * labels / self.arms + self.twist * radius
        return polar(radius, angle + 2.0 * across / (self.arms * radius)), labels
