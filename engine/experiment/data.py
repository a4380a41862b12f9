"""The settings of the data: which examples there are, and how they are split and fed."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from engine.datasets import registry as datasets
from engine.datasets.choosing import data_faults
from engine.datasets.painted import PaintedPoints
from engine.errors import ExperimentError, Fault
from engine.registry import hyper
from engine.settings import DatasetChoice, Painting, Settings, as_tuple


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
