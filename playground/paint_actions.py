"""The keys of the painter: what is in the hand, and whole sheets."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction

from engine import Experiment
from engine.datasets.painted import MOST_CLASSES
from playground.actions import ActionSpec
from playground.models.painting import PAINT_TOOLS, copied, copyable
from playground.models.session import Session
from playground.panels.paint_bar import PaintBar

PREFIX = "action.paint."
HERE = "these"
ERASE_ALL = "erase_all"
SIZES = {"finer": -1, "broader": 1}


def paint_specs() -> tuple[ActionSpec, ...]:
    """Return the table, in the language in force."""
    translate = QCoreApplication.translate
    return (
        _spec(
            "brush",
            translate("actions", "Brush"),
            translate("actions", "Paints points of the chosen class."),
            "P",
        ),
        _spec(
            "move",
            translate("actions", "Move points"),
            translate("actions", "Drags the points under the brush."),
            "M",
        ),
        _spec(
            "relabel",
            translate("actions", "Relabel points"),
            translate("actions", "Gives points the chosen class."),
            "C",
        ),
        _spec(
            "erase",
            translate("actions", "Erase points"),
            translate("actions", "Takes the points under the brush away."),
            "X",
        ),
        _spec(
            "finer",
            translate("actions", "Finer brush"),
            translate("actions", "Makes the brush smaller."),
            "[",
        ),
        _spec(
            "broader",
            translate("actions", "Broader brush"),
            translate("actions", "Makes the brush larger."),
            "]",
        ),
        *(
            _spec(
                f"class_{number}",
                translate("actions", "Paint class {number}").format(number=number),
                translate("actions", "Paints this class, or relabels points to it."),
                str(number),
            )
            for number in range(1, MOST_CLASSES + 1)
        ),
        _spec(
            HERE,
            translate("actions", "Paint on these points"),
            translate("actions", "Takes the present points as a sheet to paint on."),
            "Shift+P",
        ),
        _spec(
            ERASE_ALL,
            translate("actions", "Erase all points"),
            translate("actions", "Takes all points away: an empty sheet."),
            "Shift+X",
        ),
    )


def _spec(name: str, text: str, tooltip: str, key: str) -> ActionSpec:
    return ActionSpec(PREFIX + name, text, "on_paint", tooltip, shortcuts=(key,))


class PaintActions(QObject):
    """Lets the actions paint, and rest while there is nothing to paint on.

    Parameters
    ----------
    session : Session
    actions : Mapping of str to QAction
        By id.
    bar : PaintBar
        Whose brush they change.
    """

    def __init__(
        self,
        session: Session,
        actions: Mapping[str, QAction],
        bar: PaintBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._bar = session, bar
        self._actions = {
            name.removeprefix(PREFIX): action
            for name, action in actions.items()
            if name.startswith(PREFIX)
        }
        session.experiment_changed.connect(self.on_experiment_changed)
        self.on_experiment_changed(session.experiment)

    def on_experiment_changed(self, experiment: Experiment) -> None:
        """Let those rest that there is no use for."""
        painting = self._bar.painting
        for name, action in self._actions.items():
            allowed = painting.possible
            if name == HERE:
                allowed = copyable(experiment.data)
            elif name.startswith("class_"):
                allowed = painting.possible and _label_of(name) < painting.classes
            action.setEnabled(allowed)

    @Slot(str)
    def obey(self, action_id: str) -> None:
        """Carry out the action of an id."""
        name = action_id.removeprefix(PREFIX)
        if name == HERE:
            self._session.set_points(copied(self._session.experiment.data))
        elif name == ERASE_ALL:
            self._bar.on_erase_all()
        elif name in SIZES:
            self._bar.resize_brush(SIZES[name])
        elif name.startswith("class_"):
            self._bar.on_class_chosen(_label_of(name))
        else:
            self._bar.take(next(tool for tool in PAINT_TOOLS if tool == name))


def _label_of(name: str) -> int:
    return int(name.removeprefix("class_")) - 1
