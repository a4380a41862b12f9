"""Orders of rows: all at once for few, piece by piece for many.

A random order of a million rows takes a tenth of a second to draw, and every
epoch has one. So the order of many rows is a keyed bijection of the numbers
0 ... N - 1, of which any piece can be computed when its turn comes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.arrays import IntArray
from engine.seeds import BATCH_ORDER, stream

DRAWN_AT_ONCE = 2**13
"""Rows up to which an order is drawn at once."""
ROUNDS = 6


class Shuffle:
    """The order of ``rows`` rows in one epoch, for each of R seeds.

    It is a function of seed and epoch alone.

    Many rows are permuted by a Feistel network (Luby & Rackoff, SIAM Journal on
    Computing 17, 1988): a number is written as a pair, column and line of a
    table of about √N by √N, and each in turn is moved on, in a circle, by a
    keyed hash of the other, which can be undone. A number that leaves the range
    0 ... N - 1 goes through the network again until it is back (the generalised
    network and the cycle walking of Black & Rogaway, CT-RSA 2002), so that the
    whole remains a bijection.

    Parameters
    ----------
    rows : int
        How many.
    seeds : sequence of int
        Training seed of each run.
    epoch : int
        Of which epoch.

    Examples
    --------
    >>> np.sort(Shuffle(5, seeds=[0, 1], epoch=0).piece(0, 5)).tolist()
    [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]
    >>> order = Shuffle(1_000_000, seeds=[0], epoch=0)
    >>> len(set(order.piece(500, 1000)[0].tolist()) | set(order.piece(0, 500)[0].tolist()))
    1000
    """

    def __init__(self, rows: int, seeds: Sequence[int], epoch: int) -> None:
        self._rows = rows
        each = [stream(seed, BATCH_ORDER, epoch) for seed in seeds]
        if rows <= DRAWN_AT_ONCE:
            self._order = np.array([rng.permutation(rows) for rng in each])
            return
        self._lines = math.isqrt(rows - 1) + 1
        self._columns = -(-rows // self._lines)
        keys = [rng.integers(0, 2**32, (ROUNDS, 3), np.uint32) for rng in each]
        self._keys = np.stack(keys, axis=-1) | np.uint32(1)

    def piece(self, start: int, stop: int) -> IntArray:
        """Return (R, stop - start): the rows at positions ``start`` to ``stop`` of each order."""
        if self._rows <= DRAWN_AT_ONCE:
            return self._order[:, start:stop]
        keys = self._keys[..., np.newaxis]
        numbers = self._permuted(np.arange(start, stop, dtype=np.uint32), keys)
        outside = np.nonzero(numbers >= self._rows)
        while outside[0].size:
            again = self._permuted(numbers[outside], self._keys[..., outside[0]])
            numbers[outside] = again
            still = again >= self._rows
            outside = outside[0][still], outside[1][still]
        return numbers.astype(np.intp)

    def _permuted(self, numbers: IntArray, keys: IntArray) -> IntArray:
        """Return where the network with keys (ROUNDS, 3, ...) takes each number of the table."""
        line, column = np.divmod(numbers, np.uint32(self._columns))
        for turn, key in enumerate(keys):
            if turn % 2 == 0:
                line = _moved(line, self._lines, column, key)
            else:
                column = _moved(column, self._columns, line, key)
        place: IntArray = line * np.uint32(self._columns) + column
        return place


def _moved(place: IntArray, places: int, other: IntArray, key: IntArray) -> IntArray:
    """Return ``place`` moved on in a circle of at most 2¹⁶, as far as a hash of ``other`` says."""
    distance = (other ^ key[0]) * key[1]  # modulo 2³², as uint32 wraps
    distance ^= distance >> np.uint32(15)
    distance *= key[2]
    distance >>= np.uint32(16)
    distance *= np.uint32(places)
    distance >>= np.uint32(16)
    distance += place
    # Below the number of places the difference wraps to something huge.
    nearer: IntArray = np.minimum(distance, distance - np.uint32(places))
    return nearer
