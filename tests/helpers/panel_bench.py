"""A panel on the bench: shown, with a session and a worker without a thread behind it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd  # noqa: F401  # here, so that no thread is still importing it as a test ends
from PySide6.QtWidgets import QWidget

from engine import Experiment
from playground.models.session import Session
from playground.panels.microscope_panel import MicroscopePanel
from playground.theme import Theme
from tests.helpers.instant_worker import InstantWorker

SMALL = Experiment().with_values(
    {"data.samples": 64, "model.hidden": (4, 3), "training.batch_size": 8}
)


@dataclass
class Bench:
    panel: Any
    session: Session
    worker: InstantWorker

    def find(self, place):
        """Return the control of a place."""
        found = [w for w in self.panel.findChildren(QWidget, place) if w.isVisibleTo(self.panel)]
        assert len(found) == 1, f"{len(found)} visible controls named {place}"
        return found[0]


def new_session(**values):
    worker = InstantWorker()
    session = Session(worker.send, SMALL.with_values(values) if values else SMALL)
    worker.session = session
    return session, worker


def open_panel(qtbot, panel_class, size=(320, 800), **values):
    session, worker = new_session(**{name.replace("__", "."): v for name, v in values.items()})
    panel = panel_class(session, Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(*size)
    session.start()
    with qtbot.waitExposed(panel):
        panel.show()
    worker.work()
    return Bench(panel, session, worker)


def open_lens(qtbot, lens, steps=5, size=(1000, 360), background=None, **values):
    """Look through a lens of the microscope, and train so many steps."""

    def panel(session, theme):
        return MicroscopePanel(session, theme, (lens,), background)

    bench = open_panel(qtbot, panel, size, **values)
    bench.session.set_view(lens=lens.id)
    bench.worker.work()
    bench.worker.train(steps)
    return bench
