"""Close-ups: exact when there is time, of their share when there is not, nothing unwatched."""

from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import numpy as np
import pytest

from engine import Trainer, make_dataset
from engine.microscope import confusion_matrix
from engine.network import layer_blocks
from playground.worker import close_ups
from playground.worker.camera import Camera
from playground.worker.commands import (
    ALL_VIEWS,
    CLOSE_UPS,
    CONFUSION,
    CURVES,
    DROPOUT,
    GRADIENTS,
    HEALTH,
    HIDDEN,
    NEURONS,
    OUTPUT,
    POINTS,
    WEIGHTS,
    Pause,
    Run,
    Watch,
)
from playground.worker.events import Failed, Points

CLOSE = ("points", "histograms", "health", "hidden", "confusion")
OTHERS = ("gradient", "gradient_norms", "dropped")


def run(speed=None):
    return Run(speed, id=1, generation=1)


def pause():
    return Pause(id=2, generation=1)


def picture(trainer, views=ALL_VIEWS, camera=None, **watch):
    """Return a snapshot of a trainer that stands still."""
    camera = camera or Camera()
    camera.point_at(Watch(frozenset(views), id=0, generation=0, **watch))
    return camera.take(trainer, 1, playing=False, hurried=False, speed=None, updates_per_second=0.0)


def trained(experiment, steps=20):
    trainer = Trainer(experiment)
    trainer.run(steps=steps)
    return trainer


def turned(axes):
    return replace(axes, directions=-axes.directions)


def arrays_in(value):
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from arrays_in(getattr(value, part.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from arrays_in(one)
    elif hasattr(value, "values"):
        for one in value.values():
            yield from arrays_in(one)


# What is in them ------------------------------------------------------------------------------


def test_standing_still_all_is_of_this_step_and_exact(small):
    trainer = trained(small.with_value("model.dropout", 0.5))
    seen, data = picture(trainer), trainer.dataset
    assert (seen.step, seen.close_up_step) == (20, 20)
    np.testing.assert_allclose(
        seen.points.train.predictions, trainer.predict(data.train_inputs), rtol=1e-5
    )
    loss = trainer.evaluate("test")["loss"]
    assert seen.points.test.losses.mean() == pytest.approx(loss, rel=1e-5)
    np.testing.assert_array_equal(seen.gradient, trainer.gradient)
    norms = [np.linalg.norm(b) for b in layer_blocks(seen.gradient, trainer.network.sizes)]
    np.testing.assert_allclose(seen.gradient_norms, norms, rtol=1e-5)
    for ours, own in zip(seen.dropped, trainer.dropped(), strict=True):
        np.testing.assert_array_equal(ours, own)
    matrix = confusion_matrix(trainer.predict(data.test_inputs), data.test_targets)
    np.testing.assert_array_equal(seen.confusion.test, matrix)
    assert {name: len(h.counts) for name, h in seen.histograms.items()} == {
        "weights": 2, "activations": 1, "gradients": 2,
    }  # fmt: skip
    assert seen.histograms["activations"].counts[0].sum() == 4 * len(data.train_inputs)
    assert [flags.shape for flags in seen.health.dead + seen.health.saturated] == [(4,), (4,)]


def test_nobody_can_write_to_them(small):
    seen = picture(trained(small))
    found = [a for name in CLOSE + OTHERS for a in arrays_in(getattr(seen, name))]
    assert len(found) > 20
    assert not any(array.flags.writeable for array in found)
    with pytest.raises(TypeError):
        seen.histograms["weights"] = None


def test_the_space_of_a_layer_is_what_the_layer_says(small):
    trainer = trained(small.with_values({"model.hidden": (4, 2), "model.activation": "tanh"}))
    network, inputs = trainer.network, trainer.dataset.train_inputs
    first = np.tanh(inputs @ network.weights[0] + network.biases[0])
    second = np.tanh(first @ network.weights[1] + network.biases[1])
    outputs = network.forward(inputs)
    spaces = {
        layer: picture(trainer, {HIDDEN}, hidden_layer=layer).hidden
        for layer in (0, 1, 2, 3, None, 9)
    }
    np.testing.assert_allclose(spaces[0].points, inputs, rtol=1e-6)
    np.testing.assert_allclose(spaces[2].points, second, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(spaces[3].points[:, :1], outputs, rtol=1e-4, atol=1e-6)
    assert not spaces[3].points[:, 1].any()
    assert [spaces[layer].layer for layer in spaces] == [0, 1, 2, 3, 2, 2]
    assert spaces[1].axes == ("axis 1", "axis 2")
    variance = first.var(axis=0).sum()
    shown = spaces[1].points.var(axis=0).sum()
    assert shown / variance == pytest.approx(spaces[1].explained, rel=1e-4)
    assert spaces[2].grid.shape == (22, 41, 2)


def test_the_picture_of_a_space_does_not_flip_when_views_or_data_change(small):
    trainer, camera = trained(small.with_value("model.hidden", (8,))), Camera()
    before = picture(trainer, {HIDDEN}, camera).hidden.points
    trainer.run(steps=1)
    after = picture(trainer, {HIDDEN, POINTS}, camera).hidden.points
    assert (np.sum(before * after, axis=0) > 0.0).all()
    # Another data set, of which the picture alone would be turned by half.
    camera._close_ups._axes = {1: turned(camera._close_ups._axes[1])}
    trainer.set_data(make_dataset(trainer.experiment.data))
    moved = picture(trainer, {HIDDEN}, camera).hidden.points
    np.testing.assert_allclose(moved, -after, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ({"data.dataset": "plane"}, None),
        ({"data.dataset": "sine"}, None),
        ({"data.dataset": "iris"}, 3),
        ({"model.hidden": ()}, 2),
        ({"data.test_fraction": 0.0}, 2),
    ],
)
def test_every_kind_of_data_and_network_has_its_views(small, values, classes):
    trainer = trained(small.with_values(values))
    seen = picture(trainer)
    rows = len(trainer.dataset.train_inputs), len(trainer.dataset.test_inputs)
    assert (len(seen.hidden.points), len(seen.hidden.test_points)) == rows
    assert len(seen.hidden.grid) == (1 if trainer.dataset.train_points.shape[1] == 1 else 22)
    assert len(seen.health.dead) == len(seen.dropped) == len(trainer.network.sizes) - 2
    if classes is None:
        assert seen.confusion is None
        assert seen.points.train.correct is None
    else:
        counts = seen.confusion.train, seen.confusion.test
        assert tuple(matrix.sum() for matrix in counts) == rows
        assert counts[0].shape == (classes, classes)


def test_standing_still_the_classes_of_all_rows_are_counted(small):
    trainer = trained(small.with_value("data.samples", 6000))
    seen = picture(trainer, {CONFUSION, POINTS})
    assert len(seen.points.train.rows) == 2000
    assert seen.confusion.train.sum() == len(trainer.dataset.train_inputs) == 3000


def test_a_run_at_the_edge_of_numbers_shows_finite_ones(small):
    trainer = trained(small)
    trainer.network.parameters[...] = 3e38
    trainer.gradient[...] = np.inf
    seen = picture(trainer)
    for name in CLOSE + OTHERS:
        assert all(np.isfinite(array).all() for array in arrays_in(getattr(seen, name)))


# What they cost -------------------------------------------------------------------------------


def test_what_nobody_watches_is_not_made(studio_class, small, monkeypatch):
    monkeypatch.setattr(close_ups, "Sample", None)
    monkeypatch.setattr(Trainer, "dropped", None)
    views = frozenset({OUTPUT, NEURONS, WEIGHTS, CURVES})
    studio = studio_class(watch=views).play([(0.0, run()), (1.0, pause())])
    assert not studio.of(Failed)
    assert all(getattr(s, name) is None for s in studio.snapshots for name in CLOSE + OTHERS)


@pytest.mark.parametrize("view", sorted(CLOSE_UPS | {GRADIENTS, DROPOUT}))
def test_a_view_alone_brings_itself_alone(small, view):
    seen = picture(trained(small), {view})
    there = {name for name in CLOSE + OTHERS if getattr(seen, name) is not None}
    wanted = {GRADIENTS: {"gradient", "gradient_norms"}, DROPOUT: {"dropped"}}
    assert there == wanted.get(view, {view})
    assert seen.maps is None


@pytest.fixture
def dear_rows(monkeypatch):
    """Let a look take as many seconds a row as is asked for, on the fake clock; keep the sum."""

    def install(clock, seconds_a_row):
        spent = []

        class DearSample(close_ups.Sample):
            def look(self):
                spent.append(seconds_a_row * len(self.rows))
                clock.advance(spent[-1])
                super().look()

        monkeypatch.setattr(close_ups, "Sample", DearSample)
        return spent

    return install


@pytest.mark.parametrize(
    ("seconds_a_row", "rows"),
    [(1e-6, 512), (1.5e-5, 512), (1e-4, 64)],  # cheap; seldom; seldom and fewer
)
def test_dear_close_ups_take_no_more_than_their_share(
    studio_class, small, dear_rows, seconds_a_row, rows
):
    experiment = small.with_values({"data.samples": 1024, "training.epochs": 10**9})
    watch = frozenset({POINTS})
    studio = studio_class(experiment=experiment, watch=watch, draw_s=0.0)
    spent = dear_rows(studio.clock, seconds_a_row)
    studio.play([(0.0, run()), (4.0, pause())])
    playing = [s for s in studio.snapshots if s.playing]
    first_and_last = 2 * 1024 * seconds_a_row
    assert sum(spent) <= 4.0 * close_ups.SHARE * 1.1 + first_and_last
    assert {len(s.points.train.rows) for s in playing[3:]} == {rows}
    assert all(s.close_up_step <= s.step for s in playing)
    kept = sum(a.points is b.points for a, b in pairwise(playing))
    assert (kept == 0) == (seconds_a_row == 1e-6)
    last = studio.snapshots[-1]
    assert len(last.points.train.rows) == 512
    assert last.close_up_step == last.step == studio.trainers[0].step_count


def test_at_full_speed_what_is_not_seen_to_move_is_made_seldom(studio_class, small):
    experiment = small.with_value("training.epochs", 10**9)
    studio = studio_class(experiment=experiment, watch=frozenset({HEALTH}), draw_s=0.0)
    studio.play([(0.0, run()), (4.0, pause())])
    playing = [s for s in studio.snapshots if s.playing]
    looks = len({id(s.health) for s in playing})
    assert 3.0 / close_ups.STILL_PERIOD_S < looks <= 4.0 / close_ups.STILL_PERIOD_S + 1
    assert len(playing) > 2 * looks
    last = studio.snapshots[-1]
    assert last.close_up_step == last.step


def test_in_slow_motion_they_belong_to_the_step_shown(studio_class, small, dear_rows):
    studio = studio_class(experiment=small, watch=frozenset({POINTS, HIDDEN}))
    dear_rows(studio.clock, 1e-5)
    studio.play([(0.0, run(20.0)), (1.0, pause())])
    assert len(studio.snapshots) > 15
    assert all(s.close_up_step == s.step for s in studio.snapshots)
    assert all(len(s.points.train.rows) == 32 for s in studio.snapshots)


# Curves ---------------------------------------------------------------------------------------


def test_curves_tell_the_layers_gradients_and_the_seconds(studio_class, small):
    studio = studio_class().play([(0.0, run()), (0.3, pause())])
    newest, history = studio.of(Points)[-1], studio.trainers[0].history
    assert len(newest.layer_gradients) == 2
    for curve, own in zip(
        newest.layer_gradients, history.layer_gradients.curves().values(), strict=True
    ):
        np.testing.assert_array_equal(curve.mean, own.mean)
        assert not curve.mean.flags.writeable
    steps = newest.batches["loss"].step
    np.testing.assert_array_equal(newest.seconds_at(steps), history.position(steps, "second"))
    assert newest.seconds_at(0) == 0.0
