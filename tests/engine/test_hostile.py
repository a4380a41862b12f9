"""Whatever is thrown at the engine: a finite result, ``Diverged``, or a message that helps.

Never NaN or infinity, never a warning, never an error that was not raised on purpose.
``HOSTILE_TIMES=50`` tries fifty times as many cases, and others at each run.
"""

import io
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine import (
    Dataset,
    Experiment,
    Network,
    Trainer,
    activations,
    initializers,
    losses,
    make_dataset,
    optimizers,
    schedules,
    train_many,
)
from engine.cohort import Failed
from engine.datasets.tabular import table_of_classes
from engine.metrics import r_squared
from engine.microscope.maps import Plane, PlaneMaps
from engine.settings import Settings
from tests.helpers.hostile import (
    LIKE,
    TASKS,
    anything,
    arrays_of,
    assert_finite,
    assert_sound,
    assert_sound_throughout,
    datasets,
    experiments,
    no_numbers,
    one_of,
    parts,
    refused,
    tried,
)

# -- data --------------------------------------------------------------------------------


@tried(80)
@given(
    anything,
    anything,
    st.none() | anything,
    st.none() | anything,
    one_of(*TASKS, "x", None, []),
    one_of("none", "standard", "x", None, 3),
    one_of((), ("a",), "ab", None, 3, ("a", 2)),
)
def test_arrays_make_a_data_set_or_a_message(
    inputs, targets, others, answers, task, scaling, names
):
    message, dataset = refused(
        Dataset.from_arrays, inputs, targets, others, answers,
        task=task, scaling=scaling, feature_names=names, class_names=names,
    )  # fmt: skip
    if message is None:
        for values in (dataset.train_inputs, dataset.test_inputs, dataset.bounds):
            assert_finite(values)


@tried(30)
@given(datasets(), anything)
def test_points_make_inputs_or_a_message(dataset, points):
    for values in (dataset.train_inputs, dataset.test_inputs, dataset.train_targets):
        assert_finite(values)
    message, inputs = refused(dataset.inputs_of, points)
    assert message is not None or np.isfinite(inputs).all()


TEXTS = one_of(
    "",
    "a,b,c\n",
    "1,2,x\n",
    "1,,x\n",
    ",,\n",
    "inf,-inf,y\n",
    "1e400,nan,x\n",
    "q,1,z\n",
    "1e30,-1e30,y\n",
    "5e-324,0,\n",
    "1,2,3,4\n",
    '"',
    "\x00",
    "é,\u2028,x\n",
)


@tried(60)
@given(st.lists(TEXTS, max_size=6), one_of(("a", "b"), ("a",), (), ("b", "nope")), one_of("c", "d"))
def test_a_table_is_read_or_refused(lines, columns, target):
    try:
        frame = pd.read_csv(io.StringIO("a,b,c\n" + "".join(lines)))
    except (ValueError, pd.errors.ParserError):
        assume(False)
    message, table = refused(table_of_classes, frame, columns, target)
    if message is None:
        assert_finite(table.bounds)
        message, chosen = refused(table.select, columns)
        assert message is not None or np.isfinite(chosen.points).all()


# -- training ----------------------------------------------------------------------------

EVERY_PART = [
    pytest.param(place, cls, id=cls.id)
    for place, registry in (
        ("model__activation", activations.registry),
        ("model__initializer", initializers.registry),
        ("training__loss", losses.registry),
        ("training__optimizer", optimizers.registry),
        ("training__schedule", schedules.registry),
    )
    for cls in registry
]


@pytest.mark.parametrize(("place", "cls"), EVERY_PART)
def test_every_part_trains_on_extreme_data(place, cls):
    @tried(3)
    @given(st.data())
    def train(data):
        task = data.draw(one_of(*getattr(cls, "tasks", TASKS)))
        experiment = data.draw(experiments(task, **{place: parts(cls)}))
        assert_sound_throughout(experiment, data.draw(datasets(task)), data.draw(one_of(1, 7, 300)))

    train()


@tried(20)
@given(st.data(), one_of(*TASKS), st.integers(1, 4))
def test_stacks_train_on_extreme_data(data, task, count):
    first, dataset = data.draw(experiments(task)), data.draw(datasets(task))
    rates = data.draw(st.lists(one_of(1e-300, 1e-3, 1.0, 1000.0), min_size=count, max_size=count))
    each = []
    for rate in rates:
        change = {"training.optimizer.learning_rate": rate, "training.weight_decay": 0.0}
        message, experiment = refused(first.with_values, change)
        each += [experiment] * (message is None)
    assume(each)
    assert_sound_throughout(each, dataset, data.draw(one_of(1, 7, 100)))


@tried(12)
@given(st.data(), one_of("circle", "sine", "penguins", "pinwheel", "plane", "step"))
def test_settings_at_their_limits_train_on_what_is_generated(data, name):
    limits = st.fixed_dictionaries({
        "data.samples": one_of(16, 40), "data.noise": one_of(0.0, 10.0),
        "data.test_fraction": one_of(0.0, 0.5, 0.9), "data.scaling": one_of("auto", "standard"),
    })  # fmt: skip
    message, plain = refused(Experiment().with_values, {"data.dataset": name, **data.draw(limits)})
    assume(message is None)
    experiment = data.draw(experiments(plain.data.task))
    experiment = experiment.with_value("data", plain.data)
    trainer = assert_sound_throughout(experiment, make_dataset(plain.data), 20)
    assert_sound_maps(trainer, "principal")


@tried(4)
@given(st.lists(one_of(*TASKS).flatmap(experiments), max_size=4))
def test_many_at_once(some_experiments):
    each = []
    for experiment in some_experiments:
        for name in LIKE.values():
            values = {"data.dataset": name, "data.samples": 20, "training.epochs": 2}
            message, fitting = refused(experiment.with_values, values)
            each += [fitting] * (message is None)
    for result in train_many(each):
        assert not isinstance(result.outcome, Failed), result.error
        assert_finite(result.parameters)
        assert_finite([*result.train.values(), *result.test.values()])
        assert_finite([result.test_loss.low, result.test_loss.mean, result.test_loss.high])


@tried(30)
@given(anything, one_of((), (2,)))
def test_predictions_or_a_message(inputs, runs):
    experiment = Experiment().with_value("data.samples", 16)
    trainer = Trainer([experiment] * runs[0] if runs else experiment)
    message, predictions = refused(trainer.predict, inputs)
    assert message is not None or np.isfinite(predictions).all()


@tried(60)
@given(anything | st.lists(st.just(Experiment()), max_size=2), st.none() | anything)
def test_a_trainer_is_made_or_refused(experiment, dataset):
    refused(Trainer, experiment, dataset)


@tried(30)
@given(anything, anything, anything)
def test_a_trainer_refuses_what_makes_no_sense(steps, part, settings_):
    trainer = Trainer(Experiment().with_value("data.samples", 16))
    before = trainer.network.parameters.copy()
    for call, argument in ((trainer.evaluate, part), (trainer.change, settings_),
                           (trainer.moment, part), (trainer.load_state_dict, part)):  # fmt: skip
        message, _ = refused(call, argument)
        assert message is not None or argument in (0, True)
    assert np.array_equal(trainer.network.parameters, before)
    if not isinstance(steps, int | float) or steps < 50:
        refused(trainer.run, steps=steps)
        refused(trainer.run, epochs=steps)
        assert_sound(trainer)


@tried(30)
@given(anything, anything | st.floats(), one_of((), (2,)))
def test_edits_are_made_or_refused(places, values, runs):
    experiment = Experiment().with_value("data.samples", 16)
    trainer = Trainer([experiment] * runs[0] if runs else experiment)
    for call in (trainer.freeze, trainer.set_data):
        refused(call, places)
    refused(trainer.edit, places, values)
    refused(trainer.edit, [0, 5], values)
    trainer.run(steps=3)
    assert_sound(trainer)


@tried(12)
@given(st.data(), one_of(*TASKS), one_of(*TASKS))
def test_a_foreign_state_is_refused_whole(data, task, other):
    own = Trainer(data.draw(experiments(task)), data.draw(datasets(task)))
    foreign = Trainer(data.draw(experiments(other)), data.draw(datasets(other)))
    foreign.run(steps=data.draw(one_of(0, 1, 9)))
    before = own.network.parameters.copy(), own.experiments, own.step_count
    state = foreign.state_dict()
    if data.draw(st.booleans()):
        state.pop(data.draw(one_of(*state)))
    message, _ = refused(own.load_state_dict, state)
    if message is not None:
        assert np.array_equal(before[0], own.network.parameters)
        assert before[1:] == (own.experiments, own.step_count)
    own.run(steps=20)
    assert_sound(own)


# -- parts by themselves -----------------------------------------------------------------


@tried(60)
@given(anything, anything, one_of("float32", "float64"), one_of((), (2,)), one_of(0.0, 1.0, 1e30))
def test_a_network_computes_or_refuses(inputs, grad, dtype, runs, weight):
    network = Network((2, 3, 1), dtype=dtype, runs=runs)
    network.parameters[...] = weight
    assert refused(network.backward, grad)[0] is not None
    message, outputs = refused(network.forward, inputs)
    assert message is not None or np.isfinite(outputs).all()
    assert refused(network.forward, np.ones((2, 2)))[0] is None or weight == 1e30
    for given_ in (grad, np.ones((2, 1)), np.full((*runs, 2, 1), 1e30)):
        message, gradient = refused(network.backward, given_)
        assert message is not None or np.isfinite(gradient).all()


@tried(60)
@given(
    anything | one_of((2, 1), (2, 3, 1)),
    anything | st.just("relu"),
    anything | st.just("zeros"),
    anything | one_of("float16", "int32", "float32", np.float64),
    anything | one_of(-1, 3, np.int64(2)),
    anything | one_of((), (2,), (0,), (2, 2)),
)
def test_a_network_is_made_or_refused(sizes, activation, initializer, dtype, seed, runs):
    message, network = refused(Network, sizes, activation, initializer, dtype, seed, runs)
    assert message is not None or np.isfinite(network.parameters).all()


@pytest.mark.parametrize("cls", list(losses.registry), ids=lambda cls: cls.id)
def test_a_loss_is_finite_or_refused(cls):
    @tried(25)
    @given(st.data(), parts(cls), one_of(np.float32, np.float64))
    def evaluate(data, loss, dtype):
        shape = data.draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
        pair = st.tuples(arrays_of(shape), arrays_of(shape)) | st.tuples(anything, anything)
        outputs, targets = data.draw(pair)
        if isinstance(outputs, np.ndarray) and outputs.dtype == np.float64:
            with np.errstate(all="ignore"):
                outputs = outputs.astype(dtype)
        message, result = refused(loss.evaluate, outputs, targets)
        if message is None:
            assert_finite(result[0])
            assert_finite(result[1])

    evaluate()


@pytest.mark.parametrize("cls", list(optimizers.registry), ids=lambda cls: cls.id)
def test_an_update_is_finite_or_refused(cls):
    @tried(15)
    @given(st.data(), parts(cls), one_of(np.float32, np.float64), one_of((3,), (2, 3)))
    def update(data, rule, dtype, shape):
        w = data.draw(arrays_of(shape)).astype(dtype)
        state = rule.init(w)
        for _ in range(data.draw(st.integers(1, 4))):
            before = w.copy()
            gradient = data.draw(arrays_of(shape) | anything)
            message, _ = refused(rule.update, w, gradient, state)
            assert message is None or np.array_equal(before, w)
            assert_finite(w)
            assert all(np.isfinite(state[name]).all() for name in rule.memory)
        other = data.draw(no_numbers.filter(lambda value: not isinstance(value, np.ndarray)))
        assert refused(rule.init, other)[0] is not None
        assert refused(rule.update, w, w, other)[0] is not None
        assert refused(rule.update, w[..., :2].copy(), w[..., :2], state)[0] is not None
        assert refused(rule.update, other, w, state)[0] is not None

    update()


@pytest.mark.parametrize("cls", list(schedules.registry), ids=lambda cls: cls.id)
def test_a_schedule_is_finite_or_refused(cls):
    lengths = one_of(1, 1.0, 100.0, 1e9, 1e-300, 0, -1.0, math.nan, None, "1", [1])

    @tried(25)
    @given(parts(cls), anything | arrays_of((5,)).map(np.abs), lengths, lengths)
    def factors(rule, epochs, total, update):
        message, shares = refused(rule.factors, epochs, total, update)
        if message is None:
            assert ((shares >= 0.0) & (shares <= 1.0 + 1e-12)).all()

    factors()


@pytest.mark.parametrize("cls", list(activations.registry), ids=lambda cls: cls.id)
def test_an_activation_of_finite_sums_is_finite(cls):
    @tried(20)
    @given(parts(cls), arrays_of((4, 3)), one_of(np.float32, np.float64))
    def forward(activation, sums, dtype):
        sums = sums.astype(dtype)
        activated = activation.forward(sums)
        assert_finite(activated)
        assert_finite(activation.backward(np.ones_like(sums), sums, activated))

    forward()


@tried(40)
@given(arrays_of((3,)).map(np.abs), arrays_of((3,)).map(np.abs))
def test_r_squared_is_finite(residual, total):
    assert_finite(r_squared(residual, total))


# -- maps and histories ------------------------------------------------------------------

CHOICES = one_of(
    "auto", "principal", (0, 1), (1, 0), (-1, 0), (0, 9), (0,), "x", None, 3, ("a", "b")
)


def assert_sound_maps(trainer, choice):
    message, plane = refused(Plane.of, trainer.dataset, choice)
    if message is None:
        assert_finite(plane.extent)
        assert_finite(plane.project(trainer.dataset.train_points))
        maps = PlaneMaps(trainer.dataset, plane, 6, 4).compute(trainer.network, trainer.objective)
        for one in (maps.output, maps.inputs, *maps.hidden):
            assert_finite(one)


@tried(20)
@given(st.data(), one_of(*TASKS), CHOICES)
def test_maps_are_finite_whatever_the_run(data, task, choice):
    trainer = Trainer(data.draw(experiments(task)), data.draw(datasets(task)))
    trainer.run(steps=5)
    trainer.network.parameters *= trainer.network.dtype.type(data.draw(one_of(1.0, 1e6, 0.0)))
    assert_sound_maps(trainer, choice)


@tried(25)
@given(
    anything, one_of("update", "epoch", "sample", "second", "x", None), one_of("loss", "x", None)
)
def test_a_history_answers_or_refuses(value, unit, column):
    trainer = Trainer(Experiment().with_value("data.samples", 64))
    trainer.run(steps=5)
    history = trainer.history
    for call in (history.position, history.step_at):
        message, found = refused(call, value, unit)
        assert message is not None or np.isfinite(found).all()
    first = value if isinstance(value, float) else 0.0
    message, found = refused(history.between, column, first, unit=unit)
    assert message is not None or np.isfinite(found[1].mean).all()


# -- experiments and their files ---------------------------------------------------------

json_like = st.recursive(
    one_of(None, True, 0, -1, 1, 0.5, "", "relu", "adam", "auto", 1e308, -1e-320, 10**40, "\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        one_of("id", "data", "model", "training", "optimizer", "hidden", "learning_rate", ""),
        inner, max_size=3,
    ),
    max_leaves=8,
)  # fmt: skip
PLACES = [
    f"{part}.{name}"
    for part, cls in Experiment.model_fields.items()
    for name in cls.annotation.model_fields
    if issubclass(cls.annotation, Settings)
]
places = one_of(
    *PLACES,
    "training.optimizer.learning_rate",
    "training.optimizer.id",
    "data",
    "model.hidden.0",
    "training.early_stopping.patience",
    "x",
    "",
    ".",
    "data.",
    3,
    None,
)


@tried(150)
@given(places, json_like | anything)
def test_any_value_anywhere_is_taken_or_refused(place, value):
    message, experiment = refused(Experiment().with_value, place, value)
    if message is None:
        assert Experiment.from_text(experiment.to_text(".json"), ".json") == experiment
        assert Experiment.from_text(experiment.to_text(".toml"), ".toml") == experiment
    refused(Experiment().value, place)


JSONS = one_of(
    "{",
    "}",
    "[",
    "]",
    '"',
    ":",
    ",",
    "null",
    "NaN",
    "-Infinity",
    "1e999",
    "9" * 5000,
    " ",
    '"model"',
    '"hidden"',
    '"data"',
    '{"model": {"hidden": [',
    '{"version": ',
    "\x00",
    "[" * 3000,
)
TOMLS = one_of(
    "[model]",
    "hidden = ",
    "[",
    "]",
    "\n",
    "nan",
    "inf",
    "1",
    '"',
    "=",
    "data.noise = ",
    "{",
    "version = ",
    "9" * 5000,
    "'",
    "\x00",
    "1979-05-27",
    "[" * 3000,
)


@tried(60)
@given(json_like | anything, st.lists(JSONS, max_size=8), st.lists(TOMLS, max_size=8))
def test_any_text_is_an_experiment_or_refused(tmp_path_factory, value, jsons, tomls):
    refused(Experiment.from_dict, value)
    folder = tmp_path_factory.getbasetemp()
    for suffix, pieces in ((".json", jsons), (".toml", tomls), (".txt", jsons)):
        refused(Experiment.from_text, "".join(pieces), suffix)
        path = folder / f"hostile{suffix}"
        path.write_bytes("".join(pieces).encode("utf-8", "surrogatepass"))
        refused(Experiment.load, path)


@pytest.mark.parametrize("path", ["", ".", "/", "\0.json", "nowhere/x.toml", "x" * 5000])
def test_a_path_that_leads_nowhere(path):
    assert refused(Experiment.load, path)[0] is not None
    assert refused(Trainer.load, path)[0] is not None
    if "nowhere" not in path:
        assert refused(Experiment().save, path)[0] is not None
