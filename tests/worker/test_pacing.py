import pytest

from playground.worker.pacing import Allowance, FrameClock, RateMeter


@pytest.mark.parametrize("speed", [1.0, 7.0, 45.0, 1000.0])
def test_an_allowance_gives_out_its_speed(speed):
    allowance = Allowance(speed, now=0.0)
    given = sum(allowance.due(tick / 200) for tick in range(2001))
    assert given == pytest.approx(10.0 * speed + 1, abs=1)


def test_the_first_update_comes_at_once_and_waiting_as_told_makes_the_next_due():
    allowance = Allowance(3.0, now=5.0)
    now, given = 5.0, 0
    for _ in range(9):
        given += allowance.due(now)
        now += allowance.seconds_left(now)
    assert given == 9
    assert now == pytest.approx(5.0 + 9 / 3.0)


def test_what_a_stall_missed_is_not_made_up_for():
    allowance = Allowance(100.0, now=0.0)
    assert allowance.due(60.0) == 11


def test_another_speed_brings_no_update_of_its_own():
    allowance = Allowance(1.0, now=0.0)
    assert allowance.due(0.0) == 1
    for tick in range(1, 50):
        allowance.set_speed(1.0 + tick / 100, now=tick / 1000)
    assert allowance.due(0.05) == 0


def test_the_rate_is_smoothed_and_settles():
    meter = RateMeter()
    meter.restart(0, 0.0)
    step = 0
    for tick in range(1, 200):
        step += 400 if tick % 2 else 600
        rate = meter.measure(step, tick / 30)
    assert rate == pytest.approx(500 * 30, rel=0.05)
    assert meter.measure(step, 199 / 30) == rate


def test_frames_get_rarer_when_they_are_dear_but_never_stop():
    frames = FrameClock(30.0)
    assert frames.due(drawn=True) < 0.0
    for tick in range(50):
        frames.shown(float(tick), making_s=0.005, drawing_s=0.010)
    assert frames.due(drawn=True) == pytest.approx(49 + 1 / 30)
    for tick in range(50):
        frames.shown(float(tick), making_s=0.005, drawing_s=0.035)
    assert frames.due(drawn=True) == pytest.approx(49 + 0.080, rel=1e-3)
    for tick in range(50):
        frames.shown(float(tick), making_s=0.015, drawing_s=0.0)
    assert frames.due(drawn=True) == pytest.approx(49 + 0.060, rel=1e-3)
    for tick in range(50):
        frames.shown(float(tick), making_s=5.0, drawing_s=0.0)
    assert frames.due(drawn=True) == pytest.approx(49.25)


def test_a_hidden_screen_gets_four_frames_a_second():
    frames = FrameClock(30.0)
    frames.shown(1.0, making_s=0.001, drawing_s=0.0)
    assert frames.due(drawn=False) == 1.25
