"""Write resources/datasets/digits.csv from scikit-learn's copy; run by hand, once.

python tests/resources/make_digits.py resources/datasets/digits.csv
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits


def digits_csv() -> str:
    """Return the table: the digit, then its pixels (0 to 16) row by row."""
    digits = load_digits()
    pixels = [f"r{row}c{column}" for row in range(1, 9) for column in range(1, 9)]
    rows = np.column_stack([digits.target, digits.data]).astype(int)
    lines = [",".join(["digit", *pixels]), *(",".join(map(str, row)) for row in rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(digits_csv(), encoding="utf-8", newline="")
