"""What every schedule is: a curve of factors, which can be bent by its handles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from engine.arguments import LARGEST_NUMBER, check_shape, finite_array, refused
from engine.arrays import FloatArray
from engine.registry import Part, Registry


@dataclass(frozen=True)
class Handle:
    """A point of a schedule's curve that can be grasped.

    ``along`` names the hyper-parameter that follows when the point is moved in
    time, ``up`` the one that follows its height; empty where it cannot be moved.
    """

    epoch: float
    factor: float
    along: str = ""
    up: str = ""


class Schedule(Part):
    """A factor by which the learning rate is multiplied at each update."""

    watches_loss: ClassVar[bool] = False
    """Whether the rate also depends on the losses of the run, as `ReduceOnPlateau` has it."""

    def factors(self, epochs: FloatArray, total: float, update: float = 0.0) -> FloatArray:
        """Return the factor of each update.

        Parameters
        ----------
        epochs : ndarray of shape (M,)
            Updates, counted from zero, divided by the updates of an epoch.
        total : float
            Length of the training in epochs; past it, the last factor holds.
        update : float
            Length of one update in epochs, for the rules that end with the last
            update or count from one; zero is the limit of many updates.

        Returns
        -------
        ndarray of shape (M,)
            From 0 to 1.

        Raises
        ------
        ValueError
            If one of them is no finite number, or negative.
        """
        epochs = finite_array(epochs, "epochs", np.float64, LARGEST_NUMBER)
        length = finite_array([total, update], "total and update", np.float64, LARGEST_NUMBER)
        check_shape(length, "total and update", (), 2)
        if epochs.size and epochs.min() < 0.0:
            raise refused("epochs", "a moment before the start.", "Count from 0.")
        if length[0] <= 0.0 or length[1] < 0.0:
            fault = f"{total!r} and {update!r} are no lengths."
            raise refused("total and update", fault, "Give more than 0, and at least 0.")
        with np.errstate(all="ignore"):
            return self.shares(epochs, *length.tolist())

    def shares(self, epochs: FloatArray, total: float, update: float) -> FloatArray:
        """Return the factors, for moments and lengths that are sound."""
        raise NotImplementedError

    def handles(self, total: float, update: float = 0.0) -> tuple[Handle, ...]:
        """Return the points of the curve by which hyper-parameters can be set.

        Parameters
        ----------
        total, update : float
            Length of the training and of one update, in epochs.
        """
        del total, update
        return ()

    def bends(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float
    ) -> Mapping[str, float]:
        """Return the hyper-parameters for which the curve goes through a point."""
        raise NotImplementedError

    def bent(
        self, handle: Handle, epoch: float, factor: float, total: float, update: float = 0.0
    ) -> Self:
        """Return the schedule of which a handle was moved to another point.

        Parameters
        ----------
        handle : Handle
            One of :meth:`handles`.
        epoch, factor : float
            Where it is moved to. Where the handle or a limit of its
            hyper-parameter does not allow that, it stays behind.
        total, update : float
            Length of the training and of one update, in epochs.

        Examples
        --------
        >>> from engine.schedules import Step
        >>> rule = Step(every=30, factor=0.5)
        >>> (handle,) = rule.handles(total=100)
        >>> rule.bent(handle, epoch=20, factor=0.25, total=100)
        Step(every=20.0, factor=0.25)
        """
        moved_to = (
            max(0.0, epoch) if handle.along else handle.epoch,
            min(1.0, max(0.0, factor)) if handle.up else handle.factor,
        )
        limits = {each.name: each for each in self.hyper_parameters()}
        values = {
            name: limits[name].nearest(value)
            for name, value in self.bends(handle, *moved_to, total, update).items()
            if name in (handle.along, handle.up)
        }
        return type(self)(**{**dict(self), **values})


registry: Registry[Schedule] = Registry("schedule", Schedule)
