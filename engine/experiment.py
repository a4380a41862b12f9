"""An experiment: data, model and training, frozen, validated, kept in files.

Every setting is declared once, here or in a registered part, with its default,
limits, scale and one plain sentence; the screen and the command line read them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import tomli_w
from pydantic import (
    BaseModel,
    BeforeValidator,
    model_validator,
)

from engine import activations, initializers, losses, optimizers, schedules
from engine.datasets import registry as datasets
from engine.datasets.choosing import data_faults
from engine.datasets.painted import PaintedPoints
from engine.errors import ExperimentError, Fault
from engine.registry import Part, hyper, hyper_parameters
from engine.settings import (
    ActivationChoice,
    DatasetChoice,
    InitializerChoice,
    LossChoice,
    OptimizerChoice,
    Painting,
    ScheduleChoice,
    Settings,
    as_tuple,
    one_fault,
)

FILE_VERSION = 1
LARGEST_FILE = 4 * 2**20  # bytes; an experiment written by hand has a few hundred


class Data(Settings):
    """Which examples, how many, how noisy, and how they are split and fed."""

    dataset: DatasetChoice = hyper(
        "spiral", "Data set", "The examples to learn from.", scale="choice",
        choices=datasets.ids(), live=False,
    )  # fmt: skip
    samples: int = hyper(
        2048, "Samples", "Number of examples, training and test together.",
        minimum=16, maximum=1_000_000, scale="log", shown=(16, 100_000), live=False,
    )  # fmt: skip
    noise: float = hyper(
        0.1, "Noise", "Standard deviation of the random shift of each point; for regression, "
        "a share of the targets' own spread.",
        minimum=0.0, maximum=10.0, shown=(0.0, 2.0), live=False,
    )  # fmt: skip
    label_noise: float = hyper(
        0.0, "Label noise", "Share of the training examples with a wrong class; for generated and "
        "painted sets.",
        minimum=0.0, maximum=1.0, shown=(0.0, 0.5), live=False,
    )  # fmt: skip
    outliers: float = hyper(
        0.0, "Outliers", "Share of the training examples thrown far off; for generated sets.",
        minimum=0.0, maximum=0.5, live=False,
    )  # fmt: skip
    imbalance: float = hyper(
        0.0, "Imbalance", "How far the first class falls short of the last in number; for "
        "generated sets.",
        minimum=0.0, maximum=0.95, live=False,
    )  # fmt: skip
    test_fraction: float = hyper(
        0.5, "Test share", "Share of the examples kept apart to test what was learnt.",
        minimum=0.0, maximum=0.9, live=False,
    )  # fmt: skip
    sealed_fraction: float = hyper(
        0.0, "Sealed share", "Share of the examples sealed for one last test, which nothing looks "
        "at before you open it.",
        minimum=0.0, maximum=0.9, live=False,
    )  # fmt: skip
    points: Painting = hyper(
        PaintedPoints(), "Points", "Points painted by hand, with their classes.", scale="text"
    )
    seed: int = hyper(
        0, "Data seed", "The luck of the data: same number, same points.",
        minimum=0, maximum=2**32 - 1, live=False,
    )  # fmt: skip
    features: Annotated[Literal["auto"] | tuple[str, ...], BeforeValidator(as_tuple)] = hyper(
        "auto", "Features", "What the network sees of each example.", scale="choice", live=False
    )
    scaling: Literal["auto", "none", "standard"] = hyper(
        "auto", "Scaling", "Whether inputs are brought to mean 0 and spread 1, as fitted on the "
        "training examples; auto scales tables only.",
        scale="choice", choices=("auto", "none", "standard"), live=False,
    )  # fmt: skip

    @model_validator(mode="after")
    def _check(self) -> Self:
        faults = data_faults(self)
        if faults:
            own = [Fault(f.place.removeprefix("data."), f.fault, f.mend) for f in faults]
            raise ExperimentError(own)
        return self

    @property
    def task(self) -> str:
        """The kind of question: binary, multiclass or regression."""
        return str(datasets.get(self.dataset).task)


Share = Annotated[float | tuple[float, ...], BeforeValidator(as_tuple)]


class Model(Settings):
    """Architecture of the network and its initial weights."""

    hidden: Annotated[tuple[int, ...], BeforeValidator(as_tuple)] = hyper(
        (16, 16), "Hidden layers", "Number of neurons of each hidden layer.",
        scale="text", live=False,
    )  # fmt: skip
    activation: ActivationChoice = hyper(
        "relu", "Activation", "What each hidden neuron makes of its sum.", scale="choice",
        choices=activations.registry.ids(),
    )  # fmt: skip
    output_activation: Literal["auto", "linear", "sigmoid", "tanh", "softmax"] = hyper(
        "auto", "Output", "What the outputs make of their sums; auto takes what fits the loss.",
        scale="choice", choices=("auto", "linear", "sigmoid", "tanh", "softmax"),
    )  # fmt: skip
    initializer: InitializerChoice = hyper(
        "he_normal", "Initial weights", "The distribution that the first weights are drawn from.",
        scale="choice", choices=initializers.registry.ids(), live=False,
    )  # fmt: skip
    dropout: Share = hyper(
        0.0, "Dropout", "Share of the hidden neurons switched off at random in each update.",
        scale="linear", shown=(0.0, 0.8),
        formula="h ← h · m / (1 − p),  m ~ Bernoulli(1 − p)",
        source="Srivastava et al. 2014, JMLR 15; here scaled while training",
    )  # fmt: skip
    dtype: Literal["float32", "float64"] = hyper(
        "float32", "Precision", "Number format of the network.", scale="choice",
        choices=("float32", "float64"), live=False,
    )  # fmt: skip
    seed: int = hyper(
        0, "Weight seed", "The luck of the first weights: same number, same weights.",
        minimum=0, maximum=2**32 - 1, live=False,
    )  # fmt: skip

    @model_validator(mode="after")
    def _check(self) -> Self:
        layers = len(self.hidden)
        if layers > 32:
            raise one_fault("hidden", f"{layers} layers are too many.", "Give at most 32.")
        if any(not 1 <= units <= 4096 for units in self.hidden):
            raise one_fault("hidden", "each layer has 1 to 4096 neurons.")
        for name, value in (("activation", self.activation), ("dropout", self.dropout)):
            if isinstance(value, tuple) and len(value) != layers:
                raise one_fault(
                    name,
                    f"{len(value)} values for {layers} hidden layers.",
                    "Give one value, or one for each hidden layer.",
                )
        rates = self.dropout if isinstance(self.dropout, tuple) else (self.dropout,)
        if any(not 0.0 <= rate <= 0.95 for rate in rates):
            raise one_fault("dropout", "a rate is out of range.", "Give rates from 0 to 0.95.")
        return self

    @property
    def activations(self) -> tuple[activations.Activation, ...]:
        """The activation of each hidden layer."""
        each = self.activation
        each = each if isinstance(each, tuple) else (each,) * len(self.hidden)
        return tuple(activations.get(activation) for activation in each)

    @property
    def dropout_rates(self) -> tuple[float, ...]:
        """The dropout rate of each hidden layer."""
        if isinstance(self.dropout, tuple):
            return self.dropout
        return (self.dropout,) * len(self.hidden)


class EarlyStopping(Settings):
    """Stop when the test loss has not improved for a while.

    Examples
    --------
    >>> EarlyStopping(patience=5).patience
    5
    """

    patience: int = hyper(
        10, "Patience", "Epochs without improvement after which training stops.",
        minimum=1, maximum=10**9, scale="log", shown=(1, 1000), unit="epochs",
    )  # fmt: skip
    min_delta: float = hyper(
        0.0, "Least change", "How much lower the test loss must be to count as better.",
        minimum=0.0, maximum=1e6, scale="log", shown=(1e-6, 1.0),
    )  # fmt: skip
    restore_best: bool = hyper(
        True, "Restore best", "Whether the weights of the best epoch come back at the end.",
        scale="flag",
    )  # fmt: skip


class Target(Settings):
    """Stop when an evaluation at the end of an epoch is good enough.

    Examples
    --------
    >>> Target(measure="test_score", value=0.95).sought_low
    False
    """

    measure: Literal["test_loss", "train_loss", "test_score", "train_score"] = hyper(
        "test_loss", "Measure", "What has to be good enough: a loss, or the score, which is "
        "accuracy for classes and R² for values.",
        scale="choice", choices=("test_loss", "train_loss", "test_score", "train_score"),
    )  # fmt: skip
    value: float = hyper(
        0.05, "Value", "A loss counts when it is this low, a score when it is this high.",
        minimum=0.0, maximum=1e6, shown=(0.0, 1.0),
    )  # fmt: skip

    @property
    def sought_low(self) -> bool:
        """Whether smaller is better."""
        return self.measure.endswith("loss")


BatchSize = Annotated[int | Literal["all"], BeforeValidator(as_tuple)]
ClassWeights = Annotated[Literal["none", "balanced"] | tuple[float, ...], BeforeValidator(as_tuple)]


class Training(Settings):
    """Loss, optimizer and everything else about the training loop."""

    loss: LossChoice = hyper(
        "auto", "Loss", "How wrong a prediction is, as one number; auto takes what fits the data.",
        scale="choice", choices=("auto", *losses.registry.ids()),
    )  # fmt: skip
    label_smoothing: float = hyper(
        0.0, "Label smoothing", "Share of each target that is spread evenly over all classes, so "
        "that no answer is asked to be certain.",
        minimum=0.0, below=1.0, shown=(0.0, 0.3),
        formula="t ← (1 − s) t + s / K",
        source="Szegedy et al. 2016, Rethinking the Inception Architecture, section 7",
    )  # fmt: skip
    class_weights: ClassWeights = hyper(
        "none", "Class weights", "How much an example of each class counts in the loss; balanced "
        "lets rare classes count as much as frequent ones.",
        scale="choice", choices=("none", "balanced"),
        formula="balanced: w_c = N / (C n_c)",
        source="King, Zeng 2001, Logistic Regression in Rare Events Data",
    )  # fmt: skip
    optimizer: OptimizerChoice = hyper(
        optimizers.Adam(learning_rate=0.01), "Optimizer",
        "The rule that turns gradients into steps.", scale="choice",
        choices=optimizers.registry.ids(),
    )  # fmt: skip
    schedule: ScheduleChoice = hyper(
        schedules.Constant(), "Schedule", "How the learning rate changes as training goes on.",
        scale="choice", choices=schedules.registry.ids(),
    )  # fmt: skip
    batch_size: BatchSize = hyper(
        32, "Batch size", "Number of examples whose gradients are averaged for one update.",
        scale="log", shown=(1, 512),
        formula="g = (1/B) Σ ∂L_i/∂w",
    )  # fmt: skip
    epochs: int = hyper(
        100, "Epochs", "Full passes through the training examples before a run stops.",
        minimum=1, maximum=10**9, scale="log", shown=(1, 10_000),
    )  # fmt: skip
    l1: float = hyper(
        0.0, "L1", "Adds this times the sum of |w| to the loss: small weights become zero.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
        formula="L + λ Σ |w|",
        source="Tibshirani 1996, Regression Shrinkage and Selection via the Lasso",
    )  # fmt: skip
    l2: float = hyper(
        0.0, "L2", "Adds half of this times the sum of w² to the loss: large weights shrink.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
        formula="L + (λ/2) Σ w²",
        source="Krogh, Hertz 1991, A Simple Weight Decay Can Improve Generalization",
    )  # fmt: skip
    weight_decay: float = hyper(
        0.0, "Weight decay", "Shrinks every weight at each update by this times the rate.",
        minimum=0.0, maximum=1e3, scale="log", shown=(1e-6, 1.0),
        formula="w ← w − η λ w",
        source="Loshchilov, Hutter 2019, Decoupled Weight Decay Regularization",
    )  # fmt: skip
    gradient_clip: float | None = hyper(
        None, "Gradient clip", "Longest gradient that is allowed; longer ones are shortened.",
        above=0.0, maximum=1e9, scale="log", shown=(1e-2, 100.0),
        formula="g ← g · min(1, c / ‖g‖)",
        source="Pascanu et al. 2013, On the difficulty of training recurrent neural networks",
    )  # fmt: skip
    early_stopping: EarlyStopping | None = hyper(
        None, "Early stopping", "Stops when the test loss no longer improves.", scale="flag"
    )
    target: Target | None = hyper(
        None, "Target", "Stops at the end of an epoch that is good enough.", scale="flag"
    )
    seed: int = hyper(
        0, "Training seed", "The luck of batch order and dropout.",
        minimum=0, maximum=2**32 - 1, live=False,
    )  # fmt: skip

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.batch_size != "all" and not 1 <= self.batch_size <= 10**9:
            mend = 'Give a whole number from 1 to 1000000000, or "all".'
            raise one_fault("batch_size", "is out of range.", mend)
        if isinstance(self.class_weights, tuple) and not all(
            1e-6 <= weight <= 1e6 for weight in self.class_weights
        ):
            mend = "Give each class a weight from 0.000001 to 1000000."
            raise one_fault("class_weights", "a weight is out of range.", mend)
        own = getattr(self.optimizer, "weight_decay", 0.0)
        if own > 0.0 and self.weight_decay > 0.0:
            raise one_fault(
                "weight_decay",
                "the optimizer has a weight decay of its own, and weights would decay twice.",
                "Set one of the two to 0, or take an optimizer without decay.",
            )
        for place, decay in (("weight_decay", self.weight_decay), ("optimizer.weight_decay", own)):
            if decay * self.optimizer.learning_rate > 1.0:
                raise one_fault(
                    place,
                    "times the learning rate exceeds 1 and would throw weights across zero.",
                    "Lower one of the two.",
                )
        return self


class Experiment(Settings):
    """Data, model and training of one run.

    Examples
    --------
    >>> experiment = Experiment().with_value("training.optimizer.learning_rate", 0.03)
    >>> experiment.value("training.optimizer.learning_rate")
    0.03
    >>> Experiment.from_dict(experiment.to_dict()) == experiment
    True
    """

    data: Data = Data()
    model: Model = Model()
    training: Training = Training()

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_fit(self, self.data.task)
        return self

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a .toml or .json file.

        Raises
        ------
        ExperimentError
            If the file cannot be read or holds an impossible experiment; all
            faults are named at once.
        """
        path = _file_path(path)
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise _file_error(path, "the file is too large for an experiment.")
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise _file_error(path, f"cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise _file_error(path, "is not a text file in UTF-8.") from None
        return cls.from_text(text, path.suffix.lower(), str(path))

    @classmethod
    def from_text(cls, text: str, suffix: str, place: str = "text") -> Self:
        """Read an experiment from TOML (``".toml"``) or JSON (``".json"``) text."""
        if suffix not in (".toml", ".json"):
            raise _file_error(Path(place), "is neither .toml nor .json.")
        try:
            values = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
        except ValueError as error:  # a number of too many digits is a plain ValueError
            raise _file_error(Path(place), f"cannot be parsed: {error}.") from None
        except RecursionError:
            raise _file_error(Path(place), "is nested too deeply.") from None
        return cls.from_dict(values)

    @classmethod
    def from_dict(cls, values: Any) -> Self:
        """Make an experiment of nested plain values."""
        if not isinstance(values, Mapping):
            raise ExperimentError([Fault("experiment", "is not a table of settings.")])
        values = dict(values)
        version = values.pop("version", FILE_VERSION)
        if not isinstance(version, int) or version != FILE_VERSION:
            raise ExperimentError(
                [Fault("version", f"{version!r} is unknown.", "Update the program to read it.")]
            )
        return cls(**{str(name): value for name, value in values.items()})

    def to_dict(self) -> dict[str, Any]:
        """Return nested plain values, as they stand in a file."""
        values: dict[str, Any] = {"version": FILE_VERSION}
        values.update(self.model_dump(mode="json", exclude_none=True))
        return values

    def to_text(self, suffix: str = ".toml") -> str:
        """Return the text of a .toml or .json file."""
        if suffix == ".toml":
            return tomli_w.dumps(self.to_dict())
        return json.dumps(self.to_dict(), indent=2) + "\n"

    def save(self, path: str | Path) -> None:
        """Write a .toml or .json file; an existing one is replaced whole or not at all."""
        path = _file_path(path)
        if path.suffix.lower() not in (".toml", ".json"):
            raise _file_error(path, "is neither .toml nor .json.")
        half_way = path.with_name(path.name + ".part")
        half_way.write_text(self.to_text(path.suffix.lower()), encoding="utf-8")
        half_way.replace(path)

    def value(self, place: str) -> Any:
        """Return the setting at a dotted place such as ``"data.noise"``.

        Raises
        ------
        ExperimentError
            If there is no such setting.
        """
        value: Any = self
        for name in names_of(place):
            if not isinstance(value, BaseModel) or name not in {"id", *type(value).model_fields}:
                raise one_fault(place, "there is no such setting.", "Check the spelling.")
            value = getattr(value, name)
        return value

    def with_value(self, place: str, value: Any) -> Self:
        """Return a copy with one setting changed, validated as a whole.

        Changing ``training.optimizer`` to an id keeps nothing of the former one.
        """
        return self.with_values({place: value})

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """Return a copy with several settings changed, validated once at the end."""
        fields = dict(self)
        for place, value in values.items():
            fields = _placed(fields, names_of(place), value, place)
        return type(self)(**fields)


def names_of(place: Any) -> list[str]:
    """Return the names in a dotted place."""
    if not isinstance(place, str):
        mend = 'Give a text such as "data.noise".'
        raise one_fault("place", f"{place!r} names no setting.", mend)
    return place.split(".")


def _placed(fields: dict[str, Any], names: list[str], value: Any, place: str) -> dict[str, Any]:
    """Return ``fields`` with the value at ``names`` replaced; validation follows."""
    first, *rest = names
    if not rest:
        return {**fields, first: value}
    inner = fields.get(first)
    if isinstance(inner, Part):
        inner = {"id": inner.id, **dict(inner)}
    elif isinstance(inner, str):
        inner = {"id": inner}  # a part of which all is default
    elif isinstance(inner, BaseModel | Mapping):
        inner = dict(inner)
    elif inner is None:
        inner = {}  # what was switched off
    else:
        raise one_fault(place, "there is no such setting.", "Check the spelling.")
    return {**fields, first: _placed(inner, rest, value, place)}


@dataclass(frozen=True)
class ChangedSetting:
    """One difference between two experiments."""

    place: str
    old: Any
    new: Any
    live: bool


def changes(
    old: BaseModel, new: BaseModel, place: str = "", live: bool = True
) -> list[ChangedSetting]:
    """Return what differs between two experiments, and whether a run can go on with it.

    Examples
    --------
    >>> before = Experiment()
    >>> after = before.with_value("data.noise", 0.2).with_value("training.l2", 0.1)
    >>> [(c.place, c.live) for c in changes(before, after)]
    [('data.noise', False), ('training.l2', True)]
    """
    declared = {h.name: h.live for h in hyper_parameters(type(old))}
    found = []
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        here, is_live = f"{place}{name}", live and declared.get(name, True)
        if before == after:
            continue
        if isinstance(before, BaseModel) and type(before) is type(after):
            found += changes(before, after, f"{here}.", is_live)
        else:
            found.append(ChangedSetting(here, before, after, is_live))
    return found


def resolve_loss(loss: Any, task: str) -> losses.Loss:
    """Return the loss; ``"auto"`` means what fits the task."""
    if loss == "auto":
        loss = {
            "binary": "binary_cross_entropy",
            "multiclass": "categorical_cross_entropy",
            "regression": "mean_squared_error",
        }[task]
    return losses.get(loss)


def check_fit(experiment: Experiment, task: str) -> None:
    """Refuse a loss or an output activation that does not fit the task of the data.

    Raises
    ------
    ExperimentError
        With the place that does not fit, and what would.
    """
    loss = resolve_loss(experiment.training.loss, task)
    if task not in loss.tasks:
        raise one_fault(
            "training.loss",
            f"{loss.id} does not fit {task} data.",
            f'Take "auto" or one of {", ".join(_losses_for(task))}.',
        )
    if task == "regression":
        for name, plain in (("class_weights", "none"), ("label_smoothing", 0.0)):
            if getattr(experiment.training, name) != plain:
                mend = f"Set it to {plain}."
                raise one_fault(f"training.{name}", "regression has no classes.", mend)
    output = experiment.model.output_activation
    if loss.takes_logits and output not in ("auto", loss.output_activation):
        raise one_fault(
            "model.output_activation",
            f"{loss.id} goes with {loss.output_activation}.",
            'Take "auto".',
        )
    if not loss.takes_logits and output == "softmax":
        raise one_fault(
            "model.output_activation",
            "softmax goes with categorical_cross_entropy only.",
            'Take "auto" or change the loss.',
        )


def _losses_for(task: str) -> list[str]:
    return [cls.id for cls in losses.registry if task in cls.tasks]


def _file_path(path: str | Path) -> Path:
    if "\0" in str(path):
        raise _file_error(Path(repr(path)), "is no name that a file can have.")
    return Path(path)


def _file_error(path: Path, fault: str) -> ExperimentError:
    return ExperimentError([Fault(str(path), fault)])
