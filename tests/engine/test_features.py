"""Features: shapes, values, and which of them a data set has."""

from __future__ import annotations

import numpy as np
import pytest

from engine.features import available_features, features

POINTS = np.array([[0.5, -2.0], [-3.0, 4.0], [6.0, -6.0]])

EXPECTED = {
    "x1": POINTS[:, 0],
    "x2": POINTS[:, 1],
    "x1_squared": POINTS[:, 0] ** 2,
    "x2_squared": POINTS[:, 1] ** 2,
    "x1_x2": POINTS[:, 0] * POINTS[:, 1],
    "sin_x1": np.sin(POINTS[:, 0]),
    "sin_x2": np.sin(POINTS[:, 1]),
}


@pytest.mark.parametrize("name", features.ids())
def test_every_feature_gives_one_value_a_point(name):
    feature = features.get(name)
    values = feature.compute(POINTS)
    assert values.shape == (3,)
    assert np.isfinite(values).all()
    assert feature.label
    assert feature.formula
    assert feature.source
    assert feature.sentence.endswith(".")


@pytest.mark.parametrize("name", EXPECTED)
def test_values(name):
    np.testing.assert_array_equal(features.get(name).compute(POINTS), EXPECTED[name])


@pytest.mark.parametrize("name", features.ids())
def test_a_feature_reads_no_column_beyond_those_it_needs(name):
    feature = features.get(name)
    narrow = feature.compute(POINTS[:, : feature.columns_needed])
    np.testing.assert_array_equal(narrow, feature.compute(POINTS))


def test_one_coordinate_leaves_only_features_of_it():
    assert available_features(1) == ("x1", "x1_squared", "sin_x1")
    assert available_features(2) == features.ids()
