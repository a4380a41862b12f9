"""What is looked at closely inside a run: one file for each subject.

``base`` says what an inspection is, ``inspector`` carries them out as often as that is cheap.
"""

from playground.worker.inspections.base import Finding, Inspection
from playground.worker.inspections.inspector import Inspector

__all__ = ["Finding", "Inspection", "Inspector"]
