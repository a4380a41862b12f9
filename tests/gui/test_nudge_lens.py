"""One weight wiggled, by clicks and keys."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from engine.microscope.sums import rounded
from playground.models import nudge_words
from playground.panels.lenses.nudge import NudgeLens
from tests.helpers.panel_bench import open_lens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

opened = partial(open_lens, lens=NudgeLens, size=(1100, 360))


def found(bench):
    return bench.session.snapshot.findings["nudge"].result


def typed(qtbot, bench, name, text):
    entry = bench.find(f"microscope.nudge.{name}.entry")
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, text)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    bench.worker.work()


def test_losses_and_slopes_stand_side_by_side_to_five_digits(qtbot):
    bench = opened(qtbot)
    told = found(bench)
    for name, value in (
        ("below", told.loss_below), ("here", told.loss), ("above", told.loss_above),
        ("measured", told.measured), ("slope", told.slope),
    ):  # fmt: skip
        assert bench.find(f"microscope.nudge.{name}").text() == rounded(value, 5)
    said = bench.find("microscope.nudge.said").text()
    assert nudge_words.advice(told) in said
    assert nudge_words.next_step(told) in said
    assert bench.panel.lens.chart.accessibleDescription() == said


def test_the_parts_of_the_next_step_are_shown_where_there_are_any(qtbot):
    bench = opened(qtbot)  # Adam has momentum, and no decay
    assert (
        bench.find("microscope.nudge.by_momentum").text()[-4:]
        == (rounded(found(bench).by_momentum, 5)[-4:])
    )
    assert bench.panel.findChild(
        type(bench.panel.lens.said), "microscope.nudge.by_decay"
    ).isHidden()
    step = found(bench).next_value - found(bench).value
    assert any(rounded(step, 3) in text for text in bench.panel.lens.chart.texts)


def test_epsilon_and_width_are_set_by_hand(qtbot):
    bench = opened(qtbot)
    typed(qtbot, bench, "epsilon", "0.25")
    assert found(bench).epsilon == 0.25
    assert {"w − ε", "w + ε"} <= {*bench.panel.lens.chart.texts}
    typed(qtbot, bench, "reach", "3")
    told = found(bench)
    assert told.values[-1] - told.value == pytest.approx(3.0)
    slider = bench.panel.lens.epsilon.slider
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    bench.worker.work()
    assert found(bench).epsilon == 0.2


def test_all_data_instead_of_the_batch(qtbot):
    bench = opened(qtbot)
    assert found(bench).examples == 8
    qtbot.mouseClick(bench.find("microscope.nudge.rows.train"), Qt.MouseButton.LeftButton)
    bench.worker.work()
    assert (found(bench).rows, found(bench).examples) == ("train", 32)
    assert any("32 training points" in text for text in bench.panel.lens.chart.texts)


def test_the_weight_is_chosen_by_its_neurons(qtbot):
    bench = opened(qtbot)
    for field, key in (("layer", Qt.Key.Key_Down), ("from", Qt.Key.Key_End)):
        qtbot.keyClick(bench.find(f"microscope.nudge.{field}"), key)
    bench.worker.work()
    assert found(bench).parameter == bench.session.view.parameter == 12 + 4 * 3
    assert found(bench).value == pytest.approx(float(bench.worker.trainer.network.biases[1][0]))


def test_the_weight_is_lit_up_in_the_picture_of_the_network(qtbot):
    bench = opened(qtbot)
    seen = []
    bench.session.path_changed.connect(seen.append)
    bench.session.set_view(parameter=12)
    bench.worker.work()
    assert [(n.layer, n.unit) for n in seen[-1].neurons] == [(1, 0), (2, 0)]
    assert [*seen[-1].link_texts.values()] == [f"w {rounded(found(bench).value, 3)}"]
    bench.session.set_view(parameter=8)
    bench.worker.work()
    assert [(n.layer, n.unit) for n in seen[-1].neurons] == [(1, 0)]
    bench.panel.hide()
    assert seen[-1] is None


def test_without_points_it_says_so(qtbot):
    bench = opened(qtbot, steps=0, data__dataset="painted")
    assert bench.find("microscope.nudge.said").text() == (
        "data: there are no training examples. Add some."
    )
    assert bench.find("microscope.nudge.slope").text() == "–"
