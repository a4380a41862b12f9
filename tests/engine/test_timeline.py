"""Any past moment of a run is reached again, bit for bit, also past changes made by people."""

import itertools
import pickle

import numpy as np
import pytest

from engine import EarlyStopping, Experiment, Trainer, optimizers, schedules
from engine.experiment import Target
from engine.timeline import Timeline


def small(**values):
    return Experiment().with_values(
        {
            "data.samples": 70,
            "model.hidden": (6, 5),
            "model.dropout": 0.2,
            "training.batch_size": 8,
            "training.epochs": 1000,
            **values,
        }
    )


def fresh_at(experiment, step):
    trainer = Trainer(experiment)
    trainer.run(steps=step)
    return trainer


def assert_same(left, right):
    """The two stand at the same place and go on in the same way."""
    assert (left.step_count, left.epoch) == (right.step_count, right.epoch)
    np.testing.assert_array_equal(left.network.parameters, right.network.parameters)
    for trainer in (left, right):
        trainer.run(steps=37)
    np.testing.assert_array_equal(left.network.parameters, right.network.parameters)
    assert left.outcome == right.outcome


@pytest.mark.parametrize("step", [0, 1, 255, 256, 257, 1000, 2999, 3000])
def test_any_moment_is_reached_again(step):
    trainer = Trainer(small(), timeline=Timeline(most=8))
    trainer.run(steps=3000)
    assert_same(trainer.moment(step).replay(), fresh_at(small(), step))


def test_a_replay_goes_on_in_pieces_and_its_trainer_serves_the_next_one():
    trainer = Trainer(small(), timeline=Timeline())
    trainer.run(steps=600)
    trainer.change(small(**{"training.l2": 0.1}))
    trainer.run(steps=200)
    past = None
    for step in (700, 601, 300):
        moment = trainer.moment(step)
        past = moment.begin(past)
        assert past.step_count == step - step % 256
        assert past.begun_with == trainer.begun_with
        while not moment.go_on(past, until=0.0):  # the time is up after every update
            assert past.step_count < step
        assert_same(trainer.moment(step).replay(), past)


def test_without_checkpoints_the_start_is_replayed():
    trainer = Trainer(small())
    trainer.run(steps=700)
    assert_same(trainer.moment(400).replay(), fresh_at(small(), 400))


def test_a_moment_goes_through_a_pickle():
    trainer = Trainer(small(), timeline=Timeline())
    trainer.run(steps=600)
    moment = pickle.loads(pickle.dumps(trainer.moment(500)))
    assert_same(moment.replay(), fresh_at(small(), 500))


def test_a_branch_without_a_change_reproduces_the_curve():
    trainer = Trainer(small(), timeline=Timeline())
    trainer.run(steps=1500)
    branch = trainer.moment(700).replay()
    branch.run(steps=800)
    for name in ("batches", "evaluations"):
        old, new = getattr(trainer.history, name), getattr(branch.history, name)
        for column in old.columns:
            np.testing.assert_array_equal(old.curve(column).mean, new.curve(column).mean)
    np.testing.assert_array_equal(trainer.network.parameters, branch.network.parameters)
    assert branch.timeline.steps() == trainer.timeline.steps()


LIVE = [
    {"training.optimizer": optimizers.SGD(learning_rate=0.05)},
    {"training.optimizer": optimizers.Nesterov(learning_rate=0.02)},
    {"training.schedule": schedules.ReduceOnPlateau(patience=1, factor=0.5)},
    {"training.batch_size": 11},
    {"model.dropout": (0.0, 0.5)},
    {"model.activation": "tanh"},
    {"training.early_stopping": EarlyStopping(patience=500)},
    {"training.class_weights": "balanced", "training.label_smoothing": 0.1},
    {"training.l2": 1e-3, "training.gradient_clip": 0.5},
]


def changed_run(change_at):
    """Return a run in which people changed something now and then, and at which steps."""
    trainer = Trainer(small(), timeline=Timeline())
    for step, change in zip(change_at, LIVE, strict=True):
        trainer.run(steps=step - trainer.step_count)
        trainer.change(trainer.experiment.with_values(change))
    trainer.run(steps=100)
    return trainer


def test_replay_applies_the_change_log():
    trainer = changed_run([100, 256, 300, 512, 513, 700, 900, 1000, 1100])
    reached = {}
    for step in (99, 100, 101, 256, 400, 512, 650, 950, 1000, 1050, trainer.step_count):
        replayed = trainer.moment(step).replay()
        assert replayed.step_count == step
        reached[step] = replayed
    assert reached[400].experiment.training.schedule.id == "reduce_on_plateau"
    # From one moment to the next, and to the end of the run itself.
    for early, late in itertools.pairwise(sorted(reached)):
        np.testing.assert_array_equal(
            reached[late].network.parameters, trainer.moment(late).replay().network.parameters
        )
        assert reached[early].change_log == [
            entry for entry in trainer.change_log if entry.step <= early
        ]
    np.testing.assert_array_equal(
        reached[trainer.step_count].network.parameters, trainer.network.parameters
    )


def test_replay_from_the_start_equals_replay_from_a_checkpoint():
    trainer = changed_run([100, 256, 300, 512, 513, 700, 900, 1000, 1100])
    near = trainer.moment(1050)
    assert near.checkpoint is not None
    trainer.timeline = None
    assert_same(near.replay(), trainer.moment(1050).replay())


def test_replay_goes_on_where_people_did():
    experiment = small(**{"training.early_stopping": EarlyStopping(patience=2)})
    trainer = Trainer(experiment, timeline=Timeline())
    trainer.run()
    stopped = trainer.step_count
    assert trainer.outcome.kind == "early_stopping"
    trainer.go_on()
    trainer.run(steps=5)
    assert trainer.step_count > stopped
    again = trainer.moment(trainer.step_count).replay()
    np.testing.assert_array_equal(again.network.parameters, trainer.network.parameters)


def test_replay_past_a_target():
    experiment = small(**{"training.target": Target(measure="train_loss", value=0.69)})
    trainer = Trainer(experiment, timeline=Timeline())
    trainer.run()
    assert trainer.outcome.kind == "target"
    reached = trainer.step_count
    trainer.go_on()
    trainer.run(steps=300)
    assert trainer.step_count == reached + 300
    again = trainer.moment(trainer.step_count - 1).replay()
    again.run(steps=1)
    np.testing.assert_array_equal(again.network.parameters, trainer.network.parameters)


def test_replay_after_a_return_to_the_good_checkpoint():
    trainer = Trainer(small(), timeline=Timeline())
    trainer.run(steps=900)
    trainer.change(trainer.experiment.with_value("training.optimizer.learning_rate", 0.5))
    trainer.run(steps=300)
    assert trainer.return_to_good()
    good = trainer.step_count
    trainer.run(steps=400)
    assert all(step <= good + 400 for step in trainer.timeline.steps())
    for step in (good - 1, good, good + 150):
        again = trainer.moment(step).replay()
        again.run(steps=good + 400 - step)
        if step >= good:
            np.testing.assert_array_equal(again.network.parameters, trainer.network.parameters)


def test_a_stack_is_replayed_with_its_changes():
    each = [small(**{"model.seed": seed}) for seed in range(3)]
    trainer = Trainer(each, timeline=Timeline())
    trainer.run(steps=300)
    trainer.change(
        [
            e.with_value("training.optimizer.learning_rate", 0.01 * (i + 1))
            for i, e in enumerate(each)
        ]
    )
    trainer.run(steps=300)
    again = trainer.moment(590).replay()
    again.run(steps=10)
    np.testing.assert_array_equal(again.network.parameters, trainer.network.parameters)


def test_a_changed_stack_equals_runs_changed_alone():
    each = [
        small(**{"model.seed": seed, "model.dtype": "float64", "model.dropout": 0.1 * seed})
        for seed in range(3)
    ]
    change = {"training.optimizer": optimizers.Momentum(learning_rate=0.02), "training.l2": 0.01}
    stack = Trainer(each)
    stack.run(steps=100)
    stack.change([e.with_values(change) for e in each])
    stack.run(steps=100)
    for run, experiment in enumerate(each):
        alone = Trainer(experiment)
        alone.run(steps=100)
        alone.change(experiment.with_values(change))
        alone.run(steps=100)
        np.testing.assert_allclose(
            stack.network.parameters[run], alone.network.parameters, rtol=1e-8, atol=1e-12
        )


def test_a_replay_gives_up_when_its_time_is_over():
    trainer = Trainer(small())
    trainer.run(steps=2000)
    assert trainer.moment(2000).replay(until=0.0) is None


def test_there_is_no_moment_in_the_future():
    with pytest.raises(ValueError, match="from 0 to 0"):
        Trainer(small()).moment(1)


class Weightless:
    """What a timeline needs to know of a checkpoint."""

    def __init__(self, index, size=1):
        self.step, self.bytes = index * 256, size


def test_checkpoints_stay_few_and_near():
    timeline = Timeline(most=256)
    for index in range(40_000):  # ten million updates
        timeline.offer(Weightless(index))
        assert len(timeline) <= 256
    steps = np.array(timeline.steps())
    assert steps[0] == 0
    widest = np.diff(steps).max()
    assert widest <= 40_000 * 256 / 64, "evenly spread over the run"
    assert np.diff(steps)[-3:].max() <= 1024, "dense in the recent past"
    for step in np.linspace(0, steps[-1], 200).astype(int).tolist():
        assert step - widest < timeline.nearest(step).step <= step


def test_checkpoints_respect_the_memory_that_is_given():
    timeline = Timeline(most_bytes=10_000)
    for index in range(5_000):
        timeline.offer(Weightless(index, size=900))
    assert len(timeline) <= 11
    huge = Timeline(most_bytes=10)
    for index in range(100):
        huge.offer(Weightless(index, size=1000))
    assert len(huge) <= 1
