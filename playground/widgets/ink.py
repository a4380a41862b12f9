"""Ink on a square sheet, and the coarse picture that a network of few inputs sees of it. Arrays."""

import numpy as np

from playground.widgets.colours import FloatArray

FINE, COARSE = 32, 8
"""Pixels along each edge of the sheet, and of the picture made of it."""
DEPTH = 16.0
"""Value of a coarse pixel that is full of ink."""
PEN = 2.0
"""Radius of the pen, in fine pixels."""


class Ink:
    """What was drawn, from 0 to 1 in each of 32 × 32 pixels, row 0 at the top.

    Pictures of the digits data set were made in this way: bitmaps of 32 × 32
    in which the pixels of each block of 4 × 4 were counted.

    References
    ----------
    .. [1] E. Alpaydin & C. Kaynak, *Optical Recognition of Handwritten Digits*,
       UCI Machine Learning Repository, 1998.

    Examples
    --------
    >>> ink = Ink()
    >>> ink.draw((16.0, 4.0), (16.0, 28.0))
    >>> ink.blocks()[4].tolist()
    [0.0, 0.0, 0.0, 8.0, 8.0, 0.0, 0.0, 0.0]
    """

    def __init__(self) -> None:
        self.pixels: FloatArray = np.zeros((FINE, FINE))

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.pixels.any()

    def clear(self) -> None:
        """Take all ink away."""
        self.pixels[...] = 0.0

    def draw(
        self, begin: tuple[float, float], end: tuple[float, float], *, erase: bool = False
    ) -> None:
        """Draw a line between two points (x, y), y downwards, with a pen that is soft at its edge.

        With ``erase`` it takes ink away.
        """
        centres = np.arange(FINE) + 0.5
        x, y = centres[np.newaxis, :] - begin[0], centres[:, np.newaxis] - begin[1]
        along_x, along_y = end[0] - begin[0], end[1] - begin[1]
        length = along_x**2 + along_y**2
        share = np.clip((x * along_x + y * along_y) / length, 0.0, 1.0) if length else 0.0
        away = np.hypot(x - share * along_x, y - share * along_y)
        laid = np.clip(PEN + 0.5 - away, 0.0, 1.0)
        if erase:
            np.minimum(self.pixels, 1.0 - laid, out=self.pixels)
        else:
            np.maximum(self.pixels, laid, out=self.pixels)

    def blocks(self) -> FloatArray:
        """Return the coarse picture (8, 8): whole numbers from 0 to 16."""
        size = FINE // COARSE
        means = self.pixels.reshape(COARSE, size, COARSE, size).mean(axis=(1, 3))
        return np.asarray(np.rint(DEPTH * means))

    def show_blocks(self, blocks: FloatArray) -> None:
        """Take a coarse picture (8, 8) as the drawing."""
        size = FINE // COARSE
        self.pixels[...] = np.kron(blocks / DEPTH, np.ones((size, size)))
