"""2,000 random things a user may do, undo and redo among them: what broke, and how long each took.

    .venv/bin/python tests/benchmarks/random_user.py [ACTIONS] [SEED]

A window is closed and opened again after every 200 of them; before that everything is undone, and
settings and weights have to be those of its beginning. Exits 1 if an exception escaped, a worker
died or undoing did not lead back. The waits are printed.
"""

import os
import sys
import tempfile
import traceback
from pathlib import Path

for _name in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_name}_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtWidgets import QApplication

from tests.helpers.random_session import use_at_random


def main() -> int:
    actions = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    QApplication([])
    escaped = []

    def note(kind, error, trace):
        escaped.append("".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = note
    with tempfile.TemporaryDirectory() as folder:
        waits, log = use_at_random(Path(folder), actions, seed)
    order = np.argsort(waits)[::-1][:12]
    print(
        f"{len(waits)} actions; p50 {np.median(waits):.0f}, p99 {np.percentile(waits, 99):.0f}, "
        f"longest {max(waits):.0f} ms; "
        f"over 100 ms: {sum(w > 100 for w in waits)}"
    )
    for index in order:
        print(f"  {waits[index]:6.0f} ms  {log[index]}")
    print(f"{len(escaped)} exceptions")
    for text in dict.fromkeys(escaped):
        print(text)
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
