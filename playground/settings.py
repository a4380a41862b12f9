"""What the application remembers from one start to the next."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from playground.theme import THEME_CHOICES


class Settings:
    """Typed properties over a store that is handed in.

    Whatever cannot be understood (another version's, a hand's slip, half a file) reads as the
    default; nothing here raises because of what the file holds.

    Parameters
    ----------
    store : QSettings
        Where values are kept; tests hand in a file of their own.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @classmethod
    def at(cls, path: Path) -> "Settings":
        """Keep the values in a file of one's choice."""
        return cls(QSettings(str(path), QSettings.Format.IniFormat))

    @classmethod
    def default(cls) -> "Settings":
        """Keep the values where the system wants them, as an INI file on every system."""
        place = QStandardPaths.StandardLocation.GenericConfigLocation
        folder = Path(QStandardPaths.writableLocation(place)) / "backprop-playground"
        return cls.at(folder / "settings.ini")

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the main window; empty when never saved."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def window_state(self) -> QByteArray:
        """Tool bars and docks of the main window; empty when never saved."""
        return self._bytes("window/state")

    @window_state.setter
    def window_state(self, value: QByteArray) -> None:
        self._store.setValue("window/state", value)

    def state_of(self, name: str) -> QByteArray:
        """Return the state of a splitter or table by its object name; empty when never saved."""
        return self._bytes(f"states/{name}")

    def set_state_of(self, name: str, value: QByteArray) -> None:
        """Remember the state of a splitter or table by its object name."""
        self._store.setValue(f"states/{name}", value)

    @property
    def theme(self) -> str:
        """One of `playground.theme.THEME_CHOICES`."""
        value = self._text("appearance/theme")
        return value if value in THEME_CHOICES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("appearance/theme", value)

    @property
    def gentle(self) -> bool:
        """Whether plots glide to a new range instead of jumping."""
        return self._text("appearance/gentle") != "no"

    @gentle.setter
    def gentle(self, value: bool) -> None:
        self._store.setValue("appearance/gentle", "yes" if value else "no")

    @property
    def language(self) -> str:
        """Code of a language such as ``"de"``; empty for the system's."""
        value = self._text("appearance/language")
        return value if value.replace("_", "").isalnum() and len(value) <= 16 else ""

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("appearance/language", value)

    @property
    def shown(self) -> frozenset[str] | None:
        """What is drawn, by the names of the view's fields; None when never saved."""
        words = self._text("session/shown").split()
        return frozenset(words) if words else None

    @shown.setter
    def shown(self, value: frozenset[str]) -> None:
        self._store.setValue("session/shown", " ".join(sorted(value)) or "nothing")

    @property
    def plots(self) -> dict[str, object]:
        """How plots are drawn, by the names of the view's fields; empty when never saved."""
        try:
            value = json.loads(self._text("session/plots"))
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    @plots.setter
    def plots(self, value: Mapping[str, object]) -> None:
        self._store.setValue("session/plots", json.dumps(dict(value)))

    @property
    def experiment_text(self) -> str:
        """The last experiment as the text of a file; empty when there was none."""
        return self._text("session/experiment")

    @experiment_text.setter
    def experiment_text(self, value: str) -> None:
        self._store.setValue("session/experiment", value)

    @property
    def speed(self) -> float | None:
        """Updates a second; None for as fast as possible."""
        try:
            value = float(self._text("session/speed"))
        except ValueError:
            return None
        return value if math.isfinite(value) and value > 0 else None

    @speed.setter
    def speed(self, value: float | None) -> None:
        self._store.setValue("session/speed", "" if value is None else repr(float(value)))

    def sync(self) -> None:
        """Write to the file now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = cast("object", self._store.value(key))
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = cast("object", self._store.value(key))
        return value if isinstance(value, QByteArray) else QByteArray()
