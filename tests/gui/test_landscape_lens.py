"""The landscape of the loss, by clicks and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.background import Background
from playground.panels.lenses.landscape import LandscapeLens
from playground.panels.microscope_panel import MicroscopePanel
from playground.worker.inspections.landscape import GroundOfRun
from tests.helpers.instant_background import InstantBackground
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def opened(qtbot, background, steps=5, **values):
    class Panel(MicroscopePanel):
        def __init__(self, session, theme):
            super().__init__(session, theme, (LandscapeLens,), background)

    bench = open_panel(qtbot, Panel, size=(1100, 420), **values)
    bench.worker.train(steps)
    bench.session.set_view(lens="landscape")
    bench.worker.work()
    return bench


@pytest.fixture
def background(qapp):
    return InstantBackground()


@pytest.fixture
def bench(qtbot, background):
    made = opened(qtbot, background)
    background.work()
    return made


def surveyed(bench):
    return bench.panel.lens._landscape


def said(bench):
    return bench.find("microscope.landscape.said").text()


def click_kind(qtbot, bench, background, kind):
    button = bench.find(f"microscope.landscape.kind.{kind}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    background.work()


def place(bench, x, y):
    """Return the pixel of a place in the picture."""
    return bench.panel.lens.view.canvas.place_of(x, y).toPoint()


def test_it_shows_the_plane_of_the_path_and_the_loss_of_now(bench):
    trainer, told = bench.worker.trainer, surveyed(bench)
    whole = trainer.evaluate("train")["loss"]
    assert told.finest
    assert told.loss[told.here] == whole
    texts = bench.panel.lens.view.texts
    assert {f"now: loss {whole:.4g}", "start", "downhill: −gradient"} <= {*texts}
    assert any(text.startswith("next step") for text in texts)
    share = 100 * sum(told.plane.shares)
    assert f"{share:.3g} % of the variance" in said(bench)
    assert f"Its path, the line, is up to {told.off_plane.max():.3g} off it." in said(bench)
    assert bench.panel.lens.view.accessibleDescription() == said(bench)


def test_coarse_pictures_come_first_and_the_bar_goes_when_the_finest_is_there(qtbot, background):
    bench = opened(qtbot, background)
    assert bench.find("microscope.landscape.progress").isVisible()
    sizes = []
    show = bench.panel.lens.view.show_heights
    bench.panel.lens.view.show_heights = lambda heights, *rest, **words: (
        sizes.append(len(heights)),
        show(heights, *rest, **words),
    )
    background.work()
    assert sizes == [7, 13, 31, 61]
    assert bench.panel.lens.bar.isHidden()
    assert bench.panel.lens.bar.value() > 90


def test_random_directions_and_another_seed(bench, qtbot, background):
    click_kind(qtbot, bench, background, "random")
    first = surveyed(bench)
    assert first.plane.kind == "random"
    assert first.here == (30, 30)
    entry = bench.find("microscope.landscape.seed.entry")
    entry.selectAll()
    qtbot.keyClicks(entry, "7")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    background.work()
    assert not np.allclose(surveyed(bench).plane.axes, first.plane.axes)
    assert "two random directions" in said(bench)


def test_two_weights_chosen_here_and_in_the_picture_of_the_network(bench, qtbot, background):
    bench.session.set_view(parameter=3)
    click_kind(qtbot, bench, background, "weights")
    assert surveyed(bench).plane.axes.argmax(axis=1).tolist() == [3, 1]
    bench.session.set_view(parameter=5)
    background.work()
    assert surveyed(bench).plane.axes.argmax(axis=1).tolist() == [5, 1]
    to = bench.find("microscope.landscape.second.to")
    to.setFocus()
    qtbot.keyClick(to, Qt.Key.Key_Down)
    background.work()
    assert surveyed(bench).plane.axes.argmax(axis=1).tolist() == [5, 2]
    assert "all other weights stay" in said(bench)
    bench.session.set_view(parameter=2)
    assert said(bench) == "Choose two different weights."


def test_a_click_stands_there_and_undo_comes_back(bench, qtbot, background):
    click_kind(qtbot, bench, background, "weights")
    trainer, view = bench.worker.trainer, bench.panel.lens.view
    before, jobs = trainer.network.parameters.copy(), background.submitted
    edits = []
    bench.session.edit_made.connect(edits.append)
    here = surveyed(bench).plane.project(before)[0]
    at = place(bench, here[0] + 1.0, here[1] - 0.5)
    qtbot.mouseClick(view.canvas.viewport, Qt.MouseButton.LeftButton, pos=at)
    bench.worker.work()
    moved = np.flatnonzero(trainer.network.parameters != before)
    assert moved.tolist() == [0, 1]
    np.testing.assert_allclose(
        trainer.network.parameters[:2], here + np.array([1.0, -0.5]), atol=0.05
    )
    whole = trainer.evaluate("train")["loss"]
    assert f"now: loss {whole:.4g}" in view.texts
    assert background.submitted == jobs  # it is still on the picture
    bench.session.undo(edits[-1])
    bench.worker.work()
    np.testing.assert_array_equal(trainer.network.parameters, before)


def test_the_cross_stands_there_too_with_all_weights_on_the_plane_of_the_path(bench, qtbot):
    view, trainer = bench.panel.lens.view, bench.worker.trainer
    view.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert "loss:" in view.readout.text()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    at = view.looked_at
    bench.worker.work()
    (wanted,) = surveyed(bench).plane.points([[at.x(), at.y()]])
    np.testing.assert_allclose(trainer.network.parameters, wanted, atol=1e-6)


def test_a_run_that_left_the_plane_is_surveyed_anew_once_it_stands_still(bench, background):
    first, jobs = surveyed(bench), background.submitted
    bench.worker.train(1)
    assert background.submitted == jobs + 1
    background.work()
    assert surveyed(bench).step == first.step + 1


def test_while_it_runs_the_picture_stays_and_a_button_computes_it_anew(
    qtbot, background, monkeypatch
):
    monkeypatch.setattr(GroundOfRun, "share", 1e9)  # every frame is looked at
    bench = opened(qtbot, background)
    background.work()
    bench.session.set_value("training.epochs", 10**9)
    bench.session.play()
    bench.worker.work()
    jobs, step = background.submitted, surveyed(bench).step
    bench.worker.train(20)
    assert background.submitted == jobs
    assert f"The colours are those of update {step}." in said(bench)
    assert "off the plane" in said(bench)
    qtbot.mouseClick(bench.find("microscope.landscape.compute"), Qt.MouseButton.LeftButton)
    background.work()
    assert surveyed(bench).step == bench.worker.trainer.step_count
    assert "The colours are those" not in said(bench)


def test_another_question_gives_up_the_job_before(bench, qtbot, background):
    for kind in ("random", "weights"):
        button = bench.find(f"microscope.landscape.kind.{kind}")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(background._waiting) == 1
    bench.panel.hide()
    assert not background._waiting


def test_penalties_and_colours(qtbot, background):
    bench = opened(qtbot, background, training__l2=0.1)
    background.work()
    view, told = bench.panel.lens.view, surveyed(bench)
    np.testing.assert_array_equal(view._heights, told.loss)
    qtbot.keyClick(bench.find("microscope.landscape.penalties"), Qt.Key.Key_Space)
    np.testing.assert_array_equal(view._heights, told.loss + told.penalty)
    assert "factor" in view.legend.accessibleName()
    qtbot.keyClick(bench.find("microscope.landscape.log"), Qt.Key.Key_Space)
    assert "equal step" in view.legend.accessibleName()


def test_without_examples_it_says_so(qtbot, background):
    bench = opened(qtbot, background, steps=0, data__dataset="painted")
    assert said(bench) == "There are no training examples."


@pytest.fixture
def process():
    background = Background()
    yield background
    background.close()


def test_with_the_real_process(qtbot, process):
    bench = opened(qtbot, process)
    lens = bench.panel.lens
    qtbot.waitUntil(lambda: lens._landscape is not None and lens._landscape.finest, timeout=60_000)
    assert (
        surveyed(bench).loss[surveyed(bench).here]
        == (bench.worker.trainer.evaluate("train")["loss"])
    )
    qtbot.mouseMove(lens.view, QPoint(5, 5))
    bench.panel.hide()


def test_a_frame_that_was_on_its_way_does_not_count_as_the_answer(bench, background):
    old = bench.session.snapshot.findings["landscape"]
    bench.session.set_value("training.l2", 0.1)
    bench.panel.lens.show_finding(old)  # before the worker has heard of it
    background.work()
    assert surveyed(bench).penalty.max() == 0.0
    bench.worker.work()
    background.work()
    assert surveyed(bench).penalty.min() > 0.0


def test_hidden_twice_it_listens_once(bench, background):
    for _ in range(2):
        bench.panel.hide()
        bench.panel.show()
    bench.worker.work()
    bench.panel.lens.on_compute()
    pictures = []
    bench.panel.lens._take = pictures.append
    background.work()
    assert len(pictures) == 4
