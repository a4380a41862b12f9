"""Runs in files: exact on the way out and back, and any damage is told, not suffered."""

import dataclasses
import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import (
    Dataset,
    EarlyStopping,
    Experiment,
    ExperimentError,
    Trainer,
    make_dataset,
    optimizers,
)
from engine.schedules import ReduceOnPlateau
from engine.timeline import Timeline
from tests.helpers.runs import assert_same_story, rich, small, story, wild


def reloaded(trainer, path, dataset=None):
    trainer.save(path / "run.npz")
    assert [each.name for each in path.iterdir()] == ["run.npz"]
    return Trainer.load(path / "run.npz", dataset)


def assert_goes_on_the_same(trainer, loaded, steps=70):
    assert loaded.experiments == trainer.experiments
    assert loaded.outcome == trainer.outcome
    assert loaded.history.marks == trainer.history.marks
    assert (loaded.timeline is None) == (trainer.timeline is None)
    if trainer.timeline is not None:
        assert loaded.timeline.steps() == trainer.timeline.steps()
    assert_same_story(trainer, loaded)
    ends = [each.run(steps=steps) for each in (trainer, loaded)]
    assert ends[0] == ends[1]
    assert_same_story(trainer, loaded)


@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
@pytest.mark.parametrize("steps", [0, 1, 100, 256, 301])
def test_a_single_run(optimizer, steps, tmp_path):
    trainer = Trainer(
        rich(training__optimizer=optimizer, training__early_stopping=EarlyStopping(patience=10**6)),
        timeline=Timeline(most=16),
    )
    trainer.run(steps=steps)
    assert_goes_on_the_same(trainer, reloaded(trainer, tmp_path))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_stack(dtype, tmp_path):
    experiments = [
        rich(training__seed=seed, data__seed=seed // 2, model__dtype=dtype) for seed in range(3)
    ]
    trainer = Trainer(experiments, timeline=Timeline())
    trainer.run(steps=303)
    trainer.change([e.with_value("training.l2", 0.01 * i) for i, e in enumerate(experiments)])
    trainer.run(steps=11)
    assert_goes_on_the_same(trainer, reloaded(trainer, tmp_path))


def test_a_stack_of_which_one_diverged(tmp_path):
    calm = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    trainer = Trainer([calm, calm.with_value("training.optimizer.learning_rate", 10.0)])
    assert [end.kind for end in trainer.run(steps=50)] == ["going", "diverged"]
    assert_goes_on_the_same(trainer, reloaded(trainer, tmp_path))


def test_runs_that_ended(tmp_path):
    stopped = Trainer(small(training__early_stopping=EarlyStopping(patience=1, min_delta=1.0)))
    assert stopped.run().kind == "early_stopping"
    limited = Trainer(small(training__epochs=2))
    assert limited.run().kind == "epoch_limit"
    lost = Trainer(wild())
    assert lost.run().kind == "diverged"
    for trainer in (stopped, limited, lost):
        assert_goes_on_the_same(trainer, reloaded(trainer, tmp_path))
        loaded = reloaded(trainer, tmp_path)
        for each in (trainer, loaded):
            each.go_on()
            each.run(steps=5)
        assert_same_story(trainer, loaded)


def eventful():
    """Return a run in which everything was changed that can be, in the middle of an epoch."""
    trainer = Trainer(rich(training__schedule=ReduceOnPlateau(patience=1)), timeline=Timeline(8))
    trainer.run(steps=40)
    trainer.change(trainer.experiment.with_value("training.optimizer", "nesterov"))
    trainer.run(steps=20)
    trainer.edit([0, 7], [0.25, -0.5])
    trainer.freeze([0, 3, 20])
    trainer.run(steps=25)
    moved = trainer.dataset
    inputs = moved.train_inputs.copy()
    inputs[4] += 0.5
    trainer.set_data(dataclasses.replace(moved, train_inputs=inputs, train_points=inputs))
    trainer.run(steps=220)
    trainer.set_data(make_dataset(rich(data__samples=120).data))
    trainer.run(steps=33)
    trainer.go_on()
    trainer.run(steps=2)
    return trainer


def test_a_run_in_which_all_was_changed(tmp_path):
    trainer = eventful()
    loaded = reloaded(trainer, tmp_path)
    assert [type(a) for a in loaded.change_log] == [type(a) for a in trainer.change_log]
    assert np.array_equal(loaded.frozen, [0, 3, 20])
    assert np.array_equal(loaded.dataset.train_inputs, trainer.dataset.train_inputs)
    assert_goes_on_the_same(trainer, loaded)
    for step in (50, 61, 90, 300, 340):
        assert_same_story(trainer.moment(step).replay(), loaded.moment(step).replay())


def test_the_past_can_be_left_out(tmp_path):
    trainer = Trainer(small(), timeline=Timeline())
    trainer.run(steps=600)
    trainer.save(tmp_path / "with.npz")
    trainer.save(tmp_path / "without.npz", past=False)
    assert Trainer.load(tmp_path / "without.npz").timeline is None
    assert Trainer.load(tmp_path / "with.npz").timeline.steps() == [0, 256, 512]


def test_given_data_are_given_again(tmp_path):
    inputs = np.random.default_rng(0).normal(size=(60, 2))
    data = Dataset.from_arrays(inputs, inputs[:, 0] > 0.3, task="binary")
    trainer = Trainer(small(), data)
    trainer.run(steps=21)
    assert_goes_on_the_same(trainer, reloaded(trainer, tmp_path, data))
    labels = inputs[:, 0] > 0.3
    labels[5] ^= True
    for other in (None, Dataset.from_arrays(inputs, labels, task="binary")):
        with pytest.raises(ExperimentError, match="data: are not those of the run"):
            Trainer.load(tmp_path / "run.npz", other)


def test_the_good_checkpoint_comes_along(tmp_path):
    calm = wild(training__optimizer=optimizers.SGD(learning_rate=0.01), data__samples=256)
    trainer = Trainer(calm)
    trainer.run(epochs=3)
    trainer.change(calm.with_value("training.optimizer.learning_rate", 50.0))
    assert trainer.run(epochs=500).good_step == 12
    loaded = reloaded(trainer, tmp_path)
    for each in (trainer, loaded):
        assert each.return_to_good()
        assert each.step_count == 12
    assert_goes_on_the_same(trainer, loaded, steps=5)


def test_numpy_reads_it(tmp_path):
    trainer = Trainer(small())
    trainer.save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz", allow_pickle=False) as arrays:
        assert np.array_equal(arrays["checkpoints/0/parameters"], trainer.network.parameters)


def test_where_no_file_can_be(tmp_path):
    trainer = Trainer(small())
    with pytest.raises(ExperimentError, match="cannot be written"):
        trainer.save(tmp_path / "no_folder" / "run.npz")
    with pytest.raises(ExperimentError, match="cannot be read"):
        Trainer.load(tmp_path / "none.npz")
    with pytest.raises(ExperimentError, match="cannot be read"):
        Trainer.load(tmp_path)


def test_a_file_that_cannot_be_replaced_stays(tmp_path, monkeypatch):
    trainer = Trainer(small())
    path = tmp_path / "run.npz"
    trainer.save(path)
    before = path.read_bytes()
    trainer.run(steps=3)
    with monkeypatch.context() as patched:
        patched.setattr(np.lib.format, "write_array", full_disk)
        with pytest.raises(ExperimentError, match="No space left"):
            trainer.save(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["run.npz"]


def full_disk(*_args, **_names):
    raise OSError(28, "No space left on device")


# -- hostile files ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return the members of a file in which everything occurs."""
    path = tmp_path_factory.mktemp("saved") / "run.npz"
    eventful().save(path)
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def written(path, members, **options):
    with zipfile.ZipFile(path, "w", **options) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def npy(array, **options):
    buffer = io.BytesIO()
    np.save(buffer, array, **options)
    return buffer.getvalue()


def read(data):
    return np.load(io.BytesIO(data))


def with_description(saved, change):
    description = json.loads(saved["run.json"])
    change(description)
    return saved | {"run.json": json.dumps(description).encode()}


def refused(path, match):
    with pytest.raises(ExperimentError, match=match) as found:
        Trainer.load(path)
    assert path.name in str(found.value)
    return str(found.value)


def test_the_untouched_members_are_accepted(saved, tmp_path):
    assert Trainer.load(written(tmp_path / "run.npz", saved)).step_count == 340


@pytest.mark.parametrize(
    ("name", "change", "match"),
    [
        ("parameters", lambda a: a * np.nan, "parameters: are not finite"),
        ("parameters", lambda a: a + np.inf, "parameters: are not finite"),
        ("parameters", lambda a: a[:-1], "shape"),
        ("parameters", lambda a: a.astype(np.float32), "size"),
        ("parameters", lambda a: a.view(np.int64), "holds int64, not float64"),
        ("parameters", lambda a: a.view("M8[s]"), "no array of numbers"),
        ("parameters", lambda a: a[np.newaxis], r"shape \(1, 59\)"),
        ("memory/velocity", lambda a: a * np.nan, "no number"),
        ("epoch_loss", lambda a: a * np.nan, "not finite"),
        ("held", lambda a: a + np.inf, "not finite"),
        ("halted", lambda a: ~a, "contradicts"),
        ("plateau/share", lambda a: a + 7.0, "between 0 and 1"),
        ("plateau/bad_epochs", lambda a: a.astype(np.float64), "holds float64"),
    ],
)
def test_impossible_arrays(saved, tmp_path, name, change, match):
    place = next(n for n in saved if n.endswith(f"/{name}.npy") and n.startswith("checkpoints/"))
    members = saved | {place: npy(change(read(saved[place])))}
    assert place[:-4] in refused(written(tmp_path / "run.npz", members), match)


@pytest.mark.parametrize(
    ("name", "change", "match"),
    [
        ("history/batches/0/mean", lambda a: a * np.nan, "not finite"),
        ("history/batches/0/step", lambda a: a[::-1].copy(), "not in order"),
        ("history/batches/0/step", lambda a: a + 10**6, "not in order"),
        ("history/batches/0/step", lambda a: a[1:], "differ in length"),
        ("history/batches/0/count", lambda a: a * 0, "more or less"),
        ("change_log/1/indices", lambda a: a + 10**9, "has 59 parameters"),
        ("change_log/1/indices", lambda a: a * 0, "twice"),
        ("change_log/1/values", lambda a: a * np.nan, "not finite"),
        ("change_log/2/indices", lambda a: a - 1, "has 59 parameters"),
        ("edits/0/train_rows", lambda a: a + 10**6, "not there"),
        ("edits/0/train_inputs", lambda a: a * np.inf, "not finite"),
        ("edits/1/train_inputs", lambda a: a[:, :1], "shape"),
        ("edits/1/train_targets", lambda a: a[:-1], "number of rows"),
    ],
)
def test_impossible_records_and_changes(saved, tmp_path, name, change, match):
    members = saved | {f"{name}.npy": npy(change(read(saved[f"{name}.npy"])))}
    refused(written(tmp_path / "run.npz", members), match)


@pytest.mark.parametrize(
    ("count", "change", "match"),
    [
        (10**9, {}, "a point that is not there"),
        (40, {}, "a point that is not there"),
        (30, {"places": np.arange(10)}, "a point that is not there"),
        (30, {"places": np.arange(20, 29)}, "shape"),
        (30, {"rows": np.full((10, 3), 7.0)}, "outside"),
        (30, {"rows": np.full((10, 3), 2.0)}, "classes to 3"),
        (30, {"rows": np.full((10, 3), np.nan)}, "not finite"),
    ],
)
def test_impossible_painted_points(tmp_path, count, change, match):
    rows = np.ones((30, 3))
    values = {"data.dataset": "painted", "data.points": rows[:20]}
    trainer = Trainer(Experiment().with_values(values))
    trainer.change(trainer.experiment.with_value("data.points", rows))
    trainer.save(tmp_path / "run.npz")
    with zipfile.ZipFile(tmp_path / "run.npz") as file:
        members = {name: file.read(name) for name in file.namelist()}
    members = with_description(members, set_in("change_log", 0, "counts", [count]))
    members |= {f"change_log/0/0/{name}.npy": npy(array) for name, array in change.items()}
    refused(written(tmp_path / "damaged.npz", members), f"change_log/0.*{match}")


def set_in(*places):
    *way, last, value = places

    def change(description):
        for place in way:
            description = description[place]
        description[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (set_in("version", 2), "version"),
        (set_in("version", "1"), "version"),
        (set_in("surprise", 1), "surprise"),
        (set_in("stack", True), "change_log/1"),
        (set_in("begun_with", []), "begun_with"),
        (set_in("begun_with", [99]), "begun_with"),
        (set_in("begun_with", [0, 0]), "begun_with"),
        (set_in("now", 99), "now"),
        (set_in("now", 0), "now"),
        (set_in("data", [[1.0]]), "data"),
        (set_in("data", []), "data"),
        (set_in("experiments", 0, "model", {"hidden": [4096] * 32}), "begun_with"),
        (set_in("experiments", 0, "data", {"samples": 10**12}), "experiments.0.data.samples"),
        (set_in("experiments", 0, "training", {"l2": -1.0}), "experiments.0.training.l2"),
        (set_in("experiments", 1, "model", {"hidden": [3]}), "model.hidden"),
        (set_in("change_log", 0, "step", 10**6), "change_log/1"),
        (set_in("change_log", 0, "step", -1), "change_log.0"),
        (set_in("change_log", 0, "kind", "magic"), "change_log.0"),
        (set_in("change_log", 3, "edits", [99]), "change_log"),
        (set_in("change_log", 3, "edits", []), "change_log/3"),
        (set_in("edits", 1, "whole", "features", ["x99"]), "edits/1"),
        (set_in("edits", 1, "whole", "task", "regression"), "dataset"),
        (set_in("checkpoints", 1, "good", 99), "checkpoints/1"),
        (set_in("checkpoints", 0, "good", 0), "checkpoints/0"),
        (set_in("checkpoints", 1, "changes", 99), "checkpoints/1"),
        (set_in("checkpoints", 1, "batch_index", 99), "checkpoints/1.batch_index"),
        (set_in("checkpoints", 1, "step", 2**70), "checkpoints.1.step"),
        (set_in("checkpoints", 1, "step", 1.5), "checkpoints.1.step"),
        (set_in("checkpoints", 1, "seconds", float("nan")), "checkpoints.1.seconds"),
        (set_in("checkpoints", 1, "outcomes", []), "checkpoints/1.outcomes"),
        (set_in("history", "stretches", []), "history.stretches"),
        (set_in("history", "stretches", 0, "step", 5), "history.stretches"),
        (set_in("history", "stretches", 0, "batch_size", 0), "history.stretches.0.batch_size"),
        (set_in("history", "marks", []), "history.marks"),
        (set_in("history", "batches", "levels", 65), "history.batches.levels"),
        (set_in("history", "batches", "levels", 9), "history/batches"),
        (set_in("timeline", "kept", [99]), "timeline"),
        (set_in("timeline", "most", 2**50), "timeline.most"),
    ],
)
def test_impossible_descriptions(saved, tmp_path, change, place):
    path = written(tmp_path / "run.npz", with_description(saved, change))
    with pytest.raises(ExperimentError) as found:
        Trainer.load(path)
    assert place in str(found.value)


@pytest.mark.parametrize(
    ("members", "match"),
    [
        ({"../evil.npy": b""}, "no part of a run"),
        ({"/etc/evil.npy": b""}, "no part of a run"),
        ({"code.py": b"print()"}, "no part of a run"),
        ({"run.json": b"{"}, "run.npz"),
        ({"run.json": b"[" * 10**6}, "run.npz"),
        ({"run.json": b"\xff\xfe"}, "run.npz"),
        ({"checkpoints/0/parameters.npy": b"\x93NUMPY"}, "size"),
        ({"checkpoints/0/parameters.npy": b"x" * 600}, "is no array"),
        ({"checkpoints/0/parameters.npy": npy(np.array([{}] * 59), allow_pickle=True)}, "param"),
        ({"change_log/1/indices.npy": npy(np.array([{}] * 9), allow_pickle=True)}, "indices"),
    ],
)
def test_strange_members(saved, tmp_path, members, match):
    refused(written(tmp_path / "run.npz", saved | members), match)


def header(shape, descr="<i8"):
    """Return an array's head that claims a shape, without the numbers."""
    text = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape}, }}"
    text = text.ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize(
    "data",
    [
        header("(10**9,)"), header("(1000000000000,)"), header("(-1,)"), header("(True,)"),
        header("(" * 80 + ")" * 80), header("()"), header("(3,)", "|O"), header("(3,)", "<i9"),
        header("(3,)", "<f8") + b"\0" * 24, header("(3,)") + b"\0" * 25,
    ],
)  # fmt: skip
def test_heads_of_arrays_that_lie(saved, tmp_path, data):
    members = saved | {"change_log/1/indices.npy": data}
    refused(written(tmp_path / "run.npz", members), "change_log/1/indices")


def test_a_bomb_is_refused_unopened(saved, tmp_path):
    members = saved | {"change_log/1/indices.npy": npy(np.zeros(10**7, np.int64))}
    path = written(tmp_path / "run.npz", members, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 10**6
    refused(path, "compressed")


def test_a_member_that_claims_to_be_larger_than_the_file(saved, tmp_path):
    path = written(tmp_path / "run.npz", saved)
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 20 : place + 28] = (2**31).to_bytes(4, "little") * 2
    path.write_bytes(data)
    refused(path, "more than it has bytes")


def test_a_cut_file(saved, tmp_path):
    whole = written(tmp_path / "run.npz", saved).read_bytes()
    for kept in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path = tmp_path / "cut.npz"
        path.write_bytes(whole[:kept])
        refused(path, "no saved run")


@pytest.fixture(scope="module")
def small_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "run.npz"
    trainer = Trainer(small(data__samples=16, model__hidden=(2,)))
    trainer.run(steps=3)
    trainer.save(path)
    return path.read_bytes()


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_mangled_bytes_are_refused_or_harmless(small_file, tmp_path_factory, data):
    mangled = bytearray(small_file)
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(mangled) - 1))
        kind = data.draw(st.sampled_from(["change", "drop", "insert"]))
        if kind == "change":
            mangled[where] = data.draw(st.integers(0, 255))
        elif kind == "drop":
            del mangled[where : where + data.draw(st.integers(1, 40))]
        else:
            mangled[where:where] = data.draw(st.binary(min_size=1, max_size=8))
    path = tmp_path_factory.getbasetemp() / "mangled.npz"
    path.write_bytes(mangled)
    loads_or_refuses(path)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_mangled_members_are_refused_or_harmless(small_file, tmp_path_factory, data):
    """The checksums are right: what is inside has to be checked."""
    with zipfile.ZipFile(io.BytesIO(small_file)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    mangled = bytearray(members[name])
    for _ in range(data.draw(st.integers(1, 3))):
        if name == "run.json":  # a digit for a digit, so that it is read at all
            digits = [i for i, byte in enumerate(mangled) if chr(byte).isdigit()]
            mangled[data.draw(st.sampled_from(digits))] = data.draw(st.sampled_from(b"0123456789"))
        else:
            mangled[data.draw(st.integers(0, len(mangled) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "mangled.npz"
    loads_or_refuses(written(path, members | {name: bytes(mangled)}))


def loads_or_refuses(path):
    """Load a file; what is accepted trains on and stays finite."""
    try:
        trainer = Trainer.load(path)
    except ExperimentError:
        return
    trainer.run(steps=20)
    assert all(np.isfinite(array).all() for array in story(trainer))
