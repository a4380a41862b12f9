"""The scikit-learn estimators against scikit-learn's own checks and against the engine."""

import pickle
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from joblib.externals.loky import get_reusable_executor
from numpy.testing import assert_allclose, assert_array_equal
from scipy.sparse import csr_array
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from engine import (
    Data,
    Dataset,
    EarlyStopping,
    Experiment,
    Network,
    Trainer,
    make_dataset,
    optimizers,
)
from engine.estimators import PlaygroundClassifier, PlaygroundEstimator, PlaygroundRegressor

ROOT = Path(__file__).resolve().parents[2]
QUICK = {"epochs": 20, "learning_rate": 0.03}
BOTH = [PlaygroundClassifier, PlaygroundRegressor]


@pytest.fixture(scope="module")
def penguins():
    data = make_dataset(Data(dataset="penguins", test_fraction=0.0))
    return data.train_points, np.array(data.class_names)[data.train_labels]


@pytest.fixture(scope="module")
def blobs():
    """Four columns, two classes, 60 rows; the sum of the columns as value."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(60, 4))
    return inputs, (inputs.sum(axis=1) > 0.0).astype(int)


@parametrize_with_checks([PlaygroundClassifier(**QUICK), PlaygroundRegressor(**QUICK)])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


# -- the same as the engine ---------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_equals_a_trainer_run_by_hand(task, dtype, blobs):
    inputs, labels = blobs
    targets = {
        "binary": labels,
        "multiclass": labels + (inputs[:, 0] > 1.0),
        "regression": inputs[:, :2] * 2.0,
    }[task]
    settings = {
        "model.hidden": (5, 3),
        "model.activation": ("tanh", "relu"),
        "model.dtype": dtype,
        "model.dropout": 0.1,
        "training.optimizer": {"id": "momentum", "learning_rate": 0.05},
        "training.schedule": "cosine",
        "training.batch_size": 16,
        "training.epochs": 5,
        "training.l2": 1e-3,
        "training.gradient_clip": 1.0,
    }
    seeds = {"model.seed": 7, "training.seed": 7}
    any_data = {"binary": "spiral", "multiclass": "iris", "regression": "sine"}[task]
    experiment = Experiment().with_values({"data.dataset": any_data, **settings, **seeds})
    data = Dataset.from_arrays(inputs, targets, task=task, scaling="standard")
    trainer = Trainer(experiment, data)
    outcome = trainer.run()

    kind = PlaygroundRegressor if task == "regression" else PlaygroundClassifier
    given = {name.partition(".")[2]: value for name, value in settings.items()}
    fitted = kind(**given, random_state=7).fit(inputs, targets)
    assert fitted.outcome_ == outcome
    assert fitted.experiment_.training == experiment.training
    assert fitted.experiment_.model == experiment.model
    assert_array_equal(fitted.parameters_, trainer.network.parameters)
    wanted = trainer.predict(data.train_inputs)
    tolerance = 1e-5 if dtype == "float32" else 1e-12
    if task == "regression":
        assert_allclose(fitted.predict(inputs), wanted, atol=tolerance)
        assert fitted.score(inputs, targets) < 1.0
        return
    whole = np.column_stack([1.0 - wanted, wanted]) if task == "binary" else wanted
    assert_allclose(fitted.predict_proba(inputs), whole, atol=tolerance)
    assert fitted.score(inputs, targets) == pytest.approx(trainer.evaluate("train")["accuracy"])


def test_early_stopping_equals_a_trainer_with_the_rows_set_apart(penguins):
    inputs, species = penguins
    classifier = PlaygroundClassifier(
        early_stopping=True, patience=2, min_delta=0.01, validation_fraction=0.25, random_state=3
    ).fit(inputs, species)
    numbers = np.unique(species, return_inverse=True)[1]
    train, test, train_targets, test_targets = train_test_split(
        inputs, numbers, test_size=0.25, random_state=3, stratify=numbers
    )
    data = Dataset.from_arrays(
        train, train_targets, test, test_targets, task="multiclass", scaling="standard"
    )
    rule = EarlyStopping(patience=2, min_delta=0.01)
    settings = {"data.dataset": "iris", "training.early_stopping": rule}
    seeds = {"model.seed": 3, "training.seed": 3}
    trainer = Trainer(Experiment().with_values({**settings, **seeds}), data)
    assert classifier.outcome_ == trainer.run()
    assert classifier.outcome_.kind == "early_stopping"
    assert_array_equal(classifier.parameters_, trainer.network.parameters)
    assert classifier.n_iter_ == len(classifier.validation_loss_curve_) < 100
    best = classifier.outcome_.best_epoch
    assert classifier.validation_loss_curve_[best - 1] == classifier.outcome_.best_loss


def test_class_weights_reach_the_engine(penguins):
    inputs, species = penguins
    for given, wanted in [
        (None, "none"),
        ("balanced", "balanced"),
        ({"Chinstrap": 3.0}, (1.0, 3.0, 1.0)),
    ]:
        classifier = PlaygroundClassifier(class_weight=given, epochs=1).fit(inputs, species)
        assert classifier.experiment_.training.class_weights == wanted


# -- what scikit-learn does with estimators -----------------------------------------------


def test_cross_validation_of_a_pipeline(penguins):
    inputs, species = penguins
    network = PlaygroundClassifier(scaling="none", random_state=0, **QUICK)
    scores = cross_val_score(make_pipeline(StandardScaler(), network), inputs, species, cv=3)
    assert scores.min() > 0.95


def test_grid_search_of_a_pipeline_on_penguins_with_two_processes(penguins):
    inputs, species = penguins
    network = PlaygroundClassifier(epochs=10, scaling="none", random_state=0)
    steps = Pipeline([("scale", StandardScaler()), ("network", network)])
    rates = np.array([1e-5, 0.03])
    grid = {"network__learning_rate": rates, "network__hidden": [(4,), (8, 8)]}
    search = GridSearchCV(steps, grid, cv=2, n_jobs=2)
    try:
        search.fit(inputs, species)
    finally:
        get_reusable_executor().shutdown(wait=True)
    assert search.best_params_["network__learning_rate"] == 0.03
    assert search.best_score_ > 0.95
    alone, best = clone(search.best_estimator_).fit(inputs, species), search.best_estimator_
    assert_array_equal(alone["network"].parameters_, best["network"].parameters_)


def test_values_far_from_one_go_through_a_transformed_target(penguins):
    inputs, _ = penguins
    network = PlaygroundRegressor(random_state=0, **QUICK)
    scaled = TransformedTargetRegressor(network, transformer=StandardScaler())
    assert scaled.fit(inputs[:, :3], inputs[:, 3]).score(inputs[:, :3], inputs[:, 3]) > 0.75


def test_a_clone_has_equal_parameters_of_all_kinds():
    given = {
        "optimizer": optimizers.Adam(beta_1=0.8),
        "class_weight": {0: 1.0, 1: 2.0},
        "activation": ("relu", "tanh"),
    }
    copied = clone(PlaygroundClassifier(**given)).get_params()
    assert {name: copied[name] for name in given} == given


@pytest.mark.parametrize("kind", BOTH)
def test_a_pickle_is_small_and_predicts_the_same(kind, blobs):
    inputs, labels = blobs
    fitted = kind(epochs=3, random_state=0, early_stopping=True).fit(inputs, labels)
    written = pickle.dumps(fitted)
    assert len(written) < fitted.parameters_.nbytes + 8192
    assert_array_equal(pickle.loads(written).predict(inputs), fitted.predict(inputs))


@pytest.mark.parametrize("random_state", [5, np.int64(5), np.random.RandomState(5)])
def test_same_random_state_same_result(random_state, blobs):
    inputs, labels = blobs
    network = PlaygroundClassifier(epochs=2, random_state=random_state)
    first, second = clone(network).fit(inputs, labels), clone(network).fit(inputs, labels)
    assert_array_equal(first.parameters_, second.parameters_)


def test_without_a_random_state_results_differ(blobs):
    first, second = (PlaygroundClassifier(epochs=1).fit(*blobs) for _ in range(2))
    assert not np.array_equal(first.parameters_, second.parameters_)


def test_numbers_of_numpy_as_in_grids(blobs):
    fitted = PlaygroundClassifier(
        hidden=np.array([3, 2]),
        dropout=np.float32(0.5),
        epochs=np.int64(2),
        batch_size=np.int32(8),
        learning_rate=np.float32(0.5),
        early_stopping=np.bool_(True),
        patience=np.int64(1),
    ).fit(*blobs)
    assert fitted.layer_sizes_ == (4, 3, 2, 1)
    assert fitted.experiment_.training.optimizer.learning_rate == 0.5


@pytest.mark.parametrize(
    ("optimizer", "learning_rate", "used"),
    [
        ("sgd", None, 0.01),
        ("sgd", 0.2, 0.2),
        (optimizers.SGD(learning_rate=0.3), None, 0.3),
        (optimizers.SGD(learning_rate=0.3), 0.2, 0.2),
    ],
)
def test_which_learning_rate_counts(optimizer, learning_rate, used, blobs):
    given = {"optimizer": optimizer, "learning_rate": learning_rate, "epochs": 1}
    fitted = PlaygroundRegressor(**given).fit(*blobs)
    assert fitted.experiment_.training.optimizer == optimizers.SGD(learning_rate=used)


def test_all_settings_of_the_engine_are_parameters():
    from_arrays = {"seed", "early_stopping", "target", "class_weights"}
    settings = {*Experiment().model.__class__.model_fields}
    settings |= {*Experiment().training.__class__.model_fields}
    assert settings - from_arrays <= set(PlaygroundClassifier().get_params())
    assert set(PlaygroundRegressor().get_params()) == set(PlaygroundEstimator().get_params())


# -- what comes out -----------------------------------------------------------------------


def test_curves_have_one_value_an_epoch(blobs):
    fitted = PlaygroundClassifier(random_state=0, **QUICK).fit(*blobs)
    assert fitted.n_iter_ == 20
    assert fitted.loss_epochs_.tolist() == list(range(1, 21))
    assert fitted.loss_curve_.shape == (20,)
    assert fitted.loss_curve_[-1] < fitted.loss_curve_[0]
    assert fitted.validation_loss_curve_ is None


def test_weights_and_biases_give_the_predictions_by_hand(blobs):
    inputs, _ = blobs
    fitted = PlaygroundRegressor(hidden=3, epochs=2, random_state=0).fit(inputs, inputs[:, 0])
    first, second = fitted.coefs_
    hidden = (inputs - fitted.input_center_) / fitted.input_scale_ @ first + fitted.intercepts_[0]
    by_hand = np.maximum(hidden, 0.0) @ second + fitted.intercepts_[1]
    assert_allclose(fitted.predict(inputs), by_hand[:, 0], atol=1e-12)


def test_predictions_have_the_dimensions_of_the_targets(blobs):
    inputs, _ = blobs
    for targets in (inputs[:, 0], inputs[:, :1], inputs[:, :3]):
        assert PlaygroundRegressor(epochs=1).fit(inputs, targets).predict(inputs).shape == (
            targets.shape
        )


@pytest.mark.parametrize(
    ("loss", "output"),
    [
        ("binary_cross_entropy", "auto"),
        ("huber", "sigmoid"),
        *(("mean_squared_error", output) for output in ("auto", "tanh", "sigmoid")),
    ],
)
def test_other_losses_give_probabilities_too(loss, output, penguins):
    inputs, species = penguins
    given = {"loss": loss, "output_activation": output, "random_state": 0, **QUICK}
    for rows in (species != "Gentoo", slice(None)):
        fitted = PlaygroundClassifier(**given).fit(inputs[rows], species[rows])
        shares = fitted.predict_proba(inputs * 3.0)
        assert_allclose(shares.sum(axis=1), 1.0)
        assert shares.min() >= 0.0
        assert fitted.score(inputs[rows], species[rows]) > 0.9


# -- what goes wrong ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", BOTH)
def test_a_diverged_run_warns_and_predicts_finite_values(kind, blobs):
    inputs, labels = blobs
    for dtype in ("float32", "float64"):
        network = kind(loss="mean_squared_error", optimizer="sgd", learning_rate=100.0, dtype=dtype)
        with pytest.warns(ConvergenceWarning, match=r"Diverged: at update .* smaller"):
            network.fit(inputs, labels)
        assert network.outcome_.kind == "diverged"
        assert np.isfinite(network.predict(inputs)).all()


def test_where_the_last_finite_weights_predict_no_finite_value_the_first_are_kept(blobs):
    inputs, labels = blobs
    settings = {"hidden": (8,) * 12, "activation": "linear", "dtype": "float64"}
    network = PlaygroundRegressor(optimizer="sgd", learning_rate=1000.0, random_state=0, **settings)
    with pytest.warns(ConvergenceWarning, match="the first weights are back"):
        network.fit(inputs, labels * 1e29)
    assert np.isfinite(network.predict(inputs)).all()
    untrained = Network((4, *settings["hidden"], 1), "linear", dtype="float64", seed=0)
    assert_array_equal(network.parameters_, untrained.parameters)


EXTREMES = {
    "1e30": lambda inputs: inputs * 1e30 / np.abs(inputs).max(),
    "one of 1e30": lambda inputs: np.where(np.arange(len(inputs))[:, None] == 3, 1e30, inputs),
    "1e-310": lambda inputs: inputs * 1e-310,
    "constant": lambda inputs: np.full_like(inputs, 1e30),
    "1e31": lambda inputs: inputs * 1e31,
}


@pytest.mark.parametrize("scaling", ["standard", "none"])
@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize("kind", BOTH)
def test_extreme_inputs_are_refused_or_give_finite_predictions(kind, name, scaling, blobs):
    inputs, labels = EXTREMES[name](blobs[0]), blobs[1]
    network = kind(epochs=3, scaling=scaling, early_stopping=True, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ConvergenceWarning)
        if name == "1e31":
            with pytest.raises(ValueError, match=r"beyond ±1e\+30"):
                network.fit(inputs, labels)
            return
        network.fit(inputs, labels)
        assert np.isfinite(network.predict(inputs)).all()


def test_extreme_targets_and_far_queries(blobs):
    inputs, labels = blobs
    network = PlaygroundRegressor(epochs=3, random_state=0)
    with pytest.warns(ConvergenceWarning):
        network.fit(inputs, labels * 1e30)
    assert np.isfinite(network.predict(inputs)).all()
    network.set_params(hidden=(8,) * 6).fit(inputs, labels)
    assert np.isfinite(network.predict(inputs * 1e30)).all()
    with pytest.raises(ValueError, match="60 rows are beyond all bounds, the first is row 0"):
        network.predict(np.full_like(inputs, 1.7e308))


def test_one_class_is_refused(blobs):
    with pytest.raises(ValueError, match="at least 2 classes, but all labels are of 1 class, a"):
        PlaygroundClassifier().fit(blobs[0], ["a"] * 60)


def test_sparse_inputs_are_refused(blobs):
    with pytest.raises(TypeError, match=r"[Ss]parse"):
        PlaygroundClassifier().fit(csr_array(blobs[0]), blobs[1])


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"hidden": (0,)}, "model.hidden"),
        ({"activation": "rely"}, "Did you mean 'relu'"),
        ({"optimizer": optimizers.SGD(), "learning_rate": -1.0}, "learning_rate"),
        ({"epochs": 0}, "training.epochs"),
        ({"scaling": "minmax"}, "scaling"),
        ({"loss": "categorical_cross_entropy"}, "training.loss"),
        ({"class_weight": "equal"}, "training.class_weights"),
        ({"early_stopping": True, "patience": 0}, "patience"),
        ({"random_state": -1}, "seed"),
    ],
)
def test_wrong_parameters_are_named(wrong, place, blobs):
    with pytest.raises(ValueError, match=place):
        PlaygroundClassifier(**wrong).fit(*blobs)


def test_without_scikit_learn_the_error_says_what_to_install():
    code = "import sys; sys.modules['sklearn'] = None; import engine; import engine.estimators"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert 'needs scikit-learn: pip install "backprop-playground[sklearn]"' in result.stderr
