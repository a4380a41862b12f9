"""The pictures of the README, drawn by the program itself, always the same.

Nothing in them depends on clocks: training goes by epochs, not by seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine import Experiment, optimizers
from playground import consoles, stage
from playground.main_window import MainWindow
from playground.presets import presets

EPOCHS = 15


@dataclass(frozen=True)
class Scene:
    """One picture: what is on, what is done before it is taken, and how it looks."""

    name: str
    experiment: Experiment
    act: Callable[[MainWindow], None]
    theme: str = "light"
    size: tuple[int, int] = stage.SIZE
    scale: int = 1


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


def scenes() -> dict[str, Scene]:
    """Return all scenes by name."""
    shipped = {name: preset.experiment for name, preset in presets().items()}
    spiral = shipped["spiral"]
    too_fast = Experiment().with_values(
        {"data.dataset": "plane", "training.optimizer": optimizers.SGD(learning_rate=10.0)}
    )
    described = [
        Scene("start", spiral, stand_still),
        Scene("training", spiral, train),
        Scene("diverged", too_fast, diverge),
        Scene("dark", spiral, train, theme="dark"),
        Scene("penguins", shipped["penguins"], train_on_principal_axes),
        Scene("sine", shipped["sine"], train),
        Scene("small", spiral, train, size=(800, 600)),
        Scene("scale_2", spiral, train, scale=2),
    ]
    return {scene.name: scene for scene in described}


def take_screenshots(folder: Path, names: tuple[str, ...] = ()) -> int:
    """Draw the scenes, all or those named, into PNG files of a folder.

    Returns
    -------
    int
        0, or 1 if one could not be drawn.
    """
    stage.draw_offscreen(always=True)
    folder.mkdir(parents=True, exist_ok=True)
    console = consoles.output()
    chosen = [scene for name, scene in scenes().items() if not names or name in names]
    status = 0
    for scene in chosen:
        path = folder / f"{scene.name}.png"
        if str(scene.scale) != os.environ.get("QT_SCALE_FACTOR", "1"):
            good = _take_in_child(scene, folder)
        else:
            good = take(scene, path)
            console.print(str(path) if good else f"{path} cannot be written.", markup=False)
        status = status if good else 1
    return status


def take(scene: Scene, path: Path) -> bool:
    """Play one scene and save the picture; return whether it could be written."""
    with stage.open_window(scene.experiment, scene.theme, scene.size) as window:
        scene.act(window)
        return stage.settled_picture(window).save(str(path))


def _take_in_child(scene: Scene, folder: Path) -> bool:
    """Play a scene in a process of its own: Qt takes the scale once, when it starts."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scene.scale), "PYTHONPATH": paths}
    command = [sys.executable, "-m", "playground.screenshots", str(folder), scene.name]
    return subprocess.run(command, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(take_screenshots(Path(sys.argv[1]), tuple(sys.argv[2:])))
