"""Small pictures of data sets and features, for the gallery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event, Thread

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from engine import Data, Dataset, make_dataset
from engine.arrays import FloatArray
from engine.datasets import registry as datasets
from engine.datasets.painted import Painted
from engine.features import Feature
from engine.microscope.maps import Plane
from playground.assets import icon
from playground.theme import Theme

SAMPLES = 240
EDGE = 112  # pixels of a picture; twice what is shown, to be sharp on dense screens
MARGIN = 9.0
RADIUS = 3.4
BRUSH_MARGINS, SHEET_MARGINS = (28, 28, -28, -28), (12, 12, -12, -12)
SHEET_LINE = 3.0
SURFACE_RADIUS = 9.0  # points of a surface are so large that they close up


@dataclass(frozen=True, eq=False)
class Preview:
    """What a thumbnail shows: points (N, 2) in the unit square and labels (N,).

    ``classes`` is 0 for regression; ``surface`` says that the labels are heights over a plane.
    """

    dataset_id: str
    points: FloatArray
    labels: FloatArray
    classes: int
    surface: bool


def preview_of(data: Data) -> Preview:
    """Make a small sample of a data set and lay it into the unit square.

    Examples
    --------
    >>> preview = preview_of(Data(dataset="xor"))
    >>> preview.points.shape, preview.classes, float(preview.points.max()) <= 1.0
    ((240, 2), 2, True)
    """
    dataset_id = datasets.get(data.dataset).id
    unsplit = {"samples": SAMPLES, "test_fraction": 0.0, "sealed_fraction": 0.0}
    dataset = make_dataset(data.model_copy(update=unsplit))
    classes = len(dataset.class_names) if dataset.task != "regression" else 0
    every = -(-len(dataset.train_points) // SAMPLES) or 1
    points, labels = _flat(dataset)[::every], np.asarray(dataset.train_labels, np.float64)[::every]
    surface = not classes and dataset.train_points.shape[1] > 1
    if len(points) == 0:  # nothing painted yet
        return Preview(dataset_id, points, labels, classes, surface)
    low, span = labels.min(), max(np.ptp(labels), 1e-12)
    points = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-12)
    return Preview(
        dataset_id, points, labels if classes else (labels - low) / span, classes, surface
    )


def _flat(dataset: Dataset) -> FloatArray:
    """Return points (N, 2): target over x for one column, principal axes for more than two."""
    columns = dataset.train_points.shape[1]
    if columns == 1:
        return np.column_stack([dataset.train_points[:, 0], dataset.train_labels])
    if columns == 2:
        return dataset.train_points
    return Plane.of(dataset, "principal").project(dataset.train_points)


def draw_preview(preview: Preview, theme: Theme) -> QImage:
    """Return the points as a picture in the colours of the theme."""
    picture = QImage(EDGE, EDGE, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(theme.colour("background"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if preview.dataset_id == Painted.id:
        _draw_sheet(painter, picture.rect(), theme, empty=not len(preview.points))
    painter.setPen(Qt.PenStyle.NoPen)
    colours = _colours(preview, theme)
    span, radius = EDGE - 2 * MARGIN, SURFACE_RADIUS if preview.surface else RADIUS
    for (x, y), colour in zip(preview.points, colours, strict=True):
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(MARGIN + x * span, EDGE - MARGIN - y * span), radius, radius)
    painter.end()
    return picture


def _draw_sheet(painter: QPainter, room: QRect, theme: Theme, *, empty: bool) -> None:
    """Draw a sheet to paint on: a dashed frame, and a brush as long as it is empty."""
    painter.setPen(QPen(theme.colour("border"), SHEET_LINE, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(room.adjusted(*SHEET_MARGINS), MARGIN, MARGIN)
    if empty:
        icon("brush", "accent").paint(painter, room.adjusted(*BRUSH_MARGINS))


def _colours(preview: Preview, theme: Theme) -> list[QColor]:
    if preview.classes:
        palette = theme.class_colours(preview.classes)
        return [palette[int(label) % len(palette)] for label in preview.labels]
    if not preview.surface:
        return [theme.colour("positive")] * len(preview.labels)
    table = theme.diverging
    return [QColor(*(int(c) for c in table[int(255 * value)])) for value in preview.labels]


def draw_feature(feature: Feature, theme: Theme, reach: float = 6.0) -> QImage:
    """Return the map of a feature over the square of the data."""
    ticks = np.linspace(-reach, reach, EDGE)
    across, up = np.meshgrid(ticks, ticks[::-1])
    values = feature.compute(np.column_stack([across.ravel(), up.ravel()]))
    peak = max(float(np.abs(values).max()), 1e-12)
    rows = np.rint(127.5 + 127.5 * values / peak).astype(np.intp)
    pixels = np.ascontiguousarray(theme.diverging[rows].reshape(EDGE, EDGE, 4))
    return QImage(pixels.data, EDGE, EDGE, 4 * EDGE, QImage.Format.Format_RGBA8888).copy()


class PreviewJob(QObject):
    """Makes samples of data sets in a thread: the first table takes its time.

    Signals
    -------
    made : Preview
    """

    made = Signal(object)

    def __init__(self, dataset_ids: Iterable[str]) -> None:
        super().__init__()
        self._ids = sorted(dataset_ids, key=_is_table)
        self._cancelled = Event()
        self._thread = Thread(target=self._work, name="previews", daemon=True)

    def start(self) -> None:
        """Begin; the tables come last."""
        self._thread.start()

    def cancel(self) -> None:
        """End after the preview under way."""
        self._cancelled.set()

    def _work(self) -> None:
        for dataset_id in self._ids:
            if self._cancelled.is_set():
                return
            try:
                self.made.emit(preview_of(Data(dataset=dataset_id)))
            except RuntimeError:  # as the program ends pandas cannot be imported, nor anybody told
                if not self._cancelled.is_set():
                    raise
                return


def _is_table(dataset_id: str) -> bool:
    return datasets.class_of(dataset_id).kind == "table"
