"""10,000 random things a user may do, undo and redo among them: what broke, what took how long.

    .venv/bin/python tests/benchmarks/random_user.py [ACTIONS] [SEED] [WINDOWS]

All of them in one window, or in so many that are closed and opened again. After every 1,000, and at
the end, everything is undone: settings, data and what stands still have to be those of the
beginning. Exits 1 if an exception escaped, the worker died or undoing did not lead back.

Of each action the longest wait counts: from one event until the window is free again. Prints
how long they were, by the clock and of the window's own work, and which actions took over 100 ms.
What builds a window is told by itself.
"""

import os
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from pathlib import Path

for _name in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_name}_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtWidgets import QApplication

from playground import app
from tests.helpers.random_session import use_at_random

BOUND_MS = 100
UNDO_EVERY = 1000
BEGAN = time.perf_counter()


def describe(name, waits):
    """Print how long waits were."""
    for clock in ("wall_ms", "cpu_ms"):
        took = np.array([getattr(wait, clock) for wait in waits])
        p50, p95, p99 = np.percentile(took, [50, 95, 99])
        print(
            f"{name}, {clock}: p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f}, "
            f"longest {took.max():.0f}; over {BOUND_MS} ms: {(took > BOUND_MS).sum()}"
        )


def report(waits):
    """Print what was slow: how often, its share of all slow time, its longest wait."""
    usual = [wait for wait in waits if not wait.builds]
    describe(f"{len(usual)} actions", usual)
    building = [wait for wait in waits if wait.builds]
    if building:
        describe(f"{len(building)} that build a window", building)
    slow = defaultdict(list)
    for wait in usual:
        if wait.wall_ms > BOUND_MS:
            slow[wait.action].append(wait)
    whole = sum(wait.wall_ms for found in slow.values() for wait in found)
    for action, found in sorted(slow.items(), key=lambda each: -sum(w.wall_ms for w in each[1])):
        took = sum(wait.wall_ms for wait in found)
        worst = max(found, key=lambda wait: wait.wall_ms)
        print(
            f"  {len(found):4d} × {took / whole:5.1%}  longest {worst.wall_ms:4.0f} ms "
            f"({worst.cpu_ms:4.0f} of its own)  {action}"
        )


def tell(line):
    """Say how far it is."""
    print(f"{time.perf_counter() - BEGAN:6.0f} s: {line}", file=sys.stderr, flush=True)


def main() -> int:
    given = [int(each) for each in sys.argv[1:]]
    actions, seed, windows = [*given, *(10000, 0, 1)[len(given) :]]
    QApplication([])
    escaped = []

    def note(kind, error, trace):
        escaped.append("".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = note
    collectors = []  # as the application does, see `app.run`
    with tempfile.TemporaryDirectory() as folder:
        waits = use_at_random(
            Path(folder),
            actions,
            seed,
            windows=windows,
            undo_every=UNDO_EVERY,
            tell=tell,
            opened=lambda: collectors.append(app.collect_between_events()),
        )
    report(waits)
    print(f"{len(escaped)} exceptions")
    for text in dict.fromkeys(escaped):
        print(text)
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
