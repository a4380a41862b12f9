"""The loss close up: the network's own loss at its own answer, and slopes that are its slopes."""

import numpy as np
import pytest

from engine import Experiment, Trainer
from engine.microscope import loss_curve, point_losses

TINY = {"data.samples": 64, "model.hidden": (4,), "model.dtype": "float64"}
KINDS = {
    "cross-entropy": {},
    "squared error": {"training.loss": "mean_squared_error"},
    "tanh": {"training.loss": "huber", "model.output_activation": "tanh"},
    "smoothed": {"training.label_smoothing": 0.2},
    "classes": {"data.dataset": "blobs"},
    "values": {"data.dataset": "sine"},
    "bounded values": {"data.dataset": "sine", "model.output_activation": "tanh"},
}


def trained(**values):
    trainer = Trainer(Experiment().with_values({**TINY, **values}))
    trainer.run(steps=5)
    return trainer


def outputs_and_targets(trainer, row):
    data = trainer.dataset
    outputs = trainer.network.forward(data.train_inputs[row : row + 1]).T
    return outputs, trainer.objective.coded(data.train_targets[row : row + 1].T.copy())


@pytest.mark.parametrize("kind", KINDS)
def test_the_dot_is_the_network_s_own_loss_and_gradient(kind):
    trainer = trained(**KINDS[kind])
    before = trainer.network.parameters.copy()
    for row in (0, 7):
        told = loss_curve(trainer, "train", row)
        used, (outputs, targets) = told.lines[0], outputs_and_targets(trainer, row)
        assert used.id == trainer.objective.loss.id
        [loss] = point_losses(trainer.objective, outputs, trainer.dataset.train_targets[[row]].T)
        assert used.loss == pytest.approx(loss, rel=1e-12)
        grad = np.empty_like(outputs)
        trainer.objective.evaluate(outputs, targets, grad)
        unit = int(told.target) if told.task == "multiclass" else 0
        turned = told.task == "binary" and told.target == 0.0  # the other class is the right one
        assert used.push == pytest.approx(grad[unit, 0] if turned else -grad[unit, 0], rel=1e-12)
    assert (trainer.network.parameters == before).all()


@pytest.mark.parametrize("kind", KINDS)
def test_answers_rise_and_the_push_is_downhill(kind):
    for line in loss_curve(trained(**KINDS[kind]), "train", 3).lines:
        assert (np.diff(line.answers) >= 0).all()
        slopes = np.diff(line.losses)
        downhill = -np.sign(slopes[np.abs(slopes) > 1e-9])
        pushes = np.sign(line.pushes[:-1][np.abs(slopes) > 1e-9])
        assert (downhill == pushes).mean() > 0.97  # at the lowest point the two may differ


def test_without_a_row_it_is_the_worst_point():
    trainer = trained()
    outputs = trainer.network.forward(trainer.dataset.train_inputs).T
    losses = point_losses(trainer.objective, outputs, trainer.dataset.train_targets.T)
    assert loss_curve(trainer).row == losses.argmax()


def test_class_weights_are_told_apart():
    trainer = trained(**{"training.class_weights": (1.0, 3.0)})
    rows = [int(np.flatnonzero(trainer.dataset.train_targets[:, 0] == k)[0]) for k in (0, 1)]
    light, heavy = (loss_curve(trainer, "train", row).weight for row in rows)
    assert heavy == pytest.approx(3 * light)


def test_sure_and_wrong_a_squared_error_pushes_least():
    cross, squares = loss_curve(trained(), "train", 0).lines
    assert cross.pushes[0] == pytest.approx(1.0, abs=1e-3)
    assert squares.pushes[0] == pytest.approx(0.0, abs=1e-3)


def test_there_is_no_such_point():
    with pytest.raises(ValueError, match="There is no point 32: this part has 32"):
        loss_curve(trained(), "train", 32)
    with pytest.raises(ValueError, match="no points"):
        loss_curve(trained(**{"data.test_fraction": 0.0}), "test")


def test_a_stack_is_refused_in_words():
    with pytest.raises(ValueError, match="not of a stack"):
        loss_curve(Trainer([Experiment()] * 2))
