"""What holds for every test of the screen: settings of its own, and nothing left behind."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication

passed = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[passed] = report.passed
    return report


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    """The file for this test's settings; a second window given it finds them again."""
    return tmp_path / "settings.ini"


@pytest.fixture
def qsettings(settings_path: Path) -> QSettings:
    return QSettings(str(settings_path), QSettings.Format.IniFormat)


def active_timers() -> set[QTimer]:
    # type(), not isinstance(): lazy proxies answer the latter by importing things.
    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer)]
    return {timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()}


def survivors(threads: set, widgets: set, timers: set) -> list[str]:
    """Name the threads, top-level widgets and running timers that were not there before."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    for thread in set(threading.enumerate()) - threads:
        thread.join(timeout=2)
    left = [
        *(set(threading.enumerate()) - threads),
        *(set(QApplication.topLevelWidgets()) - widgets),
        *(active_timers() - timers),
    ]
    return [repr(thing) for thing in left]


@pytest.fixture(autouse=True)
def nothing_survives(request, qapp) -> Iterator[None]:
    """Fail a test that leaves a thread, a window or a running timer behind."""
    before = set(threading.enumerate()), set(QApplication.topLevelWidgets()), active_timers()
    yield
    if request.node.stash.get(passed, False):
        left = survivors(*before)
        assert not left, f"left behind: {left}"
