"""Rows that break where there is no more room, and news passed on now and then."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from playground.widgets.flow_layout import FlowLayout
from playground.widgets.throttle import Throttle


@pytest.fixture
def box(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    layout = FlowLayout(box)
    layout.setContentsMargins(5, 3, 5, 3)
    layout.setHorizontalSpacing(10)
    layout.setVerticalSpacing(2)
    for width in (40, 40, 40, 100):
        label = QLabel()
        label.setFixedSize(width, 20)
        layout.addWidget(label)
    return box


def places(box, width):
    flow = box.layout()
    box.resize(width, flow.heightForWidth(width))
    box.show()
    return [flow.itemAt(k).geometry().getRect()[:2] for k in range(flow.count())]


def test_a_row_breaks_where_it_is_full(box):
    assert places(box, 261) == [(5, 3), (55, 3), (105, 3), (155, 3)]
    assert places(box, 151) == [(5, 3), (55, 3), (105, 3), (5, 25)]
    assert places(box, 111) == [(5, 3), (55, 3), (5, 25), (5, 47)]


def test_its_height_is_that_of_its_rows(box):
    flow = box.layout()
    assert [flow.heightForWidth(width) for width in (261, 151, 111)] == [26, 48, 70]
    assert flow.minimumSize().toTuple() == (110, 26)


def test_what_is_hidden_takes_no_room(box):
    box.layout().itemAt(0).widget().hide()
    assert places(box, 261)[1:] == [(5, 3), (55, 3), (105, 3)]


def test_an_item_is_taken_out(box):
    flow = box.layout()
    taken = flow.itemAt(1).widget()
    flow.removeWidget(taken)
    assert flow.count() == 3
    assert flow.itemAt(3) is None
    assert flow.takeAt(3) is None


def test_the_first_news_go_on_at_once_and_the_last_after_a_period(qtbot):
    told = []
    throttle = Throttle(20)
    throttle.triggered.connect(lambda: told.append(len(told)))
    for _ in range(3):
        throttle.throttle()
    assert told == [0]
    qtbot.waitUntil(lambda: told == [0, 1])
    throttle.throttle()
    throttle.cancel()
    qtbot.waitUntil(lambda: not throttle._timer.isActive())
    assert told == [0, 1]


def test_news_wait_for_the_period(qtbot):
    throttle = Throttle(20, at_once=False)
    with qtbot.waitSignal(throttle.triggered):
        throttle.throttle()
        assert throttle._timer.isActive()
    qtbot.waitUntil(lambda: not throttle._timer.isActive())
