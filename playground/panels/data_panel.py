"""The data: which set, how much of it, how noisy, and what the network sees of it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from engine import Data
from engine.datasets import registry as datasets
from engine.datasets.base import DatasetSource
from engine.datasets.choosing import chosen_features
from engine.datasets.painted import Painted
from engine.features import features
from playground.assets import icon
from playground.i18n import translate_template
from playground.models.painting import copied, copyable
from playground.models.session import Session
from playground.panels.form import ExperimentForm, PartForm
from playground.panels.names import feature_label
from playground.panels.panel import Panel, panel_layout
from playground.panels.previews import (
    Preview,
    PreviewJob,
    draw_feature,
    draw_preview,
    preview_of,
)
from playground.panels.sealed_test import SealedTest
from playground.theme import Theme, spacing
from playground.widgets.collapsible import Collapsible
from playground.widgets.describe import describe
from playground.widgets.flag_field import FlagField
from playground.widgets.gallery import Gallery, GalleryItem
from playground.widgets.labels import text_label
from playground.widgets.numbers import format_number
from playground.widgets.tab_order import put_into_tab_order
from playground.widgets.throttle import Throttle
from playground.worker.events import Started

PREVIEW_PERIOD_MS = 100
PAINTED_PERIOD_MS = 500
"""While a brush is moved, there is better use for the time."""
TILE = 29
"""Size of a thumbnail, in pixels: six fit side by side in the narrowest column."""
MOST_TOGGLES = 16
"""Columns that can be turned on and off one by one; of pictures, that have more, all are fed."""
GENERATED_ONLY = ("data.samples", "data.noise")


class ColumnToggles(QWidget):
    """A check box for each column of a table.

    Signals
    -------
    values_changed : tuple of str
        Names of the columns that are on, after the user's choice.
    """

    values_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: dict[str, FlagField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing(1))

    def set_names(self, names: Iterable[str]) -> None:
        """Offer other columns."""
        for flag in self._flags.values():
            self._column.removeWidget(flag)
            flag.hide()
            flag.deleteLater()
        self._flags = {name: FlagField(feature_label(name), parent=self) for name in names}
        for name, flag in self._flags.items():
            describe(flag, f"data.features.{name}", flag.text(), self.tr("Feed this column."))
            flag.value_changed.connect(self._on_changed)
            self._column.addWidget(flag)
        put_into_tab_order(self)

    @property
    def values(self) -> tuple[str, ...]:
        """Names of the columns that are on."""
        return tuple(name for name, flag in self._flags.items() if flag.value)

    def set_values(self, names: Iterable[str]) -> None:
        """Turn exactly these on without emitting."""
        chosen = set(names)
        for name, flag in self._flags.items():
            flag.set_value(name in chosen)

    @Slot(bool)
    def _on_changed(self) -> None:
        self.values_changed.emit(self.values)


class DataPanel(Panel):
    """Gallery of data sets, their settings, and the inputs of the network."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._previews: dict[str, Preview] = {}
        self._source: DatasetSource | None = None
        self._offered: tuple[str, ...] = ()
        self._asked = False
        self._shown_data: Data | None = None
        self._throttler = Throttle(PREVIEW_PERIOD_MS, at_once=False, parent=self)
        self._throttler.triggered.connect(self._show_chosen)
        self._stale: list[str] = []
        self._drawing = QTimer(self)  # one at a time, so that nobody waits for all
        self._drawing.timeout.connect(self._draw_stale)
        self._job = PreviewJob(datasets.ids())
        self._job.made.connect(self.on_default_preview)
        self.destroyed.connect(self._job.cancel)

        self.regenerate = QToolButton(self)
        self.regenerate.setIcon(icon("regenerate", "muted"))
        self.regenerate.setAutoRaise(True)
        self.regenerate.setFixedSize(spacing(6), spacing(6))
        describe(
            self.regenerate, "data.regenerate", self.tr("Regenerate the data"),
            self.tr("Draw other points of the same kind: a new data seed."),
        )  # fmt: skip
        self.regenerate.clicked.connect(self.on_regenerate)
        column = panel_layout(self, self.tr("Data"), self.regenerate)
        column.setContentsMargins(spacing(3), spacing(3), spacing(3), spacing(1))
        self.gallery = Gallery(tile=TILE, captioned=False)
        describe(
            self.gallery, "data.dataset", self.tr("Data set"),
            self.tr("The examples to learn from."),
        )  # fmt: skip
        self.gallery.set_items(tuple(gallery_item(source) for source in datasets))
        self.gallery.value_changed.connect(self.on_dataset_chosen)
        self.sentence = text_label("", "caption")
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setWordWrap(True)
        self.paint_here = QPushButton(self.tr("Paint on these points"))
        describe(
            self.paint_here, "data.points.paint_here", self.paint_here.text(),
            self.tr("Takes the points as they are as a sheet to paint on."),
        )  # fmt: skip
        self.paint_here.clicked.connect(self.on_paint_here)
        column.addLayout(close_together(self.gallery, self.sentence, self.paint_here))

        self.own = PartForm(session, "data.dataset", self)
        self.settings = ExperimentForm(session, self)
        for place in ("data.samples", "data.noise", "data.test_fraction"):
            self.settings.add(place)
        column.addLayout(close_together(self.own, self.settings))

        self.features = Gallery(multiple=True, tile=27)
        describe(
            self.features, "data.features", self.tr("Features"),
            self.tr("What the network sees of each example."),
        )  # fmt: skip
        self.features.values_changed.connect(self.on_features_chosen)
        self.columns = ColumnToggles()
        self.columns.values_changed.connect(self.on_features_chosen)
        self.all_columns = text_label("", "caption")
        self.all_columns.setObjectName("data.all_columns")
        self.gaps = text_label("", "caption")
        self.gaps.setObjectName("data.gaps")
        self.gaps.setWordWrap(True)
        caption = text_label(self.tr("Features"), "caption")
        column.addLayout(
            close_together(caption, self.features, self.columns, self.all_columns, self.gaps)
        )
        self.rare = ExperimentForm(session, self)
        for place in ("data.label_noise", "data.outliers", "data.imbalance"):
            self.rare.add(place)
        self.rare.add("data.sealed_fraction")
        self.sealed = SealedTest(session, self)
        self.rare.form.add_wide(self.sealed)
        self.rare.add("data.scaling")
        self.rare.add("data.seed", slider=False)
        self.more = Collapsible(self.tr("More"), expanded=False)
        self.more.setObjectName("data.more")
        self.more.add(self.rare)
        column.addWidget(self.more)
        column.addStretch(1)

        self.follow(session.experiment_changed, self.on_experiment_changed)
        self.follow(session.started, self.on_started)
        self.follow(session.snapshot_changed, self._make_thumbnails)
        self.follow(session.problem_raised, self._make_thumbnails)
        self.on_experiment_changed(session.experiment)
        self._show_gaps()

    def refresh(self) -> None:
        """Have the thumbnails made when the panel is seen for the first time."""
        self._make_thumbnails()

    def _make_thumbnails(self, _news: object = None) -> None:
        """Begin, unless begun, once the first picture of the run or a problem is shown."""
        known = self.session.snapshot is not None or self.session.problem is not None
        if known and self.isVisible() and not self._asked:
            self._asked = True
            QTimer.singleShot(0, self._job.start)  # once all is painted

    def give_up_thumbnails(self) -> None:
        """Have no more of them made: the window closes."""
        self._job.cancel()

    # From the session ------------------------------------------------------------------------

    def on_experiment_changed(self, _experiment: object) -> None:
        """Show the data set and the features in force."""
        source = datasets.get(self.session.value("data.dataset"))
        if source != self._source:
            self._source = source
            self._show_source(source)
        chosen = chosen_features(source, self.session.value("data.features"))
        self.features.set_values(chosen)
        self.columns.set_values(chosen)
        self.paint_here.setVisible(copyable(self.session.experiment.data))
        if self._shown_data != self.session.experiment.data:
            self._shown_data = self.session.experiment.data
            self._throttler.throttle()
            self._show_gaps()
        seed = format_number(self.session.value("data.seed"))
        self.more.set_summary(self.tr("seed {seed}").format(seed=seed))

    def on_started(self, _started: Started) -> None:
        """Tell how many rows had gaps."""
        self._show_gaps()

    @Slot(object)
    def on_default_preview(self, preview: Preview) -> None:
        """Show a set as it is by default, but the chosen one and painted points as they are."""
        data = self.session.experiment.data
        chosen = datasets.get(data.dataset)
        if preview.dataset_id == chosen.id and chosen.kind != "table":
            preview = preview_of(data)
        elif preview.dataset_id == Painted.id and len(data.points):
            painted = Painted(classes=data.points.classes)
            preview = preview_of(Data(dataset=painted, points=data.points))
        self._previews[preview.dataset_id] = preview
        self._stale.insert(0, preview.dataset_id)
        self._drawing.start()

    def _show_preview(self, preview: Preview) -> None:
        """Show a thumbnail that was made."""
        self._previews[preview.dataset_id] = preview
        self.gallery.set_image(preview.dataset_id, draw_preview(preview, self.theme))

    @Slot()
    def on_theme_changed(self) -> None:
        """Draw the pictures in the colours of the theme."""
        self._stale = [*reversed(self._previews)]
        self._drawing.start()
        self._draw_features()

    @Slot()
    def _draw_stale(self) -> None:
        """Draw one more thumbnail in the colours of the theme."""
        if self._stale:
            self._show_preview(self._previews[self._stale.pop()])
        else:
            self._drawing.stop()

    # From the controls -----------------------------------------------------------------------

    @Slot()
    def on_regenerate(self) -> None:
        """Draw other points."""
        self.session.regenerate()

    @Slot(str)
    def on_dataset_chosen(self, dataset_id: str) -> None:
        """Take another data set."""
        if not self.session.choose("data.dataset", dataset_id):
            self.gallery.set_value(datasets.get(self.session.value("data.dataset")).id)

    @Slot()
    def on_paint_here(self) -> None:
        """Paint on the points that there are."""
        self.session.set_points(copied(self.session.experiment.data))

    @Slot(object)
    def on_features_chosen(self, chosen: tuple[str, ...]) -> None:
        """Feed the network with other features; a refusal restores what was."""
        source = datasets.get(self.session.value("data.dataset"))
        names = tuple(name for name in source.feature_ids() if name in chosen)
        if not self.session.set_value("data.features", names):
            self.on_experiment_changed(self.session.experiment)

    # Inside ----------------------------------------------------------------------------------

    def _show_source(self, source: DatasetSource) -> None:
        """Show what belongs to another data set."""
        self.gallery.set_value(source.id)
        painted = source.kind == "painted"
        self._throttler.set_period(PAINTED_PERIOD_MS if painted else PREVIEW_PERIOD_MS)
        title = escape(translate_template(source.label))
        self.sentence.setText(f"<b>{title}.</b> {escape(translate_template(source.sentence))}")
        is_table, names = source.kind == "table", source.feature_ids()
        generated, has_classes = source.kind == "synthetic", source.task != "regression"
        for place in GENERATED_ONLY:
            self.settings.form.set_visible(place, generated)
        self.rare.form.set_visible("data.label_noise", has_classes and not is_table)
        self.rare.form.set_visible("data.outliers", generated)
        self.rare.form.set_visible("data.imbalance", has_classes and generated)
        self.features.setVisible(not is_table)
        choosable = is_table and len(names) <= MOST_TOGGLES
        self.columns.setVisible(choosable)
        self.columns.set_names(names if choosable else ())
        self.all_columns.setText(self.tr("all {count} columns").format(count=len(names)))
        self.all_columns.setVisible(is_table and not choosable)
        if not is_table and names != self._offered:  # most sets of two inputs offer the same
            self._offered = names
            self.features.set_items(feature_item(name) for name in names)
            self._draw_features()

    @Slot()
    def _show_chosen(self) -> None:
        """Let the picture of the chosen set show its settings; a table looks the same always."""
        data = self.session.experiment.data
        if self._asked and datasets.get(data.dataset).kind != "table":
            self._show_preview(preview_of(data))

    def _draw_features(self) -> None:
        for name in self._offered:
            self.features.set_image(name, draw_feature(features.get(name), self.theme))

    def _show_gaps(self) -> None:
        """Tell how many rows of a table were left out, or what is still to be painted."""
        hint = self._painting_hint()
        if hint:
            self.gaps.setText(hint)
            self.gaps.show()
            return
        data = self.session.data
        dropped = 0 if data is None else data.rows_dropped
        text = (
            self.tr("1 row with gaps left out")
            if dropped == 1
            else self.tr("{count} rows with gaps left out").format(count=dropped)
        )
        self.gaps.setText(text)
        self.gaps.setVisible(dropped > 0)

    def _painting_hint(self) -> str:
        """Return what painted points still lack."""
        data = self.session.experiment.data
        if datasets.get(data.dataset).kind != "painted":
            return ""
        if len(data.points) == 0:
            return self.tr("Nothing is painted yet: click and drag on the output.")
        if len(set(data.points.labels.tolist())) == 1:
            return self.tr("All points are of one class: paint another class, too.")
        return ""


def close_together(*parts: QWidget) -> QVBoxLayout:
    """Return a column of parts that belong to each other."""
    column = QVBoxLayout()
    column.setSpacing(spacing(1))
    for part in parts:
        column.addWidget(part)
    return column


def gallery_item(source: type[DatasetSource]) -> GalleryItem:
    """Return the entry of a data set, still without its picture."""
    return GalleryItem(
        source.id, translate_template(source.label), None, translate_template(source.sentence),
        source.formula, source.source,
    )  # fmt: skip


def feature_item(name: str) -> GalleryItem:
    """Return the entry of a feature, still without its picture."""
    feature = features.class_of(name)
    return GalleryItem(
        name, feature_label(name), None, translate_template(feature.sentence), feature.formula,
        feature.source,
    )  # fmt: skip
