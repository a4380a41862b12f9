"""The chain of blame, by clicks and keys."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.microscope.sums import rounded
from playground.models import blame_words
from playground.panels.lenses.blame import BlameLens
from tests.helpers.panel_bench import open_lens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

opened = partial(open_lens, lens=BlameLens, size=(1100, 400))


def found(bench):
    return bench.session.snapshot.findings["blame"].result


def of_one_point(qtbot, bench):
    qtbot.mouseClick(bench.find("microscope.blame.points.point"), Qt.MouseButton.LeftButton)
    bench.worker.work()


def test_paths_are_listed_with_shares_and_factors(qtbot):
    bench = opened(qtbot)
    told, table = found(bench), bench.panel.lens.table
    assert len(table.rows) == told.path_count == 3
    for row, path in zip(table.rows, told.paths, strict=True):
        assert row.cells[0] == rounded(path.share)
        assert row.cells[1].startswith("1 → " + str(path.neurons[1] + 1))
        factors = [cell.removeprefix("· ") for cell in row.cells[2:]]
        assert factors == [rounded(float(factor)) for factor in path.factors]
    assert table.titles == (
        "share", "path", "Ø x₁", "Ø a′ in layer 1", "w into layer 2", "Ø a′ in layer 2",
        "w into outputs", "Ø ∂L/∂z",
    )  # fmt: skip
    said = bench.find("microscope.blame.said").text()
    assert all(sentence in said for sentence in blame_words.total(told))
    assert rounded(told.gradient) in said
    assert "Ø" in bench.find("microscope.blame.note").text()


def test_for_one_point_the_factors_multiply(qtbot):
    bench = opened(qtbot)
    of_one_point(qtbot, bench)
    told = found(bench)
    assert told.examples == 1
    assert told.point == bench.session.view.worst
    for path in told.paths:
        assert np.prod(path.factors) == pytest.approx(path.share, rel=1e-9, abs=1e-300)
    assert not any("Ø" in title for title in bench.panel.lens.table.titles)
    assert bench.find("microscope.blame.row").value == told.point[1]
    bench.session.set_view(point=("test", 4))
    bench.worker.work()
    assert found(bench).point == ("test", 4)
    qtbot.mouseClick(bench.find("microscope.blame.points.batch"), Qt.MouseButton.LeftButton)
    bench.worker.work()
    assert found(bench).examples == 8


def test_the_weight_is_chosen_by_its_neurons_and_a_bias_has_a_one(qtbot):
    bench = opened(qtbot)
    qtbot.keyClick(bench.find("microscope.blame.from"), Qt.Key.Key_End)
    qtbot.keyClick(bench.find("microscope.blame.to"), Qt.Key.Key_Down)
    bench.worker.work()
    told = found(bench)
    assert (told.source, told.parameter) == (None, 2 * 4 + 1)
    assert bench.panel.lens.table.titles[2] == "bias"
    assert bench.panel.lens.table.rows[0].cells[2] == "1"


def test_dropout_and_an_output_activation_have_columns_of_their_own(qtbot):
    bench = opened(
        qtbot, model__dropout=0.5, training__loss="mean_squared_error",
        model__output_activation="sigmoid",
    )  # fmt: skip
    titles = bench.panel.lens.table.titles
    assert {"Ø dropout in layer 1", "Ø dropout in layer 2"} < {*titles}
    assert titles[-2:] == ("Ø a′ at the output", "Ø ∂L/∂a")


def test_the_strongest_path_is_lit_up_until_another_one_is_chosen(qtbot):
    bench = opened(qtbot)
    seen = []
    bench.session.path_changed.connect(seen.append)
    bench.worker.train(1)
    table, told = bench.panel.lens.table, found(bench)
    assert table.chosen == 0
    assert units(seen[-1]) == [0, *told.paths[0].neurons]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert units(seen[-1]) == [0, *told.paths[1].neurons]
    assert f"· {rounded(float(told.paths[1].factors[2]), 3)}" in seen[-1].link_texts.values()
    third = table.visualRect(table.model().index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=third)
    kept = told.paths[2].neurons
    bench.worker.train(3)
    assert units(seen[-1]) == [0, *kept]  # also where it is not the third one any more
    assert found(bench).paths[table.chosen].neurons == kept
    bench.session.set_view(parameter=1)
    bench.worker.work()
    assert table.chosen == 0
    bench.panel.hide()
    assert seen[-1] is None


def units(path):
    return [neuron.unit for neuron in path.neurons]


def test_layers_are_shown_by_the_size_of_their_gradient(qtbot):
    bench = opened(qtbot)
    told, bars = found(bench), bench.panel.lens.layers
    sizes = told.layer_sizes
    assert bars.accessibleDescription().startswith(f"layer 1 {rounded(sizes[0], 2)}, layer 2 ")
    order = np.argsort(sizes)
    assert np.array_equal(np.argsort(bars.shares), order)
    assert bars.shares[order[-1]] == 1.0
    said = bench.find("microscope.blame.said_of_layers").text()
    assert said == blame_words.by_layer(told)


def test_without_points_it_says_so(qtbot):
    bench = opened(qtbot, steps=0, data__dataset="painted")
    assert "no training examples" in bench.find("microscope.blame.said").text()
    assert bench.panel.lens.table.rows == ()
