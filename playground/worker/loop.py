"""The worker thread: trains, shows, and obeys between mini-batches.

The loop owns the only :class:`Trainer`. It takes one command after another
from the mailbox; when there is none it trains until the next frame is due,
publishes a snapshot of what is being watched, and gives the screen time to
draw. Standing still it waits for a command and costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from engine import Dataset, Experiment, Trainer
from engine.outcome import EpochLimit, NoExamples, Outcome
from engine.timeline import Timeline
from playground.worker.camera import Camera
from playground.worker.commands import (
    CURVES,
    Branch,
    Change,
    Close,
    Command,
    EditWeights,
    Freeze,
    OpenSealed,
    Pause,
    Recall,
    Reset,
    RestoreWeights,
    ReturnToGood,
    Run,
    Seek,
    Step,
    Watch,
)
from playground.worker.events import (
    Acknowledged,
    DataChanged,
    Parked,
    Points,
    Sought,
    Stopped,
    WorkerState,
)
from playground.worker.garage import Garage, TrainedRun
from playground.worker.mailbox import Mailbox
from playground.worker.pacing import Allowance, FrameClock, Goal, RateMeter
from playground.worker.report import curves_of, failed, started, summary
from playground.worker.time_travel import Journey
from playground.worker.weight_edits import WeightEdits

CHUNK_S = 0.005
"""Longest training between two looks at the inbox."""

DRAWING_PATIENCE_S = 0.1
"""Longest wait for the screen to draw a frame."""

CURVES_PERIOD_S = 1.0 / 12.0
"""Shortest time between two deliveries of the curves."""

MOST_STEPS_WAITING = 8
"""Steps asked for and not yet taken that another one adds to: a key held down stops soon."""

MOST_CHECKPOINTS = 1536
"""After ten million updates they are 8,192 apart: replayed in a second or so (6 to 12 KB each)."""

TrainerFactory = Callable[[Experiment], Trainer]
OnRun = (
    OpenSealed | Run | Step | Change | Seek | EditWeights | RestoreWeights | Freeze | ReturnToGood
)
"""What speaks of the run in force."""


def new_trainer(experiment: Experiment) -> Trainer:
    """Return a trainer that remembers its past."""
    return Trainer(experiment, timeline=Timeline(MOST_CHECKPOINTS))


class WorkerLoop:
    """Obeys the commands of a mailbox until told to close.

    Parameters
    ----------
    mailbox : Mailbox
        Where commands come from and everything else goes.
    trainer_factory : callable
        Makes the trainer of an experiment; raises ExperimentError.
    clock : callable
        Seconds, rising; the one that ``Trainer.run(until=...)`` reads.
    frames_per_second : float
        How often the screen is served, at most.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        trainer_factory: TrainerFactory = new_trainer,
        clock: Callable[[], float] = time.perf_counter,
        frames_per_second: float = 30.0,
    ) -> None:
        self._mailbox = mailbox
        self._trainer_factory = trainer_factory
        self._clock = clock
        self._trainer: Trainer | None = None
        self._edits = WeightEdits()
        self._journey: Journey | None = None
        self._garage = Garage()
        self._generation = 0
        self._playing = False
        self._speed: float | None = None
        self._allowance: Allowance | None = None
        self._goal: Goal | None = None
        self._outcome: Outcome | None = None
        self._camera = Camera(clock)
        self._frames = FrameClock(frames_per_second)
        self._meter = RateMeter()
        self._published = -float("inf")
        self._curves_sent = -float("inf")
        self._stale = False  # standing still, and the screen shows something older
        self._told_data: Dataset | None = None  # what the screen knows of

    # The loop ----------------------------------------------------------------------------

    def run(self) -> None:
        """Work until a Close command comes or the mailbox is closed."""
        while not self._mailbox.closed:
            command = self._mailbox.receive(self._seconds_to_wait())
            if command is not None:
                self._obey(command)
                if isinstance(command, Close):
                    return
            elif self._trainer is not None:
                self._work(self._trainer)

    @property
    def _busy(self) -> bool:
        """Whether there is training to do."""
        return self._goal is not None or (self._playing and not self._waiting)

    @property
    def _waiting(self) -> bool:
        """Whether the run plays and has nothing to learn from: it goes on once it has."""
        return self._playing and isinstance(self._outcome, NoExamples)

    @property
    def _travelling(self) -> bool:
        """Whether a past moment is still to be reached."""
        return self._journey is not None and not self._journey.arrived

    def _seconds_to_wait(self) -> float | None:
        """Return how long to wait for a command: until the next update, or for ever."""
        if self._trainer is None:
            return None
        if self._stale or self._goal is not None or self._travelling:
            return 0.0
        if not self._busy:
            return None
        return 0.0 if self._allowance is None else self._allowance.seconds_left(self._clock())

    def _work(self, trainer: Trainer) -> None:
        """Train for a moment and show what came of it; failures stop it, no more."""
        try:
            if self._busy:
                self._train(trainer)
            elif self._journey is not None and not self._journey.arrived:
                self._travel(trainer, self._journey)
            elif self._stale:
                self._show(trainer)
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread lives on
            self._stand_still()
            self._stale, self._journey = False, None
            self._fail(error, None, "training")

    # Commands ----------------------------------------------------------------------------

    def _obey(self, command: Command) -> None:
        """Carry out a command and answer it; a failing one changes nothing."""
        place = type(command).__name__.lower()
        try:
            applied = self._carry_out(command)
        except Exception as error:  # noqa: BLE001 - errors travel as data
            self._fail(error, command.id, place)
        else:
            self._mailbox.post(
                Acknowledged(command.id, self._generation, self._state(), applied=applied)
            )

    def _carry_out(self, command: Command) -> bool:
        """Carry out a command; return False if it speaks of another generation."""
        match command:
            case Reset() | Recall() | Branch():
                return command.generation > self._generation and self._replace(command)
            case Pause():
                self._stand_still()
            case Watch():
                self._watch(command)
            case Close():
                self._stand_still()
                self._stale = False
            case _:
                assert isinstance(command, OnRun)
                if self._trainer is None or command.generation != self._generation:
                    return False
                return self._carry_out_on(self._trainer, command)
        return True

    def _carry_out_on(self, trainer: Trainer, command: OnRun) -> bool:
        """Carry out what speaks of the run in force; return False if nothing came of it."""
        if self._journey is not None and not isinstance(command, Seek):
            raise RuntimeError("This is a past moment: branch here, or go back to now, first.")
        match command:
            case Seek(step=step):
                self._seek(trainer, step)
            case Run():
                self._play(trainer, command.speed)
            case Step(unit=unit, count=count):
                goal = self._goal  # another press, before the last step was taken
                waiting = goal.left(trainer) if goal is not None and goal.unit == unit else 0
                self._stand_still()
                self._lift(trainer)
                done = trainer.step_count if unit == "batch" else trainer.epoch
                self._goal = Goal(unit, done + min(waiting, MOST_STEPS_WAITING) + count)
                self._meter.restart(trainer.step_count, self._clock())
            case Change():
                trainer.change(command.experiment)
                self._look_again(trainer)
            case OpenSealed():
                trainer.open_sealed()
                self._curves_sent = -float("inf")
            case EditWeights(edit=number, indices=indices, values=values):
                self._edits.make(trainer, number, indices, values)
                self._look_again(trainer)
            case RestoreWeights(edit=number):
                if not self._edits.restore(trainer, number):
                    return False
                self._look_again(trainer)
            case Freeze(indices=frozen):
                trainer.freeze(sorted(frozen))
                self._look_again(trainer)
            case ReturnToGood():
                if not trainer.return_to_good():
                    raise RuntimeError("This run has no earlier state to go back to.")
                self._edits = self._edits.up_to(trainer.step_count)
                self._stand_still()
                self._outcome = None
        return True

    def _look_again(self, trainer: Trainer) -> None:
        """Show what a change has made of the run; one that had ended may go on."""
        if not _is_over(trainer):
            self._outcome = None
        self._stale = not self._busy

    def _replace(self, command: Reset | Recall | Branch) -> bool:
        """Put another run in the place of the old one, once it is there."""
        match command:
            case Reset(experiment=experiment):
                run: TrainedRun | None = TrainedRun(self._trainer_factory(experiment))
            case Recall(parked_generation=parked, experiment=experiment):
                run = self._garage.take(parked)
                run = run or TrainedRun(self._trainer_factory(experiment))
            case Branch():
                run = self._branch(self._trainer)
        if run is None:
            return False
        self._park()
        self._trainer, self._outcome, self._edits = run.trainer, run.outcome, run.edits
        self._generation = command.generation
        self._stand_still()
        self._camera.forget()
        self._meter.restart(run.trainer.step_count, self._clock())
        self._told_data = run.trainer.dataset
        self._mailbox.post(started(run.trainer, self._generation, self._state()))
        return True

    def _park(self) -> None:
        """Keep the run in force for later, and tell its curves if it has any."""
        trainer, self._journey = self._trainer, None
        if trainer is None:
            return
        if trainer.step_count > 0:
            points = curves_of(trainer, self._generation)
            self._mailbox.post(Parked(self._generation, points))
        self._garage.park(self._generation, TrainedRun(trainer, self._outcome, self._edits))

    def _branch(self, trainer: Trainer | None) -> TrainedRun | None:
        """Return a run that stands at the past moment sought, reached however long it takes."""
        journey = self._journey
        if journey is None or trainer is None:
            return None
        while not journey.go_on(self._clock() + CHUNK_S):
            if self._mailbox.closed:
                return None
        journey.shown.keep_opened(trainer.sealed_result)
        return TrainedRun(journey.shown, edits=self._edits.up_to(journey.target))

    def _seek(self, trainer: Trainer, step: int) -> None:
        """Stand still, and want to see a past moment or the present."""
        self._stand_still()
        if step < trainer.step_count:
            self._journey = self._journey or Journey(trainer)
            self._journey.seek(step)
        elif self._journey is not None:
            self._journey = None
            self._post_sought(trainer.step_count, exact=True)

    def _travel(self, trainer: Trainer, journey: Journey) -> None:
        """Show the nearest checkpoint, or go on from there and show the moment itself."""
        if not journey.ready:
            journey.set_out()
        elif not journey.go_on(self._clock() + CHUNK_S):
            return
        self._show(trainer)
        self._post_sought(journey.shown.step_count, exact=journey.arrived)

    def _post_sought(self, step: int, *, exact: bool) -> None:
        self._mailbox.post(Sought(self._generation, step, exact, self._state()))

    def _watch(self, command: Watch) -> None:
        """Look at other views."""
        self._camera.point_at(command)
        self._curves_sent = -float("inf")
        self._stale = not self._busy

    def _play(self, trainer: Trainer, speed: float | None) -> None:
        """Train from now on, or go on at another speed."""
        now = self._clock()
        if not self._playing:
            self._allowance = None
            self._meter.restart(trainer.step_count, now)
        if speed is None:
            self._allowance = None
        elif self._allowance is None:
            self._allowance = Allowance(speed, now)
        else:
            self._allowance.set_speed(speed, now)
        self._playing, self._speed, self._goal, self._stale = True, speed, None, False
        self._lift(trainer)

    def _lift(self, trainer: Trainer) -> None:
        """Let a run that diverged or stopped early go on from the state it holds."""
        if trainer.outcome.stopped and not isinstance(trainer.outcome, EpochLimit | NoExamples):
            trainer.go_on()
        self._outcome = None

    def _stand_still(self) -> None:
        """Neither play nor step; the screen is due a last, sharp picture."""
        self._playing = False
        self._goal = None
        self._allowance = None
        self._stale = True

    # Training ----------------------------------------------------------------------------

    def _train(self, trainer: Trainer) -> None:
        """Train until a frame or a look at the inbox is due; show; notice the end."""
        now = self._clock()
        until = now + CHUNK_S
        outcome: Outcome | None
        if self._goal is not None:
            outcome = self._step_towards(trainer, self._goal, until)
        elif self._allowance is not None:
            outcome = self._step_slowly(trainer, self._allowance.due(now), until)
        else:
            frame_due = self._frames.due(drawn=self._mailbox.drawn)
            outcome = trainer.run(until=max(now, min(until, frame_due)))
        if self._playing and isinstance(outcome, NoExamples):
            self._outcome, self._stale = outcome, True
            self._mailbox.post(Stopped(self._generation, outcome, self._state()))
            return
        ended = outcome is not None and outcome.stopped
        if ended or (self._goal is not None and self._goal.left(trainer) <= 0):
            assert outcome is not None
            self._outcome = outcome
            self._stand_still()
            self._show(trainer)
            self._mailbox.post(Stopped(self._generation, outcome, self._state()))
        elif outcome is not None and self._frame_wanted():
            self._show(trainer)

    def _step_towards(self, trainer: Trainer, goal: Goal, until: float) -> Outcome:
        """Take the steps asked for, past the epoch limit too."""
        left = goal.left(trainer)
        outcome: Outcome
        if goal.unit == "batch":
            outcome = trainer.run(steps=left, until=until)
        else:
            outcome = trainer.run(epochs=left, until=until)
        return outcome

    def _step_slowly(self, trainer: Trainer, count: int, until: float) -> Outcome | None:
        """Take at most ``count`` steps, up to the epoch limit."""
        outcome: Outcome | None = None
        for _ in range(count):
            at_limit = trainer.epoch >= trainer.experiment.training.epochs
            outcome = trainer.run() if at_limit else trainer.step()
            if trainer.outcome.stopped or self._clock() >= until:
                break
        return outcome

    # Showing -----------------------------------------------------------------------------

    def _frame_wanted(self) -> bool:
        """Whether it is time for a frame; slow motion shows every update."""
        drawn = self._mailbox.drawn
        slow = self._speed is not None and self._speed * self._frames.base_period_s <= 1.0
        return (slow and drawn) or self._clock() >= self._frames.due(drawn=drawn)

    def _show(self, trainer: Trainer) -> None:
        """Publish a snapshot, send the curves when they are due, let the screen draw.

        In the past the snapshot is of the moment sought, the curves are of the whole run.
        """
        self._stale = False
        busy = self._busy
        if busy or self._journey is not None:
            self._let_draw()
        awake = self._mailbox.drawn
        began = self._clock()
        shown = trainer if self._journey is None else self._journey.shown
        if shown.dataset is not self._told_data:
            self._told_data = shown.dataset
            self._mailbox.post(DataChanged(self._generation, summary(shown.dataset)))
        snapshot = self._camera.take(
            shown,
            self._generation,
            playing=self._playing,
            hurried=busy,
            speed=self._speed if self._playing else None,
            updates_per_second=self._meter.measure(trainer.step_count, began) if busy else 0.0,
            seconds=trainer.stopwatch.seconds if self._journey is None else None,
        )
        self._mailbox.publish(snapshot, self._curves(trainer, began))
        self._published = self._clock()
        if busy and awake:
            self._let_draw()
        made_s = self._published - began
        self._frames.shown(began, made_s, self._clock() - self._published)

    def _let_draw(self) -> None:
        """Hold still until the last frame is drawn, a tenth of a second at most after it.

        A screen that is hidden or held up is waited for once; after that
        frames come seldom (:class:`FrameClock`) until it draws again.
        """
        left_s = self._published + DRAWING_PATIENCE_S - self._clock()
        if left_s > 0.0 and not self._mailbox.drawn:
            self._mailbox.wait_until_drawn(left_s)

    def _curves(self, trainer: Trainer, now: float) -> Points | None:
        """Return the curves if someone looks at them and they are due."""
        if CURVES not in self._camera.watch.views:
            return None
        if self._busy and now < self._curves_sent + CURVES_PERIOD_S:
            return None
        self._curves_sent = now
        return curves_of(trainer, self._generation)

    # Reports -----------------------------------------------------------------------------

    def _state(self) -> WorkerState:
        """Return what the worker does now."""
        trainer = self._trainer
        if trainer is None:
            return WorkerState(self._generation)
        journey = self._journey
        shown = trainer if journey is None else journey.shown
        return WorkerState(
            generation=self._generation,
            playing=self._playing,
            stepping=self._goal is not None,
            speed=self._speed,
            step=shown.step_count,
            epoch=shown.epoch,
            steps_per_epoch=shown.steps_per_epoch,
            outcome=self._outcome if journey is None else None,
            experiment=shown.experiment,
            tip_step=trainer.step_count,
            past=journey is not None,
            frozen=frozenset(shown.frozen.tolist()),
            sealed=trainer.sealed_result,
        )

    def _fail(self, error: Exception, command_id: int | None, place: str) -> None:
        """Post an error as data."""
        told = failed(error, command_id, self._generation, place, self._state())
        self._mailbox.post(told)


def _is_over(trainer: Trainer) -> bool:
    """Return whether what stopped the run still holds, under the settings of now."""
    if isinstance(trainer.outcome, EpochLimit):
        return trainer.epoch >= trainer.experiment.training.epochs
    return bool(trainer.outcome.stopped)
