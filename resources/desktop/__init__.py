"""Desktop entry and bundle files."""
