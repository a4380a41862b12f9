"""Two thousand experiments, spread over the cores; prints a table.

    python tests/benchmarks/cohort.py [--quick]

Five optimizers, twenty learning rates and twenty seeds, each a run of 2-8-8-1 on 512 samples for
100 epochs. Three ways are timed: all with a pool of processes, all as stacks in this process, and
50 picked at random one at a time, from which the time of all is estimated. The results of these
50 must be those of `train_many`, to rounding. In the end a process of the pool is killed half way.
"""

import argparse
import multiprocessing
import os
import sys
import time
from pathlib import Path

# Before NumPy is loaded: "equal" means equal on one thread of linear algebra.
for library in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from rich.console import Console
from rich.table import Table

import engine
from engine.cohort import CohortError, process_pool

OPTIMIZERS = ("sgd", "momentum", "rmsprop", "adam", "adagrad")
RATES = np.logspace(-4, 0, 20).tolist()
SEEDS = range(20)
PICKED = 50


def experiments(dtype, seeds):
    base = engine.Experiment().with_values({
        "data.samples": 512, "model.hidden": (8, 8), "model.dtype": dtype, "training.epochs": 100,
    })  # fmt: skip
    return [
        base.with_values({
            "training.optimizer": {"id": optimizer, "learning_rate": rate},
            "data.seed": seed, "model.seed": seed, "training.seed": seed,
        })
        for optimizer in OPTIMIZERS for rate in RATES for seed in seeds
    ]  # fmt: skip


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def alone(experiment):
    """Return outcome, parameters and test loss of a run of its own."""
    trainer = engine.Trainer(experiment)
    outcome = trainer.run()
    return outcome, trainer.network.parameters, trainer.evaluate("test")["loss"]


def largest_difference(results, singles):
    """Return the largest relative differences in parameters and test loss; outcomes are equal."""
    of_parameters, of_loss = 0.0, 0.0
    for result, (outcome, parameters, loss) in zip(results, singles, strict=True):
        assert result.outcome == outcome, (result.outcome, outcome)
        scale = max(1.0, float(np.abs(parameters).max()))
        difference = float(np.abs(result.parameters - parameters).max()) / scale
        of_parameters = max(of_parameters, difference)
        of_loss = max(of_loss, abs(result.test["loss"] - loss) / loss)
    return of_parameters, of_loss


def differences(dtype, results, singles):
    parameters, loss = largest_difference(results, singles)
    return (
        f"{dtype}: {len(singles)} picked at random, against one at a time: parameters differ by at "
        f"most {parameters:.1e}, test losses by {loss:.1e} (both relative)."
    )


def kill_a_worker_half_way(work):
    """Return in words what came of it."""

    def kill(done, total):
        if done >= total // 2:
            for process in multiprocessing.active_children()[:1]:
                process.kill()

    try:
        with process_pool() as pool:
            engine.train_many(work, pool, progress=kill)
    except CohortError as error:
        finished = sum(not result.error for result in error.results)
        return f"CohortError; {finished} finished results are in it, {len(error.lost)} are lost"
    return "all finished"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="four seeds instead of twenty")
    options = parser.parse_args()
    work = experiments("float32", range(4) if options.quick else SEEDS)
    picked = np.random.default_rng(0).choice(len(work), PICKED, replace=False).tolist()
    alone(work[0])  # warm-up
    one_by_one, singles = timed(lambda: [alone(work[index]) for index in picked])
    one_by_one *= len(work) / PICKED
    stacked, _ = timed(lambda: engine.train_many(work))
    start = time.perf_counter()
    with process_pool() as pool:  # its start counts
        results = engine.train_many(work, pool)
        pooled = time.perf_counter() - start
        exact = [work[index].with_value("model.dtype", "float64") for index in picked]
        exact_results = engine.train_many(exact, pool)
    table = Table("way", "seconds", "speed-up of the pool")
    table.add_row(f"{len(work)} with a pool on {os.cpu_count()} cores", f"{pooled:.1f}")
    table.add_row("as stacks, one process", f"{stacked:.1f}", f"{stacked / pooled:.2f} x")
    table.add_row(
        f"one at a time, estimated from {PICKED} picked at random",
        f"{one_by_one:.0f}",
        f"{one_by_one / pooled:.1f} x",
    )
    console = Console(width=118)
    console.print(table)
    console.print(differences("float32", [results[index] for index in picked], singles))
    console.print(differences("float64", exact_results, [alone(one) for one in exact]))
    seconds, outcome = timed(lambda: kill_a_worker_half_way(work))
    console.print(f"A worker killed half way: {outcome}, after {seconds:.1f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
