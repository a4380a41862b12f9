"""How lines are drawn: as wide in every direction, whatever the screen, without joints."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QBrush, QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from playground.widgets.plot_canvas import PlotCanvas, pen_of
from playground.widgets.plot_items import PathItem, draw_line


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("width", [1.5, 2.0, 3.0])
@pytest.mark.parametrize("angle", [0, 30, 45, 90])
def test_a_line_is_as_wide_as_its_pen_in_every_direction(qapp, width, angle, ratio):
    image = QImage(round(200 * ratio), round(200 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    turn = np.deg2rad(angle)
    ends = np.array([[100.3], [100.3]]) + 50 * np.array([[np.cos(turn)], [np.sin(turn)]]) * [-1, 1]
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_line(painter, pg.arrayToQPath(*ends), pen_of(QColor("black"), width))
    painter.end()
    covered = np.frombuffer(image.constBits(), np.uint8)[3::4].sum() / 255.0
    assert covered / (100.0 * ratio) == pytest.approx(width * ratio, rel=0.25)


def test_a_level_line_has_no_joints(qtbot):
    image = QImage(120, 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    x = np.linspace(10.0, 110.0, 60)
    canvas = PlotCanvas()
    qtbot.addWidget(canvas)
    item = PathItem(canvas, 1)
    item.set_style(pen_of(QColor("black"), 2.0), QBrush())
    item.set_corners(x, np.full(60, 9.8))
    painter = QPainter(image)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8)[3::4].reshape(20, 120)[:, 15:105]
    assert rows.any()
    assert (rows == rows[:, :1]).all()


def test_a_line_that_turns_back_on_its_level_keeps_its_ends(qtbot):
    canvas = PlotCanvas()
    qtbot.addWidget(canvas)
    item = PathItem(canvas, 1)
    item.set_corners(np.array([0.0, 5.0, 3.0]), np.ones(3))
    assert item._path.boundingRect().width() == 5.0
