"""The step that comes next, in its four beats: forward, loss, backward, update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine import activations
from engine.arrays import FloatArray, IntArray
from engine.gradients import all_finite, clip_factor, squared_norm
from engine.losses import Loss
from engine.message import Message
from engine.microscope.maps import make_finite
from engine.microscope.next_step import updated
from engine.network import Masks, Pass, layer_blocks
from engine.objective import Objective
from engine.stacks import refuse_stack
from engine.trainer import Trainer


@dataclass(frozen=True, eq=False)
class LayerBeats:
    """What passes through one layer, forward and back, for the N examples of a batch.

    What goes into a neuron is z = Σ w x + b, what it makes of that a = f(z). Gradients are
    those of the batch's mean loss L; N times an example's column is the gradient of that
    example's own loss.
    """

    inputs: FloatArray
    """x, (fan_in, N): the example's own, or what the layer below lets through."""
    pre_activations: FloatArray
    """z, (fan_out, N), within ±1e30."""
    activations: FloatArray
    """a, (fan_out, N), before dropout; for the last layer probabilities or values."""
    function: str
    """Id of the activation f."""
    slopes: FloatArray | None
    """f'(z), (fan_out, N); None for outputs of a cross-entropy, which takes z."""
    mask: FloatArray | None
    """What dropout multiplies a by, (fan_out, N): 0 or 1 / (1 − rate). None without dropout."""
    grad_activations: FloatArray | None
    """dL/da, (fan_out, N); None for outputs of a cross-entropy, which takes z."""
    grad_pre_activations: FloatArray
    """dL/dz, (fan_out, N): the blame that arrives at each neuron."""


@dataclass(frozen=True, eq=False)
class Beats:
    """Everything that the next update does, from the batch to the new parameters.

    N examples stand in columns; arrays are read-only copies in the network's dtype. The
    update equals that of ``Trainer.step()`` bit for bit.
    """

    step: int
    """Updates that were made before this one."""
    rows: IntArray
    """The batch's rows in the training part, (N,)."""
    sizes: tuple[int, ...]
    """Inputs, hidden layers, outputs."""
    layers: tuple[LayerBeats, ...]
    """Hidden layers and the output layer."""
    targets: FloatArray
    """As the loss sees them, smoothed and −1 or 1 for tanh, (K, N)."""
    loss: Loss
    """The rule that compares outputs and targets."""
    losses: FloatArray
    """Loss of each example, (N,)."""
    data_loss: float
    """Their mean, L."""
    penalty: float
    """What l1 and l2 add to the loss."""
    data_gradient: FloatArray
    """dL/dw of the mean loss alone, (P,)."""
    penalty_gradient: FloatArray
    """What the penalties add to it, (P,)."""
    clip_factor: float
    """What the sum of both is multiplied by; 1 when it is short enough."""
    gradient: FloatArray
    """The sum after clipping, which the optimizer gets, (P,)."""
    learning_rate: float
    """Rate of this update."""
    optimizer: str
    """Id of the rule that makes it."""
    decay: float
    """Share λ of decoupled weight decay: w shrinks by η λ w; 0 for the optimizer's own."""
    old: FloatArray
    """Parameters before, (P,)."""
    new: FloatArray
    """Parameters after, (P,)."""
    frozen: IntArray
    """Places that do not move."""

    @property
    def examples(self) -> int:
        """Examples in the batch, N."""
        return len(self.rows)

    def blocks(self, flat: FloatArray) -> list[FloatArray]:
        """Return views (fan_in + 1, fan_out) of a (P,) array, a layer each; the biases last."""
        return layer_blocks(flat, self.sizes)


def beats(trainer: Trainer) -> Beats:
    """Return the update that comes next, told in full; the trainer stays as it is.

    The batch, its dropout and each line of arithmetic are the trainer's own. Where a run
    ended, it is the update that would come if the run went on. Early stopping may put the
    best weights back after an update that ends an epoch; that is not part of it.

    Parameters
    ----------
    trainer : Trainer
        Of a single run.

    Raises
    ------
    ValueError
        With a sentence for people, if there are no training examples, if loss or gradient
        of the batch are beyond all bounds, or if the trainer has a stack of runs.

    References
    ----------
    .. [1] Rumelhart, Hinton & Williams, *Learning representations by back-propagating
       errors*, Nature 323, 1986: the first three beats.

    Examples
    --------
    >>> from engine import Experiment
    >>> trainer = Trainer(Experiment().with_value("data.samples", 64))
    >>> told = beats(trainer)
    >>> _ = trainer.step()
    >>> np.array_equal(told.new, trainer.network.parameters)
    True
    """
    refuse_stack(trainer.runs)
    setup, network = trainer.setup, trainer.network
    if not setup.batches.rows:
        raise ValueError(Message("There are no training examples."))
    with np.errstate(all="ignore"):
        columns, targets = setup.batches.get(trainer.epoch, trainer.batch_index)
        examples = targets.shape[-1]
        buffers, grad_outputs = setup.buffers(examples)
        masks = setup.dropout.masks(trainer.step_count, examples)
        # 1. forward
        outputs = buffers.forward(columns, masks)
        # 2. loss
        loss = float(setup.objective.evaluate(outputs, targets, grad_outputs))
        # 3. backward
        gradient = np.empty_like(network.parameters)
        buffers.backward(grad_outputs, layer_blocks(gradient, network.sizes), masks)
        data_gradient, penalty_gradient = gradient.copy(), np.zeros_like(gradient)
        penalty, factor = 0.0, 1.0
        if setup.penalties.active:
            penalty = float(setup.penalties.add(network.parameters, gradient))
            setup.penalties.add(network.parameters, penalty_gradient)
        squared = squared_norm(gradient)
        if not all_finite(loss + penalty + squared):
            raise ValueError(
                Message("Loss or gradient of this batch are beyond all bounds: no update follows.")
            )
        if setup.clip is not None:
            factors = clip_factor(squared, setup.clip)
            factor = float(factors[0])
            gradient *= factors
        # 4. update
        new = updated(trainer, gradient)
        told = Beats(
            step=trainer.step_count,
            rows=trainer.batch_rows(),
            sizes=network.sizes,
            layers=(
                *(_hidden_layer(trainer, buffers, h, masks) for h in range(len(network.sizes) - 2)),
                _output_layer(setup.objective, buffers, targets, grad_outputs),
            ),
            targets=targets.copy(),
            loss=setup.objective.loss,
            losses=setup.objective.of_each_example(outputs, targets),
            data_loss=loss,
            penalty=penalty,
            data_gradient=data_gradient,
            penalty_gradient=penalty_gradient,
            clip_factor=factor,
            gradient=gradient,
            learning_rate=float(trainer.next_rate[0]),
            optimizer=trainer.optimizer.id,
            decay=trainer.experiment.training.weight_decay,
            old=network.parameters.copy(),
            new=new,
            frozen=trainer.frozen.copy(),
        )
    for part in (told, *told.layers):
        _make_read_only(vars(part).values())
    return told


def _hidden_layer(trainer: Trainer, buffers: Pass, layer: int, masks: Masks) -> LayerBeats:
    """Return copies of what both passes left in the buffers of a hidden layer."""
    f, mask = trainer.network.activations[layer], masks[layer] if masks is not None else None
    z = buffers.pre_activations[layer]
    a = buffers.activations[layer] if mask is None else buffers.undropped[layer]
    return LayerBeats(
        inputs=buffers.inputs_of_layer[layer][:-1].copy(),
        pre_activations=_finite(z),
        function=f.id,
        activations=a.copy(),
        slopes=f.backward(np.ones_like(z), z, a),
        mask=None if mask is None else mask.copy(),
        grad_activations=buffers.grad_activations[layer].copy(),
        grad_pre_activations=buffers.grad_pre_activations[layer].copy(),
    )


def _output_layer(
    objective: Objective, buffers: Pass, targets: FloatArray, grad_outputs: FloatArray
) -> LayerBeats:
    """Return what the outputs say, and what the loss answers."""
    z = buffers.pre_activations[-1]
    a = objective.activated(z)
    slopes = grad_a = None
    if not objective.loss.takes_logits:
        grad_a = np.empty_like(a)
        objective.compare(a, targets, grad_a)
        f = activations.get(objective.output_activation)
        slopes = f.backward(np.ones_like(z), z, a)
    return LayerBeats(
        inputs=buffers.inputs_of_layer[-1][:-1].copy(),
        pre_activations=_finite(z),
        function=objective.output_activation,
        activations=a,
        slopes=slopes,
        mask=None,
        grad_activations=grad_a,
        grad_pre_activations=grad_outputs.copy(),
    )


def _finite(values: FloatArray) -> FloatArray:
    copied = values.copy()
    make_finite(copied)
    return copied


def _make_read_only(values: Iterable[object]) -> None:
    for value in values:
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
