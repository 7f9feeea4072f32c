"""A made-up district to try things on, with a schedule known to fit it."""
