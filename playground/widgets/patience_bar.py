"""How much of its patience early stopping has spent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from playground.widgets.describe import describe
from playground.widgets.labels import ElidedLabel, tabular


class PatienceBar(QWidget):
    """A bar that fills with every epoch that was no better than the best one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel("", "caption", self, letters=4)
        self.label.setFont(tabular(self.label.font()))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        describe(
            self, "plots.patience", self.tr("Patience"),
            self.tr("Epochs without a better test loss; when the bar is full, training stops."),
        )  # fmt: skip
        self.hide()

    def set_waited(self, waited: int | None, patience: int) -> None:
        """Show how many epochs of how many went by; None hides the bar."""
        self.setVisible(waited is not None)
        if waited is None:
            return
        waited, most = min(waited, patience), max(patience, 1)
        text = self.tr("no better for {waited} of {patience}").format(
            waited=str(waited).rjust(len(str(patience)), "\u2007"), patience=patience
        )
        self.bar.setRange(0, most)
        self.bar.setValue(waited)
        self.label.setText(text)
        self.setAccessibleDescription(text)
