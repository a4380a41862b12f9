"""A grid of thumbnails to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLayoutItem, QWidget

from playground.widgets.describe import describe, tool_tip
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.tab_order import put_into_tab_order

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, eq=False)
class GalleryItem:
    """One thing to choose: its id, caption, picture and sentence."""

    id: str
    caption: str
    image: QImage | QPixmap | None = None
    explanation: str = ""
    formula: str = ""
    source: str = ""


class GalleryTile(QAbstractButton):
    """A picture, with its caption below it or in its tooltip.

    Signals
    -------
    moved(dx, dy)
        An arrow key was pressed.
    """

    moved = Signal(int, int)

    def __init__(
        self, item: GalleryItem, size: int, captioned: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item_id = item.id
        self._size, self._captioned = size, captioned
        self._picture = QPixmap()
        self.setCheckable(True)
        self.setProperty("arrows", True)
        self.setText(item.caption)
        describe(
            self, f"tile_{item.id}", item.caption, item.explanation or item.caption, item.formula,
            item.source,
        )  # fmt: skip
        if not captioned:
            said = item.explanation or item.caption
            self.setToolTip(tool_tip(said, item.formula, item.source, title=item.caption))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.89)
        self.setFont(font)
        text = self.fontMetrics().height() if captioned else 0
        self.setFixedSize(size + 8, size + 8 + text)  # the picture, its frame, a line of text
        self.set_image(item.image)

    def set_image(self, image: QImage | QPixmap | None) -> None:
        """Set the picture; ``None`` leaves the frame empty."""
        self._picture = (
            QPixmap.fromImage(image) if isinstance(image, QImage) else image or QPixmap()
        )
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrow keys go to the neighbour, Enter choose."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be chosen."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Be quiet again."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture, frame and caption."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette, role = self.palette(), QPalette.ColorRole
        frame = QRectF((self.width() - self._size) / 2, 3, self._size, self._size)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 4, 4)
        painter.fillPath(shape, palette.color(role.Base))
        if not self._picture.isNull():
            painter.setClipPath(shape)
            painter.drawPixmap(frame, self._picture, QRectF(self._picture.rect()))
            painter.setClipping(False)
        if self.isChecked():
            pen = QPen(palette.color(role.Highlight), 2.5)
        elif self.underMouse() or self.hasFocus():
            pen = QPen(palette.color(role.Shadow), 1)
        else:
            pen = QPen(palette.color(role.Mid), 1)
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.WindowText), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(frame.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)
        if self._captioned:
            self._draw_caption(painter, frame)
        painter.end()

    def _draw_caption(self, painter: QPainter, frame: QRectF) -> None:
        palette, role = self.palette(), QPalette.ColorRole
        strong = self.isChecked() or self.underMouse()
        painter.setPen(palette.color(role.WindowText if strong else role.PlaceholderText))
        painter.setFont(self.font())
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - 2
        )
        below = QRectF(0, frame.bottom() + 3, self.width(), self.height() - frame.bottom() - 3)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


class Flow(FlowLayout):
    """A flow of rows that are as full as each other, of items of one size.

    It remembers how high it is: Qt asks dozens of times for each change around it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - overrides Qt's
        """Put an item at the end."""
        super().addItem(item)
        self._heights.clear()

    def invalidate(self) -> None:
        """Forget the heights; an item has another size, or is shown or hidden."""
        super().invalidate()
        self._heights.clear()

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width, in pixels."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(self._evened(width))
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - overrides Qt's
        """Lay the items out, without one alone in the last row."""
        super().setGeometry(QRect(rect.topLeft(), QSize(self._evened(rect.width()), rect.height())))

    def _evened(self, width: int) -> int:
        """Return the width that holds as many items in a row as the rows need."""
        items = [
            item for k in range(self.count()) if (item := self.itemAt(k)) and not item.isEmpty()
        ]
        if not items:
            return width
        each = items[0].sizeHint().width()
        rows = ceil(len(items) / max((width - 1) // each, 1))
        return min(ceil(len(items) / rows) * each + 1, width)  # the flow wants one pixel more


class Gallery(QWidget):
    """Thumbnails that flow into as many columns as there is room for.

    Parameters
    ----------
    multiple : bool
        Whether several can be chosen.
    tile : int
        Width and height of a picture, in pixels.
    captioned : bool
        Whether captions stand below the pictures; otherwise they head the tooltips.

    Signals
    -------
    value_changed(str)
        The user chose another one (when not `multiple`).
    values_changed(object)
        The user turned one on or off (when `multiple`): tuple of the ids that are on.
    """

    value_changed = Signal(str)
    values_changed = Signal(object)

    def __init__(
        self,
        multiple: bool = False,
        tile: int = 56,
        captioned: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multiple, self._tile, self._captioned = multiple, tile, captioned
        self._tiles: dict[str, GalleryTile] = {}
        self._value = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(not multiple)
        self._group.buttonClicked.connect(self._on_clicked)
        self._flow = Flow(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(0)
        self._flow.setVerticalSpacing(4)

    @property
    def value(self) -> str:
        """The chosen id; empty when there is none."""
        return next(iter(self.values), "")

    @property
    def values(self) -> tuple[str, ...]:
        """The ids that are on, in the order of the items."""
        return tuple(key for key, tile in self._tiles.items() if tile.isChecked())

    def set_items(self, items: Iterable[GalleryItem]) -> None:
        """Show other things; what was chosen stays so when it is still there."""
        chosen = self.values
        for tile in self._tiles.values():
            self._group.removeButton(tile)
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = {
            item.id: GalleryTile(item, self._tile, self._captioned, self) for item in items
        }
        for tile in self._tiles.values():
            self._group.addButton(tile)
            self._flow.addWidget(tile)
            tile.moved.connect(self._on_moved)
            tile.show()
        put_into_tab_order(self)
        self.set_values(chosen)
        self.updateGeometry()

    def set_image(self, item_id: str, image: QImage | QPixmap | None) -> None:
        """Set the picture of one item."""
        self._tiles[item_id].set_image(image)

    def tile(self, item_id: str) -> GalleryTile:
        """Return the button of an item; KeyError when there is none."""
        return self._tiles[item_id]

    def set_value(self, item_id: str) -> None:
        """Choose an id without emitting; an unknown one leaves nothing chosen."""
        self.set_values((item_id,))

    def set_values(self, item_ids: Iterable[str]) -> None:
        """Turn exactly these ids on without emitting."""
        wanted = set(item_ids)
        self._group.setExclusive(False)
        for key, tile in self._tiles.items():
            tile.setChecked(key in wanted)
        self._group.setExclusive(not self._multiple)
        self._value = self.value

    @Slot(QAbstractButton)
    def _on_clicked(self) -> None:
        if self._multiple:
            self.values_changed.emit(self.values)
        elif self.value != self._value:
            self._value = self.value
            self.value_changed.emit(self._value)

    @Slot(int, int)
    def _on_moved(self, dx: int, dy: int) -> None:
        """Give the focus to the nearest tile in the direction of the arrow."""
        here = self.focusWidget()
        if not isinstance(here, GalleryTile):
            return
        tiles = list(self._tiles.values())
        if dx:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            index = tiles.index(here) + (-dx if mirrored else dx)
            if 0 <= index < len(tiles):
                tiles[index].setFocus(Qt.FocusReason.TabFocusReason)
            return
        rows = [t for t in tiles if (t.y() - here.y()) * dy > 0]
        if rows:
            nearest = min(rows, key=lambda t: (abs(t.y() - here.y()), abs(t.x() - here.x())))
            nearest.setFocus(Qt.FocusReason.TabFocusReason)
