"""Every lens while data, network and past change under it: nothing raises, nothing old stays."""

import pytest

from playground.panels.lenses import LENSES
from playground.panels.lenses.beats import BeatsLens
from playground.panels.microscope_panel import MicroscopePanel
from tests.helpers.instant_background import InstantBackground
from tests.helpers.panel_bench import open_panel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CHANGES = (
    {"data.samples": 20},
    {"data.dataset": "sine"},
    {"data.dataset": "penguins"},
    {"data.dataset": "painted"},
    {"data.dataset": "blobs", "model.hidden": ()},
    {"model.hidden": (5, 4, 3, 2), "training.batch_size": "all", "model.dropout": 0.3},
    {"data.dataset": "circle", "training.loss": "mean_squared_error", "data.test_fraction": 0.0},
)


LOOKS = [(kind, "forward") for kind in LENSES]
LOOKS += [(BeatsLens, beat) for beat in ("loss", "backward", "update")]


@pytest.mark.parametrize(("kind", "beat"), LOOKS)
def test_other_data_and_networks_under_an_open_lens(qtbot, kind, beat):
    background = InstantBackground()

    class Panel(MicroscopePanel):
        def __init__(self, session, theme):
            super().__init__(session, theme, (kind,), background)

    bench = open_panel(qtbot, Panel, size=(900, 360))
    started = []
    bench.session.started.connect(started.append)
    bench.session.set_view(lens=kind.id, beat=beat, parameter=3, point=("train", 25))
    bench.worker.work()
    bench.worker.train(3)
    for number, values in enumerate(CHANGES, start=1):
        assert bench.session.set_values(values)
        bench.worker.work()
        background.work()
        assert len(started) == number
        if bench.worker.trainer.dataset.train_inputs.size:
            bench.worker.train(2)
        bench.panel.grab()
