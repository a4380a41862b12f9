"""Whatever can change in mid-run changes in the same way, however one comes to that moment."""

import itertools

import numpy as np
import pytest

from engine import EarlyStopping, Trainer, optimizers, schedules
from engine.experiment import Target
from engine.timeline import Timeline
from tests.helpers.other_values import live_settings, other_values
from tests.helpers.runs import assert_same_story, rich, story

WHEN, AFTER = 37, 60
ON = {
    "training__gradient_clip": 0.5,
    "training__early_stopping": EarlyStopping(patience=10**6, restore_best=False),
    "training__target": Target(measure="test_loss", value=0.0),
}


def bases():
    """Yield an experiment with everything switched on, for each optimizer and each schedule."""
    for kind in optimizers.registry:
        yield rich(training__optimizer=kind(learning_rate=0.003), **ON)
    for kind in schedules.registry:
        yield rich(training__schedule=kind(), **ON)
    yield rich()


PLACES = set()


def changes():
    """Yield each change of each live setting once."""
    seen = set()
    for base in bases():
        for room in ("model", "training"):
            for place, declared in live_settings(base.value(room), f"{room}."):
                others = other_values(base, place, declared)
                owner = type(base.value(place.rpartition(".")[0])).__name__
                PLACES.add(f"{owner}-{place}-")
                for other in others:
                    value = getattr(other.value(place), "id", other.value(place))
                    name = f"{owner}-{place}-{value}"[:90]
                    if name not in seen:
                        seen.add(name)
                        yield pytest.param(base, other, id=name)


CHANGES = list(changes())


def test_nothing_is_forgotten():
    """Each optimizer and schedule is changed to, and each of their hyper-parameters."""
    names = [change.id for change in CHANGES]
    for registry, place in ((optimizers.registry, "optimizer"), (schedules.registry, "schedule")):
        for kind in registry:
            assert f"Training-training.{place}-{kind.id}" in names
            for declared in kind.hyper_parameters():
                assert f"{kind.__name__}-training.{place}.{declared.name}-" in PLACES
    for place in PLACES:
        assert any(name.startswith(place) for name in names), place


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_a_change_is_the_same_from_wherever_it_is_reached(before, after, tmp_path):
    live = Trainer(before, timeline=Timeline())
    live.run(steps=WHEN)
    state = live.state_dict()
    live.save(tmp_path / "run.npz")
    live.change(after)
    live.run(steps=AFTER)
    by_state, by_file = Trainer(before), Trainer.load(tmp_path / "run.npz")
    by_state.load_state_dict(state)
    for resumed in (by_state, by_file):
        resumed.change(after)
        resumed.run(steps=AFTER)
        assert_same_story(live, resumed)
        assert resumed.experiment == after
        assert resumed.outcome == live.outcome
        assert resumed.change_log == live.change_log
    assert_same_story(live, live.moment(live.step_count).replay())
    live.save(tmp_path / "run.npz")
    loaded = Trainer.load(tmp_path / "run.npz")
    live.run(steps=20)
    loaded.run(steps=20)
    assert_same_story(live, loaded)


def test_a_change_matters():
    """A run that was not changed is another one: the comparisons above can fail."""
    before, after = next(c.values for c in CHANGES if c.id.startswith("Adam-training.optimizer.b"))
    changed, left = Trainer(before), Trainer(before)
    for trainer in (changed, left):
        trainer.run(steps=WHEN)
    changed.change(after)
    for trainer in (changed, left):
        trainer.run(steps=AFTER)
    assert not np.array_equal(changed.network.parameters, left.network.parameters)


SEEDS = ({"model.seed": 3}, {"model.seed": 4, "training.seed": 5}, {"data.seed": 6})


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_a_changed_stack_is_exact_and_like_runs_alone(before, after, tmp_path):
    old, new = ([one.with_values(seeds) for seeds in SEEDS] for one in (before, after))
    stack = Trainer(old, timeline=Timeline())
    stack.run(steps=WHEN)
    stack.save(tmp_path / "run.npz")
    stack.change(new)
    stack.run(steps=AFTER)
    loaded = Trainer.load(tmp_path / "run.npz")
    loaded.change(new)
    loaded.run(steps=AFTER)
    assert_same_story(stack, loaded)
    assert_same_story(stack, stack.moment(stack.step_count).replay())
    alone = Trainer(old[1])
    alone.run(steps=WHEN)
    alone.change(new[1])
    alone.run(steps=AFTER)
    own, its = stack.network.parameters[1], alone.network.parameters
    assert np.linalg.norm(own - its) <= 1e-8 * np.linalg.norm(its)


@pytest.mark.parametrize("pair", list(itertools.permutations(optimizers.registry.ids(), 2)))
def test_memory_is_carried_over_where_it_means_the_same(pair):
    old, new = (optimizers.get(name) for name in pair)
    trainer = Trainer(rich(training__optimizer=pair[0], training__weight_decay=0.0))
    trainer.run(steps=WHEN)
    kept = optimizers.memory_of(trainer.optimizer, trainer.optimizer_state)
    trainer.change(trainer.experiment.with_value("training.optimizer", pair[1]))
    state = trainer.optimizer_state
    same = bool(new.memory) and old.memory == new.memory
    assert state["update"] == (kept["update"] if same else 0)
    for name in new.memory:
        wanted = kept[name] if same else np.zeros_like(state[name])
        assert np.array_equal(state[name], wanted)


def test_memory_of_the_same_meaning_is_known():
    kinds = {kind.id: kind.memory for kind in optimizers.registry}
    assert kinds["momentum"] == kinds["nesterov"] != kinds["sgd"]
    assert kinds["adam"] == kinds["adamw"] != kinds["rmsprop"]


def test_many_changes_are_replayed_from_anywhere(tmp_path):
    trainer = Trainer(rich(), timeline=Timeline())
    for number, change in enumerate(CHANGES[:: len(CHANGES) // 12]):
        trainer.run(steps=41 + number)
        trainer.change(change.values[1])
    trainer.run(steps=30)
    assert len(trainer.change_log) >= 10
    for step in (0, 100, 256, 300, 512, trainer.step_count - 1, trainer.step_count):
        again = trainer.moment(step).replay()
        again.save(tmp_path / "run.npz")
        loaded = Trainer.load(tmp_path / "run.npz")
        for one in (again, loaded):
            one.run(steps=9)
        assert_same_story(again, loaded)
        early = [entry for entry in trainer.change_log if entry.step <= step]
        assert loaded.change_log == early
    end = trainer.moment(trainer.step_count).replay()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(story(end), story(trainer), strict=True))
