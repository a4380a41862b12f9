"""Print the table of bars: every figure a ratio or a count taken in this run.

    python3 start.py benchmarks [--quick] [--soak] [--cohort] [--no-application]

PyTorch and scikit-learn are installed once into an environment of their own,
`.venv-peers` beside the project. Measurements of the two sides alternate, and
medians are compared, so that a drifting machine troubles both alike.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venv-peers"
REQUIREMENTS = ["torch==2.13.0", "scikit-learn>=1.6,<2", "numpy>=2,<3"]
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "QT_QPA_PLATFORM": "offscreen",
}

sys.path.insert(0, str(HERE))
from protocol import Measurer


def peers_python() -> Path:
    """Return the Python of the peers' environment, making it at the first call."""
    python = PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = PEERS / "requirements.json"
    if not stamp.exists() or json.loads(stamp.read_text()) != REQUIREMENTS:
        venv.create(PEERS, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
        stamp.write_text(json.dumps(REQUIREMENTS))
    return python


def alternating(sides, rounds):
    """Return the median microseconds of each side, measured in turn."""
    times = [[] for _ in sides]
    for _ in range(rounds):
        for side, (measurer, case, steps) in enumerate(sides):
            times[side].append(measurer.microseconds(case, steps))
    return [statistics.median(each) for each in times]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--soak", action="store_true", help="also the ten million steps")
    parser.add_argument("--cohort", action="store_true", help="also 2,000 experiments at once")
    parser.add_argument("--no-application", action="store_true", help="engine only")
    options = parser.parse_args()
    rounds = 3 if options.quick else 7
    environment = {**os.environ, **ONE_THREAD}
    ours = Measurer(sys.executable, HERE / "ours.py", environment)
    peers = Measurer(peers_python(), HERE / "peers.py", environment)
    table = Table("what", "measured", "ratio", "bar")

    def row(what, measured, ratio="", bar=""):
        table.add_row(what, measured, ratio, bar)

    steps = {"2-8-8-1": (2000, 300), "2-128-64-1": (200, 100), "64-128-64-10": (200, 100)}
    pytorch_small = 0.0
    for shape, (own_steps, peer_steps) in steps.items():
        sides = [
            (ours, shape, own_steps),
            (peers, f"pytorch {shape}", peer_steps),
            (peers, f"sklearn {shape}", peer_steps),
        ]
        alternating(sides, 1)  # warm-up
        own, pytorch, sklearn = alternating(sides, rounds)
        if shape == "2-8-8-1":
            pytorch_small = pytorch
        small = shape == "2-8-8-1"
        row(
            f"{shape}: ours / PyTorch / scikit-learn",
            f"{own:.0f} / {pytorch:.0f} / {sklearn:.0f} µs a step",
            f"{pytorch / own:.1f} x PyTorch, {sklearn / own:.1f} x scikit-learn",
            "≥ 10 x, ≥ 6 x" if small else "≥ 2 x both",
        )
    sides = [(ours, "stack", 100), (peers, "pytorch 2-8-8-1", 300)]
    alternating(sides, 1)
    own, pytorch = alternating(sides, rounds)
    row(
        "stack of 128 runs, a run",
        f"{own:.1f} / {pytorch:.0f} µs a step",
        f"{pytorch / own:.0f} x PyTorch",
        "≥ 60 x",
    )
    (map_time,) = alternating([(ours, "maps", 10)], rounds)
    row("maps 200×200 of 2-8-8-1 and its neurons", f"{map_time / 1000:.1f} ms", "", "≤ 3 ms")
    sides = [(ours, "landscape 61", 1), (ours, "landscape 7", 1)]
    fine, coarse = alternating(sides, rounds)
    row(
        "landscape 61×61 of 2-16-16-1 on 1,024 points / first picture",
        f"{fine / 1e6:.2f} / {coarse / 1e6:.3f} s",
        "",
        "≤ 3 s / ≤ 0.3 s",
    )
    sides = [(ours, "rows-500", 1000), (ours, "rows-1000000", 1000)]
    alternating(sides, 1)
    few, many = alternating(sides, rounds)
    row("a million rows / 500 rows", f"{many:.0f} / {few:.0f} µs", f"{many / few:.2f}", "≤ 1.3")
    ours.close()
    peers.close()
    if not options.no_application:
        for script in ("application.py", "painting.py"):
            for what, measured, ratio, bar in scripted(script, environment):
                row(what, measured, ratio, bar)
    if options.soak:
        for what, measured, ratio, bar in scripted("soak.py", environment):
            row(what, measured, ratio, bar)
    Console(width=118).print(table)
    if options.cohort:
        subprocess.run([sys.executable, HERE / "cohort.py"], check=True, cwd=ROOT)
    return 0 if pytorch_small else 1


def scripted(name, environment):
    """Return the rows that another script of this folder prints as JSON."""
    done = subprocess.run(
        [sys.executable, HERE / name],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
