"""What holds for every test of the screen: settings of its own, and nothing left behind."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pandas as pd  # noqa: F401  # here, so that no thread is still importing it as a test ends
import pytest
from PySide6.QtCore import QSettings

from tests.helpers.survivors import everything, survivors

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


@pytest.fixture(scope="session")
def _lasting(qapp) -> None:
    """Let the garbage collector pass over what was there before the first test: it is quicker."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_between_tests(_lasting) -> Iterator[None]:
    """Collect garbage after each test, and never within: what it destroys may be painted then.

    The application does the same by a timer (`playground.app.run`).
    """
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@pytest.fixture(autouse=True)
def nothing_survives(request, qapp) -> Iterator[None]:
    """Fail a test that leaves a thread, a window or a running timer behind."""
    before = everything()
    yield
    if request.node.stash.get(passed, False):
        left = survivors(before)
        assert not left, f"left behind: {left}"
