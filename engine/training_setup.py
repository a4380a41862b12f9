"""All parts of a step that follow from the settings and the data alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import is_

import numpy as np

from engine.arrays import FloatArray
from engine.batches import Batches
from engine.datasets import Dataset
from engine.dropout import Dropout
from engine.experiment import Experiment, Training, resolve_loss
from engine.network import Network, Pass, weight_mask, with_ones
from engine.objective import Objective, Penalties, class_weights_of


class Setup:
    """Objective, batches, dropout, penalties, decay and clipping of one run or a stack.

    Parameters
    ----------
    network : Network
        What is trained; it gives shapes and number format.
    """

    objective: Objective
    batches: Batches
    dropout: Dropout
    penalties: Penalties
    decay: FloatArray | None
    """Decoupled weight decay of each element, (*runs, P); none is None."""
    clip: FloatArray | None
    """Longest gradient allowed, (*runs, 1)."""

    def __init__(self, network: Network) -> None:
        self._network, self._runs = network, network.runs
        self._weight_mask = weight_mask(network.sizes, network.dtype)
        self._data: list[Dataset] = []
        self._prepared_for: tuple[object, ...] = ()
        self._passes: dict[int, tuple[Pass, FloatArray]] = {}

    def follow(self, experiments: Sequence[Experiment], datasets: Sequence[Dataset]) -> None:
        """Make all parts anew; batches only where the data or their order are others."""
        first, rows = experiments[0], len(datasets[0].train_inputs)
        each = [e.training for e in experiments]
        seeds = [t.seed for t in each]
        self.objective = self._make_objective(experiments, datasets)
        wanted = first.training.batch_size
        batch_size = max(1, rows if wanted == "all" else min(wanted, rows))
        self._set_up_batches(datasets, each, batch_size)
        dtype = self._network.dtype
        rates = [e.model.dropout_rates for e in experiments]
        self.dropout = Dropout(first.model.hidden, rates, seeds, self._runs, batch_size, dtype)
        self.penalties = Penalties(
            [t.l1 for t in each], [t.l2 for t in each], self._weight_mask, self._runs
        )
        column = (*self._runs, 1)
        decay = np.reshape(np.array([t.weight_decay for t in each], dtype), column)
        self.decay = decay * self._weight_mask if decay.any() else None
        clip = np.array([math.inf if (c := t.gradient_clip) is None else c for t in each])
        self.clip = np.reshape(clip, column) if np.isfinite(clip).any() else None

    def buffers(self, examples: int) -> tuple[Pass, FloatArray]:
        """Return the pass and the dL/d(outputs) buffer for a batch of this size."""
        made = self._passes.get(examples)
        if made is None:
            outputs = (*self._runs, self._network.sizes[-1], examples)
            made = Pass(self._network, examples), np.empty(outputs, self._network.dtype)
            self._passes[examples] = made
        return made

    def _make_objective(
        self, experiments: Sequence[Experiment], datasets: Sequence[Dataset]
    ) -> Objective:
        """Return loss, output activation and class weights as the settings have them."""
        first, task = experiments[0], datasets[0].task
        weights = [
            class_weights_of(e.training.class_weights, d.train_targets)
            for e, d in zip(experiments, datasets, strict=True)
        ]
        smoothing = [e.training.label_smoothing for e in experiments]
        classes = max(2, self._network.sizes[-1])
        equal = [[1.0] * classes if one is None else one for one in weights]
        return Objective(
            resolve_loss(first.training.loss, task),
            first.model.output_activation,
            task,
            np.reshape(smoothing, self._runs),
            np.reshape(np.array(equal, self._network.dtype), (*self._runs, classes))
            if any(weights)
            else None,
        )

    def _set_up_batches(
        self, datasets: Sequence[Dataset], each: Sequence[Training], batch_size: int
    ) -> None:
        """Prepare and cut the data, unless they are so already: tables can be large."""
        objective, dtype = self.objective, self._network.dtype
        prepared_for = (objective.coding, batch_size)
        same_data = len(self._data) == len(datasets) and all(map(is_, self._data, datasets))
        if same_data and self._prepared_for == prepared_for:
            return
        inputs_of: dict[int, FloatArray] = {}
        targets_of: dict[tuple[int, float], FloatArray] = {}
        pairs: list[tuple[FloatArray, FloatArray]] = []
        for run, (one, training) in enumerate(zip(datasets, each, strict=True)):
            if id(one) not in inputs_of:
                inputs_of[id(one)] = with_ones(np.asarray(one.train_inputs, dtype))
            key = id(one), training.label_smoothing
            if key not in targets_of:
                targets = np.asarray(one.train_targets, dtype).T
                targets_of[key] = objective.coded(targets, run if self._runs else None).T
            pairs.append((inputs_of[id(one)], targets_of[key]))
        inputs, targets_each = zip(*pairs, strict=True)
        seeds = [training.seed for training in each]
        self.batches = Batches(inputs, targets_each, seeds, self._runs, batch_size)
        self._passes = {}
        self._prepared_for, self._data = prepared_for, list(datasets)
