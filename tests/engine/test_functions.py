"""Activations and losses against PyTorch's stored values, in float64."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import activations, losses

REFERENCE = json.loads(
    (Path(__file__).parent / "reference" / "functions.json").read_text(encoding="utf-8")
)
# Near zero PyTorch's GELU is a difference from one: good to the rounding of one.
CLOSE = {"rtol": 1e-10, "atol": 1e-15}


def named(cases):
    for case in cases:
        settings = "-".join(f"{name}={value}" for name, value in case["settings"].items())
        yield pytest.param(case, id="-".join(filter(None, (case["id"], settings))))


@pytest.mark.parametrize("case", list(named(REFERENCE["activations"])))
def test_activation(case):
    activation = activations.registry.parse({"id": case["id"], **case["settings"]})
    z = np.array(REFERENCE["inputs"])
    a = activation.forward(z)
    slope = activation.backward(np.ones_like(z), z, a)
    assert np.allclose(a, case["values"], **CLOSE)
    assert np.allclose(slope, case["derivatives"], **CLOSE)


@pytest.mark.parametrize("case", list(named(REFERENCE["losses"])))
def test_loss(case):
    loss = losses.registry.parse({"id": case["id"], **case["settings"]})
    value, gradient = loss.evaluate(np.array(case["outputs"]), np.array(case["targets"]))
    assert value == pytest.approx(case["loss"], rel=1e-10)
    assert np.allclose(gradient, case["gradient"], **CLOSE)


@pytest.mark.parametrize("kind", ["activations", "losses"])
def test_every_function_has_reference_values(kind):
    registry = {"activations": activations, "losses": losses}[kind].registry
    assert {case["id"] for case in REFERENCE[kind]} == set(registry.ids())
