"""The loop's behaviour in time, on a fake clock: every figure here is exact."""

import numpy as np
import pytest

from engine import Trainer, optimizers
from playground.worker import camera
from playground.worker.commands import (
    CURVES,
    OUTPUT,
    WEIGHTS,
    Change,
    Close,
    Pause,
    Reset,
    ReturnToGood,
    Run,
    Step,
    Watch,
)
from playground.worker.events import (
    Acknowledged,
    Failed,
    Points,
    Snapshot,
    Started,
    Stopped,
)
from playground.worker.loop import DRAWING_PATIENCE_S, MOST_STEPS_WAITING, WorkerLoop
from playground.worker.report import metrics_of


def run(number=1, speed=None, generation=1):
    return Run(speed, id=number, generation=generation)


def pause(number=2, generation=1):
    return Pause(id=number, generation=generation)


def step(count=1, unit="batch", number=1):
    return Step(unit, count, id=number, generation=1)


def endless(small):
    return small.with_value("training.epochs", 10**9)


def diverging(small):
    return small.with_value("data.dataset", "plane").with_value(
        "training.optimizer", optimizers.SGD(learning_rate=1000.0)
    )


# Commands and answers ------------------------------------------------------------------------


def test_every_command_is_answered_once_and_in_order(studio_class, small):
    script = [(0.0, step(number=1)), (0.1, run(2)), (0.2, pause(3)), (0.3, step(number=4))]
    studio = studio_class(experiment=endless(small)).play(
        [*script, (0.5, Close(id=5, generation=1))]
    )
    answers = studio.of(Acknowledged)
    assert [answer.command_id for answer in answers] == [-2, -1, 1, 2, 3, 4, 5]
    assert [answer.state.playing for answer in answers] == [False] * 3 + [True] + [False] * 3
    stepping = [False, False, True, False, False, True, False]
    assert [answer.state.stepping for answer in answers] == stepping
    assert all(answer.applied for answer in answers)


def test_a_new_run_announces_itself_with_its_data(studio_class, small):
    studio = studio_class().play([])
    (started,) = studio.of(Started)
    dataset = studio.trainers[0].dataset
    assert started.generation == 1
    assert started.experiment == small
    assert started.layer_sizes == (2, 4, 1)
    assert started.parameter_count == 17
    assert started.state.steps_per_epoch == 4
    np.testing.assert_array_equal(started.data.train_points, dataset.train_points)
    np.testing.assert_array_equal(started.data.test_labels, dataset.test_labels)
    assert np.shares_memory(started.data.train_points, dataset.train_points)
    assert started.data.task == "binary"
    with pytest.raises(ValueError, match="read-only"):
        started.data.train_points[0] = 0.0


def test_a_command_is_obeyed_within_a_few_milliseconds_of_training(studio_class, small):
    studio = studio_class(experiment=endless(small), step_s=0.0005)
    studio.play([(0.0, run(1)), (0.5, pause(2))])
    asked, answered = 0.5, studio.times(Acknowledged)[-1]
    assert answered - asked <= 0.006


def test_what_belongs_to_another_generation_is_not_carried_out(studio_class, small):
    stale = [
        run(1, generation=0),
        Step(id=2, generation=2),
        Change(small, id=3, generation=0),
        ReturnToGood(id=4, generation=7),
        Reset(small, id=5, generation=1),
        Reset(small, id=6, generation=0),
    ]
    studio = studio_class().play([(0.1, command) for command in stale])
    late = studio.of(Acknowledged)[2:]
    assert [answer.command_id for answer in late] == [1, 2, 3, 4, 5, 6]
    assert not any(answer.applied for answer in late)
    assert len(studio.trainers) == 1
    assert studio.trainers[0].step_count == 0


def test_a_reset_begins_a_new_generation_that_everything_carries(studio_class, small):
    script = [
        (0.0, run(1)),
        (0.3, Reset(small.with_value("model.seed", 5), id=2, generation=7)),
        (0.3, run(3, generation=7)),
    ]
    studio = studio_class().play(script)
    mail = [message for _, message in studio.mailbox.mail]
    begun = next(i for i, m in enumerate(mail) if isinstance(m, Started) and m.generation == 7)
    assert {m.generation for m in mail[:begun]} <= {0, 1}
    assert {m.generation for m in mail[begun:]} == {7}
    assert studio.trainers[1].experiment.model.seed == 5


def test_commands_before_the_first_run_are_harmless(studio_class):
    studio = studio_class()
    commands = [run(1, generation=0), pause(2), Step(id=3, generation=0)]
    studio.mailbox.script = [(studio.began, command) for command in commands]
    WorkerLoop(studio.mailbox, studio.make_trainer, studio.clock).run()
    assert [answer.applied for answer in studio.of(Acknowledged)] == [False, True, False]
    assert studio.snapshots == []


# Frames --------------------------------------------------------------------------------------


def test_full_speed_shows_thirty_frames_a_second_and_gives_time_to_draw(studio_class, small):
    studio = studio_class(experiment=endless(small), step_s=0.0005, draw_s=0.004)
    studio.play([(0.0, run()), (2.0, pause())])
    playing = [s for s in studio.snapshots if s.playing]
    assert len(playing) == pytest.approx(60, abs=3)
    # 4 of every 33 ms go to drawing, all else to training.
    assert studio.trainers[0].step_count == pytest.approx(2.0 * 2_000 * (1 - 4 / 33), rel=0.03)
    assert playing[-1].updates_per_second == pytest.approx(2_000 * (1 - 4 / 33), rel=0.03)
    assert studio.snapshots[-1].updates_per_second == 0.0


def test_a_hidden_window_does_not_hold_training_up(studio_class, small):
    studio = studio_class(experiment=endless(small), step_s=0.001, draw_s=None)
    studio.play([(0.0, run()), (4.0, pause())])
    assert sum(studio.mailbox.waits_for_drawing) <= DRAWING_PATIENCE_S + 1e-9
    assert studio.trainers[0].step_count >= 3_850
    assert len(studio.snapshots) == pytest.approx(18, abs=3)  # four a second


def test_a_window_that_shows_up_again_gets_its_frames(studio_class, small):
    studio = studio_class(experiment=endless(small), draw_s=None)
    mailbox = studio.mailbox
    plain_publish = mailbox.publish

    def publish(snapshot, curves=None):
        plain_publish(snapshot, curves)
        if studio.clock() - studio.began > 2.0 and mailbox.draw_s is None:
            mailbox.draw_s = 0.002
            mailbox.collect()
            mailbox.frame_drawn()

    mailbox.publish = publish
    studio.play([(0.0, run()), (4.0, pause())])
    late = [t for t in studio.times(Snapshot) if t > 2.5]
    assert len(late) == pytest.approx(1.5 * 30, abs=3)


@pytest.mark.parametrize("speed", [1.0, 5.0, 25.0])
def test_slow_motion_keeps_its_speed_and_shows_every_update(studio_class, small, speed):
    studio = studio_class(experiment=endless(small), step_s=1e-4)
    studio.play([(0.0, run(speed=speed)), (10.02, pause())])
    assert studio.trainers[0].step_count == 10 * speed + 1
    shown = [s.step for s in studio.snapshots if s.playing]
    assert shown == list(range(1, int(10 * speed) + 2))
    assert studio.snapshots[-2].updates_per_second == pytest.approx(speed, rel=0.1)


def test_faster_motion_keeps_its_speed_too(studio_class, small):
    studio = studio_class(experiment=endless(small), step_s=1e-5)
    studio.play([(0.0, run(speed=700.0)), (3.0, pause())])
    assert studio.trainers[0].step_count == pytest.approx(2100, rel=0.02)


def test_in_slow_motion_a_command_is_obeyed_at_once(studio_class, small):
    studio = studio_class(experiment=endless(small))
    studio.play([(0.0, run(speed=1.0)), (3.456, pause())])
    assert studio.times(Acknowledged)[-1] == pytest.approx(3.456)


def test_slow_numbers_belong_to_the_step_shown_fast_ones_to_the_last_evaluation(
    studio_class, small
):
    slow = studio_class(experiment=endless(small)).play([(0.0, run(speed=10.0)), (1.0, pause())])
    assert all(s.metrics_step == s.step for s in slow.snapshots)
    assert set(slow.snapshots[-1].metrics) == {
        "train_loss", "test_loss", "train_accuracy", "test_accuracy",
    }  # fmt: skip
    fast = studio_class(experiment=endless(small)).play([(0.0, run()), (1.0, pause())])
    assert all(s.metrics_step <= s.step for s in fast.snapshots)
    assert fast.snapshots[-1].metrics_step == fast.snapshots[-1].step
    expected = fast.trainers[0].evaluate("test")
    assert fast.snapshots[-1].metrics["test_loss"] == expected["loss"]


def test_without_test_rows_nothing_is_said_about_them(studio_class, small):
    studio = studio_class(experiment=small.with_value("data.test_fraction", 0.0))
    studio.play([(0.0, run()), (0.2, pause())])
    assert all("test_loss" not in s.metrics for s in studio.snapshots)
    assert all("test_loss" not in p.evaluations for p in studio.of(Points))


# What is watched -----------------------------------------------------------------------------


def test_what_is_watched_is_in_the_snapshot_as_copies_that_cannot_be_written(studio_class, small):
    studio = studio_class().play([(0.0, step(3)), (1.0, step(3, number=2))])
    early, late = studio.snapshots[-2:]
    assert (early.step, late.step) == (3, 6)
    network = studio.trainers[0].network
    assert [w.shape for w in late.weights] == [(2, 4), (4, 1)]
    for copied, own in zip(
        late.weights + late.biases, network.weights + network.biases, strict=True
    ):
        np.testing.assert_array_equal(copied, own)
        assert not np.shares_memory(copied, own)
    assert not np.array_equal(early.parameters, late.parameters)
    assert late.maps.output.shape == (1, 20, 20)
    assert [h.shape for h in late.maps.hidden] == [(4, 32, 32)]
    arrays = [late.parameters, *late.weights, *late.biases, late.maps.output, *late.maps.hidden]
    assert not any(array.flags.writeable for array in [*arrays, late.batch_rows])


@pytest.mark.parametrize("views", [frozenset(), frozenset({CURVES})])
def test_what_nobody_watches_is_not_computed(studio_class, small, views, monkeypatch):
    monkeypatch.setattr(camera, "PlaneMaps", None)
    studio = studio_class(watch=views).play([(0.0, run()), (1.0, pause())])
    assert not studio.of(Failed)
    assert all(s.maps is None and s.parameters is None for s in studio.snapshots)
    assert bool(studio.of(Points)) == (CURVES in views)


def test_curves_come_twelve_times_a_second_and_whole(studio_class, small):
    studio = studio_class(experiment=endless(small)).play([(0.0, run()), (2.0, pause())])
    assert 20 <= len(studio.of(Points)) <= 28
    newest = studio.of(Points)[-1]
    assert newest.step == studio.trainers[0].step_count
    np.testing.assert_array_equal(newest.batches["loss"].step[-3:], newest.step + np.arange(-2, 1))
    assert not newest.batches["loss"].mean.flags.writeable
    with pytest.raises(TypeError):
        newest.batches["loss"] = None


def test_standing_still_a_watch_or_a_change_shows_itself_and_costs_nothing_else(
    studio_class, small
):
    changed = small.with_value("training.l2", 0.5)
    script = [
        (1.0, Watch(frozenset({OUTPUT}), 30, id=1, generation=1)),
        (2.0, Change(changed, id=2, generation=1)),
    ]
    studio = studio_class().play(script)
    shown = [(t, s) for t, s in studio.mailbox.mail if isinstance(s, Snapshot)]
    assert [t - studio.began for t, _ in shown] == pytest.approx([0.0, 1.0, 2.0])
    assert shown[1][1].maps.output.shape == (1, 30, 30)
    assert studio.of(Acknowledged)[-1].state.experiment == changed


def test_a_burst_of_changes_is_shown_once(studio_class, small):
    burst = [
        (1.0, Change(small.with_value("training.l2", 0.01 * i), id=i, generation=1))
        for i in range(1, 51)
    ]
    studio = studio_class().play(burst)
    assert len(studio.of(Acknowledged)) == 52
    assert len(studio.snapshots) == 2


@pytest.fixture
def dear_maps(monkeypatch):
    """Let maps take as many seconds a point as is asked for, on the fake clock."""

    def install(clock, seconds_a_point):
        class DearMaps(camera.PlaneMaps):
            def compute(self, network, objective, neurons=True):
                clock.advance(seconds_a_point * self.resolution**2)
                return super().compute(network, objective, neurons)

        monkeypatch.setattr(camera, "PlaneMaps", DearMaps)

    return install


@pytest.mark.parametrize(
    ("map_s", "frames", "resolutions"),
    [
        (0.002, 30.0, {100}),  # cheap: nothing to save
        (0.015, 25.0, {100}),  # dear: rarer frames
        (0.040, 25.0, {50}),  # dearer: coarser ones as well
    ],
)
def test_dear_maps_take_no_more_than_their_share(
    studio_class, small, dear_maps, map_s, frames, resolutions
):
    studio = studio_class(experiment=endless(small), watch=frozenset(), draw_s=0.0)
    dear_maps(studio.clock, map_s / 100**2)
    watch = Watch(frozenset({OUTPUT}), 100, id=9, generation=1)
    studio.play([(0.0, watch), (0.0, run()), (4.0, pause())])
    playing = [s for s in studio.snapshots if s.playing]
    assert {s.resolution for s in playing[5:]} <= resolutions
    assert len(playing) / 4.0 >= frames * 0.5
    assert studio.trainers[0].step_count >= 4000 * 0.70
    assert studio.snapshots[-1].resolution == 100


# Steps, ends and failures --------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "count", "steps"), [("batch", 3, 3), ("epoch", 2, 8)])
def test_steps_are_taken_past_the_epoch_limit_and_their_end_is_told(
    studio_class, small, unit, count, steps
):
    studio = studio_class(experiment=small.with_value("training.epochs", 1))
    studio.play([(0.0, run()), (1.0, step(count, unit))])
    limit, done = studio.of(Stopped)
    assert limit.outcome.kind == "epoch_limit"
    assert done.outcome.kind == "going"
    assert not done.state.stepping
    assert done.state.step == studio.trainers[0].step_count == 4 + steps
    assert studio.snapshots[-1].step == 4 + steps


@pytest.mark.parametrize(("presses", "taken"), [(3, 3), (40, MOST_STEPS_WAITING + 1)])
def test_steps_asked_for_at_once_are_all_taken_but_for_a_held_key(
    studio_class, small, presses, taken
):
    script = [(0.0, step(number=number)) for number in range(1, presses + 1)]
    studio = studio_class(experiment=small).play(script)
    assert studio.trainers[0].step_count == taken


def test_a_long_step_shows_its_progress_and_can_be_interrupted(studio_class, small):
    studio = studio_class(experiment=small)
    studio.play([(0.0, step(10_000, "epoch")), (1.0, pause())])
    assert 900 <= studio.trainers[0].step_count <= 1005
    assert len(studio.snapshots) > 20
    assert studio.of(Stopped) == []


@pytest.mark.parametrize("speed", [None, 20.0])
def test_the_epoch_limit_stops_and_a_larger_one_lets_go_on(studio_class, small, speed):
    longer = small.with_value("training.epochs", 4)
    script = [
        (0.0, run(1, speed)),
        (3.0, run(2, speed)),
        (4.0, Change(longer, id=3, generation=1)),
        (5.0, run(4, speed)),
    ]
    studio = studio_class(experiment=small.with_value("training.epochs", 2)).play(script)
    assert [stop.outcome.kind for stop in studio.of(Stopped)] == ["epoch_limit"] * 3
    assert [stop.state.epoch for stop in studio.of(Stopped)] == [2, 2, 4]
    assert not any(stop.state.playing for stop in studio.of(Stopped))
    assert studio.of(Acknowledged)[-2].state.outcome is None  # after the change


def test_early_stopping_stops_and_playing_on_goes_on(studio_class, small):
    stopping = small.with_value("training.early_stopping", {"patience": 1, "min_delta": 10.0})
    studio = studio_class(experiment=stopping).play([(0.0, run(1)), (3.0, run(2))])
    first, second = studio.of(Stopped)
    assert first.outcome.kind == second.outcome.kind == "early_stopping"
    assert second.state.step > first.state.step


def test_divergence_stops_with_finite_numbers_and_offers_the_way_back(studio_class, small):
    studio = studio_class(experiment=diverging(small))
    studio.play([(0.0, run(1)), (5.0, ReturnToGood(id=2, generation=1))])
    (stopped,) = studio.of(Stopped)
    assert stopped.outcome.kind == "diverged"
    assert stopped.state.outcome == stopped.outcome
    assert not stopped.state.playing
    for snapshot in studio.snapshots:
        assert np.isfinite(snapshot.parameters).all()
        assert np.isfinite(snapshot.maps.output).all()
        assert np.isfinite(list(snapshot.metrics.values())).all()
    for points in studio.of(Points):
        for curve in [*points.batches.values(), *points.evaluations.values()]:
            assert np.isfinite(curve.low).all()
            assert np.isfinite(curve.high).all()
    if stopped.outcome.good_step is None:
        (failed,) = studio.of(Failed)
        assert failed.command_id == 2
    else:
        assert studio.of(Acknowledged)[-1].state.step == stopped.outcome.good_step


def test_after_divergence_another_rate_lets_go_on(studio_class, small):
    slower = diverging(small).with_value("training.optimizer.learning_rate", 1e-6)
    script = [
        (0.0, run(1)),
        (5.0, Change(slower, id=2, generation=1)),
        (5.0, run(3)),
        (5.2, pause(4)),
    ]
    studio = studio_class(experiment=diverging(small)).play(script)
    stopped, changed = studio.of(Stopped)[0], studio.of(Acknowledged)[-3]
    assert stopped.state.outcome is not None
    assert (changed.command_id, changed.state.outcome) == (2, None)


def test_a_change_that_needs_a_new_start_is_refused_and_the_run_goes_on(studio_class, small):
    other = endless(small).with_value("model.hidden", (3,))
    script = [(0.0, run(1)), (1.0, Change(other, id=2, generation=1)), (2.0, pause(3))]
    studio = studio_class(experiment=endless(small)).play(script)
    (failed,) = studio.of(Failed)
    assert (failed.command_id, failed.generation, failed.place) == (2, 1, "change")
    assert "hidden" in failed.message
    assert failed.state.playing
    assert studio.of(Acknowledged)[-1].state.step > failed.state.step
    assert studio.of(Acknowledged)[-1].state.experiment == endless(small)


@pytest.mark.parametrize("error", [ValueError("it does not fit"), MemoryError()])
def test_a_reset_that_fails_leaves_the_old_run_going(studio_class, small, error):
    studio = studio_class(experiment=endless(small))
    make = studio.make_trainer

    def make_or_fail(experiment):
        if experiment.model.seed == 13:
            raise error
        return make(experiment)

    studio.make_trainer = make_or_fail
    bad = small.with_value("model.seed", 13)
    studio.play([(0.0, run(1)), (1.0, Reset(bad, id=2, generation=2)), (2.0, pause(3))])
    (failed,) = studio.of(Failed)
    assert (failed.command_id, failed.generation, failed.place) == (2, 1, "reset")
    assert "fit" in failed.message or "not enough memory" in failed.message
    assert type(error).__name__ in failed.details
    assert failed.state.playing
    assert {s.generation for s in studio.snapshots} == {1}
    assert studio.of(Acknowledged)[-1].state.step > failed.state.step


@pytest.mark.parametrize("error", [RuntimeError("boom"), MemoryError()])
def test_an_error_in_training_stands_still_and_the_thread_lives_on(studio_class, small, error):
    class Fragile(Trainer):
        def run(self, *args, **kwargs):
            if self.step_count >= 5:
                raise error
            return super().run(steps=1)

    studio = studio_class(trainer_class=Fragile)
    studio.play([(0.0, run(1)), (1.0, Reset(small, id=2, generation=2))])
    (failed,) = studio.of(Failed)
    assert failed.command_id is None
    assert failed.place == "training"
    assert type(error).__name__ in failed.details
    assert failed.message
    assert not failed.state.playing
    assert studio.of(Started)[-1].generation == 2


def test_an_error_while_showing_does_not_repeat_itself(studio_class, small, monkeypatch):
    monkeypatch.setattr(camera, "PlaneMaps", None)
    studio = studio_class(watch=frozenset({OUTPUT})).play([])
    assert len(studio.of(Failed)) == 1


# Watched equals unwatched --------------------------------------------------------------------


@pytest.mark.parametrize("views", [frozenset({WEIGHTS}), None])
def test_watched_equals_unwatched_bit_for_bit(studio_class, small, views):
    experiment = small.with_value("model.dropout", 0.2).with_value("training.epochs", 50)
    watch = {} if views is None else {"watch": views}
    script = [
        (0.0, run(1)),
        (0.03, pause(2)),
        (0.05, step(3)),
        (0.06, run(3, 500.0)),
        (0.1, run(4)),
    ]
    studio = studio_class(experiment=experiment, **watch).play(script)
    alone = Trainer(experiment)
    alone.run()
    watched = studio.trainers[0]
    assert len(studio.snapshots) > 5
    assert watched.step_count == alone.step_count == 200
    np.testing.assert_array_equal(watched.network.parameters, alone.network.parameters)
    for column in ("loss", "gradient_norm"):
        ours, theirs = watched.history.batches.curve(column), alone.history.batches.curve(column)
        np.testing.assert_array_equal(ours.mean, theirs.mean)
    np.testing.assert_array_equal(
        watched.history.evaluations.curve("test_loss").mean,
        alone.history.evaluations.curve("test_loss").mean,
    )


def test_an_evaluation_that_would_hold_things_up_is_not_made(small):
    trainer = Trainer(small)
    trainer.run(steps=3)
    assert metrics_of(trainer, allowed_s=1e-9)[1] == 0
    assert metrics_of(trainer, allowed_s=1.0)[1] == 3
