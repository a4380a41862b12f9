"""Compute losses and gradients of random networks with PyTorch, in float64.

For every activation, every loss and, for the losses of plain numbers, every
output activation: 100 networks. PyTorch is no dependency of the tests: they
draw the same networks (``random_networks.py``) and read the file beside this
script. To make it anew, in an environment with torch::

    python tests/engine/reference/make_networks.py

``networks.npz`` keeps the versions used; for each combination a checksum of
what was drawn; for each of its networks the loss, the gradient's norm and its
projections on random directions; and the gradients of the first few networks
in full, one after another (``ends`` says where each ends), laid out like the
engine's parameters: layer by layer the weights (fan_in, fan_out), then the
biases.
"""

from pathlib import Path

import numpy as np
import torch
from random_networks import ACTIVATIONS, COMBINATIONS, IN_FULL, Case, cases, fingerprint
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

TARGET = Path(__file__).with_name("networks.npz")

FUNCTIONS = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "sine": torch.sin,
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    # PyTorch goes over to the identity beyond 20, where 2e-9 still are missing.
    "softplus": lambda z: functional.softplus(z, threshold=700.0),
    "silu": functional.silu,
    "gelu": lambda z: functional.gelu(z, approximate="none"),
}
LOSSES = {
    "mean_squared_error": functional.mse_loss,
    "mean_absolute_error": functional.l1_loss,
    "huber": lambda y, t, delta: functional.huber_loss(y, t, delta=delta),
    "binary_cross_entropy": functional.binary_cross_entropy_with_logits,
    "categorical_cross_entropy": functional.cross_entropy,
}


def applied(functions: dict, part: dict, *arguments: torch.Tensor) -> torch.Tensor:
    """Return what the function with this id makes of the arguments."""
    settings = {name: value for name, value in part.items() if name != "id"}
    return functions[part["id"]](*arguments, **settings)


def loss_and_gradient(case: Case) -> tuple[float, np.ndarray]:
    """Return the mean loss and dL/d(parameters), flat."""
    weights = [torch.tensor(w, requires_grad=True) for w in case.weights]
    biases = [torch.tensor(b, requires_grad=True) for b in case.biases]
    a = torch.tensor(case.inputs)
    for w, b, activation in zip(weights, biases, case.activations, strict=False):
        a = applied(FUNCTIONS, activation, a @ w + b)
    outputs = a @ weights[-1] + biases[-1]
    if "cross_entropy" not in case.loss["id"]:
        outputs = FUNCTIONS[case.output_activation](outputs)
    loss = applied(LOSSES, case.loss, outputs, torch.tensor(case.targets))
    loss.backward()
    layers = zip(weights, biases, strict=True)
    gradient = [part.grad.numpy().ravel() for layer in layers for part in layer]
    return loss.item(), np.concatenate(gradient)


def main() -> None:
    assert set(ACTIVATIONS) == set(FUNCTIONS)
    numbers, gradients, checksums = [], [], []
    for combination in range(len(COMBINATIONS)):
        drawn = cases(combination)
        checksums.append(fingerprint(drawn))
        for network, case in enumerate(drawn):
            loss, gradient = loss_and_gradient(case)
            numbers.append([loss, np.linalg.norm(gradient), *case.directions @ gradient])
            if network < IN_FULL:
                gradients.append(gradient)
    np.savez_compressed(
        TARGET,
        torch=torch.__version__,
        numpy=np.__version__,
        checksums=np.array(checksums),
        combinations=np.array(COMBINATIONS),
        numbers=np.reshape(numbers, (len(COMBINATIONS), -1, len(numbers[0]))),
        gradients=np.concatenate(gradients),
        ends=np.reshape(np.cumsum([len(each) for each in gradients]), (-1, IN_FULL)),
    )


if __name__ == "__main__":
    main()
