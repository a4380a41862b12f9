"""The guard that every test of the screen stands under finds what it is there to find."""

import threading

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from tests.helpers.survivors import everything, survivors


def test_nothing_is_left_by_what_cleans_up():
    before = everything()
    timer, window = QTimer(), QWidget()
    timer.start(1000)
    window.show()
    assert len(everything() - before) == 2
    timer.stop()
    window.close()
    window.deleteLater()
    del timer, window
    assert survivors(before) == []


def test_a_running_timer_is_found_also_inside_of_something():
    class Clock(QTimer):
        pass

    before = everything()
    owner = QObject()
    timer = Clock(owner)
    timer.start(1000)
    assert len(survivors(before)) == 1
    timer.stop()
    assert survivors(before) == []


def test_a_hidden_window_is_found():
    before = everything()
    window = QWidget()
    window.setObjectName("forgotten")
    assert "forgotten" in survivors(before)[0]
    window.deleteLater()
    del window
    assert survivors(before) == []


def test_a_thread_is_found():
    before, done = everything(), threading.Event()
    thread = threading.Thread(target=done.wait, name="busy", daemon=True)
    thread.join, join = (lambda timeout: None), thread.join
    thread.start()
    assert "busy" in survivors(before)[0]
    done.set()
    join()
    assert survivors(before) == []


def test_a_window_in_a_circle_is_as_good_as_gone():
    before = everything()
    window = QWidget()
    window.me = window
    del window
    assert survivors(before) == []
