"""The experiment as a whole: made, read, written, and looked into by place."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import tomli_w
from pydantic import BaseModel, model_validator

from engine.errors import ExperimentError, Fault, one_fault
from engine.experiment.data import Data
from engine.experiment.fitting import check_fit
from engine.experiment.model import Model
from engine.experiment.training import Training
from engine.registry import Part
from engine.settings import Settings

FILE_VERSION = 1
LARGEST_FILE = 4 * 2**20  # bytes; an experiment written by hand has a few hundred


class Experiment(Settings):
    """Data, model and training of one run.

    Examples
    --------
    >>> experiment = Experiment().with_value("training.optimizer.learning_rate", 0.03)
    >>> experiment.value("training.optimizer.learning_rate")
    0.03
    >>> Experiment.from_dict(experiment.to_dict()) == experiment
    True
    """

    data: Data = Data()
    model: Model = Model()
    training: Training = Training()

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_fit(self, self.data.task)
        return self

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a .toml or .json file.

        Raises
        ------
        ExperimentError
            If the file cannot be read or holds an impossible experiment; all
            faults are named at once.
        """
        path = _file_path(path)
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise _file_error(path, "the file is too large for an experiment.")
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise _file_error(path, f"cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise _file_error(path, "is not a text file in UTF-8.") from None
        return cls.from_text(text, path.suffix.lower(), str(path))

    @classmethod
    def from_text(cls, text: str, suffix: str, place: str = "text") -> Self:
        """Read an experiment from TOML (``".toml"``) or JSON (``".json"``) text."""
        if suffix not in (".toml", ".json"):
            raise _file_error(Path(place), "is neither .toml nor .json.")
        try:
            values = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
        except ValueError as error:  # a number of too many digits is a plain ValueError
            raise _file_error(Path(place), f"cannot be parsed: {error}.") from None
        except RecursionError:
            raise _file_error(Path(place), "is nested too deeply.") from None
        return cls.from_dict(values)

    @classmethod
    def from_dict(cls, values: Any) -> Self:
        """Make an experiment of nested plain values."""
        if not isinstance(values, Mapping):
            raise ExperimentError([Fault("experiment", "is not a table of settings.")])
        values = dict(values)
        version = values.pop("version", FILE_VERSION)
        if not isinstance(version, int) or version != FILE_VERSION:
            raise ExperimentError(
                [Fault("version", f"{version!r} is unknown.", "Update the program to read it.")]
            )
        return cls(**{str(name): value for name, value in values.items()})

    def to_dict(self) -> dict[str, Any]:
        """Return nested plain values, as they stand in a file."""
        values: dict[str, Any] = {"version": FILE_VERSION}
        values.update(self.model_dump(mode="json", exclude_none=True))
        return values

    def to_text(self, suffix: str = ".toml") -> str:
        """Return the text of a .toml or .json file."""
        if suffix == ".toml":
            return tomli_w.dumps(self.to_dict())
        return json.dumps(self.to_dict(), indent=2) + "\n"

    def save(self, path: str | Path) -> None:
        """Write a .toml or .json file; an existing one is replaced whole or not at all."""
        path = _file_path(path)
        if path.suffix.lower() not in (".toml", ".json"):
            raise _file_error(path, "is neither .toml nor .json.")
        half_way = path.with_name(path.name + ".part")
        half_way.write_text(self.to_text(path.suffix.lower()), encoding="utf-8")
        half_way.replace(path)

    def value(self, place: str) -> Any:
        """Return the setting at a dotted place such as ``"data.noise"``.

        Raises
        ------
        ExperimentError
            If there is no such setting.
        """
        value: Any = self
        for name in names_of(place):
            if not isinstance(value, BaseModel) or name not in {"id", *type(value).model_fields}:
                raise one_fault(place, "there is no such setting.", "Check the spelling.")
            value = getattr(value, name)
        return value

    def with_value(self, place: str, value: Any) -> Self:
        """Return a copy with one setting changed, validated as a whole.

        Changing ``training.optimizer`` to an id keeps nothing of the former one.
        """
        return self.with_values({place: value})

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """Return a copy with several settings changed, validated once at the end."""
        fields = dict(self)
        for place, value in values.items():
            fields = _placed(fields, names_of(place), value, place)
        return type(self)(**fields)


def names_of(place: Any) -> list[str]:
    """Return the names in a dotted place."""
    if not isinstance(place, str):
        mend = 'Give a text such as "data.noise".'
        raise one_fault("place", f"{place!r} names no setting.", mend)
    return place.split(".")


def _placed(fields: dict[str, Any], names: list[str], value: Any, place: str) -> dict[str, Any]:
    """Return ``fields`` with the value at ``names`` replaced; validation follows."""
    first, *rest = names
    if not rest:
        return {**fields, first: value}
    inner = fields.get(first)
    if isinstance(inner, Part):
        inner = {"id": inner.id, **dict(inner)}
    elif isinstance(inner, str):
        inner = {"id": inner}  # a part of which all is default
    elif isinstance(inner, BaseModel | Mapping):
        inner = dict(inner)
    elif inner is None:
        inner = {}  # what was switched off
    else:
        raise one_fault(place, "there is no such setting.", "Check the spelling.")
    return {**fields, first: _placed(inner, rest, value, place)}


def _file_path(path: str | Path) -> Path:
    if "\0" in str(path):
        raise _file_error(Path(repr(path)), "is no name that a file can have.")
    return Path(path)


def _file_error(path: Path, fault: str) -> ExperimentError:
    return ExperimentError([Fault(str(path), fault)])
