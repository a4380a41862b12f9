"""The microscope in the window: it comes and goes, and only the lens in front is looked through."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from engine.message import Message
from playground.models.view_state import ViewState
from playground.panels.lenses import Lens
from playground.panels.microscope_panel import MicroscopePanel
from playground.panels.network_panel import NetworkPanel
from playground.panels.output_panel import OutputPanel
from playground.theme import Theme
from playground.widgets.diagram_layout import Link
from playground.worker.inspections import Inspection
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@dataclass(frozen=True)
class Seen(Inspection):
    id: ClassVar[str] = "first"
    times: int = 1

    def look(self, trainer):
        if self.times < 0:
            raise ValueError(Message("{times} times is not often.", times=self.times))
        return self.times * trainer.step_count


@dataclass(frozen=True)
class SeenToo(Seen):
    id: ClassVar[str] = "second"


class FirstLens(Lens):
    id = "first"
    asked = Seen(10)

    def __init__(self, session, theme, parent=None):
        super().__init__(session, theme, parent)
        self.said = QLabel()
        QVBoxLayout(self).addWidget(self.said)

    @classmethod
    def title(cls):
        return cls.id.title()

    @classmethod
    def sentence(cls):
        return "Shows how many steps there were."

    def inspection(self):
        return self.asked

    def show_finding(self, finding):
        self.said.setText(f"{finding.result}")

    def show_fault(self, text):
        self.said.setText(text)


class SecondLens(FirstLens):
    id = "second"
    asked = SeenToo(100)


class TwoLenses(MicroscopePanel):
    def __init__(self, session, theme: Theme):
        super().__init__(session, theme, (FirstLens, SecondLens))


@pytest.fixture
def bench(qtbot):
    made = open_panel(qtbot, TwoLenses, size=(700, 300))
    made.session.set_view(lens="first")
    made.worker.work()
    return made


def test_a_lens_shows_what_is_found(bench):
    bench.worker.train(3)
    assert bench.panel.lens.said.text() == "30"


def test_another_tab_brings_another_lens_and_the_first_is_looked_through_no_longer(bench, qtbot):
    bench.worker.train(3)
    first = bench.panel.lens
    bench.panel.tabs.setFocus()
    qtbot.keyClick(bench.panel.tabs, Qt.Key.Key_Right)
    bench.worker.work()
    assert bench.session.view.lens == "second"
    assert bench.panel.lens.said.text() == "300"
    assert set(bench.session.snapshot.findings) == {"second"}
    bench.worker.train(1)
    assert first.said.text() == "30"


def test_a_fault_is_said_in_words(bench, monkeypatch):
    monkeypatch.setattr(FirstLens, "asked", Seen(-1))
    bench.panel.lens.look_again()
    bench.worker.work()
    assert bench.panel.lens.said.text() == "-1 times is not often."


def test_hidden_it_costs_nothing_and_shown_again_it_is_up_to_date(bench):
    bench.worker.train(1)
    bench.panel.hide()
    bench.worker.work()
    bench.worker.train(1)
    assert not bench.session.snapshot.findings
    assert bench.panel.lens.said.text() == "10"
    bench.panel.show()
    bench.worker.work()
    assert bench.panel.lens.said.text() == "20"


def test_escape_and_the_button_ask_to_close_it(bench, qtbot):
    for close in (
        lambda: qtbot.keyClick(bench.panel, Qt.Key.Key_Escape),
        lambda: qtbot.mouseClick(bench.find("microscope.close"), Qt.MouseButton.LeftButton),
    ):
        with qtbot.waitSignal(bench.panel.closed):
            close()


def test_the_chosen_link_is_the_chosen_parameter(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500))
    bench.panel.diagram.select_link(Link(1, 2, 1))
    assert bench.session.view.parameter == 3 * 4 + 2 * 3 + 1
    bench.panel.diagram.select(1, 3)  # its bias
    assert bench.session.view.parameter == 2 * 4 + 3
    bench.panel.diagram.select(0, 1)  # an input has none: the last choice stays
    assert bench.session.view.parameter == 2 * 4 + 3
    bench.session.set_value("model.hidden", (4,))
    bench.worker.work()
    assert bench.session.view.parameter is None


def test_a_click_chooses_a_point_while_the_microscope_is_open(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(500, 600))
    x, y = bench.session.data.train_points[5]
    bench.panel.map.clicked.emit(x, y)
    assert bench.session.view.point is None
    bench.session.set_view(lens="first")
    bench.panel.map.clicked.emit(x, y)
    assert bench.session.view.point == ("train", 5)
    bench.panel.map.clicked.emit(-1e3, 0.0)
    assert bench.session.view.point is None


def test_a_point_that_other_data_do_not_have_is_not_chosen_any_more():
    view = ViewState(point=("test", 7))
    assert view.fitted(2, (2, 1), {"train": 3, "test": 8}).point == ("test", 7)
    assert view.fitted(2, (2, 1), {"train": 8, "test": 7}).point is None
