"""What goes wrong in a week: cover, declines and disruptions, and putting the schedule right."""
