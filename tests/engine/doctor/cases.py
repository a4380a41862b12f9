"""Set-ups by which the training doctor is judged, and the names accepted for each.

Written down before the first detector, and not to be fitted to them: ``ILL`` and
``HEALTHY`` are for the report alone. Thresholds come from ``TUNING_ILL`` and
``TUNING_HEALTHY``, which share no data set with them and differ in architectures
and rates.

An ill set-up counts as *named rightly* in a run if the first diagnosis, the one
sentence that the doctor says, has one of the accepted names. More than one is
accepted only where both are there: a rate too large kills ReLUs or saturates tanh,
and a diverged run had too large a rate. A false alarm is any diagnosis at all of a
healthy run.

Names: ``batch_too_large dead_relu diverged exploding_gradient loss_mismatch
overfitting plateau rate_too_large rate_too_small saturation symmetric_start
underfitting unscaled_inputs vanishing_gradient``.
"""

from dataclasses import dataclass, field
from typing import Any

from engine import Experiment, initializers, optimizers, schedules

SEEDS = range(10)

CONSTANT, NORMAL = initializers.Constant, initializers.Normal
ADAM, MOMENTUM, SGD = optimizers.Adam, optimizers.Momentum, optimizers.SGD
MSE, MAE = "mean_squared_error", "mean_absolute_error"
SQUARES = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2")
PLACES = {
    "dataset": "data.dataset", "samples": "data.samples", "noise": "data.noise",
    "label_noise": "data.label_noise", "scaling": "data.scaling", "features": "data.features",
    "hidden": "model.hidden", "activation": "model.activation", "start": "model.initializer",
    "output": "model.output_activation", "dropout": "model.dropout", "dtype": "model.dtype",
    "loss": "training.loss", "optimizer": "training.optimizer", "schedule": "training.schedule",
    "batch": "training.batch_size", "epochs": "training.epochs", "l2": "training.l2",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A set-up, and after how many epochs the doctor looks (the planned ones if not said)."""

    name: str
    values: dict[str, Any]
    accepted: frozenset[str] = frozenset()
    after: int | None = None
    experiment: Experiment = field(init=False)

    def __post_init__(self) -> None:
        values = {"epochs": 60} | self.values
        places = {PLACES[name]: value for name, value in values.items()}
        object.__setattr__(self, "experiment", Experiment().with_values(places))

    @property
    def epochs(self) -> int:
        return self.experiment.training.epochs if self.after is None else self.after

    def with_luck(self, seed: int) -> Experiment:
        seeds = ("data.seed", "model.seed", "training.seed")
        return self.experiment.with_values(dict.fromkeys(seeds, seed))


def ill(name: str, accepted: str, after: int | None = None, **values: Any) -> Case:
    return Case(name, values, frozenset(accepted.split()), after)


def well(name: str, **values: Any) -> Case:
    return Case(name, values)


ILL = (
    # the rate
    ill("spiral, SGD 10", "rate_too_large diverged dead_relu",
        dataset="spiral", optimizer=SGD(learning_rate=10.0), epochs=30),
    ill("circle, tanh, SGD 10", "rate_too_large saturation",
        dataset="circle", activation="tanh", optimizer=SGD(learning_rate=10.0), epochs=30),
    ill("spiral, tanh, Adam .3", "rate_too_large saturation",
        dataset="spiral", activation="tanh", optimizer=ADAM(learning_rate=0.3), epochs=30),
    ill("rings, tanh, momentum 1", "rate_too_large saturation",
        dataset="rings", activation="tanh", optimizer=MOMENTUM(learning_rate=1.0), epochs=30),
    ill("sine, SGD 1", "diverged rate_too_large",
        dataset="sine", optimizer=SGD(learning_rate=1.0), epochs=30),
    ill("step, no hidden layer, SGD .3", "diverged rate_too_large",
        dataset="step", hidden=(), optimizer=SGD(learning_rate=0.3), epochs=30),
    ill("plane, momentum .3", "diverged rate_too_large dead_relu",
        dataset="plane", optimizer=MOMENTUM(learning_rate=0.3), epochs=30),
    ill("spiral, SGD .0003", "rate_too_small",
        dataset="spiral", optimizer=SGD(learning_rate=0.0003), epochs=30),
    ill("moons, Adam .00001", "rate_too_small",
        dataset="moons", optimizer=ADAM(learning_rate=1e-5), epochs=30),
    ill("penguins, momentum .00001", "rate_too_small",
        dataset="penguins", optimizer=MOMENTUM(learning_rate=1e-5), epochs=30),
    ill("sine, Adam .00003", "rate_too_small",
        dataset="sine", optimizer=ADAM(learning_rate=3e-5), epochs=30),
    # neurons
    ill("spiral, 8-8-8, SGD 3", "dead_relu rate_too_large",
        dataset="spiral", hidden=(8, 8, 8), optimizer=SGD(learning_rate=3.0)),
    ill("rings, 8-8-8, SGD 1", "dead_relu rate_too_large",
        dataset="rings", hidden=(8, 8, 8), optimizer=SGD(learning_rate=1.0)),
    ill("circle, every weight -.5", "dead_relu symmetric_start",
        dataset="circle", start=CONSTANT(value=-0.5)),
    ill("spiral, tanh, weights of 5", "saturation", dataset="spiral", activation="tanh",
        start=NORMAL(scale=5.0), optimizer=ADAM(learning_rate=0.001)),
    ill("rings, sigmoid, weights of 10", "saturation", dataset="rings", activation="sigmoid",
        start=NORMAL(scale=10.0), optimizer=ADAM(learning_rate=0.001)),
    ill("moons, tanh, three layers, weights of 5", "saturation", dataset="moons",
        activation="tanh", hidden=(16, 16, 16), start=NORMAL(scale=5.0),
        optimizer=SGD(learning_rate=0.01)),
    # gradients
    ill("spiral, six sigmoid layers, SGD .1", "vanishing_gradient", dataset="spiral",
        activation="sigmoid", hidden=(8,) * 6, start="glorot_uniform",
        optimizer=SGD(learning_rate=0.1)),
    ill("circle, five sigmoid layers, momentum .03", "vanishing_gradient", dataset="circle",
        activation="sigmoid", hidden=(8,) * 5, start="glorot_normal",
        optimizer=MOMENTUM(learning_rate=0.03)),
    ill("moons, eight tanh layers, weights of .1", "vanishing_gradient", dataset="moons",
        activation="tanh", hidden=(8,) * 8, start=NORMAL(scale=0.1),
        optimizer=SGD(learning_rate=0.1)),
    ill("spiral, six ReLU layers, weights of 1", "exploding_gradient", dataset="spiral",
        hidden=(16,) * 6, start=NORMAL(scale=1.0), optimizer=SGD(learning_rate=1e-6)),
    ill("rings, eight ReLU layers, weights of 1", "exploding_gradient", dataset="rings",
        hidden=(16,) * 8, start=NORMAL(scale=1.0), optimizer=SGD(learning_rate=1e-8)),
    # the start
    ill("spiral, zeros", "symmetric_start", dataset="spiral", start="zeros"),
    ill("moons, tanh, every weight .3", "symmetric_start",
        dataset="moons", activation="tanh", start=CONSTANT(value=0.3)),
    ill("penguins, tanh, zeros", "symmetric_start",
        dataset="penguins", activation="tanh", start="zeros"),
    # standing still
    ill("spiral, rate a tenth every two epochs", "plateau rate_too_small", dataset="spiral",
        optimizer=SGD(learning_rate=0.03), schedule=schedules.Step(every=2.0, factor=0.1)),
    ill("moons, three sigmoid layers, weights of .1", "plateau vanishing_gradient",
        dataset="moons", activation="sigmoid", hidden=(8, 8, 8), start=NORMAL(scale=0.1),
        optimizer=SGD(learning_rate=0.1)),
    # too much and too little
    ill("spiral, 60 noisy points, 64-64", "overfitting",
        dataset="spiral", samples=120, noise=1.5, hidden=(64, 64), epochs=300),
    ill("moons, 50 points, a fifth mislabelled", "overfitting",
        dataset="moons", samples=100, label_noise=0.2, hidden=(64, 64), epochs=300),
    ill("circle, 40 noisy points, 32-32", "overfitting", dataset="circle", samples=80, noise=2.0,
        label_noise=0.1, hidden=(32, 32), epochs=300),
    ill("circle, no hidden layer", "underfitting", dataset="circle", hidden=()),
    ill("spiral, 2 tanh neurons", "underfitting",
        dataset="spiral", activation="tanh", hidden=(2,), epochs=100),
    ill("rings, 1 tanh neuron", "underfitting", dataset="rings", activation="tanh", hidden=(1,)),
    ill("moons, L2 of 1", "underfitting", dataset="moons", l2=1.0),
    # what goes in and comes out
    ill("penguins in grams, SGD .1", "unscaled_inputs",
        dataset="penguins", scaling="none", optimizer=SGD(learning_rate=0.1)),
    ill("penguins in grams, tanh, Adam .01", "unscaled_inputs",
        dataset="penguins", scaling="none", activation="tanh"),
    ill("penguins in grams, Adam .001", "unscaled_inputs",
        dataset="penguins", scaling="none", optimizer=ADAM(learning_rate=0.001)),
    ill("spiral, all in one batch, 20 epochs", "batch_too_large",
        dataset="spiral", batch="all", epochs=20, after=10),
    ill("spiral, batch 512, SGD .1, 20 epochs", "batch_too_large rate_too_small",
        dataset="spiral", batch=512, optimizer=SGD(learning_rate=0.1), epochs=20, after=10),
    ill("rings, all in one batch, momentum .03, 20 epochs", "batch_too_large", dataset="rings",
        batch="all", optimizer=MOMENTUM(learning_rate=0.03), epochs=20, after=10),
    ill("step, sigmoid output", "loss_mismatch", dataset="step", output="sigmoid", loss=MSE),
    ill("plane, sigmoid output", "loss_mismatch", dataset="plane", output="sigmoid", loss=MSE),
    ill("rings, absolute error of sigmoids", "loss_mismatch",
        dataset="rings", output="sigmoid", loss=MAE),
)  # fmt: skip

HEALTHY = (
    well("circle, Adam .01", dataset="circle"),
    well("spiral, as it is at first", dataset="spiral", epochs=100),
    well("spiral, SGD .3", dataset="spiral", optimizer=SGD(learning_rate=0.3), epochs=100),
    well("moons, SGD .1", dataset="moons", optimizer=SGD(learning_rate=0.1)),
    well("moons, 8 tanh, momentum .03", dataset="moons", activation="tanh", hidden=(8,),
         optimizer=MOMENTUM(learning_rate=0.03)),
    well("pinwheel, Adam .01", dataset="pinwheel"),
    well("rings, Adam .003", dataset="rings", optimizer=ADAM(learning_rate=0.003)),
    well("penguins, SGD .1", dataset="penguins", optimizer=SGD(learning_rate=0.1)),
    well("penguins, 8 tanh, Adam .003", dataset="penguins", activation="tanh", hidden=(8,),
         optimizer=ADAM(learning_rate=0.003)),
    well("plane, tanh, Adam .01", dataset="plane", activation="tanh"),
    well("plane, no hidden layer", dataset="plane", hidden=(),
         optimizer=ADAM(learning_rate=0.03)),
    well("sine, tanh, Adam .01", dataset="sine", activation="tanh"),
    well("circle, 8 sigmoid, Adam .03", dataset="circle", activation="sigmoid", hidden=(8,),
         start="glorot_normal", optimizer=ADAM(learning_rate=0.03)),
    well("circle, squared error of tanh, SGD .03", dataset="circle", activation="tanh",
         hidden=(8, 4), output="tanh", loss=MSE, start="glorot_uniform", batch=10,
         optimizer=SGD(learning_rate=0.03)),
    well("spiral, 32-32, dropout .1", dataset="spiral", hidden=(32, 32), dropout=0.1, epochs=100),
    well("spiral, 32-32, momentum .03, cosine", dataset="spiral", hidden=(32, 32),
         optimizer=MOMENTUM(learning_rate=0.03), schedule="cosine", epochs=100),
    well("rings, RMSProp .003, batch 64", dataset="rings", batch=64,
         optimizer=optimizers.RMSProp(learning_rate=0.003)),
    well("pinwheel, GELU, AdamW, one cycle", dataset="pinwheel", activation="gelu",
         optimizer=optimizers.AdamW(learning_rate=0.01), schedule="one_cycle"),
    well("circle, 8-8-8, Adam .003", dataset="circle", hidden=(8, 8, 8),
         optimizer=ADAM(learning_rate=0.003)),
    well("spiral, ELU, Nesterov .03, batch 16, float64", dataset="spiral", activation="elu",
         batch=16, dtype="float64", optimizer=optimizers.Nesterov(learning_rate=0.03),
         epochs=100),
    well("moons, noise 1, 8-8, Adam .003", dataset="moons", noise=1.0, hidden=(8, 8),
         optimizer=ADAM(learning_rate=0.003)),
    well("moons, batch 128", dataset="moons", batch=128),
    well("spiral, scaled, SGD .3", dataset="spiral", scaling="standard",
         optimizer=SGD(learning_rate=0.3), epochs=100),
    well("rings, leaky ReLU, Adagrad .1", dataset="rings", activation="leaky_relu",
         optimizer=optimizers.Adagrad(learning_rate=0.1)),
)  # fmt: skip
"""In a first look without any detector all ten seeds of each reached a test accuracy of .9
(without noise .99), or an R² of .95."""

TUNING_ILL = (
    # the rate
    ill("xor, SGD 5", "rate_too_large diverged dead_relu",
        dataset="xor", optimizer=SGD(learning_rate=5.0), epochs=40),
    ill("border, 12 tanh, SGD 20", "rate_too_large saturation", dataset="border",
        activation="tanh", hidden=(12,), optimizer=SGD(learning_rate=20.0), epochs=40),
    ill("blobs, sigmoid, Adam 1", "rate_too_large saturation", dataset="blobs",
        activation="sigmoid", hidden=(10, 10), optimizer=ADAM(learning_rate=1.0), epochs=40),
    ill("checkerboard, tanh, Adam .2", "rate_too_large saturation", dataset="checkerboard",
        activation="tanh", hidden=(24, 24), optimizer=ADAM(learning_rate=0.2), epochs=40),
    ill("border, tanh, Nesterov .5", "rate_too_large saturation", dataset="border",
        activation="tanh", optimizer=optimizers.Nesterov(learning_rate=0.5), epochs=40),
    ill("digits, RMSProp .1", "rate_too_large dead_relu", dataset="digits", hidden=(32,),
        optimizer=optimizers.RMSProp(learning_rate=0.1), epochs=15),
    ill("polynomial, tanh, RMSProp .2", "rate_too_large saturation", dataset="polynomial",
        activation="tanh", optimizer=optimizers.RMSProp(learning_rate=0.2), epochs=40),
    ill("sawtooth, SGD .5", "diverged rate_too_large dead_relu",
        dataset="sawtooth", optimizer=SGD(learning_rate=0.5), epochs=40),
    ill("hills, no hidden layer, momentum .2", "diverged rate_too_large",
        dataset="hills", hidden=(), optimizer=MOMENTUM(learning_rate=0.2), epochs=40),
    ill("xor, Adam .00003", "rate_too_small",
        dataset="xor", optimizer=ADAM(learning_rate=3e-5), epochs=25),
    ill("checkerboard, tanh, SGD .0005", "rate_too_small", dataset="checkerboard",
        activation="tanh", optimizer=SGD(learning_rate=0.0005), epochs=25),
    ill("blobs, SGD .00001", "rate_too_small",
        dataset="blobs", hidden=(12,), optimizer=SGD(learning_rate=1e-5), epochs=25),
    ill("iris, AdamW .0001", "rate_too_small",
        dataset="iris", hidden=(8,), optimizer=optimizers.AdamW(learning_rate=1e-4), epochs=40),
    ill("polynomial, tanh, momentum .00003", "rate_too_small", dataset="polynomial",
        activation="tanh", optimizer=MOMENTUM(learning_rate=3e-5), epochs=25),
    ill("digits, SGD .0003", "rate_too_small",
        dataset="digits", hidden=(32,), optimizer=SGD(learning_rate=0.0003), epochs=15),
    # neurons
    ill("xor, 10-10-10-10, momentum .5", "dead_relu rate_too_large", dataset="xor",
        hidden=(10,) * 4, optimizer=MOMENTUM(learning_rate=0.5)),
    ill("border, 6-6-6, SGD 2", "dead_relu rate_too_large",
        dataset="border", hidden=(6, 6, 6), optimizer=SGD(learning_rate=2.0)),
    ill("sawtooth, momentum .02", "dead_relu rate_too_large diverged",
        dataset="sawtooth", hidden=(12, 12), optimizer=MOMENTUM(learning_rate=0.02)),
    ill("blobs, every weight -.2", "dead_relu symmetric_start",
        dataset="blobs", hidden=(8, 8), start=CONSTANT(value=-0.2)),
    ill("border, tanh, weights of 4", "saturation", dataset="border", activation="tanh",
        hidden=(20, 20), start=NORMAL(scale=4.0), optimizer=ADAM(learning_rate=0.002)),
    ill("checkerboard, sigmoid, weights of 8", "saturation", dataset="checkerboard",
        activation="sigmoid", hidden=(12, 12), start=NORMAL(scale=8.0),
        optimizer=ADAM(learning_rate=0.002)),
    ill("xor, tanh, four layers, weights of 6", "saturation", dataset="xor",
        activation="tanh", hidden=(10,) * 4, start=initializers.Uniform(scale=10.0),
        optimizer=MOMENTUM(learning_rate=0.001)),
    # gradients
    ill("xor, seven sigmoid layers, SGD .2", "vanishing_gradient", dataset="xor",
        activation="sigmoid", hidden=(10,) * 7, start="glorot_normal",
        optimizer=SGD(learning_rate=0.2)),
    ill("blobs, six sigmoid layers, momentum .02", "vanishing_gradient", dataset="blobs",
        activation="sigmoid", hidden=(12,) * 6, start="lecun_normal",
        optimizer=MOMENTUM(learning_rate=0.02)),
    ill("border, six ReLU layers, weights of .05", "vanishing_gradient", dataset="border",
        hidden=(10,) * 6, start=NORMAL(scale=0.05), optimizer=SGD(learning_rate=0.1)),
    ill("checkerboard, seven tanh layers, weights of .15", "vanishing_gradient",
        dataset="checkerboard", activation="tanh", hidden=(10,) * 7,
        start=initializers.Uniform(scale=0.2), optimizer=SGD(learning_rate=0.05)),
    ill("border, seven ReLU layers, weights of 1", "exploding_gradient", dataset="border",
        hidden=(12,) * 7, start=NORMAL(scale=1.0), optimizer=SGD(learning_rate=1e-7)),
    ill("blobs, five ReLU layers, weights up to 2", "exploding_gradient", dataset="blobs",
        hidden=(20,) * 5, start=initializers.Uniform(scale=2.0),
        optimizer=SGD(learning_rate=1e-7)),
    # the start
    ill("xor, zeros", "symmetric_start", dataset="xor", hidden=(6, 6), start="zeros"),
    ill("checkerboard, sigmoid, every weight .2", "symmetric_start", dataset="checkerboard",
        activation="sigmoid", start=CONSTANT(value=0.2)),
    ill("iris, every weight .5", "symmetric_start",
        dataset="iris", hidden=(8,), start=CONSTANT(value=0.5)),
    ill("polynomial, tanh, zeros", "symmetric_start",
        dataset="polynomial", activation="tanh", hidden=(8, 8), start="zeros"),
    # standing still
    ill("checkerboard, rate halved every epoch", "plateau rate_too_small",
        dataset="checkerboard", optimizer=SGD(learning_rate=0.02),
        schedule=schedules.Exponential(factor=0.5)),
    ill("border, rate a tenth every three epochs", "plateau rate_too_small", dataset="border",
        activation="tanh", optimizer=ADAM(learning_rate=0.0005),
        schedule=schedules.Step(every=3.0, factor=0.1)),
    ill("xor, two sigmoid layers, weights of .05", "plateau vanishing_gradient",
        dataset="xor", activation="sigmoid", hidden=(10, 10), start=NORMAL(scale=0.05),
        optimizer=SGD(learning_rate=0.05)),
    # too much and too little
    ill("checkerboard, 75 points, 48-48", "overfitting",
        dataset="checkerboard", samples=150, noise=0.5, hidden=(48, 48), epochs=250),
    ill("gaussians, 60 noisy points, 64", "overfitting", dataset="gaussians", samples=120,
        noise=3.0, label_noise=0.15, hidden=(64, 64), epochs=250),
    ill("iris, 64-64, 300 epochs", "overfitting", dataset="iris", hidden=(64, 64), epochs=300),
    ill("border, 50 points, a quarter mislabelled, tanh", "overfitting", dataset="border",
        samples=100, label_noise=0.25, activation="tanh", hidden=(48, 48), epochs=400),
    ill("xor, no hidden layer", "underfitting",
        dataset="xor", hidden=(), optimizer=SGD(learning_rate=0.1)),
    ill("checkerboard, 3 tanh neurons", "underfitting",
        dataset="checkerboard", activation="tanh", hidden=(3,), epochs=80),
    ill("chirp, no hidden layer", "underfitting", dataset="chirp", hidden=()),
    ill("border, L2 of .5", "underfitting", dataset="border", activation="tanh", l2=0.5),
    ill("blobs, L2 of 2", "underfitting", dataset="blobs", l2=2.0, hidden=(12,)),
    # what goes in and comes out
    ill("hills, squares as they are, SGD .02", "unscaled_inputs diverged rate_too_large dead_relu",
        dataset="hills", features=SQUARES, scaling="none", optimizer=SGD(learning_rate=0.02)),
    ill("digits as they are, tanh, SGD .1", "unscaled_inputs saturation", dataset="digits",
        scaling="none", hidden=(32,), activation="tanh", start=NORMAL(scale=1.0),
        optimizer=SGD(learning_rate=0.1), epochs=15),
    ill("digits as they are, SGD .3", "unscaled_inputs rate_too_large dead_relu",
        dataset="digits", scaling="none", hidden=(32,), optimizer=SGD(learning_rate=0.3),
        epochs=15),
    ill("xor, all in one batch, 15 epochs", "batch_too_large",
        dataset="xor", batch="all", epochs=15, after=8),
    ill("checkerboard, batch 512, 30 epochs", "batch_too_large", dataset="checkerboard",
        batch=512, optimizer=MOMENTUM(learning_rate=0.03), epochs=30, after=15),
    ill("border, all in one batch, SGD .1, 20 epochs", "batch_too_large rate_too_small",
        dataset="border", batch="all", optimizer=SGD(learning_rate=0.1), epochs=20, after=10),
    ill("polynomial, sigmoid output", "loss_mismatch",
        dataset="polynomial", output="sigmoid", loss=MSE),
    ill("sawtooth, sigmoid output, Huber", "loss_mismatch",
        dataset="sawtooth", output="sigmoid", loss="huber", activation="tanh"),
    ill("blobs, absolute error of sigmoids", "loss_mismatch",
        dataset="blobs", output="sigmoid", loss=MAE, hidden=(12,)),
)  # fmt: skip

TUNING_HEALTHY = (
    well("xor, Adam .005", dataset="xor", hidden=(12,), optimizer=ADAM(learning_rate=0.005)),
    well("xor, SGD .05", dataset="xor", optimizer=SGD(learning_rate=0.05)),
    well("gaussians, 4 tanh, SGD .1", dataset="gaussians", activation="tanh", hidden=(4,),
         optimizer=SGD(learning_rate=0.1)),
    well("gaussians, no hidden layer", dataset="gaussians", hidden=(),
         optimizer=ADAM(learning_rate=0.02)),
    well("gaussians, noise 1, momentum .01", dataset="gaussians", noise=1.0,
         optimizer=MOMENTUM(learning_rate=0.01), epochs=40),
    well("border, 24-24, Adam .005", dataset="border", hidden=(24, 24),
         optimizer=ADAM(learning_rate=0.005)),
    well("border, tanh, momentum .02", dataset="border", activation="tanh", hidden=(12, 12),
         optimizer=MOMENTUM(learning_rate=0.02)),
    well("checkerboard, 64-64, 4096 points, Adam .005", dataset="checkerboard", samples=4096,
         hidden=(64, 64), optimizer=ADAM(learning_rate=0.005), epochs=80),
    well("checkerboard, 48-48 tanh, Adam .005, cosine", dataset="checkerboard", samples=4096,
         hidden=(48, 48), activation="tanh", optimizer=ADAM(learning_rate=0.005),
         schedule="cosine", epochs=80),
    well("blobs, 8, SGD .05", dataset="blobs", hidden=(8,), optimizer=SGD(learning_rate=0.05)),
    well("blobs, sigmoid, Adam .02", dataset="blobs", activation="sigmoid", hidden=(12,),
         start="glorot_uniform", optimizer=ADAM(learning_rate=0.02)),
    well("blobs, 10-10-10, AdamW .005, dropout", dataset="blobs", hidden=(10, 10, 10),
         dropout=0.1, optimizer=optimizers.AdamW(learning_rate=0.005)),
    well("hills, 24-24 tanh, Adam .005", dataset="hills", activation="tanh", hidden=(24, 24),
         optimizer=ADAM(learning_rate=0.005), epochs=80),
    well("polynomial, 12-12 tanh, Adam .02", dataset="polynomial", activation="tanh",
         hidden=(12, 12), optimizer=ADAM(learning_rate=0.02), epochs=80),
    well("sawtooth, 32-32 tanh, Adam .01, one cycle", dataset="sawtooth", activation="tanh",
         hidden=(32, 32), schedule="one_cycle", epochs=80),
    well("iris, 4 tanh, SGD .05", dataset="iris", activation="tanh", hidden=(4,),
         optimizer=SGD(learning_rate=0.05), epochs=40),
    well("digits, 24, momentum .01, 12 epochs", dataset="digits", hidden=(24,), l2=0.003,
         optimizer=MOMENTUM(learning_rate=0.01), epochs=12),
    well("xor, squared error of tanh, SGD .02", dataset="xor", activation="tanh", hidden=(8,),
         output="tanh", loss=MSE, start="glorot_normal", batch=8,
         optimizer=SGD(learning_rate=0.02)),
    well("border, GELU, RMSProp .002", dataset="border", activation="gelu",
         optimizer=optimizers.RMSProp(learning_rate=0.002)),
    well("xor, SiLU, Nesterov .02, batch 128", dataset="xor", activation="silu", batch=128,
         optimizer=optimizers.Nesterov(learning_rate=0.02)),
    well("blobs, leaky ReLU, Adagrad .05", dataset="blobs", activation="leaky_relu",
         optimizer=optimizers.Adagrad(learning_rate=0.05)),
    well("gaussians, scaled, float64, SGD .3", dataset="gaussians", scaling="standard",
         dtype="float64", optimizer=SGD(learning_rate=0.3)),
)  # fmt: skip
