import threading

import pytest

from playground.worker.commands import Close, Pause, Run, Step, Watch
from playground.worker.events import Acknowledged, Points, Snapshot, Started, WorkerState
from playground.worker.mailbox import Mailbox


def acknowledged(number, generation=1):
    return Acknowledged(number, generation, WorkerState())


def points(step, generation=1):
    return Points(generation, step, {}, {}, ())


def started(generation):
    return Started(generation, None, None, 1, (1, 1), WorkerState())


def test_commands_keep_their_order():
    mailbox = Mailbox()
    commands = [Run(id=1, generation=1), Pause(id=2, generation=1), Step(id=3, generation=1)]
    for command in commands:
        mailbox.send(command)
    assert [mailbox.receive() for _ in range(4)] == [*commands, None]


def test_no_event_is_lost_and_the_latest_snapshot_wins():
    mailbox = Mailbox()
    for number in range(1000):
        mailbox.post(acknowledged(number))
        mailbox.publish(Snapshot(1, number, 0))
    events, snapshot = mailbox.collect()
    assert [event.command_id for event in events] == list(range(1000))
    assert snapshot.step == 999
    assert mailbox.collect() == ([], None)


def test_curves_that_nobody_collects_give_way_to_newer_ones():
    mailbox = Mailbox()
    for event in [points(1), acknowledged(1), points(2), points(3), points(9, generation=2)]:
        mailbox.post(event)
    events, _ = mailbox.collect()
    assert events == [points(1), acknowledged(1), points(3), points(9, generation=2)]


def test_curves_and_snapshot_come_together():
    woken = []
    mailbox = Mailbox(lambda: woken.append(mailbox.collect()))
    mailbox.publish(Snapshot(1, 7, 0), points(7))
    assert woken == [([points(7)], Snapshot(1, 7, 0))]


def test_at_most_one_wake_up_is_pending():
    calls = []
    mailbox = Mailbox(lambda: calls.append(1))
    for number in range(100):
        mailbox.post(acknowledged(number))
        mailbox.publish(Snapshot(1, number, 0))
    assert len(calls) == 1
    mailbox.collect()
    mailbox.publish(Snapshot(1, 100, 0))
    mailbox.post(acknowledged(100))
    assert len(calls) == 2


def test_a_new_generation_empties_the_slot_and_keeps_the_old_one_out():
    mailbox = Mailbox()
    mailbox.publish(Snapshot(1, 5, 0))
    mailbox.post(started(2))
    assert mailbox.collect() == ([started(2)], None)
    mailbox.publish(Snapshot(1, 6, 0))
    assert mailbox.collect() == ([], None)
    mailbox.publish(Snapshot(2, 0, 0))
    assert mailbox.collect()[1].generation == 2


def test_only_the_newest_frame_counts_as_drawn():
    mailbox = Mailbox()
    mailbox.publish(Snapshot(1, 1, 0))
    mailbox.frame_drawn()  # of an older one: this one is still in the slot
    assert not mailbox.drawn
    assert not mailbox.wait_until_drawn(0.0)
    mailbox.collect()
    mailbox.frame_drawn()
    assert mailbox.wait_until_drawn(0.0)


@pytest.mark.parametrize("end", ["draw", "command", "close"])
def test_waiting_for_the_screen_ends_when_it_draws_a_command_comes_or_all_ends(end):
    mailbox = Mailbox()
    mailbox.publish(Snapshot(1, 1, 0))
    mailbox.collect()
    waiting = threading.Thread(target=mailbox.wait_until_drawn, args=(60.0,), daemon=True)
    waiting.start()
    if end == "draw":
        mailbox.frame_drawn()
    elif end == "command":
        mailbox.send(Pause(id=1, generation=1))
    else:
        mailbox.close()
    waiting.join(10.0)
    assert not waiting.is_alive()


def test_closing_wakes_who_waits_for_a_command_and_drops_what_comes_later():
    mailbox = Mailbox(lambda: pytest.fail("nobody is to be woken"))
    received = []
    waiting = threading.Thread(target=lambda: received.append(mailbox.receive(None)), daemon=True)
    waiting.start()
    mailbox.close()
    waiting.join(10.0)
    assert received == [None]
    mailbox.send(Close(id=1, generation=1))
    mailbox.post(acknowledged(1))
    mailbox.publish(Snapshot(1, 1, 0))
    assert mailbox.receive() is None
    assert mailbox.collect() == ([], None)


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: Run(0.0, id=1, generation=1), "speed"),
        (lambda: Run(float("inf"), id=1, generation=1), "speed"),
        (lambda: Step(count=0, id=1, generation=1), "count"),
        (lambda: Watch(frozenset({"outptu"}), id=1, generation=1), "outptu"),
        (lambda: Watch(frozenset(), 1, id=1, generation=1), "resolution"),
    ],
)
def test_senseless_commands_are_refused_where_they_are_made(make, fault):
    with pytest.raises(ValueError, match=fault):
        make()
