"""Taking results out of the program."""

from engine.export.tables import history_table, save_weights, write_history

__all__ = ["history_table", "save_weights", "write_history"]
