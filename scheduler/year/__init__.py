"""A year in dates and half days, before any clock time."""
