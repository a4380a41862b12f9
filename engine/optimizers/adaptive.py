"""A step size for each parameter, by the history of its gradient: from Adagrad to Adam."""

from typing import ClassVar

import numpy as np

from engine.arrays import FloatArray, broadcastable, constant
from engine.optimizers.base import Optimizer, State, epsilon_of, rate_of, registry
from engine.registry import hyper

CORRECTIONS = 64
"""Steps for which Adam computes its bias corrections at once."""


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
        """Make the step s ← s + g²;  w ← w − η g / (√s + ε)."""
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
        """Make the step s ← ρ s + (1 − ρ) g²;  w ← w − η g / (√s + ε).

        ρ s + (1 − ρ) g² is written s + (1 − ρ) (g² − s): one coefficient instead of two.
        """
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
    """Write w ← w − η g / (√s + ε) for the squares s, which Adagrad and RMSProp share."""
    scratch = state["scratch"]
    np.sqrt(squares, out=scratch)
    np.add(scratch, broadcastable(state["epsilon"]), out=scratch)
    np.divide(gradient, scratch, out=scratch)
    np.multiply(scratch, broadcastable(state["learning_rate"]), out=scratch)
    np.subtract(parameters, scratch, out=parameters)


@registry.register
class Adadelta(Optimizer):
    """Steps as long as recent steps were, by how the gradient compares with recent ones.

    The names of the paper: s is E[g²], u is E[Δx²], and Δ is −Δx, the step before the
    learning rate, which the paper does not have (η = 1) and PyTorch has.

    Examples
    --------
    The first steps are short, and the same for a steep and a flat weight:

    >>> w, g = np.array([1.0, 1.0]), np.array([3.0, -0.3])
    >>> rule = Adadelta(rho=0.75, epsilon=1e-4)
    >>> state = rule.init(w)
    >>> rule.update(w, g, state); w.round(3).tolist()
    [0.98, 1.02]
    >>> rule.update(w, g, state); w.round(3).tolist()
    [0.959, 1.041]
    """

    id: ClassVar[str] = "adadelta"
    label: ClassVar[str] = "Adadelta"
    formula: ClassVar[str] = (
        "s ← ρ s + (1 − ρ) g²;  Δ ← √(u + ε) g / √(s + ε);  u ← ρ u + (1 − ρ) Δ²;  w ← w − η Δ"
    )
    source: ClassVar[str] = "Zeiler, arXiv:1212.5701, 2012, Algorithm 1, with Δ times η"
    sentence: ClassVar[str] = "Finds the length of its steps by itself, from short ones on."
    memory: ClassVar[tuple[str, ...]] = ("mean_squares", "mean_squared_steps")
    usual_rate: ClassVar[float] = 3.0

    learning_rate: float = rate_of(1.0)
    rho: float = hyper(
        0.9, "ρ", "Share of the mean squares, of gradients and of steps, kept at each update.",
        minimum=0.0, below=1.0, shown=(0.8, 0.9999),
    )  # fmt: skip
    epsilon: float = epsilon_of(1e-6)

    def init(self, parameters: FloatArray) -> State:
        """Return a fresh state; ``proposal`` has Δ after each step."""
        state = super().init(parameters)
        state["proposal"] = np.zeros_like(parameters)
        return state

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make one step of Algorithm 1, whose lines are those of the formula.

        s ← ρ s + (1 − ρ) g² stands as it is, not with one coefficient as in RMSProp: so
        (1 − ρ) g² ≤ s holds in spite of rounding, and Δ cannot outgrow √(u + ε) beyond measure.
        """
        squares, squared_steps = state["mean_squares"], state["mean_squared_steps"]
        scratch, proposal = state["scratch"], state["proposal"]
        epsilon = broadcastable(state["epsilon"])
        # s ← ρ s + (1 − ρ) g²
        average_in(squares, gradient, state)
        # Δ ← √(u + ε) g / √(s + ε)
        np.add(squares, epsilon, out=scratch)
        np.sqrt(scratch, out=scratch)
        np.add(squared_steps, epsilon, out=proposal)
        np.sqrt(proposal, out=proposal)
        np.divide(proposal, scratch, out=proposal)
        np.multiply(proposal, gradient, out=proposal)
        # u ← ρ u + (1 − ρ) Δ²
        average_in(squared_steps, proposal, state)
        # w ← w − η Δ
        np.multiply(proposal, broadcastable(state["learning_rate"]), out=scratch)
        np.subtract(parameters, scratch, out=parameters)
        state["update"] += 1


def average_in(mean: FloatArray, values: FloatArray, state: State) -> None:
    """Write ρ mean + (1 − ρ) values², of which Adadelta makes two."""
    scratch = state["scratch"]
    if state["derived"] is None:
        state["derived"] = broadcastable(1.0 - state["rho"])
    np.multiply(values, values, out=scratch)
    np.multiply(scratch, state["derived"], out=scratch)
    np.multiply(mean, broadcastable(state["rho"]), out=mean)
    np.add(mean, scratch, out=mean)


@registry.register
class Adam(Optimizer):
    """Adam, Algorithm 1 of its paper: epsilon outside the root, bias corrected.

    The names of the paper: θ is ``parameters`` (w in the formula), g_t is
    ``gradient``, α is the learning rate η, and t is ``state["update"]``, which counts
    the steps that were made. m₀ = 0, v₀ = 0 and t = 0 stand in `Optimizer.init`, all
    other lines in :meth:`descend`; m̂ and v̂ never exist as arrays there.

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
    rolling: ClassVar[str] = "m"

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
        """Make step t of Algorithm 1.

        Written as in the algorithm, but for two things:

        - β m + (1 − β) g is m + (1 − β) (g − m): one coefficient instead of two;
        - with r = √(1 − β₂ᵗ), η m̂ / (√v̂ + ε) is (η r / (1 − β₁ᵗ)) m / (√v + ε r): two numbers
          are corrected instead of two arrays (the paper, section 2, below the algorithm).
        """
        m, v, scratch, step_size = state["m"], state["v"], state["scratch"], state["step_size"]
        gain_1, gain_2, correction, epsilon_hat = self._coefficients(state)
        # The last argument of each call is where its result goes.
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
        # t, of which the next step has one more
        state["update"] += 1

    def _coefficients(self, state: State) -> tuple[FloatArray, ...]:
        """Return 1 − β₁, 1 − β₂, r / (1 − β₁ᵗ) and ε r of the step that comes now."""
        block, within = divmod(state["update"], CORRECTIONS)
        table = state["derived"]
        if table is None or table[0] != block:
            table = state["derived"] = (block, *self._coefficients_of_block(state, block))
        _, gain_1, gain_2, corrections, epsilon_hats = table
        # The dots keep a single number an array, which NumPy takes more quickly.
        return gain_1, gain_2, corrections[within], epsilon_hats[within, ...]

    def _coefficients_of_block(self, state: State, block: int) -> tuple[FloatArray, ...]:
        """Return the coefficients of ``CORRECTIONS`` steps, the latter two with a row for each.

        They are computed in float64: β₂ᵗ is so near to one at first that in float32 few
        digits would be left of 1 − β₂ᵗ.
        """
        t = np.arange(block * CORRECTIONS + 1, (block + 1) * CORRECTIONS + 1)
        beta_1, beta_2, epsilon = (
            state[name].astype(np.float64) for name in ("beta_1", "beta_2", "epsilon")
        )
        t = t.reshape(-1, *[1] * beta_1.ndim)
        root = np.sqrt(1.0 - beta_2**t)
        correction = root / (1.0 - beta_1**t)
        dtype = state["beta_1"].dtype
        epsilon_hat = (epsilon * root).astype(dtype)
        return (
            broadcastable((1.0 - beta_1).astype(dtype)),
            broadcastable((1.0 - beta_2).astype(dtype)),
            correction.astype(dtype),
            epsilon_hat.reshape(CORRECTIONS) if beta_1.ndim == 1 else epsilon_hat,
        )


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
    in_full: ClassVar[str] = f"w ← w − η λ w;  {Adam.formula}"
    source: ClassVar[str] = "Loshchilov & Hutter, ICLR 2019, Algorithm 2, line 12, with λ times η"
    sentence: ClassVar[str] = "Adam that first lets every weight and bias shrink a little."

    weight_decay: float = hyper(
        0.01, "λ", "Shrinks weights and biases at each update by this times the rate.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
    )  # fmt: skip

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Let w ← (1 − η λ) w, then make one step of Adam."""
        kept = state["step_size"]
        np.multiply(state["learning_rate"], state["weight_decay"], out=kept)
        np.subtract(constant(1.0, kept.dtype), kept, out=kept)
        np.multiply(parameters, broadcastable(kept), out=parameters)
        super().descend(parameters, gradient, state)
