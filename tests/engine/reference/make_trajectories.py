"""Compute the stored trajectories with PyTorch, in float64.

PyTorch is no dependency of the tests: they read the JSON file beside this
script. To make it anew, in an environment with torch and the engine::

    python tests/engine/reference/make_trajectories.py

Two kinds are stored: optimizers on a noisy Rosenbrock valley, and whole
training runs on the batches, in the order, that the engine draws.
"""

import json
import math
from pathlib import Path

import torch

from engine import Dataset, Experiment, Trainer, optimizers, schedules

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

STEPS = 400
EVERY = 40
TARGET = Path(__file__).with_name("trajectories.json")

# -- optimizers alone ---------------------------------------------------------------------

MAKERS = {
    "sgd": lambda p, learning_rate: torch.optim.SGD(p, learning_rate, momentum=0.0),
    "momentum": lambda p, learning_rate, momentum=0.9: torch.optim.SGD(
        p, learning_rate, momentum=momentum
    ),
    "nesterov": lambda p, learning_rate, momentum=0.9: torch.optim.SGD(
        p, learning_rate, momentum=momentum, nesterov=True
    ),
    "adagrad": lambda p, learning_rate, epsilon=1e-10: torch.optim.Adagrad(
        p, learning_rate, eps=epsilon
    ),
    "rmsprop": lambda p, learning_rate, rho=0.99, epsilon=1e-8: torch.optim.RMSprop(
        p, learning_rate, alpha=rho, eps=epsilon
    ),
    "adadelta": lambda p, learning_rate=1.0, rho=0.9, epsilon=1e-6: torch.optim.Adadelta(
        p, learning_rate, rho, epsilon
    ),
    "adam": lambda p, learning_rate, beta_1=0.9, beta_2=0.999, epsilon=1e-8: torch.optim.Adam(
        p, learning_rate, (beta_1, beta_2), epsilon
    ),
    "adamw": lambda p, learning_rate, beta_1=0.9, beta_2=0.999, epsilon=1e-8, weight_decay=0.01: (
        torch.optim.AdamW(p, learning_rate, (beta_1, beta_2), epsilon, weight_decay)
    ),
}

# Rates are small enough for the valley not to magnify rounding: with steps that jump across it,
# two runs that start 1e-15 apart end 1e-3 apart, whoever computes them.
SETTINGS = [
    ("sgd", {"learning_rate": 1e-3}),
    ("sgd", {"learning_rate": 2.5e-4}),
    ("momentum", {"learning_rate": 2e-4}),
    ("momentum", {"learning_rate": 5e-4, "momentum": 0.5}),
    ("momentum", {"learning_rate": 1e-3, "momentum": 0.0}),
    ("nesterov", {"learning_rate": 2e-4}),
    ("nesterov", {"learning_rate": 5e-4, "momentum": 0.5}),
    ("adagrad", {"learning_rate": 0.1}),
    ("adagrad", {"learning_rate": 0.2, "epsilon": 0.5}),
    ("rmsprop", {"learning_rate": 0.003}),
    ("rmsprop", {"learning_rate": 0.003, "rho": 0.9, "epsilon": 1e-3}),
    ("adadelta", {}),
    ("adadelta", {"learning_rate": 0.3, "rho": 0.95, "epsilon": 1e-4}),
    ("adadelta", {"learning_rate": 2.0, "rho": 0.0}),
    ("adam", {"learning_rate": 0.01}),
    ("adam", {"learning_rate": 0.003, "beta_1": 0.5, "beta_2": 0.9}),
    ("adam", {"learning_rate": 0.002, "beta_1": 0.0, "beta_2": 0.99, "epsilon": 1e-3}),
    ("adam", {"learning_rate": 0.05, "beta_1": 0.95, "beta_2": 0.9999, "epsilon": 0.1}),
    ("adamw", {"learning_rate": 0.01}),
    ("adamw", {"learning_rate": 0.01, "weight_decay": 0.3}),
    (
        "adamw",
        {
            "learning_rate": 0.005,
            "beta_1": 0.8,
            "beta_2": 0.95,
            "epsilon": 0.01,
            "weight_decay": 0.1,
        },
    ),
]


def valley(w: torch.Tensor, step: int) -> torch.Tensor:
    """Rosenbrock's valley in three pairs of numbers, tilted a little anew at every step."""
    x, y = w[::2], w[1::2]
    tilt = torch.sin(1.7 * torch.arange(6) + 0.9 * step)
    return ((1.0 - x) ** 2 + 100.0 * (y - x**2) ** 2).sum() + 0.3 * (tilt * w).sum()


def optimizer_trajectory(optimizer_id: str, settings: dict) -> dict:
    w = torch.tensor([-1.2, 1.0, 0.3, -0.4, 1.5, 1.9], requires_grad=True)
    optimizer = MAKERS[optimizer_id]([w], **settings)
    positions = []
    for step in range(STEPS):
        optimizer.zero_grad()
        valley(w, step).backward()
        optimizer.step()
        if (step + 1) % EVERY == 0 or step < 5:
            positions.append([step + 1, w.tolist()])
    return {"id": optimizer_id, "settings": settings, "positions": positions}


# -- whole training runs ------------------------------------------------------------------


def example_dataset(task: str) -> Dataset:
    """Make 26 rows by formula, so that nothing depends on a random generator."""
    t = torch.arange(26)
    inputs = torch.stack([torch.sin(0.7 * t), torch.cos(1.3 * t) + 0.1 * torch.sin(t)], 1)
    if task == "binary":
        targets = (inputs[:, 0] * inputs[:, 1] > 0).double()
    elif task == "multiclass":
        targets = (t * t + t // 3) % 3
    else:
        targets = torch.stack([inputs[:, 0] * inputs[:, 1], inputs.sum(1)], 1)
    return Dataset.from_arrays(inputs.tolist(), targets.tolist(), task=task)


RUNS = {
    "binary": {
        "model.hidden": (6, 5), "model.activation": "tanh",
        "training.optimizer": optimizers.Adam(learning_rate=0.02),
        "training.schedule": schedules.Cosine(),
        "training.weight_decay": 0.3, "training.gradient_clip": 0.05, "training.l1": 0.001,
    },
    "multiclass": {
        "model.hidden": (7,), "model.activation": "relu",
        "training.optimizer": optimizers.Momentum(learning_rate=0.05, momentum=0.8),
        "training.schedule": schedules.Step(every=40, factor=0.5), "training.l2": 0.01,
    },
    "regression": {
        "model.hidden": (5, 4), "model.activation": "sigmoid",
        "training.optimizer": optimizers.SGD(learning_rate=0.4),
        "training.schedule": schedules.Exponential(factor=0.99),
        "training.gradient_clip": 0.3, "training.weight_decay": 0.002,
    },
}  # fmt: skip
COMMON = {"model.dtype": "float64", "training.batch_size": 8, "training.epochs": 100}
DATA = {"binary": "spiral", "multiclass": "pinwheel", "regression": "plane"}


def torch_optimizer(experiment: Experiment, weights: list, biases: list) -> torch.optim.Optimizer:
    training = experiment.training
    made = training.optimizer
    if training.weight_decay and made.id == "adam":
        groups = [
            {"params": weights, "weight_decay": training.weight_decay},
            {"params": biases, "weight_decay": 0.0},
        ]
        return torch.optim.AdamW(groups, made.learning_rate)
    if made.id == "adam":
        return torch.optim.Adam([*weights, *biases], made.learning_rate)
    momentum = getattr(made, "momentum", 0.0)
    return torch.optim.SGD([*weights, *biases], made.learning_rate, momentum=momentum)


def torch_schedule(experiment: Experiment, optimizer: torch.optim.Optimizer, per_epoch: int):
    schedule = experiment.training.schedule
    if schedule.id == "cosine":
        total = experiment.training.epochs * per_epoch
        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, total)
    if schedule.id == "step":
        every = int(schedule.every * per_epoch)
        return torch.optim.lr_scheduler.StepLR(optimizer, every, schedule.factor)
    return torch.optim.lr_scheduler.ExponentialLR(optimizer, schedule.factor ** (1 / per_epoch))


def training_trajectory(task: str) -> dict:
    """Train with PyTorch on the rows that the engine's trainer would take next."""
    values = {"data.dataset": DATA[task], **COMMON, **RUNS[task]}
    experiment = Experiment().with_values(values)
    dataset = example_dataset(task)
    trainer = Trainer(experiment, dataset)
    weights = [torch.tensor(w.copy(), requires_grad=True) for w in trainer.network.weights]
    biases = [torch.tensor(b.copy(), requires_grad=True) for b in trainer.network.biases]
    start = [[w.tolist() for w in weights], [b.tolist() for b in biases]]
    inputs, targets = torch.tensor(dataset.train_inputs), torch.tensor(dataset.train_targets)
    function = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}[
        experiment.model.activation
    ]
    training = experiment.training
    optimizer = torch_optimizer(experiment, weights, biases)
    schedule = torch_schedule(experiment, optimizer, trainer.steps_per_epoch)
    everything = [*weights, *biases]
    order, positions = [], []
    for step in range(STEPS):
        rows = trainer.batch_rows()
        trainer.step()
        order.append(rows.tolist())
        a = inputs[rows.copy()]
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            a = function(a @ w + b)
        outputs, wanted = a @ weights[-1] + biases[-1], targets[rows.copy()]
        if task == "binary":
            loss = torch.nn.functional.binary_cross_entropy_with_logits(outputs, wanted)
        elif task == "multiclass":
            loss = torch.nn.functional.cross_entropy(outputs, wanted)
        else:
            loss = torch.nn.functional.mse_loss(outputs, wanted)
        penalty = sum(
            training.l1 * w.abs().sum() + 0.5 * training.l2 * (w * w).sum() for w in weights
        )
        optimizer.zero_grad()
        (loss + penalty).backward()
        limit = math.inf if training.gradient_clip is None else training.gradient_clip
        norm = torch.nn.utils.clip_grad_norm_(everything, limit)
        rate = schedule.get_last_lr()[0]
        if training.weight_decay and training.optimizer.id == "sgd":
            with torch.no_grad():
                for w in weights:
                    w.mul_(1.0 - rate * training.weight_decay)
        optimizer.step()
        schedule.step()
        if (step + 1) % EVERY == 0 or step < 2:
            positions.append({
                "step": step + 1, "loss": loss.item(), "penalty": float(penalty.detach()),
                "learning_rate": rate, "gradient_norm": norm.item(),
                "weights": [w.tolist() for w in weights], "biases": [b.tolist() for b in biases],
            })  # fmt: skip
    return {
        "experiment": experiment.to_dict(), "task": task, "start": start, "order": order,
        "inputs": dataset.train_inputs.tolist(), "targets": dataset.train_targets.tolist(),
        "positions": positions,
    }  # fmt: skip


def main() -> None:
    stored = {
        "torch": torch.__version__,
        "optimizers": [optimizer_trajectory(*setting) for setting in SETTINGS],
        "runs": [training_trajectory(task) for task in RUNS],
    }
    TARGET.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
