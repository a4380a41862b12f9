"""Train small neural networks with NumPy: fast, exact, and readable.

Examples
--------
>>> import engine
>>> trainer = engine.Trainer(engine.Experiment().with_value("training.epochs", 3))
>>> trainer.run().kind
'epoch_limit'
"""

from engine import activations, initializers, losses, optimizers, schedules
from engine.cohort import process_pool, train_many
from engine.datasets import Dataset, PaintedPoints, make_dataset
from engine.errors import ExperimentError, Fault
from engine.experiment import Data, EarlyStopping, Experiment, Model, Training
from engine.network import Network
from engine.outcome import Diverged, EarlyStopped, EpochLimit, Going, Outcome
from engine.trainer import Trainer

__version__ = "0.1.0"

__all__ = [
    "Data",
    "Dataset",
    "Diverged",
    "EarlyStopped",
    "EarlyStopping",
    "EpochLimit",
    "Experiment",
    "ExperimentError",
    "Fault",
    "Going",
    "Model",
    "Network",
    "Outcome",
    "PaintedPoints",
    "Trainer",
    "Training",
    "activations",
    "initializers",
    "losses",
    "make_dataset",
    "optimizers",
    "process_pool",
    "schedules",
    "train_many",
]
