"""Settings changed from the command line: ``training.optimizer.learning_rate=0.03``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from engine import Experiment, ExperimentError, Fault


def with_overrides(experiment: Experiment, texts: Iterable[str]) -> Experiment:
    """Return a copy with settings changed, validated once at the end.

    Parameters
    ----------
    experiment : Experiment
        What to begin with.
    texts : iterable of str
        ``place=value`` each; the value is written as in TOML, words need no
        quotes, and ``null`` switches an optional setting off.

    Raises
    ------
    ExperimentError
        If a text is not ``place=value``, or if the experiment is impossible.

    Examples
    --------
    >>> changed = with_overrides(Experiment(), ["model.hidden=[8]", "training.optimizer=sgd",
    ...                                         "training.optimizer.learning_rate=0.3"])
    >>> changed.model.hidden, changed.training.optimizer
    ((8,), SGD(learning_rate=0.3))
    """
    texts = list(texts)
    faulty = [text for text in texts if not text.partition("=")[0].strip() or "=" not in text]
    if faulty:
        raise ExperimentError(
            [Fault(text, "is not PLACE=VALUE.", "Write data.noise=0.2.") for text in faulty]
        )
    if not texts:
        return experiment
    values = experiment.to_dict()
    for text in texts:
        place, _, value = text.partition("=")
        _put(values, place.strip(), parsed(value.strip()))
    return Experiment.from_dict(values)


def parsed(text: str) -> Any:
    """Return a value written as in TOML; what TOML does not know is a word.

    Examples
    --------
    >>> parsed("0.03"), parsed("[8, 8]"), parsed("true"), parsed("sgd"), parsed("null")
    (0.03, [8, 8], True, 'sgd', None)
    """
    if text == "null":
        return None
    try:
        table = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text
    return table["value"] if list(table) == ["value"] else text


def _put(values: dict[str, Any], place: str, value: Any) -> None:
    """Put a value into nested plain settings; a bare id becomes a table with that id."""
    *above, last = place.split(".")
    inner = values
    for depth, name in enumerate(above, start=1):
        held = inner.get(name)
        if isinstance(held, str):
            inner[name] = {"id": held}
        elif held is None:
            inner[name] = {}
        elif not isinstance(held, dict):
            raise ExperimentError(
                [Fault(place, f"{'.'.join(above[:depth])} has no settings of its own.")]
            )
        inner = inner[name]
    inner[last] = value
