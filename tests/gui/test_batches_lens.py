"""The mini-batch microscope and dropout, by clicks and keys."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.panels.lenses.batches import BatchesLens
from playground.panels.lenses.dropout import DropoutLens
from tests.helpers.panel_bench import open_lens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

opened = partial(open_lens, steps=10)


def told(bench):
    return bench.session.snapshot.findings[bench.session.view.lens].result


def type_in(qtbot, bench, name, text):
    entry = bench.find(f"{name}.entry")
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, text)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    bench.worker.work()


def test_it_begins_with_the_batch_size_of_the_run(qtbot):
    bench = opened(qtbot, BatchesLens)
    assert bench.find("microscope.batches.size").value == told(bench).batch_size == 8
    assert {"next batch (8)", "all data (32)"} <= {*bench.panel.lens.chart.texts}
    said = bench.find("microscope.batches.said").text()
    assert f"{told(bench).next_angle:.0f}°" in said
    assert f"{np.median(told(bench).angles):.0f}°" in said


def test_a_larger_batch_steadies_the_arrow_and_can_be_trained_with(qtbot):
    bench = opened(qtbot, BatchesLens)
    stray = np.median(told(bench).angles)
    type_in(qtbot, bench, "microscope.batches.size", "24")
    assert told(bench).batch_size == 24
    assert np.median(told(bench).angles) < stray
    assert bench.session.value("training.batch_size") == 8
    qtbot.mouseClick(bench.find("microscope.batches.use"), Qt.MouseButton.LeftButton)
    bench.worker.work()
    assert (
        bench.session.value("training.batch_size")
        == bench.worker.trainer.experiment.training.batch_size
        == 24
    )


def test_a_batch_of_all_data_does_not_stray(qtbot):
    bench = opened(qtbot, BatchesLens)
    type_in(qtbot, bench, "microscope.batches.size", "500")
    assert "does not stray at all" in bench.find("microscope.batches.said").text()


def test_dropout_shows_nine_networks_their_average_and_the_whole(qtbot):
    bench = opened(qtbot, DropoutLens, model__dropout=0.3)
    lens, found = bench.panel.lens, told(bench)
    assert found.rates == (0.3, 0.3)
    assert len(lens.tiles) == len(found.maps) == 9
    assert not lens.chart.isVisible()
    said = bench.find("microscope.dropout.said").text()
    assert f"{found.whole_loss:.3g}" in said
    assert f"{found.kept[0][0].sum()}/4" in said


def test_dropout_can_be_tried_without_setting_it(qtbot):
    bench = opened(qtbot, DropoutLens)
    assert "No layer drops neurons" in bench.find("microscope.dropout.said").text()
    type_in(qtbot, bench, "microscope.dropout.rate", "0.5")
    assert told(bench).rates == (0.5, 0.5)
    assert bench.session.value("model.dropout") == 0.0


def test_dropout_of_curves_draws_lines(qtbot):
    bench = opened(qtbot, DropoutLens, data__dataset="sine", model__dropout=0.2)
    assert bench.panel.lens.chart.isVisible()
    assert {"average of 64", "whole network"} == {*bench.panel.lens.chart.texts}
