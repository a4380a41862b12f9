"""Every language is complete for the sources as they are, and compiled."""

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from string import Formatter

import pytest

from playground import i18n
from resources import translations

FOLDER = Path(translations.__path__[0])
FILES = sorted(FOLDER.glob("playground_*.ts"))
each_language = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def entries(path):
    """Yield context, source, translation and whether it is finished."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            text = translation.text or ""
            finished = bool(text) and translation.get("type") is None
            yield context.findtext("name"), message.findtext("source"), text, finished


def placeholders(text):
    """Return the named places of a template, each as often as it stands there."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_german_is_shipped():
    assert "playground_de" in {path.stem for path in FILES}


@each_language
def test_everything_is_translated(path, tmp_path):
    shutil.copy(path, tmp_path)
    language = path.stem.removeprefix("playground_")
    updated = i18n.update(language, tmp_path)
    missing = [f"{context}: {text!r}" for context, text, _, done in entries(updated) if not done]
    assert not missing, "\n".join(
        [
            f"{path.name} lacks {len(missing)} of the texts on screen. Run",
            f"    python -m playground.i18n update {language}",
            "translate what the file then marks as unfinished, and run",
            "    python -m playground.i18n release",
            *missing,
        ]
    )


@each_language
def test_placeholders_are_kept(path):
    for context, source, translation, finished in entries(path):
        same = placeholders(translation) == placeholders(source)
        assert same or not finished, (context, source)


@each_language
def test_line_ends_and_spaces_are_kept(path):
    for context, source, translation, finished in entries(path):
        kept = [re.findall(r"^\s+|\s+$|\n", text) for text in (source, translation)]
        assert kept[0] == kept[1] or not finished, (context, source)


@each_language
def test_what_is_compiled_is_up_to_date(path, tmp_path):
    shutil.copy(path, tmp_path)
    (fresh,) = i18n.release(tmp_path)
    shipped = path.with_suffix(".qm")
    compiled = shipped.read_bytes() if shipped.is_file() else b""
    assert compiled == fresh.read_bytes(), (
        f"{shipped.name} is not what {path.name} compiles to. Run\n"
        "    python -m playground.i18n release"
    )


@each_language
def test_no_place_of_a_source_is_written_down(path):
    assert "<location" not in path.read_text(encoding="utf-8")
