"""The session against a recording fake, and against the real worker loop."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from engine import Experiment, optimizers
from engine.outcome import Diverged, EpochLimit
from playground.models.problems import GO_BACK, LOWER_RATE, RESET
from playground.models.session import Session
from playground.worker.commands import (
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
    DataSummary,
    Failed,
    Points,
    Snapshot,
    Started,
    Stopped,
    WorkerState,
)
from playground.worker.loop import WorkerLoop
from playground.worker.mailbox import Mailbox

RATE = "training.optimizer.learning_rate"


class FakeWorker:
    """Records commands, and answers them one by one when told to."""

    def __init__(self, experiment=None):
        self.sent = []
        self.unanswered = []
        self.state = WorkerState()
        self.session = Session(self.send, experiment or Experiment())
        self.told = []
        for name in ("experiment_changed", "problem_raised", "started", "state_changed"):
            getattr(self.session, name).connect(lambda value, name=name: self.told.append(name))

    def send(self, command):
        self.sent.append(command)
        self.unanswered.append(command)

    def of(self, kind):
        return [command for command in self.sent if isinstance(command, kind)]

    def answer(self, refuse=False):
        command = self.unanswered.pop(0)
        if refuse:
            message = "it cannot be"
            self.session.on_event(
                Failed(command.id, self.state.generation, message, "x", "", self.state)
            )
            return
        applied = True
        match command:
            case Reset():
                self.state = WorkerState(command.generation, experiment=command.experiment)
                self.session.on_event(self.started(command))
            case Run() | Step() | Change() | ReturnToGood():
                applied = command.generation == self.state.generation
                if applied:
                    self.state = self.after(command)
            case Pause():
                self.state = replace(self.state, playing=False, stepping=False)
        self.session.on_event(
            Acknowledged(command.id, self.state.generation, self.state, applied=applied)
        )

    def answer_all(self):
        while self.unanswered:
            self.answer()

    def after(self, command):
        match command:
            case Run(speed=speed):
                return replace(self.state, playing=True, speed=speed, outcome=None)
            case Step():
                return replace(self.state, playing=False, stepping=True)
            case Change(experiment=experiment):
                return replace(self.state, experiment=experiment)
        return replace(self.state, playing=False, outcome=None)

    def started(self, reset):
        points, labels = np.zeros((2, 2)), np.zeros(2)
        data = DataSummary(
            points, labels, points, labels, "binary", ("x1", "x2"), ("x1", "x2"), ("0", "1"),
            "class", np.array([[-6.0, 6.0]] * 2), 0,
        )  # fmt: skip
        return Started(
            reset.generation, reset.experiment, data, 9, (2, *reset.experiment.model.hidden, 1),
            self.state,
        )  # fmt: skip

    def stop(self, outcome):
        self.state = replace(self.state, playing=False, stepping=False, outcome=outcome)
        self.state = replace(self.state, step=outcome.step, epoch=outcome.epoch)
        self.session.on_event(Stopped(self.state.generation, outcome, self.state))


@pytest.fixture
def worker():
    worker = FakeWorker()
    worker.session.start()
    worker.answer_all()
    return worker


def test_start_sends_one_reset_and_adopts_its_generation_when_started():
    worker = FakeWorker()
    session = worker.session
    session.start()
    assert session.status_text == "Getting ready."
    worker.answer_all()
    assert [type(command) for command in worker.sent] == [Reset]
    assert session.layer_sizes == (2, 16, 16, 1)
    assert session.status_text == "Ready: press play or the space bar."
    assert not session.playing


def test_playing_is_what_the_worker_acknowledged(worker):
    worker.session.play()
    assert not worker.session.playing
    worker.answer_all()
    assert worker.session.playing
    worker.session.toggle_play()
    assert isinstance(worker.sent[-1], Pause)
    assert worker.session.playing
    worker.answer_all()
    assert not worker.session.playing


def test_toggling_twice_before_an_answer_plays_and_pauses(worker):
    worker.session.toggle_play()
    worker.session.toggle_play()
    assert [type(command) for command in worker.sent[-2:]] == [Run, Pause]


def test_a_live_setting_changes_the_run_and_keeps_its_generation(worker):
    assert worker.session.set_value(RATE, 0.5)
    command = worker.sent[-1]
    assert isinstance(command, Change)
    assert command.generation == 1
    assert command.experiment.training.optimizer.learning_rate == 0.5


def test_a_shape_starts_anew_and_goes_on_playing(worker):
    worker.session.play()
    worker.answer_all()
    worker.session.add_layer(2)
    assert isinstance(worker.sent[-1], Reset)
    worker.answer_all()
    assert worker.session.layer_sizes == (2, 16, 16, 16, 1)
    assert worker.session.playing
    assert isinstance(worker.sent[-1], Run)
    assert worker.sent[-1].generation == 2


def test_a_shape_that_follows_an_unanswered_live_change_goes_on_playing(worker):
    worker.session.play()
    worker.answer_all()
    worker.session.set_value(RATE, 0.5)
    worker.session.add_layer(2)
    worker.answer_all()
    assert worker.session.playing
    assert worker.state.experiment == worker.session.experiment


def test_dragging_samples_makes_two_data_sets_not_a_hundred(worker):
    for samples in range(100, 200):
        worker.session.set_value("data.samples", samples)
    worker.answer_all()
    resets = worker.of(Reset)[1:]
    assert [reset.experiment.data.samples for reset in resets] == [100, 199]
    assert resets[0].generation < resets[1].generation
    assert worker.session.value("data.samples") == 199


def test_an_impossible_value_changes_nothing_and_says_why(worker):
    before = len(worker.sent)
    assert not worker.session.set_value("data.noise", -1)
    assert len(worker.sent) == before
    assert worker.session.value("data.noise") == 0.1
    assert "data.noise" in worker.session.problem.text
    assert worker.session.set_value("data.noise", 0.2)
    assert worker.session.problem is None


def test_a_refused_reset_is_taken_back(worker):
    worker.session.set_value("data.noise", 0.7)
    assert worker.session.value("data.noise") == 0.7
    worker.answer(refuse=True)
    assert worker.session.value("data.noise") == 0.1
    assert worker.session.problem.severity == "error"
    assert worker.told[-3:] == ["experiment_changed", "state_changed", "problem_raised"]


def test_a_newer_wish_survives_the_refusal_of_the_older(worker):
    worker.session.set_value("data.noise", 0.7)
    worker.session.set_value("data.noise", 0.3)
    worker.answer(refuse=True)
    assert worker.session.value("data.noise") == 0.3
    worker.answer_all()
    assert worker.state.experiment.data.noise == 0.3


def test_a_refused_reset_leaves_the_old_run_playing(worker):
    worker.session.play()
    worker.answer_all()
    worker.session.set_value("data.noise", 0.7)
    worker.answer(refuse=True)
    assert worker.session.playing
    worker.session.toggle_play()
    assert isinstance(worker.sent[-1], Pause)


def test_play_waits_for_the_run_to_come_and_a_pause_revokes_it(worker):
    worker.session.reset()
    worker.session.play()
    assert not worker.of(Run)
    worker.session.pause()
    worker.answer_all()
    assert not worker.of(Run)
    worker.session.reset()
    worker.session.play()
    worker.answer_all()
    assert worker.session.playing


def test_what_belongs_to_an_older_run_is_dropped(worker):
    session = worker.session
    session.reset()
    worker.answer_all()
    session.on_snapshot(Snapshot(generation=1, step=5, epoch=0))
    session.on_event(Points(1, 5, {}, {}, ()))
    assert session.snapshot is None
    assert session.points is None
    session.on_snapshot(Snapshot(generation=2, step=5, epoch=0))
    assert session.snapshot.step == 5


def test_playing_on_after_the_limit_adds_the_epochs_asked_for(worker):
    session = worker.session
    for reached in (100, 200):
        worker.stop(EpochLimit(reached * 32, reached))
        assert session.status_text == f"Stopped after {reached} epochs, as asked."
        session.play()
        worker.answer_all()
        assert [type(command) for command in worker.sent[-2:]] == [Change, Run]
        assert session.value("training.epochs") == reached + 100
    session.reset()
    assert session.value("training.epochs") == 100


def test_steps_end_the_playing(worker):
    worker.session.play()
    worker.session.step_batch()
    worker.session.step_epoch()
    assert [command.unit for command in worker.of(Step)] == ["batch", "epoch"]
    worker.session.toggle_play()
    assert isinstance(worker.sent[-1], Run)


def test_reset_repeats_luck_and_new_luck_keeps_the_data(worker):
    session = worker.session
    first = session.experiment
    session.reset()
    assert worker.sent[-1].experiment == first
    worker.answer_all()
    session.new_luck()
    worker.answer_all()
    assert session.experiment.data == first.data
    assert (session.value("model.seed"), session.value("training.seed")) == (1, 1)
    session.regenerate()
    worker.answer_all()
    assert (session.value("data.seed"), session.value("model.seed")) == (1, 1)


@pytest.mark.parametrize("rule", list(optimizers.registry), ids=lambda rule: rule.id)
def test_each_optimizer_keeps_its_rate(worker, rule):
    session = worker.session
    session.choose("training.optimizer", rule.id)
    session.set_value(RATE, 0.0625)
    other = next(other.id for other in optimizers.registry if other is not rule)
    session.choose("training.optimizer", other)
    assert session.value(RATE) != 0.0625
    session.choose("training.optimizer", rule.id)
    assert session.value(RATE) == 0.0625


def test_first_rates_are_sensible(worker):
    session = worker.session
    for optimizer_id, rate in (("sgd", 0.1), ("momentum", 0.03), ("adam", 0.01)):
        assert session.choose("training.optimizer", optimizer_id)
        assert session.value(RATE) == rate


def test_a_data_set_brings_what_fits_it(worker):
    session = worker.session
    assert session.set_value("training.loss", "binary_cross_entropy")
    session.set_plane("principal")
    assert session.choose("data.dataset", "penguins")
    assert session.value("training.loss") == "auto"
    assert session.view.plane == "auto"
    assert not session.choose("data.dataset", "no such")
    assert "no such" in session.problem.text


def test_views_are_watched_once(worker):
    session = worker.session
    session.watch("output", True)
    session.watch("output", True)
    session.watch("curves", True)
    session.watch("output", False)
    session.set_plane((0, 1))
    session.set_view(log_loss=True)
    session.set_view(hidden_layer=1)
    assert worker.of(Watch)[-1].hidden_layer == 1
    views = [(sorted(command.views), command.plane) for command in worker.of(Watch)]
    assert views == [
        (["output"], "auto"),
        (["curves", "output"], "auto"),
        (["curves"], "auto"),
        (["curves"], (0, 1)),
        (["curves"], (0, 1)),
    ]
    with pytest.raises(ValueError, match="unknown view"):
        session.watch("nonsense", True)


def test_speed_counts_at_once_while_playing(worker):
    worker.session.set_speed(10.0)
    assert not worker.of(Run)
    worker.session.play()
    worker.session.set_speed(None)
    assert [command.speed for command in worker.of(Run)] == [10.0, None]


def test_layers_keep_their_own_settings(worker):
    session = worker.session
    session.set_values({"model.dropout": (0.1, 0.2), "model.activation": ("relu", "tanh")})
    session.add_layer(0)
    assert session.value("model.dropout") == (0.1, 0.1, 0.2)
    session.remove_layer(1)
    session.remove_layer(0)
    assert session.value("model.activation") == ("tanh",)
    session.set_neurons(0, 3)
    assert session.value("model.hidden") == (3,)
    assert not session.set_neurons(0, 0)
    session.remove_layer(0)
    assert session.value("model.hidden") == ()
    assert session.add_layer(0)


def test_a_chosen_neuron_that_is_gone_is_forgotten(worker):
    worker.session.set_view(neuron=(2, 12))
    worker.session.set_neurons(1, 4)
    worker.answer_all()
    assert worker.session.view.neuron is None


def test_divergence_offers_the_ways_back(worker):
    session = worker.session
    worker.stop(Diverged(41, 3, 20))
    assert "update 42" in session.problem.text
    assert [action.id for action in session.problem.actions] == [LOWER_RATE, GO_BACK, RESET]
    assert "update 20" in session.problem.actions[0].label
    session.act(GO_BACK)
    assert isinstance(worker.sent[-1], ReturnToGood)
    assert session.problem is None


def test_divergence_goes_on_with_a_tenth_of_the_rate(worker):
    worker.stop(Diverged(41, 3, 20))
    worker.session.act(LOWER_RATE)
    worker.answer_all()
    assert [type(command) for command in worker.sent[-3:]] == [ReturnToGood, Change, Run]
    assert worker.session.value(RATE) == 0.001
    assert worker.session.playing


def test_divergence_without_a_good_state_starts_anew(worker):
    worker.stop(Diverged(0, 0, None))
    assert [action.id for action in worker.session.problem.actions] == [LOWER_RATE, RESET]
    worker.session.act(LOWER_RATE)
    worker.answer_all()
    assert worker.of(Reset)[-1].experiment.training.optimizer.learning_rate in (0.01, 0.001)
    assert worker.state.experiment.training.optimizer.learning_rate == 0.001
    assert worker.session.playing


def test_a_failure_in_training_is_told(worker):
    worker.session.play()
    worker.answer_all()
    worker.state = replace(worker.state, playing=False)
    worker.session.on_event(Failed(None, 1, "out of memory", "training", "trace", worker.state))
    assert "out of memory" in worker.session.problem.text
    assert not worker.session.playing
    worker.session.toggle_play()
    assert isinstance(worker.sent[-1], Run)


def test_opening_another_experiment_starts_it_standing_still(worker):
    worker.session.play()
    worker.answer_all()
    other = Experiment().with_value("training.epochs", 7)
    worker.session.open(other)
    worker.answer_all()
    assert worker.session.experiment == other
    assert not worker.session.playing


class Worker:
    """The real loop in a thread, and a pump in place of Qt's event loop."""

    def __init__(self, experiment):
        self.woken = threading.Event()
        self.mailbox = Mailbox(self.woken.set)
        self.session = Session(self.mailbox.send, experiment)
        self.thread = threading.Thread(target=WorkerLoop(self.mailbox).run, daemon=True)
        self.thread.start()

    def pump_until(self, reached):
        """Hand on what the worker says until something holds, if only for a moment."""
        held = reached(self.session)
        while not held:
            assert self.woken.wait(10.0), "the worker has nothing more to say"
            self.woken.clear()
            events, snapshot = self.mailbox.collect()
            for event in events:
                self.session.on_event(event)
                held = held or reached(self.session)
            if snapshot is not None:
                self.session.on_snapshot(snapshot)
                self.mailbox.frame_drawn()
                held = held or reached(self.session)

    def close(self):
        self.mailbox.send(Close(id=0, generation=0))
        self.mailbox.close()
        self.thread.join(2.0)
        assert not self.thread.is_alive()


@pytest.fixture
def real():
    experiment = Experiment().with_values({"data.samples": 200, "training.epochs": 3})
    worker = Worker(experiment)
    yield worker
    worker.close()


def test_end_to_end_without_qt(real):
    session = real.session
    session.watch("output", True)
    session.watch("curves", True)
    session.start()
    real.pump_until(lambda s: s.snapshot is not None)
    assert session.snapshot.maps is not None

    session.play()
    real.pump_until(lambda s: isinstance(s.state.outcome, EpochLimit))
    assert session.state.epoch == 3
    assert session.status_text == "Stopped after 3 epochs, as asked."
    session.play()
    real.pump_until(lambda s: s.state.epoch == 6 and isinstance(s.state.outcome, EpochLimit))

    session.set_value("training.epochs", 10**6)
    session.play()
    real.pump_until(lambda s: s.playing)
    for samples in range(300, 340):
        session.set_value("data.samples", samples)
    real.pump_until(
        lambda s: s.playing and len(s.data.train_points) + len(s.data.test_points) == 339
    )
    session.set_value(RATE, 0.05)
    real.pump_until(lambda s: s.state.experiment.value(RATE) == 0.05 and s.points is not None)
    assert session.playing
    session.pause()
    real.pump_until(lambda s: not s.playing)
    assert session.status_text == "Paused."


def test_divergence_end_to_end(real):
    session = real.session
    session.choose("data.dataset", "plane")
    session.set_values({"training.optimizer": optimizers.SGD(learning_rate=1.0)})
    session.start()
    session.play()
    real.pump_until(lambda s: s.problem is not None)
    assert isinstance(session.state.outcome, Diverged)
    session.act(LOWER_RATE)
    real.pump_until(lambda s: s.playing)
    assert session.state.experiment.value(RATE) == 0.1


def test_the_status_is_right_when_the_screen_is_told(worker):
    told = []
    worker.session.state_changed.connect(lambda _: told.append(worker.session.status_text))
    worker.session.reset()
    worker.answer_all()
    assert told[-1] == "Ready: press play or the space bar."


def test_a_view_is_watched_while_anyone_looks_at_it(worker):
    session = worker.session
    one, other = object(), object()
    session.watch("weights", True, one)
    session.watch("weights", True, other)
    session.watch("weights", False, one)
    assert worker.of(Watch)[-1].views == {"weights"}
    session.watch("weights", False, other)
    assert worker.of(Watch)[-1].views == set()
