"""The command line: ``playground train FILE``, ``playground info`` and their kin.

Knows no Qt: everything here works without a screen.
"""

from __future__ import annotations

import difflib
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from engine import Experiment, ExperimentError, Fault, __version__
from playground import consoles
from playground import info as information
from playground.headless import Results, TrainingRun
from playground.overrides import with_overrides
from playground.presets import presets as all_presets


class Status(IntEnum):
    """Exit statuses of the commands; 10 and above belong to start.py."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    DIVERGED = 4
    INTERRUPTED = 130


PROGRAM = "playground"
STATUS_OF_OUTCOME = {"diverged": Status.DIVERGED, "going": Status.INTERRUPTED}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Train small neural networks by hand and eye. "
    "Without a command the window opens; the commands below need no screen.",
    epilog="playground --self-test  tries out the window, the worker and the engine.",
)
FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="An experiment, .toml or .json, or a preset's name.")
]


def main(argv: list[str]) -> int:
    """Carry out one command.

    Parameters
    ----------
    argv : list of str
        The arguments, without the name of the program.

    Returns
    -------
    int
        The exit status, see :class:`Status`.
    """
    try:
        app(args=argv, prog_name=PROGRAM)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Status.FAILED
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except ExperimentError as error:
        faults = error.faults
        status = Status.BAD_INPUT
    except (OSError, MemoryError) as error:
        place = getattr(error, "filename", None) or "training"
        faults = (Fault(str(place), getattr(error, "strerror", None) or "not enough memory."),)
        status = Status.FAILED
    else:
        return Status.DONE
    console = consoles.errors()
    for fault in faults:
        console.print(str(fault), style="red", markup=False, soft_wrap=True)
    return status


def _show_version(wanted: bool) -> None:
    if wanted:
        consoles.output().print(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def train(
    file: FileArgument,
    *,
    epochs: Annotated[
        int | None, typer.Option(help="Epochs to train, instead of the file's.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Luck of the first weights and of the batch order.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PLACE=VALUE",
            help="Change any setting: --set training.optimizer.learning_rate=0.03. Repeatable.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Where results go: by default a folder beside the file, named after it.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Train an experiment and write its history (CSV), weights (npz) and settings.

    Ends with status 0, with 2 if the file is faulty, 4 if the run diverged, 130 after Ctrl-C.
    """
    experiment, source = open_experiment(file)
    if epochs is not None:
        experiment = experiment.with_value("training.epochs", epochs)
    if seed is not None:
        experiment = experiment.with_values({"model.seed": seed, "training.seed": seed})
    experiment = with_overrides(experiment, settings or [])
    results = Results(out if out is not None else source.with_suffix(""), source)
    run = TrainingRun(experiment)
    outcome = run.train(quiet=quiet)
    results.write(run.trainer)
    if not quiet:
        run.report(results)
    if outcome.kind == "diverged":
        run.explain_divergence()
    raise typer.Exit(STATUS_OF_OUTCOME.get(outcome.kind, Status.DONE))


@app.command()
def info(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE | KIND]",
            help="An experiment or preset to describe, or a kind: "
            + ", ".join(information.REGISTRIES)
            + ".",
        ),
    ] = None,
    part: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One of a kind: info optimizer adam.")
    ] = None,
) -> None:
    """Tell versions and all that the engine offers, or describe an experiment or a part."""
    console = consoles.output()
    kind = information.kind_of(subject) if subject is not None else None
    if subject is None:
        information.show_versions(console)
        for each in information.REGISTRIES:
            information.show_kind(console, each)
    elif kind is None and part is None:
        information.show_experiment(console, open_experiment(subject)[0])
    elif kind is None:
        known = ", ".join(information.REGISTRIES)
        raise ExperimentError([Fault(subject, "there is no such kind.", f"Known: {known}.")])
    elif part is None:
        information.show_kind(console, kind)
    else:
        information.show_part(console, kind, part)


@app.command()
def presets() -> None:
    """List the experiments that are shipped; train and info take their names."""
    table = Table("name", "what it shows", box=None, header_style="bold")
    for preset in all_presets().values():
        table.add_row(preset.name, f"{preset.title}: {preset.description}")
    consoles.output().print(table)


@app.command()
def screenshots(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the pictures go.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these pictures.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--every", help="Every view in all colours and sizes.")
    ] = False,
    language: Annotated[
        str, typer.Option("--language", metavar="CODE", help="The language in them, such as de.")
    ] = "en",
) -> None:
    """Draw the pictures of the README, without a screen; or every view in all its looks."""
    from playground.screenshots import take_screenshots  # brings Qt, so not before it is needed

    raise typer.Exit(take_screenshots(folder, tuple(names or ()), every, language))


def open_experiment(name: str) -> tuple[Experiment, Path]:
    """Return an experiment by file or preset name, and the path its results are named after.

    Raises
    ------
    ExperimentError
        If there is no such file or preset, or if it is faulty.
    """
    path = Path(name)
    shipped = all_presets()
    if name in shipped and not path.is_file():
        return shipped[name].experiment, path.with_suffix(shipped[name].suffix)
    if not path.exists() and not path.suffix:
        near = difflib.get_close_matches(name, shipped, n=1)
        mend = f"Did you mean {near[0]!r}? " if near else ""
        mend += f"Give a .toml or .json file, or a preset: {', '.join(shipped)}."
        raise ExperimentError([Fault(name, "there is no such file or preset.", mend)])
    return Experiment.load(path), path
