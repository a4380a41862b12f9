"""Optimizers: how a gradient becomes a change of the parameters.

An optimizer's settings are frozen. ``init`` copies them as arrays into a state,
and a step reads nothing but that state, so that a setting can change in
mid-run and a stack of runs can have a value each. Parameters, gradient and
memory have shape (*runs, P); coefficients have shape (*runs, 1). ``descend`` is
the rule itself; ``update`` is the same behind a check of what was handed in.

To add an optimizer, write one class here, with a method ``descend``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.arguments import check_shape, finite_array, refused
from engine.arrays import FloatArray, broadcastable, constant
from engine.registry import HyperParameter, Part, Registry, hyper

ROOM = 1e-7  # of all numbers, for parameters handed in: one step stays within the rest
CORRECTIONS = 64  # steps for which Adam computes its bias corrections at once

State = dict[str, Any]
"""Coefficients, memory and update count of an optimizer."""


def rate_of(default: float) -> Any:
    """Declare the learning rate, with PyTorch's default for the rule."""
    return hyper(
        default, "Learning rate", "How far each update goes along the step that the rule proposes.",
        above=0.0, maximum=1e3, scale="log", shown=(1e-5, 10.0),
    )  # fmt: skip


def epsilon_of(default: float) -> Any:
    """Declare the summand beside a root, with PyTorch's default for the rule."""
    return hyper(
        default, "ε", "Keeps the division finite where gradients vanish.",
        above=0.0, maximum=1.0, scale="log", shown=(1e-10, 1e-2),
    )  # fmt: skip


class Optimizer(Part):
    """A rule that changes parameters in place, given their gradient."""

    memory: ClassVar[tuple[str, ...]] = ()
    """Names of the arrays, laid out like the parameters, that the rule keeps.

    Where two rules use the same names, what is kept means the same.
    """
    usual_rate: ClassVar[float] = 0.01
    """Learning rate that suits small networks better than the reference's default."""

    learning_rate: float = rate_of(0.001)

    def init(self, parameters: FloatArray) -> State:
        """Return a fresh state for ``parameters`` of shape (*runs, P).

        Raises
        ------
        ValueError
            If that is not an array of float32 or float64.
        """
        check_parameters(parameters)
        state: State = {"update": 0, "scratch": np.empty_like(parameters), "derived": None}
        for name in self.memory:
            state[name] = np.zeros_like(parameters)
        for hyper_parameter in self.hyper_parameters():
            state[hyper_parameter.name] = np.empty((*parameters.shape[:-1], 1), parameters.dtype)
        set_coefficients(state, [self] * state["learning_rate"].size)
        return state

    def update(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Change ``parameters`` and ``state`` in place; leave ``gradient`` as it is.

        Raises
        ------
        ValueError
            If the three do not fit each other, or numbers are beyond all bounds;
            nothing has changed then.
        """
        check_parameters(parameters)
        finite_array(parameters, "parameters", largest=ROOM * float(np.finfo(parameters.dtype).max))
        gradient = finite_array(gradient, "gradient", parameters.dtype)
        check_shape(gradient, "gradient", parameters.shape[:-1], parameters.shape[-1])
        check_state(self, state, parameters)
        with np.errstate(all="ignore"):
            if not np.isfinite(np.vecdot(gradient, gradient)).all():
                mend = "Make it shorter, for example with a lower learning rate."
                raise refused("gradient", "its length is beyond all bounds.", mend)
            self.descend(parameters, gradient, state)

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make one step of the rule in place, for arrays known to fit, of finite norm."""
        raise NotImplementedError


def check_parameters(parameters: Any) -> None:
    """Refuse what no optimizer can change in place."""
    if not isinstance(parameters, np.ndarray) or parameters.dtype not in (np.float32, np.float64):
        fault = "they have to be changed in place."
        raise refused("parameters", fault, "Give an array of float32 or float64.")
    if parameters.ndim not in (1, 2) or not parameters.size or not parameters.flags.writeable:
        fault = f"a writable array is needed, not one of shape {parameters.shape}."
        raise refused("parameters", fault, "Give (P,), or (R, P) for a stack.")


def check_state(optimizer: Optimizer, state: Any, parameters: FloatArray) -> None:
    """Refuse the state of another rule, or of other parameters."""
    names = ("scratch", *optimizer.memory)
    coefficients = tuple(h.name for h in optimizer.hyper_parameters())
    known = isinstance(state, dict) and {"update", "derived", *names, *coefficients} <= set(state)
    wanted = parameters.shape, parameters.dtype
    if not known or any((state[name].shape, state[name].dtype) != wanted for name in names):
        fault = "it belongs to another optimizer or to other parameters."
        raise refused("state", fault, "Take what init(parameters) of this optimizer returns.")


def set_coefficients(state: State, optimizers: Sequence[Optimizer]) -> None:
    """Write the hyper-parameters of one optimizer a run into ``state``."""
    for hyper_parameter in optimizers[0].hyper_parameters():
        name = hyper_parameter.name
        values = [getattr(optimizer, name) for optimizer in optimizers]
        state[name][...] = np.reshape(values, state[name].shape)
        keep_within(state[name], hyper_parameter)
    state["derived"] = None  # what a rule derives from its coefficients is out of date


def keep_within(values: FloatArray, limits: HyperParameter) -> None:
    """Undo in place what rounding to float32 makes of 0.9999999999 or 1e-50.

    A limit that is excluded stays excluded: β = 1 or ε = 0 would divide by zero. And ε
    stays so large that a gradient whose norm is just finite, divided by it, and times a
    rate of 1,000, does not carry a parameter out of range: rounding can leave a mean of
    squares at zero that was large before.
    """
    one = np.finfo(values.dtype)
    if limits.open_maximum and limits.maximum is not None:
        np.minimum(values, limits.maximum * (1.0 - one.epsneg), out=values)
    if limits.open_minimum and limits.minimum == 0.0:
        np.maximum(values, one.tiny, out=values)
    if limits.name == "epsilon":
        np.maximum(values, 1e4 / math.sqrt(one.max), out=values)


def memory_of(optimizer: Optimizer, state: State) -> State:
    """Return a copy of what cannot be computed from settings: memory and update count."""
    kept = {name: state[name].copy() for name in optimizer.memory}
    return {"update": state["update"], **kept}


def restore_memory(optimizer: Optimizer, state: State, memory: State) -> None:
    """Write memory into a state of ``optimizer``, unless it is that of a rule of another kind.

    Momentum and Nesterov have their velocity in common, Adam and AdamW both of
    their means; any other rule begins afresh.
    """
    if set(memory) == {"update", *optimizer.memory}:
        state["update"] = memory["update"]
        for name in optimizer.memory:
            state[name][...] = memory[name]
    state["derived"] = None


registry: Registry[Optimizer] = Registry("optimizer", Optimizer)


def get(optimizer_id: str) -> type[Optimizer]:
    """Return the class with this id."""
    return registry.class_of(optimizer_id)


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
        """W ← w − η g."""
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
    usual_rate: ClassVar[float] = 0.03

    momentum: float = hyper(
        0.9, "Momentum", "Share of the velocity that is kept at each update.",
        minimum=0.0, below=1.0, shown=(0.0, 0.99),
    )  # fmt: skip

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """V ← μ v + g;  w ← w − η v."""
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
        """V ← μ v + g;  w ← w − η (g + μ v)."""
        velocity, scratch = state["velocity"], state["scratch"]
        momentum = broadcastable(state["momentum"])
        np.multiply(velocity, momentum, out=velocity)
        np.add(velocity, gradient, out=velocity)
        np.multiply(velocity, momentum, out=scratch)
        np.add(scratch, gradient, out=scratch)
        np.multiply(scratch, broadcastable(state["learning_rate"]), out=scratch)
        np.subtract(parameters, scratch, out=parameters)
        state["update"] += 1


@registry.register
class Adagrad(Optimizer):
    """Steps divided by the root of all squared gradients so far, in PyTorch's form.

    Examples
    --------
    With the same gradient twice, the second step is shorter by √2:

    >>> w, g = np.array([1.0]), np.array([3.0])
    >>> rule = Adagrad(learning_rate=0.1)
    >>> state = rule.init(w)
    >>> rule.update(w, g, state); rule.update(w, g, state); w.round(4).tolist()
    [0.8293]
    """

    id: ClassVar[str] = "adagrad"
    label: ClassVar[str] = "Adagrad"
    formula: ClassVar[str] = "s ← s + g²;  w ← w − η g / (√s + ε)"
    source: ClassVar[str] = "Duchi, Hazan & Singer, JMLR 12, 2011, with a diagonal"
    sentence: ClassVar[str] = "Gives each weight a step that only ever shrinks, sooner where steep."
    memory: ClassVar[tuple[str, ...]] = ("sum_of_squares",)
    usual_rate: ClassVar[float] = 0.1

    learning_rate: float = rate_of(0.01)
    epsilon: float = epsilon_of(1e-10)

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """S ← s + g²;  w ← w − η g / (√s + ε)."""
        squares, scratch = state["sum_of_squares"], state["scratch"]
        np.multiply(gradient, gradient, out=scratch)
        np.add(squares, scratch, out=squares)
        descend_by_root(parameters, gradient, squares, state)
        state["update"] += 1


@registry.register
class RMSProp(Optimizer):
    """Steps divided by the root mean square of recent gradients, in PyTorch's form.

    Examples
    --------
    >>> w, g = np.array([1.0, 1.0]), np.array([3.0, -0.01])
    >>> rule = RMSProp(learning_rate=0.01, rho=0.75)
    >>> rule.update(w, g, rule.init(w)); w.round(4).tolist()
    [0.98, 1.02]
    """

    id: ClassVar[str] = "rmsprop"
    label: ClassVar[str] = "RMSProp"
    formula: ClassVar[str] = "s ← ρ s + (1 − ρ) g²;  w ← w − η g / (√s + ε)"
    source: ClassVar[str] = "Tieleman & Hinton, Neural Networks for Machine Learning, 2012, 6.5"
    sentence: ClassVar[str] = "Divides each step by how large the gradient has been of late."
    memory: ClassVar[tuple[str, ...]] = ("mean_squares",)

    learning_rate: float = rate_of(0.01)
    rho: float = hyper(
        0.99, "ρ", "Share of the mean squared gradient that is kept at each update.",
        minimum=0.0, below=1.0, shown=(0.8, 0.9999),
    )  # fmt: skip
    epsilon: float = epsilon_of(1e-8)

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """S ← ρ s + (1 − ρ) g², written s + (1 − ρ) (g² − s);  w ← w − η g / (√s + ε)."""
        squares, scratch = state["mean_squares"], state["scratch"]
        if state["derived"] is None:
            state["derived"] = broadcastable(1.0 - state["rho"])
        np.multiply(gradient, gradient, out=scratch)
        np.subtract(scratch, squares, out=scratch)
        np.multiply(scratch, state["derived"], out=scratch)
        np.add(squares, scratch, out=squares)
        descend_by_root(parameters, gradient, squares, state)
        state["update"] += 1


def descend_by_root(
    parameters: FloatArray, gradient: FloatArray, squares: FloatArray, state: State
) -> None:
    """Make the step w ← w − η g / (√s + ε) in place."""
    scratch = state["scratch"]
    np.sqrt(squares, out=scratch)
    np.add(scratch, broadcastable(state["epsilon"]), out=scratch)
    np.divide(gradient, scratch, out=scratch)
    np.multiply(scratch, broadcastable(state["learning_rate"]), out=scratch)
    np.subtract(parameters, scratch, out=parameters)


@registry.register
class Adam(Optimizer):
    """Adam, Algorithm 1 of its paper: epsilon outside the root, bias corrected.

    Examples
    --------
    The first step has the size of the learning rate, whatever the gradient's:

    >>> w, g = np.array([1.0, 1.0]), np.array([3.0, -0.01])
    >>> adam = Adam(learning_rate=0.1)
    >>> adam.update(w, g, adam.init(w)); w.round(4).tolist()
    [0.9, 1.1]
    """

    id: ClassVar[str] = "adam"
    label: ClassVar[str] = "Adam"
    formula: ClassVar[str] = (
        "m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  "
        "w ← w − η m̂ / (√v̂ + ε),  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)"
    )
    source: ClassVar[str] = "Kingma & Ba, ICLR 2015, Algorithm 1"
    sentence: ClassVar[str] = "Gives each weight a step of its own, by its gradient's history."
    memory: ClassVar[tuple[str, ...]] = ("m", "v")

    beta_1: float = hyper(
        0.9, "β₁", "Share of the mean gradient that is kept at each update.",
        minimum=0.0, below=1.0, shown=(0.0, 0.999),
    )  # fmt: skip
    beta_2: float = hyper(
        0.999, "β₂", "Share of the mean squared gradient that is kept at each update.",
        minimum=0.0, below=1.0, shown=(0.8, 0.9999),
    )  # fmt: skip
    epsilon: float = epsilon_of(1e-8)

    def init(self, parameters: FloatArray) -> State:
        """Return a fresh state."""
        state = super().init(parameters)
        state["step_size"] = np.empty_like(state["learning_rate"])
        return state

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make one step of Algorithm 1.

        With r = √(1 − β₂ᵗ), η m̂ / (√v̂ + ε) is written (η r / (1 − β₁ᵗ)) · m / (√v + ε r),
        which corrects two numbers instead of two arrays (the paper, end of section 2);
        β m + (1 − β) g is written m + (1 − β) (g − m).
        """
        m, v, scratch, step_size = state["m"], state["v"], state["scratch"], state["step_size"]
        gain_1, gain_2, correction, epsilon_hat = self._of_this_step(state)
        # m ← β₁ m + (1 − β₁) g
        np.subtract(gradient, m, scratch)
        np.multiply(scratch, gain_1, scratch)
        np.add(m, scratch, m)
        # v ← β₂ v + (1 − β₂) g²
        np.multiply(gradient, gradient, scratch)
        np.subtract(scratch, v, scratch)
        np.multiply(scratch, gain_2, scratch)
        np.add(v, scratch, v)
        # w ← w − η m̂ / (√v̂ + ε)
        np.multiply(state["learning_rate"], correction, step_size)
        np.sqrt(v, scratch)
        np.add(scratch, epsilon_hat, scratch)
        np.divide(m, scratch, scratch)
        np.multiply(scratch, broadcastable(step_size), scratch)
        np.subtract(parameters, scratch, parameters)
        state["update"] += 1

    def _of_this_step(self, state: State) -> tuple[FloatArray, ...]:
        """Return 1 − β₁, 1 − β₂, r / (1 − β₁ᵗ) and ε r of step t.

        They are computed in float64, for a block of steps at a time.
        """
        block, within = divmod(state["update"], CORRECTIONS)
        table = state["derived"]
        if table is None or table[0] != block:
            step = np.arange(block * CORRECTIONS + 1, (block + 1) * CORRECTIONS + 1)
            beta_1, beta_2, epsilon = (
                state[name].astype(np.float64) for name in ("beta_1", "beta_2", "epsilon")
            )
            step = step.reshape(-1, *[1] * beta_1.ndim)
            root = np.sqrt(1.0 - beta_2**step)
            correction = root / (1.0 - beta_1**step)
            dtype = state["beta_1"].dtype
            epsilon_hat = (epsilon * root).astype(dtype)
            table = state["derived"] = (
                block,
                broadcastable((1.0 - beta_1).astype(dtype)),
                broadcastable((1.0 - beta_2).astype(dtype)),
                correction.astype(dtype),
                epsilon_hat.reshape(CORRECTIONS) if beta_1.ndim == 1 else epsilon_hat,
            )
        return table[1], table[2], table[3][within], table[4][within, ...]


@registry.register
class AdamW(Adam):
    """Adam after a decay that its averages do not see; every element decays, as in PyTorch.

    Examples
    --------
    Where there is no gradient, the decay remains:

    >>> w, g = np.array([1.0, 1.0]), np.array([3.0, 0.0])
    >>> rule = AdamW(learning_rate=0.1, weight_decay=0.5)
    >>> rule.update(w, g, rule.init(w)); w.round(4).tolist()
    [0.85, 0.95]
    """

    id: ClassVar[str] = "adamw"
    label: ClassVar[str] = "AdamW"
    formula: ClassVar[str] = "w ← w − η λ w;  then a step of Adam"
    source: ClassVar[str] = "Loshchilov & Hutter, ICLR 2019, Algorithm 2, line 12, with λ times η"
    sentence: ClassVar[str] = "Adam that first lets every weight and bias shrink a little."

    weight_decay: float = hyper(
        0.01, "λ", "Shrinks weights and biases at each update by this times the rate.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
    )  # fmt: skip

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """W ← (1 − η λ) w, then one step of Adam."""
        kept = state["step_size"]
        np.multiply(state["learning_rate"], state["weight_decay"], out=kept)
        np.subtract(constant(1.0, kept.dtype), kept, out=kept)
        np.multiply(parameters, broadcastable(kept), out=parameters)
        super().descend(parameters, gradient, state)
