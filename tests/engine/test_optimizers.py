"""Optimizers by hand, on a parabola, and against PyTorch's stored trajectories."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import Dataset, Experiment, Trainer, optimizers

STORED = json.loads(
    (Path(__file__).parent / "reference" / "trajectories.json").read_text(encoding="utf-8")
)
BAR = 1e-10
IDS = optimizers.registry.ids()
CASES = [case for case in STORED["optimizers"] if case["id"] in IDS]


def relative_error(own, reference):
    return np.linalg.norm(own - reference) / np.linalg.norm(reference)


def name_of(case):
    return "-".join([case["id"], *(f"{name}={value}" for name, value in case["settings"].items())])


def valley_gradient(w, step):
    """Rosenbrock's valley in three pairs of numbers, tilted a little anew at every step."""
    x, y = w[::2], w[1::2]
    gradient = np.empty_like(w)
    gradient[::2] = -2.0 * (1.0 - x) - 400.0 * x * (y - x * x)
    gradient[1::2] = 200.0 * (y - x * x)
    return gradient + 0.3 * np.sin(1.7 * np.arange(6) + 0.9 * step)


def test_every_optimizer_has_a_stored_trajectory():
    assert {case["id"] for case in STORED["optimizers"]} >= set(IDS)
    assert STORED["torch"].startswith("2.")


@pytest.mark.parametrize("runs", [(), (2,)], ids=["one", "stack"])
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_trajectory_equals_pytorch(case, runs):
    optimizer = optimizers.get(case["id"])(**case["settings"])
    start = np.array([-1.2, 1.0, 0.3, -0.4, 1.5, 1.9])
    w = np.broadcast_to(start, (*runs, 6)).copy()
    state = optimizer.init(w)
    wanted = dict(case["positions"])
    assert max(wanted) == 400
    for step in range(400):
        gradient = valley_gradient(w if not runs else w[0], step)
        optimizer.update(w, np.broadcast_to(gradient, w.shape), state)
        if step + 1 in wanted:
            for own in w.reshape(-1, 6):
                assert relative_error(own, wanted[step + 1]) <= BAR, step + 1


@pytest.mark.parametrize("stored", STORED["runs"], ids=lambda stored: stored["task"])
def test_training_equals_pytorch(stored):
    dataset = Dataset.from_arrays(stored["inputs"], stored["targets"], task=stored["task"])
    trainer = Trainer(Experiment.from_dict(stored["experiment"]), dataset)
    for own, reference in zip(trainer.network.weights, stored["start"][0], strict=True):
        own[...] = reference
    for own, reference in zip(trainer.network.biases, stored["start"][1], strict=True):
        own[...] = reference
    wanted = {position["step"]: position for position in stored["positions"]}
    for step, rows in enumerate(stored["order"], start=1):
        assert trainer.batch_rows().tolist() == rows, "the order of the batches has changed"
        trainer.step()
        position = wanted.get(step)
        if position is None:
            continue
        pairs = [
            *zip(trainer.network.weights, position["weights"], strict=True),
            *zip(trainer.network.biases, position["biases"], strict=True),
        ]
        for own, reference in pairs:
            assert relative_error(own, np.array(reference)) <= BAR, step
        for column in ("loss", "penalty", "learning_rate", "gradient_norm"):
            last = trainer.history.batches.last(column)
            assert last == pytest.approx(position[column], rel=1e-9, abs=1e-14), (step, column)


HAND_COMPUTED = [
    # Two steps from w = 1 with gradients 0.5 and -0.25, worked out by hand.
    (optimizers.SGD(learning_rate=0.1), [0.95, 0.975]),
    # v = 0.5, then 0.9 · 0.5 - 0.25 = 0.2
    (optimizers.Momentum(learning_rate=0.1), [0.95, 0.93]),
    # g + 0.9 v = 0.95, then -0.25 + 0.9 · 0.2 = -0.07
    (optimizers.Nesterov(learning_rate=0.1), [0.905, 0.912]),
    # g / √s = 1, then -0.25 / √(0.25 + 0.0625)
    (optimizers.Adagrad(learning_rate=0.1, epsilon=1e-30), [0.9, 0.9 + 0.025 / np.sqrt(0.3125)]),
    # s = 0.5 · 0.25, then 0.5 · 0.125 + 0.5 · 0.0625
    (
        optimizers.RMSProp(learning_rate=0.1, rho=0.5, epsilon=1e-30),
        [1 - 0.1 * np.sqrt(2), 1 - 0.1 * np.sqrt(2) + 0.025 / np.sqrt(0.09375)],
    ),
    # s = 1/8, Δ = √(1/8) · 0.5 / √(1/4), u = Δ²/2 = 1/16;
    # then s = 3/32, Δ = √(3/16) · -0.25 / √(7/32)
    (
        optimizers.Adadelta(learning_rate=0.1, rho=0.5, epsilon=0.125),
        [1 - 0.1 * np.sqrt(1 / 8), 1 - 0.1 * np.sqrt(1 / 8) + 0.025 * np.sqrt(6 / 7)],
    ),
    # A tenth is lost before each step of Adam; both moments forget at once.
    (
        optimizers.AdamW(
            learning_rate=0.1, beta_1=0.0, beta_2=0.0, epsilon=1e-30, weight_decay=1.0
        ),
        [0.8, 0.82],
    ),
    # m̂ / √v̂ = 1, then m̂ = (0.09 · 0.5 - 0.1 · 0.25) / 0.19, v̂ = (0.000999 · 0.25 ...) / 0.001999
    (
        optimizers.Adam(learning_rate=0.1, epsilon=1e-30),
        [0.9, 0.9 - 0.1 * (0.02 / 0.19) / np.sqrt((0.999e-3 * 0.25 + 1e-3 * 0.0625) / 1.999e-3)],
    ),
]


def test_every_optimizer_is_computed_by_hand():
    assert {optimizer.id for optimizer, _ in HAND_COMPUTED} == set(IDS)


@pytest.mark.parametrize(("optimizer", "wanted"), HAND_COMPUTED, ids=lambda v: getattr(v, "id", ""))
def test_two_steps_by_hand(optimizer, wanted):
    w = np.array([1.0])
    state = optimizer.init(w)
    for gradient, after in zip([0.5, -0.25], wanted, strict=True):
        optimizer.update(w, np.array([gradient]), state)
        assert w[0] == pytest.approx(after, rel=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer_id", IDS)
def test_every_optimizer_solves_a_parabola(optimizer_id, dtype):
    optimizer = optimizers.get(optimizer_id)(learning_rate=0.05)
    lowest = np.array([0.7, -1.3, 0.2], dtype)
    w = np.zeros(3, dtype)
    state = optimizer.init(w)
    for _ in range(4000):
        optimizer.update(w, 2.0 * (w - lowest), state)
    assert w.dtype == dtype
    assert np.abs(w - lowest).max() < 0.03


@pytest.mark.parametrize("optimizer_id", IDS)
def test_the_gradient_is_left_as_it_was(optimizer_id):
    optimizer = optimizers.get(optimizer_id)()
    w, gradient = np.array([1.0, 2.0]), np.array([0.3, -0.4])
    state = optimizer.init(w)
    for _ in range(3):
        optimizer.update(w, gradient, state)
    assert gradient.tolist() == [0.3, -0.4]


@pytest.mark.parametrize("optimizer_id", IDS)
def test_update_reads_only_its_state(optimizer_id):
    """Runs of a stack may have a rate each, and a rate may change in mid-run."""
    cls = optimizers.get(optimizer_id)
    rates = [0.01, 0.2]
    alone = []
    for rate in rates:
        optimizer, w = cls(learning_rate=rate), np.array([1.0, -2.0])
        state = optimizer.init(w)
        for _ in range(20):
            optimizer.update(w, 2.0 * w, state)
        alone.append(w)
    w = np.tile([1.0, -2.0], (2, 1))
    optimizer = cls()
    state = optimizer.init(w)
    optimizers.set_coefficients(state, [cls(learning_rate=rate) for rate in rates])
    for _ in range(20):
        optimizer.update(w, 2.0 * w, state)
    assert np.allclose(w, alone, rtol=1e-12, atol=0)


@pytest.mark.parametrize("optimizer_id", IDS)
def test_a_gradient_of_zero_moves_nothing_at_rest(optimizer_id):
    optimizer = optimizers.get(optimizer_id)()
    w = np.array([1.0, -2.0], np.float32)
    state = optimizer.init(w)
    optimizer.update(w, np.zeros_like(w), state)
    assert np.isfinite(w).all()
    if "weight_decay" not in type(optimizer).model_fields:
        assert w.tolist() == [1.0, -2.0]
