"""Tables of 256 colours for maps, and the contrast of two colours.

Colours are mixed in OKLab, where equal steps look equal [1]_.

References
----------
.. [1] B. Ottosson, "A perceptual color space for image processing", 2020.
.. [2] Web Content Accessibility Guidelines 2.1, "contrast ratio" and "relative luminance".
"""

from functools import cache
from typing import TypeAlias

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from playground.widgets.colours import ByteArray

TABLE_SIZE = 256

Floats: TypeAlias = NDArray[np.float64]

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@cache
def diverging_table(negative: str, neutral: str, positive: str) -> ByteArray:
    """Return RGBA from one colour through a neutral one to another, shape (256, 4), read-only."""
    ends = np.array([_to_oklab(colour) for colour in (negative, neutral, positive)])
    places = np.linspace(-1.0, 1.0, TABLE_SIZE)
    lab = np.stack([np.interp(places, [-1.0, 0.0, 1.0], ends[:, k]) for k in range(3)], axis=1)
    return _table(_from_oklab(lab))


@cache
def sequential_table(name: str) -> ByteArray:
    """Return a colour map of pyqtgraph as RGBA, shape (256, 4), read-only."""
    found = pyqtgraph.colormap.get(name)
    return _table(found.getLookupTable(nPts=TABLE_SIZE, mode="float")[:, :3])


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 [2]_."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    return float(_linear(colour) @ np.array([0.2126, 0.7152, 0.0722]))


def _linear(colour: QColor) -> Floats:
    encoded = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _to_oklab(colour: str) -> Floats:
    return np.asarray(_TO_LAB @ np.cbrt(_TO_CONES @ _linear(QColor(colour))))


def _from_oklab(lab: Floats) -> Floats:
    cones = (lab @ np.linalg.inv(_TO_LAB).T) ** 3
    linear = np.clip(cones @ np.linalg.inv(_TO_CONES).T, 0.0, 1.0)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _table(rgb: Floats) -> ByteArray:
    table = np.full((TABLE_SIZE, 4), 255, dtype=np.uint8)
    table[:, :3] = np.rint(rgb * 255.0)
    table.setflags(write=False)
    return table
