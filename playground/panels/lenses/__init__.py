"""The lenses of the microscope: one file for each, one line here."""

from __future__ import annotations

from playground.panels.lenses.base import Lens
from playground.panels.lenses.batches import BatchesLens
from playground.panels.lenses.beats import BeatsLens
from playground.panels.lenses.blame import BlameLens
from playground.panels.lenses.doctor import DoctorLens
from playground.panels.lenses.dropout import DropoutLens
from playground.panels.lenses.landscape import LandscapeLens
from playground.panels.lenses.loss import LossLens
from playground.panels.lenses.nudge import NudgeLens
from playground.panels.lenses.optimizer import OptimizerLens

LENSES: tuple[type[Lens], ...] = (
    BeatsLens,
    BlameLens,
    NudgeLens,
    OptimizerLens,
    BatchesLens,
    LossLens,
    DropoutLens,
    LandscapeLens,
    DoctorLens,
)
"""All lenses, in the order of their tabs."""

__all__ = ["LENSES", "Lens"]
