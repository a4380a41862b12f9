"""The next update in four beats: forward, loss, backward, update; with the real numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.microscope import Beats, sums
from playground import assets
from playground.i18n import translate_template
from playground.models.beats import next_beat, previous_beat
from playground.models.session import Session
from playground.models.view_state import Beat, ViewState
from playground.panels.lenses.base import Lens
from playground.panels.lenses.beat_words import BeatWords, Lines
from playground.panels.lenses.boundary_page import BoundaryPage
from playground.theme import Theme, spacing
from playground.widgets.choices import Choice, SegmentedField
from playground.widgets.describe import describe
from playground.widgets.diagram_flow import Flow
from playground.widgets.diagram_layout import Link, Neuron
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.labels import text_label, wrapped_label
from playground.widgets.number_field import NumberField
from playground.widgets.point_bars import PointBars
from playground.widgets.tab_order import put_into_tab_order
from playground.worker.events import Array, DataSummary, WorkerState
from playground.worker.inspections.base import Finding
from playground.worker.inspections.beats import BeatsSeen, NextUpdate

TEMPO_S = 1.5
"""Seconds of a beat at first."""
LEAST = 24
LOW = 60
"""Heights of the page in units of spacing: the least, and that below which a sentence gives way."""
NARROW = 150
"""Width, in units of spacing, below which the unit of the tempo stands in its tooltip only."""
MOST_BARS = 400
"""Examples that get a bar each."""
FLOWING: Sequence[Beat] = ("forward", "backward")
"""Beats in which something flows from one end of the network to the other."""


class BeatsLens(Lens):
    """A strip of four beats, the sums of what is chosen, and a picture for each beat."""

    id = "beats"

    @classmethod
    def title(cls) -> str:
        """Return the words on its tab."""
        return QCoreApplication.translate("BeatsLens", "Four beats")

    @classmethod
    def sentence(cls) -> str:
        """Return what there is to see."""
        return QCoreApplication.translate(
            "BeatsLens", "The next update step by step: forward, loss, backward, update."
        )

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._found: BeatsSeen | None = None
        self._found_in: DataSummary | None = None
        self._example = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.on_tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing(1))
        column.addLayout(self._strip())
        body = QHBoxLayout()
        body.setSpacing(spacing(4))
        body.addLayout(self._texts(), 3)
        colours = theme.view_colours()
        self.bars = PointBars(colours)
        describe(
            self.bars, "microscope.beats.points", self.tr("Points of the batch"),
            self.tr("A bar for each point; a click or arrow keys choose whose sums are shown."),
        )  # fmt: skip
        self.bars.chosen.connect(self.on_example_chosen)
        self._boundary: BoundaryPage | None = None
        self.picture = QStackedWidget()
        self.picture.addWidget(self.bars)
        self.picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.picture.setMinimumHeight(spacing(20))
        body.addWidget(self.picture, 2)
        column.addLayout(body, 1)
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(session.state_changed, self.on_state_changed)
        self._show_beat()

    @property
    def boundary(self) -> BoundaryPage:
        """What the update does to the output; made for the beat that shows it first."""
        if self._boundary is None:
            self._boundary = BoundaryPage(self.session, self.theme)
            self.picture.addWidget(self._boundary)
            put_into_tab_order(self)
        return self._boundary

    def _strip(self) -> FlowLayout:
        """Return the four beats, the way on and back, and the metronome."""
        self.beat = SegmentedField(
            (
                Choice("forward", self.tr("Forward →"), self.tr("From the batch to its answers.")),
                Choice("loss", self.tr("Loss"), self.tr("How wrong each answer is.")),
                Choice("backward", self.tr("← Backward"), self.tr("From the loss to gradients.")),
                Choice("update", self.tr("Update"), self.tr("From gradients to new weights.")),
            )
        )
        describe(
            self.beat, "microscope.beats.beat", self.tr("Beat"),
            self.tr("Which part of the next update is shown."),
        )  # fmt: skip
        self.beat.value_changed.connect(self.on_beat_chosen)
        self.back = self._button(
            "step_back", "microscope.beats.back", self.tr("One beat back"),
            self.tr("Goes back by one beat, also into the update before (key ,)."),
        )  # fmt: skip
        self.back.clicked.connect(self.on_back)
        self.next = self._button(
            "step_batch", "microscope.beats.next", self.tr("Next beat"),
            self.tr("Goes on by one beat; after the last one the update is made (key .)."),
        )  # fmt: skip
        self.next.clicked.connect(self.on_next)
        self.metronome = self._button(
            "metronome", "microscope.beats.metronome", self.tr("Metronome"),
            self.tr("Goes on by one beat again and again."),
        )  # fmt: skip
        self.metronome.setCheckable(True)
        self.metronome.toggled.connect(self.on_metronome)
        self.tempo = NumberField(
            TEMPO_S, minimum=0.1, maximum=60.0, shown=(0.2, 10.0), scale="log", slider=False
        )
        describe(
            self.tempo, "microscope.beats.tempo", self.tr("Seconds a beat"),
            self.tr("How long a beat of the metronome is, and how slowly numbers flow."),
        )  # fmt: skip
        self.tempo.value_changed.connect(self.on_tempo)
        row = FlowLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(spacing(2))
        row.setVerticalSpacing(spacing(1))
        row.addWidget(_beside(self.back, self.beat, self.next))
        self._unit = text_label(self.tr("s a beat"), "caption")
        row.addWidget(_beside(self.metronome, self.tempo, self._unit))
        return row

    def _button(self, icon: str, name: str, label: str, sentence: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(assets.icon(icon))
        describe(button, name, label, sentence)
        return button

    def _texts(self) -> QVBoxLayout:
        """Return the labels of sentence and sums."""
        self.said = wrapped_label("microscope.beats.said")
        self.legend = wrapped_label("microscope.beats.legend", "caption")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.whose = wrapped_label("microscope.beats.whose", "caption")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(spacing(2))
        self._grid.setVerticalSpacing(spacing(1))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        column = QVBoxLayout()
        column.setSpacing(spacing(1))
        for each in (self.said, self.legend, self.whose):
            column.addWidget(each)
        column.addLayout(self._grid)
        column.addStretch(1)
        return column

    # What is looked at -----------------------------------------------------------------------

    def inspection(self) -> NextUpdate:
        """Return the next update; with maps where they are shown."""
        view = self.session.view
        return NextUpdate(maps=view.beat == "update", plane=view.plane)

    def show_finding(self, finding: Finding) -> None:
        """Show another update, unless it is one of data that are gone."""
        data, rows = self.session.data, finding.result.told.rows
        if data is None or rows.max(initial=-1) >= len(data.train_points):
            return
        self._found, self._found_in = finding.result, data
        self._follow_point()
        self._show_beat()

    def show_fault(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._found = None
        self.said.setText(text)
        for label in (self.legend, self.whose):
            label.clear()
        self._show_lines([])
        self.bars.show_bars(np.zeros(0), 0, "")
        self.session.show_flow(None)

    @property
    def lines(self) -> dict[str, str]:
        """The sums shown, by what they are called."""
        return {name.text(): text.text() for name, text in self._rows if not name.isHidden()}

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the texts at the width that there is."""
        return QSize(super().minimumSizeHint().width(), spacing(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the sentence out where there is room for the sums only."""
        super().resizeEvent(event)
        self._unit.setVisible(event.size().width() >= spacing(NARROW))
        area = self.parentWidget()
        self.said.setVisible(area is None or area.height() >= spacing(LOW))

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing move or flow any more."""
        super().hideEvent(event)
        self.metronome.setChecked(False)
        self.session.show_flow(None)

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self.bars.set_colours(self.theme.view_colours())
        self._show_beat()

    # From the session ------------------------------------------------------------------------

    def on_view_changed(self, _view: ViewState) -> None:
        """Show another beat, neuron, link or point."""
        if self.isVisible():
            self.look_again()
            self._follow_point()
            self._show_beat()

    def on_state_changed(self, state: WorkerState) -> None:
        """Stop the metronome where the run goes on by itself, or has ended."""
        if state.playing:
            self.metronome.setChecked(False)

    # From the strip --------------------------------------------------------------------------

    @Slot(str)
    def on_beat_chosen(self, beat: str) -> None:
        """Show a beat."""
        self.session.pause()
        self.session.set_view(beat=beat)

    @Slot()
    def on_next(self) -> None:
        """Go on by one beat."""
        next_beat(self.session)

    @Slot()
    def on_back(self) -> None:
        """Go back by one beat."""
        previous_beat(self.session)

    @Slot(bool)
    def on_metronome(self, on: bool) -> None:
        """Go on by one beat again and again, or no longer."""
        if on:
            self.session.pause()
            self._timer.start(round(1000 * self._seconds()))
        else:
            self._timer.stop()

    @Slot(object)
    def on_tempo(self, _seconds: object) -> None:
        """Take another tempo; the running beat begins anew."""
        if self._timer.isActive():
            self._timer.start(round(1000 * self._seconds()))

    @Slot()
    def on_tick(self) -> None:
        """Go on by one beat."""
        next_beat(self.session)

    @Slot(int)
    def on_example_chosen(self, example: int) -> None:
        """Show the sums of another example of the batch."""
        if self._of_these_data is not None:
            self.session.set_view(point=("train", int(self._of_these_data.told.rows[example])))

    # Inside ----------------------------------------------------------------------------------

    @property
    def _of_these_data(self) -> BeatsSeen | None:
        """The update shown, if it is one of the data that the session has now."""
        return self._found if self._found_in is self.session.data else None

    def _seconds(self) -> float:
        value = self.tempo.value
        return float(value) if isinstance(value, int | float) else TEMPO_S

    def _follow_point(self) -> None:
        """Look at the chosen point if it is in the batch, else at the example of the same number.

        A point that is not in the batch is not chosen any more.
        """
        if self._of_these_data is None:
            return
        rows, view = self._of_these_data.told.rows, self.session.view
        if view.point is not None:
            where = np.flatnonzero(rows == view.point[1])
            if len(where) and view.point[0] == "train":
                self._example = int(where[0])
        self._example = min(self._example, len(rows) - 1)
        here = ("train", int(rows[self._example]))
        kept = view.point if view.point == here else None
        if (view.point, view.worst) != (kept, here):
            self.session.set_view(point=kept, worst=here)

    def _target(self, told: Beats) -> Neuron | Link:
        """Return the chosen neuron or link, the first output if none is."""
        view, sizes = self.session.view, told.sizes
        if view.neuron is not None:
            return Neuron(*view.neuron)
        if view.parameter is not None and view.parameter < len(told.old):
            layer, row, unit = sums.place_of(told, view.parameter)
            if row < sizes[layer]:
                return Link(layer, row, unit)
            return Neuron(layer + 1, unit)
        return Neuron(len(sizes) - 1, 0)

    def _show_beat(self) -> None:
        """Show words, sums and pictures of the beat in force."""
        beat, data = self.session.view.beat, self.session.data
        self.beat.set_value(beat)
        found = self._of_these_data
        if found is None or data is None or not self.isVisible():
            return
        told = found.told
        if told.sizes != self.session.layer_sizes:
            return  # of the run before
        words = BeatWords(told, data, self._example, self._target(told))
        self.said.setText(words.sentence(beat))
        self.legend.setText(self._legend(words.lines_mean(beat), with_lines=beat != "loss"))
        self.whose.setText(words.point if beat == "loss" else words.whose)
        self._show_lines(words.lines(beat))
        self.setAccessibleDescription(
            ". ".join(
                [self.said.text(), self.whose.text(), *(f"{n}: {t}" for n, t in words.lines(beat))]
            )
        )
        self._show_picture(beat, words)
        self._show_flow(beat, words)

    def _legend(self, text: str, *, with_lines: bool) -> str:
        """Return what lines and numbers mean, with a sample of each colour."""
        if not with_lines:
            return text
        colours = self.theme.view_colours()
        samples = (
            (colours.positive, "━━", self.tr("positive")),
            (colours.negative, "╍╍", self.tr("negative")),
        )
        shown = " ".join(
            f'<span style="color:{colour.name()}">{line}</span> {word}'
            for colour, line, word in samples
        )
        more = self.tr("Point at a link or neuron to read its number.")
        return f"{text} {shown}. {more}"

    def _show_lines(self, lines: Lines) -> None:
        while len(self._rows) < len(lines):
            pair = text_label("", "caption"), wrapped_label("", "number")
            number = len(self._rows)
            pair[0].setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            pair[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(pair[0], number, 0)
            self._grid.addWidget(pair[1], number, 1)
            self._rows.append(pair)
        for number, (name, text) in enumerate(self._rows):
            shown = number < len(lines)
            if shown:
                name.setText(lines[number][0])
                text.setText(lines[number][1])
            name.setVisible(shown)
            text.setVisible(shown)

    def _show_picture(self, beat: Beat, words: BeatWords) -> None:
        found = self._found
        assert found is not None
        if beat == "update":
            self.picture.setCurrentWidget(self.boundary)
            if found.after is not None:
                self.boundary.show_maps(found)
            return
        self.picture.setCurrentWidget(self.bars)
        told, n = found.told, self._example
        if beat == "loss":
            extra = (told.penalty, self.tr("penalty")) if told.penalty else None
            label = translate_template(type(told.loss).label)
            title = self.tr("{loss} of each point").format(loss=label)
            values, signed = told.losses, False
            mean = (told.data_loss, self.tr("mean"))
        else:
            values, title = self._of_each_point(beat, words)
            mean, extra, signed = None, None, True
        shown = values[:MOST_BARS]
        if len(shown) < len(values):
            title = self.tr("{title}, the first {drawn} of {count}").format(
                title=title, drawn=len(shown), count=len(values)
            )
        at = min(n, len(shown) - 1)
        self.bars.show_bars(shown, at, title, mean=mean, extra=extra, signed=signed)

    def _of_each_point(self, beat: Beat, words: BeatWords) -> tuple[Array, str]:
        """Return what the chosen neuron passes on, or is blamed for, at each point; its title."""
        told, target = words.told, words.target
        neuron = target if isinstance(target, Neuron) else Neuron(target.layer + 1, target.j)
        if neuron.layer == 0:
            return told.layers[0].inputs[neuron.unit], self.tr("Input of each point")
        here = told.layers[neuron.layer - 1]
        if beat == "backward":
            blames = told.examples * here.grad_pre_activations[neuron.unit]
            return blames, self.tr("Blame dL/dz of each point")
        return here.activations[neuron.unit], self.tr("Activation a of each point")

    def _show_flow(self, beat: Beat, words: BeatWords) -> None:
        """Let numbers flow in the picture of the network: from the start if the beat is new."""
        told = words.told
        moving = beat in FLOWING and not self.session.playing
        seconds = self._seconds() if moving and self.theme.view_colours().gentle else 0.0
        neurons = [Neuron(k, u) for k, size in enumerate(told.sizes) for u in range(size)]
        values = {neuron: words.value(beat, neuron) for neuron in neurons}

        def link_text(link: Link) -> str:
            value = words.value(beat, link)
            return "" if value is None else sums.rounded(value, 3)

        self.session.show_flow(
            Flow(
                links=_links_of(beat, told, self._example),
                texts={n: sums.rounded(v, 2) for n, v in values.items() if v is not None},
                link_texts=link_text,
                backwards=beat == "backward",
                seconds=seconds,
                beat=(told.step, beat),
            )
        )


def _links_of(beat: Beat, told: Beats, example: int) -> list[Array]:
    """Return the number of each link in a beat, an array (fan_in, fan_out) for each layer."""
    weights = [block[:-1] for block in told.blocks(told.old)]
    match beat:
        case "forward":
            inputs = [layer.inputs[:, example] for layer in told.layers]
            return [w * x[:, np.newaxis] for w, x in zip(weights, inputs, strict=True)]
        case "loss":
            return [np.zeros_like(w) for w in weights]
        case "backward":
            return [block[:-1] for block in told.blocks(told.data_gradient)]
    return [block[:-1] for block in told.blocks(told.new - told.old)]


def _beside(*widgets: QWidget) -> QWidget:
    """Return widgets in a row that stays together."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing(2))
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return group
