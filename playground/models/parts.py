"""Where in an experiment a registered part is chosen."""

from __future__ import annotations

from typing import Any

from engine import activations, initializers, losses, optimizers, schedules
from engine.datasets import registry as datasets
from engine.registry import Registry

REGISTRIES: dict[str, Registry[Any]] = {
    "data.dataset": datasets,
    "model.activation": activations.registry,
    "model.initializer": initializers.registry,
    "training.loss": losses.registry,
    "training.optimizer": optimizers.registry,
    "training.schedule": schedules.registry,
}
"""Places at which a registered part is chosen."""
