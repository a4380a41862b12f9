"""Extreme numbers, foreign objects and settings at their limits, and what must hold then."""

import math
import os
import traceback
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import engine
from engine import (
    Dataset,
    EarlyStopping,
    Experiment,
    ExperimentError,
    Trainer,
    activations,
    initializers,
    losses,
    optimizers,
    schedules,
)
from engine.experiment import Target
from engine.losses import ShapeError

TIMES = int(os.environ.get("HOSTILE_TIMES", "1"))
ENGINE = str(Path(engine.__file__).parent)
LIKE = {"binary": "circle", "multiclass": "penguins", "regression": "sine"}
TASKS = tuple(LIKE)


def tried(cases):
    """Run a test on so many cases, the same ones each time unless more are asked for."""
    return settings(
        max_examples=cases * TIMES,
        derandomize=TIMES == 1,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def refused(call, *arguments, **keywords):
    """Call; return None and the result, or the message of an error raised on purpose."""
    try:
        return None, call(*arguments, **keywords)
    except (ValueError, RuntimeError) as error:
        caught = error
    assert type(caught) in (ValueError, ExperimentError, ShapeError, RuntimeError), caught
    last = traceback.extract_tb(caught.__traceback__)[-1]
    on_purpose = last.filename.startswith(ENGINE) and str(last.line).startswith("raise ")
    assert on_purpose, f"{caught!r} was not raised on purpose: {last}"
    message = str(caught)
    assert len(message) > 20, message
    assert message.rstrip("'\"").endswith("."), message
    return message, None


# -- what is thrown ----------------------------------------------------------------------

EXTREMES = (0.0, -0.0, 1.0, -1.0, 0.5, 1e30, -1e30, 1e15, 5e-324, -1e-310, 1e-45, 1e-20, 6.0)
numbers = st.one_of(st.sampled_from(EXTREMES), st.floats(-1e30, 1e30))
wild_numbers = st.one_of(
    numbers, st.sampled_from((math.nan, math.inf, -math.inf, 1e31, -1e300, 1e308))
)
no_numbers = st.sampled_from(
    [None, "1", "", b"x", [], [[]], {}, {"a": 1}, object(), [1, [2]], [[1], [2, 3]], ["a"], 1j,
     [1j], [None], True, 3, 2.5, [10**400], np.array(["2020"], "datetime64[D]"), np.zeros((0, 3)),
     np.zeros((2, 0)), np.zeros((2, 2, 2)), np.array([np.longdouble("1e400")]), range(3),
     np.ma.masked_array([[1.0]], [[True]]), pd.DataFrame({"a": ["x"]}), slice(1), lambda: 1]
)  # fmt: skip
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)


def arrays_of(shape, elements=numbers):
    return arrays(np.float64, shape, elements=elements, fill=st.nothing())


anything = st.one_of(
    no_numbers,
    shapes.flatmap(arrays_of),
    shapes.flatmap(lambda shape: arrays_of(shape, wild_numbers)),
    st.lists(wild_numbers, max_size=3),
)


@st.composite
def datasets(draw, task=None):
    """Draw a data set of extreme numbers; columns may be constant, classes missing."""
    task = task or draw(st.sampled_from(TASKS))
    rows, tests = draw(st.integers(1, 8)), draw(st.integers(0, 4))
    columns, outputs = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    inputs = draw(arrays_of((rows + tests, columns)))
    if draw(st.booleans()):
        inputs[:, 0] = inputs[0, 0]
    if task == "regression":
        targets = draw(arrays_of((rows + tests, outputs)))
    else:
        highest = 1 if task == "binary" else outputs
        targets = draw(arrays(np.int64, rows + tests, elements=st.integers(0, highest)))
        if draw(st.booleans()):
            targets[:] = targets[0]
    parts = [inputs[:rows], targets[:rows]]
    parts += [inputs[rows:], targets[rows:]] if tests else []
    scaling = draw(st.sampled_from(["none", "standard"]))
    message, dataset = refused(Dataset.from_arrays, *parts, task=task, scaling=scaling)
    assume(message is None)
    return dataset


def at_limits(declared):
    """Values of a hyper-parameter: its default, its limits, and the last ones inside these."""
    values = [declared.default]
    for limit, is_open, inside in (
        (declared.minimum, declared.open_minimum, math.inf),
        (declared.maximum, declared.open_maximum, -math.inf),
    ):
        if limit is None:
            continue
        if not is_open:
            values.append(int(limit) if declared.integer else limit)
        if not declared.integer:
            values.append(math.nextafter(limit, inside))
    return st.sampled_from(values)


def parts(cls):
    """Draw an activation, optimizer, ... with hyper-parameters at their limits."""
    return st.builds(cls, **{h.name: at_limits(h) for h in cls.hyper_parameters()})


def some(registry):
    return st.one_of(*[parts(cls) for cls in registry])


def one_of(*values):
    return st.sampled_from(values)


def settings_for(task):
    """Strategies of settings, at their limits, by place."""
    fitting = [cls for cls in losses.registry if task in cls.tasks]
    classes = {
        "training.label_smoothing": one_of(0.0, 0.1, 0.9999999),
        "training.class_weights": one_of("none", "balanced"),
    }
    early = (None, EarlyStopping(), EarlyStopping(patience=1, min_delta=1e6))
    targets = (None, Target(value=0.0), Target(measure="train_score", value=1e6))
    return {
        "data.dataset": st.just(LIKE[task]),
        "model.hidden": one_of((), (1,), (3,), (2, 4), (2,) * 12),
        "model.activation": some(activations.registry),
        "model.output_activation": one_of("auto", "auto", "sigmoid", "tanh"),
        "model.initializer": some(initializers.registry),
        "model.dropout": one_of(0.0, 0.5, 0.95),
        "model.dtype": one_of("float32", "float64"),
        "training.loss": some(fitting),
        "training.optimizer": some(optimizers.registry),
        "training.schedule": some(schedules.registry),
        "training.batch_size": one_of(1, 2, 5, 10**9, "all"),
        "training.epochs": one_of(1, 3, 10**9),
        "training.l1": one_of(0.0, 1e-300, 1e3),
        "training.l2": one_of(0.0, 1e-6, 1e3),
        "training.weight_decay": one_of(0.0, 9e-4),
        "training.gradient_clip": one_of(None, 1e-320, 1.0, 1e9),
        "training.early_stopping": one_of(*early),
        "training.target": one_of(*targets),
        **(classes if task != "regression" else {}),
    }


@st.composite
def experiments(draw, task, **pinned):
    """Draw settings that fit the task; double underscores in ``pinned`` stand for dots."""
    fixed = {name.replace("__", "."): strategy for name, strategy in pinned.items()}
    values = {place: draw(any_) for place, any_ in (settings_for(task) | fixed).items()}
    rate = draw(one_of(None, 1e-300, 1e-3, 0.1, 1.0, 30.0, 1000.0))
    rule = values["training.optimizer"]
    fields = dict(rule) | ({} if rate is None else {"learning_rate": rate})
    if "weight_decay" in fields:  # the two are refused together, and so is too much of them
        values["training.weight_decay"] = 0.0
        fields["weight_decay"] = min(fields["weight_decay"], 0.999 / fields["learning_rate"])
    values["training.optimizer"] = type(rule)(**fields)
    if values["training.loss"].takes_logits:
        values["model.output_activation"] = "auto"
    message, experiment = refused(Experiment().with_values, values)
    assume(message is None)
    return experiment


# -- what must hold ----------------------------------------------------------------------


def assert_finite(values):
    assert np.isfinite(np.asarray(values, float)).all(), values


def assert_sound(trainer):
    """Nothing that a run holds or tells is infinite, whatever became of it."""
    assert_finite(trainer.network.parameters)
    for name in type(trainer.experiment.training.optimizer).memory:
        assert_finite(trainer.optimizer_state[name])
    for series in (trainer.history.batches, trainer.history.evaluations):
        for curve in series.curves(most=8).values():
            assert_finite([curve.low, curve.mean, curve.high])
    for part in ("train", "test"):
        assert_finite(list(trainer.evaluate(part).values()))
    for outcome in trainer.outcome if trainer.runs else [trainer.outcome]:
        assert outcome.kind in {"going", "epoch_limit", "early_stopping", "target", "diverged"}
        assert not outcome.stopped or outcome.message.endswith(".")
    message, predictions = refused(trainer.predict, trainer.dataset.train_inputs)
    if message is None:
        assert_finite(predictions)


def assert_sound_throughout(experiment, dataset, steps):
    """Train, look, go back, go on after whatever end, and look again."""
    trainer = Trainer(experiment, dataset)
    assert_sound(trainer)
    trainer.run(steps=steps)
    assert_sound(trainer)
    twin = Trainer(experiment, dataset)
    twin.load_state_dict(trainer.state_dict())
    for one in (trainer, twin):
        one.go_on()
        one.run(steps=3)
    assert_sound(trainer)
    assert np.array_equal(trainer.network.parameters, twin.network.parameters)
    return trainer
