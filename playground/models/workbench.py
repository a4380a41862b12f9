"""What people set: the experiment and the weights by hand, every change one that can be undone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from psygnal import Signal

from engine import Experiment
from engine.datasets import registry as datasets
from engine.datasets.painted import Painted, PaintedPoints
from engine.experiment import changes
from engine.message import Message
from playground.models import architecture, problems
from playground.models.dispatcher import Dispatcher, RunHandle, Wish, WishKind
from playground.models.edits import Edit, Gesture, RunEdit, SettingsEdit, Standing, WeightsEdit
from playground.models.rates import PartMemory
from playground.models.view_state import ViewState
from playground.models.viewer import Viewer

SEEDS = 2**32
LARGEST_WEIGHT = 1e30


class Workbench(Viewer):
    """The experiment of one window and its changes; `Session` adds the run.

    Every method that changes what people set tells it by ``edit_made``. A
    ``gesture`` is any object that the changes of one movement share (one drag
    of a slider, say): they become one entry of the history.

    Attributes
    ----------
    experiment : Experiment
        What controls show.
    run : RunHandle
        The run that is asked for.
    frozen : frozenset of int
        Places in the flat parameters that stand still.
    parameter_count : int
        Of the run in force; 0 before the first.
    """

    experiment_changed = Signal(object)
    """The experiment: controls read their values anew."""
    edit_made = Signal(object)
    """An :class:`~playground.models.edits.Edit` that has just been made."""
    edits_refused = Signal(object)
    """A tuple of edits that the worker did not take: what they changed is as it was before."""

    def __init__(self, dispatcher: Dispatcher, experiment: Experiment, view: ViewState) -> None:
        super().__init__(dispatcher, view)
        self.experiment = experiment
        self.run = RunHandle()
        self.frozen: frozenset[int] = frozenset()
        self.parameter_count = 0
        self._parts = PartMemory()
        self._parts.remember(experiment)
        self._wants_play = False
        self._epochs_asked = experiment.training.epochs
        self._edit_numbers = count(1)
        self._newest: Edit | None = None
        self._wish_number = 0
        self._unanswered: list[tuple[int, Edit]] = []

    @property
    def document(self) -> Experiment:
        """The experiment without the epochs that were added by playing on."""
        if self.experiment.training.epochs == self._epochs_asked:
            return self.experiment  # a history of edits keeps thousands of them
        return self.experiment.with_value("training.epochs", self._epochs_asked)

    @property
    def standing(self) -> Standing:
        """The run with all that is set in it."""
        return Standing(self.run, self.experiment, self._epochs_asked, self.frozen)

    # Settings ----------------------------------------------------------------------------

    def value(self, place: str) -> Any:
        """Return the setting at a dotted place, as controls show it."""
        return self.experiment.value(place)

    def set_value(self, place: str, value: Any, gesture: Gesture = None) -> bool:
        """Ask for one setting; return whether it is possible."""
        return self.set_values({place: value}, gesture)

    def set_values(self, values: Mapping[str, Any], gesture: Gesture = None) -> bool:
        """Ask for settings, all or none; return whether they are possible.

        Live ones change the run that goes on. Others start it anew, and it
        goes on training if it was.
        """
        try:
            experiment = self.experiment.with_values(values)
        except ValueError as error:
            self._raise(problems.of_refusal(error))
            return False
        self.dismiss()
        asked = experiment.training.epochs if "training.epochs" in values else self._epochs_asked
        if experiment == self.experiment and asked == self._epochs_asked:
            return True
        if all(change.live for change in changes(self.experiment, experiment)):
            self.settle_in_the_past()
            before = self.document
            self._epochs_asked = asked
            self._adopt(experiment)
            self._note_edit(SettingsEdit(gesture, before, self.document))
        else:
            self._start_anew(experiment, asked, gesture=gesture)
        return True

    def choose(self, place: str, part_id: str) -> bool:
        """Ask for a part by its id, with the settings it was last used with.

        A data set brings the features, loss and output that fit it.
        """
        try:
            values = self._parts.values_of_choice(place, part_id)
        except ValueError as error:
            self._raise(problems.of_refusal(error))
            return False
        return self.set_values(values)

    def set_points(self, points: PaintedPoints, gesture: Gesture = None) -> bool:
        """Train on these painted points; return whether that is possible."""
        values: dict[str, Any] = {"data.points": points}
        source = datasets.get(self.experiment.data.dataset)
        if not isinstance(source, Painted):
            values |= self._parts.values_of_choice("data.dataset", Painted.id)
            source = values["data.dataset"]
        if source.classes < points.classes:
            values["data.dataset"] = Painted(classes=points.classes)
        return self.set_values(values, gesture)

    def _adopt(self, experiment: Experiment, kind: WishKind = "settings") -> None:
        """Show an experiment and ask the worker for it, in the run of now."""
        other_data = experiment.data.dataset != self.experiment.data.dataset
        self.experiment = experiment
        self._parts.remember(experiment)
        if other_data:
            self.set_plane("auto")  # columns of the old data may not exist in the new
        self._wish_number += 1
        self._dispatcher.ask(Wish(experiment, self.run, kind, self._wish_number))
        self.experiment_changed.emit(experiment)

    # New runs ----------------------------------------------------------------------------

    def reset(self) -> None:
        """Go back to the same start: same data, weights and order of batches."""
        self.dismiss()
        self._wants_play = False
        self._start_anew(self.document, name=Message("Reset"))

    def new_luck(self) -> None:
        """Start from other weights and another order of batches, on the same data.

        The next seed is the last one plus one: a class that presses the same
        button sees the same luck.
        """
        self._draw_again("model.seed", "training.seed", name=Message("New luck"))

    def regenerate(self) -> None:
        """Draw other data of the same kind; weights and order of batches stay."""
        self._draw_again("data.seed", name=Message("New data"))

    def _draw_again(self, *seeds: str, name: str) -> None:
        self.dismiss()
        drawn = self.document.with_values({s: (self.value(s) + 1) % SEEDS for s in seeds})
        self._start_anew(drawn, name=name)

    def open(self, experiment: Experiment) -> None:
        """Put another experiment in the place of this one; it stands still at first."""
        self.dismiss()
        self._wants_play = False
        asked = experiment.training.epochs
        self._start_anew(experiment, asked, name=Message("Open another experiment"))

    def _start_anew(
        self,
        experiment: Experiment,
        epochs_asked: int | None = None,
        *,
        name: str = "",
        gesture: Gesture = None,
    ) -> None:
        """Begin a new run, which can be taken back."""
        before = self.leave_the_past()
        self._replace_run(epochs_asked, gesture)
        self._adopt(experiment, "restart")
        self._note_edit(RunEdit(gesture, before, self.standing, name))

    def _replace_run(self, epochs_asked: int | None = None, gesture: Gesture = None) -> None:
        """Let a new run be the one that is asked for."""
        if epochs_asked is not None:
            self._epochs_asked = epochs_asked
        self.run, self.frozen = RunHandle(gesture=gesture), frozenset()

    def settle_in_the_past(self) -> None:
        """Let the moment shown be the present before it changes; it always is, here."""

    def leave_the_past(self) -> Standing:
        """Return the present, which is about to be replaced."""
        return self.standing

    # Architecture ------------------------------------------------------------------------

    def add_layer(self, index: int) -> bool:
        """Insert a hidden layer like its neighbour before hidden layer ``index``."""
        return self.set_values(architecture.layer_added(self.experiment.model, index))

    def remove_layer(self, index: int) -> bool:
        """Remove hidden layer ``index``."""
        return self.set_values(architecture.layer_removed(self.experiment.model, index))

    def set_neurons(self, layer: int, count: int, gesture: Gesture = None) -> bool:
        """Give hidden layer ``layer`` so many neurons."""
        values = architecture.neurons_set(self.experiment.model, layer, count)
        return self.set_values(values, gesture)

    def set_layer(self, layer: int, name: str, value: Any, gesture: Gesture = None) -> bool:
        """Give hidden layer ``layer`` an ``"activation"`` or a ``"dropout"`` of its own."""
        values = architecture.layer_changed(self.experiment.model, layer, name, value)
        return self.set_values(values, gesture)

    # Weights -----------------------------------------------------------------------------

    def edit_weight(self, index: int, value: float, gesture: Gesture = None) -> bool:
        """Set one element of the flat parameters; return whether that is possible."""
        return self.edit_weights((index,), (value,), gesture)

    def edit_weights(
        self, indices: Sequence[int], values: Sequence[float], gesture: Gesture = None
    ) -> bool:
        """Set elements of the flat parameters; return whether that is possible."""
        return self._set_weights(indices, values, self.frozen, gesture)

    def set_frozen(self, indices: Iterable[int], gesture: Gesture = None) -> bool:
        """Let these elements of the flat parameters, and only these, stand still."""
        return self._set_weights((), (), frozenset(indices), gesture)

    def cut(self, indices: Sequence[int]) -> bool:
        """Set weights to zero and let them stay there; return whether that is possible."""
        return self._set_weights(indices, [0.0] * len(indices), self.frozen | {*indices}, None)

    def _set_weights(
        self,
        indices: Sequence[int],
        values: Sequence[float],
        frozen: frozenset[int],
        gesture: Gesture,
    ) -> bool:
        places, numbers = tuple(map(int, indices)), tuple(map(float, values))
        named, known = {*places, *frozen}, {*range(self.parameter_count)}
        if (
            self._dispatcher.renewing
            or len(numbers) != len(places)
            or len({*places}) < len(places)
            or named - known
        ):
            text = Message("These weights do not belong to the network; it has changed.")
        elif not all(math.isfinite(v) and abs(v) <= LARGEST_WEIGHT for v in numbers):
            text = Message("A weight must be a number between -1e30 and 1e30.")
        else:
            self.dismiss()
            if places or frozen != self.frozen:
                self.settle_in_the_past()
                number = self._number_of_weights(places, gesture)
                edit = WeightsEdit(gesture, number, places, numbers, self.frozen, frozen)
                edit.redo(self)
                self._note_edit(edit)
            return True
        self._raise(problems.Problem("error", text))
        return False

    def _number_of_weights(self, places: tuple[int, ...], gesture: Gesture) -> int:
        """Return a new number, or that of the same drag: the old values are those at its start."""
        newest = self._newest
        if gesture is None or not isinstance(newest, WeightsEdit):
            return next(self._edit_numbers)
        same = newest.gesture is gesture and newest.indices == places
        return newest.number if same else next(self._edit_numbers)

    # Taking back -------------------------------------------------------------------------

    def undo(self, edit: Edit) -> None:
        """Take an edit back, the newest one of those in force."""
        self._before_travel()
        edit.undo(self)
        self._unanswered.append((self._wish_number, edit))

    def redo(self, edit: Edit) -> None:
        """Make an edit again, the one that was taken back last."""
        self._before_travel()
        edit.redo(self)
        self._unanswered.append((self._wish_number, edit))

    def _before_travel(self) -> None:
        self.dismiss()
        self.return_to_now()
        self._newest = None

    def return_to_now(self) -> None:
        """Show the newest state of the run; here nothing else is ever shown."""

    def _note_edit(self, edit: Edit) -> None:
        """Tell of an edit that has just been made."""
        self._newest = edit
        self._unanswered.append((self._wish_number, edit))
        self.edit_made.emit(edit)

    # What edits do -----------------------------------------------------------------------

    def put(self, values: Mapping[str, Any]) -> None:
        """Put settings in force, without telling of an edit."""
        try:
            experiment = self.experiment.with_values(values)
        except ValueError as error:
            self._raise(problems.of_refusal(error))
            return
        self._epochs_asked = values.get("training.epochs", self._epochs_asked)
        self._adopt(experiment)

    def stand(self, standing: Standing) -> None:
        """Bring a run back that was replaced; it stands still."""
        self._wants_play = False
        self.run, self.frozen = standing.run, standing.frozen
        self._epochs_asked = standing.epochs_asked
        self._adopt(standing.experiment, "recall")

    def put_weights(self, number: int, indices: tuple[int, ...], values: tuple[float, ...]) -> None:
        """Set weights, without telling of an edit."""
        self._dispatcher.edit_weights(number, indices, values)

    def restore_weights(self, number: int) -> None:
        """Give the weights of an edit their old values."""
        self._dispatcher.restore_weights(number)

    def put_frozen(self, indices: frozenset[int]) -> None:
        """Let these weights, and only these, stand still, without telling of an edit."""
        self.frozen = indices
        self._dispatcher.freeze(indices)
