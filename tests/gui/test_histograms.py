"""Histograms by layer: what is drawn, and that nothing is counted where nobody looks."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from playground.panels.plots_panel import HISTOGRAMS, LOSS, PlotsPanel
from playground.theme import Theme
from playground.widgets.histogram_grid import SPACE, HistogramGrid
from playground.widgets.histogram_plot import HistogramPlot, Spread, few_ticks
from playground.worker.commands import HISTOGRAMS as HISTOGRAM_VIEW
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def click(qtbot, widget, place=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def bring_to_front(qtbot, bench, number):
    tabs = bench.panel.tabs
    click(qtbot, tabs, tabs.tabRect(number).center())
    bench.worker.work()


def texts(bench):
    return [(p.name.text(), p.figures.text()) for p in bench.panel.histograms.grid.plots]


@pytest.fixture
def bench(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300))
    bench.worker.train(20)
    bring_to_front(qtbot, bench, HISTOGRAMS)
    return bench


def test_there_is_a_histogram_of_the_weights_of_each_layer(bench):
    weights = bench.worker.trainer.network.weights
    plots = bench.panel.histograms.grid.plots
    assert [plot.name.text() for plot in plots] == ["layer 1", "layer 2", "output"]
    assert all(plot.isVisible() for plot in plots)
    for plot, layer in zip(plots, weights, strict=True):
        mean, deviation = plot.figures.text().split(" ± ")
        assert float(mean) == pytest.approx(layer.mean(), rel=0.05)
        assert float(deviation) == pytest.approx(layer.std(), rel=0.05)
        assert (plot._below.is_empty, plot._above.is_empty) == (layer.min() >= 0, layer.max() <= 0)


def test_what_is_counted_is_chosen_with_the_mouse(qtbot, bench):
    click(qtbot, bench.find("plots.histograms.kind.activations"))
    assert bench.session.view.histogram == "activations"
    assert [name for name, _ in texts(bench)] == ["layer 1", "layer 2"]
    zeros = [np.mean(layer == 0) for layer in hidden_activations(bench)]
    told = [plot.zeros.text() for plot in bench.panel.histograms.grid.plots]
    assert told == [f"{100 * share:.0f} % zeros" for share in zeros]
    click(qtbot, bench.find("plots.histograms.kind.gradients"))
    assert len(texts(bench)) == 3


def hidden_activations(bench):
    """Return the activations of the hidden layers for the training data."""
    network, values = bench.worker.trainer.network, bench.worker.trainer.dataset.train_inputs
    layers = []
    for weights, bias in zip(network.weights[:-1], network.biases[:-1], strict=True):
        values = np.maximum(values @ weights + bias, 0.0)
        layers.append(values)
    return layers


def test_layers_share_an_axis_or_have_their_own(qtbot, bench):
    plots = bench.panel.histograms.grid.plots
    assert len({plot.canvas.shown()[0] for plot in plots}) == 1
    widest = max(np.abs(layer).max() for layer in bench.worker.trainer.network.weights)
    assert plots[0].canvas.shown()[0][1] >= widest
    box = bench.find("plots.histograms.same_axis")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not bench.session.view.same_axis
    for plot, layer in zip(plots, bench.worker.trainer.network.weights, strict=True):
        assert plot.canvas.shown()[0][1] <= 3 * np.abs(layer).max()


def test_histograms_out_of_sight_are_neither_counted_nor_drawn(qtbot, bench):
    page = bench.panel.histograms
    assert HISTOGRAM_VIEW in bench.session._watched
    bring_to_front(qtbot, bench, LOSS)
    assert HISTOGRAM_VIEW not in bench.session._watched
    assert not page.isVisible()
    before = texts(bench)
    bench.worker.train(20)
    assert bench.session.snapshot.histograms is None
    assert texts(bench) == before
    bring_to_front(qtbot, bench, HISTOGRAMS)
    qtbot.waitUntil(lambda: texts(bench) != before)
    bench.panel.hide()
    assert HISTOGRAM_VIEW not in bench.session._watched


def test_they_follow_the_training(qtbot, bench):
    before = texts(bench)
    bench.worker.train(20)
    qtbot.waitUntil(lambda: texts(bench) != before)
    mean = float(texts(bench)[0][1].split(" ± ")[0])
    assert mean == pytest.approx(bench.worker.trainer.network.weights[0].mean(), rel=0.05)


def test_another_network_has_other_histograms(qtbot, bench):
    bench.session.set_value("model.hidden", (5,))
    bench.worker.work()
    bench.worker.train(3)
    qtbot.waitUntil(lambda: [name for name, _ in texts(bench)] == ["layer 1", "output"])


def test_what_cannot_be_counted_is_said(qtbot):
    bench = open_panel(qtbot, PlotsPanel, size=(900, 300), model__hidden=())
    bring_to_front(qtbot, bench, HISTOGRAMS)
    page = bench.panel.histograms
    bench.session.set_view(histogram="gradients")
    assert page.nothing.isVisible()
    assert "before the first update" in page.nothing.text()
    bench.session.set_view(histogram="activations")
    assert "no hidden layer" in page.nothing.text()
    bench.session.set_view(histogram="weights")
    assert not page.nothing.isVisible()
    assert page.grid.isVisible()


def test_a_screen_reader_is_told_the_figures(bench):
    grid = bench.panel.histograms.grid
    told = QAccessible.queryAccessibleInterface(grid)
    name, figures = texts(bench)[0]
    assert told.text(QAccessible.Text.Name) == "Histograms"
    assert f"{name}: {figures}, 0 % zeros" in told.text(QAccessible.Text.Description)


# The plots themselves ------------------------------------------------------------------------


def spread_of(values, top=1.0, low=-1.0):
    counts, edges = np.histogram(values, 40, (low, top))
    zeros = float(np.mean(np.asarray(values) == 0))
    return Spread("layer", edges, counts, zeros, float(np.mean(values)), float(np.std(values)))


@pytest.fixture
def plot(qtbot):
    plot = HistogramPlot(Theme("light").view_colours())
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    return plot


def heights(item):
    box = item._path.boundingRect()
    return box.bottom()


def test_a_dead_layer_is_one_grey_bar(plot):
    plot.show_spread(spread_of(np.zeros(100)), None)
    assert plot.zeros.text() == "100 % zeros"
    assert heights(plot._zeros) > 0.9
    assert heights(plot._zeros) == heights(plot._above)


def test_a_high_bar_of_zeros_leaves_the_others_visible(plot):
    values = np.concatenate([np.zeros(900), np.linspace(0.01, 0.99, 100)])
    plot.show_spread(spread_of(values, low=0.0), None)
    assert heights(plot._zeros) == 1.0  # cut off
    others = plot._above._path.toFillPolygon()
    assert sorted({round(point.y(), 3) for point in others})[-2] > 0.25


def test_saturation_stands_at_both_ends(plot):
    values = np.repeat([-0.99, 0.99, 0.3], [40, 40, 20])
    plot.show_spread(spread_of(values), (-1.1, 1.1))
    for item, end in ((plot._below, -1.0), (plot._above, 1.0)):
        box = item._path.boundingRect()
        assert end == pytest.approx(box.left() if end < 0 else box.right())


def test_an_axis_grows_at_once_and_shrinks_slowly(plot):
    plot.show_spread(spread_of([0.5], top=1.0), None)
    assert plot.canvas.shown()[0] == pytest.approx((-1.1, 1.1))
    plot.show_spread(spread_of([0.5], top=2.0, low=-2.0), None)
    assert plot.canvas.shown()[0] == pytest.approx((-2.2, 2.2))
    plot.show_spread(spread_of([0.5], top=1.0), None)
    assert 1.9 < plot.canvas.shown()[0][1] < 2.2
    for _ in range(60):
        plot.show_spread(spread_of([0.5], top=1.0), None)
    assert plot.canvas.shown()[0][1] < 1.5


@pytest.mark.parametrize("size", [1e-30, 1e-7, 1.0, 123.0, 1e30])
def test_ticks_are_few_and_lie_on_the_axis(size):
    for low in (-size, -0.05 * size):
        ticks = few_ticks(low, size)
        assert len(ticks) == 3
        assert all(low <= place <= size for place, _ in ticks)
        assert ticks[-1][0] >= 0.4 * size
        assert all(float(text) == pytest.approx(place) for place, text in ticks)


@pytest.mark.parametrize(("room", "columns"), [(8, 7), (6, 4), (4, 4), (3, 3), (1, 1), (0.5, 1)])
def test_as_many_stand_side_by_side_as_can_be_read(qtbot, room, columns):
    grid = HistogramGrid(Theme("light").view_colours())
    qtbot.addWidget(grid)
    grid.show()
    grid.show_spreads([spread_of(np.linspace(-1, 1, 50))] * 7)
    least = grid.plots[0].least_sizes[0].width()
    bar = grid.verticalScrollBar().sizeHint().width()
    grid.resize(round(room * (least + SPACE)) + bar, 2000)
    assert grid.columns == columns
    assert all(plot.isVisible() for plot in grid.plots)
    if room < 1:
        least = grid.plots[0].minimumSizeHint().width()
    qtbot.waitUntil(lambda: all(plot.width() >= least for plot in grid.plots))


def test_histograms_are_narrow_rather_than_out_of_sight(qtbot):
    grid = HistogramGrid(Theme("light").view_colours())
    qtbot.addWidget(grid)
    grid.show()
    grid.show_spreads([spread_of(np.linspace(-1, 1, 50))] * 6)
    (usual, narrow), high = grid.plots[0].least_sizes, grid.plots[0].minimumSizeHint().height()
    grid.resize(3 * (usual.width() + SPACE) + SPACE, 3 * high)
    assert grid.columns == 3
    qtbot.waitUntil(grid.plots[0].zeros.isVisible)
    grid.resize(6 * (narrow.width() + SPACE), high + SPACE)
    qtbot.waitUntil(lambda: grid.columns == 6)
    qtbot.waitUntil(lambda: not grid.plots[0].zeros.isVisible())
    qtbot.waitUntil(lambda: not grid.verticalScrollBar().isVisible())
