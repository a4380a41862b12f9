"""Data sets: the generators, the tables, splitting, scaling and given arrays."""

from __future__ import annotations

import subprocess
import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.datasets import Dataset, PaintedPoints, data_faults, datasets, make_dataset
from engine.datasets.classification import balanced_labels
from engine.datasets.splitting import fit_scaling, split_rows
from engine.datasets.tabular import open_bundled

SYNTHETIC = [cls.id for cls in datasets if cls.kind == "synthetic"]
TABLES = [cls.id for cls in datasets if cls.kind == "table"]
CLASSES = [cls.id for cls in datasets if cls.kind == "synthetic" and cls().task != "regression"]
VALUES = [cls.id for cls in datasets if cls.kind == "synthetic" and cls().task == "regression"]
PAINTING = PaintedPoints(
    np.column_stack([np.random.default_rng(0).uniform(-6, 6, (301, 2)), np.arange(301) % 2])
)
CLEAN = 0.0


def settings(dataset, **changes):
    values = {
        "dataset": dataset, "samples": 301, "noise": 0.1, "test_fraction": 0.3, "seed": 3,
        "features": "auto", "scaling": "auto", "sealed_fraction": 0.0, "points": PAINTING,
        "label_noise": 0.0, "outliers": 0.0, "imbalance": 0.0,
    }  # fmt: skip
    return SimpleNamespace(**{**values, **changes})


def arrays(dataset):
    return {name: value for name, value in vars(dataset).items() if isinstance(value, np.ndarray)}


def assert_same(first, second):
    for name, value in arrays(first).items():
        np.testing.assert_array_equal(value, getattr(second, name), err_msg=name)


def rows_in_order(points):
    return points[np.lexsort(points.T)]


@pytest.mark.parametrize("name", datasets.ids())
def test_shapes_and_names_agree(name):
    source, dataset = datasets.get(name), make_dataset(settings(name))
    train, test = len(dataset.train_inputs), len(dataset.test_inputs)
    outputs = dataset.train_targets.shape[1]
    assert dataset.train_inputs.shape == (train, len(dataset.feature_names))
    assert dataset.test_inputs.shape == (test, len(dataset.feature_names))
    assert dataset.train_targets.shape == (train, outputs)
    assert dataset.test_targets.shape == (test, outputs)
    assert dataset.train_points.shape == (train, len(dataset.column_names))
    assert dataset.bounds.shape == (len(dataset.column_names), 2)
    assert (dataset.bounds[:, 0] < dataset.bounds[:, 1]).all()
    assert dataset.task == source.task
    assert dataset.target_name
    classes = {"binary": 2, "multiclass": outputs, "regression": 0}[dataset.task]
    assert len(dataset.class_names) == len(set(dataset.class_names)) == classes
    for value in arrays(dataset).values():
        assert np.isfinite(value).all()


@pytest.mark.parametrize("name", datasets.ids())
def test_every_source_says_what_it_is(name):
    source = datasets.get(name)
    assert source.label
    assert source.formula
    assert source.source
    assert source.sentence.endswith(".")
    assert set(source.default_features) <= set(source.feature_ids())
    assert all(not parameter.live for parameter in source.hyper_parameters())


@pytest.mark.parametrize("name", datasets.ids())
def test_targets_are_what_losses_take(name):
    dataset = make_dataset(settings(name))
    for targets, labels in (
        (dataset.train_targets, dataset.train_labels),
        (dataset.test_targets, dataset.test_labels),
    ):
        if dataset.task == "multiclass":
            assert set(np.unique(targets)) == {0.0, 1.0}
            np.testing.assert_array_equal(targets.sum(axis=1), 1.0)
            np.testing.assert_array_equal(targets[np.arange(len(labels)), labels], 1.0)
        else:
            assert targets.shape[1] == 1
            np.testing.assert_array_equal(targets[:, 0], labels)
        if dataset.task == "binary":
            assert set(np.unique(targets)) == {0.0, 1.0}


@pytest.mark.parametrize("name", datasets.ids())
def test_arrays_cannot_be_written_to(name):
    dataset = make_dataset(settings(name))
    for value in [*arrays(dataset).values(), dataset.train_labels, dataset.test_labels]:
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0.0


@pytest.mark.parametrize("name", datasets.ids())
def test_same_settings_same_arrays(name):
    assert_same(make_dataset(settings(name)), make_dataset(settings(name)))


@pytest.mark.parametrize("name", datasets.ids())
def test_another_seed_gives_other_rows(name):
    first, second = make_dataset(settings(name)), make_dataset(settings(name, seed=4))
    assert not np.array_equal(first.train_points, second.train_points)


@pytest.mark.parametrize("name", SYNTHETIC)
def test_clean_points_fill_the_square_and_stay_inside(name):
    dataset = make_dataset(settings(name, samples=4000, noise=CLEAN, test_fraction=0.0))
    reach = np.abs(dataset.train_points).max(axis=0)
    assert (reach <= 6.0).all()
    assert (reach > 4.0).all()
    np.testing.assert_array_equal(dataset.bounds, [[-6.0, 6.0]] * len(dataset.column_names))


@pytest.mark.parametrize("name", CLASSES)
def test_noise_moves_the_same_points_further(name):
    clean, little, much = (
        make_dataset(settings(name, noise=noise, scaling="none")) for noise in (CLEAN, 0.1, 0.4)
    )
    np.testing.assert_array_equal(clean.train_targets, much.train_targets)
    shift = little.train_points - clean.train_points
    np.testing.assert_allclose(much.train_points - clean.train_points, 4.0 * shift, atol=1e-12)
    assert shift.std() == pytest.approx(0.1, rel=0.15)


@pytest.mark.parametrize("name", VALUES)
def test_noise_on_values_is_a_share_of_their_spread(name):
    clean, noisy = (
        make_dataset(settings(name, samples=4000, noise=noise, test_fraction=0.0))
        for noise in (CLEAN, 0.2)
    )
    np.testing.assert_array_equal(clean.train_points, noisy.train_points)
    assert np.abs(clean.train_targets).max() <= 1.0
    shift = noisy.train_targets - clean.train_targets
    assert shift.std() == pytest.approx(0.2 * clean.train_targets.std(), rel=0.1)


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_shown_as_they_were_measured(name):
    first = make_dataset(settings(name))
    assert_same(first, make_dataset(settings(name, noise=5.0, samples=17)))


@pytest.mark.parametrize("name", datasets.ids())
@pytest.mark.parametrize("test_fraction", [0.0, 0.5, 0.9])
def test_the_test_share_parts_the_same_points(name, test_fraction):
    first = make_dataset(settings(name))
    second = make_dataset(settings(name, test_fraction=test_fraction))
    everything = [np.concatenate([d.train_points, d.test_points]) for d in (first, second)]
    np.testing.assert_array_equal(*map(rows_in_order, everything))
    share = len(second.test_inputs) / len(everything[1])
    assert share == pytest.approx(test_fraction, abs=0.01)


def test_a_larger_test_share_takes_rows_and_gives_none_back():
    smaller = split_rows(100, settings("xor", test_fraction=0.2)).test
    larger = split_rows(100, settings("xor", test_fraction=0.5)).test
    assert set(smaller) < set(larger)


@pytest.mark.parametrize("rows", [1, 2, 16])
def test_one_row_is_always_left_for_training(rows):
    train, test, _ = split_rows(rows, settings("xor", test_fraction=0.99))
    assert len(train) >= 1
    assert len(train) + len(test) == rows


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("samples", [16, 17, 1000])
def test_classes_are_as_equal_as_can_be(name, samples):
    dataset = make_dataset(settings(name, samples=samples, test_fraction=0.0))
    counts = np.bincount(dataset.train_labels, minlength=len(dataset.class_names))
    assert counts.sum() == samples
    assert counts.max() - counts.min() <= 1


def test_labels_take_turns():
    np.testing.assert_array_equal(balanced_labels(7, 3), [0, 1, 2, 0, 1, 2, 0])


def share_of_like_neighbours(source, samples):
    """Return the share of clean points whose nearest neighbour is of the same class."""
    dataset = make_dataset(settings(source, samples=samples, noise=CLEAN, test_fraction=0.0))
    points, labels = dataset.train_points, dataset.train_labels
    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(distance, np.inf)
    return (labels[distance.argmin(axis=1)] == labels).mean()


@pytest.mark.parametrize("name", CLASSES)
def test_clean_classes_do_not_touch(name):
    assert share_of_like_neighbours(name, samples=600) > 0.99


@pytest.mark.parametrize("classes", range(3, 7))
@pytest.mark.parametrize("name", ["blobs", "rings", "pinwheel", "spiral"])
def test_several_clean_classes_do_not_touch(name, classes):
    setting = "classes" if name in ("blobs", "rings") else "arms"
    source = datasets.parse({"id": name, setting: classes})
    assert share_of_like_neighbours(source, samples=2400) > 0.99


@pytest.mark.parametrize("curve", ["sine", "cubic", "v"])
def test_a_border_parts_above_from_below(curve):
    source = datasets.parse({"id": "border", "curve": curve, "gap": 1.0})
    dataset = make_dataset(settings(source, samples=2000, noise=CLEAN, test_fraction=0.0))
    x, y = dataset.train_points.T
    above = y - source.height(x)
    assert (above[dataset.train_labels == 1] >= 0.5).all()
    assert (above[dataset.train_labels == 0] <= -0.5).all()


def test_a_checkerboard_uses_all_its_squares():
    source = datasets.parse({"id": "checkerboard", "cells": 5, "gap": 0.0})
    dataset = make_dataset(settings(source, samples=4000, noise=CLEAN, test_fraction=0.0))
    column, row = np.floor((dataset.train_points.T + 6.0) / 2.4).astype(int)
    np.testing.assert_array_equal((column + row) % 2, dataset.train_labels)
    assert len(set(zip(column, row, strict=True))) == 25


def test_curves_have_the_values_of_their_formulas():
    x = np.linspace(-6.0, 6.0, 49)[:, None]
    u = x[:, 0] / 6.0
    polynomial = datasets.parse({"id": "polynomial", "degree": 4}).value(x)
    np.testing.assert_allclose(polynomial, 8 * u**4 - 8 * u**2 + 1, atol=1e-12)
    teeth = datasets.parse({"id": "sawtooth", "teeth": 2}).value(x)
    np.testing.assert_allclose(
        teeth, np.where(u < 0, 2 * u + 1, 2 * u - 1) - 2 * (u == 1), atol=1e-12
    )
    chirp = datasets.parse({"id": "chirp", "waves": 1.0}).value(x)
    crossings = np.count_nonzero(np.diff(np.sign(chirp[1:-1])))
    assert crossings == 1


def test_xor_keeps_off_the_axes():
    points = make_dataset(settings("xor", noise=CLEAN)).train_points
    assert np.abs(points).min() >= 0.3


@pytest.mark.parametrize(
    ("name", "setting"),
    [(cls.id, h.name) for cls in datasets for h in cls.hyper_parameters()
     if h.name in ("arms", "classes")],
)  # fmt: skip
@pytest.mark.parametrize("count", range(2, 7))
def test_sets_of_several_classes_have_as_many_as_asked_for(name, setting, count):
    least = next(h.minimum for h in datasets.class_of(name).hyper_parameters() if h.name == setting)
    count = max(count, int(least))
    dataset = make_dataset(settings(datasets.parse({"id": name, setting: count}), noise=CLEAN))
    assert len(dataset.class_names) == count
    assert dataset.train_targets.shape[1] == (1 if count == 2 else count)
    assert dataset.task == ("binary" if count == 2 else "multiclass")


@pytest.mark.parametrize("cls", list(datasets), ids=datasets.ids())
def test_the_limits_of_every_setting_give_sound_points(cls):
    for parameter in cls.hyper_parameters():
        for limit in parameter.choices or (parameter.minimum, parameter.maximum):
            source = cls(**{parameter.name: int(limit) if parameter.integer else limit})
            dataset = make_dataset(settings(source, noise=CLEAN))
            assert np.isfinite(dataset.train_points).all()
            assert np.abs(dataset.train_points).max() <= 6.0


@pytest.mark.parametrize("name", SYNTHETIC)
def test_every_feature_of_a_source_can_be_fed(name):
    names = datasets.get(name).feature_ids()
    dataset = make_dataset(settings(name, features=names))
    assert dataset.feature_names == names
    again = dataset.inputs_of(dataset.train_points)
    np.testing.assert_array_equal(again, dataset.train_inputs)


@pytest.mark.parametrize("name", datasets.ids())
@pytest.mark.parametrize("scaling", ["none", "standard"])
def test_points_become_inputs_as_in_training(name, scaling):
    dataset = make_dataset(settings(name, scaling=scaling))
    np.testing.assert_array_equal(dataset.inputs_of(dataset.test_points), dataset.test_inputs)
    with pytest.raises(ValueError, match=r"columns (x1|r1c1|.*_)"):
        dataset.inputs_of(np.zeros((3, 7)))


@pytest.mark.parametrize("name", datasets.ids())
def test_scaling_is_fitted_on_training_rows_only(name):
    dataset = make_dataset(settings(name, scaling="standard", test_fraction=0.6))
    np.testing.assert_allclose(dataset.train_inputs.mean(axis=0), 0.0, atol=1e-9)
    constant = np.ptp(dataset.train_points, axis=0) == 0.0  # pixels that are never dark
    np.testing.assert_allclose(dataset.train_inputs.std(axis=0), ~constant, rtol=1e-9)
    assert name == "digits" or not constant.any()
    assert not np.allclose(dataset.test_inputs.mean(axis=0), 0.0, atol=1e-9)


@pytest.mark.parametrize("name", datasets.ids())
def test_auto_scales_tables_only(name):
    expected = "standard" if datasets.get(name).kind == "table" else "none"
    assert_same(make_dataset(settings(name)), make_dataset(settings(name, scaling=expected)))


def test_a_constant_column_becomes_zero():
    inputs = np.column_stack([np.full(7, 0.1), np.arange(7.0)])
    center, scale = fit_scaling(inputs)
    assert scale[0] == 1.0
    np.testing.assert_array_equal((inputs - center)[:, 0], 0.0)


@pytest.mark.parametrize(("name", "rows", "dropped"), [("penguins", 342, 2), ("iris", 150, 0)])
def test_rows_with_gaps_are_left_out_and_counted(name, rows, dropped):
    dataset = make_dataset(settings(name))
    assert len(dataset.train_inputs) + len(dataset.test_inputs) == rows
    assert dataset.rows_dropped == dropped


def test_the_classes_of_the_penguins():
    dataset = make_dataset(settings("penguins", test_fraction=0.0))
    assert dataset.class_names == ("Adelie", "Chinstrap", "Gentoo")
    assert np.bincount(dataset.train_labels).tolist() == [151, 68, 123]
    assert dataset.feature_names[0] == "bill_length_mm"


@pytest.mark.parametrize("name", TABLES)
def test_columns_of_a_table_are_chosen_by_name(name):
    source = datasets.get(name)
    chosen = source.feature_ids()[2:0:-1]
    everything, few = make_dataset(settings(name)), make_dataset(settings(name, features=chosen))
    assert few.feature_names == few.column_names == chosen
    np.testing.assert_array_equal(few.train_points, everything.train_points[:, [2, 1]])


@pytest.mark.parametrize("name", TABLES)
def test_shipped_tables_hold_what_their_source_promises(name):
    source = datasets.get(name)
    with open_bundled(source.file_name) as file:
        header = file.readline().strip().split(",")
    assert {*source.default_features, source.target_name} <= set(header)
    table = source.build(0, 0.0, np.random.default_rng(0))
    assert table.class_names == source.class_names
    assert table.task == source.task
    with open_bundled("README.md") as file:
        assert source.file_name in file.read()


@pytest.mark.parametrize(
    ("dataset", "features", "fault"),
    [
        ("spiral", (), "empty"),
        ("spiral", "x1", "neither"),
        ("spiral", (1, 2), "neither"),
        ("spiral", ("x1", "x3"), "has no 'x3'. Choose from x1, x2"),
        ("spiral", ("x1", "x1"), "'x1' more than once"),
        ("sine", ("x1", "x2"), "has no 'x2'. Choose from x1, x1_squared, sin_x1."),
        ("iris", ("x1",), "Choose from sepal_length_cm"),
        ("spirals", "auto", "Did you mean 'spiral'?"),
    ],
)
def test_impossible_features_are_named(dataset, features, fault):
    data = settings(dataset, features=features)
    (found,) = data_faults(data)
    assert fault in str(found)
    assert found.place.startswith("data.")
    with pytest.raises(ValueError, match="data"):
        make_dataset(data)


@pytest.mark.parametrize("name", datasets.ids())
def test_possible_settings_have_no_faults(name):
    assert data_faults(settings(name)) == []
    assert data_faults(settings(name, features=list(datasets.get(name).feature_ids()))) == []


@pytest.mark.parametrize("name", SYNTHETIC)
def test_a_hundred_thousand_points_are_quick(name):
    start = time.perf_counter()
    dataset = make_dataset(settings(name, samples=100_000))
    assert time.perf_counter() - start < 2.0
    assert len(dataset.train_inputs) == 70_000


def test_pandas_is_imported_only_for_a_table():
    code = "import sys, engine.datasets; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---------------------------------------------------------------- given arrays


def test_given_arrays_are_copied():
    inputs = np.ones((3, 2))
    dataset = Dataset.from_arrays(inputs, [0, 1, 0], task="binary")
    inputs[:] = 7.0
    np.testing.assert_array_equal(dataset.train_inputs, 1.0)
    assert dataset.test_inputs.shape == (0, 2)
    assert dataset.test_targets.shape == (0, 1)
    assert dataset.feature_names == ("x1", "x2")
    assert dataset.class_names == ("0", "1")


@pytest.mark.parametrize(
    ("task", "targets", "expected"),
    [
        ("binary", [0, 1, 1], [[0], [1], [1]]),
        ("binary", [[False], [True], [True]], [[0], [1], [1]]),
        ("multiclass", [0, 2, 1], [[1, 0, 0], [0, 0, 1], [0, 1, 0]]),
        ("multiclass", [[0], [2], [1]], [[1, 0, 0], [0, 0, 1], [0, 1, 0]]),
        ("multiclass", [[1, 0], [0, 1], [1, 0]], [[1, 0], [0, 1], [1, 0]]),
        ("regression", [1.5, 2, 3], [[1.5], [2], [3]]),
        ("regression", [[1.5, 0], [2, 0], [3, 0]], [[1.5, 0], [2, 0], [3, 0]]),
    ],
)
def test_targets_are_brought_into_shape(task, targets, expected):
    dataset = Dataset.from_arrays(np.eye(3), targets, np.eye(3), targets, task=task)
    np.testing.assert_array_equal(dataset.train_targets, expected)
    np.testing.assert_array_equal(dataset.test_targets, expected)


def test_a_class_seen_only_in_the_test_counts():
    dataset = Dataset.from_arrays(np.eye(2), [0, 1], np.eye(2), [2, 3], task="multiclass")
    assert dataset.train_targets.shape == (2, 4)
    named = Dataset.from_arrays(np.eye(2), [0, 1], task="multiclass", class_names=["a", "b", "c"])
    assert named.train_targets.shape == (2, 3)


def test_an_empty_test_part_may_be_given():
    one_hot = np.eye(3)
    dataset = Dataset.from_arrays(
        np.eye(3), one_hot, np.zeros((0, 3)), np.zeros((0, 3)), task="multiclass"
    )
    assert dataset.test_targets.shape == (0, 3)
    dataset = Dataset.from_arrays(np.eye(3), [0, 1, 2], np.zeros((0, 3)), [], task="multiclass")
    assert dataset.test_targets.shape == (0, 3)


def test_given_arrays_can_be_scaled():
    dataset = Dataset.from_arrays(
        [[1.0, 5.0], [3.0, 5.0]], [0.0, 1.0], [[5.0, 6.0]], [2.0],
        task="regression", scaling="standard", feature_names=("width_cm", "constant"),
    )  # fmt: skip
    np.testing.assert_array_equal(dataset.train_inputs, [[-1.0, 0.0], [1.0, 0.0]])
    np.testing.assert_array_equal(dataset.test_inputs, [[3.0, 1.0]])
    np.testing.assert_array_equal(dataset.inputs_of(dataset.test_points), dataset.test_inputs)
    assert dataset.feature_names == ("width_cm", "constant")


GOOD = {"train_inputs": np.eye(3), "train_targets": [0, 1, 0], "task": "binary"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"task": "guessing"}, "task: 'guessing' is unknown"),
        ({"train_inputs": np.zeros(3)}, r"train_inputs: .*\[:, None\]"),
        ({"train_inputs": np.zeros((3, 2, 2))}, r"train_inputs: have the shape \(3, 2, 2\)"),
        ({"train_inputs": np.zeros((3, 0))}, r"train_inputs: have the shape \(3, 0\)"),
        ({"train_inputs": np.zeros((0, 2)), "train_targets": []}, "have no rows"),
        ({"train_inputs": [[1, 2], [3]]}, "differ in length"),
        ({"train_inputs": np.array([["a", "b"]] * 3)}, "not numbers"),
        ({"train_inputs": np.eye(3) * 1j}, "not numbers"),
        ({"train_inputs": np.array([[1.0], [np.nan], [np.inf]])}, "in 2 rows, the first is row 1"),
        ({"train_inputs": np.eye(3) * 1e200}, "beyond"),
        ({"train_inputs": np.eye(4)}, "train_targets: have 3 rows, train_inputs 4"),
        ({"train_targets": [0, 1, 2]}, "not one column of 0 and 1"),
        ({"train_targets": np.eye(3)}, "not one column of 0 and 1"),
        ({"train_targets": [0.0, np.nan, 1.0]}, "train_targets: hold NaN"),
        ({"train_targets": 1.0}, r"train_targets: have the shape \(\)"),
        ({"task": "multiclass", "train_targets": [0, 1.5, 2]}, "whole numbers from 0 to 2"),
        ({"task": "multiclass", "train_targets": [0, -1, 2]}, "whole numbers from 0 to 2"),
        ({"task": "multiclass", "train_targets": [0, 1, 10**9]}, "2 to 4096 are possible"),
        ({"task": "multiclass", "train_targets": np.ones((3, 3))}, "not one-hot"),
        ({"test_inputs": np.eye(3)}, "test: inputs or targets are missing"),
        ({"test_inputs": np.ones((2, 2)), "test_targets": [0, 1]}, "test_inputs: have 2 columns"),
        ({"test_inputs": np.eye(3), "test_targets": [0, 1]}, "test_targets: have 2 rows"),
        ({"feature_names": ["a"]}, "1 names for 3 columns"),
        ({"class_names": ["a", "b", "c"]}, "3 names for 2 classes"),
        ({"scaling": "auto"}, "scaling: 'auto' is unknown"),
        (
            {
                "task": "regression", "train_targets": np.eye(3),
                "test_inputs": np.eye(3), "test_targets": [1.0, 2.0, 3.0],
            },
            "test_targets: have 1 columns",
        ),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(changes, fault):
    with pytest.raises(ValueError, match=fault):
        Dataset.from_arrays(**{**GOOD, **changes})


def test_all_faults_are_named_at_once():
    with pytest.raises(ValueError, match=r"(?s)task: .*train_inputs: .*train_targets: "):
        Dataset.from_arrays(np.zeros(3), [np.nan], task="guessing")


ANYTHING = hnp.arrays(
    dtype=st.sampled_from([np.float64, np.float32, np.int8, np.bool_]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


@given(
    inputs=ANYTHING, targets=ANYTHING, task=st.sampled_from(["binary", "multiclass", "regression"])
)
def test_any_array_is_taken_or_refused_clearly(inputs, targets, task):
    try:
        dataset = Dataset.from_arrays(inputs, targets, inputs, targets, task=task)
    except ValueError as error:
        assert any(name in str(error) for name in ("train_inputs", "train_targets"))  # noqa: PT017
        return
    assert len(dataset.train_inputs) == len(dataset.train_targets) >= 1
    assert all(np.isfinite(value).all() for value in arrays(dataset).values())
    assert dataset.train_labels.shape == (len(dataset.train_inputs),)
