"""How the benchmark asks a measuring process: one JSON line there, one back."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def serve(cases: dict[str, Callable[[], Callable[[int], float]]]) -> None:
    """Answer requests until standard input ends.

    A case makes its network once and returns a function that runs a number of
    steps and returns the seconds they took.
    """
    made: dict[str, Callable[[int], float]] = {}
    for line in sys.stdin:
        request = json.loads(line)
        name, steps = request["case"], request["steps"]
        if name not in cases:
            answer: dict[str, Any] = {"seconds": None}
        else:
            if name not in made:
                made[name] = cases[name]()
            answer = {"seconds": made[name](steps)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


class Measurer:
    """A process that measures cases on request."""

    def __init__(self, python: str | Path, script: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [str(python), str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def microseconds(self, case: str, steps: int) -> float | None:
        """Return the time of a step, or None where the process has no such case."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"case": case, "steps": steps}) + "\n")
        self._process.stdin.flush()
        seconds = json.loads(self._process.stdout.readline())["seconds"]
        return None if seconds is None else seconds / steps * 1e6

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
