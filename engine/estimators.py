"""The playground's networks as scikit-learn estimators.

For pipelines, cross-validation and grid search. This is the only module of the engine that
needs scikit-learn; ``pip install "backprop-playground[sklearn]"`` installs it.

Examples
--------
>>> from sklearn.datasets import load_iris
>>> from sklearn.model_selection import cross_val_score
>>> inputs, species = load_iris(return_X_y=True)
>>> scores = cross_val_score(PlaygroundClassifier(epochs=30, random_state=0), inputs, species, cv=3)
>>> bool(scores.mean() > 0.9)
True
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike

from engine.activations import Activation
from engine.arrays import FloatArray, IntArray
from engine.datasets import Dataset
from engine.datasets.base import Task
from engine.evaluation import CHUNK
from engine.experiment import EarlyStopping, Experiment, resolve_loss
from engine.initializers import Initializer
from engine.losses import Loss
from engine.network import Network, Pass, layer_blocks, with_ones
from engine.objective import Objective
from engine.optimizers import Optimizer
from engine.outcome import Diverged
from engine.schedules import Schedule
from engine.trainer import Trainer

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.model_selection import train_test_split
    from sklearn.utils import check_random_state, compute_class_weight
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as error:
    raise ImportError(
        'engine.estimators needs scikit-learn: pip install "backprop-playground[sklearn]"'
    ) from error

DEFAULT_RATE = 0.01
"""Learning rate of an optimizer that is named by its id, as in `engine.Training`."""

OF_MODEL = ("activation", "output_activation", "initializer", "dropout", "dtype")
OF_TRAINING = ("loss", "schedule", "batch_size", "epochs", "l1", "l2", "weight_decay",
               "gradient_clip")  # fmt: skip

# An experiment names a data set, whose task must be that of the arrays. It is not made.
STAND_IN = {"binary": "spiral", "multiclass": "iris", "regression": "sine"}


@dataclass(kw_only=True, eq=False, repr=False)
class PlaygroundEstimator(BaseEstimator):  # type: ignore[misc]
    """What the classifier and the regressor share; not to be used by itself.

    The engine's settings, flat. Parts (activations, initializers, losses, optimizers, schedules)
    are given as their id, or as an instance that carries hyper-parameters of its own.

    Parameters
    ----------
    hidden : tuple of int, or int
        Number of neurons of each hidden layer; ``()`` makes a linear model.
    activation : str, Activation, or a sequence with one a layer
        What each hidden neuron makes of its sum.
    output_activation : {"auto", "linear", "sigmoid", "tanh", "softmax"}
        What the outputs make of their sums; auto takes what fits the loss.
    initializer : str or Initializer
        Distribution of the first weights.
    dropout : float, or a sequence with one a layer
        Share of the hidden neurons switched off at random in each update.
    dtype : {"float32", "float64"}
        Number format of training. Predictions are computed in float64 from the trained weights.
    loss : str or Loss
        What training minimises. Auto is binary cross-entropy for two classes, categorical
        cross-entropy for more, and the mean squared error for values.
    optimizer : str or Optimizer
        The rule that turns gradients into steps.
    learning_rate : float, optional
        Takes the place of the optimizer's own rate. None keeps the rate of an instance and
        gives an optimizer that is named by its id 0.01.
    schedule : str or Schedule
        How the learning rate changes as training goes on.
    batch_size : int or "all"
        Number of examples whose gradients are averaged for one update.
    epochs : int
        Full passes through the training examples, if nothing ends training before.
    l1, l2 : float
        Penalties l1 Σ|w| + ½ l2 Σ w² on the weights.
    weight_decay : float
        Shrinks every weight at each update by this times the learning rate.
    gradient_clip : float, optional
        Longest gradient that is allowed; longer ones are shortened.
    early_stopping : bool
        Whether to set ``validation_fraction`` of the rows apart and to stop when the loss on
        them no longer improves. If that ends training, the weights of the best epoch come back.
    validation_fraction : float
        Share of the rows set apart for early stopping; classes keep their shares.
    patience : int
        Epochs without improvement after which early stopping ends training.
    min_delta : float
        How much lower the loss must be to count as an improvement.
    scaling : {"standard", "none"}
        Whether inputs are brought to mean 0 and spread 1, as fitted on the training rows.
        Targets of a regression are left as they are; for values far from 0 to 1 see
        `sklearn.compose.TransformedTargetRegressor`.
    random_state : int, RandomState, optional
        The luck of weights, batches, dropout and the rows set apart. A whole number is the
        seed of both model and training in `experiment_`.

    Attributes
    ----------
    experiment_ : Experiment
        All settings. Its ``data`` only stand for some data of the same task.
    parameters_ : ndarray of shape (P,)
        Weights and biases, laid out as in `engine.Network`.
    layer_sizes_ : tuple of int
        Inputs, hidden layers, outputs.
    input_center_, input_scale_ : ndarray of shape (n_features_in_,)
        The network sees (X − center) / scale.
    outcome_ : Outcome
        How training ended.
    n_iter_ : int
        Epochs trained.
    loss_curve_ : ndarray of shape (M,)
        Mean loss over the batches of an epoch, penalties left out.
    validation_loss_curve_ : ndarray of shape (M,), or None
        Loss on the rows set apart for early stopping after each of these epochs.
    loss_epochs_ : ndarray of shape (M,)
        The epochs that the curves show: all, but in long runs on many rows without early
        stopping only some, and beyond 2,048 points older ones are merged into their means.
    n_features_in_ : int
        Columns of X.
    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the columns, if X was a table whose columns all have names of type str.

    Warns
    -----
    ConvergenceWarning
        If training diverged. The last weights whose numbers were finite are kept; if what
        they predict for the training rows is beyond all bounds, the first weights.
    """

    hidden: tuple[int, ...] | int = (16, 16)
    activation: str | Activation | tuple[str | Activation, ...] = "relu"
    output_activation: str = "auto"
    initializer: str | Initializer = "he_normal"
    dropout: float | tuple[float, ...] = 0.0
    dtype: str = "float32"
    loss: str | Loss = "auto"
    optimizer: str | Optimizer = "adam"
    learning_rate: float | None = None
    schedule: str | Schedule = "constant"
    batch_size: int | Literal["all"] = 32
    epochs: int = 100
    l1: float = 0.0
    l2: float = 0.0
    weight_decay: float = 0.0
    gradient_clip: float | None = None
    early_stopping: bool = False
    validation_fraction: float = 0.1
    patience: int = 10
    min_delta: float = 0.0
    scaling: Literal["standard", "none"] = "standard"
    random_state: int | np.random.RandomState | None = None

    @property
    def coefs_(self) -> list[FloatArray]:
        """Weights (fan_in, fan_out) of each layer, as in scikit-learn's own networks."""
        return [block[:-1] for block in self._blocks()]

    @property
    def intercepts_(self) -> list[FloatArray]:
        """Biases (fan_out,) of each layer."""
        return [block[-1] for block in self._blocks()]

    def _blocks(self) -> list[FloatArray]:
        return layer_blocks(self.parameters_, self.layer_sizes_)

    def _experiment(self, task: Task, seed: int, of_classes: Mapping[str, Any]) -> Experiment:
        """Return the parameters as the engine's settings, which validate them."""
        rate = self.learning_rate
        if rate is None and isinstance(self.optimizer, str):
            rate = DEFAULT_RATE
        hidden = (self.hidden,) if isinstance(self.hidden, Integral) else self.hidden
        watch = EarlyStopping(**_plain({"patience": self.patience, "min_delta": self.min_delta}))
        values: dict[str, Any] = {
            "data.dataset": STAND_IN[task],
            "model.hidden": hidden,
            **{f"model.{name}": getattr(self, name) for name in OF_MODEL},
            "model.seed": seed,
            **{f"training.{name}": getattr(self, name) for name in OF_TRAINING},
            **{f"training.{name}": value for name, value in of_classes.items()},
            "training.optimizer": self.optimizer,
            **({} if rate is None else {"training.optimizer.learning_rate": rate}),
            "training.early_stopping": watch if self.early_stopping else None,
            "training.seed": seed,
        }
        return Experiment().with_values(_plain(values))

    def _train(
        self,
        inputs: FloatArray,
        targets: FloatArray | IntArray,
        task: Task,
        class_names: tuple[str, ...] = (),
        **of_classes: Any,
    ) -> None:
        """Train on inputs (N, D) and class numbers or values; keep what predictions need."""
        seed = _seed_of(self.random_state)
        experiment = self._experiment(task, seed, of_classes)
        parts: list[Any] = [inputs, targets, None, None]
        if self.early_stopping:
            train_inputs, test_inputs, train_targets, test_targets = train_test_split(
                inputs,
                targets,
                test_size=self.validation_fraction,
                random_state=seed,
                stratify=None if task == "regression" else targets,
            )
            parts = [train_inputs, train_targets, test_inputs, test_targets]
        with np.errstate(all="ignore"):  # what is not finite ends training and is told below
            dataset = Dataset.from_arrays(
                *parts, task=task, class_names=class_names, scaling=self.scaling
            )
            trainer = Trainer(experiment, dataset)
            self.outcome_ = trainer.run()
        self._task = task
        self.experiment_ = trainer.experiment
        self.layer_sizes_ = trainer.network.sizes
        self.input_center_, self.input_scale_ = dataset.input_center, dataset.input_scale
        self.parameters_ = trainer.network.parameters.copy()
        self.n_iter_ = trainer.epoch
        curves = trainer.history.evaluations.curves()
        trained = curves["epoch"].step > 0
        self.loss_epochs_ = curves["epoch"].mean[trained]
        self.loss_curve_ = curves["batch_loss"].mean[trained]
        self.validation_loss_curve_ = (
            curves["test_loss"].mean[trained] if self.early_stopping else None
        )
        if isinstance(self.outcome_, Diverged):
            said = str(self.outcome_.message)
            if not np.isfinite(self._outputs(dataset.train_points)).all():
                self.parameters_ = self._first_parameters()
                said += " As its predictions are beyond all bounds too, the first weights are back."
            said += " A smaller learning_rate or a gradient_clip may help."
            warnings.warn(said, ConvergenceWarning, stacklevel=3)

    def _first_parameters(self) -> FloatArray:
        """Return the weights and biases with which training began."""
        model = self.experiment_.model
        return Network(
            self.layer_sizes_, model.activations, model.initializer, model.dtype, model.seed
        ).parameters

    def _predictions(self, X: ArrayLike) -> FloatArray:  # noqa: N803 - scikit-learn's name
        """Return probabilities or values (N, K).

        Raises
        ------
        ValueError
            If inputs are so far from those of training that a prediction is not finite.
        """
        check_is_fitted(self)
        inputs = validate_data(self, X, dtype=np.float64, reset=False)
        outputs = self._outputs(inputs)
        bad = np.flatnonzero(~np.isfinite(outputs).all(axis=1))
        if bad.size:
            raise ValueError(
                f"X: predictions for {bad.size} rows are beyond all bounds, the first is row "
                f"{bad[0]}. Its values are too far from those of training."
            )
        return outputs

    def _outputs(self, inputs: FloatArray) -> FloatArray:
        """Return probabilities or values (N, K), not all of them finite perhaps."""
        model, loss = self.experiment_.model, self.experiment_.training.loss
        network = Network(self.layer_sizes_, model.activations, "zeros", "float64")
        network.parameters[...] = self.parameters_
        objective = Objective(resolve_loss(loss, self._task), model.output_activation, self._task)
        outputs = np.empty((len(inputs), self.layer_sizes_[-1]))
        with np.errstate(all="ignore"):
            scaled = (inputs - self.input_center_) / self.input_scale_
            for start in range(0, len(scaled), CHUNK):
                rows = slice(start, start + CHUNK)
                columns = with_ones(scaled[rows]).T
                logits = Pass(network, columns.shape[1], train=False).forward(columns)
                outputs[rows] = objective.predictions(logits).T
        return outputs


@dataclass(kw_only=True, eq=False, repr=False)
class PlaygroundClassifier(ClassifierMixin, PlaygroundEstimator):  # type: ignore[misc]
    """A neural network that tells classes apart.

    Passes `sklearn.utils.estimator_checks.check_estimator` without expected failures. It takes
    no ``sample_weight``, as the engine weights classes only.

    Parameters are those of `PlaygroundEstimator` and two more.

    Parameters
    ----------
    class_weight : "balanced", or dict of weights by label, optional
        How much an example of each class counts in the loss. Balanced is N / (C n_c) for the
        n_c training rows of class c; a label that the dict leaves out counts as one.
    label_smoothing : float
        Share of each target that is spread evenly over all classes.

    Attributes
    ----------
    classes_ : ndarray of shape (C,)
        The labels, sorted.

    Examples
    --------
    >>> from sklearn.datasets import make_moons
    >>> inputs, labels = make_moons(200, noise=0.1, random_state=0)
    >>> classifier = PlaygroundClassifier(hidden=(8, 8), activation="tanh", random_state=0)
    >>> classifier.fit(inputs, labels).predict([[0.0, 1.0], [1.0, -0.5]]).tolist()
    [0, 1]
    >>> classifier.n_iter_, classifier.outcome_.kind, bool(classifier.score(inputs, labels) > 0.95)
    (100, 'epoch_limit', True)
    """

    class_weight: Mapping[Any, float] | Literal["balanced"] | None = None
    label_smoothing: float = 0.0

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:  # noqa: N803 - scikit-learn's name
        """Train on examples of at least two classes.

        Parameters
        ----------
        X : array_like of shape (N, D)
            Finite numbers, up to ±1e30.
        y : array_like of shape (N,)
            Labels.

        Returns
        -------
        PlaygroundClassifier
            Itself.

        Raises
        ------
        ValueError
            Naming everything wrong with the data or the parameters.
        """
        inputs, labels = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(
                f"y: a classifier needs at least 2 classes, but all labels are of 1 class, "
                f"{self.classes_[0]}."
            )
        weights: Any = self.class_weight if self.class_weight is not None else "none"
        if isinstance(weights, Mapping):
            weights = compute_class_weight(dict(weights), classes=self.classes_, y=labels)
        names = tuple(str(label) for label in self.classes_)
        self._train(
            inputs,
            numbers,
            "binary" if len(names) == 2 else "multiclass",
            names,
            class_weights=weights,
            label_smoothing=self.label_smoothing,
        )
        return self

    def predict(self, X: ArrayLike) -> Any:  # noqa: N803
        """Return the likeliest label of each row of X, shape (N,)."""
        outputs = self._predictions(X)
        if self._task == "binary":
            return self.classes_[(outputs[:, 0] > 0.5).astype(np.intp)]
        return self.classes_[outputs.argmax(axis=1)]

    def predict_proba(self, X: ArrayLike) -> FloatArray:  # noqa: N803
        """Return the probability (N, C) of each class in the order of ``classes_``.

        Losses other than the cross-entropy that auto takes may train outputs that are no
        probabilities: these are cut off at 0 and 1 and divided by their sum.
        """
        outputs = self._predictions(X).clip(0.0, 1.0)
        if self._task == "binary":
            return np.column_stack([1.0 - outputs[:, 0], outputs[:, 0]])
        total = outputs.sum(axis=1, keepdims=True)
        equal = 1.0 / len(self.classes_)
        return np.where(total > 0.0, outputs / np.where(total > 0.0, total, 1.0), equal)


@dataclass(kw_only=True, eq=False, repr=False)
class PlaygroundRegressor(RegressorMixin, PlaygroundEstimator):  # type: ignore[misc]
    """A neural network that predicts one value or several.

    Passes `sklearn.utils.estimator_checks.check_estimator` without expected failures. It takes
    no ``sample_weight``, as the engine has none.

    Parameters are those of `PlaygroundEstimator`.

    Attributes
    ----------
    n_outputs_ : int
        Values predicted for each row.

    Examples
    --------
    >>> inputs = np.linspace(-3.0, 3.0, 200)[:, None]
    >>> regressor = PlaygroundRegressor(activation="tanh", random_state=0)
    >>> bool(regressor.fit(inputs, np.sin(inputs[:, 0])).score(inputs, np.sin(inputs[:, 0])) > 0.95)
    True
    >>> regressor.predict(inputs[:5]).shape
    (5,)
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:  # noqa: N803
        """Train on examples.

        Parameters
        ----------
        X : array_like of shape (N, D)
            Finite numbers, up to ±1e30.
        y : array_like of shape (N,) or (N, K)
            Values, likewise. Predictions have as many dimensions.

        Returns
        -------
        PlaygroundRegressor
            Itself.

        Raises
        ------
        ValueError
            Naming everything wrong with the data or the parameters.
        """
        inputs, values = validate_data(
            self, X, y, dtype=np.float64, multi_output=True, y_numeric=True
        )
        self.n_outputs_ = 1 if values.ndim == 1 else values.shape[1]
        self._single_column = values.ndim == 1
        self._train(inputs, values, "regression")
        return self

    def predict(self, X: ArrayLike) -> FloatArray:  # noqa: N803
        """Return the values for each row of X, (N,) or (N, K) as in training."""
        outputs = self._predictions(X)
        return outputs[:, 0] if self._single_column else outputs

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags


def _seed_of(random_state: Any) -> int:
    """Return a whole number as it is; of anything else, draw one."""
    if isinstance(random_state, Integral):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31))


def _plain(value: Any) -> Any:
    """Return numbers of NumPy, which grids are made of, as Python's."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value
