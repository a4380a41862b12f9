"""Real tables, with licence and source."""
