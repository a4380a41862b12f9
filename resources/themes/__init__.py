"""The palettes."""
