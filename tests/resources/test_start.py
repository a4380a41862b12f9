"""start.py: messages, exit statuses, the stamp, and what is handed on. No network, no pip."""

import ast
import errno
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

FILE = Path(__file__).resolve().parents[2] / "start.py"
PROJECT = """
[build-system]
requires = ["setuptools>=77"]
[project]
dependencies = ["numpy>=2"]
[dependency-groups]
test = ["pytest>=8.3,<10"]
"""


@pytest.fixture
def start():
    spec = importlib.util.spec_from_file_location("start_under_test", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FakeTools:
    """Stands in for venv and pip: notes what was asked, makes what they would make."""

    def __init__(self, root):
        self.root = root
        self.commands = []
        self.error = None

    def __call__(self, command):
        self.commands.append([str(part) for part in command])
        bin_folder = self.root / ".venv" / "bin"
        packages = (
            self.root / ".venv" / "lib" / "python{}.{}".format(*sys.version_info) / "site-packages"
        )
        if "venv" in command:
            shutil.rmtree(self.root / ".venv", ignore_errors=True)
            packages.mkdir(parents=True)
            bin_folder.mkdir()
            (bin_folder / "python").symlink_to(sys.executable)
        elif self.error:
            raise self.error
        elif "install" in command:
            (packages / "numpy").mkdir(exist_ok=True)

    @property
    def actions(self):
        return ["venv" if "venv" in command else "pip" for command in self.commands]


pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="the fake environment is laid out for POSIX"
)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "start.py").write_text("")
    return folder


@pytest.fixture
def tools(start, root, monkeypatch):
    fake = FakeTools(root)
    monkeypatch.setattr(start, "run_tool", fake)
    monkeypatch.setattr(start, "ROOT", root)
    return fake


@pytest.fixture
def prepare(start, root, tools):
    def prepare(**how):
        tools.commands.clear()
        start.Environment(root).prepare(**{"development": False, **how})
        return tools.actions

    return prepare


def ending(start, action, *arguments, **how):
    with pytest.raises(start.StartError) as caught:
        action(*arguments, **how)
    return caught.value.status, str(caught.value)


# --- Python and venv


def test_old_pythons_can_read_the_file():
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_old_python_is_told_what_is_needed():
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1])"
    result = subprocess.run(
        [sys.executable, "-c", code, FILE], capture_output=True, text=True, check=False
    )
    assert result.returncode == 10
    assert "needs Python 3.11 or newer; this is Python 3.9" in result.stderr


def test_missing_venv_module_names_the_package(start, prepare, monkeypatch):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    status, message = ending(start, prepare)
    assert status == start.Status.NO_VENV
    assert "apt-get install -y python3." in message


def test_small_disk_is_refused_before_anything_is_made(start, root, prepare, tools, monkeypatch):
    monkeypatch.setattr(start.shutil, "disk_usage", lambda path: SimpleNamespace(free=50_000_000))
    status, message = ending(start, prepare)
    assert status == start.Status.NO_SPACE
    assert "50 MB" in message
    assert str(root) in message
    assert not tools.commands


# --- the stamp


def test_second_start_installs_nothing(prepare):
    assert prepare() == ["venv", "pip"]
    assert prepare() == []


def test_first_start_installs_the_project_without_development_tools(root, prepare, tools):
    prepare()
    assert tools.commands[-1][-2:] == ["--editable", str(root)]


def test_development_tools_are_added_to_what_is_there_and_stay(prepare, tools):
    prepare()
    assert prepare(development=True) == ["pip"]
    assert tools.commands[-1][-1] == "pytest>=8.3,<10"
    assert prepare() == []


def test_changed_project_is_installed_again_with_its_tools(root, prepare, tools):
    prepare(development=True)
    with (root / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    assert prepare() == ["pip"]
    assert tools.commands[-1][-1] == "pytest>=8.3,<10"


def edit_stamp(root, /, **changes):
    stamp = root / ".venv" / "start.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | changes))


def remove_package(root):
    next((root / ".venv" / "lib").glob("*/site-packages/numpy")).rmdir()


@pytest.mark.parametrize(
    "damage",
    [
        lambda root: (root / ".venv" / "bin" / "python").unlink(),
        lambda root: (root / ".venv" / "start.json").unlink(),
        lambda root: (root / ".venv" / "start.json").write_text("{half a st"),
        lambda root: (root / ".venv" / "start.json").write_text("[]"),
        lambda root: edit_stamp(root, root="/elsewhere"),
        lambda root: edit_stamp(root, python="3.10"),
        remove_package,
    ],
    ids=["no python", "interrupted", "torn", "odd", "moved", "other python", "package lost"],
)
def test_damaged_environment_is_built_anew(root, prepare, damage):
    prepare()
    damage(root)
    assert prepare() == ["venv", "pip"]
    assert prepare() == []


def test_python_that_does_not_run_is_replaced(root, prepare):
    prepare()
    python = root / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    assert prepare() == ["venv", "pip"]


def test_interrupted_installation_leaves_no_stamp(root, prepare, tools):
    prepare()
    tools.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        prepare(development=True)
    tools.error = None
    assert prepare() == ["venv", "pip"]


def test_without_network_the_old_installation_stays_usable(start, prepare, tools):
    prepare()
    tools.error = start.StartError(start.Status.NO_NETWORK, "no network")
    assert ending(start, prepare, development=True)[0] == start.Status.NO_NETWORK
    assert prepare() == []


def test_second_start_meanwhile_is_refused(start, root, prepare):
    with start.only_start(root / "start.py"):
        status, message = ending(start, prepare)
    assert status == start.Status.BUSY
    assert "Another start" in message
    assert prepare() == ["venv", "pip"]


# --- pip


@pytest.mark.parametrize(
    ("complaint", "status"),
    [
        ("OSError: [Errno 28] No space left on device", "NO_SPACE"),
        ("OSError: [Errno 122] Disk quota exceeded", "NO_SPACE"),
        (
            "WARNING: Retrying: NewConnectionError: [Errno -3] name resolution\nERROR: x",
            "NO_NETWORK",
        ),
        ("ReadTimeoutError: Read timed out.", "NO_NETWORK"),
        ("getaddrinfo failed", "NO_NETWORK"),
        ("ERROR: No matching distribution found for numpy", "NOT_INSTALLED"),
    ],
)
def test_complaints_of_pip_are_told_apart(start, complaint, status, capfd):
    command = [sys.executable, "-c", f"import sys; sys.exit({complaint!r})"]
    found, message = ending(start, start.run_tool, command)
    assert found == start.Status[status]
    assert message.startswith(start.REMEDIES[found])


def test_wheels_folder_replaces_the_network(root, prepare, tools, tmp_path):
    prepare(wheels=tmp_path / "wheels")
    command = tools.commands[-1]
    place = command.index("--no-index")
    assert command[place : place + 3] == ["--no-index", "--find-links", str(tmp_path / "wheels")]


@pytest.mark.parametrize("form", [["--wheels", "{}"], ["--wheels={}"]])
def test_wheels_option_is_taken_out_of_the_arguments(start, tmp_path, form):
    (tmp_path / "some.whl").touch()
    option = [part.format(tmp_path) for part in form]
    expected = (["train", "x.toml"], tmp_path.resolve())
    assert start.take_wheels_option(["train", *option, "x.toml"]) == expected


@pytest.mark.parametrize("arguments", [["--wheels"], ["--wheels="], ["--wheels", "{}"]])
def test_wheels_option_without_wheels_is_refused(start, tmp_path, arguments):
    arguments = [part.format(tmp_path) for part in arguments]
    status, message = ending(start, start.take_wheels_option, arguments)
    assert status == start.Status.USAGE
    assert "start.py wheels DIR" in message


def test_wheels_folder_is_filled_for_running_testing_and_building(start, tools, tmp_path):
    assert start.main(["wheels", str(tmp_path / "out")]) == 0
    command = tools.commands[-1]
    assert command[command.index("wheel") :][-5:] == [
        "--wheel-dir",
        str(tmp_path / "out"),
        "setuptools>=77",
        "numpy>=2",
        "pytest>=8.3,<10",
    ]


# --- Qt's libraries


def test_libraries_that_ldd_does_not_find_are_named(start, monkeypatch):
    report = (
        "\tlibc.so.6 => /lib/libc.so.6\n\tlibEGL.so.1 => not found\n\tlibEGL.so.1 => not found\n"
    )
    monkeypatch.setattr(start.subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=report))
    assert start.missing_libraries(Path("packages"), screen=True) == ["libEGL.so.1"]


@pytest.fixture
def system(start, monkeypatch):
    """A system without libEGL, whose apt-get may be run by root and then mends it."""
    system = SimpleNamespace(missing=["libEGL.so.1"], uid=0, apt="/usr/bin/apt-get", commands=[])

    def run(command, **how):
        system.commands.append(command)
        if "install" in command:
            system.missing = []

    monkeypatch.setattr(start, "missing_libraries", lambda packages, screen: system.missing)
    monkeypatch.setattr(start.shutil, "which", lambda name: system.apt)
    monkeypatch.setattr(start.os, "geteuid", lambda: system.uid)
    monkeypatch.setattr(start.subprocess, "run", run)
    return system


def test_root_installs_missing_libraries(start, system):
    start.require_qt_libraries(Path("packages"), screen=False)
    update, install = system.commands
    assert update == ["apt-get", "update"]
    assert "libegl1" in install
    assert "libxcb-cursor0" not in install


def test_others_are_told_the_one_command(start, system):
    system.uid = 1000
    status, message = ending(start, start.require_qt_libraries, Path("packages"), screen=True)
    assert status == start.Status.NO_QT_LIBRARIES
    assert "libEGL.so.1" in message
    assert "sudo apt-get install" in message
    assert "libxcb-cursor0" in message
    assert not system.commands


def test_systems_without_apt_are_told_the_libraries(start, system):
    system.apt = None
    status, message = ending(start, start.require_qt_libraries, Path("packages"), screen=True)
    assert status == start.Status.NO_QT_LIBRARIES
    assert "libEGL.so.1" in message


# --- what is handed on


@pytest.fixture
def ready(start, tools, monkeypatch):
    """An environment that is ready, and a list of what is launched or checked in it."""
    done = []
    monkeypatch.setattr(start, "require_qt_libraries", lambda *_, **__: done.append("libraries"))
    monkeypatch.setattr(start, "launch", lambda python, arguments: done.append(arguments) or 0)
    return done


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries are looked at on Linux only")
@pytest.mark.parametrize(
    "arguments", [[], ["--self-test"], ["-style", "fusion"], ["screenshots", "--out", "x"]]
)
def test_windows_are_opened_with_their_libraries_checked(start, ready, arguments):
    assert start.main(arguments) == 0
    assert ready == ["libraries", arguments]


@pytest.mark.parametrize("arguments", [["train", "a file.toml"], ["info"], ["--help"]])
def test_headless_commands_pass_through_as_they_are(start, ready, arguments):
    assert start.main(arguments) == 0
    assert ready == [arguments]


def test_program_replaces_start(start, monkeypatch):
    seen = []
    monkeypatch.setattr(start.os, "execv", lambda *command: seen.append(command) or 0)
    start.launch(Path("/a b/python"), ["train", "x"])
    python = str(Path("/a b/python"))
    assert seen == [(Path(python), [python, "-P", "-m", "playground", "train", "x"])]


@pytest.fixture
def calls(start, ready, monkeypatch):
    """The tools that `start.py test` calls; those named in `failing` fail."""
    calls = SimpleNamespace(made=[], failing=())

    def call(command, cwd):
        calls.made.append(command[1:])
        return int(any(name in command for name in calls.failing))

    monkeypatch.setattr(start.subprocess, "call", call)
    return calls


def test_every_check_runs_and_pytest_last(start, calls, capsys):
    assert start.main(["test"]) == 0
    assert calls.made == list(start.CHECKS.values())
    assert calls.made[-1][:2] == ["-m", "pytest"]
    assert "checks all good: ruff check, ruff format, mypy" in capsys.readouterr().out


def test_failing_checks_are_named_at_the_end(start, calls, capsys):
    calls.failing = ("mypy", "pytest")
    assert start.main(["test"]) == start.Status.FAILED
    assert len(calls.made) == len(start.CHECKS)
    assert "checks failed: mypy, pytest" in capsys.readouterr().out.splitlines()[-1]


def test_arguments_of_test_go_to_pytest_alone(start, calls):
    assert start.main(["test", "-k", "spiral"]) == 0
    assert calls.made == [["-m", "pytest", "-k", "spiral"]]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(errno.ENOSPC, "full"), "NO_SPACE"),
        (PermissionError(errno.EACCES, "denied"), "NOT_WRITABLE"),
        (OSError(errno.EROFS, "read-only"), "NOT_WRITABLE"),
        (KeyboardInterrupt(), "INTERRUPTED"),
    ],
)
def test_troubles_of_the_system_end_with_a_message(
    start, tools, monkeypatch, error, status, capsys
):
    def fail(*_):
        raise error

    monkeypatch.setattr(start.Environment, "prepare", fail)
    monkeypatch.setattr(start.Environment, "__init__", fail)
    assert start.main([]) == start.Status[status]
    assert capsys.readouterr().err.strip()


def test_exit_statuses_are_distinct_and_listed_in_the_readme(start):
    readme = (FILE.parent / "README.md").read_text(encoding="utf-8")
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)}
    assert len(set(start.Status)) == len(start.Status.__members__)
    assert listed == {0, *start.Status}
