"""Train many experiments: those that fit together run as stacks, on all cores if asked to.

Nothing is held in memory but the results, a few stacks that the executor
works on, and one small specimen of each kind of data set.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import closing
from tempfile import TemporaryDirectory
from typing import Protocol, TypeAlias

from engine.experiment import Experiment
from engine.handover import Handover
from engine.message import Message
from engine.outcome import Outcome
from engine.pool import process_pool
from engine.result import (
    PIECE_S,
    Cancelled,
    Failed,
    Result,
    failed,
    never,
    text_of,
    train_stack,
    without_values,
)
from engine.stacks import LARGEST_STACK, Planner, cut_evenly

__all__ = [
    "Cancelled", "CohortError", "Failed", "Flag", "Result", "process_pool", "train_many",
    "train_stack",
]  # fmt: skip


class CohortError(RuntimeError):
    """The executor broke down before all experiments were trained.

    Attributes
    ----------
    results : list of Result
        In the order of the experiments; those that were lost are `Failed`.
    lost : tuple of int
        Their places in the order.
    """

    def __init__(self, reason: str, results: Sequence[Result], lost: Sequence[int]) -> None:
        self.results, self.lost = list(results), tuple(lost)
        super().__init__(
            f"The executor broke down ({reason}). {len(self.lost)} of {len(self.results)} "
            f"experiments are lost: {_listed(self.lost)}. The others are in `results` of this "
            "error. Train the lost ones again with a new executor; if workers were out of "
            "memory, with fewer of them."
        )


class Flag(Protocol):
    """Says whether to stop; ``threading.Event`` is one."""

    def is_set(self) -> bool:
        """Return whether training is to be cancelled."""


def train_many(
    experiments: Sequence[Experiment],
    executor: Executor | None = None,
    *,
    progress: Callable[[int, int], object] | None = None,
    cancel: Flag | None = None,
    workers: int | None = None,
) -> list[Result]:
    """Train experiments and return their results in the order given.

    Parameters
    ----------
    experiments : sequence of Experiment
        They need not have anything in common; runs that do form stacks, of
        at most 128 runs and about 256 MB.
    executor : concurrent.futures.Executor, optional
        Spreads the stacks, such as `process_pool()` over the cores or Dask's
        ``client.get_executor()`` over a cluster; without one they run one
        after another. It stays open.
    progress : callable, optional
        Called in this thread as ``progress(done, total)``, in experiments,
        whenever a stack is finished.
    cancel : threading.Event or another Flag, optional
        Once it is set no stack is begun, and those in training on this
        machine end within a moment. Workers on other machines cannot see it;
        what they work on is given up.
    workers : int, optional
        How many stacks the executor trains at once: the number of cores if
        not given. Twice as many stacks are handed to it at a time.

    Returns
    -------
    list of Result
        One for each experiment. One that cannot be trained has the outcome
        `Failed`, and what diverged `Diverged`; neither harms another. After a
        cancel, runs that were not finished are `Cancelled`, with their values
        of that moment if they had begun.

    Raises
    ------
    CohortError
        If the executor broke down, as when a worker process was killed. It
        holds all results that there are. The rest is not trained in this
        process, because what killed the worker could end this one too.

    Examples
    --------
    >>> short = Experiment().with_values({"data.samples": 64, "training.epochs": 2})
    >>> results = train_many([short, short.with_value("model.seed", 1)])
    >>> [result.outcome.kind for result in results]
    ['epoch_limit', 'epoch_limit']
    """
    results: dict[int, Result] = {}
    at_once = 1 if executor is None else workers or os.cpu_count() or 1
    stacks = _stacks(experiments, results, at_once)
    if executor is None:
        trained = _one_after_another(experiments, stacks, cancel)
    else:
        trained = _spread(experiments, stacks, executor, 2 * at_once, cancel)
    broken, done = "", len(results)
    with closing(trained):
        for stack, of_stack in trained:
            if isinstance(of_stack, RuntimeError):
                broken = broken or text_of(of_stack)
                continue
            results.update(zip(stack, of_stack, strict=True))
            done += sum(not isinstance(result.outcome, Cancelled) for result in of_stack)
            if progress is not None:
                progress(done, len(experiments))
    missing = [index for index in range(len(experiments)) if index not in results]
    if broken:
        lost: Outcome = Failed(
            0, 0, Message("Lost when the executor broke down: {reason}", reason=broken)
        )
    else:
        lost = Cancelled(0, 0)
    results.update((index, without_values(experiments[index], lost)) for index in missing)
    in_order = [results[index] for index in range(len(experiments))]
    if broken:
        raise CohortError(broken, in_order, missing)
    return in_order


Trained: TypeAlias = Generator[tuple[Sequence[int], list[Result] | RuntimeError]]
"""Stacks with their results, or with what broke the executor."""


def _stacks(
    experiments: Sequence[Experiment], results: dict[int, Result], at_once: int
) -> list[Sequence[int]]:
    """Return places of experiments that train together; what cannot be planned is a result."""
    planner = Planner()
    groups: dict[str, list[int]] = {}
    for index, experiment in enumerate(experiments):
        try:
            groups.setdefault(planner.group_of(experiment), []).append(index)
        except Exception as error:  # noqa: BLE001 - errors travel as data
            results[index] = failed(experiment, error)
    most = min(LARGEST_STACK, max(1, -(-len(experiments) // at_once)))
    stacks: list[Sequence[int]] = []
    for members in groups.values():
        # Runs on the same data side by side, so that few stacks have to make them.
        members.sort(key=lambda index: experiments[index].data.model_dump_json())
        stacks += cut_evenly(members, min(most, planner.largest(experiments[members[0]])))
    return stacks


def _one_after_another(
    experiments: Sequence[Experiment], stacks: Sequence[Sequence[int]], cancel: Flag | None
) -> Trained:
    stopped = cancel.is_set if cancel is not None else never
    for stack in stacks:
        if stopped():
            return
        yield stack, train_stack([experiments[index] for index in stack], stopped)


def _spread(
    experiments: Sequence[Experiment],
    stacks: Sequence[Sequence[int]],
    executor: Executor,
    ahead: int,
    cancel: Flag | None,
) -> Trained:
    """Keep the executor supplied with ``ahead`` stacks, and yield each that is finished."""
    waiting = iter(stacks)
    running: dict[Future[list[Result] | str], Sequence[int]] = {}
    with TemporaryDirectory(prefix="train-many-", ignore_cleanup_errors=True) as folder:
        handover = Handover(folder)
        try:
            while cancel is None or not cancel.is_set():
                while len(running) < ahead and (stack := next(waiting, None)) is not None:
                    work = [experiments[index] for index in stack]
                    try:
                        running[executor.submit(handover.train, work)] = stack
                    except RuntimeError as error:  # it broke down, or was shut down meanwhile
                        waiting = iter(())
                        yield stack, error
                if not running:
                    return
                timeout = None if cancel is None else PIECE_S
                for future in wait(running, timeout, FIRST_COMPLETED).done:
                    stack = running.pop(future)
                    yield stack, _result_of(future, [experiments[i] for i in stack], handover)
        finally:
            handover.stop()
            wait([future for future in running if not future.cancel()])
        for future, stack in running.items():
            if not future.cancelled():
                yield stack, _result_of(future, [experiments[i] for i in stack], handover)


def _result_of(
    future: Future[list[Result] | str], experiments: Sequence[Experiment], handover: Handover
) -> list[Result] | RuntimeError:
    """Return what came of a stack; only an executor in order can take more work."""
    if future.cancelled():
        lost = Failed(0, 0, Message("The executor gave it up."))
        return [without_values(experiment, lost) for experiment in experiments]
    error = future.exception()
    if isinstance(error, BrokenExecutor):
        return error
    if error is None:
        try:
            return handover.collect(future.result(), experiments)
        except Exception as lost:  # noqa: BLE001 - errors travel as data
            error = lost
    return [failed(experiment, error) for experiment in experiments]


def _listed(places: Sequence[int], most: int = 5) -> str:
    """Return places in words, neighbours together.

    Examples
    --------
    >>> _listed([3, 4, 5, 9])
    'numbers 3-5, 9, counted from 0'
    """
    spans: list[list[int]] = []
    for place in places:
        if spans and place == spans[-1][1] + 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
    shown = [f"{a}" if a == b else f"{a}-{b}" for a, b in spans[:most]]
    more = ["and others"] if len(spans) > most else []
    return f"numbers {', '.join(shown + more)}, counted from 0"
