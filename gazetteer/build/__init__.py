"""Source data to an index on disk."""
