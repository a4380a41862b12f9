"""The pictures of the README: there, of the right size, and the same each time."""

import pytest
from PySide6.QtGui import QImage

from playground import screenshots
from playground.screenshots import SIZES, every_scene, scenes, take_screenshots, views
from playground.theme import PALETTES

ABOVE_PLOTS = 370
"""Height of tool bar, network and output; below, axis labels are placed by what came before."""


@pytest.fixture(autouse=True)
def one_epoch(monkeypatch):
    monkeypatch.setattr(screenshots, "EPOCHS", 1)
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)


def test_same_picture_twice(tmp_path):
    pictures = []
    for folder in ("first", "second"):
        assert take_screenshots(tmp_path / folder, ("small",)) == 0
        pictures.append(QImage(str(tmp_path / folder / "small.png")))
    assert (pictures[0].width(), pictures[0].height()) == scenes()["small"].size
    panels = [picture.copy(0, 0, picture.width(), ABOVE_PLOTS) for picture in pictures]
    assert panels[0] == panels[1]


def test_divergence_is_in_the_picture(tmp_path):
    assert take_screenshots(tmp_path, ("diverged",)) == 0
    assert (tmp_path / "diverged.png").stat().st_size > 10_000


def test_another_scale_is_drawn_in_another_process(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        screenshots,
        "_take_in_child",
        lambda scenes, folder: asked.extend(scene.name for scene in scenes) is None,
    )
    assert take_screenshots(tmp_path, ("scale_2", "help-dark-scale_2")) == 0
    assert asked == ["scale_2", "help-dark-scale_2"]
    assert not list(tmp_path.iterdir())


def test_every_view_has_its_picture_in_all_looks():
    looks = {(scene.theme, scene.size, scene.scale) for scene in every_scene().values()}
    assert looks == {(theme, *size) for theme in PALETTES for size in SIZES.values()}
    assert len(every_scene()) == len(views()) * len(looks)


@pytest.mark.parametrize("view", ["palette", "help", "keys"])
def test_an_open_dialog_is_in_the_picture(tmp_path, view):
    names = (f"{view}-dark-800x600", "start-dark-800x600")
    assert take_screenshots(tmp_path, names) == 0
    opened, plain = (QImage(str(tmp_path / f"{name}.png")) for name in names)
    middle = (400, 300, 40, 40)
    assert opened.size() == plain.size()
    assert opened.copy(*middle) != plain.copy(*middle)


def test_an_unknown_picture_is_told(tmp_path, capsys):
    assert take_screenshots(tmp_path, ("nowhere",)) == 1
    assert "nowhere" in capsys.readouterr().out
