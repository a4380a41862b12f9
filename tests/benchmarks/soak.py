"""Ten million steps of 2-4-1: memory stays flat, speed stays that of a fresh Trainer."""

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
import engine

STEPS, PIECE = 10_000_000, 100_000
EXPERIMENT = engine.Experiment().with_values(
    {"model.hidden": (4,), "training.optimizer.learning_rate": 0.001}
)


def resident_mb():
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def seconds(trainer, steps):
    start = time.perf_counter()
    trainer.run(steps=steps)
    return time.perf_counter() - start


def main():
    trainer = engine.Trainer(EXPERIMENT)
    trainer.run(steps=PIECE)
    before = resident_mb()
    while trainer.step_count < STEPS:
        trainer.run(steps=PIECE)
        trainer.history.batches.curve("loss")
    growth = resident_mb() - before
    fresh = engine.Trainer(EXPERIMENT)
    fresh.run(steps=1000)
    pairs = [(seconds(trainer, 5000), seconds(fresh, 5000)) for _ in range(11)]
    ratio = statistics.median(old for old, _ in pairs) / statistics.median(new for _, new in pairs)
    rows = [
        ("ten million steps: growth of memory", f"{growth:.1f} MB", "", "± 20 MB"),
        ("ten million steps: speed against fresh", "", f"{ratio:.2f}", "≤ 1.15"),
    ]
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
