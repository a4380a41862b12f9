"""XOR with few ReLU neurons: how many of 60 random starts learn it in 500 epochs.

    .venv/bin/python tests/benchmarks/xor.py

Two neurons cannot: their two kinks leave no room for four quadrants.
"""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.helpers.xor_runs import EPOCHS, MEASURED_BEFORE, SEEDS, accuracies_of, solved


def main() -> None:
    table = Table(title=f"XOR, {SEEDS} seeds, {EPOCHS} epochs: test accuracy ≥ .95")
    for column in ("neurons", "solved here", "measured before", "best", "worst"):
        table.add_column(column, justify="right")
    for neurons, before in MEASURED_BEFORE.items():
        reached = accuracies_of(neurons)
        table.add_row(
            str(neurons), f"{solved(reached):.0f} %", f"{before} %",
            f"{reached.max():.3f}", f"{reached.min():.3f}",
        )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    main()
