"""One entry of a plot's legend: a button that shows and hides its curve."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from playground.widgets.colours import ViewColours

SAMPLE = 18.0  # length of the line shown, in pixels
SPACE = 4.0


class LegendEntry(QAbstractButton):
    """A sample of a curve with its name; unchecked, the curve is hidden."""

    def __init__(
        self,
        text: str,
        colours: ViewColours,
        colour: int,
        dashed: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._colours = colours
        self.colour = colour
        self._dashed = dashed
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(True)
        self.setAccessibleName(text)
        self.setToolTip(self.tr("Click to show or hide this curve."))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Sample, text and the space around them."""
        metrics = QFontMetricsF(self.font())
        width = SAMPLE + metrics.horizontalAdvance(self.text()) + 4 * SPACE
        return QSize(round(width), round(metrics.height() + 1.5 * SPACE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw sample and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.isChecked()
        colours = self._colours
        line = colours.curve_colour(self.colour) if shown else colours.hairline
        style = Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(line, 2.5, style, Qt.PenCapStyle.FlatCap))
        middle = self.height() / 2
        painter.drawLine(QPointF(SPACE, middle), QPointF(SPACE + SAMPLE, middle))
        painter.setPen(colours.text if shown else colours.muted)
        font = self.font()
        font.setStrikeOut(not shown)
        font.setUnderline(shown and self.underMouse())
        painter.setFont(font)
        left = SAMPLE + 2.5 * SPACE
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()
