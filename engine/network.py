"""A feed-forward network, or a stack of them, and its two passes.

All parameters of a network lie in one flat array. Layer l owns a block of it,
of shape (fan_in + 1, fan_out): the weights, and the biases as one more row,
for an input that always is one. So a layer is a single matrix product.

Inside, examples stand in columns: activations are (*runs, units + 1, N), and
what belongs to one neuron lies side by side in memory. With the inputs x as
columns, the forward pass of a layer is z = Wᵀ x and a = f(z); the backward
pass is dL/dW = x (dL/dz)ᵀ and dL/dx = W dL/dz (Rumelhart, Hinton & Williams,
1986; Bishop, PRML, 2006, eqs. 5.48-5.57). ``runs=()`` is one network;
``runs=(R,)`` is R of them through the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import accumulate, pairwise
from operator import index
from typing import Any

import numpy as np

from engine import activations, initializers
from engine.activations import Activation
from engine.arguments import check_shape, finite_array, refused, within_bounds
from engine.arrays import FloatArray
from engine.initializers import Initializer
from engine.seeds import INITIAL_WEIGHTS, stream

Masks = Sequence[FloatArray | None] | None
"""A dropout mask (*runs, units, N) for each hidden layer, or None."""


class Network:
    """Parameters, forward and backward of one network or a stack.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, hidden layers, outputs: (2, 8, 8, 1) has two hidden layers.
    activation : str, Activation, or a sequence of them
        One for all hidden layers, or one each.
    initializer : str, Initializer, or a sequence with one a run
        Distribution of the first weights. Biases start at zero.
    dtype : str
        ``"float32"`` or ``"float64"``.
    seed : int, or a sequence with one a run
        Luck of the first weights. One number gives every run the same weights.
    runs : tuple of int
        ``()`` for one network, ``(R,)`` for a stack of R.

    Examples
    --------
    >>> network = Network((2, 3, 1), activation="tanh", dtype="float64", seed=0)
    >>> network.parameters.shape, network.weights[0].shape, network.biases[0].shape
    ((13,), (2, 3), (3,))
    >>> outputs = network.forward(np.zeros((5, 2)))
    >>> outputs.shape, network.backward(np.ones((5, 1))).shape
    ((5, 1), (13,))
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activation: str | Activation | Sequence[str | Activation] = "relu",
        initializer: str | Initializer | Sequence[str | Initializer] = "he_normal",
        dtype: str = "float32",
        seed: int | Sequence[int] = 0,
        runs: tuple[int, ...] = (),
    ) -> None:
        self.sizes = _whole_numbers(sizes, "sizes")
        if len(self.sizes) < 2 or min(self.sizes) < 1:
            raise ValueError(f"sizes: {sizes} needs inputs and outputs, each at least 1.")
        self.runs = _whole_numbers(runs, "runs")
        if len(self.runs) > 1 or min(self.runs, default=1) < 1:
            raise refused("runs", f"{runs} is not allowed.", "Give (), or (R,) for a stack of R.")
        if str(dtype) not in ("float32", "float64"):
            raise refused("dtype", f"{dtype!r} is not allowed.", "Give float32 or float64.")
        self.dtype = np.dtype(dtype)
        self.set_activations(activation)
        self.parameters: FloatArray = np.zeros((*runs, parameter_count(self.sizes)), self.dtype)
        self.blocks = layer_blocks(self.parameters, self.sizes)
        """(*runs, fan_in + 1, fan_out) views of the parameters, a layer each."""
        self.weights = [block[..., :-1, :] for block in self.blocks]
        self.biases = [block[..., -1, :] for block in self.blocks]
        self._last_pass: Pass | None = None
        self.initialize(initializer, seed)

    def set_activations(self, activation: str | Activation | Sequence[str | Activation]) -> None:
        """Give the hidden layers one activation, or one each; weights stay."""
        hidden = len(self.sizes) - 2
        each = [activation] * hidden if isinstance(activation, str | Activation) else activation
        if len(each) != hidden:
            raise ValueError(f"activation: {len(each)} given for {hidden} hidden layers.")
        self.activations = [activations.get(one) for one in each]
        self._last_pass = None

    def initialize(
        self,
        initializer: str | Initializer | Sequence[str | Initializer],
        seed: int | Sequence[int],
    ) -> None:
        """Draw the first weights anew; each layer has a random stream of its own."""
        count = self.runs[0] if self.runs else 1
        single = isinstance(initializer, str | Initializer)
        kinds: list[Any] = [initializer] * count if single else list(initializer)
        seeds = [seed] * count if isinstance(seed, int | np.integer) else seed
        seeds = _whole_numbers(seeds, "seed")
        if len(seeds) != count or len(kinds) != count or min(seeds, default=0) < 0:
            mend = "Give one, or one for each run; seeds are whole numbers from 0 on."
            raise refused("seed and initializer", f"they do not fit {count} runs.", mend)
        for layer, weights in enumerate(self.weights):
            fan_in, fan_out = weights.shape[-2:]
            each_run = weights if self.runs else weights[np.newaxis]
            for run, (kind, run_seed) in enumerate(zip(kinds, seeds, strict=True)):
                rng = stream(run_seed, INITIAL_WEIGHTS, layer)
                each_run[run] = initializers.get(kind).draw(rng, fan_in, fan_out)
            self.biases[layer][...] = 0.0

    def forward(self, inputs: FloatArray) -> FloatArray:
        """Return the outputs before the output activation.

        Parameters
        ----------
        inputs : ndarray of shape (N, D) or (*runs, N, D)
            Examples in rows.

        Returns
        -------
        ndarray of shape (*runs, N, K)
            Logits or values.

        Raises
        ------
        ValueError
            If the inputs do not fit, or the outputs are beyond all bounds.
        """
        inputs = self.checked_inputs(inputs)
        last_pass = Pass(self, inputs.shape[-2])
        columns = np.swapaxes(with_ones(inputs), -1, -2)
        with np.errstate(all="ignore"):
            outputs = last_pass.forward(columns)
        outputs = within_bounds(np.ascontiguousarray(np.swapaxes(outputs, -1, -2)), "outputs")
        self._last_pass = last_pass
        return outputs

    def checked_inputs(self, inputs: Any) -> FloatArray:
        """Return inputs (N, D) or (*runs, N, D) in the network's dtype.

        Raises
        ------
        ValueError
            If they are not finite numbers of such a shape.
        """
        array = finite_array(inputs, "inputs", self.dtype)
        columns, wanted = array.shape[-1:], self.sizes[0]
        if columns != (wanted,):
            fault = (
                f"they have {columns[0] if columns else 'no'} columns, the network takes {wanted}."
            )
            raise refused("inputs", fault, f"Give an array (N, {wanted}).")
        check_shape(array, "inputs", self.runs, None, self.sizes[0])
        return array

    def backward(self, grad_outputs: FloatArray) -> FloatArray:
        """Return dL/d(parameters), (*runs, P), for dL/d(outputs) of the last ``forward``.

        Raises
        ------
        ValueError
            If ``grad_outputs`` is not laid out like the outputs, or the result is
            beyond all bounds.
        RuntimeError
            If there was no ``forward``.
        """
        if self._last_pass is None:
            raise RuntimeError("backward() follows a forward(); call that first.")
        given = finite_array(grad_outputs, "grad_outputs", self.dtype)
        wanted = (*self.runs, self._last_pass.examples, self.sizes[-1])
        if given.shape != wanted:
            mend = f"Give {wanted}, as the outputs have it."
            raise refused("grad_outputs", f"the shape is {given.shape}.", mend)
        gradient = np.empty_like(self.parameters)
        with np.errstate(all="ignore"):
            columns = np.swapaxes(given, -1, -2)
            self._last_pass.backward(columns, layer_blocks(gradient, self.sizes))
        return within_bounds(gradient, "gradient")


class Pass:
    """Buffers for batches of one size, and the two passes through them.

    Nothing is allocated in :meth:`forward` and :meth:`backward`. Training code
    makes one of these for a batch size and uses it for every step.
    """

    def __init__(self, network: Network, examples: int, train: bool = True) -> None:
        runs, dtype = network.runs, network.dtype
        touch_blas_memory()
        self.network = network
        self.examples = examples
        hidden = network.sizes[1:-1]
        # Activations carry a last row of ones, the input of the biases.
        with_bias = [np.ones((*runs, units + 1, examples), dtype) for units in hidden]
        self.inputs_of_layer: list[Any] = [None, *with_bias]
        self.activations = [array[..., :-1, :] for array in with_bias]
        self.pre_activations = [
            np.empty((*runs, units, examples), dtype) for units in network.sizes[1:]
        ]
        # Wᵀ · for each layer, biases included
        self._weigh = [product_with(np.swapaxes(block, -1, -2), runs) for block in network.blocks]
        if train:
            # Activations before dropout, of which the derivatives are functions.
            self.undropped = [np.empty_like(z) for z in self.pre_activations[:-1]]
            self.grad_activations = [np.empty_like(z) for z in self.pre_activations[:-1]]
            self.grad_pre_activations = [np.empty_like(z) for z in self.pre_activations[:-1]]
            self.grad_transposed = [np.swapaxes(g, -1, -2) for g in self.grad_pre_activations]
            # W · for each layer, biases left out
            self._weigh_back = [product_with(weights, runs) for weights in network.weights]

    def forward(self, columns: FloatArray, masks: Masks = None) -> FloatArray:
        """Return the outputs (*runs, K, N) for inputs (..., D + 1, N), the last row ones.

        The result is a buffer that the next call overwrites.
        """
        layer_inputs, weigh = self.inputs_of_layer, self._weigh
        layer_inputs[0] = columns
        for layer, activation in enumerate(self.network.activations):
            z = self.pre_activations[layer]
            weigh[layer](layer_inputs[layer], z)
            mask = masks[layer] if masks is not None else None
            if mask is None:
                activation.forward(z, self.activations[layer])
            else:
                activation.forward(z, self.undropped[layer])
                np.multiply(self.undropped[layer], mask, self.activations[layer])
        return weigh[-1](layer_inputs[-1], self.pre_activations[-1])

    def backward(
        self, grad_outputs: FloatArray, grad_blocks: list[FloatArray], masks: Masks = None
    ) -> None:
        """Write dL/d(parameters) into ``grad_blocks`` for dL/d(outputs) (*runs, K, N)."""
        activations, runs = self.network.activations, self.network.runs
        grad_z, grad_z_transposed = grad_outputs, grad_outputs.swapaxes(-1, -2)
        for layer in range(len(grad_blocks) - 1, -1, -1):
            if runs:
                np.matmul(self.inputs_of_layer[layer], grad_z_transposed, grad_blocks[layer])
            else:
                self.inputs_of_layer[layer].dot(grad_z_transposed, grad_blocks[layer])
            if layer == 0:
                return
            below = layer - 1
            grad_a = self._weigh_back[layer](grad_z, self.grad_activations[below])
            mask = masks[below] if masks is not None else None
            activation = self.activations[below] if mask is None else self.undropped[below]
            if mask is not None:
                np.multiply(grad_a, mask, grad_a)
            grad_z = activations[below].backward(
                grad_a, self.pre_activations[below], activation, self.grad_pre_activations[below]
            )
            grad_z_transposed = self.grad_transposed[below]


def product_with(left: FloatArray, runs: tuple[int, ...]) -> Callable[..., FloatArray]:
    """Return the function (right, out) that writes left · right into out, at the least cost.

    It goes on to read ``left`` as it is when it is called: a view of the parameters.

    Small products cost what their call costs, and the method ``dot`` is the
    cheapest call. It knows no stacks; in these a column times a row, one gemm
    a run to BLAS, is a single multiplication with broadcasting.
    """
    if not runs:
        return left.dot
    return partial(np.multiply if left.shape[-1] == 1 else np.matmul, left)


@cache
def touch_blas_memory() -> None:
    """Multiply two matrices once, large enough that OpenBLAS's work space is all in use.

    Its kernels prefetch beyond what they have packed. While the operating
    system has not provided that memory yet, each such prefetch misses, and
    products of medium size take twice their time.
    """
    np.ones((64, 256), np.float32).dot(np.ones((256, 256), np.float32))


def _whole_numbers(values: Any, place: str) -> tuple[int, ...]:
    """Return a sequence of whole numbers as a tuple."""
    try:
        return tuple(index(value) for value in values)
    except TypeError:
        fault = f"{values!r} is not allowed."
        raise refused(place, fault, "Give a sequence of whole numbers.") from None


def parameter_count(sizes: Sequence[int]) -> int:
    """Return the number of weights and biases.

    Examples
    --------
    >>> parameter_count((2, 8, 8, 1))
    105
    """
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))


def layer_blocks(flat: FloatArray, sizes: Sequence[int]) -> list[FloatArray]:
    """Return views (*runs, fan_in + 1, fan_out) of an array laid out like the parameters."""
    blocks, start = [], 0
    for fan_in, fan_out in pairwise(sizes):
        stop = start + (fan_in + 1) * fan_out
        blocks.append(flat[..., start:stop].reshape(*flat.shape[:-1], fan_in + 1, fan_out))
        start = stop
    return blocks


def layer_starts(sizes: Sequence[int]) -> tuple[int, ...]:
    """Return where the block of each layer starts in the parameters.

    Examples
    --------
    >>> layer_starts((2, 8, 8, 1))
    (0, 24, 96)
    """
    counts = [(fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes)]
    return tuple(accumulate(counts[:-1], initial=0))


def with_ones(inputs: FloatArray) -> FloatArray:
    """Return (..., N, D + 1): the inputs and a last column of ones, for the biases."""
    extended = np.ones((*inputs.shape[:-1], inputs.shape[-1] + 1), inputs.dtype)
    extended[..., :-1] = inputs
    return extended


def weight_mask(sizes: Sequence[int], dtype: Any) -> FloatArray:
    """Return (P,): one for every weight, zero for every bias."""
    mask = np.ones(parameter_count(sizes), dtype)
    for block in layer_blocks(mask, sizes):
        block[-1] = 0.0
    return mask
