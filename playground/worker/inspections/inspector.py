"""Carries out inspections, as often as that is cheap."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping, Set
from types import MappingProxyType

import numpy as np

from engine import Trainer
from playground.worker.inspections.base import Finding, Inspection

log = logging.getLogger(__name__)


class Inspector:
    """Looks at a trainer for everyone who asked.

    Standing still, all is looked at anew for every frame. While training, an
    inspection that takes longer than a frame is allowed is carried out once
    its cost is its share of the time since the last one, 8 % as a rule; till
    then the old finding stays. What is asked for the first time is answered at once.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        """Forget the last run."""
        self._findings: dict[str, Finding] = {}
        self._due: dict[str, float] = {}
        self._cost_s: dict[str, float] = {}

    def look(
        self,
        trainer: Trainer,
        inspections: Set[Inspection],
        *,
        allowed_s: float | None,
        calm: bool,
    ) -> Mapping[str, Finding]:
        """Return a finding for each inspection, by id.

        ``allowed_s`` is what one frame may take, None while the run stands
        still. A calm frame has time to look at each step.
        """
        asked = {inspection.id: inspection for inspection in inspections}
        self._findings = {name: old for name, old in self._findings.items() if name in asked}
        for _, inspection in sorted(asked.items()):
            if self._wanted(inspection, allowed_s, calm=calm):
                self._carry_out(trainer, inspection)
        return MappingProxyType(dict(self._findings))

    def _wanted(self, inspection: Inspection, allowed_s: float | None, *, calm: bool) -> bool:
        """Return whether it is time to look."""
        old, name = self._findings.get(inspection.id), inspection.id
        if allowed_s is None or old is None or old.inspection != inspection:
            return True
        cheap = self._cost_s.get(name, 0.0) <= allowed_s
        return (calm and cheap) or self._clock() >= self._due.get(name, -math.inf)

    def _carry_out(self, trainer: Trainer, inspection: Inspection) -> None:
        """Look, and note what it costs; what goes wrong is told, and stops nothing."""
        began, name, step = self._clock(), inspection.id, trainer.step_count
        try:
            with np.errstate(all="ignore"):
                finding = Finding(inspection, step, inspection.look(trainer))
        except ValueError as fault:
            finding = Finding(inspection, step, fault=fault.args[0] if fault.args else str(fault))
        except Exception as error:
            log.exception("%s could not be looked at", name)
            finding = Finding(inspection, step, fault=str(error) or type(error).__name__)
        now = self._clock()
        self._findings[name] = finding
        self._cost_s[name] = now - began
        self._due[name] = now + (now - began) / inspection.share
