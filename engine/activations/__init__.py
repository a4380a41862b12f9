"""Activation functions: what a neuron makes of its weighted sum.

Each class is one function; ``base`` says what they have in common. To add
another, write one class in ``classic`` or ``rectifiers``: the screen, the
checks, the command line and the tests find it in the registry.

Examples
--------
>>> registry.ids()[:3], get("leaky_relu").negative_slope
(('linear', 'sigmoid', 'tanh'), 0.01)
"""

from engine.activations.base import Activation, registry
from engine.activations.classic import Linear, Sigmoid, Sine, Tanh
from engine.activations.rectifiers import ELU, GELU, LeakyReLU, ReLU, SiLU, Softplus

get = registry.get

__all__ = [
    "ELU",
    "GELU",
    "Activation",
    "LeakyReLU",
    "Linear",
    "ReLU",
    "SiLU",
    "Sigmoid",
    "Sine",
    "Softplus",
    "Tanh",
    "get",
    "registry",
]
