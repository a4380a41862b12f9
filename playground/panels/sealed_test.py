"""The part of the data that is kept for one last test, and what it told."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from playground.models.session import Session
from playground.panels.panel import Follower
from playground.panels.score_table import format_measure, format_share
from playground.theme import spacing
from playground.widgets.describe import describe
from playground.widgets.labels import text_label


class SealedTest(Follower):
    """A button that opens the sealed part once, and the result in its place from then on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.button = QPushButton(self.tr("Open the sealed test"), self)
        describe(
            self.button, "data.open_sealed", self.button.text(),
            self.tr("Evaluate on the sealed examples, once in a run: look when all is decided."),
        )  # fmt: skip
        self.button.clicked.connect(self.on_clicked)
        self.result = text_label("", "caption")
        self.result.setObjectName("data.sealed_result")
        self.result.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addWidget(self.button)
        column.addWidget(self.result)
        self.follow(session.started, self.on_changed)
        self.follow(session.data_changed, self.on_changed)
        self.follow(session.state_changed, self.on_changed)
        self.on_changed()

    def on_changed(self, _what: object = None) -> None:
        """Show what there is: something sealed, a result, or nothing."""
        data, state = self.session.data, self.session.state
        result = None if state is None else state.sealed
        self.button.setVisible(result is None and data is not None and data.sealed_rows > 0)
        self.result.setVisible(result is not None)
        self.setVisible(not (self.button.isHidden() and self.result.isHidden()))
        if result is not None:
            loss = format_measure(result["loss"])
            if "r2" in result:
                text = self.tr("Sealed test: loss {loss}, R² {score}")
                score = format_measure(result["r2"])
            else:
                text = self.tr("Sealed test: loss {loss}, accuracy {score}")
                score = format_share(result["accuracy"])
            self.result.setText(text.format(loss=loss, score=score))

    @Slot()
    def on_clicked(self) -> None:
        """Open it."""
        self.session.open_sealed()
