"""How often the training doctor is right: set-ups that are ill and healthy, ten seeds of each.

    python -m tests.benchmarks.doctor            # those of the report
    python -m tests.benchmarks.doctor tuning     # those that the thresholds were chosen on

The names accepted for each set-up stand in tests/engine/doctor/cases.py. An ill run is named
rightly if the first diagnosis is one of them; any diagnosis of a healthy run is a false alarm.
"""

import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from engine import Trainer, doctor
from tests.engine.doctor import cases


def first_name(case: cases.Case, seed: int) -> str:
    """Return the id of the worst diagnosis of one run, "-" if there is none."""
    trainer = Trainer(case.with_luck(seed))
    trainer.run(epochs=case.epochs)
    found = doctor.diagnose(trainer)
    return found[0].id if found else "-"


def judge(title: str, group: tuple[cases.Case, ...], wrong: str) -> Table:
    """Train and examine all runs of a group, and return a line for each set-up."""
    table = Table(title=title)
    for column in ("set-up", "right", "said"):
        table.add_column(column, justify="right" if column == "right" else "left")
    right, runs = 0, len(group) * len(cases.SEEDS)
    for case in group:
        said = Counter(first_name(case, seed) for seed in cases.SEEDS)
        accepted = case.accepted or {"-"}
        good = sum(count for name, count in said.items() if name in accepted)
        right += good
        names = ", ".join(f"{name} {count}" for name, count in said.most_common())
        table.add_row(case.name, str(good), names)
    share = 100.0 * right / runs
    table.caption = f"{right} of {runs} right ({share:.1f} %); {wrong}: {100.0 - share:.1f} %"
    return table


def main() -> None:
    """Print both tables."""
    tuning = "tuning" in sys.argv[1:]
    ill, healthy = (
        (cases.TUNING_ILL, cases.TUNING_HEALTHY) if tuning else (cases.ILL, cases.HEALTHY)
    )
    console = Console(width=110)
    console.print(judge("Ill", ill, "missed or misnamed"))
    console.print(judge("Healthy", healthy, "false alarms"))


if __name__ == "__main__":
    main()
