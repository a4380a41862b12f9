"""Losses: values by hand, derivatives, stacks, extreme logits."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import losses
from engine.losses import ShapeError, softmax

EACH = [pytest.param(cls(), id=cls.id) for cls in losses.registry]
LOGITS = st.floats(-1e4, 1e4, width=32)


def targets_for(loss, examples, outputs, rng):
    if loss.takes_logits:
        return np.eye(outputs)[rng.integers(0, outputs, examples)]
    return rng.normal(size=(examples, outputs))


def test_mean_squared_error_by_hand():
    loss, grad = losses.get("mean_squared_error").evaluate(
        np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[0.0, 2.0], [5.0, 4.0]])
    )
    assert loss == pytest.approx((1 + 0 + 4 + 1) / 4)
    assert grad.tolist() == [[0.5, 0.0], [-1.0, 0.5]]


def test_binary_cross_entropy_by_hand():
    # p = 1/4 and 3/4
    z = np.array([[-math.log(3.0)], [math.log(3.0)]])
    loss, grad = losses.get("binary_cross_entropy").evaluate(z, np.array([[1.0], [1.0]]))
    assert loss == pytest.approx((math.log(4.0) + math.log(4.0 / 3.0)) / 2, rel=1e-14)
    assert grad.ravel().tolist() == pytest.approx([-0.375, -0.125], rel=1e-14)


def test_categorical_cross_entropy_by_hand():
    # p = 1/2, 1/4, 1/4; averaged over N, not over N·K
    z = np.log([[2.0, 1.0, 1.0], [2.0, 1.0, 1.0]])
    targets = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    loss, grad = losses.get("categorical_cross_entropy").evaluate(z, targets)
    assert loss == pytest.approx((math.log(2.0) + math.log(4.0)) / 2, rel=1e-14)
    assert grad[0].tolist() == pytest.approx([-0.25, 0.125, 0.125], rel=1e-14)


@pytest.mark.parametrize("loss", EACH)
def test_gradient_by_differences(loss):
    rng = np.random.default_rng(1)
    outputs, targets = rng.normal(size=(4, 3)), targets_for(loss, 4, 3, rng)
    _, grad = loss.evaluate(outputs, targets)
    step = 1e-6
    for index in np.ndindex(outputs.shape):
        above, below = outputs.copy(), outputs.copy()
        above[index] += step
        below[index] -= step
        slope = (loss.evaluate(above, targets)[0] - loss.evaluate(below, targets)[0]) / (2 * step)
        assert grad[index] == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize("loss", EACH)
@pytest.mark.parametrize("shared", [True, False], ids=["shared targets", "targets each"])
def test_a_stack_is_its_runs(loss, shared):
    rng = np.random.default_rng(2)
    outputs = rng.normal(size=(3, 5, 2))
    each = [targets_for(loss, 5, 2, rng) for _ in range(3)]
    targets = each[0] if shared else np.stack(each)
    together, grad = loss.evaluate(outputs, targets)
    assert together.shape == (3,)
    assert grad.shape == outputs.shape
    for run in range(3):
        alone, grad_alone = loss.evaluate(outputs[run], targets if shared else targets[run])
        assert isinstance(alone, float)
        assert together[run] == pytest.approx(alone, rel=1e-14)
        assert np.allclose(grad[run], grad_alone, rtol=1e-13, atol=0)


@pytest.mark.parametrize("loss", EACH)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_examples_in_columns_give_the_same(loss, dtype):
    rng = np.random.default_rng(3)
    outputs = rng.normal(size=(5, 3)).astype(dtype)
    targets = targets_for(loss, 5, 3, rng).astype(dtype)
    in_rows, grad = loss.evaluate(outputs, targets)
    assert grad.dtype == dtype
    transposed = np.empty((3, 5), dtype)
    in_columns = loss.mean_and_gradient(
        np.ascontiguousarray(outputs.T), np.ascontiguousarray(targets.T), -2, transposed
    )
    tolerance = 1e-5 if dtype == np.float32 else 1e-13
    assert in_rows == pytest.approx(float(in_columns), rel=tolerance)
    assert np.allclose(transposed.T, grad, rtol=tolerance, atol=tolerance * 1e-2)


@pytest.mark.parametrize("loss", EACH)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@settings(max_examples=50, deadline=None)
@given(logits=arrays(np.float32, (4, 3), elements=LOGITS))
def test_extreme_outputs_stay_finite(loss, dtype, logits):
    targets = np.eye(3)[[0, 1, 2, 0]]
    with np.errstate(all="raise", under="ignore"):
        value, grad = loss.evaluate(logits.astype(dtype), targets)
    assert math.isfinite(value)
    assert value >= 0.0 or value == pytest.approx(0.0, abs=1e-2)
    assert np.isfinite(grad).all()
    if loss.takes_logits:
        assert np.abs(grad).max() <= 1.0


@pytest.mark.parametrize("loss_id", ["binary_cross_entropy", "categorical_cross_entropy"])
def test_a_thousand_nats_are_told_exactly(loss_id):
    loss, grad = losses.get(loss_id).evaluate(np.array([[-1000.0, 1000.0]]), np.array([[1.0, 0.0]]))
    assert loss == pytest.approx(1000.0 if loss_id[0] == "b" else 2000.0)
    assert np.abs(grad[0] - (np.array([-1.0, 1.0]) / (2 if loss_id[0] == "b" else 1))).max() < 1e-15


@settings(max_examples=50, deadline=None)
@given(logits=arrays(np.float64, (4, 3), elements=st.floats(-1e300, 1e300)))
def test_softmax_rows_sum_to_one(logits):
    rows = softmax(logits)
    assert np.allclose(rows.sum(axis=1), 1.0, rtol=1e-12)
    assert (rows >= 0.0).all()
    assert np.allclose(softmax(logits.T.copy(), class_axis=-2).T, rows, rtol=1e-12)


@pytest.mark.parametrize("loss", EACH)
def test_shapes_must_match(loss):
    with pytest.raises(ShapeError, match=r"\(4, 1\).*\(4, 2\)"):
        loss.evaluate(np.zeros((4, 1)), np.zeros((4, 2)))


@pytest.mark.parametrize("loss", EACH)
def test_texts_and_tasks(loss):
    cls = type(loss)
    assert all([cls.id, cls.label, cls.formula, cls.source, cls.sentence.endswith(".")])
    assert set(cls.tasks) <= {"binary", "multiclass", "regression"}
    assert losses.get(loss) is loss


@pytest.mark.parametrize("loss", [cls() for cls in losses.registry], ids=lambda loss: loss.id)
@pytest.mark.parametrize("shape", [(1, 32), (3, 20), (2, 5000)])
def test_runs_of_a_stack_have_the_losses_they_have_alone(loss, shape):
    """Bit for bit on one BLAS thread, few examples or many."""
    rng = np.random.default_rng(0)
    outputs = rng.normal(size=(3, *shape)).astype(np.float32)
    targets = rng.integers(0, 2, (3, *shape)).astype(np.float32)
    grad = np.empty_like(outputs)
    together = loss.mean_and_gradient(outputs, targets, -2, grad)
    for run in range(3):
        alone = np.empty(shape, np.float32)
        assert loss.mean_and_gradient(outputs[run], targets[run], -2, alone) == together[run]
        assert np.array_equal(alone, grad[run])
