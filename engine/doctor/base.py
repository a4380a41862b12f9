"""What every detector has, and the registry of them all."""

from __future__ import annotations

from typing import ClassVar

from engine.doctor.chart import Chart
from engine.doctor.diagnosis import Diagnosis, Evidence, Remedy
from engine.message import Message
from engine.registry import Part, Registry


class Detector(Part):
    """Sees one illness, or does not.

    ``sentence`` says what the illness is; :meth:`examine` says how it shows in a run.
    """

    rank: ClassVar[int] = 0
    """Place in the order of severity, the lowest first: what stops learning comes before what
    slows it down, and a cause before what follows from it."""
    curves: ClassVar[bool] = False
    """Whether it reads the curves, and has to wait until they are long enough."""

    def examine(self, chart: Chart) -> Diagnosis | None:
        """Return the diagnosis, or None if this is not what the run suffers from."""
        raise NotImplementedError

    def says(
        self, text: Message, evidence: Evidence, remedy: Remedy, explains: tuple[str, ...] = ()
    ) -> Diagnosis:
        """Return the diagnosis in these words."""
        return Diagnosis(self.id, self.label, text, evidence, remedy, frozenset(explains))


registry: Registry[Detector] = Registry("detector", Detector)
