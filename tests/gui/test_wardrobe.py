"""Each part of a window gets the style sheet for itself, in a turn of its own."""

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.theme import Theme
from playground.wardrobe import Wardrobe


@pytest.fixture
def dressed(qapp, qtbot):
    """A window with two parts in sight and a hidden one, its theme and its wardrobe."""
    theme = Theme("light")
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    parts = [QLabel(name, window) for name in ("first", "second", "hidden")]
    for part in parts:
        column.addWidget(part)
    parts[-1].hide()
    wardrobe = Wardrobe(theme, window)
    wardrobe.add(*parts)
    window.show()
    yield window, parts, theme, wardrobe
    theme.set_choice("light")


def test_what_is_in_sight_is_dressed_first_and_seen_at_once(dressed, qtbot):
    window, (first, second, hidden), theme, _ = dressed
    light = theme.style_sheet()
    assert {part.styleSheet() for part in (first, second, hidden)} == {light}
    theme.set_choice("dark")
    dark = theme.style_sheet()
    assert dark != light
    assert not window.updatesEnabled(), "nobody sees a half dressed window"
    qtbot.waitUntil(window.updatesEnabled)
    assert first.styleSheet() == second.styleSheet() == dark
    qtbot.waitUntil(lambda: hidden.styleSheet() == dark)
    assert not window.styleSheet()


def test_a_part_that_has_gone_is_left_out(dressed, qtbot):
    window, (first, second, hidden), theme, wardrobe = dressed
    theme.set_choice("dark")
    shiboken6.delete(second)
    qtbot.waitUntil(lambda: first.styleSheet() == hidden.styleSheet() == theme.style_sheet())
    assert window.updatesEnabled()
    late = QLabel("late", window)
    wardrobe.add(late, first)
    assert late.styleSheet() == theme.style_sheet()
