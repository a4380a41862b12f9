"""What a plot says, and the range that glides or jumps."""

import numpy as np
import pytest

from playground.panels.spoken import spoken_curves, trend_of
from playground.widgets.gentle_range import GentleRange


@pytest.mark.parametrize(
    ("values", "word"),
    [
        (np.linspace(1, 0, 50), "falling"),
        (np.linspace(0, 1, 50), "rising"),
        (np.r_[np.linspace(1, 0.5, 40), np.full(40, 0.5)], "steady"),
        (np.array([2.0, np.nan, 1.0]), "falling"),
        (np.array([np.nan, np.nan]), ""),
        (np.array([]), ""),
    ],
)
def test_a_trend_is_that_of_the_end(values, word):
    assert trend_of(values) == word


def test_curves_without_points_are_not_told():
    assert spoken_curves([("test", np.array([]))]) == "No curve yet."


def test_a_gentle_range_shrinks_slowly_and_the_other_at_once():
    gentle, plain = GentleRange(), GentleRange(gentle=False)
    for each in (gentle, plain):
        each.follow(0.0, 10.0)
    assert gentle.follow(0.0, 1.0)[1] > 5.0
    assert plain.follow(0.0, 1.0) == pytest.approx((-0.05, 1.05))
    assert plain.follow(0.0, 1.0) is None
