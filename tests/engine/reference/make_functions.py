"""Compute the stored values of activations and losses with PyTorch, in float64.

PyTorch is no dependency of the tests: they read the JSON file beside this
script. To make it anew, in an environment with torch::

    python tests/engine/reference/make_functions.py
"""

import json
from pathlib import Path

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)

TARGET = Path(__file__).with_name("functions.json")
MAGNITUDES = [
    1e-12, 1e-5, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0, 1.3, 1.7, 2.0, 2.5, 3.0, 4.0, 5.5, 8.0,
    12.0, 20.0, 21.0, 50.0, 700.0, 1000.0, 1e6,
]  # fmt: skip
INPUTS = [-m for m in reversed(MAGNITUDES)] + [0.0, *MAGNITUDES]

ACTIVATIONS = [
    ("linear", {}, lambda z: z.clone()),
    ("sigmoid", {}, torch.sigmoid),
    ("tanh", {}, torch.tanh),
    ("relu", {}, torch.relu),
    ("leaky_relu", {}, functional.leaky_relu),
    ("leaky_relu", {"negative_slope": 0.3}, lambda z: functional.leaky_relu(z, 0.3)),
    ("elu", {}, functional.elu),
    ("elu", {"alpha": 0.4}, lambda z: functional.elu(z, 0.4)),
    ("elu", {"alpha": 2.5}, lambda z: functional.elu(z, 2.5)),
    # PyTorch goes over to the identity beyond 20, where 2e-9 still are missing.
    ("softplus", {}, lambda z: functional.softplus(z, threshold=700.0)),
    ("silu", {}, functional.silu),
    ("gelu", {}, lambda z: functional.gelu(z, approximate="none")),
    ("sine", {}, torch.sin),
]

CLASSES = [0, 3, 1, 2, 2, 0, 1, 3, 3, 1]
LOSSES = [
    ("mean_squared_error", {}, functional.mse_loss),
    ("mean_absolute_error", {}, functional.l1_loss),
    ("huber", {}, functional.huber_loss),
    ("huber", {"delta": 0.25}, lambda y, t: functional.huber_loss(y, t, delta=0.25)),
    ("huber", {"delta": 30.0}, lambda y, t: functional.huber_loss(y, t, delta=30.0)),
    ("binary_cross_entropy", {}, functional.binary_cross_entropy_with_logits),
    ("categorical_cross_entropy", {}, functional.cross_entropy),
]


def activation_case(part_id: str, settings: dict, function) -> dict:
    """Return values and derivatives at the inputs."""
    z = torch.tensor(INPUTS, requires_grad=True)
    a = function(z)
    a.sum().backward()
    return {
        "id": part_id, "settings": settings, "values": a.tolist(), "derivatives": z.grad.tolist(),
    }  # fmt: skip


def loss_cases(part_id: str, settings: dict, function) -> list[dict]:
    """Return the loss and its gradient for ordinary and for large outputs."""
    torch.manual_seed(0)
    ordinary = torch.randn(len(CLASSES), 4) * 2.0
    large = ordinary * torch.logspace(0, 4, len(CLASSES))[:, None]
    targets = functional.one_hot(torch.tensor(CLASSES), 4).to(torch.float64)
    if "cross_entropy" not in part_id:
        targets = torch.randn(len(CLASSES), 4)
        ordinary[0, 0] = targets[0, 0]  # the kink of the absolute error
    cases = []
    for outputs in (ordinary, large):
        y = outputs.clone().requires_grad_()
        loss = function(y, targets)
        loss.backward()
        cases.append({
            "id": part_id, "settings": settings, "outputs": outputs.tolist(),
            "targets": targets.tolist(), "loss": loss.item(), "gradient": y.grad.tolist(),
        })  # fmt: skip
    return cases


def main() -> None:
    stored = {
        "torch": torch.__version__,
        "inputs": INPUTS,
        "activations": [activation_case(*case) for case in ACTIVATIONS],
        "losses": [case for setting in LOSSES for case in loss_cases(*setting)],
    }
    TARGET.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
