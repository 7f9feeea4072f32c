"""What gets in the way of a schedule, and the smallest change that puts it right."""
