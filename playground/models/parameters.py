"""Where each weight and bias stands in the flat parameters of a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]


class ParameterMap:
    """Places in the flat parameters, which the engine lays out layer by layer.

    A layer's block has a row of weights for each unit before it, and the
    biases as its last row. Layer l of the weights leads from layer l of the
    network (0 holds the inputs) to layer l + 1.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, hidden layers, outputs.

    Examples
    --------
    >>> places = ParameterMap((2, 3, 1))
    >>> places.weight(0, 1, 2), places.bias(1, 2), places.weight(1, 2, 0), places.count
    (5, 8, 11, 13)
    >>> places.into(1, 0)
    (0, 3, 6)
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        blocks = [(fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.sizes)]
        self._starts = [0, *accumulate(blocks)]

    @property
    def count(self) -> int:
        """Number of all parameters."""
        return self._starts[-1]

    def weight(self, layer: int, i: int, j: int) -> int:
        """Return the place of the weight from unit ``i`` of a layer to unit ``j`` of the next."""
        return self._starts[layer] + i * self.sizes[layer + 1] + j

    def bias(self, layer: int, unit: int) -> int:
        """Return the place of the bias of a neuron; layer 0, the inputs, has none."""
        return self.weight(layer - 1, self.sizes[layer - 1], unit)

    def whereabouts(self, index: int) -> tuple[int, int, int]:
        """Return layer, unit before and unit after of a place; a bias comes from beyond the last.

        Examples
        --------
        >>> places = ParameterMap((2, 3, 1))
        >>> [places.whereabouts(index) for index in (5, 8, 12)]
        [(0, 1, 2), (0, 2, 2), (1, 3, 0)]
        """
        layer = max(n for n, start in enumerate(self._starts[:-1]) if start <= index)
        i, j = divmod(index - self._starts[layer], self.sizes[layer + 1])
        return layer, i, j

    def into(self, layer: int, unit: int) -> tuple[int, ...]:
        """Return the places of a neuron's incoming weights and, last, of its bias."""
        rows = range(self.sizes[layer - 1] + 1)
        return tuple(self.weight(layer - 1, row, unit) for row in rows)

    def out_of(self, layer: int, unit: int) -> tuple[int, ...]:
        """Return the places of a neuron's outgoing weights; outputs have none."""
        if layer + 1 >= len(self.sizes):
            return ()
        return tuple(self.weight(layer, unit, j) for j in range(self.sizes[layer + 1]))

    def flags(self, indices: Iterable[int]) -> list[tuple[BoolArray, BoolArray]]:
        """Return flags of the weights (fan_in, fan_out) and biases (fan_out,) at some places.

        One pair for each layer of weights; places beyond the network are passed over.
        """
        flat = np.zeros(self.count, bool)
        flat[[index for index in indices if index < self.count]] = True
        pairs = []
        for start, (fan_in, fan_out) in zip(self._starts, pairwise(self.sizes), strict=False):
            block = flat[start : start + (fan_in + 1) * fan_out].reshape(fan_in + 1, fan_out)
            pairs.append((block[:-1], block[-1]))
        return pairs

    def layer(self, layer: int) -> range:
        """Return the places of all weights into a layer, and of its biases."""
        return range(self._starts[layer - 1], self._starts[layer])
