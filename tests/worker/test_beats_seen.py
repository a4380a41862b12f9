"""The next update as the screen asks for it, and one beat after another."""

import numpy as np
import pytest

from engine import Experiment, Trainer
from playground.worker.inspections.beats import RESOLUTION, NextUpdate

SMALL = Experiment().with_values({"data.samples": 64, "model.hidden": (4,)})


@pytest.mark.parametrize("dataset", ["spiral", "sine", "penguins", "blobs"])
def test_maps_before_and_after_are_those_of_the_run_before_and_after(dataset):
    trainer = Trainer(SMALL.with_value("data.dataset", dataset))
    seen = NextUpdate(maps=True).look(trainer)
    for made in (seen.before, seen.after):
        points = seen.plane.grid(RESOLUTION)
        wanted = trainer.predict(trainer.dataset.inputs_of(points)).T
        np.testing.assert_allclose(made.reshape(wanted.shape), wanted, rtol=1e-5, atol=1e-6)
        assert not made.flags.writeable
        trainer.step()


def test_without_maps_only_the_update_is_told():
    seen = NextUpdate().look(Trainer(SMALL))
    assert (seen.plane, seen.before, seen.after) == (None, None, None)
    assert seen.told.step == 0
