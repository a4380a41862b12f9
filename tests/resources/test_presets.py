"""The shipped experiments: readable, described, valid, and as good as they promise."""

import pytest

from engine import Trainer
from playground.presets import Preset, presets

BARS = {"spiral": 0.95, "penguins": 0.95, "sine": 0.98}
SEEDS = range(3)


def test_every_preset_has_a_bar():
    assert set(presets()) == set(BARS)


@pytest.mark.parametrize("name", presets())
def test_title_and_description(name):
    preset = presets()[name]
    assert preset.title
    assert preset.description.endswith(".")
    assert len(preset.description) <= 90


def test_a_preset_without_a_title_is_refused():
    with pytest.raises(ValueError, match="first line"):
        Preset.from_text("bare.toml", "[data]\n")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", presets())
def test_reaches_its_bar(name, seed):
    seeds = dict.fromkeys(("data.seed", "model.seed", "training.seed"), seed)
    trainer = Trainer(presets()[name].experiment.with_values(seeds))
    assert trainer.run().kind == "epoch_limit"
    values = trainer.evaluate("test")
    assert values[trainer.history.score] >= BARS[name]
