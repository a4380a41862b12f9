"""The optimizer opened, by clicks and keys."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from engine import optimizers
from engine.microscope.sums import rounded
from playground.panels.lenses.optimizer import OptimizerLens
from playground.widgets.describe import legible
from tests.helpers.panel_bench import open_lens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

opened = partial(open_lens, lens=OptimizerLens, steps=12)


def told(bench):
    return bench.session.snapshot.findings["optimizer"].result


@pytest.mark.parametrize("rule", [kind.id for kind in optimizers.registry])
def test_the_lines_of_every_rule_stand_there_with_their_numbers(qtbot, rule):
    bench = opened(qtbot, training__optimizer=optimizers.get(rule)(learning_rate=0.01))
    text = bench.find("microscope.optimizer.lines").text()
    for line in told(bench).statements:
        assert legible(line.formula) in text
        assert line.written in text
        assert rounded(line.value) in text


def test_the_weight_is_chosen_by_its_neurons(qtbot):
    bench = opened(qtbot)
    for field, key in (
        ("layer", Qt.Key.Key_Down),
        ("from", Qt.Key.Key_End),
        ("to", Qt.Key.Key_Down),
    ):
        box = bench.find(f"microscope.optimizer.{field}")
        box.setFocus()
        qtbot.keyClick(box, key)
    bench.worker.work()
    bias_of_the_second = 3 * 4 + 4 * 3 + 1  # of the second hidden layer of 2-4-3-1
    assert bench.session.view.parameter == told(bench).index == bias_of_the_second


def test_the_field_follows_the_picture_of_the_network(qtbot):
    bench = opened(qtbot)
    bench.session.set_view(parameter=3 * 4 + 2 * 3 + 1)
    values = [bench.find(f"microscope.optimizer.{name}").value for name in ("layer", "from", "to")]
    assert values == ["2", "2", "1"]


def test_another_network_has_other_weights(qtbot):
    bench = opened(qtbot)
    bench.session.set_view(parameter=30)
    bench.session.set_value("model.hidden", ())
    bench.worker.work()
    assert [
        bench.find(f"microscope.optimizer.{name}").count() for name in ("layer", "from", "to")
    ] == [1, 3, 1]
    assert told(bench).index == 0


def test_it_says_which_way_the_weight_goes_and_shows_what_others_would_do(qtbot):
    bench = opened(qtbot)
    found = told(bench)
    said = bench.find("microscope.optimizer.said").text()
    step = found.new - found.value
    assert f"{'grow' if step > 0 else 'shrink'} by {rounded(abs(step), 3)}" in said
    texts = bench.panel.lens.ghosts.texts
    assert [rounded(ghost.step, 3) for ghost in found.ghosts] == list(texts)
    ((*rows,),) = bench.panel.lens.ghosts.canvas.plot.getAxis("left")._tickLevels
    assert [text.partition(",")[0] for _, text in rows] == [ghost.label for ghost in found.ghosts]
    assert "gradient g" in bench.panel.lens.past.texts


def test_frozen_weights_and_short_gradients_are_told(qtbot):
    bench = opened(qtbot, training__gradient_clip=0.001)
    assert "shortened to" in bench.find("microscope.optimizer.said").text()
    bench.session.set_frozen((0,))
    bench.worker.work()
    assert "frozen" in bench.find("microscope.optimizer.said").text()


def test_before_the_first_update(qtbot):
    bench = opened(qtbot, steps=0)
    assert len(told(bench).diary.steps) == 0
    assert "The next update" in bench.find("microscope.optimizer.said").text()
