"""The four beats by clicks and keys: words, sums, bars, flow, and the update that is made."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground import app
from playground.panels.lenses.beats import BeatsLens
from playground.panels.microscope_panel import MicroscopePanel
from playground.panels.network_panel import NetworkPanel
from playground.settings import Settings
from playground.widgets.diagram_flow import Flow, levels_of
from playground.widgets.diagram_layout import Link, Neuron
from tests.helpers import by_hand
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Panel(MicroscopePanel):
    def __init__(self, session, theme):
        super().__init__(session, theme, (BeatsLens,))


def opened(qtbot, **values):
    bench = open_panel(qtbot, Panel, size=(1000, 360), **values)
    bench.flows = []
    bench.session.flow_changed.connect(bench.flows.append)
    bench.session.set_view(lens="beats")
    bench.worker.work()
    return bench


def press(qtbot, bench, name):
    qtbot.mouseClick(bench.find(f"microscope.beats.{name}"), LEFT)
    bench.worker.work()


def found(bench):
    return bench.session.snapshot.findings["beats"].result.told


def test_four_beats_then_the_update_is_made_and_back_again(qtbot):
    bench = opened(qtbot)
    told = found(bench)
    for beat in ("loss", "backward", "update"):
        press(qtbot, bench, "next")
        assert bench.session.view.beat == beat
        assert bench.find("microscope.beats.beat").value == beat
        assert bench.session.snapshot.step == 0
    press(qtbot, bench, "next")
    assert (bench.session.view.beat, bench.session.snapshot.step) == ("forward", 1)
    np.testing.assert_array_equal(bench.worker.trainer.network.parameters, told.new)
    press(qtbot, bench, "back")
    assert bench.session.view.beat == "update"
    assert (found(bench).step, bench.session.in_the_past) == (0, True)
    np.testing.assert_array_equal(found(bench).new, told.new)
    press(qtbot, bench, "next")  # no second update: the one that was made is shown
    assert (bench.session.view.beat, bench.session.snapshot.step) == ("forward", 1)
    assert not bench.session.in_the_past


def test_the_first_update_by_hand_is_what_the_screen_says(qtbot):
    """The sums worked out on paper in `tests.helpers.by_hand`, one after the other."""
    bench = open_panel(qtbot, Panel, size=(1000, 360))
    bench.flows = []
    bench.session.open(by_hand.ON_PAPER)
    bench.worker.work()
    bench.session.edit_weights(range(len(by_hand.WEIGHTS)), by_hand.WEIGHTS)
    bench.session.set_view(lens="beats")
    bench.worker.work()
    lens = bench.panel.lens
    for (layer, unit), line in by_hand.PRE_ACTIVATIONS.items():
        bench.session.set_view(neuron=(layer + 1, unit))
        assert lens.lines == {"sum z": line, "activation a": by_hand.ACTIVATIONS[layer, unit]}
    press(qtbot, bench, "next")
    assert lens.lines["loss of this point"] == by_hand.LOSS
    press(qtbot, bench, "next")
    for (layer, unit), line in by_hand.BLAME.items():
        bench.session.set_view(neuron=(layer + 1, unit))
        assert lens.lines["blame dL/dz"] == line
    bench.session.set_view(neuron=None)
    names = {0: "gradient dL/dw", 4: "gradient of the bias"}
    for place, line in enumerate(by_hand.GRADIENT):
        bench.session.set_view(parameter=place)
        name = names[4] if place in (4, 5, 8) else names[0]
        assert lens.lines[name] == line
    press(qtbot, bench, "next")
    for place, line in enumerate(by_hand.UPDATE):
        bench.session.set_view(parameter=place)
        assert lens.lines["bias" if place in (4, 5, 8) else "weight"] == line
    press(qtbot, bench, "next")
    new = [float(line.split(" = ")[1].replace("−", "-")) for line in by_hand.UPDATE]
    assert bench.worker.trainer.network.parameters == pytest.approx(new, abs=5e-5)


def test_what_flows_is_what_the_sums_say(qtbot):
    bench = opened(qtbot)
    told = found(bench)
    blocks = told.blocks(told.old)
    flow = bench.flows[-1]
    np.testing.assert_allclose(
        flow.links[0], blocks[0][:-1] * told.layers[0].inputs[:, :1], rtol=1e-6
    )
    assert not flow.backwards
    assert flow.seconds == 1.5
    press(qtbot, bench, "beat.backward")
    flow = bench.flows[-1]
    np.testing.assert_array_equal(flow.links[1], told.blocks(told.data_gradient)[1][:-1])
    assert flow.backwards
    press(qtbot, bench, "beat.update")
    flow = bench.flows[-1]
    np.testing.assert_array_equal(flow.links[1], told.blocks(told.new - told.old)[1][:-1])
    assert flow.seconds == 0.0
    bench.panel.hide()
    assert bench.flows[-1] is None


def test_a_bar_for_each_point_and_one_is_chosen_by_click_and_keys(qtbot):
    bench = opened(qtbot, training__l2=0.1)
    press(qtbot, bench, "beat.loss")
    told, bars = found(bench), bench.panel.lens.bars
    np.testing.assert_array_equal(bars.values, told.losses)
    said = bars.accessibleDescription()
    assert "mean" in said
    assert "penalty" in said
    qtbot.mouseClick(bars, LEFT, pos=bars.place_of(5).toPoint())
    bench.worker.work()
    assert bench.session.view.point == ("train", told.rows[5])
    assert bars.current == 5
    assert "point 6 of 8" in bench.find("microscope.beats.whose").text()
    qtbot.keyClick(bars, Key.Key_Left)
    assert bars.current == 4
    assert bench.session.view.point == ("train", told.rows[4])


def test_a_point_of_another_batch_is_not_chosen(qtbot):
    bench = opened(qtbot)
    told = found(bench)
    other = next(row for row in range(32) if row not in told.rows)
    bench.session.set_view(point=("train", other))
    assert bench.session.view.point is None
    assert bench.session.view.worst == ("train", told.rows[0])


def test_the_metronome_goes_on_and_stops_with_the_lens(qtbot):
    bench = opened(qtbot)
    entry = bench.find("microscope.beats.tempo.entry")
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, "0.1")
    qtbot.keyClick(entry, Key.Key_Return)
    press(qtbot, bench, "metronome")
    qtbot.waitUntil(lambda: bench.session.view.beat == "backward")
    bench.panel.hide()
    assert not bench.panel.lens._timer.isActive()


@pytest.mark.parametrize("dataset", ["spiral", "sine", "blobs", "plane"])
def test_boundaries_before_and_after_are_drawn_for_each_kind_of_data(qtbot, dataset):
    bench = opened(qtbot, data__dataset=dataset)
    press(qtbot, bench, "beat.update")
    seen = bench.session.snapshot.findings["beats"].result
    assert seen.after is not None
    page = bench.panel.lens.boundary
    assert page.isVisible()
    assert page.curve.isVisible() == (dataset == "sine")
    assert page.map.isVisible() == (dataset != "sine")


def test_a_run_without_points_says_so(qtbot):
    bench = opened(qtbot, data__dataset="painted")
    assert bench.find("microscope.beats.said").text() == "There are no training examples."
    assert bench.panel.lens.lines == {}


def test_the_diagram_lets_it_flow_and_forgets_it(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500))
    diagram = bench.panel.diagram
    links = [np.ones((2, 4)), np.ones((4, 3)), np.ones((3, 1))]
    bench.session.show_flow(Flow(links, {Neuron(1, 0): "0.5"}, seconds=0.05))
    assert diagram.flow.reach < 3.0
    qtbot.waitUntil(lambda: diagram.flow.reach == 3.0)
    bench.session.show_flow(Flow(links[:2]))  # of another network
    assert diagram.flow is None
    told = []
    bench.session.show_flow(Flow(links, link_texts=lambda link: told.append(link) or "1"))
    diagram.select_link(Link(1, 2, 1))
    qtbot.mouseMove(diagram, (diagram.neuron_centre(0, 0) + diagram.neuron_centre(1, 0)) / 2)
    diagram.grab()  # numbers of the chosen link and of the one under the mouse
    assert set(told) == {Link(1, 2, 1), diagram.hovered}
    assert isinstance(diagram.hovered, Link)
    bench.session.show_flow(None)
    assert diagram.flow is None


def test_a_link_is_as_wide_as_its_number_is_large():
    levels = levels_of([np.array([[4.0, -1.0], [0.0, 1e-9]])])[0]
    assert levels.tolist() == [[6.0, -3.0], [0.0, 0.0]]
    assert not levels_of([np.zeros((2, 2))])[0].any()


def test_one_key_of_the_window_opens_the_lens_and_goes_on(qtbot, qsettings):
    window = app.build(Settings(qsettings), by_hand.ON_PAPER)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: window.session.snapshot is not None, timeout=10_000)
    window.activateWindow()
    window.setFocus()
    for beat in ("forward", "loss", "backward", "update"):
        qtbot.keyClick(window, Key.Key_Period)
        assert (window.session.view.lens, window.session.view.beat) == ("beats", beat)
    qtbot.keyClick(window, Key.Key_Period)
    qtbot.waitUntil(lambda: window.session.snapshot.step == 1)
    qtbot.waitUntil(lambda: window.network_panel.diagram.flow is not None)
    qtbot.keyClick(window, Key.Key_Comma)
    assert window.session.view.beat == "update"
    qtbot.waitUntil(lambda: window.session.snapshot.step == 0)
    window.close()
