"""All that speaks Google, files or a database."""
