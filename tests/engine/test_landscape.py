"""The landscape of the loss: the loss of training, on planes that are what they claim to be."""

import pickle

import numpy as np
import pytest

from engine import Dataset, Experiment, Trainer
from engine.evaluation import MOST_ROWS
from engine.microscope import Ground, WeightPlane, extent_of, landscape, survey
from engine.network import layer_blocks
from engine.timeline import Timeline
from tests.engine.random_states import RANDOM_STATES, random_state

SMALL = Experiment().with_values(
    {
        "data.samples": 64, "model.hidden": (3, 2), "model.dtype": "float64",
        "training.batch_size": 8, "training.epochs": 10**6,
    }
)  # fmt: skip


def trained(steps=5, **values):
    experiment = SMALL.with_values({name.replace("__", "."): v for name, v in values.items()})
    trainer = Trainer(experiment, timeline=Timeline())
    trainer.run(steps=steps)
    return trainer


def pictures(ground, plane, reach=1.0):
    return list(survey(ground, plane, extent_of(plane, ground, reach)))


# The loss ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", RANDOM_STATES[::4])
def test_where_the_run_stands_it_is_the_loss_of_the_trainer_and_elsewhere_too(number):
    trainer = random_state(number)
    ground = Ground.of(trainer)
    assert ground.loss == trainer.evaluate("train")["loss"]
    rng = np.random.default_rng(number)
    elsewhere = ground.parameters + 0.3 * rng.normal(size=(3, len(ground.parameters)))
    loss, penalty = ground.losses(elsewhere)
    for k, parameters in enumerate(elsewhere):
        trainer.network.parameters[...] = parameters
        assert loss[k] == pytest.approx(trainer.evaluate("train")["loss"], rel=1e-11, abs=1e-14)
        unused = np.zeros_like(parameters)
        added = float(trainer.setup.penalties.add(parameters, unused))
        assert penalty[k] == pytest.approx(added, rel=1e-11, abs=1e-14)


@pytest.mark.parametrize(
    "values",
    [
        {"training__class_weights": (1.0, 5.0), "training__label_smoothing": 0.2},
        {"data__dataset": "blobs", "training__class_weights": "balanced"},
        {"model__output_activation": "tanh", "training__loss": "huber"},
        {"data__dataset": "sine", "training__l2": 0.1, "training__l1": 0.01},
        {"data__dataset": "xor", "model__hidden": (), "model__dtype": "float32"},
    ],
)
def test_the_centre_of_a_picture_is_the_loss_of_the_trainer_bit_for_bit(values):
    trainer = trained(**values)
    ground = Ground.of(trainer)
    whole = trainer.evaluate("train")["loss"]
    planes = [
        WeightPlane.of_weights(ground.parameters, 0, 2),
        WeightPlane.random(ground.parameters, ground.sizes),
        WeightPlane.of_path(ground.path, ground.gradient),
    ]
    for plane in planes:
        finest = pictures(ground, plane)[-1]
        assert finest.loss[finest.here] == whole
        assert finest.penalty[finest.here] == pytest.approx(ground.penalty)
        row, column = finest.here
        at, _ = plane.project(trainer.network.parameters)
        np.testing.assert_array_equal(at, [finest.across[column], finest.up[row]])
        # The same, from its neighbour's place
        beside = plane.points([[finest.across[column - 1], finest.up[row]]])
        loss, _ = ground.losses(beside, alone=True)
        assert finest.loss[row, column - 1] == pytest.approx(loss[0], rel=1e-6)
    for plane in planes[:2]:
        assert pictures(ground, plane)[-1].here == (30, 30)


def test_the_loss_at_stored_weights_equals_the_full_evaluations_of_the_history():
    trainer = trained(steps=1024, model__dtype="float32")
    ground = Ground.of(trainer)
    finest = pictures(ground, WeightPlane.of_path(ground.path, ground.gradient))[-1]
    recorded = trainer.history.evaluations.curve("train_loss", 10**6)
    told = dict(zip(recorded.step.tolist(), recorded.high.tolist(), strict=True))
    steps = finest.path_steps.tolist()
    assert steps == [0, 256, 512, 768, 1024]
    assert [told[step] for step in steps[1:]] == finest.path_losses[1:].tolist()


def test_its_gradient_is_that_of_the_next_step_with_all_rows_and_it_knows_where_that_leads():
    trainer = trained(training__batch_size="all", training__l2=0.1, training__label_smoothing=0.1)
    ground = Ground.of(trainer)
    trainer.step()
    np.testing.assert_allclose(ground.gradient, trainer.gradient, rtol=1e-10, atol=1e-14)
    np.testing.assert_array_equal(ground.after, trainer.network.parameters)


def test_its_gradient_is_the_slope_of_the_picture_also_with_weights_of_classes_and_many_rows():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(1500, 2))  # more than are evaluated at a time
    labels = (points[:, 0] + rng.normal(size=1500) > 1.0).astype(int)
    data = Dataset.from_arrays(points, labels, points[:4], labels[:4], task="binary")
    experiment = SMALL.with_values(
        {"training.class_weights": "balanced", "model.activation": "tanh", "training.l2": 0.1}
    )
    ground = Ground.of(Trainer(experiment, dataset=data))
    direction = rng.normal(size=len(ground.parameters))
    ends = ground.parameters + 1e-5 * np.array([[1.0], [-1.0]]) * direction
    loss, penalty = ground.losses(ends)
    slope = float(np.diff(loss + penalty)[0]) / -2e-5
    assert slope == pytest.approx(float(ground.gradient @ direction), rel=1e-6)


def test_a_run_that_was_looked_at_goes_on_as_one_that_never_was():
    seen, unseen = (trained(steps=300, model__dropout=0.2) for _ in range(2))
    ground = Ground.of(seen)
    pictures(ground.retraced(), WeightPlane.random(ground.parameters, ground.sizes))
    for trainer in (seen, unseen):
        trainer.run(steps=50)
    np.testing.assert_array_equal(seen.network.parameters, unseen.network.parameters)
    assert seen.history.batches.curve("loss").high.tolist() == (
        unseen.history.batches.curve("loss").high.tolist()
    )


# Pictures ----------------------------------------------------------------------------------------


def test_pictures_become_finer_and_no_point_is_computed_twice(monkeypatch):
    ground = Ground.of(trained())
    computed = []
    plain = Ground.losses

    def losses(self, parameters, *arguments, **options):
        computed.append(len(parameters))
        return plain(self, parameters, *arguments, **options)

    monkeypatch.setattr(Ground, "losses", losses)
    shares = []
    plane = WeightPlane.random(ground.parameters, ground.sizes)
    seen = list(survey(ground, plane, extent_of(plane, ground, 1.0), shares.append))
    assert [picture.loss.shape for picture in seen] == [(n, n) for n in (7, 13, 31, 61)]
    assert sum(computed) == 61 * 61 - 1 + len(ground.path)  # where it stands is known
    assert [picture.finest for picture in seen] == [False] * 3 + [True]
    for picture, stride in zip(seen, (10, 5, 2, 1), strict=True):
        np.testing.assert_array_equal(picture.loss, seen[-1].loss[::stride, ::stride])
        np.testing.assert_array_equal(picture.across, seen[-1].across[::stride])
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_copy_in_another_process_sees_the_same():
    ground = Ground.of(trained(training__l1=0.01))
    plane = WeightPlane.random(ground.parameters, ground.sizes)
    ours, theirs = (pictures(one, plane)[1] for one in (ground, pickle.loads(pickle.dumps(ground))))
    np.testing.assert_array_equal(ours.loss, theirs.loss)
    np.testing.assert_array_equal(ours.penalty, theirs.penalty)


def test_what_is_beyond_all_bounds_is_told_and_stays_a_number():
    ground = Ground.of(trained(data__dataset="sine", model__hidden=(), model__dtype="float32"))
    plane = WeightPlane.of_weights(ground.parameters, 0, 1)
    finest = pictures(ground, plane, reach=1e38)[-1]
    assert np.isfinite(finest.loss).all()
    assert finest.loss.max() == landscape.LARGEST
    assert 0 < finest.beyond < 61 * 61
    assert finest.loss[finest.here] == ground.loss


def test_of_many_rows_as_many_are_read_as_evaluations_for_the_history_read():
    points = np.linspace(-1.0, 1.0, 2 * (MOST_ROWS + 5)).reshape(-1, 2)
    data = Dataset.from_arrays(points, points[:, :1], points[:5], points[:5, :1], task="regression")
    trainer = Trainer(SMALL.with_values({"model.hidden": (), "data.dataset": "sine"}), dataset=data)
    ground = Ground.of(trainer)
    assert (ground.rows, ground.rows_there) == (MOST_ROWS, MOST_ROWS + 5)
    trainer.run(epochs=1)
    recorded = trainer.history.evaluations.curve("train_loss").high[-1]
    assert Ground.of(trainer).loss == recorded


def test_a_network_with_too_many_weights_is_refused(monkeypatch):
    monkeypatch.setattr(landscape, "MOST_PARAMETERS", 19)
    with pytest.raises(ValueError, match="20 weights: a landscape is shown of up to 19"):
        Ground.of(trained())


def test_stacks_and_runs_without_examples_are_refused():
    with pytest.raises(ValueError, match="single run"):
        Ground.of(Trainer([SMALL, SMALL]))
    with pytest.raises(ValueError, match="no training examples"):
        Ground.of(Trainer(Experiment().with_value("data.dataset", "painted")))


# Planes ------------------------------------------------------------------------------------------


def test_random_directions_are_as_long_as_the_filters_and_leave_biases():
    ground = Ground.of(trained())
    plane = WeightPlane.random(ground.parameters, ground.sizes, seed=3)
    again, other = (WeightPlane.random(ground.parameters, ground.sizes, seed) for seed in (3, 4))
    np.testing.assert_array_equal(plane.axes, again.axes)
    assert not np.allclose(plane.axes, other.axes)
    blocks = layer_blocks(ground.parameters, ground.sizes)
    for theta, direction in zip(blocks, layer_blocks(plane.axes, ground.sizes), strict=True):
        filters = np.linalg.norm(direction[:, :-1], axis=1)
        np.testing.assert_allclose(filters, [np.linalg.norm(theta[:-1], axis=0)] * 2)
        assert not direction[:, -1].any()


def test_the_plane_of_a_path_is_the_principal_one_and_tells_what_it_leaves_out():
    ground = Ground.of(trained(steps=3000))
    plane = WeightPlane.of_path(ground.path, ground.gradient)
    centred = ground.path - ground.path.mean(axis=0)
    _, spread, directions = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(plane.shares, (spread**2 / (spread**2).sum())[:2])
    np.testing.assert_allclose(np.abs(plane.axes @ directions[:2].T), np.eye(2), atol=1e-6)
    at, off = plane.project(ground.path)
    np.testing.assert_allclose(at[-1], 0.0, atol=1e-12)
    assert off[-1] == pytest.approx(0.0, abs=1e-12)
    rest = ground.path - ground.parameters - at @ plane.axes
    np.testing.assert_allclose(off, np.linalg.norm(rest, axis=1))
    np.testing.assert_allclose(rest @ plane.axes.T, 0.0, atol=1e-9)
    (left, right), (low, high) = extent_of(plane, ground, 1.0)
    assert (left < at[:, 0]).all()
    assert (at[:, 0] < right).all()
    assert (low < at[:, 1]).all()
    assert (at[:, 1] < high).all()


@pytest.mark.parametrize("points", [1, 2])
def test_a_path_without_a_bend_is_shown_with_the_gradient(points):
    path = np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]])[-points:]
    plane = WeightPlane.of_path(path, np.array([1.0, 0.0, 1.0]))
    assert len(plane.shares) == points - 1
    gram = plane.axes @ plane.axes.T
    np.testing.assert_allclose(gram, np.eye(2), atol=1e-12)
    coordinates = plane.along(np.array([1.0, 0.0, 1.0]))
    assert np.linalg.norm(coordinates) == pytest.approx(np.sqrt(2.0))  # it lies in the plane


def test_two_places_of_one_weight_are_no_plane():
    with pytest.raises(ValueError, match="two different"):
        WeightPlane.of_weights(np.zeros(3), 1, 1)
    with pytest.raises(ValueError, match="two different"):
        WeightPlane.of_weights(np.zeros(3), 0, 3)


# The path ----------------------------------------------------------------------------------------


def test_a_short_past_is_trained_again_with_all_that_was_changed():
    trainer = trained(steps=20)
    first = trainer.network.parameters.copy()
    trainer.edit([0], [5.0])
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", 0.1))
    trainer.run(steps=300)
    ground = Ground.of(trainer)
    assert ground.path_steps.tolist() == [0, 256, 320]
    longer = ground.retraced(most=321)
    assert longer.path_steps.tolist() == list(range(321))
    np.testing.assert_array_equal(longer.path[[0, 256, 320]], ground.path)
    first[0] = 5.0
    np.testing.assert_array_equal(longer.path[20], first)
    assert longer.moment is None
    trainer.run(steps=1000)
    late = Ground.of(trainer)
    assert late.retraced() is late


def test_a_long_past_is_thinned_evenly(monkeypatch):
    monkeypatch.setattr(landscape, "MOST_MOMENTS", 5)
    steps = Ground.of(trained(steps=256 * 20)).path_steps
    assert len(steps) == 5
    assert np.diff(steps).min() >= 0.9 * np.diff(steps).max()
