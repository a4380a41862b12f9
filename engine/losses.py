"""Losses: one number for how wrong a batch of predictions is.

Arrays are (..., N, K): any leading run axes, N examples, K outputs. A loss
returns the mean over the batch and its gradient, already divided, so that
nobody else divides by N. To add a loss, write one class here.
"""

from typing import Any, ClassVar

import numpy as np

from engine.arguments import finite_array, within_bounds
from engine.arrays import FloatArray, constant, filled, softplus
from engine.registry import Part, Registry, hyper

FEW = 256
"""Elements of a batch up to which one slow call costs less than several quick ones."""

MOST_SUMMED_BY_PRODUCT = 4096
"""Elements of a batch up to which a product with ones costs less than a sum."""


class ShapeError(ValueError):
    """Two arrays that belong together have different shapes."""


class Loss(Part):
    """A mean loss and its gradient with respect to the outputs."""

    takes_logits: ClassVar[bool] = False
    """Whether the loss contains its output activation and takes logits."""
    output_activation: ClassVar[str] = "linear"
    """The output activation that ``"auto"`` means with this loss."""
    tasks: ClassVar[tuple[str, ...]] = ("binary", "multiclass", "regression")
    """Tasks this loss can serve."""
    of_one: ClassVar[str] = "l({y}, {t})"
    """Loss of one output y and its target t, for losses that do not take logits."""
    has_kink: ClassVar[bool] = False
    """Whether there is no derivative where output and target agree."""

    def evaluate(self, outputs: FloatArray, targets: FloatArray) -> tuple[Any, FloatArray]:
        """Return the mean loss of a batch and dL/d(outputs).

        Parameters
        ----------
        outputs : ndarray of shape (*runs, N, K)
            Logits where ``takes_logits``, else values after the output activation.
        targets : ndarray of shape (*runs, N, K) or (N, K)
            Zero and one, one-hot rows, or values.

        Returns
        -------
        loss : float, or ndarray of shape (*runs,)
            Mean loss.
        grad_outputs : ndarray of shape (*runs, N, K)
            dL/d(outputs), already divided by what the mean divides by.

        Raises
        ------
        ShapeError
            If outputs and targets do not match.
        ValueError
            If they, or the loss, are not finite.
        """
        outputs = finite_array(outputs, "outputs")
        targets = finite_array(targets, "targets", outputs.dtype)
        lead = targets.shape[:-2]
        if (
            outputs.ndim < 2
            or not outputs.size
            or outputs.shape[-2:] != targets.shape[-2:]
            or lead not in ((), outputs.shape[:-2])
        ):
            raise ShapeError(
                f"outputs have shape {outputs.shape}, targets {targets.shape}: "
                "give both as (N, K), with equal N and K, or stacks of such."
            )
        grad = np.empty_like(outputs)
        with np.errstate(all="ignore"):
            loss = self.mean_and_gradient(outputs, targets, class_axis=-1, grad=grad)
        within_bounds(np.asarray(loss), "loss")
        within_bounds(grad, "grad_outputs")
        return (float(loss) if np.ndim(loss) == 0 else loss), grad

    def mean_and_gradient(
        self, outputs: FloatArray, targets: FloatArray, class_axis: int, grad: FloatArray
    ) -> Any:
        """Write dL/d(outputs) into ``grad`` and return the mean loss of each run.

        ``class_axis`` is -1 for (..., N, K) and -2 for (..., K, N): the
        trainer keeps examples in columns.
        """
        raise NotImplementedError

    def of_each_example(self, outputs: FloatArray, targets: FloatArray) -> FloatArray:
        """Return the loss (*runs, N) of each example, for arrays (*runs, K, N).

        An example is a batch of one: the mean over N of these is the loss.
        """
        alone = np.moveaxis(outputs, -1, -2)[..., np.newaxis]
        wanted = np.moveaxis(targets, -1, -2)[..., np.newaxis]
        grad = np.empty(np.broadcast_shapes(alone.shape, wanted.shape), outputs.dtype)
        return np.asarray(self.mean_and_gradient(alone, wanted, -2, grad))


registry: Registry[Loss] = Registry("loss", Loss)
get = registry.get


@registry.register
class MeanSquaredError(Loss):
    """Mean of the squared differences, over all N·K elements.

    Examples
    --------
    >>> loss, grad = MeanSquaredError().evaluate(np.array([[3.0]]), np.array([[1.0]]))
    >>> loss, grad.tolist()
    (4.0, [[4.0]])
    """

    id: ClassVar[str] = "mean_squared_error"
    label: ClassVar[str] = "Mean squared error"
    formula: ClassVar[str] = "L = mean (y − t)²;  dL/dy = 2 (y − t) / (N K)"
    source: ClassVar[str] = "Gauss, Theoria motus, 1809; Rumelhart et al., 1986, eq. 3, half a sum"
    sentence: ClassVar[str] = "Squares each error, so that big errors weigh most."
    of_one: ClassVar[str] = "({y} − {t})²"

    def mean_and_gradient(
        self, outputs: FloatArray, targets: FloatArray, class_axis: int, grad: FloatArray
    ) -> Any:
        """Return mean((y - t)²); write 2 (y - t) / (N K)."""
        np.subtract(outputs, targets, out=grad)
        count = grad.shape[-1] * grad.shape[-2]
        loss = sum_of_products(grad, grad) / count
        np.multiply(grad, constant(2.0 / count, grad.dtype), out=grad)
        return loss


@registry.register
class MeanAbsoluteError(Loss):
    """Mean of the absolute differences, over all N·K elements; slope zero at zero.

    Examples
    --------
    >>> loss, grad = MeanAbsoluteError().evaluate(np.array([[3.0]]), np.array([[1.0]]))
    >>> loss, grad.tolist()
    (2.0, [[1.0]])
    """

    id: ClassVar[str] = "mean_absolute_error"
    label: ClassVar[str] = "Mean absolute error"
    formula: ClassVar[str] = "L = mean |y − t|;  dL/dy = sign(y − t) / (N K)"
    source: ClassVar[str] = "Boscovich, 1757; Hastie, Tibshirani & Friedman, 2009, §10.6"
    sentence: ClassVar[str] = "Counts each error as it is, so that a few big ones matter less."
    of_one: ClassVar[str] = "|{y} − {t}|"
    has_kink: ClassVar[bool] = True

    def mean_and_gradient(
        self, outputs: FloatArray, targets: FloatArray, class_axis: int, grad: FloatArray
    ) -> Any:
        """Return mean(|y - t|); write sign(y - t) / (N K)."""
        np.subtract(outputs, targets, out=grad)
        count = grad.shape[-1] * grad.shape[-2]
        loss = total(np.abs(grad)) / count
        np.sign(grad, out=grad)
        np.multiply(grad, constant(1.0 / count, grad.dtype), out=grad)
        return loss


@registry.register
class Huber(Loss):
    """Huber's loss, over all N·K elements: squared up to δ, linear beyond.

    Examples
    --------
    >>> loss, grad = Huber(delta=1.0).evaluate(np.array([[3.0, 0.5]]), np.zeros((1, 2)))
    >>> loss, grad.tolist()
    (1.3125, [[0.5, 0.25]])
    """

    id: ClassVar[str] = "huber"
    label: ClassVar[str] = "Huber"
    formula: ClassVar[str] = (
        "L = mean h(y − t),  h(d) = d²/2 where |d| ≤ δ, else δ (|d| − δ/2);  "
        "dL/dy = clip(y − t, −δ, δ) / (N K)"
    )
    source: ClassVar[str] = "Huber, Annals of Mathematical Statistics 35, 1964, pp. 73-101"
    sentence: ClassVar[str] = "Squares small errors and counts big ones as they are."
    of_one: ClassVar[str] = "h({y} − {t})"

    delta: float = hyper(
        1.0, "Delta", "The size of error from which on the loss grows in a straight line.",
        above=0.0, maximum=1e6, scale="log", shown=(0.01, 10.0),
    )  # fmt: skip

    def mean_and_gradient(
        self, outputs: FloatArray, targets: FloatArray, class_axis: int, grad: FloatArray
    ) -> Any:
        """Return mean(h(y - t)); write clip(y - t, -δ, δ) / (N K)."""
        difference = outputs - targets
        count = grad.shape[-1] * grad.shape[-2]
        np.minimum(difference, constant(self.delta, grad.dtype), out=grad)
        np.maximum(grad, constant(-self.delta, grad.dtype), out=grad)
        # h(d) = c d - c²/2, with c the clipped d
        loss = (sum_of_products(grad, difference) - 0.5 * sum_of_products(grad, grad)) / count
        np.multiply(grad, constant(1.0 / count, grad.dtype), out=grad)
        return loss


@registry.register
class BinaryCrossEntropy(Loss):
    """Binary cross-entropy on logits, over all N·K elements.

    Takes logits, not probabilities: neither ``log(0)`` nor an overflowing
    ``exp`` can occur.

    Examples
    --------
    >>> loss, grad = BinaryCrossEntropy().evaluate(np.zeros((2, 1)), np.array([[0.0], [1.0]]))
    >>> round(loss, 4), grad.ravel().tolist()
    (0.6931, [0.25, -0.25])
    """

    id: ClassVar[str] = "binary_cross_entropy"
    label: ClassVar[str] = "Binary cross-entropy"
    formula: ClassVar[str] = "L = mean (softplus(z) − t z);  dL/dz = (sigmoid(z) − t) / (N K)"
    source: ClassVar[str] = "Bishop, PRML, 2006, eqs. 4.90-4.91, averaged"
    sentence: ClassVar[str] = "The surprise at the right answer to a yes-or-no question."
    takes_logits: ClassVar[bool] = True
    output_activation: ClassVar[str] = "sigmoid"
    tasks: ClassVar[tuple[str, ...]] = ("binary", "multiclass")

    def mean_and_gradient(
        self, outputs: FloatArray, targets: FloatArray, class_axis: int, grad: FloatArray
    ) -> Any:
        """Return mean(softplus(z) - t z); write (sigmoid(z) - t) / (N K)."""
        count = grad.shape[-1] * grad.shape[-2]
        if count <= FEW:
            log_normalizer = np.logaddexp(outputs, constant(0.0, grad.dtype), grad)
        else:
            log_normalizer = softplus(outputs, grad)
        loss = (total(log_normalizer) - sum_of_products(outputs, targets)) / count
        np.subtract(outputs, log_normalizer, grad)
        np.exp(grad, grad)  # sigmoid(z) = exp(z - softplus(z)), without overflow
        np.subtract(grad, targets, grad)
        np.multiply(grad, constant(1.0 / count, grad.dtype), grad)
        return loss


@registry.register
class CategoricalCrossEntropy(Loss):
    """Cross-entropy of one-hot targets and softmax outputs, over N.

    Examples
    --------
    >>> loss, grad = CategoricalCrossEntropy().evaluate(np.zeros((1, 2)), np.array([[1.0, 0.0]]))
    >>> round(loss, 4), grad.tolist()
    (0.6931, [[-0.5, 0.5]])
    """

    id: ClassVar[str] = "categorical_cross_entropy"
    label: ClassVar[str] = "Cross-entropy"
    formula: ClassVar[str] = "L = mean over N of −Σ t log softmax(z);  dL/dz = (softmax(z) − t) / N"
    source: ClassVar[str] = "Bishop, PRML, 2006, eqs. 4.108-4.109, averaged"
    sentence: ClassVar[str] = "The surprise at the right one of several answers."
    takes_logits: ClassVar[bool] = True
    output_activation: ClassVar[str] = "softmax"
    tasks: ClassVar[tuple[str, ...]] = ("multiclass",)

    def mean_and_gradient(
        self, outputs: FloatArray, targets: FloatArray, class_axis: int, grad: FloatArray
    ) -> Any:
        """Return mean(log Σ exp(z) - Σ t z); write (softmax(z) - t) / N."""
        examples = grad.shape[-1 if class_axis == -2 else -2]
        largest = np.maximum.reduce(outputs, class_axis, keepdims=True)
        shifted = np.subtract(outputs, largest, grad)
        correct = sum_of_products(shifted, targets)
        np.exp(grad, grad)
        normalizer = np.add.reduce(grad, class_axis, keepdims=True)
        mass = np.add.reduce(targets, class_axis, keepdims=True)  # one, if they are one-hot
        loss = (sum_of_products(np.log(normalizer), mass) - correct) / examples
        np.multiply(grad, mass / normalizer, grad)
        np.subtract(grad, targets, grad)
        np.multiply(grad, constant(1.0 / examples, grad.dtype), grad)
        return loss


def softmax(logits: FloatArray, class_axis: int = -1) -> FloatArray:
    """Return exp(z) / Σ exp(z) along ``class_axis``, without overflow.

    Examples
    --------
    >>> softmax(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.5]]
    """
    exponentials = np.exp(logits - logits.max(axis=class_axis, keepdims=True))
    result: FloatArray = exponentials / exponentials.sum(axis=class_axis, keepdims=True)
    return result


def sum_of_products(left: FloatArray, right: FloatArray) -> Any:
    """Return Σ left · right over the last two axes: one number for each run.

    Examples
    --------
    >>> float(sum_of_products(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])))
    11.0
    """
    if left.ndim == right.ndim == 2:
        return left.ravel().dot(right.ravel())
    return np.vecdot(_flat(left), _flat(right))  # the same product, run by run


def total(values: FloatArray) -> Any:
    """Return the sum over the last two axes: one number for each run.

    A product with ones, where the numbers are few: half the time of a sum.

    Examples
    --------
    >>> float(total(np.array([[1.0, 2.0]])))
    3.0
    """
    count = values.shape[-1] * values.shape[-2]
    if count > MOST_SUMMED_BY_PRODUCT:
        return values.sum(axis=(-2, -1))
    ones = filled(1.0, (count,), values.dtype)
    return values.ravel().dot(ones) if values.ndim == 2 else np.vecdot(_flat(values), ones)


def _flat(values: FloatArray) -> FloatArray:
    return values.reshape(*values.shape[:-2], values.shape[-2] * values.shape[-1])
