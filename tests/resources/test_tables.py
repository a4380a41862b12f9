"""Shipped tables are what their README says."""

from engine.datasets.tabular import open_bundled
from tests.resources.make_digits import digits_csv


def test_the_digits_are_those_of_scikit_learn():
    with open_bundled("digits.csv") as file:
        assert file.read() == digits_csv()
