"""Looking inside a network: maps, points, layers and single neurons.

What to read, in this order:

- ``maps``: the output, and every neuron, over a plane through the inputs;
- ``sample``: some rows and what every layer makes of them; the others start from it;
- ``points``: what the network says of each row; ``confusion``: counted by class;
- ``hidden``: the space inside a layer; ``histograms``: how numbers are spread;
- ``health``: neurons that do not learn; ``next_step``: what the optimizer is about to do;
- ``beats``: the next update from forward to new weights; ``sums``: its sums, written out;
- ``loss_curve``: what other answers to one point would cost.
"""

from engine.microscope import sums
from engine.microscope.beats import Beats, LayerBeats, beats
from engine.microscope.confusion import Confusion, confusion_matrix
from engine.microscope.health import Health, health_of
from engine.microscope.hidden import Axes, HiddenSpace, axes_of, grid_lines
from engine.microscope.histograms import LayerHistograms, layer_histograms
from engine.microscope.loss_curve import LossCurve, LossLine, loss_curve
from engine.microscope.maps import MapResult, Plane, PlaneMaps
from engine.microscope.next_step import next_step
from engine.microscope.points import PartView, PointView, part_view, point_losses
from engine.microscope.sample import MOST_ROWS, Sample, sample_rows

__all__ = [
    "MOST_ROWS",
    "Axes",
    "Beats",
    "Confusion",
    "Health",
    "HiddenSpace",
    "LayerBeats",
    "LayerHistograms",
    "LossCurve",
    "LossLine",
    "MapResult",
    "PartView",
    "Plane",
    "PlaneMaps",
    "PointView",
    "Sample",
    "axes_of",
    "beats",
    "confusion_matrix",
    "grid_lines",
    "health_of",
    "layer_histograms",
    "loss_curve",
    "next_step",
    "part_view",
    "point_losses",
    "sample_rows",
    "sums",
]
