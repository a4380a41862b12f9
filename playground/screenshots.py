"""Pictures of the window, drawn by the program itself, always the same.

Nothing in them depends on clocks: training goes by epochs, not by seconds.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QScrollArea

from engine import Experiment, optimizers
from playground import consoles, stage
from playground.main_window import MainWindow
from playground.models.beats import BEATS
from playground.panels.lenses.landscape import LandscapeLens
from playground.panels.plots_panel import HISTOGRAMS
from playground.presets import presets
from playground.theme import PALETTES
from playground.widgets.collapsible import Collapsible

EPOCHS = 15
STROKE = 40
"""Pieces of a stroke of the brush."""
LAYERS = {
    "show_test": True, "contours": True, "halos": True, "mistakes": True, "batch": True,
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """One picture: what is on, what is done before it is taken, and how it looks."""

    name: str
    experiment: Experiment
    act: Callable[[MainWindow], None]
    theme: str = "light"
    size: tuple[int, int] = stage.SIZE
    scale: int = 1
    language: str = "en"


def stand_still(window: MainWindow) -> None:
    """Do nothing."""
    del window


def train(window: MainWindow) -> None:
    """Train some epochs."""
    stage.train_epochs(window, EPOCHS)


def diverge(window: MainWindow) -> None:
    """Train until there is a problem."""
    window.session.play()
    stage.wait_until(lambda: window.session.problem is not None, "the run to diverge")


def train_on_principal_axes(window: MainWindow) -> None:
    """Show the plane of the principal axes, and train."""
    window.session.set_plane("principal")
    train(window)


def choose_neuron(window: MainWindow) -> None:
    """Train, then enlarge a neuron."""
    train(window)
    window.session.set_view(neuron=(1, 0))


@dataclass(frozen=True)
class Output:
    """Train, then show the output in another way."""

    view: Mapping[str, Any]

    def __call__(self, window: MainWindow) -> None:
        """Do it."""
        train(window)
        window.session.set_view(**self.view)


def open_settings(window: MainWindow) -> None:
    """Open every section of the settings, and scroll to their end."""
    for section in window.findChildren(Collapsible):
        section.set_expanded(True)
    area = window.findChild(QScrollArea, "settings")
    assert isinstance(area, QScrollArea)
    stage.go_on(stage.SETTLING_S)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def open_palette(window: MainWindow) -> None:
    """Look for something."""
    window.on_find()
    window.guide.palette.line.setText("rate")


def open_help(window: MainWindow) -> None:
    """Explain the learning rate."""
    window.guide.on_chosen("training.optimizer.learning_rate")
    window.on_help()


def open_keys(window: MainWindow) -> None:
    """List all keys."""
    window.on_shortcuts()


@dataclass(frozen=True)
class Plot:
    """Train, then bring one of the plots to the front."""

    number: int

    def __call__(self, window: MainWindow) -> None:
        """Do it."""
        train(window)
        window.plots_panel.tabs.setCurrentIndex(self.number)


@dataclass(frozen=True)
class Histograms:
    """Train, then show histograms; they are counted from then on only."""

    kind: str
    same_axis: bool = True

    def __call__(self, window: MainWindow) -> None:
        """Do it."""
        train(window)
        window.session.set_view(histogram=self.kind, same_axis=self.same_axis)
        window.plots_panel.tabs.setCurrentIndex(HISTOGRAMS)
        layers = window.plots_panel.histograms.grid
        stage.wait_until(lambda: bool(layers.plots), "the histograms")


@dataclass(frozen=True)
class Inside:
    """Train, then look through a lens; ``view`` says at what."""

    lens: str
    view: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, window: MainWindow) -> None:
        """Do it."""
        train(window)
        window.session.set_view(**self.view)
        window.session.set_view(lens=self.lens)
        stage.wait_until(partial(_has_found, window, self.lens), f"what {self.lens} shows")


def _has_found(window: MainWindow, lens: str) -> bool:
    snapshot = window.session.snapshot
    return snapshot is not None and lens in snapshot.findings


def show_plots_together(window: MainWindow) -> None:
    """Train, then show three plots side by side, and the schedule below the loss."""
    train(window)
    panel = window.plots_panel
    for name in ("gradient", "accuracy", "schedule"):
        panel.beside_menu.entry(name).trigger()


def look_back(window: MainWindow) -> None:
    """Train, then go back half the way."""
    train(window)
    _go_back(window)


def branch(window: MainWindow) -> None:
    """Train, go back half the way, and go on from there with larger steps."""
    look_back(window)
    ghosts = len(window.session.ghosts)
    window.session.branch()
    stage.wait_until(lambda: len(window.session.ghosts) > ghosts, "the old curve")
    window.session.set_value("training.optimizer.learning_rate", 0.03)
    train(window)


def _go_back(window: MainWindow) -> None:
    session = window.session
    middle = session.tip_step // 2
    session.seek(middle)

    def there() -> bool:
        state, snapshot = session.state, session.snapshot
        assert state is not None
        return state.past and snapshot is not None and snapshot.step == middle

    stage.wait_until(there, f"update {middle}")


def paint(window: MainWindow) -> None:
    """Paint a ring around a spot, and train."""
    bar = window.output_panel.paint_bar
    angles = [2 * math.pi * k / STROKE for k in range(STROKE + 1)]
    for label, radius in ((0, 4.0), (1, 0.5)):
        bar.painting.set_brush(label=label)
        bar.painting.begin(radius, 0.0)
        for angle in angles:
            bar.painting.go_on(radius * math.cos(angle), radius * math.sin(angle))
        bar.painting.end()
    stage.wait_until(partial(_has_all, window, len(bar.painting.points)), "the points")
    train(window)


def _has_all(window: MainWindow, points: int) -> bool:
    data, state = window.session.data, window.session.state
    assert data is not None
    assert state is not None
    return len(data.train_points) + len(data.test_points) == points and state.steps_per_epoch > 0


def draw_digit(window: MainWindow) -> None:
    """Train, then show a digit on the pad."""
    train(window)
    window.session.set_view(space="pad")
    window.output_panel.stack.digits.example.click()


@dataclass(frozen=True)
class Surveyed(Inside):
    """Train, then wait for the landscape of a kind of plane."""

    kind: str = "path"

    def __call__(self, window: MainWindow) -> None:
        """Do it."""
        super().__call__(window)
        lens = window.microscope.lens
        assert isinstance(lens, LandscapeLens)
        lens.kind.set_value(self.kind)
        lens.on_kind(self.kind)
        stage.wait_until(lambda: lens.is_finest, "the landscape to be computed")


def views() -> dict[str, Scene]:
    """Return everything that there is to see, by name, in its usual looks."""
    shipped = {name: preset.experiment for name, preset in presets().items()}
    spiral = shipped["spiral"]
    too_fast = Experiment().with_values(
        {"data.dataset": "plane", "training.optimizer": optimizers.SGD(learning_rate=10.0)}
    )
    bouncing = spiral.with_values(
        {"model.activation": "tanh", "training.optimizer": optimizers.Adam(learning_rate=0.3)}
    )
    painted = Experiment().with_value("data.dataset", "painted")
    digits = Experiment().with_value("data.dataset", "digits")
    deep = spiral.with_value("model.hidden", (16,) * 6)
    described = [
        Scene("start", spiral, stand_still),
        Scene("training", spiral, train),
        Scene("accuracy", spiral, Plot(1)),
        Scene("rate", spiral, Plot(2)),
        Scene("gradient", spiral, Plot(3)),
        Scene("histograms", deep, Histograms("activations")),
        Scene("neuron", spiral, choose_neuron),
        Scene("layers", spiral, Output(LAYERS)),
        Scene("hidden", spiral, Output({"space": "hidden", "mistakes": True})),
        Scene("confusion", shipped["penguins"], Output({"space": "confusion"})),
        Scene("together", spiral, show_plots_together),
        Scene("past", spiral, look_back),
        Scene("ghosts", spiral, branch),
        Scene("painting", painted, paint),
        Scene("digits", digits, train_on_principal_axes),
        Scene("pad", digits, draw_digit),
        Scene("deep", deep, train),
        Scene("diverged", too_fast, diverge),
        Scene("penguins", shipped["penguins"], train_on_principal_axes),
        Scene("sine", shipped["sine"], train),
        Scene("settings", spiral, open_settings),
        Scene("lens_blame", spiral, Inside("blame", {"parameter": 3})),
        Scene("lens_nudge", spiral, Inside("nudge", {"parameter": 60})),
        *(Scene(f"lens_beats_{beat}", spiral, Inside("beats", {"beat": beat})) for beat in BEATS),
        Scene("lens_loss", spiral, Inside("loss")),
        Scene("lens_batches", spiral, Inside("batches")),
        Scene("lens_dropout", spiral.with_value("model.dropout", 0.2), Inside("dropout")),
        Scene(
            "lens_dropout_sine", shipped["sine"].with_value("model.dropout", 0.2), Inside("dropout")
        ),
        Scene("lens_landscape", spiral, Surveyed("landscape")),
        Scene("lens_landscape_random", spiral, Surveyed("landscape", kind="random")),
        Scene(
            "lens_landscape_weights",
            spiral,
            Surveyed("landscape", {"parameter": 60}, kind="weights"),
        ),
        Scene("lens_doctor", bouncing, Inside("doctor")),
        Scene("lens_optimizer", spiral, Inside("optimizer", {"parameter": 60})),
        Scene("palette", spiral, open_palette),
        Scene("help", spiral, open_help),
        Scene("keys", spiral, open_keys),
    ]
    return {scene.name: scene for scene in described}


def scenes() -> dict[str, Scene]:
    """Return the pictures of the README by name."""
    seen = views()
    training = seen["training"]
    described = [
        *(
            seen[name]
            for name in ("start", "training", "diverged", "penguins", "sine", "lens_blame")
        ),
        replace(training, name="dark", theme="dark"),
        replace(training, name="high_contrast", theme="high_contrast"),
        replace(training, name="small", size=(800, 600)),
        replace(training, name="scale_2", scale=2),
    ]
    return {scene.name: scene for scene in described}


SIZES = {
    "800x600": ((800, 600), 1),
    "1440x900": ((1440, 900), 1),
    "3840x2160": ((3840, 2160), 1),
    "scale_2": ((1440, 900), 2),
}


def every_scene() -> dict[str, Scene]:
    """Return every view in every palette and size, by names such as ``sine-dark-800x600``."""
    return {
        name: replace(scene, name=name, theme=theme, size=size, scale=scale)
        for scene in views().values()
        for theme in PALETTES
        for label, (size, scale) in SIZES.items()
        for name in (f"{scene.name}-{theme}-{label}",)
    }


def take_screenshots(
    folder: Path, names: tuple[str, ...] = (), every: bool = False, language: str = "en"
) -> int:
    """Draw scenes into PNG files of a folder.

    Parameters
    ----------
    folder : Path
        Is made if there is none.
    names : tuple of str
        Scenes to draw; all when none is named.
    every : bool
        Whether all are those of `every_scene`, instead of those of the README.
    language : str
        A code such as ``"de"``.

    Returns
    -------
    int
        0, or 1 if one could not be drawn or is not known.
    """
    stage.draw_offscreen(always=True)
    folder.mkdir(parents=True, exist_ok=True)
    console = consoles.output()
    known = scenes() | every_scene()
    unknown = [name for name in names if name not in known]
    if unknown:
        console.print(f"There is no picture {', '.join(unknown)}.", markup=False)
        return 1
    wanted = names or (every_scene() if every else scenes())
    chosen = [replace(known[name], language=language) for name in wanted]
    own_scale = os.environ.get("QT_SCALE_FACTOR", "1")
    status = 0
    for scene in (each for each in chosen if str(each.scale) == own_scale):
        path = folder / f"{scene.name}.png"
        good = take(scene, path)
        console.print(str(path) if good else f"{path} cannot be written.", markup=False)
        status = status if good else 1
    for scale in sorted({each.scale for each in chosen if str(each.scale) != own_scale}):
        others = [scene for scene in chosen if scene.scale == scale]
        status = status if _take_in_child(others, folder) else 1
    return status


def take(scene: Scene, path: Path) -> bool:
    """Play one scene and save the picture; return whether it could be written."""
    with stage.open_window(scene.experiment, scene.theme, scene.size, scene.language) as window:
        scene.act(window)
        return stage.with_dialogs(stage.settled_picture(window), window).save(str(path))


def _take_in_child(scenes: Sequence[Scene], folder: Path) -> bool:
    """Play scenes of one scale in a process of its own: Qt takes the scale when it starts."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    scale = str(scenes[0].scale)
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "PYTHONPATH": paths}
    names = [scene.name for scene in scenes]
    language = scenes[0].language
    command = [sys.executable, "-m", "playground.screenshots", str(folder), language, *names]
    return subprocess.run(command, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(take_screenshots(Path(sys.argv[1]), tuple(sys.argv[3:]), language=sys.argv[2]))
