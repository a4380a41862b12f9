"""Wrong labels, outliers, uneven classes and the sealed part of a data set."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Data, ExperimentError, PaintedPoints, make_dataset
from engine.datasets import datasets
from engine.datasets.base import uneven_counts

SYNTHETIC = [cls.id for cls in datasets if cls.kind == "synthetic"]
CLASSES = [name for name in SYNTHETIC if datasets.get(name).task != "regression"]
VALUES = [name for name in SYNTHETIC if datasets.get(name).task == "regression"]
TABLES = [cls.id for cls in datasets if cls.kind == "table"]
PARTS = ("train", "test", "sealed")
POINTS = PaintedPoints(
    np.column_stack([np.random.default_rng(1).uniform(-6, 6, (400, 2)), np.arange(400) % 2])
)


def made(name, **values):
    chosen = {"samples": 600, "sealed_fraction": 0.1, "test_fraction": 0.3, "points": POINTS}
    return make_dataset(Data(dataset=name, **{**chosen, **values}))


def assert_equal(first, second, *names):
    for name in names:
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name), err_msg=name)


def of_part(part):
    return [f"{part}_{kind}" for kind in ("inputs", "targets", "points")]


@pytest.mark.parametrize("name", [*CLASSES, "painted"])
def test_label_noise_flips_its_share_of_training_labels(name):
    clean, noisy = made(name), made(name, label_noise=0.2)
    flipped = clean.train_labels != noisy.train_labels
    assert np.count_nonzero(flipped) == int(0.2 * len(flipped) + 0.5)
    assert_equal(clean, noisy, "train_points", *of_part("test"), *of_part("sealed"))
    assert_equal(noisy, made(name, label_noise=0.2), "train_targets")
    other = made(name, label_noise=0.2, seed=1).train_labels != made(name, seed=1).train_labels
    assert not np.array_equal(flipped, other)


def test_more_label_noise_keeps_what_was_flipped():
    clean, less, more = (made("spiral", label_noise=share).train_labels for share in (0, 0.1, 0.3))
    assert set(np.flatnonzero(clean != less)) < set(np.flatnonzero(clean != more))


def test_label_noise_takes_any_other_class():
    source = {"id": "blobs", "classes": 5}
    clean = made(source, samples=6000).train_labels
    noisy = made(source, samples=6000, label_noise=1.0).train_labels
    counts = np.bincount((noisy - clean) % 5, minlength=5)
    assert counts[0] == 0
    assert counts[1:].min() > 0.2 * len(clean)


@pytest.mark.parametrize("name", CLASSES)
def test_outliers_lie_anywhere_in_the_square(name):
    clean, thrown = made(name, noise=0.0), made(name, noise=0.0, outliers=0.25)
    moved = (clean.train_points != thrown.train_points).any(axis=1)
    assert np.count_nonzero(moved) == int(0.25 * len(moved) + 0.5)
    assert np.abs(thrown.train_points).max() <= 6.0
    assert_equal(clean, thrown, "train_targets", *of_part("test"), *of_part("sealed"))
    assert_equal(thrown, made(name, noise=0.0, outliers=0.25), "train_points")


@pytest.mark.parametrize("name", VALUES)
def test_outliers_of_values_are_far_off(name):
    clean, thrown = made(name), made(name, outliers=0.1)
    distance = np.abs(thrown.train_targets - clean.train_targets)[:, 0]
    far = distance > 0.0
    assert np.count_nonzero(far) == int(0.1 * len(far) + 0.5)
    assert distance[far].min() > 2.0 * clean.train_targets.std()
    assert_equal(clean, thrown, "train_points", *of_part("test"), *of_part("sealed"))


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("imbalance", [0.5, 0.95])
def test_classes_become_uneven(name, imbalance):
    dataset = made(name, imbalance=imbalance, samples=900)
    labels = np.concatenate([getattr(dataset, f"{part}_labels") for part in PARTS[:2]])
    sealed = len(dataset.sealed_points)
    counts = np.bincount(labels, minlength=len(dataset.class_names))
    assert counts.sum() + sealed == 900
    expected = uneven_counts(900, len(counts), imbalance)
    assert (np.abs(counts - expected) <= sealed).all()
    assert_equal(dataset, made(name, imbalance=imbalance, samples=900), *of_part("train"))


@given(samples=st.integers(16, 5000), classes=st.integers(2, 6), imbalance=st.floats(0.0, 0.95))
def test_uneven_counts_rise_and_add_up(samples, classes, imbalance):
    counts = uneven_counts(samples, classes, imbalance)
    assert counts.sum() == samples
    assert counts.min() >= 1
    assert (np.diff(counts) >= -1).all()  # rounding
    assert abs(counts[0] - max(1.0, (1.0 - imbalance) * counts[-1])) <= 1.5


@pytest.mark.parametrize("name", [*TABLES, *VALUES])
def test_what_does_not_fit_a_set_takes_no_effect(name):
    values = {"label_noise": 0.3, "imbalance": 0.5}
    if name in TABLES:
        values["outliers"] = 0.2
    assert_equal(made(name), made(name, **values), *of_part("train"), *of_part("test"))


# -- the sealed part ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SYNTHETIC, *TABLES])
def test_sealing_takes_rows_from_training_only(name):
    without, sealed = made(name, sealed_fraction=0.0), made(name, sealed_fraction=0.2)
    assert without.sealed_inputs.shape == (0, without.train_inputs.shape[1])
    assert without.sealed_targets.shape == (0, without.train_targets.shape[1])
    assert_equal(without, sealed, "test_points", "test_targets")
    rows = len(without.train_points) + len(without.test_points)
    assert len(sealed.sealed_points) == int(0.2 * rows + 0.5)
    kept = np.concatenate([sealed.train_points, sealed.sealed_points])
    np.testing.assert_array_equal(np.sort(kept, axis=0), np.sort(without.train_points, axis=0))
    np.testing.assert_array_equal(sealed.inputs_of(sealed.sealed_points), sealed.sealed_inputs)
    with pytest.raises(ValueError, match="read-only"):
        sealed.sealed_inputs[...] = 0.0


def test_test_and_sealed_rows_leave_some_to_train_on():
    fault = r"sealed_fraction: with the test share it exceeds 0\.95\. Leave more to train on"
    with pytest.raises(ExperimentError, match=fault):
        Data(test_fraction=0.6, sealed_fraction=0.4)
