"""What stands in an activity's way, and what would make it possible; each claim tried by a search."""
