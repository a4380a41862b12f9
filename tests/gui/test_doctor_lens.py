"""The training doctor on screen, by clicks and keys, with a real background process."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine import doctor, optimizers
from engine.doctor import Evidence, Series
from engine.message import Message
from playground.background import Background
from playground.panels.evidence import draw_evidence
from playground.panels.lenses.doctor import DoctorLens
from playground.panels.status_line import StatusLine
from playground.theme import Theme
from playground.widgets.chart import Chart
from playground.worker.jobs import Jobs
from playground.worker.trial import trial
from tests.helpers.panel_bench import SMALL, open_lens, open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ZEROS = {"model__initializer": "zeros"}


@pytest.fixture
def background(qapp):
    background = Background(jobs=Jobs(grace_s=1e9))
    yield background
    background.close()


opened = partial(open_lens, lens=DoctorLens, steps=24, size=(1000, 320))


def text(bench, name):
    return bench.find(f"microscope.doctor.{name}").text()


def click(qtbot, bench, name):
    qtbot.mouseClick(bench.find(f"microscope.doctor.{name}"), Qt.MouseButton.LeftButton)


def test_an_ill_run_gets_its_sentence_its_evidence_and_its_remedy(qtbot):
    bench = opened(qtbot, **ZEROS)
    (found,) = doctor.diagnose(bench.worker.trainer)
    assert text(bench, "said") == found.text
    assert found.remedy.why in text(bench, "remedy")
    assert "Initial weights" in text(bench, "remedy")
    chart = bench.panel.lens.chart
    assert chart.isVisible()
    assert chart.accessibleName() == found.evidence.title
    assert bench.find("microscope.doctor.choice").value == "symmetric_start"


def test_bars_of_layers_stand_on_whole_numbers_and_powers_of_ten_are_written_out(qtbot):
    chart = Chart(Theme("light").view_colours())
    qtbot.addWidget(chart)
    layers, unit = np.array([1.0, 2.0, 3.0]), Message("gradient")
    series = Series(unit, layers, np.array([0.001, 0.01, 1.0]))
    title = Message("Gradient by layer")
    draw_evidence(chart, Evidence("bars", title, Message("layer"), unit, (series,), log_y=True))
    across, up = (chart.canvas.plot.getAxis(side)._tickLevels[0] for side in ("bottom", "left"))
    assert across == [(1.0, "1"), (2.0, "2"), (3.0, "3")]
    assert {"0.001", "0.01", "0.1", "1"} <= {text for _, text in up}
    (low, high) = chart.canvas.shown()[1]
    assert low < -3.0
    assert high > 0.0


def test_a_healthy_run_is_told_how_it_gets_on(qtbot):
    bench = opened(qtbot, steps=8, data__dataset="circle")
    assert text(bench, "said").startswith("Too early")
    bench.worker.train(400)
    assert text(bench, "said").startswith("Loss")
    assert not bench.panel.lens.chart.isVisible()
    assert not bench.panel.lens.try_button.isVisible()


def test_the_remedy_is_applied_and_can_be_undone(qtbot):
    bench = opened(qtbot, **ZEROS)
    edits = []
    bench.session.edit_made.connect(edits.append)
    bench.find("microscope.doctor.apply").setFocus()
    qtbot.keyClick(bench.find("microscope.doctor.apply"), Qt.Key.Key_Space)
    bench.worker.work()
    assert bench.session.experiment.value("model.initializer") == "he_normal"
    assert bench.worker.trainer.experiment == bench.session.experiment
    edits[0].undo(bench.session)
    bench.worker.work()
    assert bench.session.experiment.value("model.initializer") == "zeros"


def test_the_remedy_is_tried_beside_the_patient(qtbot, background):
    bench = opened(qtbot, background=background, **ZEROS)
    bench.worker.show()
    before = bench.session.experiment
    with qtbot.waitSignal(background.done, timeout=30_000, check_params_cb=is_of(bench)):
        click(qtbot, bench, "try")
    (ghost,) = bench.session.ghosts
    assert ghost.name == "Remedy: Symmetric start"
    assert ghost.experiment.value("model.initializer") == "he_normal"
    assert ghost.points.step == bench.worker.trainer.step_count
    assert bench.session.experiment == before
    assert text(bench, "outcome").startswith("With the remedy the training loss is ")
    assert "with the remedy" in bench.panel.lens.chart.texts
    bench.panel.lens.on_chosen("symmetric_start")
    assert text(bench, "outcome") == ""


def is_of(bench):
    return lambda news: news.job_id == bench.panel.lens._job


def test_a_trial_is_the_run_itself_with_the_remedy():
    told = []
    points = trial(told.append, SMALL, 3.0)
    assert points.step == 12
    assert told[-1] == 1.0
    assert len(points.evaluations["epoch"].mean) == 4


def test_the_status_line_says_the_one_sentence_and_opens_the_lens(qtbot):
    bench = open_panel(
        qtbot, lambda session, _: StatusLine(session), size=(900, 60),
        training__optimizer=optimizers.SGD(learning_rate=900.0), data__dataset="plane",
    )  # fmt: skip
    bench.worker.work()  # it asks once the first picture is there
    assert bench.find("status_doctor").text() == ""
    bench.worker.train(30)
    said = bench.find("status_doctor")
    assert said.text().startswith("Diverged at update ")
    QTest.mouseDClick(said, Qt.MouseButton.LeftButton)
    assert bench.session.view.lens == "doctor"


def test_what_the_status_line_asks_costs_at_most_a_hundredth():
    from playground.worker.inspections.doctor import Examination

    assert Examination.share <= 0.01
