"""Values on a grid over a rectangle: between the grid points, and along lines of one value.

Arrays only. Values (rows, columns) lie on a grid whose outer points are on
the edges of the rectangle; row 0 is the lowest.
"""

from collections.abc import Iterable

import numpy as np

from playground.widgets.colours import FloatArray

Extent = tuple[tuple[float, float], tuple[float, float]]

_NONE = (-1, -1)
_SIDES = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 0), (1, 2)), 6: ((0, 2),),
    7: ((3, 2),), 8: ((2, 3),), 9: ((0, 2),), 10: ((0, 1), (2, 3)), 11: ((1, 2),),
    12: ((1, 3),), 13: ((0, 1),), 14: ((3, 0),),
}  # fmt: skip
"""Sides of a cell that a line goes through, by which corners lie above its value.

Corners and sides are counted from the lower left corner and the lower side, counterclockwise.
"""
_TABLE = np.array([(*_SIDES.get(code, ()), _NONE, _NONE)[:2] for code in range(16)], dtype=np.intp)


def values_at(values: FloatArray, extent: Extent, u: float, v: float) -> tuple[float, ...]:
    """Return values (K, rows, columns) at a point, linear between the grid points.

    Examples
    --------
    >>> values_at(np.array([[[0.0, 1.0], [2.0, 3.0]]]), ((0, 1), (0, 1)), 0.5, 0.25)
    (1.0,)
    """
    (u0, u1), (v0, v1) = extent
    rows, columns = values.shape[1:]
    across = min(max((u - u0) / (u1 - u0), 0.0), 1.0) * (columns - 1)
    up = min(max((v - v0) / (v1 - v0), 0.0), 1.0) * (rows - 1)
    column, row = min(int(across), columns - 2), min(int(up), rows - 2)
    here = values[:, row : row + 2, column : column + 2].astype(float)
    level = here[:, 0] + (here[:, 1] - here[:, 0]) * (up - row)
    found = level[:, 0] + (level[:, 1] - level[:, 0]) * (across - column)
    return tuple(found.tolist())


def contour_lines(
    values: FloatArray, extent: Extent, levels: Iterable[float]
) -> tuple[FloatArray, FloatArray]:
    """Return the lines on which values (rows, columns) equal a level, as many short pieces.

    Parameters
    ----------
    values : ndarray of shape (rows, columns)
        Finite values.
    extent
        Where the outer grid points lie.
    levels
        Any number of values.

    Returns
    -------
    x, y : ndarray of shape (2 M,)
        Begin and end of each of M straight pieces, in turns.

    Notes
    -----
    Marching squares (Lorensen & Cline, 1987, in two dimensions): where two
    opposite corners of a cell lie above and two below, the mean decides.

    Examples
    --------
    >>> slope = np.array([[0.0, 1.0], [0.0, 1.0]])
    >>> contour_lines(slope, ((0.0, 2.0), (0.0, 1.0)), [0.25])[0].tolist()
    [0.5, 0.5]
    """
    found = [_pieces(np.asarray(values, float), level) for level in levels]
    places = np.concatenate([np.zeros((0, 2)), *found])
    (u0, u1), (v0, v1) = extent
    rows, columns = values.shape
    x = u0 + places[:, 0] * ((u1 - u0) / (columns - 1))
    y = v0 + places[:, 1] * ((v1 - v0) / (rows - 1))
    return x, y


def _pieces(values: FloatArray, level: float) -> FloatArray:
    """Return begins and ends (2 M, 2), in columns and rows of the grid."""
    above = (values > level).astype(np.uint8)
    codes = above[:-1, :-1] | above[:-1, 1:] << 1 | above[1:, 1:] << 2 | above[1:, :-1] << 3
    rows, columns = np.nonzero((codes != 0) & (codes != 15))
    code = codes[rows, columns].astype(np.intp)
    corners = np.stack(
        [
            values[rows, columns], values[rows, columns + 1],
            values[rows + 1, columns + 1], values[rows + 1, columns],
        ]
    )  # fmt: skip
    saddle = (code == 5) | (code == 10)
    joined = corners[:, saddle].mean(axis=0) > level
    code[saddle] = np.where(joined, 15 - code[saddle], code[saddle])
    following = np.roll(corners, -1, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):  # sides that no line goes through
        share = np.clip((level - corners) / (following - corners), 0.0, 1.0)
    begin_x, begin_y = np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0])
    step_x, step_y = np.roll(begin_x, -1) - begin_x, np.roll(begin_y, -1) - begin_y
    x = columns + begin_x[:, np.newaxis] + step_x[:, np.newaxis] * share
    y = rows + begin_y[:, np.newaxis] + step_y[:, np.newaxis] * share
    sides = _TABLE[code]  # (cells, 2 pieces, 2 ends)
    cell, piece = np.nonzero(sides[:, :, 0] >= 0)
    ends = sides[cell, piece]
    places = np.stack([x[ends, cell[:, np.newaxis]], y[ends, cell[:, np.newaxis]]], axis=-1)
    return places.reshape(-1, 2)


def margin_of(probabilities: FloatArray) -> FloatArray:
    """Return by how much each class is surer than the best other one, (K, rows, columns).

    A class's area ends where this is zero.

    Examples
    --------
    >>> margin_of(np.array([0.5, 0.25, 0.25]).reshape(3, 1, 1)).ravel().tolist()
    [0.25, -0.25, -0.25]
    """
    second, best = np.partition(probabilities, -2, axis=0)[-2:]
    return np.asarray(probabilities - np.where(probabilities == best, second, best))
