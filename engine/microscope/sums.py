"""The sums of one update written out, with numbers rounded as people write them.

Each function takes the `Beats` of an update and returns one line such as
``0.5 · 2 − 0.3 · 1 + 0.1 = 0.8``: symbols and numbers only, the same in every language.
Numbers have four significant digits, so that a pocket calculator comes to the same but for the
last one. What belongs to one example is taken from its own loss, as if it were a batch alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.export.equation import written
from engine.microscope.beats import Beats
from engine.network import layer_starts

MOST_TERMS = 8
"""Terms that a sum shows; of a longer one the largest, and the sum of the others."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Terms = Sequence[tuple[float, ...]]
"""Products that are added up, each given by its factors."""


def rounded(value: float, digits: int = 4) -> str:
    """Return a number as people write it on paper; what is beyond all bounds as ∞.

    Examples
    --------
    >>> [rounded(x) for x in (0.42, -1.30001, 12345.678, 0.0000321, -2.5e9, 0.0, -math.inf)]
    ['0.42', '−1.3', '12350', '3.21·10⁻⁵', '−2.5·10⁹', '0', '−∞']
    """
    if math.isinf(value):
        return "∞" if value > 0.0 else "−∞"
    if value == 0.0 or 1e-4 <= abs(value) < 1e7:
        return written(float(value) + 0.0, digits)
    mantissa, exponent = f"{float(value):.{digits - 1}e}".split("e")
    power = "10" + str(int(exponent)).translate(_RAISED)
    return f"{written(float(mantissa), digits)}·{power}"


def sum_of(terms: Terms, most: int = MOST_TERMS) -> str:
    """Return a sum of products; of many the largest, with what the others make together.

    Examples
    --------
    >>> sum_of([(0.42, 1.3), (-0.2, 0.5), (0.7, -1.0), (0.1,)])
    '0.42 · 1.3 − 0.2 · 0.5 + 0.7 · (−1) + 0.1'
    >>> sum_of([(1.0, 5.0), (0.1, 0.2), (2.0, 3.0), (0.3, 0.1)], most=2)
    '1 · 5 + 2 · 3 + (… = 0.05)'
    """
    sizes = [abs(math.prod(term)) for term in terms]
    shown = set(range(len(terms)))
    if len(terms) > most:
        shown = set(sorted(shown, key=lambda number: -sizes[number])[:most])
    text = ""
    for number, (first, *others) in enumerate(terms):
        if number not in shown:
            continue
        sign = ("−" if not text else " − ") if first < 0.0 else (" + " if text else "")
        text += sign + " · ".join([rounded(abs(first)), *map(_factor, others)])
    rest = math.fsum(math.prod(terms[n]) for n in range(len(terms)) if n not in shown)
    return text + (f" + (… = {rounded(rest)})" if len(shown) < len(terms) else "") or "0"


def _factor(value: float) -> str:
    return f"({rounded(value)})" if value < 0.0 else rounded(value)


# -- forward ----------------------------------------------------------------------------------


def pre_activation_sum(told: Beats, layer: int, unit: int, example: int) -> str:
    """Return Σ w x + b = z of a neuron, for one example of the batch.

    Parameters
    ----------
    told : Beats
    layer : int
        0 is the first hidden layer (or the outputs, if there is none).
    unit, example : int
        Which neuron of the layer, and which column of the batch.
    """
    here, block = told.layers[layer], told.blocks(told.old)[layer]
    terms: list[tuple[float, ...]] = list(
        zip(block[:-1, unit].tolist(), here.inputs[:, example].tolist(), strict=True)
    )
    terms.append((float(block[-1, unit]),))
    return f"{sum_of(terms)} = {rounded(here.pre_activations[unit, example])}"


def activation_value(told: Beats, layer: int, unit: int, example: int) -> str:
    """Return f(z) = a of a neuron, and what dropout makes of it."""
    here = told.layers[layer]
    a = float(here.activations[unit, example])
    z = rounded(here.pre_activations[unit, example])
    z = f"… {z} …" if here.function == "softmax" else z  # it takes those of all classes
    text = f"{here.function}({z}) = {rounded(a)}"
    if here.mask is None:
        return text
    kept = float(here.mask[unit, example])
    return f"{text};  {rounded(a)} · {rounded(kept)} = {rounded(a * kept)}"


# -- loss ---------------------------------------------------------------------------------------


def loss_value(told: Beats, example: int) -> str:
    """Return how the loss of one example is computed from outputs y and targets t.

    With class weights the last factor is the weight of its class over their mean in the batch.
    """
    last, column = told.layers[-1], slice(example, example + 1)
    outputs, targets = last.activations[:, example].tolist(), told.targets[:, example].tolist()
    if not told.loss.takes_logits:
        values = last.activations
        each = [
            told.loss.of_one.format(y=rounded(y), t=_factor(t))
            for y, t in zip(outputs, targets, strict=True)
        ]
    else:
        values = last.pre_activations
        each = _surprises(outputs, targets)
    text = each[0] if len(each) == 1 else f"({_added(each)}) / {len(each)}"
    alone = float(told.loss.of_each_example(values[:, column], told.targets[:, column])[0])
    loss = float(told.losses[example])
    if alone and not math.isclose(alone, loss, rel_tol=1e-3):
        text = f"({text}) · {rounded(loss / alone)}"
    return f"{text} = {rounded(loss)}"


def _surprises(outputs: Sequence[float], targets: Sequence[float]) -> list[str]:
    """Return −Σ t ln p: over the classes of a softmax, or over yes and no of each output."""
    if len(outputs) > 1 and math.isclose(math.fsum(outputs), 1.0, abs_tol=1e-4):
        groups = [list(zip(targets, outputs, strict=True))]
    else:
        groups = [[(t, y), (1.0 - t, 1.0 - y)] for t, y in zip(targets, outputs, strict=True)]
    return [_surprise(group) for group in groups]


def _surprise(classes: Sequence[tuple[float, float]]) -> str:
    terms = [
        f"−ln {rounded(p)}" if t == 1.0 else f"−{rounded(t)} · ln {rounded(p)}"
        for t, p in classes
        if t > 0.0
    ]
    return _added(terms)


def _added(terms: Sequence[str]) -> str:
    """Return terms with plus or minus between them."""
    first, *others = terms
    return first + "".join(f" − {t[1:]}" if t.startswith("−") else f" + {t}" for t in others)


def mean_loss(told: Beats) -> str:
    """Return the mean of the examples' losses."""
    count, mean = told.examples, rounded(told.data_loss)
    if count == 1:
        return mean
    return f"({sum_of([(loss,) for loss in told.losses.tolist()])}) / {count} = {mean}"


def whole_loss(told: Beats) -> str:
    """Return the loss of the data plus the penalty."""
    total = rounded(told.data_loss + told.penalty)
    return f"{rounded(told.data_loss)} + {rounded(told.penalty)} = {total}"


# -- backward -----------------------------------------------------------------------------------


def blame_sum(told: Beats, layer: int, unit: int, example: int) -> str:
    """Return dL/dz of a neuron for one example's own loss, from what lies above it.

    That is (Σ w δ) · f'(z) for the δ = dL/dz of the layer above; for an output dL/dy · f'(z);
    and for an output of a cross-entropy y − t.
    """
    here, many = told.layers[layer], told.examples
    if here.slopes is None or here.grad_activations is None:
        return _of_cross_entropy(told, unit, example)
    if layer == len(told.layers) - 1:
        factors = [rounded(many * float(here.grad_activations[unit, example]))]
    else:
        weights = told.blocks(told.old)[layer + 1][unit].tolist()
        above = (many * told.layers[layer + 1].grad_pre_activations[:, example]).tolist()
        factors = [sum_of(list(zip(weights, above, strict=True)))]
    if here.mask is not None:
        factors.append(rounded(here.mask[unit, example]))
    if here.function != "linear":
        factors.append(_factor(float(here.slopes[unit, example])))
    blame = rounded(many * float(here.grad_pre_activations[unit, example]))
    if len(factors) > 1 and " " in factors[0]:
        factors[0] = f"({factors[0]})"
    text = " · ".join(factors)
    return text if text == blame else f"{text} = {blame}"


def _of_cross_entropy(told: Beats, unit: int, example: int) -> str:
    """Return y − t = dL/dz, with the factor that class weights or several outputs bring."""
    here = told.layers[-1]
    output, target = here.activations[unit, example], told.targets[unit, example]
    blame = told.examples * float(here.grad_pre_activations[unit, example])
    text = f"{rounded(output)} − {_factor(float(target))}"
    difference = float(output) - float(target)
    if difference != 0.0 and not math.isclose(blame, difference, rel_tol=1e-3, abs_tol=1e-6):
        text = f"({text}) · {rounded(blame / difference)}"
    return f"{text} = {rounded(blame)}"


def gradient_sum(told: Beats, parameter: int) -> str:
    """Return dL/dw of one parameter: the mean over the batch of x · dL/dz.

    ``parameter`` is its place in the flat parameters; for a bias x is one.
    """
    layer, row, unit = place_of(told, parameter)
    here, many = told.layers[layer], told.examples
    blames = (many * here.grad_pre_activations[unit]).tolist()
    terms: Terms
    if row == len(here.inputs):
        terms = [(blame,) for blame in blames]
    else:
        terms = list(zip(here.inputs[row].tolist(), blames, strict=True))
    text, mean = sum_of(terms), rounded(told.data_gradient[parameter])
    if many > 1:
        text = f"({text}) / {many}"
    return text if text == mean else f"{text} = {mean}"


def whole_gradient(told: Beats, parameter: int) -> str:
    """Return what the optimizer gets: the data's part, the penalty's part, and clipping."""
    data, penalty = told.data_gradient[parameter], told.penalty_gradient[parameter]
    text = rounded(data)
    if told.penalty:
        text = sum_of([(float(data),), (float(penalty),)])
    if told.clip_factor < 1.0:
        text = f"({text}) · {rounded(told.clip_factor)}"
    result = rounded(told.gradient[parameter])
    return text if text == result else f"{text} = {result}"


# -- update -------------------------------------------------------------------------------------


def update_sum(told: Beats, parameter: int) -> str:
    """Return how a parameter moves: w − η g for gradient descent, else old + change = new."""
    old, new = float(told.old[parameter]), float(told.new[parameter])
    gradient = float(told.gradient[parameter])
    plain = told.optimizer == "sgd" and not told.decay and parameter not in told.frozen
    change = (-told.learning_rate, gradient) if plain else (new - old,)
    return f"{sum_of([(old,), change])} = {rounded(new)}"


def place_of(told: Beats, parameter: int) -> tuple[int, int, int]:
    """Return layer, row and unit of a flat index; the row below the last weight is the bias.

    Examples
    --------
    >>> from engine import Experiment, Trainer
    >>> from engine.microscope import beats
    >>> told = beats(Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "model.hidden": (3,)})))
    >>> place_of(told, 4), place_of(told, 8), place_of(told, 9)
    ((0, 1, 1), (0, 2, 2), (1, 0, 0))
    """
    starts = layer_starts(told.sizes)
    layer = max(number for number, start in enumerate(starts) if start <= parameter)
    row, unit = divmod(parameter - starts[layer], told.sizes[layer + 1])
    return layer, row, unit


def parameter_at(told: Beats, layer: int, row: int, unit: int) -> int:
    """Return the flat index of a place, as `place_of` tells it."""
    return layer_starts(told.sizes)[layer] + row * told.sizes[layer + 1] + unit
