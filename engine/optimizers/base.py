"""What every optimizer has: hyper-parameters, a state, and a check of what is handed in."""

import math
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.arguments import check_shape, finite_array, refused
from engine.arrays import FloatArray
from engine.registry import HyperParameter, Part, Registry, hyper

ROOM = 1e-7
"""Share of the range of numbers for parameters handed in: one step stays within the rest."""

State = dict[str, Any]
"""What an optimizer keeps from step to step, by name.

- ``update``: how many steps were made, t in the papers;
- the rule's ``memory``: arrays (*runs, P), zero at first;
- each hyper-parameter: an array (*runs, 1), its value for each run;
- ``scratch``: an array (*runs, P) for what a step computes on its way;
- ``derived``: what a rule computed from hyper-parameters to use in many steps,
  None when that is out of date.
"""


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
    """A rule that changes parameters in place, given their gradient.

    :meth:`descend` is the rule itself, as the trainer calls it; :meth:`update`
    is the same for everyone else, behind a check of what was handed in.
    """

    memory: ClassVar[tuple[str, ...]] = ()
    """Names of the arrays, laid out like the parameters, that the rule keeps.

    Where two rules use the same names, what is kept means the same.
    """
    rolling: ClassVar[str] = ""
    """Which of these is a running sum or mean of past gradients, and carries the next step on.

    The step is linear in it. Empty for a rule without momentum.
    """
    in_full: ClassVar[str] = ""
    """The formula without a reference to another rule, if it has one."""
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

    def descend(self, parameters: FloatArray, gradient: FloatArray, state: State) -> None:
        """Make one step of the rule in place, for arrays known to fit, of finite norm.

        Only ``parameters`` and ``state`` are written to. What the rule is set
        to is read from ``state``, not from ``self``.
        """
        raise NotImplementedError

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


registry: Registry[Optimizer] = Registry("optimizer", Optimizer)


# -- what stands in a state ---------------------------------------------------------------


def set_coefficients(state: State, optimizers: Sequence[Optimizer]) -> None:
    """Write the hyper-parameters of one optimizer a run into ``state``."""
    for hyper_parameter in optimizers[0].hyper_parameters():
        name = hyper_parameter.name
        values = [getattr(optimizer, name) for optimizer in optimizers]
        state[name][...] = np.reshape(values, state[name].shape)
        keep_within(state[name], hyper_parameter)
    state["derived"] = None


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


# -- checks -------------------------------------------------------------------------------


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
