"""Early stopping: remember the best weights and know when to stop.

Prechelt, "Early Stopping - But When?", 1998.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import FloatArray
from engine.experiment import EarlyStopping
from engine.outcome import EarlyStopped, Outcome


class StoppingWatch:
    """Watch the test loss of one run or a stack, epoch by epoch."""

    def __init__(self, rule: EarlyStopping, parameters: FloatArray) -> None:
        lead = parameters.shape[:-1]
        self.rule = rule
        self.best_loss = np.full(lead, np.inf)
        self.best_step = np.zeros(lead, np.int64)
        self.best_epoch = np.zeros(lead, np.int64)
        self.best_parameters = parameters.copy()

    def observe(self, loss: Any, parameters: FloatArray, step: int, epoch: int) -> Any:
        """Take a test loss (*runs,); return which runs have run out of patience."""
        loss = np.asarray(loss)
        better = loss < self.best_loss - self.rule.min_delta
        np.copyto(self.best_loss, loss, where=better)
        np.copyto(self.best_step, step, where=better)
        np.copyto(self.best_epoch, epoch, where=better)
        np.copyto(self.best_parameters, parameters, where=better[..., np.newaxis])
        return epoch - self.best_epoch >= self.rule.patience

    def state_dict(self) -> dict[str, Any]:
        """Return copies of the arrays."""
        names = ("best_loss", "best_step", "best_epoch", "best_parameters")
        return {name: getattr(self, name).copy() for name in names}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go back to a copy."""
        for name, value in state.items():
            setattr(self, name, value.copy())

    def outcomes(self, step: int, epoch: int) -> list[Outcome]:
        """Return what to say of each run when it stops here."""
        best = zip(self.best_step.flat, self.best_epoch.flat, self.best_loss.flat, strict=True)
        restored = self.rule.restore_best
        return [
            EarlyStopped(step, epoch, int(best_step), int(best_epoch), float(loss), restored)
            for best_step, best_epoch, loss in best
        ]
