"""What training minimises: a loss behind its output activation, and penalties.

Arrays hold examples in columns: outputs and targets are (*runs, K, N).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from engine import activations
from engine.arrays import FloatArray, sigmoid
from engine.errors import ExperimentError, Fault
from engine.losses import Loss, softmax


class Objective:
    """A loss and the output activation in front of it.

    Cross-entropies take logits and hold their activation inside; other losses
    see the activated outputs, and the activation's derivative is chained here.
    With tanh outputs the targets 0 and 1 of a class become -1 and +1.

    Targets as the loss sees them, after this and label smoothing, are called
    *coded*; :meth:`coded` makes them, once, and all other methods expect them.

    Parameters
    ----------
    loss : Loss
        What is averaged over a batch.
    output_activation : str
        Its id, or ``"auto"``.
    task : {"binary", "multiclass", "regression"}
        What is to be learnt.
    label_smoothing : float, or array of shape (*runs,)
        A share ε of each target is spread over the K classes: t becomes
        (1 − ε) t + ε / K (Szegedy et al., CVPR 2016, section 7).
    class_weights : ndarray of shape (*runs, K), optional
        The loss becomes Σ w l / Σ w over the batch, with the weight w of each
        example's class (two for a single output).
    """

    def __init__(
        self,
        loss: Loss,
        output_activation: str,
        task: str,
        label_smoothing: ArrayLike = 0.0,
        class_weights: FloatArray | None = None,
    ) -> None:
        if output_activation == "auto":
            output_activation = loss.output_activation
        self.loss = loss
        self.output_activation = output_activation
        self.recoded = task != "regression" and output_activation == "tanh"
        self._smoothing = np.asarray(label_smoothing, np.float64)
        self._weights = class_weights
        chained = not loss.takes_logits and output_activation != "linear"
        self._activation = activations.get(output_activation) if chained else None

    @property
    def label_smoothing(self) -> FloatArray:
        """Share of each target that is spread over the classes, (*runs,)."""
        return self._smoothing

    @property
    def coding(self) -> tuple[object, ...]:
        """All that coded targets depend on."""
        return self.recoded, self._smoothing.tolist()

    def coded(self, targets: FloatArray, run: int | None = None) -> FloatArray:
        """Return targets (..., K, N) as the loss sees them, for all runs or for one."""
        smoothing = self._smoothing
        if smoothing.any():
            share = (smoothing if run is None else smoothing[run])[..., np.newaxis, np.newaxis]
            share = share.astype(targets.dtype)
            targets = targets * (1.0 - share) + share / max(2, targets.shape[-2])
        return targets * 2.0 - 1.0 if self.recoded else targets

    def evaluate(self, outputs: FloatArray, targets: FloatArray, grad: FloatArray) -> Any:
        """Return the mean loss of each run and write dL/d(outputs) into ``grad``."""
        if self._activation is None:
            return self.compare(outputs, targets, grad)
        activated = self._activation.forward(outputs)
        grad_activated = np.empty_like(activated)
        loss = self.compare(activated, targets, grad_activated)
        self._activation.backward(grad_activated, outputs, activated, out=grad)
        return loss

    def of_each_example(self, outputs: FloatArray, targets: FloatArray) -> FloatArray:
        """Return the loss (*runs, N) of each example; their mean is that of :meth:`evaluate`."""
        values = outputs if self._activation is None else self._activation.forward(outputs)
        losses = self.loss.of_each_example(values, targets)
        return losses if self._weights is None else losses * self.shares(targets)

    def compare(self, values: FloatArray, targets: FloatArray, grad: FloatArray) -> Any:
        """Do as :meth:`evaluate` does, for values as the loss takes them.

        These are logits where the loss takes such, else outputs behind their activation.
        """
        loss = self.loss.mean_and_gradient(values, targets, -2, grad)
        if self._weights is None:
            return loss
        share = self.shares(targets)
        grad *= share[..., np.newaxis, :]
        return (self.loss.of_each_example(values, targets) * share).mean(axis=-1)

    def shares(self, targets: FloatArray) -> FloatArray:
        """Return the weights (*runs, N) of the examples' classes, made to have a mean of one."""
        if self._weights is None:
            return np.ones((*targets.shape[:-2], targets.shape[-1]), targets.dtype)
        share = self._example_weights(targets)
        if share.shape[-1]:  # of no examples there is no mean
            share /= share.mean(axis=-1, keepdims=True)
        return share

    def _example_weights(self, targets: FloatArray) -> FloatArray:
        """Return the weight (*runs, N) of each example's class, for coded targets."""
        weights = self._weights
        assert weights is not None
        if targets.shape[-2] == 1:
            classes = (targets[..., 0, :] > (0.0 if self.recoded else 0.5)).astype(np.intp)
        else:
            classes = targets.argmax(axis=-2)
        classes = np.broadcast_to(classes, (*weights.shape[:-1], classes.shape[-1]))
        return np.take_along_axis(weights, classes, axis=-1)

    def mass(self, targets: FloatArray) -> Any:
        """Return what a mean over examples with coded targets divides by: N, or Σ w."""
        if self._weights is None:
            return float(targets.shape[-1])
        return self._example_weights(targets).sum(axis=-1, dtype=np.float64)

    def activated(self, outputs: FloatArray) -> FloatArray:
        """Return raw outputs behind their activation: of tanh −1 to 1, for classes too."""
        if self.output_activation == "softmax":
            return softmax(outputs, class_axis=-2)
        if self.output_activation == "sigmoid":
            return sigmoid(outputs)
        return outputs.copy() if self._activation is None else self._activation.forward(outputs)

    def predictions(self, outputs: FloatArray) -> FloatArray:
        """Return probabilities of the classes, or values, for raw outputs."""
        activated = self.activated(outputs)
        return (activated + 1.0) / 2.0 if self.recoded else activated


def class_weights_of(setting: Any, targets: FloatArray) -> list[float] | None:
    """Return the weight of each class, as ``Training.class_weights`` asks.

    Parameters
    ----------
    setting : {"none", "balanced"} or tuple of float
        Balanced is N / (C n_c) for the n_c examples of class c (King & Zeng,
        Political Analysis 9, 2001); a class without examples counts as one.
    targets : ndarray of shape (N, K)
        Training targets, 0 and 1.

    Raises
    ------
    ExperimentError
        If there are not as many weights as classes.

    Examples
    --------
    >>> class_weights_of("balanced", np.array([[0.0], [0.0], [0.0], [1.0]]))
    [0.6666666666666666, 2.0]
    """
    if setting == "none":
        return None
    ones = targets.sum(axis=0)
    counts = np.array([len(targets) - ones[0], ones[0]]) if len(ones) == 1 else ones
    if setting == "balanced":
        balanced = len(targets) / (len(counts) * np.maximum(counts, 1.0))
        return [float(weight) for weight in np.where(counts > 0.0, balanced, 1.0)]
    if len(setting) != len(counts):
        raise ExperimentError(
            [
                Fault(
                    "training.class_weights",
                    f"{len(setting)} weights for {len(counts)} classes.",
                    "Give one weight a class, or balanced.",
                )
            ]
        )
    return list(setting)


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
