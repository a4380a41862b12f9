"""Times of our own engine, on request; see protocol.py."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from protocol import serve

import engine
from engine.microscope import Ground, Plane, PlaneMaps, WeightPlane, extent_of, survey


def small(**values):
    return engine.Experiment().with_values(
        {"model.hidden": (8, 8), "training.optimizer.learning_rate": 0.001, **values}
    )


def arrays(inputs, classes, rows=1024):
    rng = np.random.default_rng(0)
    points = rng.normal(size=(rows, inputs))
    labels = rng.integers(0, classes, rows)
    task = "binary" if classes == 2 else "multiclass"
    return engine.Dataset.from_arrays(points, labels, points[:64], labels[:64], task=task)


def run(trainer):
    def measured(steps):
        start = time.perf_counter()
        trainer.run(steps=steps)
        return time.perf_counter() - start

    return measured


def network(inputs, hidden, classes, batch):
    experiment = small(**{"model.hidden": hidden, "training.batch_size": batch})
    return run(engine.Trainer(experiment, dataset=arrays(inputs, classes)))


def stack():
    seeds = range(128)
    each = [small(**{"model.seed": seed, "training.seed": seed}) for seed in seeds]
    measured = run(engine.Trainer(each))
    return lambda steps: measured(steps) / 128


def maps():
    trainer = engine.Trainer(small())
    view = PlaneMaps(trainer.dataset, Plane.of(trainer.dataset), 200, 200)

    def measured(repeats):
        start = time.perf_counter()
        for _ in range(repeats):
            view.compute(trainer.network, trainer.objective)
        return time.perf_counter() - start

    return measured


def landscape(levels):
    """Return the time of all pictures up to one, of 2-16-16-1 on 1,024 points."""
    trainer = engine.Trainer(engine.Experiment(), dataset=arrays(2, 2))
    trainer.run(steps=200)
    ground = Ground.of(trainer)
    plane = WeightPlane.random(ground.parameters, ground.sizes)

    def measured(repeats):
        start = time.perf_counter()
        for _ in range(repeats):
            pictures = survey(ground, plane, extent_of(plane, ground, 1.0))
            for _ in range(levels):
                next(pictures)
        return time.perf_counter() - start

    return measured


if __name__ == "__main__":
    serve(
        {
            "2-8-8-1": lambda: network(2, (8, 8), 2, 32),
            "2-128-64-1": lambda: network(2, (128, 64), 2, 128),
            "64-128-64-10": lambda: network(64, (128, 64), 10, 128),
            "stack": stack,
            "maps": maps,
            "landscape 7": lambda: landscape(1),
            "landscape 61": lambda: landscape(4),
            "rows-500": lambda: run(
                engine.Trainer(small(), dataset=arrays(2, 2, rows=500)),
            ),
            "rows-1000000": lambda: run(
                engine.Trainer(small(), dataset=arrays(2, 2, rows=1_000_000)),
            ),
        }
    )
