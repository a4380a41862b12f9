"""The chain of blame: every path from one weight to the loss, the strongest first.

By the chain rule the gradient of a weight is a sum over all paths from it to
the loss; a path's share is the product of what stands on its way: the
activation that enters the weight, the slope of each neuron (and its dropout
mask), each further weight, and the loss's slope at the output.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from engine.arguments import refused, within_bounds
from engine.arrays import FloatArray, IntArray
from engine.microscope.beats import beats
from engine.microscope.held_batch import HeldBatch, PartName
from engine.network import Network, layer_starts
from engine.trainer import Trainer

FactorKind = Literal["activation", "one", "slope", "mask", "weight", "output_slope", "loss_slope"]

FIRST_WIDTH = 128
"""Beginnings of paths that a search keeps at first; it keeps more where that is too few."""

WIDEST = 8192
"""Beginnings of paths that it keeps at most."""

MOST_PRODUCTS = 2**20
"""... or as many as make so many products, one for each example."""


@dataclass(frozen=True)
class Factor:
    """What one factor of every path is, and the layer of its neuron: inputs are layer 0.

    ============  =========================================================
    activation    value that enters the weight, after dropout
    one           what enters a bias
    slope         a′(z), derivative of a hidden neuron's activation
    mask          what dropout makes of the neuron: 0, or 1 / (1 − rate)
    weight        weight of the link that leads to this neuron
    output_slope  derivative of the output activation, where it is apart
    loss_slope    derivative of the loss by the output
    ============  =========================================================
    """

    kind: FactorKind
    layer: int


@dataclass(frozen=True, eq=False)
class BlamePath:
    """One path from a weight to the loss."""

    neurons: tuple[int, ...]
    """Neuron on the path in the weight's own layer and in each layer after it."""
    share: float
    """Product of the factors; for a batch the mean of the examples' products."""
    factors: FloatArray
    """One for each of :attr:`Blame.factors`: (F,); for a batch the means over the examples."""
    certain: bool
    """Whether no path that is not listed before it can be stronger."""


@dataclass(frozen=True, eq=False)
class Blame:
    """How the gradient of one parameter comes about."""

    parameter: int
    """Its place in the flat parameters."""
    layer: int
    """Layer of the neuron that it leads to; inputs are layer 0, so this is 1 or more."""
    source: int | None
    """Neuron (or input) that it comes from; None for a bias."""
    value: float
    point: tuple[PartName, int] | None
    """The one example looked at; None for the mini-batch that comes next."""
    examples: int
    factors: tuple[Factor, ...]
    """What each number in :attr:`BlamePath.factors` is."""
    paths: tuple[BlamePath, ...]
    """The strongest ones, by size of share, the strongest first."""
    path_count: int
    """All that there are."""
    total: float
    """Sum of the shares of all paths, by recursion."""
    gradient: float
    """The same by the engine's backward pass, in the model's own number format."""
    penalty: float
    """What L1 and L2 add to the gradient; zero for a single example."""
    clip: float
    """What clipping multiplies the whole gradient by; one for a single example."""
    layer_sizes: FloatArray
    """Root mean square of the gradient of each layer's parameters, (L,), before penalties."""

    @property
    def step_gradient(self) -> float:
        """What the optimizer gets: with the penalties' term, and clipped."""
        return (self.gradient + self.penalty) * self.clip


def blame(
    trainer: Trainer, parameter: int, point: tuple[PartName, int] | None = None, count: int = 20
) -> Blame:
    """Return the strongest paths from a parameter to the loss, and what they add up to.

    Parameters
    ----------
    trainer : Trainer
        A single run; it stays as it is.
    parameter : int
        Place in ``network.parameters``.
    point : (part, row), optional
        Look at one example alone: as it is in the mini-batch that comes next
        (its share by class weights, its dropout), if it is there; otherwise by
        its own loss, without dropout. Without it, look at this whole batch.
    count : int
        Paths to list.

    Raises
    ------
    ValueError
        If there is no such parameter or example, no path is asked for, or numbers are
        beyond all bounds.

    Notes
    -----
    The share of a path is, for one example, x · Π a′ m w · dL/dy, and for a
    batch the mean of this over the examples. *Stronger* is larger in size.

    The sum over all paths follows by recursion: from the loss backwards,
    S_j = a′_j m_j Σ_k w_jk S_k. The same recursion with max in place of Σ says
    how strong a beginning of a path can become at most. The search goes layer
    by layer and keeps the beginnings with the largest bounds. For one example
    the bound is reached, so that ``count`` beginnings suffice and the order is
    exact. For a batch the bound is the mean of the examples' own bounds: it is
    no smaller than the truth, but examples can differ in their strongest
    continuation, or cancel. (To find the strongest path of a batch means to
    find the largest element of a tensor that is a sum of N products, for which
    no quick way is known.) Each path therefore says whether it is ``certain``:
    at least as strong as anything that was left out. The search keeps more
    beginnings until all are, or memory and time forbid it.

    References
    ----------
    .. [1] Rumelhart, Hinton & Williams, Nature 323, 1986, eqs. 4-7.
    .. [2] Bauer, Computational graphs and rounding error, SIAM J. Numer. Anal.
       11, 1974: a derivative as the sum over paths of products.

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_values(
    ...     {"data.samples": 64, "model.hidden": (3, 3), "model.dtype": "float64"}))
    >>> told = blame(trainer, 0, ("train", 5))
    >>> told.path_count, [factor.kind for factor in told.factors]
    (3, ['activation', 'slope', 'weight', 'slope', 'weight', 'loss_slope'])
    >>> bool(np.isclose(sum(path.share for path in told.paths), told.gradient))
    True
    """
    if count < 1:
        raise refused("count", f"{count} is not allowed.", "Give a whole number from 1 on.")
    network = trainer.network
    layer, source, target = placed(network, parameter)
    with np.errstate(all="ignore"):
        batch, column = _examples_of(trainer, point)
        chain = _Chain(batch, column)
        if column is not None:  # the other examples of the batch keep still
            batch.grad_outputs[:, :column] = batch.grad_outputs[:, column + 1 :] = 0.0
            batch.grad_outputs *= batch.examples
        gradient = batch.gradient()
        penalty, clip = 0.0, 1.0
        if point is None:
            step = beats(trainer)
            penalty, clip = float(step.penalty_gradient[parameter]), step.clip_factor
        total = chain.signals[layer - 1][target] @ chain.entering(layer, source) / chain.examples
        paths = chain.strongest(layer, source, target, count)
        sizes = chain.layer_sizes()
    told = [total, gradient[parameter], penalty, clip, *sizes, *(path.share for path in paths)]
    within_bounds(np.array(told), "blame")
    return Blame(
        parameter=parameter,
        layer=layer,
        source=source,
        value=float(network.parameters[parameter]),
        point=point,
        examples=chain.examples,
        factors=chain.kinds(layer, source),
        paths=paths,
        path_count=math.prod(network.sizes[layer + 1 :]),
        total=float(total),
        gradient=float(gradient[parameter]),
        penalty=penalty,
        clip=clip,
        layer_sizes=sizes,
    )


def placed(network: Network, parameter: int) -> tuple[int, int | None, int]:
    """Return the layer that a parameter leads to, and its two neurons; None for a bias's source.

    Layers count from 0, the inputs.

    Raises
    ------
    ValueError
        If there is no such parameter.

    Examples
    --------
    >>> network = Network((2, 3, 1))
    >>> placed(network, 1), placed(network, 6), placed(network, 12)
    ((1, 0, 1), (1, None, 0), (2, None, 0))
    """
    total = network.parameters.shape[-1]
    if not 0 <= parameter < total:
        raise refused("parameter", f"there is no {parameter}.", f"Give 0 to {total - 1}.")
    starts = layer_starts(network.sizes)
    layer = sum(start <= parameter for start in starts)
    row, target = divmod(parameter - starts[layer - 1], network.sizes[layer])
    return layer, (None if row == network.sizes[layer - 1] else row), target


def _examples_of(
    trainer: Trainer, point: tuple[PartName, int] | None
) -> tuple[HeldBatch, int | None]:
    """Return what is looked at, and the column of the one example if it is part of the batch."""
    column = None
    if point is None:
        batch = HeldBatch.coming(trainer)
    else:
        part, row = point
        batch = HeldBatch.of_rows(trainer, part, np.array([row]))
        if part == "train" and row in (rows := trainer.batch_rows()):
            batch, column = HeldBatch.coming(trainer), int(np.flatnonzero(rows == row)[0])
    batch.loss()
    return batch, column


class _Chain:
    """All factors of all paths, in float64, for N examples of a batch or for one.

    Arrays are (units, N). ``gains[l]`` is a′ m of hidden layer l + 1, and of the
    outputs the loss's slope; ``signals[l]`` the derivative of each example's loss
    by the pre-activations of layer l + 1: the sum over all paths from there.
    """

    def __init__(self, batch: HeldBatch, column: int | None) -> None:
        network = batch.network
        cut = slice(None) if column is None else slice(column, column + 1)

        def cut_out(values: FloatArray) -> FloatArray:
            return np.asarray(values[:, cut], np.float64)

        self.weights = [np.asarray(weights, np.float64) for weights in network.weights]
        inputs = [batch.columns[:-1], *batch.buffers.activations]
        self._inputs = [cut_out(values) for values in inputs]
        slopes = [cut_out(values) for values in batch.slopes()]
        masks = [None if m is None else cut_out(m) for m in batch.masks or [None] * len(slopes)]
        by_output, output_slopes = batch.output_slopes()
        # The loss is a mean over N: the derivative of each example's own loss is N times this.
        loss_slopes = cut_out(by_output) * batch.examples
        apart = None if output_slopes is None else cut_out(output_slopes)
        self.examples = loss_slopes.shape[1]

        self.gains = [a if m is None else a * m for a, m in zip(slopes, masks, strict=True)]
        self.gains.append(loss_slopes if apart is None else loss_slopes * apart)
        self.signals = [self.gains[-1]]
        for gain, weights in zip(self.gains[-2::-1], self.weights[:0:-1], strict=True):
            self.signals.insert(0, gain * (weights @ self.signals[0]))

        # What is shown of each factor.
        self._mean_slopes = [_means(slope) for slope in slopes]
        self._mean_masks = [None if mask is None else _means(mask) for mask in masks]
        self._mean_output_slopes = None if apart is None else _means(apart)
        self._mean_loss_slopes = _means(loss_slopes)

    def entering(self, layer: int, source: int | None) -> FloatArray:
        """Return what enters a parameter of a layer, (N,): an activation, or one."""
        return np.ones(self.examples) if source is None else self._inputs[layer - 1][source]

    def layer_sizes(self) -> FloatArray:
        """Return the root mean square of each layer's gradient, (L,)."""
        sizes = np.empty(len(self.signals))
        for layer, (inputs, signal) in enumerate(zip(self._inputs, self.signals, strict=True)):
            extended = np.vstack([inputs, np.ones(self.examples)])
            sizes[layer] = np.sqrt(np.mean((extended @ signal.T / self.examples) ** 2))
        return sizes

    # -- the search -------------------------------------------------------------------

    def strongest(
        self, layer: int, source: int | None, target: int, count: int
    ) -> tuple[BlamePath, ...]:
        """Return the strongest paths; for a batch, each says whether it is certain."""
        begun = self.entering(layer, source) * self.gains[layer - 1][target]
        if layer == len(self.gains):
            neurons, shares, left_out = np.array([[target]]), begun.mean(keepdims=True), 0.0
        else:
            bounds, width = self._bounds(layer), max(count, FIRST_WIDTH)
            widest = max(width, min(WIDEST, MOST_PRODUCTS // self.examples))
            while True:
                neurons, shares, left_out = self._search(target, begun, bounds, width, count)
                if width == widest or np.abs(shares[-1]) >= left_out:
                    break
                width = min(4 * width, widest)
        certain = np.abs(shares) >= left_out if self.examples > 1 else np.ones(len(shares), bool)
        each = zip(neurons.tolist(), shares.tolist(), certain.tolist(), strict=True)
        return tuple(
            BlamePath(tuple(path), share, self._factors_of(layer, source, path), sure)
            for path, share, sure in each
        )

    def _bounds(self, layer: int) -> list[FloatArray]:
        """Return how strong, for each example, a path can become from each neuron on.

        One (units, N) for each layer after ``layer``: max over paths of |Π a′ m w · dL/dy|.
        """
        bounds = [np.abs(self.gains[-1])]
        for gain, weights in zip(
            self.gains[-2 : layer - 1 : -1], self.weights[:layer:-1], strict=True
        ):
            best = [(row[:, np.newaxis] * bounds[0]).max(axis=0) for row in np.abs(weights)]
            bounds.insert(0, np.abs(gain) * np.array(best))
        return bounds

    def _search(
        self, target: int, begun: FloatArray, bounds: list[FloatArray], width: int, count: int
    ) -> tuple[IntArray, FloatArray, float]:
        """Return paths (M, hops) and shares (M,) by falling size, and the best bound left out.

        ``products`` (B, N) are those of B beginnings of paths, ``paths`` (B, hops) their neurons.
        """
        paths, products, left_out = np.array([[target]]), begun[np.newaxis], 0.0
        first = len(self.gains) - len(bounds)
        for layer, bound in enumerate(bounds[:-1], start=first):
            weights = self.weights[layer][paths[:, -1]]  # (B, units)
            reach = np.abs(products) @ bound.T / self.examples * np.abs(weights)
            order, best = _largest(reach, width)
            left_out = max(left_out, best)
            before, neuron = np.divmod(order, reach.shape[1])
            factors = weights[before, neuron][:, np.newaxis] * self.gains[layer][neuron]
            products = products[before] * factors
            paths = np.column_stack([paths[before], neuron])
        weights = self.weights[-1][paths[:, -1]]  # (B, K)
        shares = products @ self.gains[-1].T / self.examples * weights
        order, _ = _largest(np.abs(shares), count)
        before, neuron = np.divmod(order, shares.shape[1])
        return np.column_stack([paths[before], neuron]), shares[before, neuron], left_out

    # -- factor by factor -------------------------------------------------------------

    def kinds(self, layer: int, source: int | None) -> tuple[Factor, ...]:
        """Return what the factors of a path from a parameter of a layer are, in order."""
        found = [Factor("activation" if source is not None else "one", layer - 1)]
        for hidden in range(layer, len(self.gains)):
            found.append(Factor("slope", hidden))
            if self._mean_masks[hidden - 1] is not None:
                found.append(Factor("mask", hidden))
            found.append(Factor("weight", hidden + 1))
        if self._mean_output_slopes is not None:
            found.append(Factor("output_slope", len(self.gains)))
        return (*found, Factor("loss_slope", len(self.gains)))

    def _factors_of(self, layer: int, source: int | None, path: Sequence[int]) -> FloatArray:
        """Return the factors of a path, (F,), as :meth:`kinds` names them: means over examples."""
        found = [float(self.entering(layer, source).mean())]
        for hidden, (neuron, above) in enumerate(pairwise(path), start=layer):
            found.append(self._mean_slopes[hidden - 1][neuron])
            if (masks := self._mean_masks[hidden - 1]) is not None:
                found.append(masks[neuron])
            found.append(self.weights[hidden][neuron, above])
        if self._mean_output_slopes is not None:
            found.append(self._mean_output_slopes[path[-1]])
        found.append(self._mean_loss_slopes[path[-1]])
        factors = np.array(found)
        factors.flags.writeable = False
        return factors


def _means(values: FloatArray) -> list[float]:
    """Return the mean over the examples for each neuron of a layer (units, N)."""
    means: list[float] = values.mean(axis=1).tolist()
    return means


def _largest(values: FloatArray, count: int) -> tuple[IntArray, float]:
    """Return the flat places of the largest values, falling, and the largest of the others."""
    flat = values.ravel()
    if len(flat) <= count:
        return np.argsort(-flat, kind="stable"), 0.0
    places = np.argpartition(-flat, count)[: count + 1]
    places = places[np.argsort(-flat[places], kind="stable")]
    return places[:-1], float(flat[places[-1]])
