"""Looking inside a network: maps of what it and each of its neurons compute."""

from engine.microscope.maps import MapResult, Plane, PlaneMaps

__all__ = ["MapResult", "Plane", "PlaneMaps"]
