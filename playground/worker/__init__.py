"""The worker thread and its two channels."""
