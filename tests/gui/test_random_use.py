"""A short random session; `tests/benchmarks/random_user.py` does the long ones."""

from tests.helpers.random_session import use_at_random


def test_random_use_breaks_nothing(tmp_path, qapp):
    waits = use_at_random(tmp_path, actions=150, seed=3, windows=2, undo_every=40)
    assert len(waits) == 150
