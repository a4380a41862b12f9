"""Labels that give way, and numbers that keep their room."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from playground.widgets.labels import ElidedLabel, NumberLabel, text_label


class Layouts(QObject):
    """Counts how often a widget is asked to lay out what is in it."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


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


def test_a_new_number_asks_for_no_layout_but_a_longer_one_gets_its_room(qtbot):
    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    number, plain = NumberLabel("1", 4, row), text_label("1", "number", row)
    for label in (number, plain):
        layout.addWidget(label)
    with qtbot.waitExposed(row):
        row.show()
    QApplication.processEvents()
    layouts = Layouts(row)
    before = number.size()
    number.setText("1234")
    QApplication.processEvents()
    assert (layouts.count, number.size()) == (0, before)
    plain.setText("1234")
    QApplication.processEvents()
    assert layouts.count == 1
    number.setText("1234567")
    assert number.width() >= number.sizeHint().width() > before.width()


def test_a_number_keeps_its_room_when_it_is_dressed_anew(qtbot):
    number = NumberLabel("1", 2)
    qtbot.addWidget(number)
    with qtbot.waitExposed(number):
        number.show()
    number.setText("123456789")
    number.setStyleSheet("QLabel { color: red }")
    QApplication.processEvents()
    assert number.width() >= number.sizeHint().width()
