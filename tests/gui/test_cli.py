"""The command line, in this process; only what concerns processes gets one of its own."""

import csv
import signal
import subprocess
import sys

import numpy as np
import pytest

from engine import Experiment, Trainer
from playground import headless
from playground.cli import Status, main
from playground.presets import presets

QUICK = ["--epochs", "2", "--set", "data.samples=64", "--quiet"]


@pytest.fixture(autouse=True)
def in_tmp_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")


def test_knows_no_qt(project_root):
    code = "import sys, playground.cli; print([m for m in sys.modules if 'PySide6' in m])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_train_writes_what_the_engine_gives(tmp_path):
    experiment = Experiment().with_values({"data.samples": 64, "training.epochs": 3})
    experiment.save(tmp_path / "mine.toml")
    assert main(["train", "mine.toml", "--quiet"]) == Status.DONE
    trainer = Trainer(experiment)
    trainer.run()
    folder = tmp_path / "mine"
    with np.load(folder / "weights.npz") as archive:
        for number, (weights, biases) in enumerate(
            zip(trainer.network.weights, trainer.network.biases, strict=True), start=1
        ):
            np.testing.assert_array_equal(archive[f"weights_{number}"], weights)
            np.testing.assert_array_equal(archive[f"biases_{number}"], biases)
    with (folder / "history.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["epoch"]) for row in rows] == [0, 1, 2, 3]
    assert float(rows[-1]["test_loss"]) == pytest.approx(trainer.evaluate()["loss"])
    assert Experiment.load(folder / "experiment.toml") == experiment


def test_options_stand_in_the_experiment_as_run(tmp_path):
    rate = "training.optimizer.learning_rate=0.3"
    options = ["--seed", "7", "--set", "training.optimizer=sgd", "--set", rate, "--out", "a/b"]
    assert main(["train", "spiral", *QUICK, *options]) == Status.DONE
    run = Experiment.load(tmp_path / "a" / "b" / "experiment.toml")
    assert (run.model.seed, run.training.seed, run.training.epochs) == (7, 7, 2)
    assert (run.training.optimizer.id, run.training.optimizer.learning_rate) == ("sgd", 0.3)


@pytest.mark.parametrize("name", presets())
def test_a_preset_name_stands_for_its_file(name, tmp_path):
    assert main(["train", name, *QUICK]) == Status.DONE
    assert main(["train", name, *QUICK]) == Status.DONE  # though a folder has this name now
    assert (tmp_path / name / "weights.npz").is_file()


def test_report(capsys):
    assert main(["train", "spiral", *QUICK[:-1]]) == Status.DONE
    told = capsys.readouterr().out
    for text in ("Stopped after 2 epochs, as asked.", "train", "test", "%", "updates/s"):
        assert text in told


def test_no_test_data(capsys):
    assert main(["train", "spiral", *QUICK[:-1], "--set", "data.test_fraction=0"]) == Status.DONE
    assert "test " not in capsys.readouterr().out


def test_early_stopping_is_told(capsys):
    places = ("patience=1", "min_delta=1000")
    early = [part for p in places for part in ("--set", f"training.early_stopping.{p}")]
    options = ["--epochs", "50", "--set", "data.samples=64", *early]
    assert main(["train", "spiral", *options]) == Status.DONE
    assert "Stopped early" in capsys.readouterr().out


def test_divergence_has_a_status_of_its_own(tmp_path, capsys):
    fast = ("data.dataset=plane", "training.optimizer=sgd", "training.optimizer.learning_rate=10")
    options = [part for place in fast for part in ("--set", place)]
    assert main(["train", "spiral", "--quiet", *options]) == Status.DIVERGED
    told = capsys.readouterr()
    assert told.out == ""
    assert "at update 3" in told.err
    assert "--set training.optimizer.learning_rate=1;" in told.err
    with np.load(tmp_path / "spiral" / "weights.npz") as archive:
        assert all(np.isfinite(archive[name]).all() for name in archive)
    assert "nan" not in (tmp_path / "spiral" / "history.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.toml"], "missing.toml: cannot be read"),
        (["spirl"], "Did you mean 'spiral'?"),
        (["bad.toml"], "training.epochs: 0 is not allowed."),
        (["broken.toml"], "cannot be parsed"),
        (["spiral", "--epochs", "0"], "epochs: 0 is not allowed."),
        (["spiral", "--set", "data.noise"], "is not PLACE=VALUE"),
        (["spiral", "--set", "data.nosie=1"], "data.nosie: there is no such setting."),
        (["spiral", "--set", "data.noise.x=1"], "data.noise has no settings of its own"),
        (["spiral", "--set", "training.optimizer=adma"], "Did you mean 'adam'?"),
        (["spiral", "--out", "bad.toml"], "bad.toml is a file."),
        (["experiment.toml", "--out", "."], "would replace"),
    ],
)
def test_bad_input_changes_nothing(arguments, told, tmp_path, capsys):
    (tmp_path / "bad.toml").write_text("[training]\nepochs = 0\n[data]\nnoise = -1\n")
    (tmp_path / "broken.toml").write_text("[training\n")
    (tmp_path / "experiment.toml").write_text("# mine\n")
    before = sorted(tmp_path.iterdir())
    assert main(["train", *arguments]) == Status.BAD_INPUT
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error
    assert sorted(tmp_path.iterdir()) == before


def test_all_faults_at_once(tmp_path, capsys):
    (tmp_path / "bad.toml").write_text("[training]\nepochs = 0\n[data]\nnoise = -1\n")
    assert main(["train", "bad.toml"]) == Status.BAD_INPUT
    error = capsys.readouterr().err
    assert "training.epochs" in error
    assert "data.noise" in error


def test_unwritable_folder_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["train", "spiral", *QUICK, "--out", "file/below"]) == Status.FAILED
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["train"], ["nonsense"], ["train", "spiral", "--epochs"]])
def test_wrong_usage(arguments):
    assert main(arguments) == Status.BAD_INPUT


def test_interruption_leaves_what_there_is(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(headless, "CHUNK_S", 0.001)
    run = Trainer.run

    def run_and_interrupt(self, *arguments, **options):
        outcome = run(self, *arguments, **options)
        if self.step_count > 10:
            signal.raise_signal(signal.SIGINT)
        return outcome

    monkeypatch.setattr(Trainer, "run", run_and_interrupt)
    before = signal.getsignal(signal.SIGINT)
    assert main(["train", "spiral", "--epochs", "1000000"]) == Status.INTERRUPTED
    assert signal.getsignal(signal.SIGINT) == before
    assert "Interrupted after" in capsys.readouterr().out
    assert (tmp_path / "spiral" / "weights.npz").is_file()


def test_info(capsys):
    assert main(["info"]) == Status.DONE
    told = capsys.readouterr().out
    for text in ("numpy", "BLAS", "spiral", "relu", "adam", "cosine", "mean_squared_error"):
        assert text in told


def test_info_on_an_experiment(capsys):
    assert main(["info", "penguins"]) == Status.DONE
    told = capsys.readouterr().out
    for text in ("239 to train on, 103 to test on", "4-8-3, 67 parameters", "8 an epoch", "0.01"):
        assert text in told


def test_counts_of_info_are_those_of_the_engine(capsys):
    assert main(["info", "spiral"]) == Status.DONE
    trainer = Trainer(presets()["spiral"].experiment)
    told = capsys.readouterr().out
    assert f"{trainer.network.parameters.size:,} parameters" in told
    assert f"{trainer.steps_per_epoch:,} an epoch" in told


@pytest.mark.parametrize("kind", ["optimizer", "optimizers"])
def test_info_on_a_kind_and_a_part(kind, capsys):
    assert main(["info", kind]) == Status.DONE
    assert "momentum" in capsys.readouterr().out
    assert main(["info", kind, "adam"]) == Status.DONE
    told = capsys.readouterr().out
    assert "Kingma" in told
    assert "beta_1" in told
    assert main(["info", kind, "adma"]) == Status.BAD_INPUT


def test_presets_are_listed(capsys):
    assert main(["presets"]) == Status.DONE
    told = capsys.readouterr().out
    assert all(name in told for name in presets())


def test_help_and_version(capsys):
    assert main(["--help"]) == Status.DONE
    assert main(["--version"]) == Status.DONE
    told = capsys.readouterr().out
    assert "--self-test" in told
    assert "playground 0." in told
