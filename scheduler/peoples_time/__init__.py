"""What people do at each minute of a date, and when they are to be had together."""
