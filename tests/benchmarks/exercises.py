"""Classic exercises of courses, repeated with this engine beside figures measured before.

    .venv/bin/python tests/benchmarks/exercises.py

The figures before are of a small simulation of others' settings; a dozen or
sixty seeds leave some ten points of chance.
"""

import sys
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine import Experiment, Trainer, initializers, optimizers
from engine.microscope import Sample, health_of
from tests.helpers import xor_runs

LUCK = ("data.seed", "model.seed", "training.seed")
DEAD_BEFORE = {0.03: "0-2-6 %", 1.0: "5-5-12 %", 3.0: "12-45-79 %"}
"""Learning rate of half the squared error, and dead ReLUs by layer of 8-8-8."""
RATES_BEFORE = {
    optimizers.SGD: {0.03: "too small, ~.6", 0.3: "just right", 3.0: "too large, chance"},
    optimizers.Momentum: {
        0.003: "too small", 0.03: "just right", 0.1: "just right",
        0.3: "too large, chance", 1.0: "too large, chance",
    },
    optimizers.Adam: {
        0.001: "too small, .65", 0.01: "just right", 0.03: "just right", 0.3: "too large, chance",
    },
}  # fmt: skip
"""Spiral, 16-16, binary cross-entropy, batch 32, 100 epochs."""
SPIRAL = Experiment().with_values(
    {"data.noise": 0.3, "data.scaling": "standard", "training.epochs": 100}
)
SEEDS = 12


def xor_by_width():
    table = _table("XOR by width: share of 60 seeds solved in 500 epochs", "neurons")
    for neurons, before in {1: 0, **xor_runs.MEASURED_BEFORE}.items():
        share = xor_runs.solved(xor_runs.accuracies_of(neurons))
        table.add_row(str(neurons), f"{share:.0f} %", f"{before} %")
    return table


def dead_by_layer(epochs=100, seeds=24):
    """Return shares of neurons of 8-8-8 that answer no training point, after some epochs."""
    table = _table(f"Dead ReLUs by layer, {seeds} seeds, {epochs} epochs of the circle", "rate")
    for rate, before in DEAD_BEFORE.items():
        shares = []
        for luck in range(seeds):
            rule = optimizers.SGD(learning_rate=rate / 2)  # their loss is half of ours
            setup = xor_runs.SETUP.with_values({
                "data.dataset": "circle", "model.hidden": (8, 8, 8), "training.optimizer": rule,
                **dict.fromkeys(LUCK, luck),
            })  # fmt: skip
            trainer = Trainer(setup)
            for biases in trainer.network.biases:
                biases[...] = 0.1
            trainer.run(steps=epochs * trainer.steps_per_epoch)
            sample = Sample.of(trainer.network, trainer.dataset)
            sample.look()
            dead = health_of(sample, trainer.network.activations).dead
            shares.append([flags.mean() for flags in dead])
        found = "-".join(f"{100 * share:.0f}" for share in np.mean(shares, axis=0))
        table.add_row(f"{rate:g}", f"{found} %", before)
    return table


def zero_start():
    table = _table("All weights zero at the start, 100 epochs", "")
    setup = Experiment().with_value("model.initializer", initializers.Zeros())
    trainer = Trainer(setup)
    trainer.run(epochs=100)
    moved = max(float(np.abs(weights).max()) for weights in trainer.network.weights)
    loss = trainer.evaluate("train")["loss"]
    table.add_row("largest weight", f"{moved:g}", "0")
    table.add_row("loss", f"{loss:.4f}", f"chance, ln 2 = {np.log(2):.4f}")
    return table


def rates():
    table = _table(f"Learning rates: median test accuracy of {SEEDS} seeds", "rule and rate")
    for rule, before in RATES_BEFORE.items():
        for rate, said in before.items():
            setup = SPIRAL.with_value("training.optimizer", rule(learning_rate=rate))
            runs = [setup.with_values(dict.fromkeys(LUCK, luck)) for luck in range(SEEDS)]
            trainer = Trainer(runs)
            trainer.run()
            accuracies = trainer.evaluate("test")["accuracy"]
            low, high = accuracies.min(), accuracies.max()
            table.add_row(
                f"{rule.label} {rate:g}",
                f"{np.median(accuracies):.2f} ({low:.2f} to {high:.2f})",
                said,
            )
    return table


def _table(title, first):
    table = Table(title=title)
    for column in (first, "here", "measured before"):
        table.add_column(column)
    return table


def main():
    console = Console(width=100)
    for make in (zero_start, rates, dead_by_layer, xor_by_width):
        console.print(make())


if __name__ == "__main__":
    main()
