"""Past moments of a run through the worker's loop: exact, interruptible, and a way to branch."""

import itertools

import numpy as np
import pytest

from engine import Trainer
from engine.timeline import Timeline
from playground.worker.commands import Branch, Change, OpenSealed, Recall, Reset, Run, Seek, Step
from playground.worker.events import Acknowledged, Failed, Parked, Points, Sought, Started
from playground.worker.garage import Garage, TrainedRun
from playground.worker.time_travel import Journey

NUMBERS = itertools.count(1)


def seek(step, generation=1):
    return Seek(step, id=next(NUMBERS), generation=generation)


def branch(generation=2):
    return Branch(id=next(NUMBERS), generation=generation)


def step(count, generation=1):
    return Step("batch", count, id=next(NUMBERS), generation=generation)


def remembering(experiment):
    return Trainer(experiment, timeline=Timeline())


@pytest.fixture
def dropping(small):
    """Dropout and Adam."""
    return small.with_values({"model.hidden": (6, 5), "model.dropout": 0.2})


def parameters_at(experiment, steps):
    """Return the weights of a fresh run stopped at each of these updates."""
    fresh, found = Trainer(experiment), {}
    for step in sorted(steps):
        fresh.run(steps=step - fresh.step_count)
        found[step] = fresh.network.parameters.copy()
    return found


def exact_snapshots(studio):
    """Return the snapshot shown with each moment that was reached exactly."""
    found, newest = [], None
    for _, message in studio.mailbox.mail:
        if isinstance(message, Sought):
            if message.exact:
                found.append(newest)
        elif hasattr(message, "parameters"):
            newest = message
    return found


def test_20_moments_of_5000_updates_are_those_of_fresh_runs_bit_for_bit(studio_class, dropping):
    moments = np.random.default_rng(0).integers(0, 5000, 20).tolist()
    script = [(0.0, step(5000)), *((10.0 + k, seek(at)) for k, at in enumerate(moments))]
    studio = studio_class(experiment=dropping, trainer_class=remembering).play(script)
    shown = exact_snapshots(studio)
    assert [snapshot.step for snapshot in shown] == moments
    expected = parameters_at(dropping, moments)
    for snapshot in shown:
        np.testing.assert_array_equal(snapshot.parameters, expected[snapshot.step])
        assert snapshot.epoch == snapshot.step // 4
    assert studio.trainers[0].step_count == 5000


def test_a_branch_without_a_change_reproduces_the_old_curve(studio_class, dropping):
    script = [(0.0, step(3000)), (5.0, seek(1234)), (6.0, branch()), (7.0, step(1766, 2))]
    studio = studio_class(experiment=dropping, trainer_class=remembering).play(script)
    (parked,) = studio.of(Parked)
    begun = studio.of(Started)[-1].state
    assert (parked.generation, begun.generation, begun.step) == (1, 2, 1234)
    assert not begun.past
    new = studio.of(Points)[-1]
    assert (new.generation, new.step, parked.points.step) == (2, 3000, 3000)
    for name in ("batches", "evaluations"):
        was, now = getattr(parked.points, name), getattr(new, name)
        assert was.keys() == now.keys()
        for column in was:
            np.testing.assert_array_equal(was[column].step, now[column].step)
            np.testing.assert_array_equal(was[column].mean, now[column].mean)
    np.testing.assert_array_equal(
        studio.snapshots[-1].parameters, studio.trainers[0].network.parameters
    )


def test_a_sealed_part_that_was_opened_stays_opened_in_a_branch(studio_class, dropping):
    sealed = dropping.with_values({"data.sealed_fraction": 0.25, "data.samples": 200})
    script = [
        (0.0, step(300)), (2.0, seek(100)), (3.0, branch(2)),
        (4.0, step(300, 2)), (6.0, OpenSealed(id=next(NUMBERS), generation=2)),
        (7.0, seek(150, 2)), (8.0, branch(3)), (9.0, step(10, 3)),
        (10.0, OpenSealed(id=next(NUMBERS), generation=3)), (11.0, seek(155, 3)), (12.0, branch(4)),
    ]  # fmt: skip
    studio = studio_class(experiment=sealed, trainer_class=remembering).play(script)
    closed, opened, again = [event.state.sealed for event in studio.of(Started)[1:]]
    assert closed is None
    assert opened == again == studio.of(Acknowledged)[-1].state.sealed
    assert opened["loss"] > 0.0


def test_the_nearest_checkpoint_is_shown_at_once_and_the_newest_wish_counts(
    studio_class, clock_class, dropping
):
    clock = clock_class(0.0)  # behind the real one, so that a piece is one update
    seeks = [(5.0, seek(at)) for at in (100, 2900, 700)]
    script = [(0.0, step(3000)), *seeks]
    studio = studio_class(experiment=dropping, trainer_class=remembering, clock=clock).play(script)
    assert [(told.step, told.exact) for told in studio.of(Sought)] == [(512, False), (700, True)]
    assert [told.state.step for told in studio.of(Sought)] == [512, 700]


def test_another_wish_interrupts_a_replay(studio_class, clock_class, dropping):
    class Running(clock_class):
        def __call__(self):
            self.now += 1e-4
            return self.now

    script = [(0.0, step(600)), (50.0, seek(500)), (50.01, seek(520))]
    studio = studio_class(experiment=dropping, trainer_class=remembering, clock=Running(0.0)).play(
        script
    )
    told = [(told.step, told.exact) for told in studio.of(Sought)]
    assert told == [(256, False), (512, False), (520, True)]


def test_the_present_waits_and_the_way_back_costs_nothing(studio_class, small):
    script = [(0.0, step(600)), (5.0, seek(10)), (6.0, seek(600))]
    studio = studio_class(experiment=small, trainer_class=remembering).play(script)
    states = [answer.state for answer in studio.of(Acknowledged)][-2:]
    assert [(s.past, s.tip_step) for s in states] == [(True, 600), (False, 600)]
    assert studio.snapshots[-1].step == 600
    assert studio.of(Points)[-1].step == 600
    told = studio.of(Sought)[-1]
    assert (told.step, told.exact, told.state.past) == (600, True, False)


def test_curves_show_the_whole_run_while_its_past_is_looked_at(studio_class, small):
    studio = studio_class(experiment=small, trainer_class=remembering)
    studio.play([(0.0, step(600)), (5.0, seek(10))])
    assert studio.snapshots[-1].step == 10
    assert studio.of(Points)[-1].step == 600


def test_seeking_ends_the_playing(studio_class, small):
    small = small.with_value("training.epochs", 10**6)
    go = Run(None, id=90, generation=1)
    studio = studio_class(experiment=small)
    studio.play([(0.0, go), (1.0, seek(20))])
    assert not studio.of(Acknowledged)[-1].state.playing
    assert studio.snapshots[-1].step == 20


def test_a_run_does_not_train_in_its_past(studio_class, small):
    live = Change(small.with_value("training.l2", 0.1), id=91, generation=1)
    script = [(0.0, step(300)), (5.0, seek(20)), (6.0, step(1)), (7.0, live)]
    studio = studio_class(experiment=small, trainer_class=remembering).play(script)
    assert [failure.place for failure in studio.of(Failed)] == ["step", "change"]
    assert studio.trainers[0].step_count == 300
    assert studio.trainers[0].experiment == small


def test_a_branch_from_the_present_is_none(studio_class, small):
    studio = studio_class(experiment=small, trainer_class=remembering)
    studio.play([(0.0, step(30)), (5.0, branch())])
    assert not studio.of(Acknowledged)[-1].applied
    assert len(studio.of(Started)) == 1


def test_a_moment_has_the_settings_of_its_time(studio_class, small):
    other = small.with_value("training.l2", 0.1)
    script = [
        (0.0, step(300)), (5.0, Change(other, id=92, generation=1)), (6.0, step(300)),
        (9.0, seek(299)), (10.0, seek(300)), (11.0, seek(150)), (12.0, branch()),
    ]  # fmt: skip
    studio = studio_class(experiment=small, trainer_class=remembering).play(script)
    told = {told.step: told.state.experiment for told in studio.of(Sought) if told.exact}
    assert told == {299: small, 300: other, 150: small}
    assert studio.of(Started)[-1].experiment == small


@pytest.mark.parametrize("kind", ["reset", "branch"])
def test_a_replaced_run_is_recalled_at_its_step(studio_class, small, kind):
    again = Reset(small, id=93, generation=2) if kind == "reset" else branch()
    recall = Recall(1, small, id=94, generation=3)
    script = [(0.0, step(500)), (5.0, seek(20)), (6.0, again), (7.0, recall), (8.0, step(100, 3))]
    studio = studio_class(experiment=small, trainer_class=remembering).play(script)
    state = studio.of(Started)[-1].state
    assert (state.generation, state.step, state.past) == (3, 500, False)
    np.testing.assert_array_equal(studio.snapshots[-1].parameters, parameters_at(small, [600])[600])


def test_a_run_that_was_let_go_begins_anew(studio_class, small):
    script = [(0.0, step(50)), (1.0, Recall(7, small, id=95, generation=2))]
    studio = studio_class(experiment=small, trainer_class=remembering).play(script)
    assert (studio.of(Started)[-1].state.step, len(studio.trainers)) == (0, 2)


def test_a_run_that_never_trained_leaves_no_curves(studio_class, small):
    studio = studio_class(experiment=small).play([(1.0, Reset(small, id=96, generation=2))])
    assert not studio.of(Parked)


def test_a_garage_lets_the_oldest_go(small):
    runs = [TrainedRun(remembering(small)) for _ in range(4)]
    garage = Garage(most=3)
    for generation, run in enumerate(runs, 1):
        garage.park(generation, run)
    assert [garage.take(generation) for generation in range(1, 5)] == [None, *runs[1:]]
    assert garage.take(2) is None
    assert (len(garage), garage.bytes) == (0, 0)


def test_a_garage_is_bounded_in_bytes(small):
    run = TrainedRun(remembering(small))
    garage = Garage(most_bytes=2 * run.bytes)
    for generation in range(5):
        garage.park(generation, run)
    assert len(garage) == 2
    garage = Garage(most_bytes=run.bytes - 1)
    garage.park(1, run)
    assert len(garage) == 0


def test_a_step_back_begins_at_the_nearest_replayed_checkpoint(small):
    trainer = Trainer(small, timeline=Timeline(most=6))
    trainer.run(steps=4000)
    assert trainer.timeline.nearest(1900).step == 1024
    journey = Journey(trainer)
    journey.seek(1900)
    journey.go_on()
    journey.seek(1899)
    journey.set_out()
    assert journey.shown.step_count > 1899 - 256
    assert journey.go_on()
    np.testing.assert_array_equal(
        journey.shown.network.parameters, parameters_at(small, [1899])[1899]
    )
