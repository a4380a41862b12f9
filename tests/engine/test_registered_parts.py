"""What every registered part owes its readers: a doctest, texts, and ranges."""

import doctest
import math
import sys

import pytest

import engine  # brings every registry with it
from engine.registry import Registry


def all_registries():
    """Return every registry in the engine, found by looking into its modules."""
    modules = [sys.modules[name] for name in sorted(sys.modules) if name.startswith("engine.")]
    values = [value for module in [engine, *modules] for value in vars(module).values()]
    return {value.kind: value for value in values if isinstance(value, Registry)}


REGISTRIES = all_registries()
PARTS = [
    pytest.param(cls, id=f"{kind}-{cls.id}") for kind, each in REGISTRIES.items() for cls in each
]
SETTINGS = [
    pytest.param(setting, id=f"{kind}-{cls.id}-{setting.name}")
    for kind, each in REGISTRIES.items()
    for cls in each
    for setting in cls.hyper_parameters()
]


def is_one_sentence(text):
    return text[0].isupper() and text.endswith(".") and ". " not in text


def test_the_registries_are_found():
    wanted = {"activation", "loss", "optimizer", "schedule", "initializer", "feature"}
    assert wanted <= set(REGISTRIES)


@pytest.mark.parametrize("cls", PARTS)
def test_a_part_explains_itself(cls):
    assert all([cls.id, cls.label, cls.formula, cls.source])
    assert is_one_sentence(cls.sentence)


@pytest.mark.parametrize("cls", PARTS)
def test_a_part_has_a_doctest_that_uses_it(cls):
    """The test command runs the doctests; here they are only asked to be there."""
    examples = doctest.DocTestParser().get_examples(vars(cls)["__doc__"])
    assert any(f"{cls.__name__}(" in example.source for example in examples)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_has_a_range_and_one_sentence(setting):
    assert setting.label
    assert is_one_sentence(setting.explanation)
    if setting.scale in ("choice", "flag"):
        assert setting.scale == "flag" or setting.default in setting.choices
        return
    lowest, highest = setting.minimum, setting.maximum
    assert lowest is not None
    assert highest is not None
    assert math.isfinite(lowest)
    assert math.isfinite(highest)
    assert lowest <= setting.default <= highest
    shown = setting.shown or (lowest, highest)
    assert lowest <= shown[0] < shown[1] <= highest
    if setting.scale == "log" and setting.shown:
        assert setting.shown[0] > 0
