"""The self-test: does everything work on this machine? To be run before the lesson."""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt, Slot
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage, QPainter
from rich.table import Table
from rich.text import Text

from engine import Experiment, Network, losses
from engine.datasets import registry as datasets
from playground import app, assets, consoles, stage
from playground.main_window import MainWindow
from playground.presets import presets
from playground.reporting import ErrorReporter
from playground.settings import Settings
from playground.theme import PALETTES

TRAINING_S = 2.0
LEAST_UPDATES_PER_SECOND = 200
LEAST_FRAMES_PER_SECOND = 10
LEAST_ACCURACY = 0.75
LARGEST_GRADIENT_ERROR = 1e-6
NUDGE = 1e-6
CHARACTERS = "aBg018ηλ₁²"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """One line of the self-test."""

    name: str
    good: bool
    figure: str


class CheckError(Exception):
    """A check that found something wrong; the text says what."""


def run_self_test(argv: Sequence[str]) -> int:
    """Try out everything, print what works, and save a picture.

    Parameters
    ----------
    argv : sequence of str
        ``--screenshot PATH`` says where the picture goes, ``--seconds N`` how
        long to train.

    Returns
    -------
    int
        0 if all is well, 1 otherwise.
    """
    parser = argparse.ArgumentParser(prog="playground --self-test")
    parser.add_argument("--screenshot", type=Path, default=Path("playground-self-test.png"))
    parser.add_argument("--seconds", type=float, default=TRAINING_S)
    options = parser.parse_args(list(argv))
    stage.draw_offscreen()
    findings = [
        check("resources", resources),
        check("settings", settings_are_kept),
        check("gradient", gradient),
        *rehearse(options.seconds, options.screenshot),
    ]
    report(findings)
    return 0 if all(finding.good for finding in findings) else 1


def check(name: str, deed: Callable[[], str]) -> Finding:
    """Carry out a check; whatever goes wrong makes its line red."""
    try:
        return Finding(name, True, deed())
    except CheckError as failure:
        return Finding(name, False, str(failure))
    except Exception as error:
        log.exception("The check of %s broke off", name)
        return Finding(name, False, f"{type(error).__name__}: {error}")


def require(good: bool, figure: str) -> str:
    """Return the figure if it is good."""
    if not good:
        raise CheckError(figure)
    return figure


def report(findings: Sequence[Finding]) -> None:
    """Print a green or red line for each finding, and a last word."""
    console = consoles.output()
    table = Table(box=None, show_header=False, title="Self-test", title_justify="left")
    for finding in findings:
        mark = Text("✓ good", "green") if finding.good else Text("✗ bad", "bold red")
        table.add_row(mark, finding.name, Text(finding.figure))
    console.print(table)
    bad = [finding.name for finding in findings if not finding.good]
    if bad:
        console.print(Text(f"Not all is well: {', '.join(bad)}.", "bold red"))
    else:
        console.print(Text("All is well.", "bold green"))


# -- without a window ---------------------------------------------------------------------


def resources() -> str:
    """Read presets, palettes and the bundled tables."""
    shipped = [preset.experiment for preset in presets().values()]
    palettes = [assets.theme_text(f"{name}.toml") for name in PALETTES]
    rng = np.random.default_rng(0)
    tables = [source().build(0, 0.0, rng) for source in datasets if source.kind == "table"]
    figure = f"{len(shipped)} presets, {len(palettes)} palettes, {len(tables)} tables"
    return require(all((shipped, palettes, tables)), figure)


def settings_are_kept() -> str:
    """Write and read settings in a temporary place; see that the user's place can be written."""
    with tempfile.TemporaryDirectory(prefix="playground-") as folder:
        path = Path(folder) / "settings.ini"
        written = Settings.at(path)
        written.theme = "dark"
        written.sync()
        kept = Settings.at(path).theme
    require(kept == "dark", "what was written cannot be read again")
    config = QStandardPaths.StandardLocation.GenericConfigLocation
    place = Path(QStandardPaths.writableLocation(config)) / app.NAME
    existing = next(parent for parent in (place, *place.parents) if parent.exists())
    return require(os.access(existing, os.W_OK), f"{place} can be written")


def gradient() -> str:
    """Compare backpropagation with central differences on a small random network in float64."""
    rng = np.random.default_rng(0)
    network = Network((3, 5, 4, 2), activation="tanh", dtype="float64", seed=1)
    inputs, targets = rng.standard_normal((16, 3)), rng.integers(0, 2, (16, 2)).astype(float)
    loss = losses.get("binary_cross_entropy")

    def loss_with(element: int, nudge: float) -> float:
        kept = float(network.parameters[element])
        network.parameters[element] = kept + nudge
        value = loss.evaluate(network.forward(inputs), targets)[0]
        network.parameters[element] = kept
        return float(value)

    computed = network.backward(loss.evaluate(network.forward(inputs), targets)[1])
    measured = [
        (loss_with(element, NUDGE) - loss_with(element, -NUDGE)) / (2 * NUDGE)
        for element in range(network.parameters.size)
    ]
    error = float(np.linalg.norm(computed - measured) / np.linalg.norm(measured))
    figure = f"differs from central differences by {error:.1e} ({len(measured)} parameters)"
    return require(error <= LARGEST_GRADIENT_ERROR, figure)


def fonts() -> str:
    """Draw characters and an icon: each must be there, and no two may look the same."""
    pictures = {drawn(character) for character in CHARACTERS}
    blank = drawn(" ")
    require(blank not in pictures, "some characters are drawn as nothing")
    require(len(pictures) == len(CHARACTERS), "some characters are drawn as boxes")
    icon = assets.icon("play").pixmap(QSize(32, 32)).toImage()
    require(any(icon.constBits()), "icons are drawn as nothing")
    family = QFontInfo(QGuiApplication.font()).family()
    return f"{family}, {len(pictures)} characters and an icon drawn"


def drawn(text: str) -> bytes:
    """Return the pixels of a text in the font of the application."""
    image = QImage(48, 48, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return bytes(image.constBits())


# -- in the window ------------------------------------------------------------------------


class Complaints(QObject):
    """Collects the exceptions that nobody caught."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    @Slot(str)
    def on_failed(self, text: str) -> None:
        """Take one."""
        self.texts.append(text)


class Rehearsal:
    """What is seen while the default set-up trains in the real window."""

    def __init__(self, window: MainWindow, complaints: Complaints) -> None:
        self.window, self.session, self.complaints = window, window.session, complaints
        self.seconds = 0.0
        self.frames = self.updates = 0
        self.first_accuracy = self._accuracy()

    def train(self, seconds: float) -> str:
        """Train at full speed, counting updates and painted frames."""
        counter = stage.FrameCounter(self.window)
        self.session.play()
        stage.wait_until(lambda: self.session.playing, "the worker to play")
        began, first_step, first_frame = time.perf_counter(), self._step(), counter.count
        stage.go_on(seconds)
        self.seconds = time.perf_counter() - began
        self.frames = counter.count - first_frame
        self.updates = self._step() - first_step
        self.session.pause()
        stage.wait_until(lambda: not self.session.playing, "the worker to pause")
        stage.go_on(stage.SETTLING_S)
        return "plays and pauses"

    def _step(self) -> int:
        return self.session.snapshot.step if self.session.snapshot is not None else 0

    def _accuracy(self) -> float:
        snapshot = self.session.snapshot
        return snapshot.metrics.get("test_accuracy", 0.0) if snapshot is not None else 0.0

    def worker(self) -> str:
        """See that the worker lives, trained and paused, and that nothing went wrong."""
        texts = [*self.complaints.texts]
        if self.session.problem is not None:
            texts.append(self.session.problem.text)
        require(not texts, "; ".join(texts))
        return require(self.updates > 0, f"{self.updates:,} updates in {self.seconds:.1f} s")

    def speed(self) -> str:
        """Compare updates a second with a sane floor."""
        rate = self.updates / self.seconds
        floor = LEAST_UPDATES_PER_SECOND
        return require(rate >= floor, f"{rate:,.0f} a second (at least {floor})")

    def painting(self) -> str:
        """Compare painted frames a second with a sane floor."""
        rate = self.frames / self.seconds
        floor = LEAST_FRAMES_PER_SECOND
        return require(rate >= floor, f"{rate:.0f} a second (at least {floor})")

    def learning(self) -> str:
        """See that the accuracy on test data rose well above chance."""
        accuracy = self._accuracy()
        figure = f"test accuracy {self.first_accuracy:.0%} → {accuracy:.0%}"
        good = accuracy >= LEAST_ACCURACY and accuracy > self.first_accuracy
        return require(good, f"{figure} (at least {LEAST_ACCURACY:.0%})")

    def numbers(self) -> str:
        """See that no number on the screen is NaN or infinite."""
        snapshot, points = self.session.snapshot, self.session.points
        if snapshot is None or points is None:
            raise CheckError("no snapshot or no curve has arrived")
        arrays = {
            "metrics": np.array(list(snapshot.metrics.values())),
            "weights": np.concatenate([array.ravel() for array in snapshot.weights]),
            "map": np.ravel(snapshot.maps.output) if snapshot.maps is not None else np.zeros(0),
            **{f"curve of {name}": curve.mean for name, curve in points.batches.items()},
            **{f"curve of {name}": curve.mean for name, curve in points.evaluations.items()},
        }
        bad = [name for name, array in arrays.items() if not np.isfinite(array).all()]
        require(not bad, f"not finite: {', '.join(bad)}")
        count = sum(array.size for array in arrays.values())
        return require(count > 0, f"{count:,} numbers, all finite")

    def save(self, path: Path) -> str:
        """Save a picture of the window, in which there must be something to see."""
        picture = self.window.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in (99, 299, 499)
                   if y < picture.height()}  # fmt: skip
        require(len(colours) > 2, "the window is empty")
        require(picture.save(str(path)), f"{path} cannot be written")
        return str(path)


def rehearse(seconds: float, screenshot: Path) -> list[Finding]:
    """Open the window, train the default set-up in it, look on, and close it."""
    experiment = Experiment().with_value("training.epochs", 10**9)
    app.make_application([app.NAME])
    written = check("fonts", fonts)
    if not written.good:  # Qt may crash in a window without fonts
        return [written, Finding("window", False, "not opened, because of the fonts")]
    complaints, reporter = Complaints(), ErrorReporter()
    reporter.failed.connect(complaints.on_failed)
    reporter.install()
    findings: list[Finding] = []

    def in_window() -> str:
        with stage.open_window(experiment, theme="system") as window:
            seen = Rehearsal(window, complaints)
            findings.append(check("training", lambda: seen.train(seconds)))
            for name, deed in {
                "worker": seen.worker,
                "updates": seen.speed,
                "frames": seen.painting,
                "learning": seen.learning,
                "numbers": seen.numbers,
            }.items():
                findings.append(check(name, deed))
            findings.append(check("screenshot", lambda: seen.save(screenshot)))
            size, ratio = window.size(), window.devicePixelRatio()
            figure = f"{size.width()}×{size.height()}, scale {ratio:g}"
        return f"{figure}, on {QGuiApplication.platformName()}"

    try:
        window_finding = check("window", in_window)
    finally:
        reporter.uninstall()
    return [written, window_finding, *findings]
