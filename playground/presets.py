"""The experiments that are shipped: files of resources/presets, with a title each.

The first line of a preset is a comment, ``# Title: what it shows.`` Knows no Qt, so that
the command line can offer presets without a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath

from engine import Experiment


@dataclass(frozen=True)
class Preset:
    """One shipped experiment; ``name`` is its file name without the suffix."""

    name: str
    title: str
    description: str
    text: str
    suffix: str = ".toml"

    @classmethod
    def from_text(cls, file_name: str, text: str) -> Preset:
        r"""Read title and description from the first line of a preset.

        Examples
        --------
        >>> preset = Preset.from_text("sine.toml", "# Sine: a wave.\n[data]\ndataset = 'sine'")
        >>> preset.title, preset.description, preset.experiment.data.dataset
        ('Sine', 'a wave.', 'sine')
        """
        path = PurePath(file_name)
        first = text.partition("\n")[0]
        if not first.startswith("#"):
            raise ValueError(f"{file_name}: the first line must be '# Title: what it shows.'")
        title, _, description = first.lstrip("# ").partition(":")
        return cls(path.stem, title.strip(), description.strip(), text, path.suffix)

    @property
    def experiment(self) -> Experiment:
        """The experiment itself."""
        return Experiment.from_text(self.text, self.suffix, self.name)


def presets() -> dict[str, Preset]:
    """Return all presets by name, in alphabetical order."""
    return {preset.name: preset for preset in sorted(_read(), key=lambda preset: preset.name)}


def _read() -> Iterator[Preset]:
    for file in (files("resources") / "presets").iterdir():
        if file.name.endswith((".toml", ".json")):
            yield Preset.from_text(file.name, file.read_text(encoding="utf-8"))
