"""Rows of a data set that are looked at, and what every layer of a network makes of them."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.datasets import Dataset
from engine.microscope.maps import make_finite
from engine.network import Network, Pass, with_ones

MOST_ROWS = 2000
"""Rows of a part that are looked at: as many as plots draw."""


def sample_rows(total: int, most: int = MOST_ROWS) -> IntArray:
    """Return at most ``most`` row numbers in order, always the same ones for the same total.

    Examples
    --------
    >>> sample_rows(3).tolist(), len(sample_rows(10_000))
    ([0, 1, 2], 2000)
    """
    if total <= most:
        return np.arange(total)
    return np.sort(np.random.default_rng(0).choice(total, most, replace=False))


class Sample:
    """Some rows of a data set on their way through a network (``runs=()``), without dropout.

    Parameters
    ----------
    network : Network
        The one looked at, again and again.
    inputs : ndarray of shape (N, D)
        As the network takes them.
    targets : ndarray of shape (N, K)
        What it should answer.
    rows : ndarray of shape (N,), optional
        Their numbers in the data set; 0 to N - 1 if not given.

    Attributes
    ----------
    layers : list of ndarray of shape (units, N)
        After :meth:`look`: inputs, activations of the hidden layers, and the
        outputs before their activation. All but the inputs are buffers that
        the next look overwrites; values are within ±1e30.
    pre_activations : list of ndarray of shape (units, N)
        Those of the hidden layers.

    Examples
    --------
    >>> sample = Sample(Network((2, 3, 1)), np.zeros((5, 2)), np.zeros((5, 1)))
    >>> sample.look()
    >>> [layer.shape for layer in sample.layers]
    [(2, 5), (3, 5), (1, 5)]
    """

    def __init__(
        self,
        network: Network,
        inputs: FloatArray,
        targets: FloatArray,
        rows: IntArray | None = None,
    ) -> None:
        self.rows = np.arange(len(inputs)) if rows is None else rows
        self._columns = np.ascontiguousarray(with_ones(np.asarray(inputs, network.dtype)).T)
        self.targets: FloatArray = np.ascontiguousarray(np.asarray(targets, network.dtype).T)
        self._pass = Pass(network, len(inputs), train=False)
        self.pre_activations: list[FloatArray] = self._pass.pre_activations[:-1]
        outputs = self._pass.pre_activations[-1]
        self.layers: list[FloatArray] = [self._columns[:-1], *self._pass.activations, outputs]

    @classmethod
    def of(
        cls,
        network: Network,
        dataset: Dataset,
        part: Literal["train", "test"] = "train",
        thinning: int = 1,
    ) -> Sample:
        """Return every ``thinning``-th of the rows that plots draw of a part."""
        inputs = dataset.train_inputs if part == "train" else dataset.test_inputs
        targets = dataset.train_targets if part == "train" else dataset.test_targets
        rows = sample_rows(len(inputs))[::thinning]
        return cls(network, inputs[rows], targets[rows], rows)

    @property
    def outputs(self) -> FloatArray:
        """Outputs before their activation, (K, N)."""
        return self.layers[-1]

    def look(self) -> None:
        """Send the rows through the network as it is now."""
        with np.errstate(all="ignore"):
            self._pass.forward(self._columns)
            for values in self.layers[1:]:
                make_finite(values)
