"""Taking results out of the program."""

from engine.export.equation import Equation
from engine.export.tables import history_table, save_weights, write_history

__all__ = ["Equation", "history_table", "save_weights", "write_history"]
