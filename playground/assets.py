"""The only reader of resources/ on the screen's side: texts, palettes, icons."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import ClassVar

from fonticon_mdi7 import MDI7
from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

# Our word for a thing -> the material design glyph that shows it.
GLYPHS = {
    "add": "plus",
    "backward": "step_backward",
    "branch": "source_branch",
    "close": "close",
    "copy": "content_copy",
    "data": "scatter_plot_outline",
    "erase": "eraser",
    "erase_all": "delete_sweep_outline",
    "error": "alert_circle_outline",
    "ghosts": "chart_multiple",
    "help": "help_circle_outline",
    "history": "history",
    "info": "information_outline",
    "layer_add": "plus_circle_outline",
    "layer_remove": "minus_circle_outline",
    "log_scale": "math_log",
    "luck": "dice_multiple_outline",
    "menu": "menu",
    "metronome": "metronome",
    "microscope": "microscope",
    "move": "cursor_move",
    "network": "graph_outline",
    "now": "page_last",
    "open": "folder_open_outline",
    "palette": "theme_light_dark",
    "pause": "pause",
    "play": "play",
    "plot": "chart_line",
    "redo": "redo",
    "regenerate": "refresh",
    "relabel": "format_color_fill",
    "remove": "minus",
    "reset": "restart",
    "save": "content_save_outline",
    "settings": "tune_variant",
    "speed": "speedometer",
    "step_batch": "step_forward",
    "step_epoch": "skip_next",
    "step_back": "step_backward",
    "success": "check_circle_outline",
    "undo": "undo",
    "warning": "alert_outline",
    "zoom_fit": "fit_to_page_outline",
}

# Roles of a glyph that a palette knows; see `Theme.palette`.
ROLES = {
    "text": QPalette.ColorRole.ButtonText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
}


class GlyphEngine(QIconEngine):
    """Draws one glyph of the icon font in a colour of the palette in force.

    The palette is asked at every paint, so an icon follows the theme by itself.
    """

    # PySide6 does not keep alive what `clone` returns. Qt clones only where somebody adds a picture
    # to a shared icon, so this list stays short.
    _clones: ClassVar[list[QIconEngine]] = []

    def __init__(self, glyph: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt asks for when an icon is about to be changed."""
        copy = GlyphEngine(self._glyph, self._role)
        self._clones.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the glyph in the middle of `rect`."""
        del state
        disabled = mode == QIcon.Mode.Disabled
        group = QPalette.ColorGroup.Disabled if disabled else QPalette.ColorGroup.Active
        painter.save()
        painter.setPen(QGuiApplication.palette().color(group, self._role))
        painter.setFont(icon_font(max(1, rect.height())))
        painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the glyph on a transparent ground."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


@cache
def _icon_family() -> str:
    """Return the family of the icon font, known to Qt from now on."""
    number = QFontDatabase.addApplicationFont(MDI7.__font_file__)
    return QFontDatabase.applicationFontFamilies(number)[0]


def icon_font(pixels: int) -> QFont:
    """Return the icon font, glyphs as high as so many pixels."""
    font = QFont(_icon_family())
    font.setPixelSize(pixels)
    return font


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon that follows the theme.

    Parameters
    ----------
    name : str
        A name of `GLYPHS`, or of the material design font (``"chart_bell_curve"``).
    role : {"text", "muted", "accent", "on_accent"}
        Which colour of the theme to draw it in.

    Raises
    ------
    KeyError
        If no glyph has that name.
    """
    glyph = getattr(MDI7, GLYPHS.get(name, name), None)
    if not isinstance(glyph, str):
        raise KeyError(f"there is no icon named {name!r}")
    key = glyph.rsplit(".", 1)[-1]
    return QIcon(GlyphEngine(key, ROLES[role]))


def app_icon() -> QIcon:
    """Return the icon of the application."""
    picture = QPixmap()
    picture.loadFromData(QByteArray(resource_bytes("icons", "playground.svg")), "SVG")
    return QIcon(picture)


def theme_text(name: str) -> str:
    """Return the text of a file of resources/themes."""
    return resource_text("themes", name)


def resource_text(folder: str, name: str) -> str:
    """Return a text file of resources/`folder`."""
    return (_folder(folder) / name).read_text(encoding="utf-8")


def resource_bytes(folder: str, name: str) -> bytes:
    """Return a file of resources/`folder` as it is."""
    return (_folder(folder) / name).read_bytes()


def resource_path(folder: str, name: str) -> Path:
    """Return where a file of resources/`folder` lies, whether or not it is there."""
    return Path(str(_folder(folder) / name))


def _folder(name: str) -> Traversable:
    return files("resources") / name
