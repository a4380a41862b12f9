"""The panels of the main window, one a file."""
