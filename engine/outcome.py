"""How a call of ``Trainer.run`` ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.message import Message


@dataclass(frozen=True)
class Outcome:
    """State of a run when control came back.

    ``stopped`` outcomes stand until the run is told to go on.
    """

    step: int
    epoch: int
    kind: ClassVar[str] = ""
    stopped: ClassVar[bool] = True

    @property
    def message(self) -> str:
        """One plain sentence."""
        return ""


@dataclass(frozen=True)
class Going(Outcome):
    """The run can go on at once."""

    kind: ClassVar[str] = "going"
    stopped: ClassVar[bool] = False


@dataclass(frozen=True)
class EpochLimit(Outcome):
    """The number of epochs asked for was reached."""

    kind: ClassVar[str] = "epoch_limit"

    @property
    def message(self) -> str:
        """One plain sentence."""
        return Message("Stopped after {epoch} epochs, as asked.", epoch=self.epoch)


@dataclass(frozen=True)
class NoExamples(Outcome):
    """There is nothing to train on: no point has been painted yet, or all were erased."""

    kind: ClassVar[str] = "no_examples"

    @property
    def message(self) -> str:
        """One plain sentence."""
        return Message("There is nothing to learn from: paint some points first.")


@dataclass(frozen=True)
class EarlyStopped(Outcome):
    """The test loss has not improved for as long as early stopping waits."""

    best_step: int = 0
    best_epoch: int = 0
    best_loss: float = 0.0
    restored: bool = False
    kind: ClassVar[str] = "early_stopping"

    @property
    def message(self) -> str:
        """One plain sentence."""
        values: dict[str, object] = {"loss": f"{self.best_loss:.4g}", "epoch": self.best_epoch}
        if self.restored:
            return Message(
                "Stopped early: the test loss was lowest, {loss}, in epoch {epoch}. "
                "Its weights are restored.",
                **values,
            )
        return Message(
            "Stopped early: the test loss was lowest, {loss}, in epoch {epoch}.", **values
        )


@dataclass(frozen=True)
class TargetReached(Outcome):
    """An evaluation at the end of an epoch was as good as asked."""

    measure: str = "test_loss"
    value: float = 0.0
    kind: ClassVar[str] = "target"

    @property
    def message(self) -> str:
        """One plain sentence."""
        values: dict[str, object] = {"value": f"{self.value:.4g}", "epoch": self.epoch}
        match self.measure:
            case "test_loss":
                return Message(
                    "Target reached: the test loss is {value} after {epoch} epochs.", **values
                )
            case "train_loss":
                return Message(
                    "Target reached: the training loss is {value} after {epoch} epochs.", **values
                )
            case "test_score":
                return Message(
                    "Target reached: the test score is {value} after {epoch} epochs.", **values
                )
            case _:
                return Message(
                    "Target reached: the training score is {value} after {epoch} epochs.", **values
                )


@dataclass(frozen=True)
class Diverged(Outcome):
    """The loss or its gradient stopped being finite.

    The run holds its last finite state, that of ``step``. ``good_step`` is the
    newest checkpoint whose loss was below the starting loss, or None.
    """

    good_step: int | None = None
    kind: ClassVar[str] = "diverged"

    @property
    def message(self) -> str:
        """One plain sentence."""
        return Message(
            "Diverged: at update {lost} the numbers grew beyond all bounds. "
            "The state of update {kept} is kept.",
            lost=self.step + 1,
            kept=self.step,
        )
