"""A small network written out as an equation: in plain text, in LaTeX, in Python."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine import activations as registered
from engine.activations import Activation
from engine.arrays import FloatArray

MOST_PARAMETERS = 40
"""Up to so many parameters an equation is read with profit."""
LETTERS = "abcdghkmnpqrstuvw"
"""One for each hidden layer; those that could mean something else are left out."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def subscript(number: int) -> str:
    """Return a number in small figures below the line.

    Examples
    --------
    >>> "a" + subscript(12)
    'a₁₂'
    """
    return str(number).translate(_SUBSCRIPTS)


def written(value: float, digits: int, minus: str = "−") -> str:
    """Return a number with so many significant digits and no needless zeros.

    Examples
    --------
    >>> [written(x, 3) for x in (0.4236, -1.0, 12345.0, 1e-7)]
    ['0.424', '−1', '12300', '1e−07']
    """
    rounded = float(f"{value:.{digits}g}")
    small = rounded != 0.0 and not 1e-4 <= abs(rounded) < 1e16
    text = f"{rounded:.{digits}g}" if small else np.format_float_positional(rounded, trim="-")
    return text.replace("-", minus)


def weighted_sum(
    weights: FloatArray | Sequence[float],
    names: Iterable[str],
    bias: float,
    digits: int = 3,
    times: str = "·",
    minus: str = "−",
) -> str:
    """Return a sum of products and a bias; terms that are zero are left out.

    Examples
    --------
    >>> weighted_sum([0.424, -1.0, 0.0], ("x₁", "x₂", "x₃"), 0.1)
    '0.424·x₁ − x₂ + 0.1'
    >>> weighted_sum([], (), 0.0)
    '0'
    """
    terms = []
    for weight, name in zip(weights, names, strict=True):
        size = written(abs(float(weight)), digits, minus)
        terms.append((float(weight), name if size == "1" else f"{size}{times}{name}"))
    terms.append((float(bias), written(abs(float(bias)), digits, minus)))
    text = ""
    for value, term in terms:
        if value == 0.0 or math.isnan(value):
            continue
        sign = minus if value < 0.0 else "+"
        if text:
            text += f" {sign} {term}"
        else:
            text = term if value > 0.0 else minus + term
    return text or "0"


@dataclass(frozen=True, eq=False)
class Equation:
    """What is needed to write a network out.

    Parameters
    ----------
    weights, biases : sequence of ndarray
        (fan_in, fan_out) and (fan_out,) of each layer.
    activations : sequence of Activation
        One for each hidden layer.
    output_activation : str
        Id of an activation, or ``"softmax"``.
    inputs : sequence of str
        What the inputs are called.
    identifiers : sequence of str, optional
        What they are called in Python; as their other names where those can be used.

    Examples
    --------
    >>> equation = Equation(
    ...     (np.array([[1.5, -2.0]]), np.array([[1.0], [0.25]])),
    ...     (np.array([0.5, 0.0]), np.array([-1.0])),
    ...     (registered.get("tanh"),), "linear", ("x₁",))
    >>> print(equation.text())
    a₁ = tanh(1.5·x₁ + 0.5)
    a₂ = tanh(−2·x₁)
    ƒ(x) = a₁ + 0.25·a₂ − 1
    """

    weights: Sequence[FloatArray]
    biases: Sequence[FloatArray]
    activations: Sequence[Activation]
    output_activation: str
    inputs: Sequence[str]
    identifiers: Sequence[str] = ()

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases."""
        return sum(w.size + b.size for w, b in zip(self.weights, self.biases, strict=True))

    def text(self, digits: int = 3) -> str:
        """Return it as it is written by hand; below it what its functions are."""
        names = self._names(subscript, "ƒ(x)")
        lines = [
            f"{name} = {function}({total})" if function else f"{name} = {total}"
            for name, function, total in self._sums(names, digits)
        ]
        if self._softmax:
            lines.append(f"ƒ(x) = softmax({', '.join(names[-1])})")
        described = map(_described, *self._definitions())
        return "\n".join([*lines, *filter(None, described)])

    def latex(self, digits: int = 3) -> str:
        """Return it as an ``aligned`` environment of LaTeX's amsmath."""
        names = self._names(lambda number: f"_{{{number}}}", "f(x)")
        names[0] = tuple(map(_latex_name, names[0]))
        lines = []
        for name, function, total in self._sums(names, digits, r"\,", "-"):
            head = rf"\operatorname{{{function}}}".replace("_", r"\_")
            lines.append(
                rf"{name} &= {head}\left({total}\right)" if function else f"{name} &= {total}"
            )
        if self._softmax:
            lines.append(rf"f(x) &= \operatorname{{softmax}}\left({', '.join(names[-1])}\right)")
        body = " \\\\\n".join(f"  {line}" for line in lines)
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    def python(self, digits: int = 9) -> str:
        """Return it as a function of Python that needs the standard library alone.

        It returns a number or, where there are several outputs, a list of them.
        """
        names = self._names(str, "y")
        names[0] = _identifiers(self.identifiers or self.inputs, self._definitions()[0])
        lines = [f"def f({', '.join(names[0])}):"]
        for name, function, total in self._sums(names, digits, " * ", "-"):
            lines.append(
                f"    {name} = {function}({total})" if function else f"    {name} = {total}"
            )
        outputs = ", ".join(names[-1])
        if self._softmax:
            lines.append(f"    largest = max({outputs})")
            lines.append(f"    powers = [math.exp(z - largest) for z in ({outputs},)]")
            lines.append("    return [power / sum(powers) for power in powers]")
        else:
            lines.append(f"    return {outputs if len(names[-1]) == 1 else f'[{outputs}]'}")
        functions = [
            f"def {name}(z):\n    return {_code(function)}"
            for name, function in zip(*self._definitions(), strict=True)
        ]
        return "\n\n\n".join(["import math", *functions, "\n".join(lines)]) + "\n"

    # Inside

    @property
    def _softmax(self) -> bool:
        return self.output_activation == "softmax"

    @property
    def _functions(self) -> list[Activation | None]:
        """What each layer makes of its sums; None for nothing, or all at once."""
        last = None if self._softmax else registered.get(self.output_activation)
        each = (*self.activations, last)
        return [None if one is None or one.id == "linear" else one for one in each]

    def _definitions(self) -> tuple[list[str], list[Activation]]:
        """Return names and functions that occur; of one kind with other settings is numbered."""
        names: list[str] = []
        found: list[Activation] = []
        for function in self._functions:
            if function is not None and function not in found:
                like = sum(other.id == function.id for other in found)
                names.append(f"{function.id}_{like + 1}" if like else function.id)
                found.append(function)
        return names, found

    def _names(self, numbered: Callable[[int], str], output: str) -> list[tuple[str, ...]]:
        """Return what the units of each layer are called: inputs, hidden layers, outputs."""
        names = [tuple(self.inputs)]
        for layer, weights in enumerate(self.weights[:-1]):
            letter = LETTERS[layer] if layer < len(LETTERS) else f"h{layer + 1}_"
            names.append(tuple(letter + numbered(k + 1) for k in range(weights.shape[1])))
        outputs = self.weights[-1].shape[1]
        letter = "z" if self._softmax else "y"
        several = tuple(letter + numbered(k + 1) for k in range(outputs))
        return [*names, (output,) if outputs == 1 and not self._softmax else several]

    def _sums(
        self, names: list[tuple[str, ...]], digits: int, times: str = "·", minus: str = "−"
    ) -> Iterator[tuple[str, str, str]]:
        """Yield of each neuron its name, the name of its function or nothing, and its sum."""
        known, found = self._definitions()
        for layer, (before, targets) in enumerate(pairwise(names)):
            function = self._functions[layer]
            called = "" if function is None else known[found.index(function)]
            for unit, name in enumerate(targets):
                weights, bias = self.weights[layer][:, unit], float(self.biases[layer][unit])
                yield name, called, weighted_sum(weights, before, bias, digits, times, minus)


def _described(name: str, function: Activation) -> str:
    """Return what a function is, with its settings; nothing where its name says that."""
    formula = function.formula.partition(";")[0].removeprefix("a = ")
    if formula == f"{name}(z)":
        return ""
    settings = "".join(
        f", {each.label.lower()} {getattr(function, each.name):g}"
        for each in function.hyper_parameters()
    )
    return f"{name}(z) = {formula}{settings}"


def _code(function: Activation) -> str:
    """Return a function's Python with its settings put in."""
    settings = {each.name: getattr(function, each.name) for each in function.hyper_parameters()}
    return function.code.format(**settings)


def _latex_name(name: str) -> str:
    r"""Return the name of an input, as text where it is no symbol.

    Examples
    --------
    >>> _latex_name("x₁"), _latex_name("x₁²"), _latex_name("bill_depth")
    ('x_{1}', 'x_{1}^{2}', '\\text{bill\\_depth}')
    """
    plain = name.translate({0x2080 + d: f"_{{{d}}}" for d in range(10)})
    plain = plain.replace("²", "^{2}").replace("sin ", r"\sin ")
    if plain != name or len(name) == 1:
        return plain
    return rf"\text{{{name}}}".replace("_", r"\_")


def _identifiers(names: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    """Return names that Python allows, each once and none taken; else they are numbered."""
    own = re.compile(rf"[{LETTERS}yz]\d*|h\d+_\d+|f|math|largest|powers?")
    good = all(
        name.isidentifier() and not keyword.iskeyword(name) and not own.fullmatch(name)
        for name in names
    )
    if good and len({*names}) == len(names) and not {*taken} & {*names}:
        return tuple(names)
    return tuple(f"x{number + 1}" for number in range(len(names)))
