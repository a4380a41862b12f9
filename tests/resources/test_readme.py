"""The examples of the README run as they stand there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?ms)^```python\n(.*?)^```", README)


def test_the_readme_has_examples():
    text = "".join(EXAMPLES)
    for name in ("Trainer", "process_pool", "get_executor", "PlaygroundClassifier"):
        assert name in text


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_runs_as_a_script(number, tmp_path):
    script = tmp_path / "example.py"
    script.write_text(EXAMPLES[number], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr
