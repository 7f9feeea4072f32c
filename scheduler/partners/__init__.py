"""Meetings with people outside the district, whose calendars cannot be read."""
