"""A path lit up in the picture of the network."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from playground.panels.network_panel import NetworkPanel
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.diagram_path import LitPath
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
PATH = LitPath(
    (Neuron(0, 0), Neuron(1, 2), Neuron(2, 1), Neuron(3, 0)),
    texts={Neuron(1, 2): "· 0.5"},
    link_texts={Link(1, 2, 1): "· 0.25"},
    signs={Link(0, 0, 2): -1},
)


@pytest.fixture
def bench(qtbot):
    return open_panel(qtbot, NetworkPanel, size=(640, 480))


def between(diagram, start, end, share):
    a, b = (QPointF(diagram.neuron_centre(n.layer, n.unit)) for n in (start, end))
    return (a + (b - a) * share).toPoint()


def colours_near(image, place, reach=3):
    around = range(-reach, reach + 1)
    return {
        QColor(image.pixel(place.x() + x, place.y() + y)).name() for x in around for y in around
    }


def test_links_light_up_in_the_colour_of_their_sign_and_go_out_again(bench):
    diagram = bench.panel.diagram
    colours = bench.panel.theme.view_colours()
    bench.session.show_path("blame", PATH)
    assert diagram.path is PATH
    image = diagram.grab().toImage()
    for start, end, colour in (
        (Neuron(0, 0), Neuron(1, 2), colours.negative),
        (Neuron(2, 1), Neuron(3, 0), colours.positive),
    ):
        for share in (0.35, 0.4):
            near = colours_near(image, between(diagram, start, end, share), 6)
            assert colour.name() in near
    bench.session.show_path("another", None)
    assert diagram.path is PATH
    bench.session.show_path("blame", None)
    assert diagram.path is None


def test_the_mouse_still_reaches_the_network(qtbot, bench):
    diagram = bench.panel.diagram
    bench.session.show_path("blame", PATH)
    qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=diagram.neuron_centre(2, 1))
    assert diagram.selected == Neuron(2, 1)
    over = diagram.childAt(diagram.neuron_centre(2, 1))
    assert over is None  # nothing takes the mouse away


def test_a_new_network_has_no_path(bench):
    bench.session.show_path("blame", PATH)
    bench.session.set_value("model.hidden", (2,))
    bench.worker.work()
    assert bench.panel.diagram.path is None


def test_what_is_not_drawn_is_left_out(bench):
    bench.session.set_value("model.hidden", (64,))
    bench.worker.work()
    far = LitPath((Neuron(0, 1), Neuron(1, 60), Neuron(2, 0)), {Neuron(1, 60): "· 1"})
    bench.session.show_path("blame", far)
    assert not bench.panel.diagram.grab().isNull()
