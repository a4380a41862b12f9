"""The optimizer opened: its lines give the trainer's own next weight, and the diary is the past."""

import re

import numpy as np
import pytest

from engine import Experiment, Trainer, optimizers
from engine.microscope import anatomy, weight_diary
from engine.microscope.anatomy import SYMBOLS
from engine.microscope.written import filled_in, statements_of
from engine.timeline import Timeline

TINY = {"data.samples": 64, "model.hidden": (4,), "training.batch_size": 8}
RULES = [rule.id for rule in optimizers.registry]
INDEX = 5
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def trained(steps=20, timeline=None, **values):
    trainer = Trainer(Experiment().with_values({**TINY, **values}), timeline=timeline)
    trainer.run(steps=steps)
    return trainer


def with_rule(rule, **values):
    return {"training.optimizer": optimizers.get(rule)(learning_rate=0.01), **values}


def worth(text):
    """Return the value of what a person would reckon."""
    text = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: "e" + found[1].translate(LOWERED), text)
    plain = text.replace("−", "-").replace("·", "*").replace("^", "**").replace("²", "**2")
    return eval(re.sub(r"√(\([^)]*\)|[\d.e-]+)", r"(\1)**0.5", plain))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("rule", RULES)
def test_the_last_line_is_the_next_weight_bit_for_bit(rule, dtype):
    trainer = trained(**with_rule(rule), **{"model.dtype": dtype, "training.gradient_clip": 0.1})
    told = anatomy(trainer, INDEX)
    trainer.step()
    now = float(trainer.network.parameters[INDEX])
    assert told.new == now == told.statements[-1].value
    assert told.gradient == float(trainer.gradient[INDEX])


@pytest.mark.parametrize("rule", RULES)
def test_each_line_can_be_checked_with_a_pocket_calculator(rule):
    decay = {} if rule == "adamw" else {"training.weight_decay": 0.3}
    told = anatomy(trained(**with_rule(rule, **decay), **{"model.dtype": "float64"}), INDEX)
    assert [line.symbol for line in told.statements].count("w") == 2  # decay has a line of its own
    for line in told.statements:
        assert worth(line.written) == pytest.approx(line.value, rel=2e-2, abs=1e-6), str(line)


@pytest.mark.parametrize("rule", RULES)
def test_every_symbol_of_every_rule_is_known(rule):
    kind = optimizers.get(rule)
    names = {each.name for each in kind().hyper_parameters()} | set(kind.memory)
    assert names <= set(SYMBOLS)
    values = dict.fromkeys([SYMBOLS[name] for name in names], 1.0)
    values |= {"w": 1.0, "g": 1.0, "t": 1.0, "m̂": 1.0, "v̂": 1.0, "Δ": 1.0}
    for symbol, right in statements_of(kind.in_full or kind.formula):
        assert symbol in values
        assert filled_in(right, values)


def test_biases_do_not_shrink_under_decoupled_decay():
    trainer = trained(**{"training.weight_decay": 0.3})
    bias = 2 * 4
    assert [line.symbol for line in anatomy(trainer, bias).statements] == ["m", "v", "m̂", "v̂", "w"]
    assert [line.symbol for line in anatomy(trainer, 0).statements].count("w") == 2


def test_the_diary_is_what_each_step_did():
    trainer = Trainer(Experiment().with_values({**TINY, "model.dropout": 0.3}))
    seen = []
    for _ in range(30):
        before = float(trainer.network.parameters[INDEX])
        trainer.step()
        m = float(trainer.optimizer_state["m"][INDEX])
        seen.append((before, float(trainer.gradient[INDEX]), m))
    diary = weight_diary(trainer, INDEX, updates=20)
    assert diary.steps.tolist() == list(range(11, 31))
    assert list(zip(diary.weights, diary.gradients, diary.memory["m"], strict=True)) == seen[10:]
    assert (diary.weights[:-1] + diary.changes[:-1] == diary.weights[1:]).all()


def test_the_diary_follows_changes_in_mid_run_and_starts_at_a_checkpoint():
    trainer = trained(300, Timeline())
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", 0.5))
    trainer.run(steps=5)
    trainer.edit([INDEX], [7.0])
    trainer.run(steps=5)
    before = trainer.network.parameters.copy()
    diary = weight_diary(trainer, INDEX, updates=12)
    assert diary.steps.tolist() == list(range(299, 311))
    assert diary.rates.tolist() == [0.01] * 2 + [0.5] * 10
    assert diary.weights[7] == 7.0
    assert (trainer.network.parameters == before).all()


def test_looking_changes_nothing():
    watched, alone = trained(**{"model.dropout": 0.2}), trained(**{"model.dropout": 0.2})
    for _ in range(5):
        anatomy(watched, INDEX)
        watched.run(steps=3)
        alone.run(steps=3)
    assert (watched.network.parameters == alone.network.parameters).all()


def test_ghosts_have_seen_the_same_gradients():
    trainer = trained(40, **with_rule("momentum"))
    told = anatomy(trainer, INDEX)
    steps = {ghost.id: ghost for ghost in told.ghosts}
    assert list(steps) == ["sgd", "momentum", "adam"]
    assert steps["momentum"].in_force
    assert steps["momentum"].step == pytest.approx(told.new - told.value, abs=1e-7)
    assert steps["sgd"].step == pytest.approx(-0.1 * told.gradient, rel=1e-6)
    adam = optimizers.Adam(learning_rate=optimizers.Adam.usual_rate)
    weight = np.zeros(1)
    state = adam.init(weight)
    for gradient in [*told.diary.gradients.tolist(), told.gradient]:
        before = weight.copy()
        adam.update(weight, np.array([gradient]), state)
    assert steps["adam"].step == pytest.approx(float((weight - before)[0]), rel=1e-9)


def test_what_is_frozen_stays_and_is_told_so():
    trainer = trained()
    trainer.freeze([INDEX])
    told = anatomy(trainer, INDEX)
    assert told.frozen
    assert told.new == told.value


def test_before_the_first_update_there_is_no_past():
    diary = anatomy(trained(0), INDEX).diary
    assert len(diary.steps) == 0


def test_there_is_no_such_weight():
    with pytest.raises(ValueError, match="There is no weight 99: the network has 17"):
        anatomy(trained(), 99)


def test_a_diary_is_read_only_and_of_one_run():
    assert not weight_diary(trained(), INDEX).steps.flags.writeable
    with pytest.raises(ValueError, match="There is no weight -1"):
        weight_diary(trained(), -1)
    with pytest.raises(ValueError, match="not of a stack"):
        weight_diary(Trainer([Experiment()] * 2), 0)
