"""A pad to draw a digit on, and what the network says of it while it trains."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.datasets import registry as datasets
from engine.datasets.tabular import Digits
from playground.models.probe import Probe
from playground.models.session import Session
from playground.panels.names import class_label
from playground.theme import spacing
from playground.widgets.colours import ViewColours
from playground.widgets.describe import describe
from playground.widgets.ink import COARSE
from playground.widgets.ink_pad import InkPad
from playground.widgets.labels import ElidedLabel
from playground.widgets.probability_bars import ProbabilityBars


class DigitPage(QWidget):
    """Pad and probabilities, and an example of the test data on demand."""

    def __init__(
        self, session: Session, colours: ViewColours, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._probe: Probe | None = None
        self._example = -1  # the number of the test example shown last
        self._truth: int | None = None
        self.pad = InkPad(colours)
        describe(
            self.pad, "output.pad", self.tr("Pad"),
            self.tr(
                "Draw a digit as large as the square: mouse, or arrow keys with the space bar "
                "to put the pen down; the right button takes ink away."
            ),
        )  # fmt: skip
        self.pad.drawn.connect(self.on_drawn)
        self.bars = ProbabilityBars(colours)
        describe(
            self.bars, "output.probabilities", self.tr("Probabilities"),
            self.tr("How likely the network takes the drawing for each digit."),
        )  # fmt: skip
        self.clear = QPushButton(self.tr("Clear"))
        describe(
            self.clear, "output.pad_clear", self.clear.text(),
            self.tr("Takes all ink away; so does the Delete key on the pad."),
        )  # fmt: skip
        self.clear.clicked.connect(self.pad.clear)
        self.example = QPushButton(self.tr("Test digit"))
        describe(
            self.example, "output.pad_example", self.example.text(),
            self.tr("Shows the next digit of the test data, and which one it is."),
        )  # fmt: skip
        self.example.clicked.connect(self.on_example)
        self.verdict = ElidedLabel("", "caption")
        self.verdict.setObjectName("output.pad_verdict")
        pictures = QHBoxLayout()
        pictures.setSpacing(spacing(2))
        pictures.addWidget(self.pad, 3)
        pictures.addWidget(self.bars, 2)
        below = QHBoxLayout()
        below.setSpacing(spacing(2))
        below.addWidget(self.clear)
        below.addWidget(self.example)
        below.addWidget(self.verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(2))
        column.addLayout(pictures, 1)
        column.addLayout(below)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self.pad.set_colours(colours)
        self.bars.set_colours(colours)

    def show_data(self) -> None:
        """Take the classes of a new run, and its examples."""
        data = self._session.data
        names = () if data is None else tuple(class_label(data, k) for k in range(10))
        self.bars.set_names(names)
        self._example = -1
        self._set_truth(None)

    def show_snapshot(self) -> None:
        """Say what the newest network makes of the drawing."""
        session, snapshot = self._session, self._session.snapshot
        shares = None
        if snapshot is not None and snapshot.parameters is not None and not self.pad.ink.empty:
            if self._probe is None or not self._probe.fits(session.experiment):
                self._probe = Probe(session.experiment)
            shares = self._probe.predict(snapshot.parameters, self.pad.values)
        self.bars.set_shares(shares)
        self._show_verdict()

    @Slot()
    def on_drawn(self) -> None:
        """Forget what the example was: it is another picture now."""
        self._set_truth(None)
        self.show_snapshot()

    @Slot()
    def on_example(self) -> None:
        """Show the next example of the test data."""
        data = self._session.data
        if data is None or not len(data.test_points):
            return
        self._example = (self._example + 1) % len(data.test_points)
        self.pad.show_values(data.test_points[self._example])
        self._set_truth(int(data.test_labels[self._example]))
        self.show_snapshot()

    def _set_truth(self, truth: int | None) -> None:
        self._truth = truth
        data = self._session.data
        self.example.setEnabled(data is not None and len(data.test_points) > 0)
        self._show_verdict()

    def _show_verdict(self) -> None:
        """Tell what the example is, beside what it is taken for."""
        data, shares = self._session.data, self.bars.shares
        text = ""
        if data is not None and self._truth is not None:
            text = truth = class_label(data, self._truth)
            if shares is not None:
                taken = class_label(data, int(shares.argmax()))
                text = self.tr("{truth}, taken for {taken}").format(truth=truth, taken=taken)
        self.verdict.setText(text)


def has_digits(session: Session) -> bool:
    """Return whether the run in force reads pictures of digits, all pixels of them."""
    data = session.data
    known = datasets.get(session.experiment.data.dataset).id == Digits.id
    return known and data is not None and len(data.column_names) == COARSE**2
