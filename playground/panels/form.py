"""Controls made from what the engine declares.

A setting is known by its dotted place, such as ``training.optimizer.learning_rate``.
Label, limits, scale, unit and explanation come from the declaration in the
engine, so that a new optimizer or schedule appears here with no change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.registry import HyperParameter, Part, Registry, hyper_parameters
from engine.settings import Settings
from playground.i18n import translate_template
from playground.models.parts import REGISTRIES
from playground.models.session import Session
from playground.panels.facts import Facts, facts_of
from playground.panels.gesture import Hand
from playground.panels.names import automatic_label, automatic_meaning, choice_label
from playground.panels.panel import Follower
from playground.theme import spacing
from playground.widgets.choices import Choice, ChoiceField
from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.number_field import NumberField
from playground.widgets.setting_form import SettingForm
from playground.widgets.tab_order import put_into_tab_order

Field = NumberField | ChoiceField | FlagField

LABEL_UNITS = 25
"""Width of the column of labels, so that forms below each other line up."""

MIXED = "mixed"
"""Id shown where each layer has a value of its own."""
ASIDE = "aside:"
"""Begins the names of controls of a part that is not chosen."""
AUTO = "auto"
"""Id of the choice that takes what fits the rest of the experiment."""


def declared(owner: type[Settings] | type[Part], name: str) -> HyperParameter:
    """Return what the engine declares about a setting of ``owner``.

    Raises
    ------
    KeyError
        If it has no such setting.
    """
    for parameter in hyper_parameters(owner):
        if parameter.name == name:
            return parameter
    raise KeyError(f"{owner.__name__} has no setting {name!r}")


def explanation_of(parameter: HyperParameter) -> str:
    """Return the sentence that explains a setting, with its unit."""
    text = translate_template(parameter.explanation)
    return f"{text} [{translate_template(parameter.unit)}]" if parameter.unit else text


def label_at(session: Session, place: str) -> str:
    """Return the translated label of the setting at a place."""
    owner_place, _, name = place.rpartition(".")
    return translate_template(declared(type(session.value(owner_place)), name).label)


def settings_at(session: Session, place: str) -> Settings | Part | None:
    """Return the settings that stand at a place; a bare id means the part with its defaults."""
    value = session.value(place)
    if isinstance(value, str) and place in REGISTRIES and value in REGISTRIES[place].ids():
        value = REGISTRIES[place].get(value)
    return value if isinstance(value, Settings | Part) else None


def read(session: Session, place: str) -> Any:
    """Return the value that a control at a place shows."""
    owner_place, _, name = place.rpartition(".")
    owner = settings_at(session, owner_place)
    value = session.value(place) if owner is None else getattr(owner, name)
    if isinstance(value, tuple) and name == "class_weights":
        return MIXED
    if isinstance(value, tuple) and name != "features":
        if not value and owner is not None:  # one for each of no layers
            value = (type(owner).model_fields[name].default,)
        value = value[0] if all(each == value[0] for each in value) else MIXED
    return value.id if isinstance(value, Part) else value


def write(session: Session, place: str, value: Any, gesture: object = None) -> bool:
    """Ask the session for a new value; a part kept as a bare id is written as a whole."""
    owner_place, _, name = place.rpartition(".")
    if place in REGISTRIES and value in REGISTRIES[place].ids():
        return session.choose(place, value)
    owner = session.value(owner_place)
    if isinstance(owner, str):
        return session.set_value(owner_place, {"id": owner, name: value}, gesture)
    return session.set_value(place, value, gesture)


def part_choices(registry: Registry[Any], ids: Iterable[str]) -> list[Choice]:
    """Return the choices of a registry; an id of no part, such as "auto", is shown as it is."""
    known = registry.ids()
    found = []
    for part_id in ids:
        if part_id in known:
            part = registry.class_of(part_id)
            label, sentence = translate_template(part.label), translate_template(part.sentence)
            found.append(Choice(part_id, label, sentence))
        else:
            found.append(Choice(part_id, choice_label(part_id)))
    return found


def field_of(place: str, parameter: HyperParameter, **details: Any) -> Field:
    """Make the control of a setting.

    Parameters
    ----------
    place
        Where the setting stands.
    parameter
        What the engine declares about it.
    details
        Arguments for `NumberField` that a declaration cannot say, such as ``stops``.
    """
    if parameter.scale == "flag":
        return FlagField("", bool(parameter.default))
    if parameter.scale == "choice":
        if place in REGISTRIES:
            return ChoiceField(part_choices(REGISTRIES[place], parameter.choices))
        choices = [Choice(name, choice_label(name)) for name in parameter.choices]
        return ChoiceField(choices)
    arguments: dict[str, Any] = {
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "open_minimum": parameter.open_minimum,
        "open_maximum": parameter.open_maximum,
        "shown": parameter.shown,
        "scale": parameter.scale,
        "integer": parameter.integer,
    }
    return NumberField(parameter.default, **(arguments | details))


class Binding(QObject):
    """Ties one control to one place of the experiment."""

    def __init__(self, session: Session, place: str, field: Field, default: Any) -> None:
        super().__init__(field)
        self.session, self.place, self.field, self.default = session, place, field, default
        self._hand = Hand(field) if isinstance(field, NumberField) else None
        field.value_changed.connect(self.on_value_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the value in force; an equal one is left alone, also while it is typed."""
        value = read(self.session, self.place)
        if value == MIXED and isinstance(self.field, NumberField):
            largest = max(self.session.value(self.place))
            self.field.set_mixed(translate_template(MIXED), largest)
        elif self.field.value != value:
            self.field.set_value(value)

    @Slot(object)
    def on_value_changed(self, value: Any) -> None:
        """Write what the user chose; show the old value again if it is refused."""
        gesture = None if self._hand is None else self._hand.gesture()
        if not write(self.session, self.place, value, gesture):
            self.refresh()

    @Slot()
    def reset(self) -> None:
        """Go back to the default, as a wish of the user's like any other."""
        write(self.session, self.place, self.default)


class OptionalBinding(Binding):
    """Ties a switch to settings that can be absent; what was switched off comes back as it was."""

    def __init__(self, session: Session, place: str, field: Field, default: Any) -> None:
        self._last: Any = {}
        super().__init__(session, place, field, default)

    def refresh(self) -> None:
        """Show whether the settings are there."""
        settings = self.session.value(self.place)
        if settings is not None:
            self._last = settings
        present: Any = settings is not None
        if self.field.value != present:
            self.field.set_value(present)

    @Slot(object)
    def on_value_changed(self, value: Any) -> None:
        """Put the settings there, or remove them."""
        if not self.session.set_value(self.place, self._last if value else None):
            self.refresh()


class ExperimentForm(Follower):
    """Rows of controls for settings of the experiment, kept up to date.

    ``label_units`` is the least width of the labels, in spacing units.
    """

    def __init__(
        self, session: Session, parent: QWidget | None = None, label_units: int = LABEL_UNITS
    ) -> None:
        super().__init__(session, parent)
        self.form = SettingForm(spacing(label_units), self)
        self._bindings: dict[str, Binding] = {}
        self._facts: dict[str, Facts] = {}
        self._parts: list[PartForm] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.form)
        self.follow(session.experiment_changed, self.on_experiment_changed)

    def add(self, place: str, label: str = "", **details: Any) -> Field:
        """Add the control of a setting; for a chosen part also those of its own settings.

        Parameters
        ----------
        place
            Dotted place in the experiment; becomes the object name of the control.
        label
            A shorter label than the declared one.
        details
            See `field_of`.
        """
        field = self.add_alone(place, label, **details)
        if place in REGISTRIES or isinstance(self._bindings[place], OptionalBinding):
            part = PartForm(self.session, place, self.form)
            self._parts.append(part)
            self.form.add_wide(part)
        return field

    def add_alone(self, place: str, label: str = "", **details: Any) -> Field:
        """Add the control of a setting without those of a chosen part."""
        owner_place, _, name = place.rpartition(".")
        owner = settings_at(self.session, owner_place)
        if owner is None:
            raise KeyError(f"there are no settings at {owner_place!r}")
        parameter = declared(type(owner), name)
        field = field_of(place, parameter, **details)
        label = label or translate_template(parameter.label)
        self._facts[place] = facts_of(parameter, REGISTRIES.get(place))
        row = self.form.add(
            field, place, label, explanation_of(parameter),
            parameter.formula or getattr(owner, "formula", ""),
            parameter.source or getattr(owner, "source", ""),
            self._facts[place],
        )  # fmt: skip
        optional = parameter.scale == "flag" and parameter.default is None
        kind = OptionalBinding if optional else Binding
        self._bindings[place] = kind(self.session, place, field, parameter.default)
        row.label.double_clicked.connect(self._bindings[place].reset)
        self._explain(place)
        return field

    def field(self, place: str) -> Field:
        """Return the control of a setting."""
        return self._bindings[place].field

    def on_experiment_changed(self, _experiment: object) -> None:
        """Show the values in force."""
        for place, binding in self._bindings.items():
            binding.refresh()
            self._explain(place)

    def _explain(self, place: str) -> None:
        """Let a choice say what is automatic now, its tooltip the formula and source of a part."""
        field = self._bindings[place].field
        if isinstance(field, ChoiceField):
            experiment = self.session.experiment
            if field.findData(AUTO) >= 0:
                short = automatic_meaning(experiment, place)
                field.rename(AUTO, automatic_label(experiment, place), short)
            field.setPlaceholderText(translate_template(MIXED))
        part = settings_at(self.session, place) if place in REGISTRIES else None
        if isinstance(part, Part):
            describe(
                field, place, field.accessibleName(), translate_template(part.sentence),
                part.formula, part.source, self._facts[place],
            )  # fmt: skip


class PartForm(ExperimentForm):
    """The settings of the part that stands at a place.

    Rows are made for each kind of part when it is first chosen, and kept: to make them takes many
    times as long as to show them. Those of another kind have no names meanwhile that could be
    mistaken for those in force.
    """

    def __init__(self, session: Session, place: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.place = place
        self._kind: type[Any] = type(None)
        self._kept: dict[type[Any], tuple[SettingForm, dict[str, Binding], dict[str, Facts]]] = {}
        self._kept[self._kind] = self.form, self._bindings, self._facts
        self.hide()
        self._change_rows()

    def on_experiment_changed(self, experiment: object) -> None:
        """Show the values in force, in rows for the part in force."""
        self._change_rows()
        super().on_experiment_changed(experiment)

    def _change_rows(self) -> None:
        """Show other rows if another kind of part stands here."""
        part = settings_at(self.session, self.place)
        kind = type(part)
        if kind is self._kind:
            return
        self.form.hide()
        self._name_rows(f"{self.place}.", ASIDE)
        self._kind = kind
        if kind in self._kept:
            self.form, self._bindings, self._facts = self._kept[kind]
            self._name_rows(ASIDE, f"{self.place}.")
        else:
            self._make_rows(kind)
        self.form.show()
        self.setVisible(bool(self._bindings))

    def _make_rows(self, kind: type[Any]) -> None:
        self.form = SettingForm(spacing(LABEL_UNITS), self)
        self._bindings, self._facts = {}, {}
        self._kept[kind] = self.form, self._bindings, self._facts
        for parameter in hyper_parameters(kind):
            self.add_alone(f"{self.place}.{parameter.name}")
        self._column.addWidget(self.form)
        put_into_tab_order(self)

    def _name_rows(self, before: str, after: str) -> None:
        """Begin the names of the controls in another way."""
        for widget in self.form.findChildren(QWidget):
            if widget.objectName().startswith(before):
                widget.setObjectName(after + widget.objectName().removeprefix(before))
