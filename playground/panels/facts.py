"""What the help tells of a setting beyond its sentence: range, default, choices."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.registry import HyperParameter, Registry
from playground.i18n import translate_template
from playground.panels.names import choice_label
from playground.widgets.numbers import format_exact

Facts = tuple[tuple[str, str], ...]


def facts_of(parameter: HyperParameter, registry: Registry[Any] | None = None) -> Facts:
    """Return pairs of a word and what it is.

    Parameters
    ----------
    parameter
        What the engine declares about the setting.
    registry
        Of the parts to choose from, where the setting chooses one.
    """
    translate = QCoreApplication.translate
    live = (
        translate("facts", "at once; the run goes on")
        if parameter.live
        else translate("facts", "with a new start of the run")
    )
    told = (
        (translate("facts", "Range"), _range_of(parameter)),
        (translate("facts", "Default"), _word_for(parameter.default, registry)),
        (translate("facts", "Takes effect"), live),
    )
    return (*(fact for fact in told if fact[1]), *_choices_of(parameter, registry))


def _range_of(parameter: HyperParameter) -> str:
    low, high = parameter.minimum, parameter.maximum
    if low is None or high is None:
        return ""
    translate = QCoreApplication.translate
    first = translate("facts", "above {low}") if parameter.open_minimum else "{low}"
    last = translate("facts", "below {high}") if parameter.open_maximum else "{high}"
    text = translate("facts", "{first} to {last}").format(first=first, last=last)
    whole = translate("facts", "whole numbers, ") if parameter.integer else ""
    unit = f" {translate_template(parameter.unit)}" if parameter.unit else ""
    return whole + text.format(low=format_exact(low), high=format_exact(high)) + unit


def _word_for(value: Any, registry: Registry[Any] | None) -> str:
    """Return a value as people read it; nothing for one that is made of several."""
    if value is None or isinstance(value, bool):
        on = QCoreApplication.translate("facts", "on")
        return on if value else QCoreApplication.translate("facts", "off")
    if isinstance(value, int | float):
        return format_exact(float(value))
    part = getattr(value, "id", value)
    if registry is not None and part in registry.ids():
        return translate_template(registry.class_of(part).label)
    return choice_label(part) if isinstance(part, str) and part else ""


def _choices_of(parameter: HyperParameter, registry: Registry[Any] | None) -> Facts:
    if registry is None:
        return ()
    kinds = [registry.class_of(part) for part in parameter.choices if part in registry.ids()]
    return tuple(
        (translate_template(kind.label), translate_template(kind.sentence)) for kind in kinds
    )
