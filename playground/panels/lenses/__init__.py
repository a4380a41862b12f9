"""The lenses of the microscope: one file for each, one line here."""

from __future__ import annotations

from playground.panels.lenses.base import Lens

LENSES: tuple[type[Lens], ...] = ()
"""All lenses, in the order of their tabs."""

__all__ = ["LENSES", "Lens"]
