"""What the four beats say of one neuron or link: plain words, and sums with their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.microscope import Beats, sums
from playground.models.view_state import Beat
from playground.panels.names import neuron_label
from playground.widgets.diagram_layout import Link, Neuron
from playground.worker.events import DataSummary

Lines = list[tuple[str, str]]
"""What a sum is called, and the sum."""
translate = QCoreApplication.translate


@dataclass(frozen=True, eq=False)
class BeatWords:
    """Speaks of one update, one example of its batch, and one neuron or link."""

    told: Beats
    data: DataSummary
    example: int
    target: Neuron | Link

    def sentence(self, beat: Beat) -> str:
        """Return what happens in this beat, and what the lines and numbers in the picture are."""
        match beat:
            case "forward":
                return translate(
                    "beats",
                    "Forward: each neuron adds up weight times input and its bias; its activation "
                    "makes of the sum what it passes on.",
                )
            case "loss":
                return translate(
                    "beats",
                    "Loss: each point's answer is compared with its target; the loss of the batch "
                    "is the mean of all bars.",
                )
            case "backward":
                return translate(
                    "beats",
                    "Backward: from the loss, blame flows back along the same links; a link's "
                    "gradient is its input times the blame at its end, as the mean of the batch.",
                )
        return translate(
            "beats",
            "Update: each weight moves against its gradient, as the optimizer says; then the next "
            "batch comes.",
        )

    def lines_mean(self, beat: Beat) -> str:
        """Return what lines and numbers in the picture of the network stand for."""
        match beat:
            case "forward":
                return translate(
                    "beats",
                    "Lines: weight · input, thick where large. Numbers: what neurons pass on.",
                )
            case "loss":
                return translate("beats", "Numbers: what the network answers for the chosen point.")
            case "backward":
                return translate(
                    "beats",
                    "Lines: gradient of the batch, thick where large. Numbers: blame of the point.",
                )
        return translate(
            "beats", "Lines: change of weights, thick where large. Numbers: change of biases."
        )

    @property
    def whose(self) -> str:
        """What the sums belong to: a neuron or link, and a point."""
        return f"{self._name}, {self.point}"

    @property
    def point(self) -> str:
        """Which example of the batch it is."""
        return translate("beats", "point {number} of {count}").format(
            number=self.example + 1, count=self.told.examples
        )

    @property
    def _name(self) -> str:
        target, sizes = self.target, self.told.sizes
        if isinstance(target, Neuron):
            return neuron_label(self.data, sizes, target.layer, target.unit)
        start = neuron_label(self.data, sizes, target.layer, target.i)
        end = neuron_label(self.data, sizes, target.layer + 1, target.j)
        return translate("beats", "link from {start} to {end}").format(start=start, end=end)

    def lines(self, beat: Beat) -> Lines:
        """Return the sums of this beat."""
        match beat:
            case "forward":
                return self._forward()
            case "loss":
                return self._loss()
            case "backward":
                return self._backward()
        return self._update()

    def value(self, beat: Beat, target: Neuron | Link) -> float | None:
        """Return the number that belongs to a neuron or link in this beat; None without one."""
        told, n = self.told, self.example
        if isinstance(target, Link):
            return self._of_link(beat, target)
        if target.layer == 0:
            first = told.layers[0].inputs
            return float(first[target.unit, n]) if beat == "forward" else None
        layer, unit = target.layer - 1, target.unit
        here = told.layers[layer]
        match beat:
            case "forward":
                kept = 1.0 if here.mask is None else float(here.mask[unit, n])
                return float(here.activations[unit, n]) * kept
            case "loss":
                last = layer == len(told.layers) - 1
                return float(here.activations[unit, n]) if last else None
            case "backward":
                return told.examples * float(here.grad_pre_activations[unit, n])
        bias = told.blocks(told.new - told.old)[layer][-1, unit]
        return float(bias)

    def _of_link(self, beat: Beat, link: Link) -> float | None:
        told = self.told
        match beat:
            case "forward":
                weight = told.blocks(told.old)[link.layer][link.i, link.j]
                return float(weight) * float(told.layers[link.layer].inputs[link.i, self.example])
            case "loss":
                return None
            case "backward":
                return float(told.blocks(told.data_gradient)[link.layer][link.i, link.j])
        return float(told.blocks(told.new - told.old)[link.layer][link.i, link.j])

    # Each beat -------------------------------------------------------------------------------

    def _forward(self) -> Lines:
        told, target, n = self.told, self.target, self.example
        if isinstance(target, Link):
            weight = float(told.blocks(told.old)[target.layer][target.i, target.j])
            value = float(told.layers[target.layer].inputs[target.i, n])
            text = f"{sums.sum_of([(weight, value)])} = {sums.rounded(weight * value)}"
            return [(translate("beats", "weight · input"), text)]
        if target.layer == 0:
            value = float(told.layers[0].inputs[target.unit, n])
            return [(translate("beats", "input"), sums.rounded(value))]
        layer, unit = target.layer - 1, target.unit
        return [
            (translate("beats", "sum z"), sums.pre_activation_sum(told, layer, unit, n)),
            (translate("beats", "activation a"), sums.activation_value(told, layer, unit, n)),
        ]

    def _loss(self) -> Lines:
        told = self.told
        lines = [
            (translate("beats", "loss of this point"), sums.loss_value(told, self.example)),
            (translate("beats", "mean of the batch"), sums.mean_loss(told)),
        ]
        if told.penalty:
            lines.append((translate("beats", "with penalty"), sums.whole_loss(told)))
        return lines

    def _backward(self) -> Lines:
        told, target = self.told, self.target
        lines = []
        if isinstance(target, Neuron):
            if target.layer == 0:
                return [
                    (
                        translate("beats", "blame dL/dz"),
                        translate("beats", "none: an input has no weights of its own"),
                    )
                ]
            blame = sums.blame_sum(told, target.layer - 1, target.unit, self.example)
            lines.append((translate("beats", "blame dL/dz"), blame))
            lines.append(
                (translate("beats", "gradient of the bias"), sums.gradient_sum(told, self._place))
            )
        else:
            lines.append(
                (translate("beats", "gradient dL/dw"), sums.gradient_sum(told, self._place))
            )
        if told.penalty or told.clip_factor < 1.0:
            whole = sums.whole_gradient(told, self._place)
            lines.append((translate("beats", "with penalty and clipping"), whole))
        return lines

    def _update(self) -> Lines:
        target = self.target
        if isinstance(target, Neuron) and target.layer == 0:
            return [
                (
                    translate("beats", "bias"),
                    translate("beats", "none: an input has no weights of its own"),
                )
            ]
        name = (
            translate("beats", "weight") if isinstance(target, Link) else translate("beats", "bias")
        )
        lines = [
            (name, sums.update_sum(self.told, self._place)),
            (translate("beats", "learning rate"), sums.rounded(self.told.learning_rate)),
        ]
        if self._place in self.told.frozen:
            lines.append((translate("beats", "frozen"), translate("beats", "it does not move")))
        return lines

    @property
    def _place(self) -> int:
        """Place of the weight, or of the bias, in the flat parameters."""
        target = self.target
        if isinstance(target, Link):
            return sums.parameter_at(self.told, target.layer, target.i, target.j)
        row = self.told.sizes[target.layer - 1]
        return sums.parameter_at(self.told, target.layer - 1, row, target.unit)
