"""Examples held still: the same rows, targets and dropout masks, however often one looks."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np

from engine import activations
from engine.arguments import refused
from engine.arrays import FloatArray, IntArray
from engine.network import Masks, Network, Pass, layer_blocks, with_ones
from engine.objective import Objective
from engine.stacks import refuse_stack
from engine.trainer import Trainer

PartName = Literal["train", "test"]


class HeldBatch:
    """Some examples, and the way of a network's loss back to each parameter.

    Parameters
    ----------
    network : Network
        One network, or a stack for which the examples are the same.
    objective : Objective
        Loss, output activation and class weights.
    columns : ndarray of shape (D + 1, N)
        Inputs, the last row ones.
    targets : ndarray of shape (K, N)
        As the loss sees them.
    masks : sequence of ndarray of shape (units, N), or None
        What dropout leaves of each hidden layer; None is everything.
    rows : ndarray of shape (N,), optional
        Numbers of the examples in their part of the data.

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> batch = HeldBatch.coming(trainer)
    >>> loss, gradient = batch.loss(), batch.gradient()
    >>> _ = trainer.step()
    >>> bool((gradient == trainer.gradient).all())
    True
    """

    def __init__(
        self,
        network: Network,
        objective: Objective,
        columns: FloatArray,
        targets: FloatArray,
        masks: Masks = None,
        rows: IntArray | None = None,
    ) -> None:
        dtype = network.dtype
        self.network, self.objective = network, objective
        self.columns = np.array(columns, dtype)
        self.targets = np.array(targets, dtype)
        self.masks = [None if m is None else np.array(m, dtype) for m in masks] if masks else None
        self.examples = self.targets.shape[-1]
        self.rows = np.arange(self.examples) if rows is None else rows
        self.buffers = Pass(network, self.examples)
        self.grad_outputs = np.empty((*network.runs, *self.targets.shape), dtype)
        """dL/d(outputs), before the output activation, after :meth:`loss`."""

    @classmethod
    def coming(cls, trainer: Trainer) -> Self:
        """Return the mini-batch that comes next, with its dropout masks.

        Raises
        ------
        ValueError
            If the trainer holds a stack, or has no training examples.
        """
        refuse_stack(trainer.runs)
        batches, dropout = trainer.setup.batches, trainer.setup.dropout
        if not batches.rows:
            raise refused("data", "there are no training examples.", "Add some.")
        columns, targets = batches.get(trainer.epoch, trainer.batch_index)
        masks = dropout.masks(trainer.step_count, targets.shape[-1]) if dropout.any else None
        rows = trainer.batch_rows()
        return cls(trainer.network, trainer.objective, columns, targets, masks, rows)

    @classmethod
    def of_rows(cls, trainer: Trainer, part: PartName, rows: IntArray) -> Self:
        """Return rows of a part as they are in evaluation: without dropout.

        Raises
        ------
        ValueError
            If the trainer holds a stack, or the part has no such rows.
        """
        refuse_stack(trainer.runs)
        data = trainer.dataset
        inputs = data.train_inputs if part == "train" else data.test_inputs
        targets = data.train_targets if part == "train" else data.test_targets
        if not len(rows) or rows.min() < 0 or rows.max() >= len(inputs):
            raise refused(
                "rows", "there are none such.", f"Give numbers from 0 to {len(inputs) - 1}."
            )
        dtype = trainer.network.dtype
        columns = with_ones(np.asarray(inputs[rows], dtype)).T
        coded = trainer.objective.coded(np.asarray(targets[rows], dtype).T)
        return cls(trainer.network, trainer.objective, columns, coded, None, rows)

    def on(self, network: Network) -> Self:
        """Return the same examples for another network of these sizes, or a stack of such."""
        return type(self)(
            network, self.objective, self.columns, self.targets, self.masks, self.rows
        )

    def loss(self) -> Any:
        """Return the mean loss, without penalties: a number, or (*runs,) for a stack."""
        outputs = self.buffers.forward(self.columns, self.masks)
        return self.objective.evaluate(outputs, self.targets, self.grad_outputs)

    def gradient(self) -> FloatArray:
        """Return dL/d(parameters), (*runs, P), without penalties, for the newest :meth:`loss`."""
        gradient = np.empty_like(self.network.parameters)
        blocks = layer_blocks(gradient, self.network.sizes)
        self.buffers.backward(self.grad_outputs, blocks, self.masks)
        return gradient

    def slopes(self) -> list[FloatArray]:
        """Return a′(z), (units, N) for each hidden layer, for the newest :meth:`loss`."""
        buffers = self.buffers
        each = zip(self.network.activations, buffers.pre_activations[:-1], strict=True)
        found = []
        for layer, (activation, z) in enumerate(each):
            dropped = self.masks is not None and self.masks[layer] is not None
            a = (buffers.undropped if dropped else buffers.activations)[layer]
            found.append(activation.backward(np.ones_like(z), z, a))
        return found

    def output_slopes(self) -> tuple[FloatArray, FloatArray | None]:
        """Return the two factors, (K, N) each, whose product :meth:`loss` left in grad_outputs.

        They are dL/dy behind the output activation, and its derivative dy/dz; None
        where the loss takes z itself, or nothing stands between them.
        """
        objective, z = self.objective, self.buffers.pre_activations[-1]
        if objective.loss.takes_logits or objective.output_activation == "linear":
            return self.grad_outputs.copy(), None
        y, by_output = objective.activated(z), np.empty_like(z)
        objective.compare(y, self.targets, by_output)
        f = activations.get(objective.output_activation)
        return by_output, f.backward(np.ones_like(z), z, y)
