"""``playground`` and ``python -m playground``: the window, or the command line."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from playground import display

# One BLAS thread: a second one slows small networks down and takes the screen's core.
# It counts only when set before numpy is imported.
for _library in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

NO_DISPLAY = 14
"""Exit status when a window is asked for and there is no screen."""

EXPERIMENT_SUFFIXES = (".toml", ".json")

QT_OPTIONS = frozenset(
    {
        "display", "fontengine", "geometry", "platform", "platformpluginpath", "platformtheme",
        "plugin", "qwindowgeometry", "qwindowicon", "qwindowtitle", "reverse", "session",
        "style", "stylesheet", "title",
    }
)  # fmt: skip

NO_DISPLAY_MESSAGE = """\
There is no display to open a window on. Without one you can use:
  playground train FILE   train an experiment and write its history and weights
  playground info         tell what is installed and what can be chosen
  playground --self-test  check everything, with an invisible window
With QT_QPA_PLATFORM=offscreen the window opens invisibly."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or carry out a command; return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if "--self-test" in arguments:
        from playground import self_test

        return self_test.run_self_test([a for a in arguments if a != "--self-test"])
    if not wants_window(arguments):
        from playground import cli

        return cli.main(arguments)
    if not has_display(arguments):
        sys.stderr.write(NO_DISPLAY_MESSAGE + "\n")
        return NO_DISPLAY
    gc.disable()  # what is imported stays; `app.run` has what is left over later collected
    from playground import app

    return app.run([sys.argv[0], *arguments])


def wants_window(arguments: Sequence[str]) -> bool:
    """Return whether the arguments are for the window: none, Qt options, or a file.

    Examples
    --------
    >>> [wants_window(a) for a in ([], ["-style", "x"], ["a.toml"], ["train", "a.toml"], ["-h"])]
    [True, True, True, False, False]
    """
    if not arguments:
        return True
    first = arguments[0]
    if first.startswith("-"):
        return _qt_option(first) in QT_OPTIONS
    return first.lower().endswith(EXPERIMENT_SUFFIXES) or Path(first).is_file()


def has_display(arguments: Sequence[str]) -> bool:
    """Return whether Qt has something to draw on."""
    chosen = any(_qt_option(argument) in ("platform", "display") for argument in arguments)
    return chosen or bool(os.environ.get("QT_QPA_PLATFORM")) or display.has_screen()


def _qt_option(argument: str) -> str:
    """Return the name of an option of Qt's, which begins with one or two dashes."""
    return argument.lstrip("-").partition("=")[0] if argument.startswith("-") else ""


if __name__ == "__main__":
    sys.exit(main())
