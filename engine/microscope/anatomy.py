"""The optimizer opened: what it does to one weight, what it remembers, what others would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from engine import optimizers
from engine.arrays import FloatArray, IntArray, read_only
from engine.change_log import Entry
from engine.message import Message
from engine.microscope.beats import Beats, beats
from engine.microscope.written import Statement, reckoned, statements_of
from engine.optimizers import Optimizer, State
from engine.stacks import refuse_stack
from engine.timeline import Moment
from engine.trainer import Trainer
from engine.window import WINDOW_STEPS

SYMBOLS = {
    "learning_rate": "η", "momentum": "μ", "weight_decay": "λ", "velocity": "v",
    "sum_of_squares": "s", "mean_squares": "s", "mean_squared_steps": "u", "m": "m", "v": "v",
    "beta_1": "β₁", "beta_2": "β₂", "rho": "ρ", "epsilon": "ε",
}  # fmt: skip
"""What hyper-parameters and memory are called in formulas."""

GHOSTS = ("sgd", "momentum", "adam")
"""Rules whose next step is told beside that of the rule in force."""


@dataclass(frozen=True, eq=False)
class WeightDiary:
    """What happened to one parameter in the last N updates; read-only float64 arrays (N,).

    ``memory`` has what the optimizer remembered after each update, by the
    symbols of its formula, and for Adam the bias-corrected m̂ and v̂, too.
    """

    index: int
    steps: IntArray
    """Number of each update, from 1 on."""
    weights: FloatArray
    """Value before it."""
    gradients: FloatArray
    """Gradient of the batch, penalties and clipping included."""
    changes: FloatArray
    """What the update added to the value, decay included."""
    rates: FloatArray
    """Learning rate of it."""
    memory: Mapping[str, FloatArray]

    def remembered(self) -> dict[str, FloatArray]:
        """Return the memory in the units of the gradient: squares by their roots."""
        squares = {"v̂": "√v̂"} if "v̂" in self.memory else {"s": "√s"}
        found = {}
        for name, values in self.memory.items():
            found[squares.get(name, name)] = np.sqrt(values) if name in squares else values
        if "v̂" in self.memory:
            found.pop("v")  # not yet bias-corrected squares
            found.pop("m")
        found.pop("u", None)  # of steps, not of gradients
        return found


@dataclass(frozen=True)
class GhostStep:
    """What a rule would add to the weight from here: with its own memory of the same past.

    Decoupled decay, which is the same for all, is not part of it.
    """

    id: str
    label: str
    learning_rate: float
    step: float
    in_force: bool


@dataclass(frozen=True, eq=False)
class Anatomy:
    """The next update of one parameter, taken apart.

    Attributes
    ----------
    index : int
        Place in the flat parameters.
    optimizer : str
        Label of the rule in force.
    value, gradient, learning_rate, new : float
        Before the next update, for the batch that comes next; and after it.
    clip_factor : float
        What the gradient was shortened by: it is part of ``gradient``.
    statements : tuple of Statement
        The rule's lines with their numbers, the last one giving ``new`` unless
        it is frozen.
    frozen : bool
        Whether it stands still whatever the rule says.
    diary : WeightDiary
        The past.
    ghosts : tuple of GhostStep
        What this rule and others would add.
    """

    index: int
    optimizer: str
    value: float
    gradient: float
    learning_rate: float
    new: float
    clip_factor: float
    statements: tuple[Statement, ...]
    frozen: bool
    diary: WeightDiary
    ghosts: tuple[GhostStep, ...]


def weight_diary(trainer: Trainer, index: int, updates: int = WINDOW_STEPS) -> WeightDiary:
    """Return what the last updates did to one parameter, by making them again on a copy.

    The replay starts at the nearest checkpoint of the trainer's timeline (each
    256 updates in the recent past), or, without one, at the run's start.

    Parameters
    ----------
    trainer : Trainer
        Of a single run; it stays as it is.
    index : int
        Place in the flat parameters.
    updates : int
        How far to look back.

    Raises
    ------
    ValueError
        If there is no such parameter, or the trainer has a stack of runs.

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> _ = trainer.run(steps=3)
    >>> diary = weight_diary(trainer, 0)
    >>> diary.steps.tolist(), sorted(diary.memory)
    ([1, 2, 3], ['m', 'm̂', 'v', 'v̂'])
    >>> bool(diary.weights[-1] + diary.changes[-1] == trainer.network.parameters[0])
    True
    """
    refuse_stack(trainer.runs)
    size = trainer.network.parameters.shape[-1]
    if not 0 <= index < size:
        raise ValueError(
            Message("There is no weight {index}: the network has {count}.", index=index, count=size)
        )
    first = max(0, trainer.step_count - updates)
    moment = trainer.moment(first)
    changes = tuple(trainer.change_log)
    past = moment.begin()
    rows: list[tuple[float, ...]] = []
    remembered: list[dict[str, float]] = []
    for step in range(first, trainer.step_count):
        _stand_at(moment, past, step, changes)
        before, rate = float(past.network.parameters[index]), float(past.next_rate[0])
        past.step()
        if past.step_count != step + 1:
            raise RuntimeError(f"The run ended at update {step}.")
        after = float(past.network.parameters[index])
        rows.append((step + 1, before, float(past.gradient[index]), after - before, rate))
        remembered.append(_memory(past.optimizer, past.optimizer_state, index))
    table = np.array(rows, np.float64).reshape(-1, 5)
    names = tuple(remembered[-1]) if remembered else ()
    memory = {name: read_only([each.get(name, np.nan) for each in remembered]) for name in names}
    steps = table[:, 0].astype(np.int64)
    steps.flags.writeable = False
    weights, gradients, differences, rates = map(read_only, table.T[1:])
    return WeightDiary(
        index, steps, weights, gradients, differences, rates,
        MappingProxyType(memory),
    )  # fmt: skip


def anatomy(trainer: Trainer, index: int, updates: int = WINDOW_STEPS) -> Anatomy:
    """Return the next update of one parameter, taken apart.

    All numbers are those of the engine's own step (:func:`engine.microscope.beats`).
    Ghosts are fair: each rule has seen the same last gradients of this weight,
    the rule in force all of them, the others ``updates``, starting from nothing;
    each with the learning rate that it usually wants.

    Raises
    ------
    ValueError
        If there is no such parameter, or no next update.

    Examples
    --------
    >>> from engine import Experiment, optimizers
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "training.optimizer": optimizers.Momentum(learning_rate=0.5)}))
    >>> _ = trainer.run(steps=5)
    >>> told = anatomy(trainer, 0)
    >>> [line.formula for line in told.statements]
    ['μ v + g', 'w − η v']
    >>> _ = trainer.step()
    >>> bool(told.new == trainer.network.parameters[0])
    True
    """
    next_update, diary = beats(trainer), weight_diary(trainer, index, updates)
    return Anatomy(
        index=index,
        optimizer=trainer.optimizer.label,
        value=float(next_update.old[index]),
        gradient=float(next_update.gradient[index]),
        learning_rate=next_update.learning_rate,
        new=float(next_update.new[index]),
        clip_factor=next_update.clip_factor,
        statements=_statements(trainer, next_update, index),
        frozen=index in next_update.frozen,
        diary=diary,
        ghosts=_ghosts(trainer, next_update, diary),
    )


# -- one element --------------------------------------------------------------------------


class _OneWeight:
    """A rule's state for a single parameter, in the network's dtype: the same arithmetic."""

    def __init__(self, rule: Optimizer, value: float, dtype: np.dtype[np.floating]) -> None:
        self.rule = rule
        self.parameters = np.array([value], dtype)
        self.state: State = rule.init(self.parameters)

    @classmethod
    def of(cls, trainer: Trainer, index: int) -> _OneWeight:
        """Return the rule in force with what it remembers of one parameter."""
        rule, state = trainer.optimizer, trainer.optimizer_state
        each = cls(rule, float(trainer.network.parameters[index]), trainer.network.dtype)
        memory = optimizers.memory_of(rule, state)
        kept = {name: memory[name][index : index + 1] for name in rule.memory}
        optimizers.restore_memory(rule, each.state, {"update": memory["update"], **kept})
        each.state["learning_rate"][...] = trainer.next_rate
        return each

    def meet(self, gradient: float) -> float:
        """Make a step; return what it added."""
        before = float(self.parameters[0])
        with np.errstate(all="ignore"):
            self.rule.descend(
                self.parameters, np.array([gradient], self.parameters.dtype), self.state
            )
        return float(self.parameters[0]) - before


def _statements(trainer: Trainer, told: Beats, index: int) -> tuple[Statement, ...]:
    """Return the lines of the rule in force, with the numbers of the next update."""
    rule, each = trainer.optimizer, _OneWeight.of(trainer, index)
    before = _memory(rule, each.state, 0)
    names = [hyper_parameter.name for hyper_parameter in rule.hyper_parameters()]
    values = {SYMBOLS[name]: float(getattr(rule, name)) for name in names}
    old, gradient = float(told.old[index]), float(told.gradient[index])
    values |= before | {"η": told.learning_rate, "w": old, "g": gradient}
    values["t"] = float(each.state["update"] + 1)
    formula = rule.in_full or rule.formula
    decay = trainer.setup.decay
    if decay is not None and decay[index]:
        each.parameters -= each.parameters * (each.state["learning_rate"] * decay[index])
        values["λ"] = float(decay[index])
        formula = f"w ← w − η λ w;  {formula}"
    decayed = old - told.learning_rate * values.get("λ", 0.0) * old
    each.meet(gradient)
    after = _memory(rule, each.state, 0) | {"w": float(each.parameters[0])}
    if "proposal" in each.state:
        after["Δ"] = float(each.state["proposal"][0])
    symbols = [symbol for symbol, _ in statements_of(formula)]
    last = len(symbols) - 1
    results = [
        decayed if symbol == "w" and place < last else after[symbol]
        for place, symbol in enumerate(symbols)
    ]
    return reckoned(formula, values, results)


def _ghosts(trainer: Trainer, told: Beats, diary: WeightDiary) -> tuple[GhostStep, ...]:
    """Return what the rule in force and others would add from here."""
    index, gradient = diary.index, float(told.gradient[diary.index])
    own = trainer.optimizer
    found = []
    for name in dict.fromkeys((*GHOSTS, own.id)):
        if name == own.id:
            each, rate = _OneWeight.of(trainer, index), told.learning_rate
        else:
            kind = optimizers.get(name)
            rate = kind.usual_rate
            each = _OneWeight(kind(learning_rate=rate), 0.0, np.dtype(np.float64))
            for met in diary.gradients.tolist():
                each.meet(met)
        step = each.meet(gradient)
        found.append(GhostStep(name, each.rule.label, rate, step, name == own.id))
    return tuple(found)


def _memory(rule: Optimizer, state: State, index: int) -> dict[str, float]:
    """Return what a rule remembers of one parameter, by symbol, bias-corrected where it does so."""
    found = {SYMBOLS[name]: float(state[name][..., index]) for name in rule.memory}
    t = state["update"]
    if {"m", "v"} <= set(rule.memory):
        betas = (float(getattr(rule, name)) for name in ("beta_1", "beta_2"))
        for name, beta in zip(("m", "v"), betas, strict=True):
            found[f"{name}̂"] = found[name] / (1.0 - beta**t) if t else 0.0
    return found


def _stand_at(moment: Moment, past: Trainer, step: int, changes: Sequence[Entry]) -> None:
    """Bring a trainer of a replay to an update, with all that was changed there."""
    until = tuple(entry for entry in changes if entry.step <= step)
    replace(moment, step=step, changes=until).go_on(past)
