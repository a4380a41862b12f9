"""Data sets: generated points, bundled tables, and how they are split and scaled.

A new data set is one class, registered with ``@datasets.register`` in
``classification``, ``multiclass``, ``regression`` or ``tabular``.

What to read, in this order:

- ``base``: a source builds a table, the raw points and targets;
- ``classification``, ``multiclass``, ``regression``, ``tabular``, ``painted``: the sources;
- ``dataset``: ``make_dataset``, from settings to arrays, and `Dataset`, what it returns;
- ``splitting``: training, test and sealed rows, and scaling;
- ``spoiling``: wrong labels and outliers, put in on purpose;
- ``choosing``: what keeps settings from making a data set; ``checking``: the same
  for arrays that are given;
- ``edits``, ``painting``: data that change in mid-run.

Examples
--------
>>> datasets.ids()[:3]
('circle', 'xor', 'gaussians')
"""

# They register, in the order of the gallery.
from engine.datasets import classification, multiclass, painted, regression, tabular  # noqa: F401
from engine.datasets.base import DatasetSource, SyntheticSource, Table, Task, datasets
from engine.datasets.choosing import data_faults
from engine.datasets.dataset import Dataset, make_dataset
from engine.datasets.painted import PaintedPoints

registry = datasets

__all__ = [
    "Dataset",
    "DatasetSource",
    "PaintedPoints",
    "SyntheticSource",
    "Table",
    "Task",
    "data_faults",
    "datasets",
    "make_dataset",
    "registry",
]
