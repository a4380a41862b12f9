"""Palettes: readable, told apart, in force."""

import gc
import itertools

import numpy as np
import pytest
from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton

from playground import assets
from playground.theme import CLASS_MARKS, TYPE_SIZES, Palette, Theme, palette_named, spacing
from playground.widgets.colour_tables import contrast
from playground.widgets.labels import tabular

NAMES = ("light", "dark")
GROUNDS = ("background", "panel", "raised", "selection")
READABLE = [
    *itertools.product(("text",), (*GROUNDS, "pressed")),
    *itertools.product(("muted", "accent", "error"), ("background", "panel")),
    ("muted", "raised"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((name, f"{name}_ground") for name in ("info", "success", "warning", "error")),
    *(("text", f"{name}_ground") for name in ("info", "success", "warning", "error")),
]


@pytest.fixture
def theme(qapp):
    """Give a theme to change at will; the application gets its plain look back."""
    before = qapp.palette(), qapp.styleSheet()
    made = Theme("light")
    yield made
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[0])


@pytest.mark.parametrize("name", NAMES)
def test_text_is_readable(name):
    theme = Theme(name)
    found = {
        (text, ground): contrast(theme.colour(text), theme.colour(ground))
        for text, ground in READABLE
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_carries_meaning_stands_out_from_its_ground(name):
    theme = Theme(name)
    for colour in (*theme.class_colours(2), *theme.curve_colours, theme.colour("muted")):
        assert contrast(colour, theme.colour("panel")) >= 2.7


@pytest.mark.parametrize("name", NAMES)
def test_classes_are_told_apart_by_colour_and_shape(name):
    theme = Theme(name)
    for count in range(2, 9):
        assert len({colour.name() for colour in theme.class_colours(count)}) == count
    assert len(set(CLASS_MARKS)) == 8


@pytest.mark.parametrize("name", NAMES)
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
    assert theme.colour("accent").name() in qapp.styleSheet()
    with qtbot.assertNotEmitted(theme.theme_changed):
        theme.set_choice("dark")
    with pytest.raises(ValueError, match="pink"):
        theme.set_choice("pink")


def test_an_unknown_choice_at_the_start_means_the_system():
    assert Theme("pink").choice == "system"
    assert Theme("system").name in NAMES


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
