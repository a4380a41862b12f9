"""Orders of rows are permutations, well mixed; batches hold each row once an epoch."""

import numpy as np
import pytest

import engine.batches
import engine.shuffle
from engine.batches import Batches, gather
from engine.seeds import BATCH_ORDER, stream
from engine.shuffle import DRAWN_AT_ONCE, Shuffle


@pytest.fixture
def always_in_pieces(monkeypatch):
    """Let few rows be ordered like many, so that every order can be looked through."""
    monkeypatch.setattr(engine.shuffle, "DRAWN_AT_ONCE", 0)


def whole(rows, seed=0, epoch=0):
    return Shuffle(rows, [seed], epoch).piece(0, rows)[0]


def test_few_rows_are_drawn_at_once():
    wanted = stream(3, BATCH_ORDER, 4).permutation(DRAWN_AT_ONCE)
    assert np.array_equal(whole(DRAWN_AT_ONCE, 3, 4), wanted)


@pytest.mark.parametrize("seed", range(3))
def test_every_row_has_one_place(always_in_pieces, seed):
    for rows in [*range(1, 200), 255, 256, 257, 1023, 1024, 1025, 4999]:
        assert np.array_equal(np.sort(whole(rows, seed, rows)), np.arange(rows)), rows


@pytest.mark.parametrize("rows", [DRAWN_AT_ONCE + 1, 10_007, 65_536, 65_537, 131_073])
def test_many_rows_in_pieces_are_a_permutation(rows):
    order = Shuffle(rows, seeds=[1], epoch=2)
    pieces = [order.piece(start, min(start + 1000, rows))[0] for start in range(0, rows, 1000)]
    assert np.array_equal(np.concatenate(pieces), whole(rows, 1, 2))
    assert np.array_equal(np.sort(np.concatenate(pieces)), np.arange(rows))


def test_an_order_belongs_to_seed_and_epoch():
    one, other_seed, other_epoch = whole(20_000, 0, 0), whole(20_000, 1, 0), whole(20_000, 0, 1)
    assert np.array_equal(one, whole(20_000, 0, 0))
    for other in (other_seed, other_epoch):
        assert (one == other).sum() < 10  # one, on average
        assert abs(np.corrcoef(one, other)[0, 1]) < 5 / np.sqrt(20_000)


@pytest.mark.parametrize("rows", [100, 10_007])
def test_each_seed_has_its_order(rows):
    together = Shuffle(rows, [3, 4, 3], 1).piece(0, rows)
    for seed, order in zip((3, 4, 3), together, strict=True):
        assert np.array_equal(order, whole(rows, seed, 1))


ROWS, EPOCHS = 509, 1500


@pytest.fixture
def orders(always_in_pieces):
    return np.array([whole(ROWS, 5, epoch) for epoch in range(EPOCHS)])


def test_a_row_comes_at_any_time(orders):
    """χ² of the part of the epoch in which a row stands, for 50 of the rows."""
    parts, degrees = 8, 7
    places = np.argsort(orders, axis=1)[:, ::10] * parts // ROWS
    expected = np.bincount(np.arange(ROWS) * parts // ROWS) / ROWS * EPOCHS
    counts = np.array([np.bincount(row, minlength=parts) for row in places.T])
    statistic = ((counts - expected) ** 2 / expected).sum(axis=1)
    assert abs(statistic.mean() / degrees - 1.0) < 5 * np.sqrt(2 / (degrees * len(statistic)))
    assert statistic.max() < 35.0  # 1 in 100,000


def test_neighbours_are_strangers(orders):
    """The distance of two rows that follow each other is that of any two rows."""
    distance = np.abs(np.diff(orders, axis=1))
    assert np.isclose(distance.mean(), (ROWS + 1) / 3, rtol=0.01)
    assert np.isclose((distance == 1).mean(), 2 / ROWS, rtol=0.1)


def test_batches_are_samples_of_the_table(orders):
    """The variance of a batch's mean is that of drawing without replacement."""
    size, table = 32, np.random.default_rng(0).normal(size=ROWS)
    for values in (table, np.arange(ROWS) / ROWS, np.arange(ROWS) % 2.0):
        means = values[orders[:, :size]].mean(axis=1)
        wanted = values.var() / size * (ROWS - size) / (ROWS - 1)
        assert abs(means.mean() - values.mean()) < 5 * np.sqrt(wanted / EPOCHS)
        assert abs(means.var() / wanted - 1.0) < 5 * np.sqrt(2 / EPOCHS)


def make(rows, batch_size, runs=(), inputs=None, outputs=2, seeds=(0,)):
    count = runs[0] if runs else 1
    one = np.column_stack([np.arange(rows, dtype=np.float64), np.ones(rows)])
    targets = np.arange(rows * outputs, dtype=np.float64).reshape(rows, outputs)
    tables = [one] * count if inputs is None else inputs
    return Batches(tables, [targets] * count, list(seeds) * (count // len(seeds)), runs, batch_size)


@pytest.mark.parametrize("runs", [(), (3,)])
@pytest.mark.parametrize(
    ("rows", "batch_size"), [(10, 3), (12, 4), (5, 9), (1, 1), (5000, 32), (9000, 128)]
)
def test_an_epoch_holds_each_row_once(rows, batch_size, runs):
    batches = make(rows, batch_size, runs, seeds=range(runs[0]) if runs else (0,))
    for epoch in (0, 1):
        seen = []
        for index in range(batches.per_epoch):
            inputs, targets = batches.get(epoch, index)
            chosen = np.array(batches.indices(epoch, index))
            each = inputs[..., 0, :].reshape(len(chosen), -1)
            assert inputs.shape == (*runs, 2, batches.size(index))
            assert np.array_equal(each, chosen)
            for run, rows_of_run in enumerate(chosen):
                mine = targets[run] if runs else targets
                assert np.array_equal(mine, np.stack([2 * rows_of_run, 2 * rows_of_run + 1]))
            seen.append(chosen)
        assert np.array_equal(
            np.sort(np.concatenate(seen, axis=1)), np.tile(np.arange(rows), (max(1, *runs, 1), 1))
        )


def test_targets_are_contiguous():
    for runs in ((), (2,)):
        _, targets = make(100, 10, runs).get(0, 0)
        assert targets.flags.c_contiguous


@pytest.mark.parametrize("rows", [700, 9000])
def test_the_size_of_blocks_changes_nothing(monkeypatch, rows):
    def all_batches():
        batches = make(rows, 50)
        return [batches.get(epoch, i)[0].copy() for epoch in (0, 1) for i in range(rows // 50)]

    wanted = all_batches()
    monkeypatch.setattr(engine.batches, "BLOCK_ROWS", 150)
    assert all(map(np.array_equal, all_batches(), wanted))


def test_batches_can_be_asked_for_in_any_order():
    batches, other = make(5000, 64), make(5000, 64)
    for epoch, index in ((1, 70), (0, 3), (1, 70), (0, 78), (2, 0)):
        fresh = make(5000, 64).get(epoch, index)
        assert all(map(np.array_equal, batches.get(epoch, index), fresh))
    other.get(0, 0)
    assert np.array_equal(other.indices(1, 3)[0], batches.indices(1, 3)[0])
    assert np.array_equal(other.get(0, 1)[0], make(5000, 64).get(0, 1)[0])


def test_runs_of_a_stack_are_as_alone():
    tables = [np.random.default_rng(run).normal(size=(300, 2)) for run in range(2)]
    stack = make(300, 40, (2,), inputs=tables, seeds=(7, 8))
    for run in range(2):
        alone = make(300, 40, inputs=[tables[run]], seeds=(7 + run,))
        for index in range(stack.per_epoch):
            for together, single in zip(stack.get(1, index), alone.get(1, index), strict=True):
                assert np.array_equal(together[run], single)


def test_gather_takes_each_run_from_its_table():
    tables, rows = [np.array([[1.0], [2.0]]), np.array([[3.0], [4.0]])], np.array([[[1], [0]]])
    out = np.empty((1, 2, 1, 1))
    gather(tables, rows, out)
    assert out.ravel().tolist() == [2.0, 3.0]
