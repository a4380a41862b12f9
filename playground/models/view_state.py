"""What the screen shows of a run, apart from the run itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from playground.worker.commands import PlaneChoice

XAxis = Literal["epochs", "updates", "samples", "seconds"]
Space = Literal["data", "hidden", "confusion", "pad"]
HistogramKind = Literal["weights", "activations", "gradients"]
Beat = Literal["forward", "loss", "backward", "update"]
"""The four parts of an update, in their order."""
TOGGLES = (
    "show_train", "show_test", "hard_classes", "contours", "halos", "mistakes", "batch", "film",
)  # fmt: skip
"""Fields that say what is drawn; they are remembered from one start to the next."""
Plot = Literal["loss", "accuracy", "rate", "gradient", "histograms", "schedule"]
PLOTTED = (
    "x_axis", "log_loss", "smoothing", "histogram", "same_axis", "beside", "hidden_curves",
)  # fmt: skip
"""Fields that say how plots are drawn; they are remembered, too."""


@dataclass(frozen=True)
class ViewState:
    """How the run is looked at; changing it never touches the training.

    ``space`` is what the output shows: the data as they are, as a hidden
    layer sees them, which classes are taken for which, or a pad to draw on.

    ``neuron`` is the chosen one as (layer, unit), counted like the diagram
    does: layer 0 holds the inputs. ``parameter`` is the chosen weight or bias,
    by its place in the flat parameters; ``point`` the chosen point, by its part
    and its row there; ``worst`` is the one that a lens looks at while none is
    chosen. ``lens`` is that of the microscope; with None the plots
    stand in its place. ``beat`` is the part of the next update that is looked at.
    ``resolution`` is the number of grid points along each axis of a map.
    ``hidden_layer`` is the one whose space is shown, counted in the same way;
    None is the last hidden layer.
    ``smoothing`` is the share of the past in the curves' exponential means.
    ``histogram`` is what is counted in each layer; with ``same_axis`` all
    layers share one axis. ``beside`` are the plots beside the one in front,
    and "schedule" where that stands below the loss. ``hidden_curves`` are
    called by their plot, a dot and the curve, such as "loss.batch".

    Examples
    --------
    >>> ViewState().changed(log_loss=True).log_loss
    True
    """

    space: Space = "data"
    plane: PlaneChoice = "auto"
    resolution: int = 100
    hidden_layer: int | None = None
    neuron: tuple[int, int] | None = None
    parameter: int | None = None
    point: tuple[Literal["train", "test"], int] | None = None
    worst: tuple[Literal["train", "test"], int] | None = None
    lens: str | None = None
    beat: Beat = "forward"
    show_train: bool = True
    show_test: bool = False
    hard_classes: bool = False
    contours: bool = False
    halos: bool = False
    mistakes: bool = False
    batch: bool = False
    film: bool = True
    confusion_part: Literal["train", "test"] = "test"
    x_axis: XAxis = "epochs"
    log_loss: bool = False
    smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.0
    histogram: HistogramKind = "weights"
    same_axis: bool = True
    beside: tuple[Plot, ...] = ()
    hidden_curves: frozenset[str] = frozenset()

    def changed(self, **values: Any) -> ViewState:
        """Return a copy with some values changed."""
        return replace(self, **values)

    @property
    def lights_batch(self) -> bool:
        """Whether the examples of the next batch are ringed in."""
        return self.batch or self.lens == "beats"

    @property
    def shown(self) -> frozenset[str]:
        """The `TOGGLES` that are on."""
        return frozenset(toggle for toggle in TOGGLES if getattr(self, toggle))

    def showing(self, shown: frozenset[str] | None) -> ViewState:
        """Return a copy with these `TOGGLES` on and the others off; None changes nothing.

        Examples
        --------
        >>> ViewState().showing(frozenset({"halos", "unknown"})).shown
        frozenset({'halos'})
        """
        if shown is None:
            return self
        return self.changed(**{toggle: toggle in shown for toggle in TOGGLES})

    @property
    def plotted(self) -> dict[str, Any]:
        """The fields of `PLOTTED`, as JSON can hold them."""
        fields: dict[str, Any] = _checked().dump_python(self, mode="json", include=set(PLOTTED))
        return fields

    def plotting(self, values: Mapping[str, object]) -> ViewState:
        """Return a copy with fields of `PLOTTED`; what cannot be understood changes nothing.

        Examples
        --------
        >>> view = ViewState().plotting({"smoothing": 0.5, "x_axis": "miles", "space": "hidden"})
        >>> view.smoothing, view.x_axis, view.space
        (0.5, 'epochs', 'data')
        """
        view = self
        for name in PLOTTED:
            if name not in values:
                continue
            try:
                sound = _checked().validate_python({name: values[name]})
            except ValidationError:
                continue
            view = view.changed(**{name: getattr(sound, name)})
        return view

    def fitted(
        self,
        columns: int,
        layer_sizes: tuple[int, ...],
        rows: Mapping[str, int],
        *,
        reshaped: bool = False,
    ) -> ViewState:
        """Return a copy without what a run of this shape does not have.

        Parameters
        ----------
        columns : int
            Number of columns of the raw data.
        layer_sizes : tuple of int
            Inputs, hidden layers and outputs.
        rows : Mapping of str to int
            Points of the training and the test part.
        reshaped : bool
            Whether the network before had other layers, so that a parameter's
            place means another one now.
        """
        plane, neuron = self.plane, self.neuron
        if isinstance(plane, tuple) and max(plane) >= columns:
            plane = "auto"
        if neuron is not None:
            layer, unit = neuron
            if layer >= len(layer_sizes) or unit >= layer_sizes[layer]:
                neuron = None
        hidden_layer = self.hidden_layer
        if hidden_layer is not None and hidden_layer >= len(layer_sizes) - 1:
            hidden_layer = None
        space = self.space
        if space == "hidden" and len(layer_sizes) < 3:
            space, hidden_layer = "data", None
        point = self.point
        if point is not None and point[1] >= rows.get(point[0], 0):
            point = None
        return replace(
            self,
            space=space,
            plane=plane,
            neuron=neuron,
            hidden_layer=hidden_layer,
            parameter=None if reshaped else self.parameter,
            point=point,
            worst=None,
        )


@cache
def _checked() -> TypeAdapter[ViewState]:
    """Return what reads and writes a view; made when it is first asked for."""
    return TypeAdapter(ViewState)
