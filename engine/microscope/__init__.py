"""Looking inside a network: maps, points, layers and single neurons.

What to read, in this order:

- ``maps``: the output, and every neuron, over a plane through the inputs;
- ``sample``: some rows and what every layer makes of them; the others start from it;
- ``points``: what the network says of each row; ``confusion``: counted by class;
- ``hidden``: the space inside a layer; ``histograms``: how numbers are spread;
- ``health``: neurons that do not learn; ``next_step``: what the optimizer is about to do;
- ``beats``: the next update from forward to new weights; ``sums``: its sums, written out;
- ``held_batch``: the examples of that update, held still; ``blame``: the paths from a weight
  to the loss; ``nudge``: the loss against one weight;
- ``written``: formulas with their numbers; ``anatomy``: the optimizer opened for one weight;
- ``loss_curve``: what other answers to one point would cost;
- ``batch_noise``: how far batches stray from all data; ``thinned``: networks within a network;
- ``weight_plane``: planes through the space of weights; ``landscape``: the loss over one.
"""

from engine.microscope import sums
from engine.microscope.anatomy import Anatomy, GhostStep, WeightDiary, anatomy, weight_diary
from engine.microscope.batch_noise import BatchNoise, batch_noise, gradients_of
from engine.microscope.beats import Beats, LayerBeats, beats
from engine.microscope.blame import Blame, BlamePath, Factor, blame, placed
from engine.microscope.confusion import Confusion, confusion_matrix
from engine.microscope.health import Health, health_of
from engine.microscope.held_batch import HeldBatch
from engine.microscope.hidden import Axes, HiddenSpace, axes_of, grid_lines
from engine.microscope.histograms import LayerHistograms, layer_histograms
from engine.microscope.landscape import Ground, Landscape, extent_of, survey
from engine.microscope.loss_curve import LossCurve, LossLine, loss_curve
from engine.microscope.maps import MapResult, Plane, PlaneMaps
from engine.microscope.next_step import next_step, updated
from engine.microscope.nudge import Nudge, nudge
from engine.microscope.points import PartView, PointView, part_view, point_losses
from engine.microscope.sample import MOST_ROWS, Sample, sample_rows
from engine.microscope.thinned import Thinned, thinned
from engine.microscope.weight_plane import WeightPlane

__all__ = [
    "MOST_ROWS",
    "Anatomy",
    "Axes",
    "BatchNoise",
    "Beats",
    "Blame",
    "BlamePath",
    "Confusion",
    "Factor",
    "GhostStep",
    "Ground",
    "Health",
    "HeldBatch",
    "HiddenSpace",
    "Landscape",
    "LayerBeats",
    "LayerHistograms",
    "LossCurve",
    "LossLine",
    "MapResult",
    "Nudge",
    "PartView",
    "Plane",
    "PlaneMaps",
    "PointView",
    "Sample",
    "Thinned",
    "WeightDiary",
    "WeightPlane",
    "anatomy",
    "axes_of",
    "batch_noise",
    "beats",
    "blame",
    "confusion_matrix",
    "extent_of",
    "gradients_of",
    "grid_lines",
    "health_of",
    "layer_histograms",
    "loss_curve",
    "next_step",
    "nudge",
    "part_view",
    "placed",
    "point_losses",
    "sample_rows",
    "sums",
    "survey",
    "thinned",
    "updated",
    "weight_diary",
]
