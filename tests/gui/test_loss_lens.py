"""Loss close up, by clicks and keys."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from playground.panels.lenses.loss import LossLens
from playground.widgets.numbers import MINUS
from tests.helpers.panel_bench import open_lens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

opened = partial(open_lens, lens=LossLens, size=(900, 320))


def found(bench):
    return bench.session.snapshot.findings["loss"].result


def test_it_begins_with_the_worst_point_and_says_what_it_costs(qtbot):
    bench = opened(qtbot)
    told = found(bench)
    assert bench.find("microscope.loss.row").value == told.row
    used, squares = told.lines
    said = bench.find("microscope.loss.said").text()
    assert f"{100 * used.answer:.3g} %" in said
    assert f"costs {used.loss:.3g}" in said
    texts = bench.panel.lens.cost.texts
    assert {"Binary cross-entropy", "Mean squared error", f"{squares.loss:.3g}"} <= {*texts}
    assert bench.panel.lens.cost.accessibleDescription() == said


def test_a_point_is_chosen_by_number_and_part_and_the_worst_one_again(qtbot):
    bench = opened(qtbot)
    entry = bench.find("microscope.loss.row.entry")
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, "7")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    bench.worker.work()
    assert (found(bench).part, found(bench).row) == ("train", 7)
    assert not bench.find("microscope.loss.worst").value
    qtbot.mouseClick(bench.find("microscope.loss.part.test"), Qt.MouseButton.LeftButton)
    bench.worker.work()
    assert (found(bench).part, found(bench).row) == ("test", 7)
    qtbot.keyClick(bench.find("microscope.loss.worst"), Qt.Key.Key_Space)
    bench.worker.work()
    assert bench.session.view.point is None
    assert bench.session.view.worst == (found(bench).part, found(bench).row)


def test_a_number_beyond_the_last_point_is_the_last_one(qtbot):
    bench = opened(qtbot)
    entry = bench.find("microscope.loss.row.entry")
    entry.selectAll()
    qtbot.keyClicks(entry, "9999")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert bench.session.view.point == ("train", 31)
    assert bench.find("microscope.loss.row").value == 31


def test_values_are_pushed_up_or_down(qtbot):
    bench = opened(qtbot, data__dataset="sine")
    push = found(bench).lines[0].push
    said = bench.find("microscope.loss.said").text()
    assert ("pushed up" if push > 0 else "pushed down") in said
    assert f"{abs(push):.3g}" in said
    assert "target" in bench.panel.lens.push.texts
    assert f"{push:.3g}".replace("-", MINUS) in bench.panel.lens.push.texts


def test_without_points_it_says_so(qtbot):
    bench = opened(qtbot, data__test_fraction=0.0)
    bench.session.set_view(point=("test", 0))
    bench.worker.work()
    assert bench.find("microscope.loss.said").text() == "This part of the data has no points."
