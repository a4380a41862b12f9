"""What one paints with, above the map: classes, tools, the brush; and the painting itself."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from engine import Dataset, Experiment
from engine.datasets.painted import MOST_CLASSES, Painted, PaintedPoints
from playground.assets import icon
from playground.i18n import translate_template
from playground.models.painting import PAINT_TOOLS, Brush, Painting, PaintTool
from playground.models.session import Session
from playground.models.view_state import ViewState
from playground.panels.panel import Follower
from playground.theme import CLASS_MARKS, Theme, spacing
from playground.widgets.describe import describe
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.labels import text_label
from playground.widgets.map_view import MapView
from playground.widgets.number_field import NumberField
from playground.widgets.point_tool import BrushRing, PointTool
from playground.widgets.scales import StopScale
from playground.widgets.swatches import Swatches

SEND_PERIOD_MS = 100
"""A stroke goes to the run in pieces, no oftener than this."""
LONGEST_PERIOD_MS = 1000
SENDING_SHARE = 0.05
"""Part of the time that sending them may take on a slow machine: the brush comes first."""
ROOMY = 60
"""Width, in spacing units, from which on classes can be added."""
RADII = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0)


class PaintBar(Follower):
    """Shown while the data are painted ones; brings what is painted onto the map at once.

    Parameters
    ----------
    session : Session
    theme : Theme
    view : MapView
        Where strokes are made and points are drawn.
    """

    def __init__(
        self, session: Session, theme: Theme, view: MapView, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self.theme, self.view = theme, view
        self.painting = Painting(session)
        self.setAccessibleName(self.tr("Painting"))
        self._ring = BrushRing(view.canvas)
        self._tool = PointTool(self.painting, self._ring)
        self._possible = False
        self._classes = 0
        self._sending = QTimer(self)
        self._sending.setSingleShot(True)
        self._sending.setInterval(SEND_PERIOD_MS)
        self._sending.timeout.connect(self._send)
        row = FlowLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(spacing(1))
        row.setVerticalSpacing(0)
        self._fields = self._brush_fields()
        for part in (self._class_row(), self._tool_row(), self._ends(), *self._fields):
            row.addWidget(part)
        self.on_tuning(shown=False)
        self.follow(session.experiment_changed, self.on_experiment_changed)
        self.follow(session.view_changed, self.on_view_changed)
        self.follow(self.painting.points_changed, self.on_points_changed)
        self.follow(self.painting.brush_changed, self.on_brush_changed)
        theme.theme_changed.connect(self.on_theme_changed)
        self.on_brush_changed(self.painting.brush)
        self.on_theme_changed()
        self.on_view_changed(session.view)
        self.on_experiment_changed(session.experiment)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be one row where there is little room: the settings of the data can add classes, too."""
        super().resizeEvent(event)
        self.more_classes.setVisible(event.size().width() >= spacing(ROOMY))

    # What it is made of ----------------------------------------------------------------------

    def _class_row(self) -> QWidget:
        self.swatches = Swatches()
        describe(
            self.swatches, "data.points.class", self.tr("Class"),
            self.tr("What is painted, and what points are relabelled to."),
        )  # fmt: skip
        self.swatches.value_changed.connect(self.on_class_chosen)
        self.more_classes = self._button("add")
        describe(
            self.more_classes, "data.points.add_class", self.tr("One class more"),
            self.tr("Offers one class more, up to six; the run starts anew."),
        )  # fmt: skip
        self.more_classes.clicked.connect(self.on_more_classes)
        return _joined(self.swatches, self.more_classes)

    def _tool_row(self) -> QWidget:
        texts = {
            "brush": (self.tr("Brush"), self.tr("Paints points of the chosen class.")),
            "move": (self.tr("Move"), self.tr("Drags the points under the brush.")),
            "relabel": (self.tr("Relabel"), self.tr("Gives points the chosen class.")),
            "erase": (self.tr("Erase"), self.tr("Takes the points under the brush away.")),
        }
        self._tools = QButtonGroup(self)
        buttons = []
        for number, tool in enumerate(PAINT_TOOLS):
            button = self._button(tool)
            button.setCheckable(True)
            describe(button, f"data.points.{tool}", *texts[tool])
            self._tools.addButton(button, number)
            buttons.append(button)
        self._tools.buttonClicked.connect(self.on_tool_chosen)
        return _joined(*buttons)

    def _brush_fields(self) -> tuple[QWidget, QWidget]:
        brush = Brush()
        self.radius = NumberField(brush.radius, minimum=0.0, maximum=6.0, stops=RADII)
        describe(
            self.radius, "data.points.radius", self.tr("Size"),
            self.tr("Radius of the brush; at 0 points lie exactly under the mouse."),
        )  # fmt: skip
        self.radius.value_changed.connect(self.on_radius_chosen)
        self.density = NumberField(
            brush.density, minimum=1, maximum=100, shown=(1, 30), scale="log", integer=True
        )
        describe(
            self.density, "data.points.density", self.tr("Density"),
            self.tr("How many points each dab of the brush sets."),
        )  # fmt: skip
        self.density.value_changed.connect(self.on_density_chosen)
        fields = []
        for field in (self.radius, self.density):
            field.setMaximumWidth(spacing(30))
            fields.append(_joined(text_label(field.accessibleName(), "caption"), field, space=1))
        return fields[0], fields[1]

    def _ends(self) -> QWidget:
        self.eraser = self._button("erase_all")
        describe(
            self.eraser, "data.points.erase_all", self.tr("Erase all"),
            self.tr("Takes all points away: an empty sheet."),
        )  # fmt: skip
        self.eraser.clicked.connect(self.on_erase_all)
        self.tune = self._button("settings")
        self.tune.setCheckable(True)
        describe(
            self.tune, "data.points.tune", self.tr("Size and density"),
            self.tr("Shows how broad the brush is, and how many points it sets."),
        )  # fmt: skip
        self.tune.toggled.connect(self.on_tuning)
        return _joined(self.eraser, self.tune)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(spacing(3.5), spacing(3.5)))
        button.setAutoRaise(True)
        button.setProperty("tight", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    # From the session ------------------------------------------------------------------------

    def on_experiment_changed(self, experiment: Experiment) -> None:
        """Come and go with painted data, and draw them."""
        possible = self.painting.possible
        if possible:
            if self.painting.classes != self._classes:
                self._show_classes()
            if not self.painting.waiting:
                self.on_points_changed(experiment.data.points)
        if possible != self._possible:
            self._possible = possible
            self.view.take_tool(self._tool if possible else None)
            self.view.setProperty("presses", possible)
            if possible:  # or every other point would vanish under the brush
                self.session.set_view(show_test=True)
            self.on_view_changed(self.session.view)

    def on_view_changed(self, view: ViewState) -> None:
        """Leave points alone that are not shown, and go while no points are."""
        shown = {"train": view.show_train, "test": view.show_test}
        self.painting.parts = tuple(part for part, seen in shown.items() if seen)
        self.setVisible(self._possible and view.space == "data")

    def on_points_changed(self, _points: PaintedPoints) -> None:
        """Draw the points; the run hears of them soon."""
        if self.session.data is not None:
            self._draw()
        if self.painting.waiting and not self._sending.isActive():
            self._sending.start()  # not at once: the points are to be seen first
        self.eraser.setEnabled(len(self.painting.points) > 0)

    def dataset(self) -> Dataset | None:
        """Return what the map shows of painted points, which may be newer than the run's."""
        return self.painting.dataset() if self.painting.possible else None

    def _draw(self) -> None:
        found = self.dataset()
        if found is not None:
            self.view.set_points("train", found.train_points, found.train_labels)
            self.view.set_points("test", found.test_points, found.test_labels)

    def on_brush_changed(self, brush: Brush) -> None:
        """Show what is in the hand."""
        self.swatches.set_value(brush.label)
        self._tools.button(PAINT_TOOLS.index(brush.tool)).setChecked(True)
        self.radius.set_value(brush.radius)
        self.density.set_value(brush.density)
        self._ring.set_radius(brush.radius)

    @Slot()
    def on_theme_changed(self) -> None:
        """Show classes and brush in other colours."""
        self._ring.set_colours(self.theme.view_colours())
        self._show_classes()

    # From the controls, and from keys --------------------------------------------------------

    @Slot(int)
    def on_class_chosen(self, label: int) -> None:
        """Paint another class."""
        if label < self.painting.classes:
            self.painting.set_brush(label=label)

    @Slot()
    def on_more_classes(self) -> None:
        """Offer one class more, and paint it."""
        before = self.painting.classes
        self.painting.add_class()
        if self.painting.classes > before:
            self.painting.set_brush(label=before)

    @Slot(QAbstractButton)
    def on_tool_chosen(self, button: QAbstractButton) -> None:
        """Take another tool."""
        self.take(PAINT_TOOLS[self._tools.id(button)])

    def take(self, tool: PaintTool) -> None:
        """Take a tool into the hand."""
        self.painting.end()
        self.painting.set_brush(tool=tool)

    @Slot(object)
    def on_radius_chosen(self, radius: float) -> None:
        """Take a finer or broader brush."""
        self.painting.set_brush(radius=float(radius))

    def resize_brush(self, direction: int) -> None:
        """Take a finer (-1) or broader (1) brush."""
        radius = StopScale(RADII).stepped(self.painting.brush.radius, direction)
        self.painting.set_brush(radius=radius)

    @Slot(object)
    def on_density_chosen(self, density: int) -> None:
        """Set fewer or more points with each dab."""
        self.painting.set_brush(density=int(density))

    @Slot(bool)
    def on_tuning(self, shown: bool) -> None:
        """Show or hide size and density: where there is little room, the map needs it."""
        for field in self._fields:
            field.setVisible(shown)

    @Slot()
    def on_erase_all(self) -> None:
        """Begin with an empty sheet."""
        self.painting.erase_all()

    # Inside ----------------------------------------------------------------------------------

    @Slot()
    def _send(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        self.painting.send()
        wanted = round(clock.elapsed() / SENDING_SHARE)
        self._sending.setInterval(min(max(SEND_PERIOD_MS, wanted), LONGEST_PERIOD_MS))

    def _show_classes(self) -> None:
        count = self._classes = self.painting.classes
        names = [translate_template(name) for name in Painted(classes=count).names_of_classes()]
        ground = self.theme.view_colours().background
        self.swatches.set_classes(names, self.theme.class_colours(count), CLASS_MARKS, ground)
        self.more_classes.setEnabled(count < MOST_CLASSES)
        if self.painting.brush.label >= count:
            self.painting.set_brush(label=0)


def _joined(*parts: QWidget, space: int = 0) -> QWidget:
    """Return parts that stay together when the bar is narrow."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing(space))
    for part in parts:
        row.addWidget(part)
    return whole
