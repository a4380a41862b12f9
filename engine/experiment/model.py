"""The settings of the network: its layers, and where its weights begin."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from engine import activations, initializers
from engine.errors import one_fault
from engine.registry import hyper
from engine.settings import ActivationChoice, InitializerChoice, Settings, as_tuple

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
