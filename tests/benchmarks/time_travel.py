"""How soon a past moment is shown: the nearest checkpoint, and the exact state.

    .venv/bin/python tests/benchmarks/time_travel.py [STEPS]

A run of STEPS updates (2,000,000 without an argument) keeps so many checkpoints that they lie as
far apart as the worker's do after ten million. Forty random moments are sought, one after another.
"""

import os
import sys
import time
from pathlib import Path

for _name in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_name}_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from engine import Experiment, Trainer
from engine.timeline import Timeline
from playground.worker.loop import MOST_CHECKPOINTS
from playground.worker.time_travel import Journey

TEN_MILLION = 10_000_000
SET_UPS = {
    "2-8-8-1": {"model.hidden": (8, 8)},
    "2-16-16-1, dropout": {"model.hidden": (16, 16), "model.dropout": 0.2},
    "2-8-8-8-8-8-8-1": {"model.hidden": (8,) * 6},
}


def main() -> int:
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    kept = max(2, round(MOST_CHECKPOINTS * steps / TEN_MILLION))
    print(f"{'':20} {'gap':>6} {'nearest ms':>18} {'exact s':>18}")
    for name, values in SET_UPS.items():
        trainer = Trainer(Experiment().with_values(values), timeline=Timeline(kept))
        trainer.run(steps=steps)
        gap = int(np.diff(trainer.timeline.steps()).max())
        journey, nearest, exact = Journey(trainer), [], []
        for step in np.random.default_rng(0).integers(0, steps, 40).tolist():
            began = time.perf_counter()
            journey.seek(step)
            journey.set_out()
            nearest.append(time.perf_counter() - began)
            journey.go_on()
            exact.append(time.perf_counter() - began)
        told = [
            f"{np.median(t) * k:8.2f} to {max(t) * k:6.2f}" for t, k in ((nearest, 1e3), (exact, 1))
        ]
        print(f"{name:20} {gap:6} {told[0]:>18} {told[1]:>18}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
