"""Settings: kept, and never a reason not to start."""

import pytest
from PySide6.QtCore import QByteArray, QSettings

from playground.models.view_state import TOGGLES, ViewState
from playground.settings import Settings

VALUES = {
    "geometry": QByteArray(b"\x01\x00geometry"),
    "window_state": QByteArray(b"\x02state"),
    "theme": "dark",
    "language": "de",
    "experiment_text": '[data]\ndataset = "spiral", [16, 16]\nδ = "%1; ü"\n',
    "speed": 12.5,
    "shown": frozenset({"halos", "film"}),
    "plots": {"smoothing": 0.5, "beside": ["rate"], "log_loss": True},
}
DEFAULTS = {
    "geometry": QByteArray(),
    "window_state": QByteArray(),
    "theme": "system",
    "language": "",
    "experiment_text": "",
    "speed": None,
    "shown": None,
    "plots": {},
}


def read(settings):
    return {name: getattr(settings, name) for name in VALUES}


def test_everything_is_found_again(settings_path):
    assert read(Settings.at(settings_path)) == DEFAULTS
    first = Settings.at(settings_path)
    for name, value in VALUES.items():
        setattr(first, name, value)
    first.set_state_of("columns", QByteArray(b"abc"))
    first.sync()
    again = Settings.at(settings_path)
    assert read(again) == VALUES
    assert again.state_of("columns") == b"abc"
    assert again.state_of("rows").isEmpty()
    again.speed = None
    again.sync()
    assert Settings.at(settings_path).speed is None
    again.shown = frozenset()
    again.sync()
    assert not Settings.at(settings_path).shown & frozenset(TOGGLES)


@pytest.mark.parametrize(
    "rubbish",
    ["", "a, b, c", "@Invalid()", "@ByteArray(", "@Variant(\\0\\0", "-3", "nan", "@Size(1)"],
)
def test_rubbish_reads_as_the_default(settings_path, rubbish):
    lines = ["[window]", f"geometry={rubbish}", f"state={rubbish}", "[appearance]"]
    lines += [
        f"theme={rubbish}",
        f"language={rubbish}",
        "[session]",
        f"speed={rubbish}",
        f"plots={rubbish}",
    ]
    settings_path.write_text("\n".join(lines))
    found = read(Settings.at(settings_path))
    assert found["theme"] == "system"
    assert found["language"] in ("", "nan")
    assert found["speed"] is None
    assert isinstance(found["geometry"], QByteArray)


def test_a_file_that_is_no_settings_file(settings_path):
    settings_path.write_bytes(bytes(range(256)) * 20)
    assert read(Settings.at(settings_path)) == DEFAULTS


def test_a_value_of_another_type(qsettings):
    qsettings.setValue("appearance/theme", 7)
    qsettings.setValue("window/geometry", [1, 2])
    qsettings.setValue("session/experiment", QByteArray(b"\xff"))
    assert read(Settings(qsettings)) == DEFAULTS


def test_the_usual_place_is_an_ini_file():
    store = Settings.default()._store
    assert store.format() == QSettings.Format.IniFormat
    assert store.fileName().endswith("backprop-playground/settings.ini")


def test_how_plots_are_drawn_is_understood_again(settings_path):
    view = ViewState(
        x_axis="seconds", log_loss=True, smoothing=0.7, histogram="gradients", same_axis=False,
        beside=("rate", "histograms", "schedule"), hidden_curves=frozenset({"loss.batch"}),
    )  # fmt: skip
    first = Settings.at(settings_path)
    first.plots = view.plotted
    first.sync()
    assert ViewState().plotting(Settings.at(settings_path).plots) == view


@pytest.mark.parametrize(
    "rubbish",
    [
        {"smoothing": 1.0}, {"smoothing": float("nan")}, {"smoothing": "much"},
        {"beside": ["rate", "weather"]}, {"beside": 3}, {"hidden_curves": [1]}, {"x_axis": None},
        {"log_loss": "perhaps"}, {"neuron": [1, 1]},
    ],
)  # fmt: skip
def test_what_is_no_way_to_draw_plots_changes_nothing(rubbish):
    assert ViewState().plotting(rubbish) == ViewState()
