"""The past of the run: any moment of it is shown while its newest state waits."""

from __future__ import annotations

from engine import Trainer
from engine.timeline import Moment


class Journey:
    """Stands a second trainer at past moments of a run.

    A moment is sought in two steps: :meth:`set_out` goes to the nearest
    checkpoint before it, at once; :meth:`go_on` makes the updates from there
    on, in pieces, so that another wish may come in between.

    Parameters
    ----------
    run : Trainer
        The run at its newest update; it is never touched.

    Attributes
    ----------
    shown : Trainer
        Stands at what is to be seen; the run itself before :meth:`set_out`.
    target : int
        The update sought.
    arrived : bool
        Whether the trainer shown stands exactly there.
    """

    def __init__(self, run: Trainer) -> None:
        self.run = self.shown = run
        self.target = run.step_count
        self.arrived = True
        self._moment: Moment | None = None
        self._past: Trainer | None = None

    @property
    def ready(self) -> bool:
        """Whether the nearest checkpoint of the moment sought has been reached."""
        return self.arrived or self._moment is not None

    def seek(self, step: int) -> None:
        """Want to be at another update from 0 to the newest one; the last wish counts."""
        self.target = step
        self.arrived = False
        self._moment = None

    def set_out(self) -> None:
        """Stand at the nearest moment at or before the one sought that costs no training."""
        source = self._nearest_source()
        self._moment = moment = source.moment(self.target)
        past = self._past
        begins = 0 if moment.checkpoint is None else moment.checkpoint.step
        if past is None or not begins <= past.step_count <= self.target:
            past = moment.begin(past)
        self.shown = self._past = past
        done = len(past.change_log) == len(moment.changes)
        self.arrived = done and past.step_count == self.target

    def go_on(self, until: float | None = None) -> bool:
        """Train towards the moment sought until a time; return whether it is reached.

        Parameters
        ----------
        until : float, optional
            Moment of ``time.perf_counter()``, in seconds.
        """
        if not self.ready:
            self.set_out()
        if not self.arrived:
            assert self._moment is not None
            self.arrived = self._moment.go_on(self.shown, until)
        return self.arrived

    def _nearest_source(self) -> Trainer:
        """Return the run, or the past trainer where its replays left nearer checkpoints."""
        past = self._past
        if past is None or past.timeline is None or past.step_count < self.target:
            return self.run
        assert self.run.timeline is not None
        known, replayed = (t.nearest(self.target) for t in (self.run.timeline, past.timeline))
        nearer = replayed is not None and (known is None or replayed.step > known.step)
        return past if nearer else self.run
