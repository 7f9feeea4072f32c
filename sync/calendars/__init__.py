"""Reading and writing the coaching calendars."""
