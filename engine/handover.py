"""How the workers of an executor give back what they trained, and learn that they are to stop.

Processes of one machine share a folder for both. The pipe by which a pool hands results over
would do, but for one thing: a process that is killed while it writes to it leaves half a message,
for the rest of which the pool waits for ever. Through a folder the message is a file's name, short
enough to be written at once or not at all.
"""

from __future__ import annotations

import os
import pickle
import platform
import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from engine.experiment import Experiment
from engine.result import Result, train_stack


@cache
def _this_machine() -> tuple[str, int]:
    """Return what tells this machine from others: its name and its network address."""
    return platform.node(), uuid.getnode()


class Handover:
    """Trains stacks where an executor runs it, and hands the results to where it was made.

    Parameters
    ----------
    folder : str
        An empty folder, deleted when nobody waits for results any more. Workers that do not see
        it, on other machines, hand results over by the executor's own means.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> experiment = Experiment().with_values({"data.samples": 64, "training.epochs": 2})
    >>> with TemporaryDirectory() as folder:
    ...     handover = Handover(folder)
    ...     [result] = handover.collect(handover.train([experiment]), [experiment])
    >>> result.outcome.kind
    'epoch_limit'
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._stop_file = self._folder / "stop"
        self._seen = False
        self._process = os.getpid()
        self._machine = _this_machine()

    def stop(self) -> None:
        """Tell all workers of this machine to stop."""
        self._stop_file.touch()

    def stopped(self) -> bool:
        """Return whether to stop: the file is there, or the folder was and is no more.

        On the machine that made the folder, one that was never seen has gone before the work began.
        """
        if self._folder.exists():
            self._seen = True
            return self._stop_file.exists()
        return self._seen or self._machine == _this_machine()

    def train(self, experiments: Sequence[Experiment]) -> list[Result] | str:
        """Return the results of a stack, or from another process the name of a file of them."""
        results = train_stack(experiments, self.stopped)
        if os.getpid() == self._process or not self._folder.exists():
            return results
        try:
            with NamedTemporaryFile(dir=self._folder, delete=False) as file:
                pickle.dump(results, file, pickle.HIGHEST_PROTOCOL)
        except OSError:  # such as a full disk, or the folder went meanwhile
            return results
        return file.name

    def collect(
        self, answer: list[Result] | str, experiments: Sequence[Experiment]
    ) -> list[Result]:
        """Return the results that `train` gave, of the caller's own experiments.

        Raises
        ------
        OSError
            If the file of the results is gone.
        """
        results: list[Result]
        if isinstance(answer, str):
            results = pickle.loads(Path(answer).read_bytes())
            Path(answer).unlink()
        else:
            results = answer
        # A copy of each experiment came back with its result; they are not kept.
        return [replace(one, experiment=own) for one, own in zip(results, experiments, strict=True)]
