"""Compute 1,000 learning rates of each schedule with PyTorch's schedulers, in float64.

PyTorch is no dependency of the tests: they read the JSON file beside this
script. To make it anew, in an environment with torch::

    python tests/engine/reference/make_schedules.py

The full rate is 1, so that the rates are the engine's factors. PyTorch counts
calls of the scheduler: updates here, and epochs for ReduceLROnPlateau. There is
no scheduler of PyTorch's for ``inverse_sqrt``.
"""

import json
import math
from pathlib import Path

import torch
from torch.optim import lr_scheduler

TARGET = Path(__file__).with_name("schedules.json")
UPDATES = 1000

CASES = [
    # id, updates an epoch, the engine's settings, PyTorch's scheduler
    ("constant", 8, {}, lambda o: lr_scheduler.ConstantLR(o, 1.0)),
    ("step", 8, {}, lambda o: lr_scheduler.StepLR(o, 240, 0.1)),
    ("step", 8, {"every": 4.5, "factor": 0.8}, lambda o: lr_scheduler.StepLR(o, 36, 0.8)),
    ("exponential", 8, {}, lambda o: lr_scheduler.ExponentialLR(o, 0.97 ** (1 / 8))),
    ("exponential", 1, {"factor": 0.995}, lambda o: lr_scheduler.ExponentialLR(o, 0.995)),
    ("cosine", 8, {}, lambda o: lr_scheduler.CosineAnnealingLR(o, UPDATES)),
    ("cosine", 7, {"last": 0.05}, lambda o: lr_scheduler.CosineAnnealingLR(o, UPDATES, 0.05)),
    ("warmup_cosine", 8, {}, lambda o: warmup_cosine(o, 40, 0.01, 0.0)),
    (
        "warmup_cosine", 10, {"warmup": 33.3, "first": 0.2, "last": 0.1},
        lambda o: warmup_cosine(o, 333, 0.2, 0.1),
    ),
    ("one_cycle", 8, {}, lambda o: lr_scheduler.OneCycleLR(o, 1.0, UPDATES)),
    (
        "one_cycle", 8, {"pct_start": 0.1, "div_factor": 10.0, "final_div_factor": 100.0},
        lambda o: lr_scheduler.OneCycleLR(
            o, 1.0, UPDATES, pct_start=0.1, div_factor=10.0, final_div_factor=100.0
        ),
    ),
    (
        "one_cycle", 8, {"pct_start": 0.75, "div_factor": 3.0, "final_div_factor": 1.0},
        lambda o: lr_scheduler.OneCycleLR(
            o, 1.0, UPDATES, pct_start=0.75, div_factor=3.0, final_div_factor=1.0
        ),
    ),
]  # fmt: skip

PLATEAUS = [
    {},
    {"factor": 0.5, "patience": 3, "threshold": 0.01, "cooldown": 5, "last": 0.02},
    {"factor": 0.9, "patience": 0, "threshold": 0.0, "cooldown": 1, "last": 0.3},
]


def warmup_cosine(optimizer, warmup: int, first: float, last: float):
    """Return LinearLR, then CosineAnnealingLR."""
    rise = lr_scheduler.LinearLR(optimizer, first, 1.0, warmup)
    fall = lr_scheduler.CosineAnnealingLR(optimizer, UPDATES - warmup, last)
    return lr_scheduler.SequentialLR(optimizer, [rise, fall], [warmup])


def full_rate() -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)


def rates(schedule_id: str, updates_per_epoch: int, settings: dict, make) -> dict:
    optimizer = full_rate()
    scheduler = make(optimizer)
    found = []
    for update in range(UPDATES):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if update + 1 < UPDATES:
            scheduler.step()
    return {
        "id": schedule_id, "torch": type(scheduler).__name__, "settings": settings,
        "updates_per_epoch": updates_per_epoch, "rates": found,
    }  # fmt: skip


def losses() -> list[float]:
    """Return losses that fall, shake and stand still, by formula and rounded."""
    return [
        round(0.1 + math.exp(-k / 150) + 0.05 * math.sin(1.3 * k) * math.exp(-k / 300), 4)
        for k in range(UPDATES)
    ]


def plateau_rates(settings: dict) -> dict:
    """Return the rate after each epoch's loss."""
    optimizer = full_rate()
    names = {"last": "min_lr"}
    scheduler = lr_scheduler.ReduceLROnPlateau(
        optimizer, **{names.get(name, name): value for name, value in settings.items()}, eps=0.0
    )
    found = []
    for loss in losses():
        optimizer.step()
        scheduler.step(loss)
        found.append(optimizer.param_groups[0]["lr"])
    return {"settings": settings, "rates": found}


def main() -> None:
    stored = {
        "torch": torch.__version__,
        "schedules": [rates(*case) for case in CASES],
        "losses": losses(),
        "plateaus": [plateau_rates(settings) for settings in PLATEAUS],
    }
    TARGET.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
