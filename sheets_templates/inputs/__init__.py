"""The tabs a district fills in."""
