"""Train small neural networks with NumPy: fast, exact, and readable.

What to read
------------
In this order. Who reads no further than the first part knows how the networks learn.
Packages with several files name them in their own docstrings.

One step, from the weights to the update:

- ``network``: the parameters, and how they go forward and backward;
- ``activations``: what a neuron makes of its sum, and the derivative;
- ``losses``: how wrong a batch is, and the gradient of that;
- ``objective``: the loss behind its output activation, and the penalties;
- ``optimizers``: how a gradient changes the parameters;
- ``initializers``: where the weights begin;
- ``batches``: which examples come next; ``shuffle``: their order;
- ``dropout``: which neurons are off; ``gradients``: norm and clipping;
- ``trainer``: all of it in a loop, in ``_train``.

Around the step:

- ``training_setup``: makes the parts of a step from settings and data;
- ``run_state``: what training changes, ends of epochs and of runs;
- ``schedules``: how the learning rate changes;
- ``window``: rates and records of 256 steps at a time; ``history``: where records
  stay, thinned with age; ``progress``: from steps to epochs and samples;
- ``evaluation``, ``metrics``: loss and score on all rows;
- ``watches``: what waits for a loss; ``stopping``: early stopping;
- ``standstill``: runs that stopped; ``outcome``: how they ended; ``stopwatch``.

What is asked for:

- ``registry``: how parts and their hyper-parameters are declared;
- ``settings``, ``experiment``: data, model and training as frozen settings;
- ``datasets``, ``features``: where examples come from, and what the network sees of them;
- ``errors``, ``arguments``, ``message``: what is said of bad input, and in which form.

Past and future of a run:

- ``change_log``, ``edits``: changes in mid-run, as entries that can be made again;
- ``checkpoint``: one moment, complete; ``timeline``: many, and the replay from them;
- ``run_writing``, ``run_reading``, ``run_records``, ``archive``: a run in a file.

Many runs:

- ``stacks``: which experiments train as one; ``result``: what is left of each;
- ``cohort``: ``train_many``; ``handover``, ``pool``: with many processes.

For others: ``microscope`` looks inside, ``doctor`` says what is wrong,
``estimators`` speaks scikit-learn,
``export`` writes tables. Used everywhere: ``arrays``, ``seeds``.

Shapes: N examples, D inputs, K outputs, P parameters, R runs in a stack. ``*runs`` is
nothing for a single run and R for a stack, so that (*runs, P) is (P,) or (R, P).

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
