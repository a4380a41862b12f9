"""A network small enough to be updated on paper, and the update on paper.

Two inputs, two hidden neurons and an output, all sigmoid; squared error; one example, at
(2, 1), of class 1; gradient descent with a rate of 0.5. Everything below was worked out with
a pocket calculator from

    z₁ = w₁₁ x₁ + w₂₁ x₂ + b₁    h₁ = 1 / (1 + e^−z₁)    and so on
    L = (y − t)²    dL/dy = 2 (y − t)    δ = dL/dz = dL/dy · y (1 − y)
    δ₁ = v₁ δ · h₁ (1 − h₁)    dL/dw₁₁ = x₁ δ₁    w₁₁ ← w₁₁ − 0.5 · dL/dw₁₁

without rounding on the way, and written with four digits.
"""

from engine import Experiment, PaintedPoints, Trainer, optimizers

ON_PAPER = Experiment().with_values(
    {
        "data.dataset": "painted",
        "data.points": PaintedPoints([[2.0, 1.0, 1]]),
        "data.test_fraction": 0.0,
        "model.hidden": (2,),
        "model.activation": "sigmoid",
        "model.output_activation": "sigmoid",
        "model.dtype": "float64",
        "training.loss": "mean_squared_error",
        "training.optimizer": optimizers.SGD(learning_rate=0.5),
        "training.batch_size": 1,
    }
)
WEIGHTS = [0.5, 0.2, -0.3, 0.4, 0.1, -0.4, 0.6, -0.7, 0.2]
"""w₁₁ w₁₂, w₂₁ w₂₂, b₁ b₂, v₁, v₂, c: as they lie in the parameters."""

PRE_ACTIVATIONS = {
    (0, 0): "0.5 · 2 − 0.3 · 1 + 0.1 = 0.8",
    (0, 1): "0.2 · 2 + 0.4 · 1 − 0.4 = 0.4",
    (1, 0): "0.6 · 0.69 − 0.7 · 0.5987 + 0.2 = 0.1949",
}
ACTIVATIONS = {
    (0, 0): "sigmoid(0.8) = 0.69",
    (0, 1): "sigmoid(0.4) = 0.5987",
    (1, 0): "sigmoid(0.1949) = 0.5486",
}
LOSS = "(0.5486 − 1)² = 0.2038"
BLAME = {
    (1, 0): "−0.9029 · 0.2476 = −0.2236",
    (0, 0): "(0.6 · (−0.2236)) · 0.2139 = −0.0287",
    (0, 1): "(−0.7 · (−0.2236)) · 0.2403 = 0.0376",
}
GRADIENT = [
    "2 · (−0.0287) = −0.05739",
    "2 · 0.0376 = 0.07521",
    "1 · (−0.0287) = −0.0287",
    "1 · 0.0376 = 0.0376",
    "−0.0287",
    "0.0376",
    "0.69 · (−0.2236) = −0.1543",
    "0.5987 · (−0.2236) = −0.1339",
    "−0.2236",
]
UPDATE = [
    "0.5 − 0.5 · (−0.05739) = 0.5287",
    "0.2 − 0.5 · 0.07521 = 0.1624",
    "−0.3 − 0.5 · (−0.0287) = −0.2857",
    "0.4 − 0.5 · 0.0376 = 0.3812",
    "0.1 − 0.5 · (−0.0287) = 0.1143",
    "−0.4 − 0.5 · 0.0376 = −0.4188",
    "0.6 − 0.5 · (−0.1543) = 0.6771",
    "−0.7 − 0.5 · (−0.1339) = −0.6331",
    "0.2 − 0.5 · (−0.2236) = 0.3118",
]


def trainer_on_paper() -> Trainer:
    """Return a trainer before its first update."""
    trainer = Trainer(ON_PAPER)
    trainer.edit(range(len(WEIGHTS)), WEIGHTS)
    return trainer
