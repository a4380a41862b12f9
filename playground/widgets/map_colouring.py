"""From the values of a map to the pixels of its picture. Arrays only."""

import numpy as np

from playground.widgets.colours import (
    ByteArray,
    FloatArray,
    PixelArray,
    ViewColours,
    mixed,
    packed,
    rgb_of,
)

TINT = 0.72  # share of a class's colour in its area, so that points stand out
HARD_ENDS = (32, 223)  # entries of the colour table for the two classes without shades


class MapColouring:
    """Colours maps by one palette.

    Parameters
    ----------
    colours
        The palette.
    classes
        Number of classes, for maps of several.
    """

    def __init__(self, colours: ViewColours, classes: int) -> None:
        self._table = packed(colours.diverging)
        self._ends = self._table[list(HARD_ENDS)]
        self._ground = rgb_of(colours.background)
        tints = [
            rgb_of(mixed(colours.class_colour(k), colours.background, TINT))
            for k in range(max(classes, 1))
        ]
        self._tints = np.array(tints, dtype=np.float32)
        rgba: ByteArray = np.concatenate(
            [self._tints.astype(np.uint8), np.full((len(tints), 1), 255, np.uint8)], axis=1
        )
        self._flat = packed(rgba)

    def values(self, values: FloatArray, low: float, high: float) -> PixelArray:
        """Return pixels of values (n, n), from `low` to `high`."""
        scaled = np.clip((values - low) * (255.0 / max(high - low, 1e-12)), 0.0, 255.0)
        return np.asarray(self._table[scaled.astype(np.uint8)])

    def two_classes(self, probabilities: FloatArray, hard: bool) -> PixelArray:
        """Return pixels for the probability (n, n) of the second of two classes."""
        if hard:
            return np.asarray(self._ends[(probabilities > 0.5).astype(np.intp)])
        return self.values(probabilities, 0.0, 1.0)

    def many_classes(self, probabilities: FloatArray, hard: bool) -> PixelArray:
        """Return pixels for probabilities (K, n, n): the surest class, or a blend of all.

        In the blend each colour has its probability for weight, and the ground shines through
        where the surest class is not much surer than chance.
        """
        count, rows, columns = probabilities.shape
        flat = probabilities.reshape(count, -1)
        if hard:
            return np.asarray(self._flat[flat.argmax(axis=0)]).reshape(rows, columns)
        blend = self._tints[:count].T @ flat  # (3, n²)
        confidence = (flat.max(axis=0) - 1.0 / count) * (count / max(count - 1, 1))
        ground = self._ground[:, None]
        rgb = np.clip(ground + (blend - ground) * confidence, 0.0, 255.0).astype(np.uint32)
        words = 0xFF000000 | (rgb[0] << 16) | (rgb[1] << 8) | rgb[2]
        return np.asarray(words, dtype=np.uint32).reshape(rows, columns)
