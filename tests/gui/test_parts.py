"""Gallery, banner, collapsible section, readout."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton

from playground.widgets.banner import Banner
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.collapsible import Collapsible
from playground.widgets.gallery import Gallery, GalleryItem
from playground.widgets.labels import text_label
from playground.widgets.status_readout import Readout, StatusReadout

NAMES = ("circle", "xor", "gauss", "spiral", "moons")


@pytest.fixture
def gallery(qtbot):
    def make(**options):
        gallery = Gallery(**options)
        gallery.set_items(GalleryItem(name, name.title()) for name in NAMES)
        qtbot.addWidget(gallery)
        gallery.resize(2 * gallery.tile("xor").width() + 10, 400)
        gallery.show()
        return gallery

    return make


def test_gallery_chooses_one(qtbot, gallery):
    made = gallery()
    heard = []
    made.value_changed.connect(heard.append)
    made.set_value("spiral")
    assert (made.value, heard) == ("spiral", [])
    qtbot.mouseClick(made.tile("xor"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(made.tile("xor"), Qt.MouseButton.LeftButton)
    assert (made.values, heard) == (("xor",), ["xor"])


def test_gallery_chooses_several(qtbot, gallery):
    made = gallery(multiple=True)
    heard = []
    made.values_changed.connect(heard.append)
    made.set_values(("xor", "moons"))
    qtbot.mouseClick(made.tile("circle"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(made.tile("moons"), Qt.MouseButton.LeftButton)
    assert heard == [("circle", "xor", "moons"), ("circle", "xor")]


def test_gallery_flows_into_the_columns_there_is_room_for(qtbot, gallery):
    made = gallery()
    assert made.tile("gauss").y() > made.tile("xor").y() == made.tile("circle").y()
    made.resize(made.tile("xor").width() * 6, 400)
    qtbot.waitUntil(lambda: made.tile("moons").y() == made.tile("circle").y())


def test_no_tile_stands_alone_in_a_row(qtbot, gallery):
    made = gallery()
    tiles = [made.tile(name) for name in ("circle", "xor", "gauss", "spiral", "moons")]
    made.resize(tiles[0].width() * 4 + 2, 400)
    qtbot.waitUntil(lambda: len({tile.y() for tile in tiles}) == 2)
    assert [tile.y() == tiles[0].y() for tile in tiles] == [True, True, True, False, False]


def test_a_choice_is_called_by_its_short_name_where_there_is_little_room(qtbot):
    field = ChoiceField((Choice("auto", ""), Choice("other", "Other")))
    qtbot.addWidget(field)
    field.rename("auto", "Binary cross-entropy (automatic)", "Binary cross-entropy")
    field.show()
    short, long = (field.fontMetrics().horizontalAdvance("x" * k) for k in (26, 60))
    field.resize(long, field.sizeHint().height())
    assert field.shown_text == "Binary cross-entropy (automatic)"
    field.resize(short, field.sizeHint().height())
    assert field.shown_text == "Binary cross-entropy"


def test_gallery_by_keyboard(qtbot, gallery):
    made = gallery()
    made.activateWindow()
    made.tile("circle").setFocus()
    qtbot.waitUntil(made.tile("circle").hasFocus)
    for key, name in (
        (Qt.Key.Key_Right, "xor"),
        (Qt.Key.Key_Down, "spiral"),
        (Qt.Key.Key_Left, "gauss"),
        (Qt.Key.Key_Up, "circle"),
        (Qt.Key.Key_Up, "circle"),
    ):
        qtbot.keyClick(made.focusWidget(), key)
        assert made.focusWidget() is made.tile(name)
    qtbot.keyClick(made.tile("circle"), Qt.Key.Key_Return)
    assert made.value == "circle"


def test_gallery_shows_its_pictures(gallery):
    made = gallery()
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    made.set_image("xor", image)
    tile = made.tile("xor")
    seen = tile.grab().toImage()
    assert seen.pixelColor(tile.width() // 2, 30) == QColor("#ff0000")


def test_banner_speaks_offers_and_is_closed(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_message("error", "It diverged.", (("back", "Go back"), ("reset", "Reset")))
    assert banner.isVisible()
    assert (banner.severity, banner.text) == ("error", "It diverged.")
    with qtbot.waitSignal(banner.action_chosen) as chosen:
        qtbot.mouseClick(banner.action_buttons[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["reset"]
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(banner.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    assert banner.action_buttons == ()


def test_collapsible_opens_and_closes(qtbot):
    section = Collapsible("Data", expanded=False)
    qtbot.addWidget(section)
    inside = text_label("inside")
    section.add(inside)
    section.set_summary("spiral, 2,048")
    section.resize(200, 100)
    section.show()
    assert not inside.isVisible()
    with qtbot.waitSignal(section.expanded_changed) as changed:
        qtbot.mouseClick(section.header, Qt.MouseButton.LeftButton)
    assert changed.args == [True]
    assert inside.isVisible()
    section.set_expanded(False)
    assert not inside.isVisible()


def test_numbers_of_a_readout_do_not_jump(qtbot):
    readout = StatusReadout((Readout("epoch", "Epoch"), Readout("loss", "Loss")))
    qtbot.addWidget(readout)
    readout.show()
    width = readout.sizeHint().width()
    for text in ("0", "1111111", "88888888"):
        readout.set_value("epoch", text)
        assert readout.sizeHint().width() == width
    assert readout.value("epoch") == "88888888"
    assert readout.value("loss") == "–"


def test_banner_puts_its_offers_below_where_there_is_no_room_beside(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    offers = (("a", "Go on from here with something else"), ("b", "Go back"), ("c", "Reset"))
    banner.show_message("error", "It diverged, " * 8, offers)
    for width, beside in ((1400, True), (560, False), (300, False)):
        banner.resize(width, banner.heightForWidth(width))
        qtbot.waitUntil(
            lambda width=width, beside=beside: (
                (place_in(banner, banner.action_buttons[0]).x() > width // 3) == beside
            )
        )
        for button in banner.action_buttons:
            assert banner.rect().contains(place_in(banner, button))


def place_in(window, part):
    return part.rect().translated(part.mapTo(window, part.rect().topLeft()))
