"""What the project measures of itself; each module prints a table."""
