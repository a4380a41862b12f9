"""An experiment: data, model and training, frozen, validated, kept in files.

Every setting is declared once, here or in a registered part, with its default,
limits, scale and one plain sentence; the screen and the command line read them.
What all three kinds of settings have in common is in :mod:`engine.settings`.

What to read, in this order:

- ``data``, ``model``, ``training``: the settings themselves;
- ``experiment``: the three together, in files and by place;
- ``fitting``: which loss and output fit which data;
- ``differences``: what changed from one experiment to another.
"""

from engine.experiment.data import Data
from engine.experiment.differences import ChangedSetting, changes
from engine.experiment.experiment import Experiment
from engine.experiment.fitting import check_fit, resolve_loss
from engine.experiment.model import Model
from engine.experiment.training import EarlyStopping, Target, Training

__all__ = [
    "ChangedSetting",
    "Data",
    "EarlyStopping",
    "Experiment",
    "Model",
    "Target",
    "Training",
    "changes",
    "check_fit",
    "resolve_loss",
]
