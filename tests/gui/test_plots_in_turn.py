"""In full run plots side by side are drawn one with each frame, and none is left behind."""

import pytest

from playground.panels.plots_panel import LOSS, RATE, SCORE, PlotsPanel
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

BESIDE = {LOSS: "batch", SCORE: "train", RATE: "rate"}
"""The plots shown, and a curve of each."""


@pytest.fixture
def bench(qtbot):
    """Return plots of a run that plays, all up to date."""
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    bench.session.set_view(beside=("accuracy", "rate"))
    assert bench.panel.shown == tuple(BESIDE)
    bench.worker.train(16)
    bench.session.play()
    bench.worker.work()
    for _ in BESIDE:
        bench.session.on_snapshot(bench.session.snapshot)
    return bench


def lengths(bench):
    """Return how many points each plot shows."""
    return [len(bench.panel.plot(n)._curves[name].drawn) for n, name in BESIDE.items()]


def longer(bench, before):
    """Return which plots show more points than before."""
    return [now > then for now, then in zip(lengths(bench), before, strict=True)]


def test_one_plot_is_drawn_with_each_frame(bench):
    bench.panel._catch_up.stop()  # no time passes here
    before = lengths(bench)
    bench.worker.train(16)  # its frame comes with the curves
    assert longer(bench, before) == [True, False, False]
    for _ in range(2):
        bench.session.on_snapshot(bench.session.snapshot)
    assert longer(bench, before) == [True, True, True]


def test_they_do_not_wait_for_frames_for_ever(bench, qtbot):
    before = lengths(bench)
    bench.worker.train(16)
    qtbot.waitUntil(lambda: all(longer(bench, before)))


def test_those_that_were_behind_are_drawn_when_they_are_shown_again(bench, qtbot):
    before = lengths(bench)
    bench.worker.train(16)
    bench.panel.hide()
    assert not bench.panel._catch_up.isActive()
    bench.session.pause()
    bench.worker.work()
    bench.panel.show()
    qtbot.waitUntil(lambda: all(longer(bench, before)))
