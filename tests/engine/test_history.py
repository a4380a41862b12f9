"""History: bounded, exact in what it keeps, the same however records arrive."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Experiment, Trainer
from engine.history import MOST_POINTS, Series


def filled(count, chunk=None, runs=(), capacity=64):
    series = Series(["loss"], runs, capacity)
    values = np.sin(0.37 * np.arange(count)) + np.arange(count) % 17
    values = np.broadcast_to(values[:, np.newaxis], (count, 1)).copy()
    if runs:
        values = values[..., np.newaxis] + np.arange(runs[0])
    steps = np.arange(1, count + 1)
    chunk = chunk or count
    for start in range(0, count, chunk):
        series.extend(steps[start : start + chunk], values[start : start + chunk])
    return series, values[:, 0]


def assert_tells_the_truth(series, values, first=0):
    """Every point of the curve stands for exactly the records that it claims."""
    curve = series.curve("loss")
    assert len(curve.step) <= MOST_POINTS
    assert int(curve.count.sum()) == series.count == len(values)
    stops = np.cumsum(curve.count)
    assert np.array_equal(curve.step, stops + first)
    for point, (start, stop) in enumerate(zip(stops - curve.count, stops, strict=True)):
        covered = values[start:stop]
        assert np.array_equal(curve.low[point], covered.min(axis=0))
        assert np.array_equal(curve.high[point], covered.max(axis=0))
        assert np.allclose(curve.mean[point], covered.mean(axis=0), rtol=1e-12)


@pytest.mark.parametrize("runs", [(), (3,)])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 500, 6000])
def test_low_mean_and_high_are_exact(count, runs):
    series, values = filled(count, runs=runs)
    assert_tells_the_truth(series, values)


@settings(max_examples=30, deadline=None)
@given(count=st.integers(1, 1500), chunk=st.integers(1, 700))
def test_however_records_arrive(count, chunk):
    at_once, chunked = filled(count)[0].curve("loss"), filled(count, chunk)[0].curve("loss")
    for name in ("step", "count", "low", "mean", "high"):
        assert np.array_equal(getattr(at_once, name), getattr(chunked, name))


def test_memory_is_bounded_over_a_million_records():
    series = Series(["loss", "rate"])
    block = np.random.default_rng(0).normal(size=(10_000, 2))
    entries = []
    for start in range(0, 1_000_000, 10_000):
        series.extend(np.arange(start + 1, start + 10_001), block)
        entries.append(sum(len(level.step) for level in series._levels))
    assert series.count == 1_000_000
    assert entries[-1] <= 2048 * 11
    assert entries[-1] - entries[len(entries) // 2] <= 2048  # the logarithm of the steps
    curve = series.curve("loss")
    assert len(curve.step) <= MOST_POINTS
    assert int(curve.count.sum()) == 1_000_000
    assert curve.low.min() == block[:, 0].min()
    assert curve.high.max() == block[:, 0].max()
    assert curve.step[-1] == 1_000_000
    assert np.diff(curve.step).min() > 0
    assert series.last("loss") == block[-1, 0]
    assert series.last_step == 1_000_000


def test_the_recent_past_is_whole():
    series, values = filled(100_000, chunk=997, capacity=2048)
    curve = series.curve("loss", most=10**9)
    assert np.array_equal(curve.mean[-1000:], values[-1000:])
    assert (curve.count[-1000:] == 1).all()


@pytest.mark.parametrize("most", [2, 10, 100])
def test_a_curve_has_no_more_points_than_asked(most):
    series, values = filled(3000)
    curve = series.curve("loss", most)
    assert len(curve.step) <= most
    assert int(curve.count.sum()) == 3000
    assert curve.low.min() == values.min()
    assert curve.high.max() == values.max()


@pytest.mark.parametrize("kept", [0, 1, 10, 900, 1000, 1990, 2000])
def test_truncate_forgets_what_came_after(kept):
    series, values = filled(2000)
    series.truncate(kept)
    curve = series.curve("loss")
    told = int(curve.count.sum())
    assert told == series.count <= kept
    assert kept - told < 64  # a thinned entry that spans the cut goes as a whole
    assert_tells_the_truth(series, values[:told])
    assert series.last_step == (told or -1)
    if told:
        assert series.last("loss") == curve.mean[-1]
    series.extend(np.arange(told + 1, 2001), values[told:, np.newaxis])
    assert_tells_the_truth(series, values)


def test_an_empty_series():
    series = Series(["loss"])
    curve = series.curve("loss")
    assert len(curve.step) == len(curve.mean) == 0
    assert np.isnan(series.last("loss"))
    assert series.last_step == -1
    stack = Series(["loss"], runs=(4,))
    assert stack.curve("loss").mean.shape == (0, 4)
    assert stack.last("loss").shape == (4,)


def test_a_curve_is_a_copy():
    series, _ = filled(10)
    series.curve("loss").mean[:] = 99.0
    assert series.last("loss") != 99.0


def ten_rows(**values):
    return Experiment().with_values(
        {
            "data.samples": 20,
            "model.hidden": (3,),
            "training.batch_size": 4,
            "training.epochs": 1000,
            **values,
        }
    )


def test_positions_on_all_axes():
    trainer = Trainer(ten_rows())
    places = []
    for _ in range(7):
        trainer.step()
        places.append(trainer.epoch + trainer.batch_index / trainer.steps_per_epoch)
    history = trainer.history
    steps = np.arange(1, 8)
    np.testing.assert_allclose(history.position(steps, "epoch"), places, rtol=1e-12)
    assert history.position(steps, "sample").tolist() == [4, 8, 10, 14, 18, 20, 24]
    assert history.position(steps, "update").tolist() == steps.tolist()
    seconds = history.position(steps, "second")
    assert np.all(np.diff(seconds) >= 0.0)
    assert seconds[0] > 0.0


def test_positions_across_a_change_of_batch_size():
    trainer = Trainer(ten_rows())
    trainer.run(steps=4)  # one epoch and a batch
    trainer.change(trainer.experiment.with_value("training.batch_size", 5))
    trainer.run(steps=4)
    history = trainer.history
    steps = np.arange(1, 9)
    assert history.position(steps, "sample").tolist() == [4, 8, 10, 14, 19, 24, 29, 34]
    epochs = history.position(steps, "epoch")
    assert epochs[4:].tolist() == [2.5, 3.0, 3.5, 4.0]
    assert trainer.epoch == 4
    for unit in ("epoch", "sample", "update"):
        for step in steps.tolist():
            value = float(history.position(step, unit))
            assert float(history.position(history.step_at(value, unit), unit)) >= value
            assert history.step_at(value, unit) <= step


@pytest.mark.parametrize("unit", ["update", "epoch", "sample", "second"])
def test_a_stretch_of_a_curve_on_any_axis(unit):
    trainer = Trainer(ten_rows())
    trainer.run(steps=600)
    history = trainer.history
    whole, curve = history.between("loss", unit=unit)
    assert len(whole) == len(curve.step) == 600
    first, last = float(whole[99]), float(whole[199])
    some, _ = history.between("loss", first, last, unit)
    assert np.all(some >= first)
    assert np.all(some <= last)
    assert len(some) >= 90
    few, coarse = history.between("test_loss", 0.0, last, unit, most=8)
    assert len(few) == len(coarse.step) <= 8


def test_an_unknown_axis_is_refused():
    with pytest.raises(ValueError, match="take update, epoch, sample, second"):
        Trainer(ten_rows()).history.position([1], "parsec")


def test_the_short_last_batch_counts_by_its_rows():
    """The epoch's mean of the batches' losses equals the mean over all rows, at rate zero."""
    experiment = ten_rows(**{"training.optimizer.learning_rate": 1e-30, "model.dtype": "float64"})
    trainer = Trainer(experiment)
    trainer.run(epochs=3)
    evaluations = trainer.history.evaluations
    train, batches = (evaluations.curve(c).mean for c in ("train_loss", "batch_loss"))
    np.testing.assert_allclose(batches, train, rtol=1e-12)


def test_the_epoch_mean_does_not_depend_on_the_calls():
    whole, pieces = Trainer(ten_rows()), Trainer(ten_rows())
    whole.run(epochs=10)
    while pieces.epoch < 10:
        pieces.step()
    np.testing.assert_array_equal(
        whole.history.evaluations.curve("batch_loss").mean,
        pieces.history.evaluations.curve("batch_loss").mean,
    )
