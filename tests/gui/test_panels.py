"""Panels through real clicks and keys, with a worker that obeys at once."""

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from engine import optimizers, schedules
from engine.datasets import registry as datasets
from playground.panels.data_panel import DataPanel
from playground.panels.network_panel import NetworkPanel
from playground.panels.output_panel import OutputPanel
from playground.panels.plots_panel import PlotsPanel
from playground.panels.training_panel import TrainingPanel
from playground.theme import Theme
from playground.worker.commands import ALL_VIEWS, Reset, Watch
from tests.helpers.panel_bench import new_session, open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

PANELS = (DataPanel, NetworkPanel, OutputPanel, TrainingPanel, PlotsPanel)


def click(qtbot, widget, place=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def segment(field, choice):
    return field.button(choice)


# All panels --------------------------------------------------------------------------------


@pytest.mark.parametrize("panel_class", PANELS, ids=lambda p: p.__name__)
def test_a_closed_panel_dies_and_leaves_the_session(panel_class, qapp):
    session, worker = new_session()
    theme = Theme("light")
    panel = panel_class(session, theme)
    session.start()
    worker.work()
    dead = weakref.ref(panel)
    panel.deleteLater()
    del panel
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert dead() is None
    for signal in (session.experiment_changed, session.started, session.snapshot_changed,
                   session.curves_changed, session.view_changed):  # fmt: skip
        assert len(signal) == 0
    session.set_value("training.l2", 0.1)
    theme.theme_changed.emit()


@pytest.mark.parametrize("panel_class", PANELS, ids=lambda p: p.__name__)
def test_a_panel_destroyed_while_still_held_hears_nothing(panel_class, qapp):
    session, worker = new_session()
    panel = panel_class(session, Theme("light"))
    shiboken6.delete(panel)
    session.start()
    worker.work()
    session.set_view(show_test=True)
    session.set_value("training.l2", 0.1)
    worker.work()


@pytest.mark.parametrize("panel_class", PANELS, ids=lambda p: p.__name__)
def test_watches_only_while_visible(panel_class, qtbot):
    bench = open_panel(qtbot, panel_class)
    wanted = frozenset(panel_class.views)
    assert wanted <= ALL_VIEWS
    if wanted:
        assert bench.worker.sent(Watch)[-1].views == wanted
        bench.panel.hide()
        assert bench.worker.sent(Watch)[-1].views == frozenset()


@pytest.mark.parametrize("panel_class", PANELS, ids=lambda p: p.__name__)
@pytest.mark.parametrize("dataset", ["spiral", "pinwheel", "sine", "plane", "penguins"])
def test_shows_every_kind_of_data(panel_class, dataset, qtbot):
    bench = open_panel(qtbot, panel_class)
    assert bench.session.choose("data.dataset", dataset)
    bench.worker.work()
    bench.worker.train(20)
    bench.panel.theme.set_choice("dark")
    bench.panel.on_theme_changed()
    assert not bench.panel.grab().isNull()


@pytest.mark.parametrize("panel_class", PANELS, ids=lambda p: p.__name__)
def test_everything_that_takes_the_focus_has_a_name(panel_class, qtbot):
    panel = open_panel(qtbot, panel_class).panel
    nameless = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(panel)
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not isinstance(widget, QAbstractScrollArea)
        and not isinstance(widget.parent(), QAbstractScrollArea)
    ]
    assert not nameless


# Data --------------------------------------------------------------------------------------


def test_gallery_chooses_a_data_set_and_adapts(qtbot):
    bench = open_panel(qtbot, DataPanel, training__loss="mean_squared_error")
    panel, session = bench.panel, bench.session
    assert panel.gallery.value == "spiral"
    click(qtbot, panel.gallery.tile("penguins"))
    bench.worker.work()
    assert session.value("data.dataset") == "penguins"
    assert session.value("training.loss") == "auto"
    assert panel.gaps.text() == "2 rows with gaps left out"
    assert panel.gaps.isVisible()
    assert panel.features.isHidden()
    assert "bill_length_mm" in panel.columns.values
    hidden = {p for p in ("data.samples", "data.noise") if panel.findChild(QWidget, p).isHidden()}
    assert hidden == {"data.samples", "data.noise"}


def test_every_data_set_gets_its_picture(qtbot):
    panel = open_panel(qtbot, DataPanel).panel
    qtbot.waitUntil(lambda: set(panel._previews) == set(datasets.ids()), timeout=20_000)


def test_features_are_turned_on_and_off(qtbot):
    bench = open_panel(qtbot, DataPanel)
    panel, session = bench.panel, bench.session
    assert panel.features.values == ("x1", "x2")
    click(qtbot, panel.features.tile("x1_x2"))
    assert session.value("data.features") == ("x1", "x2", "x1_x2")
    for name in ("x1", "x2"):
        click(qtbot, panel.features.tile(name))
    assert session.value("data.features") == ("x1_x2",)
    click(qtbot, panel.features.tile("x1_x2"))
    assert session.value("data.features") == ("x1_x2",)
    assert panel.features.values == ("x1_x2",)
    assert session.problem is not None


def test_columns_of_a_table_are_turned_off(qtbot):
    bench = open_panel(qtbot, DataPanel, data__dataset="iris")
    flag = bench.find("data.features.sepal_length_cm")
    flag.click()
    bench.worker.work()
    assert bench.session.data.feature_names == (
        "sepal_width_cm", "petal_length_cm", "petal_width_cm",
    )  # fmt: skip


def test_regenerate_changes_the_data_seed_only(qtbot):
    bench = open_panel(qtbot, DataPanel)
    click(qtbot, bench.panel.regenerate)
    session = bench.session
    seeds = [session.value(f"{room}.seed") for room in ("data", "model", "training")]
    assert seeds == [1, 0, 0]
    bench.panel.more.set_expanded(True)
    assert bench.find("data.seed").value == 1


# Network -----------------------------------------------------------------------------------


def test_diagram_shows_the_run_and_asks_for_another_shape(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500))
    panel, session = bench.panel, bench.session
    assert "31 parameters" in [label.text() for label in panel.findChildren(type(panel._count))]
    panel.diagram.layer_added.emit(1)
    panel.diagram.neurons_changed.emit(0, 5)
    assert session.value("model.hidden") == (5, 4, 3)
    bench.worker.work()
    assert session.layer_sizes == (2, 5, 4, 3, 1)
    bench.worker.train(3)
    panel.diagram.layer_removed.emit(0)
    assert session.value("model.hidden") == (4, 3)


def test_the_last_layer_leaves_its_settings_to_the_next_one(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500), model__hidden=(4,))
    session = bench.session
    session.set_values({"model.activation": ("tanh",), "model.dropout": (0.25,)})
    bench.panel.diagram.layer_removed.emit(0)
    assert session.value("model.hidden") == ()
    assert bench.find("model.activation").value == "tanh"
    bench.panel.hide()
    bench.panel.show()
    bench.panel.diagram.layer_added.emit(0)
    assert session.value("model.dropout") == 0.25


def test_an_experiment_with_settings_for_each_of_no_layers_is_shown(qtbot):
    values = {"model__hidden": (), "model__activation": (), "model__dropout": ()}
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500), **values)
    assert bench.find("model.activation").value == "relu"


def test_a_chosen_neuron_is_known_to_the_session(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500))
    place = bench.panel.diagram.neuron_centre(2, 1)
    click(qtbot, bench.panel.diagram, place)
    assert bench.session.view.neuron == (2, 1)
    bench.session.set_view(neuron=None)
    assert bench.panel.diagram.selected is None


def test_hidden_panel_draws_nothing(qtbot):
    bench = open_panel(qtbot, NetworkPanel, size=(700, 500))
    bench.panel.hide()
    drawn = bench.panel._drawn
    bench.worker.train(5)
    assert bench.panel._drawn is drawn
    bench.panel.show()
    bench.worker.work()
    assert bench.panel._drawn is bench.session.snapshot


# Output ------------------------------------------------------------------------------------


def test_map_curve_and_numbers(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500))
    panel, session = bench.panel, bench.session
    assert panel.stack.currentWidget() is panel.map
    assert panel.map.drawn_points("train") == (32, 32)
    assert panel.numbers.value("train_score").endswith("%")
    session.choose("data.dataset", "sine")
    bench.worker.work()
    assert panel.stack.currentWidget() is panel.curve
    assert not panel.shown.entry("hard_classes").isVisible()
    assert not panel.shown.entry("contours").isVisible()
    assert not panel.shown.entry("mistakes").isVisible()
    assert float(panel.numbers.value("test_score").replace("−", "-")) <= 1.0


def test_toggles_change_the_view_not_the_run(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500))
    for toggle in ("show_test", "hard_classes"):
        bench.panel.findChild(QAction, f"output.show.{toggle}").trigger()
    assert bench.session.view.show_test
    assert bench.session.view.hard_classes
    assert bench.panel.map.hard_classes
    assert len(bench.worker.sent(Reset)) == 1


def test_table_offers_columns_and_principal_axes(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500), data__dataset="penguins")
    panel = bench.panel
    field = bench.find("output.plane")
    assert field.count() == 7
    assert field.value == "0,1"
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Home)
    bench.worker.work()
    assert bench.session.view.plane == "principal"
    assert panel.stack.plane.labels == ("axis 1", "axis 2")
    bench.session.choose("data.dataset", "xor")
    bench.worker.work()
    assert not field.isVisible()


def test_the_chosen_neuron_is_enlarged(qtbot):
    bench = open_panel(qtbot, OutputPanel, size=(400, 500))
    bench.session.watch("neurons", True)
    bench.worker.work()
    bench.session.set_view(neuron=(1, 2))
    assert bench.panel.stack.enlarged
    bench.session.set_view(neuron=None)
    assert not bench.panel.stack.enlarged


# Training ----------------------------------------------------------------------------------


def test_all_settings_fit_a_narrow_column(qtbot):
    bench = open_panel(qtbot, TrainingPanel, size=(260, 900))
    for part in (*optimizers.registry, *schedules.registry):
        kind = "optimizer" if issubclass(part, optimizers.Optimizer) else "schedule"
        bench.session.choose(f"training.{kind}", part.id)
        for section in (bench.panel.penalties, bench.panel.safeguards, bench.panel.luck):
            section.set_expanded(True)
        bench.session.set_value("training.early_stopping", {})
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert bench.panel.minimumSizeHint().width() <= 260


def test_batch_size_goes_to_all(qtbot):
    bench = open_panel(qtbot, TrainingPanel, size=(260, 900))
    field = bench.find("training.batch_size")
    assert field.value == 8
    field.slider.setFocus()
    qtbot.keyClick(field.slider, Qt.Key.Key_Right)
    assert bench.session.value("training.batch_size") == 16
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, "all")
    qtbot.keyClick(field.entry, Qt.Key.Key_Return)
    assert bench.session.value("training.batch_size") == "all"


def test_gradient_clip_is_off_or_a_number(qtbot):
    bench = open_panel(qtbot, TrainingPanel, size=(260, 900))
    click(qtbot, bench.panel.safeguards.header)
    field = bench.find("training.gradient_clip")
    assert field.entry.text() == "off"
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, "2.5")
    qtbot.keyClick(field.entry, Qt.Key.Key_Return)
    assert bench.session.value("training.gradient_clip") == 2.5
    assert "2.5" in bench.panel.safeguards.header.summary
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, "off")
    qtbot.keyClick(field.entry, Qt.Key.Key_Return)
    assert bench.session.value("training.gradient_clip") is None


def test_live_settings_keep_the_run(qtbot):
    bench = open_panel(qtbot, TrainingPanel, size=(260, 900))
    bench.worker.train(10)
    for place, value in (("training.l1", 0.01), ("model.dropout", 0.2), ("training.epochs", 7)):
        assert bench.session.set_value(place, value)
        bench.worker.work()
    assert len(bench.worker.sent(Reset)) == 1
    assert bench.worker.trainer.step_count == 10
