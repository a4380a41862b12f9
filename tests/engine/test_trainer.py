"""The training loop: the same numbers, however it is asked."""

import pytest

from engine import (
    EarlyStopping,
    Trainer,
    optimizers,
)
from tests.helpers.runs import (
    assert_same_story,
    by_deepcopy,
    by_pickle,
    rich,
    small,
    story,
)


def test_the_same_experiment_gives_the_same_run():
    one, other = Trainer(rich()), Trainer(rich())
    one.run()
    other.run()
    assert_same_story(one, other)


@pytest.mark.parametrize("make", [small, rich])
@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
def test_chunked_equals_whole(make, optimizer):
    experiment = make(training__optimizer=optimizer, training__epochs=1000)
    chunked = Trainer(experiment)
    for size in (1, 2, 5, 37, 100, 3, 256, 0, 7):
        chunked.step()
        chunked.run(steps=size)
        reached = chunked.step_count
        chunked.run(until=0.0)  # long past: comes back as soon as it can
        assert reached < chunked.step_count <= reached + 16
        assert chunked.history.batches.last_step == chunked.step_count
        chunked.evaluate("test")
        chunked.predict(chunked.dataset.test_inputs)
        chunked.state_dict()
    whole = Trainer(experiment)
    whole.run(steps=chunked.step_count)
    assert_same_story(whole, chunked)


def test_epoch_by_epoch_equals_to_the_limit():
    whole, by_epochs = Trainer(rich(training__epochs=20)), Trainer(rich(training__epochs=20))
    assert whole.run().kind == "epoch_limit"
    for _ in range(20):
        assert by_epochs.run(epochs=1).kind == "going"
    assert by_epochs.run().kind == "epoch_limit"
    assert_same_story(whole, by_epochs)


@pytest.mark.parametrize("way", [by_deepcopy, by_pickle])
@pytest.mark.parametrize("optimizer", optimizers.registry.ids())
@pytest.mark.parametrize("stop", [0, 1, 100, 256, 301])
def test_resumed_equals_uninterrupted(optimizer, stop, way):
    experiment = rich(
        training__optimizer=optimizer, training__early_stopping=EarlyStopping(patience=10**6)
    )
    whole = Trainer(experiment)
    whole.run(steps=400)
    interrupted = Trainer(experiment)
    interrupted.run(steps=stop)
    state = way(interrupted.state_dict())
    interrupted.run(steps=17)  # what happens later must not reach the state
    resumed = Trainer(experiment)
    resumed.run(steps=5)  # nor may what happened before
    resumed.load_state_dict(state)
    assert resumed.step_count == stop
    resumed.run(steps=400 - stop)
    assert_same_story(whole, resumed)
    assert resumed.outcome == whole.outcome


def test_a_state_can_be_loaded_twice():
    trainer = Trainer(rich())
    trainer.run(steps=50)
    state = trainer.state_dict()
    ends = []
    for _ in range(2):
        trainer.load_state_dict(state)
        trainer.run(steps=40)
        ends.append(story(trainer))
    for own, its in zip(*ends, strict=True):
        assert own.tobytes() == its.tobytes()


def test_a_state_of_another_model_is_refused():
    state = Trainer(small()).state_dict()
    other = Trainer(small(model__hidden=(7, 5)))
    before = story(other)
    with pytest.raises(ValueError, match="another model or data"):
        other.load_state_dict(state)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(before, story(other), strict=True))


def test_a_stack_can_be_resumed():
    experiments = [rich(training__seed=seed) for seed in range(3)]
    whole = Trainer(experiments)
    whole.run(steps=120)
    part = Trainer(experiments)
    part.run(steps=50)
    resumed = Trainer(experiments)
    resumed.load_state_dict(by_pickle(part.state_dict()))
    resumed.run(steps=70)
    assert_same_story(whole, resumed)
