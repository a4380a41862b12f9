"""Palettes: readable, told apart, in force."""

import gc
import itertools
import re
from collections import defaultdict

import numpy as np
import pytest
from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton

from playground import assets
from playground.theme import (
    CLASS_MARKS,
    PALETTES,
    TYPE_SIZES,
    Palette,
    Theme,
    palette_named,
    spacing,
)
from playground.widgets.colour_tables import contrast
from playground.widgets.labels import tabular

LINE_CONTRAST, TEXT_CONTRAST = 3.0, 4.5
ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup
GROUNDS = ("background", "panel")
"""What lies under a control that has no ground of its own."""


@pytest.fixture
def theme(qapp):
    """Give a theme to change at will; the application gets its plain look back."""
    before = qapp.palette()
    made = Theme("light")
    yield made
    qapp.setPalette(before)


BASES = {"SegmentButton": "QToolButton", "CollapsibleHeader": "QToolButton"}
"""Widgets of ours whose rules add to those of Qt's."""
WITH_TEXT = ("item", "tab", "selection")
"""Parts of widgets that hold text; others, such as handles, hold none."""


def colours_of(sheet):
    """Return the names of text colours and grounds by selector, which may have states.

    Disabled controls are exempt, as in WCAG 1.4.3.
    """
    plain = re.sub(r"/\*.*?\*/|\$\{\w+\}", "", sheet, flags=re.DOTALL)
    texts, grounds = defaultdict(set), defaultdict(set)
    kinds = {
        "color": (texts, ""), "background": (grounds, ""),
        "selection-color": (texts, "::selection"),
        "selection-background-color": (grounds, "::selection"),
    }  # fmt: skip
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        for selector, (key, value) in itertools.product(
            selectors.split(","), re.findall(r"([\w-]+):\s*\$(\w+)", body)
        ):
            part = re.search(r"::([\w-]+)", selector)
            textless = (part and part[1] not in WITH_TEXT) or "hairline" in selector
            if key in kinds and not textless and ":disabled" not in selector:
                found, suffix = kinds[key]
                found[selector.strip() + suffix].add(value)
    return texts, grounds


def widget_of(selector):
    """Return a selector without its states: ``QLabel[role="x"]:hover`` is ``QLabel[role="x"]``."""
    return re.sub(r"(?<!:):(?!:)[\w-]+", "", selector)


def base_of(widget):
    """Return the selector whose rules a widget obeys where it has none of its own."""
    last = widget.split()[-1]
    bare = re.sub(r"\[[^]]*\]", "", last)
    return BASES.get(bare, bare) if bare == widget else bare


def names_of(widget, named, otherwise):
    """Return all colours of a kind that a widget can have, in all of its states."""
    own = {name for each, names in named.items() if widget_of(each) == widget for name in names}
    if widget in named or "::selection" in widget:
        return own
    base = base_of(widget)
    return own | (names_of(base, named, otherwise) if base != widget else set(otherwise))


def pairs_of_style_sheet(sheet):
    """Return every (text, ground) that one widget of the sheet can show while it is usable."""
    texts, grounds = colours_of(sheet)
    found = set()
    for widget in {widget_of(selector) for selector in (*texts, *grounds)}:
        around = widget.split()[0] if " " in widget else None  # such as the banner of a label
        below = {
            name
            for each, names in grounds.items()
            if around and " " not in each and each.startswith(around)
            for name in names
        }
        lies_on = names_of(widget, grounds, below or GROUNDS)
        found |= set(itertools.product(names_of(widget, texts, ("text",)), lies_on))
    return found


def pairs_of_palette(palette):
    """Return every (text, ground) of Qt's own palette: what our own paint events use."""
    texts = (ROLE.WindowText, ROLE.Text, ROLE.ButtonText, ROLE.PlaceholderText, ROLE.Link)
    grounds = (ROLE.Window, ROLE.Base, ROLE.AlternateBase, ROLE.Button, ROLE.Midlight)
    on_grounds = [*itertools.product(texts, grounds)]
    on_grounds += [(ROLE.HighlightedText, ROLE.Highlight), (ROLE.ToolTipText, ROLE.ToolTipBase)]
    return {
        (text.name, ground.name): (
            palette.color(GROUP.Active, text), palette.color(GROUP.Active, ground)
        )
        for text, ground in on_grounds
        if not (text == ROLE.Link and ground == ROLE.Midlight)
    }  # fmt: skip


def test_the_pairs_of_the_style_sheet_are_found():
    """Guard the reader of the sheet: what a hand would list is among what it finds."""
    found = pairs_of_style_sheet(assets.theme_text("style.qss"))
    assert {
        ("muted", "panel"), ("error", "background"), ("text", "selection"), ("text", "raised"),
        ("text", "pressed"), ("accent", "raised"), ("on_accent", "accent"),
        ("on_accent", "accent_hover"), ("warning", "warning_ground"), ("info", "info_ground"),
    } <= found  # fmt: skip
    assert not {text for text, _ in found} & {"disabled", "hairline"}


@pytest.mark.parametrize("name", PALETTES)
def test_text_of_the_style_sheet_is_readable(name):
    theme = Theme(name)
    found = {
        (text, ground): contrast(theme.colour(text), theme.colour(ground))
        for text, ground in pairs_of_style_sheet(assets.theme_text("style.qss"))
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT_CONTRAST} == {}


@pytest.mark.parametrize("name", PALETTES)
def test_text_that_widgets_paint_themselves_is_readable(name):
    pairs = pairs_of_palette(Theme(name).palette())
    found = {pair: contrast(*colours) for pair, colours in pairs.items()}
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT_CONTRAST} == {}


@pytest.mark.parametrize("name", PALETTES)
def test_text_in_plots_is_readable(name):
    colours = Theme(name).view_colours()
    for text in (colours.text, colours.muted):
        assert contrast(text, colours.background) >= TEXT_CONTRAST


@pytest.mark.parametrize("name", PALETTES)
def test_what_carries_meaning_stands_out_from_its_ground(name):
    theme = Theme(name)
    colours = theme.view_colours()
    drawn = {
        **{f"curve {k}": colour for k, colour in enumerate(colours.curves)},
        **{f"class {k}": colour for k, colour in enumerate(colours.classes)},
        "accent": colours.accent,
        "muted": colours.muted,
        "positive": colours.positive,
        "negative": colours.negative,
    }
    found = {each: contrast(colour, colours.background) for each, colour in drawn.items()}
    for ground in GROUNDS:  # frames of what can be grasped
        found[f"border on {ground}"] = contrast(theme.colour("border"), theme.colour(ground))
    assert {each: ratio for each, ratio in found.items() if ratio < LINE_CONTRAST} == {}


@pytest.mark.parametrize("text", ["text", "muted", "accent", "error"])
def test_high_contrast_is_higher(text):
    theme = Theme("high_contrast")
    grounds = (*GROUNDS, "raised")
    assert min(contrast(theme.colour(text), theme.colour(ground)) for ground in grounds) >= 7.0


@pytest.mark.parametrize("name", PALETTES)
def test_classes_are_told_apart_by_colour_and_shape(name):
    theme = Theme(name)
    for count in range(2, 11):
        assert len({colour.name() for colour in theme.class_colours(count)}) == count
    assert len(set(CLASS_MARKS)) == 10


@pytest.mark.parametrize("name", PALETTES)
def test_tables_run_from_orange_through_neutral_to_blue(name):
    theme = Theme(name)
    table = theme.diverging
    assert (table.shape, table.dtype) == ((256, 4), np.uint8)
    assert not table.flags.writeable
    red, _, blue = (table[:, k].astype(int) for k in range(3))
    assert red[0] > blue[0] + 80
    assert blue[-1] > red[-1] + 80
    neutral = np.array(theme.colour("neutral").getRgb())
    assert np.abs(table[127:129].astype(int) - neutral).max() <= 4
    assert np.abs(np.diff(table.astype(int), axis=0)).max() <= 6
    assert theme.sequential.shape == (256, 4)


def test_a_palette_file_is_checked():
    content = palette_named("light").model_dump()
    content["colours"]["text"] = "blackish"
    del content["colours"]["muted"]
    with pytest.raises(ValidationError) as caught:
        Palette.model_validate(content)
    assert {error["loc"] for error in caught.value.errors()} == {
        ("colours", "text"),
        ("colours", "muted"),
    }


def test_choice_changes_what_is_on_screen_and_is_told(qtbot, qapp, theme):
    theme.apply(qapp)
    assert theme.name == "light"
    light = QApplication.palette().window().color()
    with qtbot.waitSignal(theme.theme_changed):
        theme.set_choice("dark")
    assert theme.name == "dark"
    assert QApplication.palette().window().color() == theme.colour("background") != light
    assert theme.colour("accent").name() in theme.style_sheet()
    with qtbot.assertNotEmitted(theme.theme_changed):
        theme.set_choice("dark")
    with pytest.raises(ValueError, match="pink"):
        theme.set_choice("pink")


def test_a_wish_of_the_system_for_contrast_is_followed(qtbot, qapp, theme, monkeypatch):
    theme.set_choice("system")
    theme.apply(qapp)
    monkeypatch.setattr("playground.theme.wants_contrast", lambda: True)
    with qtbot.waitSignal(theme.theme_changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Unknown)
    assert theme.name == "high_contrast"
    theme.set_choice("light")
    assert theme.name == "light"


def test_an_unknown_choice_at_the_start_means_the_system():
    assert Theme("pink").choice == "system"
    assert Theme("system").name in PALETTES


def test_icons_follow_the_theme(qtbot, qapp, theme):
    theme.apply(qapp)
    button = QToolButton()
    button.setIcon(assets.icon("pause"))
    qtbot.addWidget(button)
    for choice in ("dark", "light"):
        theme.set_choice(choice)
        image = button.icon().pixmap(32).toImage()
        drawn = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.colour("text").name() in drawn


def test_every_icon_draws_something(qapp):
    empty = QPixmap(16, 16)
    empty.fill(Qt.GlobalColor.transparent)
    blank = empty.toImage()
    drawn = {name: assets.icon(name).pixmap(16).toImage() for name in assets.GLYPHS}
    assert [name for name, image in drawn.items() if image == blank] == []


def test_a_shared_icon_survives_a_change_of_its_copy(qapp):
    shared = assets.icon("play")
    copy = QIcon(shared)
    copy.addPixmap(shared.pixmap(20))
    gc.collect()
    assert not copy.pixmap(20).isNull()


def test_an_icon_of_no_name(qapp):
    with pytest.raises(KeyError, match="no icon"):
        assets.icon("a thing nobody drew")


def test_application_icon(qapp):
    assert assets.app_icon().pixmap(64).width() == 64


def test_sizes_are_ordered_and_figures_have_one_width(qapp):
    sizes = list(TYPE_SIZES.values())
    assert sizes == sorted(set(sizes))
    assert spacing(4) == 4 * spacing(1) >= 16
    metrics = QFontMetricsF(tabular(qapp.font()))
    assert len({metrics.horizontalAdvance(str(k)) for k in range(10)}) == 1
