"""What holds for every test: no screen, one BLAS thread, no settings of the user's."""

import os
import tempfile
from pathlib import Path

import pytest

# Both must be set before numpy and Qt are imported, so this is done here, not in a fixture.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="playground-tests-")
for library in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{library}_NUM_THREADS"] = "1"


@pytest.fixture(scope="session")
def project_root() -> Path:
    return Path(__file__).resolve().parent.parent


def pytest_unconfigure() -> None:
    # Qt and its libraries may have left files of their own in it.
    import shutil

    shutil.rmtree(os.environ["XDG_CONFIG_HOME"], ignore_errors=True)
