"""Generated sets of points in the plane, to be told apart.

Every generator decides the class first and then places the point, so that
noise moves points across a border without changing what they are. Point i
belongs to class i mod K: the classes are as equal in size as they can be.
"""

from typing import ClassVar, Literal

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


def arm_names(arms: int) -> tuple[str, ...]:
    """Return one name for each arm."""
    return tuple(Message("arm {number}", number=arm + 1) for arm in range(arms))


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
    """Arms wound into each other.

    Examples
    --------
    >>> points, labels = Spiral().draw(64, np.random.default_rng(0))
    >>> points.shape, bool((np.hypot(*points.T) < 6).all())
    ((64, 2), True)
    """

    id: ClassVar[str] = "spiral"
    label: ClassVar[str] = "Spiral"
    formula: ClassVar[str] = "angle = 2π (turns · r / 5.7 + class / arms), 0.4 < r < 5.7"
    source: ClassVar[str] = "Archimedean form of the two spirals of Lang & Witbrock 1988"
    sentence: ClassVar[str] = "Arms wound into each other: the classic hard case."

    arms: int = hyper(
        2, "Arms", "Number of arms, and of classes.", minimum=2, maximum=6, live=False
    )

    turns: float = hyper(
        1.6, "Turns", "How often each arm goes round.",
        minimum=0.25, maximum=4.0, shown=(0.5, 3.0), live=False,
    )  # fmt: skip

    def names_of_classes(self) -> tuple[str, ...]:
        """Return one name for each arm."""
        return arm_names(self.arms)

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, self.arms)
        start, end = 0.4, 5.7
        # Arc length grows about as r²: even by area is even along the arm.
        radius = uniform_radius(np.full(samples, start), np.full(samples, end), rng)
        angle = 2.0 * np.pi * self.turns * radius / end + 2.0 * np.pi * labels / self.arms
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
class Checkerboard(SyntheticSource):
    """Squares in turn, as on a chessboard.

    Examples
    --------
    >>> points, labels = Checkerboard(cells=2, gap=0.0).draw(100, np.random.default_rng(0))
    >>> bool(((points[:, 0] * points[:, 1] < 0) == (labels == 1)).all())
    True
    """

    id: ClassVar[str] = "checkerboard"
    label: ClassVar[str] = "Checkerboard"
    formula: ClassVar[str] = "class = (column + row) mod 2"
    source: ClassVar[str] = "a classic; XOR continued"
    sentence: ClassVar[str] = "Squares in turn: every square more asks for more neurons."
    class_names: ClassVar[tuple[str, ...]] = ("dark squares", "light squares")

    cells: int = hyper(
        4, "Cells", "Number of squares along each side.", minimum=2, maximum=8, live=False
    )
    gap: float = hyper(
        0.25, "Gap", "How far points keep away from the edges of their square.",
        minimum=0.0, maximum=0.7, live=False,
    )  # fmt: skip

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        squares = np.argwhere(np.ones((self.cells, self.cells)))
        colour = squares.sum(axis=1) % 2
        pick = rng.random(samples)
        chosen = np.zeros((samples, 2))
        for k in (0, 1):
            own = squares[colour == k]
            chosen[labels == k] = own[(pick[labels == k] * len(own)).astype(np.intp)]
        edge = 2.0 * EXTENT / self.cells
        within = rng.uniform(self.gap, edge - self.gap, (samples, 2))
        return chosen * edge + within - EXTENT, labels


@datasets.register
class Border(SyntheticSource):
    """Above or below a curve.

    Examples
    --------
    >>> points, labels = Border(curve="v").draw(100, np.random.default_rng(0))
    >>> bool(((points[:, 1] > 1.2 * abs(points[:, 0]) - 3.5) == (labels == 1)).all())
    True
    """

    id: ClassVar[str] = "border"
    label: ClassVar[str] = "Above or below"
    formula: ClassVar[str] = "class = [x₂ > f(x₁)]; f: sine, cubic or |x₁|"
    source: ClassVar[str] = "a classic: tell whether a point lies above the graph of a function"
    sentence: ClassVar[str] = "Is a point above the curve or below it? The border is a function."
    class_names: ClassVar[tuple[str, ...]] = ("below", "above")

    curve: Literal["sine", "cubic", "v"] = hyper(
        "sine", "Curve", "The function whose graph is the border.",
        scale="choice", choices=("sine", "cubic", "v"), live=False,
    )  # fmt: skip
    gap: float = hyper(
        1.0, "Gap", "Height of the empty strip along the curve.",
        minimum=0.0, maximum=2.0, live=False,
    )  # fmt: skip

    def height(self, x: FloatArray) -> FloatArray:
        """Return the height of the curve at each place, shape (N,)."""
        share = x / EXTENT
        match self.curve:
            case "sine":
                return 2.5 * np.sin(x)
            case "cubic":
                return 3.5 * (2.0 * share**3 - share)
            case _:
                return 1.2 * np.abs(x) - 3.5

    def draw(self, samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Return points (N, 2) and classes (N,)."""
        labels = balanced_labels(samples, 2)
        side = 2.0 * labels - 1.0
        x, along = rng.uniform(-EXTENT, EXTENT, samples), rng.random(samples)
        nearest = self.height(x) + side * self.gap / 2
        return np.column_stack([x, nearest + along * (side * EXTENT - nearest)]), labels
