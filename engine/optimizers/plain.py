"""One step size for all parameters: gradient descent, alone and with a velocity."""

from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray, broadcastable
from engine.optimizers.base import Optimizer, State, registry
from engine.registry import hyper


@registry.register
class SGD(Optimizer):
    """Stochastic gradient descent.

    Examples
    --------
    >>> w, g = np.array([1.0]), np.array([0.5])
    >>> sgd = SGD(learning_rate=0.1)
    >>> sgd.update(w, g, sgd.init(w)); w.round(4).tolist()
    [0.95]
    """

    id: ClassVar[str] = "sgd"
    label: ClassVar[str] = "SGD"
    formula: ClassVar[str] = "w ← w − η g"
    source: ClassVar[str] = "Robbins & Monro, Annals of Mathematical Statistics 22, 1951"
    sentence: ClassVar[str] = "Steps straight against the gradient of each mini-batch."
    usual_rate: ClassVar[float] = 0.1

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make the step w ← w − η g."""
        scratch = state["scratch"]
        np.multiply(gradient, broadcastable(state["learning_rate"]), out=scratch)
        np.subtract(parameters, scratch, out=parameters)
        state["update"] += 1


@registry.register
class Momentum(Optimizer):
    """Gradient descent with a velocity, in PyTorch's form.

    Examples
    --------
    >>> w, g = np.array([1.0]), np.array([1.0])
    >>> rule = Momentum(learning_rate=0.1, momentum=0.5)
    >>> state = rule.init(w)
    >>> rule.update(w, g, state); rule.update(w, g, state); w.round(4).tolist()
    [0.75]
    """

    id: ClassVar[str] = "momentum"
    label: ClassVar[str] = "Momentum"
    formula: ClassVar[str] = "v ← μ v + g;  w ← w − η v"
    source: ClassVar[str] = "Polyak, 1964; Sutskever, Martens, Dahl & Hinton, ICML 2013"
    sentence: ClassVar[str] = "Rolls on: each step adds to what is left of the steps before."
    memory: ClassVar[tuple[str, ...]] = ("velocity",)
    rolling: ClassVar[str] = "velocity"
    usual_rate: ClassVar[float] = 0.03

    momentum: float = hyper(
        0.9, "Momentum", "Share of the velocity that is kept at each update.",
        minimum=0.0, below=1.0, shown=(0.0, 0.99),
    )  # fmt: skip

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make the step v ← μ v + g;  w ← w − η v."""
        velocity, scratch = state["velocity"], state["scratch"]
        np.multiply(velocity, broadcastable(state["momentum"]), out=velocity)
        np.add(velocity, gradient, out=velocity)
        np.multiply(velocity, broadcastable(state["learning_rate"]), out=scratch)
        np.subtract(parameters, scratch, out=parameters)
        state["update"] += 1


@registry.register
class Nesterov(Momentum):
    """Momentum that looks one step ahead, in PyTorch's form.

    Examples
    --------
    >>> w, g = np.array([1.0]), np.array([1.0])
    >>> rule = Nesterov(learning_rate=0.1, momentum=0.5)
    >>> rule.update(w, g, rule.init(w)); w.round(4).tolist()
    [0.85]
    """

    id: ClassVar[str] = "nesterov"
    label: ClassVar[str] = "Nesterov"
    formula: ClassVar[str] = "v ← μ v + g;  w ← w − η (g + μ v)"
    source: ClassVar[str] = "Nesterov, 1983; Sutskever, Martens, Dahl & Hinton, ICML 2013"
    sentence: ClassVar[str] = "Rolls on, and steps already where its velocity is about to lead."

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make the step v ← μ v + g;  w ← w − η (g + μ v)."""
        velocity, scratch = state["velocity"], state["scratch"]
        momentum = broadcastable(state["momentum"])
        np.multiply(velocity, momentum, out=velocity)
        np.add(velocity, gradient, out=velocity)
        np.multiply(velocity, momentum, out=scratch)
        np.add(scratch, gradient, out=scratch)
        np.multiply(scratch, broadcastable(state["learning_rate"]), out=scratch)
        np.subtract(parameters, scratch, out=parameters)
        state["update"] += 1
