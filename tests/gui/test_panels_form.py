"""Controls are made from what the engine declares, and follow the session both ways."""

import gc
from typing import ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget

from engine import optimizers, schedules
from engine.registry import hyper
from playground.panels.form import ExperimentForm, PartForm
from playground.widgets.choices import ChoiceField
from playground.widgets.describe import explanation_at, legible
from playground.widgets.number_field import NumberField
from tests.helpers.panel_bench import new_session


@pytest.fixture
def bench(qtbot):
    session, worker = new_session()
    form = ExperimentForm(session)
    qtbot.addWidget(form)
    session.start()
    worker.work()
    return form, session, worker


def type_into(qtbot, field, text):
    field.entry.selectAll()
    qtbot.keyClicks(field.entry, text)
    qtbot.keyClick(field.entry, Qt.Key.Key_Return)


def choose(field, part_id):
    field.setCurrentIndex(field.findData(part_id))
    field.activated.emit(field.currentIndex())


def rows_of(form):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    part = form.findChild(PartForm)
    return {name.rpartition(".")[2] for name in part.form.names}


def declared_by(part):
    return {parameter.name for parameter in part.hyper_parameters()}


def test_typed_value_reaches_the_session(bench, qtbot):
    form, session, _ = bench
    field = form.add("training.l2")
    type_into(qtbot, field, "0,003")
    assert session.value("training.l2") == 0.003
    assert field.objectName() == "training.l2"
    assert field.accessibleName() == "L2"
    assert "half of this" in field.toolTip()


def test_value_set_elsewhere_is_shown_and_sent_once(bench):
    form, session, _ = bench
    field = form.add("training.l2")
    emitted = []
    session.experiment_changed.connect(emitted.append)
    session.set_value("training.l2", 0.25)
    assert field.value == 0.25
    assert len(emitted) == 1


@pytest.mark.parametrize("place", ["training.l2", "training.loss", "training.early_stopping"])
def test_a_double_click_on_the_label_goes_back_to_the_default(bench, qtbot, place):
    form, session, _ = bench
    form.add(place)
    before = session.value(place)
    other = {"training.l2": 0.5, "training.loss": "mean_squared_error"}.get(place, {"patience": 3})
    assert session.set_value(place, other)
    assert session.value(place) != before
    label = form.form.row(place).label
    qtbot.mouseDClick(label, Qt.MouseButton.LeftButton)
    assert session.value(place) == before


def test_a_setting_of_a_part_brings_the_formula_and_source_of_the_part(bench):
    form, _, _ = bench
    form.add("training.optimizer")
    field = form.findChild(NumberField, "training.optimizer.beta_1")
    told = explanation_at(field.slider)
    adam = optimizers.registry.class_of("adam")
    assert (told.formula, told.source) == (legible(adam.formula), adam.source)
    assert dict(told.facts)["Default"] == "0.9"
    assert dict(told.facts)["Range"].startswith("0 to ")


def test_refused_value_goes_back(bench):
    form, session, _ = bench
    field = form.add("training.weight_decay")
    field._choose(900.0)  # times the learning rate more than one: only the session can know
    assert session.problem is not None
    assert field.value == 0.0 == session.value("training.weight_decay")


def test_rubbish_is_told_in_the_field(bench, qtbot):
    form, session, _ = bench
    field = form.add("training.epochs")
    type_into(qtbot, field, "many")
    assert field.message
    assert session.value("training.epochs") == 100


def test_learning_rate_cannot_be_zero(bench, qtbot):
    form, session, _ = bench
    form.add("training.optimizer")
    field = form.findChild(NumberField, "training.optimizer.learning_rate")
    type_into(qtbot, field, "0")
    assert field.message
    assert session.value("training.optimizer.learning_rate") == 0.01


@pytest.mark.parametrize("part", list(optimizers.registry), ids=lambda part: part.id)
def test_every_optimizer_shows_all_it_declares(bench, part):
    form, session, _ = bench
    field = form.add("training.optimizer")
    choose(field, part.id)
    assert session.value("training.optimizer").id == part.id
    assert rows_of(form) == declared_by(part)
    assert part.formula.split()[0] in field.toolTip()


@pytest.mark.parametrize("part", list(schedules.registry), ids=lambda part: part.id)
def test_every_schedule_shows_all_it_declares(bench, part):
    form, _, _ = bench
    choose(form.add("training.schedule"), part.id)
    assert rows_of(form) == declared_by(part)


def test_a_new_optimizer_appears_by_being_registered(bench, monkeypatch):
    form, session, _ = bench

    class Drift(optimizers.SGD):
        id: ClassVar[str] = "drift"
        label: ClassVar[str] = "Drift"
        swing: float = hyper(0.5, "Swing", "How far it swings.", minimum=0.0, maximum=2.0)

    monkeypatch.setitem(optimizers.registry._classes, "drift", Drift)
    form.add("training.optimizer")
    session.set_value("training.optimizer", Drift())
    swing = form.findChild(NumberField, "training.optimizer.swing")
    assert swing.value == 0.5
    assert "swing" in rows_of(form)


def test_rows_are_rebuilt_without_a_leak(bench):
    form, session, _ = bench
    form.add("training.optimizer")
    session.choose("training.optimizer", "sgd")
    both = len(form.findChildren(QWidget))
    for _ in range(5):
        session.choose("training.optimizer", "adam")
        session.choose("training.optimizer", "sgd")
    rows_of(form)
    assert len(form.findChildren(QWidget)) == both


def test_rows_of_another_part_wait_without_their_names(bench):
    form, session, _ = bench
    form.add("training.optimizer")
    name = "training.optimizer.learning_rate"
    of_adam = form.findChild(NumberField, name)
    session.choose("training.optimizer", "sgd")
    assert form.findChildren(NumberField, name) == [form.findChild(NumberField, name)]
    assert form.findChild(NumberField, name) is not of_adam
    assert of_adam.isHidden() or of_adam.parentWidget().isHidden()
    session.choose("training.optimizer", "adam")
    session.set_value(name, 0.125)
    assert form.findChild(NumberField, name) is of_adam
    assert of_adam.value == 0.125


def test_settings_of_a_part_kept_as_a_bare_id(bench, qtbot):
    form, session, _ = bench
    choose(form.add("model.initializer"), "uniform")
    field = form.findChild(NumberField, "model.initializer.scale")
    type_into(qtbot, field, "0.25")
    assert session.value("model.initializer").scale == 0.25
    type_into(qtbot, field, "0.5")
    assert session.value("model.initializer") == "uniform"
    assert field.value == 0.5


def test_absent_settings_are_switched_on_and_off_and_remembered(bench, qtbot):
    form, session, _ = bench
    switch = form.add("training.early_stopping")
    assert rows_of(form) == set()
    switch.click()
    patience = form.findChild(NumberField, "training.early_stopping.patience")
    type_into(qtbot, patience, "7")
    assert session.value("training.early_stopping.patience") == 7
    switch.click()
    assert session.value("training.early_stopping") is None
    assert rows_of(form) == set()
    switch.click()
    assert session.value("training.early_stopping.patience") == 7


def test_one_value_for_each_layer_is_summed_up(qtbot, bench):
    form, session, _ = bench
    rate, kind = form.add("model.dropout", minimum=0.0, maximum=0.95), form.add("model.activation")
    session.set_values({"model.dropout": (0.1, 0.4), "model.activation": ("relu", "tanh")})
    assert rate.entry.text() == "mixed"
    assert kind.value == ""
    type_into(qtbot, rate, "0.4")  # the number that the slider stands at
    assert session.value("model.dropout") == 0.4
    session.set_value("model.dropout", (0.1, 0.4))
    session.set_values({"model.dropout": (0.2, 0.2), "model.activation": ("tanh", "tanh")})
    assert (rate.value, kind.value) == (0.2, "tanh")


def test_a_destroyed_form_hears_nothing(qapp):
    session, _ = new_session()
    form = ExperimentForm(session)
    form.add("training.optimizer")
    shiboken6.delete(form)
    session.set_value("training.l2", 0.5)
    session.choose("training.optimizer", "sgd")
    gc.collect()
    assert len(session.experiment_changed) == 0


def test_choices_explain_themselves(bench):
    form, _, _ = bench
    field = form.add("training.loss")
    assert isinstance(field, ChoiceField)
    assert field.value == "auto"
    assert all(field.itemData(k, Qt.ItemDataRole.ToolTipRole) for k in range(1, field.count()))


def test_what_is_automatic_is_told_by_name(qtbot):
    session, _ = new_session(**{"data.dataset": "spiral"})
    form = ExperimentForm(session)
    qtbot.addWidget(form)
    output, loss = form.add("model.output_activation"), form.add("training.loss")
    assert output.currentText() == "Sigmoid (automatic)"
    session.choose("data.dataset", "pinwheel")
    assert output.currentText() == "Softmax (automatic)"
    assert loss.currentText() == "Cross-entropy (automatic)"
    words = {output.itemText(index) for index in range(output.count())}
    assert {"Linear", "Sigmoid", "Tanh", "Softmax"} < words
