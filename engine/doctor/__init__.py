"""The training doctor: what is wrong with a run, the evidence, and a remedy to try.

What to read, in this order:

- ``diagnosis``: what the doctor says; ``chart``: what can be read of a run;
- ``base``: what a detector is, and the registry of them;
- ``start``, ``rates``, ``neurons``, ``gradients``, ``fit``: the detectors;
- ``pictures``: evidence that several of them show;
- ``examination``: all detectors in order of severity, and the calm sentence.

Thresholds stand at the head of each file. They were chosen on one collection of set-ups and
tried on another, both in ``tests/engine/doctor/cases.py``.

Examples
--------
>>> from engine import Experiment, Trainer, doctor, optimizers
>>> trainer = Trainer(Experiment().with_values({
...     "data.dataset": "sine", "training.optimizer": optimizers.SGD(learning_rate=1.0)}))
>>> _ = trainer.run(epochs=5)
>>> [diagnosis.id for diagnosis in doctor.diagnose(trainer)]
['diverged']
"""

from engine.doctor.base import Detector, registry
from engine.doctor.diagnosis import CheckUp, Diagnosis, Evidence, Remedy, Series
from engine.doctor.examination import diagnose, examine

__all__ = [
    "CheckUp",
    "Detector",
    "Diagnosis",
    "Evidence",
    "Remedy",
    "Series",
    "diagnose",
    "examine",
    "registry",
]
