"""Languages: the engine's templates, the doubled texts, files made and installed."""

import pytest
from PySide6.QtCore import QCoreApplication

from engine.message import Message
from playground import assets, i18n

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>engine</name>
    <message>
        <source>Stopped after {epochs} epochs.</source>
        <translation>Nach {epochs} Epochen angehalten.</translation>
    </message>
    <message>
        <source>At step {step}.</source>
        <translation>Bei Schritt {stepp}.</translation>
    </message>
</context>
</TS>
"""


@pytest.fixture
def english_again(qapp):
    yield
    i18n.install(qapp, "en")


@pytest.fixture
def german(tmp_path, monkeypatch, english_again):
    (tmp_path / "playground_de.ts").write_text(TS, encoding="utf-8")
    assert i18n.release(tmp_path) == [tmp_path / "playground_de.qm"]
    monkeypatch.setattr(assets, "resource_path", lambda _folder, name: tmp_path / name)


def test_templates_are_filled(qapp):
    assert i18n.translate_template("At step {step}.", step=3) == "At step 3."
    assert i18n.translate_template("A set {a, b}.") == "A set {a, b}."


def test_a_compiled_language_is_installed_and_removed(qapp, german):
    text = "Stopped after {epochs} epochs."
    assert i18n.install(qapp, "de_AT") == "de"
    assert i18n.translate_template(text, epochs=7) == "Nach 7 Epochen angehalten."
    assert i18n.install(qapp, "en") == "en"
    assert i18n.translate_template(text, epochs=7) == "Stopped after 7 epochs."


def test_a_translation_with_wrong_placeholders_is_passed_over(qapp, german):
    i18n.install(qapp, "de")
    assert i18n.translate_template("At step {step}.", step=3) == "At step 3."


def test_an_unknown_language_means_english(qapp, english_again):
    assert i18n.install(qapp, "xx") == "en"
    assert i18n.install(qapp) in ("en", *i18n.QLocale.system().name().split("_"))


def test_pseudo_doubles_every_text_and_keeps_placeholders(qapp, english_again):
    assert i18n.install(qapp, "pseudo") == "pseudo"
    for text in ("Play", "Stopped after {epochs} epochs.", "Data"):
        doubled = QCoreApplication.translate("anything", text)
        assert text in doubled
        assert len(doubled) >= 1.9 * len(text)
    assert "Stopped after 7 epochs." in i18n.translate_template(
        "Stopped after {epochs} epochs.", epochs=7
    )


def test_engine_texts_are_found_in_the_sources():
    found = i18n.engine_texts()
    assert "Learning rate" in found
    assert len(found) == len(set(found)) > 40


def test_the_command_explains_itself(capsys):
    assert i18n.main(["nonsense"]) == 2
    assert "update" in capsys.readouterr().err


def test_a_message_is_translated_with_its_values(qapp, german):
    stopped = Message("Stopped after {epochs} epochs.", epochs=7)
    outer = Message("{what} Really.", what=stopped)
    assert outer == "Stopped after 7 epochs. Really."
    i18n.install(qapp, "de")
    assert i18n.translate_template(stopped) == "Nach 7 Epochen angehalten."
    assert i18n.translate_template(outer) == "Nach 7 Epochen angehalten. Really."


def test_texts_outside_of_tr_are_found_too():
    found = i18n.engine_texts()
    for text in ("Paused.", "lower left", "Penguins", "standard", "bill_depth_mm"):
        assert text in found
