"""Mini-batch microscope: the gradient of a batch beside that of all data."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.microscope import BatchNoise
from engine.microscope.sums import rounded
from playground.models.session import Session
from playground.panels.lenses.base import Lens
from playground.theme import Theme, spacing
from playground.widgets.chart import Arrow, Chart, Dot
from playground.widgets.describe import describe
from playground.widgets.labels import text_label, wrapped_label
from playground.widgets.number_field import NumberField
from playground.widgets.numbers import format_count
from playground.worker.events import Started
from playground.worker.inspections.base import Finding
from playground.worker.inspections.batches import GradientsOfBatches

SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
PLACE = "training.batch_size"
FAR = 0.9
"""Share of the arrows that the picture has room for; the longest ones stick out."""
ROOM = 1.15
SHRINKING = 0.97
"""What is shown shrinks by no more than this from one picture to the next."""


class BatchesLens(Lens):
    """Arrows of many batches around the arrow of all data."""

    id = "batches"

    @classmethod
    def title(cls) -> str:
        """Return the word on its tab."""
        return QCoreApplication.translate("BatchesLens", "Batches")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "BatchesLens", "How far the gradient of a mini-batch strays from that of all data."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._reach = 0.0
        self.field = NumberField(
            32, minimum=1, integer=True, shown=(1, 512), scale="log", stops=SIZES
        )
        describe(
            self.field, "microscope.batches.size", self.tr("Batch size"),
            self.tr("Of the random batches shown here; the run keeps its own."),
        )  # fmt: skip
        self.field.setMaximumWidth(spacing(70))
        self.use = QPushButton(self.tr("Train with it"))
        describe(
            self.use, "microscope.batches.use", self.tr("Train with this batch size"),
            self.tr("Sets the batch size of the run; it goes on with its weights."),
        )  # fmt: skip
        self.chart = Chart(
            theme.view_colours(),
            self.tr("along the gradient of all data"),
            self.tr("beside it"),
        )
        self.chart.set_equal()
        self.chart.setAccessibleName(self.tr("Gradients"))
        self.chart.setMinimumSize(spacing(40), spacing(30))
        self.said = wrapped_label("microscope.batches.said")
        head = QHBoxLayout()
        head.setSpacing(spacing(2))
        head.addWidget(text_label(self.tr("Batch size"), "caption"))
        head.addWidget(self.field, 1)
        head.addWidget(self.use)
        head.addStretch(1)
        side = QVBoxLayout()
        side.addWidget(self.said)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(spacing(4))
        row.addWidget(self.chart, 3)
        row.addLayout(side, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(head)
        column.addLayout(row, 1)
        self._follow_run()
        self.field.value_changed.connect(self.on_size_chosen)
        self.use.clicked.connect(self.on_use)
        self.follow(session.started, self.on_started)

    def inspection(self) -> GradientsOfBatches:
        """Return the size asked for."""
        size = self.field.value
        return GradientsOfBatches(size if isinstance(size, int) else None)

    def on_started(self, _started: Started) -> None:
        """Begin with the batch size of the run."""
        self._reach = 0.0
        self._follow_run()
        self.look_again()

    @Slot(object)
    def on_size_chosen(self, _size: Any) -> None:
        """Look at batches of another size."""
        self.look_again()

    @Slot()
    def on_use(self) -> None:
        """Train with this batch size."""
        self.session.set_value(PLACE, self.field.value)

    def show_finding(self, finding: Finding) -> None:
        """Draw the arrows and say how they lie."""
        told: BatchNoise = finding.result
        zero = (0.0, 0.0)
        arrows = [Arrow(zero, (x, y), "", "muted", 1.0) for x, y in told.arrows.tolist()]
        next_one = self.tr("next batch ({size})").format(size=told.next_size)
        all_data = self.tr("all data ({size})").format(size=format_count(told.rows))
        arrows.append(Arrow(zero, _point(told.next_arrow), next_one, "negative", 2.5))
        arrows.append(Arrow(zero, _point(told.full), all_data, "accent", 3.5))
        self._follow_reach(told)
        self.chart.set_ranges((-self._reach, self._reach), (-self._reach / 2, self._reach / 2))
        self.chart.draw(dots=[Dot(zero, "", "text")], arrows=arrows)
        text = self._words(told)
        self.said.setText(text)
        self.chart.setAccessibleDescription(text)

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self.said.setText(text)
        self.chart.draw()

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.chart.set_colours(self.theme.view_colours())

    # Inside ----------------------------------------------------------------------------------

    def _follow_run(self) -> None:
        size = self.session.value(PLACE)
        self.field.set_value(size if isinstance(size, int) else SIZES[-1])

    def _follow_reach(self, told: BatchNoise) -> None:
        """Show most of the arrows; what is shown grows at once and shrinks slowly."""
        far = float(np.quantile(np.abs(told.arrows), FAR)) if told.arrows.size else 0.0
        far = max(far, float(np.abs(told.full).max()), float(np.abs(told.next_arrow).max()))
        self._reach = max(ROOM * far, SHRINKING * self._reach) or 1.0

    def _words(self, told: BatchNoise) -> str:
        length = math.hypot(*told.full)
        lines = [
            self.tr(
                "The next batch, {size} points, points {angle}° away from all data; "
                "it is {times} times as long."
            ).format(
                size=told.next_size,
                angle=f"{told.next_angle:.0f}",
                times=rounded(told.next_length / length, 2) if length else "∞",
            ),
            self.tr(
                "Random batches of {size} stray by {angle}° (every second one by more)."
            ).format(size=told.batch_size, angle=f"{np.median(told.angles):.0f}"),
        ]
        if math.isnan(told.noise_scale):
            lines.append(self.tr("A batch of all data does not stray at all."))
        elif math.isfinite(told.noise_scale):
            lines.append(
                self.tr(
                    "With about {size} points a batch, chance is as strong as the direction itself."
                ).format(size=format_count(max(1, round(told.noise_scale))))
            )
        lines.append(
            self.tr("This plane shows {share} % of how the batches differ.").format(
                share=f"{100.0 * told.shown:.0f}"
            )
        )
        return "\n".join(lines)


def _point(arrow: np.ndarray[Any, Any]) -> tuple[float, float]:
    return float(arrow[0]), float(arrow[1])
