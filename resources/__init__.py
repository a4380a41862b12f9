"""Everything the program ships that is not code."""
