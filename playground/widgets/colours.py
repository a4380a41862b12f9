"""The colours a picture is drawn with: one value, made from the theme, passed to every view."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

ByteArray: TypeAlias = NDArray[np.uint8]
PixelArray: TypeAlias = NDArray[np.uint32]
FloatArray: TypeAlias = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class ViewColours:
    """What a diagram or a plot needs to know of the theme.

    Parameters
    ----------
    background
        Ground of the picture; other colours are mixed with it instead of drawn transparent.
    text, muted, hairline
        Strong text, quiet text and axes, frames and grid lines.
    accent
        The frame of what is selected.
    positive, negative
        The two signs of a weight: blue and orange.
    classes
        One colour a class; of two classes the first is orange, the second blue.
    curves
        Colours of plotted curves, referred to by index.
    diverging : ndarray of shape (256, 4), uint8
        RGBA from the most negative through neutral to the most positive.
    gentle
        Whether ranges glide instead of jumping.
    """

    background: QColor
    text: QColor
    muted: QColor
    hairline: QColor
    accent: QColor
    positive: QColor
    negative: QColor
    classes: tuple[QColor, ...]
    curves: tuple[QColor, ...]
    diverging: ByteArray
    gentle: bool = True

    def class_colour(self, index: int) -> QColor:
        """Return the colour of a class; the list repeats where it is too short."""
        return self.classes[index % len(self.classes)]

    def curve_colour(self, index: int) -> QColor:
        """Return the colour of a curve; the list repeats where it is too short."""
        return self.curves[index % len(self.curves)]

    def ramp_colour(self, share: float) -> QColor:
        """Return a colour between blue (0) and orange (1), for curves that have an order."""
        return mixed(self.negative, self.positive, share)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return `share` of `colour` laid on `ground`: opaque, so cheap to draw with."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        share * colour.redF() + rest * ground.redF(),
        share * colour.greenF() + rest * ground.greenF(),
        share * colour.blueF() + rest * ground.blueF(),
    )


def rgb_of(colour: QColor) -> NDArray[np.float32]:
    """Return red, green and blue between 0 and 255, shape (3,)."""
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=np.float32)


def packed(table: ByteArray) -> PixelArray:
    """Return an RGBA table (256, 4) as opaque 0xAARRGGBB words (256,), the layout of QImage."""
    red, green, blue = (table[:, k].astype(np.uint32) for k in range(3))
    return np.asarray(0xFF000000 | (red << 16) | (green << 8) | blue, dtype=np.uint32)
