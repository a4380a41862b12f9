"""Without a screen the program says so, instead of being aborted by Qt."""

import os
import subprocess
import sys

import pytest

from playground import __main__ as program
from playground import display


@pytest.fixture
def bare(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return monkeypatch


def test_without_a_display_there_is_no_screen(bare):
    assert not display.has_screen()
    assert not program.has_display([])


@pytest.mark.parametrize("answers", [True, False])
def test_a_named_x_server_has_to_answer(bare, answers):
    bare.setenv("DISPLAY", ":0")
    bare.setattr(display, "x_server_answers", lambda: answers)
    assert display.has_screen() is answers


@pytest.mark.parametrize("name", ["WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_other_ways_to_draw_are_believed(bare, name):
    bare.setenv(name, "offscreen")
    assert program.has_display([])


def test_a_platform_may_be_chosen_on_the_command_line(bare):
    assert program.has_display(["-platform", "offscreen"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is Linux's")
@pytest.mark.parametrize("server", ["", ":77"])
def test_the_program_says_so(server):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    if server:
        environment["DISPLAY"] = server
    done = subprocess.run(
        [sys.executable, "-m", "playground"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == program.NO_DISPLAY == 14
    assert "playground train FILE" in done.stderr
    assert "Traceback" not in done.stderr
