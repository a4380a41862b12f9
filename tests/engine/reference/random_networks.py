"""Random networks with a batch each, drawn alike by the script that stores and the test that reads.

Every number comes from ``Generator(PCG64(SeedSequence(...))).random`` and plain
arithmetic: NumPy promises that the bits of PCG64 stay the same, and ``random``
is their upper 53. Should the drawing change all the same, :func:`fingerprint` tells.
"""

import hashlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

NETWORKS = 100
IN_FULL = 12
"""Of so many networks the whole gradient is stored; of the others, their projections."""
STACKED = 4
"""The last so many networks of a combination have one architecture: they form a stack."""
DIRECTIONS = 3
"""Random directions on which every gradient is projected."""

LIKE_NUMBERS = ("mean_squared_error", "mean_absolute_error", "huber")
ACTIVATIONS = (
    "linear", "sigmoid", "tanh", "sine", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu",
)  # fmt: skip
LOSSES = [
    *((loss, "linear") for loss in LIKE_NUMBERS),
    *((loss, "sigmoid") for loss in LIKE_NUMBERS),
    *((loss, "tanh") for loss in LIKE_NUMBERS),
    ("binary_cross_entropy", "sigmoid"),
    ("categorical_cross_entropy", "softmax"),
]
COMBINATIONS = [(activation, *loss) for activation in ACTIVATIONS for loss in LOSSES]


@dataclass(frozen=True)
class Case:
    """One network, its loss, and the batch to judge it by."""

    sizes: tuple[int, ...]
    activations: list[dict]  # id and hyper-parameters of each hidden layer
    loss: dict
    output_activation: str
    weights: list[np.ndarray]  # (fan_in, fan_out)
    biases: list[np.ndarray]
    inputs: np.ndarray  # (N, D)
    targets: np.ndarray  # (N, K)
    directions: np.ndarray  # (DIRECTIONS, P)


def cases(combination: int) -> list[Case]:
    """Return the networks of ``COMBINATIONS[combination]``."""
    drawn = []
    for network in range(NETWORKS):
        shared = min(network, NETWORKS - STACKED)
        shape, values = (
            np.random.Generator(np.random.PCG64(np.random.SeedSequence([combination, *which])))
            for which in ((shared, 0), (network, 1))
        )
        drawn.append(_case(*COMBINATIONS[combination], shape, values))
    return drawn


def fingerprint(drawn: list[Case]) -> str:
    """Return a checksum of everything that was drawn."""
    digest = hashlib.sha256()
    for case in drawn:
        head = (case.sizes, case.activations, case.loss, case.output_activation)
        digest.update(repr(head).encode())
        arrays = (*case.weights, *case.biases, case.inputs, case.targets, case.directions)
        for array in arrays:
            digest.update(np.ascontiguousarray(array, "<f8").tobytes())
    return digest.hexdigest()


def _case(activation, loss, output_activation, shape, values) -> Case:
    outputs = _whole(shape, 2 if output_activation == "softmax" else 1, 3)
    hidden = [_whole(shape, 1, 6) for _ in range(_whole(shape, 1, 4))]
    sizes = (_whole(shape, 1, 4), *hidden, outputs)
    # The activation in question stands in one layer at least, and in half of the others.
    certain = _whole(shape, 0, len(hidden) - 1)
    ids = [
        activation
        if layer == certain or shape.random() < 0.5
        else ACTIVATIONS[_whole(shape, 0, len(ACTIVATIONS) - 1)]
        for layer in range(len(hidden))
    ]
    settings = [_activation(each, shape) for each in ids]
    judged = {"id": loss}
    if loss == "huber":
        judged["delta"] = 0.2 + 1.8 * shape.random()
    examples = _whole(shape, 1, 12)

    # Sums of about unit size, so that every activation bends; some saturate.
    weights = [_spread(values, i, o) * 2.2 / np.sqrt(i) for i, o in pairwise(sizes)]
    biases = [_spread(values, o) * 0.8 for o in sizes[1:]]
    inputs = _spread(values, examples, sizes[0]) * 1.7
    if output_activation == "softmax":
        targets = np.eye(outputs)[(values.random(examples) * outputs).astype(int)]
    elif output_activation == "linear":
        targets = _spread(values, examples, outputs) * 1.7
    else:
        targets = (values.random((examples, outputs)) < 0.5).astype(float)
        targets = 2.0 * targets - 1.0 if output_activation == "tanh" else targets
    count = sum((i + 1) * o for i, o in pairwise(sizes))
    directions = _spread(values, DIRECTIONS, count)
    return Case(
        sizes, settings, judged, output_activation, weights, biases, inputs, targets, directions
    )


def _activation(activation: str, shape: np.random.Generator) -> dict:
    """Return an activation in a file's form, with a random slope or alpha where it has one."""
    if activation == "leaky_relu":
        return {"id": activation, "negative_slope": 0.5 * shape.random()}
    if activation == "elu":
        return {"id": activation, "alpha": 0.2 + 2.3 * shape.random()}
    return {"id": activation}


def _whole(rng: np.random.Generator, lowest: int, highest: int) -> int:
    return lowest + int(rng.random() * (highest - lowest + 1))


def _spread(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return 2.0 * rng.random(shape) - 1.0
