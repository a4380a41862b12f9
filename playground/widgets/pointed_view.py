"""What pictures of the output have in common: something to point at, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.widgets.colours import ViewColours
from playground.widgets.labels import ElidedLabel
from playground.widgets.map_tools import LookTool, Tool
from playground.widgets.plot_canvas import PlotCanvas
from playground.widgets.plot_mouse import PlotMouse
from playground.widgets.read_out import Cross, ReadOut

ROOMY = 60
"""Height, in spacing units, from which on the axes have their names."""
CURSOR_ORDER = 9  # over everything else


class PointedView(QWidget):
    """A plot with a read-out.

    Whoever derives from it says what lies at a point (`reading_at`) and puts
    it into words (`sentence`).

    Parameters
    ----------
    colours
        The palette.
    parent

    Signals
    -------
    hovered : object or None
        What lies under the mouse or the cross.
    looking_changed : bool
        Someone begins to read out, or ends it.
    clicked : float, float
        Coordinates of a left click.
    let_go
        Escape, where there was nothing of the picture's own to take back.
    """

    hovered = Signal(object)
    looking_changed = Signal(bool)
    clicked = Signal(float, float)
    let_go = Signal()

    def __init__(self, colours: ViewColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._looked_at: QPointF | None = None
        self._by_key = False
        self.canvas = PlotCanvas(self)
        self.canvas.named_from = {"bottom": ROOMY, "left": ROOMY}
        self.readout = ReadOut(self.canvas)
        self.readout.setObjectName("readout")
        self.note_label = ElidedLabel("", "caption")
        self.note_label.setObjectName("note")
        self._cross = Cross(self.canvas, CURSOR_ORDER)
        self._under = QHBoxLayout()
        self._under.addWidget(self.note_label, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(self._under)
        self._tool: Tool = LookTool()
        self.canvas.mouse.connect(self._on_mouse)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("arrows", True)

    # Tools -------------------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """What mouse and keys do now."""
        return self._tool

    def take_tool(self, tool: Tool | None) -> None:
        """Let another tool have mouse and keys; None is the one that reads out."""
        self._tool.put_down(self)
        self._tool = LookTool() if tool is None else tool
        self.canvas.viewport.setCursor(self._tool.mouse_cursor)

    @Slot(object)
    def _on_mouse(self, mouse: PlotMouse) -> None:
        self._tool.on_mouse(self, mouse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the tool its keys."""
        if self._tool.on_key(self, event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take away what the keys showed."""
        super().focusOutEvent(event)
        if self._by_key:
            self._tool.put_down(self)

    # Reading -----------------------------------------------------------------------------------

    @property
    def looked_at(self) -> QPointF | None:
        """The point that is read out."""
        return self._looked_at

    def look_at(self, point: QPointF | None, *, by_key: bool = False) -> None:
        """Read out what lies at a point; None ends it."""
        if point is None and self._looked_at is None:
            return
        begins_or_ends = (point is None) != (self._looked_at is None)
        self._looked_at, self._by_key = point, by_key and point is not None
        self._cross.set_place(point if by_key else None)
        if begins_or_ends:
            self.looking_changed.emit(point is not None)
        self.refresh_reading()
        if self._by_key and self.readout.text():
            said = QAccessibleAnnouncementEvent(self, self.readout.text())
            QAccessible.updateAccessibility(said)

    def refresh_reading(self) -> None:
        """Read out anew: what is shown has changed."""
        point = self._looked_at
        reading = None if point is None else self.reading_at(point)
        if point is None or reading is None:
            self.readout.hide()
            self.readout.setText("")
        else:
            self.readout.show_at(self.sentence(reading), point)
        self.hovered.emit(reading)

    def reading_at(self, point: QPointF) -> object | None:
        """Return what lies at a point of the plot, None if that is nothing."""
        raise NotImplementedError

    def sentence(self, reading: object) -> str:
        """Put a reading into words, one line for each matter."""
        raise NotImplementedError

    # Looks -------------------------------------------------------------------------------------

    def set_colours(self, colours: ViewColours) -> None:
        """Draw everything in other colours."""
        self._colours = colours
        self.canvas.set_colours(colours)
        self._cross.set_colours(colours)

    def show_note(self, note: str) -> None:
        """Say under the picture what it leaves out."""
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))
