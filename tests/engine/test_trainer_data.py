"""Every row has its turn; evaluation and prediction by hand."""

import numpy as np
import pytest

from engine import (
    Dataset,
    EarlyStopping,
    Trainer,
    optimizers,
)
from tests.helpers.runs import (
    assert_finite_history,
    assert_same_story,
    rich,
    small,
)


@pytest.mark.parametrize(
    ("batch_size", "sizes"),
    [(16, [16] * 5 + [10]), (90, [90]), ("all", [90]), (1000, [90]), (1, [1] * 90), (89, [89, 1])],
)
def test_every_row_once_an_epoch(batch_size, sizes):
    trainer = Trainer(small(training__batch_size=batch_size))
    orders = []
    for _ in range(2):
        rows = []
        for size in sizes:
            rows.append(trainer.batch_rows())
            assert len(rows[-1]) == size
            trainer.step()
        orders.append(np.concatenate(rows))
        assert sorted(orders[-1].tolist()) == list(range(90))
    assert not np.array_equal(*orders)
    assert (trainer.epoch, trainer.step_count) == (2, 2 * len(sizes))
    assert trainer.steps_per_epoch == len(sizes)


def test_all_and_more_than_all_are_the_same_run():
    one, other = (Trainer(small(training__batch_size=size)) for size in ("all", 10_000))
    one.run(steps=20)
    other.run(steps=20)
    assert_same_story(one, other)


def test_batches_hold_their_rows():
    trainer = Trainer(small(training__optimizer=optimizers.SGD(learning_rate=1e-9)))
    data = trainer.dataset
    for _ in range(12):
        rows = trainer.batch_rows()
        outputs = trainer.network.forward(data.train_inputs[rows])
        z, t = outputs, data.train_targets[rows]
        wanted = np.mean(np.logaddexp(z, 0) - t * z)
        trainer.step()
        assert trainer.history.batches.last("loss") == pytest.approx(wanted, rel=1e-12)


def test_many_rows_are_gathered_in_blocks():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(5000, 2))
    data = Dataset.from_arrays(inputs, (inputs[:, 0] > 0).astype(float), task="binary")
    trainer = Trainer(small(training__batch_size=300), data)
    seen = []
    for _ in range(17):
        rows = trainer.batch_rows()
        seen.append(rows)
        z = trainer.network.forward(inputs[rows])
        wanted = np.mean(np.logaddexp(z, 0) - data.train_targets[rows] * z)
        trainer.step()
        assert trainer.history.batches.last("loss") == pytest.approx(wanted, rel=1e-12)
    assert sorted(np.concatenate(seen).tolist()) == list(range(5000))
    assert trainer.epoch == 1


def test_without_test_rows():
    trainer = Trainer(small(data__test_fraction=0.0, training__early_stopping=EarlyStopping()))
    trainer.run(epochs=3)
    assert set(trainer.evaluate("train")) == {"loss", "accuracy"}
    assert_finite_history(trainer)


def given_network(trainer, weights, bias):
    trainer.network.weights[0][...] = np.reshape(weights, trainer.network.weights[0].shape)
    trainer.network.biases[0][...] = bias


def linear(task, targets, **values):
    inputs = [[0.0], [1.0], [2.0], [-1.0]]
    data = Dataset.from_arrays(inputs, targets, inputs, targets, task=task)
    names = {"binary": "spiral", "multiclass": "pinwheel", "regression": "plane"}
    return Trainer(small(model__hidden=(), data__dataset=names[task], **values), data)


def test_evaluation_of_classes_by_hand():
    trainer = linear("binary", [0, 1, 1, 1], training__l2=100.0)
    given_network(trainer, 1.0, 0.5)  # logits 0.5, 1.5, 2.5, -0.5
    wanted = np.mean(np.log1p(np.exp([0.5, -1.5, -2.5, 0.5])))
    result = trainer.evaluate("test")
    assert result == {"loss": pytest.approx(wanted, rel=1e-14), "accuracy": 0.5}
    predictions = trainer.predict([[0.0], [-0.5]])
    assert predictions.ravel().tolist() == pytest.approx([1 / (1 + np.exp(-0.5)), 0.5])


def test_evaluation_of_many_classes_by_hand():
    trainer = linear("multiclass", [0, 1, 2, 0])
    given_network(trainer, [0.0, 1.0, 2.0], [0.5, 0.0, 0.0])
    logits = np.array([[0.5, 0, 0], [0.5, 1, 2], [0.5, 2, 4], [0.5, -1, -2]])
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    wanted = -np.mean(np.log(chances[range(4), [0, 1, 2, 0]]))
    assert trainer.evaluate("train") == {"loss": pytest.approx(wanted, rel=1e-14), "accuracy": 0.75}
    predictions = trainer.predict(trainer.dataset.test_inputs)
    assert np.allclose(predictions, chances, rtol=1e-14)


def test_evaluation_of_values_by_hand():
    trainer = linear("regression", [1.0, 3.0, 6.0, -2.0])
    given_network(trainer, 2.0, 1.0)  # 1, 3, 5, -1
    total = np.var([1.0, 3.0, 6.0, -2.0]) * 4
    result = trainer.evaluate("test")
    assert result == {"loss": pytest.approx(0.5), "r2": pytest.approx(1.0 - 2.0 / total)}
    assert trainer.predict([[10.0]]).tolist() == [[21.0]]


def test_large_networks_are_evaluated_at_fewer_of_the_first_epochs():
    def evaluated_of_twenty(hidden):
        trainer = Trainer(small(data__samples=1000, model__hidden=hidden))
        trainer.run(epochs=20)
        return len(trainer.history.evaluations.curve("test_loss").step) - 1

    assert evaluated_of_twenty((8, 8)) == 20
    # 2-256-128-1 has 33,793 parameters: 2²⁷ / 33,793 = 3,971 rows are free, and an eighth of the
    # 600 trained in each epoch is added. That pays for 1,000 rows at epochs 0, 1, 2, 3 and 14.
    assert evaluated_of_twenty((256, 128)) == 4


def test_targets_that_do_not_vary_have_an_r2_of_zero():
    trainer = linear("regression", [1.0, 1.0, 1.0, 1.0])
    assert trainer.evaluate("test")["r2"] == 0.0


def test_tanh_outputs_see_minus_one_and_one():
    trainer = linear(
        "binary", [0, 1, 1, 1], training__loss="mean_squared_error", model__output_activation="tanh"
    )
    given_network(trainer, 1.0, 0.5)
    activated = np.tanh([0.5, 1.5, 2.5, -0.5])
    result = trainer.evaluate("test")
    assert result["loss"] == pytest.approx(np.mean((activated - [-1, 1, 1, 1]) ** 2), rel=1e-14)
    assert result["accuracy"] == 0.5
    predictions = trainer.predict(trainer.dataset.test_inputs).ravel()
    assert predictions.tolist() == pytest.approx(((activated + 1) / 2).tolist())
    trainer.step()  # all four rows: the order does not matter
    assert trainer.history.batches.last("loss") == pytest.approx(result["loss"], rel=1e-14)


@pytest.mark.parametrize(
    ("dataset", "outputs"), [("spiral", 1), ("pinwheel", 3), ("plane", 1), ("sine", 1)]
)
def test_shapes_of_predictions(dataset, outputs):
    for experiment in (small(data__dataset=dataset), [small(data__dataset=dataset)] * 2):
        trainer = Trainer(experiment)
        columns = trainer.dataset.train_inputs.shape[1]
        for rows in (1, 7, 3000):
            predictions = trainer.predict(np.zeros((rows, columns)))
            assert predictions.shape == (*trainer.runs, rows, outputs)
            assert np.isfinite(predictions).all()
            if trainer.dataset.task == "multiclass":
                assert np.allclose(predictions.sum(axis=-1), 1.0)
    with pytest.raises(ValueError, match="inputs"):
        trainer.predict(np.zeros((3, columns + 1)))


def test_predictions_are_the_callers():
    trainer = Trainer(small())
    first = trainer.predict(trainer.dataset.test_inputs)
    kept = first.copy()
    trainer.run(steps=5)
    trainer.predict(trainer.dataset.test_inputs)
    assert np.array_equal(first, kept)


def test_watching_changes_nothing():
    watched, left_alone = Trainer(rich()), Trainer(rich())
    for _ in range(60):
        watched.step()
        watched.evaluate("test")
        watched.predict(watched.dataset.train_inputs[:7])
        watched.network.forward(watched.dataset.train_inputs)
        watched.batch_rows()
        assert watched.history.batches.count == watched.step_count
    left_alone.run(steps=60)
    assert_same_story(watched, left_alone)


def test_seeds_are_separate():
    base = small(model__dropout=0.2)
    start = Trainer(base)
    other_luck = Trainer(base.with_value("training.seed", 1))
    assert np.array_equal(start.network.parameters, other_luck.network.parameters)
    assert np.array_equal(start.dataset.train_inputs, other_luck.dataset.train_inputs)
    assert not np.array_equal(start.batch_rows(), other_luck.batch_rows())
    other_weights = Trainer(base.with_value("model.seed", 1))
    assert not np.array_equal(start.network.parameters, other_weights.network.parameters)
    assert np.array_equal(start.batch_rows(), other_weights.batch_rows())
