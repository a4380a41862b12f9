"""What the microscope says of points, neurons, layers and classes, against sums by hand."""

import numpy as np
import pytest

from engine import Dataset, Experiment, Network, Trainer
from engine.microscope import (
    MOST_ROWS,
    Plane,
    Sample,
    axes_of,
    confusion_matrix,
    grid_lines,
    health_of,
    layer_histograms,
    part_view,
    sample_rows,
)
from engine.microscope.hidden import FIT_ROWS
from engine.microscope.histograms import MOST_VALUES

EXACT = {"model.dtype": "float64", "data.samples": 300, "model.hidden": (5, 3)}
OBJECTIVES = {
    "binary": {},
    "one for all classes": {"data.dataset": "iris"},
    "balanced": {"data.dataset": "iris", "training.class_weights": "balanced"},
    "smooth": {"data.dataset": "iris", "training.label_smoothing": 0.1},
    "recoded": {"training.loss": "mean_squared_error", "model.output_activation": "tanh"},
    "huber": {"data.dataset": "plane", "training.loss": "huber"},
    "64 columns": None,
    "weighted": {"training.class_weights": (1.0, 5.0)},
}


def trainer_of_table(columns=64, classes=10):
    """Return a trainer on as many columns and classes as small pictures of digits have."""
    rng = np.random.default_rng(0)
    labels = rng.integers(classes, size=200)
    points = rng.normal(size=(200, columns)) + np.eye(classes, columns)[labels]
    data = Dataset.from_arrays(
        points[:150], labels[:150], points[150:], labels[150:], task="multiclass"
    )
    trainer = Trainer(Experiment().with_value("model.dtype", "float64"), dataset=data)
    trainer.run(steps=30)
    return trainer


def trainer_of(steps=30, **values):
    trainer = Trainer(Experiment().with_values({**EXACT, **values}))
    trainer.run(steps=steps)
    return trainer


def looked(trainer, part="train", thinning=1):
    sample = Sample.of(trainer.network, trainer.dataset, part, thinning)
    sample.look()
    return sample


# Points ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["train", "test"])
@pytest.mark.parametrize("settings", OBJECTIVES.values(), ids=OBJECTIVES)
def test_the_mean_over_the_points_is_what_evaluate_says(settings, part):
    trainer = trainer_of(**settings) if settings is not None else trainer_of_table()
    view = part_view(looked(trainer, part), trainer.objective, trainer.dataset.task)
    inputs = getattr(trainer.dataset, f"{part}_inputs")
    evaluated = trainer.evaluate(part)
    assert view.rows.tolist() == list(range(len(inputs)))
    np.testing.assert_allclose(view.predictions, trainer.predict(inputs), rtol=1e-12, atol=1e-15)
    assert view.losses.mean() == pytest.approx(evaluated["loss"], rel=1e-12)
    if trainer.dataset.task == "regression":
        assert view.correct is None
    else:
        assert view.correct.mean() == pytest.approx(evaluated["accuracy"])


def test_a_loss_belongs_to_its_point():
    trainer = trainer_of()
    view = part_view(looked(trainer), trainer.objective, "binary")
    said, true = view.predictions[:, 0], trainer.dataset.train_targets[:, 0]
    by_hand = -np.log(np.where(true == 1.0, said, 1.0 - said))
    np.testing.assert_allclose(view.losses, by_hand, rtol=1e-9)


def test_of_many_rows_some_are_looked_at_always_the_same():
    rows = sample_rows(60_000)
    assert len(np.unique(rows)) == MOST_ROWS
    assert (np.diff(rows) > 0).all()
    assert rows[-1] < 60_000
    assert np.array_equal(rows, sample_rows(60_000))
    trainer = trainer_of()
    assert looked(trainer, thinning=4).rows.tolist() == list(range(0, 150, 4))


def test_what_is_beyond_all_bounds_is_told_finite():
    trainer = trainer_of(**{"model.dtype": "float32"})
    trainer.network.parameters[...] = 3e38
    sample = looked(trainer)
    view = part_view(sample, trainer.objective, "binary")
    assert all(np.isfinite(layer).all() for layer in sample.layers)
    assert np.isfinite(view.losses).all()
    assert np.isfinite(view.predictions).all()


def test_without_test_rows_there_are_none():
    trainer = trainer_of(**{"data.test_fraction": 0.0})
    view = part_view(looked(trainer, "test"), trainer.objective, "binary")
    assert view.predictions.shape == (0, 1)
    assert view.losses.shape == view.correct.shape == (0,)


# Health ---------------------------------------------------------------------------------------


def health_with(activation, pre_activations):
    """Return the flags of neurons that see these sums, (units, N)."""
    sums = np.asarray(pre_activations, float)
    network = Network((len(sums), len(sums), 1), activation, dtype="float64")
    network.parameters[...] = 0.0
    network.weights[0][...] = np.eye(len(sums))
    sample = Sample(network, sums.T, np.zeros((sums.shape[1], 1)))
    sample.look()
    health = health_of(sample, network.activations)
    assert health.rows == sums.shape[1]
    return health.dead[0].tolist(), health.saturated[0].tolist()


@pytest.mark.parametrize(
    ("activation", "dead"),
    [("relu", [True, False, True]), ("leaky_relu", [False] * 3), ("tanh", [False] * 3)],
)
def test_a_dead_neuron_passes_no_gradient_on_any_row(activation, dead):
    assert health_with(activation, [[-1, -2, -9], [-1, -2, 0.1], [0, 0, 0]]) == (dead, [False] * 3)


@pytest.mark.parametrize(("activation", "edge"), [("tanh", 2.1784), ("sigmoid", 4.3569)])
def test_a_saturated_neuron_is_flat_on_95_rows_of_100(activation, edge):
    # 1 - tanh² = 0.05 at 2.17837; s (1 - s) = 0.0125 at 4.35674
    inside, flat = edge - 1e-3, edge + 1e-3
    rows = [
        [flat] * 50 + [-flat] * 45 + [0.0] * 5,
        [flat] * 94 + [0.0] * 6,
        [inside] * 100,
    ]
    assert health_with(activation, rows) == ([False] * 3, [True, False, False])


@pytest.mark.parametrize("activation", ["relu", "softplus", "linear", "sine"])
def test_what_has_no_two_flat_sides_is_never_saturated(activation):
    assert health_with(activation, [[1e4] * 20, [-1e4] * 20])[1] == [False, False]


# Histograms -----------------------------------------------------------------------------------


def test_histograms_count_what_numpy_counts():
    rng = np.random.default_rng(0)
    layers = [rng.normal(size=(30, 20)), rng.normal(size=(7, 20)) * 1e-3, np.zeros((2, 20))]
    layers[0][:3] = 0.0
    found = layer_histograms(layers)
    for values, edges, counts in zip(layers, found.edges, found.counts, strict=True):
        largest = np.abs(values).max()
        assert edges[0] == -edges[-1]
        assert np.array_equal(counts, np.histogram(values, edges)[0])
        assert largest <= edges[-1] <= 2.5 * largest or largest == 0.0
    assert found.zeros == pytest.approx((0.1, 0.0, 1.0))
    assert found.means == pytest.approx([values.mean() for values in layers])
    assert found.deviations == pytest.approx([values.std() for values in layers])


@pytest.mark.parametrize("value", [1e-38, 3e38])
def test_the_spread_of_very_small_and_very_large_values_is_told(value):
    found = layer_histograms([np.array([[value, -value]], np.float32)])
    assert found.deviations[0] == pytest.approx(value)


def test_a_histogram_of_what_is_never_negative_begins_at_zero():
    found = layer_histograms([np.array([[0.0, 2.0]], np.float32), np.array([[1.0]], np.float32)])
    assert (found.edges[0][0], found.edges[0][-1]) == (0.0, 2.0)
    assert (found.counts[0][0], found.counts[0][-1]) == (1, 1)  # the top belongs to the last


def test_of_very_many_values_some_are_counted_from_all_columns():
    values = np.broadcast_to(np.arange(64.0), (4000, 64)).copy()
    (counts,) = layer_histograms([values], bins=100).counts
    assert 0.5 * MOST_VALUES <= counts.sum() <= MOST_VALUES
    assert np.count_nonzero(counts) == 64


def test_no_layers_have_no_histograms():
    assert layer_histograms([]).counts == ()
    assert layer_histograms([np.zeros((0, 3))]).zeros == (1.0,)


# Hidden spaces --------------------------------------------------------------------------------


@pytest.mark.parametrize("units", [3, 20, FIT_ROWS + 50])
def test_axes_are_the_principal_ones(units):
    rng = np.random.default_rng(0)
    values = rng.normal(size=(units, 2)) @ (rng.normal(size=(2, 200)) * [[3.0], [1.0]])
    values += 0.01 * rng.normal(size=values.shape) + 5.0
    axes = axes_of(values)
    left, spread, _ = np.linalg.svd(values - values.mean(axis=1, keepdims=True))
    alike = np.abs(np.sum(axes.directions * left[:, :2].T, axis=1))
    np.testing.assert_allclose(alike, 1.0, atol=1e-9)
    assert axes.explained == pytest.approx((spread[:2] ** 2).sum() / (spread**2).sum())


def test_axes_do_not_flip_from_one_picture_to_the_next():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(6, 100)) * np.arange(1.0, 7.0)[:, np.newaxis]
    first = axes_of(values)
    turned = type(first)(first.center, -first.directions[::-1], first.labels, first.explained)
    for near in (first, turned):
        again = axes_of(values + 0.01 * rng.normal(size=values.shape), near)
        assert (np.sum(again.directions * near.directions, axis=1) > 0.99).all()


def test_one_or_two_neurons_are_shown_as_they_are():
    two, one = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.0]])
    assert axes_of(two).project(two).tolist() == [[1.0, 3.0], [2.0, 4.0]]
    assert axes_of(one).project(one).tolist() == [[1.0, 0.0], [2.0, 0.0]]
    assert [axes_of(values).labels for values in (two, one)] == [
        ("neuron 1", "neuron 2"),
        ("neuron 1",),
    ]


def test_points_that_are_one_have_axes_too():
    axes = axes_of(np.ones((4, 10)))
    assert axes.explained == 1.0
    assert not axes.project(np.ones((4, 10))).any()


@pytest.mark.parametrize(("columns", "shape"), [(1, (1, 5, 1)), (2, (6, 5, 2)), (4, (6, 5, 4))])
def test_the_grid_is_straight_and_covers_the_plane(columns, shape):
    points = np.random.default_rng(0).normal(size=(40, columns))
    plane = Plane.of(Dataset.from_arrays(points, points[:, 0] > 0.0, task="binary"))
    grid = grid_lines(plane, lines=3, points=5)
    assert grid.shape == shape
    on_plane = plane.project(grid.reshape(-1, columns)).reshape(*shape[:2], -1)
    np.testing.assert_allclose(np.diff(on_plane, 2, axis=1), 0.0, atol=1e-9)
    for axis, (low, high) in enumerate(plane.extent):
        assert (on_plane[..., axis].min(), on_plane[..., axis].max()) == pytest.approx((low, high))


# Confusion ------------------------------------------------------------------------------------


@pytest.mark.parametrize("dataset", ["spiral", "iris"])
def test_a_confusion_matrix_counts_every_example_once(dataset):
    trainer = trainer_of(**{"data.dataset": dataset})
    data = trainer.dataset
    matrix = confusion_matrix(trainer.predict(data.test_inputs), data.test_targets)
    said = trainer.predict(data.test_inputs)
    said = (said[:, 0] > 0.5) if said.shape[1] == 1 else said.argmax(axis=1)
    by_hand = np.zeros_like(matrix)
    for true, answer in zip(data.test_labels, said, strict=True):
        by_hand[int(true), int(answer)] += 1
    assert np.array_equal(matrix, by_hand)
    accuracy = matrix.trace() / matrix.sum()
    assert accuracy == pytest.approx(trainer.evaluate("test")["accuracy"])


# Dropout --------------------------------------------------------------------------------------


def test_a_dropped_neuron_has_no_gradient_and_the_others_have():
    trainer = trainer_of(
        0,
        **{
            "model.hidden": (12, 9, 7),
            "model.activation": "tanh",
            "model.dropout": (0.5, 0.0, 0.3),
            "training.batch_size": 1,
        },
    )
    assert not any(flags.any() for flags in trainer.dropped())
    seen = []
    for _ in range(70):
        trainer.step()
        dropped = trainer.dropped()
        outgoing = trainer.network  # the same layout for the gradient
        start = (trainer.dataset.train_inputs.shape[1] + 1) * 12
        for flags, fan_out in zip(dropped, (*outgoing.sizes[2:-1], 1), strict=True):
            block = trainer.gradient[start : start + (len(flags) + 1) * fan_out]
            rows = block.reshape(-1, fan_out)[:-1]
            assert np.array_equal(flags, ~rows.any(axis=1))
            start += (len(flags) + 1) * fan_out
        seen.append(np.concatenate(dropped))
    share = np.mean(seen, axis=0)
    assert not share[12:21].any()
    assert 0.3 < share[:12].mean() < 0.7
    assert 0.15 < share[21:].mean() < 0.45
