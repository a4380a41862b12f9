"""Times of PyTorch and scikit-learn, on request; see protocol.py.

Runs in an environment of its own, which holds neither our engine nor Qt.
"""

import sys
import time
import warnings
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import torch
from protocol import serve
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

torch.set_num_threads(1)
warnings.simplefilter("ignore", ConvergenceWarning)
ROWS = 1024


def arrays(inputs, classes):
    rng = np.random.default_rng(0)
    points = rng.normal(size=(ROWS, inputs)).astype(np.float32)
    return points, rng.integers(0, classes, ROWS)


def pytorch(inputs, hidden, classes, batch):
    points, labels = arrays(inputs, classes)
    sizes = (inputs, *hidden, 1 if classes == 2 else classes)
    layers = []
    for fan_in, fan_out in pairwise(sizes):
        layers += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    x = torch.from_numpy(points)
    if classes == 2:
        loss_of, y = torch.nn.BCEWithLogitsLoss(), torch.from_numpy(labels[:, None]).float()
    else:
        loss_of, y = torch.nn.CrossEntropyLoss(), torch.from_numpy(labels)

    def measured(steps):
        start, done = time.perf_counter(), 0
        while done < steps:
            order = torch.randperm(ROWS)
            for first in range(0, ROWS, batch):
                rows = order[first : first + batch]
                optimizer.zero_grad()
                loss = loss_of(model(x[rows]), y[rows])
                loss.backward()
                optimizer.step()
                done += 1
                if done == steps:
                    break
        return time.perf_counter() - start

    return measured


def sklearn(inputs, hidden, classes, batch):
    points, labels = arrays(inputs, classes)
    per_epoch = ROWS // batch

    def measured(steps):
        epochs = max(1, round(steps / per_epoch))
        model = MLPClassifier(
            hidden, batch_size=batch, max_iter=epochs, tol=0.0, n_iter_no_change=10**9
        )
        start = time.perf_counter()
        model.fit(points, labels)
        return (time.perf_counter() - start) * steps / (epochs * per_epoch)

    return measured


SHAPES = {
    "2-8-8-1": (2, (8, 8), 2, 32),
    "2-128-64-1": (2, (128, 64), 2, 128),
    "64-128-64-10": (64, (128, 64), 10, 128),
}

if __name__ == "__main__":
    serve(
        {
            **{f"pytorch {name}": lambda s=shape: pytorch(*s) for name, shape in SHAPES.items()},
            **{f"sklearn {name}": lambda s=shape: sklearn(*s) for name, shape in SHAPES.items()},
        }
    )
