"""What ``playground info`` tells: versions, what the engine offers, what an experiment is."""

from __future__ import annotations

import math
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine import (
    Experiment,
    ExperimentError,
    Fault,
    __version__,
    activations,
    initializers,
    losses,
    make_dataset,
    optimizers,
    schedules,
)
from engine.datasets import registry as datasets
from engine.experiment import resolve_loss
from engine.features import registry as features
from engine.network import parameter_count
from engine.registry import HyperParameter, Part, Registry, hyper_parameters

REGISTRIES: dict[str, Registry[Any]] = {
    registry.kind: registry
    for registry in (
        datasets,
        features,
        activations.registry,
        initializers.registry,
        losses.registry,
        optimizers.registry,
        schedules.registry,
    )
}
PLURALS = {"loss": "losses"}
PACKAGES = ("numpy", "pydantic", "PySide6-Essentials", "pyqtgraph")


def plural(kind: str) -> str:
    """Return the plural of a kind of part."""
    return PLURALS.get(kind, f"{kind}s")


def kind_of(word: str) -> str | None:
    """Return the kind of part that a word names, in the singular or plural, or None."""
    return next((kind for kind in REGISTRIES if word.lower() in (kind, plural(kind))), None)


def show_versions(console: Console) -> None:
    """Print versions of the program, Python, packages, and how NumPy multiplies matrices."""
    table = _table()
    table.add_row("playground", __version__)
    table.add_row("Python", f"{platform.python_version()} on {platform.platform()}")
    for name in PACKAGES:
        table.add_row(name, _installed(name))
    table.add_row("BLAS", blas())
    console.print(table)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def blas() -> str:
    """Return the name and version of NumPy's BLAS, and how many threads it may use."""
    config: Any = np.show_config(mode="dicts")
    library = config.get("Build Dependencies", {}).get("blas", {})
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    threads = next((os.environ[name] for name in names if os.environ.get(name)), None)
    limit = f"{threads} thread(s)" if threads else f"up to {os.cpu_count()} threads"
    return f"{library.get('name', 'unknown')} {library.get('version', '')}, {limit}"


def show_kind(console: Console, kind: str) -> None:
    """Print all parts of a kind with their sentences."""
    table = _table(title=plural(kind).capitalize())
    for part in REGISTRIES[kind]:
        table.add_row(part.id, escape(part.sentence))
    console.print(table)


def show_part(console: Console, kind: str, part_id: str) -> None:
    """Print formula, source and hyper-parameters of one part.

    Raises
    ------
    ExperimentError
        If there is no such part.
    """
    try:
        part: type[Part] = REGISTRIES[kind].class_of(part_id)
    except ValueError as error:
        raise ExperimentError([Fault(kind, str(error))]) from None
    table = _table(title=part.label)
    for name in ("id", "sentence", "formula", "source"):
        if text := getattr(part, name):
            table.add_row(name, escape(text))
    console.print(table)
    declared = part.hyper_parameters()
    if declared:
        settings = Table("setting", "default", "limits", "what it does", box=None, padding=(0, 2))
        for hyper in declared:
            limits = escape(written_limits(hyper))
            settings.add_row(hyper.name, _plain(hyper.default), limits, escape(hyper.explanation))
        console.print(settings)


def written_limits(hyper: HyperParameter) -> str:
    """Return the limits of a setting as people write them.

    Examples
    --------
    >>> written_limits(HyperParameter("noise", "", "", 0.1, minimum=0.0, maximum=10.0))
    '0 to 10'
    >>> written_limits(HyperParameter("beta", "", "", 0.9, minimum=0, maximum=1, open_maximum=True))
    '0 to below 1'
    """
    if hyper.choices:
        return ", ".join(hyper.choices)
    low, high = hyper.minimum, hyper.maximum
    unit = f" {hyper.unit}" if hyper.unit else ""
    if low is None and high is None:
        return ""
    least = "" if low is None else f"above {low:g}" if hyper.open_minimum else f"{low:g}"
    most = "" if high is None else f"below {high:g}" if hyper.open_maximum else f"{high:g}"
    if not most:
        return f"{least if hyper.open_minimum else f'from {least}'}{unit}"
    if not least:
        return f"{most if hyper.open_maximum else f'up to {most}'}{unit}"
    return f"{least} to {most}{unit}"


def show_experiment(console: Console, experiment: Experiment) -> None:
    """Print what follows from an experiment, and all its settings."""
    dataset = make_dataset(experiment.data)
    rows, test_rows = len(dataset.train_inputs), len(dataset.test_inputs)
    outputs = dataset.train_targets.shape[1]
    sizes = (dataset.train_inputs.shape[1], *experiment.model.hidden, outputs)
    batch_size = experiment.training.batch_size
    steps = 1 if batch_size == "all" else math.ceil(rows / min(batch_size, rows))
    dropped = f", {dataset.rows_dropped} left out because of gaps" if dataset.rows_dropped else ""
    table = _table(title="Experiment")
    table.add_row("task", f"{dataset.task}: {dataset.target_name}")
    table.add_row("examples", f"{rows:,} to train on, {test_rows:,} to test on{dropped}")
    table.add_row("inputs", escape(", ".join(dataset.feature_names)))
    table.add_row("network", f"{'-'.join(map(str, sizes))}, {parameter_count(sizes):,} parameters")
    table.add_row("loss", resolve_loss(experiment.training.loss, dataset.task).label)
    epochs = experiment.training.epochs
    table.add_row("updates", f"{steps:,} an epoch, {steps * epochs:,} in {epochs:,} epochs")
    console.print(table)
    settings = _table(title="Settings")
    for place, value, label in settings_of(experiment):
        settings.add_row(place, f"{escape(value)}  [dim]{escape(label)}[/dim]")
    console.print(settings)


def settings_of(settings: BaseModel, place: str = "") -> list[tuple[str, str, str]]:
    """Return (place, value, label) of every setting, those of parts included.

    Examples
    --------
    >>> [row for row in settings_of(Experiment()) if row[0].startswith("training.optimizer")][:2]
    [('training.optimizer', 'adam', 'Optimizer'),
     ('training.optimizer.learning_rate', '0.01', 'Learning rate')]
    """
    labels = {hyper.name: hyper.label for hyper in hyper_parameters(type(settings))}
    rows = []
    for name in type(settings).model_fields:
        value, here = getattr(settings, name), f"{place}{name}"
        if name in labels:
            rows.append((here, _plain(value), labels[name]))
        if isinstance(value, BaseModel):
            rows += settings_of(value, f"{here}.")
    return rows


def _plain(value: Any) -> str:
    """Return a setting as it is written in a file."""
    if isinstance(value, Part):
        return value.id
    if isinstance(value, BaseModel):
        return "on"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_plain, value))}]"
    if value is None:
        return "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(title: str | None = None) -> Table:
    table = Table(
        title=title, box=None, show_header=False, title_justify="left", title_style="bold"
    )
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    return table
