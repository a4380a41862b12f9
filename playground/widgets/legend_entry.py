"""One entry of a plot's legend: a button that shows and hides its curve."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from playground.widgets.colours import ViewColours, mixed
from playground.widgets.describe import tool_tip
from playground.widgets.plot_curve import CurveStyle

SAMPLE = 18.0  # length of the line shown, in pixels
SPACE = 4.0


class LegendEntry(QAbstractButton):
    """A sample of a curve, or of an area, with its name; unchecked, it is hidden."""

    def __init__(
        self,
        text: str,
        colours: ViewColours,
        style: CurveStyle,
        area: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._colours = colours
        self._style = style
        self._area = area
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(True)
        self.setAccessibleName(text)
        self.setToolTip(tool_tip(self.tr("Click to show or hide this curve."), title=text))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_colours(self, colours: ViewColours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Sample, text and the space around them."""
        metrics = QFontMetricsF(self.font())
        width = SAMPLE + metrics.horizontalAdvance(self.text()) + 4 * SPACE
        return QSize(ceil(width), ceil(metrics.height() + 1.5 * SPACE))

    def minimumSizeHint(self) -> QSize:
        """Room for the sample alone; the name gives way."""
        return QSize(ceil(SAMPLE + 2 * SPACE), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw sample and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.isChecked()
        colours = self._colours
        colour = self._style.of(colours) if shown else colours.hairline
        middle = self.height() / 2
        if self._area:
            area = QRectF(SPACE, middle - SPACE, SAMPLE, 2 * SPACE)
            painter.fillRect(area, mixed(colour, colours.background, 0.3))
        else:
            style = Qt.PenStyle.DashLine if self._style.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 2.5, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(SPACE, middle), QPointF(SPACE + SAMPLE, middle))
        painter.setPen(colours.text if shown else colours.muted)
        font = self.font()
        font.setStrikeOut(not shown)
        font.setUnderline(shown and self.underMouse())
        painter.setFont(font)
        left = SAMPLE + 2.5 * SPACE
        box = QRectF(left, 0, self.width() - left, self.height())
        text = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        if len(text) > 1:  # an ellipsis alone says nothing
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()
