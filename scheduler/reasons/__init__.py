"""Why something has no time, or stands where it does, and what cannot fit whatever is done."""
