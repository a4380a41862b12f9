"""The program's icon."""
