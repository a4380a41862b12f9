"""What training minimises: a loss behind its output activation, and penalties.

Arrays hold examples in columns: outputs and targets are (*runs, K, N).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine import activations
from engine.arrays import FloatArray, sigmoid
from engine.losses import Loss, softmax


class Objective:
    """A loss and the output activation in front of it.

    Cross-entropies take logits and hold their activation inside; other losses
    see the activated outputs, and the activation's derivative is chained here.
    With tanh outputs the targets 0 and 1 of a class become -1 and +1.
    """

    def __init__(self, loss: Loss, output_activation: str, task: str) -> None:
        if output_activation == "auto":
            output_activation = loss.output_activation
        self.loss = loss
        self.output_activation = output_activation
        self.recoded = task != "regression" and output_activation == "tanh"
        chained = not loss.takes_logits and output_activation != "linear"
        self._activation = activations.get(output_activation) if chained else None

    def coded(self, targets: FloatArray) -> FloatArray:
        """Return targets as the loss sees them."""
        return targets * 2.0 - 1.0 if self.recoded else targets

    def evaluate(self, outputs: FloatArray, targets: FloatArray, grad: FloatArray) -> Any:
        """Return the mean loss of each run and write dL/d(outputs) into ``grad``."""
        if self._activation is None:
            return self.loss.mean_and_gradient(outputs, targets, -2, grad)
        activated = self._activation.forward(outputs)
        grad_activated = np.empty_like(activated)
        loss = self.loss.mean_and_gradient(activated, targets, -2, grad_activated)
        self._activation.backward(grad_activated, outputs, activated, out=grad)
        return loss

    def predictions(self, outputs: FloatArray) -> FloatArray:
        """Return probabilities of the classes, or values, for raw outputs."""
        if self.output_activation == "softmax":
            return softmax(outputs, class_axis=-2)
        if self.output_activation == "sigmoid":
            return sigmoid(outputs)
        if self._activation is None:
            return outputs.copy()
        activated = self._activation.forward(outputs)
        return (activated + 1.0) / 2.0 if self.recoded else activated


class Penalties:
    """L1 and L2 on weights, not on biases: l1 Σ|w| + ½ l2 Σ w².

    Parameters
    ----------
    l1, l2 : sequence of float
        One a run.
    weight_mask : ndarray of shape (P,)
        One for each weight, zero for each bias.
    runs : tuple of int
        ``()`` or ``(R,)``.
    """

    def __init__(
        self,
        l1: Sequence[float],
        l2: Sequence[float],
        weight_mask: FloatArray,
        runs: tuple[int, ...],
    ) -> None:
        self.active = any(l1) or any(l2)
        shape, dtype = (*runs, 1), weight_mask.dtype
        self._l1 = np.reshape(np.asarray(l1, dtype), shape) * weight_mask if any(l1) else None
        self._l2 = np.reshape(np.asarray(l2, dtype), shape) * weight_mask if any(l2) else None

    def add(self, parameters: FloatArray, gradient: FloatArray) -> Any:
        """Add the penalties' gradient to ``gradient`` and return their value, (*runs,)."""
        value: Any = np.zeros(parameters.shape[:-1])
        if self._l1 is not None:
            gradient += self._l1 * np.sign(parameters)
            value = value + (self._l1 * np.abs(parameters)).sum(axis=-1)
        if self._l2 is not None:
            pull = self._l2 * parameters
            gradient += pull
            value = value + 0.5 * (pull * parameters).sum(axis=-1)
        return value
