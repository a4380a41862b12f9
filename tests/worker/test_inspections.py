"""Inspections: exact when there is time, of their share when there is not, never in the way."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from engine import Trainer
from engine.message import Message
from playground.worker.commands import Pause, Run, Seek, Watch
from playground.worker.events import Failed
from playground.worker.inspections import Finding, Inspection, Inspector

NOTHING = frozenset()


@dataclass(frozen=True)
class StepSeen(Inspection):
    """What is seen is the step; ``clock`` and ``cost_s`` make it as dear as a test asks."""

    id: ClassVar[str] = "step"
    what: str = "step"
    clock: object = None
    cost_s: float = 0.0

    def look(self, trainer):
        if self.clock is not None:
            self.clock.advance(self.cost_s)
        if self.what == "nothing":
            raise ValueError(Message("There is nothing after {step} updates.", step=1))
        if self.what == "broken":
            raise RuntimeError("broken")
        return trainer.step_count


@pytest.fixture
def trainer(small):
    return Trainer(small)


def look(inspector, trainer, *asked, allowed_s=None, calm=True):
    return inspector.look(trainer, frozenset(asked), allowed_s=allowed_s, calm=calm)


def test_what_is_asked_is_found_and_what_is_not_asked_any_more_is_gone(trainer):
    inspector = Inspector()
    found = look(inspector, trainer, StepSeen())
    assert {name: finding.result for name, finding in found.items()} == {"step": 0}
    trainer.run(steps=3)
    assert look(inspector, trainer, StepSeen())["step"].result == 3
    assert look(inspector, trainer) == {}


def test_at_full_speed_a_dear_one_takes_its_share_of_the_time(trainer, clock_class):
    clock = clock_class()
    inspector, dear = Inspector(clock), StepSeen(clock=clock, cost_s=0.01)
    first = look(inspector, trainer, dear, allowed_s=0.001, calm=False)["step"]
    clock.advance(0.1)
    assert look(inspector, trainer, dear, allowed_s=0.001, calm=False)["step"] is first
    clock.advance(0.03)  # 0.01 s is 8 % of 0.125 s
    assert look(inspector, trainer, dear, allowed_s=0.001, calm=False)["step"] is not first


def test_in_slow_motion_cheap_ones_are_of_each_step_and_dear_ones_are_not(trainer, clock_class):
    clock = clock_class()
    cheap, dear = StepSeen(clock=clock, cost_s=0.001), StepSeen(clock=clock, cost_s=0.1)
    for asked, fresh in ((cheap, True), (dear, False)):
        inspector = Inspector(clock)
        first = look(inspector, trainer, asked, allowed_s=0.01)["step"]
        clock.advance(0.01)
        again = look(inspector, trainer, asked, allowed_s=0.01)["step"]
        assert (again is not first) == fresh


def test_another_question_is_answered_at_once(trainer, clock_class):
    clock = clock_class()
    inspector = Inspector(clock)
    for what in ("a", "b", "c"):
        asked = StepSeen(what, clock, 1.0)
        found = look(inspector, trainer, asked, allowed_s=0.001, calm=False)
        assert found["step"].inspection == asked


def test_a_fault_is_told_and_stops_nothing(studio_class, caplog):
    for what in ("nothing", "broken"):
        studio = studio_class()
        watch = Watch(NOTHING, id=5, generation=0, inspections=frozenset({StepSeen(what)}))
        script = [(0.0, watch), (0.1, Run(id=6, generation=1)), (0.4, Pause(id=7, generation=1))]
        studio.play(script, watch_first=False)
        told = studio.snapshots[-1].findings["step"]
        assert told.result is None
        assert told.fault == {"nothing": "There is nothing after 1 updates."}.get(what, what)
        assert isinstance(told.fault, Message) == (what == "nothing")
        assert not studio.of(Failed)
        assert studio.snapshots[-1].step > 50
    assert "step could not be looked at" in caplog.text


def test_in_the_past_the_moment_shown_is_looked_at(studio_class):
    studio = studio_class()
    watch = Watch(NOTHING, id=5, generation=0, inspections=frozenset({StepSeen()}))
    studio.play(
        [
            (0.0, watch),
            (0.1, Run(id=6, generation=1)),
            (0.4, Pause(id=7, generation=1)),
            (0.5, Seek(7, id=8, generation=1)),
        ],
        watch_first=False,
    )
    last = studio.snapshots[-1]
    assert last.step == last.findings["step"].step == last.findings["step"].result == 7


def test_a_finding_tells_what_was_asked_and_when(trainer):
    trainer.run(steps=2)
    found = look(Inspector(), trainer, StepSeen())["step"]
    assert isinstance(found, Finding)
    assert (found.inspection, found.step, found.fault) == (StepSeen(), 2, "")
