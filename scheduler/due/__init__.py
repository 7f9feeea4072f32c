"""What falls due beside the meetings, when, and of whom."""
