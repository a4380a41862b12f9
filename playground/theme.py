"""Light, dark, high contrast: palettes of our own, one style sheet, type sizes, colour tables.

Qt's own colour schemes do not work everywhere (offscreen, plain X), so the palettes are ours and
the Fusion style draws them. The palettes are files of resources/themes.
"""

import tomllib
from functools import cache
from string import Template
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from playground import assets
from playground.widgets.colour_tables import diverging_table, sequential_table
from playground.widgets.colours import ByteArray, ViewColours

PALETTES = ("light", "dark", "high_contrast")
"""Files of resources/themes."""
THEME_CHOICES = ("system", *PALETTES)
CLASS_MARKS = ("o", "s", "t", "d", "star", "+", "p", "h", "x", "t1")
"""Of as many classes as there are colours for; the names are pyqtgraph's."""
TYPE_SIZES = {"small": 0.89, "body": 1.0, "title": 1.22, "display": 1.67}

Hex: TypeAlias = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colours(_Strict):
    """The named colours of one palette; what each is for stands in the files."""

    background: Hex
    panel: Hex
    raised: Hex
    pressed: Hex
    text: Hex
    muted: Hex
    disabled: Hex
    hairline: Hex
    border: Hex
    accent: Hex
    accent_hover: Hex
    on_accent: Hex
    selection: Hex
    positive: Hex
    negative: Hex
    neutral: Hex
    map_positive: Hex
    map_negative: Hex
    info: Hex
    info_ground: Hex
    success: Hex
    success_ground: Hex
    warning: Hex
    warning_ground: Hex
    error: Hex
    error_ground: Hex


class Series(_Strict):
    """Colours that are told apart by their place in a list."""

    classes: tuple[Hex, ...] = Field(min_length=3)
    curves: tuple[Hex, ...] = Field(min_length=2)


class Palette(_Strict):
    """One file of resources/themes."""

    name: str
    sequential: str
    colours: Colours
    series: Series


@cache
def palette_named(name: str) -> Palette:
    """Return a palette that is shipped: one of `PALETTES`.

    Raises
    ------
    pydantic.ValidationError
        If the file is not a palette; every fault is named.
    """
    return Palette.model_validate(tomllib.loads(assets.theme_text(f"{name}.toml")))


class Theme(QObject):
    """The colours and sizes in force, and the one that puts them in force.

    Parameters
    ----------
    choice : {"system", "light", "dark", "high_contrast"}
        ``"system"`` follows the desktop, also while the application runs.
    parent : QObject, optional
    gentle : bool
        Whether plots glide to a new range instead of jumping.
    """

    theme_changed = Signal()

    def __init__(
        self, choice: str = "system", parent: QObject | None = None, gentle: bool = True
    ) -> None:
        super().__init__(parent)
        self._gentle = gentle
        self._choice = choice if choice in THEME_CHOICES else "system"
        self._app: QApplication | None = None
        self._applied = ""

    @property
    def choice(self) -> str:
        """What was asked for: one of `THEME_CHOICES`."""
        return self._choice

    @property
    def name(self) -> str:
        """What is in force: one of `PALETTES`."""
        return _name_of_system() if self._choice == "system" else self._choice

    @property
    def gentle(self) -> bool:
        """Whether plots glide to a new range instead of jumping."""
        return self._gentle

    def set_gentle(self, gentle: bool) -> None:
        """Let plots glide or jump from now on."""
        if gentle != self._gentle:
            self._gentle = gentle
            self.theme_changed.emit()

    @property
    def _palette(self) -> Palette:
        return palette_named(self._applied or self.name)

    def set_choice(self, choice: str) -> None:
        """Choose one of `THEME_CHOICES`; an applied theme changes at once."""
        if choice not in THEME_CHOICES:
            raise ValueError(f"{choice!r} is no theme; there are {', '.join(THEME_CHOICES)}")
        self._choice = choice
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Give the application style and palette, now and when the choice or the system changes.

        The style sheet is for each window to set: given to the application, Qt would dress what is
        inside a widget once for every widget around it, which takes six times as long.
        """
        if self._app is None:
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._on_scheme_changed)
            if hasattr(hints, "accessibility"):  # since Qt 6.10
                hints.accessibility().contrastPreferenceChanged.connect(self._on_scheme_changed)
        self._app = app
        self._applied = ""
        app.setStyle("Fusion")
        self._refresh()

    @Slot()
    def _on_scheme_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self._app is None or self._applied == self.name:
            return
        self._applied = self.name
        self._app.setPalette(self.palette())
        self.theme_changed.emit()

    # Colours

    def colour(self, role: str) -> QColor:
        """Return a named colour, for instance ``"muted"``; the names are those of `Colours`."""
        return QColor(getattr(self._palette.colours, role))

    def class_colours(self, count: int = 2) -> tuple[QColor, ...]:
        """Return one colour a class: orange and blue for two, more from a colour-blind-safe set."""
        if count <= 2:
            return self.colour("negative"), self.colour("positive")
        listed = self._palette.series.classes
        return tuple(QColor(listed[k % len(listed)]) for k in range(count))

    @property
    def curve_colours(self) -> tuple[QColor, ...]:
        """Colours of plotted curves: training, test, then others."""
        return tuple(QColor(each) for each in self._palette.series.curves)

    @property
    def diverging(self) -> ByteArray:
        """RGBA from negative through neutral to positive, shape (256, 4), read-only."""
        colours = self._palette.colours
        return diverging_table(colours.map_negative, colours.neutral, colours.map_positive)

    @property
    def sequential(self) -> ByteArray:
        """RGBA from small to large, shape (256, 4), read-only."""
        return sequential_table(self._palette.sequential)

    def view_colours(self, classes: int = 2) -> ViewColours:
        """Return what diagrams and plots need to know of the theme."""
        return ViewColours(
            background=self.colour("panel"),
            text=self.colour("text"),
            muted=self.colour("muted"),
            hairline=self.colour("hairline"),
            accent=self.colour("accent"),
            positive=self.colour("positive"),
            negative=self.colour("negative"),
            classes=self.class_colours(classes),
            curves=self.curve_colours,
            diverging=self.diverging,
            gentle=self._gentle,
        )

    # What Qt needs

    def palette(self) -> QPalette:
        """Return the colours as Qt's own palette."""
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        named = {
            role.Window: "background",
            role.WindowText: "text",
            role.Base: "panel",
            role.AlternateBase: "background",
            role.Text: "text",
            role.Button: "background",
            role.ButtonText: "text",
            role.BrightText: "on_accent",
            role.PlaceholderText: "muted",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.Accent: "accent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "panel",
            role.ToolTipText: "text",
            role.Light: "panel",
            role.Midlight: "raised",
            role.Mid: "hairline",
            role.Dark: "border",
            role.Shadow: "muted",
        }
        palette = QPalette()
        for each, name in named.items():
            palette.setColor(each, self.colour(name))
        for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
            palette.setColor(group.Disabled, each, self.colour("disabled"))
        for each in (role.Highlight, role.Accent):
            palette.setColor(group.Disabled, each, self.colour("border"))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet with this palette's colours and this font's sizes."""
        handle = 2 * (spacing(3) // 2)
        sizes = {f"u{k}": f"{spacing(k)}px" for k in range(1, 9)}
        sizes |= {
            "u1h": f"{spacing(0.5)}px",
            "handle": f"{handle}px",
            "handle_out": f"{handle // 2}px",
            "handle_round": f"{handle // 2 + 1}px",
        }
        sizes |= {name: f"{_points(name):.1f}pt" for name in TYPE_SIZES}
        values = {**self._palette.colours.model_dump(), **sizes}
        return Template(assets.theme_text("style.qss")).substitute(values)


def wants_contrast() -> bool:
    """Return whether the desktop asks for high contrast; Qt before 6.10 cannot tell."""
    hints = QGuiApplication.styleHints()  # kept: what it returns is gone together with it
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def _name_of_system() -> str:
    """Return the palette that the desktop asks for."""
    if wants_contrast():
        return "high_contrast"
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def spacing(units: float = 1) -> int:
    """Return a distance in pixels: 4 px a unit at the usual font of 12 or 13 px, more beyond."""
    return round(units * _unit_of(QGuiApplication.font().key()))


@cache
def _unit_of(_font_key: str) -> int:
    """Return the pixels of one unit of the usual font; Qt takes long to look a font up."""
    return max(4, round(QFontInfo(QGuiApplication.font()).pixelSize() / 3))


def _points(size: str) -> float:
    info = QFontInfo(QGuiApplication.font())
    return info.pointSizeF() * TYPE_SIZES[size]
