"""What every activation function has, and the registry of them all."""

from typing import ClassVar

from engine.arrays import FloatArray
from engine.registry import Part, Registry


class Activation(Part):
    """An elementwise function f and its derivative, for arrays of any shape."""

    code: ClassVar[str] = ""
    """f(z) for one number z, in Python with its ``math``; hyper-parameters stand in braces."""
    has_kink: ClassVar[bool] = False
    """Whether functions of this kind have a point without a derivative (at zero)."""
    steepest: ClassVar[float | None] = None
    """The largest derivative of a function that goes flat on both sides; None for others."""

    @property
    def bends(self) -> bool:
        """Whether this one has it, with its hyper-parameters."""
        return self.has_kink

    def forward(self, pre_activation: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Return f(z) for the pre-activations z, of the same shape."""
        raise NotImplementedError

    def backward(
        self,
        grad_activation: FloatArray,
        pre_activation: FloatArray,
        activation: FloatArray,
        out: FloatArray | None = None,
    ) -> FloatArray:
        """Return dL/dz = dL/da · f'(z); ``out`` must not be ``grad_activation``.

        Both z and a = f(z) are given: each function takes that from which its
        derivative is had more cheaply, such as 1 - a² for tanh.
        """
        raise NotImplementedError


registry: Registry[Activation] = Registry("activation", Activation)
