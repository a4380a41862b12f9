"""Generated sets of points in the plane that have three classes or more."""

from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.datasets.base import EXTENT, SyntheticSource, datasets
from engine.datasets.classification import (
    arm_names,
    balanced_labels,
    cut_gaussian,
    polar,
    uniform_radius,
)
from engine.message import Message
from engine.registry import hyper


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
        return arm_names(self.arms)

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, self.arms)
        along, across = cut_gaussian(samples, 1.0, 2.6, rng).T
        radius = 3.3 + along
        angle = 2.0 * np.pi * labels / self.arms + self.twist * radius
        return polar(radius, angle + 2.0 * across / (self.arms * radius)), labels


@datasets.register
class Blobs(SyntheticSource):
    """Round clouds around a centre.

    Examples
    --------
    >>> points, labels = Blobs(classes=4).draw(400, np.random.default_rng(0))
    >>> points[labels == 0].mean(axis=0).astype(int).tolist()
    [3, 0]
    """

    id: ClassVar[str] = "blobs"
    label: ClassVar[str] = "Blobs"
    formula: ClassVar[str] = (
        "x ~ N(c_k, spread² I), c_k on a ring of radius 3.7, cut where they meet"
    )
    source: ClassVar[str] = "the usual test of clustering; with centres in a ring"
    sentence: ClassVar[str] = "Round clouds in a ring: one straight line for each pair is enough."

    classes: int = hyper(
        4, "Classes", "Number of clouds, and of classes.", minimum=3, maximum=6, live=False
    )
    spread: float = hyper(
        0.8, "Spread", "Standard deviation of each cloud.",
        minimum=0.1, maximum=3.0, live=False,
    )  # fmt: skip

    def names_of_classes(self) -> tuple[str, ...]:
        """Return one name for each cloud."""
        return tuple(Message("blob {number}", number=k + 1) for k in range(self.classes))

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, self.classes)
        ring = 3.7
        half_way = ring * np.sin(np.pi / self.classes)
        cloud = cut_gaussian(samples, self.spread, min(EXTENT - ring, half_way), rng)
        center = polar(np.full(samples, ring), 2.0 * np.pi * labels / self.classes)
        return center + cloud, labels


@datasets.register
class Rings(SyntheticSource):
    """Rings around each other, with a disc in the middle.

    Examples
    --------
    >>> points, labels = Rings(classes=2, gap=0.5).draw(100, np.random.default_rng(0))
    >>> bool(((np.hypot(*points.T) < 3.0) == (labels == 0)).all())
    True
    """

    id: ClassVar[str] = "rings"
    label: ClassVar[str] = "Rings"
    formula: ClassVar[str] = "class k: k (w + gap) < r < k (w + gap) + w, up to r = 6"
    source: ClassVar[str] = "a classic; uniform by area"
    sentence: ClassVar[str] = "Rings around each other: the distance from the centre tells all."

    classes: int = hyper(
        3, "Classes", "Number of rings, and of classes.", minimum=2, maximum=6, live=False
    )
    gap: float = hyper(
        0.5, "Gap", "Width of the empty rings between the classes.",
        minimum=0.0, maximum=0.9, live=False,
    )  # fmt: skip

    def names_of_classes(self) -> tuple[str, ...]:
        """Return one name for each ring, from within."""
        return tuple(Message("ring {number}", number=k + 1) for k in range(self.classes))

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, self.classes)
        width = (EXTENT - self.gap * (self.classes - 1)) / self.classes
        inner = labels * (width + self.gap)
        radius = uniform_radius(inner, inner + width, rng)
        return polar(radius, rng.uniform(0.0, 2.0 * np.pi, samples)), labels
