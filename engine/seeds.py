"""Separate random streams: one for each purpose, addressed by position.

A stream is a function of the seed, its purpose and a position such as the
epoch, so that nothing but the position need be stored to go on exactly.
"""

from __future__ import annotations

import numpy as np

# Purposes. The first belongs to the weights' seed, the next two to that of training, the
# others to that of the data.
INITIAL_WEIGHTS = 1
BATCH_ORDER = 2
DROPOUT = 3
POINTS = 4  # their noise comes from a child of this stream
SPLIT = 5
LABEL_NOISE = 6
OUTLIERS = 7


def stream(seed: int, purpose: int, *position: int) -> np.random.Generator:
    """Return the generator that belongs to a seed, a purpose and a position.

    Examples
    --------
    >>> bool(stream(0, DROPOUT, 1).random() == stream(0, DROPOUT, 1).random())
    True
    >>> bool(stream(0, DROPOUT, 1).random() == stream(0, BATCH_ORDER, 1).random())
    False
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, purpose, *position))))
