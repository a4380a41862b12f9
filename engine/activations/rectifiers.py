"""Activations that pass positive sums and hold back negative ones."""

import math
from functools import cache
from typing import Any, ClassVar

import numpy as np

from engine.activations.base import Activation, registry
from engine.arrays import FloatArray, bound, constant, sigmoid, softplus
from engine.registry import hyper


@registry.register
class ReLU(Activation):
    """The rectified linear unit; its derivative at zero is taken as zero.

    Examples
    --------
    >>> ReLU().forward(np.array([-1.5, 2.0])).tolist()
    [0.0, 2.0]
    """

    id: ClassVar[str] = "relu"
    label: ClassVar[str] = "ReLU"
    formula: ClassVar[str] = "a = max(0, z);  a′ = 1 where z > 0, else 0"
    code: ClassVar[str] = "max(0.0, z)"
    source: ClassVar[str] = "Nair & Hinton, ICML 2010; Glorot, Bordes & Bengio, AISTATS 2011"
    sentence: ClassVar[str] = "Passes what is positive and blocks the rest: quick, but it can die."
    has_kink: ClassVar[bool] = True

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return max(0, z)."""
        return np.maximum(pre_activation, bound(0.0, pre_activation), out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da where z > 0, else 0."""
        out = one_where_positive(activation, out)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class LeakyReLU(Activation):
    """The rectified linear unit with a small slope for negative sums.

    Its derivative at zero is taken as the negative slope.

    Examples
    --------
    >>> LeakyReLU(negative_slope=0.1).forward(np.array([-2.0, 2.0])).tolist()
    [-0.2, 2.0]
    """

    id: ClassVar[str] = "leaky_relu"
    label: ClassVar[str] = "Leaky ReLU"
    formula: ClassVar[str] = "a = max(z, s z);  a′ = 1 where z > 0, else s"
    code: ClassVar[str] = "max(z, {negative_slope} * z)"
    source: ClassVar[str] = "Maas, Hannun & Ng, ICML 2013"
    sentence: ClassVar[str] = "A ReLU that lets a little of the negative through, so it cannot die."
    has_kink: ClassVar[bool] = True

    negative_slope: float = hyper(
        0.01, "Negative slope", "The share of a negative sum that passes.",
        minimum=0.0, maximum=1.0, shown=(0.0, 0.5),
    )  # fmt: skip

    @property
    def bends(self) -> bool:
        """Whether the slopes at zero, 1 and s, differ."""
        return self.negative_slope != 1.0

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return max(z, s z), for a slope s up to one."""
        slope = constant(self.negative_slope, pre_activation.dtype)
        out = np.multiply(pre_activation, slope, out=out)
        return np.maximum(out, pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da where z > 0, else s dL/da."""
        out = one_where_positive(pre_activation, out)
        np.maximum(out, bound(self.negative_slope, out), out=out)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class ELU(Activation):
    """The exponential linear unit; its derivative at zero is taken as alpha.

    Examples
    --------
    >>> ELU().forward(np.array([-1.0, 2.0])).round(4).tolist()
    [-0.6321, 2.0]
    """

    id: ClassVar[str] = "elu"
    label: ClassVar[str] = "ELU"
    formula: ClassVar[str] = "a = z where z > 0, else α (exp(z) − 1);  a′ = 1 or α exp(z)"
    code: ClassVar[str] = "z if z > 0.0 else {alpha} * math.expm1(z)"
    source: ClassVar[str] = "Clevert, Unterthiner & Hochreiter, ICLR 2016"
    sentence: ClassVar[str] = "A ReLU that bends smoothly to −α, which centres its outputs."
    has_kink: ClassVar[bool] = True

    alpha: float = hyper(
        1.0, "Alpha", "How far below zero the output can go.",
        minimum=0.0, maximum=1e3, shown=(0.0, 3.0),
    )  # fmt: skip

    @property
    def bends(self) -> bool:
        """Whether the slopes at zero, 1 and α, differ."""
        return self.alpha != 1.0

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return z where z > 0, else α (exp(z) - 1), without overflow for any z."""
        dtype = pre_activation.dtype
        zero = bound(0.0, pre_activation)
        out = np.minimum(pre_activation, zero, out=out)
        np.expm1(out, out=out)
        np.multiply(out, constant(self.alpha, dtype), out=out)
        return np.add(out, np.maximum(pre_activation, zero), out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da where z > 0, else α exp(z) dL/da."""
        dtype = pre_activation.dtype
        out = np.minimum(pre_activation, bound(0.0, pre_activation), out=out)
        np.exp(out, out=out)  # 1 where z > 0
        if self.alpha != 1.0:
            np.multiply(out, constant(self.alpha, dtype), out=out)
            np.copyto(out, constant(1.0, dtype), where=pre_activation > 0.0)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class Softplus(Activation):
    """The smooth form of the rectified linear unit.

    Examples
    --------
    >>> Softplus().forward(np.array([0.0, 1000.0])).round(4).tolist()
    [0.6931, 1000.0]
    """

    id: ClassVar[str] = "softplus"
    label: ClassVar[str] = "Softplus"
    formula: ClassVar[str] = "a = log(1 + exp(z));  a′ = 1 / (1 + exp(−z))"
    code: ClassVar[str] = "max(z, 0.0) + math.log1p(math.exp(-abs(z)))"
    source: ClassVar[str] = "Dugas et al., NIPS 2000; Glorot, Bordes & Bengio, AISTATS 2011"
    sentence: ClassVar[str] = "A ReLU with its corner rounded off; never quite zero."

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return log(1 + exp(z)), without overflow for any z."""
        return softplus(pre_activation, out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da · 1 / (1 + exp(-z))."""
        out = sigmoid(pre_activation, out=out)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class SiLU(Activation):
    """The sigmoid-weighted linear unit, also called swish.

    Examples
    --------
    >>> SiLU().forward(np.array([-1.0, 0.0, 1.0])).round(4).tolist()
    [-0.2689, 0.0, 0.7311]
    """

    id: ClassVar[str] = "silu"
    label: ClassVar[str] = "SiLU"
    formula: ClassVar[str] = "a = z σ(z),  σ(z) = 1 / (1 + exp(−z));  a′ = σ + a (1 − σ)"
    code: ClassVar[str] = "0.5 * z * (1.0 + math.tanh(0.5 * z))"
    source: ClassVar[str] = "Hendrycks & Gimpel, arXiv:1606.08415, 2016, §2"
    sentence: ClassVar[str] = "A smooth ReLU that dips a little below zero before it goes flat."

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return z / (1 + exp(-z)), without overflow for any z."""
        out = sigmoid(pre_activation, out=out)
        return np.multiply(out, pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da · (σ + a (1 - σ))."""
        share = sigmoid(pre_activation)
        out = np.subtract(constant(1.0, share.dtype), share, out=out)
        np.multiply(out, activation, out=out)
        np.add(out, share, out=out)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class GELU(Activation):
    """The Gaussian error linear unit, in its exact form.

    Examples
    --------
    >>> GELU().forward(np.array([-1.0, 0.0, 1.0])).round(4).tolist()
    [-0.1587, 0.0, 0.8413]
    """

    id: ClassVar[str] = "gelu"
    label: ClassVar[str] = "GELU"
    formula: ClassVar[str] = "a = z Φ(z),  Φ(z) = (1 + erf(z/√2)) / 2;  a′ = Φ(z) + z φ(z)"
    code: ClassVar[str] = "0.5 * z * (1.0 + math.erf(z / math.sqrt(2.0)))"
    source: ClassVar[str] = "Hendrycks & Gimpel, arXiv:1606.08415, 2016, §2"
    sentence: ClassVar[str] = "Weighs the sum by how probable a smaller one is: a smooth ReLU."

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return z Φ(z)."""
        out = normal_cdf(pre_activation, out=out)
        return np.multiply(out, pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da · (Φ(z) + z φ(z)), with φ(z) = exp(-z²/2) / √(2π)."""
        dtype = pre_activation.dtype
        out, density = _tail_and_bell(pre_activation, out)
        _mirrored(out, pre_activation)
        near = np.minimum(pre_activation, bound(FLAT_BEYOND, pre_activation))
        np.maximum(near, bound(-FLAT_BEYOND, near), out=near)
        np.multiply(density, near, out=density)
        np.multiply(density, constant(1.0 / math.sqrt(2.0 * math.pi), dtype), out=density)
        np.add(out, density, out=out)
        return np.multiply(out, grad_activation, out=out)


FEW = 4096
"""Up to so many values, ``np.sign`` takes less time than a comparison."""

FLAT_BEYOND = 38.0
"""From here on the normal distribution's tail is zero, to the smallest normal number."""

NUMERATOR = (
    3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383,
    112.079291497871, 221.213596169931, 220.206867912376,
)  # fmt: skip
DENOMINATOR = (
    8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461,
    296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752,
)  # fmt: skip
"""Coefficients of the rational function in Φ(-x), the highest power first."""


def normal_cdf(values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return Φ, the standard normal distribution function, to 2e-16 absolute.

    With P and Q of degrees 6 and 7, Φ(-x) = exp(-x²/2) P(x) / Q(x) for x ≥ 0
    (Hart et al., Computer Approximations, 1968, algorithm 5666, in West, Better
    approximations to cumulative normal functions, Wilmott, 2005), and
    Φ(x) = 1 - Φ(-x). ``out`` must not be ``values``.

    Examples
    --------
    >>> normal_cdf(np.array([-1.96, 0.0, 1.96])).round(4).tolist()
    [0.025, 0.5, 0.975]
    """
    out, _ = _tail_and_bell(values, out)
    return _mirrored(out, values)


def _tail_and_bell(values: FloatArray, out: FloatArray | None) -> tuple[FloatArray, FloatArray]:
    """Return Φ(-|x|), in ``out``, and exp(-x²/2)."""
    x = np.abs(values)
    np.minimum(x, bound(FLAT_BEYOND, x), out=x)
    out = _polynomial(NUMERATOR, x, out)
    np.divide(out, _polynomial(DENOMINATOR, x), out=out)
    np.multiply(x, x, out=x)
    np.multiply(x, constant(-0.5, x.dtype), out=x)
    np.exp(x, out=x)
    return np.multiply(out, x, out=out), x


def _mirrored(tail: FloatArray, values: FloatArray) -> FloatArray:
    """Turn Φ(-|x|) into Φ(x) in place: one minus it where x > 0."""
    above = positive(values)
    sign = np.multiply(above, constant(-2.0, above.dtype))
    np.add(sign, constant(1.0, above.dtype), out=sign)
    np.multiply(tail, sign, out=tail)
    return np.add(tail, above, out=tail)


def positive(values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return one where a value is above zero, and zero elsewhere.

    Examples
    --------
    >>> positive(np.array([-2.0, 0.0, 3.0])).tolist()
    [0.0, 0.0, 1.0]
    """
    if out is None:
        out = np.empty_like(values)
    return np.greater(values, constant(0.0, values.dtype), out=out, casting="unsafe")


def _polynomial(
    coefficients: tuple[float, ...], x: FloatArray, out: FloatArray | None = None
) -> FloatArray:
    """Return the value at x by Horner's rule, for coefficients of falling powers."""
    first, *others, last = _constants(coefficients, x.dtype)
    out = np.multiply(x, first, out=out)
    for coefficient in others:
        np.add(out, coefficient, out=out)
        np.multiply(out, x, out=out)
    return np.add(out, last, out=out)


@cache
def _constants(values: tuple[float, ...], dtype: np.dtype[Any]) -> list[FloatArray]:
    return [constant(value, dtype) for value in values]


def one_where_positive(values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return one where a value is above zero, elsewhere nothing above zero.

    For few values the sign costs least: one call, without a change of type.

    Examples
    --------
    >>> one_where_positive(np.array([0.0, 3.0])).tolist()
    [0.0, 1.0]
    """
    return np.sign(values, out=out) if values.size <= FEW else positive(values, out)
