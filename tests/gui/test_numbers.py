"""Numbers as text, and the scales of sliders: round trips over their whole range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.widgets.numbers import format_exact, parse_number
from playground.widgets.scales import LinearScale, LogScale, StopScale, scale_of

SCALES = [
    LinearScale(0.0, 0.9),
    LinearScale(-6.0, 6.0),
    LinearScale(16, 100, integer=True),
    LogScale(1e-5, 10.0),
    LogScale(1e-6, 1.0, zero=True),
    LogScale(1.0, 10_000.0, integer=True),
    StopScale((1.0, 2.0, 4.0, 8.0, 512.0)),
]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_written_is_read_again(number):
    assert parse_number(format_exact(number)) == number


@pytest.mark.parametrize("text", ["", "-", ".", "e5", "1e", "1,2,3", "0x10", "nan", "1e400", "½"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_number(text)


def test_a_unit_may_be_typed():
    assert parse_number("30 s", "s") == parse_number("30", "s") == 30.0


@pytest.mark.parametrize("scale", SCALES)
def test_positions_and_values_agree(scale):
    low, high = scale.value(0.0), scale.value(1.0)
    assert scale.position(low) == 0.0
    assert scale.position(high) == 1.0
    values = [scale.value(k / 200) for k in range(201)]
    assert values == sorted(values)
    for value in values:
        assert scale.value(scale.position(value)) == value


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("big", [False, True])
def test_steps_go_up_and_down_through_the_whole_range(scale, big):
    low, high = scale.value(0.0), scale.value(1.0)
    value, count = low, 0
    while value < high and count < 1000:
        higher = scale.stepped(value, 1, big)
        assert higher > value
        value, count = higher, count + 1
    while value > low and count < 2000:
        lower = scale.stepped(value, -1, big)
        assert lower < value
        value, count = lower, count + 1
    assert count < 500


def test_a_log_scale_from_zero_begins_far_below_its_end():
    scale = scale_of(0.0, 1.0, "log")
    assert scale.value(0.0) == 0.0
    assert scale.stepped(0.0, 1) == 1e-6
