"""Data sets: generated points, bundled tables, and how they are split and scaled.

A new data set is one class, registered with ``@datasets.register`` in
``classification``, ``regression`` or ``tabular``.

Examples
--------
>>> datasets.ids()[:3]
('circle', 'xor', 'gaussians')
"""

from engine.datasets import classification, regression, tabular  # noqa: F401  # they register
from engine.datasets.base import DatasetSource, SyntheticSource, Table, Task, datasets
from engine.datasets.dataset import Dataset, make_dataset
from engine.datasets.splitting import data_faults

registry = datasets

__all__ = [
    "Dataset",
    "DatasetSource",
    "SyntheticSource",
    "Table",
    "Task",
    "data_faults",
    "datasets",
    "make_dataset",
    "registry",
]
