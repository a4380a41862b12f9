"""Rows of the data and training panels that come and go with the data."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine import PaintedPoints
from engine.datasets import registry as datasets
from playground.panels.data_panel import DataPanel
from playground.panels.training_panel import TrainingPanel
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

RARE = ("data.label_noise", "data.outliers", "data.imbalance")


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def find(qtbot, bench, place):
    """Return a control; one that was just made is shown a moment later."""
    qtbot.waitUntil(lambda: bench.find(place).isVisible())
    return bench.find(place)


def hidden_of(panel, places):
    return {place for place in places if panel.findChild(QWidget, place).isHidden()}


@pytest.mark.parametrize("dataset", datasets.ids())
def test_settings_of_every_data_set_are_rows(qtbot, dataset):
    bench = open_panel(qtbot, DataPanel)
    if dataset != "spiral":
        click(qtbot, bench.panel.gallery.tile(dataset))
    for parameter in datasets.class_of(dataset).hyper_parameters():
        field = find(qtbot, bench, f"data.dataset.{parameter.name}")
        assert field.accessibleName()
        assert field.value == parameter.default


@pytest.mark.parametrize(
    ("dataset", "hidden"),
    [
        ("circle", set()),
        ("sine", {"data.label_noise", "data.imbalance"}),
        ("iris", set(RARE)),
        ("painted", {"data.outliers", "data.imbalance"}),
    ],
)
def test_only_faults_that_a_set_can_have_are_offered(qtbot, dataset, hidden):
    panel = open_panel(qtbot, DataPanel).panel
    click(qtbot, panel.gallery.tile(dataset))
    assert hidden_of(panel, RARE) == hidden


def test_a_data_set_comes_back_as_it_was_left(qtbot):
    bench = open_panel(qtbot, DataPanel)
    bench.find("data.dataset.arms").value_changed.emit(3)
    bench.worker.work()
    assert len(bench.session.data.class_names) == 3
    for dataset in ("sine", "spiral"):
        click(qtbot, bench.panel.gallery.tile(dataset))
    bench.worker.work()
    assert find(qtbot, bench, "data.dataset.arms").value == 3
    assert len(bench.session.data.class_names) == 3


def test_painted_points_of_a_file_find_as_many_classes(qtbot):
    points = PaintedPoints([[0.0, 0.0, 4], [1.0, 1.0, 0]])
    bench = open_panel(qtbot, DataPanel, data__points=points)
    click(qtbot, bench.panel.gallery.tile("painted"))
    bench.worker.work()
    assert bench.session.problem is None
    assert len(bench.session.data.class_names) == 5


def test_the_picture_of_the_chosen_set_follows_its_settings(qtbot):
    panel = open_panel(qtbot, DataPanel).panel
    qtbot.waitUntil(lambda: set(panel._previews) == set(datasets.ids()), timeout=20_000)
    before = panel._previews["spiral"].points
    panel.session.set_value("data.noise", 1.5)
    qtbot.waitUntil(lambda: not np.array_equal(panel._previews["spiral"].points, before))


@pytest.mark.parametrize("chosen", ["spiral", "painted"])
def test_the_picture_of_painted_points_shows_them(qtbot, chosen):
    points = PaintedPoints([[0.0, 0.0, 1], [1.0, 1.0, 0], [2.0, -3.0, 0]])
    panel = open_panel(qtbot, DataPanel, data__points=points, data__dataset=chosen).panel
    qtbot.waitUntil(lambda: set(panel._previews) == set(datasets.ids()), timeout=20_000)
    assert len(panel._previews["painted"].points) == 3


def test_pixels_are_fed_all_together(qtbot):
    bench = open_panel(qtbot, DataPanel, data__dataset="digits")
    assert bench.find("data.all_columns").text() == "all 64 columns"
    assert bench.panel.columns.isHidden()


def test_names_of_data_sets_are_not_cut_short(qtbot):
    panel = open_panel(qtbot, DataPanel, size=(230, 600)).panel
    assert panel.sentence.text().startswith("<b>Spiral.</b> ")
    for name in datasets.ids():
        tile = panel.gallery.tile(name)
        assert tile.toolTip().startswith(f"<qt><b>{datasets.class_of(name).label}</b>")
        assert tile.accessibleName() == datasets.class_of(name).label


# Training ----------------------------------------------------------------------------------


def test_weights_and_smoothing_of_classes_are_for_classes(qtbot):
    bench = open_panel(qtbot, TrainingPanel)
    panel, session = bench.panel, bench.session
    places = ("training.class_weights", "training.label_smoothing")
    panel.penalties.set_expanded(True)
    assert hidden_of(panel, places) == set()
    session.set_values({"training.class_weights": "balanced", "training.label_smoothing": 0.1})
    assert session.choose("data.dataset", "sine")
    assert hidden_of(panel, places) == set(places)
    assert session.value("training.class_weights") == "none"
    assert session.value("training.label_smoothing") == 0.0


def test_class_weights_of_a_file_are_shown_as_mixed(qtbot):
    bench = open_panel(qtbot, TrainingPanel, training__class_weights=(1.0, 3.0))
    field = bench.find("training.class_weights")
    assert field.value == ""
    assert bench.session.value("training.class_weights") == (1.0, 3.0)


def test_a_target_is_switched_on_and_set(qtbot):
    bench = open_panel(qtbot, TrainingPanel)
    bench.panel.safeguards.set_expanded(True)
    bench.find("training.target").click()
    measure = find(qtbot, bench, "training.target.measure")
    assert [measure.itemText(k) for k in range(measure.count())] == [
        "Test loss", "Train loss", "Test score", "Train score",
    ]  # fmt: skip
    bench.find("training.target.value").value_changed.emit(0.3)
    assert bench.session.value("training.target.value") == 0.3
    bench.find("training.target").click()
    assert bench.session.value("training.target") is None


def test_a_schedule_that_waits_for_plateaus_has_its_rows(qtbot):
    bench = open_panel(qtbot, TrainingPanel)
    assert bench.session.choose("training.schedule", "reduce_on_plateau")
    for name in ("factor", "patience", "threshold"):
        assert find(qtbot, bench, f"training.schedule.{name}").accessibleName()


def test_the_sealed_test_is_opened_once(qtbot):
    bench = open_panel(qtbot, DataPanel, data__sealed_fraction=0.25)
    panel, session = bench.panel, bench.session
    panel.more.set_expanded(True)
    qtbot.waitUntil(panel.sealed.button.isVisible)
    assert panel.sealed.result.isHidden()
    click(qtbot, panel.sealed.button)
    bench.worker.work()
    assert panel.sealed.button.isHidden()
    told = panel.sealed.result.text()
    assert told.startswith("Sealed test: loss ")
    bench.worker.train(30)
    assert panel.sealed.result.text() == told
    session.regenerate()
    bench.worker.work()
    assert panel.sealed.result.isHidden()
    assert not panel.sealed.button.isHidden()


def test_without_sealed_examples_there_is_nothing_to_open(qtbot):
    assert open_panel(qtbot, DataPanel).panel.sealed.isHidden()
