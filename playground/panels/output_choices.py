"""What the output can show: its spaces, and what is drawn into them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from playground.models.view_state import Space
from playground.widgets.choices import Choice


def space_choices(layer_sizes: tuple[int, ...], classification: bool, digits: bool) -> list[Choice]:
    """Return the data as they are, each hidden layer, for classes the confusion matrix, a pad."""
    translate = QCoreApplication.translate
    choices = [
        Choice(
            "data", translate("output_choices", "data"),
            translate("output_choices", "The data as they are, and what the network answers."),
        ),
        *(
            Choice(
                f"hidden_{layer}",
                translate("output_choices", "layer {layer}").format(layer=layer),
                translate("output_choices", "Where the layer puts the points, and how it bends a "
                          "straight grid."),
            )
            for layer in range(1, len(layer_sizes) - 1)
        ),
    ]  # fmt: skip
    if classification:
        choices.append(
            Choice(
                "confusion", translate("output_choices", "confusion"),
                translate("output_choices", "Which classes are taken for which."),
            )
        )  # fmt: skip
    if digits:
        choices.append(
            Choice(
                "pad", translate("output_choices", "draw"),
                translate("output_choices", "Draw a digit, and see what it is taken for."),
            )
        )  # fmt: skip
    return choices


def space_id(space: Space, layer: int) -> str:
    """Return the id of a choice.

    Examples
    --------
    >>> space_id("data", 2), space_id("hidden", 2)
    ('data', 'hidden_2')
    """
    return f"hidden_{layer}" if space == "hidden" else space


def point_toggles() -> list[Choice]:
    """Return what can be shown of the points; ids are names of the view's fields."""
    translate = QCoreApplication.translate
    return [
        Choice(
            "show_train", translate("output_choices", "training data"),
            translate("output_choices", "The examples that the network learns from."),
        ),
        Choice(
            "show_test", translate("output_choices", "test data"),
            translate("output_choices",
                      "The examples kept apart, which the network has never learnt from."),
        ),
        Choice(
            "mistakes", translate("output_choices", "mistakes"),
            translate("output_choices",
                      "A cross on each example whose class the network mistakes."),
        ),
        Choice(
            "halos", translate("output_choices", "losses"),
            translate("output_choices",
                      "A halo around each example with a large loss; it grows with the loss."),
        ),
        Choice(
            "batch", translate("output_choices", "batch"),
            translate("output_choices",
                      "Rings around the examples of the next batch; not at high speed."),
        ),
    ]  # fmt: skip


def map_toggles() -> list[Choice]:
    """Return what can be shown of the answers; ids are names of the view's fields."""
    translate = QCoreApplication.translate
    return [
        Choice(
            "hard_classes", translate("output_choices", "hard classes"),
            translate("output_choices", "Only which class wins, not how sure the network is."),
        ),
        Choice(
            "contours", translate("output_choices", "contour lines"),
            translate("output_choices",
                      "Lines of equal answers; the boundary between classes is the thick one."),
        ),
        Choice(
            "film", translate("output_choices", "film strip"),
            translate("output_choices", "Small pictures of the output over the run."),
        ),
    ]  # fmt: skip
