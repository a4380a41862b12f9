"""Initial distributions of the weights; biases start at zero.

Every distribution is scaled by the fan-in and fan-out of its layer where its
source says so. To add one, write one class here.
"""

import math
from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray
from engine.registry import Part, Registry, hyper


class Initializer(Part):
    """A distribution from which the weights of one layer are drawn."""

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return float64 weights of shape (fan_in, fan_out)."""
        raise NotImplementedError


registry: Registry[Initializer] = Registry("initializer", Initializer)
get = registry.get


@registry.register
class Zeros(Initializer):
    """All weights zero.

    Examples
    --------
    >>> Zeros().draw(np.random.default_rng(0), 1, 2).tolist()
    [[0.0, 0.0]]
    """

    id: ClassVar[str] = "zeros"
    label: ClassVar[str] = "Zeros"
    formula: ClassVar[str] = "w = 0"
    source: ClassVar[str] = "Goodfellow, Bengio & Courville, Deep Learning, 2016, §8.4"
    sentence: ClassVar[str] = "Every neuron starts the same, so none can become different."

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return zeros."""
        return np.zeros((fan_in, fan_out))


@registry.register
class Constant(Initializer):
    """All weights the same.

    Examples
    --------
    >>> Constant(value=0.2).draw(np.random.default_rng(0), 1, 2).tolist()
    [[0.2, 0.2]]
    """

    id: ClassVar[str] = "constant"
    label: ClassVar[str] = "Constant"
    formula: ClassVar[str] = "w = c"
    source: ClassVar[str] = "Goodfellow, Bengio & Courville, Deep Learning, 2016, §8.4"
    sentence: ClassVar[str] = "Gives every weight one value, so all neurons of a layer stay equal."

    value: float = hyper(
        0.1, "Value", "The value of every weight.", minimum=-1e3, maximum=1e3,
        shown=(-1.0, 1.0), live=False,
    )  # fmt: skip

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return the value everywhere."""
        return np.full((fan_in, fan_out), self.value)


@registry.register
class Normal(Initializer):
    """Normal with standard deviation ``scale``, whatever the layer's size.

    Examples
    --------
    >>> float(Normal(scale=0.1).draw(np.random.default_rng(0), 300, 300).std().round(2))
    0.1
    """

    id: ClassVar[str] = "normal"
    label: ClassVar[str] = "Normal"
    formula: ClassVar[str] = "w ~ N(0, s²)"
    source: ClassVar[str] = "Krizhevsky, Sutskever & Hinton, NIPS 2012, §5, with s = 0.01"
    sentence: ClassVar[str] = "A bell curve around zero, whatever the layer's size."

    scale: float = hyper(
        0.5, "Scale", "The standard deviation.", minimum=0.0, maximum=1e3,
        shown=(0.0, 3.0), live=False,
    )  # fmt: skip

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return normal weights of standard deviation ``scale``."""
        return rng.normal(0.0, self.scale, (fan_in, fan_out))


@registry.register
class Uniform(Initializer):
    """Uniform between -scale and scale, whatever the layer's size.

    Examples
    --------
    >>> bool(np.abs(Uniform(scale=0.1).draw(np.random.default_rng(0), 9, 9)).max() <= 0.1)
    True
    """

    id: ClassVar[str] = "uniform"
    label: ClassVar[str] = "Uniform"
    formula: ClassVar[str] = "w ~ U(−s, s)"
    source: ClassVar[str] = "Rumelhart, Hinton & Williams, Nature 323, 1986, fig. 1, with s = 0.3"
    sentence: ClassVar[str] = "Evenly spread between −s and s, whatever the layer's size."

    scale: float = hyper(
        0.5, "Scale", "Half the width of the interval.", minimum=0.0, maximum=1e3,
        shown=(0.0, 3.0), live=False,
    )  # fmt: skip

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return weights uniform in (-scale, scale)."""
        return rng.uniform(-self.scale, self.scale, (fan_in, fan_out))


@registry.register
class GlorotUniform(Initializer):
    """Glorot and Bengio's uniform distribution.

    Examples
    --------
    >>> limit = math.sqrt(6.0 / (3 + 3))
    >>> weights = GlorotUniform().draw(np.random.default_rng(0), 3, 3)
    >>> bool((np.abs(weights) <= limit).all())
    True
    """

    id: ClassVar[str] = "glorot_uniform"
    label: ClassVar[str] = "Glorot uniform"
    formula: ClassVar[str] = "w ~ U(−r, r),  r = √(6 / (fan_in + fan_out))"
    source: ClassVar[str] = "Glorot & Bengio, AISTATS 2010, eq. 16"
    sentence: ClassVar[str] = "Keeps signals and gradients of equal size through tanh layers."

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return weights uniform in (-r, r)."""
        limit = math.sqrt(6.0 / (fan_in + fan_out))
        return rng.uniform(-limit, limit, (fan_in, fan_out))


@registry.register
class GlorotNormal(Initializer):
    """Glorot and Bengio's variance with a normal distribution.

    Examples
    --------
    >>> float(GlorotNormal().draw(np.random.default_rng(0), 300, 300).std().round(3))
    0.058
    """

    id: ClassVar[str] = "glorot_normal"
    label: ClassVar[str] = "Glorot normal"
    formula: ClassVar[str] = "w ~ N(0, 2 / (fan_in + fan_out))"
    source: ClassVar[str] = "Glorot & Bengio, AISTATS 2010, eq. 12"
    sentence: ClassVar[str] = "The bell-shaped form of Glorot's rule for tanh layers."

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return normal weights of variance 2 / (fan_in + fan_out)."""
        return rng.normal(0.0, math.sqrt(2.0 / (fan_in + fan_out)), (fan_in, fan_out))


@registry.register
class HeUniform(Initializer):
    """He's variance with a uniform distribution.

    Examples
    --------
    >>> float(HeUniform().draw(np.random.default_rng(0), 200, 300).std().round(2))
    0.1
    """

    id: ClassVar[str] = "he_uniform"
    label: ClassVar[str] = "He uniform"
    formula: ClassVar[str] = "w ~ U(−r, r),  r = √(6 / fan_in)"
    source: ClassVar[str] = "He, Zhang, Ren & Sun, ICCV 2015, eq. 10, uniform form"
    sentence: ClassVar[str] = "The evenly spread form of He's rule for ReLU layers."

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return weights uniform in (-r, r)."""
        limit = math.sqrt(6.0 / fan_in)
        return rng.uniform(-limit, limit, (fan_in, fan_out))


@registry.register
class HeNormal(Initializer):
    """He's normal distribution.

    Examples
    --------
    >>> float(HeNormal().draw(np.random.default_rng(0), 200, 300).std().round(2))
    0.1
    """

    id: ClassVar[str] = "he_normal"
    label: ClassVar[str] = "He normal"
    formula: ClassVar[str] = "w ~ N(0, 2 / fan_in)"
    source: ClassVar[str] = "He, Zhang, Ren & Sun, ICCV 2015, eq. 10"
    sentence: ClassVar[str] = "Keeps signals of equal size through ReLU layers."

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return normal weights of variance 2 / fan_in."""
        return rng.normal(0.0, math.sqrt(2.0 / fan_in), (fan_in, fan_out))


@registry.register
class LecunNormal(Initializer):
    """LeCun's variance with a normal distribution.

    Examples
    --------
    >>> float(LecunNormal().draw(np.random.default_rng(0), 400, 300).std().round(2))
    0.05
    """

    id: ClassVar[str] = "lecun_normal"
    label: ClassVar[str] = "LeCun normal"
    formula: ClassVar[str] = "w ~ N(0, 1 / fan_in)"
    source: ClassVar[str] = "LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998, §4.6"
    sentence: ClassVar[str] = "Gives each neuron a sum of about unit size from inputs of unit size."

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> FloatArray:
        """Return normal weights of variance 1 / fan_in."""
        return rng.normal(0.0, math.sqrt(1.0 / fan_in), (fan_in, fan_out))
