"""Where the command line writes: results to standard output, the rest to standard error."""

from __future__ import annotations

import io
import sys
from typing import TextIO

from rich.console import Console


def output() -> Console:
    """Return the console for results."""
    return Console(file=_tolerant(sys.stdout), highlight=False)


def errors() -> Console:
    """Return the console for progress and faults."""
    return Console(file=_tolerant(sys.stderr), highlight=False)


def _tolerant(stream: TextIO) -> TextIO:
    """Let a stream that lacks a character write ``?`` for it, instead of breaking off."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream
