"""The rules that keep the rooms of the house apart, and the wheel complete."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREEN_LIBRARIES = {"PySide6", "shiboken6", "pyqtgraph", "fonticon_mdi7"}
QT_FREE = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("engine", "playground/models", "playground/worker")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "bridge.py"
)

IMPORT_WITHOUT_QT = """
import importlib, pkgutil, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {libraries}:
            raise ImportError("the screen is out of reach here: " + name)

sys.meta_path.insert(0, Blocked())
for module in {modules}:
    importlib.import_module(module)
assert not {libraries} & set(sys.modules)
"""

COUNT_REFERENCES = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Sender(QObject):
    changed = Signal(bool)

application, widget, sender = QApplication([]), QWidget(), Sender()
before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range(200):
    widget.update()
    sender.changed.emit(True)
lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
assert max(lost) < 100, f"references lost to None, True: {lost}"
"""


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


def imported_names(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("file", [*QT_FREE, "playground/cli.py"])
def test_qt_free_files_import_no_screen_library(file):
    assert not SCREEN_LIBRARIES & set(imported_names(ROOT / file))


def test_engine_models_and_worker_are_imported_with_qt_blocked():
    modules = [re.sub(r"(/__init__)?\.py$", "", file).replace("/", ".") for file in QT_FREE]
    result = run_python(IMPORT_WITHOUT_QT.format(libraries=SCREEN_LIBRARIES, modules=modules))
    assert result.returncode == 0, result.stderr


def test_import_contracts_hold():
    result = run_python("from importlinter.cli import lint_imports_command as c; c()")
    assert result.returncode == 0, result.stdout + result.stderr


def test_pyside_loses_no_references():
    """PySide6 6.12.0 on Python 3.11 does, and aborts the application after seconds."""
    result = run_python(COUNT_REFERENCES)
    assert result.returncode == 0, result.stderr


def test_every_package_is_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"][
        "packages"
    ]
    found = {
        path.relative_to(ROOT).parent.as_posix().replace("/", ".")
        for room in ("engine", "playground", "resources")
        for path in (ROOT / room).rglob("*.py")
    }
    assert found <= set(declared)


def test_wheel_holds_every_module_and_resource(tmp_path):
    source, target = tmp_path / "source", tmp_path / "wheel"
    rooms = ("engine", "playground", "resources")
    for room in rooms:
        shutil.copytree(
            ROOT / room,
            source / room,
            ignore=shutil.ignore_patterns("__pycache__", ".*", "screenshots"),
        )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    wanted = {
        path.relative_to(source).as_posix()
        for room in rooms
        for path in (source / room).rglob("*")
        if path.is_file()
    }
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, source],
        check=True,
        capture_output=True,
    )
    [wheel] = target.iterdir()
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def packages_with_a_guide():
    folders = [ROOT / "engine", *(ROOT / "engine").iterdir()]
    return [folder for folder in folders if "What to read" in guide_of(folder)]


def guide_of(folder: Path) -> str:
    init = folder / "__init__.py"
    return ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) if init.exists() else ""


@pytest.mark.parametrize("folder", packages_with_a_guide(), ids=lambda folder: folder.name)
def test_a_reading_guide_names_every_file(folder):
    files = {path.stem for path in folder.iterdir() if path.suffix == ".py"} - {"__init__"}
    packages = {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
    named = re.findall(r"``(\w+)``", guide_of(folder))
    assert sorted(files | packages) == sorted({name for name in named if name in files | packages})
