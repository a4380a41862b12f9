"""One update in four beats: on to the next one, and back to the one before."""

from __future__ import annotations

from typing import get_args

from playground.models.session import Session
from playground.models.view_state import Beat

BEATS: tuple[Beat, ...] = get_args(Beat)
LENS = "beats"


def next_beat(session: Session) -> None:
    """Go on by one beat; after the last one the update is made, and the next one begins.

    While the microscope looks at something else, it opens on the first beat. In the
    past, the next moment of the run is shown instead of an update made.
    """
    view = session.view
    if session.playing:
        session.pause()
    if view.lens != LENS:
        session.set_view(lens=LENS, beat=BEATS[0])
        return
    number = BEATS.index(view.beat) + 1
    if number < len(BEATS):
        session.set_view(beat=BEATS[number])
        return
    session.set_view(beat=BEATS[0])
    if session.in_the_past:
        session.seek(session.moment + 1)
    else:
        session.step_batch()


def previous_beat(session: Session) -> None:
    """Go back by one beat; before the first one lies the last beat of the update before."""
    view = session.view
    if session.playing:
        session.pause()
    number = BEATS.index(view.beat) - 1
    if view.lens != LENS:
        session.set_view(lens=LENS)
    elif number >= 0:
        session.set_view(beat=BEATS[number])
    elif session.moment > 0:
        session.set_view(beat=BEATS[-1])
        session.step_back()
