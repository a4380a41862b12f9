"""XOR with few ReLU neurons, from 60 random starts at once.

The set-up is that of TensorFlow Playground: 500 points without noise, half of
them for training, batches of 10, SGD with its rate .03; weights uniform in
±½ and biases at .1; a tanh output and half the squared error, so that the rate
for the full one is .015. The quadrants reach to 6 instead of its 5.3, and the
order of the batches is drawn anew for every epoch.
"""

import numpy as np

from engine import Experiment, Trainer, initializers, optimizers

SEEDS, EPOCHS = 60, 500
MEASURED_BEFORE = {2: 0, 3: 63, 4: 80, 6: 98}
"""Neurons, and per cent solved in an earlier measurement of such runs."""

SETUP = Experiment().with_values({
    "data.dataset": "xor", "data.samples": 500, "data.noise": 0.0, "data.test_fraction": 0.5,
    "model.activation": "relu", "model.output_activation": "tanh",
    "model.initializer": initializers.Uniform(scale=0.5),
    "training.loss": "mean_squared_error", "training.batch_size": 10,
    "training.optimizer": optimizers.SGD(learning_rate=0.015),
})  # fmt: skip


def accuracies_of(neurons: int, epochs: int = EPOCHS) -> np.ndarray:
    """Return the test accuracy (SEEDS,) of one stack, each run with luck of its own."""
    setup = SETUP.with_value("model.hidden", (neurons,))
    seeds = ("data.seed", "model.seed", "training.seed")
    trainer = Trainer([setup.with_values(dict.fromkeys(seeds, luck)) for luck in range(SEEDS)])
    for biases in trainer.network.biases:
        biases[...] = 0.1
    trainer.run(steps=epochs * trainer.steps_per_epoch)
    return trainer.evaluate("test")["accuracy"]


def solved(accuracies: np.ndarray) -> float:
    """Return the per cent of runs with a test accuracy of .95 or more."""
    return 100.0 * float((accuracies >= 0.95).mean())
