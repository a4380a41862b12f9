"""Frozen settings: how they are checked, written in files, and refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from engine import activations, initializers, losses, optimizers, schedules
from engine.datasets import registry as datasets
from engine.datasets.painted import PaintedPoints, parse_points
from engine.errors import ExperimentError, faults_of
from engine.optimizers import Optimizer
from engine.registry import HyperParameter, Part, Registry, hyper_parameters
from engine.schedules import Schedule


def written(value: Any) -> Any:
    """Return a part, or a tuple of them, as it stands in a file."""
    if isinstance(value, tuple):
        return [written(item) for item in value]
    return value.to_file() if isinstance(value, Part) else value


def normal_form(registry: Registry[Any]) -> Callable[[Any], Any]:
    """Return a validator for one part of a registry, or one for each layer."""

    def one_or_each(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return tuple(registry.normal(item) for item in value)
        return registry.normal(value)

    return one_or_each


def or_auto(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a validator that also takes ``"auto"``."""
    return lambda value: value if isinstance(value, str) and value == "auto" else parse(value)


def as_tuple(value: Any) -> Any:
    """Return a list, as files have it, as a tuple."""
    return tuple(value) if isinstance(value, list) else value


DatasetChoice = Annotated[Any, BeforeValidator(datasets.normal), PlainSerializer(written)]
Painting = Annotated[Any, BeforeValidator(parse_points), PlainSerializer(PaintedPoints.to_file)]
ActivationChoice = Annotated[
    Any, BeforeValidator(normal_form(activations.registry)), PlainSerializer(written)
]
InitializerChoice = Annotated[
    Any, BeforeValidator(initializers.registry.normal), PlainSerializer(written)
]
LossChoice = Annotated[
    Any, BeforeValidator(or_auto(losses.registry.normal)), PlainSerializer(written)
]
OptimizerChoice = Annotated[
    Optimizer, BeforeValidator(optimizers.registry.parse), PlainSerializer(written)
]
ScheduleChoice = Annotated[
    Schedule, BeforeValidator(schedules.registry.parse), PlainSerializer(written)
]


class Settings(BaseModel):
    """Frozen settings; unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def __init__(self, /, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ExperimentError(faults_of(error)) from None

    @classmethod
    def hyper_parameters(cls) -> list[HyperParameter]:
        """Return the declared settings in order."""
        return hyper_parameters(cls)
