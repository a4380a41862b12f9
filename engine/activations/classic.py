"""The identity, the two sigmoids of the first networks, and the sine."""

from typing import ClassVar

import numpy as np

from engine.activations.base import Activation, registry
from engine.arrays import FloatArray, constant
from engine.arrays import sigmoid as stable_sigmoid


@registry.register
class Linear(Activation):
    """The identity.

    Examples
    --------
    >>> Linear().forward(np.array([-1.5, 2.0])).tolist()
    [-1.5, 2.0]
    """

    id: ClassVar[str] = "linear"
    label: ClassVar[str] = "Linear"
    formula: ClassVar[str] = "a = z"
    code: ClassVar[str] = "z"
    source: ClassVar[str] = "The identity; layers of it compose to one linear map."
    sentence: ClassVar[str] = "Passes the sum on unchanged, so that layers add nothing."

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return z."""
        return np.positive(pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da: the derivative is one."""
        return np.positive(grad_activation, out=out)


@registry.register
class Sigmoid(Activation):
    """The logistic function.

    Examples
    --------
    >>> Sigmoid().forward(np.array([0.0])).tolist()
    [0.5]
    """

    id: ClassVar[str] = "sigmoid"
    label: ClassVar[str] = "Sigmoid"
    formula: ClassVar[str] = "a = 1 / (1 + exp(−z));  a′ = a (1 − a)"
    code: ClassVar[str] = "0.5 * (1.0 + math.tanh(0.5 * z))"
    source: ClassVar[str] = "Rumelhart, Hinton & Williams, Nature 323, 1986, eq. 2"
    sentence: ClassVar[str] = "Squeezes the sum into 0 to 1 and goes flat far from zero."
    steepest: ClassVar[float | None] = 0.25

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return 1 / (1 + exp(-z)), without overflow for any z."""
        return stable_sigmoid(pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da · a (1 - a)."""
        out = np.subtract(constant(1.0, activation.dtype), activation, out=out)
        np.multiply(out, activation, out=out)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class Tanh(Activation):
    """The hyperbolic tangent.

    Examples
    --------
    >>> Tanh().forward(np.array([0.0, 1.0])).round(4).tolist()
    [0.0, 0.7616]
    """

    id: ClassVar[str] = "tanh"
    label: ClassVar[str] = "Tanh"
    formula: ClassVar[str] = "a = tanh(z);  a′ = 1 − a²"
    code: ClassVar[str] = "math.tanh(z)"
    source: ClassVar[str] = "LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998, §4.4"
    sentence: ClassVar[str] = "Squeezes the sum into −1 to 1, smooth and centred on zero."
    steepest: ClassVar[float | None] = 1.0

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return tanh(z)."""
        return np.tanh(pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da · (1 - a²)."""
        out = np.multiply(activation, activation, out=out)
        np.subtract(constant(1.0, out.dtype), out, out=out)
        return np.multiply(out, grad_activation, out=out)


@registry.register
class Sine(Activation):
    """The sine: a periodic activation.

    Examples
    --------
    >>> Sine().forward(np.array([0.0, 1.0])).round(4).tolist()
    [0.0, 0.8415]
    """

    id: ClassVar[str] = "sine"
    label: ClassVar[str] = "Sine"
    formula: ClassVar[str] = "a = sin(z);  a′ = cos(z)"
    code: ClassVar[str] = "math.sin(z)"
    source: ClassVar[str] = "Sitzmann et al., NeurIPS 2020 (SIREN), with ω₀ = 1"
    sentence: ClassVar[str] = "Goes up and down for ever: good at ripples, hard to train."

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return sin(z)."""
        return np.sin(pre_activation, out=out)

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/da · cos(z)."""
        out = np.cos(pre_activation, out=out)
        return np.multiply(out, grad_activation, out=out)
