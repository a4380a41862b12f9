"""One way to register the engine's exchangeable parts.

Activations, losses, optimizers, schedules, initial distributions and data
sets are small frozen pydantic models. Each carries its id, label, formula,
source and one plain sentence as class attributes, and its hyper-parameters
as fields declared with :func:`hyper`. Validation, the control on screen, its
tooltip, the command line and the parametrised tests are all read from there.

Examples
--------
>>> class Scale(Part):
...     '''Multiply by a constant.'''
...     id: ClassVar[str] = "scale"
...     label: ClassVar[str] = "Scale"
...     factor: float = hyper(2.0, "Factor", "What to multiply by.", minimum=0.0, maximum=10.0)
>>> scales = Registry("scale", Scale)
>>> _ = scales.register(Scale)
>>> scales.get("scale").factor
2.0
>>> [h.name for h in Scale.hyper_parameters()]
['factor']
"""

import difflib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Generic, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.errors import ExperimentError, faults_of

Scale = Literal["linear", "log", "choice", "flag", "text"]


@dataclass(frozen=True)
class HyperParameter:
    """What a control on screen needs to know about one setting.

    ``minimum`` and ``maximum`` refuse nonsense; where ``open`` they are excluded
    themselves. ``shown`` is the narrower range that a slider covers. ``live``
    settings can change in mid-run. ``formula`` and ``source`` are there where the
    setting has them apart from the part that it belongs to.
    """

    name: str
    label: str
    explanation: str
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    open_minimum: bool = False
    open_maximum: bool = False
    scale: Scale = "linear"
    unit: str = ""
    shown: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()
    integer: bool = False
    live: bool = True
    formula: str = ""
    source: str = ""

    def nearest(self, value: float) -> float:
        """Return the allowed value that is nearest to ``value``.

        Examples
        --------
        >>> share = HyperParameter("a", "A", "", 0.5, minimum=0.0, maximum=1.0, open_maximum=True)
        >>> share.nearest(0.3), share.nearest(-2.0), share.nearest(5.0)
        (0.3, 0.0, 0.9999999999999999)
        """
        low, high = self.minimum, self.maximum
        if low is not None and (value < low or (self.open_minimum and value == low)):
            value = math.nextafter(low, math.inf) if self.open_minimum else low
        if high is not None and (value > high or (self.open_maximum and value == high)):
            value = math.nextafter(high, -math.inf) if self.open_maximum else high
        return round(value) if self.integer else value


def hyper(
    default: Any,
    label: str,
    explanation: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    scale: Scale = "linear",
    unit: str = "",
    shown: tuple[float, float] | None = None,
    choices: tuple[str, ...] = (),
    live: bool = True,
    formula: str = "",
    source: str = "",
) -> Any:
    """Declare a field that is a hyper-parameter.

    Parameters
    ----------
    default : object
        Value when nothing is said.
    label, explanation : str
        English texts: a short name and one plain sentence.
    minimum, maximum : float, optional
        Inclusive limits; ``above`` and ``below`` are the exclusive ones.
    scale : {"linear", "log", "choice", "flag", "text"}
        How a control runs through the values.
    unit : str
        Unit to print behind the value.
    shown : tuple of float, optional
        Range of the slider, when narrower than the limits.
    choices : tuple of str
        Ids to choose from, for ``scale="choice"``.
    live : bool
        Whether the setting can change while a run goes on.
    formula, source : str
        What the setting does as a formula, and where that was published.
    """
    lowest = minimum if minimum is not None else above
    highest = maximum if maximum is not None else below
    declared = HyperParameter(
        name="",
        label=label,
        explanation=explanation,
        default=default,
        minimum=lowest,
        maximum=highest,
        open_minimum=above is not None,
        open_maximum=below is not None,
        scale=scale,
        unit=unit,
        shown=shown,
        choices=choices,
        live=live,
        formula=formula,
        source=source,
    )
    extra: dict[str, Any] = {"hyper": declared}
    return Field(default, ge=minimum, le=maximum, gt=above, lt=below, json_schema_extra=extra)


class Part(BaseModel):
    """A frozen, validated thing with an id and hyper-parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    id: ClassVar[str] = ""
    label: ClassVar[str] = ""
    formula: ClassVar[str] = ""
    source: ClassVar[str] = ""
    sentence: ClassVar[str] = ""

    @classmethod
    def hyper_parameters(cls) -> list[HyperParameter]:
        """Return the declared hyper-parameters in the order of declaration."""
        return hyper_parameters(cls)

    def to_file(self) -> str | dict[str, Any]:
        """Return the bare id when all is default, otherwise a table."""
        changed = self.model_dump(exclude_defaults=True)
        return {"id": self.id, **changed} if changed else self.id


def hyper_parameters(model: type[BaseModel]) -> list[HyperParameter]:
    """Return the hyper-parameters declared by the fields of ``model``."""
    return list(_declared_by(model))


@cache
def _declared_by(model: type[BaseModel]) -> tuple[HyperParameter, ...]:
    found = []
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "hyper" in extra:
            declared = cast("HyperParameter", extra["hyper"])
            values = {**declared.__dict__, "name": name}
            values["integer"] = field.annotation is int or declared.integer
            found.append(HyperParameter(**values))
    return tuple(found)


PartT = TypeVar("PartT", bound=Part)


class Registry(Generic[PartT]):
    """All parts of one kind by id, in the order of their registration."""

    def __init__(self, kind: str, base: type[PartT]) -> None:
        self.kind = kind
        self.base = base
        self._classes: dict[str, type[PartT]] = {}

    def register(self, cls: type[PartT]) -> type[PartT]:
        """Add a class; use as a decorator."""
        if not cls.id or cls.id in self._classes:
            raise ValueError(f"{self.kind}: the id {cls.id!r} is empty or taken.")
        self._classes[cls.id] = cls
        return cls

    def ids(self) -> tuple[str, ...]:
        """Return all ids in the order of registration."""
        return tuple(self._classes)

    def __iter__(self) -> Iterator[type[PartT]]:
        return iter(self._classes.values())

    def class_of(self, part_id: str) -> type[PartT]:
        """Return the class with this id, or say which ids there are."""
        if part_id in self._classes:
            return self._classes[part_id]
        near = difflib.get_close_matches(str(part_id), self._classes, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise ValueError(
            f"there is no {self.kind} {part_id!r}.{hint} Known: {', '.join(self._classes)}."
        )

    def get(self, part: str | PartT) -> PartT:
        """Return an instance for an id; an instance is returned as it is."""
        if isinstance(part, self.base):
            return part
        return self.class_of(str(part))()

    def parse(self, value: Any) -> PartT:
        """Turn what stands in a file (id, table or instance) into a part.

        Raises
        ------
        ValueError
            With the place and the mend, if anything is wrong.
        """
        if isinstance(value, self.base):
            return value
        if isinstance(value, str):
            return self.class_of(value)()
        if isinstance(value, dict):
            settings = dict(value)
            if "id" not in settings:
                raise ValueError(f"the table of the {self.kind} needs an 'id'.")
            cls = self.class_of(str(settings.pop("id")))
            try:
                return cls(**settings)
            except ValidationError as error:
                raise ExperimentError(faults_of(error)) from None
        raise ValueError(f"the {self.kind} is an id or a table with an id, not {value!r}.")

    def normal(self, value: Any) -> str | PartT:
        """Return the bare id when ``value`` has only defaults, else the part."""
        part = self.parse(value)
        written = part.to_file()
        return written if isinstance(written, str) else part
