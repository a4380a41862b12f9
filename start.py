#!/usr/bin/env python3
"""Make the environment in .venv beside this file, then start Backprop Playground.

Usage::

    python3 start.py                    open the application
    python3 start.py train FILE         so for every sub-command and option of the program
    python3 start.py test               run every check
    python3 start.py test ARGS...       run pytest alone, with ARGS
    python3 start.py benchmarks         print the table of speeds
    python3 start.py wheels DIR         fill DIR with all that an installation needs
    python3 start.py --wheels DIR ...   as above, installing from DIR without a network
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons do get here, and must be told
    sys.stderr.write(
        "Backprop Playground needs Python 3.11 or newer; this is Python %d.%d.\n"  # noqa: UP031
        "Install a newer one from https://www.python.org/downloads/ and run it on start.py.\n"
        % sys.version_info[:2]
    )
    sys.exit(10)

import contextlib
import enum
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
PYTHON_VERSION = "{}.{}".format(*sys.version_info)
SPACE_NEEDED_MB = {False: 700, True: 850}  # without and with the development tools

HEADLESS_COMMANDS = ("train", "info", "presets", "--version", "--help")
# Debian's names of what Qt needs to draw at all, and to open an X window.
OFFSCREEN_PACKAGES = ["libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1"]
OFFSCREEN_PACKAGES += ["libdbus-1-3"]
SCREEN_PACKAGES = ["libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"]
SCREEN_PACKAGES += ["libxcb-xkb1", "libxkbcommon-x11-0"]

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy", "--strict", "engine", "playground", "start.py"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    # pytest comes last, so that its closing line is the last line of any of these tools.
    "pytest": ["-m", "pytest", "-n", str(min(4, os.cpu_count() or 1))],
}


class Status(enum.IntEnum):
    """Exit statuses of start.py; 4 and 14 are given by the program itself."""

    FAILED = 1
    USAGE = 2
    DIVERGED = 4
    OLD_PYTHON = 10
    NO_VENV = 11
    NO_NETWORK = 12
    NO_SPACE = 13
    NO_DISPLAY = 14
    NO_QT_LIBRARIES = 15
    NOT_INSTALLED = 16
    BUSY = 17
    NOT_WRITABLE = 18
    INTERRUPTED = 130


# What pip and venv print when the network or the disk is to blame, on all three systems.
SIGNS = {
    Status.NO_SPACE: ("no space left", "not enough space", "disk quota exceeded", "errno 28"),
    Status.NO_NETWORK: (
        "failed to establish a new connection",
        "failed to resolve",
        "name resolution",
        "getaddrinfo failed",
        "network is unreachable",
        "connection refused",
        "connection aborted",
        "connection broken",
        "connection reset",
        "timed out",
        "proxyerror",
        "sslerror",
        "max retries exceeded",
    ),
}
REMEDIES = {
    Status.NO_SPACE: "The disk is full. Free about 1 GB, or move this folder, and start again.",
    Status.NO_NETWORK: (
        "The packages could not be fetched: no network. Connect and start again, or on a\n"
        "connected machine run 'python3 start.py wheels DIR', carry DIR here, and run\n"
        "'python3 start.py --wheels DIR'. Behind a proxy set HTTPS_PROXY."
    ),
    Status.NOT_INSTALLED: "The installation failed; the lines above say why.",
}


class StartError(Exception):
    """An end of the start, with its exit status and a message that names the remedy."""

    def __init__(self, status: Status, message: str) -> None:
        super().__init__(message)
        self.status = status


def say(message: str) -> None:
    """Write to standard error: standard output belongs to the program."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def run_tool(command: Sequence[str | Path]) -> None:
    """Run venv or pip, showing its progress; if it fails, say why."""
    process = subprocess.run(
        command, stdout=sys.stderr, stderr=subprocess.PIPE, text=True, errors="replace", check=False
    )
    if process.returncode == 0:
        return
    lines = process.stderr.strip().splitlines()
    for status, signs in SIGNS.items():
        for line in lines:
            if any(sign in line.lower() for sign in signs):
                raise StartError(status, f"{REMEDIES[status]}\n({line.strip()[:300]})")
    say("\n".join(lines[-12:]))
    raise StartError(Status.NOT_INSTALLED, REMEDIES[Status.NOT_INSTALLED])


class Environment:
    """The virtual environment of one project folder, made and mended on demand.

    A stamp inside, written last, says what is installed: without a stamp that fits, nothing in the
    folder is trusted and the environment is built anew.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp_file = self.folder / "start.json"
        if os.name == "nt":
            self.python = self.folder / "Scripts" / "python.exe"
            self.packages = self.folder / "Lib" / "site-packages"
        else:
            self.python = self.folder / "bin" / "python"
            self.packages = self.folder / "lib" / f"python{PYTHON_VERSION}" / "site-packages"
        self.project_text = (root / "pyproject.toml").read_bytes()

    def prepare(self, development: bool, wheels: Path | None = None) -> None:
        """Install whatever is missing; quick when nothing is."""
        if self.is_current(self.read_stamp(), development):
            return
        with only_start(self.root / "start.py"):
            stamp = self.read_stamp()
            if not self.is_sound(stamp):
                self.create(development)
                stamp = {}
            self.install(development or stamp.get("development", False), wheels, stamp)

    def read_stamp(self) -> dict[str, Any]:
        """Return what the last complete installation left, or nothing."""
        try:
            stamp = json.loads(self.stamp_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def is_sound(self, stamp: dict[str, Any]) -> bool:
        """Tell whether the environment works, was made here and lost no package since."""
        if stamp.get("root") != str(self.root) or stamp.get("python") != PYTHON_VERSION:
            return False
        try:
            subprocess.run([self.python, "-I", "-S", "-c", ""], check=True, capture_output=True)
            return self.installed_names().issuperset(stamp.get("packages", ["?"]))
        except (OSError, subprocess.CalledProcessError):
            return False

    def is_current(self, stamp: dict[str, Any], development: bool) -> bool:
        """Tell whether a sound environment also holds what is asked for."""
        return (
            stamp.get("project") == self.project_hash
            and (stamp.get("development") or not development)
            and self.is_sound(stamp)
        )

    @property
    def project_hash(self) -> str:
        """Fingerprint of pyproject.toml."""
        return hashlib.sha256(self.project_text).hexdigest()

    def create(self, development: bool) -> None:
        """Make an empty environment in the place of whatever is there."""
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            raise StartError(
                Status.NO_VENV,
                "This Python has no venv module. On Debian and Ubuntu install it with\n"
                f"  sudo apt-get install -y python{PYTHON_VERSION}-venv\n"
                "elsewhere take Python from https://www.python.org/downloads/.",
            )
        free_mb = shutil.disk_usage(self.root).free // 1_000_000
        if free_mb < SPACE_NEEDED_MB[development]:
            raise StartError(
                Status.NO_SPACE,
                f"The installation needs {SPACE_NEEDED_MB[development]} MB of disk space in\n"
                f"{self.root}, which has {free_mb} MB. Free some, or move this folder.",
            )
        again = "anew " if self.folder.exists() else ""
        say(f"Making the environment {again}in {self.folder} (once, a few minutes) ...")
        # A start from inside the environment must not build on what it is about to replace.
        base_python = getattr(sys, "_base_executable", sys.executable)
        run_tool([base_python, "-m", "venv", "--clear", self.folder])

    def install(self, development: bool, wheels: Path | None, old_stamp: dict[str, Any]) -> None:
        """Install the project, editable, with its requirements, and write the stamp."""
        self.stamp_file.unlink(missing_ok=True)
        wanted: list[str | Path] = ["--editable", self.root]
        if development:
            wanted += self.project["dependency-groups"]["test"]
        try:
            self.pip("install", wanted, wheels)
        except StartError as error:
            if error.status == Status.NO_NETWORK and old_stamp:
                self.write_stamp(old_stamp)  # pip fetches before it changes: all is as it was
            raise
        self.write_stamp(
            {
                "root": str(self.root),
                "python": PYTHON_VERSION,
                "project": self.project_hash,
                "development": development,
                "packages": sorted(self.installed_names() - {"__pycache__"}),
            }
        )

    def installed_names(self) -> set[str]:
        """Return the names of the folders and files in site-packages."""
        return {path.name for path in self.packages.iterdir()}

    def write_stamp(self, stamp: dict[str, Any]) -> None:
        """Record a complete installation."""
        self.stamp_file.write_text(json.dumps(stamp, indent=1), encoding="utf-8")

    def pip(self, action: str, arguments: Sequence[str | Path], wheels: Path | None = None) -> None:
        """Run the environment's own pip."""
        offline: list[str | Path] = ["--no-index", "--find-links", wheels] if wheels else []
        manners = ["--disable-pip-version-check", "--no-input"]
        if not sys.stderr.isatty():
            manners.append("--quiet")
        run_tool([self.python, "-I", "-m", "pip", action, *manners, *offline, *arguments])

    @property
    def project(self) -> dict[str, Any]:
        """The content of pyproject.toml."""
        return tomllib.loads(self.project_text.decode())

    def fill_wheels(self, folder: Path) -> None:
        """Put wheels of all requirements, of building and of testing too, into a folder."""
        self.prepare(development=False)
        project = self.project
        requirements = [
            *project["build-system"]["requires"],
            *project["project"]["dependencies"],
            *project["dependency-groups"]["test"],
        ]
        self.pip("wheel", ["--wheel-dir", folder, *requirements])
        say(
            f"{folder} is filled for Python {PYTHON_VERSION} on this kind of system.\n"
            "Carry it to the other machine and run there: python3 start.py --wheels DIR"
        )


@contextlib.contextmanager
def only_start(file: Path) -> Iterator[None]:
    """Refuse a second installation into the same folder while one is going on.

    The system drops the lock when its holder ends, however it ends, and no file is left behind.
    """
    with file.open("r+b") as handle:
        try:
            if sys.platform == "win32":
                import msvcrt

                handle.seek(1 << 30)  # a lock past the end leaves the file readable
                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StartError(
                Status.BUSY,
                "Another start is installing into this folder just now. Wait until it is ready,\n"
                "then start again.",
            ) from error
        yield


def missing_libraries(packages: Path, screen: bool) -> list[str]:
    """Ask ldd which system libraries Qt lacks, for drawing and, if wanted, for an X screen."""
    qt = packages / "PySide6"
    platforms = qt / "Qt" / "plugins" / "platforms"
    files = [qt / "QtWidgets.abi3.so", qt / "QtSvg.abi3.so", platforms / "libqoffscreen.so"]
    if screen:
        files.append(platforms / "libqxcb.so")
    try:
        report = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return []  # no ldd, no telling; Qt itself will complain
    return sorted({line.split()[0] for line in report.splitlines() if "not found" in line})


def require_qt_libraries(packages: Path, screen: bool) -> None:
    """Install the system libraries that Qt lacks, where allowed, or name the command."""
    missing = missing_libraries(packages, screen)
    if not missing:
        return
    wanted = OFFSCREEN_PACKAGES + (SCREEN_PACKAGES if screen else [])
    install = ["apt-get", "install", "-y", "--no-install-recommends", *wanted]
    listed = "Qt lacks system libraries: " + ", ".join(missing) + "."
    if not shutil.which("apt-get"):
        raise StartError(
            Status.NO_QT_LIBRARIES,
            f"{listed}\nInstall the packages of your system that hold them, then start again.",
        )
    if os.name == "posix" and os.geteuid() == 0:
        say(f"{listed} Installing them with apt-get ...")
        settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], install):
            subprocess.run(command, env=settings, stdout=sys.stderr, check=False)
        missing = missing_libraries(packages, screen)
        if not missing:
            return
        listed = "Qt still lacks system libraries: " + ", ".join(missing) + "."
    raise StartError(
        Status.NO_QT_LIBRARIES,
        f"{listed}\nRun this, then start again:\n  sudo {' '.join(install)}",
    )


def wants_x_screen() -> bool:
    """Tell whether Qt will open its windows on an X display."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform.startswith("xcb")
    return "DISPLAY" in os.environ and "WAYLAND_DISPLAY" not in os.environ


def run_checks(python: Path, root: Path, pytest_arguments: Sequence[str]) -> Status | int:
    """Run every check, or pytest alone with the given arguments; print which ones failed."""
    if pytest_arguments:
        return subprocess.call([python, "-m", "pytest", *pytest_arguments], cwd=root)
    began = time.monotonic()
    results = {}
    for name, arguments in CHECKS.items():
        print(f"--- {name}", flush=True)
        results[name] = subprocess.call([python, *arguments], cwd=root)
    failed = [name for name, returncode in results.items() if returncode]
    verdict = f"failed: {', '.join(failed)}" if failed else f"all good: {', '.join(results)}"
    print(f"--- checks {verdict} ({time.monotonic() - began:.0f} s)", flush=True)
    return Status.FAILED if failed else 0


def launch(python: Path, arguments: Sequence[str]) -> int:
    """Hand over to the program; -P keeps the current folder from shadowing its modules."""
    command = [str(python), "-P", "-m", "playground", *arguments]
    if os.name == "nt":  # where exec would let go of the console
        return subprocess.call(command)
    return os.execv(python, command)


def take_wheels_option(arguments: Sequence[str]) -> tuple[list[str], Path | None]:
    """Separate ``--wheels DIR`` from the arguments of the program."""
    rest = list(arguments)
    for index, argument in enumerate(rest):
        if argument == "--wheels" or argument.startswith("--wheels="):
            length = 1 if "=" in argument else 2
            value = "".join(rest[index : index + length]).removeprefix("--wheels").removeprefix("=")
            folder = Path(value).resolve()
            if not value or not any(folder.glob("*.whl")):
                raise StartError(
                    Status.USAGE,
                    f"--wheels {value or 'DIR'}: no wheels there. On a connected machine of the\n"
                    "same kind run 'python3 start.py wheels DIR' and carry DIR here.",
                )
            return rest[:index] + rest[index + length :], folder
    return rest, None


def start(arguments: Sequence[str]) -> int:
    """Do what the command line asks; return the exit status where the program does not take over.

    Raises
    ------
    StartError
        If the environment cannot be made ready.
    """
    rest, wheels = take_wheels_option(arguments)
    command = rest[0] if rest else ""
    environment = Environment(ROOT)
    if command == "wheels":
        if len(rest) != 2:
            raise StartError(Status.USAGE, "usage: python3 start.py wheels DIR")
        environment.fill_wheels(Path(rest[1]).resolve())
        return 0
    if command in ("--help", "-h"):
        print(__doc__, flush=True)
    testing = command == "test"
    environment.prepare(development=testing, wheels=wheels)
    if sys.platform == "linux" and command not in HEADLESS_COMMANDS:
        require_qt_libraries(environment.packages, screen=not testing and wants_x_screen())
    if testing:
        return run_checks(environment.python, ROOT, rest[1:])
    if command == "benchmarks":
        script = ROOT / "tests" / "benchmarks" / "run.py"
        return subprocess.call([environment.python, script, *rest[1:]], cwd=ROOT)
    return launch(environment.python, rest)


def main(arguments: Sequence[str]) -> int:
    """Start; turn what is in the way into one message and an exit status."""
    try:
        return start(arguments)
    except StartError as error:
        say(str(error))
        return error.status
    except KeyboardInterrupt:
        say("Interrupted; the next start goes on from here.")
        return Status.INTERRUPTED
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            say(REMEDIES[Status.NO_SPACE])
            return Status.NO_SPACE
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            say(f"{ROOT} cannot be written ({error}). Copy the folder to a place of your own.")
            return Status.NOT_WRITABLE
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
