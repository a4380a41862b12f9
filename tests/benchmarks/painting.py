"""Painting 2,000 points with the mouse while the network trains at full speed.

The real window with its worker. Every mouse event goes through Qt's own queue; its time runs
until the map has been painted with the points that it set. Prints rows for the table of run.py.
"""

import itertools
import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path

for name in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{name}_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import engine
from playground import app
from playground.settings import Settings
from playground.worker.commands import Reset

POINTS = 2000
DAB = 3
PERIOD_S = 0.008
"""A mouse tells where it is about 125 times a second."""


class Paints(QObject):
    """Notes when a widget was painted, and how many points the map had then."""

    def __init__(self, widget, shown):
        super().__init__(widget)
        self.shown, self.moments = shown, []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.moments.append((time.perf_counter(), self.shown()))
        return False


def wait(seconds):
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def way():
    """Yield places along two arms of a spiral, again and again, and the class to paint there."""
    for label in itertools.cycle((0, 1)):
        for turn in np.linspace(0.6, 3.2 * math.pi, 150):
            radius = 5.0 * turn / (3.2 * math.pi)
            angle = turn + label * math.pi
            yield label, (radius * math.cos(angle), radius * math.sin(angle))


def paint(window):
    """Paint until there are enough points; return milliseconds from event to paint."""
    bar, view = window.output_panel.paint_bar, window.output_panel.map
    canvas = view.canvas

    def shown():
        return sum(view.drawn_points(part)[1] for part in ("train", "test"))

    paints = Paints(canvas.viewport, shown)
    times, held = [], None
    for label, place in way():
        if len(bar.painting.points) >= POINTS:
            break
        pixel = canvas.place_of(*place).toPoint()
        if label != held:
            if held is not None:
                QTest.mouseRelease(canvas.viewport, Qt.MouseButton.LeftButton, pos=pixel)
            bar.on_class_chosen(label)
            QTest.mousePress(canvas.viewport, Qt.MouseButton.LeftButton, pos=pixel)
            held = label
        before, seen = len(bar.painting.points), len(paints.moments)
        start = time.perf_counter()
        QTest.mouseMove(canvas.viewport, pixel)
        wanted = len(bar.painting.points)
        if wanted > before:
            while not any(count >= wanted for _, count in paints.moments[seen:]):
                if time.perf_counter() > start + 5:
                    raise TimeoutError("the points were never painted")
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
            done = next(moment for moment, count in paints.moments[seen:] if count >= wanted)
            times.append(1000 * (done - start))
        while time.perf_counter() < start + PERIOD_S:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
    QTest.mouseRelease(canvas.viewport, Qt.MouseButton.LeftButton, pos=pixel)
    return times


def main():
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "settings.ini")
        settings = Settings(QSettings(path, QSettings.Format.IniFormat))
        corners = [[-6, -6, 0], [6, 6, 1]]
        values = {"data.dataset": "painted", "training.epochs": 10**9}
        values["data.points"] = engine.PaintedPoints(corners)
        window = app.build(settings, engine.Experiment().with_values(values))
        sent = []
        send = window.session._dispatcher._send
        window.session._dispatcher._send = lambda command: (sent.append(command), send(command))
        window.resize(1440, 900)
        window.show()
        wait(1.0)
        bar = window.output_panel.paint_bar
        bar.painting.set_brush(radius=0.4, density=DAB)
        window.session.play()
        wait(1.0)
        first, began = window.session.snapshot.step, time.perf_counter()
        sent.clear()
        times = paint(window)
        seconds = time.perf_counter() - began
        wait(1.0)
        session = window.session
        painted = len(session.experiment.data.points)
        known = len(session.data.train_points) + len(session.data.test_points)
        assert painted >= POINTS, painted
        assert known == painted, (known, painted)
        assert session.playing
        assert not any(isinstance(command, Reset) for command in sent)
        steps = session.snapshot.step - first
        window.close()
    rows = [
        (
            f"painting {painted:,} points at full speed, event to paint p50 / p95 / p99",
            " / ".join(f"{np.percentile(times, share):.0f}" for share in (50, 95, 99)) + " ms",
            f"{len(times)} events in {seconds:.1f} s, in {len(sent)} pieces to the run",
            "p95 ≤ 40 ms",
        ),
        (
            "updates meanwhile, in the same run",
            f"{steps / (seconds + 1.0):,.0f} a second",
            "",
            "goes on",
        ),
    ]
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
