"""Steps become activities: bound to people and to a window of dates."""
