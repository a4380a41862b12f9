"""The window's menu: files, presets, colours, language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from playground.i18n import LANGUAGES, translate_template
from playground.presets import presets
from playground.theme import THEME_CHOICES


class MainMenu(QMenu):
    """Everything that has no button of its own.

    Parameters
    ----------
    actions : Mapping of str to QAction
        By id; see `playground.actions`.
    theme_choice : str
        The one of `playground.theme.THEME_CHOICES` in force.
    language : str
        Code of the language that was chosen; empty for the system's.

    Signals
    -------
    preset_chosen(str)
        Name of a preset.
    theme_chosen(str)
        One of the choices.
    language_chosen(str)
        Code of a language; empty for the system's.
    """

    preset_chosen = Signal(str)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        theme_choice: str,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("menu")
        self._looks: dict[str, QAction] = {}
        self.addActions([actions["action.open"], actions["action.save"]])
        self._add_presets()
        self.addSeparator()
        self.addActions([actions[f"action.{each}"] for each in ("undo", "redo", "history")])
        self.addSeparator()
        self.addActions([actions["action.regenerate"], actions["action.microscope"]])
        self.addSeparator()
        self._add_looks(theme_choice)
        self._add_languages(language)
        self.addActions([actions["action.gentle"], actions["action.full_screen"]])
        self.addSeparator()
        guides = ("find", "help", "shortcuts")
        self.addActions([actions[f"action.{guide}"] for guide in guides])
        self.addSeparator()
        self.addActions([actions["action.about"], actions["action.quit"]])

    def _add_presets(self) -> None:
        shipped = self.addMenu(self.tr("Presets"))
        shipped.setObjectName("menu_presets")
        shipped.setToolTipsVisible(True)
        for preset in presets().values():
            chosen = shipped.addAction(translate_template(preset.title))
            chosen.setObjectName(f"preset.{preset.name}")
            chosen.setToolTip(translate_template(preset.description))
            chosen.setData(preset.name)
            chosen.triggered.connect(self._on_preset)

    def _add_looks(self, theme_choice: str) -> None:
        looks = self.addMenu(self.tr("Colours"))
        looks.setObjectName("menu_theme")
        group = QActionGroup(self)
        words = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high_contrast": self.tr("High contrast"),
        }
        for choice in THEME_CHOICES:
            look = looks.addAction(words[choice])
            look.setObjectName(f"theme.{choice}")
            look.setData(choice)
            look.setCheckable(True)
            look.setChecked(choice == theme_choice)
            look.triggered.connect(self._on_theme)
            group.addAction(look)
            self._looks[choice] = look

    def set_theme_choice(self, choice: str) -> None:
        """Mark the colours in force."""
        self._looks[choice].setChecked(True)

    def _add_languages(self, language: str) -> None:
        menu = self.addMenu(self.tr("Language"))
        menu.setObjectName("menu_language")
        group = QActionGroup(self)
        for code, name in {"": self.tr("As the system"), **LANGUAGES}.items():
            spoken = menu.addAction(name)
            spoken.setObjectName(f"language.{code or 'system'}")
            spoken.setData(code)
            spoken.setCheckable(True)
            spoken.setChecked(code == language)
            spoken.triggered.connect(self._on_language)
            group.addAction(spoken)

    @Slot()
    def _on_preset(self) -> None:
        self.preset_chosen.emit(_data_of(self.sender()))

    @Slot()
    def _on_theme(self) -> None:
        self.theme_chosen.emit(_data_of(self.sender()))

    @Slot()
    def _on_language(self) -> None:
        self.language_chosen.emit(_data_of(self.sender()))


def _data_of(action: QObject) -> str:
    assert isinstance(action, QAction)
    return str(action.data())
