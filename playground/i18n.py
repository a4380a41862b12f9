"""Languages: installing translators, translating the engine's texts, making the files.

Texts of the screen go through ``tr``. The engine's labels, explanations and messages are English
templates with named values; they are translated by `translate_template` in the context ``engine``.

``python -m playground.i18n update de`` writes resources/translations/playground_de.ts from the
sources, and ``python -m playground.i18n release`` compiles all of them.
"""

import ast
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from playground import assets

ENGINE_CONTEXT = "engine"
PSEUDO = "pseudo"
LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Codes of the languages there are, and what each calls itself."""


class PseudoTranslator(QTranslator):
    """Makes every text twice as long, so that tests find what has no room to grow."""

    def isEmpty(self) -> bool:
        """Say that there is something to translate with."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the text in brackets, padded to twice its length."""
        del context, disambiguation, n
        return pseudo(source)


def pseudo(text: str) -> str:
    """Return a stand-in for a translation, twice as long, with all values and marks kept.

    Examples
    --------
    >>> pseudo("At most {limit}.")
    '[At most {limit}. ~~~~ ~~~~ ~~~]'
    """
    missing = max(1, 2 * len(text) - len(text) - 3)
    padding = "".join("~" if (k + 1) % 5 else " " for k in range(missing)).rstrip()
    return f"[{text} {padding}]"


def install(app: QCoreApplication, language: str = "") -> str:
    """Translate the application from now on; widgets made before keep their texts.

    Parameters
    ----------
    app : QCoreApplication
        The application; it owns the translators.
    language : str
        A code such as ``"de"``; ``""`` for the system's language, ``"en"`` for none, ``"pseudo"``
        for texts of twice the length.

    Returns
    -------
    str
        The language in force; ``"en"`` when there is no translation.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language == PSEUDO:
        app.installTranslator(PseudoTranslator(app))
        return PSEUDO
    locale = QLocale(language) if language else QLocale.system()
    code = locale.name()
    for name in (code, code.partition("_")[0]):
        path = assets.resource_path("translations", f"playground_{name}.qm")
        translator = QTranslator(app)
        if path.is_file() and translator.load(str(path)):
            app.installTranslator(translator)
            _install_qt(app, locale)
            return name
        translator.deleteLater()
    return "en"


def translate_template(text: str, **values: object) -> str:
    """Return one of the engine's English texts in the language in force, values filled in.

    A message of the engine (`engine.message.Message`) brings its template and values along. A
    translation whose placeholders do not fit is passed over in favour of the English text.

    Examples
    --------
    >>> translate_template("Stopped after {epochs} epochs.", epochs=100)
    'Stopped after 100 epochs.'
    """
    template = getattr(text, "template", text)
    values = getattr(text, "values", {}) | values
    translated = QCoreApplication.translate(ENGINE_CONTEXT, template)
    if not values:
        return translated
    spoken = {
        name: translate_template(value)
        if isinstance(value, str) and hasattr(value, "template")
        else value
        for name, value in values.items()
    }
    try:
        return translated.format(**spoken)
    except (KeyError, IndexError, ValueError):
        return template.format(**spoken)


def _install_qt(app: QCoreApplication, locale: QLocale) -> None:
    """Install Qt's own texts (file dialogs, standard buttons), where they are shipped."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load(locale, "qtbase", "_", folder):
        app.installTranslator(translator)
    else:
        translator.deleteLater()


# Making the files


SPOKEN = frozenset({"label", "sentence", "explanation", "message", "fault", "mend", "text", "unit"})
"""Names of arguments and fields that hold a text for people."""
SPOKEN_TUPLES = frozenset({"class_names", "default_features", "choices"})
"""Names of arguments and fields that hold several."""
OTHER_TEXTS = ("all", "none", "mixed", "principal axes", "axis 1", "axis 2")
"""Words for values that no literal of the kinds above names."""


def engine_texts() -> list[str]:
    """Return the texts that people read outside of ``tr``, found without running anything.

    In the sources of the engine and the models these are the arguments and fields named in
    `SPOKEN` and `SPOKEN_TUPLES`, the second and third argument of ``hyper`` and the first of
    ``Message``, wherever they are literals; beside them stand the titles of the presets.
    """
    found = dict.fromkeys(OTHER_TEXTS)
    for package in ("engine", "playground"):
        for path in sorted(_package_folder(package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(dict.fromkeys(_texts_of(tree, everything=package == "engine")))
    for path in sorted((_package_folder("resources") / "presets").glob("*.toml")):
        title, _, description = path.read_text(encoding="utf-8").partition("\n")[0].partition(":")
        found.update(dict.fromkeys((title.lstrip("# ").strip(), description.strip())))
    return [text for text in found if any(map(str.isalpha, text))]


def _texts_of(tree: ast.AST, *, everything: bool) -> Iterator[str]:
    """Find texts in a source; those of messages only, unless ``everything``."""
    for node in ast.walk(tree):
        given: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called == "Message":
                given += node.args[:1]
            elif everything:
                given += node.args[1:3] if called == "hyper" else []
                for keyword in node.keywords:
                    given += _spoken(keyword.arg, keyword.value)
        elif everything and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            given += _spoken(node.target.id, node.value)
        for each in given:
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                yield each.value


def _spoken(name: str | None, value: ast.expr | None) -> list[ast.expr | None]:
    if name in SPOKEN_TUPLES and isinstance(value, ast.Tuple):
        return list(value.elts)
    return [value] if name in SPOKEN else []


def update(language: str, folder: Path | None = None) -> Path:
    """Write the texts of all sources into playground_`language`.ts; what is translated stays.

    Parameters
    ----------
    language : str
        A code such as ``"de"``.
    folder : Path, optional
        Where the file is, resources/translations by default.

    Returns
    -------
    Path
        The file that was written.
    """
    place = folder or _package_folder("resources") / "translations"
    target = place / f"playground_{language}.ts"
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "engine_texts.py"
        lines = [f"QCoreApplication.translate({ENGINE_CONTEXT!r}, {t!r})" for t in engine_texts()]
        listed.write_text("\n".join(["from PySide6.QtCore import QCoreApplication", *lines]))
        sources = sorted(_package_folder("playground").rglob("*.py"))
        options = ("-locations", "none", "-no-obsolete")
        _run_tool("lupdate", *options, *map(str, [*sources, listed]), "-ts", str(target))
    return target


def release(folder: Path | None = None) -> list[Path]:
    """Compile every .ts file of a folder (resources/translations by default) beside it."""
    place = folder or _package_folder("resources") / "translations"
    compiled = []
    for source in sorted(place.glob("*.ts")):
        target = source.with_suffix(".qm")
        _run_tool("lrelease", "-silent", str(source), "-qm", str(target))
        compiled.append(target)
    return compiled


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name)
    return Path(next(iter(spec.submodule_search_locations)))


def _run_tool(tool: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    subprocess.run([str(program), *arguments], check=True, capture_output=True)


def main(arguments: list[str]) -> int:
    """Run ``update LANGUAGE ...`` or ``release``; the exit status is 2 for anything else."""
    match arguments:
        case ["update", _, *_]:
            for language in arguments[1:]:
                update(language)
        case ["release"]:
            release()
        case _:
            sys.stderr.write((__doc__ or "") + "\n")
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
