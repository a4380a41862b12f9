"""Thinned networks: the same as dropout masks on activations, and they average to the whole."""

import numpy as np
import pytest

from engine import Experiment, Trainer
from engine.microscope import Plane, thinned
from engine.network import Pass, with_ones

SMALL = {"data.samples": 128, "model.hidden": (6, 5), "model.dtype": "float64"}


def trained(**values):
    trainer = Trainer(Experiment().with_values({**SMALL, **values}))
    trainer.run(steps=30)
    return trainer


def test_a_thinned_network_is_the_network_behind_dropout_masks():
    trainer = trained(**{"model.dropout": (0.2, 0.5)})
    told = thinned(trainer, resolution=12)
    plane = Plane.of(trainer.dataset)
    inputs = trainer.dataset.inputs_of(plane.grid(12))
    columns = np.ascontiguousarray(with_ones(inputs).T)
    for kept, answer in zip(told.kept, told.maps, strict=True):
        masks = [
            np.repeat((flags / (1 - rate))[:, np.newaxis], columns.shape[1], axis=1)
            for flags, rate in zip(kept, (0.2, 0.5), strict=True)
        ]
        outputs = Pass(trainer.network, columns.shape[1]).forward(columns, masks)
        expected = trainer.objective.predictions(outputs).reshape(answer.shape)
        np.testing.assert_allclose(answer, expected, rtol=1e-5, atol=1e-6)


def test_the_whole_network_is_that_of_evaluation():
    trainer = trained(**{"model.dropout": 0.3})
    told = thinned(trainer)
    assert told.whole_loss == pytest.approx(trainer.evaluate("train")["loss"], rel=1e-9)
    assert told.average_loss == pytest.approx(told.losses.mean())
    assert told.average_loss > told.whole_loss


def test_linear_networks_average_to_the_whole():
    trainer = trained(
        **{"data.dataset": "plane", "model.hidden": (40,), "model.activation": "linear"}
    )
    told = thinned(trainer, 0.1)
    alone = float(np.abs(told.maps - told.whole).mean())
    assert told.difference < alone / 3  # chance leaves about an eighth of 64 networks' scatter


def test_a_rate_can_be_tried_and_drops_about_so_many():
    told = thinned(trained(**{"model.hidden": (200,)}), 0.3)
    assert told.rates == (0.3,)
    assert np.mean([flags.mean() for (flags,) in told.kept]) == pytest.approx(0.7, abs=0.05)


def test_curves_lie_on_a_line():
    told = thinned(trained(**{"data.dataset": "sine"}), 0.2, resolution=30)
    assert told.maps.shape == (9, 1, 30)


def test_looking_changes_nothing_and_sees_the_same_again():
    watched, alone = (trained(**{"model.dropout": 0.2}) for _ in range(2))
    assert (thinned(watched).maps == thinned(watched).maps).all()
    watched.run(steps=5)
    alone.run(steps=5)
    assert (watched.network.parameters == alone.network.parameters).all()


def test_where_nothing_is_dropped_it_says_so():
    with pytest.raises(ValueError, match="No layer drops neurons"):
        thinned(trained())
    with pytest.raises(ValueError, match="no hidden layer"):
        thinned(trained(**{"model.hidden": ()}), 0.5)


def test_what_cannot_be_thinned_is_refused_in_words():
    for rate in (1.0, -0.5, float("nan")):
        with pytest.raises(ValueError, match=r"rate: .* is not allowed"):
            thinned(trained(), rate)
    with pytest.raises(ValueError, match="no training examples"):
        thinned(Trainer(Experiment().with_value("data.dataset", "painted")), 0.5)
    with pytest.raises(ValueError, match="not of a stack"):
        thinned(Trainer([Experiment()] * 2), 0.5)
