"""Training without a screen: progress, results on disk, and a word at the end."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from engine import Experiment, ExperimentError, Fault, Outcome, Trainer
from engine.export import save_weights, write_history
from playground import consoles

CHUNK_S = 0.1
"""How long the engine trains before the progress is drawn and Ctrl-C is heard."""


class Results:
    """The folder that takes what a run leaves behind.

    Parameters
    ----------
    folder : Path
        Made when needed; older results of the same names are replaced.
    source : Path
        The experiment file, which must not be replaced.
    """

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder = folder
        self.history = folder / "history.csv"
        self.weights = folder / "weights.npz"
        self.experiment = folder / "experiment.toml"
        if source.exists() and self.experiment.resolve() == source.resolve():
            raise ExperimentError(
                [Fault("--out", f"would replace {source}.", "Choose another folder.")]
            )
        if folder.exists() and not folder.is_dir():
            raise ExperimentError([Fault("--out", f"{folder} is a file.", "Give a folder.")])

    def write(self, trainer: Trainer) -> None:
        """Write history, weights and the experiment as it was run."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_history(trainer.history, self.history)
        save_weights(trainer.network, self.weights)
        trainer.experiment.save(self.experiment)


class TrainingRun:
    """One run, with its progress on the console (standard error; results go to standard output)."""

    def __init__(self, experiment: Experiment) -> None:
        self.trainer = Trainer(experiment)
        self.seconds = 0.0
        self._errors = consoles.errors()

    def train(self, quiet: bool = False) -> Outcome:
        """Train until the run ends or Ctrl-C is pressed; the outcome is ``going`` then."""
        began = time.perf_counter()
        limit = self.trainer.experiment.training.epochs
        hidden = quiet or not self._errors.is_terminal
        with self._progress(hidden) as progress, interruption() as interrupted:
            task = progress.add_task("epoch", total=limit, losses="", rate="")
            outcome: Outcome = self.trainer.outcome
            while not outcome.stopped and not interrupted.is_set():
                outcome = self.trainer.run(until=time.perf_counter() + CHUNK_S)
                self.seconds = time.perf_counter() - began
                rate = f"{self.updates_per_second:,.0f} updates/s"
                done = self._epochs_done()
                progress.update(task, completed=done, losses=self._losses(), rate=rate)
        return outcome

    @property
    def updates_per_second(self) -> float:
        """Mean over the run, evaluations included."""
        return self.trainer.step_count / max(self.seconds, 1e-9)

    def _progress(self, hidden: bool) -> Progress:
        return Progress(
            TextColumn("epoch {task.completed:.0f}/{task.total:.0f}"),
            BarColumn(),
            TextColumn("{task.fields[losses]}"),
            TextColumn("{task.fields[rate]}", style="dim"),
            TimeRemainingColumn(),
            console=self._errors,
            disable=hidden,
        )

    def _epochs_done(self) -> float:
        return self.trainer.step_count / self.trainer.steps_per_epoch

    def _losses(self) -> str:
        """Return the newest losses and score in one line."""
        history = self.trainer.history
        columns = {"train_loss": "train", "test_loss": "test", f"test_{history.score}": ""}
        if not self._has_test:
            columns = {"train_loss": "train", f"train_{history.score}": ""}
        latest = {name: history.evaluations.last(name) for name in columns}
        score = latest.popitem()[1]
        losses = [f"{columns[name]} {value:.4f}" for name, value in latest.items()]
        return "  ".join([*losses, written_score(history.score, score)])

    @property
    def _has_test(self) -> bool:
        return len(self.trainer.dataset.test_inputs) > 0

    def report(self, results: Results) -> None:
        """Print how it ended, the final figures and where the results are."""
        trainer, console = self.trainer, consoles.output()
        if trainer.outcome.kind == "going":
            console.print(f"Interrupted after {trainer.step_count:,} updates.")
        elif trainer.outcome.kind != "diverged":  # explained apart, even when all else is quiet
            console.print(trainer.outcome.message, markup=False)
        score = trainer.history.score
        table = Table("", "loss", "accuracy" if score == "accuracy" else "R²", header_style="bold")
        for part in ("train", "test") if self._has_test else ("train",):
            values = trainer.evaluate(part)
            table.add_row(part, _written(values["loss"]), written_score(score, values[score], ""))
        console.print(table)
        console.print(
            f"{trainer.step_count:,} updates in {self.seconds:.2f} s: "
            f"{self.updates_per_second:,.0f} updates/s"
        )
        names = ", ".join(p.name for p in (results.history, results.weights, results.experiment))
        console.print(f"{results.folder}: {names}", markup=False, soft_wrap=True)

    def explain_divergence(self) -> None:
        """Say at which update the run diverged and what to do about it."""
        rate = self.trainer.experiment.training.optimizer.learning_rate
        message = (
            f"{self.trainer.outcome.message}\n"
            f"The learning rate, {rate:g}, is probably too large. Lower it: "
            f"--set training.optimizer.learning_rate={rate / 10:g}; or shorten the steps: "
            "--set training.gradient_clip=1"
        )
        self._errors.print(message, style="red", markup=False, soft_wrap=True)


@contextmanager
def interruption() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C into an event, so that it never falls in the middle of an update.

    A second one interrupts as usual.
    """
    interrupted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield interrupted  # only the main thread hears signals
        return

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        del number, frame
        interrupted.set()
        signal.signal(signal.SIGINT, former)

    former = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, former)


def written_score(name: str, value: float, label: str | None = None) -> str:
    """Return an accuracy in percent, or an R², with its label.

    Examples
    --------
    >>> written_score("accuracy", 0.98765), written_score("r2", 0.98765, "")
    ('accuracy 98.8 %', '0.9877')
    """
    if label is None:
        label = "accuracy " if name == "accuracy" else "R² "
    if not math.isfinite(value):
        return f"{label}out of range"
    if name == "accuracy":
        return f"{label}{value:.1%}".replace("%", " %")
    return f"{label}{value:.4f}" if abs(value) < 1e4 else f"{label}{value:.4g}"


def _written(loss: float) -> str:
    return f"{loss:.5g}" if math.isfinite(loss) else "out of range"
