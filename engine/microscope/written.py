"""Formulas with their numbers filled in, as one would write them on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.microscope.sums import rounded

_TOKEN = re.compile(r"β₁ᵗ|β₂ᵗ|β₁|β₂|[mv]̂|[a-zA-ZΔηλμρε]|[0-9.]+|[²√()+−·/]")
_POWERS = ("β₁ᵗ", "β₂ᵗ")
_SIGNS = "²√()+−·/"
_OPERAND = re.compile(r"[\w.̂²)]$")


@dataclass(frozen=True)
class Statement:
    """One line of a rule: ``symbol`` becomes ``value``, by a formula and by its numbers."""

    symbol: str
    formula: str
    written: str
    value: float

    def __str__(self) -> str:
        return f"{self.symbol} = {self.written} = {rounded(self.value)}"


def statements_of(formula: str) -> list[tuple[str, str]]:
    """Return symbol and right side of each line of a formula, in the order of reckoning.

    Definitions by ``=`` stand before the lines by ``←`` that use them.

    Examples
    --------
    >>> statements_of("v ← μ v + g;  w ← w − η ṽ,  ṽ = 2 v")
    [('v', 'μ v + g'), ('ṽ', '2 v'), ('w', 'w − η ṽ')]
    """
    ordered: list[tuple[str, str]] = []
    for part in formula.split(";"):
        lines = [line.strip() for line in part.split(",")]
        definitions = [line.split(" = ", 1) for line in lines if " = " in line]
        changes = [line.split(" ← ", 1) for line in lines if " ← " in line]
        ordered += [(symbol, right) for symbol, right in (*definitions, *changes)]
    return ordered


def filled_in(formula: str, values: Mapping[str, float]) -> str:
    """Return the right side of a line with numbers for its symbols.

    Parameters
    ----------
    formula : str
        Symbols side by side are multiplied.
    values : Mapping of str to float
        A number for each symbol.

    Raises
    ------
    KeyError
        If there is no number for a symbol.

    Examples
    --------
    >>> filled_in("ρ s + (1 − ρ) g²", {"ρ": 0.9, "s": 0.5, "g": -0.2})
    '0.9 · 0.5 + (1 − 0.9) · (−0.2)²'
    >>> filled_in("w − η g / (√s + ε)", {"w": 1.5, "η": 0.1, "g": 2.0, "s": 4.0, "ε": 1e-8})
    '1.5 − 0.1 · 2 / (√4 + 1·10⁻⁸)'
    """
    out = ""
    for token in _TOKEN.findall(formula):
        if token in _POWERS:
            text = f"{rounded(values[token[:-1]])}^{int(values['t'])}"
        elif token in _SIGNS or token[0].isdigit():
            text = token
        else:
            text = rounded(values[token])
            text = f"({text})" if text.startswith("−") else text
        if token in "+−/·":
            out += f" {text} "
        elif token in "²)" or not _OPERAND.search(out):
            out += text
        else:
            out += f" · {text}"
    return out


def reckoned(
    formula: str, values: Mapping[str, float], results: Sequence[float]
) -> tuple[Statement, ...]:
    """Return the lines of a formula with their numbers.

    Parameters
    ----------
    formula : str
    values : Mapping of str to float
        What symbols stand for before the first line.
    results : sequence of float
        What the symbol of each line stands for after it.

    Examples
    --------
    >>> for line in reckoned("v ← μ v + g;  w ← w − η v",
    ...                      {"μ": 0.9, "v": 1.0, "g": 0.1, "w": 2.0, "η": 0.5}, (1.0, 1.5)):
    ...     print(line)
    v = 0.9 · 1 + 0.1 = 1
    w = 2 − 0.5 · 1 = 1.5
    """
    now = dict(values)
    told = []
    for (symbol, right), after in zip(statements_of(formula), results, strict=True):
        told.append(Statement(symbol, right, filled_in(right, now), after))
        now[symbol] = after
    return tuple(told)
