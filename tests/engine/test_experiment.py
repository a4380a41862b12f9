"""Experiments: files there and back, faults all at once, hostile input."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine import (
    Data,
    EarlyStopping,
    Experiment,
    ExperimentError,
    Model,
    Training,
    optimizers,
    schedules,
)
from engine import activations as activation_parts
from engine import initializers as initializer_parts
from engine.datasets import registry as datasets
from engine.experiment import changes
from engine.registry import hyper_parameters

UNUSUAL = Experiment(
    data=Data(
        dataset="pinwheel", samples=99, noise=0.25, test_fraction=0.3, seed=2**32 - 1,
        features=("x1", "sin_x2"), scaling="standard",
    ),
    model=Model(
        hidden=(3, 2), activation=("tanh", "relu"), output_activation="softmax",
        initializer={"id": "uniform", "scale": 0.2}, dropout=(0.1, 0.0), dtype="float64", seed=7,
    ),
    training=Training(
        loss="categorical_cross_entropy", optimizer=optimizers.Adam(learning_rate=3e-4, beta_1=0.8),
        schedule=schedules.WarmupCosine(warmup=2.5), batch_size="all", epochs=12, l1=1e-7, l2=0.5,
        weight_decay=0.25, gradient_clip=1.5,
        early_stopping=EarlyStopping(patience=3, min_delta=0.125, restore_best=False), seed=11,
    ),
)  # fmt: skip


def faults_of(values):
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_dict(values)
    return {fault.place: str(fault) for fault in caught.value.faults}


# -- there and back -----------------------------------------------------------------------


@pytest.mark.parametrize("experiment", [Experiment(), UNUSUAL], ids=["default", "unusual"])
@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_files_there_and_back(tmp_path, experiment, suffix):
    path = tmp_path / f"saved{suffix}"
    experiment.save(path)
    assert Experiment.load(path) == experiment
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert Experiment.from_text(experiment.to_text(suffix), suffix) == experiment


def test_dict_there_and_back_is_plain():
    values = UNUSUAL.to_dict()
    assert json.loads(json.dumps(values)) == values
    assert Experiment.from_dict(values) == UNUSUAL
    assert values["training"]["optimizer"] == {"id": "adam", "learning_rate": 3e-4, "beta_1": 0.8}


@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_every_registered_part_goes_through_a_file(suffix):
    settings_of = {
        "data.dataset": datasets.ids(),
        "model.activation": activation_parts.registry.ids(),
        "model.initializer": initializer_parts.registry.ids(),
        "training.optimizer": optimizers.registry.ids(),
        "training.schedule": schedules.registry.ids(),
    }
    for place, ids in settings_of.items():
        for part_id in ids:
            experiment = Experiment().with_value(place, part_id)
            assert Experiment.from_text(experiment.to_text(suffix), suffix) == experiment


def test_a_short_file_is_enough(tmp_path):
    path = tmp_path / "short.toml"
    path.write_text('[training]\noptimizer = "momentum"\nepochs = 5\n', encoding="utf-8")
    loaded = Experiment.load(path)
    assert loaded.training.optimizer == optimizers.Momentum()
    assert loaded.training.epochs == 5
    assert loaded.data == Data()


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "notepad.toml"
    path.write_bytes(b"\xef\xbb\xbf[data]\r\nnoise = 0.5\r\n")
    assert Experiment.load(path).data.noise == 0.5


def test_saving_replaces_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "one.json"
    Experiment().save(path)
    UNUSUAL.save(str(path))
    assert Experiment.load(str(path)) == UNUSUAL
    with pytest.raises(ExperimentError, match=r"neither \.toml nor \.json"):
        UNUSUAL.save(tmp_path / "one.yaml")
    assert [entry.name for entry in tmp_path.iterdir()] == ["one.json"]


@settings(max_examples=50, deadline=None)
@given(
    noise=st.floats(0, 10),
    rate=st.floats(1e-300, 1e3, exclude_min=True),
    seed=st.integers(0, 2**32 - 1),
    hidden=st.lists(st.integers(1, 4096), max_size=32),
    batch_size=st.one_of(st.just("all"), st.integers(1, 10**6)),
)
def test_every_number_survives_the_file(noise, rate, seed, hidden, batch_size):
    experiment = Experiment().with_values({
        "data.noise": noise, "training.optimizer.learning_rate": rate, "model.seed": seed,
        "model.hidden": tuple(hidden), "training.batch_size": batch_size,
    })  # fmt: skip
    for suffix in (".toml", ".json"):
        assert Experiment.from_text(experiment.to_text(suffix), suffix) == experiment


# -- what is refused ----------------------------------------------------------------------


def test_all_faults_at_once_with_their_places():
    found = faults_of({
        "data": {"noise": -1.0, "samples": 3, "flavour": 1},
        "model": {"hidden": [4, "x"], "dtype": "float16"},
        "training": {"epochs": 0, "optimizer": {"id": "adam", "learning_rate": -1.0}},
        "mood": "good",
    })  # fmt: skip
    places = set(found)
    assert places >= {
        "data.noise", "data.samples", "data.flavour", "model.hidden.1", "model.dtype",
        "training.epochs", "mood",
    }  # fmt: skip
    assert any(place.startswith("training.optimizer") for place in places)
    assert "at least 0" in found["data.noise"]
    assert "at least 16" in found["data.samples"]
    assert "spelling" in found["data.flavour"]


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"data": {"features": ["x1", "x1"]}}, "data.features"),
        ({"data": {"features": ["x9"]}}, "data.features"),
        ({"data": {"dataset": "spyral"}}, "data.dataset"),
        ({"data": 5}, "data"),
        ({"model": {"hidden": "abc"}}, "model.hidden"),
        ({"model": {"hidden": [0]}}, "model.hidden"),
        ({"model": {"hidden": [10**30]}}, "model.hidden"),
        ({"model": {"hidden": [1] * 100_000}}, "model.hidden"),
        ({"model": {"activation": ["relu", 5]}}, "model.activation"),
        ({"model": {"activation": []}}, "model.activation"),
        ({"model": {"activation": {"id": ["relu"]}}}, "model.activation"),
        ({"model": {"dropout": 1.0}}, "model.dropout"),
        ({"model": {"dropout": [0.1, -0.1]}}, "model.dropout"),
        ({"model": {"output_activation": "softmax"}}, "model.output_activation"),
        ({"training": {"loss": "categorical_cross_entropy"}}, "training.loss"),
        ({"training": {"loss": None}}, "training.loss"),
        ({"training": {"batch_size": 3.5}}, "training.batch_size"),
        ({"training": {"batch_size": 0}}, "training.batch_size"),
        ({"training": {"batch_size": "some"}}, "training.batch_size"),
        ({"training": {"optimizer": "adan"}}, "training.optimizer"),
        ({"training": {"optimizer": {"learning_rate": 1}}}, "training.optimizer"),
        ({"training": {"optimizer": None}}, "training.optimizer"),
        ({"training": {"early_stopping": True}}, "training.early_stopping"),
        ({"training": {"early_stopping": {"patience": 0}}}, "training.early_stopping.patience"),
        ({"training": {"gradient_clip": 0.0}}, "training.gradient_clip"),
        ({"training": {"weight_decay": 500.0}}, "training.weight_decay"),
        ({"training": {"optimizer": "adamw", "weight_decay": 1e-3}}, "training.weight_decay"),
        (
            {"training": {"optimizer": {"id": "adamw", "weight_decay": 500.0, "learning_rate": 1}}},
            "training.optimizer.weight_decay",
        ),
        ({"training": {"seed": -1}}, "training.seed"),
        ({"version": 99}, "version"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_fault_has_its_place(values, place):
    assert set(faults_of(values)) == {place}


def test_weights_decay_once_only():
    """AdamW decays by default; either decay alone is fine."""
    told = faults_of({"training": {"optimizer": "adamw", "weight_decay": 0.1}})
    assert "Set one of the two to 0" in told["training.weight_decay"]
    quiet = optimizers.AdamW(weight_decay=0.0)
    assert Training(optimizer=quiet, weight_decay=0.1).weight_decay == 0.1
    assert Training(optimizer="adamw").optimizer.weight_decay == 0.01


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"id": "adam", "learning_rate": -1.0}, "training.optimizer.learning_rate"),
        ({"id": "adam", "beta_1": "x"}, "training.optimizer.beta_1"),
        ({"id": "adam", "momentum": 0.5}, "training.optimizer.momentum"),
    ],
)
def test_a_fault_within_a_part_has_its_place(part, place):
    found = faults_of({"training": {"optimizer": part}})
    assert set(found) == {place}
    assert "Extra inputs" not in found[place]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize(
    "place",
    ["data.noise", "training.l2", "training.optimizer.learning_rate", "model.dropout"],
)
def test_numbers_are_finite(place, number):
    with pytest.raises(ExperimentError, match=place.rpartition(".")[2]):
        Experiment().with_value(place, number)


def test_not_a_number_in_a_file(tmp_path):
    for name, text in [
        ("a.json", '{"data": {"noise": NaN}}'),
        ("b.toml", "[data]\nnoise = nan\n"),
        ("c.json", '{"data": {"noise": 1e999}}'),
        ("d.toml", "[training]\nepochs = inf\n"),
    ]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ExperimentError, match=r"noise|epochs"):
            Experiment.load(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", b'{"data":' + b"[" * 200_000),
        ("deep.json", b'{"data":' * 50_000 + b"1" + b"}" * 50_000),
        ("deep.toml", b"x = " + b"[" * 50_000 + b"]" * 50_000),
        ("huge.toml", b"# nothing\n" * 500_000),
        ("long_number.json", b'{"data": {"seed": ' + b"9" * 100_000 + b"}}"),
        ("long_number.toml", b"[data]\nseed = " + b"9" * 100_000),
        ("binary.toml", bytes(range(256))),
        ("half.json", b'{"data": {'),
        ("twice.toml", b"[data]\nnoise = 1\nnoise = 2\n"),
        ("list.json", b"[1, 2]"),
        ("null.json", b"null"),
        ("empty.json", b""),
        ("surrogate.json", b'{"data": {"dataset": "\\ud800"}}'),
        ("self.toml", b"self = 1\n[data]\nself = 1\n"),
        ("script.yaml", b"data: {}"),
        ("none", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_files_are_refused_in_words(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ExperimentError) as caught:
        Experiment.load(path)
    message = str(caught.value)
    assert message.strip()
    assert len(message) < 2000
    message.encode("utf-8")


def test_an_empty_toml_file_is_the_default(tmp_path):
    (tmp_path / "empty.toml").write_bytes(b"")
    assert Experiment.load(tmp_path / "empty.toml") == Experiment()


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(ExperimentError, match="cannot be read"):
            Experiment.load(path)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
SECTIONS = {
    name: list(cls.model_fields)
    for name, cls in (("data", Data), ("model", Model), ("training", Training))
}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_file_is_an_experiment_or_refused(data):
    section = data.draw(st.sampled_from(sorted(SECTIONS)))
    name = data.draw(st.sampled_from(SECTIONS[section]))
    values = {section: {name: data.draw(PLAIN)}}
    faults = ()
    try:
        experiment = Experiment.from_dict(values)
    except ExperimentError as error:
        faults = error.faults
    else:
        assert Experiment.from_dict(experiment.to_dict()) == experiment
    assert all(fault.place and fault.fault for fault in faults)


# -- settings by place --------------------------------------------------------------------


def test_values_by_place():
    experiment = Experiment().with_value("training.optimizer.learning_rate", 0.1)
    assert experiment.value("training.optimizer.learning_rate") == 0.1
    assert experiment.training.optimizer.id == "adam"
    assert Experiment().training.optimizer.learning_rate == 0.01
    both = experiment.with_values({"training.l1": 0.5, "training.optimizer": "sgd"})
    assert (both.training.l1, both.training.optimizer) == (0.5, optimizers.SGD())


def test_values_that_only_fit_together():
    both = Experiment().with_values(
        {"model.hidden": (3,), "model.activation": ("tanh",), "data.samples": 50}
    )
    assert both.model.hidden == (3,)


def test_a_part_given_as_an_id_has_places_too():
    uniform = Experiment().with_value("model.initializer", "uniform")
    wide = uniform.with_value("model.initializer.scale", 0.75)
    assert wide.model.initializer.scale == 0.75
    back = wide.with_value("model.initializer.scale", 0.5)
    assert back == uniform


@pytest.mark.parametrize(
    "place",
    ["nonsense", "nonsense.x", "training.nonsense", "training.optimizer.nonsense", "training.l1.x",
     "training.early_stopping.nonsense", "", "."],
)  # fmt: skip
def test_places_that_do_not_exist(place):
    for change in (
        lambda: Experiment().with_value(place, 1),
        lambda: Experiment().with_values({place: 1}),
    ):
        with pytest.raises(ExperimentError):
            change()


def test_a_place_within_what_is_switched_off():
    experiment = Experiment().with_value("training.early_stopping.patience", 5)
    assert experiment.training.early_stopping == EarlyStopping(patience=5)


def test_experiments_are_frozen_and_comparable():
    with pytest.raises(ValidationError):
        Experiment().data.noise = 0.5
    assert Experiment() == Experiment()
    assert Experiment().with_value("data.noise", 0.5) != Experiment()


def test_changes_have_places_and_know_what_is_live():
    after = Experiment().with_values({
        "data.noise": 0.5, "model.seed": 3, "training.optimizer.learning_rate": 0.5,
        "training.schedule": "cosine", "training.batch_size": 10,
    })  # fmt: skip
    found = {change.place: change.live for change in changes(Experiment(), after)}
    assert found == {
        "data.noise": False, "model.seed": False, "training.optimizer.learning_rate": True,
        "training.schedule": True, "training.batch_size": True,
    }  # fmt: skip
    assert changes(after, after) == []


@pytest.mark.parametrize("settings_class", [Data, Model, Training, EarlyStopping])
def test_every_setting_tells_what_it_is(settings_class):
    told = {h.name: h for h in hyper_parameters(settings_class)}
    assert set(told) == set(settings_class.model_fields)
    for setting in told.values():
        assert setting.label
        assert setting.explanation.endswith(".")


@pytest.mark.parametrize(
    "cls",
    [*optimizers.registry, *schedules.registry, *initializer_parts.registry, *datasets],
    ids=lambda cls: cls.id,
)
def test_every_hyper_parameter_keeps_its_limits(cls):
    for setting in cls.hyper_parameters():
        assert set(cls.model_fields) >= {setting.name}
        assert setting.explanation.endswith(".")
        if setting.minimum is not None:
            with pytest.raises(ValidationError):
                cls(**{setting.name: setting.minimum - 1})
        if setting.maximum is not None:
            with pytest.raises(ValidationError):
                cls(**{setting.name: setting.maximum * 2 + 1})
