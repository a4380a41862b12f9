"""Reusable widgets that know no engine."""
