"""Many experiments: grouped, spread, cancelled, and none harmed by another."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import tracemalloc
import weakref
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from multiprocessing import connection
from pathlib import Path

import numpy as np
import pytest

import engine.cohort
import engine.result
from engine import Experiment, Trainer, handover, make_dataset, train_many
from engine.cohort import Cancelled, CohortError, Failed, process_pool, train_stack
from engine.datasets import registry as datasets
from engine.datasets.tabular import Penguins
from engine.handover import Handover
from engine.stacks import LARGEST_STACK, Planner, data_bytes, run_bytes, stack_key

TINY = Experiment().with_values({
    "data.samples": 32, "model.hidden": (3,), "model.dtype": "float64", "training.epochs": 2,
})  # fmt: skip
ENDLESS = TINY.with_value("training.epochs", 10**9)
DIVERGING = TINY.with_values({
    "training.optimizer": {"id": "sgd", "learning_rate": 1000.0}, "model.activation": "linear",
    "training.loss": "mean_squared_error", "model.output_activation": "linear",
    "training.epochs": 400,
})  # fmt: skip
BADLY_WEIGHTED = TINY.with_value("training.class_weights", (1.0, 2.0, 3.0))


def seeds(experiment, count, first=0):
    return [experiment.with_value("model.seed", first + seed) for seed in range(count)]


def lengths(experiment, count):
    """Return experiments of which no two can be stacked."""
    return [experiment.with_value("training.epochs", 1 + epochs) for epochs in range(count)]


@pytest.fixture(scope="module")
def pool():
    with process_pool(2) as executor:
        yield executor


@pytest.fixture
def trainers(monkeypatch):
    """Record the sizes of the stacks, and how many trainers there were at a time."""

    class Recorded(Trainer):
        sizes: list[int] = []
        most = 0
        alive = weakref.WeakSet()

        def __init__(self, experiments):
            super().__init__(experiments)
            Recorded.sizes.append(len(experiments))
            Recorded.alive.add(self)
            Recorded.most = max(Recorded.most, len(Recorded.alive))

    monkeypatch.setattr(engine.result, "Trainer", Recorded)
    return Recorded


# -- groups -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", datasets.ids())
def test_the_shape_of_data_is_known_before_they_are_made(name):
    experiment = Experiment().with_values(
        {"data.dataset": name, "data.samples": 100, "data.test_fraction": 0.3}
    )
    made, shape = make_dataset(experiment.data), Planner().shape_of(experiment.data)
    assert shape.rows == len(made.train_inputs) + len(made.test_inputs)
    assert shape.inputs == made.train_inputs.shape[1]
    assert shape.outputs == made.train_targets.shape[1]
    assert shape.task == made.task


def test_a_group_can_be_stacked():
    changes = [
        {}, {"data.dataset": "circle"}, {"data.dataset": "pinwheel"}, {"data.dataset": "sine"},
        {"data.samples": 64}, {"data.test_fraction": 0.2}, {"data.seed": 3}, {"data.noise": 0.5},
        {"data.features": ("x1",)}, {"model.hidden": (4,)}, {"model.activation": "tanh"},
        {"training.optimizer": "sgd"}, {"training.optimizer.learning_rate": 0.5},
        {"training.batch_size": "all"}, {"training.epochs": 3}, {"training.target": {}},
        {"training.early_stopping": {"patience": 3}}, {"training.l2": 0.1}, {"model.dropout": 0.2},
    ]  # fmt: skip
    experiments = [TINY.with_values(change) for change in changes]
    planner = Planner()
    groups = [planner.group_of(experiment) for experiment in experiments]
    keys = [stack_key(one, make_dataset(one.data)) for one in experiments]
    for group, key in zip(groups, keys, strict=True):
        assert [one == group for one in groups] == [one == key for one in keys]


def test_hardly_any_data_are_made_to_plan(monkeypatch):
    made = []
    monkeypatch.setattr(
        "engine.stacks.make_dataset", lambda data: made.append(data.samples) or make_dataset(data)
    )
    planner = Planner()
    for seed in range(50):
        planner.group_of(TINY.with_values({"data.seed": seed, "data.samples": 10_000 + seed}))
    assert made == [16]


def test_results_keep_the_order_and_equal_runs_alone():
    experiments = [
        TINY.with_values({
            "training.epochs": 4, "model.hidden": hidden, "model.seed": seed,
            "data.seed": seed, "training.optimizer": optimizer,
        })
        for seed in (1, 0) for hidden in ((4,), (3, 3), ()) for optimizer in ("sgd", "adam")
    ]  # fmt: skip
    shapes = [(17,), (17,), (25,), (25,), (3,), (3,)] * 2
    for results in (train_many(experiments), train_many(experiments, ThreadPoolExecutor(2))):
        assert [result.experiment for result in results] == experiments
        assert [result.parameters.shape for result in results] == shapes
        assert not any(result.error for result in results)
        for result in results:
            assert_equals_run_alone(result)
    assert train_many([]) == []


def test_a_group_is_cut_into_even_stacks(trainers):
    train_many([*seeds(TINY, 130), TINY.with_value("model.hidden", ())])
    assert trainers.sizes == [65, 65, 1]


def test_every_worker_gets_a_share_of_a_small_group(trainers):
    with ThreadPoolExecutor(3) as executor:
        train_many(seeds(TINY, 30), executor, workers=3)
    assert trainers.sizes == [10, 10, 10]


def test_results_travel_and_stay_small():
    long = TINY.with_values(
        {"training.epochs": 3000, "training.early_stopping": {"patience": 5000}}
    )
    [result] = train_many([long])
    assert len(result.test_loss.step) <= 512
    assert len(pickle.dumps(result)) < 40_000
    again = pickle.loads(pickle.dumps(result))
    assert again.outcome == result.outcome
    assert again.parameters.tobytes() == result.parameters.tobytes()
    views = [result.parameters, result.test_loss.low, result.test_loss.mean]
    assert all(array.base is None for array in views)


# -- bounded memory -----------------------------------------------------------------------


class Watched(ThreadPoolExecutor):
    """Threads, and how much work they were given ahead."""

    unfinished = most = 0

    def submit(self, *args, **keywords):
        self.unfinished += 1
        self.most = max(self.most, self.unfinished)
        future = super().submit(*args, **keywords)
        future.add_done_callback(self._finish)
        return future

    def _finish(self, _):
        self.unfinished -= 1


def test_thousands_go_through_a_few_at_a_time(trainers):
    linear = TINY.with_values({"model.hidden": (), "training.epochs": 1, "data.samples": 16})
    experiments = seeds(linear, 3000)
    with Watched(2) as executor:
        results = train_many(experiments, executor, workers=2)
    assert executor.most == 4
    assert trainers.most <= 3  # one may be about to be forgotten
    assert max(trainers.sizes) <= LARGEST_STACK
    assert [result.experiment.model.seed for result in results] == list(range(3000))


def test_without_an_executor_one_stack_is_in_memory_at_a_time(trainers):
    train_many([*seeds(TINY, 40), *lengths(TINY, 6)])
    assert trainers.most <= 2


LARGE = {
    "neurons": {"model.hidden": (512, 512), "training.optimizer": "adam"},
    "examples": {"training.batch_size": "all", "data.samples": 20_000},
    "data": {"data.samples": 100_000},
    "dropout": {"model.dropout": 0.5, "model.hidden": (256,), "training.batch_size": 256},
}


@pytest.mark.parametrize("change", LARGE.values(), ids=LARGE)
def test_a_large_stack_takes_about_the_memory_foreseen(change):
    large = TINY.with_values({"data.samples": 4000, "training.epochs": 1, **change})
    planner = Planner()
    most = planner.largest(large)
    assert most < LARGEST_STACK or change == LARGE["data"]
    shape, count = planner.shape_of(large.data), min(most, 4)
    foreseen = count * run_bytes(shape, large) + data_bytes(shape, large)
    tracemalloc.start()
    stack = Trainer(seeds(large, count))
    stack.run(steps=2)
    stack.evaluate("test")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert foreseen / 4 < peak < foreseen * 1.5


def test_large_data_are_stacked_only_where_they_are_shared():
    planner = Planner()
    on_one = TINY.with_value("data.samples", 1_000_000)
    assert planner.group_of(on_one) == planner.group_of(on_one.with_value("model.seed", 1))
    assert planner.group_of(on_one) != planner.group_of(on_one.with_value("data.seed", 1))
    assert planner.largest(on_one) > 32


# -- failures -----------------------------------------------------------------------------


def assert_equals_run_alone(result):
    alone = Trainer(result.experiment)
    assert alone.run() == result.outcome
    curve = alone.history.evaluations.curve("test_loss")
    assert result.test_loss.step.tolist() == curve.step.tolist()
    assert np.allclose(result.test_loss.mean, curve.mean, rtol=1e-9)
    assert np.allclose(result.parameters, alone.network.parameters, rtol=1e-9, atol=1e-12)
    assert result.test == pytest.approx(alone.evaluate("test"), rel=1e-9)
    assert result.train == pytest.approx(alone.evaluate("train"), rel=1e-9)


def test_what_diverges_harms_no_neighbour():
    good = DIVERGING.with_value("training.optimizer.learning_rate", 0.001)
    results = train_many([good, DIVERGING, good.with_value("model.seed", 1)])
    assert [result.outcome.kind for result in results] == ["epoch_limit", "diverged", "epoch_limit"]
    assert np.isfinite(results[1].parameters).all()
    assert np.isfinite(results[1].test_loss.high).all()
    for result in (results[0], results[2]):
        assert_equals_run_alone(result)
    assert results[1].test_loss.step[-1] <= results[1].outcome.step < 400


def test_runs_end_early_one_by_one():
    patient = TINY.with_values({"training.epochs": 300, "training.early_stopping": {"patience": 3}})
    results = train_many(
        [patient.with_value("training.optimizer.learning_rate", rate) for rate in (0.003, 0.3, 1.0)]
    )
    assert len({result.outcome.step for result in results}) > 1
    for result in results:
        assert_equals_run_alone(result)


def test_what_cannot_be_built_harms_no_neighbour(pool):
    experiments = [TINY, BADLY_WEIGHTED, *seeds(TINY, 5)]
    for executor in (None, pool):
        results = train_many(experiments, executor)
        kinds = [result.outcome.kind for result in results]
        assert kinds == ["epoch_limit", "failed", *["epoch_limit"] * 5]
        assert "class_weights" in results[1].error
        assert results[1].error in results[1].outcome.message
        assert results[1].test == {}
        assert results[1].parameters.shape == (0,)
        assert not results[1].test_loss.mean.size


def test_a_table_that_is_gone_fails_its_own_experiments(monkeypatch):
    def gone(*_):
        raise FileNotFoundError("no such file: penguins.csv")

    monkeypatch.setattr(Penguins, "build", gone)
    results = train_many([TINY.with_value("data.dataset", "penguins"), TINY])
    assert isinstance(results[0].outcome, Failed)
    assert "penguins.csv" in results[0].error
    assert results[1].outcome.kind == "epoch_limit"


def test_an_error_in_training_is_traced_to_its_run(monkeypatch):
    class Fragile(Trainer):
        def run(self, **limits):
            if any(one.model.seed == 7 for one in self.experiments):
                raise ZeroDivisionError("seven")
            return super().run(**limits)

    monkeypatch.setattr(engine.result, "Trainer", Fragile)
    results = train_many(seeds(TINY, 12))
    assert [i for i, one in enumerate(results) if one.error] == [7]
    assert results[7].error == "ZeroDivisionError: seven"


# -- progress and cancelling --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["none", "threads", "processes"])
def test_progress_is_told_in_the_callers_thread(kind, pool):
    executor = {"none": None, "threads": ThreadPoolExecutor(2), "processes": pool}[kind]
    experiments = [*seeds(TINY, 4), *lengths(TINY, 3), BADLY_WEIGHTED]
    told = []
    train_many(experiments, executor, progress=lambda *at: told.append((*at, thread())))
    assert [total for _, total, _ in told] == [len(experiments)] * len(told)
    done = [at for at, _, _ in told]
    assert done == sorted(done)
    assert done[-1] == len(experiments)
    assert {where for *_, where in told} == {thread()}


def thread():
    return threading.get_ident()


class SetAt:
    """A flag that is set when it is looked at for the n-th time."""

    def __init__(self, looks):
        self.looks = looks

    def is_set(self):
        self.looks -= 1
        return self.looks < 0


def test_a_cancel_between_stacks_keeps_what_is_finished():
    cancel = threading.Event()
    results = train_many(lengths(TINY, 4), cancel=cancel, progress=lambda *_: cancel.set())
    assert [one.outcome.kind for one in results] == ["epoch_limit", *["cancelled"] * 3]
    assert results[0].test
    assert results[1].outcome == Cancelled(0, 0)
    assert results[1].test == {}


def test_a_cancel_within_a_stack_keeps_where_its_runs_stood():
    stopping = ENDLESS.with_values({"training.target": {"value": 1e6}, "training.batch_size": 16})
    experiments = [*seeds(ENDLESS, 2), stopping]
    results = train_many(experiments, cancel=SetAt(3))
    assert all(isinstance(result.outcome, Cancelled) for result in results[:2])
    assert results[0].outcome.step > 0
    assert "updates" in results[0].outcome.message
    assert results[0].test["loss"] > 0.0
    assert results[2].outcome == Cancelled(0, 0)


def test_runs_that_ended_before_a_cancel_count_as_finished():
    # Which one ends is found by the loss of the first epoch: the target lies between the two.
    goal = seeds(ENDLESS, 2)
    first = [Trainer(one) for one in goal]
    for trainer in first:
        trainer.run(epochs=1)
    losses = [trainer.evaluate("test")["loss"] for trainer in first]
    middle = float(np.mean(losses))
    frozen = {"training.optimizer": {"id": "sgd", "learning_rate": 1e-12}}
    wanted = [one.with_values({"training.target": {"value": middle}, **frozen}) for one in goal]
    results = train_many(wanted, cancel=SetAt(4))
    assert sorted(result.outcome.kind for result in results) == ["cancelled", "target"]


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_a_cancel_reaches_the_workers(kind, pool):
    executor = pool if kind == "processes" else ThreadPoolExecutor(2)
    cancel = threading.Event()
    experiments = [TINY, *(ENDLESS.with_value("model.hidden", (n,)) for n in range(1, 9))]
    results = train_many(
        experiments, executor, workers=2, cancel=cancel, progress=lambda *_: cancel.set()
    )
    assert results[0].outcome.kind == "epoch_limit"
    assert {one.outcome.kind for one in results[1:]} == {"cancelled"}
    # The workers are free again.
    [after] = train_many([TINY], executor)
    assert after.outcome.kind == "epoch_limit"


def test_an_error_of_the_callback_stops_the_workers(pool):
    def fail(done, total):
        raise LookupError("stop")

    with pytest.raises(LookupError, match="stop"):
        train_many([TINY, ENDLESS], pool, workers=2, progress=fail)
    [after] = train_many([TINY], pool)
    assert after.outcome.kind == "epoch_limit"


# -- executors that break down ------------------------------------------------------------


def test_a_killed_worker_ends_the_job_with_what_is_finished():
    experiments = [TINY, *(ENDLESS.with_value("model.hidden", (n,)) for n in range(1, 9))]
    others = set(multiprocessing.active_children())
    with process_pool(2) as executor:

        def kill(done, total):
            victim = (set(multiprocessing.active_children()) - others).pop()
            victim.kill()

        with pytest.raises(CohortError, match="numbers 1-8, counted from 0") as raised:
            train_many(experiments, executor, workers=2, progress=kill)
    results = raised.value.results
    assert raised.value.lost == tuple(range(1, 9))
    assert [one.experiment for one in results] == experiments
    assert results[0].outcome.kind == "epoch_limit"
    assert all("broke down" in one.error for one in results[1:])
    assert "BrokenProcessPool" in results[1].error


def die_in_the_middle_of_a_long_message():
    """In a worker: let it end when half of a message of more than one block is written."""
    whole = connection.Connection._send

    def send(self, data, *arguments):
        if len(data) <= 4096:
            whole(self, data, *arguments)
        else:
            whole(self, data[: len(data) // 2])
            os._exit(1)

    connection.Connection._send = send


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows keep messages whole")
@pytest.mark.timeout(30)
def test_results_are_not_written_to_the_pipe_of_a_pool():
    """Whose reader would wait for ever for the second half, if a worker was killed meanwhile."""
    experiments = seeds(TINY, 20)
    with process_pool(1) as executor:
        executor.submit(die_in_the_middle_of_a_long_message).result()
        results = train_many(experiments, executor, workers=1)
    assert len(pickle.dumps(results)) > 4096
    assert {result.outcome.kind for result in results} == {"epoch_limit"}


class Elsewhere(Executor):
    """Does what it is given at once, as a process that shares no more than a folder would."""

    def __init__(self, before=lambda folder: None, after=lambda folder: None):
        self.before, self.after, self.answers = before, after, []

    def submit(self, function, /, *args):
        handover = function.__self__
        handover._process = -1
        self.before(handover._folder)
        future = Future()
        self.answers.append(function(*args))
        future.set_result(self.answers[-1])
        self.after(handover._folder)
        return future


def test_results_go_through_files_that_are_deleted_once_read():
    left = []
    executor = Elsewhere(before=lambda folder: left.append(len(list(folder.iterdir()))))
    results = train_many(lengths(TINY, 5), executor, workers=1)
    assert all(isinstance(answer, str) for answer in executor.answers)
    assert max(left) <= 2
    assert not any(Path(answer).parent.exists() for answer in executor.answers)
    assert {result.outcome.kind for result in results} == {"epoch_limit"}


def test_results_whose_file_is_gone_fail_alone():
    def empty(folder):
        for file in folder.iterdir():
            file.unlink()

    results = train_many([TINY], Elsewhere(after=empty))
    assert "FileNotFoundError" in results[0].error


def test_without_room_for_files_results_come_all_the_same(monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.handover.NamedTemporaryFile", full)
    [result] = train_many([TINY], executor := Elsewhere())
    assert isinstance(executor.answers[0], list)
    assert result.outcome.kind == "epoch_limit"


class Breaking(Executor):
    """Does what it is given at once, and breaks down at the third."""

    def __init__(self, at_submit):
        self.given, self.at_submit = 0, at_submit

    def submit(self, function, /, *args):
        self.given += 1
        future = Future()
        if self.given < 3:
            future.set_result(function(*args))
        elif self.at_submit:
            raise BrokenExecutor("no more")
        else:
            future.set_exception(BrokenExecutor("no more"))
        return future


@pytest.mark.parametrize("at_submit", [True, False])
def test_a_broken_executor_is_told_with_what_is_finished(at_submit):
    with pytest.raises(CohortError, match="no more") as raised:
        train_many(lengths(TINY, 6), Breaking(at_submit), workers=1)
    assert raised.value.lost[-1] == 5
    assert not raised.value.results[0].error
    assert not raised.value.results[1].error


def test_an_executor_that_was_shut_down_says_so():
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(CohortError, match="shutdown"):
        train_many([TINY], executor)


class Forgetful(Executor):
    """Gives every second piece of work up, or fails at it."""

    def __init__(self, error):
        self.given, self.error = 0, error

    def submit(self, function, /, *args):
        self.given += 1
        future = Future()
        if self.given % 2:
            future.set_result(function(*args))
        elif self.error is None:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_exception(self.error)
        return future


@pytest.mark.parametrize("error", [None, MemoryError("full"), pickle.PicklingError("odd")])
def test_work_that_an_executor_loses_fails_alone(error):
    results = train_many(lengths(TINY, 4), Forgetful(error))
    assert [one.outcome.kind for one in results] == ["epoch_limit", "failed"] * 2
    assert ("gave it up" if error is None else str(error)) in results[1].error


# -- processes ----------------------------------------------------------------------------


def test_processes_have_one_blas_thread(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "7")
    with process_pool(1) as executor:
        assert executor.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"
    assert os.environ["OPENBLAS_NUM_THREADS"] == "7"


ORPHANS = """
import signal
from engine import Experiment, train_many
from engine.cohort import process_pool

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    quick = Experiment().with_values({"data.samples": 32, "training.epochs": 1})
    endless = [quick.with_values({"training.epochs": 10**9, "model.hidden": (n,)}) for n in (1, 2)]
    with process_pool(2) as pool:
        train_many([quick, *endless], pool, workers=2,
                   progress=lambda *_: print("training", flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize("end", ["killed", "ctrl-c"])
def test_no_process_outlives_its_parent(end, tmp_path, project_root):
    script = tmp_path / "script.py"
    script.write_text(ORPHANS)
    parent = subprocess.Popen(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(project_root), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with parent:
        assert parent.stdout.readline() == "training\n"
        if end == "killed":
            parent.kill()
        else:
            os.killpg(parent.pid, signal.SIGINT)  # as a terminal does
        # Its processes hold the pipe open as long as they live.
        assert parent.stdout.read() == ""
    assert parent.returncode != 0


def test_processes_give_the_same_bits(pool):
    experiments = seeds(TINY, 6)
    here, there = train_many(experiments), train_many(experiments, pool, workers=1)
    assert all(result.experiment is one for result, one in zip(there, experiments, strict=True))
    for one, other in zip(here, there, strict=True):
        assert one.parameters.tobytes() == other.parameters.tobytes()
        assert one.test == other.test


# -- a cluster ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, host="127.0.0.1", protocol="tcp",
            dashboard_address=None,
        ) as local,
        distributed.Client(local) as client,
    ):  # fmt: skip
        yield client


def test_a_cluster_trains_them(cluster):
    experiments = [*seeds(TINY, 5), *lengths(TINY, 4), BADLY_WEIGHTED]
    told = []
    results = train_many(
        experiments, cluster.get_executor(), workers=2, progress=lambda *at: told.append(at)
    )
    assert [one.experiment for one in results] == experiments
    assert [one.outcome.kind for one in results] == [*["epoch_limit"] * 9, "failed"]
    assert told[-1] == (10, 10)
    here = train_many(experiments)
    for one, other in zip(results, here, strict=True):
        assert np.allclose(one.parameters, other.parameters, rtol=1e-9)


def test_a_cluster_can_be_cancelled(cluster):
    cancel = threading.Event()
    experiments = [TINY, *(ENDLESS.with_value("model.hidden", (n,)) for n in range(1, 5))]
    results = train_many(
        experiments, cluster.get_executor(), workers=2, cancel=cancel,
        progress=lambda *_: cancel.set(),
    )  # fmt: skip
    assert results[0].outcome.kind == "epoch_limit"
    assert {one.outcome.kind for one in results[1:]} == {"cancelled"}
    # Its threads are free again.
    [after] = train_many([TINY], cluster.get_executor())
    assert after.outcome.kind == "epoch_limit"


def test_work_that_begins_after_all_is_over_stops_at_once_on_this_machine(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    here, elsewhere = (pickle.loads(pickle.dumps(Handover(str(folder)))) for _ in range(2))
    assert not here.stopped()
    late = pickle.loads(pickle.dumps(Handover(str(folder))))
    folder.rmdir()
    assert late.stopped()  # it never saw the folder
    assert here.stopped()
    monkeypatch.setattr(handover, "_this_machine", lambda: ("another", 0))
    assert not elsewhere.stopped()  # there the folder never was


def test_a_stack_that_is_told_to_stop_before_it_begins_makes_nothing(trainers):
    results = train_stack([TINY, TINY], lambda: True)
    assert [one.outcome for one in results] == [Cancelled(0, 0)] * 2
    assert trainers.sizes == []
