"""The self-test, short: its lines are red exactly when something is wrong."""

import pytest

from playground import self_test
from playground.__main__ import main
from playground.self_test import CheckError, Finding, check, require

SECONDS = ["--seconds", "0.5"]


@pytest.fixture
def patient(monkeypatch):
    """Neither speed nor skill can be judged in half a second on a busy machine."""
    monkeypatch.setattr(self_test, "LEAST_UPDATES_PER_SECOND", 0)
    monkeypatch.setattr(self_test, "LEAST_FRAMES_PER_SECOND", 0)
    monkeypatch.setattr(self_test, "LEAST_ACCURACY", 0.0)
    monkeypatch.setattr(self_test.Rehearsal, "learning", lambda self: "")


@pytest.mark.usefixtures("patient")
def test_all_green(tmp_path, capsys):
    picture = tmp_path / "picture.png"
    status = self_test.run_self_test([*SECONDS, "--screenshot", str(picture)])
    told = capsys.readouterr().out
    assert status == 0, told
    assert picture.stat().st_size > 10_000
    assert "✗" not in told
    names = "resources settings gradient window fonts worker updates frames numbers screenshot"
    assert all(name in told for name in names.split())


@pytest.mark.usefixtures("patient")
def test_one_red_line_is_enough(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(self_test, "LARGEST_GRADIENT_ERROR", 0.0)
    missing = tmp_path / "missing" / "picture.png"
    assert self_test.run_self_test([*SECONDS, "--screenshot", str(missing)]) == 1
    told = capsys.readouterr().out
    assert "Not all is well: gradient, screenshot." in told


def test_a_check_that_breaks_off_is_a_red_line(caplog):
    def divide() -> str:
        return str(1 // 0)

    finding = check("sums", divide)
    assert not finding.good
    assert "ZeroDivisionError" in finding.figure
    assert "sums" in caplog.text


def test_require():
    assert require(True, "7") == "7"
    with pytest.raises(CheckError, match="7"):
        require(False, "7")
    assert check("seven", lambda: require(True, "7")) == Finding("seven", True, "7")


def test_program_knows_the_option(monkeypatch):
    asked = []
    monkeypatch.setattr(self_test, "run_self_test", lambda argv: asked.append(argv) or 1)
    assert main(["--self-test", "--screenshot", "x.png"]) == 1
    assert asked == [["--screenshot", "x.png"]]
