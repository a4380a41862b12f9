"""Labels that give way."""

from playground.widgets.labels import ElidedLabel


def test_a_label_is_cut_short_where_room_is_scarce(qtbot):
    label = ElidedLabel("A name that is much too long for its place")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert label.shown == label.text()
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 3
    label.resize(label.minimumSizeHint())
    assert label.shown.endswith("…")
    assert label.text().startswith(label.shown[:-1])
    assert not label.grab().isNull()


def test_a_short_label_asks_for_no_more_than_it_needs(qtbot):
    label = ElidedLabel("L1")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() <= label.sizeHint().width()
