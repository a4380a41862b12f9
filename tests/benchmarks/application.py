"""The application at full speed beside the engine alone, in one process, in turn.

Prints rows for the table of run.py: rate against the headless rate, frames a
second, delay of the event loop, click to paint, and the time to a usable window.
All plots, the schedule below the loss, the film and the time machine are in sight.
"""

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

for name in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{name}_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pyqtgraph  # noqa: F401  # the start counts from after these imports
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

gc.disable()  # as `playground.__main__` does
imported = time.perf_counter()

import engine
from playground import app
from playground.settings import Settings
from playground.widgets.loss_plot import LossPlot

TIMER_MS = 5
PLAYGROUND_RATES = {"tanh 4-2": 1500, "tanh 8-8": 940, "tanh 6 × 8": 420}


class Paints(QObject):
    """Notes when a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def percentile(values, share):
    return float(np.percentile(values, share)) if values else float("nan")


def wait(seconds):
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def headless_rate(experiment, seconds=1.5):
    trainer = engine.Trainer(experiment)
    trainer.run(steps=200)
    start, first = time.perf_counter(), trainer.step_count
    while time.perf_counter() < start + seconds:
        trainer.run(steps=50)
    return (trainer.step_count - first) / (time.perf_counter() - start)


def application_rate(window, seconds=2.5):
    """Return updates a second, frames a second and the delays of the event loop."""
    session = window.session
    delays, frames = [], []
    last = [time.perf_counter()]

    def tick():
        now = time.perf_counter()
        delays.append(max(0.0, (now - last[0]) * 1000 - TIMER_MS))
        last[0] = now

    def frame(snapshot):
        frames.append((time.perf_counter(), snapshot.step))

    session.snapshot_changed.connect(frame)
    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    session.play()
    wait(0.7)
    frames.clear()
    timer.start(TIMER_MS)
    last[0] = time.perf_counter()
    wait(seconds)
    timer.stop()
    session.snapshot_changed.disconnect(frame)
    span = frames[-1][0] - frames[0][0]
    return (frames[-1][1] - frames[0][1]) / span, (len(frames) - 1) / span, delays


def clicks_to_paint(window, count=25):
    """Return the milliseconds from a click on a check box to its next paint."""
    box = next(b for b in window.findChildren(QCheckBox) if b.isVisible() and b.isEnabled())
    paints, times = Paints(box), []
    for _ in range(count):
        wait(0.037)
        before = paints.count
        start = time.perf_counter()
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        while paints.count == before and time.perf_counter() < start + 2:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        times.append((time.perf_counter() - start) * 1000)
    return times


def endless(**values):
    return engine.Experiment().with_values({"training.epochs": 10**9, **values})


EVERYTHING = endless(**{"model.hidden": (8,) * 6, "data.samples": 2048})


def open_everything(window, experiment):
    """Show all plots beside network, output and time machine, and begin a run."""
    for name in ("accuracy", "gradient", "schedule"):
        entry = window.plots_panel.beside_menu.entry(name)
        if not entry.isChecked():
            entry.trigger()
    window.session.open(experiment)
    wait(1.0)
    plots = window.plots_panel.findChildren(LossPlot)
    parts = [window.network_panel.diagram, window.output_panel.map, window.output_panel.film]
    hidden = [part for part in (*plots, *parts, window.time_machine) if not part.isVisible()]
    assert not hidden, f"out of sight: {hidden}"
    assert len(plots) == 4


def measure_everything(window):
    """Return the rows of the run with everything in sight, in turn with the engine alone."""
    open_everything(window, EVERYTHING)
    rates, delays, frames = [], [], []
    for _ in range(3):
        window.session.pause()
        wait(0.3)
        alone = headless_rate(EVERYTHING)
        rate, frames_a_second, late = application_rate(window)
        rates.append(rate / alone)
        frames.append(frames_a_second)
        delays += late
    clicks = clicks_to_paint(window)
    return [
        (
            "application, full speed, 2-8-8-8-8-8-8-1, batch 32, 2,048 points, all plots",
            f"{statistics.median(frames):.0f} frames a second",
            f"{statistics.median(rates):.0%} of headless",
            "≥ 60 %",
        ),
        (
            "delay of the event loop p95 / p99",
            f"{percentile(delays, 95):.0f} / {percentile(delays, 99):.0f} ms",
            "",
            "≤ 20 / 40 ms",
        ),
        ("click to paint p95", f"{percentile(clicks, 95):.0f} ms", "", "≤ 40 ms"),
    ]


def measure_beside_tensorflow_playground(window):
    """Return the rows of the three set-ups that were measured there."""
    rows = []
    for name, hidden in (("tanh 4-2", (4, 2)), ("tanh 8-8", (8, 8)), ("tanh 6 × 8", (8,) * 6)):
        values = {
            "model.hidden": hidden,
            "model.activation": "tanh",
            "training.batch_size": 10,
            "data.samples": 500,
        }
        window.session.pause()
        open_everything(window, endless(**values))
        rate, _, _ = application_rate(window)
        theirs = PLAYGROUND_RATES[name]
        rows.append(
            (
                f"application, spiral, {name}, batch 10",
                f"{rate:,.0f} updates a second",
                f"{rate / theirs:.1f} x TensorFlow Playground's {theirs:,}",
                "≥ 10 x",
            )
        )
    return rows


def main():
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "settings.ini")
        settings = Settings(QSettings(path, QSettings.Format.IniFormat))
        began = time.perf_counter()
        window = app.build(settings, endless())
        window.resize(1440, 900)
        window.show()
        while window.session.snapshot is None:
            wait(0.001)
        usable = time.perf_counter() - began + (began - imported)
        collector = app.collect_between_events()
        rows = [
            *measure_everything(window),
            ("window usable after the imports", f"{usable:.2f} s", "", "≤ 1.0 s"),
            *measure_beside_tensorflow_playground(window),
        ]
        window.close()
        collector.timer.stop()
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
